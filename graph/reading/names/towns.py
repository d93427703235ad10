"""Towns that merged: who is meant by 旧X町, and whose names the publisher took over."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256

from graph.places import Found, Gazetteer
from graph.reading.names.regions import beside, is_prefecture
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.spaced import municipalities
from graph.reading.pages.text import Text
from graph.records import Agreement
from graph.values import find_dates

# What the publisher is told to have been merged with: `A町、B町を編入`, `A町及びB村と合併`; not what was only talked about.
_TOWN = r"(?:旧?(?:[一-龥]{1,4}郡)?[一-龥々ヶケ]{1,5}?[町村市])"
_JOIN = r"(?:、|・|と|及び|並びに|および|ならびに)"
MERGED = re.compile(
    rf"(?:(?<![一-龥々])|(?<=\d[年月日]))(?!(?<=\d)[年月日]){_TOWN}(?:{_JOIN}{_TOWN})*(?:を(?:[^。、]{{0,6}}に)?編入|との?(?:新設|対等|編入|吸収|市町村?)?合併)"
    r"(?!を?(?:検討|協議|模索|目指)|の?(?:検討|協議|是非|話)|問題|構想|計画|に向け|(?:は|を)?し(?:な|てい?な)|せず|[^。、]{0,6}(?:見送|断念|白紙|至ら|実現しな))"
)
EACH = re.compile(rf"旧?(?:[一-龥]{{1,4}}郡)?([一-龥々ヶケ]{{1,5}}?[町村市])(?={_JOIN}|を|と)")
# Towns that became one, whichever it is: the list tells into which of the places named they went.
TOGETHER = re.compile(
    rf"(?:(?<![一-龥々])|(?<=[年月日])){_TOWN}(?:{_JOIN}{_TOWN})+(?:が|の)[^。、]{{0,16}}?(?:合併|一つに|ひとつに|1つに|統合|合体)(?!を?(?:検討|協議|模索|目指)|構想|計画|問題)"
)
# What a town became: `角館町が近隣の町村と合併して仙北市となった`.
BECAME = re.compile(
    rf"(?:(?<![一-龥々])|(?<=[都道府県郡]))({_TOWN})(?:が|は|も)、?[^。]{{0,40}}?(?:合併|編入|統合)(?!協議|を?(?:検討|目指)|問題|構想)[^。]{{0,24}}?[市町村区](?:と|に)(?:な[っりる]|編入)"
)
SORT = re.compile(r"(?:[一二三四五六七八九十両数各近周隣全同新他]|関係|周辺|近隣|隣接)*(?:市|町|村)+")
SUBJECT = re.compile(r"([一-龥々ヶケァ-ヴー]{2,8}[市町村])(?:は|が)")
LONGEST = 16  # characters of a name in the list
NOW, WIDEST = re.compile(r"[(〔]現[・:]?(?!在\W)"), 8
ABROAD = re.compile(r"[ァ-ヴー・=゠]+[市町村区州郡]")
FOUNDED_ANEW = "founded_anew"  # of a name that a new municipality bears as the former one did
# What is told of a former town beside a tie: `（旧A町とは平成元年に交流を始めた）`, `旧A町とは別に`.
ASIDE = re.compile(r"(?:との[^、。()]{1,8}?)?(?:とは|からは|へは|には|とも|も|は)、?(?P<apart>(?:全く|まったく)?別)?")
# A town told with its prefecture, of which the list knows that it merged: 秋田県角館町 on a page that names 仙北市.
LYING = re.compile(r"(?:[一-龥]{2,3}県|北海道|(?:京都|大阪)府)(?:[一-龥]{1,3}郡)?([一-龥々ヶケ]{1,5}[町村市])")
CALLED = re.compile(r"(?:旧|当時の)([一-龥々ヶケ]{1,5}[町村市])")


def _named(page: Page, key: str) -> bool:
    """True where the document names the municipality."""
    place = page.gazetteer.place(key)
    return place is not None and place.ja in page.document.text


@once
def absorbed(page: Page) -> frozenset[str]:
    """The names of the towns that merged into the publisher, where no other town bears them now."""
    mine = {row.ja for row in page.gazetteer.formers if row.successor == page.home}
    others = {match[1] for match in CALLED.finditer(page.document.text)}
    others |= {one for one in LYING.findall(page.document.text) if one not in page.known}
    others |= {one for _, match in _mergers(page) for one in EACH.findall(match[0])}
    told = [line.norm for line in page.lines if "合" in line.norm or "つに" in line.norm or "編入" in line.norm]
    together = (match for norm in told for match in TOGETHER.finditer(norm))
    others |= {one for match in together for one in EACH.findall(match[0].replace("が", "と", 1))}
    others |= {match[1] for norm in told for match in BECAME.finditer(norm) if match[1] not in page.known}
    theirs = {row.ja for row in page.gazetteer.formers if row.ja in others and _named(page, row.successor)}
    return frozenset(one for one in mine if one not in page.known) | theirs


@once
def merged_into(page: Page) -> frozenset[str]:
    """The keys of the towns of the list that merged into the publisher."""
    return frozenset(one.key for one in page.gazetteer.formers if one.successor == page.home)


@once
def joined(page: Page) -> frozenset[str]:
    """The names of the towns of which the page itself tells that the publisher was merged with them."""
    return frozenset(_joined(page))


@once
def merged(page: Page) -> frozenset[str]:
    """The names without 旧 that mean merged towns on this page."""
    return absorbed(page) | joined(page)


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for name in names:
        if 2 <= len(name) <= LONGEST:
            found.setdefault(name[-2:], set()).add(len(name))
    return {end: tuple(sorted(lengths, reverse=True)) for end, lengths in found.items()}


@cache
def _of_list(gazetteer: Gazetteer) -> dict[str, tuple[int, ...]]:
    return _lengths(municipalities(gazetteer))


@once
def lengths(page: Page) -> dict[str, tuple[int, ...]]:
    """By their last two letters how long the names are that may stand on the page for municipalities, the longest first."""
    listed, mine = _of_list(page.gazetteer), _lengths(merged(page))
    both = {end: tuple(sorted({*listed.get(end, ()), *more}, reverse=True)) for end, more in mine.items()}
    return listed | both


def was_merged(page: Page, norm: str, start: int, stop: int) -> bool:
    """True for a name without 旧 of a merged town: by the list, by what the page tells of the publisher, by its bracket."""
    if norm[start:stop] in absorbed(page) or now_another(page, norm, start, stop) == start:
        return True
    if norm[start:stop] not in joined(page):
        return False
    land, region, _ = beside(page, norm, start, stop)
    mine = page.gazetteer.place(page.gazetteer.prefecture(page.home) or "")
    return land is None and (region is None or (mine is not None and region == mine.ja))


def now_another(page: Page, norm: str, start: int, stop: int) -> int | None:
    """Where the name of a former town begins that ends at `stop` with what it is now in brackets (`角館町（現仙北市）`)."""
    if not norm.startswith(("(現", "〔現"), stop) or not NOW.match(norm, stop):
        return None
    starts, listed = range(max(start, stop - WIDEST), stop - 1), _listed(page)
    return next((at for at in starts if norm[at:stop] in listed), None)


@once
def _listed(page: Page) -> frozenset[str]:
    return frozenset(row.ja for row in page.gazetteer.formers)


@once
def _mergers(page: Page) -> list[tuple[Text, re.Match[str]]]:
    """The lines that tell of towns that merged, with their words."""
    lines = [line for line in page.lines if "合併" in line.norm or "編入" in line.norm]
    return [(line, match) for line in lines for match in MERGED.finditer(line.norm)]


def _joined(page: Page) -> Iterator[str]:
    if is_prefecture(page, page.home):
        return
    place = page.gazetteer.place(page.home)
    own = place.ja if place else ""
    for line, match in _mergers(page):
        subjects = SUBJECT.findall(line.norm[: match.start()].rpartition("。")[2])
        if all(one == own for one in subjects):
            told = {one for one in EACH.findall(match[0]) if not SORT.fullmatch(one)} - {own}
            listed = [row for row in page.gazetteer.formers if row.ja in told]
            mine = any(row.successor == page.home for row in listed)
            others = {row.ja for row in listed if not mine and _named(page, row.successor)}
            yield from told - others


def heir_of(page: Page, key: str | None) -> str | None:
    """The municipality that a former one became part of; None for one that no list knows."""
    return _heirs(page).get(key or "")


@once
def _heirs(page: Page) -> dict[str, str]:
    return {row.key: row.successor for row in page.gazetteer.formers}


def _founded_anew(page: Page, surface: str) -> str | None:
    """The publisher, or a municipality of the prefecture that publishes, that bears the name of the former one still."""
    place = page.gazetteer.place(page.home)
    if place is None or place.kind != "prefecture":
        return page.home if place and place.ja == surface else None
    key = page.gazetteer.find(surface, home=page.home, prefecture=place.ja).key
    return key if key != page.home else None


def former_town(page: Page, surface: str, region: str | None) -> Found:
    """A municipality that is called 旧: one of the list, those merged into the publisher first; else one of its own."""
    found = page.gazetteer.find(f"旧{surface}", home=page.home, prefecture=region)
    if surface in joined(page) and heir_of(page, found.key) != page.home and not found.candidates:
        found = Found(None)  # its own town of that name, which no list knows
    if found.candidates:
        rows = [row for row in page.gazetteer.formers if row.key in found.candidates]
        mine = [row.key for row in rows if row.successor == page.home]
        mine = mine or [row.key for row in rows if _named(page, row.successor)]
        return Found(mine[0], flags=("former",)) if len(mine) == 1 else found
    if found.key:
        return found
    if own := _founded_anew(page, surface):
        return Found(own, flags=(FOUNDED_ANEW,))
    if ABROAD.fullmatch(surface):
        return Found(None)  # what a city abroad was called
    digest = sha256(f"{page.home}/{surface}".encode()).hexdigest()[:8]
    return Found(f"lg/jp-x{digest}", flags=("former", "place_unregistered"))


def told_apart(norm: str, end: int) -> bool:
    """True where the words behind a former town tell of it apart from the tie: with a day of its own, or as what it is not."""
    told = ASIDE.match(norm, end)
    return told is not None and bool(told["apart"] or any(one.start < 2 for one in find_dates(norm[told.end() :])))


def of_town(one: Agreement, two: Agreement) -> bool:
    """True where `one` is what a former town signed, on another day than that on which the tie of `two` was signed."""
    days = one.signed and two.signed and not one.signed.date.agrees(two.signed.date)
    return bool(days and one.former and not two.former)


def nameless(norm: str) -> bool:
    """True for words that count the towns of a group without naming one: `流域8市町村`."""
    return re.search(r"\d(?:市区?町村|市町|町村|市村|自治体)", norm) is not None
