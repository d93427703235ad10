"""What the titles over a line say of all that stands under them: the kind of the ties, and whether they are signed yet."""

import re
from collections.abc import Iterator

from graph.reading.names.lands import names
from graph.reading.pages.once import once
from graph.reading.pages.outline import mark_of, rank_of
from graph.reading.pages.page import Page
from graph.reading.pages.ranks import Kinds, Ranks
from graph.reading.pages.text import Text
from graph.reading.tables.labels import Part, parted
from graph.reading.words.deeds import kind_of, kinds, state_of, wider
from graph.reading.words.ends import ENDING, state_in
from graph.reading.words.natures import nature, without_brackets
from graph.records import Stated
from graph.values import find_dates

PLANNED = re.compile(
    r"\W*(?:令和|平成)?[元\d]{1,4}年度?(?:中|内)?の?(?:新規)?(?:に)?(?:締結|調印|提携)(?:する)?予定\W*"
)
REACH = 40
EVENT_LINE = re.compile(r"\W*(?:同[年月]|〃|1?\d月)")
RESTS = re.compile(r"[^(〔\[【〈<《]*[)〕\]】]")  # the rest of a bracket that the line before opened
# What stands under a picture, behind an arrow at it: `▲A市の子どもたち`.
CAPTION = re.compile(r"[▲△]|[(（\[【〔]?写真[)）\]】〕]?[:：\s]|[(（]写真[)）]")
OVER = re.compile(rf"(?:{ENDING})(?:した|し(?=た)|済み?|された|となった)(?!.*再)")


DEAL = re.compile(r"協定|提携|覚書")
AGREEMENTS = re.compile(r"(?<!締結)(?<!調印)(?:協定|覚書)書?(?:等)?\s*(?:[(][^()]*[)])?\W*$")
# What a title of agreements may say besides their kind, and leave it open: with whom, of which years, that they are listed.
COMMON = re.compile(
    r"協定書?|提携|覚書|締結|連携|協力|公民|官民|民間|地元|公共|公的|関係|企業|事業者|事業所|会社|各?種?団体|大学|学校|高校|高等学校|法人|金融|機関|組合|自治体|市区?町村|都市|行政"
    r"|国内|国外|海外|[県市町村区道府都][内外]|相手|一覧表?|名簿|状況|紹介|概要|について|結[びんば]|(?:して|されて|で)い(?:る|ます)|しました|した|これまで|現在|過去|先|日|順|等|など|もの|との?|[のやはを]|及び|並びに|年度?|月|令和|平成|昭和|元|過|\W|\d"
)


def of_another_kind(line: Text) -> bool:
    """True for a title of agreements that says more of them than with whom they are, and names no kind that is known."""
    norm = without_brackets(line.norm)
    return DEAL.search(norm) is not None and len(COMMON.sub("", norm)) >= 2


def titles(page: Page, number: int) -> Iterator[tuple[int, Text, Kinds]]:
    """The short lines above line `number` (from 0) that may head it, the nearest first; items and labels are none.

    Where the page ranks its headings, those over the line, and of the lines without a rank only the ones of its section and
    the title of the page; with each the kinds that are named beside it, for other lines than this.
    """
    ranks = _ranks(page)
    section = ranks.over[number]
    for above in _near(page, number, -1 if section is None else section):
        yield *above, frozenset()
    for heading, rivals in ranks.chain(number) if section is not None else ():
        if heading is None:
            for above in _near(page, ranks.first, -1):
                yield *above, rivals
        elif (seen := _seen(page, heading)) and not seen[1]:
            yield heading, page.lines[heading], rivals


@once
def _ranks(page: Page) -> Ranks:

    def named(number: int) -> Kinds:
        seen = _seen(page, number)
        told = kinds(page, page.lines[number].norm) if seen and not seen[1] else []
        return frozenset(one.key for one in told if one.key)

    return Ranks(page.lines, named)


