"""The net below all readers: places and bodies beside a word for a tie that no record of a tie names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from graph.reading.names.lands import LONGEST, names
from graph.reading.names.regions import inside_of
from graph.reading.pages.holding import numbers
from graph.reading.pages.once import once
from graph.reading.pages.outline import BULLETS, Block
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.wholes.counterparts import DATED, NAMED, SIGNS, UNDER_TITLE, Known, Place
from graph.reading.wholes.missed import pieces
from graph.reading.wholes.strangers import bodies, others, sides, successors
from graph.reading.words.denials import denials, extents
from graph.reading.words.unsaid import signs
from graph.records import AnyRecord
from graph.values import PartialDate, find_dates

# What ties are called, and what concludes them; some of the words only where they stand for a tie of towns.
_AS = r"(?:都市|[市町村]|の契り|縁組|提携)"
WORD = re.compile(
    rf"姉妹(?!品|編|店|ブランド)|友好(?!的|館)|兄弟{_AS}|親善{_AS}|夫婦{_AS}|親子{_AS}|交流(?:都市|協定|の協定)"
    r"|パートナー(?:・?シ)|提携|盟約|協定|協約|縁組|調印|覚書|議定書|契り|締結|むす(?:んだ|び)|やくそく|シスター・?シティ|誓い"
)
# What stands in whatever holds such a word.
HINT = re.compile(
    r"姉妹|友好|兄弟|親善|夫婦|親子|交流(?:都市|の?協定)|パートナー|提携|盟約|協[定約]|縁組|調印|覚書|議定書|契り|締結|むす(?:んだ|び)"
    r"|やくそく|シスター|誓い"
)
# An address, a way through the pages of a site, what other pages hold, who is to be asked.
ASIDE = re.compile(
    r"〒|(?:TEL|Tel|tel|FAX|電話|ファクス|ファックス)\W*\d|\d-\d{3,4}-\d{4}|丁目|番地|\S\s*[>›»]\s*\S"
    r"|問い?合わ?せ|ダウンロード|\bPDF\b|\.(?:pdf|html?)\b"
)
# What others tell, or what a row says of nobody.
NOTHING = re.compile(
    r"[ただ]と(?:紹介|記|され|言|伝|思|誤|書)|(?:なし|無し|行わず)[\s。)]*$|\s(?:なし|無し)(?=[\s(、])"
)
LATER = re.compile(r"周年|年目|記念")
ANEW = re.compile(r"再(?:盟約|調印|締結|提携)|改めて")
AFTER = re.compile(r"[翌同前]年|[翌同前]月|同日|今年|昨年")
# A journey of a body, or its part in something; an agreement of another sort, or one spoken of again.
COMING = re.compile(r"訪|派遣|来[町市村校日]|来[一-龥](?:[しさ、。,)]|$)|招|視察|事務局|\d[年月日]現在")
OTHERWISE = re.compile(r"合併|設立|年度末|現在|^[\W\d]*[この同当該本]{1,2}(?:協定|覚書|提携|盟約)")
LEAD = re.compile(rf"[\s{BULLETS}\-–—*>|.,、・:：#()（）\[\]【】「」『』〈〉《》<>0-9①-⑳ア-ンa-zA-Z]*")
LEADS = 12  # characters before a place that begins an item: its prefecture, its country, a label
REST = re.compile(r"(?:さん|長)?\s*(?:$|[(（〔\[【<、,・/|:：=＝~～…―─-]|\s|と|及び)")
CELL, APART = re.compile(r"(?:^|[\s|,、])$"), re.compile(r"\s|$|[|,(]")
SHORT = 48  # characters of an item or of a title
REACH = 6  # lines below a name that may be labels of its tie
UNDER = 14  # lines below a title without a mark
OPENED, CLOSES, INSET = re.compile(r"[(][^()]*$"), re.compile(r"[^()]*[)]"), 80  # a bracket over the end of a line


def overlooked(page: Page, records: Sequence[AnyRecord]) -> set[int]:
    """The lines, from 1, that name a side which no record of a tie has: those that sign, else the plainest of each."""
    known = Known(records)
    found: dict[str, list[Place]] = defaultdict(list)
    for one in places(page):
        if not known.has(one):
            found[one.side].append(one)
    lines = set[int]()
    for told in found.values():
        most = max(one.strength for one in told)
        plain = [one.line for one in told if one.strength == most]
        lines |= {*plain} if most == SIGNS else {plain[0]}
    return lines


@once
def places(page: Page) -> tuple[Place, ...]:
    """The sides that lines name with a word for a tie near them, in order; nothing where no such word is there."""
    return tuple(_places(page)) if WORD.search(page.document.text) else ()


def _places(page: Page) -> Iterator[Place]:
    """The sides that all sentences, rows and items name, with a word for a tie in them or in the title above."""
    title, since, heads, above = False, 0, dict[int, bool](), _above(page)
    for block, lines in zip(page.blocks, numbers(page), strict=True):
        norm = block.text.norm
        for one in block.headings:
            if one.line not in heads:
                heads[one.line] = WORD.search(one.text.norm) is not None
        below = any(heads[one.line] for one in block.headings) or (title and block.line - since <= UNDER)
        told = HINT.search(norm) is not None
        if told or below or not above.isdisjoint(lines):
            for piece in _whole(page, block):
                yield from _of_piece(page, piece, below)
        if told and WORD.search(norm) and _titles(page, norm):
            title, since = True, block.line
        elif title and block.kind == "heading" and not others(page, norm):
            title = False
        elif title and block.line - since <= UNDER and len(norm.split()) > 2 and find_dates(norm):
            since = block.line  # the rows go on


def _titles(page: Page, norm: str) -> bool:
    """True for a line with a word for a tie that may stand over the places that have one."""
    cells = norm.split()
    short = (sum(map(len, cells)) <= SHORT or len(cells) > 3) and "。" not in norm and not find_dates(norm)
    return short and not (len(cells) > 3 and others(page, norm))


def _whole(page: Page, block: Block) -> Iterator[Text]:
    """The sentences and lines of a block; two lines between which a name or a bracket is broken are one."""
    parts = [*pieces(page, block)]
    ends = [*accumulate(len(one.norm) for one in parts)]
    norm = block.text.norm
    if len(parts) < 2 or len(norm) > LONGEST or ends[-1] != len(norm):
        yield from parts
        return
    begins = {at for one in names(page, norm) for at in range(one.start + 1, one.end)}
    start = 0
    for end in ends:
        cut = end in begins or (OPENED.search(norm, max(0, end - INSET), end) and CLOSES.match(norm, end, end + INSET))
        if not cut or end == len(norm):
            yield block.text.part(start, end)
            start = end


def _of_piece(page: Page, piece: Text, below: bool) -> Iterator[Place]:
    """The sides that one sentence, row or item names; `below`: a title above it has a word for a tie."""
    norm = piece.norm
    if not norm.strip() or len(norm) > LONGEST:
        return
    worded, number = WORD.search(norm) is not None, piece.line
    if not (worded or below or number in _above(page)) or ASIDE.search(norm) or NOTHING.search(norm):
        return
    dated = bool(find_dates(norm))
    item = _item(page, norm) or (below and dated and _row(page, norm))
    labelled, dated_below = _labels(page, number) if item and not worded else (False, False)
    item = item and (below or labelled)
    goes_on = not dated and len(norm.strip()) <= SHORT and _goes_on(page, number)
    if not (worded or goes_on or item or (below and dated)):
        return
    days = _days(norm)[-1:] if ANEW.search(norm) else _days(norm)
    done, later = signs(norm), LATER.search(norm)
    void = [(begin, end) for begin, end, sort in extents(norm, done) if sort != "suspended"] if denials(norm) else []
    signed = bool(done or ANEW.search(norm)) and dated and not later
    for one in sides(page, norm) if worded or item else ():
        if not any(begin <= one.start < end for begin, end in void):
            inside = inside_of(norm, one.end)
            own = _days(inside) if WORD.search(inside) and not LATER.search(inside) else ()
            strength = SIGNS if signed or own else DATED if dated or dated_below else NAMED if worded else UNDER_TITLE
            line = page.source.line_of(piece.starts[one.start])
            heirs = frozenset() if one.key in page.gazetteer else frozenset(successors(page).get(one.surface, ()))
            yield Place(line, one.surface, one.key, strength, own or days, piece, one, heirs)
    if void or later:
        return
    found = bodies(page, piece)
    for start, end, key in found if not COMING.search(norm) else ():
        if (dated and (worded or LEAD.fullmatch(norm, 0, start))) or goes_on or "姉妹校" in norm:
            yield Place(page.source.line_of(piece.starts[start]), norm[start:end], key, DATED, days, piece)
    if signed and days and worded and not found and not names(page, norm) and not OTHERWISE.search(norm):
        yield Place(number, "", None, SIGNS, days, piece)


@once
def _worded(page: Page) -> frozenset[int]:
    """The lines, from 1, that hold a word for a tie."""
    return frozenset(number for number, line in enumerate(page.lines, 1) if WORD.search(line.norm))


@once
def _above(page: Page) -> frozenset[int]:
    """The lines, from 1, that have such a line so near below that it may be a label of theirs."""
    return frozenset(number - up for number in _worded(page) for up in range(1, REACH + 1))


def _days(norm: str) -> tuple[PartialDate, ...]:
    """The days that a text names; none where one of them hangs on words that stand elsewhere (`9月`, 翌年)."""
    found = [one.date for one in find_dates(norm)]
    return tuple(one for one in found if one) if None not in found and not AFTER.search(norm) else ()


def _goes_on(page: Page, number: int) -> bool:
    """True where the next line concludes something on a day."""
    return number + 1 in _worded(page) and bool(_days(page.lines[number].norm))


def _item(page: Page, norm: str) -> bool:
    """True for a line that a place begins, as an item of a list, a row or a heading of its own does."""
    if len(norm.strip()) > SHORT or "。" in norm:
        return False
    first = next(iter(others(page, norm)), None)
    return (
        first is not None
        and len(LEAD.sub("", norm[: first.start])) <= LEADS
        and REST.match(norm, first.end) is not None
    )


def _row(page: Page, norm: str) -> bool:
    """True for the cells of a row, one of which a place begins."""
    if len(norm.split()) < 3:
        return False
    return any(CELL.search(norm, 0, one.start) and APART.match(norm, one.end) for one in others(page, norm))


def _labels(page: Page, number: int) -> tuple[bool, bool]:
    """Whether the lines below a name, up to the next one, hold a word for a tie; and whether they hold a day."""
    worded = dated = False
    for at, line in enumerate(page.lines[number : number + REACH], number + 1):
        if others(page, line.norm):
            break
        worded = worded or at in _worded(page)
        dated = dated or any(one.date for one in find_dates(line.norm))
    return worded, worded and dated
