"""Asking from the command line: what is misspelt gets the nearest, what is empty says why, every format is exact."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store
from pyoxigraph import parse as parse_rdf

import build_graph
from ontology import ICR
from queries import Result, kept, run
from queries.run import packaged

CONSTRUCT = f"CONSTRUCT {{ ?s a ?o }} WHERE {{ ?s a ?o FILTER(?o = <{ICR}Country>) }}"


@pytest.fixture(autouse=True)
def _one_graph(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged.cache_clear()
    monkeypatch.setattr(kept, "graph", lambda *_: store)


def intercity(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = build_graph.main(["query", *words])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["partner"], "Did you mean partners"),
        (["Partners"], "Did you mean partners"),
        (["提携先"], "Did you mean partners"),
        (["population"], "Did you mean populations"),
        (["xyzzy"], "`intercity query` alone lists them all"),
        (["partners", "--citty", "熊本市"], "Did you mean --city?"),
        (["partners", "--fromat", "csv"], "Did you mean --format?"),
        (["partners", "--zzz", "csv"], "It takes city"),
        (["partners", "--city", "熊元市"], "lg/jp-431001 (熊本市, Kumamoto)"),
        (["partners", "--city", "Kumamotto"], "lg/jp-431001 (熊本市, Kumamoto)"),
        (["partners", "--city", "カゴシマチ"], "鹿児島市"),
        (["members", "--alliance", "熊本中枢都市圏"], "alliance/kumamoto-renkei"),
        (["partners", "熊本市"], "--name value"),
        (["partners", "--city"], "--name value"),
        (["partners", "--format", "xls"], "'table', 'csv'"),
        (["partners", "--format", "turtle"], "Turtle is for CONSTRUCT"),
        (["partners", "--documents", "x", "--format", "csv"], "leave out --format"),
        (["none.rq"], "No such file"),
        (
            ["SELECT * { ?s icr:foo ?o }"],
            "no PREFIX line for icr:. Put before it: PREFIX icr: <https://w3id.org/icr/def#>",
        ),
        (["SELECT * { ?s ex:foo ?o }"], "no PREFIX line for ex:.\n"),
        (["SELECT ?x { ?x a ?y } GROUP BY ?y"], "The SELECT contains a variable that is unbound\n"),
        (["ASK { SERVICE <http://127.0.0.1:9/> {} }"], "refused"),
    ],
)
def test_a_mistake_gets_the_nearest_and_exit_code_2(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = intercity(capsys, *words)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_misspelt_command_gets_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_graph.main(["qeury"]) == 2
    assert "Did you mean query?" in capsys.readouterr().err
    assert build_graph.main(["dance"]) == 2
    assert "build, read, query" in capsys.readouterr().err


def test_an_option_is_never_guessed_from_its_beginning(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = intercity(capsys, "partners", "--lan", "ja")
    assert code == 2
    assert "Did you mean --lang?" in err


@pytest.mark.parametrize("city", ["熊本", "くまもと", "クマモト", "ｸﾏﾓﾄ", "KUMAMOTO", "Kumamoto City", "431001"])
def test_a_city_as_people_write_it(city: str, store: Store) -> None:
    assert len(run("partners", store, city=city)) == 9


EMPTY = [
    (
        ["partners", "--city", "那覇市"],
        "Naha (lg/jp-472018) is not in this graph",
        "那覇市（lg/jp-472018）はグラフにない",
    ),
    (["partners", "--city", "植木町"], "agreement", "協定"),
    (
        ["members", "--as-of", "2015-12-31"],
        "before the first dated fact about Kumamoto Core",
        "（2016-03-30から）より前",
    ),
    (["anniversaries", "--day", "2700-01-01", "--months", "0"], "after the last dated fact", "より後"),
    ([f"SELECT * {{ ?s <{ICR}hasPartner> ?o }}"], "icr:hasPartner does not occur", "icr:hasParty では？"),
    (["SELECT * { <http://e> ?p ?o }"], "Nothing in the graph fits", "合うものがグラフにない"),
]


@pytest.mark.parametrize(("words", "en", "ja"), EMPTY)
def test_an_empty_answer_says_so_and_why_it_may_be(
    words: list[str], en: str, ja: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for language, said in (("en", en), ("ja", ja)):
        code, out, err = intercity(capsys, *words, "--lang", language)
        assert code == 0
        assert out.count("\n") == 2  # the names of the columns and the rule
        assert {"en": "intercity: no rows\n", "ja": "intercity: 該当なし\n"}[language] in err
        assert said in err


def test_an_empty_answer_names_the_option_for_records_of_one_s_own(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = ["partners", "--city", "富山市", "--lang"]
    assert "add those of your own documents with --data DIR" in intercity(capsys, *asked, "en")[2]
    assert "自分の文書の記録は --data DIR で加える" in intercity(capsys, *asked, "ja")[2]
    assert "--data DIR" not in intercity(capsys, *asked, "en", "--data", str(tmp_path))[2]


def test_lines_that_are_all_as_they_were_are_no_empty_answer(
    documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = intercity(capsys, "altered-lines", "--documents", str(documents))
    assert code == 0
    assert "all are as they were read" in err
    assert "no rows" not in err


@pytest.mark.parametrize("option", ["--older", "--newer"])
def test_an_unknown_edition_is_refused_with_the_list(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = intercity(capsys, "edition-changes", option, "kumamoto-2017")
    assert (code, out) == (2, "")
    assert f"{option} kumamoto-2017: no such edition. Did you mean kumamoto-201" in err
    assert "There are kagoshima-2022, kirishima-2023, kumamoto-2016, kumamoto-2022, nagasaki-2022;" in err
    assert intercity(capsys, "edition-changes", option, "kumamoto-2016")[0] == 0


def test_what_was_not_given_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = intercity(capsys, "members", "--as-of", "2015-12-31")
    assert "--alliance not given: asked with Kumamoto Core Urban Area (alliance/kumamoto-renkei)" in err
    _, _, err = intercity(capsys, "anniversaries", "--months", "12", "--lang", "ja")
    assert "--day の指定がないので 2026-04-01 で尋ねた" in err


def test_an_answer_with_rows_gives_no_reasons(store: Store) -> None:
    assert run("partners", store).why_empty() == []
    assert run("ASK { ?s ?p ?o FILTER(false) }", store).why_empty() == []
    assert Result(("a",), ()).why_empty() == []


def test_reasons_are_asked_of_the_graph_that_was_run() -> None:
    answer = run("partners", Store(), city="熊本市")
    assert answer.why_empty() == ["Kumamoto (lg/jp-431001) is not in this graph: no record names it."]
    assert "no dated fact" in run("members", Store(), as_of="2015-12-31").why_empty()[1]


def test_the_formats_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    asking = ("partners", "--city", "熊本市", "--format")
    answers = {each: intercity(capsys, *asking, each)[1] for each in ("csv", "tsv", "json", "html", "markdown")}
    assert len(list(csv.DictReader(io.StringIO(answers["csv"], newline="")))) == 9
    assert answers["tsv"].count("\n") == 10
    assert len(json.loads(answers["json"])["results"]["bindings"]) == 9
    assert answers["html"].count("<tr>") == 10
    assert answers["markdown"].count("\n") == 11


@pytest.mark.parametrize("text", [CONSTRUCT, "DESCRIBE <https://w3id.org/icr/id/country/jp>"])
def test_triples_come_as_turtle(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = intercity(capsys, text)
    assert (code, err) == (0, "")
    assert len(list(parse_rdf(out, format=RdfFormat.TURTLE))) > 3
    assert intercity(capsys, text, "--format", "turtle")[1] == out


def test_explained_on_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = intercity(capsys, "partners", "--city", "熊本市", "--explain", "--lang", "en")
    assert "↳ Kumamoto City handbook: policy (2022 edition), lines 457, 478" in out
    _, out, _ = intercity(capsys, "partners", "--city", "熊本市", "--explain", "--format", "json")
    assert "evidence" in json.loads(out)["head"]["vars"]
    _, out, _ = intercity(capsys, "partners", "--city", "熊本市", "--documents", str(tmp_path), "--lang", "en")
    assert out.count("(the file is not there)") >= 17
    assert list(tmp_path.iterdir()) == []
    code, _, err = intercity(capsys, "partners", "--city", "那覇市", "--explain")
    assert (code, "no rows" in err) == (0, True)


# What the W3C's result formats say, character by character.
XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS: list[tuple[object, str, str]] = [
    (NamedNode("http://e/a"), "http://e/a", "<http://e/a>"),
    (Literal('a "b", c'), '"a ""b"", c"', '"a \\"b\\", c"'),
    (Literal("a\tb\nc\rd\\"), '"a\tb\nc\rd\\"', '"a\\tb\\nc\\rd\\\\"'),
    (Literal("神戸", language="ja"), "神戸", '"神戸"@ja'),
    (Literal("4", datatype=NamedNode(XSD + "integer")), "4", f'"4"^^<{XSD}integer>'),
    (Literal("=1+1"), "=1+1", '"=1+1"'),
    (Literal(""), "", '""'),
    (None, "", ""),
]


@pytest.mark.parametrize(("term", "in_csv", "in_tsv"), TERMS)
def test_csv_and_tsv_are_those_of_the_standard(term: object, in_csv: str, in_tsv: str) -> None:
    answer = Result(("x", "y"), ((term, NamedNode("http://e/y")),))  # type: ignore[arg-type]
    assert answer.csv() == f"x,y\r\n{in_csv},http://e/y\r\n"
    assert answer.tsv() == f"?x\t?y\n{in_tsv}\t<http://e/y>\n"


def test_help_fits_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_graph.main(["query", "--help"])
    out = capsys.readouterr().out
    assert out.count("\n") <= 40
    assert re.search("--explain", out)
