"""What a page shows: entities, the relationships between them, the lines to draw, and the documents behind it all."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import combinations

from viz.palette import GROUPS, organisation_class
from viz.rows import QUESTIONS, Index, Rows, index, rows_of
from viz.ties import Fact, Tie, stated, ties
from viz.wording import NOTHING, WORDS, Text, joined, sort_key, when

__all__ = ["QUESTIONS", "Area", "Document", "Edge", "Node", "PageModel", "model"]


@dataclass(frozen=True)
class Node:
    """One entity in the picture; `cls` is a key of `palette.CLASSES`, `place` where it lies, from small to large."""

    id: str
    cls: str
    name: Text
    kind: Text
    place: Text
    aliases: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Edge:
    """One line in the picture, part of the relationship `tie`."""

    id: str
    source: str
    target: str
    group: str
    tie: str
    arrow: bool = False


@dataclass(frozen=True)
class Document:
    """A document that was read; `short` is how the panel cites it."""

    id: str
    title: Text
    short: Text
    date: Text
    file: str


@dataclass(frozen=True)
class Area:
    """Entities on one tinted ground: a regional alliance, or ties under a tie between cities."""

    label: Text
    nodes: tuple[str, ...]
    alliance: bool


@dataclass(frozen=True)
class PageModel:
    """Everything on the page, in an order that depends on nothing but the facts."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    relationships: tuple[Tie, ...]
    areas: tuple[Area, ...]
    sources: tuple[Document, ...]


def model(rows: Mapping[str, Sequence[Mapping[str, object]]]) -> PageModel:
    """The page of the rows of `QUESTIONS`; ValueError names a question whose columns are not as agreed."""
    known = index(rows)
    found = ties(rows, known)
    pacts = {tie.id for tie in found if _is_pact(tie)}
    order = {group.key: at for at, group in enumerate(GROUPS)}
    found = tuple(sorted(found, key=lambda tie: (order[tie.group], sort_key(tie.date), tie.id)))
    edges = tuple(edge for tie in found for edge in _edges(tie, known, tie.id in pacts))
    drawn = {end for edge in edges for end in (edge.source, edge.target)}
    members = _only_members(edges, known)
    merged = {tie.ends[0].node for tie in found if tie.form == "change"}
    nodes = [
        _node(known, rows, key, "former" if key in merged else "municipality" if key in members else "")
        for key, node in sorted(known.nodes.items())
        if key in drawn or node["class"] in ("Organisation", "Alliance")
    ]
    nodes += [_pact_node(tie) for tie in found if tie.id in pacts]
    return PageModel(
        nodes=tuple(nodes),
        edges=edges,
        relationships=found,
        areas=_areas(found, edges, known),
        sources=_documents(rows, known),
    )


def _parties(tie: Tie) -> list[str]:
    return [end.node for end in tie.ends if not end.former and end.role == NOTHING]


def _is_pact(tie: Tie) -> bool:
    """Three parties or more meet in a node of their own, unless the agreement is drawn as the alliance it made."""
    return tie.form == "agreement" and len(_parties(tie)) > 2 and len(_parties(tie)) + _formers(tie) == len(tie.ends)


def _formers(tie: Tie) -> int:
    return sum(end.former for end in tie.ends)


def _edges(tie: Tie, known: Index, pact: bool) -> list[Edge]:
    """The lines of one relationship; an agreement that made an alliance has none of its own."""
    if tie.form != "agreement":
        return [Edge(tie.id, tie.ends[0].node, tie.ends[1].node, tie.group, tie.id, arrow=tie.group != "member")]
    parties = _parties(tie)
    if pact:
        return [Edge(f"{tie.id}--{actor.rpartition('/')[2]}", tie.id, actor, tie.group, tie.id) for actor in parties]
    if len(parties) + _formers(tie) < len(tie.ends):
        return []
    edges = [Edge(tie.id, *pair, tie.group, tie.id) for pair in combinations(parties, 2)]
    heirs = {
        known.fact(part, "participant")
        for part in known.holders.get(("participationIn", tie.id), ())
        if known.fact(part, "inheritedFrom")
    }
    for old in (end.node for end in tie.ends if end.former):
        kept = [actor for actor in parties if actor not in heirs]
        edges += [Edge(f"{tie.id}--{old.rpartition('/')[2]}", old, actor, "former", tie.id) for actor in kept]
    return edges


