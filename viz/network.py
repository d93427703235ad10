"""The network view: entities and lines as pyvis carries them, with positions computed here and physics off."""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from viz.layout import Box, Plan, frame, positions
from viz.model import Node, PageModel
from viz.overview import LARGE, Disc, overview
from viz.palette import CLASSES, GROUPS

if TYPE_CHECKING:
    from pyvis.network import Network

ASPECT = 1.47  # width to height of the stage on a desktop screen
TALL = 0.72  # the same on a telephone held upright
FONT = 14
HUB_FONT = 18
FACE = "'Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic UI',Meiryo,system-ui,sans-serif"
_GAP = 9  # from the shape to its label
_CAPTION = 22  # above the first row of a block

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "font": {"face": FACE, "size": FONT, "strokeWidth": 4}},
    "edges": {"smooth": False, "arrowStrikethrough": False, "selectionWidth": 1.5, "hoverWidth": 0.7},
    "interaction": {"hover": True, "tooltipDelay": 150, "keyboard": False, "multiselect": False, "zoomSpeed": 0.6},
}


def width(text: str, size: float) -> float:
    """About how wide the text is drawn, in pixels: a full-width letter counts one em, Latin letters by their kind."""
    return size * sum(
        1.0 if unicodedata.east_asian_width(letter) in "WFA"
        else 0.34 if letter in "iljtfrI.,-'!|() "
        else 0.92 if letter in "mwMW"
        else 0.7 if letter.isupper()
        else 0.58
        for letter in text
    )  # fmt: skip


def wrapped(text: str, limit: float = 9.5) -> str:
    """A label of at most three lines of about `limit` ems, broken at spaces or, in Japanese, between words."""
    total = width(text, 1)
    parts = min(3, math.ceil(total / limit))
    if parts < 2:
        return text
    if " " in text.strip():
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            fits = width(longer, 1) <= max(limit, total / parts)
            if fits or not lines[-1] or len(lines) == 3:
                lines[-1] = longer
            else:
                lines.append(word)
        return "\n".join(lines)
    size = math.ceil(len(text) / parts)
    at = min(range(2, len(text) - 1), key=lambda at: abs(at - size) + _break_cost(text, at), default=size)
    return f"{text[:at]}\n{wrapped(text[at:], limit)}"


def _break_cost(text: str, at: int) -> float:
    """How badly a Japanese line break would read before the letter at `at`."""
    before, after = text[at - 1], text[at]
    if after in "・ー」）、。ァィゥェォャュョッ々" or before in "「（":
        return 9.0
    kinds = [unicodedata.name(letter, "").partition(" ")[0] for letter in (before, after)]
    if after == "「" or (before in "市町村県・の" and after not in "市町村県政民議役場街立内長外"):
        return -2.5
    return 0.0 if kinds[0] != kinds[1] else 3.5 if kinds[0] == "KATAKANA" else 1.5


def labels(page: PageModel) -> dict[str, tuple[str, str]]:
    """The wrapped label of every node in Japanese and English; an agreement is labelled by its kind and year."""
    ties = {tie.id: tie for tie in page.relationships}
    found = {}
    for node in page.nodes:
        if node.cls == "pact":
            year = ties[node.id].date.removeprefix("FY")[:4]
            found[node.id] = (f"{wrapped(node.short.ja)}\n{year}".strip(), f"{wrapped(node.short.en)}\n{year}".strip())
        else:
            found[node.id] = (wrapped(node.short.ja), wrapped(node.short.en))
    return found


def _degrees(page: PageModel) -> Counter[str]:
    return Counter(end for edge in page.edges for end in (edge.source, edge.target))


def _radius(node: Node, degree: int) -> float:
    size = next(cls.size for cls in CLASSES if cls.key == node.cls)
    return size if node.cls == "pact" else round(size + min(9.0, 1.9 * math.sqrt(degree)), 1)


def _hub(node: Node, degree: int) -> bool:
    """Whether the label is set larger and stays when the picture is small."""
    return node.cls == "alliance" or (degree > 4 and node.cls != "pact")


