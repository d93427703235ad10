"""Cites the words that give a date its year, where the date itself only refers to them (同年, a bare month, a row that goes on)."""

import re
from bisect import bisect_left

from graph.figures import years_later
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.records import AnyRecord, Span, StatedDate

SINCE = re.compile(r"\s*(?:度|頃|ごろ)?(?:から(?:は|毎年|も)|以[来降])")
REFERS = ("year_from_context", "year_from_row_above")


def with_years(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records with the span of the year added to the evidence of those whose date borrows it."""
    return [_cited(page, record) for record in records]


def _cited(page: Page, record: AnyRecord) -> AnyRecord:
    spans: dict[tuple[int, int], Span] = {}
    for date in record.__dict__.values():
        if type(date) is StatedDate and not set(REFERS).isdisjoint(date.flags):
            year = _year(page, date) if REFERS[0] in date.flags else None
            spans |= {span.at: span for span in (date.span, year) if span and not _holds(record.evidence, span)}
    if not spans:
        return record
    # Behind the words of the record itself, which say where it stands.
    return record.model_copy(update={"evidence": (*record.evidence, *(spans[at] for at in sorted(spans)))})


def _holds(evidence: tuple[Span, ...], span: Span) -> bool:
    return any(one.at[0] <= span.at[0] and span.at[1] <= one.at[1] for one in evidence)


def _year(page: Page, date: StatedDate) -> Span | None:
    """The last words before a date that print its year, or the year before it for 翌年."""
    years = _years(page)
    wanted = date.date.earliest.year
    later = years_later(date.printed) if "翌" in date.printed or "年後" in date.printed else 0
    for at in range(bisect_left(years, (date.span.at[0], 0, 0)) - 1, -1, -1):
        start, stop, year = years[at]
        if year in (wanted, wanted - later):
            return page.source.span(start, stop)
    return None


def goes_on(page: Page, date: StatedDate) -> bool:
    """True where a sentence before gives the year as that since which something goes on: `2015年からは毎年…。5月1日に`."""
    year = _year(page, date) if REFERS[0] in date.flags else None
    between = page.document.text[year.at[1] : date.span.at[0]] if year else ""
    return "。" in between and SINCE.match(between) is not None


@once
def _years(page: Page) -> list[tuple[int, int, int]]:
    """Begin and end in the original, and year, of every date of the document that prints its year, in order."""
    return sorted(
        (block.text.starts[one.start], block.text.ends[one.end - 1], one.date.earliest.year)
        for block, dates in zip(page.blocks, page.dates, strict=True)
        for one in dates
        if one.date and one.relation == "absolute"
    )
