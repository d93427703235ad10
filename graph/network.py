"""The network for analysis: actors as nodes, every tie of the table `edges` as an edge of its own, first measures."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import networkx

__all__ = ["Measures", "measures", "network"]

Record: TypeAlias = Mapping[str, object]

_NAMED = ("kind", "relationship", "role", "status")
_EDGE = ("tie", *(f"{name}{tongue}" for name in _NAMED for tongue in ("", "_ja", "_en")))
_TIME = ("since", "until", "start", "end", "confidence", "document", "lines")
_NODE = ("kind", "kind_ja", "kind_en", "country", "country_ja", "country_en", "code", "lat", "long", "type", "of")


class Measures(NamedTuple):
    """Counts for the report; `degrees` and `components` are sorted, the largest first."""

    nodes: int
    edges: int
    ties: dict[str, int]
    degrees: tuple[tuple[str, int], ...]
    components: tuple[tuple[str, ...], ...]


def network(edges: Iterable[Record], nodes: Iterable[Record] = ()) -> "networkx.MultiGraph[str]":
    """The ties as a multigraph: two actors with two agreements have two edges, keyed by the stable edge id.

    `edges`: records of the table `edges`; `nodes`: records of the tables `places` and `bodies`, which lend their
    attributes to the nodes that occur in a tie. An edge of an agreement among n parties weighs 1/(n-1), so that a
    three-party agreement counts once for each of its parties and not twice (Newman 2001,
    doi:10.1103/PhysRevE.64.016132). Attributes are text or float, and absent where nothing is stated.
    """
    import networkx

    graph: networkx.MultiGraph[str] = networkx.MultiGraph()
    ties = sorted(edges, key=lambda edge: str(edge["id"]))
    about = {str(node["id"]): node for node in nodes}
    names = {str(tie[end]): (tie[f"{end}_ja"], tie[f"{end}_en"]) for tie in ties for end in ("source", "target")}
    for key in sorted(names):
        ja, en = names[key]
        stated = {"class": key.partition("/")[0], **_present(about.get(key, {}), _NODE)}
        graph.add_node(key, label=_text(en or ja or key), **_present({"ja": ja, "en": en}, ("ja", "en")), **stated)
    for tie in ties:
        parties = tie.get("parties")
        weight = 1 / (parties - 1) if isinstance(parties, int) and parties > 1 else 1.0
        source, target = str(tie["source"]), str(tie["target"])
        stated = _present(tie, (*_EDGE, *_TIME))
        label = _text(tie.get("kind_en") or tie.get("tie"))
        graph.add_edge(source, target, key=str(tie["id"]), id=str(tie["id"]), label=label, weight=weight, **stated)
    return graph


def measures(graph: "networkx.MultiGraph[str]") -> Measures:
    """Size, ties by sort, degree (number of edges) of every node, and the connected parts."""
    import networkx

    parts = (tuple(sorted(part)) for part in networkx.connected_components(graph))
    return Measures(
        nodes=graph.number_of_nodes(),
        edges=graph.number_of_edges(),
        ties=dict(sorted(Counter(str(edge["tie"]) for _, _, edge in graph.edges(data=True)).items())),
        degrees=tuple(sorted(graph.degree(), key=lambda each: (-each[1], each[0]))),
        components=tuple(sorted(parts, key=lambda part: (-len(part), part))),
    )


def _present(record: Record, names: Iterable[str]) -> dict[str, str | float]:
    return {name: _value(record[name]) for name in names if record.get(name) is not None}


def _value(value: object) -> str | float:
    """What GraphML and GEXF can hold: a number becomes a float, a text loses the characters that XML forbids."""
    return _text(value) if isinstance(value, str) else float(str(value))


def _text(value: object) -> str:
    return "".join(mark for mark in str(value) if (mark >= " " and mark not in "\ufffe\uffff") or mark in "\t\n\r")
