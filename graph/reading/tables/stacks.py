"""Tables printed one cell to a line: row by row under their labels, label by label, or in heaps without any."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.align import Lines, Row, Titled, dealt
from graph.reading.tables.fits import fit
from graph.reading.tables.grids import RULED, Grid, known
from graph.reading.tables.labelled import MOST, Found, labelled
from graph.reading.tables.labels import answered
from graph.reading.tables.slots import column_part, is_head
from graph.reading.words.natures import may_date, nature

LABELLED = re.compile(r"\s*(?:(?:[^\w\s]|\d{1,2}[.)])\s*)?(?P<label>[^\s:：、。][^:：、。]{0,13}?)\s*[:：]\s*\S")
TAIL = re.compile(r"年月日|年月|日|年|先|名|種別|区分|別|期日|名称|都市|自治体")
BY_NATURE = {"date": "date", "kind": "kind", "place": "party", "firm": "party", "land": "region", "number": "number"}
TRIED, FEW = 48, 24  # lines by which one of several arrangements, or of several rows without labels, is chosen
Parts = tuple[str | None, ...]
Names = tuple[Text, ...]


def stacked(page: Page, taken: Sequence[range]) -> Iterator[Grid]:
    """The tables of one cell to a line, outside the lines that other tables take up."""
    used = {number for lines in taken for number in lines} | answered(page)
    segment: list[tuple[int, Text]] = []
    for number, line in enumerate(page.lines):
        if not line.norm.strip():
            continue
        if number in used or "\t" in line.norm or RULED.search(line.norm) or _named(line):
            yield from _segment(page, segment)
            segment = []
        else:
            segment.append((number, line.stripped()))
    yield from _segment(page, segment)


def _named(line: Text) -> bool:
    """True for a label with its value beside it, which is no cell."""
    match = LABELLED.match(line.norm)
    return match is not None and column_part(match["label"]) is not None


def _segment(page: Page, lines: Lines) -> Iterator[Grid]:
    labels = [column_part(line.norm) if len(line.norm) <= 24 else None for _, line in lines]
    dated = [may_date(line) and nature(page, line) == "date" for _, line in lines] if len(lines) > 3 else []
    best = cache(partial(_best, page, lines, labels))
    at = 0
    while at < len(lines) - 3:
        near = len(lines[at][1]) <= 40 and any(labels[at : at + MOST])
        found = best(at) if near else None
        if found and labels[at] is None and (other := best(at + 1)) and other[0] > found[0] - 0.5:
            at += 1  # the line above the head is a title
            continue
        found = found or _runs(page, lines, at)
        found = found or (None if labels[at] or sum(dated[at : at + FEW]) < 2 else _heaps(page, lines, labels, at))
        if found is None:
            at += 1
        else:
            yield found[2]
            at += found[1]


def _best(page: Page, lines: Lines, labels: list[str | None], at: int) -> Found | None:
    """The arrangement that explains most of the lines from `at` on: rows under labels, or labels with their values."""
    few = lines[at : at + TRIED]
    best: tuple[Found, partial[Found | None]] | None = None
    for parts, names, used in _heads(page, lines, labels, at):
        way = partial(_rows, page, parts=parts, names=names, used=used)
        if (found := way(few)) and (best is None or found[0] > best[0][0]):
            best = found, way
    near = set(labels[at : at + TRIED])
    told = {"date", "kind"} & near and any(fit(page, line, "party") >= 1 for _, line in few[:MOST])
    for wide in range(2, MOST + 1) if told else ():
        for named in (True, False) if labels[at] else (False,):
            way = partial(labelled, page, wide=wide, named=named)
            if (found := way(few)) and (best is None or found[0] > best[0][0]):
                best = found, way
    if best and len(lines) - at > TRIED:
        return best[1](lines[at:])
    return best[0] if best else None


def _heads(page: Page, lines: Lines, labels: list[str | None], at: int) -> Iterator[tuple[Parts, Names, int]]:
    """The heads that may begin with line `at`: labels of which some may be unknown, or printed in two lines."""
    parts: list[str | None] = []
    names: list[Text] = []
    number = at
    while number < len(lines) and len(parts) < MOST:
        line = lines[number][1]
        part, step = labels[number], 1
        if number + 1 < len(lines) and TAIL.fullmatch(lines[number + 1][1].norm) and len(line) <= 8:
            both = column_part(line.norm + lines[number + 1][1].norm)
            if both and (part is None or (part == both == "date")):
                part, step = both, 2
        if part is None and (
            len(line) > 12
            or re.search(r"[。\d]|^[(<〈《【〔\[■◆●○◎]", line.norm)
            or nature(page, line) not in ("free", "kind")
        ):
            return
        if part is None and parts and nature(page, line) == "kind":
            return  # a title of the first rows
        parts.append(part)
        names.append(line)
        number += step
        if is_head(parts) and (len(parts) >= 3 or all(parts)):
            yield tuple(parts), tuple(names), number - at


def _rows(page: Page, lines: Lines, parts: Parts, names: Names, used: int) -> Found | None:
    done = dealt(page, lines[used:], parts, frozenset(name.norm for name in names))
    rows = tuple(one for one in done.rows if _tells(page, one[1]))
    if not rows or done.score < 2 * len(done.rows):
        return None
    stop = lines[used + done.used - 1][0] + 1
    grid = Grid(lines[0][0], tuple(map(known, parts)), done.rows, range(lines[0][0], stop), names=names)
    return done.score + sum(1 if part else -1 for part in parts), used + done.used, grid


def _tells(page: Page, row: Row) -> bool:
    told = {nature(page, one) for one in row if len(one)}
    return bool(told & {"place", "firm", "free"}) and bool(told & {"date", "kind", "state"})


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
    few = lines[at : at + FEW]
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
            rows = [row for _, row in done.rows if _tells(page, row)]
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