def plan(page: PageModel) -> Plan:
    """What the layout must know about the page: boxes for the labels of both languages, links in order, blocks."""
    degrees, texts, boxes = _degrees(page), labels(page), {}
    for node in page.nodes:
        radius, size = _radius(node, degrees[node.id]), HUB_FONT if _hub(node, degrees[node.id]) else FONT
        lines = [label.split("\n") for label in texts[node.id]]
        half = max([radius, *(width(line, size) / 2 for of in lines for line in of)]) + 2
        boxes[node.id] = Box(half, radius + 2, radius + _GAP + max(len(of) for of in lines) * size)
    for key in (key for area in page.areas if not area.alliance for key in area.nodes[:2]):
        boxes[key] = replace(boxes[key], above=boxes[key].above + _CAPTION)
    order = {group.key: at for at, group in enumerate(GROUPS)}
    dates = {tie.id: (order[tie.group], tie.date or "9999", tie.id) for tie in page.relationships}
    drawn = sorted(page.edges, key=lambda edge: (*dates[edge.tie], edge.id))
    pacts = defaultdict(list)
    for edge in drawn:
        if edge.source == edge.tie:
            pacts[edge.tie].append(edge.target)
    pairs = [list(zip(area.nodes[::2], area.nodes[1::2], strict=True)) for area in page.areas if not area.alliance]
    return Plan(
        boxes, [(edge.source, edge.target) for edge in drawn], {key: tuple(of) for key, of in pacts.items()}, pairs
    )


@dataclass(frozen=True)
class Drawn:
    """The picture as the page's script draws it: what each entity adds to its facts, and the sizes of the picture.

    `nodes` by key: `label` [ja, en] with its line breaks, `size` the radius, `hub`, `at` and `tall` the positions on a
    broad and on a narrow stage. `sizes` are [width, height] of each, `discs` the communities of a large graph as
    [x, y, radius]. All in canvas pixels, the centre at (0, 0).
    """

    nodes: Mapping[str, dict[str, Any]]
    sizes: list[list[int]]
    large: bool
    discs: Sequence[Disc] = ()


def drawn(page: PageModel) -> Drawn:
    """The picture of a page, positions computed here."""
    if len(page.nodes) > LARGE:
        return _large(page)
    shape, texts, degrees = plan(page), labels(page), _degrees(page)
    wide, tall = positions(shape, [ASPECT, TALL])
    nodes = {
        node.id: {
            "label": list(texts[node.id]),
            "size": _radius(node, degrees[node.id]),
            "hub": _hub(node, degrees[node.id]),
            "at": list(wide[node.id]),
            "tall": list(tall[node.id]),
        }
        for node in page.nodes
    }
    sizes = [[round(-2 * side) for side in frame(placed, shape.boxes)[:2]] for placed in (wide, tall)]
    return Drawn(nodes, sizes, large=False)


def _large(page: PageModel) -> Drawn:
    """The picture of a graph that cannot be read at once: its communities; labels in one line."""
    degrees = _degrees(page)
    found = overview([node.id for node in page.nodes], [(edge.source, edge.target) for edge in page.edges], ASPECT)
    nodes = {
        node.id: {
            "size": round(_radius(node, degrees[node.id])),
            "hub": node.id in found.hubs,
            "at": list(found.at[node.id]),
        }
        for node in page.nodes
    }
    return Drawn(nodes, [list(found.size)], large=True, discs=found.discs)


def to_pyvis(page: PageModel, places: Mapping[str, tuple[float, float]] | None = None) -> "Network":
    """The page's picture as a pyvis Network: physics off, positions given, every parallel line kept.

    The lists are filled directly, because add_edge looks through all edges each time and drops parallel ones.
    """
    from pyvis.network import Network

    places = places or positions(plan(page), [ASPECT])[0]
    degrees, texts = _degrees(page), labels(page)
    classes, groups = {cls.key: cls for cls in CLASSES}, {group.key: group for group in GROUPS}
    net = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    net.options = OPTIONS
    for node in page.nodes:
        (x, y), degree, cls = places[node.id], degrees[node.id], classes[node.cls]
        drawn = {
            "id": node.id,
            "label": texts[node.id][0],
            "shape": cls.shape,
            "size": _radius(node, degree),
            "x": x,
            "y": y,
            "color": cls.light,
            "font": {"size": HUB_FONT if _hub(node, degree) else FONT},
        }
        net.nodes.append(drawn)
        net.node_ids.append(node.id)
        net.node_map[node.id] = drawn
    between: Counter[frozenset[str]] = Counter()
    for edge in page.edges:
        group, pair = groups[edge.group], frozenset((edge.source, edge.target))
        line: dict[str, Any] = {"id": edge.id, "from": edge.source, "to": edge.target, "color": group.light}
        line |= {"width": group.width, "dashes": list(group.dash) or False, "arrows": "to" if edge.arrow else ""}
        if between[pair]:
            turn = "curvedCW" if between[pair] % 2 else "curvedCCW"
            line["smooth"] = {"enabled": True, "type": turn, "roundness": 0.14 + 0.1 * (between[pair] // 2)}
        between[pair] += 1
        net.edges.append(line)
    return net
