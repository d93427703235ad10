"""Sides that a sentence takes from those before it: who 両市町 and 両町 are, and with whom else the same was signed."""

import re

from graph.reading.names.lands import names, stated
from graph.reading.names.towns import heir_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.chains import chains
from graph.reading.words.deeds import deed, home
from graph.reading.words.denials import denials
from graph.records import Agreement
from graph.values import find_dates

# Of the same kind as the tie told before: `B市とも同様の協定を結んでいます`.
ALIKE = re.compile(
    r"(?:同様|同じ|同種|同趣旨|同内容)の(?:内容の)?(?:協定|提携|盟約)(?=が?(?:あり|ござい)ま|が(?:結ばれ|締結され)|を?(?:締結|結[びん]|(?:取り)?交わ))"
)
SECTION = 8  # blocks
BOTH = re.compile(r"両(?P<sorts>市町|市村|町村|町|村)(?=[はがでのに、]|長)")
# A town before the name of a tie: `ソルトレイクシティとの姉妹都市提携`.
UNKNOWN = re.compile(
    r"(?P<name>(?<![ァ-ヴー・])(?!パートナー|グループ|センター|メンバー)[ァ-ヴー][ァ-ヴー・]{2,}[市町村郡区]?"
    r"|(?<![一-龥々ヶ])[一-龥々ヶノ]{1,5}(?<![都両同本当各他手市町])[市町村])とは?の?"
    r"(?:[^、。はがをと]{0,8}(?:提携|姉妹|友好|協定|盟約|縁組)|は、?(?:[0-9]|明治|大正|昭和|平成|令和))"
)


def by_both(page: Page, block: Text, start: int, sentence: Text, tie: Agreement) -> Agreement:
    """The tie of a sentence at `start`, signed by the one merged town told before that fits; without one, in doubt."""
    both = BOTH.search(sentence.norm)
    place = page.gazetteer.place(page.home) if both else None
    sides = [one for one in tie.parties if one.value != page.home]
    if both is None or place is None or tie.former or len(sides) != 1 or len(tie.parties) != 2:
        return tie
    other = page.gazetteer.place(sides[0].value)
    if other is None or not other.key.startswith("lg/jp-") or {place.ja[-1], other.ja[-1]} == set(both["sorts"]):
        return tie
    told = block.part(0, start + len(sentence))
    towns = {one.key: one for one in names(page, told.norm) if heir_of(page, one.key) == page.home}
    fits = [one for one in towns.values() if {one.surface[-1], other.ja[-1]} == set(both["sorts"])]
    if len(fits) != 1:
        return tie.model_copy(update={"confidence": "C"})
    heir = next(one for one in tie.parties if one not in sides)
    heir = heir.model_copy(update={"flags": ("party_is_publisher", "successor")})
    return tie.model_copy(update={"former": (stated(told, fits[0], "former"),), "parties": (heir, *sides)})


def by_town(page: Page, index: int, tie: Agreement) -> Agreement:
    """Class C where a town told of before, in the section of block `index`, merged into the partner since: it may have signed."""
    mine = {one.value for one in tie.parties}
    for block in page.blocks[max(0, index - SECTION) : index + 1] if not tie.former else ():
        if block.headings == page.blocks[index].headings and "旧" in block.text.norm:
            found = (one for one in names(page, block.text.norm) if one.key and "former" in one.flags)
            if any(heir_of(page, one.key) in mine - {page.home} for one in found):
                return tie.model_copy(update={"confidence": "C"})
    return tie


def alike(page: Page, text: Text, before: Agreement | None) -> list[Agreement]:
    """Class B: ties of the kind told before, without a day: `A市、B町との間にも同様の協定があります`."""
    like = ALIKE.search(text.norm) if before and "同" in text.norm else None
    if before is None or like is None or denials(text.norm) or any(one.date for one in find_dates(text.norm)):
        return []
    groups = [one for one in chains(page, text.norm[: like.start()], True) if one.part in ("with", "between")][-1:]
    found = [one for group in groups for one in group.names]
    if page.home not in {one.value for one in before.parties} or any(
        one.open or "former" in one.flags for one in found
    ):
        return []
    kind, status = before.kind.model_copy(update={"flags": ()}), page.in_words(text, "concluded", *like.span())
    ties = (
        deed("story", sorted([kind.span, text.span(one.start, like.end())], key=lambda span: span.at),
            [home(page, text), stated(text, one)], kind, status, sure="B")
        for one in found
        if one.key != page.home and "body" not in one.flags
    )  # fmt: skip
    return [one for one in ties if one]


def with_unknown(page: Page, norm: str, stop: int, known: str) -> bool:
    """True where a tie up to there is said to be with a town that no list knows, and that is not the `known` one."""
    found = [one for one in UNKNOWN.finditer(norm, 0, stop) if one["name"][:3] not in known] if "と" in norm else []
    ends = {one.end for one in names(page, norm)} if found else set[int]()
    return any(one.end("name") not in ends for one in found)