def _only_members(edges: Sequence[Edge], known: Index) -> set[str]:
    """The municipalities that the documents name as members of an alliance and as nothing else."""
    groups = defaultdict(set)
    for edge in edges:
        for end in (edge.source, edge.target):
            groups[end].add(edge.group)
    hubs = {known.fact(part, "participant") for part in known.holders.get(("role", "role/hub"), ())}
    return {key for key, of in groups.items() if of == {"member"} and key not in hubs}


def _node(known: Index, rows: Rows, key: str, cls: str) -> Node:
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
        kind=known.value(node["kind"]) if node["kind"] else NOTHING,
        place=_place(known, node["within"]) if node["class"] == "LocalGovernment" else NOTHING,
        aliases=tuple(sorted({name for of, name in rows_of(rows, "page-names", "id", "name") if of == key})),
        facts=tuple(_node_facts(known, rows, key)),
    )


def _place(known: Index, key: str) -> Text:
    chain: list[str] = []
    while key in known.nodes and key not in chain:
        chain.append(key)
        key = known.nodes[key]["within"]
    return joined([known.value(key) for key in chain])


def _node_facts(known: Index, rows: Rows, key: str) -> list[Fact]:
    """What is said about the entity itself, outside its relationships."""
    node, cites = known.nodes[key], known.cites.get(key, ())
    facts = []
    if node["class"] == "Alliance":
        facts += stated(known, key, "status", "status") + stated(known, key, "inChargeUnit", "unit")
        since = known.fact(key, "validFrom").removeprefix("time/")
        facts += [Fact(WORDS["since"], when(since), cites=cites)] if since else []
        names = known.facts.get(key, {}).get("unnamedParty", ())
        facts += [Fact(WORDS["unnamed"], Text(name, name), cites=cites) for name in names]
    elif node["since"]:
        facts.append(Fact(WORDS["opened"], when(node["since"]), cites=cites))
    if node["code"] and node["class"] == "LocalGovernment":
        facts.append(Fact(WORDS["code"], Text(node["code"], node["code"])))
    columns = ("subject", "measure", "date", "id", "value", "printed")
    for subject, measure, date, number, value, printed in sorted(rows_of(rows, "page-observations", *columns)):
        if subject == key:
            at = when(date, short=True) if date else WORDS["no_date"]
            shown = Text(f"{_number(value)}（{at.ja}）", f"{_number(value)} ({at.en})")
            facts.append(Fact(known.value(measure), shown, printed, known.cites.get(number, ())))
    units = [other for other, of in known.nodes.items() if of["class"] == "Department" and of["within"] == key]
    facts += [Fact(WORDS["unit"], known.value(unit), cites=known.cites.get(unit, ())) for unit in sorted(units)]
    return [*facts, Fact(WORDS["stated"], NOTHING, cites=cites)] if cites else facts


def _number(value: str) -> str:
    try:
        return f"{Decimal(value).normalize():,f}"
    except InvalidOperation:
        return value


def _pact_node(tie: Tie) -> Node:
    return Node(tie.id, "pact", tie.name, tie.kind, NOTHING, (), ())


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
        found.append(Document(key, title, short, when(date.removeprefix("time/"), short=True), file))
    shorts = [document.short for document in found]
    twice = [document for document in found if shorts.count(document.short) > 1]
    return tuple(replace(one, short=Text(one.id[4:], one.id[4:])) if one in twice else one for one in found)
