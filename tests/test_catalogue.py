"""The question files keep their promises: header and query agree, and a value never becomes part of the query."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from rdflib import Graph, URIRef
from rdflib.paths import MulPath, SequencePath
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import Query
from rdflib.plugins.sparql.parserutils import CompValue

from ontology import ICR, ID
from queries import QueryError, catalogue, run
from queries.binding import bind
from queries.catalogue import ROW, parse, question
from queries.run import ask
from queries.text import checked

NAMES = sorted(catalogue())
ASKED = [name for name in NAMES if not {"page", "table"} & set(catalogue()[name].tags)]


def algebra(text: str) -> Any:
    return translateQuery(Query.parse_string(text, parse_all=True), None, {}).algebra


def parts(node: object) -> list[object]:
    """Everything that a parsed query is made of."""
    found, todo = [], [node]
    while todo:
        part = todo.pop()
        found.append(part)
        if isinstance(part, CompValue):
            todo.extend(part.values())
        elif isinstance(part, list | tuple | set) or hasattr(part, "as_list"):
            todo.extend(part)  # type: ignore[arg-type]
        elif isinstance(part, SequencePath):
            todo.extend(part.args)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_header_and_query_agree(name: str) -> None:
    asked = catalogue()[name]
    assert asked.summary
    assert asked.summary_ja
    assert asked.tags
    query = algebra(asked.text)
    assert [str(variable) for variable in query.PV] == list(asked.columns)
    if "table" not in asked.tags:  # the tables are sorted when they are written
        assert "OrderBy" in [part.name for part in parts(query) if isinstance(part, CompValue)]


@pytest.mark.parametrize("name", ASKED)
def test_columns_and_parameters_are_explained_in_both_languages(name: str) -> None:
    asked = catalogue()[name]
    assert all(en and ja for en, ja in asked.columns.values())
    assert all(each.en and each.ja for each in asked.parameters.values())


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_grows_out_of_hand(name: str) -> None:
    """Whole-graph paths and two patterns inside NOT EXISTS are quadratic in one engine or the other."""
    text = catalogue()[name].text
    assert checked(text, name) == text
    for part in parts(algebra(text)):
        if isinstance(part, MulPath):
            assert part.path == URIRef(ICR + "within")
        if isinstance(part, CompValue) and part.name == "Builtin_NOTEXISTS":
            inner = [each for each in parts(part.graph) if isinstance(each, CompValue) and each.name == "BGP"]
            assert sum(len(each.triples) for each in inner) == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_a_parameter_stands_where_it_is_found(name: str) -> None:
    """One at the beginning of a line is replaced by the value; any other would silently keep the default."""
    asked = catalogue()[name]
    for parameter in asked.parameters:
        rows = sum(row["name"] == parameter for row in ROW.finditer(asked.text))
        assert rows == len(re.findall(rf"VALUES\s+\?{parameter}\b", asked.text)) > 0


STRING = '#+ parameters: {word: a word}\n#+ columns: [word]\nSELECT ?word WHERE {\n  VALUES ?word { "x" }\n}'
ENTITY = (
    "#+ parameters: {it: it}\n#+ columns: [it]\nSELECT ?it WHERE {\n  VALUES ?it { <https://w3id.org/icr/id/lg/x> }\n}"
)


def shape(text: str) -> list[str]:
    """The parsed query without the values of its terms."""
    return [
        part.name if isinstance(part, CompValue) else type(part).__name__
        for part in parts(list(Query.parse_string(text, parse_all=True)))
    ]


HOSTILE = st.one_of(
    st.text(),
    st.text(alphabet="\"'\\<>{}#u0022\n\r} .SERVICE"),
    st.sampled_from(
        ['"', '\\"', "\\u0022 }", "\\\\u0022", '" } SERVICE <http://e/> { ?s ?p ?o', "x> <y", "\x00", "\ufffe"]
    ),
)


@settings(deadline=None)
@given(HOSTILE)
def test_a_string_stays_that_string(value: str) -> None:
    asked = parse(STRING, "string")
    text = bind(asked, {"word": value})
    assert shape(text) == shape(STRING)
    assert [row["word"] for row in ask(text, Store())] == [value]
    assert [row["word"] for row in ask(text, Graph())] == [value]


@settings(deadline=None)
@given(HOSTILE, st.sampled_from(["", ID + "lg/", "http://e/", "lg:", "participation/"]))
def test_an_entity_stays_one_iri(value: str, start: str) -> None:
    try:
        text = bind(parse(ENTITY, "entity"), {"it": start + value})
    except QueryError:
        return
    assert shape(text) == shape(ENTITY)
    assert len(ask(text, Store())) == 1


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("partner", {}, "partners"),
        ("Sheet of a city", {}, "no such question"),
        ("partners", {"citty": "熊本市"}, "Did you mean city?"),
        ("conflicts", {"city": "熊本市"}, "It takes none"),
        ("members", {"as_off": "2018-04-01"}, "Did you mean as-of?"),
        ("members", {"as_of": "2018-02-30"}, "--as-of: '2018-02-30': no such day; write a day, month, year or fiscal"),
        ("members", {"as_of": "2018-13"}, "no such day"),
        ("members", {"as_of": "平成31年5月1日"}, "no such day"),  # the era had ended
        ("members", {"as_of": "last year"}, "no such day"),
        ("members", {"as_of": "2018 or 2019"}, "no such day"),
        ("members", {"as_of": "昭和50年代"}, "no such day"),
        ("anniversaries", {"months": "a dozen"}, "whole number"),
        ("anniversaries", {"months": "9" * 30}, "whole number"),
        ("partners", {"city": "熊本市市"}, "熊本市"),
        ("partners", {"city": "Kagosima"}, "Kagoshima"),
        ("partners", {"city": "府中市"}, "lg/jp-132063"),
        ("partners", {"city": "lg/jp-999999"}, "not in the registry"),
        ("partners", {"city": "http://e/ x"}, "no IRI"),
        ("manager", {"facility": "熊本市"}, "no organisation"),
        ("by-field", {"field": "sport"}, "Sports"),
        ("by-field", {"field": "熊本市"}, "is no field"),
        ("partners", {"city": "\ud800"}, "no text"),
        ("partners", {"city": ""}, "not in the registry"),
    ],
)
def test_what_is_not_understood_is_said_with_the_nearest(name: str, given: dict[str, str], said: str) -> None:
    with pytest.raises(QueryError, match=said) as error:
        bind(question(name), given)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("given", "last", "first"),
    [
        ("2012", "2012-12-31", "2012-01-01"),
        ("2012-09", "2012-09-30", "2012-09-01"),
        ("2012-02", "2012-02-29", "2012-02-01"),
        ("2012年9月", "2012-09-30", "2012-09-01"),
        ("平成24年", "2012-12-31", "2012-01-01"),
        ("平成二十四年九月", "2012-09-30", "2012-09-01"),
        ("平成24年9月15日", "2012-09-15", "2012-09-15"),
        ("平成24年度", "2013-03-31", "2012-04-01"),
        ("FY2012", "2013-03-31", "2012-04-01"),
        ("２０１２-09-15", "2012-09-15", "2012-09-15"),
        ("2012/9/15", "2012-09-15", "2012-09-15"),
        (" 2012-09-15 ", "2012-09-15", "2012-09-15"),
    ],
)
def test_a_coarse_date_is_its_last_day_or_where_a_question_counts_on_its_first(
    given: str, last: str, first: str
) -> None:
    assert f'VALUES ?as_of {{ "{last}"^^' in bind(question("members"), {"as_of": given})
    assert f'VALUES ?since {{ "{first}"^^' in bind(question("dormant"), {"since": given})


def test_a_dash_in_a_parameter_is_the_underscore_of_its_variable() -> None:
    assert '"2018-04-01"^^' in bind(question("members"), {"as-of": "2018-04-01"})


def test_a_kind_is_found_by_key_name_and_printed_form() -> None:
    asked = ("sports", "Sports", "スポーツ", "field/sports", "k:field/sports")
    assert {bind(question("by-field"), {"field": name}) for name in asked} == {
        bind(question("by-field"), {"field": "https://w3id.org/icr/kind/field/sports"})
    }


def test_a_document_is_found_by_its_key() -> None:
    text = bind(question("edition-changes"), {"older": "kumamoto-2022", "newer": "doc/kumamoto-2016"})
    assert text.count("id/doc/kumamoto-2022> }") == text.count("id/doc/kumamoto-2016> }") > 1


def test_a_word_of_python_takes_a_dash_at_its_end() -> None:
    assert bind(question("path"), {"from_": "熊本市"}) == bind(question("path"), {"from": "熊本市"})


def test_other_parameters_keep_their_defaults() -> None:
    text = bind(question("anniversaries"), {"months": 12})
    assert '{ "2026-04-01"^^xsd:date }' in text
    assert "VALUES ?step { 0 1 2" in text


def test_every_row_of_a_parameter_is_replaced() -> None:
    assert (
        bind(question("city-sheet"), {"city": "Nagasaki"}).count(
            "VALUES ?city { <https://w3id.org/icr/id/lg/jp-422011> }"
        )
        == 3
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#+ parameters: {a: x}\nSELECT * {}", "no row"),
        ("#+ summary: x\nSELECT ?a {\nVALUES ?a { 1 }\n}", "describe it"),
        ("#+ columns: [b]\nSELECT ?a {}", "columns"),
        ("#+ summary: a: b\nSELECT * {}", "no YAML"),
        ("#+ summary: a\n#+ summary: b\nSELECT * {}", "stands twice"),
        ("#+ a: &x [1]\n#+ b: *x\nSELECT * {}", "aliases"),
        ("#+ " + "[" * 5000 + "\nSELECT * {}", "header"),
        ("#+ - a\nSELECT * {}", "mapping"),
        ("#+ columns: {a: [one, two, three]}\nSELECT ?a {}", "quote a comma"),
        ("#+ parameters: {a: x}\nSELECT * {\nVALUES ?a { ex:b }\n}", "no PREFIX ex:"),
        ("#+ parameters: {a: x}\nSELECT * {\nVALUES ?a { 1 }\nVALUES ?a { 2 }\n}", "different defaults"),
        ('#+ parameters: {a: x}\nSELECT * {\nVALUES ?a { ""^^<http://e/t> }\n}', "a date, an integer"),
    ],
)
def test_a_faulty_file_is_named_with_its_fault(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as error:
        parse(text, "mine.rq")
    assert str(error.value).startswith("mine.rq: ")


def test_a_file_of_ones_own(tmp_path: Path, store: Store) -> None:
    mine = tmp_path / "mine.rq"
    mine.write_text(catalogue()["partners"].text.replace("lg:jp-431001", "lg:jp-462012"), encoding="utf-8")
    assert len(run(mine, store, city="福井市")) == 1
    assert len(run(str(mine), store, city="福井市")) == 1
    mine.write_bytes("SELECT ?市 {}".encode("cp932"))
    with pytest.raises(QueryError, match="not UTF-8 at byte"):
        run(mine, store)
    mine.write_text(" " * 70000, encoding="utf-8")
    with pytest.raises(QueryError, match="longer than 64 KiB"):
        run(mine, store)
    with pytest.raises(QueryError, match="No such file"):
        run(tmp_path / "none.rq", store)


def test_rows_of_a_text_without_header_are_no_parameters() -> None:
    text = "PREFIX a: <http://a/> PREFIX b: <http://b/> SELECT ?x {\nVALUES ?x { b:c }\n}"
    assert run(text, Store()).rows == [{"x": "http://b/c"}]


def test_a_question_without_a_store_is_asked_of_the_packaged_graph() -> None:
    assert len(run("partners")) == 9


def test_literals_are_the_same_in_both_engines() -> None:
    text = 'SELECT (1.50 AS ?a) ("x"@ja AS ?b) (true AS ?c) (STRDT("2020-02-30", xsd:date) AS ?d) {}'
    text = f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n{text}"
    assert ask(text, Store()).rows == ask(text, Graph()).rows
