"""Ties printed as small heaps of lines: a place, its country, a kind, a date, one to a line and without any label."""

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.reading.deeds import date_of, kind_of, kinds
from graph.reading.grids import heading_kind
from graph.reading.page import Page
from graph.reading.slots import Entry, entry_deed, place, role
from graph.reading.text import Text
from graph.records import AnyRecord

DATE = re.compile(
    r"[^\d元〇一二三四五六七八九十MTSHR明大昭平令]{0,8}(?:[MTSHR明大昭平令]|\d|一|二)[^。]{2,30}日?[^\d]{0,8}"
)
NUMBER = re.compile(r"[(]?\d{1,3}[).]?")


def heaps(page: Page) -> Iterator[AnyRecord]:
    """Class A: lines between blank ones, or of one length, with just one date and one place among them."""
    heap: list[tuple[int, Text]] = []
    for number, line in [*enumerate(page.lines), (len(page.lines), None)]:
        if line is not None and line.norm.strip():
            heap.append((number, line.stripped()))
            continue
        if len(heap) >= 3 and all(_short(one.norm) for _, one in heap):
            for part in _parts(page, heap):
                yield from _tie(page, part)
        heap = []


def _short(norm: str) -> bool:
    return len(norm) <= 32 and "。" not in norm and "\t" not in norm and not re.search(r"[:：]|\s{2,}", norm)


def _is_date(page: Page, text: Text) -> bool:
    return bool(DATE.fullmatch(text.norm)) and date_of(page, text) is not None


def _parts(page: Page, heap: list[tuple[int, Text]]) -> Iterator[list[tuple[int, Text]]]:
    """The heap, or its equal parts where it holds several dates at equal distances."""
    dates = [at for at, (_, one) in enumerate(heap) if _is_date(page, one)]
    if len(dates) < 2:
        yield heap
        return
    size = dates[1] - dates[0]
    if size < 2 or any(b - a != size for a, b in pairwise(dates)):
        return
    for start in range(len(heap) % size, len(heap), size):
        yield heap[start : start + size]


def _tie(page: Page, heap: list[tuple[int, Text]]) -> Iterator[AnyRecord]:
    entry = Entry()
    if any(role(text.norm) for _, text in heap) or sum(_is_date(page, text) for _, text in heap) != 1:
        return
    for _, text in heap:
        if NUMBER.fullmatch(text.norm):
            continue
        if _is_date(page, text):
            entry.give("date", text)
        elif kinds(page, text.norm) and kind_of(page, text):
            entry.give("kind", text)
        elif "party" not in entry.values and place(page, text, " ".join(one.norm for _, one in heap)):
            entry.give("party", text)
        else:
            entry.give("region", text)
    tie = entry_deed(page, entry, "heap", heading_kind(page, heap[0][0])) if "party" in entry.values else None
    if tie and len(entry.values.get("kind", ())) <= 1:
        yield tie