def _near(page: Page, number: int, floor: int) -> Iterator[tuple[int, Text]]:
    """The lines without a rank that may head a line, down to the line `floor`."""
    own = mark_of(page.lines[number])
    closed = {own[0]} if own else set()
    begin = len(page.lines[number].norm) - len(page.lines[number].norm.lstrip())
    lines, hangers = page.lines, _hangers(page)
    for above in range(number - 1, max(floor, number - REACH), -1):
        line = lines[above]
        if (label := hangers.get(above)) and label.indent < begin:
            yield above, label.words or line  # 姉妹都市　A市（…）, with B市（…） below it
        if (seen := _seen(page, above)) is None:
            continue
        mark, item = seen
        if mark and mark in closed:
            continue  # the item before, at the same level
        if item:
            closed |= {mark} if mark else set()
            continue
        yield above, line
        closed |= {mark} if mark else set()


def _seen(page: Page, number: int) -> tuple[str | None, bool] | None:
    """The mark of a short line and whether it is an item; None for a line that heads nothing. Each line is asked often."""
    seen: dict[int, tuple[str | None, bool] | None] = page.memory.setdefault("title-lines", {})
    if number not in seen:
        line = page.lines[number]
        norm = line.norm.strip()
        if (
            not norm
            or len(norm) > 40
            or "。" in norm
            or "\t" in norm
            or EVENT_LINE.match(norm)
            or RESTS.match(norm)
            or _captions(page, number)
            or _is_label(page, number)
        ):
            seen[number] = None
        else:
            mark = mark_of(line)
            seen[number] = (mark[0] if mark else None, _is_item(page, norm))
    return seen[number]


def _captions(page: Page, number: int) -> bool:
    """True for a line that points at the picture over it; where lines below one another have the mark, they are a list."""
    mark = CAPTION.match(page.lines[number].norm.strip())
    if mark is None:
        return False
    near = [page.lines[at].norm.strip() for at in (number - 1, number + 1) if 0 <= at < len(page.lines)]
    above = next((one for one in near[:1] if one), "")
    return mark[0] not in "▲△" or (above.endswith("。") and not any(CAPTION.match(one) for one in near))


@once
def _hangers(page: Page) -> dict[int, Part]:
    """The labels that are a kind themselves, by their lines: what is set in under one goes on with its value."""
    told = [one for one in _labels(page).values() if one.words and one.value]
    return {one.number: one for one in told if _is_kind(page, one)}


def _is_kind(page: Page, one: Part) -> bool:
    return one.words is not None and nature(page, one.words.stripped()) == "kind"


@once
def _labels(page: Page) -> dict[int, Part]:
    return {one.number: one for one in reversed(parted(page)) if one.label}


def _is_label(page: Page, number: int) -> bool:
    """True for a labelled value, and for a label alone that names no kind."""
    one = _labels(page).get(number)
    named = one is not None and (kinds(page, one.text.norm) or AGREEMENTS.search(one.text.norm))
    return one is not None and (one.value is not None or not named)


def _is_item(page: Page, norm: str) -> bool:
    outside = without_brackets(norm) or norm
    dated = any(one.date for one in find_dates(outside)) and "現在" not in norm and not PLANNED.fullmatch(norm)
    return dated or any(one.key != page.home for one in names(page, outside))


def heading_kind(page: Page, number: int) -> Stated | None:
    """The one kind that the nearest title over a line names (`国内の友好都市`); two kinds settle nothing."""
    key = ("heading kind", number)
    if key not in page.memory:
        page.memory[key] = _heading_kind(page, number)
    found: Stated | None = page.memory[key]
    return found


def _heading_kind(page: Page, number: int) -> Stated | None:
    for _, line, rivals in titles(page, number):
        found = {one.key for one in kinds(page, line.norm)}
        if found and any(not found & wider(one) for one in rivals):
            return None
        if len(found) == 1 and not re.search(r"\d{4}年|周年", without_brackets(line.norm)):
            return kind_of(page, line, "kind_from_heading")
        if found or (("協定" in line.norm or "提携" in line.norm) and not OVER.search(line.norm)):
            return None  # of two kinds, or of one that nobody here knows
    return None


def heading_state(page: Page, number: int) -> Stated | None:
    """What a title says of all under it, where nothing is signed yet or all is over: `検討中のもの`, `解消した都市`."""
    for _, line, _ in titles(page, number):
        if over := OVER.search(line.norm):
            return page.in_words(line, state_in(over[0]), *over.span())
        if (state := state_of(line.norm)) and state[0] not in ("ended", "expired"):
            return page.in_words(line, *state)
        if kinds(page, line.norm) or ((mark := mark_of(line)) and not rank_of(mark[0])):
            return None
    return None
