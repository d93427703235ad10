"""Ties in lists and headings: a name with date and kind in its brackets, or beside it (`ブルノ市（平成4年6月1日 姉妹都市提携）`)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.figures import number
from graph.reading.lists.owners import Owner, ends, of_stranger, owner_of
from graph.reading.lists.spots import ACT, HINT, NOT, Facts, Spot, again, anew, facts, items, said_first, spots, told_in
from graph.reading.names.lands import LONGEST, Name, names, stated
from graph.reading.names.regions import appended, is_prefecture
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import event_lines
from graph.reading.tables.titles import heading_kind
from graph.reading.words.datings import pact_in
from graph.reading.words.deeds import NEAR, concluded, deed, home, kinds
from graph.records import Agreement, AnyRecord, Stated
from graph.values import find_dates

JOINED = re.compile(r"\s*(?:[・、,，と]|及び|並びに|および)\s*")
BEHIND = re.compile(r"\s*(?:の[^、。]{1,6})?(?:とは|とも|と|が|は)(?:それぞれ|いずれも|、)?\s*")
TOGETHER = re.compile(r"\s*(?:いずれも|ともに|共に|すべて|全て)")
GROUP = re.compile(r"(?:提携|協定)?(?:都市)?\s*(?:[.]{2,}|…+|[:：=＝→】\]〕>》」・\s―-]|は、?|として|[(]\d+[)])")
GOES_ON = re.compile(r"\s*(?:と|は|に|を|が|の|で(?!あ|す)|から|へ|も|や)(?!も)")
WRAPPED = re.compile(r"[がは][^。]*[年月日]に[^。]*と\s*$")  # a sentence that goes on below: 市が平成19年に福井市と
TOPIC = re.compile(r"[はがをにへで]|とは?[^、。]*(?:を|に|が)")


@dataclass(frozen=True)
class Line:
    """A line of a list with its names; `plain` where it says nothing beyond names, dates, kinds and what goes with them."""

    number: int
    text: Text
    names: dict[int, Name]
    spots: Sequence[Spot]
    begin: int
    owner: Stated | None
    plain: bool


def brackets(page: Page) -> Iterator[AnyRecord]:
    """Class A: a place whose brackets give date and kind, or the date beside a kind that the item or title names."""
    owner: Owner | None = None
    lost = False  # among the partners of an owner that cannot be told
    timed = set(event_lines(page))
    for number_, text in items(page):
        if not text.norm.strip():
            continue
        mine = owner_of(page, text, number_)
        begin = mine.begin if mine else 0
        if mine is None and owner is not None and ends(page, text, owner):
            owner = None
        lost = mine is None and (lost or owner is not None) and (lost or of_stranger(page, text))
        owner = None if lost else mine or owner
        if len(text.norm) > LONGEST or "\t" in text.norm[begin:] or not HINT.search(text.norm):
            continue
        told = [one for one in names(page, text.norm) if one.key != page.home and "former" not in one.flags]
        told = [one for one in told if not _of_another(text.norm, one)]
        named = {one.start: one for one in told if one.start >= begin}
        if named and not lost:
            first = [(one.start, one.end) for one in named.values()][:1]
            if (head := said_first(page, text, named)) and _plain(page, head, spots(head, first)):
                text, named = head, {at: one for at, one in named.items() if at < len(head)}
            found = spots(text, [_anchor(page, text, one) for one in named.values()], begin)
            plain = number_ + 1 not in timed and _plain(page, text, found)
            yield from _ties(page, Line(number_, text, named, found, begin, owner.side if owner else None, plain))


def _anchor(page: Page, text: Text, one: Name) -> tuple[int, int]:
    """A name with the country or prefecture set off behind it."""
    told = appended(page, text.norm, one.end)
    return one.start, told[2] if told else one.end


def _of_another(norm: str, one: Name) -> bool:
    """True for a town of which only its council is named, and for a name in the bracket of a place that no list knows
    (`角館町（秋田県、…。現在の仙北市）`)."""
    if norm.startswith("議会", one.end):
        return True
    at = max(norm.rfind("(", 0, one.start), norm.rfind("〔", 0, one.start))
    return at > 0 and max(norm.find(sign, at, one.start) for sign in ")〕") < 0 and norm[at - 1] in "市町村区郡"


def _plain(page: Page, text: Text, found: Sequence[Spot]) -> bool:
    """True for a line without a word that makes it a sentence or an event."""
    norm = text.norm
    if (norm.rstrip().endswith("と") and WRAPPED.search(norm)) or re.search(r"[|│｜┃]|\S\s{3,}\S+\s{3,}\S", norm):
        return False
    if any(TOPIC.match(norm, spot.stop) for spot in found):
        return False  # the row of a table, or a sentence about the place
    outside = "".join(norm[slice(*one)] for spot in found for one in (spot.lead, spot.tail))
    said = outside.strip()
    if "。" in said[:-1] or NOT.search(outside) or said.removesuffix("。").endswith(("した", "である", "です", "いる")):
        return False
    for one in reversed(find_dates(outside)):
        outside = outside[: one.start] + outside[one.end :]
    for kind in reversed(kinds(page, outside)):
        outside = outside[: kind.start] + outside[kind.end :]
    rest = re.sub(rf"{ACT.pattern}|都市|との?間?|[のにをへがはで]|[\W\d_]", "", outside)
    return len(rest) <= 8 + 4 * len(found) and not re.search(r"[^\W\d_]{12}", re.sub(r"[ァ-ヴー]", "", rest))


def _ties(page: Page, line: Line) -> Iterator[Agreement]:
    told: list[tuple[Spot, Facts, Facts]] = []
    said = [list(told_in(page, line.text, spot.insides)) for spot in line.spots]
    inside = [facts(one) for one in said]
    joined = {one.start for spot in line.spots for one in _chain(line, spot)}  # A市・B市, with one date for both
    bare = sum(
        told_.date is None and told_.state is None and spot.start not in joined
        for spot, told_ in zip(line.spots, inside, strict=True)
    )
    spans = [span for spot in line.spots for span in spot.insides]
    days = [one for one in find_dates(line.text.norm) if one.date and not any(a <= one.start < b for a, b in spans)]
    each = line.plain and not (line.owner is None and _of_prefecture(page, line))
    for spot, inner in zip(line.spots, inside, strict=True):
        beside = facts(told_in(page, line.text, [spot.tail, spot.lead])) if each else Facts()
        if beside.date and len(days) < bare:
            beside = replace(beside, date=None)
        if beside.state is None and line.text.norm[slice(*spot.lead)].endswith(":"):
            beside = replace(beside, state=facts(told_in(page, line.text, [spot.lead])).state)
        told.append((spot, inner, beside))
    behind = _behind(page, line)
    last: Agreement | None = None
    for at, (spot, inner, beside) in enumerate(told):
        if (inner.same_day or beside.same_day) and last and last.signed and not inner.date:
            inner = replace(inner, date=last.signed.model_copy(update={"flags": ("ditto",)}))
        if tie := _tie(page, line, spot, inner, beside, behind.get(at), last):
            yield tie
            last = tie
            each_ = tie.kind.value not in NEAR and spot.insides and TOGETHER.match(line.text.norm, *spot.insides[0])
            for one in _chain(line, spot) if each_ else ():  # A市、B市（いずれも平成2年提携）
                if two := _tie(page, line, one, inner, beside, tie.kind, None):
                    yield two
            for more in (*again(said[at]), *anew(page, line.text, spot.insides)):
                if two := _tie(page, line, spot, more, Facts(), None, None):
                    yield two


def _of_prefecture(page: Page, line: Line) -> bool:
    """True where the line names a municipality of the prefecture that publishes the list: it is a side of its own."""
    mine = [one for one in line.names.values() if page.gazetteer.prefecture(one.key or "") == page.home]
    return is_prefecture(page, page.home) and bool(mine)


def _tie(
    page: Page, line: Line, spot: Spot, inner: Facts, beside: Facts, behind: Stated | None, last: Agreement | None
) -> Agreement | None:
    text, name = line.text, line.names[spot.start]
    both = inner.over(beside)
    told_apart = (both.state and both.until) or (both.kind and (both.state or both.missing))
    if (both.date is None and not told_apart) or sum(b - a for a, b in spot.insides) > 120:
        return None
    chain = _chain(line, spot)
    kind = inner.kind or behind or _before(page, text, spot.start) or beside.kind
    if kind is None and chain:
        kind = _before(page, text, chain[0].start)
    if kind is None and inner.same and last:
        kind = last.kind.model_copy(update={"flags": ("ditto",)})
    kind = kind or _group(page, text, spot)
    own = kind is not None
    if kind is None and (both.acts or line.plain or not re.sub(r"[\W\d]", "", text.norm[line.begin : spot.start])):
        kind = pact_in(page, text, (*spot.insides, spot.tail)) or heading_kind(page, line.number)
    sure = own or both.acts or line.owner is not None or line.plain
    goes_on = GOES_ON.match(text.norm, spot.stop) and not line.plain
    if kind is None or not sure or (goes_on and not (inner.date and (inner.acts or inner.kind))):
        return None
    status = both.state or concluded(both.date or kind)
    signed = None if status.value in ("preparing", "talks-begun") else both.date
    if signed is None and status.value == "concluded" and not both.missing:
        return None
    joined = _chain(line, spot) if kind.value in NEAR else []  # A市・B市・C市（平成24年 災害時相互応援協定）
    parties = [line.names[one.start] for one in joined] + _above(line, spot) + [name]
    side = line.owner or home(page, text)
    if both.former:
        side = side.model_copy(update={"flags": ("successor",)})
    spans = [text.span(parties[0].start, spot.stop), kind.span, *(one.span for one in (both.date, both.until) if one)]
    return deed("bracket", sorted(spans, key=lambda span: span.at),
        (side, *(stated(text, one) for one in parties if not one.open)), kind, status, former=both.former,
        unnamed=tuple(stated(text, one) for one in parties if one.open), signed=signed, until=both.until,
        sure="A" if inner.date and signed and not goes_on and "former" not in side.flags else "C" if both.other and signed is None else "B",
    )  # fmt: skip


def _chain(line: Line, spot: Spot) -> list[Spot]:
    """The places without facts of their own that stand right before this one, joined to it."""
    found: list[Spot] = []
    following = spot
    for one in reversed([one for one in line.spots if one.start < spot.start]):
        if one.insides or not JOINED.fullmatch(line.text.norm, one.end, following.start):
            break
        found.insert(0, one)
        following = one
    return found


def _above(line: Line, spot: Spot) -> list[Name]:
    """The other places that a bracket holds for (`A市、B市（以上二市　平成30年…）`)."""
    inside = "".join(line.text.norm[slice(*one)] for one in spot.insides[:1])
    match = re.match(r"\s*(?:以上|右|上記)の?\s*(?P<n>[二三四五六2-6])(?:市|町|村|市町|者)", inside)
    known = [one for at, one in sorted(line.names.items()) if at < spot.start and not one.open and match]
    known = [one for one in known if one.surface[-1] not in "都道府県"]
    return known[1 - number(match["n"]) :] if match else []


def _behind(page: Page, line: Line) -> dict[int, Stated]:
    """Kinds told behind the names that they hold for: `A市（…）及びB市（…）とは姉妹都市`."""
    found: dict[int, Stated] = {}
    waiting: list[int] = []
    for at, spot in enumerate(line.spots):
        stop = line.spots[at + 1].start if at + 1 < len(line.spots) else len(line.text)
        waiting.append(at)
        match = BEHIND.match(line.text.norm, spot.stop)
        told = kinds(page, line.text.norm[match.end() : stop]) if match else []
        if match and told and told[0].start == 0:
            kind = page.stated(line.text.part(match.end(), stop), told[0])
            found.update(dict.fromkeys(waiting, kind))
            waiting = []
    return found


def _before(page: Page, text: Text, start: int) -> Stated | None:
    """The kind printed right before the name that begins at `start`: `姉妹都市　ベルゲン市`, `姉妹都市提携を結ぶベルゲン市`."""
    before = text.part(max(0, start - 40), start)
    found = kinds(page, before.norm)
    between = before.norm[found[-1].end :] if found else ""
    if (
        found
        and re.fullmatch(
            r"(?:提携|協定)?(?:[\s:：・はのとして、「『]*|を(?:結[ぶん]|締結し|交わし)(?:た|だ|[てで](?:い|お)る)?[^、。はがを]{0,6})",
            between,
        )
        and not re.search(r"\s{3,}", between)
    ):
        return page.stated(before, found[-1])
    return None


def _group(page: Page, text: Text, spot: Spot) -> Stated | None:
    """The kind that heads a group of items on the line: `姉妹都市：A市（…）、B市（…）`, `【友好都市】C市（…）`."""
    norm, last = text.norm, None
    for one in kinds(page, norm[: spot.start]):
        inside = norm[: one.start].count("(") > norm[: one.start].count(")")
        if not inside and GROUP.match(norm, one.end):
            last = one
    return page.stated(text, last) if last else None
