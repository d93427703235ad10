"""Finds what documents say differently beside the claims: numbers, managers, tellings of one event, sums of rows."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from graph.accept.claims import INFERRED, Reading
from graph.accept.model import Conflict, Place
from graph.records import Event, Membership, Observation, Record, Stated
from graph.values import PartialDate

Side = tuple[str, Place]
TOTAL = ("計", "合計", "総計", "総数")
"""How the column of a table's totals is headed."""


def numbers(readings: Iterable[Reading[Observation]], series: dict[str, str]) -> list[Conflict]:
    """Values of one measure that one document states twice for one time, or that an edition of a series has moved.

    `series` names the series of each document, or the document itself where it belongs to none.
    """
    groups: dict[tuple[str, ...], list[Reading[Observation]]] = defaultdict(list)
    for one in readings:
        item = one.record.item.value if one.record.item else ""
        groups[series[one.document], one.record.of.value, one.record.measure, item].append(one)
    found = []
    for (_, of, measure, item), group in groups.items():
        term = f"measure/{measure}{f' [{item}]' if item else ''}"

        def at_one_time(one: Reading[Observation], other: Reading[Observation]) -> bool:
            times = [each.record.as_of.value if each.record.as_of else "" for each in (one, other)]
            return times[0] == times[1]

        found += _differ(of, term, group, lambda one: one.record.value, at_one_time)
    return found


def sums(readings: Iterable[Reading[Observation]]) -> list[Conflict]:
    """Rows of a table whose total is not the sum of the parts that stand on the same line."""
    rows: dict[tuple[str, str, str, tuple[int, int]], list[Reading[Observation]]] = defaultdict(list)
    for one in readings:
        rows[one.document, one.record.of.value, one.record.measure, one.record.value.span.lines].append(one)
    found = []
    for (_, of, measure, _), row in rows.items():
        totals = [one for one in row if one.record.item is None or one.record.item.value in TOTAL]
        parts = [one for one in row if one not in totals]
        if len(totals) != 1 or len(parts) < 2:
            continue
        total, added = totals[0], sum(Decimal(one.record.value.value) for one in parts)
        if added != Decimal(total.record.value.value):
            sides = (_side(total, total.record.value), (f"{added} in all", _side(parts[0], parts[0].record.value)[1]))
            found.append(Conflict("sum", of, f"measure/{measure}", *sides))
    return found


def managers(readings: Iterable[Reading[Membership]]) -> list[Conflict]:
    """Two managers that one document gives to one facility for one time, or that two editions name."""
    groups: dict[str, list[Reading[Membership]]] = defaultdict(list)
    for one in readings:
        if one.record.role.value == "manager":
            groups[one.record.body.value].append(one)
    found = []
    for body, group in groups.items():
        found += _differ(body, "icr:participant [manager]", group, lambda one: one.record.actor, _overlap)
    return found


def _overlap(one: Reading[Membership], other: Reading[Membership]) -> bool:
    first, second = one.record, other.record
    for begins, ends in ((first.since, second.until), (second.since, first.until)):
        if begins and ends and begins.date.earliest > ends.date.latest:
            return False
    return True


def tellings(event: str, group: Sequence[Reading[Event]]) -> list[Conflict]:
    """What the tellings of one event disagree on: its day, direction, head count, number in its series, or place.

    Only what is read counts: a direction or place that was concluded from the context contradicts nobody.
    """
    found = []
    fields: list[tuple[str, str]] = [
        ("icr:occurred", "date"),
        ("icr:direction", "direction"),
        ("icr:headCount", "total"),
        ("icr:ordinal", "series"),
        ("icr:heldIn", "place"),
    ]
    for term, field in fields:
        # At a signing both act together and one travels: a text may tell either.
        asked = [one for one in group if not (field == "direction" and one.record.signs)]
        saying = [one for one in asked if (told := getattr(one.record, field)) and not INFERRED & set(told.flags)]

        def said(one: Reading[Event], field: str = field) -> Stated:
            stated: Stated = getattr(one.record, field)
            return stated

        found += _differ(event, term, saying, said)
    return found


def _differ(
    subject: str,
    term: str,
    group: Sequence[Reading[Record]],
    said: Callable[..., Stated],
    comparable: Callable[..., bool] | None = None,
) -> list[Conflict]:
    """Each pair of values once: in one document a conflict where they speak of one time, between editions a change."""
    found: dict[tuple[str, str, str, str], Conflict] = {}
    ordered = sorted(group, key=lambda one: (one.order, said(one).span.at))
    last = {one.document: one for one in ordered}
    documents = list(dict.fromkeys(one.document for one in ordered))
    following = set(pairwise(documents))
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            type_: Literal["conflict", "change"] = "conflict" if one.document == other.document else "change"
            if type_ == "conflict" and comparable and not comparable(one, other):
                continue
            if type_ == "change" and ((one.document, other.document) not in following or last[one.document] != one):
                continue
            first, second = said(one), said(other)
            if not _agree(first, second):
                key = (one.document, first.value, other.document, second.value)
                found.setdefault(key, Conflict(type_, subject, term, _side(one, first), _side(other, second)))
    return list(found.values())


def _agree(one: Stated, other: Stated) -> bool:
    try:
        return Decimal(one.value) == Decimal(other.value)
    except ArithmeticError:
        pass
    days: list[PartialDate | None] = [getattr(each, "date", None) for each in (one, other)]
    return one.value == other.value or (days[0] is not None and days[1] is not None and days[0].agrees(days[1]))


def _side(reading: Reading[Record], stated: Stated) -> Side:
    return stated.value, Place.of(reading.document, stated.span)
