"""A part of a page: what lies around an entity, what is between some, what held at a time, what was named."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

from graph.values import DateError, PartialDate
from viz.exchanges import Exchange
from viz.model import Area, Edge, PageModel
from viz.ties import Tie
from viz.wording import WORDS

__all__ = ["among", "around", "at", "named"]


def around(page: PageModel, key: str, hops: int) -> PageModel:
    """The entity, all that is at most `hops` relationships away from it, and the relationships between all these.

    One relationship is one hop, whatever number of parties it has.
    """
    ties_of: dict[str, list[Tie]] = defaultdict(list)
    for tie in page.relationships:
        for end in tie.ends:
            ties_of[end.node].append(tie)
    reached, edge = {key}, [key]
    for _ in range(hops):
        found = {end.node for one in edge for tie in ties_of[one] for end in tie.ends} - reached
        reached |= found
        edge = sorted(found)
    return among(page, reached, key)


def among(page: PageModel, keys: Collection[str], centre: str = "") -> PageModel:
    """These entities and the relationships between them; one whose other party has no name, if it is the centre's."""
    known = {node.id for node in page.nodes}

    def stays(tie: Tie) -> bool:
        ends = {end.node for end in tie.ends} & known
        return ends <= set(keys) and (len(ends) > 1 or centre in ends)

    return _kept(page, keys, stays)


def named(page: PageModel, keys: Collection[str], ties: Collection[str]) -> PageModel:
    """These relationships with all their parties, and these entities.

    A pact that set up an alliance is drawn as its parties' membership, which therefore comes with it.
    """
    chosen = [tie for tie in page.relationships if tie.id in ties]
    joined = {
        (end.node, body.node)
        for tie in chosen
        for body in tie.ends
        if body.role == WORDS["establishes"]
        for end in tie.ends
    }
    kept = {tie.id for tie in chosen}
    kept |= {tie.id for tie in page.relationships if tuple(end.node for end in tie.ends) in joined}
    return _kept(page, {*keys, *(end.node for tie in chosen for end in tie.ends)}, lambda tie: tie.id in kept)


def at(page: PageModel, day: PartialDate) -> PageModel:
    """What may have held at some moment of a day, a month or a year, and the exchanges until then.

    A date that is not sure counts wherever it may fall; what has no date in the documents stays. An entity stays as
    long as one of its relationships does. An heir holds a tie from the day it inherited it, the former party till then.
    """
    ties = tuple(
        replace(tie, ends=tuple(end for end in tie.ends if _holds(end.since, end.until, day)))
        for tie in page.relationships
        if _holds(tie.date, tie.until or tie.replaced, day)
    )
    linked = {end.node for tie in page.relationships for end in tie.ends}
    alone = {node.id for node in page.nodes} - linked
    return _kept(
        replace(page, relationships=ties),
        alone.union(end.node for tie in ties for end in tie.ends),
        lambda _: True,
        lambda edge: _holds(edge.since, edge.until, day),
        lambda one: _begun(one.date, day),
    )


def _holds(start: str, end: str, day: PartialDate) -> bool:
    return _begun(start, day) and (_days(end) is None or (_days(end) or (date.max,) * 2)[1] >= day.earliest)


def _begun(start: str, day: PartialDate) -> bool:
    days = _days(start)
    return days is None or days[0] <= day.latest


def _days(key: str) -> tuple[date, date] | None:
    """First and last day that a date key can mean, None for no date and for what is none."""
    try:
        return PartialDate(key).bounds() if key else None
    except DateError:
        return None


def _kept(
    page: PageModel,
    keys: Collection[str],
    tie_stays: Callable[[Tie], bool],
    edge_stays: Callable[[Edge], bool] = lambda _: True,
    exchange_stays: Callable[[Exchange], bool] = lambda _: True,
) -> PageModel:
    """The page with what stays; agreements that are drawn as entities stay with their relationship."""
    ties = tuple(tie for tie in page.relationships if tie_stays(tie))
    alive = {tie.id for tie in ties}
    nodes = tuple(node for node in page.nodes if node.id in (alive if node.cls == "pact" else keys))
    left = {node.id for node in nodes}
    edges = tuple(
        edge for edge in page.edges if edge.tie in alive and {edge.source, edge.target} <= left and edge_stays(edge)
    )
    joined = {frozenset((edge.source, edge.target)) for edge in edges}
    countries = {node.country for node in nodes}
    return replace(
        page,
        nodes=nodes,
        edges=edges,
        relationships=ties,
        areas=tuple(area for one in page.areas if len((area := _area(one, joined)).nodes) > 1),
        exchanges=tuple(one for one in page.exchanges if exchange_stays(one) and (one.tie in alive or one.tie in left)),
        countries=tuple((key, name) for key, name in page.countries if key in countries),
    )


def _area(area: Area, joined: Collection[frozenset[str]]) -> Area:
    """The ground under an alliance, which comes first, with those a line still joins to it, or under joined pairs."""
    first, *rest = area.nodes
    if area.alliance:
        members = [key for key in rest if frozenset((first, key)) in joined]
        return replace(area, nodes=(first, *members))
    pairs = zip(area.nodes[::2], area.nodes[1::2], strict=True)
    return replace(area, nodes=tuple(key for pair in pairs if frozenset(pair) in joined for key in pair))
