"""One component as a balloon tree: every hub with its kids on an ellipse around it, all drawn close."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viz.cells import Box, Point, frame
from viz.ground import NEAREST, Cluster, Ground, Placed, crosses, distance, pull, push, strip

_LEVEL = 40.0  # between the rings of a staggered circle
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
    """Twelve ways to place the tree, the best-looking first: rotations, with more or less room for large kids."""
    rings = _Rings(tree, boxes)
    tries = [rings.around(tree.root, turn * math.pi / 6, (0.45, 0.8)[turn % 2], whole=True) for turn in range(12)]
    return sorted(tries, key=lambda placed: _cost(placed, boxes, links, aspect))


def _cost(placed: Placed, boxes: Mapping[str, Box], links: Sequence[tuple[str, str]], aspect: float) -> float:
    """Area, and what disturbs the eye: long lines, lines that cross, lines over a stranger or over their own label."""
    left, top, right, bottom = frame(placed, boxes)
    width, height = right - left, bottom - top
    length = sum(math.dist(placed[a], placed[b]) for a, b in links) / max(1, len(links))
    spaces = {key: frame({key: at}, boxes) for key, at in placed.items()}
    covered = 0.0
    for a, b in links:
        (x, y), (u, v) = placed[a], placed[b]
        for key, (near, upper, far, lower) in spaces.items():
            if key in (a, b):
                near, far = near + 0.15 * (far - near), far - 0.15 * (far - near)
                upper = placed[key][1] + boxes[key].above
            run = crosses((u - x, v - y), (near - x, upper - y, far - x, lower - y))
            covered += run * (0.25 if key in (a, b) else 1.0)
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


class _Rings:
    """The rings of one tree; a ring is laid out once for each direction."""

    def __init__(self, tree: Tree, boxes: Mapping[str, Box]) -> None:
        self.tree, self.boxes = tree, boxes
        self._known: dict[tuple[str, int], Cluster] = {}

    def ring(self, hub: str, toward: float) -> Cluster:
        """Everything below the hub around it, the hub at (0, 0), seen from a parent that lies against `toward`."""
        leaf = not self.tree.kids[hub] and not self.tree.satellites[hub]
        turn = 0 if leaf else round(toward / (2 * math.pi) * _DIRECTIONS) % _DIRECTIONS
        if (hub, turn) not in self._known:
            placed = self.around(hub, turn / _DIRECTIONS * 2 * math.pi, 1.0) if not leaf else {hub: (0.0, 0.0)}
            sides = [frame({key: at}, self.boxes) for key, at in placed.items()]
            for kid in self.tree.kids[hub]:
                sides += strip(placed[kid])
            self._known[hub, turn] = Cluster(hub, placed, sides, frame(placed, self.boxes))
        return self._known[hub, turn]

    def around(self, hub: str, toward: float, weight: float, whole: bool = False) -> Placed:
        """Kids of one hub: the slim ones on a ring, the wide ones outside it, then all drawn in."""
        ground, clusters = Ground(frame({hub: (0.0, 0.0)}, self.boxes)), {}
        for number, pact in enumerate(self.tree.satellites[hub]):
            clusters[pact] = self.ring(pact, 0.0)
            push(ground, clusters[pact], toward + (-1) ** number * math.pi / 2, 24.0, line=False)
        kids = self.tree.kids[hub]
        slim = [kid for kid in kids if len(self.tree.below(kid)) < 3]
        angles = self._angles(hub, toward, weight, whole, slim)
        clusters |= {kid: self.ring(kid, angles[kid]) for kid in kids}
        ground = _staggered(ground, [(clusters[kid], angles[kid]) for kid in slim])
        wide = sorted((kid for kid in kids if kid not in slim), key=lambda kid: (len(self.tree.below(kid)), kid))
        for kid in wide:
            push(ground, clusters[kid], angles[kid], NEAREST, _SWAY)
        for kid in sorted(kids, key=lambda kid: (-distance(ground.spots[kid]), kid)) * 2:
            pull(ground, clusters[kid], angles[kid], _SWAY if kid in wide else _SWAY[:3])
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
                reach = max(distance(at) for at in self.ring(kid, 0.0).placed.values()) + 24
                share[kid] = weight * 2 * math.asin(reach / (90 + reach))
        own = max(0.25 * free, free - sum(share.values())) / max(1, len(slim)) if slim else 0.0
        scale = free / (sum(share.values()) + own * len(slim)) if kids else 0.0
        angles, angle = {}, toward - free / 2
        for kid in kids:
            angles[kid] = angle + share.get(kid, own) * scale / 2
            angle += share.get(kid, own) * scale
        return angles


def _staggered(ground: Ground, slim: Sequence[tuple[Cluster, float]]) -> Ground:
    """The slim kids on one ellipse, or staggered on two to four where that is smaller."""
    best, least = ground, math.inf
    for levels in range(1, (5 if len(slim) > 5 else 2) if slim else 1):
        radius = NEAREST
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
