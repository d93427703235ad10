"""Makes one truth of many records: facts by rule, every claim kept, every record accounted for."""

from dataclasses import replace
from importlib.resources.abc import Traversable
from typing import TypeVar, cast

from graph.accept import decisions as word
from graph.accept import differences, notes
from graph.accept.agreements import accept_agreements, entry
from graph.accept.bodies import accept_bodies, accept_units
from graph.accept.claims import Reading
from graph.accept.events import accept_events
from graph.accept.kinds import unknown
from graph.accept.matters import accept_indicators, accept_links, accept_plans
from graph.accept.model import Conflict, Decision, Entry, Fact, Facts, Place, Plain, Ref, Source, Value, Words
from graph.accept.named import accept_documents, accept_places
from graph.accept.numbers import accept_observations
from graph.accept.standing import accept_alliances, accept_changes, accept_memberships
from graph.documents import describe, folders
from graph.places import Gazetteer
from graph.records import (
    Agreement,
    Alliance,
    Body,
    Change,
    Event,
    Indicator,
    Link,
    Membership,
    Observation,
    Plan,
    Record,
    RecordsError,
    Unit,
    loads,
)
from graph.undisturbed import undisturbed

R = TypeVar("R", bound=Record)


def sources(root: Traversable | None = None) -> tuple[Source, ...]:
    """The described documents of a data folder (default: the packaged one) with their records and decisions."""
    found = []
    for folder in folders(root):
        path = folder / "records.jsonl"
        records = loads(_text(path), str(path)) if path.is_file() else []
        said = folder / "decisions.toml"
        found.append(Source(describe(folder), tuple(records), word.load(said), notes.load(said, folder.name)))
    return tuple(found)


def _text(path: Traversable) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RecordsError(f"{path}: not UTF-8 at byte {error.start}. Records are UTF-8; restore the file.") from None


@undisturbed()
def accept(documents: tuple[Source, ...], gazetteer: Gazetteer) -> Facts:
    """Facts, claims, conflicts and the account of all records; the same for the same input, in whatever order."""
    documents = tuple(sorted(documents, key=lambda one: one.description.key))
    facts = Facts(sources=documents)
    readings = [reading for source in documents for reading in _readings(facts, source)]
    readings.sort(key=lambda one: (one.document, one.record.evidence[0].at, one.record.id))

    accept_documents(facts, gazetteer)
    accept_units(facts, _of(readings, Unit), gazetteer)
    accept_changes(facts, _of(readings, Change), gazetteer)
    accept_bodies(facts, _of(readings, Body), gazetteer)
    accept_alliances(facts, _of(readings, Alliance), gazetteer)
    accept_agreements(facts, _of(readings, Agreement), gazetteer)
    accept_memberships(facts, _of(readings, Membership))
    facts.conflicts += differences.managers(_of(readings, Membership))
    accept_observations(facts, _of(readings, Observation), gazetteer)
    series = {one.description.key: one.description.series or one.description.key for one in documents}
    facts.conflicts += [
        *differences.numbers(_of(readings, Observation), series),
        *differences.sums(_of(readings, Observation)),
    ]
    accept_plans(facts, _of(readings, Plan), gazetteer)
    accept_indicators(facts, _of(readings, Indicator), gazetteer)
    accept_links(facts, _of(readings, Link), gazetteer)
    accept_events(facts, _of(readings, Event), gazetteer)
    notes.accept_notes(facts, documents)
    accept_places(facts, readings, gazetteer)
    _check_account(facts)
    return facts


def _of(readings: list[Reading[Record]], kind: type[R]) -> list[Reading[R]]:
    return [cast(Reading[R], one) for one in readings if isinstance(one.record, kind)]


def _readings(facts: Facts, source: Source) -> list[Reading[Record]]:
    """A document's records with a person's word on them; the rejected are written off here."""
    facts.stale += word.stale(source.decisions, source.records)
    decided = {one.record: one for one in source.decisions}
    description = source.description
    order = (description.as_of.latest.isoformat(), description.key)
    readings: list[Reading[Record]] = []
    for record in source.records:
        decision = decided.get(record.id)
        sure = "confirmed" if decision and decision.verdict == "confirm" else record.confidence
        reading: Reading[Record] = Reading(description.key, order, sure, word.placed(decision, record))
        if decision and decision.verdict == "reject":
            entry(facts, reading, "rejected", "", decision.reason)
        elif reason := unknown(record):
            entry(facts, reading, "rejected", "", reason)
        else:
            readings.append(reading)
    return readings


def without(facts: Facts, keys: set[str]) -> Facts:
    """The facts without some nodes, without the claims about them, and without any reference to them.

    The records behind them are written off in the account as rejected.
    """
    gone = set(keys)
    for claim in facts.claims:
        if any(one.key in gone for one in claim.get("rdf:subject") if isinstance(one, Ref)):
            gone.add(claim.key)

    def kept(fact: Fact) -> Fact:
        values = tuple((term, one) for term, one in fact.values if not (isinstance(one, Ref) and one.key in gone))
        return replace(fact, values=values)

    return replace(
        facts,
        facts={key: kept(fact) for key, fact in facts.facts.items() if key not in gone},
        claims=[kept(claim) for claim in facts.claims if claim.key not in gone],
        ledger=[
            replace(one, outcome="rejected", reason=f"{one.fact} breaks a rule; see the violations")
            if one.fact in gone
            else one
            for one in facts.ledger
        ],
        conflicts=[one for one in facts.conflicts if one.subject not in gone],
    )


def _check_account(facts: Facts) -> None:
    """read = accepted + superseded + waiting + rejected + merged (units are accounted once)."""
    read = sum(len(source.records) for source in facts.sources)
    if read != len(facts.ledger):
        raise AssertionError(f"{read} records were read, {len(facts.ledger)} are accounted for")


__all__ = [
    "Conflict",
    "Decision",
    "Entry",
    "Fact",
    "Facts",
    "Place",
    "Plain",
    "Ref",
    "Source",
    "Value",
    "Words",
    "accept",
    "sources",
    "without",
]
