"""From when to when a member belongs to an alliance, as the remark beside its name tells."""

import re
from collections.abc import Sequence

from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import StatedDate
from graph.values import DateMention, find_dates

UNDATED = re.compile(r"市制|町制|村制|合併|人口|設立|会長|任期|開催|宣言|交代|改称")
DITTO = re.compile(r"^\W*(?:同年?|〃|同上)\W*$")
YEAR = re.compile(r"^\W*(?:(?P<n>\d{1,2})年(?:(?P<m>\d{1,2})月)?(?:(?P<d>\d{1,2})日)?)(?:加入|加盟|参加)?\W*$")
ERA = re.compile(r"明治|大正|昭和|平成|令和")
BEGAN = re.compile(r"\s*に?(?:新規)?(?:加入|加盟|参加|入会|から|より|[~〜-])")
ENDED = re.compile(r"\s*(?:に|で|をもって|まで)?(?:脱退|退会|離脱)|\s*まで")
LEFT = re.compile(r"脱退|退会|離脱")
INSIDE = re.compile(r"[(〈\[【〔《]([^)〉\]】〕》]*)")


def term(page: Page, note: Text, last: StatedDate | None) -> tuple[StatedDate | None, StatedDate | None]:
    """When a member joined, or left: by the date in what is remarked of it."""
    if UNDATED.search(note.norm) and not LEFT.search(note.norm):
        return None, None
    dates = [one for one in find_dates(note.norm) if one.date]
    if len(dates) > 1 and (LEFT.search(note.norm) or "まで" in note.norm):
        return stay(page, note, dates)
    when = page.dated(note, dates[0]) if dates else None
    for inside in INSIDE.finditer(note.norm) if when is None and last is not None else ():
        if DITTO.match(inside[1]):
            when = last
        elif (year := YEAR.match(inside[1])) and (era := ERA.search(last.printed if last else "")):
            told = find_dates(era[0] + inside[1].strip())
            if told and told[0].date:
                at = inside.start(1)
                stated = page.in_words(note, told[0].date.key, at + year.start("n"), at + year.end())
                flags = ("year_from_context",)
                when = StatedDate(value=stated.value, printed=stated.printed, span=stated.span, flags=flags)
    return (None, when) if LEFT.search(note.norm) else (when, None)


def stay(page: Page, note: Text, dates: Sequence[DateMention]) -> tuple[StatedDate | None, StatedDate | None]:
    """From when to when: each day by the word behind it (`2001年加入、2006年脱退`, `平成8年から平成20年まで`)."""
    since = until = None
    for number, one in enumerate(dates):
        behind = note.norm[one.end : dates[number + 1].start if number + 1 < len(dates) else len(note)]
        if ENDED.match(behind):
            until = page.dated(note, one)
        elif BEGAN.match(behind):
            since = page.dated(note, one)
    return since, until
