"""Time-lines: one event to a line under its year and month, with 同年, 同月 and 〃 for what stands above."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from graph.reading.pages.leads import Day, is_date, lead
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import StatedDate
from graph.values import ERAS, DateError, DateMention, find_dates, make

# The day in brackets behind the event.
LATER = re.compile(
    r"[(〔[【<〈](?:同月|(?P<m>1[0-2]|[1-9])月)?\s*(?P<d>[12]\d|3[01]|[1-9])日(?:付け?)?(?:[)〕\]】>〉]|、[^()]{1,12}[)])"
    r"|[(〔[【<〈](?P<m2>1[0-2]|[1-9])\s*[./・]\s*(?P<d2>[12]\d|3[01]|[1-9])[)〕\]】>〉]"
)
BEGINS = re.compile(r"[0-9明大昭平令MTSHR同〃″”\"々仝一二三四五六七八九十]")
LINES = 3
SHORT_LINE = 16
# (合併後), - 3 -, 昭和五十年代: not an event, and not the end of them.
BETWEEN = re.compile(
    r"[(〔【<〈―-].{1,10}[)〕】>〉―-]|\W{0,3}(?:明治|大正|昭和|平成|令和)?\s*[一二三四五六七八九十0-9]{1,4}年代\W{0,3}"
)
ERA_HEAD = re.compile(r"\W{0,12}(?:年表|沿革|歩み)?\W{0,12}(?P<era>明治|大正|昭和|平成|令和)(?:時代|期|年間)?\W{0,12}")
LONGEST_HEAD = 44
# What a day in brackets behind an event is, where it is not that of the event.
LATER_DEED = re.compile(
    r"解消|解除|解約|破棄|廃止|終了|終え|失効|満了|期限|止め|打ち?切|脱退|解散|消滅|休止|中止|合併|更新|延長|再[締調提契]|周年|(?:まで|[~～〜])\s*[)]?\s*$|から|引き?継|承継"
)
# How what stands behind a date goes on where it is no event of that day.
GOES_ON = (*"はがをにへとでも、。)~～〜", "度", "から", "まで", "現在", "版", "頃", "ごろ")
COLUMNS = re.compile(r"\W{0,12}年度?[^\d]{0,12}(?:月|事|内容|でき|こと|項目)")  # the head of the columns
# What happens: words without which a line under a date is no event, but a value of a table.
ACTION = re.compile(
    r"[ぁ-ん]|提携|締結|調印|盟約|完成|開催|設立|発足|施行|合併|訪問|派遣|来訪|開設|開館|開業|記念|制定|落成|竣工"
)


@dataclass(frozen=True)
class Event:
    """One line of a time-line: its date so far as printed or carried, where the date stands, and what happened."""

    day: Day
    date: Text
    told: Text


@once
def events(page: Page) -> list[list[tuple[int, Event]]]:
    """The runs of dated lines (three and more), each with line number from 0 and event."""
    return list(_runs(page))


def _runs(page: Page) -> Iterator[list[tuple[int, Event]]]:
    run: list[tuple[int, Event]] = []
    waiting: list[Text] = []  # parts of a date that stand alone on their lines, over what happened
    gap, state = 0, None
    headed = False  # years stand on lines of their own
    fiscal = False  # the column of years counts from April
    for at, line in enumerate(page.lines):
        norm = line.norm.strip()
        if not norm:
            gap += 1
            continue
        if "年" in norm and COLUMNS.match(norm):
            fiscal = "年度" in norm
        if head := _heads(norm):
            state, gap, waiting = head, 0, []
            headed = ERA_HEAD.fullmatch(norm) is None
            continue
        if len(norm) <= SHORT_LINE and is_date(norm):
            waiting, gap = [*waiting, line.stripped()], 0
            if state and (found := lead(" ".join(one.norm for one in waiting), 0, state, headed)):
                state = found[0]  # a month that stands over its days
            continue
        event = _event(line, state, headed)
        if event is None and waiting and ACTION.search(norm):
            event = _below(waiting, line.stripped(), state, headed)
        waiting = []
        if event is None and run and BETWEEN.fullmatch(norm):
            continue
        if event is None and run and gap == 0 and _goes_on(run, line):
            begun, last = run[-1]
            run[-1] = begun, replace(last, told=last.told.plus(line.stripped()))
            continue
        if event is None or (gap > 2 and run):
            if len(run) >= LINES:
                yield run
            run = []
            state = state if event is not None and gap <= 2 else None
            event = _event(line, state, headed) if event is not None else None
        gap = 0
        if event is not None:
            state = event.day
            run.append((at, _of_calendar(event) if fiscal else event))
    if len(run) >= LINES:
        yield run


def _of_calendar(event: Event) -> Event:
    """An event of a table by fiscal years: January to March lie in the calendar year that follows."""
    day = event.day
    return replace(event, day=replace(day, year=day.year + 1, carried=True)) if day.month in (1, 2, 3) else event


def _goes_on(run: list[tuple[int, Event]], line: Text) -> bool:
    """True for a line that is set in and goes on with the event above it."""
    return line.norm[:1].isspace() and len(line.norm.strip()) < 60 and (len(run) >= LINES or line.norm[:4].isspace())


def _heads(norm: str) -> Day | None:
    """The year, or the era, that stands alone on a line over the months and days of its events."""
    if len(norm) <= LONGEST_HEAD and (match := ERA_HEAD.fullmatch(norm)):
        return Day(ERAS[match["era"]][0], era=match["era"])
    bare = norm.strip(" \t・○●◆■【】[]<>〈〉|")
    if len(bare) >= 20 or "度" in bare:
        return None
    told = lead(bare, 0, None)
    if told and told[0].month is None and not re.sub(r"[\s()年]|\d{4}", "", bare[told[1] :]):
        return told[0]
    return None


def _below(waiting: list[Text], told: Text, above: Day | None, headed: bool) -> Event | None:
    """The event whose date stands over it, whole or in parts."""
    norm = " ".join(one.norm for one in waiting)
    found = lead(norm, 0, above, headed)
    if found is None or norm[found[1] :].strip(" .日") or found[0].month is None:
        return None
    date = waiting[0]
    for one in waiting[1:]:
        date = date.plus(one)
    return Event(found[0], date, told)


def _event(line: Text, above: Day | None, headed: bool) -> Event | None:
    """The event of a line that begins with a date or with marks for the date above."""
    norm = line.norm
    start = len(norm) - len(norm.lstrip(" \t・○●◆■-[【|"))
    if not BEGINS.match(norm, start) or (found := lead(norm, start, above, headed)) is None:
        return None
    day, at = found
    told = line.part(at, len(norm.rstrip(" \t|"))).stripped()
    told = told.part(len(told.norm) - len(told.norm.lstrip("】]:：、…‥・.|/ ")), len(told))
    if len(told) < 2 or told.norm.startswith(GOES_ON):
        return None
    return Event(day, line.part(start, at), told)


def whole(told: Text) -> tuple[int, StatedDate] | None:
    """The date that stands whole in brackets at the end of an event, and where the brackets open."""
    closed = told.norm.rstrip().endswith((")", "〕"))
    match = re.search(r"[(〔][^()〔〕]{6,40}[)〕]\s*$", told.norm) if closed else None
    inner = told.part(match.start() + 1, match.end()) if match else None
    for one in find_dates(inner.norm) if inner and not LATER_DEED.search(inner.norm) else ():
        if match and inner and one.date and one.month and one.relation == "absolute" and one.start < 3:
            span = inner.span(one.start, one.end)
            return match.start(), StatedDate(value=one.date.key, printed=inner.printed(one.start, one.end), span=span)
    return None


def dated(event: Event, later: re.Match[str] | None) -> StatedDate | None:
    """The event's date, finished by a day in brackets at its end (`（６日）`)."""
    month, day, text = event.day.month, event.day.day, event.date.stripped()
    flags = ["year_from_context"] if event.day.carried else []
    if later and day is None:
        month = int(later["m"] or later["m2"] or month or 0) or None
        day = int(later["d"] or later["d2"])
        text = text.plus(event.told.part(later.start(), later.end()))
    try:
        key = make(event.day.year, month, day if month else None).key
    except DateError:
        return None
    span = text.span()
    value = f"FY{key}" if event.day.fiscal and not month else key
    return StatedDate(value=value, printed=" ".join(text.norm.split()), span=span, flags=tuple(flags))


def event_lines(page: Page) -> Mapping[int, Event]:
    """Line number, from 1, of every event of a time-line."""
    return {number + 1: event for run in events(page) for number, event in run}


def run_together(page: Page, text: Text, lines: Mapping[int, Event]) -> list[tuple[Text, Event]]:
    """The lines of a time-line that a block runs together, each an event of its own."""
    if text.places is None:
        return []  # on one line
    numbers = text.numbers if text.norm else range(0)
    whole = len(numbers) > 1 and all(number in lines for number in numbers)
    return [(page.lines[number - 1], lines[number]) for number in numbers] if whole else []


def led(text: Text, dates: list[DateMention], event: Event) -> list[DateMention]:
    """The dates of a line of a time-line: the one at its head as the lines above complete it (〃, 同年), and those behind."""
    told, date = event.told.stripped(), dated(event, None)
    at = bisect_left(text.starts, told.first) if told.norm else 0
    if date is None or not 0 < at < len(text):
        return dates
    lead = DateMention(0, len(text.norm[:at].rstrip()) or at, date.date, flags=date.flags)
    return [lead, *(one for one in dates if one.start >= at)]
