"""Which records of which documents tell of one and the same agreement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

import ontology
from graph.accept.claims import CLASS_ORDER, Reading
from graph.places import Gazetteer
from graph.records import Agreement, natural_agreement
from graph.values import PartialDate


@dataclass
class Tie:
    """The readings of one agreement; the first is the surest."""

    readings: list[Reading[Agreement]]

    @property
    def records(self) -> list[Agreement]:
        return [reading.record for reading in self.readings]

    @property
    def first(self) -> Agreement:
        return self.records[0]

    @property
    def actors(self) -> set[str]:
        return {one.value for record in self.records for one in (*record.parties, *record.former)}

    @property
    def signed(self) -> PartialDate | None:
        """The most precise date that any reading gives."""
        dates = [record.signed.date for record in self.records if record.signed]
        return min(dates, key=lambda one: one.days) if dates else None

    def holds(self, record: Agreement) -> bool:
        """True where `record` tells of this agreement: same kind, the same parties or fewer, a date that agrees."""
        if "kind_mention" in record.flags:
            family = ontology.kinds()[f"agreement/{self.first.kind.value}"].broader
            return family == "agreement/twinning" and {one.value for one in record.parties} <= self.actors
        if record.kind.value != self.first.kind.value or record.establishes != self.first.establishes:
            return False
        if record.signed and self.signed and not record.signed.date.agrees(self.signed):
            return False
        mine = {one.value for one in (*record.parties, *record.former)}
        unnamed = {one.value for one in record.unnamed} == {one.value for one in self.first.unnamed}
        nested = mine <= self.actors or self.actors <= mine
        return nested and (len(mine & self.actors) > 1 or (unnamed and mine == self.actors))


def _rank(reading: Reading[Agreement]) -> tuple[object, ...]:
    record = reading.record
    return (
        "kind_mention" in record.flags,
        reading.sure == "C",
        CLASS_ORDER[reading.sure],
        record.signed.date.days if record.signed else 10**6,
        -len(record.parties),
        tuple(-ord(char) for char in reading.order[0]),
        record.evidence[0].at,
    )


def group(readings: Iterable[Reading[Agreement]]) -> tuple[list[Tie], list[Reading[Agreement]]]:
    """The ties, and the readings that wait: of class C, unconfirmed, and telling of no tie accepted otherwise."""
    ties: list[Tie] = []
    waiting: list[Reading[Agreement]] = []
    by_actor: defaultdict[str, set[int]] = defaultdict(set)
    for reading in sorted(readings, key=_rank):
        record = reading.record
        fitting = [number for number in _candidates(record, by_actor, len(ties)) if ties[number].holds(record)]
        if fitting:
            same = [number for number in fitting if ties[number].first.kind.value == record.kind.value]
            found = (same or fitting)[0]
            ties[found].readings.append(reading)
        elif reading.sure == "C" or "kind_mention" in record.flags:
            waiting.append(reading)
            continue
        else:
            found = len(ties)
            ties.append(Tie([reading]))
        for actor in _actors(record) or {""}:
            by_actor[actor].add(found)
    return ties, waiting


def _actors(record: Agreement) -> set[str]:
    return {one.value for one in (*record.parties, *record.former)}


def _candidates(record: Agreement, by_actor: Mapping[str, set[int]], ties: int) -> list[int]:
    """The ties that may hold a record, in order, without looking at all: those that name one of its actors.

    Of several actors the busiest needs no look: a tie that fits names another one, too. A hub has hundreds of ties.
    """
    actors = _actors(record)
    if not actors:
        return list(range(ties)) if "kind_mention" in record.flags else sorted(by_actor.get("", ()))
    quiet = sorted(actors, key=lambda one: (len(by_actor.get(one, ())), one))[: max(1, len(actors) - 1)]
    return sorted({number for one in quiet for number in by_actor.get(one, ())})


def key_of(tie: Tie, gazetteer: Gazetteer) -> tuple[str, bool]:
    """The key of a tie and whether the registry knows it; an unknown one gets a key minted from its natural key."""
    record = tie.first
    founders = {one.value for one in record.parties if "successor" not in one.flags}
    founders |= {one.value for one in record.former} | {f"?{one.value}" for one in record.unnamed}
    signed = tie.signed.key if tie.signed else ""
    natural = natural_agreement(founders, record.kind.value, signed)
    if record.establishes:
        natural = f"{record.establishes}|{record.kind.value}|{signed}"
    if known := gazetteer.by_natural("Agreement", natural):
        return known, True
    slugs = "-".join(sorted(one.partition("/")[2] for one in founders if "/" in one))[:60].strip("-")
    return f"agreement/{slugs}-{sha256(natural.encode()).hexdigest()[:8]}", False
