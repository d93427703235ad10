"""Tables of one cell to a line in which each label stands over the values of all cities."""

from graph.reading.pages.page import Page
from graph.reading.tables.align import Lines, Row, Titled, goes_on, joined
from graph.reading.tables.fits import empty, fit, is_label
from graph.reading.tables.grids import Grid, known
from graph.reading.tables.slots import column_part
from graph.reading.words.deeds import kinds
from graph.reading.words.natures import nature

MOST = 12  # columns
Found = tuple[float, int, Grid]


def labelled(page: Page, lines: Lines, wide: int, named: bool) -> Found | None:
    """Each label followed by the values of all of `wide` cities; without a label for their names where not `named`."""
    count = len(lines)
    score: list[tuple[float, int] | None] = [None] * (count + 1)
    cells: dict[tuple[int, int], tuple[float, Row, str | None]] = {}
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
        part = column_part(label.norm) or ("signed" if len(label) <= 14 and kinds(page, label.norm) else None)
        if part is None and (len(label) > 14 or nature(page, label) not in ("free", "kind") or "。" in label.norm):
            continue
        if part in ("party", "date", "kind", "region") and part in _before(score, cells, at):
            continue  # another table begins
        for stop in range(at + 2, min(count, at + 1 + 2 * wide + 1) + 1):
            if is_label(lines[stop - 1][1].norm):
                break
            if stop - at - 1 < wide - 2:
                continue
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
    rows: list[tuple[str | None, Row, int]] = []
    at = last
    while at > 0 and (now := score[at]) and now[1] >= 0:
        rows.insert(0, (cells[now[1], at][2], cells[now[1], at][1], now[1]))
        at = now[1]
    while rows and rows[-1][0] is None:
        last = rows.pop()[2]  # what is no label that anybody knows may be the text below the table
    if not named:
        rows.insert(0, ("party", [line for _, line in lines[:wide]], -1))
    parts = [part for part, _, _ in rows]
    if "party" not in parts or not {"date", "kind"} & set(parts) or len(set(parts) - {None}) < 2:
        return None
    turned: tuple[Titled, ...] = tuple((None, [row[k] for _, row, _ in rows]) for k in range(wide))
    names = tuple(lines[at][1] if at >= 0 else None for _, _, at in rows)
    used = range(lines[0][0], lines[last - 1][0] + 1)
    return best, last, Grid(lines[0][0], tuple(map(known, parts)), turned, used, True, names)


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
