"""Partners that running text names by the way, without saying when: `姉妹都市の福井市を訪れた`; they wait for a person's word."""

import re
from collections.abc import Iterator, Sequence

from graph.figures import number
from graph.reading.names.enumerated import places_until
from graph.reading.names.lands import Name, names, stated
from graph.reading.pages.genre import of_others
from graph.reading.pages.page import Mention, Page
from graph.reading.pages.text import Text
from graph.reading.words.chains import past_bracket
from graph.reading.words.deeds import concluded, deed, home, kinds
from graph.reading.words.denials import denials
from graph.reading.words.sentences import CITIES
from graph.records import Agreement, AnyRecord, Stated

# From a kind to the place that it says something of: 姉妹都市の福井市, 姉妹都市提携を結ぶ福井市, 姉妹都市として親しまれる…
ATTRIBUTE = re.compile(
    r"(?:の?(?:提携|協定|盟約|縁組|関係|間柄))*(?:先|都市)?(?:の|である|・|、|「|『|を結[ぶん](?:だ|で(?:い|お)る)?"
    r"|を(?:締結|提携)し(?:た|て(?:い|お)る)|を交わ(?:す|した|している)|(?:に|で)ある|として(?:お?付き合い|交流)[^、。はが]{0,8}(?:る|た))?"
    r"(?:[一-龥ァ-ヴー]{2,12}?[都道府県州省国]の?)?[「『]?"
)
OF_ALL = re.compile(r"(?:など|をはじめとする|をはじめ|ほか|といった)(?:の|、)?(?:本市の|国内外の|海外の|国内の)?")
IN_BRACKET = re.compile(r"[(](?:本市の)?")
WHOSE = re.compile(r"[はがも]|の(?!ほか|他)")
WITH = re.compile(r"との?")
DEED = re.compile(r"(?:の?(?:提携|協定|盟約|縁組))+|(?:間)?(?:の)?(?:交流|親善|友好)|(?:と|に)(?:して|なって)")
# Whose partner it is stands before it, or nobody's: `高岡市の姉妹都市`, `県内の友好都市`.
NOT_MINE = re.compile(
    r"県内|道内|府内|市町村|全国|各地|他の?[市町都]|例えば|たとえば|以前|かつて|元の|旧|候補|予定|近隣|相手[市都]|同市の|同町の|両[市町]|国の|めざ|目指|だった"
)
SHARED = re.compile(
    r"(?:[(][^()]*[)])?の(?P<n>[二三四五六七八九十]|\d{1,2})[市区町村]{1,4}との(?P<kind>盟約)[をは][^。]{0,24}?(?:引き?継(?:い[だで]|ぎまし|がれ)|結んで(?:い|お))"
)
NOTHING = re.compile("")
LONGEST = 240  # characters of such a sentence


