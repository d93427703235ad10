"""The sentences that may tell of a visit, with the dates that stand in them and that of the row or time-line they are in."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.reading.names.lands import names
from graph.reading.names.travels import JOINED, OFF, TRAVEL, Move, flat
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import LATER, dated, event_lines
from graph.reading.stories.subjects import subjects, title
from graph.reading.tables.columns import heads
from graph.reading.visits.events import BULLET
from graph.reading.visits.reckoned import RANGE, dates_of, qualifies, tied_at
from graph.reading.words.sentences import Subject
from graph.records import StatedDate
from graph.values import DateMention, find_dates, resolve

LONGEST = 4_000  # characters of a block
WIDEST = 400  # characters of a sentence; more are the cells of a page run together
# A date from which something went on; one that only dates something else of the sentence.
SINCE = re.compile(r"度?(?:の?[春夏秋冬]|頃|ごろ)?(?:から(?!\d{1,2}日)|より(?!\d{1,2}日)|以[降来]|まで)")
NOTE = re.compile(r"\s*(?:[※*(→]|注[)\d])[^\d。]{2,24}。?[)]?\s*$")
SIGNED = re.compile(r"(?:提携|締結|調印|盟約|協定|縁組)\S{0,4}[年月]?[月日]")
BLANK, ROW = re.compile(r"[ \t]"), re.compile(r"\d|:|。")
REACH = 60  # lines from a row up to the head of its columns
APART_FROM = "、。はがをにとの,"  # behind these a sentence goes on
APART = re.compile(r"翌|その後|後に|年後|月後|帰国後")


@dataclass(frozen=True)
class Line:
    """What is told: its words, the dates in them, the date of the row, the heading's place; `row`: it begins with a date."""

    text: Text
    dates: tuple[DateMention, ...]
    lead: StatedDate | None
    subject: Subject | None
    above: tuple[Subject, ...]
    row: bool


def passages(page: Page) -> Iterator[Line]:
    """The sentences that may tell a visit: of time-lines with their day, of rows with theirs, of prose."""
    of_line, headed, law = event_lines(page), subjects(page), page.law
    begins = [block.line for block in page.blocks]
    whole = title(page)
    whole = None if whole and page.source.line_of(whole[0].starts[0]) in of_line else whole
    taken: set[int] = set()
    numbers = sorted(of_line)
    for at, number in enumerate(numbers):
        one, index = of_line[number], bisect_right(begins, number) - 1
        text, block = one.told, page.blocks[max(0, index)].text
        last = page.source.line_of(text.ends[-1] - 1)
        if block.starts[0] <= text.starts[0] and page.source.line_of(block.ends[-1] - 1) > last:
            stop = page.source.breaks[numbers[at + 1] - 1] if at + 1 < len(numbers) else len(page.document.text)
            text = block.part(bisect_left(block.starts, text.starts[0]), bisect_left(block.starts, stop))  # it goes on
            last = page.source.line_of(text.ends[-1] - 1)
        taken |= {index, *range(bisect_left(begins, number), bisect_right(begins, last))}
        if index < 0 or number in law or not (TRAVEL.search(text.norm) or number in heads(page)):
            continue
        date = dated(one, LATER.search(text.norm))
        fiscal = [two for two in dates_of(page)[index] if two.relation == "fiscal" and one.day.carried]
        fiscal = [two for two in fiscal if block.starts[two.start] <= text.starts[0]]
        if fiscal and page.source.line_of(block.starts[fiscal[-1].start]) == page.source.line_of(text.starts[0]):
            date = page.dated(block, fiscal[-1], "year_from_context")
        if date:
            subject = headed[index]
            inside = subject and page.source.line_of(subject[0].starts[0]) in of_line
            told = resolve(find_dates(text.norm), date.date.earliest.year, one.day.month)  # a second date in one line
            yield from _sentences(page, text, told, date, whole if inside else subject or whole, True)
    for index, here in enumerate(page.blocks):
        norm = here.text.norm
        if index in taken or here.line in law or not (TRAVEL.search(norm) or here.line in heads(page)):
            continue
        if not dates_of(page)[index]:
            continue
        for part, dates in _rows(page, here.text, dates_of(page)[index]):
            norm = part.norm
            row = bool(dates) and dates[0].date is not None and bool(BULLET.fullmatch(norm, 0, dates[0].start))
            other = row and (SINCE.match(norm, dates[0].end) or qualifies(page, norm, dates))
            lead = page.dated(part, dates[0]) if row and not other else None
            yield from _sentences(page, part, dates, lead, headed[index] or whole, row)


