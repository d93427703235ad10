"""Agreements as a reader meets them: parties then and now, what was inherited, what replaced what."""

from collections.abc import Iterable

from viz.palette import chain, group_of
from viz.rows import Index
from viz.ties import End, Fact, Tie, certainty, date_key, stated
from viz.wording import NOTHING, WORDS, Text, joined, period, quoted, when

# Properties on which documents can differ, in the order in which the panel shows them.
_DISPUTED = (
    *(("kind", "kind"), ("status", "status"), ("signed", "signed"), ("signedIn", "place")),
    *(("validUntil", "until"), ("field", "fields"), ("inChargeUnit", "unit")),
)
_LINKS = (
    *(("replaces", "replaces", "replaced"), ("supplements", "supplements", "supplemented")),
    ("underRelationship", "under", "under_it"),
)


_TIMES = ("validFrom", "validUntil")


def agreements(index: Index) -> list[Tie]:
    """All agreements, whoever concluded them."""
    return [_agreement(index, key) for key in index.facts if key.startswith("agreement/")]


def _agreement(index: Index, key: str) -> Tie:
    kind, status = index.fact(key, "kind"), index.fact(key, "status")
    facts = [fact for name, word in _DISPUTED for fact in stated(index, key, name, word)]
    cites = index.cites.get(key, ())
    if not date_key(index, key, "signed"):
        place = 1 + max(
            (at for at, fact in enumerate(facts) if fact.label in (WORDS["kind"], WORDS["status"])), default=-1
        )
        facts.insert(place, Fact(WORDS["signed"], WORDS["no_date"], cites=cites))
    parties = sorted(index.parties.get(key, ()), key=lambda end: (end[1] == "former", -index.weight[end[0]], end[0]))
    own = index.holders.get(("participationIn", key), ())
    times = {index.fact(part, "participant"): [date_key(index, part, name) for name in _TIMES] for part in own}
    ends = [End(actor, NOTHING, role == "former", *times.get(actor, ("", ""))) for actor, role in parties]
    facts += [_succession(index, part) for part in own]
    if key in index.motives:
        told = {claim.cite for claim in index.claims.get((key, "motive"), ()) if claim.cite}
        facts.append(Fact(WORDS["motive"], index.motives[key], cites=tuple(sorted(told)) or cites))
    for value in index.facts[key].get("unnamedParty", ()):
        facts.append(Fact(WORDS["unnamed"], quoted(value), cites=cites))
    facts += stated(index, key, "proposedBy", "proposed")
    proposers: set[str] = set(index.facts[key].get("proposedBy", ())) - {end.node for end in ends}
    ends += [End(value, WORDS["proposed"]) for value in sorted(proposers)]
    for value in index.facts[key].get("establishes", ()):
        facts.append(Fact(WORDS["establishes"], index.value(value), cites=cites, node=value))
        ends.append(End(value, WORDS["establishes"]))
    facts += _links(index, key)
    facts += certainty(index, key, cites)
    facts.append(Fact(WORDS["stated"], NOTHING, cites=cites))
    return Tie(
        id=key,
        group=group_of(kind.removeprefix("agreement/"), index.broader),
        form="agreement",
        name=index.value(key),
        kind=index.value(kind),
        printed=next((fact.printed for fact in facts if fact.label == WORDS["kind"] and not fact.aside), ""),
        date=date_key(index, key, "signed"),
        until=date_key(index, key, "validUntil"),
        ends=tuple(ends),
        facts=tuple(facts),
        held=joined([_held(index, part) for part in own if index.fact(part, "inheritedFrom")]),
        pending=NOTHING if status in ("", "status/concluded") else index.value(status),
        replaced=next((date_key(index, other, "signed") for other in index.holders.get(("replaces", key), ())), ""),
        standing=status.removeprefix("status/"),
        between="twinning" in chain(kind.removeprefix("agreement/"), index.broader),
    )


def _links(index: Index, key: str) -> Iterable[Fact]:
    """What this agreement replaces, supplements and stands under, and the reverse; each leads to the other one."""
    for name, word, reverse in _LINKS:
        for value in index.facts[key].get(name, ()):
            yield Fact(WORDS[word], index.value(value), cites=index.cites.get(key, ()), tie=value)
        for other in index.holders.get((name, key), ()):
            yield Fact(WORDS[reverse], index.value(other), cites=index.cites.get(other, ()), tie=other)


def _held(index: Index, part: str) -> Text:
    heir, start = index.value(index.fact(part, "participant")), date_key(index, part, "validFrom")
    since = when(start, short=True) if start else WORDS["no_date"]
    told = Text(f"{heir.ja}が{since.ja}に承継", f"held by {heir.en} since {since.en}")
    return joined([told, *_by_list(index, part)])


def _by_list(index: Index, part: str) -> list[Text]:
    """What to say of a day that no document gives."""
    return [WORDS["by_list"]] if index.fact(part, "inferred") else []


def _succession(index: Index, part: str) -> Fact:
    """An actor whose part differs from the agreement's: an heir with the former party, or the former party itself."""
    actor = index.fact(part, "participant")
    start, end = date_key(index, part, "validFrom"), date_key(index, part, "validUntil")
    own, span, cites = index.value(actor), period(start, end), index.cites.get(part, ())
    origin = index.fact(part, "inheritedFrom")
    if origin:
        old, cause = index.value(index.fact(origin, "participant")), index.value(index.fact(part, "dueTo"))
        since = when(start, short=True) if start else NOTHING
        why = joined([cause, *_by_list(index, part)])
        value = Text(
            f"{old.ja}から{own.ja}へ {since.ja}（{why.ja}）", f"from {old.en} to {own.en}, {since.en} ({why.en})"
        )
        return Fact(WORDS["inherited"], value, cites=cites, node=index.fact(origin, "participant"))
    heirs = index.holders.get(("inheritedFrom", part))
    span = joined([span, *_by_list(index, part)])
    value = Text(f"{own.ja}（{span.ja}）", f"{own.en} ({span.en})") if start or end else own
    return Fact(WORDS["former_party" if heirs else "parties"], value, cites=cites, node=actor)
