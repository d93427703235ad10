"""Municipalities at home and abroad as a text names them, with the country or prefecture that stands beside the name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.countries import key_of, keys, last_letters, pattern
from graph.places import Found
from graph.reading.names.glosses import COMMON, IN_PROVINCE, KATAKANA, NOT_MEANT, Spot, glossed, is_former, unglossed
from graph.reading.names.quoted import quoted
from graph.reading.names.regions import NAMING, appended, beside, inside_of, is_mayor, is_prefecture, prefectures, whole
from graph.reading.names.resolved import resolve
from graph.reading.names.towns import FOUNDED_ANEW, former_town, lengths, merged, now_another, was_merged
from graph.reading.names.unended import unended
from graph.reading.pages.ourselves import both, of_publisher
from graph.reading.pages.page import RUN_BY, Page
from graph.reading.pages.text import Text
from graph.records import Stated

SUFFIX, SET_OFF = re.compile(r"[市区町村県府都道州郡島省]"), re.compile("[の「][ァ-ヴ]")
KANA_LAST, KANJI_LAST = re.compile(r"[ァ-ヴー・=゠別\n]"), re.compile(r"[一-龥々\n]")  # before such an ending
KANJI = re.compile(r"(?:(?<=[\d元])(?:年(?!度)|月)|(?<=月\d)日|(?<=月\d\d)日)?(?P<name>[一-龥々]{1,6})$")
FORMERLY = re.compile(r"旧(?P<name>[一-龥々ァ-ヶ]{1,5})$")
BARE = re.compile(r"の(?P<name>[ァ-ヴ][ァ-ヴー・=゠]+)(?=[とはがをに、])")
NEXT = re.compile(r"[・の]?[ァ-ヴー一-龥]{1,10}[市町村区郡]")
OFFICE = re.compile(r"(?:[市町村]|[^一-龥][本当両同]市)の(?:[一-龥]{1,4}\s)?$")  # whose mayor is named
INSIDE = re.compile(r"[都道府県市町村]内")
WIDEST = 40  # characters of the longest name
LONGEST = 4_000  # characters; what is longer is no line of a list and no sentence
BRACKETED, BRACKET = re.compile(r"[ァ-ヴ一-龥]\s*[(〈〔\[【]"), re.compile(r"[(〈〔\[【]")


@dataclass(frozen=True)
class Name:
    """A municipality named at `start:end`; `key` is None where it stays open. `land` is the country, where printed."""

    start: int
    end: int
    surface: str
    key: str | None
    flags: tuple[str, ...] = ()
    land: str | None = None
    region: str | None = None

    @property
    def open(self) -> bool:
        return self.key is None

    def moved(self, by: int) -> "Name":
        return replace(self, start=self.start + by, end=self.end + by)


def _masked(page: Page, norm: str) -> str:
    """The text with the names of kinds blanked out: 友好都市 is no municipality."""
    for one in page.kinds(norm):
        norm = norm[: one.start] + "\0" * (one.end - one.start) + norm[one.end :]
    return norm


def names(page: Page, norm: str, raw: bool = False) -> list[Name]:
    """The municipalities named in a normalised text, in order; 本市 is the publisher. `raw`: not yet resolved."""
    key = ("names", norm, raw)
    told: tuple[Name, ...] | None = page.memory.get(key)
    if told is None:
        printed = _printed(page, norm) if len(norm) <= LONGEST and _may_name(norm) else ()
        own = (one if {"former", "quoted"}.isdisjoint(one.flags) else None for one in printed)
        found = own if raw else (_settled(page, one) for one in printed)
        page.memory[key] = told = tuple(_adjacent(page, norm, [one for one in found if one]))
    return list(told)


def _may_name(norm: str) -> bool:
    """False for most of the texts that name no municipality."""
    return bool(SUFFIX.search(norm) or (BRACKET.search(norm) and BRACKETED.search(norm)) or SET_OFF.search(norm))


def _adjacent(page: Page, norm: str, found: list[Name]) -> list[Name]:
    """Of names that touch, the smaller place: ジャワ島ボゴール市 is ボゴール市, but 仁川広域市南洞区 is one name."""
    kept: list[Name] = []
    for one in found:
        if kept and kept[-1].end == one.start and "home" not in one.flags:
            before = kept.pop()
            if before.surface[-1] == "市" and one.surface[-1] in "区郡" and "former" not in before.flags:
                land, region = one.land or before.land, one.region or before.region
                land = land or (None if region or before.key in page.gazetteer else page.lands.get(before.surface))
                known = resolve(page, norm[before.start : one.end], land, region)
                one = Name(before.start, one.end, norm[before.start : one.end], known.key, known.flags, land, region)
            elif one.region and {before.surface[-1], one.surface[-1]} <= set("市町村") and before.key in page.gazetteer:
                kept.append(before)  # 井原市魚津市(富山県): two cells run together
            elif not one.land and not one.region and (before.land or before.region):
                known = resolve(page, one.surface, before.land, before.region)
                one = replace(one, key=known.key, flags=known.flags, land=before.land, region=before.region)
        kept.append(one)
    return kept


def _printed(page: Page, norm: str) -> tuple[Name, ...]:
    """The names as they stand there, but for 本市 without a key; former towns and places that no list knows by their flags."""
    key = ("printed", norm, bool(page.lands))
    if key not in page.memory:
        masked, found = _with_ending(page, norm)
        every = (*found, *_without_ending(page, norm, masked))
        meant = (one for one in every if one.key == page.home or not _not_meant(norm, one.end))
        page.memory[key] = tuple(sorted(meant, key=lambda one: one.start))
    printed: tuple[Name, ...] = page.memory[key]
    return printed


def _not_meant(norm: str, end: int) -> bool:
    return norm[end : end + 1] in ("(", "と", "で") and NOT_MEANT.match(norm, end) is not None


def _with_ending(page: Page, norm: str) -> tuple[str, list[Name]]:
    """The text without the names of kinds, and the names in it that nothing elsewhere on the page needs to tell."""
    key = ("with ending", norm)
    if key not in page.memory:
        masked = _masked(page, norm)
        page.memory[key] = masked, [*_found(page, norm, masked)]
    found: tuple[str, list[Name]] = page.memory[key]
    return found


def _found(page: Page, norm: str, masked: str) -> Iterator[Name]:
    for match in of_publisher(norm, page.called):
        yield Name(match.start(), match.end(), match[0], page.home, ("home",))
    for match in both(norm):
        yield Name(match.start(), match.start() + 1, "県", page.gazetteer.prefecture(page.home), ("home",))
        yield Name(match.start() + 2, match.start() + 3, "市", page.home, ("home",))
    told = glossed(page, norm, masked) if ")" in norm else ()
    for start, stop, former, land, region in (*_spotted(page, norm, masked), *told):
        surface = norm[start:stop] if norm[stop - 2] != ")" else unglossed(norm[start:stop])
        yield Name(start, stop, surface, None, ("former",) if former else (), land, region)
    for match in pattern().finditer(masked) if BARE.search(masked) else ():
        bare = BARE.match(masked, match.end())
        if bare and not key_of(bare["name"]):
            yield Name(*bare.span("name"), bare["name"], None, (), keys()[match["name"]])


def _without_ending(page: Page, norm: str, masked: str) -> Iterator[Name]:
    for start, stop, town, land in quoted(page, norm, masked) if "「" in masked else ():
        yield Name(start, stop, town or norm[start:stop], None, ("quoted",) if town else (), land)
    for start, stop, land in unended(page, norm, masked):
        yield Name(start, stop, norm[start:stop], None, ("place_unregistered",), land)


def _settled(page: Page, one: Name) -> Name | None:
    """The name with its key, where it has one; None for an island, a state or a way that only looks like a municipality."""
    if "home" in one.flags:
        return one
    if "place_unregistered" in one.flags:
        return replace(one, key=resolve(page, one.surface, one.land).key)
    if "quoted" in one.flags:  # 「浜松」 of a 「浜松市」
        found = resolve(page, one.surface)
        return replace(one, surface=one.surface[:-1], key=found.key, flags=found.flags)
    former = "former" in one.flags
    known = former_town(page, one.surface, one.region) if former else Found(None)
    found = known if known.key or known.candidates else resolve(page, one.surface, one.land, one.region)
    if FOUNDED_ANEW in known.flags:  # 旧鶴岡市 on a page of 鶴岡市
        return replace(one, key=known.key, flags=("home",) if known.key == page.home else ())
    last, island = one.surface[-1], one.surface[-1] == "島" and "place_unregistered" in found.flags
    if island or (last in "道都州島郡" and not found.key and not one.land):
        return None
    return replace(one, key=found.key, flags=tuple(dict.fromkeys((*found.flags, *one.flags))))


def _spotted(page: Page, norm: str, masked: str) -> Iterator[Spot]:
    """Where names of municipalities stand, whether they are former ones, the country and prefecture beside them."""
    taken = behind = 0
    for match in SUFFIX.finditer(masked):
        stop = match.end()
        start = _begin(page, masked, taken, stop)
        if start is None or RUN_BY.match(masked, stop):
            continue
        longer = _begin(page, masked, taken, stop + 1) if SUFFIX.match(masked, stop) else None
        if longer is not None and (masked[start:stop] not in page.known or masked[longer : stop + 1] in page.known):
            continue  # 四日市市, 廿日市市
        if masked[stop + 1 : stop + 2] in ("市", "町", "村") and _holds(page, masked, taken, stop):
            continue  # 大和郡山市, 東村山市
        if start < behind:
            continue  # the prefecture of the name before it: 諏訪市/長野県
        if masked[stop : stop + 1] == "長" and is_mayor(page, masked, start, stop):
            continue
        start += masked[start] == "旧" and stop - start > 2
        surface = masked[start:stop]
        after = masked[stop : stop + 14]
        if (
            surface[-1] in "州県省都道府"
            and NEXT.match(after)
            and (surface[-1] in "州省" or prefectures(page.gazetteer).fullmatch(surface))
        ):
            continue  # the state or prefecture in which the next name lies
        taken = stop
        behind = told[2] if (told := appended(page, norm, stop)) else 0
        former = is_former(norm, start) or was_merged(page, norm, start, stop)
        land, region, _ = (None, None, 0) if former else beside(page, norm, start, stop)
        yield start, stop, former, land, region


def _holds(page: Page, masked: str, taken: int, stop: int) -> bool:
    """True where the sign before `stop` is a letter of a known name that ends two letters behind it."""
    begin = _begin(page, masked, taken, stop + 2)
    return begin is not None and begin < stop - 1 and masked[begin : stop + 2] in page.known


def _begin(page: Page, masked: str, taken: int, stop: int) -> int | None:
    """Where the name that ends at `stop` begins: the longest known name, else a run of katakana or of kanji."""
    for long in lengths(page).get(masked[stop - 2 : stop], ()):
        start, word = stop - long, masked[stop - long : stop]
        if start >= taken and (word in page.known or word in merged(page)) and whole(masked, taken, start):
            return start
    taken = max(taken, stop - WIDEST)
    body, ending = masked[taken : stop - 1], masked[stop - 1]
    if KANA_LAST.match(body[-1:]) and (match := KATAKANA.search(body)):
        lead = pattern().match(match[0])
        return taken + match.start() + (lead.end() + 1 if lead and match[0][lead.end() :][:1] == "・" else 0)
    if "旧" in body and (match := FORMERLY.search(body)):
        return taken + match.start("name")
    if (begin := now_another(page, masked, taken, stop)) is not None:
        return begin
    if ending not in "市県区郡州道島省" or not KANJI_LAST.match(body[-1:]):
        return None
    abroad = key_of(inside_of(masked, stop)[:20])
    common = abroad in (None, "country/jp")  # then a common word is no name
    if (common and ending == "市" and body[-1] == "都") or (not abroad and ending in "道島"):
        return None
    match = KANJI.search(body, max(0, len(body) - 8))  # no name is longer, with the sign of a date before it
    if match is None or (ending == "省" and not is_prefecture(page, page.home)):
        return None
    start = taken + match.start("name")
    if not last_letters().isdisjoint(masked[start : stop - 1]):
        lands = [one.end() for one in pattern().finditer(masked, max(0, start - 12), stop)]
        start = max((end for end in lands if start < end < stop), default=start)
    start += len(within[0]) if (within := IN_PROVINCE.match(masked[start : stop - 1])) else 0
    surface = masked[start:stop]
    if len(surface) < 2 or (common and COMMON.fullmatch(surface)) or masked[stop : stop + 1] in ("場", "街"):
        return None
    if masked[stop : stop + 1] == "長" and OFFICE.search(masked, 0, start):
        return None  # 福井市の山田一郎市長
    cut = start == taken + match.start() and start > taken and NAMING.match(masked[start - 1])
    cut = cut or prefectures(page.gazetteer).fullmatch(surface[:-1])  # 岐阜県郡上市
    return None if cut or INSIDE.search(surface) else start


def stated(text: Text, one: Name, *flags: str) -> Stated:
    """A name as a stated value; a name that stays open is stated as printed."""
    return Stated(
        value=one.key or one.surface,
        printed=text.printed(one.start, one.end),
        span=text.span(one.start, one.end),
        flags=tuple(sorted({*one.flags, *flags} - {"home"})),
    )
