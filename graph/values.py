"""Dates as the sources print them: parsed without inventing precision, compared by the days they can mean."""

import calendar
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from graph.figures import KANJI_DIGITS, number, years_later

# First year and first day of each era; the last day is the day before the next era begins.
ERAS = {
    "明治": (1868, date(1868, 1, 25)),
    "大正": (1912, date(1912, 7, 30)),
    "昭和": (1926, date(1926, 12, 25)),
    "平成": (1989, date(1989, 1, 8)),
    "令和": (2019, date(2019, 5, 1)),
}
LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
SHORT = {era[0]: era for era in ERAS}
# One class of letters first, so that a search skips to them.
DATELIKE = re.compile(
    r"[年月MTSHR明大昭平令和成正治\d](?:(?<=[年月])|(?<=\d)\s*[./-]\s*\d|(?<!\d)\.?\s*[元\d〇一二三四五六七八九十])"
)
REACH = 40  # years from one that names its era to one that leaves it out


class DateError(ValueError):
    """A date expression that names no day that ever was."""


@cache
def _bounds(key: str) -> tuple[date, date]:
    try:
        if key.startswith("FY") and (match := re.fullmatch(r"FY(\d{4})", key)):
            year = int(match[1])
            return date(year, 4, 1), date(year + 1, 3, 31)
        if "X" in key and (match := re.fullmatch(r"(\d{3})X", key)):
            return date(int(match[1]) * 10, 1, 1), date(int(match[1]) * 10 + 9, 12, 31)
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", key):
            first = date.fromisoformat(key + "-01-01"[len(key) - 4 :])
            month = 12 if len(key) == 4 else first.month
            last = date(first.year, month, calendar.monthrange(first.year, month)[1])
            return first, first if len(key) == 10 else last
    except ValueError as error:
        raise DateError(f"{key}: no such day ({error})") from None
    raise DateError(f"{key}: not a date key; write YYYY, YYYY-MM, YYYY-MM-DD, YYYX or FYYYYY")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date with the precision of its source; `key` is `1979-10-01`, `2010-04`, `1982`, `198X` or `FY2019`."""

    key: str

    def __post_init__(self) -> None:
        self.bounds()

    def bounds(self) -> tuple[date, date]:
        """First and last day that the expression can mean; DateError where there is none."""
        return _bounds(self.key)

    @property
    def earliest(self) -> date:
        return self.bounds()[0]

    @property
    def latest(self) -> date:
        return self.bounds()[1]

    @property
    def edtf(self) -> str:
        """Extended Date/Time Format (ISO 8601-2); a fiscal year is the interval April to March."""
        first, last = self.bounds()
        return f"{first}/{last}" if self.key.startswith("FY") else self.key

    @property
    def days(self) -> int:
        """How many days the expression leaves open; 1 is a full date."""
        return (self.latest - self.earliest).days + 1

    def agrees(self, other: "PartialDate") -> bool:
        """True where some day satisfies both expressions: 2010-04 and 2010-04-26 agree."""
        return self.earliest <= other.latest and other.earliest <= self.latest


@lru_cache(maxsize=4096)
def make(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """The date with just the parts given; DateError for a 13th month or a 30th of February."""
    return PartialDate("-".join([f"{year:04d}"] + [f"{part:02d}" for part in (month, day) if part is not None]))


@dataclass(frozen=True)
class DateMention:
    """A date expression at `start:end` of a normalised text; `date` is None until its year is known from context."""

    start: int
    end: int
    date: PartialDate | None
    month: int | None = None
    day: int | None = None
    relation: str = "absolute"  # absolute | same-year | same-month | year+N | era+N | bare
    flags: tuple[str, ...] = ()
    era: str = ""  # by which its year is counted


@lru_cache(maxsize=4096)
def era_year(era: str, year: int, month: int | None, day: int | None) -> tuple[int, tuple[str, ...]]:
    """Western year of an era year, with `era_overrun` or `era_border` where the era did not reach the day."""
    if year < 1:
        raise DateError(f"{era}{year}年: an era has no year 0")
    first, begin = ERAS[era]
    western = first + year - 1
    following = [start for _, start in ERAS.values() if start > begin]
    try:
        stated = make(western, month, day)
    except DateError:
        return western, ()
    if following and stated.earliest >= min(following):
        return western, ("era_overrun",)
    return western, (("era_border",) if stated.latest < begin else ())


def _mention(match: re.Match[str], end: int) -> DateMention | None:
    got = match.groupdict()
    month = number(got["m"]) if got.get("m") else None
    day = number(told) if (told := got.get("d") or got.get("e")) else None
    place = (match.start(), end)
    if got.get("same") or got.get("samemonth"):
        relation = "same-month" if got.get("samemonth") else "same-year"
        return DateMention(*place, None, month, day, relation, ("year_from_context",))
    if got.get("next"):
        return DateMention(*place, None, month, day, f"year+{years_later(got['next'])}", ("year_from_context",))
    if got.get("bare"):
        return DateMention(*place, None, month, day, f"era+{got['bare']}", ("year_from_context",))
    if got.get("vague"):  # 昭和50年代 runs from 1975 to 1984: no key says so
        return DateMention(*place, None, flags=("unparsed_date",))
    flags: tuple[str, ...] = ()
    western_year = got.get("w") or got.get("v")
    year = int(western_year) if western_year else None
    if got.get("kanji"):
        year = int("".join(str(KANJI_DIGITS.get(sign, 0)) for sign in got["kanji"]))
    letter, short = (got.get("letter") or "")[:1], got.get("short") or got.get("head") or ""
    era = got.get("era") or LETTERS.get(letter) or SHORT.get(short)
    try:
        if era:
            western, flags = era_year(era, number(got["n"]), month, day)
            if got.get("yy") and western % 100 != int(got["yy"]):
                flags += ("era_disagrees",)
            if year is not None and year != western:
                flags += ("era_disagrees",)
            year = western if year is None else year
        if year is None:
            return DateMention(*place, None, month, day, "bare", ("year_from_context",))
        if got.get("decade"):
            return DateMention(*place, PartialDate(f"{year // 10}X"))
        if got.get("fy") or got.get("head"):
            return DateMention(*place, PartialDate(f"FY{year}"), flags=flags)
        return DateMention(*place, make(year, month, day), month, day, flags=flags, era=era or "")
    except DateError:
        return DateMention(*place, None, month, day, "absolute", ("unparsed_date",))


def find_dates(text: str) -> list[DateMention]:
    """All date expressions of a normalised text in order; overlapping readings keep the earlier pattern's.

    >>> [m.date.key for m in find_dates("平成22年(2010年)4月26日") if m.date]
    ['2010-04-26']
    """
    return list(_find(text))


@lru_cache(maxsize=8192)
def _find(text: str) -> tuple[DateMention, ...]:
    if not DATELIKE.search(text):
        return ()
    from graph.dateforms import BEGINS_NAME, PATTERNS, starts_in  # costly to load, and only reading asks for it

    found: list[DateMention] = []
    taken, starts = bytearray(len(text)), starts_in(text)
    for form, pattern in PATTERNS:
        end = 0
        for at in starts[form]:
            if at < end or not (match := pattern.match(text, at)):
                continue
            end = match.end()
            if match.lastgroup == "sun" and BEGINS_NAME.match(text, end - 1):
                end -= 1
            if 1 not in taken[at:end] and (mention := _mention(match, end)) is not None:
                taken[at:end] = b"\1" * (end - at)
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def given(text: str) -> PartialDate | None:
    """The date that a person types, as a key (2012, 2012-09, FY2012) or as documents write it; None where it is none.

    >>> [given(text).key for text in ("2012", "平成24年9月", "２０１２/9/15", "令和元年度")]
    ['2012', '2012-09', '2012-09-15', 'FY2019']
    """
    norm = unicodedata.normalize("NFKC", text).strip()
    try:
        return PartialDate(norm)
    except DateError:
        found = find_dates(norm)
    if len(found) != 1 or found[0].flags or (found[0].start, found[0].end) != (0, len(norm)):
        return None
    return found[0].date


def resolve(mentions: list[DateMention], year: int | None = None, month: int | None = None) -> list[DateMention]:
    """Give 同年, 同月 and bare months the year last named before them (`year`, `month`: what was named earlier)."""
    resolved = []
    era = ""
    for mention in mentions:
        if mention.relation.startswith("era+"):
            mention = _counted(mention, era, year)
            if mention.date is None and mention.month is None:
                continue  # 30年に of a span, or of a year nobody can tell
        elif mention.date is None and mention.relation != "absolute" and year is not None:
            wanted = month if mention.relation == "same-month" else mention.month
            try:
                told = make(year + int(mention.relation.partition("+")[2] or 0), wanted, mention.day)
                mention = replace(mention, date=told, month=wanted)
            except DateError:
                mention = DateMention(mention.start, mention.end, None, flags=("unparsed_date",))
        if mention.date is not None and mention.date.key[:2] != "FY" and mention.date.key[3] != "X":
            year, month = mention.date.earliest.year, mention.month
            era = mention.era or era
        resolved.append(mention)
    return resolved


def _counted(mention: DateMention, era: str, year: int | None) -> DateMention:
    """A year whose era stands before an earlier one: `昭和56年…、63年4月`; open where it cannot follow that."""
    told = int(mention.relation.partition("+")[2])
    if not era or year is None or not year <= ERAS[era][0] + told - 1 <= year + REACH:
        return mention
    try:
        western, flags = era_year(era, told, mention.month, mention.day)
        date = None if flags else make(western, mention.month, mention.day)
    except DateError:
        return mention
    return replace(mention, date=date, era=era)


def fold(text: str) -> str:
    """The matching key of a name: NFKC, no white space; never shown, never stored as the label."""
    return "".join(unicodedata.normalize("NFKC", text).split())
