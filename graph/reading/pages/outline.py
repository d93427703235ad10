"""Blocks of a document and the headings they stand under: wrapped lines joined, heading levels by first use."""

import re
from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal

from graph.reading.pages.forms import width
from graph.reading.pages.text import Text

BlockKind = Literal["heading", "label", "row", "prose"]

# The marks a heading may begin with, on the original characters, for ① turns into 1 by normalisation.
MARKS: list[tuple[str, str]] = [
    ("circled", r"[①-⑳][ \u3000]*"),
    ("paren", r"(?:[(（][0-9０-９]{1,2}[)）]|[⑴-⒇])[ \u3000]*"),
    ("kana-paren", r"[(（][ア-ン][)）][ \u3000]*"),
    ("code", r"[A-Z][0-9](?:-[0-9]+)?(?=[ \u3000])[ \u3000]*"),
    ("number", r"[0-9０-９]{1,2}(?:[.．](?![0-9０-９])[ \u3000]*|[ \u3000]+)(?=[^0-9０-９年月日])"),
    ("kana", r"[ア-ン][ \u3000]+"),
    ("roman", r"(?:I{1,3}|IV|[ⅠⅡⅢⅣ])[ \u3000]+"),
    ("angle", r"[<＜《≪【〈](?=[^<＜\n]{2,40}[>＞》≫】〉]\s*$)"),
]
MARK = re.compile("|".join(f"({pattern})" for _, pattern in MARKS))
RANKS = {f"h{rank}": rank for rank in range(1, 7)}
BULLETS = "■●◆○・◇□▼▽◎▲△▶►▷▸➤◈•▪◦※*★☆"  # signs before an item of a list
ITEM = re.compile(r"\s*(?:[-・●○◆■▲※*|]|[a-z]{1,2}[.)]\s)")
DATED = re.compile(
    r"\s*(?:-\s*)?(?:(?:明治|大正|昭和|平成|令和)\s*(?:元|[0-9]{1,2})年|\d{4}年|[12]\d{3}[./]\d{1,2}[./]\d{1,2}(?!\d))"
)
SENTENCE_END = tuple("。」）)】》>≫:：|")
BRACKETED = re.compile(r"[(（〔\[【].*?[)）〕\]】]")
PLACE = re.compile(r"[市町村郡州省県区](?:[(（〔\[【\s]|と|$)|[ァ-ヴー][市町村郡州]")
KANA = re.compile(r"[ぁ-つてでな-ねは-ん、]")  # any but の and と: the words of a sentence
LINKS, APART = re.compile(r"[はがをにとで、]"), re.compile(r"\S\s{2,}\S|[:：]|[.]{3}")
GLOSSED, GLOSS = re.compile(r"。[)」]\s*$"), re.compile(r"[にをはがのとで][^\s]")
READING = re.compile(r"[ぁ-ん]{2,14}")
PARTICLE, TIED = re.compile(r"[はがをにへとものでや、]"), re.compile(r"都市|提携|協定|交流|盟約")
LABEL, SPOKEN = re.compile(r"\s*([^\s、。\d(]{2,14})[ \t:]+(?=\S)"), re.compile(r"[。、,:：\t|※]|\d{4}")
BARE = ("の概要", "の経緯", "の経過", "な交流", "利用状況", "主要施設", "実績", "内容")


@dataclass(frozen=True)
class Heading:
    """A heading line: its mark, the text after the mark, its line number."""

    mark: str
    text: Text
    line: int


@dataclass(frozen=True)
class Block:
    """A joined piece of the document under its headings, the outermost first."""

    kind: BlockKind
    text: Text
    headings: tuple[Heading, ...]
    line: int
    label: str = ""

    @cached_property
    def cells(self) -> list[Text]:
        """The tab-separated cells of a row; whoever asks must leave them as they are."""
        cells, at = [], 0
        for piece in self.text.norm.split("\t"):
            cells.append(self.text.part(at, at + len(piece)).stripped())
            at += len(piece) + 1
        return cells


