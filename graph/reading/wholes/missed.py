"""Ties that sentences, rows and answers state with a partner of whom no record tells, so that none is missed unseen."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, zip_longest

from graph.reading.lists.questions import answers
from graph.reading.names.lands import LONGEST, Name, names
from graph.reading.names.towns import heir_of
from graph.reading.pages.holding import holding
from graph.reading.pages.once import once
from graph.reading.pages.outline import BULLETS, Block
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import event_lines
from graph.reading.stories.framed import unanswered
from graph.reading.tables.footnotes import MARK
from graph.reading.tables.inventories import unowned
from graph.reading.words.chains import chains, past_bracket
from graph.reading.words.denials import denials, negated
from graph.reading.words.ends import ends, let_go, renewed
from graph.reading.words.spoken import untold
from graph.reading.words.verbs import verbs
from graph.records import Agreement, AnyRecord, Membership, Stated
from graph.values import find_dates

# What was concluded, by whatever name.
TIE = re.compile(r"協定|盟約|提携|縁組|協約|共同宣言|覚書|姉妹|友好都市|という約束")
ENDED = re.compile(
    r"[市町村区州省県](?:[(][^()]*[)])?と(?:の|は)(?:(?!協議|交渉|話)[^。]){0,60}?(?:更新せず|満了|休止|停止|凍結|見合わせ|中断|打ち?切|解消|解除|終了|廃止|一本化|失効)"
)
GONE = re.compile(r"脱退|離脱|退会|除かれ")
# What the words tell of instead: a later deed, a journey, what others did.
ASIDE = re.compile(r"周年|記念|年目|訪問|派遣|来訪|受け?入|開催|参加|合併|事業|イベント|大会|予定|見込|目指|に向け")
# The same beside an end: a merger may have brought it, and what was put to rest may be the exchange as such.
BESIDE_END = re.compile(
    r"周年|記念|年目|訪問|派遣|来訪|受け?入|開催|参加|合併(?!を機|を契機|に|で|後)|(?<!交流)事業|イベント|大会|予定|見込|目指|に向け"
)
THEIRS = re.compile(r"[市町村区州省県]と[^、。はがをと]{1,16}[市町村区州省県]と(?:の間)?の")  # of two others
PREPARED = re.compile(
    r"と(?:の|は|の間で)[^。]{0,30}?(?:協定|提携|盟約|縁組)(?:の?(?:締結|調印))?(?:に向け|を目指し|の準備を進め|について協議を進め)"
)
HEARSAY = re.compile(r"[ただ]と(?:紹介|記|され|する|の|い[うわ]|言|伝|思|誤|書)")
PLACES = re.compile(r"[市町村区](?:[(][^()]*[)])?(?:[・、,]|$)")
_NAME = r"(?:[ァ-ヴー=゠]{2,14}|[一-龥々]{2,4}(?<![市町村区郡県州]))(?:[(][^()]{1,20}[)])?"
LIST_TITLE = re.compile(
    r"[\W\d]*(?:[一-龥]{1,6}[市町村]の)?(?:(?:国際|国内|海外|姉妹|友好|兄弟|親善|交流|パートナー)(?:都市)?[・、,と]?)+(?:都市)?"
    r"(?:一覧|提携先|の(?:一覧|紹介))?\s*(?:[(]?\s*\d+\s*(?:都市|市|か所)[^()]{0,6}[)]?)?[\W]*"
)
BARE_LIST = re.compile(
    rf"(?=[^、]*?[ァ-ヴ]|.*、[ァ-ヴ])[・●○]?\s*{_NAME}(?:\s*[、,・/]\s*{_NAME}|\s+{_NAME})+(?:など|等|ほか)?[。\s]*"
)
CARD = re.compile(r"\s*(?:(?:提携|締結|盟約|調印|協定)(?:年月)?日|(?:提携|締結)年)\W")
PLACED = re.compile(rf"(?:\s*[{BULLETS}]?[ァ-ヴー・一-龥]{{1,16}}[市町村区郡州県](?:[(][^()]*[)])?\s*)+")
ROW = re.compile(r"[\t,]|\s{2,}|[|│｜┃]")
TOWN = re.compile(r"旧?[一-龥々ヶケ]{1,5}[町村]")
DEED_AT = re.compile(
    r"(?:協定|協約|盟約|提携|覚書|縁組)(?:書)?[」』]?(?:[をの]?(?:締結|調印)|を?結[びんば]|\s*(?:[(]|$))"
)
DEED = re.compile(r"[一-龥ァ-ヴー」](?:協定|協約|盟約|提携)(?:書)?[」』]?\s*$|^(?:姉妹|友好|兄弟|親善|交流)都市$")
# A body that a place runs, which the list of kinds of bodies may not know: 県立美術館, 市立病院.
RUN = re.compile(
    r"[一-龥ァ-ヴー]{1,10}[都道府県市区町村]立(?!川市|山町|科町)[一-龥ァ-ヴー]{0,12}?(?:大学|学校|高校|学園|病院|センター|[書物術学族念]館|動物園)"
)


def missed(page: Page, records: Sequence[AnyRecord]) -> set[int]:
    """The lines, from 1, on which such ties stand."""
    ties = [one for one in records if isinstance(one, Agreement)]
    known = {value for one in ties for side in _sides(one) for value in (side.value, side.printed)}
    for one in records:
        if isinstance(one, Membership):
            known |= {one.actor.value, one.actor.printed}
    starts, stops = _evidence([one for one in ties if one.until or one.status.value in ("ended", "expired")])
    found = set[int]()
    for block in page.blocks:
        norm = block.text.norm
        told = [*pieces(page, block)] if TIE.search(norm) or ENDED.search(norm) else []  # each is part of the block
        for piece, behind in zip_longest(told, told[1:]):
            if TIE.search(piece.norm) or ENDED.search(piece.norm):
                found |= {
                    _line(page, piece, one) for one in _partners(page, piece) if not {one.key, one.surface} & known
                }
                if _unknown(page, piece.norm, known) or _run_by_place(piece.norm, known):
                    found.add(page.source.line_of(piece.starts[0]))
                at = bisect_left(starts, piece.ends[-1])
                if _ends(page, piece, behind) and not (at and stops[at - 1] > piece.starts[0]):
                    found.add(page.source.line_of(piece.starts[0]))
    found |= _left(page, records)
    for _, answer in answers(page):
        listed = [one for one in names(page, answer.norm) if one.key != page.home]
        if not denials(answer.norm):
            found |= {_line(page, answer, one) for one in listed if not {one.key, one.surface} & known}
    found |= (unowned(page) | unanswered(page)) - {
        number for tie in ties for span in tie.evidence for number in span.numbers
    }
    found |= {*untold(page, known)}
    found |= {number for number, told in _bare_lists(page) if not any(one in side for one in told for side in known)}
    return found | {number for number, one in _cards(page) if not {one.key, one.surface} & known}


def _left(page: Page, records: Sequence[AnyRecord]) -> set[int]:
    """The lines that say of a party or a member known otherwise that it left, where no record tells of it."""
    blocks = holding(page, "脱退", "離脱", "退会", "除かれ")
    if not blocks:
        return set()
    many = [one for one in records if isinstance(one, Agreement) and len(one.parties) + len(one.unnamed) > 2]
    members = [one for one in records if isinstance(one, Membership)]
    known = {side.value for one in many for side in _sides(one)} | {one.actor.value for one in members}
    gone = {one.actor.value for one in members if one.until}
    found = set[int]()
    for piece in (piece for index in blocks for piece in pieces(page, page.blocks[index])):
        for match in GONE.finditer(piece.norm) if not denials(piece.norm) else ():
            if not (negated(piece.norm, match.end()) or ASIDE.search(piece.norm, match.end(), match.end() + 6)):
                who = {one.key or one.surface for one in names(page, piece.norm[: match.start()])[-1:]}
                found |= {page.source.line_of(piece.starts[match.start()])} if who & (known - gone) else set()
    return found


def _bare_lists(page: Page) -> Iterator[tuple[int, list[str]]]:
    """The lines that list partners without what ends the name of a municipality, below a title for ties: `リヨン、上海`."""
    for (_, above), (number, line) in pairwise(_filled(page)):
        if "都市" not in above.norm:
            continue
        title, norm = above.norm.strip(), line.norm.strip()
        if len(title) <= 30 and LIST_TITLE.fullmatch(title) and BARE_LIST.fullmatch(norm):
            yield number, [one for one in re.split(r"[\s、,・/]+", re.sub(r"[(].*?[)]", "", norm)) if len(one) > 1]


def _cards(page: Page) -> Iterator[tuple[int, Name]]:
    """The places that a line names and nothing else, where the line below gives the day of a tie: `●A市（国）  ●B市（国）`."""
    for (number, line), (_, below) in pairwise(_filled(page)):
        if CARD.match(below.norm) and any(one.date for one in find_dates(below.norm)) and PLACED.fullmatch(line.norm):
            yield from ((number, one) for one in names(page, line.norm) if _partner(page, one))


@once
def _filled(page: Page) -> list[tuple[int, Text]]:
    """The lines that are not blank, each with its number from 1."""
    return [(number, line) for number, line in enumerate(page.lines, 1) if line.norm.strip()]


def _evidence(ties: Sequence[Agreement]) -> tuple[list[int], list[int]]:
    """Where the evidence of ties begins, in order, and where what began up to there has ended."""
    told = sorted(span.at for one in ties for span in one.evidence)
    return [start for start, _ in told], list(accumulate((stop for _, stop in told), max))


def _sides(tie: Agreement) -> Iterator[Stated]:
    yield from (*tie.parties, *tie.unnamed, *tie.former)


def _line(page: Page, text: Text, one: Name) -> int:
    return page.source.line_of(text.starts[one.start])


def _partners(page: Page, piece: Text) -> list[Name]:
    """The places with which a piece concludes something on a day that it names."""
    norm = piece.norm
    if len(norm) > LONGEST:
        return []
    if (match := PREPARED.search(norm)) and not any(one.sort == "denied" for one in denials(norm)):
        return [
            one for one in names(page, norm) if _partner(page, one) and past_bracket(norm, one.end) == match.start()
        ]
    if denials(norm) or not any(one.date for one in find_dates(norm)):
        return []
    if ROW.search(norm.strip()):
        cells = [cell for cell in ROW.split(norm.strip()) if cell]
        if len(cells) > 2 and any(DEED.search(cell) for cell in cells) and not ASIDE.search(norm):
            sides = [one for one in names(page, norm) if _partner(page, one, former=True)]
            return [one for one in sides if any(_alone(one, cell) for cell in cells)]
    done = verbs(norm)
    if not done or ASIDE.search(norm) or HEARSAY.search(norm, done[-1].end()):
        return []
    withs = [one for one in chains(page, norm) if one.part == "with" and one.end <= done[-1].start()]
    return [name for one in withs for name in one.names if _partner(page, name)]


def _unknown(page: Page, norm: str, known: set[str]) -> bool:
    """True for the row of a tie with a town that no list has and no record names."""
    cells = [cell for cell in ROW.split(norm.strip()) if cell]
    if len(cells) < 3 or ASIDE.search(norm) or denials(norm) or not any(DEED.search(cell) for cell in cells):
        return False
    days = any(one.date for one in find_dates(norm))
    towns = [cell for cell in cells if TOWN.fullmatch(cell)]
    read = any({one.key, one.surface} & known for one in names(page, norm))
    return days and not read and any(not {cell, cell.removeprefix("旧")} & known for cell in towns)


def _run_by_place(norm: str, known: set[str]) -> bool:
    """True for a tie, on a day, of a body that a place runs and that no record names."""
    found = list(RUN.finditer(norm)) if "立" in norm and DEED_AT.search(norm) and not ASIDE.search(norm) else []
    fresh = any(not any(one[0][at:] in known for at in range(len(one[0]) - 2)) for one in found)
    return fresh and not denials(norm) and any(one.date for one in find_dates(norm))


def _partner(page: Page, one: Name, former: bool = False) -> bool:
    place = page.gazetteer.place(one.key or "")
    return one.key != page.home and (former or "former" not in one.flags) and not (place and place.kind == "prefecture")


def _alone(one: Name, cell: str) -> bool:
    """True where a cell holds a place, beside others at most."""
    return one.surface in cell and PLACES.match(cell, cell.index(one.surface) + len(one.surface) - 1) is not None


def _ends(page: Page, piece: Text, behind: Text | None) -> bool:
    """True where a piece says that a tie with another place, or with one that the lines around it may tell, came to its end,
    or on which day it came to rest."""
    norm = piece.norm
    dated = any(one.date for one in find_dates(norm)) or page.source.line_of(piece.starts[0]) in event_lines(page)
    known = [one for one in names(page, norm) if heir_of(page, one.key) != page.home]
    if dated and not known and let_go(norm) and not MARK.match(norm.strip()):
        return behind is None or not renewed(behind.norm)
    others = any(_partner(page, one, True) and norm[past_bracket(norm, one.end) :][:1] == "と" for one in known)
    over = next((one for one in ENDED.finditer(norm) if not negated(norm, one.end())), None)
    if over is None or not others or not (dated or ends(norm)) or BESIDE_END.search(norm):
        return False
    return not THEIRS.search(norm) or any(one.key == page.home for one in names(page, norm))


def pieces(page: Page, block: Block) -> Iterator[Text]:
    """The sentences of a block; what has no full stop by its lines, for these may be titles that were run together."""
    start, norm = 0, block.text.norm
    for stop in [*(match.end() for match in re.finditer("。", norm)), len(norm)] if "。" in norm else [len(norm)]:
        part = block.text.part(start, stop) if stop - start < len(norm) else block.text
        start = stop
        if not part.norm or _on_one_line(page, part) or (part.norm.endswith("。") and not _below_events(page, part)):
            yield part
            continue
        ends = [
            at
            for at, (one, following) in enumerate(pairwise(part.starts), 1)
            if following > one + 1 and page.source.line_of(following) > page.source.line_of(one)  # a break is between
        ]
        for first, last in pairwise([0, *ends, len(part)]):
            yield part.part(first, last)


def _below_events(page: Page, text: Text) -> bool:
    """True for the last lines of a time-line that are run together with the sentence below them."""
    first, last = (page.source.line_of(at) for at in (text.first, text.starts[-1]))
    return first in event_lines(page) and last not in event_lines(page)


def _on_one_line(page: Page, text: Text) -> bool:
    return text.places is None or page.source.line_of(text.first) == page.source.line_of(text.starts[-1])
