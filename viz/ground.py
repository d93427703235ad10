"""The space around one hub: what stands there, and setting something down where it touches nothing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from viz.cells import Point, Sides

Placed = dict[str, Point]

STRETCH = 1.75  # how much wider than high a ring is, because labels are wide and low
NEAREST = 48.0  # distance from a hub to its kids, before anything is in the way
_STEP = 8.0  # how far a kid is moved at a time
_CROWDED = 600.0  # so far out a line may run over a box, rather than never ending
_AIR = 11.0  # between a line and a stranger


@dataclass(frozen=True)
class Cluster:
    """A kid at (0, 0) with everything below it, the space that each takes, and the space of all together."""

    kid: str
    placed: Placed
    sides: list[Sides]
    around: Sides


@dataclass
class Ground:
    """What stands around one hub at (0, 0): the spaces taken, and where the hub's lines to its kids end."""

    hub: Sides
    spots: dict[str, Point] = field(default_factory=dict)
    taken: dict[str, list[Sides]] = field(default_factory=dict)
    ends: dict[str, Point] = field(default_factory=dict)

    def copy(self) -> "Ground":
        return Ground(self.hub, dict(self.spots), dict(self.taken), dict(self.ends))

    def put(self, cluster: Cluster, angle: float, distance: float, line: bool = True) -> bool:
        """Put the cluster there unless it touches something or its line runs over what stands."""
        x, y = distance * math.cos(angle) * STRETCH, distance * math.sin(angle)
        left, top, right, bottom = cluster.around
        around = (left + x, top + y, right + x, bottom + y)
        near = [sides for of in self.taken.values() for sides in of if _touch(around, sides)]
        near += [self.hub] if _touch(around, self.hub) else []
        lines = [end for end in self.ends.values() if crosses(end, around)]
        if near or lines:
            if len(cluster.sides) == 1:
                return False
            for left, top, right, bottom in cluster.sides:
                moved = (left + x, top + y, right + x, bottom + y)
                if any(_touch(moved, sides) for sides in near) or any(crosses(end, moved) for end in lines):
                    return False
        if line and distance < _CROWDED and any(crosses((x, y), sides) for of in self.taken.values() for sides in of):
            return False
        self.keep(cluster, (x, y), line)
        return True

    def keep(self, cluster: Cluster, end: Point, line: bool = True) -> None:
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


def crosses(end: Point, sides: Sides) -> bool:
    """True where the line from (0, 0) to the end runs through the space."""
    x, y = end
    left, top, right, bottom = sides
    if (x < left and left > 0) or (x > right and right < 0) or (y < top and top > 0) or (y > bottom and bottom < 0):
        return False
    corners = (x * top - y * left, x * top - y * right, x * bottom - y * left, x * bottom - y * right)
    return min(corners) < 0 < max(corners)


def push(
    ground: Ground,
    cluster: Cluster,
    angle: float,
    distance: float,
    turns: Sequence[float] = (0.0,),
    line: bool = True,
) -> None:
    """Put the cluster at the nearest free place along the angle or beside it."""
    while not any(ground.put(cluster, angle + turn, distance, line) for turn in turns):
        distance += _STEP


def pull(ground: Ground, cluster: Cluster, angle: float, turns: Sequence[float]) -> None:
    """Move a cluster that stands towards the hub as far as it goes."""
    end = ground.take(cluster.kid)
    while distance(end) - _STEP > NEAREST:
        if not any(ground.put(cluster, angle + turn, distance(end) - _STEP) for turn in turns):
            break
        end = ground.take(cluster.kid)
    ground.keep(cluster, end)


def strip(end: Point) -> list[Sides]:
    """The line from (0, 0) to the end as small spaces, so that no stranger is set down on it."""
    parts = max(2, round(math.dist((0.0, 0.0), end) / 20))
    spots = [(end[0] * part / parts, end[1] * part / parts) for part in range(1, parts)]
    return [(x - _AIR, y - _AIR, x + _AIR, y + _AIR) for x, y in spots]


def distance(at: Point) -> float:
    return math.hypot(at[0] / STRETCH, at[1])
