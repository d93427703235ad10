"""Holds records field by field against what was read by eye: one line per difference (see expectations/README.md)."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from graph.records import Agreement, Alliance, AnyRecord, Body, Change, Membership, Observation, Stated, Unit
from graph.values import PartialDate, fold

Expected = dict[str, Any]
FOLDER = Path(__file__).parent / "expectations"
DOCUMENTS = sorted(path.stem for path in FOLDER.glob("*.jsonl"))


def expected_of(document: str) -> list[Expected]:
    return [json.loads(line) for line in (FOLDER / f"{document}.jsonl").read_text(encoding="utf-8").splitlines()]


def touches(lines: tuple[int, int], ranges: list[list[int]]) -> bool:
    return any(first <= lines[1] and lines[0] <= last for first, last in ranges)


def stated(values: Iterable[Stated | None]) -> list[Stated]:
    return [value for value in values if value is not None]


def may_be(expected: Expected, field: str) -> list[Any] | None:
    """The values that are right for a field; None where it is not scored."""
    others = expected.get("allow", {}).get(field, [])
    return None if others == "any" else [expected[field], *others]


def bare(kind: str) -> str:
    return kind.rsplit("/", 1)[-1]


class Score:
    """What one expectation asks of the records that tell its fact; `wrong` collects one line per difference."""

    def __init__(self, expected: Expected, told: list[AnyRecord]) -> None:
        self.expected = expected
        self.told = told
        self.wrong: list[str] = []

    def value(self, field: str, values: Iterable[Any]) -> None:
        """Every value stated must be right, and a value must be stated unless null is right too."""
        right = may_be(self.expected, field)
        got = sorted({value for value in values if value not in (None, "")}) or [None]
        if right is not None and not all(value in right for value in got):
            self.wrong.append(f"{field} is {got}, not {right}")

    def one(self, field: str, values: Iterable[Stated | None], convert: Callable[[str], str] = str) -> None:
        self.place(field, found := stated(values))
        self.value(field, [convert(value.value) for value in found])

    def date(self, field: str, values: Iterable[Stated | None]) -> None:
        """The most precise date counts; the others must agree with it."""
        self.place(field, found := stated(values))
        dates = sorted((PartialDate(value.value) for value in found), key=lambda date: date.days)
        self.value(field, [date.key for date in dates[:1]])
        self.wrong += [f"{field}: {d.key} contradicts {dates[0].key}" for d in dates[1:] if not d.agrees(dates[0])]

    def many(self, field: str, sets: Iterable[Iterable[str]]) -> None:
        """The fullest set counts; the order does not."""
        right = may_be(self.expected, field)
        got = max((sorted(values) for values in sets), key=len, default=[])
        if right is not None and got not in [sorted(values or []) for values in right]:
            self.wrong.append(f"{field} is {got}, not {right}")

    def place(self, field: str, values: list[Stated]) -> None:
        ranges = self.expected.get("at", {}).get(field)
        if ranges and values and not any(touches(value.span.lines, ranges) for value in values):
            self.wrong.append(f"{field} is read at {[value.span.lines for value in values]}, not {ranges}")

    def printed(self, field: str, right: list[str], values: Iterable[Stated | None]) -> None:
        """The wording kept must be, hold or be part of the words printed."""
        wanted = [fold(text) for text in right]
        got = [fold(value.printed) for value in stated(values)]
        if wanted and got and not any(a in b or b in a for a in wanted for b in got):
            self.wrong.append(f"{field}: printed {got}, not {right}")


def score_agreement(score: Score, told: list[Agreement], keys: dict[str, str]) -> None:
    expected = score.expected
    if expected["parties"] is not None:
        score.many("parties", ([party.value for party in record.parties] for record in told))
        score.many("former", ([party.value for party in record.former] for record in told))
        score.many("unnamed", ([fold(party.printed) for party in record.unnamed] for record in told))
    score.date("signed", (record.signed for record in told))
    for field in ("status", "signed_in", "proposed_by", "unit"):
        score.one(field, (getattr(record, field) for record in told), bare if field == "status" else str)
    score.many("fields", [{bare(field.value) for record in told for field in record.fields}])
    score.place("fields", [field for record in told for field in record.fields])
    score.place("kind", [record.kind for record in told])
    for field in ("replaces", "supplements", "under", "establishes"):
        score.value(field, linked(told, field, keys))
    if (kinds := may_be(expected, "printed_kind")) is not None:
        score.printed("printed_kind", kinds, (record.kind for record in told))
    if not expected.get("allow", {}).get("signed"):
        score.printed("printed_dates", expected["printed_dates"], (record.signed for record in told))


def linked(told: Iterable[AnyRecord], field: str, keys: dict[str, str]) -> list[str]:
    """The keys of the agreements that records of the same document name by their record ids."""
    targets = [getattr(record, field) for record in told]
    return [keys.get(target, target) for target in targets if target is not None]


def tells_agreement(record: Agreement, expected: Expected) -> bool:
    """Same kind, same actors (or two and more of them), told on the expected lines."""
    if bare(record.kind.value) != expected["kind"]:
        return False
    actors = {party.value for party in (*record.parties, *record.former)}
    right = [set(parties or []) | set(expected["former"]) for parties in may_be(expected, "parties") or []]
    known = expected["parties"] is None or actors in right or (len(actors) > 1 and any(actors < full for full in right))
    return known and any(touches(span.lines, expected["lines"]) for span in record.evidence)


def tells_mention(record: Agreement, expected: Expected) -> bool:
    """A later word about a tie told elsewhere: undated, of just its parties, on the lines where it stands."""
    actors = {party.value for party in (*record.parties, *record.former)}
    told = (record.signed, bare(record.kind.value), actors) == (None, expected["kind"], set(expected["parties"]))
    return told and any(touches(span.lines, expected["lines"]) for span in record.evidence)


def tells_membership(record: Membership, expected: Expected) -> bool:
    return (
        (record.body.value, record.actor.value) == (expected["in"], expected["actor"])
        and bare(record.role.value) in (may_be(expected, "role") or [])
        and any(touches(span.lines, expected["lines"]) for span in record.evidence)
    )


def tells(record: AnyRecord, expected: Expected) -> bool:
    """True where the record is about the fact expected, right or wrong in its details."""
    match record, expected["type"]:
        case Agreement(), "agreement":
            return tells_agreement(record, expected)
        case Agreement(), "mention":
            return tells_mention(record, expected)
        case Membership(), "membership":
            return tells_membership(record, expected)
        case Alliance(), "alliance":
            return bool(record.alliance.value == expected["key"])
        case Body(), "body":
            return bool(record.body.value == expected["key"])
        case Observation(), "observation":
            return (record.of.value, bare(record.measure)) == (expected["of"], expected["measure"])
        case Unit(), "unit":
            return bool(record.unit.value == expected["key"])
        case Unit(), "chapter":
            return any(touches(span.lines, expected["lines"]) for span in (record.chapter.span, record.unit.span))
        case Change(), "change":
            return (record.before.value, record.after.value) == (expected["from"], expected["to"])
    return False


def score_chapter(score: Score, told: list[Unit]) -> None:
    leads = [record for record in told if record.role == "lead"]
    score.value("unit", [record.unit.value for record in leads])
    score.many("related", [{record.unit.value for record in told if record.role == "related"}])
    if (titles := may_be(score.expected, "title")) is not None:
        score.printed("title", titles, [record.chapter for record in leads])


def score_observation(score: Score, told: list[Observation]) -> None:
    score.value("value", [float(record.value.value) for record in told])
    score.place("value", [record.value for record in told])
    score.date("as_of", [record.as_of for record in told])
    if wanted := score.expected["breakdown"]:
        shown = ["".join(part.printed for part in (record.value, *record.parts)) for record in told]
        if None not in (may_be(score.expected, "breakdown") or []) and not any(fold(wanted) in fold(s) for s in shown):
            score.wrong.append(f"breakdown: printed {shown}, not {wanted}")


def judge(expected: Expected, told: list[Any], keys: dict[str, str]) -> list[str]:
    """One line per difference between an expectation and the records that tell its fact."""
    if not told:
        return [] if expected.get("optional") else ["no record tells it"]
    score = Score(expected, told)
    if not any(touches(span.lines, expected["lines"]) for record in told for span in record.evidence):
        score.wrong.append(f"evidence touches none of the lines {expected['lines']}")
    match expected["type"]:
        case "agreement":
            score_agreement(score, told, keys)
        case "membership":
            score.date("from", [record.since for record in told])
            score.date("until", [record.until for record in told])
            score.value("pact", linked(told, "pact", keys))
        case "alliance":
            score.one("kind", [record.kind for record in told], bare)
            score.one("status", [record.status for record in told], bare)
            score.one("unit", [record.unit for record in told])
            score.date("formed", [record.formed for record in told])
        case "body":
            score.one("kind", [record.kind for record in told], bare)
            score.one("of", [record.of for record in told])
            score.date("opened", [record.opened for record in told])
        case "observation":
            score_observation(score, told)
        case "unit":
            score.one("of", [record.of for record in told])
        case "chapter":
            score_chapter(score, told)
        case "change":
            score.date("date", [record.date for record in told])
    return score.wrong


def name(expected: Expected) -> str:
    parts = [expected.get(field) for field in ("key", "in", "actor", "of", "measure", "title")]
    return " ".join([expected["type"], *(part for part in parts if part)])


def attribute(record: AnyRecord, expected: list[Expected]) -> list[int]:
    """The expectations a record answers; a membership answers one, by its date where two are alike."""
    found = [number for number, fact in enumerate(expected) if tells(record, fact)]
    if isinstance(record, Membership) and len(found) > 1:
        since = record.since.value if record.since else None
        found = [number for number in found if since in (may_be(expected[number], "from") or [])][:1] or found[:1]
    return found


def compare(expected: list[Expected], records: list[AnyRecord]) -> list[str]:
    """Every difference: facts missed, facts told wrongly, agreements and memberships not expected."""
    told: list[list[AnyRecord]] = [[] for _ in expected]
    keys: dict[str, str] = {}
    wrong = []
    for record in records:
        for number in (found := attribute(record, expected)):
            told[number].append(record)
            if expected[number]["type"] == "agreement":
                keys[record.id] = expected[number]["key"]
        if not found and isinstance(record, Agreement | Membership):
            wrong.append(f"not expected: {record.id} at lines {record.evidence[0].lines}")
    for fact, given in zip(expected, told, strict=True):
        wrong += [f"{name(fact)} (lines {fact['lines']}): {line}" for line in judge(fact, given, keys)]
    return wrong
