"""The exports: complete, readable, the same bytes for the same graph, and safe to open."""

import csv
import hashlib
import io
import json
import os
import random
import socket
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import networkx
import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.export import FORMATS, Material
from graph.jsonld import jsonld
from graph.tables import TABLES, Table, csvw, records, spreadsheets
from graph.turtle import ntriples, statements, turtle
from queries import run
from tests.tabled import ROOT, material, small, table, with_kinds

XSD = "http://www.w3.org/2001/XMLSchema#"
ID = "https://w3id.org/icr/id/"


@pytest.fixture(scope="module")
def made() -> Material:
    return material(with_kinds(small()))


@pytest.fixture(scope="module")
def real(store: ox.Store) -> Material:
    return material(store)


def read_turtle(text: str) -> list[tuple[str, str, str]]:
    return statements(quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))


def read_jsonld(text: str) -> list[tuple[str, str, str]]:
    return statements(quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD))


# ---- Turtle and N-Triples


def test_turtle_is_grouped_with_a_first_and_one_object_a_line(made: Material) -> None:
    text = turtle(made.source)
    assert (
        """
agreement:ueki-rome
    a icr:Agreement ;
    skos:prefLabel
        "Ueki–Rome sister city"@en ,
        "植木町・ローム市 姉妹都市"@ja ;
    icr:confidence k-confidence:a ;
    icr:evidence span:kumamoto-2022-L457 ;
    icr:formerParty lg:jp-433853 ;
    icr:hasParty
        lg:jp-431001 ,
        lg:us-rome-ga ;
    icr:kind k-agreement:sister-city ;
    icr:signed time:1995-05-29 ;
    icr:status k-status:concluded ;
.
"""
        in text
    )
    assert "    geo:lat 32.803 ;\n" in text
    assert '    icr:code "062031" ;\n' in text
    assert '    icr:earliest "1979-10-01"^^xsd:date ;\n' in text
    assert "    icr:inferred true ;\n" in text


def test_turtle_sections_come_in_the_order_people_look(made: Material) -> None:
    heads = [line.split()[2] for line in turtle(made.source).splitlines() if line.startswith("# ----")]
    assert heads[:4] == ["Agreements", "Alliances", "Participations", "Local"]
    assert heads[-3:] == ["Time", "Kinds", "Evidence"]


def test_turtle_declares_the_prefixes_it_uses_and_no_others(made: Material) -> None:
    text = turtle(made.source)
    declared = [line.split()[1] for line in text.splitlines() if line.startswith("PREFIX")]
    body = text[text.index("# ----") :]
    assert declared == sorted(declared, key=lambda prefix: prefix[:-1])
    assert [prefix for prefix in declared if f" {prefix}" not in body and f"\n{prefix}" not in body] == ["xsd:"]
    assert "^^xsd:" in body


@pytest.mark.parametrize("which", ["made", "real"])
def test_turtle_is_the_graph_for_both_libraries(which: str, request: pytest.FixtureRequest) -> None:
    source = request.getfixturevalue(which).source
    text = turtle(source)
    expected = statements(source)
    assert read_turtle(text) == expected
    assert statements(rdflib.Graph().parse(data=text, format="turtle")) == expected


def test_both_libraries_give_the_same_bytes_on_the_real_graph(store: ox.Store, rdf: rdflib.Graph) -> None:
    assert turtle(store) == turtle(rdf)
    assert ntriples(store) == ntriples(rdf)


def test_ntriples_are_sorted_and_complete(real: Material) -> None:
    text = ntriples(real.source)
    lines = text.split("\n")
    assert lines[-1] == ""
    assert lines[:-1] == sorted(set(lines[:-1]))
    assert isinstance(real.source, ox.Store)
    assert len(lines) - 1 == len(real.source)


def test_the_order_of_the_triples_does_not_matter() -> None:
    triples = [quad.triple for quad in small()]
    shuffled = triples * 2
    random.Random(3).shuffle(shuffled)
    for write in (turtle, ntriples, jsonld):
        assert write(shuffled) == write(triples)