def _wrap_width(widths: list[int]) -> int | None:
    """The column at which the document's lines were broken, or None where lines end with their paragraphs."""
    widths = sorted(one for one in widths if one > 40)
    if len(widths) < 40:
        return None
    full = widths[int(len(widths) * 0.9)]
    near = sum(abs(value - full) <= full // 8 for value in widths)
    return full if near > len(widths) // 2 and full < 200 else None


def mark_of(line: Text) -> tuple[str, int] | None:
    """Kind and length, in normalised characters, of the heading mark that the line begins with; `h1` to `h6` where the page
    itself gives the rank of the heading, with the length of the mark after it."""
    marks, length = line.source.marks, len(line.norm)
    place = (line.first, line.last, length) if line.places and length else (line.at, length)
    if place not in marks:
        marks[place] = _mark_of(line)
    return marks[place]


def _mark_of(line: Text) -> tuple[str, int] | None:
    if not line.norm.strip():
        return None
    start = len(line.norm) - len(line.norm.lstrip())
    starts = line.starts
    rank = line.source.rank(starts[start])
    if mark := _marked(line.source.plain(starts[start], line.last)):
        length = bisect_left(starts, starts[start] + mark[1])
        if length < len(line.norm):
            return (f"h{rank}" if rank else mark[0]), length
    return (f"h{rank}", start) if rank else None


def rank_of(mark: str | None) -> int:
    """The rank of a heading, from 1, where its mark tells it; 0 for the other marks."""
    return RANKS.get(mark or "", 0)


def _marked(original: str) -> tuple[str, int] | None:
    """Kind and end of the mark that a line begins with, in the original's characters."""
    match = MARK.match(original)
    return (MARKS[(match.lastindex or 1) - 1][0], match.end()) if match else None


def is_heading(body: str) -> bool:
    """True for the text of a heading: short, without a sentence's end or the cells of a row."""
    text = body.strip()
    return 0 < len(text) <= 48 and "。" not in text and "\t" not in body and not text.endswith("、")


def _begins(line: Text) -> bool:
    return "\t" in line.norm or line.norm.startswith("<") or bool(ITEM.match(line.norm) or mark_of(line))


def _hangs(previous: Text, line: Text, longest: int) -> bool:
    """True for a line that is set in and goes on with a sentence which fills the line before it."""
    body = previous.norm.strip()
    told = len(LINKS.findall(body)) >= 2 and not APART.search(body[4:] + line.norm.strip())
    return told and width(previous.norm) >= max(36, longest * 0.8) and len(line.norm) - len(line.norm.lstrip()) <= 8


def _continues(previous: Text, line: Text, gap: int, full: int | None, longest: int) -> bool:
    """True where `line` goes on with the sentence that `previous` was broken in."""
    glossed = GLOSS.match(line.norm) and GLOSSED.search(previous.norm)
    if gap == 0 and glossed and not _begins(line):
        return True  # (以下「協議会」という。) stands inside a sentence
    before = previous.norm.rstrip()
    if gap > 1 or "\t" in previous.norm or before.endswith(SENTENCE_END) or _begins(line):
        return False
    hangs = before.endswith(("、", "・", ","))
    if DATED.match(line.norm) and not hangs:
        return False
    if full is not None:
        reaches = width(previous.norm) >= full * 0.85
        return hangs or (reaches and not line.norm[:1].isspace())
    if gap == 0 and line.norm[:1].isspace():
        return _hangs(previous, line, longest)
    if gap == 0 and not hangs and width(previous.norm) < longest * 0.8 and _titles(previous.norm, line.norm):
        return False
    if gap == 0:
        return not line.norm[:1].isspace() and (width(previous.norm) >= 30 or hangs)
    return len(previous.norm) > 40 and bool(PARTICLE.search(previous.norm)) and not DATED.match(previous.norm)


def outdented(line: Text, following: Text, names: Container[str]) -> bool:
    """True for the name of a place, alone on its line and less set in than the line before: it heads what follows."""
    return line.norm[:1].isspace() and not following.norm[:1].isspace() and following.norm.strip() in names


def _titles(norm: str, following: str) -> bool:
    """True for the name of a place with its country or the kind of its tie, over a story of it."""
    bare = BRACKETED.sub("", norm)
    told = BRACKETED.search(norm) or TIED.search(bare)
    return bool(PLACE.search(bare) and told and KANA.search(following)) and not KANA.search(bare)


def _double_spaced(lines: list[Text]) -> bool:
    """True for a document that has a blank line after every line, within its paragraphs as well."""
    told = [number for number, line in enumerate(lines) if line.norm.strip()]
    gaps = [b - a for a, b in pairwise(told)]
    return len(gaps) >= 8 and sum(gap == 2 for gap in gaps) * 10 >= len(gaps) * 8


def _joined(lines: list[Text], names: Container[str]) -> list[tuple[int, Text]]:
    """Wrapped lines put together: (number of the first line, text), blank lines dropped."""
    widths = [width(line.norm) for line in lines]
    full, longest = _wrap_width(widths), min(100, max(widths, default=0))
    spread = full is None and _double_spaced(lines)
    joined: list[tuple[int, Text]] = []
    last = 0
    previous: Text | None = None
    for number, line in enumerate(lines, 1):
        if not line.norm.strip():
            continue
        ruby = bool(READING.fullmatch(line.norm)) and number - last <= 1 and previous is not None
        if ruby and full is not None:
            last = number  # the reading of the word before it, printed on a line of its own
            continue
        joins = previous is not None and not outdented(previous, line, names)
        gap = max(0, number - last - 1 - spread)
        if joins and _continues(previous, line, gap, full, longest):  # type: ignore[arg-type]
            first, text = joined[-1]
            trimmed = text.part(0, len(text.norm.rstrip()))
            joined[-1] = (first, trimmed.plus(line.part(len(line.norm) - len(line.norm.lstrip()), len(line))))
        else:
            joined.append((number, line))
        previous, last = line, number
    return joined


def _push(stack: tuple[Heading, ...], heading: Heading) -> tuple[Heading, ...]:
    """A mark already open closes everything down to it, a rank all below it; a new mark opens a level (by first use)."""
    marks = [open_.mark for open_ in stack]
    if rank := rank_of(heading.mark):
        lower = [rank_of(mark) >= rank or not rank_of(mark) for mark in marks]
        return (*stack[: lower.index(True) if True in lower else None], heading)
    if heading.mark in marks:
        return (*stack[: marks.index(heading.mark)], heading)
    if heading.mark == "name" and "bare" in marks:
        return (*stack[: marks.index("bare")], heading)
    return (*stack, heading)


def outline(lines: list[Text], names: frozenset[str] = frozenset()) -> list[Block]:
    """The blocks of a document, by its lines, in order; `names` are place names that, alone on a line, head a section."""
    blocks: list[Block] = []
    stack: tuple[Heading, ...] = ()
    for number, text in _joined(lines, names):
        body, mark = text.stripped(), mark_of(text)
        rest = text.part(mark[1], len(text)) if mark else body
        if "\t" in text.norm:
            blocks.append(Block("row", body, stack, number))
        elif mark and is_heading(text.norm[mark[1] :]) and not (mark[0] == "kana" and _labelled(rest)):
            heading = Heading(mark[0], rest.stripped(), number)
            stack = _push(stack, heading)
            blocks.append(Block("heading", heading.text, stack, number))
        elif body.norm in names or _is_bare(body.norm):
            heading = Heading("name" if body.norm in names else "bare", body, number)
            stack = _push(stack, heading)
            blocks.append(Block("heading", body, stack, number))
        elif mark and mark[0] == "kana" and (label := _labelled(rest)):
            blocks.append(Block("label", rest.part(label[1], len(rest)).stripped(), stack, number, label[0]))
        elif DATED.match(body.norm) and "。" not in body.norm[:-1] and len(body) < 200:
            blocks.append(Block("row", body, stack, number))
        else:
            blocks.append(Block("prose", body, stack, number))
    return blocks


def _labelled(body: Text) -> tuple[str, int] | None:
    """The label at the head of a marked line (`盟約年月日 1960年…`): its words and its length with the gap."""
    match = LABEL.match(body.norm)
    return (match[1], match.end()) if match else None


def _is_bare(text: str) -> bool:
    """True for an unmarked line that heads what follows: a short noun phrase, no date, no sentence."""
    return 3 <= len(text) <= 24 and text.endswith(BARE) and not SPOKEN.search(text)
