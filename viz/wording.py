"""Dates and lists in Japanese and English, with the precision of their source; the words of the page come along."""

import re
from functools import lru_cache

from viz.words import NOTHING, WORDS, Text

__all__ = ["NOTHING", "WORDS", "Text", "joined", "period", "quoted", "sort_key", "when", "years"]

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def when(key: str, short: bool = False) -> Text:
    """A date key (`1979-10-01`, `2010-04`, `1982`, `198X`, `FY2019`) in words; a part not stated is said to be so.

    >>> when("2010-04").en
    'April 2010 (day not stated)'
    """
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)", key):
        year, month, day = (int(part) for part in match.groups())
        return Text(f"{year}年{month}月{day}日", f"{day} {MONTHS[month - 1]} {year}")
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", key):
        year, month = (int(part) for part in match.groups())
        text, note = Text(f"{year}年{month}月", f"{MONTHS[month - 1]} {year}"), Text("日は記載なし", "day not stated")
    elif re.fullmatch(r"\d{4}", key):
        text, note = Text(f"{key}年", key), Text("月日は記載なし", "month and day not stated")
    elif match := re.fullmatch(r"FY(\d{4})", key):
        year = int(match[1])
        text = Text(f"{year}年度", f"fiscal year {year}")
        note = Text(f"{year}年4月～{year + 1}年3月", f"April {year} – March {year + 1}")
    elif match := re.fullmatch(r"(\d{3})X", key):
        return Text(f"{match[1]}0年代", f"{match[1]}0s")
    else:
        return Text(key, key)
    return text if short else Text(f"{text.ja}（{note.ja}）", f"{text.en} ({note.en})")


def period(start: str, end: str) -> Text:
    """From one date key to another; either may be empty.

    >>> period("2013-09-09", "2017-01-11").ja
    '2013年9月9日～2017年1月11日'
    """
    first, last = (when(key, short=True) if key else NOTHING for key in (start, end))
    return Text(f"{first.ja}～{last.ja}", f"{first.en} – {last.en}".strip()) if start or end else NOTHING


def quoted(words: str) -> Text:
    """Words of a document that have no name in the registry, shown as they were printed."""
    return Text(f"「{words}」", f"“{words}”")


def joined(texts: list[Text]) -> Text:
    """The texts as one enumeration in each language."""
    return Text("、".join(text.ja for text in texts), ", ".join(text.en for text in texts))


@lru_cache(maxsize=4096)
def years(key: str) -> tuple[int, int] | None:
    """The first and the last calendar year that a date key can mean, None for no date.

    >>> years("FY2019"), years("198X")
    ((2019, 2020), (1980, 1989))
    """
    match = re.search(r"(\d{4})|(\d{3})X", key)
    if match is None:
        return None
    first = int(match[1] or f"{match[2]}0")
    return first, first + (9 if match[2] else 1 if key.startswith("FY") else 0)


@lru_cache(maxsize=4096)
def sort_key(key: str) -> str:
    """A date key as the first day that it can mean, for sorting; no date sorts last."""
    year = re.search(r"\d{3,4}", key)
    return "9999" if year is None else (key if key[:1].isdigit() else f"{year[0]}-04-01").replace("X", "0")
