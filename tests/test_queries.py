"""Every question, asked of the real graph in two engines, gives the rows that a person read in the documents."""

import csv
import hashlib
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph

from ontology import ICR, ID, KIND
from queries import Result, catalogue, run
from queries.binding import LATEST
from queries.result import Value

EXPECTED = Path(__file__).parent / "expected"
CASES = sorted(path.stem for path in EXPECTED.glob("*.csv"))


def cell(value: Value) -> str:
    """A value as the expected files write it: IRIs without their common beginning, numbers and days in plain digits."""
    if isinstance(value, str):
        return value.replace(ICR, "icr:").removeprefix(ID).removeprefix(KIND)
    return "" if value is None else str(value)


def read(case: str, folder: Path = EXPECTED) -> tuple[dict[str, str], list[str], list[dict[str, str]]]:
    """The parameters, the compared columns and the rows of an expected file."""
    lines = (folder / f"{case}.csv").read_text(encoding="utf-8").splitlines()
    parameters = dict(line[2:].split("=", 1) for line in lines if line.startswith("# "))
    table = csv.DictReader(line for line in lines if not line.startswith("# "))
    columns = [name for name in table.fieldnames or [] if name != "read at"]
    return parameters, columns, [{name: row[name] for name in columns} for row in table]


def differences(columns: list[str], expected: list[dict[str, str]], got: list[dict[str, str]]) -> list[str]:
    """What differs between the answer and the expected rows, in order; `*` fits any cell, a row with `?` may miss."""
    found: list[str] = []
    left = list(got)
    for row in expected:
        first = row[columns[0]]
        wanted = row | {columns[0]: first.removeprefix("?")}
        if left and all(wanted[name] in ("*", left[0][name]) for name in columns):
            left.pop(0)
        elif not first.startswith("?"):
            found.append(f"expected {wanted}, got {left[0] if left else 'no more rows'}")
            if left and left[0][columns[0]] == wanted[columns[0]]:
                left.pop(0)
    return found + [f"not expected: {row}" for row in left]


@pytest.fixture(scope="module")
def answers(store: Store) -> dict[str, Result]:
    return {case: run(case.partition("--")[0], store, **read(case)[0]) for case in CASES}


@pytest.mark.parametrize("case", CASES)
def test_rows_are_those_read_in_the_documents(case: str, answers: dict[str, Result]) -> None:
    _, columns, expected = read(case)
    assert set(columns) <= set(answers[case].columns)
    got = [{name: cell(row[name]) for name in columns} for row in answers[case].rows]
    assert differences(columns, expected, got) == []


@pytest.mark.parametrize("case", CASES)
def test_both_engines_give_the_same_rows_in_the_same_order(case: str, answers: dict[str, Result], rdf: Graph) -> None:
    assert run(case.partition("--")[0], rdf, **read(case)[0]).rows == answers[case].rows


def test_every_question_has_expected_rows_or_is_checked_here() -> None:
    expected = {case.partition("--")[0] for case in CASES}
    ours = {name for name, each in catalogue().items() if not {"page", "table"} & set(each.tags)}
    assert ours - expected == {"facts-to-lines", "altered-lines"}  # the second by tests/test_measures.py


def test_every_competency_question_has_its_file() -> None:
    tags = {tag for each in catalogue().values() for tag in each.tags if tag.startswith("CQ")}
    assert tags == {f"CQ{number:02}" for number in range(1, 41)}


def test_questions_of_a_day_say_what_is_certain_and_answer_as_the_latest_sources_stand() -> None:
    for name, each in catalogue().items():
        assert ("as_of" in each.parameters) == ("holds" in each.columns), name
        if "as_of" in each.parameters:
            assert each.parameters["as_of"].default.value == LATEST
            assert each.columns["holds"] == (
                "whether it is certain or possible on that day",
                "基準日に確実か可能性ありか",
            )


def test_a_day_is_certain_or_possible(answers: dict[str, Result]) -> None:
    words = {(row["holds"], row["holds_en"]) for each in answers.values() for row in each.rows if "holds" in row}
    assert words == {("確実", "certainly"), ("可能性あり", "possibly")}


def test_names_stand_in_both_languages(answers: dict[str, Result]) -> None:
    for case, answer in answers.items():
        for name in answer.columns:
            if name.endswith("_en"):
                pairs = [(row[name.removesuffix("_en")], row[name]) for row in answer.rows]
                assert all((ja is None) == (en is None) for ja, en in pairs), (case, name)


def test_a_city_is_found_by_any_of_its_names(store: Store) -> None:
    asked = ("熊本市", "Kumamoto", "431001", "jp-431001", "lg/jp-431001", f"{ID}lg/jp-431001")
    assert {len(run("partners", store, city=name)) for name in asked} == {9}


def test_eight_overseas_partners_as_the_document_counts_them(answers: dict[str, Result]) -> None:
    assert sum(row["country_id"] != f"{ID}country/jp" for row in answers["partners"].rows) == 8


def test_partners_need_no_more_than_parties_kind_and_date(store: Store) -> None:
    text = """PREFIX icr: <https://w3id.org/icr/def#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
      SELECT ?partner ?day WHERE {
        ?a icr:hasParty <https://w3id.org/icr/id/lg/jp-462012> , ?partner ; icr:signed/icr:edtf ?day ;
           icr:kind/skos:broader <https://w3id.org/icr/kind/agreement/twinning>
        FILTER(?partner != <https://w3id.org/icr/id/lg/jp-462012>) }"""
    assert len(run(text, store)) == 6


def test_facts_rest_on_lines_whose_hash_matches(store: Store, documents: Path) -> None:
    rows = run("facts-to-lines", store).rows
    texts: dict[Value, str] = {}
    for row in rows:
        if row["document"] not in texts:
            path = next(documents.glob(f"{Path(str(row['file'])).stem}*"))
            raw = path.read_bytes()
            assert hashlib.sha256(raw).hexdigest() == row["document_sha256"], path
            texts[row["document"]] = raw.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        text = texts[row["document"]]
        start, end = row["start"], row["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert hashlib.sha256(text[start:end].encode()).hexdigest() == row["sha256"], row
        assert text.count("\n", 0, start) + 1 == row["from_line"], row
        assert text.count("\n", 0, max(start, end - 1)) + 1 == row["to_line"], row
    assert len(texts) == 5


def test_every_accepted_fact_leads_to_lines(store: Store) -> None:
    led: defaultdict[Value, int] = defaultdict(int)
    for row in run("facts-to-lines", store).rows:
        led[row["fact_id"]] += 1
    stated = run(
        """PREFIX icr: <https://w3id.org/icr/def#> PREFIX org: <http://www.w3.org/ns/org#>
        SELECT DISTINCT ?node WHERE {
          VALUES ?class {
            icr:Agreement icr:Alliance icr:Participation icr:Observation icr:Organisation org:ChangeEvent
          }
          ?node a ?class }""",
        store,
    )
    missing = [row["node"] for row in stated if not led[row["node"]]]
    assert missing == []
    assert len(stated) > 100


def test_both_engines_give_the_same_lines(store: Store, rdf: Graph) -> None:
    assert run("facts-to-lines", store).rows == run("facts-to-lines", rdf).rows
