"""One component as a balloon tree: every hub with its kids on an ellipse around it, all drawn close."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from viz.cells import Box, Point, Sides, frame

Placed = dict[str, Point]

STRETCH = 1.75  # how much wider than high a ring is, because labels are wide and low
_STEP = 8.0  # how far a kid is moved at a time
_NEAREST = 48.0  # distance from a hub to its kids, before anything is in the way
_LEVEL = 40.0  # between the rings of a staggered circle
_CROWDED = 600.0  # so far out a line may run over a box, rather than never ending
_AIR = 11.0  # between a line and a stranger
_BACK = 0.9  # the angle kept free towards the parent, in radians
_SWAY = (0.0, 0.1, -0.1, 0.2, -0.2, 0.35, -0.35, 0.5, -0.5)  # how far from its own angle a kid may stand
_DIRECTIONS = 12  # a hub is laid out for so many directions, then reused


@dataclass(frozen=True)
class Tree:
    """Who hangs where; `satellites` are pacts that stand on both sides of their nearer party."""

    root: str
    kids: Mapping[str, list[str]]
    satellites: Mapping[str, list[str]]

    def below(self, key: str) -> list[str]:
        """The key and everything under it."""
        found = [key]
        for at in found:
            found += self.kids[at] + self.satellites[at]
        return found


def balloons(tree: Tree, boxes: Mapping[str, Box], links: Sequence[tuple[str, str]], aspect: float) -> list[Placed]:
    """Some ways to place the tree, the best-looking first: other rotations, more or less room for large kids."""
    rings, turns = _Rings(tree, boxes), 12 if len(tree.kids) > 24 else 6
    tries = [
        rings.around(tree.root, 2 * math.pi * turn / turns, (0.45, 0.8)[turn % 2], whole=True) for turn in range(turns)
    ]
    return sorted(tries, key=lambda placed: _cost(placed, boxes, links, aspect))


def _cost(placed: Placed, boxes: Mapping[str, Box], links: Sequence[tuple[str, str]], aspect: float) -> float:
    """Area, and what disturbs the eye: long lines, lines that cross, lines that run over a stranger."""
    left, top, right, bottom = frame(placed, boxes)
    width, height = right - left, bottom - top
    length = sum(math.dist(placed[a], placed[b]) for a, b in links) / max(1, len(links))
    spaces = {key: frame({key: at}, boxes) for key, at in placed.items()}
    covered = 0
    for a, b in links:
        (x, y), (u, v) = placed[a], placed[b]
        for key, (near, upper, far, lower) in spaces.items():
            if key not in (a, b):
                covered += _crosses((u - x, v - y), (near - x, upper - y, far - x, lower - y))
    area = width * height + max(width / aspect, height) ** 2 * aspect * 0.3
    return area + 900 * length + 9000 * covered + 6000 * _crossings(placed, links)


def _crossings(placed: Placed, links: Sequence[tuple[str, str]]) -> int:
    """How many pairs of lines cross."""

    def side(a: Point, b: Point, c: Point) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    count = 0
    for number, (a, b) in enumerate(links):
        p, q = placed[a], placed[b]
        for c, d in links[:number]:
            if a != c and a != d and b != c and b != d:
                r, s = placed[c], placed[d]
                count += side(p, q, r) != side(p, q, s) and side(r, s, p) != side(r, s, q)
    return count


@dataclass(frozen=True)
class _Cluster:
    """A kid at (0, 0) with everything below it, the space that each takes, and the space of all together."""

    kid: str
    placed: Placed
    sides: list[Sides]
    around: Sides


@dataclass
class _Ground:
    """What stands around one hub at (0, 0): the spaces taken, and where the hub's lines to its kids end."""

    hub: Sides
    spots: dict[str, Point] = field(default_factory=dict)
    taken: dict[str, list[Sides]] = field(default_factory=dict)
    ends: dict[str, Point] = field(default_factory=dict)

    def copy(self) -> "_Ground":
        return _Ground(self.hub, dict(self.spots), dict(self.taken), dict(self.ends))

    def put(self, cluster: _Cluster, angle: float, distance: float, line: bool = True) -> bool:
        """Put the cluster there unless it touches something or its line runs over what stands."""
        x, y = distance * math.cos(angle) * STRETCH, distance * math.sin(angle)
        left, top, right, bottom = cluster.around
        around = (left + x, top + y, right + x, bottom + y)
        near = [sides for of in self.taken.values() for sides in of if _touch(around, sides)]
        near += [self.hub] if _touch(around, self.hub) else []
        lines = [end for end in self.ends.values() if _crosses(end, around)]
        if near or lines:
            if len(cluster.sides) == 1:
                return False
            for left, top, right, bottom in cluster.sides:
                moved = (left + x, top + y, right + x, bottom + y)
                if any(_touch(moved, sides) for sides in near) or any(_crosses(end, moved) for end in lines):
                    return False
        if line and distance < _CROWDED and any(_crosses((x, y), sides) for of in self.taken.values() for sides in of):
            return False
        self.keep(cluster, (x, y), line)
        return True

    def keep(self, cluster: _Cluster, end: Point, line: bool = True) -> None:
        """Put the cluster there, whatever it touches."""
        x, y = end
        self.spots[cluster.kid] = end
        self.taken[cluster.kid] = [(a + x, b + y, c + x, d + y) for a, b, c, d in cluster.sides]
        if line:
            self.ends[cluster.kid] = end

    def take(self, kid: str) -> Point:
        """Take a cluster away again, which is where it stood."""
        self.taken.pop(kid), self.ends.pop(kid, None)
        return self.spots.pop(kid)


