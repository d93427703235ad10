"""Labels as a document uses them: words that stand before a value or over it, known by their morphemes or by coming again."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.reading.names.companies import FORM
from graph.reading.names.lands import names
from graph.reading.pages.once import once
from graph.reading.pages.outline import BULLETS, mark_of, rank_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.slots import OF_OTHERS, role
from graph.reading.words.natures import Nature, nature
from graph.values import find_dates

WIDEST = 400  # characters; what is longer is no labelled line
LONGEST = 16  # characters of a label
BRACED = re.compile(r"[【\[<〔《≪](?P<label>[^】\]>〕》≫【\[。]{1,16})[】\]>〕》≫]\s*[:：]?\s*(?P<value>\S.*)?$")
ALONE = re.compile(r"[【\[<〔《≪「『]?(?P<label>[^】\]>〕》≫【\[「」。]{1,20}?)[】\]>〕》≫」』]?\s*[:：?？…]?$")
COLON = re.compile(r"(?P<label>[^:：。、]{1,24}?)\s*[:：]\s*(?P<value>\S.*)?$")
SIGN = re.compile(
    r"(?P<label>[^/=→。、\d]{1,14}?)\s*(?:[/=→]|\|(?=[^|]*$)|\.{3,}|・・+|--+|──+|――+|—+)\s*(?P<value>\S.*)$"
)
SIGNS = re.compile(r"[/=→|.・\-─―—]")  # one of which that takes
WIDE = re.compile(r"(?P<label>\S(?:[^。、]{0,22}?\S)?)(?:\t+|\s{2,})(?P<value>\S.*)$")
NARROW = re.compile(r"(?P<label>[^\s。、()]{1,14}(?:[(][^()]{1,8}[)])?)\s(?P<value>\S.*)$")
SPREAD = re.compile(r"(?P<label>[一-龥ぁ-んァ-ヶー](?:\s+[一-龥ぁ-んァ-ヶー])+)(?:\s*[:：]\s*|\s+|$)(?P<value>\S.*)?$")
# The head of the next item, run on behind the day that closes the one before.
RUN_ON = re.compile(
    r"[^:。、]{2,12}:[^。、:]{0,24}[年月日)]\s+(?=[-・○●■◆]\s+[^\s\d。、:()]{1,16}[市町村区郡](?:[(][^()]{1,24}[)])?\s*$)"
)
AT = re.compile(r"[日)]\s*[(]?[^\s\d。、]{2,16}(?:にて|において|で(?:調印|締結|提携|署名)?)[)]?$")
CLOSED = tuple("市町村区郡)")
EDGES = re.compile(r"^[\W_]+|[\s:：】\]>〉」…?？]+$")
ENDED = re.compile(r"[:：】\]〕]")
CELLS = re.compile(r"\S(?:\s{2,}|\t)\S")
FIGURE, VALUE = re.compile(r"[\d.]+"), re.compile(r"\d{2}|\d年|[、。]|^同|^第")
ITEM = re.compile(rf"[\s{BULLETS}-]*")
BESIDE = re.compile(
    r"(?:(?<=[\s、,/;])|^|(?<=[】\]〕]))(?P<label>[^\s:：。、,/;(【\[]{1,12})[:：]\s*(?=\S)|[【\[〔](?P<braced>[^】\]〕\d]{1,12})[】\]〕]\s*(?=[^\s【\[〔])"
)
OF = {"date": ("date",), "kind": ("kind",), "region": ("land",), "party": ("place", "firm")}  # by the part of a label
NO_LABEL: tuple[Nature, ...] = ("date", "place", "land", "event", "firm", "number", "ditto", "blank")


@dataclass(frozen=True)
class Part:
    """A line, or what stands beside others on it: `label` is None where there is none, `value` where it is the label alone.

    `number` counts lines from 0, `indent` blanks; `marked` tells that the line begins with a number or another mark.
    """

    number: int
    text: Text
    label: str | None
    words: Text | None
    value: Text | None
    indent: int
    marked: str | None

    @property
    def alone(self) -> bool:
        return self.label is not None and self.value is None


@lru_cache(maxsize=8192)
def compact(label: str) -> str:
    """A label without blanks and signs, by which it is known when it comes again."""
    plain = "".join(label.split())
    return EDGES.sub("", plain) or plain


@once
def parted(page: Page) -> list[Part]:
    """The lines of a document with their labels; blank lines are left out."""
    return list(_parted(page))


def answered(page: Page) -> set[int]:
    """The lines (from 0) that are a label with a value such as it asks for: `提携年月日　昭和54年11月20日`."""
    return {
        one.number
        for one in parted(page)
        if one.label and one.value and nature(page, one.value) in OF.get(role(one.label) or "", ())
    }


def run_on(page: Page, number: int) -> list[Text]:
    """A line (from 0), cut before the head of the next item that was run on behind its day: `締結日：平成3年5月1日 - 大野市`."""
    line = page.lines[number]
    match = RUN_ON.match(line.norm) if line.norm[-1:] in CLOSED and ":" in line.norm else None
    if match is None or number + 1 == len(page.lines) or not COLON.match(page.lines[number + 1].norm.strip()):
        return [line]
    return [line.part(0, match.end()).stripped(), line.part(match.end(), len(line))]


def _parted(page: Page) -> Iterator[Part]:
    lines = [
        (number, text, *_bare(text))
        for number, line in enumerate(page.lines)
        if line.norm.strip()
        for one in run_on(page, number)
        for text in _beside(one)
    ]
    ways = [list(_candidates(body)) for _, _, body, _, _ in lines]
    often = _counted(ways)
    marks = [mark for _, _, _, mark, _ in lines]
    for (number, text, _, mark, indent), found, below in zip(
        lines, ways, [*marks[1:], None][: len(marks)], strict=True
    ):
        group = bool(rank_of(mark) and rank_of(below))  # a heading over headings
        told = next((one for one in found if _is_label(page, *one, often) and (one[1] or not group)), None)
        if rank_of(mark) and told and told[1] and role(told[0].norm) is None and names(page, told[1].norm):
            told = None  # 姉妹都市 ソレント市 as a heading
        if told is None:
            yield Part(number, text, None, None, None, indent, mark)
        else:
            words, value, _ = told
            yield Part(number, text, compact(words.norm), words, value, indent, mark)


def _bare(line: Text) -> tuple[Text, str | None, int]:
    """A line without its mark, the sort of the mark, and how far it is set in."""
    indent = len(line.norm) - len(line.norm.lstrip())
    if mark := mark_of(line):
        if mark[0] != "angle":
            return line.part(mark[1], len(line)).stripped(), mark[0], indent
        return line.stripped(), mark[0], indent
    sign = ITEM.match(line.norm)
    stop = sign.end() if sign else 0
    return line.part(stop, len(line.norm)).stripped(), ("sign" if stop > indent else None), indent


def _beside(line: Text) -> list[Text]:
    """The labelled values that stand side by side on a line (`【国】ドイツ 【種別】友好都市`), each for itself."""
    if len(line.norm) > WIDEST or not ENDED.search(line.norm):
        return [line]
    found = [one for one in BESIDE.finditer(line.norm) if not (one["label"] or "").removesuffix("\n")[-1:].isdecimal()]
    if len(found) < 2 or not re.fullmatch(r"[\W\d]*", line.norm[: found[0].start()]):
        return [line]
    first = 0 if not found[0]["braced"] else found[0].start()
    starts = [first, *(one.start() for one in found[1:])]
    stops = [len(line.norm[:stop].rstrip(" 、,/;")) for stop in starts[1:]]
    return [line.part(start, stop) for start, stop in zip(starts, [*stops, len(line)], strict=True)]


def _candidates(body: Text) -> Iterator[tuple[Text, Text | None, str]]:
    """The ways in which a line may be a label with its value, or a label alone: words, value, style."""
    norm = body.norm
    if not 0 < len(norm) <= WIDEST:
        return
    spaced = len(norm.split(None, 2)) > 1
    for style, pattern, may in (
        ("braced", BRACED, norm[0] in "【[<〔《≪"),
        ("spread", SPREAD, norm[1:2].isspace()),
        ("colon", COLON, ":" in norm or "：" in norm),
        ("sign", SIGN, SIGNS.search(norm)),
        ("wide", WIDE, spaced),
        ("narrow", NARROW, spaced),
        ("alone", ALONE, spaced or len(norm) <= 23),
    ):
        match = pattern.match(norm) if may else None
        if match is None or len(compact(match["label"])) > LONGEST:
            continue
        groups = match.groupdict()
        value = body.part(match.start("value"), len(body)).stripped() if groups.get("value") else None
        if value is not None and style in ("spread", "wide", "narrow") and _is_row(value):
            continue
        yield body.part(*match.span("label")), value, style if value is not None else "alone"


def _is_row(value: Text) -> bool:
    """True for a value that goes on after a wide gap, as the row of a table does; a date may hold gaps."""
    norm = value.norm
    for one in reversed(find_dates(norm)):
        norm = norm[: one.start] + norm[one.end :]
    return bool(CELLS.search(norm))


def _counted(lines: Iterable[Iterable[tuple[Text, Text | None, str]]]) -> Counter[tuple[str, str]]:
    """How often each word that may be a label comes in each style."""
    return Counter(
        (compact(words.norm), style) for found in lines for words, _, style in {one[2]: one for one in found}.values()
    )


def _begins_dated(words: Text, value: Text) -> bool:
    """True for a day with the place of signing behind it: `平成3年5月1日　大野市にて`."""
    if role(words.norm) != "date" or not AT.search(value.norm):
        return False
    return any(one.date and one.date.days == 1 and not one.start for one in find_dates(value.norm))


def _is_label(page: Page, words: Text, value: Text | None, style: str, often: Counter[tuple[str, str]]) -> bool:
    label = compact(words.norm)
    if not label or (VALUE.search(label) and not OF_OTHERS.search(label)) or FIGURE.fullmatch(label):
        return False
    if FORM.fullmatch(label):
        return False  # 有限会社 みなと
    known = role(words.norm) is not None
    if known and style != "sign":
        return True
    again = often[label, style] > 1
    if style == "alone" and not again:
        return False
    if nature(page, words.stripped()) in NO_LABEL or names(page, words.norm):
        return False
    if known:
        asked = ("date", "kind", "place", "land", "state", "firm", "number")
        return value is not None and (nature(page, value) in asked or _begins_dated(words, value))
    if nature(page, words.stripped()) == "kind":
        return value is not None and style in ("colon", "braced", "spread", "sign", "wide", "narrow")
    if style == "alone":
        return len(label) <= 14 and not re.search(r"[はがをに]$|なし|[ァ-ヴー]{6}", label)
    if style in ("colon", "braced", "spread"):
        return len(label) <= 12 or again
    if style in ("wide", "sign"):
        return again or (value is not None and nature(page, value) in ("date", "kind"))
    return again