def test_names_that_have_no_short_form_stay_whole() -> None:
    made = ox.NamedNode("https://w3id.org/icr/def#x")
    for iri in [f"{ID}lg/a/b", f"{ID}lg/", f"{ID}lg/a.", f"{ID}lg/%E7%86%8A", f"{ID}lg/熊本", f"{ID}lg/-a", "urn:x:y"]:
        text = turtle([ox.Triple(ox.NamedNode(iri), made, ox.NamedNode(iri))])
        assert f"\n<{iri}>\n" in text
        assert read_turtle(text) == [(f"<{iri}>", "<https://w3id.org/icr/def#x>", f"<{iri}>")]


def test_blank_nodes_get_the_same_names_in_any_order() -> None:
    about = ox.NamedNode("https://w3id.org/icr/def#about")

    def shape(one: ox.BlankNode, two: ox.BlankNode) -> list[ox.Triple]:
        return [ox.Triple(one, about, two), ox.Triple(two, about, ox.Literal("x")), ox.Triple(one, about, about)]

    first = shape(ox.BlankNode("p"), ox.BlankNode("q"))
    second = shape(ox.BlankNode("z"), ox.BlankNode("a"))[::-1]
    assert turtle(first) == turtle(second)
    assert "_:c14n0" in turtle(first)


def test_triple_terms_are_refused() -> None:
    node = ox.NamedNode("https://w3id.org/icr/def#x")
    with pytest.raises(ValueError, match="triple term"):
        turtle([ox.Triple(node, node, ox.Triple(node, node, node))])


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
names = st.text("abcXYZ019._-~%()'/#:熊本é", min_size=1, max_size=8).filter(
    lambda name: "%" not in name and name.count("#") < 2
)
iris = st.builds(
    lambda space, name: ox.NamedNode(space + name),
    st.sampled_from([f"{ID}lg/", "https://w3id.org/icr/def#", "https://w3id.org/icr/kind/agreement/", "http://e.org/"]),
    names.filter(lambda name: "#" not in name),
)
literals = st.one_of(
    st.builds(ox.Literal, texts),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), texts, st.sampled_from(["ja", "en", "en-gb"])),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)),
        st.one_of(texts, st.sampled_from(["1", "-0", "007", "1.50", ".5", "+1.", "true", "1e3", "2020-02-30"])),
        st.sampled_from(["integer", "decimal", "boolean", "date", "anyURI"]),
    ),
)
graphs = st.lists(st.builds(ox.Triple, iris, iris, st.one_of(iris, literals)), max_size=12)


@settings(max_examples=200, deadline=None)
@given(graphs)
def test_any_graph_comes_back_from_turtle_and_jsonld(triples: list[ox.Triple]) -> None:
    expected = statements(triples)
    assert read_turtle(turtle(triples)) == expected
    assert read_jsonld(jsonld(triples)) == expected


@settings(max_examples=60, deadline=None)
@given(graphs)
def test_any_graph_is_read_by_rdflib_as_it_was_written(triples: list[ox.Triple]) -> None:
    normalise, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        graph = rdflib.Graph().parse(data=turtle(triples), format="turtle")
        assert statements(graph) == statements(triples)
    finally:
        rdflib.NORMALIZE_LITERALS = normalise


# ---- JSON-LD


def test_jsonld_reads_as_plain_json(made: Material) -> None:
    document = json.loads(jsonld(made.source))
    nodes = {node["@id"]: node for node in document["@graph"]}
    assert nodes["agreement:kumamoto-guilin"]["kind"] == "k:agreement/friendship-city"
    assert nodes["agreement:kumamoto-guilin"]["prefLabel"]["ja"] == "熊本市・桂林市 友好都市"
    assert nodes["agreement:kumamoto-guilin"]["@type"] == "Agreement"
    assert nodes["agreement:kumamoto-companies"]["inferred"] is True
    assert nodes["span:kumamoto-2022-L457"]["startLine"] == 457
    assert nodes["lg:jp-062031"]["code"] == "062031"
    assert nodes["lg:jp-431001"]["lat"] == "32.803"
    assert list(nodes) == sorted(nodes)


