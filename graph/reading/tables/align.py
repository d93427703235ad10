"""Deals texts out to columns so that the whole fits best: wrapped cells put together, empty ones seen, titles set apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.reading.names.regions import is_prefecture
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.fits import empty, fit, is_label
from graph.reading.tables.slots import is_own
from graph.reading.words.natures import nature

Row = list[Text]
Titled = tuple[Text | None, Row]
Lines = Sequence[tuple[int, Text]]
WRAPS = 4  # lines of one cell
WIDEST = 90  # characters of a cell that is put together from several lines
OPENS, CLOSES = re.compile(r"[(（〔\[【「『<]"), re.compile(r"[)）〕\]】」』>]")
BEGINS = re.compile(r"[(（〔\[)）〕\]、・ァィゥェォャュョッーぁぃぅぇぉゃゅょっをにがはのと]")
HANGS = re.compile(r"[、・,(（〔年月/／]\s*$|[\d元]\s*[.．]\s*\d{1,2}\s*[.．]\s*$|[明大昭平令]和?\s*(?:元|\d+)年?\s*$")
TITLE = re.compile(r"海外|国外|国内|国際|都市間|県外|県内|[<〈《【〔\[■●◆○◎□▼]")
DAY, YEAR = re.compile(r"\d{1,2}\s*月"), re.compile(r"[年元]\s*$")
UNNAMED = re.compile(r"[\dぁ-ん]")  # what no broken name goes on with
WHOLE = {"party": ("place", "firm"), "home": ("place",), "region": ("land",), "date": ("date",), "kind": ("kind",)}
SPANNING = ("home", "kind", "region", "number", "other", None)  # of a first cell over several rows
BEAM = 6.0  # what is worse than the best by more than this is not followed
PATIENCE = 30  # lines that are tried after the last good row


@dataclass(frozen=True)
class Dealt:
    """Rows of cells, each with the title that stands over it; how many lines were used, and how well they fit."""

    rows: tuple[Titled, ...]
    used: int
    score: float


def goes_on(page: Page, one: Text, two: Text, part: str | None) -> float | None:
    """What it costs to take the text `two` as the rest of the cell that begins with `one`; None where it cannot be."""
    key = ("goes on", one.norm, two.norm, part)
    if key not in page.memory:
        page.memory[key] = _goes_on(page, one, two, part)
    found: float | None = page.memory[key]
    return found


def _goes_on(page: Page, one: Text, two: Text, part: str | None) -> float | None:
    a, b = one.norm.strip(), two.norm.strip()
    if not a or not b or len(a) + len(b) > WIDEST:
        return None
    if part not in ("note", "other", None) and is_label(a):
        return None
    if "。" in b and part not in ("note", "other", "signer", None):
        return None  # a sentence is no rest of a name, a kind or a date
    if DAY.match(b) and YEAR.search(a):
        return -0.2  # a date broken in its cell
    if BEGINS.match(b) or HANGS.search(a) or len(OPENS.findall(a)) > len(CLOSES.findall(a)):
        other = part in ("date", "region", "number") and nature(page, two) == "kind"
        return None if other or is_label(b) else 0.1
    first, second = nature(page, one), nature(page, two)
    if second not in ("free", "event") and (first != "free" or second not in ("place", "kind", "land", "firm")):
        return None
    broken = (second == "free" and first in ("free", "place", "land", "kind", "firm")) or first == "free"
    whole = WHOLE.get(part or "", ()) if broken and len(a) + len(b) <= 24 and not UNNAMED.search(b) else ()
    if whole and nature(page, one.plus(two)) in whole:
        return 0.3  # a word broken in its cell: オースト, ラリア
    if is_label(b):
        return None
    if part in ("note", "other", "signer"):
        return 0.5 if first in ("free", "event") and second in ("free", "event") else None
    return 0.9 if part in ("kind", "party") and first not in ("date", "ditto", "blank", "number") else None


def titled(page: Page, text: Text) -> bool:
    """True for a text that can stand between the rows as a title of those that follow."""
    norm = text.norm.strip()
    if not 1 < len(norm) <= 24 or "。" in norm:
        return False
    found = nature(page, text)
    if found == "place":  # in a list of a prefecture, the municipality whose partners follow
        return len(norm) <= 10 and is_prefecture(page, page.home) and is_own(page, text)
    return found in ("kind", "land") or (found == "free" and bool(TITLE.search(norm)) and not re.search(r"\d", norm))


# The best way to a point of the dealing: its score, the point before (line and place), and how many lines the step took;
# 0: an empty cell, or the end of a row; -1: a title between the rows. A plain tuple, for tens of thousands are made.
State = tuple[float, int, int, int]


def dealt(page: Page, lines: Lines, columns: Sequence[str | None], labels: frozenset[str] = frozenset()) -> Dealt:
    """The best way to deal lines (number and text) out to the columns in turn, row after row, from the first line on;
    one of the `labels` is no value: the table is over, or begins anew.

    Point `j` of a row: j cells are filled, one at least with a text; point `wide + 1 + j`: the first j are empty.
    """
    wide = len(columns)
    begin = wide + 1
    if not lines:
        return Dealt((), 0, 0.0)
    blanks = _blanks(lines)
    order = (*range(1, wide + 1), *range(begin, begin + wide))
    skips = [min(0.7, empty(part)) if not at and part in SPANNING else empty(part) for at, part in enumerate(columns)]
    points: list[list[State | None]] = [[None] * (begin + wide) for _ in range(len(lines) + WRAPS + 1)]
    points[0][begin] = 0.0, -1, -1, 0
    best, last = 0.0, 0

    def put(row: list[State | None], at: int, state: State) -> None:
        told = row[at]
        if told is None or state[0] > told[0]:
            row[at] = state

    def cells(column: int) -> list[tuple[float, float]]:
        """What a cell costs, and how it fits the column, that takes up line `i` alone, with the next one, and so forth."""
        text, part = lines[i][1], columns[column]
        found = [(0.0, fit(page, text, part))]
        for more, (_, line) in enumerate(lines[i + 1 : i + WRAPS], 1):
            step = None if line.norm in labels else goes_on(page, text, line, part)
            if step is None:
                break
            if more == len(whole):
                whole.append(text.plus(line))
            text = whole[more]
            found.append((step, fit(page, text, part)))
        return found

    for i in range(len(lines) + 1):
        known: dict[int, list[tuple[float, float]]] = {}  # the cells that may begin with the line, by column
        here = points[i]
        scores = [one[0] for one in here if one]
        worst = max(scores, default=0.0) - BEAM
        over = i == len(lines) or lines[i][1].norm in labels
        whole = [lines[i][1]] if not over else []  # the line alone, with the next one, and so forth
        for at in order if scores else ():
            now = here[at]
            if now is None or now[0] < worst:
                continue
            if at == wide:
                put(here, begin, (now[0], i, at, 0))
                continue
            column = at if at < wide else at - begin
            if column + 1 < wide or at < wide:
                put(here, at + 1, (now[0] - skips[column], i, at, 0))
            if over:
                continue
            if column == 0 and titled(page, lines[i][1]):
                put(points[i + 1], begin, (now[0] - 1, i, at, -1))
            cost = blanks.get(i, 0.0) * (-1 if at == begin else 1)
            cost += at == begin and nature(page, lines[i][1]) == "blank"  # rather the last cell of the row before
            for more, (step, fits) in enumerate(known.get(column) or known.setdefault(column, cells(column)), 1):
                cost += step
                put(points[i + more], column + 1, (now[0] + fits - cost, i, at, more))
        closed = here[begin]
        if closed and closed[0] > best:
            best, last = closed[0], i
        if i - last > PATIENCE:
            break
    return Dealt(tuple(_rows(lines, points, last, wide)), last, best)


def _blanks(lines: Lines) -> dict[int, float]:
    """The lines before which more blank ones stand than elsewhere: rows begin there rather than cells."""
    gaps = [b[0] - a[0] for a, b in pairwise(lines)]
    least = min(gaps, default=1)
    return {at + 1: 0.5 for at, gap in enumerate(gaps) if gap > least}


def joined(lines: Lines, first: int, count: int) -> Text:
    """The texts of `count` lines run together."""
    text = lines[first][1]
    for more in range(1, count):
        text = text.plus(lines[first + more][1])
    return text


def _rows(lines: Lines, points: list[list[State | None]], last: int, wide: int) -> list[Titled]:
    """The rows on the way to the row that ends before line `last`."""
    found: list[Titled] = []
    row: Row = []
    i, at = last, wide + 1
    none = lines[0][1].part(0, 0)
    while i or at != wide + 1:
        state = points[i][at]
        assert state is not None  # a way leads back to the beginning
        _, line, before, took = state
        if took == -1:
            found.append((lines[line][1], []))
        elif before != wide:  # a cell, not the step from the end of a row to the next
            row.insert(0, joined(lines, line, took) if took else none)
            if before == wide + 1:
                found.append((None, row))
                row = []
        i, at = line, before
    title: Text | None = None
    rows: list[Titled] = []
    for head, cells in reversed(found):
        title = title if head is None else head
        if head is None:
            rows.append((title, cells))
    return rows


@dataclass(frozen=True)
class Words:
    """The words of a line by their place in it; `gaps[k]`: 0 one blank, 1 a wide one, 2 several, 3 a rule or tab before."""

    line: Text
    spans: tuple[tuple[int, int], ...]
    gaps: tuple[int, ...]

    def text(self, first: int, stop: int) -> Text:
        return self.line.part(self.spans[first][0], self.spans[stop - 1][1]).stripped()


def spread(
    page: Page, words: Words, columns: Sequence[str | None], bonus: Sequence[Sequence[float]] = ()
) -> tuple[float, Row]:
    """The best way to set the words of one line under the columns, all of them, in their order.

    `bonus[k][j]` is what the place of word k on the line says for column j.
    """
    m, n, far = len(words.spans), len(columns), -1e9
    table = [[(far, 0)] * (n + 1) for _ in range(m + 1)]
    table[0][0] = (0.0, 0)
    for j in range(n):
        for i in range(m + 1):
            score = table[i][j][0]
            if score <= far:
                continue
            if score - empty(columns[j]) > table[i][j + 1][0]:
                table[i][j + 1] = (score - empty(columns[j]), i)
            cost = 0.0
            for k in range(i, min(m, i + 6)):
                cost += (0.1, 0.8, 9.0, 9.0)[words.gaps[k]] if k > i else 0.0
                if cost > 4:
                    break
                value = score + fit(page, words.text(i, k + 1), columns[j]) - cost + (bonus[i][j] if bonus else 0.0)
                if value > table[k + 1][j + 1][0]:
                    table[k + 1][j + 1] = (value, i)
    if table[m][n][0] <= far:
        return far, []
    row: Row = []
    i = m
    for j in range(n, 0, -1):
        before = table[i][j][1]
        row.insert(0, words.text(before, i) if before < i else words.line.part(0, 0))
        i = before
    return table[m][n][0], row