def _touch(a: Sides, b: Sides) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _crosses(end: Point, sides: Sides) -> bool:
    """True where the line from (0, 0) to the end runs through the space."""
    x, y = end
    left, top, right, bottom = sides
    if (x < left and left > 0) or (x > right and right < 0) or (y < top and top > 0) or (y > bottom and bottom < 0):
        return False
    corners = (x * top - y * left, x * top - y * right, x * bottom - y * left, x * bottom - y * right)
    return min(corners) < 0 < max(corners)


class _Rings:
    """The rings of one tree; a ring is laid out once for each direction."""

    def __init__(self, tree: Tree, boxes: Mapping[str, Box]) -> None:
        self.tree, self.boxes = tree, boxes
        self._known: dict[tuple[str, int], _Cluster] = {}

    def ring(self, hub: str, toward: float) -> _Cluster:
        """Everything below the hub around it, the hub at (0, 0), seen from a parent that lies against `toward`."""
        leaf = not self.tree.kids[hub] and not self.tree.satellites[hub]
        turn = 0 if leaf else round(toward / (2 * math.pi) * _DIRECTIONS) % _DIRECTIONS
        if (hub, turn) not in self._known:
            placed = self.around(hub, turn / _DIRECTIONS * 2 * math.pi, 1.0) if not leaf else {hub: (0.0, 0.0)}
            sides = [frame({key: at}, self.boxes) for key, at in placed.items()]
            for kid in self.tree.kids[hub]:
                sides += _strip(placed[kid])
            self._known[hub, turn] = _Cluster(hub, placed, sides, frame(placed, self.boxes))
        return self._known[hub, turn]

    def around(self, hub: str, toward: float, weight: float, whole: bool = False) -> Placed:
        """Kids of one hub: the slim ones on a ring, the wide ones outside it, then all drawn in."""
        ground, clusters = _Ground(frame({hub: (0.0, 0.0)}, self.boxes)), {}
        for number, pact in enumerate(self.tree.satellites[hub]):
            clusters[pact] = self.ring(pact, 0.0)
            _push(ground, clusters[pact], toward + (-1) ** number * math.pi / 2, 24.0, line=False)
        kids = self.tree.kids[hub]
        slim = [kid for kid in kids if len(self.tree.below(kid)) < 3]
        angles = self._angles(hub, toward, weight, whole, slim)
        clusters |= {kid: self.ring(kid, angles[kid]) for kid in kids}
        ground = _staggered(ground, [(clusters[kid], angles[kid]) for kid in slim])
        wide = sorted((kid for kid in kids if kid not in slim), key=lambda kid: (len(self.tree.below(kid)), kid))
        for kid in wide:
            _push(ground, clusters[kid], angles[kid], _NEAREST, _SWAY)
        for kid in sorted(kids, key=lambda kid: (-_distance(ground.spots[kid]), kid)) * 2:
            _pull(ground, clusters[kid], angles[kid], _SWAY if kid in wide else _SWAY[:3])
        placed = {hub: (0.0, 0.0)}
        for kid, (x, y) in ground.spots.items():
            placed |= {key: (u + x, v + y) for key, (u, v) in clusters[kid].placed.items()}
        return placed

    def _angles(self, hub: str, toward: float, weight: float, whole: bool, slim: Sequence[str]) -> dict[str, float]:
        kids = self.tree.kids[hub]
        free = 2 * math.pi if whole else min(2 * math.pi - _BACK, 1.15 * len(kids))
        share = {}
        for kid in kids:
            if kid not in slim:
                reach = max(_distance(at) for at in self.ring(kid, 0.0).placed.values()) + 24
                share[kid] = weight * 2 * math.asin(reach / (90 + reach))
        own = max(0.25 * free, free - sum(share.values())) / max(1, len(slim)) if slim else 0.0
        scale = free / (sum(share.values()) + own * len(slim)) if kids else 0.0
        angles, angle = {}, toward - free / 2
        for kid in kids:
            angles[kid] = angle + share.get(kid, own) * scale / 2
            angle += share.get(kid, own) * scale
        return angles


