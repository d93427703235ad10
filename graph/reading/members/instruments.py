"""The text of a pact itself: its kind in the title, its parties in the first article, its day above those who signed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.reading.names.lands import Name, names, stated
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text, stops
from graph.reading.words.deeds import BELOW, concluded, deed, kinds
from graph.reading.words.sentences import NEVER
from graph.records import Agreement, Span, Stated
from graph.values import DateMention, find_dates

TITLE = re.compile(r"(?:(?:協定|協約|盟約|提携|宣言|合意|議定)書|覚書|協定|盟約)\s*(?:[(][^()]{1,20}[)])?\s*$")
# What changes a pact, or shows how one is to be written, is none.
OTHER = re.compile(r"改正|変更|廃止|解除|解消|延長|案[)]?\s*$|ひな[形型]|様式|細目|細則|運用|規約|条例|要綱|要領|締結")
OPENS = re.compile(
    r"\s*(?:第\s*[1一]\s*条\s*)?(?:[(][^()]{1,12}[)]\s*)?(?:この|本)(?:協定|覚書|盟約|宣言|協約|合意)書?は"
)
BINDS = re.compile(
    r"(?:締結|調印)(?:する|します)|結ぶ|結び、|誓|約束|宣言(?:する|します)|定める|合意(?:する|します)|確認(?:する|します)"
)
GAP = re.compile(
    r"\s*(?:[(][^()]*[)])?\s*(?:、|,|・|及び|並びに|および|ならびに|と|や)?\s*(?:及び|並びに)?\s*(?:[一-龥]{2,3}[都道府県])?\s*"
)
OFFICE = re.compile(r"(?:[(][^()]*[)])?\s*(?:長|知事|[市町村区]長|代表者?)(?![一-龥])|\s*(?:長|知事)\s")
OFFICE_BELOW = re.compile(r"\s*(?:代表者?\s*)?(?:[市町村区]長|知事)\s")
WITNESS = re.compile(r"立ち?会|見届|証人")
BODY = re.compile(r"代表取締役|取締役|理事長?|学長|総長|会頭|会長|社長|支店長|組合長|校長|代表社員")
OPENING = 14  # lines from a title to the words that name the parties
FAR = 400  # lines of a pact
WRAPPED = 6  # lines of a sentence
SIGNING = 90  # lines of those who signed


@dataclass
class Signed:
    """Who stand below the day of a pact."""

    day: Text
    mention: DateMention
    sides: dict[str, Stated] = field(default_factory=dict)
    open: dict[str, Stated] = field(default_factory=dict)


def instruments(page: Page) -> Iterator[Agreement]:
    """Class B where those who signed are those whom the pact names; class C where the two differ, or one is not told."""
    heads = [number for number, line in enumerate(page.lines) if _is_title(line)]
    for number, stop in zip(heads, [*heads[1:], len(page.lines)], strict=False):
        if OTHER.search(page.lines[number].norm):
            continue
        stop = min(stop, number + FAR)
        opening = _opening(page, number + 1, stop)
        signed = _signed(page, (opening[0] if opening else number) + 1, stop)
        if signed and len(signed.sides) + len(signed.open) > 1:
            yield from _pact(page, page.lines[number], opening[1:] if opening else None, signed)


def _is_title(line: Text) -> bool:
    norm = line.norm
    plain = len(norm) <= 60 and "。" not in norm and "\t" not in norm
    return plain and TITLE.search(norm) is not None and not find_dates(norm)


def _opening(page: Page, first: int, stop: int) -> tuple[int, Text, list[Name]] | None:
    """The sentence that names the parties of a pact: its last line, from 0, its words, and the parties."""
    for number in range(first, min(first + OPENING, stop)):
        text = page.lines[number].stripped()
        if not len(text):
            continue
        last = number
        while not _whole(text.norm) and last + 1 < min(number + WRAPPED, stop):
            last += 1
            text = text.plus(page.lines[last].stripped())
        begin, end = next(stops(text.norm), (0, len(text)))
        sentence = text.part(begin, end)
        if OPENS.match(sentence.norm) or BINDS.search(sentence.norm):
            run = _run(page, sentence.norm)
            if len(run) > 1:
                return last, sentence, run
    return None


def _whole(norm: str) -> bool:
    return "。" in norm and any(norm[end - 1] == "。" for _, end in stops(norm))


def _run(page: Page, norm: str) -> list[Name]:
    """The first places that stand one beside another."""
    found: list[Name] = []
    for one in names(page, norm):
        if found and not GAP.fullmatch(norm, found[-1].end, one.start):
            if len(found) > 1:
                break
            found = []
        found.append(one)
    return found


def _signed(page: Page, first: int, stop: int) -> Signed | None:
    """The first day on a line of its own below which mayors and governors stand."""
    for number in range(first, stop):
        line = page.lines[number]
        days = find_dates(line.norm) if len(line) < 40 else []
        if len(days) == 1 and days[0].date and not (line.norm[: days[0].start] + line.norm[days[0].end :]).strip():
            found = Signed(line, days[0])
            if not _sign(page, number + 1, stop, found):
                return None
            if found.sides or found.open:
                return found
    return None


def _sign(page: Page, first: int, stop: int, into: Signed) -> bool:
    """Take down who signs from a line on; False where bodies sign that are no municipalities."""
    for number in range(first, min(first + SIGNING, stop)):
        line = page.lines[number]
        if WITNESS.search(line.norm) or line.norm.rstrip().endswith("。") or (into.sides and find_dates(line.norm)):
            break
        if BODY.search(line.norm):
            return False
        below = page.lines[number + 1].norm if number + 1 < stop else ""
        for one in names(page, line.norm):
            alone = not line.norm[one.end :].strip() and OFFICE_BELOW.match(below)
            if alone or OFFICE.match(line.norm, one.end):
                side = stated(line, one)
                (into.sides if one.key else into.open).setdefault(one.key or one.surface, side)
    return True


def _pact(page: Page, title: Text, opening: tuple[Text, list[Name]] | None, signed: Signed) -> Iterator[Agreement]:
    kind = _kind(page, title) or (_kind(page, opening[0]) if opening else None)
    if kind is None:
        return
    spans: list[Span] = [title.span(), signed.day.span(signed.mention.start, signed.mention.end)]
    sides, hidden = dict(signed.sides), dict(signed.open)
    same = False
    if opening:
        text, run = opening
        spans.append(text.span(run[0].start, run[-1].end))
        same = {one.key or one.surface for one in run} == {*sides, *hidden}
        for one in run:
            (sides if one.key else hidden).setdefault(one.key or one.surface, stated(text, one))
    spans += [one.span for one in (*sides.values(), *hidden.values())]
    day = page.dated(signed.day, signed.mention)
    at = {one.at: one for one in spans}
    tie = deed("instrument", [at[one] for one in sorted(at)], sides.values(), kind, concluded(day),
               unnamed=hidden.values(), signed=day, sure="B")  # fmt: skip
    if tie:
        sure = same and page.home in sides
        yield tie if sure else tie.model_copy(update={"confidence": "C"})


def _kind(page: Page, text: Text) -> Stated | None:
    """The one kind that a title, or the words that name the parties, name."""
    found = [one for one in kinds(page, text.norm) if one.key not in (*BELOW, *NEVER)]
    return page.stated(text, found[0]) if len({one.key for one in found}) == 1 else None
