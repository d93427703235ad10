"""Time-lines: one event to a line under its year and month, with 同年, 同月 and 〃 for what stands above."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.reading.clauses import chains
from graph.reading.deeds import kinds
from graph.reading.page import Page
from graph.reading.sentences import sentence_ties
from graph.reading.text import Text
from graph.records import Agreement, AnyRecord, StatedDate
from graph.values import DateError, find_dates, make

SAME = r"(?:同\s*(?:年|月|日)?(?=\s|$|[、,])|同\s*年|同\s*月|〃|″|”|\"|々)"
YEAR = re.compile(r"(?P<year>(?:18|19|20)\d\d)(?:\s*年)?(?=[\s(.]|$)(?:\s*[(][^()]{2,12}[)])?")
MONTH_DAY = re.compile(r"(?P<m>1[0-2]|0?[1-9])\s*[./・-]\s*(?P<d>[12]\d|3[01]|0?[1-9])(?=\s|$)")
MONTH = re.compile(r"(?P<m>1[0-2]|0?[1-9])\s*(?:月|(?=\s))\s*(?:(?P<d>[12]\d|3[01]|0?[1-9])\s*(?:日|(?=\s)))?")
DAY = re.compile(r"(?P<d>[12]\d|3[01]|0?[1-9])\s*日(?=[\s、])")
LATER = re.compile(
    r"[(](?:(?P<m>1[0-2]|[1-9])月)?(?P<d>[12]\d|3[01]|[1-9])日[)]|[(](?P<m2>1[0-2]|[1-9])[./](?P<d2>[12]\d|3[01]|[1-9])[)]"
)
BEGINS = re.compile(r"[0-9明大昭平令MTSHR同〃″”\"々一二]")
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
    gap = 0
    state: tuple[int, int | None, int | None] | None = None
    for number, line in enumerate(page.lines):
        if not line.norm.strip():
            gap += 1
            continue
        if len(line.norm.strip()) < 20 and (year := _year_alone(line)):
            state, gap = (year, None, None), 0
            continue
        event = _event(line, state)
        if event is None or (gap > 2 and run):
            if (
                len(run) >= LINES
                and event is None
                and line.norm[:1].isspace()
                and len(line.norm.strip()) < 60
                and gap == 0
            ):
                gap = 0
                continue  # a remark that goes on with the event above
            if len(run) >= LINES:
                yield run
            run = []
            state = state if event is not None and gap <= 2 else None
            event = _event(line, state)
        gap = 0
        if event is not None:
            run.append((number, event))
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
    return int(norm) if re.fullmatch(r"(?:18|19|20)\d\d", norm) else None


def _event(line: Text, above: tuple[int, int | None, int | None] | None) -> Event | None:
    """The event of a line that begins with a date or with marks for the date above."""
    norm = line.norm
    start = at = len(norm) - len(norm.lstrip(" \t・○●◆■-"))
    year = month = day = None
    carried = False
    if not BEGINS.match(norm, at):
        return None
    mentions = [one for one in find_dates(norm) if one.start <= at + 1]
    if mentions and mentions[0].date and "FY" not in mentions[0].date.key and mentions[0].relation == "absolute":
        one = mentions[0]
        year, month, day, at = mentions[0].date.earliest.year, one.month, one.day, one.end
    elif (match := YEAR.match(norm, at)) and re.match(r"\s|$", norm[match.end() :]):
        year, at = int(match["year"]), match.end()
    elif above and (match := re.compile(SAME).match(norm, at)) and "月" not in match[0]:
        year, at, carried = above[0], match.end(), True
    elif above and (match := re.compile(r"(?:1[0-2]|[1-9])月").match(norm, at)):
        year, carried = above[0], True
    if year is None:
        return None
    if month is None:
        rest = re.compile(r"[\s、]*").match(norm, at)
        after = rest.end() if rest else at
        if match := MONTH_DAY.match(norm, after) or MONTH.match(norm, after):
            month, at = int(match["m"]), match.end()
            day = int(match["d"]) if match["d"] else None
        elif above and (match := re.compile(rf"{SAME}|同月").match(norm, after)):
            month, day, at, carried = (
                above[1],
                above[2] if "月" not in match[0] and carried else None,
                match.end(),
                True,
            )
    if day is None and month is not None and (match := re.compile(r"\s*" + DAY.pattern).match(norm, at)):
        day, at = int(match["d"]), match.end()
    told = line.part(at, len(norm)).stripped()
    return Event(year, month, day, line.part(start, at), told, carried) if len(told) > 1 else None


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


def chronicles(page: Page) -> Iterator[AnyRecord]:
    """Class B: an event that concludes a tie; one that says that it ran out ends the tie told before."""
    for run in events(page):
        ties: list[Agreement] = []
        for _, event in run:
            later = LATER.search(event.told.norm)
            date = dated(event, later)
            if date is None:
                continue
            told = event.told if later is None else event.told.part(0, later.start())
            told = told.stripped()
            found = list(sentence_ties(page, told, [], None, date)) if len(told) else []
            ties += found
            if not found and re.search(r"失効|満了|解消|終了|廃止", told.norm):
                ties = [_ended(page, one, told, date) for one in ties]
        yield from ties


def _ended(page: Page, tie: Agreement, told: Text, date: StatedDate) -> Agreement:
    named = {name.surface for chain in chains(page, told.norm) for name in chain.names}
    mine = {one.printed for one in (*tie.parties, *tie.unnamed)}
    about = {one.key for one in kinds(page, told.norm)}
    if not named & mine or (about and tie.kind.value not in about):
        return tie
    word = "ended" if re.search(r"解消|廃止", told.norm) else "expired"
    status = page.in_words(told, word, 0, len(told))
    evidence = (*tie.evidence, told.span())
    return tie.model_copy(update={"status": status, "until": date, "evidence": evidence})


def event_lines(page: Page) -> Mapping[int, Event]:
    """Line number, from 1, of every event of a time-line."""
    return {number + 1: event for run in events(page) for number, event in run}
