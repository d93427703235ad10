"""Rows of a prefecture's list, told by their words alone: owner, country, partner, day; he may stand in a row above."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.reading.names.lands import names
from graph.reading.names.regions import is_prefecture, of_prefecture
from graph.reading.pages.once import once
from graph.reading.pages.outline import mark_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.entries import Entry, entry_deed
from graph.reading.tables.grids import texts, ways, words
from graph.reading.tables.tables import tables
from graph.reading.tables.titles import heading_kind
from graph.reading.words.deeds import BELOW, kinds, state_of
from graph.reading.words.natures import DITTO, nature
from graph.records import Agreement, AnyRecord

NUMBER = re.compile(r"[(]?\d{1,3}[).]?|[・○●◆◇■□*※]")
NONE = re.compile(r"(?:なし|無し?|該当なし|[-‐―ー—－])(?=$|\W)")
NAME = re.compile(r"[ァ-ヴー・=゠一-龥々ヶ\d]{2,30}(?:[(〔\[].*[)〕\]])?")
BROKEN = re.compile(r"[ァ-ヴー・一-龥々]{1,16}")
WITH_ERA = re.compile(r"[(][MTSHR明大昭平令]\S{0,8}[)]")
NEAR = 3  # lines from a row to the next that leaves out its owner
SHORT = 16  # characters of a remark; what is longer tells how the tie came


@dataclass(frozen=True)
class Row:
    """What a line gives: the cells behind its owner, those of the country, the partner and the day among them."""

    land: Text
    party: Text
    date: Text | None
    rest: tuple[Text, ...]
    kind: Text | None = None


def owned(page: Page) -> Iterator[AnyRecord]:
    """The ties of all tables; where a row of a prefecture's list names its owner, or one above does, that is the party."""
    found = list(tables(page))
    if not is_prefecture(page, page.home):
        yield from found
        return
    rows = {
        line: tie
        for line, owner, row, above, first in _rows(page)
        if owner and (tie := _tie(page, owner, row, first, above))
    }
    for one in found:
        lines = {line for span in one.evidence for line in span.numbers}
        if not (isinstance(one, Agreement) and lines & rows.keys()):
            yield one
        elif any(party.value == page.home for party in one.parties):
            continue
        else:
            yield one
            rows = {line: tie for line, tie in rows.items() if line not in lines}
    yield from rows.values()


def unowned(page: Page) -> set[int]:
    """The lines of such rows whose owner is no municipality of the prefecture, or not named."""
    return {line for line, owner, *_ in _rows(page) if owner is None} if is_prefecture(page, page.home) else set()


@once
def _rows(page: Page) -> list[tuple[int, Text | None, Row, bool, int]]:
    """The rows with the number of their line, their owner, whether he stands in a line above, and the line of the first."""
    return list(_told(page))


def _told(page: Page) -> Iterator[tuple[int, Text | None, Row, bool, int]]:
    owner: Text | None = None
    waiting: Row | None = None
    first = last = 0
    for number, line in enumerate(page.lines, 1):
        if not line.norm.strip() or "blank" not in ways(page, line):
            continue
        cells = texts(words(page, line, "blank"))
        if number - last > NEAR or (len(cells) == 1 and (kinds(page, line.norm) or mark_of(line))):
            owner = waiting = None  # another list begins
        mine, cells = _owner(page, cells)
        if mine is not None:
            owner, first, last = mine, first or number, number
        elif owner and len(cells) > 1 and DITTO.fullmatch(cells[0].norm):
            cells = cells[1:]
        elif waiting and (whole := _broken(page, waiting, cells)):
            yield number, owner, whole, True, first
            waiting, last = None, number
            continue
        elif not (cells and nature(page, cells[0]) == "land"):
            if line.norm[:1].isspace() or len(cells) < 2:
                continue
            owner, cells = None, cells[1:]  # somebody else's
        row = _row(page, cells) if first else None
        waiting = row if row and row.date is None else None
        last = number if row else last
        if row and not waiting:
            yield number, owner, row, mine is None, first


def _owner(page: Page, cells: list[Text]) -> tuple[Text | None, list[Text]]:
    """The municipality of the prefecture that heads a line, and the cells behind it."""
    at = 0
    if len(cells) > 2 and NUMBER.fullmatch(cells[at].norm):
        at += 1
    place = page.gazetteer.place(page.home)
    if len(cells) > at + 1 and place and cells[at].norm == place.ja:
        at += 1
    one = cells[at] if len(cells) > at else None
    found = names(page, one.norm) if one else []
    key = (found[0].key or of_prefecture(page, found[0].surface)) if len(found) == 1 else None
    own = key != page.home and page.gazetteer.prefecture(key or "") == page.home
    if one is None or not own or found[0].start or found[0].end < len(one):
        return None, cells[at:]
    return one, cells[at + 1 :]


def _row(page: Page, cells: list[Text]) -> Row | None:
    """The parts of a row; None where it has none of them, more partners than one, or words before its day."""
    if len(cells) < 2 or NONE.match(cells[0].norm):
        return None
    day = next((at for at, one in enumerate(cells) if nature(page, one) == "date"), None)
    before = cells[:day] if day is not None else cells
    sorts = [nature(page, one) for one in before]
    if sorts.count("land") != 1 or (day is None and len(before) > 2):
        return None
    told = [one for one, sort in zip(before, sorts, strict=True) if sort == "kind"]
    parties = [one for one, sort in zip(before, sorts, strict=True) if sort not in ("land", "kind", "blank")]
    if len(parties) != 1 or len(told) > 1 or not NAME.fullmatch(parties[0].norm):
        return None
    land = before[sorts.index("land")]
    if day is None:
        return Row(land, parties[0], None, (), *told)
    rest = tuple(one for one in cells[day + 1 :] if not WITH_ERA.fullmatch(one.norm))
    return Row(land, parties[0], cells[day], rest, *told)


def _broken(page: Page, row: Row, cells: list[Text]) -> Row | None:
    """The row whose partner's name, or whose day, stands on the next line."""
    at = 0 if cells and nature(page, cells[0]) == "date" else 1
    if len(cells) <= at or nature(page, cells[at]) != "date":
        return None
    if at and not BROKEN.fullmatch(cells[0].norm):
        return None
    party = row.party.plus(cells[0]) if at else row.party
    rest = tuple(one for one in cells[at + 1 :] if not WITH_ERA.fullmatch(one.norm))
    return replace(row, party=party, date=cells[at], rest=rest)


def _tie(page: Page, owner: Text, row: Row, first: int, above: bool) -> Agreement | None:
    if row.date is None:
        return None
    entry = Entry(dittos={"home"} if above else set())
    told = [one for one in (row.kind, *row.rest) if one and nature(page, one) == "kind"]
    for part, text in (("home", owner), ("region", row.land), ("party", row.party), ("date", row.date)):
        entry.give(part, text)
    for text in told[:1]:
        entry.give("kind", text)
    for text in row.rest:
        if len(text) <= SHORT and text not in told:
            entry.give("note", text)
    tie = entry_deed(page, entry, "table", heading_kind(page, first - 1))
    if tie is None or tie.kind.value in BELOW:
        return None
    over = any(state_of(one.norm) for one in row.rest if len(one) > SHORT)
    return tie.model_copy(update={"confidence": "C"}) if over else tie
