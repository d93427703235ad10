"""The committed records of each document against what was read in it by eye; the expectations against the documents."""

import csv
import os
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from graph.records import load
from graph.values import PartialDate, fold
from ontology import kinds
from tests.score import DOCUMENTS, compare, expected_of

DATA = Path(str(files("graph"))) / "data"
SHARED = Path(__file__).parents[2] / "shared" / "documents"
SCHEMES = {"agreement": "agreement", "alliance": "alliance", "body": "organisation"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_records_say_what_was_read_by_eye(document: str) -> None:
    expected = expected_of(document)
    wrong = compare(expected, load(DATA / document / "records.jsonl"))
    assert not wrong, f"{document}: {len(wrong)} differences in {len(expected)} facts\n" + "\n".join(wrong)


def test_every_document_has_expectations() -> None:
    assert {path.parent.name for path in DATA.glob("*/document.toml")} == set(DOCUMENTS)


def mentioned(value: Any) -> Iterable[str]:
    """All strings of an expectation but its comment and printed words."""
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from mentioned(part)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_expectations_use_known_keys_kinds_and_dates(document: str) -> None:
    with (DATA / "names.csv").open(encoding="utf-8", newline="") as file:
        known = {row["key"] for row in csv.DictReader(file)} | {"change/kumamoto-ueki-2010"}
    for fact in expected_of(document):
        told = {key: value for key, value in fact.items() if not key.startswith("printed") and key != "comment"}
        unknown = [word for word in mentioned(told) if "/" in word and word not in known]
        assert not unknown, f"{fact}: no such key in names.csv: {unknown}"
        if fact["type"] in SCHEMES:
            assert f"{SCHEMES[fact['type']]}/{fact['kind']}" in kinds(), fact
        for field in ("signed", "from", "until", "opened", "formed", "date", "as_of"):
            if fact.get(field) and "/" not in fact[field]:
                PartialDate(fact[field])
        assert all(1 <= first <= last for first, last in fact["lines"]), fact


@pytest.mark.parametrize("document", DOCUMENTS)
def test_expected_words_stand_on_the_expected_lines(document: str) -> None:
    path = SHARED / tomllib.loads((DATA / document / "document.toml").read_text(encoding="utf-8"))["file"]
    if not path.is_file() and "INTERCITY_CI" not in os.environ:
        pytest.skip(f"the documents are not at {SHARED}")
    lines = path.read_text(encoding="utf-8").split("\n")
    for fact in expected_of(document):
        ranges = fact["lines"] + [span for spans in fact.get("at", {}).values() for span in spans]
        text = fold("".join("".join(lines[first - 1 : last]) for first, last in ranges))
        words = [fact.get(field) for field in ("printed_kind", "breakdown", "title")] + fact.get("printed_dates", [])
        assert not (missing := [word for word in words if word and fold(word) not in text]), f"{fact}: {missing}"
        blank = [line for span in ranges for line in span if not lines[line - 1].strip()]
        assert not blank, f"{fact}: lines {blank} are blank"


def test_nineteen_agreements_between_governments_besides_the_pacts() -> None:
    ties = {
        fact["key"]
        for document in DOCUMENTS
        for fact in expected_of(document)
        if fact["type"] == "agreement" and fact["parties"] and fact["kind"] not in ("cooperation-pact", "mutual-aid")
        if all(party.startswith("lg/") for party in fact["parties"])
    }
    assert len(ties) == 19, sorted(ties)
