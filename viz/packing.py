"""Components of a picture packed close together, each kept as it is (after the polyomino packing of Freivalds 2002)."""

import math
from collections.abc import Mapping, Sequence

from viz.cells import Box, Cells, Point, frame

CELL = 11.0  # side of a cell in canvas pixels; also about the space left between components


def pack(
    groups: Sequence[Mapping[str, Point]],
    boxes: Mapping[str, Box],
    links: Sequence[tuple[str, str]],
    aspect: float,
) -> dict[str, Point]:
    """All groups in the smallest frame of the wanted shape that first-fit finds, the largest group first."""
    shapes = [_shape(group, boxes, links) for group in groups]
    sizes = [sum(row.bit_count() for row in shape) for shape in shapes]
    order = sorted(range(len(shapes)), key=lambda at: (-sizes[at], at))
    height = max(2, int(math.sqrt(max(1, sum(sizes)) / aspect)))
    while not (spots := _fit([shapes[at] for at in order], int(height * aspect), height)) and groups:
        height += 1 + height // 200
    placed = {}
    for at, (column, row) in zip(order, spots, strict=True):
        left, top, _, _ = frame(groups[at], boxes)
        for key, (x, y) in groups[at].items():
            placed[key] = (x - left + column * CELL, y - top + row * CELL)
    return placed


def _shape(group: Mapping[str, Point], boxes: Mapping[str, Box], links: Sequence[tuple[str, str]]) -> list[int]:
    """The cells of a group with half a cell of air around: rows as bits of an integer, from the top left corner."""
    left, top, _, _ = frame(group, boxes)
    cells = Cells(CELL)
    moved = {key: (x - left + CELL / 2, y - top + CELL / 2) for key, (x, y) in group.items()}
    for key, at in moved.items():
        box = boxes[key]
        cells.add(cells.box(Box(box.half + CELL / 2, box.above + CELL / 2, box.below + CELL / 2), at))
    for a, b in links:
        if a in moved and b in moved:
            cells.add(cells.line(moved[a], moved[b]))
    rows = [cells.rows.get(row, 0) for row in range(max(cells.rows) + 1)]
    origin = min((row & -row).bit_length() - 1 for row in rows if row)
    return [row >> origin for row in rows]


def _fit(shapes: Sequence[Sequence[int]], width: int, height: int) -> list[Point]:
    """The first free place of each shape, row by row; empty when one does not fit."""
    taken = [0] * height
    spots: list[Point] = []
    for shape in shapes:
        spot = _first_free(shape, taken, width)
        if spot is None:
            return []
        spots.append(spot)
        for at, row in enumerate(shape):
            taken[spot[1] + at] |= row << spot[0]
    return spots


def _first_free(shape: Sequence[int], taken: Sequence[int], width: int) -> tuple[int, int] | None:
    """The first row, then the first column, where the shape touches nothing; all columns are tried in one go."""
    runs = [_runs(row) for row in shape]
    columns = (1 << max(0, width + 1 - max(row.bit_length() for row in shape))) - 1
    for top in range(len(taken) - len(shape) + 1):
        free = columns
        for at, row in enumerate(runs):
            for start, length in row:
                free &= ~(_smeared(taken[top + at], length) >> start)
            if not free:
                break
        if free:
            return (free & -free).bit_length() - 1, top
    return None


def _runs(row: int) -> list[tuple[int, int]]:
    """The runs of set bits, each as its first bit and its length."""
    runs, start = [], 0
    while row >> start:
        start += ((row >> start) & -(row >> start)).bit_length() - 1
        length = (~(row >> start) & -~(row >> start)).bit_length() - 1
        runs.append((start, length))
        start += length
    return runs


def _smeared(row: int, length: int) -> int:
    """The bits from which a run of this length would hit a set bit."""
    done = 1
    while done * 2 <= length:
        row |= row >> done
        done *= 2
    return row | row >> (length - done)
