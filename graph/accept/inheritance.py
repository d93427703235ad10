"""Who held an agreement when: the old municipality until it merged, its heir from then on or from a day of its own."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from graph.accept.claims import Said, reranked, said, settle
from graph.accept.model import Fact, Facts, Pairs, Place, Plain, Ref, Value
from graph.accept.naming import labels
from graph.accept.ties import Tie
from graph.places import Former, Gazetteer
from graph.records import Agreement
from graph.values import PartialDate

# Of a day that no document gives: the lines that are evidence speak of the town, and print no merger.
BY_LIST: Pairs = [("icr:inferred", Plain("true", "boolean"))]


class Handover(NamedTuple):
    """The end of a municipality and who came after it: `told` by the event of a document, or else `listed`."""

    heir: str
    day: Value
    told: Fact | None = None
    listed: Former | None = None

    @property
    def doubt(self) -> Pairs:
        return [] if self.told else BY_LIST


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


Handovers = Mapping[str, list[Handover]]  # by the municipality that ended


def told(facts: Facts) -> Handovers:
    """What the mergers that documents tell of say."""
    found: dict[str, list[Handover]] = {}
    for one in facts.facts.values():
        if one.type == "org:ChangeEvent":
            for old, heir in product(one.get("org:originalOrganization"), one.get("org:resultingOrganization")):
                assert isinstance(old, Ref)
                assert isinstance(heir, Ref)
                found.setdefault(old.key, []).append(Handover(heir.key, one.get("icr:occurred")[0], told=one))
    return found


def handed(by_document: Handovers, tie: Tie, gazetteer: Gazetteer) -> Handovers:
    """The former parties of which a document, or else the list of towns, says when and to whom they went."""
    former = sorted({one.value for record in tie.records for one in record.former})
    known = {old: by_document.get(old) or list(_listed(tie, old, gazetteer)) for old in former}
    return {old: found for old, found in known.items() if found}


def _listed(tie: Tie, old: str, gazetteer: Gazetteer) -> Iterator[Handover]:
    """What the list says, unless the town would have signed after its end: then another one is meant."""
    for row in gazetteer.formers:
        if row.key == old:
            day = PartialDate(row.date)
            if tie.signed is None or tie.signed.earliest <= day.latest:
                yield Handover(row.successor, day, listed=row)


def inherit(facts: Facts, key: str, tie: Tie, known: Handovers, gazetteer: Gazetteer) -> None:
    """Add the participations of the former parties and of those of the parties that came after them."""
    slug = key.partition("/")[2]
    parties = {one.key for one in facts.facts[key].get("icr:hasParty") if isinstance(one, Ref)}
    places = sorted({place for one in tie.readings if one.record.former for place in one.places})
    evidence: Pairs = [("icr:evidence", place) for place in places]
    signed: Pairs = [("icr:validFrom", tie.signed)] if tie.signed else []
    for old, handovers in known.items():
        before = f"participation/{slug}--{old.partition('/')[2]}"
        more = [*signed, ("icr:validUntil", handovers[0].day), *handovers[0].doubt, *evidence]
        facts.facts[before] = _part(facts, before, key, old, "party", more)
        for one in handovers:
            if one.heir in parties:
                change = one.told or _made(facts, one.listed, places, gazetteer)
                after = f"participation/{slug}--{one.heir.partition('/')[2]}"
                why = [each for each in change.values if each[0] == "icr:evidence"]
                begun, doubt, own = _begun(facts, after, tie, one)
                more = [("icr:validFrom", begun), ("icr:inheritedFrom", Ref(before)), ("icr:dueTo", Ref(change.key))]
                told_ = [*doubt, *dict.fromkeys([*own, *why])]
                facts.facts[after] = _part(facts, after, key, one.heir, "successor", [*more, *told_])


def _begun(facts: Facts, part: str, tie: Tie, one: Handover) -> tuple[Value, Pairs, Pairs]:
    """When the heir's part begins, what to say of that day, and where it stands.

    A day that documents print comes before that of the merger, unless that is the same told more precisely.
    """
    mine = [each for each in said(tie.readings, "taken_over") if _heirs(each) <= {one.heir}]
    days, claims, conflicts = settle(part, "icr:validFrom", mine)
    if not days:
        return one.day, one.doubt, []
    day, merged = days[0], one.day
    assert isinstance(day, PartialDate)
    facts.conflicts += conflicts
    if isinstance(merged, PartialDate) and merged.agrees(day) and merged.days < day.days:
        facts.claims += [reranked(each, {merged}) for each in claims]
        return merged, one.doubt, []
    facts.claims += claims
    places = sorted({each.place for each in mine if each.value == day})
    return day, [], [("icr:evidence", place) for place in places]


def _heirs(one: Said) -> set[str]:
    """Those who took over a tie, as the record of it has them."""
    record = one.reading.record
    assert isinstance(record, Agreement)
    return {party.value for party in record.parties if "successor" in party.flags}


def _made(facts: Facts, row: Former | None, places: list[Place], gazetteer: Gazetteer) -> Fact:
    """The merger that the list of towns knows, with the places that speak of it; marked as inferred."""
    assert row is not None
    day = PartialDate(row.date)
    key = merger_key(row.key, row.successor, day)
    before = facts.facts.get(key)
    earlier = {place for place in before.get("icr:evidence") if isinstance(place, Place)} if before else set()
    evidence: Pairs = [("icr:evidence", place) for place in sorted({*earlier, *places})]
    evidence += [*BY_LIST, ("dcterms:source", Ref(row.source))]
    facts.facts[key] = merger(key, row.kind or "unspecified", row.key, row.successor, day, evidence, gazetteer)
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
