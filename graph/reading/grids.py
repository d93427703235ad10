"""Tables: cells by tabs, wide blanks or rules, or one to a line; by rows or transposed; with a head or by what they hold."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.reading.deeds import kinds
from graph.reading.natures import DITTO, nature
from graph.reading.page import Page
from graph.reading.slots import Entry, entry_deed, parts, role
from graph.reading.text import Text
from graph.reading.titles import heading_kind, heading_state
from graph.records import Agreement, AnyRecord, Stated

GAP = re.compile(r"\t|[ \u3000]{2,}|[ \u3000]*[|│｜┃][ \u3000]*")
RULE = re.compile(r"[\s|│｜┃+\-=─━┼┌┐└┘├┤┬┴:]*")
SPREAD = re.compile(r"^\s*[一-龥](?:\s+[一-龥])*(?<=\S)\s+[一-龥]$")
NUMBER = re.compile(r"[(]?\d{1,3}[).]?|[①-⑳]")
Row = list[Text]


def cells(line: Text) -> Row:
    """The cells of a line, split at tabs, or at two blanks and more, or at rules."""
    norm, at = line.norm, 0
    found: Row = []
    tabbed = "\t" in norm
    for match in re.finditer("\t", norm) if tabbed else GAP.finditer(norm):
        if not tabbed and SPREAD.search(norm[at : match.end() + 1]):
            continue  # 項　目: the letters of one label set apart
        if tabbed or found or norm[at : match.start()].strip():
            found.append(line.part(at, match.start()).stripped())
        at = match.end()
    if tabbed or norm[at:].strip() or not found:
        found.append(line.part(at, len(norm)).stripped())
    return found


def tables(page: Page) -> Iterator[AnyRecord]:
    """Class A: the rows of a table under labels, or its columns; B where only what the cells hold says what they are."""
    rows = [cells(line) for line in page.lines]
    _narrow(page.lines, rows)
    start = 0
    while start < len(rows):
        body: list[tuple[int, Row]] = []
        stop = start
        while stop < len(rows):
            if len(rows[stop]) >= 2:
                body.append((stop, _resplit(page, rows[stop], body)))
            elif RULE.fullmatch(page.lines[stop].norm):
                if not (stop + 1 < len(rows) and len(rows[stop + 1]) >= 2 and body):
                    break
            elif (
                body and (kind := _group(page, page.lines[stop])) and stop + 1 < len(rows) and len(rows[stop + 1]) >= 3
            ):
                body.append((stop, [kind]))
            else:
                break
            stop += 1
        if len(body) >= 2 and max(len(row) for _, row in body) >= 3:
            yield from _table(page, body)
        start = max(stop, start + 1)


def _resplit(page: Page, row: Row, body: list[tuple[int, Row]]) -> Row:
    """A row that has too few cells because two stand just one blank apart, cut there."""
    wanted = len(body[0][1]) if body else 0
    if not 2 <= len(row) < wanted:
        return row
    words = [[cell.part(*match.span()) for match in re.finditer(r"\S+", cell.norm)] for cell in row]
    told = [[nature(page, word) in ("date", "place", "kind", "land") for word in cell] for cell in words]
    cut = [
        cell if len(cell) > 1 and all(known) else [whole] for cell, known, whole in zip(words, told, row, strict=True)
    ]
    flat = [cell for cells_ in cut for cell in cells_]
    return flat if len(flat) == wanted else row


def _group(page: Page, line: Text) -> Text | None:
    """A line between the rows that names the kind of those below it."""
    text = line.stripped()
    return text if nature(page, text) == "kind" and len(text) <= 20 else None


def _narrow(lines: Sequence[Text], rows: list[Row]) -> None:
    """Split at single blanks the rows under a head whose labels stand one blank apart."""
    width = 0
    for number, line in enumerate(lines):
        words = [line.part(*match.span()) for match in re.finditer(r"\S+", line.norm)] if len(line) < 200 else []
        if len(rows[number]) == 1 and len(words) >= 3 and _is_head([role(word.norm) for word in words]):
            width = len(words)
        if width and len(words) == width and len(rows[number]) < width:
            rows[number] = words
        elif line.norm.strip():
            width = width if len(words) > 1 and len(words) <= width + 2 else 0


def _is_head(labels: Sequence[str | None]) -> bool:
    known = [part for part in labels if part]
    found = set(known)
    return len(known) >= 2 and (
        ("date" in found and bool({"party", "home", "kind", "region"} & found)) or {"party", "kind", "region"} <= found
    )


def _table(page: Page, body: list[tuple[int, Row]]) -> Iterator[Agreement]:
    number = body[0][0]
    for at, (line, row) in enumerate(body[:4]):
        if len(row) >= 2 and _is_head(labels := [role(cell.norm) for cell in row]):
            yield from ties(page, line, [(one and one) or None for one in labels], [each for _, each in body[at + 1 :]])
            return
    rows = [row for _, row in body if len(row) > 1]
    firsts = [role(row[0].norm) for row in rows]
    if {"kind", "date"} & set(firsts) and sum(bool(one) for one in firsts) >= 2:
        width = max(len(row) for row in rows)
        turned = [[_cell(row, column) for row in rows] for column in range(1, width)]
        labels = [part if row[0].norm.strip() else None for part, row in zip(firsts, rows, strict=True)]
        yield from ties(page, number, labels, [row for row in turned if any(len(cell) for cell in row)])
    elif not any(firsts) and len(rows) >= 2:
        width = max(len(row) for row in rows)
        if width >= 3 and sum(len(row) == width for row in rows) * 10 >= len(rows) * 7:
            yield from ties(page, number, [None] * width, [row for _, row in body])


def _cell(row: Row, column: int) -> Text:
    return row[column] if column < len(row) else row[0].part(0, 0)


def ties(page: Page, line: int, labels: Sequence[str | None], rows: Sequence[Row]) -> Iterator[Agreement]:
    """The ties of a table's rows; `labels` are the roles of its columns, `line` where it begins (from 0)."""
    full = [row for row in rows if len(row) > 1]
    columns = [[_cell(row, column) for row in full] for column in range(len(labels))]
    roles, open_ = parts(page, _owned(labels), columns)
    if "party" not in roles and "home" in roles:
        roles = ["party" if part == "home" else part for part in roles]
    if "party" not in roles or ("date" not in roles and "kind" not in roles):
        return
    kind, state = heading_kind(page, line), heading_state(page, line)
    above: dict[int, Text] = {}
    group: Stated | None = None
    for row in rows:
        if len(row) == 1:
            found = kinds(page, row[0].norm)
            group = page.stated(row[0], found[0], "kind_from_heading")
            continue
        entry = Entry(open=open_)
        for column, part in enumerate(roles):
            cell = _cell(row, column)
            blank = not cell.norm.strip()
            if (not blank and DITTO.fullmatch(cell.norm.strip())) or (blank and part in ("home", "kind")):
                if column in above:
                    entry.give(part, above[column])
                    entry.dittos.add(part)
            elif not blank:
                above[column] = cell
                entry.give(part, cell)
        if tie := entry_deed(page, entry, "table", group or kind, None, state):
            yield tie


