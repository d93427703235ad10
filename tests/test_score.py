"""The scorer on trial: records made from the expectations pass, and a slip in any of their fields is noticed."""

from collections.abc import Iterable
from typing import Any

import pytest

from graph.records import (
    Agreement,
    Alliance,
    AnyRecord,
    Body,
    Change,
    Membership,
    Observation,
    Span,
    Stated,
    StatedDate,
    Unit,
)
from tests.score import DOCUMENTS, Expected, attribute, compare, expected_of


def stated(value: str, lines: list[list[int]], printed: str = "") -> dict[str, Any]:
    first, last = lines[0]
    span = Span(lines=(first, last), at=(0, 1), sha256="0" * 64)
    return {"value": value, "printed": printed or value, "span": span}


def perfect(fact: Expected, ids: dict[str, str]) -> list[AnyRecord]:
    """The records that tell a fact just as expected; `ids` gives the record id of an agreement's key."""

    def one(field: str, printed: str = "") -> Stated | None:
        value = fact.get(field)
        return value and Stated(**stated(str(value), fact.get("at", {}).get(field, fact["lines"]), printed))

    def day(field: str, printed: str = "") -> StatedDate | None:
        value = fact.get(field)
        return value and StatedDate(**stated(value, fact.get("at", {}).get(field, fact["lines"]), printed))

    def some(field: str) -> tuple[Stated, ...]:
        places = fact.get("at", {}).get(field, fact["lines"])
        return tuple(Stated(**stated(value, places)) for value in fact[field] or [])

    def must(value: str, printed: str = "") -> Stated:
        return Stated(**stated(value, fact["lines"], printed))

    spans = tuple(Span(lines=(first, last), at=(0, 1), sha256="0" * 64) for first, last in fact["lines"])
    head: dict[str, Any] = {"confidence": "A", "recogniser": "test", "evidence": spans}
    given: dict[str, Any]
    match fact["type"]:
        case "agreement":
            given = {field: one(field) for field in ("status", "signed_in", "proposed_by", "unit")}
            given |= {field: some(field) for field in ("parties", "former", "unnamed", "fields")}
            given |= {field: ids.get(fact[field], fact[field]) for field in ("replaces", "supplements", "under")}
            given |= {"kind": one("kind", fact["printed_kind"]), "establishes": fact["establishes"]}
            given |= {"signed": day("signed", "".join(fact["printed_dates"]))}
            return [Agreement.model_validate(head | given)]
        case "membership":
            given = {"body": one("in"), "actor": one("actor"), "role": one("role")}
            given |= {"since": day("from"), "until": day("until"), "pact": ids.get(fact["pact"], fact["pact"])}
            return [Membership.model_validate(head | given)]
        case "alliance":
            given = {field: one(field) for field in ("kind", "status", "unit")} | {"formed": day("formed")}
            return [Alliance.model_validate(head | given | {"alliance": one("key")})]
        case "body":
            given = {"body": one("key"), "kind": one("kind"), "of": one("of"), "opened": day("opened")}
            return [Body.model_validate(head | given)]
        case "observation":
            given = {"of": one("of"), "measure": fact["measure"], "as_of": day("as_of")}
            return [Observation.model_validate(head | given | {"value": one("value", fact["breakdown"] or "")})]
        case "chapter":
            home = "lg/" + "-".join(fact["unit"].removeprefix("unit/").split("-")[:2])
            given = {"of": must(home), "chapter": must("x", fact["title"])}
            units = [(fact["unit"], "lead"), *((unit, "related") for unit in fact["related"])]
            return [Unit.model_validate(head | given | {"unit": must(unit), "role": role}) for unit, role in units]
        case "change":
            given = {"kind": must("absorption"), "before": one("from"), "after": one("to"), "date": day("date")}
            return [Change.model_validate(head | given)]
    return []


def told(document: str) -> tuple[list[Expected], list[AnyRecord]]:
    """A document's expectations, the optional ones left out, and perfect records of them; chapters tell departments."""
    expected = [fact for fact in expected_of(document) if not fact.get("optional")]
    ids = {fact["key"]: record.id for fact in expected if "key" in fact for record in perfect(fact, {})}
    return expected, [record for fact in expected for record in perfect(fact, ids)]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_perfect_records_score_without_a_difference(document: str) -> None:
    assert compare(*told(document)) == []


def spoiled(record: AnyRecord) -> Iterable[tuple[str, AnyRecord]]:
    """The record with one field wrong at a time: another value, no value, or a value found elsewhere."""
    for field, value in record:
        unscored = field == "chapter" or (field == "kind" and isinstance(record, Body | Change))
        if isinstance(value, Stated) and not unscored:
            other = "1900-01-01" if isinstance(value, StatedDate) else "77" if field == "value" else "lg/jp-000000"
            yield field, record.model_copy(update={field: value.model_copy(update={"value": other})})
        if field in LINKS:
            yield field, record.model_copy(update={field: "agreement:wrong"})
        if field in ("parties", "former", "fields") and value:
            yield field, record.model_copy(update={field: value[1:]})
    yield "evidence", record.model_copy(update={"evidence": (Span(lines=(9999, 9999), at=(0, 1), sha256="0" * 64),)})


LINKS = ("replaces", "supplements", "under", "pact")


def around(number: int, expected: list[Expected], answers: list[set[int]]) -> set[int]:
    """The facts that a record answers, those they refer to in one or two steps, and what their records answer."""
    facts = set(answers[number])
    for _ in range(2):
        targets = {expected[fact].get(link) for fact in facts for link in LINKS} - {None}
        facts |= {fact for fact, told in enumerate(expected) if told.get("key") in targets}
    return facts.union(*(answer for answer in answers if answer & facts))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_slip_in_any_field_is_noticed(document: str) -> None:
    expected, records = told(document)
    answers = [set(attribute(record, expected)) for record in records]
    for number, record in enumerate(records):
        # Comparing whole documents for each slip would take minutes.
        near = around(number, expected, answers)
        facts = [expected[fact] for fact in sorted(near)]
        others = [records[n] for n, answer in enumerate(answers) if answer & near and n != number]
        assert compare(facts, [*others, record]) == [], record.id
        assert compare(facts, others), f"{record.id}: missing"
        for field, wrong in spoiled(record):
            assert compare(facts, [*others, wrong]), f"{record.id}: {field}"


def test_a_tie_that_nobody_expects_is_noticed() -> None:
    expected, records = told("nagasaki-2022")
    stranger = perfect(next(f for f in expected_of("kagoshima-2022") if f["type"] == "agreement"), {})
    assert compare(expected, records + stranger) == [f"not expected: {stranger[0].id} at lines (40, 44)"]
