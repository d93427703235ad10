"""Scores events read against events expected: partner, month and direction, head counts, purpose."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.records import Event

Expected = dict[str, Any]
HERE = Path(__file__).parent
FIELDS = {"purpose": "kind", "parties": "groups", "ordinal": "series", "occasion": "name", "place": "place"}
ALIKE = ({"youth-exchange", "student-exchange"},)  # an expectation says that these two stand for each other


@dataclass
class Tally:
    """What was right, missed and wrong, with one line for each difference."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def add(self, other: "Tally") -> None:
        self.right += other.right
        self.missed += other.missed
        self.wrong += other.wrong
        self.notes += other.notes


def expectations(document: str) -> list[Expected]:
    """The expected events of one document."""
    text = (HERE / "expected" / document / "events.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def out_of_scope(document: str) -> list[tuple[int, int]]:
    """Ranges of lines in which a further record is neither right nor wrong."""
    text = (HERE / "expected" / "out_of_scope.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [(row["lines"][0], row["lines"][1]) for row in rows if row["document"] == document]


def right_values(expected: Expected, name: str) -> list[Any] | None:
    """The right values of a field; None where it is not scored."""
    more = expected.get("allow", {}).get(name, [])
    return None if more == "any" else [expected.get(name), *more]


def fits(expected: Expected, event: Event) -> bool:
    """True where the event stands on the expected lines with the partner, the month and the direction expected."""
    ranges = [*expected["lines"], *expected.get("also_lines", [])]
    if not any(
        span.lines[0] <= last and first <= span.lines[1] for span in event.evidence[:1] for first, last in ranges
    ):
        return False
    partners = right_values(expected, "partners")
    told = sorted(one.value for one in event.partners)
    dates, directions = right_values(expected, "date"), right_values(expected, "direction")
    date = event.date.value[:7] if event.date else None
    direction = event.direction.value if event.direction else None
    return (
        (partners is None or told in [sorted(one) for one in partners])
        and (dates is None or date in [one and one.rstrip("~")[:7] for one in dates])
        and (directions is None or direction in directions)
    )


def agreement(expected: Expected, event: Event) -> int:
    """How many further values agree: what tells apart two events of the same partner, month and direction."""
    same_kind = event.kind.value in kinds(expected)
    same_total = (event.total.value if event.total else None) == (str(t) if (t := expected["total"]) else None)
    counts = {one.count.value for one in event.groups if one.count}
    return 2 * same_total + same_kind + (counts == {str(one["count"]) for one in expected["groups"] if one["count"]})


def kinds(expected: Expected) -> set[str]:
    """The right purposes; empty where any is."""
    named = {one for one in right_values(expected, "kind") or [] if one}
    return named.union(*(pair for pair in ALIKE if pair & named))


def pair(expected: list[Expected], events: Iterable[Event]) -> list[tuple[Expected | None, Event | None]]:
    """Each expectation with the event that meets it, one to one, the best agreeing first."""
    left = list(events)
    candidates = [
        (-agreement(one, event), number, at)
        for number, one in enumerate(expected)
        for at, event in enumerate(left)
        if fits(one, event)
    ]
    met: dict[int, int] = {}
    for _, number, at in sorted(candidates):
        if number not in met and at not in met.values():
            met[number] = at
    rows: list[tuple[Expected | None, Event | None]] = [
        (one, left[met[number]] if number in met else None) for number, one in enumerate(expected)
    ]
    return rows + [(None, event) for at, event in enumerate(left) if at not in met.values()]


def score(document: str, expected: list[Expected], events: list[Event]) -> dict[str, Tally]:
    """Tallies by what is scored: `list`, `narrative`, `summary` (partner, month, direction), `counts`, and fields."""
    tallies = {name: Tally() for name in ("list", "narrative", "summary", "counts", *FIELDS)}
    beyond = out_of_scope(document)
    rows = pair(expected, events)
    met = {(one["line"], one.get("merge", False)) for one, event in rows if one and event}
    for one, event in rows:
        if one is None:
            assert event is not None
            line = event.evidence[0].lines[0]
            if not any(first <= line <= last for first, last in beyond):
                tallies[event.source].wrong += 1
                tallies[event.source].notes.append(f"{document}:{line}: not expected: {event.id}")
        elif event is None:
            optional = one.get("optional") or (one.get("merge") and (one["line"], True) in met)
            if not optional:
                tallies[one["source"]].missed += 1
                tallies[one["source"]].notes.append(f"{document}:{one['line']}: missed: {brief(one)}")
                for _ in numbers(one)[0]:
                    tallies["counts"].missed += 1
        else:
            if not one.get("optional"):
                tallies[one["source"]].right += 1
            tallies["counts"].add(counts(document, one, event))
            for name in FIELDS:
                if said := differs(one, event, name):
                    tallies[name].wrong += 1
                    tallies[name].missed += 1
                    tallies[name].notes.append(f"{document}:{one['line']}: {name}: {said}")
                elif said is not None:
                    tallies[name].right += 1
    return tallies


def differs(one: Expected, event: Event, name: str) -> str | None:
    """What a field of a matched event says that it should not; empty where it is right, None where it is not scored."""
    right = right_values(one, FIELDS[name])
    if right is None or not (right[0] or name == "purpose"):
        return None
    if name == "purpose":
        return "" if event.kind.value in kinds(one) else f"{event.kind.value}, not {'/'.join(sorted(kinds(one)))}"
    if name == "parties":
        wanted = [{(folded(each["who"]), each["kind"]) for each in groups} for groups in right]
        told = {(folded(each.who.printed), each.who.value) for each in event.groups}
        return "" if told in wanted else f"{sorted(told)}, not {sorted(wanted[0])}"
    field = {"ordinal": event.series, "occasion": event.name, "place": event.place}[name]
    value = folded(field.value) if field else None
    return "" if value in [folded(str(each)) if each else None for each in right] else f"{value}, not {right[0]}"


def folded(words: str) -> str:
    """Words as they are compared: without blanks and the width of letters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def brief(one: Expected) -> str:
    return f"{'+'.join(one['partners'])} {one['date']} {one['direction']} {one['kind']}"


def counts(document: str, one: Expected, event: Event) -> Tally:
    """The head counts of a matched event; a single number counts once, be it told as total, as group or as both."""
    best: Tally | None = None
    told = sorted(_told(event))
    for right in numbers(one):
        wanted = sorted(right)
        if len({n for _, n in wanted}) == 1 and {n for _, n in told} == {n for _, n in wanted}:
            return Tally(right=1)
        tally = Tally()
        for item in wanted:
            tally.right += item in told
            tally.missed += item not in told
        tally.wrong = sum(item not in wanted for item in told)
        if best is None or tally.missed + tally.wrong < best.missed + best.wrong:
            best = tally
    assert best is not None
    if best.missed or best.wrong:
        best.notes.append(f"{document}:{one['line']}: counts {told}, not {sorted(numbers(one)[0])}")
    return best


def _told(event: Event) -> Iterator[tuple[str, int]]:
    total = int(event.total.value) if event.total else None
    if total is not None:
        yield "total", total
    for group in event.groups:
        if group.count and int(group.count.value) != total:
            yield "group", int(group.count.value)


def numbers(one: Expected) -> list[list[tuple[str, int]]]:
    """The right sets of counts: as expected, and with each allowed set of groups."""
    sets = right_values(one, "groups")
    total = [("total", one["total"])] if one["total"] else []
    found = []
    for groups in [one["groups"], *([] if sets is None else sets[1:]), *([[]] if sets is None else [])]:
        own = [("group", each["count"]) for each in groups if each["count"] and each["count"] != one["total"]]
        found.append([*total, *own])
    return found