def _owned(labels: Sequence[str | None]) -> list[str | None]:
    """Of two columns of municipalities, the first is the owner's where no other column is."""
    found = list(labels)
    if found.count("party") == 2 and "home" not in found:
        found[found.index("party")] = "home"
    return found


def columns_of_lines(page: Page) -> Iterator[AnyRecord]:
    """Class A: a table printed one cell to a line, row by row or label by label; B where it has no head."""
    lines = [(number, line.stripped()) for number, line in enumerate(page.lines) if line.norm.strip()]
    short = [
        len(line) <= 40
        and "。" not in line.norm
        and "\t" not in line.norm
        and not re.search(r"[:：]|\s{3,}", line.norm)
        for _, line in lines
    ]
    at = 0
    while at < len(lines):
        stop = at
        while stop < len(lines) and short[stop]:
            stop += 1
        if stop - at >= 4:
            yield from _stacked(page, lines[at:stop])
        at = max(stop, at + 1)


def _stacked(page: Page, lines: list[tuple[int, Text]]) -> Iterator[Agreement]:
    labels = [role(line.norm) for _, line in lines]
    for at in range(len(lines) - 3):
        run = at
        while run < len(lines) and (
            labels[run]
            or (run > at and run + 1 < len(lines) and labels[run + 1] and nature(page, lines[run][1]) == "free")
        ):
            run += 1
        if run - at < 3:
            continue
        for lead in range(run - 2):  # a title above may look like a label
            head = labels[at + lead : run]
            if len(head) >= 2 and _is_head(head) and (rows := _chunks(page, lines[run:], head)):
                yield from ties(page, lines[at][0], head, rows)
                return
    yield from _turned(page, lines, labels)
    if not any(labels):
        yield from _heaps(page, lines)


