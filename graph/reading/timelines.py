"""Time-lines: one event to a line under its year and month, with 同年, 同月 and 〃 for what stands above."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from graph.reading.page import Page
from graph.reading.text import Text
from graph.records import StatedDate
from graph.values import LETTERS, SHORT, DateError, era_year, find_dates, make, number

_NUM = r"(?:元|\d{1,2}|[〇一二三四五六七八九十]{1,3})"
_SAME = r"(?:同\s*(?:年|月|日)?(?=[\s、,・.]|$)|同\s*年|同\s*月|同\s*日|〃|″|”|\"|々|仝)"
_GAP = r"[\s・./、年]*"
YEAR = re.compile(
    rf"(?:(?P<era>明治|大正|昭和|平成|令和|[明大昭平令MTSHR])\s*(?P<n>{_NUM})|(?P<w>(?:18|19|20)\d\d)|(?P<same>{_SAME}))\s*(?:年度?)?(?:\s*[(][^()]{{2,14}}[)])?\s*年?"
)
MONTH = re.compile(rf"{_GAP}(?:(?P<m>{_NUM})\s*(?:月|(?=[\s・./-]|$))|(?P<same>{_SAME}))")
DAY = re.compile(rf"[\s・./月-]*(?:(?P<d>{_NUM})\s*(?:日|(?=[\s　]|$|[^\d一-龥月年]))|(?P<same>{_SAME}))")
LATER = re.compile(
    r"[(](?:(?P<m>1[0-2]|[1-9])月)?(?P<d>[12]\d|3[01]|[1-9])日[)]|[(](?P<m2>1[0-2]|[1-9])[./](?P<d2>[12]\d|3[01]|[1-9])[)]"
)
BEGINS = re.compile(r"[0-9明大昭平令MTSHR同〃″”\"々仝一二三四五六七八九十]")
LINES = 3


@dataclass(frozen=True)
class Event:
    """One line of a time-line: its date so far as printed or carried, where the date stands, and what happened."""

    year: int
    month: int | None
    day: int | None
    date: Text
    told: Text
    carried: bool


def events(page: Page) -> list[list[tuple[int, Event]]]:
    """The runs of dated lines (three and more), each with line number from 0 and event."""
    if "events" not in page.memory:
        page.memory["events"] = list(_runs(page))
    return list(page.memory["events"])


def _runs(page: Page) -> Iterator[list[tuple[int, Event]]]:
    run: list[tuple[int, Event]] = []
    waiting: Text | None = None  # a month and day alone on their line, over what happened
    gap, headed = 0, False  # headed: the years stand on lines of their own
    state: tuple[int, int | None, int | None] | None = None
    for at, line in enumerate(page.lines):
        if not line.norm.strip():
            gap += 1
            continue
        if len(line.norm.strip()) < 20 and (year := _year_alone(line)):
            state, gap, headed = (year, None, None), 0, True
            continue
        if state and (day := _day_alone(line)):
            state, gap, waiting = (state[0], *day), 0, line
            continue
        event = _event(line, state, headed)
        if event is None and waiting is not None and state:
            event = Event(state[0], state[1], state[2], waiting.stripped(), line.stripped(), True)
        waiting = None
        if event is None or (gap > 2 and run):
            if (
                len(run) >= LINES
                and event is None
                and line.norm[:1].isspace()
                and len(line.norm.strip()) < 60
                and gap == 0
            ):
                gap = 0
                begun, above = run[-1]
                run[-1] = begun, replace(above, told=above.told.plus(line.stripped()))
                continue  # it goes on with the event above
            if len(run) >= LINES:
                yield run
            run = []
            state = state if event is not None and gap <= 2 else None
            headed = headed and state is not None
            event = _event(line, state, headed)
        gap = 0
        if event is not None:
            run.append((at, event))
            state = (event.year, event.month, event.day)
    if len(run) >= LINES:
        yield run


def _year_alone(line: Text) -> int | None:
    """The year that stands alone on a line, over the months and days of its events."""
    norm = line.norm.strip(" \t・○●◆■【】[]<>〈〉")
    found = [one for one in find_dates(norm) if one.date and one.month is None and one.relation == "absolute"]
    if (
        len(found) == 1
        and found[0].date
        and not re.sub(r"[\s()]|\d{4}年?", "", norm[: found[0].start] + norm[found[0].end :])
    ):
        return found[0].date.earliest.year if "FY" not in found[0].date.key else None
    return int(norm[:4]) if re.fullmatch(r"(?:18|19|20)\d\d年?", norm) else None


def _day_alone(line: Text) -> tuple[int, int] | None:
    """Month and day that stand alone on a line, over what happened on it."""
    match = re.fullmatch(r"\W*(1[0-2]|[1-9])\s*[月./]\s*([12]\d|3[01]|[1-9])\s*日?\W*", line.norm)
    return (int(match[1]), int(match[2])) if match else None


def _event(line: Text, above: tuple[int, int | None, int | None] | None, headed: bool) -> Event | None:
    """The event of a line that begins with a date or with marks for the date above."""
    norm = line.norm
    start = len(norm) - len(norm.lstrip(" \t・○●◆■-[【"))
    if not BEGINS.match(norm, start) or (found := _leading(norm, start, above, headed)) is None:
        return None
    year, month, day, at, carried = found
    told = line.part(at, len(norm)).stripped()
    told = told.part(len(told.norm) - len(told.norm.lstrip("】]:：、…‥・. ")), len(told))
    if len(told) < 2 or re.match(r"[はがをにへとでも、。)~～〜]|(?:度|から|まで|現在|版|頃|ごろ)", told.norm):
        return None
    return Event(year, month, day, line.part(start, at), told, carried)


def _leading(
    norm: str, start: int, above: tuple[int, int | None, int | None] | None, headed: bool
) -> tuple[int, int | None, int | None, int, bool] | None:
    """Year, month and day that open a line, where they end, and whether any is that of the line above."""
    mentions = [one for one in find_dates(norm) if one.start <= start + 1]
    if mentions and mentions[0].date and mentions[0].relation == "absolute" and mentions[0].month:
        one = mentions[0]
        at = one.end + (norm[one.end : one.end + 1] in ".．")
        if one.day is None and (match := DAY.match(norm, at)) and match["d"] and _is_day(match["d"]):
            return one.date.earliest.year, one.month, number(match["d"]), match.end(), False  # type: ignore[union-attr]
        return one.date.earliest.year, one.month, one.day, at, False  # type: ignore[union-attr]
    at, year, carried = start, None, False
    if match := YEAR.match(norm, start):
        if match["same"]:
            if above is None or (headed and match["same"] != "同年") or "月" in match["same"] or "日" in match["same"]:
                match = None
            else:
                year, carried = above[0], True
        else:
            year = _year(match)
        at = match.end() if match else start
    if year is None:
        if above is None:
            return None
        year, carried = above[0], True
    month = day = None
    if match := MONTH.match(norm, at):
        if match["same"]:
            month, carried = (above[1] if above else None), True
            day = above[2] if above and "月" not in match["same"] else None
        elif 1 <= number(match["m"]) <= 12:
            month = number(match["m"])
        at = match.end() if month else at
    if month and (match := DAY.match(norm, at)) and (match["same"] or _is_day(match["d"])):
        day = (above[2] if above else None) if match["same"] else number(match["d"])
        carried = carried or bool(match["same"])
        at = match.end()
    if month is None and carried and at == start:
        return None
    return year, month, day, at, carried


def _is_day(text: str) -> bool:
    return 1 <= number(text) <= 31


def _year(match: re.Match[str]) -> int | None:
    if match["w"]:
        return int(match["w"])
    era = LETTERS.get(match["era"]) or SHORT.get(match["era"]) or match["era"]
    try:
        return era_year(era, number(match["n"]), None, None)[0]
    except DateError:
        return None


def dated(event: Event, later: re.Match[str] | None) -> StatedDate | None:
    """The event's date, finished by a day in brackets at its end (`（６日）`)."""
    month, day, text = event.month, event.day, event.date.stripped()
    flags = ["year_from_context"] if event.carried else []
    if later and day is None:
        month = int(later["m"] or later["m2"] or month or 0) or None
        day = int(later["d"] or later["d2"])
        text = text.plus(event.told.part(later.start(), later.end()))
    try:
        value = make(event.year, month, day if month else None).key
    except DateError:
        return None
    span = event.date.source.span(text.starts[0], text.ends[-1])
    return StatedDate(value=value, printed=" ".join(text.norm.split()), span=span, flags=tuple(flags))


def event_lines(page: Page) -> Mapping[int, Event]:
    """Line number, from 1, of every event of a time-line."""
    return {number + 1: event for run in events(page) for number, event in run}
