"""Relationships as a reader meets them: who, of which kind, since when, and the document and lines of every fact."""

from collections.abc import Iterable
from dataclasses import dataclass

from viz.palette import group_of
from viz.rows import Cite, Index, Rows, rows_of
from viz.wording import NOTHING, WORDS, Text, joined, period, when


@dataclass(frozen=True)
class Fact:
    """One line of the panel. `node` or `tie` is where its button leads; `aside` marks another document's reading."""

    label: Text
    value: Text
    printed: str = ""
    cites: tuple[Cite, ...] = ()
    node: str = ""
    tie: str = ""
    aside: bool = False


@dataclass(frozen=True)
class End:
    """One actor of a relationship; `role` is empty for an ordinary party."""

    node: str
    role: Text = NOTHING
    former: bool = False


@dataclass(frozen=True)
class Tie:
    """One relationship. `date` and `until` are date keys; `form` says how it is drawn."""

    id: str
    group: str
    form: str  # agreement | membership | change
    name: Text
    kind: Text
    printed: str
    date: str
    until: str
    ends: tuple[End, ...]
    facts: tuple[Fact, ...]


# Properties on which documents can differ, in the order in which the panel shows them.
_DISPUTED = (
    *(("kind", "kind"), ("status", "status"), ("signed", "signed"), ("signedIn", "place")),
    *(("validUntil", "until"), ("field", "fields"), ("inChargeUnit", "unit")),
)
_LINKS = (
    *(("replaces", "replaces", "replaced"), ("supplements", "supplements", "supplemented")),
    ("underRelationship", "under", "under_it"),
)


def stated(index: Index, key: str, name: str, word: str) -> list[Fact]:
    """The accepted value of one property with its lines, then each differing claim as an aside."""
    values = index.facts.get(key, {}).get(name, ())
    claims = index.claims.get((key, name), ())
    agreeing = [claim for claim in claims if claim.value in values]
    facts = []
    if values:
        cites = sorted({claim.cite for claim in agreeing if claim.cite}) or list(index.cites.get(key, ()))
        node = values[0] if len(values) == 1 and values[0] in index.nodes else ""
        printed = "、".join(dict.fromkeys(claim.printed for claim in agreeing if claim.printed))
        facts.append(Fact(WORDS[word], joined([index.value(value) for value in values]), printed, tuple(cites), node))
    for claim in claims:
        if claim.value not in values:
            label = Text(f"{WORDS['also'].ja}（{WORDS[word].ja}）", f"{WORDS['also'].en} ({WORDS[word].en.lower()})")
            cites = [claim.cite] if claim.cite else []
            facts.append(Fact(label, index.value(claim.value), claim.printed, tuple(cites), aside=True))
    return facts


def ties(rows: Rows, index: Index) -> tuple[Tie, ...]:
    """All relationships of the rows: agreements, memberships and parts of bodies, mergers; in order of their keys."""
    found = [_agreement(index, key) for key in index.facts if key.startswith("agreement/")]
    found += _memberships(index)
    found += _parts(index)
    found += _changes(rows, index)
    return tuple(sorted(found, key=lambda tie: tie.id))


def _date(index: Index, key: str, name: str) -> str:
    return index.fact(key, name).removeprefix("time/")


def _agreement(index: Index, key: str) -> Tie:
    kind = index.fact(key, "kind")
    facts = [fact for name, word in _DISPUTED for fact in stated(index, key, name, word)]
    cites = index.cites.get(key, ())
    if not _date(index, key, "signed"):
        place = 1 + max(
            (at for at, fact in enumerate(facts) if fact.label in (WORDS["kind"], WORDS["status"])), default=-1
        )
        facts.insert(place, Fact(WORDS["signed"], WORDS["no_date"], cites=cites))
    parties = sorted(index.parties.get(key, ()), key=lambda end: (end[1] == "former", -index.weight[end[0]], end[0]))
    ends = [End(actor, former=role == "former") for actor, role in parties]
    for part in index.holders.get(("participationIn", key), ()):
        facts.append(_succession(index, part))
    for value in index.facts[key].get("unnamedParty", ()):
        facts.append(Fact(WORDS["unnamed"], Text(value, value), cites=cites))
    for value in index.facts[key].get("proposedBy", ()):
        facts.append(Fact(WORDS["proposed"], index.value(value), cites=cites, node=value))
    for value in index.facts[key].get("establishes", ()):
        facts.append(Fact(WORDS["establishes"], index.value(value), cites=cites, node=value))
        ends.append(End(value, WORDS["establishes"]))
    facts += _links(index, key)
    facts += _certainty(index, key, cites)
    facts.append(Fact(WORDS["stated"], NOTHING, cites=cites))
    return Tie(
        id=key,
        group=group_of(kind.removeprefix("agreement/"), index.broader),
        form="agreement",
        name=index.value(key),
        kind=index.value(kind),
        printed=next((fact.printed for fact in facts if fact.label == WORDS["kind"] and not fact.aside), ""),
        date=_date(index, key, "signed"),
        until=_date(index, key, "validUntil"),
        ends=tuple(ends),
        facts=tuple(facts),
    )


def _links(index: Index, key: str) -> Iterable[Fact]:
    """What this agreement replaces, supplements and stands under, and the reverse; each leads to the other one."""
    for name, word, reverse in _LINKS:
        for value in index.facts[key].get(name, ()):
            yield Fact(WORDS[word], index.value(value), cites=index.cites.get(key, ()), tie=value)
        for other in index.holders.get((name, key), ()):
            yield Fact(WORDS[reverse], index.value(other), cites=index.cites.get(other, ()), tie=other)