def _chunks(page: Page, lines: list[tuple[int, Text]], head: Sequence[str | None]) -> list[Row]:
    """The lines dealt out to the columns in turn; a bracket goes on with the cell above it, a column may be empty."""
    rows: list[Row] = []
    row: Row = []
    for number, (_, line) in enumerate(lines):
        if row and line.norm[0] in "(（〔[" and (nature(page, line) in ("land", "date", "free") or len(line) < 12):
            row[-1] = row[-1].plus(line)
            continue
        if len(row) == len(head):
            rows.append(row)
            row = []
        while (
            len(row) < len(head)
            and row
            and not _fits(page, line, head[len(row)])
            and any(_fits(page, line, part) and part in ("date", "kind") for part in head[len(row) + 1 :])
        ):
            row.append(line.part(0, 0))
        if len(row) == len(head) or not _fits(page, line, head[len(row)]):
            if row and nature(page, line) == "free" and head[len(row) - 1] in ("other", "note", None) and number:
                row[-1] = row[-1].plus(line)
                continue
            break
        row.append(line)
    if len(row) == len(head) or (row and "date" in head[: len(row)]):
        rows.append(row + [row[0].part(0, 0)] * (len(head) - len(row)))
    return rows


def _fits(page: Page, line: Text, part: str | None) -> bool:
    found = nature(page, line)
    if found in ("blank", "ditto"):
        return True
    if part == "date":
        return found in ("date", "state") or (found == "free" and bool(re.search(r"\d年|未定|未締結", line.norm)))
    if part in ("party", "home"):
        return found in ("place", "free", "kind") and not re.search(r"\d{3}", line.norm)
    if part == "kind":
        return (
            found in ("kind", "state")
            or (bool(re.search(r"姉妹|友好|協定|覚書|提携|交流", line.norm))
            and found != "event")
        )
    return part != "region" or found in ("land", "free", "place")


def _turned(page: Page, lines: list[tuple[int, Text]], labels: list[str | None]) -> Iterator[Agreement]:
    """Label, then the values of all cities, one to a line; the labels stand at equal distances."""
    known = [at for at, part in enumerate(labels) if part]
    for first, second in pairwise(known):
        gap = second - first
        if gap < 3:
            continue
        begin = (
            first - gap
            if first >= gap and not any(labels[first - gap : first]) and nature(page, lines[first - 1][1]) == "place"
            else first
        )
        marks = [at for at in range(begin, len(lines), gap) if at < first or labels[at] or at + gap in known]
        marks = [at for number, at in enumerate(marks) if at == begin + number * gap]
        if len({labels[at] for at in marks} & {"date", "kind", "party"}) >= 2:
            rows = [[lines[at + column][1] for at in marks if at + column < len(lines)] for column in range(1, gap)]
            yield from ties(
                page, lines[begin][0], [labels[at] for at in marks], [row for row in rows if len(row) == len(marks)]
            )
            return


def _heaps(page: Page, lines: list[tuple[int, Text]]) -> Iterator[Agreement]:
    """Small heaps between blank lines, or of one length, with one date and one place each, and no label."""
    dates = [at for at, (_, line) in enumerate(lines) if nature(page, line) == "date"]
    if not dates or any(nature(page, line) == "event" for _, line in lines):
        return
    sizes = {b - a for a, b in pairwise(dates)}
    size = sizes.pop() if len(sizes) == 1 else len(lines)
    breaks = [at for at in range(1, len(lines)) if lines[at][0] - lines[at - 1][0] > 1]
    if len(breaks) >= len(dates) - 1 and breaks:
        bounds = [0, *breaks, len(lines)]
        heaps = [lines[a:b] for a, b in pairwise(bounds)]
    else:
        heaps = [lines[a : a + size] for a in range(len(lines) % size, len(lines), size)]
    for heap in heaps:
        row = [line for _, line in heap if not NUMBER.fullmatch(line.norm)]
        if len(row) >= 2 and sum(nature(page, line) == "date" for line in row) == 1:
            yield from ties(page, heap[0][0], [None] * len(row), [row])
