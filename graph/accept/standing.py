"""Alliances, memberships, bodies, departments, numbers and mergers of all documents made one."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TypeVar

from graph.accept.agreements import entry
from graph.accept.claims import CLASS_ORDER, INFERRED, Reading, Said, choose, said, settle
from graph.accept.inheritance import merger, merger_key
from graph.accept.model import Fact, Facts, Pairs, Plain, Ref, Value, Words
from graph.accept.naming import labels
from graph.places import Gazetteer
from graph.records import Alliance, Change, Membership, Record
from graph.values import PartialDate

R = TypeVar("R", bound=Record)


def grouped(readings: Iterable[Reading[R]], key: Callable[[Reading[R]], str]) -> Iterator[tuple[str, list[Reading[R]]]]:
    ordered = sorted(readings, key=lambda one: (key(one), CLASS_ORDER[one.sure], one.order, one.record.evidence[0].at))
    for name, group in groupby(ordered, key=key):
        yield name, list(group)


def evidence(readings: Iterable[Reading[Record]]) -> Pairs:
    return [("icr:evidence", place) for place in sorted({place for one in readings for place in one.places})]


def _confidence(readings: Iterable[Reading[Record]]) -> tuple[str, Value]:
    sure = min(readings, key=lambda one: CLASS_ORDER[one.sure]).sure.lower()
    return "icr:confidence", Ref(f"kind/confidence/{sure}")


def accounted(facts: Facts, key: str, readings: Iterable[Reading[Record]]) -> None:
    for number, one in enumerate(readings):
        entry(facts, one, "merged" if number else "accepted", key, "tells the same" if number else "the surest reading")


def accept_changes(facts: Facts, readings: list[Reading[Change]], gazetteer: Gazetteer) -> None:
    """Mergers: one event for each pair of municipalities, with the most precise date."""
    for _, group in grouped(readings, lambda one: f"{one.record.before.value}>{one.record.after.value}"):
        record = group[0].record
        day = choose(said(group, "date"))
        assert day is not None
        assert isinstance(day.value, PartialDate)
        before, after = record.before.value, record.after.value
        key = _change_key(gazetteer, record) or merger_key(before, after, day.value)
        natural = f"{before}>{after}|{day.value.key}"
        kind = record.kind.value
        facts.facts[key] = merger(key, kind, before, after, day.value, evidence(group), gazetteer, natural)
        accounted(facts, key, group)


def _change_key(gazetteer: Gazetteer, record: Change) -> str | None:
    """The registered event between the two municipalities, found by the municipalities it names."""
    for name in gazetteer.names.values():
        if name.type == "ChangeEvent" and all(one.value in name.natural for one in (record.before, record.after)):
            return name.key
    return None


def accept_alliances(facts: Facts, readings: list[Reading[Alliance]], gazetteer: Gazetteer) -> None:
    """Alliances by their key; members follow with the memberships."""
    for key, group in grouped(readings, lambda one: one.record.alliance.value):
        record = group[0].record
        values: Pairs = []
        disputed: list[tuple[str, list[Said]]] = [
            ("icr:kind", said(group, "kind", lambda one: Ref(f"kind/alliance/{one.value}"))),
            ("icr:status", said(group, "status", lambda one: Ref(f"kind/status/{one.value}"))),
            ("icr:inChargeUnit", said(group, "unit")),
        ]
        for term, candidates in disputed:
            accepted, claims, conflicts = settle(key, term, candidates)
            values += [(term, one) for one in accepted]
            facts.claims += claims
            facts.conflicts += conflicts
        if begun := choose(said(group, "formed")):
            values.append(("icr:validFrom", begun.value))
        unnamed = {one.value: one for each in group for one in each.record.unnamed}
        values += [("icr:unnamedParty", Words(one.printed, "ja")) for _, one in sorted(unnamed.items())]
        names = (record.alliance.printed, record.alliance.printed)
        values += [*labels(key, gazetteer, lambda n=names: n), _confidence(group), *evidence(group)]
        facts.facts[key] = Fact(key, "icr:Alliance", tuple(values))
        register(facts, gazetteer, key)
        accounted(facts, key, group)


def register(facts: Facts, gazetteer: Gazetteer, key: str) -> None:
    if gazetteer.name(key) is None:
        facts.unregistered.append(key)


def accept_memberships(facts: Facts, readings: list[Reading[Membership]]) -> None:
    """One participation for each actor, body, role and period; class C waits unless a surer one says the same."""
    waiting = [one for one in readings if one.sure == "C"]
    for name, group in grouped(
        [one for one in readings if one.sure != "C"],
        lambda one: f"{one.record.body.value}|{one.record.actor.value}|{one.record.role.value}",
    ):
        body, actor, role = name.split("|")
        for number, period in enumerate(_periods(group), 1):
            suffix = "" if number == 1 else f"-{number}"
            key = f"participation/{body.partition('/')[2]}--{actor.partition('/')[2]}{suffix}"
            _participation(facts, key, body, actor, role, period)
            same = [one for one in waiting if _part_of(one.record) == name]
            accounted(facts, key, period + (same if number == 1 else []))
            waiting = [one for one in waiting if one not in same]
    for one in waiting:
        entry(facts, one, "waiting", "", "class C and unconfirmed: a person's word is needed")


def _part_of(record: Membership) -> str:
    return f"{record.body.value}|{record.actor.value}|{record.role.value}"


def _periods(group: list[Reading[Membership]]) -> list[list[Reading[Membership]]]:
    """The readings of one actor in one role, by period; an undated one joins the period its own edition dates."""
    periods: list[list[Reading[Membership]]] = []
    for one in sorted(group, key=lambda each: each.record.since is None):
        record = one.record
        for period in periods:
            first = period[0].record
            if record.since and first.since:
                fits = record.since.date.agrees(first.since.date)
            elif record.since is None and first.since is None:
                fits = True
            else:  # a statement without a period may only mean the period that its own edition names
                fits = any(each.document == one.document for each in period)
            if fits:
                period.append(one)
                break
        else:
            periods.append([one])
    return periods


def _participation(facts: Facts, key: str, body: str, actor: str, role: str, group: list[Reading[Membership]]) -> None:
    values: Pairs = [
        ("icr:participant", Ref(actor)),
        ("icr:participationIn", Ref(body)),
        ("icr:role", Ref(f"kind/role/{role}")),
    ]
    for term, field in (("icr:validFrom", "since"), ("icr:validUntil", "until")):
        if chosen := choose(said(group, field)):
            values.append((term, chosen.value))
    record = group[0].record
    if (INFERRED & set(record.actor.flags)) or "role_from_kind" in record.role.flags:
        values.append(("icr:inferred", Plain("true", "boolean")))
    facts.facts[key] = Fact(key, "icr:Participation", (*values, _confidence(group), *evidence(group)))
    alliance = facts.facts.get(body)
    if alliance is not None and alliance.type == "icr:Alliance" and Ref(actor) not in alliance.get("icr:hasParty"):
        facts.facts[body] = Fact(body, alliance.type, (*alliance.values, ("icr:hasParty", Ref(actor))))
