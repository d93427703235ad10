"""Who belongs to an alliance or a body, what is part of what, and which municipality became part of another."""

from collections.abc import Iterable

from viz.rows import Index, Rows, rows_of
from viz.ties import End, Fact, Tie, certainty, date_key
from viz.wording import NOTHING, WORDS, Text, joined, when


def memberships(index: Index) -> Iterable[Tie]:
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
    start, end = (date_key(index, key, name) if key != body else "" for name in ("validFrom", "validUntil"))
    cites, member = index.cites.get(key, ()), role in ("role/hub", "role/member", "role/party", "")
    facts = [Fact(WORDS["role"], index.value(role) if role else WORDS["parties"], cites=cites)]
    facts += [Fact(WORDS["since"], when(start) if start else WORDS["no_date"], cites=cites)]
    facts += [Fact(WORDS["until"], when(end), cites=cites)] if end else []
    for pact in index.holders.get(("establishes", body), ()):
        if (actor, "party") in index.parties.get(pact, ()):
            facts.append(Fact(WORDS["pact"], index.value(pact), cites=index.cites.get(pact, ()), tie=pact))
    facts += certainty(index, key, cites) if key != body else ()
    owner, own = index.value(body), index.value(actor)
    return Tie(
        id=key if key != body else f"{body}--{actor.rpartition('/')[2]}",
        group="member" if member else "runs",
        form="membership",
        name=_inside(own, owner),
        kind=index.value(role) if role else WORDS["parties"],
        printed="",
        date=start,
        until=end,
        ends=(End(actor, index.value(role) if role else NOTHING), End(body)),
        facts=tuple(facts),
    )


def parts(index: Index) -> Iterable[Tie]:
    """A body inside another body or a government."""
    for key, node in index.nodes.items():
        whole = node["within"]
        if node["class"] == "Organisation" and whole in index.nodes:
            cites, own, owner = index.cites.get(key, ()), index.value(key), index.value(whole)
            yield Tie(
                id=f"{key}--part-of",
                group="runs",
                form="membership",
                name=_inside(own, owner),
                kind=WORDS["part_of"],
                printed="",
                date=date_key(index, key, "validFrom"),
                until="",
                ends=(End(whole), End(key, WORDS["part_of"])),
                facts=(Fact(WORDS["part_of"], owner, cites=cites, node=whole),),
            )


def _inside(own: Text, owner: Text) -> Text:
    """A body named with the one it belongs to, which is not said twice."""
    ja = own.ja if own.ja.startswith(owner.ja) else f"{owner.ja}の{own.ja}"
    return Text(ja, own.en if own.en.endswith(owner.en) else f"{own.en}, {owner.en}")


def changes(rows: Rows, index: Index) -> Iterable[Tie]:
    """Mergers, each from a former municipality to the one that took over."""
    columns = ("id", "kind", "before", "after", "date", "inferred")
    for key, kind, before, after, date, inferred in sorted(set(rows_of(rows, "page-changes", *columns))):
        cites, day = index.cites.get(key, ()), date.removeprefix("time/")
        facts = [Fact(WORDS["date"], when(day) if day else WORDS["no_date"], cites=cites)]
        if inferred:  # the lines name the town, and print no day
            told = joined([when(day), WORDS["by_list"]])
            facts = [Fact(WORDS["date"], told), Fact(WORDS["stated"], NOTHING, cites=cites)]
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
            facts=tuple(facts),
        )
