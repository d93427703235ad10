"""What stands for a tie or carries it, under the partner's heading: gifts, namesakes, societies, flights, schools."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph.reading.facts.bodies import JOINT
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import AnyRecord, Link, Stated, StatedDate
from graph.values import DateMention, fold

WORD = r"[一-龥ァ-ヶー々]+"


@dataclass(frozen=True)
class Way:
    """A way to print one kind of link; `own`: the name holds the partner's; `dated`: the date before it is its own.

    No text without one of `words` matches the pattern, so that it need not be gone through.
    """

    kind: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    own: bool = False
    dated: bool = False


def _way(kind: str, words: str, pattern: str, own: bool = False, dated: bool = False) -> Way:
    return Way(kind, tuple(words.split("|")), re.compile(pattern), own, dated)


WAYS: tuple[Way, ...] = (
    _way(
        "namesake",
        "の命名|の運行|の設置|の開園",
        rf"(?P<name>{WORD}(?:通り|広場|公園|庭園|橋|号))の(?:命名|運行|設置|開園)",
    ),
    _way("namesake", "文庫", rf"(?P<name>「{WORD}文庫」)の(?:設置|開設)"),
    _way("namesake", "という", rf"(?P<name>{WORD}?[町通])という(?:旧)?(?:町名|地名|名称)"),
    _way("gift", "」", r"(?:に|へ)(?P<name>「[^」]{1,12}」(?:像|碑|塔)?)を(?:、|建設|建立|寄贈)"),
    _way("gift", "「", r"(?:建設|造園|寄贈|贈呈)された[^。「」]{0,10}「(?P<name>[^」]{2,12})」", dated=True),
    _way("gift", "を寄贈", rf"(?P<place>{WORD}[市町村区])に(?:{WORD}の)?(?P<name>{WORD})を寄贈", dated=True),
    _way("gift", "の交換", rf"(?P<name>{WORD}と{WORD})の交換"),
    _way(
        "friendship-society",
        "が誕生|が発足|が設立|が結成",
        rf"(?P<name>{WORD}会)(?:と(?P<other>{WORD}会))?が(?:誕生|発足|設立|結成)",
    ),
    _way("friendship-society", "友の会|協会", rf"(?P<name>{WORD}(?:友の会|協会))", own=True),
    _way("scholarship", "奨学生", rf"(?P<name>{WORD}財団)奨学生"),
    _way("hospital-exchange", "病院", rf"(?P<name>{WORD}病院)", own=True),
    _way("school-exchange", "学校|学園", rf"(?P<name>{WORD}(?:学校|学園))(?!姉妹|生)", own=True),
    _way("school-exchange", "生交流事業", r"(?P<name>[一-龥]+生交流事業)は"),
    _way("conference", "交流会議|都市サミット", rf"(?:\d回)?(?P<name>(?!回){WORD}(?:交流会議|都市サミット))"),
    _way("historical-tie", "交流の始まり", r"「(?P<name>[^」]{2,10})」が、?[^。]{0,16}交流の始まり"),
    _way("historical-tie", "歴史的", rf"(?P<name>{WORD})や[^、。]+など(?:の)?歴史的(?:関係|つながり|縁)"),
    _way("historical-tie", "同じ歴史", r"「(?P<name>[^」]{2,10})」を有する[^。]+?同じ歴史を共有"),
    _way("historical-tie", "かつて", r"かつて(?P<name>[一-龥]{2,6}?)公が[^。]*?築いた"),
    _way("historical-tie", "輿入れ", r"娘(?P<name>[一-龥]{2,4})が[^。]*?輿入れ"),
    _way("historical-tie", "先哲", r"先哲(?P<name>[一-龥]{2,6})が"),
)
AIRPORTS = re.compile(r"「(?P<name>[^」]*空港)」と「(?P<other>[^」]*空港)」間の")
SERVED = re.compile(r"定期便(?:の?就航|としての?運[行航]|として運[行航])(?:が始ま|を開始|開始)")
PLACE_SUFFIX = re.compile(r"(?:広域)?[市町村区]$")


def links(page: Page) -> Iterator[AnyRecord]:
    """Class B: what the section of a partner names, between the publisher and that partner."""
    found: dict[str, Link] = {}
    for index, block in enumerate(page.blocks):
        partner = page.sections[index].partner
        if partner is None or block.kind == "heading":
            continue
        for link in (*_named(page, index, partner), *_flights(page, index, partner), *_offices(page, index, partner)):
            known = found.get(_same(link))
            found[_same(link)] = _joined(known, link) if known else link
    yield from found.values()


def _same(link: Link) -> str:
    """A conference is one for all partners that meet there; anything else belongs to one tie."""
    sides = "" if link.kind.value == "conference" else "+".join(sorted(one.value for one in link.between))
    return f"{link.kind.value}|{link.name.value}|{sides}"


def _joined(one: Link, other: Link) -> Link:
    between = {each.value: each for each in (*one.between, *other.between)}
    spans = {span.at: span for span in (*one.evidence, *other.evidence)}
    return one.model_copy(
        update={
            "between": tuple(between.values()),
            "evidence": tuple(spans[at] for at in sorted(spans)),
            "date": one.date or other.date,
        }
    )


def _named(page: Page, index: int, partner: Stated) -> Iterator[Link]:
    text = page.blocks[index].text
    stem = _stem(fold(partner.printed))
    named = stem in text.norm
    for way in WAYS:
        if (way.own and not named) or not any(map(text.norm.__contains__, way.words)):
            continue
        for match in way.pattern.finditer(text.norm):
            for group in ("name", "other"):
                if not match.groupdict().get(group) or (way.own and stem not in match[group]):
                    continue
                date = _before(page, index, match.start()) if way.dated else None
                yield _link(page, text, match, group, way.kind, partner, date)


@lru_cache(maxsize=256)
def _stem(name: str) -> str:
    """What of a partner's name other names are made with: 桂林, ハイデルベルク."""
    bare = PLACE_SUFFIX.sub("", name.replace("(", "/").replace("・", "/").split("/")[-1 if "・" in name else 0])
    return bare if re.fullmatch(r"[ァ-ヶー]+", bare) else bare[:2]


