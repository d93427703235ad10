"""Tables printed one cell to a line: row by row, label by label, or as small heaps without any label."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.reading.grids import RULED, Grid, Row, is_head
from graph.reading.natures import nature
from graph.reading.page import Page
from graph.reading.slots import role
from graph.reading.text import Text

NUMBER = re.compile(r"[(]?\d{1,3}[).]?|[①-⑳]")
Lines = list[tuple[int, Text]]


def stacked(page: Page) -> Iterator[Grid]:
    """The tables in runs of short lines; blank lines between the cells do not count."""
    lines = [(number, line.stripped()) for number, line in enumerate(page.lines) if line.norm.strip()]
    at = 0
    while at < len(lines):
        stop = at
        while stop < len(lines) and _short(lines[stop][1].norm):
            stop += 1
        if stop - at >= 4:
            yield from _stack(page, lines[at:stop])
        at = max(stop, at + 1)


def _short(norm: str) -> bool:
    return (
        len(norm) <= 40
        and "。" not in norm
        and "\t" not in norm
        and not RULED.search(norm)
        and not re.search(r"[:：]|\.{3}|\s{3,}", norm)
    )


def _stack(page: Page, lines: Lines) -> Iterator[Grid]:
    labels = [role(line.norm) for _, line in lines]
    at = 0
    while at < len(lines) - 3:
        run = at
        while run < len(lines) and labels[run]:
            run += 1
        best: tuple[int, Grid] | None = None
        for lead in range(max(0, run - at - 1)):  # a title above may look like a label
            for extra in range(3):  # and the last labels may be words that say nothing
                head = [*labels[at + lead : run], *([None] * extra)]
                if len(head) < 3 or not is_head(head) or any(_told(page, line) for _, line in lines[run : run + extra]):
                    continue
                rows, used = _chunks(page, lines[run + extra :], head)
                if rows and (best is None or used + extra > best[0] + len(rows) // 2):
                    best = used + extra, Grid(lines[at][0], tuple(head), tuple(rows))
        if best:
            yield best[1]
            at = run + best[0]
        else:
            at = max(run, at + 1)
    if not best_of(labels) and (turned := _turned(page, lines, labels)):
        yield turned
    if not any(labels):
        yield from _heaps(page, lines)


def best_of(labels: Sequence[str | None]) -> bool:
    """True where four labels and more stand together: the head of a table whose rows follow."""
    return any(all(labels[at : at + 4]) for at in range(len(labels) - 4))


def _told(page: Page, line: Text) -> bool:
    return nature(page, line) in ("date", "place", "kind", "land", "number")


def _chunks(page: Page, lines: Lines, head: Sequence[str | None]) -> tuple[list[Row], int]:
    """The lines dealt out to the columns in turn, and how many were; a bracket goes on with the cell above it."""
    rows: list[Row] = []
    row: Row = []
    used = 0
    for number, (_, line) in enumerate(lines):
        if row and re.match(r"\d{1,2}月", line.norm) and re.search(r"年\s*$", row[-1].norm):
            row[-1] = row[-1].plus(line)  # a date broken in its cell
            continue
        own = len(row) < len(head) and head[len(row)] in ("kind", "date") and _fits(page, line, head[len(row)])
        if (
            row
            and not own
            and line.norm[0] in "(（〔["
            and (nature(page, line) in ("land", "date", "free") or len(line) < 12)
        ):
            row[-1] = row[-1].plus(line)
            continue
        if len(row) == len(head):
            rows.append(row)
            row, used = [], number
        while row and len(row) < len(head) and not _fits(page, line, head[len(row)]):
            if not any(part in ("date", "kind") and _fits(page, line, part) for part in head[len(row) + 1 :]):
                break
            row.append(line.part(0, 0))  # an empty cell
        if len(row) == len(head) or not _fits(page, line, head[len(row)]):
            break
        row.append(line)
    else:
        used = len(lines)
    if len(row) == len(head) or (row and "date" in head[: len(row)]):
        rows.append(row + [row[0].part(0, 0)] * (len(head) - len(row)))
    return rows, used


def _fits(page: Page, line: Text, part: str | None) -> bool:
    found = nature(page, line)
    if found in ("blank", "ditto"):
        return True
    if part == "date":
        return found in ("date", "state") or (found == "free" and bool(re.search(r"\d年|未定|未締結", line.norm)))
    if part in ("party", "home"):
        return found in ("place", "firm", "free", "kind") and not re.search(r"\d{3}", line.norm)
    if part == "kind":
        named = bool(re.search(r"姉妹|友好|協定|覚書|提携|交流", line.norm)) and found not in ("event", "place")
        return found in ("kind", "state") or named
    return part != "region" or found in ("land", "free", "place")


def _turned(page: Page, lines: Lines, labels: list[str | None]) -> Grid | None:
    """Label, then the values of all cities, one to a line; the labels stand at equal distances."""
    known = [at for at, part in enumerate(labels) if part]
    for first, second in pairwise(known):
        gap = second - first
        if gap < 3:
            continue
        leads = first >= gap and not any(labels[first - gap : first]) and nature(page, lines[first - 1][1]) == "place"
        begin = first - gap if leads else first
        marks = [at for at in range(begin, len(lines), gap) if at < first or labels[at]]
        marks = [at for number, at in enumerate(marks) if at == begin + number * gap]
        within = [at for at in known if begin <= at < marks[-1]]
        if len({labels[at] for at in marks} & {"date", "kind", "party"}) < 2 or set(within) - set(marks):
            continue
        empty = lines[first][1].part(0, 0)
        rows = [
            [lines[at + column][1] if at + column < len(lines) else empty for at in marks] for column in range(1, gap)
        ]
        return Grid(lines[begin][0], tuple(labels[at] for at in marks), tuple(rows))
    return None


def _heaps(page: Page, lines: Lines) -> Iterator[Grid]:
    """Small heaps between blank lines, or of one length, with one date and one place each, and no label."""
    dates = [at for at, (_, line) in enumerate(lines) if nature(page, line) == "date"]
    if not dates or any(nature(page, line) == "event" for _, line in lines):
        return
    sizes = {b - a for a, b in pairwise(dates)}
    size = sizes.pop() if len(sizes) == 1 else len(lines)
    breaks = [at for at in range(1, len(lines)) if lines[at][0] - lines[at - 1][0] > 1]
    if breaks and len(breaks) >= len(dates) - 1:
        heaps = [lines[a:b] for a, b in pairwise([0, *breaks, len(lines)])]
    else:
        heaps = [lines[a : a + size] for a in range(len(lines) % size, len(lines), size)]
    for heap in heaps:
        row = [line for _, line in heap if not NUMBER.fullmatch(line.norm)]
        if len(row) >= 2 and sum(nature(page, line) == "date" for line in row) == 1:
            yield Grid(heap[0][0], (None,) * len(row), (row,))
