"""Tables printed in lines: cells by tabs, wide blanks or rules, wrapped cells put together, by rows or transposed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.reading.natures import nature
from graph.reading.outline import width
from graph.reading.page import Page
from graph.reading.slots import role
from graph.reading.text import Text
from graph.values import find_dates

GAP = re.compile(r"\t|[ \u3000]{2,}|[ \u3000]*[|│｜┃][ \u3000]*")
RULED = re.compile(r"[|│｜┃]")
RULE = re.compile(r"[\s|│｜┃+\-=─━―┼┌┐└┘├┤┬┴:]*")
SPREAD = re.compile(r"\s*[一-龥](?:\s+[一-龥])*")
LONE = re.compile(r"[一-龥](?=\s|$)")
Row = list[Text]


@dataclass(frozen=True)
class Grid:
    """Rows of cells under columns whose `labels` say what they hold (None: they say nothing); `line` counts from 0.

    A row of one cell is a title between the rows.
    """

    line: int
    labels: tuple[str | None, ...]
    rows: tuple[Row, ...]


def cell(row: Row, column: int) -> Text:
    """The cell in a column; an empty text where the row is too short."""
    return row[column] if column < len(row) else row[0].part(0, 0)


def cells(line: Text) -> Row:
    """The cells of a line, split at tabs, or at two blanks and more, or at rules."""
    norm, at = line.norm, 0
    found: Row = []
    tabbed = "\t" in norm
    ruled = not tabbed and len(RULED.findall(norm)) >= 2
    for match in re.finditer("\t", norm) if tabbed else (RULED if ruled else GAP).finditer(norm):
        lone = LONE.match(norm, match.end())
        if not tabbed and lone and len(match[0]) <= 4 and SPREAD.fullmatch(norm, at, match.start()):
            continue  # 項　目: the letters of one label set apart
        if tabbed or ruled or found or norm[at : match.start()].strip():
            found.append(line.part(at, match.start()).stripped())
        at = match.end()
    if tabbed or norm[at:].strip() or not found:
        found.append(line.part(at, len(norm)).stripped())
    return found[1:] if ruled and not len(found[0]) else found


def is_head(labels: Sequence[str | None]) -> bool:
    """True for labels that can stand over the columns of a table of ties."""
    known = [part for part in labels if part]
    found = set(known)
    return len(known) >= 2 and (
        ("date" in found and bool({"party", "home", "kind", "region"} & found))
        or {"party", "kind", "region"} <= found
        or ({"party", "home"} <= found and len(known) >= 3)
    )


def lined(page: Page) -> Iterator[Grid]:
    """The tables whose rows stand on lines of their own."""
    lines = page.lines
    rows = [cells(line) for line in lines]
    _narrow(lines, rows)
    start = 0
    while start < len(rows):
        body: list[tuple[int, Row]] = []
        stop = start
        while stop < len(rows) and _grows(page, rows, stop, body):
            stop += 1
        if len(body) >= 2 and max(len(row) for _, row in body) >= 2:
            yield from _grid(page, body)
        start = max(stop, start + 1)


def _grows(page: Page, rows: list[Row], at: int, body: list[tuple[int, Row]]) -> bool:
    """Take line `at` into the table, where it is a row, a rule, a title between rows, or goes on with a cell above."""
    line, row = page.lines[at], rows[at]
    following = next((rows[one] for one in range(at + 1, min(at + 3, len(rows))) if page.lines[one].norm.strip()), [])
    if RULE.fullmatch(line.norm):
        return bool(body) and len(following) >= 2
    if body and (column := _below(line, row, body[-1])) is not None:
        number, last = body[-1]
        body[-1] = number, [one.plus(row[0]) if place == column else one for place, one in enumerate(last)]
        return True
    if len(row) >= 2:
        wanted = len(body[0][1]) if body else 0
        if len(row) == wanted - 1 and line.norm[:4].isspace() and not page.lines[body[0][0]].norm[:4].isspace():
            row = [line.part(0, 0), *row]  # the first column is empty: what stands above holds
        told = [one for one in row if len(one)]
        if body and told and len(row) <= len(body[-1][1]) and all(one.norm[0] in "(（〔" for one in told):
            number, last = body[-1]  # each cell goes on with the one above it
            body[-1] = (
                number,
                [
                    one.plus(row[place]) if place < len(row) and len(row[place]) else one
                    for place, one in enumerate(last)
                ],
            )
            return True
        body.append((at, _resplit(page, row, body)))
        return True
    if body and len(following) >= 3 and len(row[0]) <= 20 and nature(page, row[0]) == "kind":
        body.append((at, row))
        return True
    return False


def _below(line: Text, row: Row, above: tuple[int, Row]) -> int | None:
    """The column that a lone cell goes on with: it begins right under that one, not at the margin."""
    if len(row) != 1 or not line.norm[:4].isspace() or len(row[0]) > 24 or "\t" in line.norm:
        return None
    at = width(line.norm[: len(line.norm) - len(line.norm.lstrip())] + ".") - 1
    whole = above[1][0].source.lines()[above[0]]
    for column, one in enumerate(above[1]):
        if column and len(one) and one.starts[0] in whole.starts:
            left = width(whole.norm[: whole.starts.index(one.starts[0])] + ".") - 1
            if abs(left - at) <= 2:
                return column
    return None


def _resplit(page: Page, row: Row, body: list[tuple[int, Row]]) -> Row:
    """A row that has too few cells because two stand just one blank apart, cut there."""
    wanted = len(body[0][1]) if body else 0
    if not 2 <= len(row) < wanted:
        return row
    words = [[one.part(*match.span()) for match in re.finditer(r"\S+", one.norm)] for one in row]
    told = [[nature(page, word) in ("date", "place", "kind", "land") for word in one] for one in words]
    cut = [one if len(one) > 1 and all(known) else [whole] for one, known, whole in zip(words, told, row, strict=True)]
    flat = [each for one in cut for each in one]
    return flat if len(flat) == wanted else row


def _narrow(lines: Sequence[Text], rows: list[Row]) -> None:
    """Split at single blanks, or at commas, the rows under a head whose labels stand so apart."""
    wide, split = 0, _words
    for number, line in enumerate(lines):
        if len(line) >= 200:
            continue
        known = [role(one.norm) for one in rows[number]]
        for way in (_words, _fields):
            roles = [role(word.norm) for word in way(line)]
            more = sum(map(bool, roles)) > sum(map(bool, known)) or not is_head(known)
            if len(roles) > len(known) and len(roles) >= 3 and more and is_head(roles):
                wide, split = len(roles), way
                break
        words = split(line)
        if wide and len(words) == wide and len(rows[number]) < wide:
            rows[number] = words
        elif line.norm.strip():
            wide = wide if len(words) > 1 and len(words) <= wide + 2 else 0


def _fields(line: Text) -> Row:
    """The fields of a line between commas."""
    return (
        [line.part(*match.span()).stripped() for match in re.finditer(r"[^,，、]+", line.norm)]
        if "," in line.norm
        else []
    )


def _words(line: Text) -> Row:
    """The words of a line; a date padded with blanks (`平 4.10. 9`) is one."""
    dates = [(one.start, one.end) for one in find_dates(line.norm)]
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"\S+", line.norm):
        if found and any(start < found[-1][1] and match.start() < end for start, end in dates):
            found[-1] = found[-1][0], match.end()
        else:
            found.append(match.span())
    return [line.part(*span) for span in found]


def _level(page: Page, body: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
    """The rows with an empty first cell before those that are set in where the others are not."""
    wide = max(len(row) for _, row in body)
    inset = {at: page.lines[at].norm[:2].isspace() for at, _ in body}
    if wide < 3 or sum(inset.values()) * 2 > len(body):
        return body
    return [(at, [page.lines[at].part(0, 0), *row] if inset[at] and len(row) == wide - 1 else row) for at, row in body]


def _grid(page: Page, body: list[tuple[int, Row]]) -> Iterator[Grid]:
    body = _level(page, body)
    for at, (line, row) in enumerate(body[:5]):
        if len(row) >= 2 and is_head(labels := [role(one.norm) for one in row]):
            yield Grid(line, tuple(labels), tuple(each for _, each in body[at + 1 :]))
            return
    number = body[0][0]
    rows = [row for _, row in body if len(row) > 1]
    wide = max(len(row) for row in rows)
    for skip in range(min(3, len(rows) - 1)):  # a title or a head of groups may stand over a transposed table
        firsts = [role(row[0].norm) for row in rows[skip:]]
        if firsts[0] is None and skip + 2 < len(rows) and firsts[1]:
            named = [nature(page, one) for one in rows[skip][1:]]
            if "place" not in named:
                continue
        if wide >= 3 and {"kind", "date"} & set(firsts) and sum(bool(one) for one in firsts) >= 2:
            told = [row for part, row in zip(firsts, rows[skip:], strict=True) if part in ("date", "kind", "party")]
            if len({len(row) for row in told}) > 1 and "\t" not in page.lines[number].norm:
                return  # the columns do not stand under each other
            turned = [[cell(row, column) for row in rows[skip:]] for column in range(1, wide)]
            yield Grid(number, tuple(firsts), tuple(row for row in turned if any(map(len, row))))
            return
    if wide >= 3 and sum(len(row) == wide for row in rows) * 10 >= len(rows) * 7:
        yield Grid(number, (None,) * wide, tuple(row for _, row in body))
