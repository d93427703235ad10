"""Entities as a reader meets them: names, kind, place, and what is said about them outside their relationships."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from viz.palette import organisation_class
from viz.rows import Index
from viz.ties import Fact, Tie, stated
from viz.wording import NOTHING, WORDS, Text, joined, quoted, when


@dataclass(frozen=True)
class Node:
    """One entity in the picture; `cls` is a key of `palette.CLASSES`, `place` where it lies, from small to large.

    `numbers` are what the editions count; `country` is a key; `at` are longitude and latitude in degrees.
    """

    id: str
    cls: str
    name: Text
    short: Text
    kind: Text
    place: Text
    aliases: tuple[str, ...]
    facts: tuple[Fact, ...]
    numbers: tuple[Fact, ...] = ()
    country: str = ""
    at: tuple[float, float] | None = None


def node_of(known: Index, key: str, cls: str) -> Node:
    """The entity of a key; `cls` is the class of a municipality, from what it takes part in."""
    node = known.nodes[key]
    kind = node["kind"].rpartition("/")[2]
    if node["class"] == "Organisation":
        cls = organisation_class(kind)
    elif node["class"] == "Alliance":
        cls = "alliance"
    elif kind in ("prefecture", "state"):
        cls = "prefecture"
    return Node(
        id=key,
        cls=cls or "city",
        name=known.value(key),
        short=_short(known, key),
        kind=known.value(node["kind"]) if node["kind"] else NOTHING,
        place=joined([known.value(one) for one in _chain(known, node["within"])])
        if node["class"] == "LocalGovernment"
        else NOTHING,
        aliases=known.aliases.get(key, ()),
        facts=tuple(_node_facts(known, key)),
        numbers=tuple(_numbers(known, key)),
        country=next((one for one in _chain(known, key) if known.nodes[one]["class"] == "Country"), ""),
        at=(float(node["long"]), float(node["lat"])) if node["lat"] and node["long"] else None,
    )


def undrawn(known: Index, drawn: Collection[str]) -> list[Node]:
    """The local governments that no relationship names, such as a city's prefecture, with those that lie in them."""
    keys = [key for key, node in sorted(known.nodes.items()) if node["class"] == "LocalGovernment" and key not in drawn]
    found = [node_of(known, key, "") for key in keys]
    return [replace(node, facts=(*node.facts, *_inside(known, node.id))) for node in found]


def _inside(known: Index, key: str) -> Iterable[Fact]:
    for other in known.inside.get(key, ()):
        if known.nodes[other]["class"] == "LocalGovernment":
            yield Fact(WORDS["inside"], known.value(other), node=other)


def _short(known: Index, key: str) -> Text:
    """The name as it can stand beside the body it belongs to, without what stands in brackets."""
    name, owner = known.value(key), known.names.get(known.nodes[key]["within"], NOTHING)
    if known.nodes[key]["class"] != "Organisation":
        return name
    ja = name.ja.removeprefix(owner.ja) if len(name.ja) > len(owner.ja) + 1 else name.ja
    en = name.en.removesuffix(f", {owner.en}").removeprefix("The ")
    return Text(ja.removesuffix("株式会社") or ja, re.sub(r"( Co\., Ltd\.| \([^)]*\))$", "", en) or en)


def _chain(known: Index, key: str) -> list[str]:
    """The entity and what it lies in, from small to large."""
    chain: list[str] = []
    while key in known.nodes and key not in chain:
        chain.append(key)
        key = known.nodes[key]["within"]
    return chain


def _node_facts(known: Index, key: str) -> list[Fact]:
    """What is said about the entity itself, outside its relationships."""
    node, cites = known.nodes[key], known.cites.get(key, ())
    facts = []
    if node["class"] == "Alliance":
        facts += stated(known, key, "status", "status") + stated(known, key, "inChargeUnit", "unit")
        since = known.fact(key, "validFrom").removeprefix("time/")
        facts += [Fact(WORDS["since"], when(since), cites=cites)] if since else []
        names = known.facts.get(key, {}).get("unnamedParty", ())
        facts += [Fact(WORDS["unnamed"], quoted(name), cites=cites) for name in names]
    elif node["since"]:
        facts.append(Fact(WORDS["opened"], when(node["since"]), cites=cites))
    if node["code"] and node["class"] == "LocalGovernment":
        facts.append(Fact(WORDS["code"], Text(node["code"], node["code"])))
    units = [other for other in known.inside.get(key, ()) if known.nodes[other]["class"] == "Department"]
    facts += [Fact(WORDS["unit"], known.value(unit), cites=known.cites.get(unit, ())) for unit in units]
    return [*facts, Fact(WORDS["stated"], NOTHING, cites=cites)] if cites else facts


def _numbers(known: Index, key: str) -> Iterable[Fact]:
    """Each number that a document states about the entity, measure by measure, the earliest edition first."""
    for measure, date, number, value, printed in known.numbers.get(key, ()):
        at = when(date, short=True) if date else WORDS["no_date"]
        shown = Text(f"{_number(value)}（{at.ja}）", f"{_number(value)} ({at.en})")
        yield Fact(known.value(measure), shown, printed, known.cites.get(number, ()))


def _number(value: str) -> str:
    try:
        return f"{Decimal(value).normalize():,f}"
    except InvalidOperation:
        return value


def pact_of(tie: Tie) -> Node:
    """An agreement of three parties or more as an entity of its own, in which their lines meet."""
    return Node(tie.id, "pact", tie.name, tie.kind, tie.kind, NOTHING, (), ())
