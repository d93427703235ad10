"""Days that a text names from where it stands: 本日 and 来月2日 of a dated notice, 同日 of the sentence before."""

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.values import DateError, DateMention, PartialDate, find_dates, make

RELATIVE = re.compile(
    r"(?=[本今こ昨去一お来先過同翌])(?:"  # for at few places one of them begins
    r"(?P<year>本年|今年|ことし|昨年|去年|一昨年|おととし)(?!度|で|中|間)(?:の?\s*(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*日)?)?(?:付け?)?|本日(?:付け?)?|(?P<month>来月|今月|本月|先月)\s*(?P<day>\d{1,2})\s*日(?:付け?)?|(?:昨日|一昨日|おととい|去る|先日|過日|このほど)、?(?:の|に)?(?P<gone>(?P<gone_month>\d{1,2})\s*月\s*(?P<gone_day>\d{1,2})\s*日)|(?P<same>同日)(?:付け?)?|翌月\s*(?P<next>\d{1,2})\s*日)"
)
# One of these begins whatever RELATIVE finds.
HINT = re.compile(
    r"本年|本日|本月|今年|今月|ことし|昨年|昨日|一昨|去年|去る|おとと|来月|先月|先日|過日|このほど|同日|翌月"
)
THIS_YEAR = "this-year"  # of 本年5月6日: without the year of the text the day stays open
TOP = 8  # lines that may head the minutes of a meeting, or say when a page was issued
ISSUED = re.compile(
    r"\W*(?:[(][^()]{2,8}[)])?\W*|[^。(]{0,24}(?:記者会見|記者発表|報道発表|プレスリリース)[^。(]{0,6}[(]"
)
YEARS = {"本年": 0, "今年": 0, "ことし": 0, "昨年": -1, "去年": -1, "一昨年": -2, "おととし": -2}
ISSUE = re.compile(r"号|広報|だより|発行|掲載|更新|登録|公開")
PUT_UP = re.compile(r"(?:発行|掲載|更新|登録|公開)")
STEP = {"来月": 1, "今月": 0, "本月": 0, "先月": -1}


@once
def issues(page: Page) -> list[PartialDate | None]:
    """For each line the day on which it was issued, where a line above gives a date and nothing, or an office, beside it."""
    return list(_issues(page))


def _issues(page: Page) -> Iterator[PartialDate | None]:
    now: PartialDate | None = None
    for number, line in enumerate(page.lines):
        norm = line.norm
        dates = [one for one in find_dates(norm) if one.date and one.date.days == 1] if len(norm) < 60 else []
        if len(dates) == 1 and "。" not in norm and ISSUED.fullmatch(norm, 0, dates[0].start):
            after = norm[dates[0].end :]
            bracketed = re.fullmatch(r"\s*[)〕】\]>〉]\s*", after) is not None
            if bracketed or (number < 6 and re.fullmatch(r"[^をはがに、]{0,30}", after)):
                now = dates[0].date
        yield now


def dates_in(page: Page, index: int, start: int, sentence: Text) -> list[DateMention]:
    """The dates of a sentence that begins at `start` of block `index`, by their place in the sentence."""
    stop = start + len(sentence.norm)
    found = [_moved(one, -start) for one in page.dates[index] if start <= one.start < stop]
    if found and any(one.relation == "bare" for one in found) and (issue := issued_in(page)):
        found = [_recent(one, issue) for one in found]
    if HINT.search(sentence.norm) and RELATIVE.search(sentence.norm):
        line = sentence.line
        told = list(_relative(page, line, sentence.norm, found))
        found = [one for one in found if not any(two.start <= one.start < two.end for two in told)]
        found = sorted([*found, *told], key=lambda one: one.start)
    return found


def _year(page: Page, line: int, word: str, month: int | None) -> int | None:
    """The year that 本年 or 昨年 means: by the day of issue, or by the fiscal year that heads the minutes of a meeting."""
    if issued := issues(page)[line - 1]:
        return issued.earliest.year + YEARS[word]
    heads = (find_dates(one.norm) for one in page.lines[:TOP] if "。" not in one.norm)
    terms = {one.date.key for told in heads for one in told if one.date and one.date.key.startswith("FY")}
    if YEARS[word] or month is None or len(terms) != 1:
        return None
    return int(terms.pop()[2:]) + (month < 4)


@once
def issued_in(page: Page) -> PartialDate | None:
    """The month in which a newsletter or a notice was issued, as one of its first lines says."""
    for line in page.lines[:TOP]:
        for one in find_dates(line.norm) if ISSUE.search(line.norm) else ():
            if one.date and one.month and (line.norm.startswith("号", one.end) or PUT_UP.search(line.norm)):
                return one.date
    return None


def _recent(one: DateMention, issue: PartialDate) -> DateMention:
    """`11月14日` in an issue of December: the last such day before it, where that is no more than half a year ago; a day
    after the issue has another year than that of the issue."""
    if one.relation != "bare" or not one.month or (one.date and one.date.earliest <= issue.latest):
        return one
    last = issue.latest
    year = last.year - (one.month > last.month)
    if (last.year - year) * 12 + last.month - one.month > 6:
        return replace(one, date=None)
    try:
        return DateMention(
            one.start, one.end, make(year, one.month, one.day), one.month, one.day, flags=("date_from_issue",)
        )
    except DateError:
        return one


def _relative(page: Page, line: int, norm: str, known: list[DateMention]) -> Iterator[DateMention]:
    issued = issues(page)[line - 1]
    last: PartialDate | None = None
    for match in RELATIVE.finditer(norm):
        if match["year"]:
            month, day_ = (int(match[one]) if match[one] else None for one in "md")
            year = _year(page, line, match["year"], month)
            try:
                told = make(year, month, day_) if year else None
            except DateError:
                told = None
            if told or month:
                yield DateMention(*match.span(), told, month, day_, THIS_YEAR, ("date_from_issue",))
            continue
        before = [one.date for one in known if one.date and one.start < match.start()]
        if match["next"]:
            day = before[-1].earliest if before and before[-1].days <= 31 else None
            try:
                date = make(day.year + day.month // 12, day.month % 12 + 1, int(match["next"])) if day else None
            except DateError:
                continue
        elif match["same"]:
            date = last or (before[-1] if before else None)
        elif issued is None:
            continue
        elif match["gone"]:
            day, month = issued.earliest, int(match["gone_month"])
            try:
                date = make(day.year, month, int(match["gone_day"]))
                date = date if date.earliest <= day else make(day.year - 1, month, int(match["gone_day"]))
            except DateError:
                continue
        elif match["month"]:
            day = issued.earliest
            month = day.year * 12 + day.month - 1 + STEP[match["month"]]
            try:
                date = make(month // 12, month % 12 + 1, int(match["day"]))
            except DateError:
                continue
        else:
            date = issued
        if date is not None:
            last = date
            yield DateMention(*match.span("gone" if match["gone"] else 0), date, flags=("date_from_issue",))


def _moved(one: DateMention, by: int) -> DateMention:
    return DateMention(one.start + by, one.end + by, one.date, one.month, one.day, one.relation, one.flags)
