"""Tables: cells by tabs or by wide blanks, one cell to a line, or transposed, under a head that names the columns."""

import re
from collections.abc import Iterator

from graph.reading.deeds import kind_of
from graph.reading.deeds import kinds as kinds_in
from graph.reading.lands import names
from graph.reading.page import Page
from graph.reading.slots import DASH, DITTO, Entry, entry_deed, place, role, rows_to_entries
from graph.reading.text import Text
from graph.records import Agreement, AnyRecord, Stated
from graph.values import find_dates

GAP = re.compile(r"\t|[ \u3000]{2,}|[ \u3000]*[|│｜][ \u3000]*")
Row = list[Text]


def cells(line: Text) -> Row:
    """The cells of a line, split at tabs, or at two blanks and more, or at rules."""
    norm, at = line.norm, 0
    found: Row = []
    tabbed = "\t" in norm
    for match in re.finditer("\t", norm) if tabbed else GAP.finditer(norm):
        if tabbed or found or norm[at : match.start()].strip():
            found.append(line.part(at, match.start()).stripped())
        at = match.end()
    found.append(line.part(at, len(norm)).stripped())
    return found


def heading_kind(page: Page, number: int) -> Stated | None:
    """The one kind that the nearest title over a line names (`国内の友好都市`); two kinds settle nothing."""
    for above in range(number - 1, max(-1, number - 25), -1):
        norm = page.lines[above].norm
        if not norm.strip() or "\t" in norm or "。" in norm or len(norm.strip()) > 40:
            continue
        if (any(one.date for one in find_dates(norm)) and "現在" not in norm) or any(
            one.key != page.home for one in names(page, norm)
        ):
            continue  # an item, which says something of its own place only
        found = {one.key for one in kinds_in(page, norm)}
        if len(found) == 1 and not re.search(r"\d{4}年|周年", norm):
            return kind_of(page, page.lines[above], "kind_from_heading")
        if found:
            return None
    return None


def tables(page: Page) -> Iterator[AnyRecord]:
    """Class A: the rows of a table with a head, or the columns of a transposed one."""
    start = 0
    lines = page.lines
    rows = [cells(line) for line in lines]
    _narrow(lines, rows)
    while start < len(lines):
        stop = start
        while stop < len(lines) and len(rows[stop]) >= 3:
            stop += 1
        if stop - start >= 2:
            yield from _table(page, start, rows[start:stop])
        start = max(stop, start + 1)


def _narrow(lines: list[Text], rows: list[Row]) -> None:
    """Split at single blanks the rows under a head whose labels stand one blank apart."""
    width = 0
    for number, line in enumerate(lines):
        words = [line.part(*match.span()) for match in re.finditer(r"\S+", line.norm)]
        roles = {at: part for at, word in enumerate(words) if (part := role(word.norm))}
        if len(rows[number]) == 1 and len(words) >= 3 and len(roles) >= 3 and _is_head(roles):
            width = len(words)
        if width and len(words) == width and len(rows[number]) < width:
            rows[number] = words
        elif line.norm.strip():
            width = width if len(words) > 1 and len(words) <= width + 2 else 0


def _table(page: Page, start: int, rows: list[Row]) -> Iterator[Agreement]:
    for at, row in enumerate(rows):
        roles = {column: part for column, cell in enumerate(row) if (part := role(cell.norm))}
        if _is_head(roles):
            kind = heading_kind(page, start)
            entries = rows_to_entries(_columns(roles), rows[at + 1 :])
            yield from _ties(page, entries, kind)
            return
    firsts = {number: part for number, row in enumerate(rows) if (part := role(row[0].norm))}
    if {"kind", "date"} & set(firsts.values()) and len(set(firsts.values()) - {"other", "note"}) >= 2:
        width = max(len(row) for row in rows)
        turned = [
            [row[column] if column < len(row) else row[0].part(0, 0) for row in rows] for column in range(1, width)
        ]
        columns = dict(firsts)
        if "party" not in columns.values():
            for number, row in enumerate(rows):
                if (
                    number not in columns
                    and row[1:]
                    and all(place(page, cell, "") or role(row[0].norm) == "party" for cell in row[1:] if len(cell))
                ):
                    columns[number] = "party"
                    break
        if "party" not in columns.values() and 0 not in columns:
            columns[0] = "party"
        yield from _ties(page, rows_to_entries(columns, turned), heading_kind(page, start))


