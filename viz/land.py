"""Where places lie on the map: the Equal Earth projection, and the script that made assets/land.json with it.

The land is Natural Earth's (public domain) as the npm package world-atlas 2.0.2 carries it. To make the file again:
`npm pack world-atlas@2.0.2`, unpack it, `python -m viz.land FOLDER`.
"""

import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

MIDDLE = 150  # degrees east: Japan left of the middle, the Pacific unbroken, the cut at 30 W in the Atlantic
_SOUTH = -57  # Antarctica is not shown
_SHAPE = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT = math.sqrt(3) / 2

Point = tuple[float, float]

# The windows of the map: name, file, the meridian in the middle, west, south, east, north in degrees, digits kept.
WINDOWS = (
    ("world", "land-110m.json", MIDDLE, (MIDDLE - 180, _SOUTH, MIDDLE + 180, 84), 1),
    ("kyushu", "land-10m.json", 131, (128.3, 30.6, 133.7, 34.4), 2),
    ("east-asia", "land-50m.json", 125, (104, 18, 146, 45), 1),
    ("europe", "land-50m.json", 8, (-12, 35, 28, 58), 1),
)


def project(longitude: float, latitude: float, middle: float = MIDDLE) -> Point:
    """Equal Earth (Šavrič, Patterson, Jenny 2018) around a meridian; x 0 to 1000, y down, the equator at 243."""
    a, b, c, d = _SHAPE
    turned = math.radians((longitude - middle + 540) % 360 - 180)
    angle = math.asin(_ROOT * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    scale = 500 * _ROOT * a / math.pi
    x = turned * math.cos(angle) / (_ROOT * (a + 3 * b * square + sixth * (7 * c + 9 * d * square)))
    return 500 + scale * x, 243 - scale * angle * (a + b * square + sixth * (c + d * square))


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The outlines of a TopoJSON file of polygons, in degrees (TopoJSON 1.0, sections 2.1.3 and 2.1.4)."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(arc)
    for shape in topology["objects"]["land"]["geometries"]:
        for polygon in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
            for ring in polygon:
                parts = (arcs[at] if at >= 0 else arcs[~at][::-1] for at in ring)
                yield [point for part in parts for point in part[1:]]


def _unbroken(ring: Sequence[Point]) -> list[Point]:
    """The ring without jumps where it crosses 180 degrees."""
    found = [ring[0]]
    for longitude, latitude in ring[1:]:
        last = found[-1][0]
        found.append((last + (longitude - last + 540) % 360 - 180, latitude))
    return found


def clipped(ring: Sequence[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """The part of a ring inside west, south, east, north (Sutherland and Hodgman 1974)."""
    for axis, bound, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        kept: list[Point] = []
        for before, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            was, now = (sign * (point[axis] - bound) >= 0 for point in (before, here))
            if was != now:
                part = (bound - before[axis]) / (here[axis] - before[axis])
                kept.append((before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1])))
            if now:
                kept.append(here)
        ring = kept
    return list(ring)


def path(shapes: Iterable[Sequence[Point]], digits: int) -> str:
    """SVG path data of projected rings: whole steps of 10 to the minus `digits`, to be scaled when drawn."""
    found, factor = [], 10**digits
    for ring in shapes:
        points = [(round(x * factor), round(y * factor)) for x, y in ring]
        steps = [b for a, b in pairwise(points) if a != b]
        if len(steps) < 3:
            continue
        at, text = points[0], f"M{points[0][0]} {points[0][1]}l"
        for step in steps:
            dx, dy = step[0] - at[0], step[1] - at[1]
            text += f"{dx if dx < 0 or text[-1] == 'l' else f' {dx}'}{dy if dy < 0 else f' {dy}'}"
            at = step
        found.append(f"{text}z")
    return "".join(found)


def land(topology: dict[str, Any], middle: float, box: tuple[float, float, float, float], digits: int) -> str:
    """The path of all land inside the box, and a little beyond it where the window is not the whole world."""
    if box[2] - box[0] < 360:
        wide, high = (box[2] - box[0]) * 0.35, (box[3] - box[1]) / 4
        box = (box[0] - wide, box[1] - high, box[2] + wide, box[3] + high)
    shapes = []
    for ring in rings(topology):
        whole = _unbroken(ring)
        for turn in (-360, 0, 360):
            part = clipped([(longitude + turn, latitude) for longitude, latitude in whole], box)
            # A hair inside the cut, so that the western edge does not land on the eastern one.
            shapes.append([project(min(max(x, box[0] + 1e-6), box[2] - 1e-6), y, middle) for x, y in part])
    return path((shape for shape in shapes if shape), digits)


def main(folder: Path) -> None:
    """Write assets/land.json from the unpacked world-atlas."""
    made = {}
    for name, file, middle, box, digits in WINDOWS:
        topology = json.loads((folder / file).read_text("utf-8"))
        made[name] = {"middle": middle, "box": box, "digits": digits, "path": land(topology, middle, box, digits)}
    target = Path(__file__).parent / "assets" / "land.json"
    target.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8", newline="")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