def _staggered(ground: _Ground, slim: Sequence[tuple[_Cluster, float]]) -> _Ground:
    """The slim kids on one ellipse, or staggered on two to four where that is smaller."""
    best, least = ground, math.inf
    for levels in range(1, (5 if len(slim) > 5 else 2) if slim else 1):
        radius = _NEAREST
        while radius < least:
            attempt, total = ground.copy(), 0.0
            for cluster, angle in slim:
                total += next((far for far in _levels(radius, levels) if attempt.put(cluster, angle, far)), math.inf)
                if total == math.inf:
                    break
            if total < math.inf:
                best, least = (attempt, total / len(slim)) if total / len(slim) < least else (best, least)
                break
            radius *= 1.15
    return best


def _levels(radius: float, levels: int) -> list[float]:
    return [radius + _LEVEL * level for level in range(levels)]


def _push(
    ground: _Ground,
    cluster: _Cluster,
    angle: float,
    distance: float,
    turns: Sequence[float] = (0.0,),
    line: bool = True,
) -> None:
    """Put the cluster at the nearest free place along the angle or beside it."""
    while not any(ground.put(cluster, angle + turn, distance, line) for turn in turns):
        distance += _STEP


def _pull(ground: _Ground, cluster: _Cluster, angle: float, turns: Sequence[float]) -> None:
    """Move a cluster that stands towards the hub as far as it goes."""
    end = ground.take(cluster.kid)
    while _distance(end) - _STEP > _NEAREST:
        if not any(ground.put(cluster, angle + turn, _distance(end) - _STEP) for turn in turns):
            break
        end = ground.take(cluster.kid)
    ground.keep(cluster, end)


def _strip(end: Point) -> list[Sides]:
    """The line from (0, 0) to the end as small spaces, so that no stranger is set down on it."""
    parts = max(2, round(math.dist((0.0, 0.0), end) / 20))
    spots = [(end[0] * part / parts, end[1] * part / parts) for part in range(1, parts)]
    return [(x - _AIR, y - _AIR, x + _AIR, y + _AIR) for x, y in spots]


def _distance(at: Point) -> float:
    return math.hypot(at[0] / STRETCH, at[1])
