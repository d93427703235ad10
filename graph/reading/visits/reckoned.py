"""The dates of words on visits: a bare month takes its year from a heading or the document, never from a signing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.reading.names.lands import names
from graph.reading.names.travels import JOINED, TRAVEL, flat
from graph.reading.pages.once import once
from graph.reading.pages.outline import Block, Heading
from graph.reading.pages.page import Page
from graph.reading.visits.events import BULLET as MARK
from graph.values import DateError, DateMention, PartialDate, find_dates, make

LONGEST_BLOCK = 4_000  # characters
_TWIN = r"(?:姉妹|友好|兄弟|親善|交流|パートナー)[^、。はがを]{0,8}"
OTHER = re.compile(
    rf"^[^、。]{{0,24}}(?:提携|締結|調印|盟約|縁組|結ん|結ば|交わし[たて]|創立|設立|{_TWIN}[にと](?:な[っりる]|して(?:始ま|歩み|迎え)))"
)
NAMED_YEAR = re.compile(r"[(〔【<][^()〔〕【】<>]*[)〕】>]\W*$")  # of the year that a title ends with
BY_ISSUE = re.compile(
    r"(?:(?P<now>[本今]年|ことし)|(?:昨|前|来|一昨)年)の?(?P<m>1[0-2]|[1-9])月(?:(?P<d>[12]\d|3[01]|[1-9])日)?"
)
VAGUE_YEAR = re.compile(r"(?:去る|さる|先の|昨年|前年|翌年|来年|[今本昨前来]年度)[はのに、]{0,2}$")
RANGE = re.compile(r"\s*(?:[(][^()]*[)])?\s*(?:[~〜―–‐-]|から|より)\s*")


@once
def dates_of(page: Page) -> list[list[DateMention]]:
    """The dates of each block; a month below a fiscal year falls in it, and dates in brackets name no year for others."""
    return list(_resolved(page))


def _resolved(page: Page) -> Iterator[list[DateMention]]:
    year: int | None = None
    signed: PartialDate | None = None  # the day of a signing that a row tells, where the year is taken from it
    tied = False  # the last year that was told is that of a signing
    fiscal = False
    heads: tuple[Heading, ...] | None = None
    section = under = tuple[int, ...]()
    for block, mentions in zip(page.blocks, page.dates, strict=True):
        if block.headings != heads:
            heads, section = block.headings, tuple(one.line for one in block.headings if one.mark != "bare")
        if section != under:
            year, fiscal = _over(page, block)
            tied, signed, under = False, None, section
        told = []
        if "年" in block.text.norm and (more := list(_by_issue(page, block.text.norm, year))):
            more = [one for one in more if not any(two.start < one.end and one.start < two.end for two in mentions)]
            mentions = sorted([*mentions, *more], key=lambda one: one.start)
        plain = flat(block.text.norm) if mentions and len(block.text) <= LONGEST_BLOCK else block.text.norm
        for at, one in enumerate(mentions):
            if one.relation == "bare" or (one.relation not in ("absolute", "issue") and tied and one.date):
                one, fiscal_ = _completed(block.text.norm, one, year, fiscal, tied)
                if signed and one.date and one.date.latest < signed.earliest:
                    one = replace(one, date=None)  # before the tie of whose row the year is
                one = replace(one, relation="fiscal") if fiscal_ and one.date else one
            elif one.date and "X" not in one.date.key and one.relation == "absolute":
                if _of_signing(page, block.text.norm, mentions, at):
                    tied = year is None
                elif plain[one.start] != " " or _heads(page, block.text.norm, mentions, at):
                    year, fiscal, tied = one.date.earliest.year, "FY" in one.date.key, False
                    row = MARK.fullmatch(block.text.norm, 0, one.start)
                    signed = one.date if row and OTHER.match(block.text.norm[one.end :]) else None
            told.append(one)
        yield told


def _over(page: Page, block: Block) -> tuple[int | None, bool]:
    """The year that a heading over a block names without a place, and whether it is a fiscal one."""
    for heading in reversed(block.headings):
        norm = heading.text.norm
        told = [one for one in find_dates(norm) if one.date and one.relation == "absolute"] if "年" in norm else []
        if len(told) == 1 and told[0].month is None and told[0].date and "X" not in told[0].date.key:
            if not (names(page, norm) or tied_at(norm, told, 0, len(norm))):
                return told[0].date.earliest.year, "FY" in told[0].date.key
    return None, False


def _by_issue(page: Page, norm: str, year: int | None) -> Iterator[DateMention]:
    """The days that are told from the year of the document (`本年7月4日`); open for last year's, and where another was told."""
    issued = page.document.description.as_of.earliest.year
    for match in BY_ISSUE.finditer(norm) if len(norm) <= LONGEST_BLOCK else ():
        month, day = int(match["m"]), int(match["d"]) if match["d"] else None
        sure = match["now"] and year in (None, issued)
        try:
            date = make(issued, month, day) if sure else None
        except DateError:
            date = None
        yield DateMention(*match.span(), date, month, day, "issue", ("date_from_issue",))


def _completed(norm: str, one: DateMention, year: int | None, fiscal: bool, tied: bool) -> tuple[DateMention, bool]:
    """A month or day with the year told before it, never that of a signing; and whether it is one of a fiscal year."""
    if one.relation == "bare" and VAGUE_YEAR.search(norm, max(0, one.start - 6), one.start):
        return replace(one, date=None), False
    if one.relation == "bare" and one.month and year:
        try:
            return replace(one, date=make(year + (fiscal and one.month < 4), one.month, one.day)), fiscal
        except DateError:
            return replace(one, date=None), False
    return (replace(one, date=None), False) if tied else (one, False)


def _of_signing(page: Page, norm: str, dates: Sequence[DateMention], at: int) -> bool:
    """True for a date by which the words say when a tie was made: `昭和40年に姉妹都市となったA市`, `A市（韓国）　平成元年10月17日`."""
    one = dates[at]
    if MARK.fullmatch(norm, 0, one.start):
        return qualifies(page, norm, dates[at:])  # else it heads the row
    if tied_at(norm, dates, at, len(norm)):
        return True
    if TRAVEL.search(norm) or norm[one.end :].strip(" )〕】、。"):
        return False
    return any(place.end <= one.start for place in names(page, norm))


def tied_at(norm: str, dates: Sequence[DateMention], at: int, stop: int) -> bool:
    """True where words for another deed than a journey follow on a date, before the next one that is not joined to it."""
    for one, two in pairwise((*dates[at:], None)):
        assert one is not None
        end = min(two.start, stop) if two else stop
        gap = norm[one.end : end]
        if two is None or two.start > stop or not (JOINED.fullmatch(gap) or RANGE.fullmatch(gap)):
            return OTHER.match(gap) is not None
    return False


def _heads(page: Page, norm: str, dates: Sequence[DateMention], at: int) -> bool:
    """True for the year in the brackets at the end of a title: `交流の記録（令和4年度）`."""
    one = dates[at]
    alone = len(dates) == 1 and "。" not in norm and one.day is None and one.month is None
    return alone and NAMED_YEAR.search(norm) is not None and not names(page, norm)


def qualifies(page: Page, norm: str, dates: Sequence[DateMention]) -> bool:
    """True where the first date only says since when a place is twinned: `昭和40年に姉妹都市となったA市から`."""
    if not tied_at(norm, dates, 0, len(norm)):
        return False
    match = OTHER.match(norm[dates[0].end :])
    end = dates[0].end + (match.end() if match else 0)
    return any(
        one.start >= end and norm[one.start - 1] in "ただるの" and one.start - end < 8 for one in names(page, norm)
    )
