"""Positions for a graph too large to read at once: communities as discs, their hubs in the middle, packed together.

Communities are those of Louvain (Blondel et al. 2008, networkx, seeded). Inside one, the entity with the most links
stands in the middle and the others on rings around it, near in the picture where near in the graph. The discs are set
down one after the other, each as close to those it is linked with as there is room. Equal input, equal positions.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import networkx

from viz.cells import Point

LARGE = 300  # entities above which one picture cannot be read at once
SPACE = 44.0  # between neighbours on a ring, in canvas pixels at scale 1
_MOST = 420  # a community above this is divided again
_GAP = 24.0  # between two discs that are not small
_NAMED = 12  # a community above this is named by its hub
_CELL = 240.0  # side of a cell in which discs are looked up

Disc = tuple[int, int, int]  # x, y, radius
Links = Mapping[int, Sequence[int]]


@dataclass(frozen=True)
class Overview:
    """Positions by key, the centre at (0, 0); discs and hubs of the larger communities; width and height of it all."""

    at: dict[str, tuple[int, int]]
    discs: list[Disc]
    hubs: frozenset[str]
    size: tuple[int, int]


def overview(keys: Sequence[str], pairs: Sequence[tuple[str, str]], aspect: float) -> Overview:
    """The whole graph in about the wanted shape (width divided by height)."""
    number = {key: at for at, key in enumerate(keys)}
    found: dict[int, dict[int, None]] = {at: {} for at in range(len(keys))}
    for one, other in pairs:
        a, b = number[one], number[other]
        if a != b:
            found[a][b] = found[b][a] = None
    links = {at: list(of) for at, of in found.items()}
    groups = communities(links)
    rounds = [_rings(group, links) for group in groups]
    radii = [max(math.hypot(x, y) for x, y in placed.values()) + SPACE / 2 for placed in rounds]
    centres = _packed(radii, _between(groups, links), aspect)
    spots = {
        at: (x + u, y + v)
        for (x, y), placed in zip(centres, rounds, strict=True)
        for at, (u, v) in placed.items()
    }  # fmt: skip
    discs = [(x, y, r) for (x, y), r in zip(centres, radii, strict=True)] or [(0.0, 0.0, 0.0)]
    left, top = (min(disc[axis] - disc[2] for disc in discs) for axis in (0, 1))
    right, bottom = (max(disc[axis] + disc[2] for disc in discs) for axis in (0, 1))
    x, y = (left + right) / 2, (top + bottom) / 2
    hubs = [at for placed in rounds if len(placed) > _NAMED for at, spot in placed.items() if spot == (0, 0)]
    return Overview(
        {key: (round(spots[at][0] - x), round(spots[at][1] - y)) for key, at in number.items()},
        [(round(u - x), round(v - y), round(r)) for u, v, r in discs if r > 2 * SPACE],
        frozenset(keys[at] for at in hubs),
        (round(right - left), round(bottom - top)),
    )


def communities(links: Links) -> list[list[int]]:
    """The communities, the largest first; each and all in an order that depends on nothing but the graph."""
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(links)
    graph.add_edges_from((a, b) for a, of in links.items() for b in of if a < b)
    found, work = [], [graph]
    while work:
        part = work.pop()
        groups = [sorted(group) for group in networkx.community.louvain_communities(part, seed=1)]
        for group in groups:
            if len(group) > _MOST and len(groups) > 1:
                work.append(part.subgraph(group).copy())
            else:
                found.append(group)
    return sorted(found, key=lambda group: (-len(group), group))


def _rings(group: Sequence[int], links: Links) -> dict[int, Point]:
    """One community around its hub at (0, 0)."""
    inside = set(group)
    beside = {at: [other for other in links[at] if other in inside] for at in group}
    hub = max(group, key=lambda at: (len(beside[at]), len(links[at]), -at))
    if len(group) == 2:
        return {hub: (-SPACE / 2, 0.0), next(at for at in group if at != hub): (SPACE / 2, 0.0)}
    depth, order = _walk(hub, group, beside)
    rank = {at: nth for nth, at in enumerate(order)}
    waiting = sorted((at for at in group if at != hub), key=lambda at: (depth[at], rank[at]))
    placed, angles, level = {hub: (0.0, 0.0)}, {at: 2 * math.pi * nth / len(order) for at, nth in rank.items()}, 1
    while waiting:
        radius = SPACE * (level + 0.15)
        room = max(3, int(2 * math.pi * radius / SPACE))
        # Where a few would be left for a ring of their own, this one is drawn closer.
        ring, waiting = (waiting, []) if len(waiting) <= room * 1.12 else (waiting[:room], waiting[room:])
        for at, angle in _turned(ring, beside, angles, set(placed) - {hub}):
            angles[at] = angle
            placed[at] = (radius * math.cos(angle), radius * math.sin(angle))
        level += 1
    return placed


def _walk(hub: int, group: Sequence[int], beside: Links) -> tuple[dict[int, int], list[int]]:
    """Steps from the hub, breadth first, and an order in which every branch of that tree stays together."""
    depth, kids = {hub: 0}, defaultdict(list)
    queue = [hub]
    for at in queue:
        for other in sorted(beside[at], key=lambda one: (-len(beside[one]), one)):
            if other not in depth:
                depth[other] = depth[at] + 1
                kids[at].append(other)
                queue.append(other)
    order, stack = [], [hub]
    while stack:
        at = stack.pop()
        order.append(at)
        stack += kids[at]
    strays = [at for at in group if at not in depth]  # cannot be, since a community hangs together
    return depth | dict.fromkeys(strays, 99), order + strays


def _turned(
    ring: Sequence[int], beside: Links, angles: Mapping[int, float], inner: set[int]
) -> list[tuple[int, float]]:
    """The members of a ring evenly spread, each towards what it is linked with on the rings inside."""
    wish = {}
    for at in ring:
        near = [angles[other] for other in beside[at] if other in inner] or [angles[at]]
        wish[at] = math.atan2(sum(map(math.sin, near)), sum(map(math.cos, near))) % (2 * math.pi)
    order = sorted(ring, key=lambda at: (wish[at], angles[at], at))
    step = 2 * math.pi / len(ring)
    offs = [wish[at] - nth * step for nth, at in enumerate(order)]
    turn = math.atan2(sum(map(math.sin, offs)), sum(map(math.cos, offs)))
    return [(at, turn + nth * step) for nth, at in enumerate(order)]


def _between(groups: Sequence[Sequence[int]], links: Links) -> dict[int, Counter[int]]:
    """How many links each community has with each other one."""
    home = {at: number for number, group in enumerate(groups) for at in group}
    found: dict[int, Counter[int]] = {number: Counter() for number in range(len(groups))}
    for at, of in links.items():
        found[home[at]].update(home[other] for other in of if home[other] != home[at])
    return found


@dataclass
class _Field:
    """Discs set down so far, found by the cells that they cover."""

    cells: dict[tuple[int, int], list[tuple[float, float, float]]] = field(default_factory=lambda: defaultdict(list))

    def _covered(self, x: float, y: float, r: float) -> list[tuple[int, int]]:
        left, right = math.floor((x - r) / _CELL), math.floor((x + r) / _CELL)
        top, bottom = math.floor((y - r) / _CELL), math.floor((y + r) / _CELL)
        return [(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)]

    def free(self, x: float, y: float, r: float) -> bool:
        return not any(
            (x - u) ** 2 + (y - v) ** 2 < (r + s + min(_GAP, r / 5, s / 5)) ** 2
            for cell in self._covered(x, y, r + _GAP)
            for u, v, s in self.cells.get(cell, ())
        )

    def put(self, x: float, y: float, r: float) -> None:
        for cell in self._covered(x, y, r):
            self.cells[cell].append((x, y, r))


def _packed(radii: Sequence[float], between: Mapping[int, Counter[int]], aspect: float) -> list[Point]:
    """A centre for each disc: the linked ones where their links draw them, the others in what room is left."""
    ground = _Field()
    centres: dict[int, Point] = {}
    drawn: Counter[int] = Counter()  # links of a waiting community with those that stand
    waiting = {number for number, of in between.items() if of}
    while waiting:
        one = max(waiting, key=lambda at: (drawn[at] / radii[at], radii[at], -at)) if drawn else min(waiting)
        waiting.remove(one)
        near = [(centres[other], count) for other, count in between[one].items() if other in centres]
        total = sum(count for _, count in near) or 1
        x, y = (sum(at[axis] * count for at, count in near) / total for axis in (0, 1))
        centres[one] = _first_free(ground, x, y, radii[one], aspect, 0)[0]
        ground.put(*centres[one], radii[one])
        drawn.update({other: count for other, count in between[one].items() if other in waiting})
    start, last = 0, 0.0
    x, y = ((min(of) + max(of)) / 2 if (of := [at[axis] for at in centres.values()]) else 0.0 for axis in (0, 1))
    for one in sorted((number for number, of in between.items() if not of), key=lambda at: (-radii[at], at)):
        start = start if radii[one] == last else 0
        last = radii[one]
        centres[one], start = _first_free(ground, x, y, last, aspect, start)
        ground.put(*centres[one], last)
    return [centres[number] for number in range(len(radii))]


def _first_free(ground: _Field, x: float, y: float, r: float, aspect: float, start: int) -> tuple[Point, int]:
    """The first free place on a spiral from (x, y), and its number on the spiral."""
    step, wide = max(14.0, r * 0.45), math.sqrt(aspect)
    nth = start
    while True:
        # Points of Fermat's spiral, evenly spread (Vogel 1979).
        far, angle = step * math.sqrt(nth), nth * 2.399963229728653
        spot = (x + far * math.cos(angle) * wide, y + far * math.sin(angle) / wide)
        if ground.free(*spot, r):
            return spot, nth
        nth += 1
