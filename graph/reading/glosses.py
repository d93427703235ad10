"""Names with a gloss before their ending: the reading, or the name of today (`桑折（こおり）町`, `アルトナ（現ホブソンズベイ）市`)."""

import re
from collections.abc import Iterator

from graph.countries import key_of
from graph.reading.page import Page
from graph.reading.regions import beside, inside_of, whole

# Where a name stands, whether it is a former one, the country and the prefecture beside it.
Spot = tuple[int, int, bool, str | None, str | None]

KATAKANA = re.compile(r"(?:(?<![一-龥々])[東西南北](?=[ァ-ヴ]))?[ァ-ヴ][ァ-ヴー・=゠]*(?:特別)?$")
KANJI = re.compile(r"(?<![一-龥々])[一-龥々]{1,4}$")
FORMER = re.compile(r"旧(?:[一-龥]{1,4}郡)?$")
GLOSSED = re.compile(
    r"(?P<name>[一-龥々ァ-ヶー]{1,12})[(](?:[ぁ-ゖー]{1,12}|現(?P<now>[ァ-ヶー一-龥]{2,12}))[)](?P<end>[市町村区])(?![一-龥])"
)
GLOSS = re.compile(r"[(][^()]*[)]")


def unglossed(surface: str) -> str:
    """A name without the gloss before its ending; that of today where the gloss gives it."""
    match = GLOSSED.fullmatch(surface)
    return match["now"] + match["end"] if match and match["now"] else GLOSS.sub("", surface)


def glossed(page: Page, norm: str, masked: str) -> Iterator[Spot]:
    """The names of a text that hold a gloss: known ones, or the katakana of a place abroad with its name of today."""
    for match in GLOSSED.finditer(masked):
        first, last = match.span("name")
        known = (at for at in range(first, last) if masked[at:last] + match["end"] in page.known)
        start = next(known, None)
        if start is None and match["now"] and (foreign := KATAKANA.search(match["name"])):
            start = first + foreign.start()
        if start is None and not match["now"] and (foreign := KANJI.search(match["name"])):
            start = first + foreign.start()  # 紹興(しょうこう)市(中国): its country tells that it is one
            if not (key_of(inside_of(masked, match.end())[:20]) or "").startswith("country/"):
                continue
        if start is not None and whole(page, masked, 0, start):
            land, region, _ = beside(page, norm, start, match.end())
            yield start, match.end(), bool(FORMER.search(norm, max(0, start - 6), start)), land, region