def _rows(page: Page, text: Text, dates: list[DateMention]) -> Iterator[tuple[Text, list[DateMention]]]:
    """The lines of a block that each begin with a date, with those that go on with them; else the block as it is."""
    heads_ = {one.start for one in dates}
    first = BULLET.match(text.norm)
    if len(text.numbers) < 2 or not first or first.end() not in heads_:
        yield text, dates
        return
    cuts = [0]
    for number in text.numbers[1:]:
        at = bisect_left(text.starts, page.source.breaks[number - 1])
        mark = BULLET.match(text.norm, at)
        if mark and mark.end() in heads_ and text.norm[:at].rstrip()[-1:] not in APART_FROM:
            cuts.append(at)
    for at, stop in pairwise((*cuts, len(text))):
        mine = [one for one in dates if at <= one.start < stop]
        yield text.part(at, stop), [replace(one, start=one.start - at, end=one.end - at) for one in mine]


def _sentences(
    page: Page, text: Text, dates: Iterable[DateMention], lead: StatedDate | None, subject: Subject | None, row: bool
) -> Iterator[Line]:
    if len(text) > LONGEST:
        return
    start = 0
    above: list[Subject] = []  # the places named in the sentences before
    for stop in [*(one.end() for one in re.finditer("。", flat(text.norm))), len(text)]:
        part = text.part(start, stop)
        if part.norm.strip() and len(part) <= WIDEST:
            if TRAVEL.search(part.norm) or (start == 0 and page.source.line_of(part.starts[0]) in heads(page)):
                mine = [replace(one, start=one.start - start, end=one.end - start) for one in dates]
                mine = [one for one in mine if one.start >= 0 and one.end <= len(part)]
                yield Line(part, tuple(mine), lead, subject, tuple(reversed(above)), row)
            above += [(part, one) for one in names(page, part.norm)]
        start = stop


def noted_off(page: Page, line: Line) -> bool:
    """True where a note right below a row says that it was called off: `※台風のため中止`."""
    below = page.source.line_of(line.text.ends[-1] - 1)
    norm = page.lines[below].norm if line.row and below < len(page.lines) else ""
    return NOTE.match(norm) is not None and OFF.search(norm) is not None and not names(page, norm)


def below_ties(page: Page, number: int) -> bool:
    """True for a row under the head of a list of ties, whose dates are those of signing."""
    tops, gaps = _tops(page)
    above = bisect_left(tops, number - 1)
    if not above or tops[above - 1] < number - REACH:
        return False
    return bisect_left(gaps, tops[above - 1]) == bisect_left(gaps, number - 2)


@once
def _tops(page: Page) -> tuple[list[int], list[int]]:
    """The lines (from 0) that are heads of lists of ties; and those that are blank as the next one is."""
    norms = [line.norm.strip() for line in page.lines]
    signed = (at for at, norm in enumerate(norms) if SIGNED.search(norm))
    tops = [at for at in signed if BLANK.search(norms[at]) and not ROW.search(norms[at])]
    return tops, [at for at, (one, two) in enumerate(pairwise(norms)) if not one and not two]


def when(page: Page, line: Line, move: Move) -> tuple[int, int, list[tuple[StatedDate, bool]]]:
    """Where the words of an act begin, and those that qualify it; its dates, each with whether it is the row's own.

    The date is the last one before the verb, with those joined to it, or one in brackets behind the verb.
    """
    norm, plain = line.text.norm, flat(line.text.norm)
    until = [two for one, two in pairwise(line.dates) if RANGE.fullmatch(norm, one.end, two.start)]
    told = [one for one in line.dates if one not in until and one.end <= move.verb[0] and plain[one.start] != " "]
    every = list(line.dates)
    mine = [one for one in told if not tied_at(norm, every, every.index(one), move.verb[0])]
    if told and mine:
        run = [mine[-1]]
        while len(run) < len(mine) and JOINED.fullmatch(norm, mine[-len(run) - 1].end, run[0].start):
            run.insert(0, mine[-len(run) - 1])
        ranged = [two for two in until if RANGE.fullmatch(norm, run[-1].end, two.start)]
        since = SINCE.match(norm, run[-1].end) and not (ranged and run[-1].month)
        if since or (ranged and not run[-1].month) or APART.search(norm, run[-1].end, move.verb[0]):
            return 0, 0, []
        begin = run[-1].end if len(told) > len(run) else 0
        about = max(0, run[0].start - 6) if run[0].relation == "absolute" else 0
        return (
            begin,
            about,
            [
                (
                    date,
                    len(run) == 1
                    and run[-1] is told[-1]
                    and line.lead is not None
                    and line.lead.span == date.span
                    and not date.flags,
                )
                for one in run
                if one.date and "X" not in one.date.key
                for date in [
                    page.dated(line.text, one, *(() if one.relation == "absolute" else ("year_from_context",)))
                ]
            ],
        )
    if (told and not line.lead) or any(one.date is None for one in line.dates if one.end <= move.verb[0]):
        return 0, 0, []
    if line.lead:
        return 0, 0, [(line.lead, not (line.lead.flags or told))] if "X" not in line.lead.value else []
    behind = [one for one in line.dates if one.date and norm[move.verb[1] : one.start].strip(" たしま") == "("]
    closed = behind and move.partners and norm[behind[0].end :][:1] == ")"
    return 0, 0, [(page.dated(line.text, behind[0]), False)] if closed else []
