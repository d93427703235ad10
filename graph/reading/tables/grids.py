"""Lines as rows of cells: split by tabs, rules, commas or blanks; what stands under which head; rows and columns turned."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from graph.reading.pages.forms import columns
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.align import Row, Titled, Words
from graph.values import find_dates

HANGS, INDENT = re.compile(r"[^\s]{2}[・、,]\s*$"), re.compile(r"\s{2,}\S")
WORD = re.compile(r"\S+")
GAP = re.compile(r"\t|[ \u3000]{2,}|[ \u3000]*[|│｜┃][ \u3000]*")
RULED = re.compile(r"[|│｜┃]")
RULE = re.compile(r"[\s|│｜┃+\-=─━―┼┌┐└┘├┤┬┴:]*")
SPREAD = re.compile(r"\s*[一-龥](?:\s+[一-龥])*")
LONE = re.compile(r"[一-龥](?=\s|$)")
LISTED = re.compile(
    r"\s*[^\s:：。、]{1,12}\s*[:：](?:[^:：。、(]+(?:[(][^()]*[)])?[^:：。、]*、)+[^:：。、(]+(?:[(][^()]*[)])?[^:：。、]*"
)
# What parts the cells of a line, by the name of the way; a slash stands between blanks, or it parts a date.
WAYS = {
    "tab": re.compile(r"\t"),
    "rule": RULED,
    "comma": re.compile(r"[,，](?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"),
    "slash": re.compile(r"\s+/\s+"),
}
SIGNS = {"rule": "|│｜┃", "comma": ",，", "slash": "/"}  # one of which a line so split has twice
LONGEST = 240  # characters of a line that is split at blanks


@dataclass(frozen=True)
class Grid:
    """Rows of cells under columns whose `labels` say what they hold (None: they say nothing); `line` counts from 0.

    A row has the title that stands over it; `lines` are those that the table takes up, `turned` says that its columns
    were printed as lines; `names` are the labels as printed.
    """

    line: int
    labels: tuple[str | None, ...]
    rows: tuple[Titled, ...]
    lines: range = range(0)
    turned: bool = False
    names: tuple[Text | None, ...] = ()


def cell(row: Row, column: int) -> Text:
    """The cell in a column; an empty text where the row is too short."""
    return row[column] if column < len(row) else row[0].part(0, 0)


def cells(line: Text) -> Row:
    """The cells of a line, split at tabs, or at two blanks and more, or at rules."""
    norm, at = line.norm, 0
    found: Row = []
    tabbed = "\t" in norm
    ruled = not tabbed and len(RULED.findall(norm)) >= 2
    for match in (WAYS["tab"] if tabbed else RULED if ruled else GAP).finditer(norm):
        lone = LONE.match(norm, match.end())
        if not tabbed and lone and len(match[0]) <= 4 and SPREAD.fullmatch(norm, at, match.start()):
            continue  # 項　目: the letters of one label set apart
        if tabbed or ruled or found or norm[at : match.start()].strip():
            found.append(line.part(at, match.start()).stripped())
        at = match.end()
    if tabbed or norm[at:].strip() or not found:
        found.append(line.part(at, len(norm)).stripped())
    return found[1:] if ruled and not len(found[0]) else found


def _ways(line: Text) -> list[str]:
    """The ways in which a line may be split into cells, the surest first."""
    if len(line) > 4 * LONGEST:
        return []
    norm = line.norm
    if "、" in norm and (":" in norm or "：" in norm) and LISTED.fullmatch(norm):
        return ["list"]
    if "\t" in norm:
        return ["tab"]
    signs = [way for way, signs in SIGNS.items() if sum(map(norm.count, signs)) > 1]
    found = [way for way in signs if len(WAYS[way].findall(norm)) > 1]
    return found[:1] if found[:1] == ["rule"] else [*found, "blank"] if len(line) <= LONGEST else found


def _words(line: Text, way: str) -> Words:
    """The words of a line; between tabs and rules they are whole cells, the empty ones too."""
    norm = line.norm
    if way == "list":  # 都市名:A市、B市、C市
        begin = re.search("[:：]", norm)
        assert begin is not None
        cut = [begin.start()] + [at.start() for at in re.finditer(r"、(?![^(]*[)])", norm)]
        spans = list(zip([0, *(at + 1 for at in cut)], [*cut, len(norm)], strict=True))
        return Words(line, tuple(spans), (3,) * len(spans))
    if way != "blank":
        bounds = [one.span() for one in WAYS[way].finditer(norm)]
        spans = list(zip([0, *(b for _, b in bounds)], [*(a for a, _ in bounds), len(norm)], strict=True))
        if way == "rule":  # | a | b |
            spans = spans[bool(re.match(r"\s{0,2}[|│｜┃]", norm)) :]
            spans = spans[:-1] if len(spans) > 1 and RULED.match(norm.rstrip()[-1:]) else spans
        spans = [(a + 1, b - 1) if b - a > 1 and norm[a] == norm[b - 1] == '"' else (a, b) for a, b in spans]
        return Words(line, tuple(spans), (3,) * len(spans))
    dates = [(one.start, one.end) for one in find_dates(norm) if len(norm[one.start : one.end].split()) > 1]
    found: list[tuple[int, int]] = []
    for match in WORD.finditer(norm):
        if dates and found and any(start < found[-1][1] and match.start() < end for start, end in dates):
            found[-1] = found[-1][0], match.end()  # a date padded with blanks is one word
        elif (
            found
            and norm.count("(", *found[-1]) > norm.count(")", *found[-1])
            and _closes(norm, found[-1][1], match.start())
        ):
            found[-1] = found[-1][0], match.end()  # a bracket holds its words together
        elif found and (match[0] in ":：" or _letters(norm, found[-1], match.span())):
            found[-1] = found[-1][0], match.end()
        else:
            found.append(match.span())
    return Words(
        line, tuple(found), tuple(_gap(line, found[k - 1][1], at) if k else 0 for k, (at, _) in enumerate(found))
    )


def _closes(norm: str, stop: int, at: int) -> bool:
    """True where the bracket that is open at `stop` closes in the words that begin at `at`, one or two blanks further on."""
    return at - stop <= 2 and re.match(r"[^(]{0,24}[)]", norm[at:]) is not None


def ways(page: Page, line: Text) -> list[str]:
    """The ways in which a line may be split into cells, the surest first."""
    key = ("ways", line.norm and line.first, len(line.norm))
    if key not in page.memory:
        page.memory[key] = _ways(line)
    found: list[str] = page.memory[key]
    return found


def words(page: Page, line: Text, way: str) -> Words:
    """The words of a line; between tabs and rules they are whole cells, the empty ones too."""
    key = ("words", way, line.norm and line.first, len(line.norm))
    if key not in page.memory:
        page.memory[key] = _words(line, way)
    found: Words = page.memory[key]
    return found


def texts(found: Words) -> list[Text]:
    """Each word of a line, or each cell, as a text."""
    return [found.text(k, k + 1) for k in range(len(found.spans))]


def known(part: str | None) -> str | None:
    """The part of a column as entries know it."""
    return "other" if part in ("number", "signed") else part


def _letters(norm: str, one: tuple[int, int], two: tuple[int, int]) -> bool:
    """True for the letters of one word set apart: 相　手　方."""
    lone = two[1] - two[0] == 1 and "一" <= norm[two[0]] <= "龥"
    return lone and two[0] - one[1] <= 4 and bool(SPREAD.fullmatch(norm, *one))


def _gap(line: Text, start: int, stop: int) -> int:
    if stop - start > 1:
        return 2
    return int(any(line.source.original[at] == "\u3000" for at in line.starts[start:stop]))


def places(found: Words) -> tuple[tuple[int, int], ...]:
    """From which column of the print to which each word stands; a wide letter takes two."""
    line = found.line
    begin = line.source.breaks[line.source.line_of(line.starts[0]) - 1]
    original = line.source.original[begin : line.ends[-1]]
    at = [0, *accumulate(map(columns, original))]
    return tuple(
        (at[line.starts[a] - begin], at[line.ends[b - 1] - begin]) if b > a else (-1, -1) for a, b in found.spans
    )


def under(found: Words, head: Sequence[tuple[int, int]]) -> list[list[float]]:
    """For each word and each label what their places say: they overlap, or the word begins nearest to the label."""
    told = []
    for start, stop in places(found):
        near = min(range(len(head)), key=lambda one: abs(head[one][0] - start), default=0)
        told.append(
            [
                0.8 if a <= start < b or start <= a < stop else 0.4 if number == near else -0.4
                for number, (a, b) in enumerate(head)
            ]
        )
    return told


def grouped(found: Words, least: int) -> Words:
    """The words put together where less than a gap of `least` parts them."""
    spans: list[tuple[int, int]] = []
    gaps: list[int] = []
    for span, gap in zip(found.spans, found.gaps, strict=True):
        if spans and gap < least:
            spans[-1] = spans[-1][0], span[1]
        else:
            spans.append(span)
            gaps.append(gap)
    return Words(found.line, tuple(spans), tuple(gaps))


def mended(lines: Sequence[Text], at: int) -> tuple[Text, int]:
    """The line, with those that a cell between quotation marks, or a row of names, is broken over, and the number of the
    last of them."""
    line, last = lines[at], at
    while HANGS.search(line.norm) and last - at < 5 and last + 1 < len(lines) and INDENT.match(lines[last + 1].norm):
        last += 1
        line = line.plus(lines[last].stripped())  # A市・B市・, and more of them on the next line
    if last > at:
        return line, last
    if '\t"' in line.norm and line.norm.count('"') % 2:
        for more in range(at + 1, min(at + 5, len(lines))):
            line = line.plus(lines[more])
            if line.norm.count('"') % 2 == 0:
                return line, more
    return lines[at], at