def test_jsonld_comes_back_offline_in_both_libraries(real: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("asked the network")

    text = jsonld(real.source)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert read_jsonld(text) == statements(real.source)
    assert statements(rdflib.Graph().parse(data=text, format="json-ld")) == statements(real.source)


# ---- networks and maps


def network_of(read: Callable[[io.BytesIO], Any], text: str) -> Any:
    return read(io.BytesIO(text.encode()))


def test_graphml_comes_back_with_every_tie_and_both_names(real: Material) -> None:
    graph = network_of(
        lambda file: networkx.read_graphml(file, force_multigraph=True), FORMATS["graphml"](real)["network.graphml"]
    )
    assert set(graph.nodes) == set(real.network.nodes)
    assert sorted(key for _, _, key in graph.edges(keys=True)) == sorted(
        key for _, _, key in real.network.edges(keys=True)
    )
    assert dict(graph.nodes["lg/jp-431001"]) == dict(real.network.nodes["lg/jp-431001"])
    assert all(node["ja"] and node["en"] for node in graph.nodes.values())


def test_gexf_comes_back_and_has_no_time_stamp(real: Material) -> None:
    text = FORMATS["gexf"](real)["network.gexf"]
    assert "lastmodified" not in text
    assert "networkx_key" not in text
    graph = network_of(networkx.read_gexf, text)
    assert set(graph.nodes) == set(real.network.nodes)
    assert sorted(edge["id"] for _, _, edge in graph.edges(data=True)) == sorted(
        key for _, _, key in real.network.edges(keys=True)
    )
    assert 'start="1979-10-01"' in text
    for node in real.network.nodes:
        assert graph.nodes[node]["ja"] == real.network.nodes[node]["ja"]


def test_control_characters_do_not_break_the_xml() -> None:
    store = small()
    name = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    store.add(ox.Quad(ox.NamedNode(f"{ID}lg/cn-guilin"), name, ox.Literal("a\x00\x0b\ufffe<&>", language="en")))
    odd = material(store)
    for form, file in (("graphml", "network.graphml"), ("gexf", "network.gexf")):
        graph = network_of(networkx.read_graphml if form == "graphml" else networkx.read_gexf, FORMATS[form](odd)[file])
        assert graph.nodes["lg/cn-guilin"]["en"] == "Guilin; a<&>"


def features(made: Material) -> dict[str, Any]:
    document = json.loads(FORMATS["geojson"](made)["intercity.geojson"])
    assert document["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in document["features"]}


def test_geojson_has_places_as_points_and_ties_as_lines(made: Material) -> None:
    found = features(made)
    kumamoto = found["lg/jp-431001"]
    assert kumamoto["geometry"] == {"type": "Point", "coordinates": [130.7079, 32.803]}
    assert (kumamoto["properties"]["ja"], kumamoto["properties"]["en"]) == ("熊本市", "Kumamoto City")
    guilin = found["agreement/kumamoto-guilin--cn-guilin--jp-431001"]
    assert guilin["geometry"] == {"type": "LineString", "coordinates": [[110.2864, 25.2819], [130.7079, 32.803]]}
    assert guilin["properties"]["lines"] == "kumamoto-2016:397-398; kumamoto-2022:457"
    assert "org/kumamoto-international-center--jp-431001" not in found


def test_geojson_keeps_places_without_position(made: Material) -> None:
    assert features(made)["lg/us-san-antonio-tx"]["geometry"] is None
    tie = features(made)["agreement/ueki-rome--jp-433853--us-rome-ga"]
    assert (tie["geometry"], tie["properties"]["source_ja"]) == (None, "植木町")


def test_geojson_cuts_lines_over_the_pacific_at_the_antimeridian(made: Material) -> None:
    geometry = features(made)["agreement/ueki-rome--jp-431001--us-rome-ga"]["geometry"]
    assert geometry["type"] == "MultiLineString"
    (start, east), (west, end) = geometry["coordinates"]
    assert (start, east[0], west[0], end) == ([130.7079, 32.803], 180.0, -180.0, [-85.1647, 34.257])
    assert east[1] == west[1] == pytest.approx(33.3005, abs=0.001)


# ---- tables


COLUMNS = {"id": ("key", "キー"), "name": ("name", "名"), "number": ("number", "数")}
TABLE = Table("places", "Which?", "どれか。", COLUMNS)


def sheet(*names: object) -> list[str]:
    made = spreadsheets({"places": [{"id": f"x{n}", "name": name} for n, name in enumerate(names)]}, {"places": TABLE})
    return made["places.csv"].split("\r\n")


def test_several_values_of_a_cell_are_joined_in_the_order_of_their_keys() -> None:
    table = Table("agreements", "", "", {"id": ("", ""), "party": ("", ""), "party_ja": ("", ""), "line": ("", "")})
    asked = [
        {"id": f"{ID}agreement/a", "party": f"{ID}lg/2", "party_ja": "あ"},
        {"id": f"{ID}agreement/a", "line": "d:9"},
        {"id": f"{ID}agreement/a", "party": f"{ID}lg/1", "party_ja": "ん"},
        {"id": f"{ID}agreement/a", "party": f"{ID}lg/1", "party_ja": "ん"},
    ]
    for _ in range(4):
        asked = asked[1:] + asked[:1]
        assert records(table, asked) == [
            {"id": "agreement/a", "party": "lg/1; lg/2", "party_ja": "ん; あ", "line": "d:9"}
        ]


def test_cells_that_a_spreadsheet_would_run_are_disarmed() -> None:
    evil = ["=1+1", "+1", "-1", "@x", "\tx", "\r=x", "＝1+1", "＠x"]
    assert sheet(*evil)[1:-1] == [f'"x{n}","\'{text}",' for n, text in enumerate(evil)]
    assert sheet("a=b", "1-2", "'x")[1:-1] == ['"x0","a=b",', '"x1","1-2",', '"x2","\'x",']


def test_numbers_stay_numbers_and_codes_stay_text() -> None:
    assert sheet(Decimal("-85.16"), -3, -0.5, "062031", True, None, "")[1:-1] == [
        '"x0",-85.16,',
        '"x1",-3,',
        '"x2",-0.5,',
        '"x3","062031",',
        '"x4","true",',
        '"x5",,',
        '"x6",,',
    ]


def test_the_exact_tables_are_exact() -> None:
    text = csvw({"places": [{"id": "x", "name": '=a,"b"\r\nc; d', "number": 7}]}, {"places": TABLE})
    assert list(csv.reader(io.StringIO(text["places.csv"], newline=""))) == [
        ["id", "name", "number"],
        ["x", '=a,"b"\r\nc; d', "7"],
    ]


def test_a_value_that_no_cell_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="a table cell cannot hold"):
        sheet(["a", "list"])


def test_the_tables_are_for_people(made: Material) -> None:
    files = spreadsheets(made.rows, made.tables)
    assert list(files) == [*(f"{name}.csv" for name in TABLES), "README.md"]
    for name in TABLES:
        assert files[f"{name}.csv"].startswith('\ufeff"id",')
        assert files[f"{name}.csv"].count("\r\n") == files[f"{name}.csv"].count("\n")
    guilin = next(record for record in made.records("agreements") if record["id"] == "agreement/kumamoto-guilin")
    assert {name: value for name, value in guilin.items() if value is not None} == {
        "id": "agreement/kumamoto-guilin",
        "ja": "熊本市・桂林市 友好都市",
        "en": "Kumamoto–Guilin friendship city",
        "kind": "agreement/friendship-city",
        "kind_ja": "友好都市",
        "kind_en": "Friendship city",
        "status": "status/concluded",
        "status_ja": "締結済",
        "status_en": "Concluded",
        "signed": "1979-10-01",
        "signed_in": "lg/cn-guilin",
        "signed_in_ja": "桂林市",
        "signed_in_en": "Guilin",
        "parties": "lg/cn-guilin; lg/jp-431001",
        "parties_ja": "桂林市; 熊本市",
        "parties_en": "Guilin; Kumamoto City",
        "fields": "field/culture; field/tourism",
        "fields_ja": "文化; 観光",
        "fields_en": "Culture; Tourism",
        "unit": "unit/jp-431001-kokusaika",
        "unit_ja": "国際課",
        "unit_en": "International Affairs Division",
        "confidence": "confidence/a",
        "document": "doc/kumamoto-2016; doc/kumamoto-2022",
        "lines": "kumamoto-2016:397-398; kumamoto-2022:457",
    }


def test_the_data_dictionary_explains_every_column_in_both_languages(made: Material) -> None:
    dictionary = spreadsheets(made.rows, made.tables)["README.md"]
    for name in TABLES:
        assert f"\n## {name}.csv\n" in dictionary
        for column, (en, ja) in made.tables[name].columns.items():
            assert f"\n| `{column}` | {en} | {ja} |\n" in dictionary
            assert en
            assert ja
            assert en != ja
    assert "BOM" in dictionary


def test_csvw_describes_the_columns_that_are_there(real: Material) -> None:
    files = FORMATS["csvw"](real)
    metadata = json.loads(files["csv-metadata.json"])
    assert [one["url"] for one in metadata["tables"]] == [f"{name}.csv" for name in TABLES]
    for one in metadata["tables"]:
        found = list(csv.DictReader(io.StringIO(files[one["url"]], newline="")))
        schema = one["tableSchema"]
        assert [column["name"] for column in schema["columns"]] == list(found[0])
        assert len({row[schema["primaryKey"]] for row in found}) == len(found)
        for column in schema["columns"]:
            if column["datatype"] == "decimal":
                assert all(float(row[column["name"]] or 0) < 1000 for row in found)
    places = {column["name"]: column for column in metadata["tables"][0]["tableSchema"]["columns"]}
    assert (places["code"]["datatype"], places["lat"]["datatype"]) == ("string", "decimal")
    assert places["other_names"].get("separator", "; ") == "; "


@pytest.mark.parametrize("name", ["agreements", "memberships", "bodies", "edges"])
def test_every_real_row_leads_to_document_and_lines(real: Material, name: str) -> None:
    found = real.records(name)
    assert found
    assert [record["id"] for record in found if not (record["document"] and record["lines"])] == []
    for record in found:
        documents = {line.partition(":")[0] for line in str(record["lines"]).split("; ")}
        assert {f"doc/{document}" for document in documents} == set(str(record["document"]).split("; "))


@pytest.mark.parametrize("name", TABLES)
def test_every_real_row_has_both_names(real: Material, name: str) -> None:
    named = [column for column in table(name).columns if column.endswith("_ja")]
    plain = [("ja", "en")] if "ja" in table(name).columns else []
    pairs = plain + [(column, column[:-2] + "en") for column in named]
    for record in real.records(name):
        for ja, en in pairs:
            key = "id" if ja == "ja" else ja[:-3]
            assert bool(record[key]) == bool(record[ja]) == bool(record[en]), (record["id"], ja)


@pytest.mark.parametrize("name", TABLES)
def test_the_questions_behind_the_tables_agree_in_two_engines(store: ox.Store, rdf: rdflib.Graph, name: str) -> None:
    ours, theirs = run(f"table-{name}", store), run(f"table-{name}", rdf)
    assert list(ours.columns) == list(table(name).columns)
    assert len(ours) == len(theirs)
    assert records(table(name), ours.rows) == records(table(name), theirs.rows)


# ---- the same bytes anywhere


SCRIPT = """
import hashlib
from graph.export import FORMATS
from graph.tables import spreadsheets
from tests.tabled import material, small, with_kinds

made = material(with_kinds(small()))
files = {name: text for write in FORMATS.values() for name, text in write(made).items()}
files |= {"s/" + name: text for name, text in spreadsheets(made.rows, made.tables).items()}
print(hashlib.sha256(repr(sorted(files.items())).encode("utf-8")).hexdigest())
"""


def test_hash_seed_locale_and_time_zone_change_nothing() -> None:
    answers = set()
    for seed, locale, zone in [
        ("0", "C", "UTC"),
        ("1", "C.UTF-8", "Asia/Tokyo"),
        ("77", "ja_JP.UTF-8", "America/Lima"),
    ]:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        answers.add(done.stdout)
    assert len(answers) == 1
    assert len(answers.pop().strip()) == len(hashlib.sha256().hexdigest())
