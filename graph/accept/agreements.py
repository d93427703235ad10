"""Agreements of all documents made one: what each property is, what is claimed, and who held the tie when."""

from collections.abc import Collection

import ontology
from graph.accept.claims import INFERRED, Reading, Said, reranked, said, settle
from graph.accept.inheritance import Handovers, handed, inherit, told
from graph.accept.model import Entry, Fact, Facts, Place, Plain, Ref, Value, Words
from graph.accept.naming import labels
from graph.accept.ties import Tie, group, key_of
from graph.places import Gazetteer
from graph.records import Agreement, Record, Stated, StatedDate
from graph.values import PartialDate


def accept_agreements(facts: Facts, readings: list[Reading[Agreement]], gazetteer: Gazetteer) -> None:
    """Add the agreements, their claims and conflicts, the inherited participations, and the account of each record."""
    ties, waiting = group(readings)
    keys: dict[int, str] = {}
    by_record: dict[tuple[str, str], str] = {}
    for number, tie in enumerate(ties):
        keys[number], known = key_of(tie, gazetteer)
        if not known:
            facts.unregistered.append(keys[number])
        for reading in tie.readings:
            by_record[reading.document, reading.record.id] = keys[number]
    mergers = told(facts)
    for number, tie in enumerate(ties):
        _accept(facts, keys[number], tie, by_record, mergers, gazetteer)
        _account(facts, keys[number], tie)
    for reading in waiting:
        entry(facts, reading, "waiting", "", "class C and unconfirmed: a person's word is needed")


def _accept(
    facts: Facts,
    key: str,
    tie: Tie,
    by_record: dict[tuple[str, str], str],
    mergers: Handovers,
    gazetteer: Gazetteer,
) -> None:
    values: list[tuple[str, Value]] = []
    plain = [one for one in tie.readings if "kind_mention" not in one.record.flags]
    disputed: list[tuple[str, list[Said], bool]] = [
        ("icr:kind", said(tie.readings, "kind", lambda one: Ref(f"kind/agreement/{one.value}")), False),
        ("icr:status", said(plain, "status", lambda one: Ref(f"kind/status/{one.value}")), False),
        ("icr:signed", said(plain, "signed"), False),
        ("icr:signedIn", said(plain, "signed_in"), False),
        ("icr:field", said(plain, "fields", lambda one: Ref(f"kind/field/{one.value}")), True),
        ("icr:inChargeUnit", said(plain, "unit"), False),
        ("icr:validUntil", said(plain, "until"), False),
        ("icr:proposedBy", said(plain, "proposed_by"), True),
    ]
    kind = Ref(f"kind/agreement/{tie.first.kind.value}")
    for term, candidates, several in disputed:
        if term == "icr:kind":  # an anniversary's wording never overrules the agreement's own
            own = [one for one in candidates if one.value == kind]
            _, claims, conflicts = settle(key, term, candidates)
            accepted: list[Value] = [kind]
            claims = [reranked(one, {kind}) for one in claims]
            assert own
        else:
            accepted, claims, conflicts = settle(key, term, candidates, several)
        values += [(term, one) for one in accepted]
        facts.claims += claims
        facts.conflicts += conflicts
    known = handed(mergers, tie, gazetteer)
    values += _parties(tie, known)
    values += _references(tie, by_record)
    if tie.first.establishes:
        values.append(("icr:establishes", Ref(tie.first.establishes)))
    values += labels(key, gazetteer, lambda: _label(tie, gazetteer))
    values.append(("icr:confidence", Ref(f"kind/confidence/{min(_sure(tie)).lower()}")))
    stated = (*tie.first.parties, *tie.first.former, tie.first.kind)
    if any(INFERRED & set(one.flags) for one in stated):
        values.append(("icr:inferred", Plain("true", "boolean")))
    values += [("icr:evidence", place) for place in _evidence(tie.readings)]
    facts.facts[key] = Fact(key, "icr:Agreement", tuple(values))
    inherit(facts, key, tie, known, gazetteer)


