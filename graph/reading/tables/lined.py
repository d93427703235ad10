"""Tables whose rows, or whose columns, are printed as lines: under a head, beside labels, or without any."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.align import Row, Titled, Words, goes_on, spread, titled
from graph.reading.tables.fits import BARE_NAME, fit
from graph.reading.tables.grids import RULE, Grid, grouped, known, mended, texts, under, ways, words
from graph.reading.tables.heads import Head, head_of, two_lines
from graph.reading.tables.turned import turned
from graph.reading.words.deeds import state_of
from graph.reading.words.natures import EVERY, nature
from graph.values import find_dates

ASIDE = re.compile(r"\s*(?:[※*＊]|[(]?(?:注|備考|資料|出典|合計|総計|計\s)|[-‐―－]\s*\d+\s*[-‐―－])")
MAY_DATE = re.compile(r"[〃″”\"仝々]|同上|同じ|予定|未定|(?:[MTSHR明大昭平令]\.?\s?\d|1[89]\d\d|20\d\d)")
PARTS = frozenset("\t|│｜┃,，")
MISSES = 3  # lines that are no rows, after which a table is over
BY_NATURE = {"date": "date", "kind": "kind", "place": "party", "firm": "party", "land": "region", "number": "number"}
Body = list[tuple[int, Text | None, Row]]


def lined(page: Page) -> Iterator[Grid]:
    """The tables of a document whose cells stand beside each other on its lines, in their order."""
    number, lines = 0, page.lines
    while number < len(lines):
        if not _may_begin(lines[number].norm):
            number += 1
            continue
        grid = _headed(page, number) or turned(page, number) or _bare(page, number)
        if grid is None:
            number += 1
            continue
        yield grid
        number = max(grid.lines.stop, number + 1)


def _may_begin(norm: str) -> bool:
    """True for a line with cells, with members behind a label, and for a rule."""
    cells = len(norm.split(None, 1)) > 1 or not PARTS.isdisjoint(norm)
    return cells or 0 <= norm.find(":") < norm.rfind("、") or bool(norm and RULE.fullmatch(norm))


def _headed(page: Page, number: int) -> Grid | None:
    lines = page.lines
    head = two_lines(page, lines[number], lines[number + 1]) if number + 1 < len(lines) else None
    head = head or head_of(page, lines[number])
    if head is None:
        return None
    rows: list[Titled] = []
    title: Text | None = None
    at, last, missed = number + head.lines, number, 0
    while at < len(lines) and missed < MISSES:
        line, at = _torn(page, lines, at, head) or mended(lines, at)
        if RULE.fullmatch(line.norm):  # a blank one too
            at += 1
            continue
        if rows and (again := head_of(page, line)) and len([part for part in again.parts if part]) >= 3:
            break
        row = _row(page, line, head)
        if row is not None:
            rows.append((title, row))
            last, missed = at, 0
        elif rows and last + 1 == at and _continued(page, line, head, rows):
            last, missed = at, 0
        elif titled(page, _only(page, line)) and not ASIDE.match(line.norm):
            title, missed = _only(page, line), missed + 1
        else:
            missed += 1
        at += 1
    if not rows:
        return None
    return Grid(
        number, tuple(known(part) for part in head.parts), tuple(rows), range(number, last + 1), names=head.names
    )


def _torn(page: Page, lines: Sequence[Text], at: int, head: Head) -> tuple[Text, int] | None:
    """A row between rules that breaks within one of its cells: both lines together have the cells of the head."""
    if head.way == "blank" or at + 1 == len(lines):
        return None
    one, two = (texts(words(page, line, head.way)) if line.norm.strip() else [] for line in lines[at : at + 2])
    wide = len(head.parts)
    if not 2 <= len(one) < wide or not 2 <= len(two) < wide or len(one) + len(two) - 1 != wide or is_row(page, one):
        return None
    both = lines[at].stripped().plus(lines[at + 1].stripped())
    return (both, at + 1) if is_row(page, texts(words(page, both, head.way))) else None


def _only(page: Page, line: Text) -> Text:
    """A line without its rules and tabs, where just one of its cells is filled."""
    told = [one for way in ways(page, line)[:1] for one in texts(words(page, line, way)) if one.norm.strip()]
    return told[0] if len(told) == 1 else line.stripped()


def _row(page: Page, line: Text, head: Head) -> Row | None:
    """The line as a row under the head, or None where it holds no partner with a date or a kind."""
    if ASIDE.match(line.norm) or (head.way == "blank" and "。" in line.norm.strip()[:-1] and len(line) > 80):
        return None
    if head.way not in ways(page, line):
        return None
    found = words(page, line, head.way)
    if not 2 <= len(found.spans) <= 40:
        return None
    if head.way != "blank" and len(found.spans) >= len(head.parts):
        row = texts(found)[: len(head.parts)]
    elif plain := _plain(page, found, head):
        row = plain
    else:
        index = [[1.2 * (j == k) for j in range(len(head.parts))] for k in range(len(found.spans))]
        score, row = spread(page, found, head.parts, under(found, head.places) if head.way == "blank" else index)
        if score <= 0:
            return None
    return row if is_row(page, row) else None


def _plain(page: Page, found: Words, head: Head) -> Row | None:
    """The cells of a line that are as many as the labels, each of them fit for its column."""
    for least in (2, 1, 0) if head.way == "blank" else ():
        split = grouped(found, least)
        if len(split.spans) == len(head.parts):
            row = texts(split)
            fits = [fit(page, one, part) for one, part in zip(row, head.parts, strict=True)]
            return row if min(fits) >= 0 and sum(fits) >= 0.8 * len(fits) else None
    return None


def is_row(page: Page, row: Sequence[Text]) -> bool:
    """True for cells that name a partner, or point to one, and a date or a kind, or say that there is none."""
    told = [nature(page, one) if one.norm.strip() else None for one in row]
    side = any(one in ("place", "firm", "ditto") for one in told) or any(BARE_NAME.fullmatch(one.norm) for one in row)
    side = side or told.count("land") > 1 or any(EVERY.search(one.norm) for one in row if len(one) <= 20)
    return side and any(one in ("date", "kind", "state", "ditto", "blank") for one in told)


def _continued(page: Page, line: Text, head: Head, rows: list[Titled]) -> bool:
    """Take the cells of a line into the row above where each goes on with the cell that it stands under."""
    if ASIDE.match(line.norm) or head.way not in ways(page, line):
        return False
    found = words(page, line, head.way)
    title, row = rows[-1]
    parts: list[tuple[int, Text]] = []
    if head.way == "blank":
        found = grouped(found, 1)
        if not line.norm[:1].isspace() and len(found.spans) > 1:
            return False
        for k, likes in enumerate(under(found, head.places)):
            if max(likes) < 0.8 or len(found.text(k, k + 1)) > 40:
                return False
            parts.append((likes.index(max(likes)), found.text(k, k + 1)))
    else:
        parts = [(k, one) for k, one in enumerate(texts(found)) if one.norm.strip() and k < len(row)]
    if not parts or len({k for k, _ in parts}) < len(parts):
        return False
    merged = list(row)
    for k, text in parts:
        if k >= len(merged):
            return False
        if not len(merged[k]):
            if head.parts[k] not in ("note", "other", "date", "region") or fit(page, text, head.parts[k]) < 0.5:
                return False
            merged[k] = text
        elif goes_on(page, merged[k], text, head.parts[k]) is None:
            return False
        else:
            merged[k] = merged[k].plus(text)
    rows[-1] = (title, merged)
    return True


def _bare(page: Page, number: int) -> Grid | None:
    """Rows without a head: lines of as many cells each, whose columns hold the same sort of thing throughout."""
    norm = page.lines[number].norm
    if not norm.strip() or not (RULE.fullmatch(norm) or _may_tell(norm)):
        return None
    for way in ways(page, page.lines[number]):
        for least in (2, 1, 0) if way == "blank" else (0,):
            body = _alike(page, number, way, least)
            if len(body) >= 2 and (parts := columns(page, [row for _, _, row in body])):
                rows: tuple[Titled, ...] = tuple((title, row) for _, title, row in body)
                return Grid(number, (None,) * len(parts), rows, range(number, body[-1][0] + 1))
    return None


def _may_tell(norm: str) -> bool:
    """True where one cell of a line may be a date, a state before one, or a sign for the date above."""
    return bool(MAY_DATE.search(norm) or find_dates(norm) or state_of(norm))


def _alike(page: Page, number: int, way: str, least: int) -> Body:
    """The lines from `number` on that have as many cells, with their titles, each with a date and a partner."""
    body: Body = []
    title = _owner_above(page, number)
    below: dict[int, tuple[int, Text]] = {}  # by row what is printed right below it
    blank = 0
    for at in range(number, len(page.lines)):
        line = page.lines[at]
        if RULE.fullmatch(line.norm):
            blank += not line.norm.strip()
            if blank > 1:
                break
            continue
        found = words(page, line, way) if way in ways(page, line) and way != "list" else None
        row = texts(grouped(found, least) if way == "blank" else found) if found else []
        if body and titled(page, _only(page, line)):
            title = _only(page, line)
            below.setdefault(len(body) - 1, (at, title))
        elif (
            (body and len(row) != len(body[0][2]))
            or not 2 <= len(row) <= 12
            or not _dated(page, row)
            or ASIDE.match(line.norm)
        ):
            break
        else:
            body.append((at, title, row))
        blank = 0
    if len(below) == len(body) and body and body[0][1] is None:  # a kind closes each row, and heads none
        return [(below[k][0], None, [*row, below[k][1]]) for k, (_, _, row) in enumerate(body)]
    return body


def _owner_above(page: Page, number: int) -> Text | None:
    """In a list of a prefecture, the municipality that stands right over its first partner, no further set in than it."""
    above, line = page.lines[number - 1] if number else None, page.lines[number]
    if above is None or not titled(page, above) or nature(page, above) != "place":
        return None
    deeper = len(above.norm) - len(above.norm.lstrip()) > len(line.norm) - len(line.norm.lstrip())
    return None if deeper else above.stripped()


def _dated(page: Page, row: Row) -> bool:
    told = [nature(page, one) for one in row]
    side = any(one in ("place", "firm", "ditto") for one in told) or any(BARE_NAME.fullmatch(one.norm) for one in row)
    return side and any(one in ("date", "state", "ditto") for one in told)


def columns(page: Page, rows: Sequence[Row]) -> list[str] | None:
    """The part of each column of rows without a head; None unless just one holds dates and one at least partners."""
    found = []
    for column in range(len(rows[0])):
        seen = Counter(nature(page, row[column]) for row in rows)
        for none in ("blank", "ditto"):
            seen.pop(none, None)
        main, often = seen.most_common(1)[0] if seen else ("free", 0)
        found.append(BY_NATURE.get(main, "other") if often * 10 >= 7 * seen.total() else "other")
    return found if found.count("date") == 1 and "party" in found else None