def _is_head(roles: dict[int, str]) -> bool:
    parts = set(roles.values())
    return ("date" in parts and bool({"party", "home"} & parts) and len(roles) >= 2) or {
        "party",
        "kind",
        "region",
    } <= parts


def _columns(roles: dict[int, str]) -> dict[int, str]:
    """Of two columns of municipalities, the first is the owner's where no other column is."""
    parties = [column for column, part in roles.items() if part == "party"]
    columns = dict(roles)
    if len(parties) == 2 and "home" not in roles.values():
        columns[parties[0]] = "home"
    if "party" not in roles.values():
        columns.update({column: "party" for column, part in roles.items() if part == "home"})
    return columns


def _ties(page: Page, entries: Iterator[Entry], kind: Stated | None) -> Iterator[Agreement]:
    for entry in entries:
        if tie := entry_deed(page, entry, "table", kind):
            yield tie


def columns_of_lines(page: Page) -> Iterator[AnyRecord]:
    """Class A: a table printed one cell to a line, row by row or label by label."""
    lines = [(number, line.stripped()) for number, line in enumerate(page.lines) if line.norm.strip()]
    at = 0
    while at < len(lines):
        run = _label_run(lines, at)
        for lead in range(max(0, run - 2)):  # a title above may look like a label
            head = [role(line.norm) or "other" for _, line in lines[at + lead : at + run]]
            if not _is_head(dict(enumerate(head))):
                continue
            rows = list(_chunks(page, lines, at + run, head))
            if rows:
                kind = heading_kind(page, lines[at + lead][0])
                yield from _ties(page, rows_to_entries(_columns(dict(enumerate(head))), rows), kind)
                break
        at += max(run, 1)
    yield from _turned(page, lines)


def _label_run(lines: list[tuple[int, Text]], at: int) -> int:
    run = 0
    while (
        at + run < len(lines)
        and role(lines[at + run][1].norm)
        and (not run or lines[at + run][0] - lines[at + run - 1][0] <= 2)
    ):
        run += 1
    return run


def _chunks(page: Page, lines: list[tuple[int, Text]], at: int, head: list[str]) -> Iterator[Row]:
    """Rows of as many lines as the head has; the table ends where they no longer hold a place and a date."""
    size = len(head)
    while at + size <= len(lines):
        chunk = [line for _, line in lines[at : at + size]]
        if not _fits(page, chunk, head):
            return
        yield chunk
        at += size


def _fits(page: Page, chunk: Row, head: list[str]) -> bool:
    for cell, part in zip(chunk, head, strict=True):
        norm = cell.norm.strip()
        if DITTO.fullmatch(norm) or DASH.fullmatch(norm):
            continue
        if part == "date" and not re.search(r"\d|[元一二三四五六七八九十]年|予定|準備", norm):
            return False
        if part in ("party", "home", "kind", "region") and (len(norm) > 40 or "。" in norm):
            return False
        if part == "kind" and kind_of(page, cell) is None and not re.search(r"姉妹|友好|協定|覚書|提携|交流", norm):
            return False
    return True


def _turned(page: Page, lines: list[tuple[int, Text]]) -> Iterator[Agreement]:
    """Label, then the values of all cities, one to a line; the labels stand at equal distances."""
    marks = [(at, role(line.norm)) for at, (_, line) in enumerate(lines)]
    labels = [(at, part) for at, part in marks if part]
    for index, (first, part) in enumerate(labels):
        for second, _ in labels[index + 1 : index + 3]:
            gap = second - first
            if part != "party" or gap < 3:
                continue
            parts = {}
            at = first
            while at < len(lines) and marks[at][1]:
                parts[at] = marks[at][1] or "other"
                at += gap
            if {"date", "party"} <= set(parts.values()) and not any(first < a < second for a, _ in labels):
                turned = [[lines[a + column][1] for a in parts if a + column < len(lines)] for column in range(1, gap)]
                columns = dict(enumerate(parts.values()))
                yield from _ties(page, rows_to_entries(columns, turned), heading_kind(page, lines[first][0]))
                return
