"""What a page shows: entities, the relationships between them, the lines to draw, and the documents behind it all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from viz.agreements import agreements
from viz.exchanges import Exchange, exchanges
from viz.memberships import changes, memberships, parts
from viz.nodes import Node, node_of, pact_of
from viz.palette import GROUPS
from viz.rows import QUESTIONS, Index, Rows, index, rows_of
from viz.ties import Tie
from viz.wording import NOTHING, WORDS, Text, sort_key, when

__all__ = ["QUESTIONS", "Area", "Document", "Edge", "Node", "PageModel", "model"]


@dataclass(frozen=True)
class Edge:
    """One line in the picture, part of the relationship `tie`.

    `since` and `until` are date keys, given only where the line's time differs from the relationship's.
    """

    id: str
    source: str
    target: str
    group: str
    tie: str
    arrow: bool = False
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class Document:
    """A document that was read; `short` is how the panel cites it, `as_of` a date key."""

    id: str
    title: Text
    short: Text
    date: Text
    file: str
    as_of: str = ""


@dataclass(frozen=True)
class Area:
    """Entities on one tinted ground: a regional alliance, or ties under a tie between cities."""

    label: Text
    nodes: tuple[str, ...]
    alliance: bool


@dataclass(frozen=True)
class PageModel:
    """Everything on the page, in an order that depends on nothing but the facts.

    `scope` says which part of the graph it is, empty for the whole; `asof` the year with which the page opens.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    relationships: tuple[Tie, ...]
    areas: tuple[Area, ...]
    sources: tuple[Document, ...]
    exchanges: tuple[Exchange, ...] = ()
    countries: tuple[tuple[str, Text], ...] = ()
    base: str = "https://w3id.org/icr/id/"  # before a key it makes an address; empty where the keys are the page's own
    scope: Text = NOTHING
    asof: int | None = None


def model(rows: Mapping[str, Sequence[Mapping[str, object]]]) -> PageModel:
    """The page of the rows of `QUESTIONS`; ValueError names a question whose columns are not as agreed."""
    known = index(rows)
    order = {group.key: at for at, group in enumerate(GROUPS)}
    found = (*agreements(known), *memberships(known), *parts(known), *changes(rows, known))
    found = tuple(sorted(found, key=lambda tie: (order[tie.group], sort_key(tie.date), tie.id)))
    pacts = {tie.id for tie in found if _is_pact(tie)}
    edges = tuple(edge for tie in found for edge in _edges(tie, known, tie.id in pacts))
    drawn = {end for edge in edges for end in (edge.source, edge.target)}
    members = _only_members(edges, known)
    merged = {tie.ends[0].node for tie in found if tie.form == "change"}
    nodes = [
        node_of(known, key, "former" if key in merged else "municipality" if key in members else "")
        for key, node in sorted(known.nodes.items())
        if key in drawn or node["class"] in ("Organisation", "Alliance")
    ]
    nodes += [pact_of(tie) for tie in found if tie.id in pacts]
    return PageModel(
        nodes=tuple(nodes),
        edges=edges,
        relationships=found,
        areas=_areas(found, edges, known),
        sources=_documents(rows, known),
        exchanges=exchanges(rows, known),
        countries=tuple((key, known.value(key)) for key in sorted({node.country for node in nodes} - {""})),
    )


def _parties(tie: Tie) -> list[str]:
    return [end.node for end in tie.ends if not end.former and end.role == NOTHING]


def _dated(key: str) -> tuple[bool, str]:
    """No date before every date."""
    return bool(key), sort_key(key)


def _made_alliance(tie: Tie) -> bool:
    return any(end.role == WORDS["establishes"] for end in tie.ends)


def _is_pact(tie: Tie) -> bool:
    """Three parties or more meet in a node of their own, unless the agreement is drawn as the alliance it made."""
    return tie.form == "agreement" and len(_parties(tie)) > 2 and not _made_alliance(tie)


def _edges(tie: Tie, known: Index, pact: bool) -> list[Edge]:
    """The lines of one relationship; an agreement that made an alliance has none of its own."""
    if tie.form != "agreement":
        return [Edge(tie.id, tie.ends[0].node, tie.ends[1].node, tie.group, tie.id, arrow=tie.group != "member")]
    parties = _parties(tie)
    if pact:
        return [Edge(f"{tie.id}--{actor.rpartition('/')[2]}", tie.id, actor, tie.group, tie.id) for actor in parties]
    if _made_alliance(tie):
        return []
    since = {end.node: end.since for end in tie.ends}
    edges = [
        Edge(tie.id, a, b, tie.group, tie.id, since=max(since[a], since[b], key=_dated))
        for a, b in combinations(parties, 2)
    ]
    heirs = {
        known.fact(part, "participant")
        for part in known.holders.get(("participationIn", tie.id), ())
        if known.fact(part, "inheritedFrom")
    }
    for old in (end for end in tie.ends if end.former):
        name = f"{tie.id}--{old.node.rpartition('/')[2]}"
        kept = [actor for actor in parties if actor not in heirs]
        edges += [Edge(name, old.node, actor, "former", tie.id, until=old.until) for actor in kept]
    return edges


def _only_members(edges: Sequence[Edge], known: Index) -> set[str]:
    """The municipalities that the documents name as members of an alliance and as nothing else."""
    groups = defaultdict(set)
    for edge in edges:
        for end in (edge.source, edge.target):
            groups[end].add(edge.group)
    hubs = {known.fact(part, "participant") for part in known.holders.get(("role", "role/hub"), ())}
    return {key for key, of in groups.items() if of == {"member"} and key not in hubs}


def _areas(found: Sequence[Tie], edges: Sequence[Edge], known: Index) -> tuple[Area, ...]:
    """Alliances with their members, and pairs of bodies under one tie that are joined to nothing else."""
    beside = defaultdict(set)
    for edge in edges:
        beside[edge.source].add(edge.target)
        beside[edge.target].add(edge.source)
    areas = []
    for key, node in sorted(known.nodes.items()):
        around = sorted(other for other in beside.get(key, ()) if beside[other] == {key})
        if node["class"] == "Alliance" and around:
            areas.append(Area(known.value(key), (key, *around), alliance=True))
    under: dict[str, list[str]] = defaultdict(list)
    for tie in found:
        parent, ends = known.fact(tie.id, "underRelationship"), _parties(tie)
        if parent and len(ends) == 2 and all(beside[a] == {b} for a, b in (ends, ends[::-1])):
            under[parent] += ends
    for parent, ends in sorted(under.items()):
        name = known.value(parent)
        areas.append(Area(Text(f"{name.ja}のもと", f"Under: {name.en}"), tuple(ends), alliance=False))
    return tuple(areas)


def _documents(rows: Rows, known: Index) -> tuple[Document, ...]:
    columns = ("id", "ja", "en", "publisher", "date", "file")
    found = []
    for key, ja, en, publisher, date, file in sorted(set(rows_of(rows, "page-documents", *columns))):
        who, year = known.value(publisher), sort_key(date.removeprefix("time/"))[:4]
        short = Text(f"{who.ja} {year}", f"{who.en} {year}") if publisher and date else Text(key[4:], key[4:])
        title = Text(ja or en or key, en or ja or key)
        found.append(Document(key, title, short, when(date.removeprefix("time/"), short=True), file, date))
    shorts = [document.short for document in found]
    twice = [document for document in found if shorts.count(document.short) > 1]
    return tuple(replace(one, short=Text(one.id[4:], one.id[4:])) if one in twice else one for one in found)
