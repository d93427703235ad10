"""Text that lost its order in a PDF: pieces of dates, words and brackets that crowd where a table or a column stood."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.countries import key_of
from graph.reading.pages.outline import BULLETS
from graph.reading.pages.rhythm import scattered, unpadded
from graph.reading.pages.text import Text

MARKED = re.compile(
    rf"\s*(?:[(]?\d{{1,2}}[).、]|[①-⑳{BULLETS}]|第[0-9一二三四五六七八九十]+[表図章節項]|[表図]\s?[0-9])"
)
SHRED = re.compile(r"[^\s]{1,4}(?:\s+[^\s]{1,4})+\s*")
WHOLE = re.compile(
    r"\d{1,2}月\s*\d{1,2}日|\d{4}年|[MTSHR]\s?\d{1,2}\.|[市町村]\s*[(]|[都道府県]\s+\S{1,6}[市町村]|[市町村]、"
)
COLUMNS = re.compile(r"\s*(\S{6,24}) (\S{4,24})\s*")
BROKEN = re.compile(r"[一-龥ぁ-んァ-ヶー]")
# Pieces of a line between blanks, and what a piece is that was torn from the rest of its date, word or name.
PIECE = re.compile(r"[^\s|│]+")
ERAS = ("明治", "大正", "昭和", "平成", "令和")
YEAR = re.compile(r"[\d元]")
NO_ERA = re.compile(r"(?:\d{1,2}|元)年\d{1,2}月(?:\d{1,2}日)?")
NO_YEAR = re.compile(r"(?:\d{1,2}月)?\d{1,2}日|\d{1,2}月")
SHORT_DATE = re.compile(r"[MTSHR]\d{1,2}\.|\d{1,2}\.|\d{1,2}年")
GOES_ON = re.compile(r"[をがはにでと](?=[一-龥ァ-ヴ])")
ENDS = tuple("年月日.市町村区県州省")  # of such a piece
SUFFIX_ALONE = re.compile(r"[市町村区県州省]|[年月日](?:[年月日])*")
HALF = re.compile(
    r"都市|(?:相互)?(?:応援)?協定|応援|(?:都市)?提携|相互|[援流盟携互]協定|.{0,8}に関する|.{0,8}における|災害時の?|友好都|[妹好]都市|[ぁ-ん]{1,3}"
)
LONGEST_HALF = 12
CAPTION = re.compile(
    r"(?:提携|締結|調印|協定|盟約|都市|相手|国|県|区|種|備|人|面|摘|経|交流|所在|概|年|番|担).{0,8}(?:名|日|別|類|分|先|口|積|考|要|緯|数|地|市|称|村|容|機|由|号|況|当|課)"
)
LETTER = re.compile(r"[一-龥ァ-ヴぁ-ん]")
SPREAD = re.compile(r"^\W*[一-龥](?:\s{1,4}[一-龥]){1,5}(?=\s{2,}|\s*[:：】]|\s*$|\s+\S{3,}\s*$)|^\W*年\s+月\s+日")


@dataclass(frozen=True)
class Sign:
    """That a line has lost its order: what was seen, how strongly it tells (1: may stand in a sound text once)."""

    what: str
    weight: int


def shredded(lines: Sequence[Text]) -> list[range]:
    """Stretches that have lost their order (a table's cells scattered, columns run together); numbers from 1.

    A sound text shows one such sign here and there. Where they crowd, of two sorts or more, nothing near them can be
    told; where they crowd on most lines, nothing in the whole text.
    """
    found = signs(lines)
    told = sum(1 for line in lines if line.norm.strip())
    stretches: list[range] = []
    run: list[int] = []
    for number in [*sorted(found), 10**9]:
        if run and number - run[-1] > 3:
            if _crowded([found[one] for one in run], run[-1] - run[0] + 1):
                stretches.append(range(run[0], run[-1] + 1))
            run = []
        run.append(number)
    torn = [_widened(lines, one) for one in stretches]
    stretches = _merged(sorted([*torn, *scattered(lines)], key=lambda one: one[0]))
    most = sum(one.weight for marks in found.values() for one in marks) * 5 >= told * 3
    if stretches and most and max(map(len, _runs(lines, found)), default=0) < 4:
        return [range(1, len(lines) + 1)]
    return stretches


def _runs(lines: Sequence[Text], found: dict[int, list[Sign]]) -> list[list[int]]:
    """The lines in a row that show no sign."""
    runs: list[list[int]] = [[]]
    for number, line in enumerate(lines, 1):
        if number in found:
            runs.append([])
        elif line.norm.strip():
            runs[-1].append(number)
    return runs


def _widened(lines: Sequence[Text], stretch: range) -> range:
    """A stretch with the lines of the same table around it: up to a blank line or a sentence."""
    first, last = stretch[0], stretch[-1]
    while first > 1 and lines[first - 2].norm.strip() and "。" not in lines[first - 2].norm:
        first -= 1
    while last < len(lines) and lines[last].norm.strip() and "。" not in lines[last].norm:
        last += 1
    return range(first, last + 1)


def _merged(stretches: Iterable[range]) -> list[range]:
    found: list[range] = []
    for one in stretches:
        if found and one[0] <= found[-1][-1] + 1:
            before = found.pop()
            one = range(before[0], max(before[-1], one[-1]) + 1)
        found.append(one)
    return found


def _crowded(marks: list[list[Sign]], length: int) -> bool:
    every = [one for line in marks for one in line]
    sorts = Counter(one.what for one in every)
    weight = sum(one.weight for one in every)
    alone = len(sorts) == 1 and (sorts.total() < 4 or bool({"half", "bracket", "part"} & set(sorts)))
    return len(marks) >= 3 and weight >= 5 and weight * 2 >= length and not alone


def signs(lines: Sequence[Text]) -> dict[int, list[Sign]]:
    """For each line (from 1) what tells that it was torn from its place; lines that tell nothing are left out."""
    found: dict[int, list[Sign]] = defaultdict(list)
    for number in _torn(lines):
        found[number].append(Sign("shred", 1))
    for number in _doubled(lines):
        found[number].append(Sign("doubled", 1))
    for number, line in enumerate(lines, 1):
        norm = line.norm
        if not norm.strip() or len(norm) > 400:
            continue
        if "(cid:" in norm:
            found[number].append(Sign("garbled", 3))
        if not ("。" in norm or "、" in norm or MARKED.match(norm) or _lettered(norm)):
            below = lines[number].norm.strip() if number < len(lines) else ""
            spread = SPREAD.match(norm)
            marks = [*_pieces(norm[spread.end() :] if spread else norm, below)]
            if _unclosed(lines, number - 1):
                marks.append(Sign("bracket", 1))
            if marks:
                found[number] += marks
    return found


def _pieces(norm: str, below: str) -> Iterator[Sign]:
    """The pieces of a line, parted by blanks, that are no whole dates, words or names."""
    norm = unpadded(norm)
    tabbed = "\t" in norm  # then a blank inside a cell parts nothing
    pieces = ["".join(one.split()) for one in norm.split("\t")] if tabbed else PIECE.findall(norm)
    for number, piece in enumerate(pieces):
        before = pieces[number - 1] if number else ""
        after = pieces[number + 1] if number + 1 < len(pieces) else ""
        if piece.endswith(ERAS) and not YEAR.match(after or below):
            yield Sign("era", 2 if piece in ERAS else 1)
        elif piece.endswith(ENDS) and NO_ERA.fullmatch(piece) and not before.endswith(ERAS):
            yield Sign("year", 2)
        elif piece.endswith(ENDS) and (
            (NO_YEAR.fullmatch(piece) and all(NO_YEAR.fullmatch(one) for one in pieces))
            or SUFFIX_ALONE.fullmatch(piece)
            or (SHORT_DATE.fullmatch(piece) and number)
        ):
            yield Sign("part", 1)
        elif (len(piece) <= LONGEST_HALF and HALF.fullmatch(piece)) or (number and GOES_ON.match(piece)):
            yield Sign("half", 1)
    single = [one for one in pieces if len(one) == 1 and LETTER.match(one)]
    if len(single) >= 3:
        yield Sign("letters", 1)


def _unclosed(lines: Sequence[Text], at: int) -> bool:
    """True for a bracket that neither the line before nor the line behind closes."""
    here = _depth(lines[at].norm)
    return here != 0 and all(
        here + _depth(lines[near].norm) != 0 for near in (at - 1, at + 1) if 0 <= near < len(lines)
    )


def _depth(norm: str) -> int:
    return norm.count("(") - norm.count(")")


def _torn(lines: Sequence[Text]) -> list[int]:
    labels = _labels(lines)
    return [
        number
        for number, line in enumerate(lines, 1)
        if "\t" not in line.norm
        and SHRED.fullmatch(line.norm.strip())
        and not WHOLE.search(line.norm)
        and not _spread(line.norm)
        and not MARKED.match(line.norm)
        and line.norm.split()[0] not in labels
    ]


def _labels(lines: Sequence[Text]) -> set[str]:
    """The first words of lines of two words, where three of them at least come again: labels with their values."""
    pairs = Counter(words[0] for line in lines if len(words := line.norm.split()) == 2)
    again = {word for word, often in pairs.items() if often > 1 and not HALF.fullmatch(word) and LETTER.search(word)}
    return again if len(again) >= 3 else set()


def _spread(norm: str) -> bool:
    """True for a label whose letters are spread (`備   考`), and for a date padded with blanks (`平成 6年 5月18日`)."""
    compact = re.sub(r"\s+", "", norm)
    return (
        len(compact) <= 4
        or _lettered(norm)
        or bool(re.fullmatch(r"(?:明治|大正|昭和|平成|令和|[MTSHR])?[\d元]+[年.]\d+[月.]\d+日?", compact))
    )


def _lettered(norm: str) -> bool:
    """True for a country or a caption whose letters are set apart (`中 華 人 民 共 和 国`, `提 携 年 月 日`)."""
    if norm.strip()[1:2].strip():
        return False  # as in most texts
    letters = norm.split()
    if not all(len(one) == 1 for one in letters):
        return False
    compact = "".join(letters)
    return bool(key_of(compact) or CAPTION.fullmatch(compact))


def _doubled(lines: Sequence[Text]) -> list[int]:
    """Lines in which a sentence breaks off at a blank and another goes on, as where two columns stand side by side."""
    found = []
    for number, line in enumerate(lines, 1):
        match = COLUMNS.fullmatch(line.norm)
        if match is None or not BROKEN.match(match[1][-1]):
            continue
        both = re.search(r"[ぁ-ん]", match[1]) and re.search(r"[ぁ-ん]", match[2])
        if both and not re.match(r"[^\s]{0,8}[年月日]$", match[1]) and not re.search(r"[:：]", match[1]):
            found.append(number)
    return found
