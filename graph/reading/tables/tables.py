"""Ties in tables of every print: the rows of each grid as entries, an entry as a tie."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.reading.facts.bodies import body
from graph.reading.names.companies import sort_of
from graph.reading.names.lands import Name
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.columns import of_journeys
from graph.reading.tables.entries import Entry, entry_deed
from graph.reading.tables.footnotes import Footnotes
from graph.reading.tables.grids import Grid, cell
from graph.reading.tables.lined import lined
from graph.reading.tables.slots import parts
from graph.reading.tables.stacks import stacked
from graph.reading.tables.titles import heading_kind, heading_state, of_another_kind
from graph.reading.words.deeds import BELOW, concluded, date_of, deed, kind_of, kinds, state_of
from graph.reading.words.natures import DITTO, EVERY, SAME_LAND, nature
from graph.records import AnyRecord, Stated

SAME = re.compile(rf"(?:{DITTO.pattern})+(?P<more>\s*[(][^()]*[)])?")
INSTITUTION = re.compile(r"[^\s(、]{2,30}(?:学校|高校|中学|小学|校|大学|学園|会議所)(?=$|[\s(])")
SOUND = 3  # rows of a table that tell that it kept its order
MARK = re.compile(r"[○●◎〇◯✓✔レ]")
DATES = {"年月日", "年月", "期日", "日付", "年", "日程", "期間", "年度"}  # days of what no label tells
DAY, YEAR = (
    re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*日"),
    re.compile(r"[^\s\d]{0,2}\s*(?:元|\d{1,4})\s*年(?:[(][^()]*[)])?"),
)


@dataclass(frozen=True)
class Told:
    """An entry with what stands over it: the kind and the state that a title gives, the place that heads it."""

    entry: Entry
    kind: Stated | None = None
    state: Stated | None = None
    party: tuple[Text, Name] | None = None


def tables(page: Page) -> Iterator[AnyRecord]:
    """Class A: the rows of a table under labels, or its columns, where most of its rows are read; else B."""
    for _, entries in _tables(page):
        ties = [entry_deed(page, told.entry, "table", told.kind, None, told.state) for told in entries]
        found = [one for one in ties if one is not None]
        sure = len(found) * 4 >= len(entries) * 3 and len(found) >= 2
        for tie in found:
            yield tie if sure or tie.confidence != "A" else tie.model_copy(update={"confidence": "B"})
        for told in entries:
            yield from _bodies(page, told)


def _bodies(page: Page, told: Told) -> Iterator[AnyRecord]:
    """Class B: a tie of two schools, or of other institutions, that a row names with a kind of theirs."""
    cells = told.entry.first("home"), told.entry.first("party")
    label, when = told.entry.first("kind"), told.entry.first("date")
    kind = kind_of(page, label) if label else told.kind
    if None in cells or kind is None or kind.value not in BELOW:
        return
    spans = [(one, match.span()) for one in cells if one and (match := INSTITUTION.match(one.norm))]
    if len(spans) < 2:
        return
    ends = [body(page, text, *span, "table", sort_of(text.norm[slice(*span)])) for text, span in spans]
    yield from ends
    signed = date_of(page, when) if when else None
    evidence = [end.body.span for end in ends] + [kind.span] + ([signed.span] if signed else [])
    tie = deed("table", evidence, [end.body for end in ends], kind, concluded(signed or kind), signed=signed, sure="B")
    if tie is not None:
        yield tie


def tabled(page: Page) -> list[Told]:
    """The entries of all tables of a document."""
    return [told for _, entries in _tables(page) for told in entries]


def unnamed(page: Page) -> set[int]:
    """The lines (from 1) of rows that have a day and all of a sort for partners, none of which is named."""
    return {
        page.source.line_of(text.starts[0])
        for told in tabled(page)
        if told.entry.first("date") and (text := told.entry.first("party")) and EVERY.search(text.norm)
    }


@once
def _tables(page: Page) -> list[tuple[Grid, list[Told]]]:
    grids = list(lined(page))
    grids += stacked(page, [grid.lines for grid in grids])
    return [(grid, list(_entries(page, grid))) for grid in grids]


def ruled(page: Page) -> set[int]:
    """The lines (from 1) of tables that have not lost their order: under a head, three rows and more, four of five of
    which have a place and a date in the columns that are called so."""
    found: set[int] = set()
    for grid, _ in _tables(page):
        if grid.turned or not {"party", "date"} <= set(grid.labels) or len(grid.rows) < SOUND:
            continue
        pairs = [[cell(row, grid.labels.index(part)) for part in ("party", "date")] for _, row in grid.rows]
        whole = [
            nature(page, party) == "place" and nature(page, date) in ("date", "ditto") and _one_line(page, party, date)
            for party, date in pairs
        ]
        if sum(whole) * 5 >= 4 * len(whole):
            found |= set(range(grid.line + 1, grid.lines.stop + 1))
    return found


def _one_line(page: Page, *cells: Text) -> bool:
    return len({page.source.line_of(one.starts[0]) for one in cells}) == 1


def _below(page: Page, grid: Grid) -> Stated | None:
    """The kind that a note under the table gives to all of its rows (`提携区分はいずれも「姉妹都市」`)."""
    for line in page.lines[grid.lines.stop : grid.lines.stop + 5]:
        if (
            any(word in line.norm for word in ("いずれも", "すべて", "全て"))
            and len({one.key for one in kinds(page, line.norm)}) == 1
        ):
            return kind_of(page, line, "kind_from_heading")
    return None


def _entries(page: Page, grid: Grid) -> Iterator[Told]:
    full = [row for _, row in grid.rows]
    columns = [[cell(row, column) for row in full] for column in range(len(grid.labels))]
    roles, open_ = parts(page, grid.labels, columns)
    if "party" not in roles and "home" in roles:
        roles = ["party" if part == "home" else part for part in roles]
    if DATES.intersection(str(one and one.norm.strip()) for one in grid.names) and of_journeys(grid.names, columns):
        return
    mine = page.gazetteer.place(page.home) if roles.count("region") > 1 else None
    own = _own_kinds(page, grid, roles, columns)
    if "party" not in roles or not ({"date", "kind"} & set(roles) or own):
        return
    kind, state = heading_kind(page, grid.line) or _below(page, grid), heading_state(page, grid.line)
    if len(own) == 1 and "date" not in roles and "kind" not in roles:
        column, kind = own.popitem()  # 友好都市提携年月日
        roles[column] = "date"
    marks = _marks(page, grid, columns)
    footnotes = Footnotes(page, grid.lines)
    above: dict[int, Text] = {}
    under: Text | None = None
    for title, row in grid.rows:
        if title is not under:
            under, above = title, {}
        entry = Entry(open=open_)
        more: dict[int, Entry] = {column: Entry(open=open_) for column in own}
        for column, part in enumerate(roles):
            one = cell(row, column)
            blank = not one.norm.strip()
            same = None if blank else SAME.fullmatch(one.norm.strip())
            if same and same["more"] and column in above:
                entry.give("note", one)  # 〃（旧川之江市）
            ditto = bool(same or (blank and part in ("home", "kind"))) and column in above
            one = above[column] if ditto else one
            if not one.norm.strip() or (same and not ditto):
                continue
            if part == "region" and column in above and (match := SAME_LAND.fullmatch(one.norm)):
                entry.give(part, one.part(match.end("same"), len(one)).stripped())  # 〃 福建省: of the country above
                one = above[column]
            above[column] = one
            if part == "region" and mine and mine.kind == "prefecture" and one.norm.strip() == mine.ja:
                continue  # that of the owner, beside the partner's country
            if column and DAY.fullmatch(one.norm) and YEAR.fullmatch(cell(row, column - 1).norm):
                one, part = cell(row, column - 1).plus(one), "date"  # the year and the day in two columns
            if column in marks:
                entry.give("kind", marks[column])
                continue
            name = grid.names[column] if column < len(grid.names) else None
            if part == "until" and name and (found := state_of(name.norm)) and found[0] in ("ended", "expired"):
                entry.over = page.in_words(name, *found)
            if column in own:
                more[column].give("date", one)
                continue
            for each in (entry, *(more.values() if part in ("home", "party", "region") else ())):
                each.give(part, one)
                if ditto:
                    each.dittos.add(part)
            if part in ("note", "other") and nature(page, one) == "land":
                entry.give("region", one)
        group = kind_of(page, title, "kind_from_heading") if title is not None else None
        if title is not None and nature(page, title) == "land" and "region" not in entry.values:
            entry.give("region", title)
        if title is not None and nature(page, title) == "place" and "home" not in roles:
            entry.give("home", title)
        for note in footnotes.of(page, row, text.norm if (text := entry.first("party")) else ""):
            entry.give("note", note)
        apart = title is not None and group is None and of_another_kind(title)
        if {"date", "kind"} & set(roles):
            own_ = state_of(title.norm) if title is not None else None  # 令和6年度締結予定
            stands = page.in_words(title, *own_) if title is not None and own_ else state
            yield Told(entry, None if apart else group or kind, stands)
        yield from (Told(one, own[column]) for column, one in more.items() if "date" in one.values)


def _marks(page: Page, grid: Grid, columns: list[list[Text]]) -> dict[int, Text]:
    """The columns whose label is a kind and whose cells only tick it: that kind is told by the label."""
    return {
        column: name
        for column, name in enumerate(grid.names)
        if name is not None
        and kind_of(page, name) is not None
        and (told := [one.norm.strip() for one in columns[column] if one.norm.strip()])
        and all(MARK.fullmatch(one) for one in told)
    }


def _own_kinds(page: Page, grid: Grid, roles: list[str], columns: list[list[Text]]) -> dict[int, Stated]:
    """The columns of dates whose label names the kind that was signed on them, beside a column of dates, or several.

    Their parts become `other`: each gives ties of its own.
    """
    found: dict[int, Stated] = {}
    for column, name in enumerate(grid.names):
        dated = sum(nature(page, one) == "date" for one in columns[column]) * 2 >= sum(
            nature(page, one) != "blank" for one in columns[column]
        )
        if name is not None and roles[column] in ("date", "other") and dated and len(columns[column]):
            kind = kind_of(page, name, "kind_from_heading")
            if kind is not None and any(nature(page, one) == "date" for one in columns[column]):
                found[column] = kind
    plain = [column for column, part in enumerate(roles) if part == "date" and column not in found]
    if len(found) == 1 and not plain and "kind" in roles:
        return {}  # the one date of a table that has the kinds in another column
    for column in found:
        roles[column] = "other"
    return found
