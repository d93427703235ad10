"""Indicators with base, target, actual and progress: rows of a table, or the scattered cells of an evaluation sheet."""

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.figures import number
from graph.reading.facts.policies import cut, key_of
from graph.reading.facts.quantities import amount, plain
from graph.reading.pages.outline import Block
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import AnyRecord, Indicator, Stated, StatedDate
from graph.values import LETTERS, DateError, DateMention, PartialDate, era_year, find_dates

COLUMNS = {
    "base": re.compile(r"基準値|現状値|策定時"),
    "target": re.compile(r"目標値?"),
    "actual": re.compile(r"実績値?|現状(?!値)"),
    "progress": re.compile(r"進捗率|達成率"),
}
VALUE = re.compile(r"(?P<q>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>%|[一-龥]{1,3}|km|ha)?")
SHORT_YEAR = re.compile(r"(?<![A-Za-z0-9])(?P<era>[MTSHR])\s*(?P<n>元|\d{1,2})\s*年度")
REACHED = re.compile(r"^(?P<q>[\d,]+(?:\.\d+)?)\s*(?P<unit>%|[一-龥]{1,2})\s+(?P<progress>[\d,]+(?:\.\d+)?)\s*%")
AIMED = re.compile(r"^(?P<q>[\d,]+(?:\.\d+)?)\s*(?P<unit>%|[一-龥]{1,2})\s*[↑↓→]$")


def indicators(page: Page) -> Iterator[AnyRecord]:
    """Class A for the rows of a table with its columns named, B for an evaluation sheet."""
    columns: dict[str, int] = {}
    sheet = False
    for index, block in enumerate(page.blocks):
        norm = block.text.norm
        forms = COLUMNS.items() if "目標" in norm else ()
        cells = _cells(block) if forms or columns else []
        named = {name: at for name, form in forms for at, cell in enumerate(cells) if form.search(cell.norm)}
        if len(cells) >= 3 and "target" in named and not any(VALUE.search(cell.norm) for cell in cells):
            columns = named
        elif columns and len(cells) > max(columns.values()) and VALUE.search(cells[columns["target"]].norm):
            yield _row(page, cells, columns)
        elif len(cells) < 2:
            columns = {}
        sheet = sheet or norm == "KPI" or "重要業績評価" in norm
        if sheet and block.kind == "heading" and (found := _scattered(page, index)) is not None:
            yield found


def _cells(block: Block) -> list[Text]:
    """The cells of a row, cut at tabs or at upright strokes."""
    text = block.text
    if "\t" in text.norm:
        return block.cells
    if not text.norm.startswith("|"):
        return []
    cuts = [at for at, char in enumerate(text.norm) if char == "|"] + [len(text)]
    cells = [text.part(start + 1, end).stripped() for start, end in pairwise(cuts)]
    return [cell for cell in cells if cell.norm]


def _row(page: Page, cells: list[Text], columns: dict[str, int]) -> Indicator:
    values = {name: _value(page, cells[at]) for name, at in columns.items()}
    return Indicator(
        confidence="A",
        recogniser="indicator",
        evidence=(cells[0].plus(cells[-1]).span(),),
        name=_name(page, cells[0]),
        of=cut(page.in_words(cells[0], page.home, 0, len(cells[0]), "home_from_context")),
        base=values.get("base"),
        base_time=_time(page, cells[columns["base"]]) if "base" in columns else None,
        target=values.get("target"),
        target_time=_time(page, cells[columns["target"]]),
        actual=values.get("actual"),
        progress=values.get("progress"),
        measured_in=_unit(page, cells[columns["target"]]),
    )


def _name(page: Page, text: Text) -> Stated:
    key = key_of(page, text.norm.replace("*", ""), page.home).replace("plan/", "indicator/")
    return cut(page.in_words(text, key, 0, len(text)))


def _value(page: Page, cell: Text) -> Stated | None:
    match = VALUE.search(cell.norm)
    return page.in_words(cell, plain(amount(match["q"])), *match.span("q")) if match else None


def _unit(page: Page, cell: Text) -> Stated | None:
    match = VALUE.search(cell.norm)
    return page.in_words(cell, match["unit"], *match.span("unit")) if match and match["unit"] else None


def _time(page: Page, cell: Text) -> StatedDate | None:
    """The year of a figure, also where the era is one letter (`R7年度`)."""
    if match := SHORT_YEAR.search(cell.norm):
        try:
            year, flags = era_year(LETTERS[match["era"]], number(match["n"]), None, None)
        except DateError:
            return None
        return page.dated(cell, DateMention(*match.span(), PartialDate(f"FY{year}"), flags=flags))
    dates = [one for one in find_dates(cell.norm) if one.date]
    return page.dated(cell, dates[0]) if dates else None


def _scattered(page: Page, index: int) -> Indicator | None:
    """A numbered name with its target below it, and between them what was reached and how far that is."""
    head = page.blocks[index]
    reached: tuple[Text, re.Match[str]] | None = None
    for block in page.blocks[index + 1 : index + 8]:
        if block.kind == "heading":
            return None
        if match := REACHED.match(block.text.norm):
            reached = (block.text, match)
        elif match := AIMED.match(block.text.norm):
            text = block.text
            actual = (
                page.in_words(reached[0], plain(amount(reached[1]["q"])), *reached[1].span("q")) if reached else None
            )
            progress = (
                page.in_words(reached[0], plain(amount(reached[1]["progress"])), *reached[1].span("progress"))
                if reached
                else None
            )
            return Indicator(
                confidence="B",
                recogniser="indicator",
                evidence=(head.text.span(), text.span()),
                name=_name(page, head.text),
                of=cut(page.in_words(head.text, page.home, 0, len(head.text), "home_from_context")),
                target=page.in_words(text, plain(amount(match["q"])), *match.span("q")),
                actual=actual,
                progress=progress,
                measured_in=page.in_words(text, match["unit"], *match.span("unit")),
            )
    return None
