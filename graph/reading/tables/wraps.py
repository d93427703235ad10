"""Lines as they were meant: those broken inside a bracket, a word or an enumeration put together again."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from graph.reading.names.regions import CLOSE, NAMING, OPEN
from graph.reading.pages.forms import width
from graph.reading.pages.once import once
from graph.reading.pages.outline import mark_of, outdented
from graph.reading.pages.page import Page
from graph.reading.pages.shreds import shredded
from graph.reading.pages.text import Text
from graph.reading.tables.labels import answered, run_on
from graph.reading.tables.tables import ruled
from graph.values import find_dates

OPENS, CLOSES = re.compile("[" + re.escape(OPEN) + "]"), re.compile("[" + re.escape(CLOSE) + "]")
OPENING = re.compile(rf"\s*({OPENS.pattern})")
HANGS = re.compile(r"[、,・/／と及びの:：=＝都道府県郡]\s*$")
WRAPS = 12  # lines that one item may take
NEAR = 6  # lines above and below that tell how wide a line may be
BULLET = re.compile(r"\s*[-・●○◆■◇□◎▼▽※*]")
AFTER = re.compile(r"[市町村区郡州省県府都道島ー〕)\]】」ァ-ヴ]\s*$")
# A row whose cells are run together: name, region in brackets, date, kind.
ROW = re.compile(r"[^()\s]{2,24}[(][^()]{1,12}[)]\s*[\d明大昭平令MTSHR]")
ENDED = re.compile(r"[市町村区郡州省県府都道島]\s*$")
INSIDE = re.compile(r"[(〔\[]([^()〔〕\[\]]*\d[^()〔〕\[\]]*)[)〕\]]")
YEARLY, COUNTED = re.compile(r"[\d年]"), re.compile(r"[\d(]")
LISTED = re.compile(r"[、,=＝:：/／・]\s*$")
CUT_OFF = re.compile(r"[、,／/・]\s*[ァ-ヴー一-龥]{1,6}\s*$")
LETTER = re.compile(r"[一-龥ァ-ヴー]\s*$")


@once
def pieces(page: Page) -> list[tuple[int, Text]]:
    """Number (from 0) and text of each line; a line broken inside a bracket, or inside a word, with what follows it."""
    return list(_pieces(page))


def _pieces(page: Page) -> Iterator[tuple[int, Text]]:
    lines = page.lines
    widths = [width(line.norm) for line in lines]
    number = 0
    while number < len(lines):
        text, last = lines[number], number
        while last + 1 < len(lines) and last - number < WRAPS:
            if not _goes_on(text, lines[last], lines[last + 1], partial(_full, widths, last)):
                break
            if outdented(lines[last], lines[last + 1], page.known) or _owner(page, lines[last], lines[last + 1]):
                break
            if len(run_on(page, last)) > 1:
                break
            last += 1
            body = lines[last].norm
            text = text.part(0, len(text.norm.rstrip())).plus(
                lines[last].part(len(body) - len(body.lstrip()), len(body))
            )
        if last > number and depth(text.norm) > 0:
            text, last = lines[number], number
        for one in run_on(page, number) if last == number else (text,):
            yield number, one
        number = last + 1


def _full(widths: list[int], number: int) -> bool:
    """True for a line about as wide as the widest around it."""
    return widths[number] >= max(widths[max(0, number - NEAR) : number + NEAR + 1]) * 0.85


def _owner(page: Page, line: Text, following: Text) -> bool:
    """True for a line of a prefecture's list that is one of its municipalities and nothing more: it heads what follows."""
    norm = following.norm.strip()
    mine = norm in page.known and any(page.gazetteer.prefecture(key) == page.home for key in page.known[norm])
    return mine and norm[-1] in "市町村" and not HANGS.search(line.norm)


@once
def torn(page: Page) -> list[range]:
    """The stretches that have lost their order (lines from 1), but for lists in brackets that are only broken at the ends of
    lines, for tables whose rows all fit their head, and for labels with the values that they ask for."""
    stretches = shredded(page.lines)
    sound = _sound(page) | ruled(page) | {number + 1 for number in answered(page)} if stretches else set()
    return [one for one in stretches if not _mended(page, one, sound)]


def _mended(page: Page, stretch: range, sound: set[int]) -> bool:
    told = [number for number in stretch if page.lines[number - 1].norm.strip()]
    return sum(number in sound for number in told) * 5 >= len(told) * 3


def _sound(page: Page) -> set[int]:
    """The lines (from 1) that put together give two bracketed dates and more, and none that is broken."""
    found: set[int] = set()
    for _, text in pieces(page):
        inside = [match[1] for match in INSIDE.finditer(text.norm)]
        if len(inside) >= 2 and all(any(one.date for one in find_dates(told)) for told in inside):
            first, last = text.stripped().span().lines
            found |= set(range(first, last + 1))
    return found


def depth(norm: str) -> int:
    """How many brackets are open at the end of a text."""
    return len(OPENS.findall(norm)) - len(CLOSES.findall(norm))


def _goes_on(text: Text, line: Text, following: Text, full: Callable[[], bool]) -> bool:
    norm = following.norm.strip()
    if not norm or "\t" in line.norm or "\t" in following.norm:
        return False
    if norm[0] in "(（〔[" and not mark_of(following) and AFTER.search(line.norm) and "。" not in line.norm:
        return bool(YEARLY.search(norm)) or depth(norm) > 0
    if not OPENS.search(text.norm):
        return False
    if depth(text.norm) > 0:
        return not mark_of(following) or len(norm) > 24 or bool(COUNTED.match(norm))
    if BULLET.match(following.norm) or mark_of(following):
        return False
    if LISTED.search(line.norm) and full():
        return True  # an enumeration goes on
    if following.norm[:1].strip() and CUT_OFF.search(line.norm) and not ENDED.search(line.norm):
        return True  # the last name of the line has no ending yet
    if following.norm[:1].isspace() or not LETTER.search(line.norm):
        return False
    if ROW.match(line.norm) and ROW.match(following.norm):
        return False
    return bool((norm[0] in "ャュョァィゥェォッー" or full()) and NAMING.match(norm))


def groups(norm: str, at: int) -> list[tuple[int, int]]:
    """The insides of the brackets that follow each other from `at` on."""
    found = []
    while match := OPENING.match(norm, at):
        sign = match[1]
        deep, stop = 0, match.start(1)
        while stop < len(norm):
            deep += (norm[stop] == sign) - (norm[stop] == CLOSE[OPEN.index(sign)])
            if not deep:
                break
            stop += 1
        if deep:
            break
        found.append((match.end(), stop))
        at = stop + 1
    return found
