"""Who held an agreement when: the old municipality's part until it merged, and the heir's part from that day on."""

from collections.abc import Iterator
from typing import NamedTuple

from graph.accept.model import Fact, Facts, Place, Plain, Ref, Value
from graph.accept.naming import labels
from graph.accept.ties import Tie
from graph.places import Gazetteer
from graph.values import PartialDate

Pairs = list[tuple[str, Value]]


class Handover(NamedTuple):
    """The end of a municipality and who came after it; `told` is the event that a document tells of, if one does."""

    old: str
    heir: str
    day: Value
    kind: str
    told: Fact | None


def merger(
    key: str, kind: str, before: str, after: str, day: Value, evidence: Pairs, gazetteer: Gazetteer, natural: str = ""
) -> Fact:
    """The event by which one municipality became part of another."""
    old, new = gazetteer.name(before), gazetteer.name(after)
    natural = natural or f"{before}>{after}"
    words = (f"{old.ja}の{new.ja}への合併", f"Merger of {old.en} into {new.en}") if old and new else (natural, natural)
    return Fact(key, "org:ChangeEvent", (
        ("icr:kind", Ref(f"kind/change/{kind}")),
        ("org:originalOrganization", Ref(before)),
        ("org:resultingOrganization", Ref(after)),
        ("icr:occurred", day),
        *labels(key, gazetteer, lambda: words),
        *evidence,
    ))  # fmt: skip


def merger_key(before: str, after: str, day: PartialDate) -> str:
    return f"change/{after.partition('/')[2]}-{before.partition('/')[2]}-{day.key[:4]}"


def handed(facts: Facts, tie: Tie, gazetteer: Gazetteer) -> dict[str, list[Handover]]:
    """The former parties of which a document, or else the list of towns, says when and to whom they went."""
    found = {}
    for old in sorted({one.value for record in tie.records for one in record.former}):
        if known := list(_told(facts, old)) or list(_listed(tie, old, gazetteer)):
            found[old] = known
    return found


def _told(facts: Facts, old: str) -> Iterator[Handover]:
    for one in facts.facts.values():
        told = one.type == "org:ChangeEvent" and not one.get("icr:inferred")
        if told and Ref(old) in one.get("org:originalOrganization"):
            for heir in one.get("org:resultingOrganization"):
                assert isinstance(heir, Ref)
                yield Handover(old, heir.key, one.get("icr:occurred")[0], "", one)


def _listed(tie: Tie, old: str, gazetteer: Gazetteer) -> Iterator[Handover]:
    """What the list says, unless the town would have signed after its end: then another one is meant."""
    for row in gazetteer.formers:
        day = PartialDate(row.date)
        if row.key == old and (tie.signed is None or tie.signed.earliest <= day.latest):
            yield Handover(old, row.successor, day, row.kind or "unspecified", None)


def inherit(facts: Facts, key: str, tie: Tie, gazetteer: Gazetteer) -> None:
    """Add the participations of the former parties and of those of the parties that came after them."""
    slug = key.partition("/")[2]
    parties = {one.key for one in facts.facts[key].get("icr:hasParty") if isinstance(one, Ref)}
    places = sorted({place for one in tie.readings if one.record.former for place in one.places})
    evidence: Pairs = [("icr:evidence", place) for place in places]
    signed: Pairs = [("icr:validFrom", tie.signed)] if tie.signed else []
    for old, handovers in handed(facts, tie, gazetteer).items():
        before = f"participation/{slug}--{old.partition('/')[2]}"
        more = [*signed, ("icr:validUntil", handovers[0].day), *evidence]
        facts.facts[before] = _part(facts, before, key, old, "party", more)
        for one in handovers:
            if one.heir in parties:
                change = one.told or _made(facts, one, places, gazetteer)
                after = f"participation/{slug}--{one.heir.partition('/')[2]}"
                why = [each for each in change.values if each[0] == "icr:evidence"]
                more = [("icr:validFrom", one.day), ("icr:inheritedFrom", Ref(before)), ("icr:dueTo", Ref(change.key))]
                facts.facts[after] = _part(facts, after, key, one.heir, "successor", [*more, *why])


def _made(facts: Facts, one: Handover, places: list[Place], gazetteer: Gazetteer) -> Fact:
    """The merger that the list of towns knows, with the places that speak of it; marked as inferred."""
    assert isinstance(one.day, PartialDate)
    key = merger_key(one.old, one.heir, one.day)
    before = facts.facts.get(key)
    earlier = {place for place in before.get("icr:evidence") if isinstance(place, Place)} if before else set()
    row = next(row for row in gazetteer.formers if row.key == one.old)
    evidence: Pairs = [("icr:evidence", place) for place in sorted({*earlier, *places})]
    evidence += [("icr:inferred", Plain("true", "boolean")), ("dcterms:source", Ref(row.source))]
    facts.facts[key] = merger(key, one.kind, one.old, one.heir, one.day, evidence, gazetteer)
    return facts.facts[key]


def _part(facts: Facts, key: str, relationship: str, actor: str, role: str, more: Pairs) -> Fact:
    confidence = facts.facts[relationship].get("icr:confidence")[0]
    return Fact(key, "icr:Participation", (
        ("icr:participant", Ref(actor)),
        ("icr:participationIn", Ref(relationship)),
        ("icr:role", Ref(f"kind/role/{role}")),
        ("icr:confidence", confidence),
        *more,
    ))  # fmt: skip
