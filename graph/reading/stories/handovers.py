"""Ties that came to the heir with a merger: which former town had signed, and those whose signing no words tell."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import dataclass
from itertools import pairwise

from graph.reading.names.lands import Name, names, stated
from graph.reading.names.towns import heir_of
from graph.reading.pages.holding import holding, numbers
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import event_lines
from graph.reading.tables.titles import heading_kind
from graph.reading.words.chains import Chain, bare_gap, chains, past_bracket
from graph.reading.words.deeds import deed, home, kinds
from graph.records import Agreement, AnyRecord, Stated

# The heir holds what the town had signed: said as done, neither denied nor planned.
HANDED = re.compile(
    r"(?:引き?(?:継|つ)|受け?(?:継|つ))(?:い[だで]|が(?:れ(?:[たてま、]))|ぎ(?:、|まし|$))"
    r"|(?:継承|承継)(?=し(?:[た、]|て(?!いな)|まし)|され(?:[た、]|て(?!いな)|まし)|、|。|\s*$)"
    r"|引き?継[ぎぐ]?(?=\s*$|。)|合併後も[^。、]{0,20}(?:続[いけ]|継続)"
)
HINT = re.compile(r"継|承|受けつ|引きつ|合併後")
WORDS = ("継", "承", "受けつ", "受つ", "引きつ", "引つ", "合併後")  # of which such words hold one
NOT_YET = re.compile(r"[^。、]{0,6}(?:予定|検討|方針|場合|見込|可能|かどうか|か否か)")
# From the partner to the word that hands its tie over: `との友好都市提携を`, `とは、合併後も`.
OBJECT = re.compile(
    r"(?:と(?:の|結んだ|結んでいた)?[^、。をがは]{0,24}(?:提携|関係|交流|盟約|縁組?|協定|都市|絆|きずな))?(?:を|は|も|が)、?(?:[^。、をが]{1,12}が)?[^。をが]{0,24}"
    r"|と(?:は|も)、?[^。をが]{0,24}(?:[^。、はが]{2,12}が)?(?:[^。、]{0,8}(?:関係|交流|提携|盟約)を)?[^。をが]{0,12}"
)
# Of what a town had, that which is a tie: `旧A町の姉妹都市`, not `旧A町の祭り`.
OF_TIE = re.compile(r"の[^、。]{0,10}?(?:姉妹|友好|親善|兄弟|提携|交流|盟約)")
BETWEEN = re.compile(r"との(?:間の)?(?:姉妹|友好|親善|兄弟)[^、。]{0,8}(?:提携|縁組|盟約|協定|関係)?(?:は|が|を)")
JOINED = re.compile(r"\s*(?:、|・|,|と|及び|並びに|および|や)\s*旧?(?:[一-龥]{1,4}郡)?")
MERGED = re.compile(r"合併|編入")
SAME = re.compile(r"同(?P<sort>[市町村])(?![内民])")
IN_ITS_TIME = re.compile(r"の?(?:時代|当時|の頃)")
REACH = 3  # lines above, for the town that 同町 means
CITIES = ("sister-city", "friendship-city", "brother-city", "exchange-city", "twinning", "friendly-exchange")


@dataclass(frozen=True)
class Handover:
    """A partner whose tie a sentence says was taken over from former towns, which it need not name where it counts them all."""

    text: Text
    partner: Name
    former: tuple[Stated, ...]
    words: tuple[int, int]


@once
def handovers(page: Page) -> list[Handover]:
    """What the sentences of a page say was taken over."""
    return list(_handovers(page)) if HINT.search(page.document.text) else []


def given_for(page: Page, tie: Agreement) -> list[Handover]:
    """The sentences that hand over a tie with the partner, from the town that signed it if that is known."""
    mine = {one.value for one in (*tie.parties, *tie.unnamed)} - {page.home}
    towns = {one.value for one in tie.former}
    found = [one for one in handovers(page) if one.partner.key in mine]
    return [one for one in found if not towns or towns & {two.value for two in one.former}]


def with_handovers(page: Page, tie: Agreement) -> Agreement:
    """A tie that was taken over, with the sentences elsewhere that say so among its evidence."""
    lines = {line for span in tie.evidence for line in span.numbers}
    more = [one.text.span() for one in given_for(page, tie)] if tie.former else []
    spans = {one.at: one for one in (*tie.evidence, *(one for one in more if one.lines[0] not in lines))}
    return tie.model_copy(update={"evidence": tuple(spans[at] for at in sorted(spans))})


def inherited(page: Page) -> Iterator[AnyRecord]:
    """Class B: the tie that a sentence hands over; the day on which the former town signed is not told."""
    for one in handovers(page):
        kind = _kind(page, one)
        if kind is None or one.partner.open:
            continue
        spans = [
            stated(one.text, one.partner).span,
            kind.span,
            one.text.span(*one.words),
            *(two.span for two in one.former),
        ]
        text = one.text.part(one.partner.start, one.words[1])
        heir = home(page, text)
        if one.former:
            heir = heir.model_copy(update={"flags": ("party_is_publisher", "successor")})
        status = page.in_words(one.text, "concluded", *one.words)
        tie = deed("story", sorted(spans, key=lambda span: span.at), [heir, stated(one.text, one.partner)], kind,
            status, former=one.former, sure="B")  # fmt: skip
        if tie:
            yield tie


def _kind(page: Page, one: Handover) -> Stated | None:
    """The kind named beside the partner: before it, behind it, or by the heading."""
    known = [two for two in kinds(page, one.text.norm[: one.words[0]]) if two.key in CITIES]
    before = [two for two in known if two.end <= one.partner.start][-1:]
    behind = [two for two in known if two.start >= one.partner.end][:1]
    if found := before or behind:
        return page.stated(one.text, found[0])
    return heading_kind(page, page.source.line_of(one.text.starts[0]) - 1)


def _texts(page: Page) -> Iterator[Text]:
    """The sentences of what hands anything over; where a block holds events of a time-line, those of each line for itself."""
    events, told = event_lines(page), {*holding(page, *WORDS)}
    for index, block in enumerate(page.blocks):
        lines = range(block.line, max(block.line + 1, numbers(page)[index].stop))
        timed = not events.keys().isdisjoint(lines)
        if not timed and index not in told:
            continue
        for text in [page.lines[line - 1] for line in lines] if timed else [one for _, one in page.sentences(index)]:
            if HANDED.search(text.norm):
                yield from sentences_of(text)


def sentences_of(text: Text, events: Container[int] = ()) -> Iterator[Text]:
    """A text cut after each full stop, those in brackets too, and before each of the lines `events`."""
    stops = {match.end() for match in re.finditer(r"。|$", text.norm)}
    if events and len(text.numbers) > 1:
        lines = [text.source.line_of(at) for at in text.starts]
        stops |= {at for at in range(1, len(text)) if lines[at] > lines[at - 1] and lines[at] in events}
    begin = 0
    for end in sorted(stops):
        if end > begin:
            yield text.part(begin, end)
        begin = end


def _handovers(page: Page) -> Iterator[Handover]:
    for text in _texts(page):
        norm = text.norm
        for word in HANDED.finditer(norm):
            if NOT_YET.match(norm, word.end()):
                continue
            for chain in chains(page, norm):
                if chain.end <= word.start() and OBJECT.fullmatch(norm, chain.end, word.start()):
                    yield from _of_chain(page, text, chain, word)


def _of_chain(page: Page, text: Text, chain: Chain, word: re.Match[str]) -> Iterator[Handover]:
    partners = [one for one in chain.names if "former" not in one.flags and one.key != page.home]
    for one in partners:
        former = signers(page, text, one.start) or _behind(page, text, chain.end, word.start())
        mine = [two for two in former if heir_of(page, two.value) in (None, page.home)]
        summed = len(chain.names) > 1 and text.norm[chain.names[-1].end : chain.end].startswith("という")
        if (mine and len(mine) == len(former)) or (summed and not _towns(page, text)):
            yield Handover(text, one, tuple(former), word.span())


def _behind(page: Page, text: Text, start: int, stop: int) -> list[Stated]:
    """The one former town told between the partner and the word: `デール市との提携は、旧A町から`."""
    towns = [one for one in _towns(page, text) if start <= one[0] < stop]
    return [towns[0][2]] if len(towns) == 1 else []


def signers(page: Page, text: Text, at: int) -> list[Stated]:
    """The former towns that a sentence names last before the partner at `at`; none where a merger of several leaves open which."""
    towns = [one for one in _towns(page, text) if one[1] <= at]
    if not towns:
        return []
    chain = [towns[-1]]
    for one in reversed(towns[:-1]):
        if not JOINED.fullmatch(text.norm, one[1], chain[0][0]):
            break
        chain.insert(0, one)
    rest = text.norm[chain[-1][1] : at]
    if len(chain) > 1 and MERGED.search(rest):
        return []
    if rest.startswith("の") and not OF_TIE.match(rest + text.norm[at : at + 12]):
        return []
    return list({one[2].value: one[2] for one in chain}.values())


def signed_between(page: Page, tie: Agreement) -> list[Stated]:
    """The former town between which and the partner a sentence has the tie: `旧A町とB市との友好都市提携は`."""
    mine = {one.value for one in (*tie.parties, *tie.unnamed)} - {page.home}
    return list({town.value: town for town, partner in _all_between(page) if partner in mine}.values())


@once
def _all_between(page: Page) -> list[tuple[Stated, str | None]]:
    texts = [text for index in holding(page, "旧") for _, text in page.sentences(index) if "旧" in text.norm]
    return [one for text in texts for one in _between(page, text)]


def _between(page: Page, text: Text) -> Iterator[tuple[Stated, str | None]]:
    for one, two in pairwise(names(page, text.norm)):
        joined = "former" in one.flags and one.key and text.norm[one.end : one.end + 1] == "と"
        if joined and "former" not in two.flags and not bare_gap(text.norm[one.end + 1 : two.start]):
            if BETWEEN.match(text.norm, past_bracket(text.norm, two.end)):
                yield stated(text, one, "former"), two.key


def in_its_time(page: Page, text: Text) -> list[Stated]:
    """The town in whose days a sentence has a tie signed: `旧A町時代の平成2年5月6日に`."""
    return [one[2] for one in _towns(page, text) if IN_ITS_TIME.match(text.norm, one[1])]


def left_open(page: Page, tie: Agreement, own: Text) -> bool:
    """True for a tie that came with a merger, of which the sentence leaves open who had signed it."""
    held = any(one.value == page.home for one in tie.parties) and tie.signed is not None
    if any(one.key == page.home and own.norm[: one.start].endswith("旧") for one in names(page, own.norm)):
        return False  # the one of its own name
    return held and bool(HANDED.search(own.norm) and MERGED.search(own.norm))


def _towns(page: Page, text: Text) -> list[tuple[int, int, Stated]]:
    """The former towns of a text, also where 同町 stands for one, each with its place; brackets are left out."""
    found = [
        (one.start, one.end, stated(text, one, "former"))
        for one in names(page, text.norm)
        if "former" in one.flags and one.key
    ]
    for match in SAME.finditer(text.norm):
        if meant := _meant(page, text, match):
            found.append((*match.span(), stated(*meant, "former")))
    return sorted(found, key=lambda one: one[0])


def _meant(page: Page, text: Text, match: re.Match[str]) -> tuple[Text, Name] | None:
    """The former town that 同町 means: the last place of that sort before it, if it is one."""
    number = page.source.line_of(text.starts[match.start()])
    line = page.lines[number - 1]
    above = reversed(page.lines[max(0, number - 1 - REACH) : number - 1])
    for one in (
        text.part(0, match.start()),
        line.part(0, bisect_left(line.starts, text.starts[match.start()])),
        *above,
    ):
        if found := [two for two in names(page, one.norm) if two.surface[-1] == match["sort"]]:
            return (one, found[-1]) if found[-1].key and "former" in found[-1].flags else None
    return None


def before_merger(page: Page, key: str, tie: Agreement) -> bool:
    """True for a town that merged into a side of the tie only after the day of signing."""
    row = next((row for row in page.gazetteer.formers if row.key == key), None)
    if row is None or tie.signed is None:
        return tie.signed is not None
    sides = {page.home, *(one.value for one in tie.parties)}
    return row.successor in sides and (not row.date or tie.signed.value.removeprefix("FY") < row.date)
