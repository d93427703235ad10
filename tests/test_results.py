"""An answer in every format that people take it away in."""

import csv
import io
import json
import sys
from datetime import date
from decimal import Decimal

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store
from pyoxigraph import parse as parse_rdf

from ontology import ID
from queries import Result, render, run
from queries.result import FORMATS, native

XSD = "http://www.w3.org/2001/XMLSchema#"
KUMAMOTO = NamedNode(ID + "lg/jp-431001")
HOSTILE = Literal("<script>alert('|')</script>\n\x1b[31m\u202e=1+1, \"q\"")


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + name))


@pytest.fixture
def answer() -> Result:
    return Result(
        ("city", "city_en", "n", "city_id"),
        (
            (Literal("熊本市", language="ja"), Literal("Kumamoto", language="en"), typed("4", "decimal"), KUMAMOTO),
            (Literal("ﾊﾝｶｸ"), HOSTILE, None, BlankNode("b0")),
        ),
    )


def test_rows_hold_native_values(answer: Result) -> None:
    assert answer.rows[0] == {"city": "熊本市", "city_en": "Kumamoto", "n": Decimal(4), "city_id": KUMAMOTO.value}
    assert answer.rows[1]["n"] is None
    assert list(answer) == answer.rows
    assert len(answer) == 2


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (typed("12", "integer"), 12),
        (typed("12", "nonNegativeInteger"), 12),
        (typed("1.50", "decimal"), Decimal("1.5")),
        (typed("1e3", "double"), 1000.0),
        (typed("true", "boolean"), True),
        (typed("0", "boolean"), False),
        (typed("2010-04-26", "date"), date(2010, 4, 26)),
        (typed("2020-02-30", "date"), "2020-02-30"),
        (typed("20200201", "date"), "20200201"),
        (typed("many", "integer"), "many"),
        (typed("maybe", "boolean"), "maybe"),
        (Literal("01100"), "01100"),
    ],
)
def test_a_literal_becomes_what_its_type_says_or_stays_text(term: Literal, value: object) -> None:
    assert native(term) == value
    assert type(native(term)) is type(value)


def test_the_table_is_aligned_for_japanese_and_shows_no_control_character(answer: Result) -> None:
    lines = answer.table().splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("------  -")
    assert lines[2].startswith("熊本市  Kumamoto ")
    assert "lg:jp-431001" in lines[2]
    assert "\x1b" not in answer.table()
    assert "\u202e" not in answer.table()


def test_a_narrow_terminal_gets_blocks(answer: Result) -> None:
    assert answer.table(width=30).splitlines()[:4] == [
        "city     熊本市",
        "city_en  Kumamoto",
        "n        4",
        "city_id  lg:jp-431001",
    ]


def test_one_language_without_iris(answer: Result) -> None:
    assert answer.only("ja").columns == ("city", "n")
    assert answer.only("en").columns == ("city", "n")
    assert answer.only("en").rows[0]["city"] == "Kumamoto"


def test_csv_is_exact(answer: Result) -> None:
    assert answer.csv().startswith(
        "city,city_en,n,city_id\r\n熊本市,Kumamoto,4,https://w3id.org/icr/id/lg/jp-431001\r\n"
    )
    assert list(csv.DictReader(io.StringIO(answer.csv(), newline="")))[1]["city_en"] == HOSTILE.value


def test_tsv_keeps_types_and_languages(answer: Result) -> None:
    lines = answer.tsv().splitlines()
    assert lines[0] == "?city\t?city_en\t?n\t?city_id"
    assert lines[1] == f'"熊本市"@ja\t"Kumamoto"@en\t"4"^^<{XSD}decimal>\t<{KUMAMOTO.value}>'
    assert len(lines) == 3


def test_json_is_that_of_sparql(answer: Result) -> None:
    got = json.loads(answer.json())
    assert got["head"] == {"vars": ["city", "city_en", "n", "city_id"]}
    first, second = got["results"]["bindings"]
    assert first["city"] == {"type": "literal", "value": "熊本市", "xml:lang": "ja"}
    assert first["n"] == {"type": "literal", "value": "4", "datatype": XSD + "decimal"}
    assert second["city_id"] == {"type": "bnode", "value": "b0"}
    assert "n" not in second


def test_markup_is_inert(answer: Result) -> None:
    assert "<script" not in answer.html()
    assert "<script" not in answer.markdown().replace("\\<", "")
    assert len(answer.markdown().splitlines()) == 4
    assert answer._repr_html_() == answer.html()


def test_yes_or_no() -> None:
    yes = run("ASK {}", Store())
    assert yes.rows == [{"ask": True}]
    assert json.loads(yes.json()) == {"head": {}, "boolean": True}


def test_construct_gives_sorted_turtle_that_reads_back(store: Store) -> None:
    text = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
      CONSTRUCT { ?s skos:prefLabel ?l } WHERE { ?s a <https://w3id.org/icr/def#Country> ; skos:prefLabel ?l }"""
    made = run(text, store)
    turtle = render(made)
    assert made.columns == ("subject", "predicate", "object")
    assert "country:jp" in turtle
    assert turtle == render(run(text, store), "turtle")
    assert len(list(parse_rdf(turtle, format=RdfFormat.TURTLE))) == len(made)
    assert render(made, "csv").startswith("subject,predicate,object\r\n")


def test_every_format_of_a_real_answer(store: Store) -> None:
    made = run("city-sheet", store, city="鹿児島市")
    for each in FORMATS:
        if each != "turtle":
            assert render(made, each).endswith("\n")
            assert "ナポリ市" in render(made, each, language="ja")
            assert "Naples" in render(made, each, language="en")
    with pytest.raises(ValueError, match="CONSTRUCT"):
        render(made, "turtle")
    with pytest.raises(ValueError, match="known formats: table, csv"):
        render(made, "xlsx")


def test_a_frame_of_pandas_keeps_native_values(answer: Result) -> None:
    frame = answer.to_pandas()
    assert list(frame.columns) == list(answer.columns)
    assert frame.loc[0, "n"] == Decimal(4)
    counts = Result(("n", "day"), ((typed("3", "integer"), typed("2010-04-26", "date")), (None, None))).to_pandas()
    assert str(counts["n"].dtype) == "Int64"
    assert counts.loc[0, "day"] == date(2010, 4, 26)
    assert list(Result(("a",), ()).to_pandas().columns) == ["a"]


def test_without_pandas_the_error_says_how_to_get_it(answer: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'intercity\[pandas\]'"):
        answer.to_pandas()
