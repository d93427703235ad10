"""The formats that the graph leaves in, one function each: the same graph gives the same bytes on every machine."""

import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graph.jsonld import jsonld as jsonld_text
from graph.network import network
from graph.tables import Cell, Row, Table, records
from graph.tables import csvw as csvw_files
from graph.turtle import Source, Statement, statements, written
from graph.void import void as void_text

if TYPE_CHECKING:
    import networkx

__all__ = ["FORMATS", "Material"]


@dataclass(frozen=True)
class Material:
    """What there is to export: the graph, the rows that the six table questions gave, and what their columns mean."""

    source: Source
    rows: Mapping[str, Sequence[Row]]
    tables: Mapping[str, Table]

    def records(self, name: str) -> list[dict[str, Cell]]:
        return records(self.tables[name], self.rows[name])

    @cached_property
    def statements(self) -> list[Statement]:
        """The sorted statements of the graph, of which several formats are made."""
        return statements(self.source)

    @cached_property
    def network(self) -> "networkx.MultiGraph[str]":
        return network(self.records("edges"), [*self.records("places"), *self.records("bodies")])


def turtle(material: Material) -> dict[str, str]:
    """Turtle: the whole graph for people, sorted and grouped. 全体を人が読めるTurtleで。"""
    return {"intercity.ttl": written(material.statements)}


def ntriples(material: Material) -> dict[str, str]:
    """N-Triples: the whole graph for programs, one sorted line a triple. 全体を1行1トリプルで。"""
    return {"intercity.nt": "".join(f"{' '.join(one)} .\n" for one in material.statements)}


def jsonld(material: Material) -> dict[str, str]:
    """JSON-LD: the whole graph in plain JSON words. 全体を平易な語のJSONで。"""
    return {"intercity.jsonld": jsonld_text(material.source)}


def graphml(material: Material) -> dict[str, str]:
    """GraphML: the network of ties for networkx, igraph, Gephi, Cytoscape. 関係のネットワーク。"""
    from networkx.readwrite.graphml import GraphMLWriter

    written = io.BytesIO()  # generate_graphml would spell each Japanese character as a number
    GraphMLWriter(material.network).dump(written)
    return {"network.graphml": written.getvalue().decode("utf-8") + "\n"}


def gexf(material: Material) -> dict[str, str]:
    """GEXF: the network of ties with its time line for Gephi. 関係のネットワーク（時間軸つき、Gephi用）。"""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(material.network)
    for meta in writer.xml.iter("meta"):
        meta.attrib.clear()  # today's date: the same graph would give other bytes tomorrow
    keys = {one.get("id") for one in writer.xml.iter("attribute") if one.get("title") == "networkx_key"}
    for parent in [*writer.xml.iter("attributes"), *writer.xml.iter("attvalues")]:
        for one in [each for each in parent if keys & {each.get("id"), each.get("for")}]:
            parent.remove(one)  # the edge's id once more
    written = io.BytesIO()
    writer.write(written)
    return {"network.gexf": written.getvalue().decode("utf-8") + "\n"}


def geojson(material: Material) -> dict[str, str]:
    """GeoJSON: places as points, ties between places as lines. 自治体を点、自治体間の関係を線で。

    A place without coordinates, and a tie with such a place, has the geometry `null`, so that a map can list what it
    does not show. A line that is shorter over the Pacific is cut at 180 degrees (RFC 7946, 3.1.9). Ties with bodies
    and alliances, which have no place of their own, are not here.
    """
    places = material.records("places")
    points = {str(place["id"]): _point(place) for place in places}
    features = [_feature(place, _geometry("Point", points[str(place["id"])]), "place") for place in places]
    for tie in material.records("edges"):
        ends = [str(tie["source"]), str(tie["target"])]
        if all(end in points for end in ends):
            features.append(_feature(tie, _line(points[ends[0]], points[ends[1]]), "tie"))
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, sort_keys=True) for feature in features)
    return {"intercity.geojson": f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'}


def csvw(material: Material) -> dict[str, str]:
    """CSV on the Web: six exact tables and their description for programs. 6つの表と機械可読な説明。"""
    return csvw_files(material.rows, material.tables)


def void(material: Material) -> dict[str, str]:
    """VoID and DCAT: the graph described as a data set, in Turtle. データセットとしての説明。"""
    return {"void.ttl": void_text(material.source)}


FORMATS: Mapping[str, Callable[[Material], dict[str, str]]] = MappingProxyType(
    {each.__name__: each for each in (turtle, ntriples, jsonld, graphml, gexf, geojson, csvw, void)}
)
"""Format name -> function from the material to file name -> text; only `csvw` gives several files."""


def _point(place: Mapping[str, Cell]) -> tuple[float, float] | None:
    """Longitude and latitude in degrees, in GeoJSON's order."""
    if place["lat"] is None or place["long"] is None:
        return None
    return float(place["long"]), float(place["lat"])


def _geometry(kind: str, coordinates: object) -> dict[str, Any] | None:
    return None if coordinates is None else {"type": kind, "coordinates": coordinates}


def _line(one: tuple[float, float] | None, other: tuple[float, float] | None) -> dict[str, Any] | None:
    """A line from one point to the other; in two parts where the shorter way crosses the antimeridian."""
    if one is None or other is None:
        return None
    east = other[0] - one[0]
    if abs(east) <= 180:
        return _geometry("LineString", [one, other])
    edge = 180.0 if one[0] > 0 else -180.0
    way = 360 - abs(east)
    latitude = round(one[1] + (other[1] - one[1]) * (abs(edge - one[0]) / way), 6)
    return _geometry("MultiLineString", [[one, (edge, latitude)], [(-edge, latitude), other]])


def _feature(record: Mapping[str, Cell], geometry: dict[str, Any] | None, sort: str) -> dict[str, Any]:
    stated: Iterable[tuple[str, Cell]] = record.items()
    properties = {name: value for name, value in stated if value is not None and name not in ("id", "lat", "long")}
    numbers = {name: value if isinstance(value, str | int) else float(value) for name, value in properties.items()}
    return {"type": "Feature", "id": record["id"], "geometry": geometry, "properties": {"feature": sort, **numbers}}