def _sure(tie: Tie) -> list[str]:
    """The classes of the readings that found the tie; a person's word stands above them."""
    sure = [one.sure for one in tie.readings if "kind_mention" not in one.record.flags]
    return ["confirmed"] if "confirmed" in sure and min(sure) not in ("A", "B") else [min(sure)]


def _evidence(readings: list[Reading[Agreement]]) -> list[Place]:
    return sorted({place for one in readings for place in one.places})


def _parties(tie: Tie, known: Collection[str]) -> list[tuple[str, Value]]:
    """The parties; a former one of which it is not `known` when it ended is no node, and stands as printed."""
    record = max(tie.records, key=lambda one: len(one.parties))
    former = {one.value for each in tie.records for one in each.former}
    parties = {one.value for one in record.parties} - former
    unnamed = {one.value: one for each in tie.records for one in each.unnamed}
    unnamed |= {one.value: one for each in tie.records for one in each.former if one.value not in known}
    return [
        *(("icr:hasParty", Ref(one)) for one in sorted(parties)),
        *(("icr:formerParty", Ref(one)) for one in sorted(former & set(known))),
        *(("icr:unnamedParty", Words(one.printed, "ja")) for _, one in sorted(unnamed.items())),
    ]


def _references(tie: Tie, by_record: dict[tuple[str, str], str]) -> list[tuple[str, Value]]:
    terms = {"under": "icr:underRelationship", "replaces": "dcterms:replaces", "supplements": "icr:supplements"}
    found: dict[tuple[str, Value], None] = {}
    for reading in tie.readings:
        for field, term in terms.items():
            target = getattr(reading.record, field)
            if target and (reading.document, target) in by_record:
                found[term, Ref(by_record[reading.document, target])] = None
    return list(found)


def _label(tie: Tie, gazetteer: Gazetteer) -> tuple[str, str]:
    kind = ontology.kinds()[f"agreement/{tie.first.kind.value}"]
    names = [gazetteer.name(one.value) for one in tie.first.parties]
    ja = "・".join(name.ja if name else one.printed for name, one in zip(names, tie.first.parties, strict=True))
    en = "–".join(name.en if name else one.printed for name, one in zip(names, tie.first.parties, strict=True))
    return f"{ja} {kind.ja}", f"{en} {kind.en[0].lower()}{kind.en[1:]}"


def _account(facts: Facts, key: str, tie: Tie) -> None:
    accepted = facts.facts[key]
    for number, reading in enumerate(tie.readings):
        record = reading.record
        if number == 0:
            entry(facts, reading, "accepted", key, "the surest reading")
        elif lost := _lost(accepted, record):
            entry(facts, reading, "superseded", key, f"{lost}: another edition's or a surer value was preferred")
        else:
            entry(facts, reading, "merged", key, "tells the same")


def _lost(accepted: Fact, record: Agreement) -> str:
    """The first term in which the record says something else than what was accepted."""
    stated: list[tuple[str, Stated | None, str]] = [
        ("icr:kind", record.kind, "kind/agreement/"),
        ("icr:status", record.status, "kind/status/"),
        ("icr:signed", record.signed, ""),
        ("icr:signedIn", record.signed_in, ""),
        ("icr:inChargeUnit", record.unit, ""),
    ]
    for term, one, prefix in stated:
        values = accepted.get(term)
        if one is None or not values:
            continue
        mine: Value = one.date if isinstance(one, StatedDate) else Ref(prefix + one.value)
        if isinstance(mine, PartialDate) and isinstance(values[0], PartialDate):
            if not mine.agrees(values[0]):
                return term
        elif mine not in values:
            return term
    return ""


def entry(facts: Facts, reading: Reading[Record], outcome: str, key: str, reason: str) -> None:
    """Write what became of a record into the account."""
    facts.ledger.append(
        Entry(
            reading.document,
            reading.record.id,
            outcome,  # type: ignore[arg-type]
            key,
            reason,
            reading.record.evidence[0].lines,
        )
    )
