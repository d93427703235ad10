"""Tables printed one cell to a line: row by row under their labels, label by label, or in heaps without any."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from graph.reading.align import Lines, Row, Titled, dealt, goes_on, joined
from graph.reading.fits import empty, fit, is_label
from graph.reading.grids import RULED, Grid
from graph.reading.natures import nature
from graph.reading.page import Page
from graph.reading.slots import column_part, is_head, role
from graph.reading.text import Text

NUMBER = re.compile(r"[(]?\d{1,3}[).]?|[①-⑳]")
TAIL = re.compile(r"年月日|年月|日|年|先|名|種別|区分|別|期日|名称|都市|自治体")
BY_NATURE = {"date": "date", "kind": "kind", "place": "party", "firm": "party", "land": "region", "number": "number"}
MOST = 12  # columns
TRIED = 48  # lines by which one of several arrangements is chosen
Found = tuple[float, int, Grid]


def stacked(page: Page, taken: Sequence[range]) -> Iterator[Grid]:
    """The tables of one cell to a line, outside the lines that other tables take up."""
    used = {number for lines in taken for number in lines}
    lines = [
        (number, line.stripped())
        for number, line in enumerate(page.lines)
        if line.norm.strip() and number not in used and not RULED.search(line.norm) and "\t" not in line.norm
    ]
    labels = [column_part(line.norm) if len(line.norm) <= 24 else None for _, line in lines]
    at = 0
    while at < len(lines):
        near = len(lines[at][1]) <= 40 and any(labels[at : at + MOST])
        found = (_best(page, lines, labels, at) if near else None) or _runs(page, lines, at)
        found = found or (None if labels[at] else _heaps(page, lines, labels, at))
        if found is None:
            at += 1
        else:
            yield found[2]
            at += found[1]


def _best(page: Page, lines: Lines, labels: list[str | None], at: int) -> Found | None:
    """The arrangement that explains most of the lines from `at` on: rows under labels, or labels with their values."""
    few = lines[at : at + TRIED]
    best: tuple[float, partial[Found | None]] | None = None
    for parts, used in _heads(page, lines, labels, at):
        way = partial(_rows, page, parts=parts, used=used)
        if (told := way(few)) and (best is None or told[0] > best[0]):
            best = told[0], way
    for wide in range(2, MOST + 1):
        for named in (True, False) if labels[at] else (False,):
            turn = partial(_labelled, page, wide=wide, named=named)
            if (told := turn(few)) and (best is None or told[0] > best[0]):
                best = told[0], turn
    return best[1](lines[at:]) if best else None


def _heads(page: Page, lines: Lines, labels: list[str | None], at: int) -> Iterator[tuple[tuple[str | None, ...], int]]:
    """The heads that may begin with line `at`: labels of which some may be unknown, or printed in two lines."""
    parts: list[str | None] = []
    number = at
    while number < len(lines) and len(parts) < MOST:
        line = lines[number][1]
        part, step = labels[number], 1
        if number + 1 < len(lines) and TAIL.fullmatch(lines[number + 1][1].norm) and len(line) <= 8:
            both = column_part(line.norm + lines[number + 1][1].norm)
            if both and (part is None or (part == both == "date")):
                part, step = both, 2
        if part is None and (len(line) > 12 or "。" in line.norm or nature(page, line) not in ("free", "kind")):
            return
        if part is None and parts and nature(page, line) == "kind":
            return  # a title of the first rows
        parts.append(part)
        number += step
        if is_head(parts) and len(parts) >= 3:
            yield tuple(parts), number - at


def _rows(page: Page, lines: Lines, parts: tuple[str | None, ...], used: int) -> Found | None:
    done = dealt(page, lines[used:], parts)
    rows = tuple(one for one in done.rows if _tells(page, one[1], parts))
    if not rows or done.score < 2 * len(done.rows):
        return None
    stop = lines[used + done.used - 1][0] + 1
    labels = tuple("other" if part == "number" else part for part in parts)
    grid = Grid(lines[0][0], labels, done.rows, range(lines[0][0], stop))
    return done.score + len(parts), used + done.used, grid


def _tells(page: Page, row: Row, parts: Sequence[str | None]) -> bool:
    told = {nature(page, one) for one in row if len(one)}
    return bool(told & {"place", "firm", "free"}) and bool(told & {"date", "kind", "state"})


def _labelled(page: Page, lines: Lines, wide: int, named: bool) -> Found | None:
    """Each label followed by the values of all of `wide` cities; without a label for their names where not `named`."""
    count = len(lines)
    score: list[tuple[float, int] | None] = [None] * (count + 1)
    cells: dict[tuple[int, int], tuple[float, Row, str | None]] = {}
    parts = ["party"] if not named else []
    best, last, far = 0.0, 0, 0
    if named:
        score[0] = (0.0, -1)
    else:
        if count <= wide or min(fit(page, line, "party") for _, line in lines[:wide]) < 1:
            return None
        score[wide], far = (2.0 * wide, -1), wide
    for at in range(count):
        now = score[at]
        if now is None:
            if at > far:
                break
            continue
        label = lines[at][1]
        part = column_part(label.norm)
        if part is None and (len(label) > 14 or nature(page, label) not in ("free", "kind") or "。" in label.norm):
            continue
        if part in ("party", "date", "kind", "region") and part in _before(score, cells, at):
            continue  # another table begins
        for stop in range(at + 2, min(count, at + 1 + 2 * wide + 1) + 1):
            told = _values(page, lines, at + 1, stop, part, wide)
            if told is None:
                continue
            value = now[0] + told[0] + (1.5 if part else -0.7)
            far = max(far, stop)
            if score[stop] is None or value > score[stop][0]:  # type: ignore[index]
                score[stop] = (value, at)
                cells[at, stop] = told
            if value > best and score[stop] == (value, at):
                best, last = value, stop
    rows: list[tuple[str | None, Row]] = []
    at = last
    while at > 0 and (now := score[at]) and now[1] >= 0:
        rows.insert(0, (cells[now[1], at][2], cells[now[1], at][1]))
        at = now[1]
    if not named:
        rows.insert(0, ("party", [line for _, line in lines[:wide]]))
    known = [part for part, _ in rows]
    while rows and known[-1] is None:  # what is no label that anybody knows may be the text below the table
        last -= len(rows.pop()[1]) + 1
        known.pop()
    if "party" not in known or not {"date", "kind"} & set(known) or len(set(known) - {None}) < 2:
        return None
    turned: tuple[Titled, ...] = tuple((None, [row[k] for _, row in rows]) for k in range(wide))
    labels = tuple("other" if part == "number" else part for part in known)
    grid = Grid(lines[0][0], labels, turned, range(lines[0][0], lines[last - 1][0] + 1), True)
    return best, last, grid


def _before(
    score: list[tuple[float, int] | None], cells: dict[tuple[int, int], tuple[float, Row, str | None]], at: int
) -> set[str | None]:
    """The parts of the labels on the way to the label on line `at`."""
    found: set[str | None] = set()
    while at > 0 and (now := score[at]) and now[1] >= 0:
        found.add(cells[now[1], at][2])
        at = now[1]
    return found


def _values(
    page: Page, lines: Lines, first: int, stop: int, part: str | None, wide: int
) -> tuple[float, Row, str | None] | None:
    """The lines from `first` to before `stop` as the values of `wide` cities under one label, and what they are."""
    if any(is_label(lines[at][1].norm) for at in range(first, stop)):
        return None
    none = lines[first][1].part(0, 0)
    table: list[list[tuple[float, int] | None]] = [[None] * (stop - first + 1) for _ in range(wide + 1)]
    table[0][0] = (0.0, 0)
    short = stop - first < wide
    for city in range(wide):
        for i in range(stop - first + 1):
            now = table[city][i]
            if now is None:
                continue
            steps = [(now[0] - empty(part) - 0.5, i)] if short else []
            cost = 0.0
            for k in range(i, min(stop - first, i + 3)):
                if k > i:
                    step = goes_on(page, joined(lines, first + i, k - i), lines[first + k][1], part)
                    if step is None:
                        break
                    cost += step
                text = joined(lines, first + i, k - i + 1)
                steps.append((now[0] + fit(page, text, part) - cost, k + 1))
            for value, after in steps:
                told = table[city + 1][after]
                if told is None or value > told[0]:
                    table[city + 1][after] = (value, i)
    end = table[wide][stop - first]
    if end is None or (part in ("party", "date", "kind") and end[0] < 0.4 * wide):
        return _values(page, lines, first, stop, "party", wide) if part == "kind" else None
    row: Row = []
    i = stop - first
    for city in range(wide, 0, -1):
        before = table[city][i][1]  # type: ignore[index]
        row.insert(0, joined(lines, first + before, i - before) if before < i else none)
        i = before
    return end[0], row, part


def _runs(page: Page, lines: Lines, at: int) -> Found | None:
    """The names of all cities, then all countries, all kinds, all dates, without a label."""
    wide = 0
    while at + wide < len(lines) and fit(page, lines[at + wide][1], "party") >= 1.2:
        wide += 1
    if not 2 <= wide <= MOST:
        return None
    groups: list[tuple[str, Row]] = [("party", [line for _, line in lines[at : at + wide]])]
    stop = at + wide
    while stop + wide <= len(lines):
        row = [line for _, line in lines[stop : stop + wide]]
        part = next(
            (one for one in ("region", "kind", "date", "number") if all(fit(page, each, one) >= 1 for each in row)),
            None,
        )
        if part is None or part in [one for one, _ in groups]:
            break
        groups.append((part, row))
        stop += wide
    if "date" not in [part for part, _ in groups]:
        return None
    turned: tuple[Titled, ...] = tuple((None, [row[k] for _, row in groups]) for k in range(wide))
    lines_ = range(lines[at][0], lines[stop - 1][0] + 1)
    return 0.0, stop - at, Grid(lines[at][0], (None,) * len(groups), turned, lines_, True)


def _heaps(page: Page, lines: Lines, labels: list[str | None], at: int) -> Found | None:
    """Rows without labels: the first of them says what the lines of each hold, and the others repeat it."""
    best: tuple[float, tuple[str | None, ...]] | None = None
    few = lines[at : at + TRIED]
    if nature(page, few[0][1]) not in ("place", "firm", "kind", "land", "date", "number"):
        return None
    parts: list[str | None] = []
    for number, (_, line) in enumerate(few[:8]):
        if labels[at + number] or len(line) > 40 or nature(page, line) == "event":
            break
        parts.append(BY_NATURE.get(nature(page, line), "other"))
        if parts.count("date") > 1:
            break
        if len(parts) >= 2 and parts.count("date") == 1 and parts.count("party") in (1, 2):
            done = dealt(page, few, tuple(parts))
            rows = [row for _, row in done.rows if _tells(page, row, parts)]
            worth = done.score / max(1, done.used) * min(done.used, 2 * len(parts))
            full = [sum(len(row[k]) > 0 for row in rows) * 10 >= 6 * len(rows) for k in range(len(parts))]
            if (
                len(rows) >= 2
                and all(full)
                and len(rows) == len(done.rows)
                and done.score >= 1.1 * done.used
                and (best is None or worth > best[0])
            ):
                best = worth, tuple(parts)
    if best is None:
        return None
    done = dealt(page, lines[at:], best[1])
    stop = lines[at + done.used - 1][0] + 1
    return done.score, done.used, Grid(few[0][0], (None,) * len(best[1]), done.rows, range(few[0][0], stop))
