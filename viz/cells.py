"""Space on a page as cells: a row is the bits of one integer, so that touching is one AND a row."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Point = tuple[float, float]
Sides = tuple[float, float, float, float]  # left, top, right, bottom
Rows = list[tuple[int, int]]  # the number of a row, and its bits

_BIAS = 1 << 11  # columns left of the origin; a row starts 2048 cells to the left of it


@dataclass(frozen=True)
class Box:
    """The space of one entity around its centre, label included, in every language."""

    half: float
    above: float
    below: float


class Cells:
    """The cells that something covers; `size` is the side of a cell in canvas pixels."""

    def __init__(self, size: float, rows: Iterable[tuple[int, int]] = ()) -> None:
        self.size = size
        self.rows: dict[int, int] = {}
        self.add(rows)

    def box(self, box: Box, at: Point) -> Rows:
        """The cells of a box."""
        size = self.size
        first, last = math.floor((at[0] - box.half) / size), math.floor((at[0] + box.half) / size)
        bits = ((1 << (last - first + 1)) - 1) << (first + _BIAS)
        top, bottom = math.floor((at[1] - box.above) / size), math.floor((at[1] + box.below) / size)
        return [(row, bits) for row in range(top, bottom + 1)]

    def line(self, start: Point, end: Point) -> Rows:
        """The cells of a line."""
        (x, y), (u, v) = (start, end) if start[1] <= end[1] else (end, start)
        size, rows = self.size, []
        top, bottom = math.floor(y / size), math.floor(v / size)
        slope = (u - x) / (v - y) if bottom > top else 0.0
        near = x
        for row in range(top, bottom + 1):
            far = u if row == bottom else x + slope * ((row + 1) * size - y)
            first, last = math.floor(min(near, far) / size), math.floor(max(near, far) / size)
            rows.append((row, ((1 << (last - first + 1)) - 1) << (first + _BIAS)))
            near = far
        return rows

    def add(self, rows: Iterable[tuple[int, int]]) -> None:
        """Cover these cells too."""
        for row, bits in rows:
            self.rows[row] = self.rows.get(row, 0) | bits


def overlap(a: Box, at: Point, b: Box, spot: Point) -> bool:
    """True where the two boxes share space."""
    (x, y), (u, v) = at, spot
    return abs(x - u) < a.half + b.half and y - a.above < v + b.below and v - b.above < y + a.below


def frame(placed: Mapping[str, Point], boxes: Mapping[str, Box]) -> Sides:
    """Left, top, right and bottom of everything placed; zeros where nothing is."""
    spots = [(boxes[key], x, y) for key, (x, y) in placed.items()] or [(Box(0, 0, 0), 0.0, 0.0)]
    return (
        min(x - box.half for box, x, _ in spots),
        min(y - box.above for box, _, y in spots),
        max(x + box.half for box, x, _ in spots),
        max(y + box.below for box, _, y in spots),
    )