def _link(
    page: Page, text: Text, match: re.Match[str], group: str, kind: str, partner: Stated, date: StatedDate | None
) -> Link:
    start, end = match.span(group)
    home = page.in_words(text, page.home, start, end, "party_from_context")
    former = next((one for one in page.places(match[0]) if "former" in one.flags and one.key), None)
    if former is not None:
        home = page.stated(text.part(match.start(), match.end()), former)
    return Link(
        confidence="B",
        recogniser="link",
        evidence=(text.span(*match.span()) if match.end() - match.start() < 60 else text.span(start, end),),
        kind=page.in_words(text, kind, start, end, "kind_from_context"),
        name=page.in_words(text, text.norm[start:end].strip("「」"), start, end),
        between=(home, partner),
        date=date,
        located_in=_where(page, text, match, partner),
    )


def _where(page: Page, text: Text, match: re.Match[str], partner: Stated) -> Stated | None:
    """The city named right before the thing, 同市 being the partner."""
    sentence = text.norm.rfind("。", 0, match.start()) + 1
    if place := match.groupdict().get("place"):
        known = [one for one in page.places(place) if one.key]
        return page.stated(text.part(*match.span("place")), known[-1]) if known else None
    before = text.norm[sentence : match.start() + 1]
    if re.search(r"同市[^、。]{0,8}(?:に|内に)", before) and "gift" in _kinds(match):
        at = text.norm.rindex("同市", sentence, match.start())
        return page.in_words(text, partner.value, at, at + 2)
    if re.search(r"[市町村区][にへ]$", before):
        known = [one for one in page.places(before) if one.key and one.end >= len(before) - 1]
        return page.stated(text.part(sentence, match.start() + 1), known[-1]) if known else None
    return None


def _kinds(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(way.kind for way in WAYS if way.pattern is match.re)


def _before(page: Page, index: int, at: int) -> StatedDate | None:
    """The last date before a place in its sentence."""
    text = page.blocks[index].text
    sentence = text.norm.rfind("。", 0, at) + 1
    dates = [one for one in page.dates[index] if one.date and sentence <= one.start and one.end <= at]
    return page.dated(text, dates[-1]) if dates else None


def _flights(page: Page, index: int, partner: Stated) -> Iterator[Link]:
    """A line between two airports; when it began is told where `定期便就航` is, later in the section."""
    text = page.blocks[index].text
    for match in AIRPORTS.finditer(text.norm):
        link = _link(page, text, match, "name", "flight", partner, None)
        name = f"{match['name']}-{match['other']}"
        named = link.name.model_copy(update={"value": name, "printed": name, "flags": ("name_completed",)})
        yield link.model_copy(update={"name": named, "date": _served(page, index)})


def _served(page: Page, index: int) -> StatedDate | None:
    partner = page.sections[index].partner
    for at in range(index, len(page.blocks)):
        if page.sections[at].partner != partner:
            return None
        text = page.blocks[at].text
        for match in SERVED.finditer(text.norm):
            dates: list[DateMention] = [
                one
                for one in page.dates[at]
                if one.date and match.start() - 24 <= one.start and one.end <= match.start()
            ]
            if dates:
                return page.dated(text, dates[-1])
    return None


def _offices(page: Page, index: int, partner: Stated) -> Iterator[Link]:
    """An office that several bodies opened together; the partner is not one of them."""
    text = page.blocks[index].text
    if "者共同で" not in text.norm or (match := JOINT.search(text.norm)) is None:
        return
    who = text.part(*match.span("who"))
    places = [one for one in page.places(text.norm[: match.end("who")]) if one.start >= match.start("who") and one.key]
    sides = [page.stated(text, one) for one in places]
    for one in re.finditer(rf"{WORD}大学", who.norm) if "大学" in who.norm else ():
        sides.append(page.in_words(who, page.organisation(one[0]), *one.span()))
    link = _link(page, text, match, "name", "joint-office", partner, _before(page, index, match.start()))
    yield link.model_copy(update={"between": tuple(sides), "located_in": None})
