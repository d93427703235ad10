"""Positions without physics: hubs with their partners on rings, components packed into the picture's shape.

A *balloon tree*: the actor with the most links stands in the middle, its partners around it in the order of their
links, a partner that is a hub itself with its own ring. Nothing is random, no two boxes overlap, and equal input gives
equal positions (canvas pixels, y downwards).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viz.balloon import Tree, balloons
from viz.cells import Box, Point, frame
from viz.packing import pack

_WAYS = 12  # so many ways to place the largest component are packed; the smallest picture is taken

__all__ = ["Box", "Plan", "frame", "positions"]


@dataclass(frozen=True)
class Plan:
    """What the layout must know: boxes by key, links in the order wanted around a hub, pacts by their key with their
    parties, and blocks of pairs that stand together."""

    boxes: Mapping[str, Box]
    links: Sequence[tuple[str, str]]
    pacts: Mapping[str, tuple[str, ...]]
    blocks: Sequence[Sequence[tuple[str, str]]] = ()


def positions(plan: Plan, aspects: Sequence[float]) -> list[dict[str, Point]]:
    """A position for every box, once for each aspect (width divided by height of the picture)."""
    in_block = {key for block in plan.blocks for pair in block for key in pair}
    groups: list[dict[str, Point]] = [_stack(plan, block) for block in plan.blocks]
    beside = defaultdict(list)
    for a, b in plan.links:
        beside[a].append(b)
        beside[b].append(a)
    largest: list[dict[str, Point]] = [{}]
    for component in sorted(_components(plan, beside, in_block), key=len):
        if len(component) == 2:
            groups.append(_stack(plan, [(component[0], component[1])]))
        else:
            links = [(a, b) for a, b in plan.links if a in component]
            ways = balloons(_tree(plan, component, beside), plan.boxes, links, aspects[0])
            groups.append(largest[0])
            largest = ways
    return [_packed(plan, largest, [group for group in groups if group], aspect) for aspect in aspects]


def _packed(
    plan: Plan, ways: Sequence[dict[str, Point]], groups: Sequence[dict[str, Point]], aspect: float
) -> dict[str, Point]:
    """The smallest picture among a few ways to place the largest component, its centre at (0, 0)."""
    tries = [
        pack([part for part in (way, *groups) if part], plan.boxes, plan.links, aspect)
        for way in ways[:_WAYS]
        if way or groups  # there is no largest component where all are pairs
    ]
    best = min(tries, key=lambda placed: _extent(frame(placed, plan.boxes), aspect), default={})
    left, top, right, bottom = frame(best, plan.boxes)
    return {key: (round(x - (left + right) / 2, 1), round(y - (top + bottom) / 2, 1)) for key, (x, y) in best.items()}


def _extent(sides: tuple[float, float, float, float], aspect: float) -> float:
    left, top, right, bottom = sides
    return max((right - left) / aspect, bottom - top)


def _components(plan: Plan, beside: Mapping[str, Sequence[str]], skip: set[str]) -> list[list[str]]:
    seen, found = set(skip), []
    for key in plan.boxes:
        if key not in seen:
            seen.add(key)
            component = [key]
            for at in component:
                fresh = [other for other in dict.fromkeys(beside.get(at, ())) if other not in seen]
                seen.update(fresh)
                component += fresh
            found.append(component)
    return found


def _stack(plan: Plan, pairs: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """Pairs below one another, each as two entities side by side."""
    boxes = plan.boxes
    left, right = (max(boxes[pair[side]].half for pair in pairs) for side in (0, 1))
    placed, y = {}, 0.0
    for a, b in pairs:
        y += max(boxes[a].above, boxes[b].above)
        placed[a], placed[b] = (0.0, y), (left + right + 26, y)
        y += max(boxes[a].below, boxes[b].below) + 6
    return placed


def _tree(plan: Plan, component: Sequence[str], beside: Mapping[str, Sequence[str]]) -> Tree:
    """The component hung up by its best-linked actor, breadth first.

    A pact of three stands beside its nearer party, with the third party behind that one: so its lines do not cross.
    """
    root = max(component, key=lambda key: (len(set(beside.get(key, ()))), -component.index(key)))
    kids: dict[str, list[str]] = {key: [] for key in component}
    satellites: dict[str, list[str]] = {key: [] for key in component}
    seen, order = {root}, [root]
    for at in order:
        for other in dict.fromkeys(beside.get(at, ())):
            if other in seen:
                continue
            rest = [party for party in plan.pacts.get(other, ()) if party != at]
            new = sorted((party for party in rest if party not in seen), key=lambda key: len(beside[key]))
            if len(rest) == 2 and len(new) == 2:
                seen.update(new)
                kids[at].append(new[0])
                kids[new[0]].append(new[1])
                same = [pact for pact, parties in plan.pacts.items() if set(parties) == {at, *new}]
                seen.update(same)
                satellites[new[0]] += same
                order += new
            else:
                seen.add(other)
                kids[at].append(other)
                order.append(other)
    tree = Tree(root, kids, satellites)
    for hub in order:
        _friends_together(tree, hub, beside)
    return tree


def _friends_together(tree: Tree, hub: str, beside: Mapping[str, Sequence[str]]) -> None:
    """Kids of one hub that are linked with one another as well stand side by side."""
    kids = tree.kids[hub]
    arm = {key: kid for kid in kids for key in tree.below(kid)}
    friends = {
        kid: {arm[other] for key in tree.below(kid) for other in beside[key] if other in arm} - {kid} for kid in kids
    }
    for kid in sorted(kids, key=lambda kid: len(tree.below(kid))):
        friend = min(friends[kid], key=kids.index, default=None)
        if friend and abs(kids.index(kid) - kids.index(friend)) > 1:
            kids.remove(kid)
            at = kids.index(friend)
            taken = at > 0 and kids[at - 1] in friends[friend]
            kids.insert(at + 1 if taken else at, kid)