def _succession(index: Index, part: str) -> Fact:
    """An actor whose part differs from the agreement's: an heir with the former party, or the former party itself."""
    actor = index.fact(part, "participant")
    start, end = _date(index, part, "validFrom"), _date(index, part, "validUntil")
    own, span, cites = index.value(actor), period(start, end), index.cites.get(part, ())
    origin = index.fact(part, "inheritedFrom")
    if origin:
        old, cause = index.value(index.fact(origin, "participant")), index.value(index.fact(part, "dueTo"))
        since = when(start, short=True) if start else NOTHING
        value = Text(
            f"{old.ja}から{own.ja}へ {since.ja}（{cause.ja}）", f"from {old.en} to {own.en}, {since.en} ({cause.en})"
        )
        return Fact(WORDS["inherited"], value, cites=cites, node=index.fact(origin, "participant"))
    heirs = index.holders.get(("inheritedFrom", part))
    value = Text(f"{own.ja}（{span.ja}）", f"{own.en} ({span.en})") if start or end else own
    return Fact(WORDS["former_party" if heirs else "parties"], value, cites=cites, node=actor)


def _certainty(index: Index, key: str, cites: tuple[Cite, ...]) -> Iterable[Fact]:
    """How sure the reading is, said only where it is not the surest class or something was concluded from context."""
    confidence, inferred = index.fact(key, "confidence"), index.fact(key, "inferred") in ("true", "True", "1")
    if confidence in ("", "confidence/a", "confidence/confirmed") and not inferred:
        return
    parts = [index.value(confidence)] if confidence else []
    yield Fact(WORDS["confidence"], joined([*parts, *([WORDS["inferred"]] if inferred else [])]), cites=cites)


def _memberships(index: Index) -> Iterable[Tie]:
    """One tie for each actor of an alliance or a body: from its participation, else from the list of parties."""
    seen = set()
    for part in sorted(index.facts):
        actor, body = index.fact(part, "participant"), index.fact(part, "participationIn")
        if actor and body in index.nodes:
            seen.add((actor, body))
            yield _membership(index, part, actor, body, index.fact(part, "role"))
    for body in sorted(index.parties):
        for actor, _ in index.parties[body]:
            if body in index.nodes and (actor, body) not in seen:
                yield _membership(index, body, actor, body, "role/member")


def _membership(index: Index, key: str, actor: str, body: str, role: str) -> Tie:
    start, end = (_date(index, key, name) if key != body else "" for name in ("validFrom", "validUntil"))
    cites, member = index.cites.get(key, ()), role in ("role/hub", "role/member", "role/party", "")
    facts = [Fact(WORDS["role"], index.value(role) if role else WORDS["parties"], cites=cites)]
    facts += [Fact(WORDS["since"], when(start) if start else WORDS["no_date"], cites=cites)]
    facts += [Fact(WORDS["until"], when(end), cites=cites)] if end else []
    for pact in index.holders.get(("establishes", body), ()):
        if (actor, "party") in index.parties.get(pact, ()):
            facts.append(Fact(WORDS["pact"], index.value(pact), cites=index.cites.get(pact, ()), tie=pact))
    facts += _certainty(index, key, cites) if key != body else ()
    owner, own = index.value(body), index.value(actor)
    return Tie(
        id=key if key != body else f"{body}--{actor.rpartition('/')[2]}",
        group="member" if member else "runs",
        form="membership",
        name=Text(f"{owner.ja}の{own.ja}", f"{own.en} in {owner.en}"),
        kind=index.value(role) if role else WORDS["parties"],
        printed="",
        date=start,
        until=end,
        ends=(End(actor, index.value(role) if role else NOTHING), End(body)),
        facts=tuple(facts),
    )


def _parts(index: Index) -> Iterable[Tie]:
    """A body inside another body or a government."""
    for key, node in index.nodes.items():
        whole = node["within"]
        if node["class"] == "Organisation" and whole in index.nodes:
            cites, own, owner = index.cites.get(key, ()), index.value(key), index.value(whole)
            yield Tie(
                id=f"{key}--part-of",
                group="runs",
                form="membership",
                name=Text(f"{owner.ja}の{own.ja}", f"{own.en}, part of {owner.en}"),
                kind=WORDS["part_of"],
                printed="",
                date="",
                until="",
                ends=(End(whole), End(key, WORDS["part_of"])),
                facts=(Fact(WORDS["part_of"], owner, cites=cites, node=whole),),
            )


def _changes(rows: Rows, index: Index) -> Iterable[Tie]:
    columns = ("id", "kind", "before", "after", "date")
    for key, kind, before, after, date in sorted(set(rows_of(rows, "page-changes", *columns))):
        cites, day = index.cites.get(key, ()), date.removeprefix("time/")
        yield Tie(
            id=f"{key}--{before.rpartition('/')[2]}",
            group="former",
            form="change",
            name=index.value(key),
            kind=index.value(kind) if kind else WORDS["former_party"],
            printed="",
            date=day,
            until="",
            ends=(End(before), End(after)),
            facts=(Fact(WORDS["date"], when(day) if day else WORDS["no_date"], cites=cites),),
        )