def with_mentions(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, and class C for a partner in passing of whom none of them tells."""
    place = page.gazetteer.place(page.home)
    if place is None or place.kind == "prefecture":
        return records
    told = {
        side
        for one in records
        if isinstance(one, Agreement)
        for party in (*one.parties, *one.unnamed, *one.former)
        for side in (party.value, party.printed)
    }
    found: dict[tuple[str, str], Agreement] = {}
    shared: list[Agreement] = []
    for index, block in enumerate(page.blocks):
        if ("都市" not in block.text.norm and "盟約" not in block.text.norm) or of_others(block.text.norm):
            continue
        for _, sentence in page.sentences(index):
            for one in _in_passing(page, sentence):
                if _sides(one).isdisjoint(told):
                    found.setdefault((_partner(one).value, one.kind.value), one)
            if "盟約" in sentence.norm:
                shared += _shared(page, sentence)
    told |= {side for one in found.values() for side in _sides(one)}
    rest = {_partner(one).value: one for one in shared if _sides(one).isdisjoint(told)}
    return [*records, *found.values(), *rest.values()]


def _partner(tie: Agreement) -> Stated:
    return (*tie.parties, *tie.unnamed)[-1]


def _sides(tie: Agreement) -> set[str]:
    partner = _partner(tie)
    return {partner.value, partner.printed}


def _shared(page: Page, sentence: Text) -> Iterator[Agreement]:
    """The places that a sentence names and counts before a tie without saying which: `A市、B町の2市町との盟約を引き継いだ`."""
    norm = sentence.norm
    match = SHARED.search(norm) if "盟約" in norm and len(norm) <= LONGEST else None
    if match is None or denials(norm) or NOT_MINE.search(norm[: match.start()]):
        return
    found = [one for one in names(page, norm) if one.end <= match.start()]
    run = places_until(norm, found, match.start(), NOTHING)
    others = [one for one in found if one not in run and one.key != page.home]
    if len(run) != number(match["n"]) or others:
        return
    kind = Mention(*match.span("kind"), "twinning")
    for one in run:
        if tie := _tie(page, sentence, kind, one):
            yield tie


def _in_passing(page: Page, sentence: Text) -> Iterator[Agreement]:
    norm = sentence.norm
    if "都市" not in norm or len(norm) > LONGEST or denials(norm) or NOT_MINE.search(norm):
        return
    for kind in kinds(page, norm):
        if kind.key not in CITIES or not norm[kind.start : kind.end].rstrip("提携協定盟約縁組関係").endswith("都市"):
            continue
        places = names(page, norm)
        for one in _partners(page, norm, places, kind):
            tie = _tie(page, sentence, kind, one)
            if tie:
                yield tie


def _partners(page: Page, norm: str, places: Sequence[Name], kind: Mention) -> list[Name]:
    """The places that the kind is said of, where no other place stands near by whose partners they could be."""
    behind = [one for one in places if one.start >= kind.end]
    before = [one for one in places if one.end <= kind.start]
    others = [one for one in before if one.key != page.home and not _told(page, norm, one, kind)]
    if behind and ATTRIBUTE.fullmatch(norm, kind.end, behind[0].start):
        return [] if others or behind[0].key == page.home else behind[:1]
    inside = [
        one
        for one in before
        if IN_BRACKET.fullmatch(norm, one.end, kind.start) and norm[kind.end : kind.end + 1] in tuple("、)")
    ]
    if inside and not any(WHOSE.match(norm, past_bracket(norm, one.end)) for one in others if one is not inside[0]):
        return inside[:1]
    if not others:
        return []
    last = others[-1]
    gap = past_bracket(norm, last.end)
    joined = WITH.fullmatch(norm, gap, kind.start) and DEED.match(norm, kind.end)
    if len(others) == 1 and (OF_ALL.fullmatch(norm, gap, kind.start) or joined):
        alone = all(one.end <= last.start and one.key == page.home for one in before if one is not last)
        return [last] if alone else []
    return []


def _told(page: Page, norm: str, one: Name, kind: Mention) -> bool:
    """True for the partner of a kind named before, of whom nothing more is told: `友好都市のA市と…し、姉妹都市のB市と`."""
    end = past_bracket(norm, one.end)
    if "、" not in norm[end : kind.start] or norm[end : end + 1] in ("は", "が", "も"):
        return False
    told = (two for two in kinds(page, norm) if two.key in CITIES and two.end <= one.start)
    return any(ATTRIBUTE.fullmatch(norm, two.end, one.start) for two in told)


def _tie(page: Page, text: Text, kind: Mention, one: Name) -> Agreement | None:
    place = page.gazetteer.place(one.key or "")
    state = one.surface[-1] in "州省県" or (place is not None and place.kind == "prefecture")
    if state or "former" in one.flags or "place_ambiguous" in one.flags:
        return None
    said = page.stated(text, kind)
    spans = sorted([said.span, text.span(one.start, one.end)], key=lambda each: each.at)
    own, party = home(page, text), stated(text, one)
    if one.open:
        return deed("mention", spans, (own,), said, concluded(said), unnamed=(party,), sure="C")
    return deed("mention", spans, (own, party), said, concluded(said), sure="C")
