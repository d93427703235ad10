"""The date that opens a line of a time-line, told from its parts: eras, numbers, marks for what stands above, blanks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.dateforms import BEGINS_NAME
from graph.figures import number
from graph.values import ERAS, LETTERS, SHORT, DateError, era_year, make

_NUM = r"元|\d{1,2}|[〇一二三四五六七八九十]{1,3}"
_BREAK = r"[\s・./、,|-]"
_IN_ERA = rf"[(]\s*(?:明治|大正|昭和|平成|令和|[明大昭平令MTSHR])\.?\s*(?:{_NUM})\s*年?\s*[)]\s*"
_IN_WEST = r"[(]\s*(?:1[6-9]|20)\d\d\s*年?\s*[)]\s*"
PART = re.compile(
    rf"(?P<west>(?:1[6-9]|20)\d\d)(?!\d)\s*(?:{_IN_ERA}(?=年))?(?P<y>年度?(?!中|末|初|から|まで|以))?"
    rf"|(?P<era>明治|大正|昭和|平成|令和|(?<![一-龥])[明大昭平令](?={_BREAK}*(?:元|[\d一二三四五六七八九十〃]))|(?<![A-Za-z])[MTSHR](?=\s*\.?\s*[\d元]))"
    rf"|(?P<ditto>同\s*年\s*同\s*月|同\s*(?P<of>[年月日])|同(?=[\s、,・.]|$)|[〃″”\"仝々])"
    rf"|(?P<n>{_NUM})\s*(?:{_IN_WEST}(?=年))?(?:(?P<unit>年度?(?!中|末|初|から|まで|以)|(?<!\s)[月日]|(?<=\s)[月日](?![一-龥]{{1,3}}[市町村]))|(?={_BREAK}|[(]|$))"
)
SKIP = re.compile(rf"(?:{_BREAK}|{_IN_WEST}|{_IN_ERA}|[(][日月火水木金土][)])*")


@dataclass(frozen=True)
class Day:
    """Year, month and day of a line so far as told, the era that years without one count in, whether any is carried, and
    whether the year is a fiscal one."""

    year: int
    month: int | None = None
    day: int | None = None
    era: str | None = None
    carried: bool = False
    fiscal: bool = False


@dataclass(frozen=True)
class Part:
    """One part of the date: a number with the unit behind it, an era, a Western year, or a mark for what stands above."""

    sort: str  # west | era | ditto | number
    text: str
    unit: str = ""


def era_of(text: str) -> str | None:
    """The era that a word, a letter or the first sign of its name means."""
    return text if text in ERAS else LETTERS.get(text) or SHORT.get(text)


def lead(norm: str, start: int, above: Day | None, headed: bool = False) -> tuple[Day, int] | None:
    """The date at `start` of a line and where it ends; None where none stands there or it fits no day.

    `above`: the date of the line above, which the marks mean, and in whose era a bare year counts; `headed`: years stand
    on lines of their own, so that a line tells month and day.
    """
    parts, ends = _parts(norm, start)
    for many in range(len(parts), 0, -1):  # the last number may belong to what is told
        if day := _meant(parts[:many], above, norm[:1].isspace(), headed):
            same = above is not None and above.fiscal and day.carried and day.year == above.year
            return replace(day, fiscal=same or "年度" in norm[start : ends[many - 1]]), ends[many - 1]
    return None


def is_date(norm: str) -> bool:
    """True for a line that holds a date, or a part of one, and nothing else."""
    parts, ends = _parts(norm, 0)
    return bool(parts) and not norm[ends[-1] :].strip(" .・|日)")


def _parts(norm: str, start: int) -> tuple[list[Part], list[int]]:
    parts: list[Part] = []
    ends: list[int] = []
    at = start
    while len(parts) < 6 and (match := PART.match(norm, SKIP.match(norm, at).end())):  # type: ignore[union-attr]
        at = match.end()
        if match["west"]:
            parts.append(Part("west", match["west"], (match["y"] or "")[:1]))
        elif match["era"]:
            parts.append(Part("era", match["era"]))
        elif match["ditto"]:
            both = "".join(match["ditto"].split()) == "同年同月"
            units = ("年", "月") if both else (match["of"] or "",)
            parts += [Part("ditto", match["ditto"], unit) for unit in units]
            ends += [at] * (len(units) - 1)
        else:
            named = match["unit"] == "日" and _of_name(norm, match)
            parts.append(Part("number", match["n"], "" if named else (match["unit"] or "")[:1]))
            at = match.end("n") if named else at
        ends.append(at)
    return parts, ends


def _of_name(norm: str, match: re.Match[str]) -> bool:
    """True where the 日 behind a number begins a name: set off from it, or behind a date that is set with signs."""
    apart = match.end("n") < match.start("unit") or norm[: match.start()].rstrip()[-1:] in tuple("./・-")
    return apart and bool(BEGINS_NAME.match(norm, match.start("unit")))


def _meant(parts: list[Part], above: Day | None, inset: bool, headed: bool) -> Day | None:
    era, year, rest = above.era if above else None, None, list(parts)
    while rest and rest[0].sort in ("west", "era"):
        head = rest.pop(0)
        if head.sort == "west":
            year = int(head.text)
        else:
            era = era_of(head.text)
            if not rest or rest[0].sort != "number" or rest[0].unit in ("月", "日"):
                return None
            told = _year(era, rest.pop(0).text)
            year = told if year is None else year
            if told is None:
                return None
    if any(one.sort in ("west", "era") for one in rest):
        return None
    if headed and year is None and above and rest and rest[0].unit != "年":
        year = above.year
    for many in _readings(rest, year is not None, above, inset):
        if (day := _day(many, year, era, above)) is not None:
            return day
    return None


def _readings(rest: list[Part], dated: bool, above: Day | None, inset: bool) -> Iterator[list[Part | None]]:
    """The parts as year, month and day, the likeliest way first; a mark may also stand for the era alone."""
    slots = ["月", "日"] if dated else ["年", "月", "日"]
    if any(one.unit for one in rest):
        units = [one.unit for one in rest]
        first = next(number for number, unit in enumerate(units) if unit)
        begin = slots.index(units[first]) - first if units[first] in slots else -1
        if begin >= 0 and begin + len(rest) <= len(slots):
            wanted = slots[begin : begin + len(rest)]
            if all(unit in ("", slot) for unit, slot in zip(units, wanted, strict=True)):
                yield _placed(rest, begin, dated)
        if rest[0].sort == "ditto" and not rest[0].unit and len(rest) > 1:
            yield from _readings(rest[1:], dated, above, inset)
        return
    if dated:
        if len(rest) <= 2:
            yield _placed(rest, 0, True)
    elif len(rest) == 3:
        yield _placed(rest, 0, False)
    elif 0 < len(rest) < 3 and above and (rest[0].sort == "ditto" or len(rest) == 2 or inset):
        yield _placed(rest, 0 if rest[0].sort == "ditto" else 1, False)
        if rest[0].sort == "ditto" and len(rest) == 2:
            yield _placed(rest, 1, False)
        if rest[0].sort == "number" and len(rest) == 2:
            yield _placed(rest, 0, False)  # year and month, where there is no such month
    if not dated and len(rest) in (3, 4) and rest[0].sort == "ditto":
        yield _placed(rest[1:], 0, False)


def _placed(rest: list[Part], begin: int, dated: bool) -> list[Part | None]:
    slots: list[Part | None] = [None, None, None]
    for number_, part in enumerate(rest):
        slots[begin + dated + number_] = part
    return slots


def _day(slots: list[Part | None], year: int | None, era: str | None, above: Day | None) -> Day | None:
    carried = any(one is not None and one.sort == "ditto" for one in slots)
    if slots[0] is not None and slots[0].sort == "number":
        year = _year(era, slots[0].text)
        if year is None or (above and year < above.year):
            return None
    elif year is None:
        if above is None:
            return None
        year, carried = above.year, True
    month, day = (
        _value(one, before)
        for one, before in zip(slots[1:], (above.month, above.day) if above else (None, None), strict=True)
    )
    if above and slots[2] is None and slots[1] is not None and slots[1].sort == "ditto" and not slots[1].unit:
        day = above.day  # one mark for month and day
    try:
        make(year, month, day if month else None)
    except DateError:
        return None
    if day and not month:
        month, carried = (above.month if above and above.year == year else None), True
        if month is None:
            return None
    return Day(year, month, day, era, carried)


def _value(part: Part | None, before: int | None) -> int | None:
    if part is None:
        return None
    return before if part.sort == "ditto" else number(part.text)


def _year(era: str | None, text: str) -> int | None:
    if era is None:
        return None
    try:
        year, flags = era_year(era, number(text), None, None)
    except DateError:
        return None
    return None if "era_overrun" in flags else year
