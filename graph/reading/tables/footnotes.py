"""Notes under a table that belong to one of its rows: by the mark in a cell, or by the partner that they name."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.names.lands import names
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text

MARK = re.compile(r"[(〔\[]?(?P<mark>[※*＊†]|注(?=\s*\d|[)〕\]]))\s*(?P<number>\d{0,2})[)〕\]]?")
REACH = 10  # lines below the table
LONGEST = 3  # lines of a note
TELLS = re.compile(r"旧|合併|引き?継|承継|継承|解消|解除|終了|失効|満了|廃止")


class Footnotes:
    """The notes under a table, each with its mark."""

    def __init__(self, page: Page, lines: range) -> None:
        self.notes: list[tuple[str, Text]] = []
        at = lines.stop
        stop = min(lines.stop + REACH, len(page.lines))
        while at < stop:
            line = page.lines[at].stripped()
            match = MARK.match(line.norm)
            at += 1
            if match is None:
                continue
            last = at
            while (
                "。" not in line.norm[-2:]
                and at < stop
                and at - last < LONGEST
                and page.lines[at].norm[:1].isspace()
                and not page.lines[at].norm.isspace()
                and MARK.match(page.lines[at].norm.strip()) is None
            ):
                line = line.plus(page.lines[at].stripped())
                at += 1
            self.notes.append((match["mark"] + match["number"], line.part(match.end(), len(line)).stripped()))

    def of(self, page: Page, row: Sequence[Text], party: str) -> Iterator[Text]:
        """The notes that the cells of a row point to; without a mark those that tell of its partner alone how it ended, or who
        signed."""
        if not self.notes:
            return
        marks = {match["mark"] + match["number"] for cell in row for match in MARK.finditer(cell.norm)}
        mine = {one.surface for one in names(page, party)}
        for mark, note in self.notes:
            told = {one.surface for one in names(page, note.norm) if "former" not in one.flags and one.key != page.home}
            same = sum(other == mark for other, _ in self.notes)
            pointed = mark in marks and (same == 1 or bool(told & mine) or not told)
            if pointed or (mark not in marks and len(mine) == 1 and told == mine and TELLS.search(note.norm)):
                yield note
