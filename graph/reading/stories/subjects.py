"""Which place a block is about: by the headings over it, by a short line that names a place alone, by the title."""

import re
from itertools import zip_longest

from graph.countries import pattern
from graph.reading.members.listings import is_list
from graph.reading.names.lands import Name, names, stated
from graph.reading.names.regions import prefectures
from graph.reading.names.towns import heir_of
from graph.reading.pages.genre import of_others
from graph.reading.pages.once import once
from graph.reading.pages.outline import mark_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.headings import heading_of
from graph.reading.tables.items import heads
from graph.reading.words.natures import without_brackets
from graph.reading.words.sentences import Pair, Subject
from graph.values import find_dates

SHORT = 40  # characters of a heading of two places
JOINED = re.compile(r"\s*(?:[(][^()]*[)])?\s*と\s*の?")
BESIDE = re.compile(
    r"^\s*(?:[(]?\d{1,2}[).]?|[ア-ン](?=[.)、\s]))|(?:交流|提携|友好|姉妹|都市|関係|協定|との?|の)+\s*$"
)
# What bears a city's name without being the city.
BODY = re.compile(r"議会|商工|立|内|観光|国際|体育|文化協会|[小中高大]学|高校|病院|水族|動物|港|空港|駅|図書|博物|美術")


@once
def subjects(page: Page) -> list[Subject | None]:
    """For each block the place that heads it: by its headings, or by the last short line that names a place alone; for the
    labels and values of a block that of the block."""
    found: list[Subject | None] = []
    now: Subject | None = None
    own = heads(page)
    headed: dict[int, Subject | None] = {}
    for block in page.blocks:
        if block.line in own:
            now = own[block.line]
        elif block.kind == "heading":
            for head in block.headings:
                if head.line not in headed:
                    headed[head.line] = _of(page, head.text)
            now = next((one for head in reversed(block.headings) if (one := headed[head.line])), None)
        elif block.kind in ("prose", "row") and (one := _of(page, block.text)):
            now = one
        elif (
            now is not None
            and (marks := {head.mark for head in block.headings})
            and (mark := mark_of(page.lines[block.line - 1]))
            and mark[0] in marks
        ):
            now = None  # the next item of those that the place headed
        found.append(now)
    return found


def _of(page: Page, text: Text) -> Subject | None:
    name = None if of_others(text.norm) else heading_of(page, text) or _region(page, text)
    if name and "former" in name.flags and heir_of(page, name.key) in (None, page.home):
        return None  # who signed, not with whom
    return (text, name) if name else None


def _region(page: Page, text: Text) -> Name | None:
    """A state or province abroad that heads what follows, its country beside it."""
    if len(text.norm) > 48 or "。" in text.norm:
        return None
    if town := _town(page, text):
        return town
    found = [one for one in names(page, text.norm) if one.key != page.home]
    if len(found) != 1 or found[0].surface[-1] not in "州省道県" or not found[0].land or found[0].land == "country/jp":
        return None
    before, after = text.norm[: found[0].start], without_brackets(text.norm[found[0].end :])
    return (
        found[0] if len(re.sub(r"\W", "", before)) <= 12 and not re.search(r"[はがをにで、]", before + after) else None
    )


def _town(page: Page, text: Text) -> Name | None:
    """A town alone on its line behind its country and province: `中華人民共和国福建省漳州市`."""
    found = [one for one in names(page, text.norm) if one.key != page.home]
    if len(found) != 1 or text.norm[found[0].end :].strip() or not (found[0].land or found[0].region):
        return None
    before = prefectures(page.gazetteer).sub("", pattern().sub("", text.norm[: found[0].start]))
    return None if re.sub(r"\W|[一-龥ァ-ヴー]{1,12}[省州道県郡]", "", before) else found[0]


@once
def pairs_over(page: Page) -> list[Pair | None]:
    """For each block the two places whose tie it tells of: named alone on the last short line over it, `A市とB区`."""
    found: list[Pair | None] = []
    now: Pair | None = None
    for block in page.blocks:
        norm = block.text.norm
        if block.kind == "heading" or (len(norm) <= SHORT and "。" not in norm and not find_dates(norm)):
            now = _pair(page, block.text)
        found.append(now)
    return found


def _pair(page: Page, text: Text) -> Pair | None:
    norm = text.norm
    if "と" not in norm or len(norm) > SHORT or of_others(norm):
        return None
    states = prefectures(page.gazetteer)
    found = [
        one for one in names(page, norm) if not states.fullmatch(one.surface) or norm[one.end : one.end + 1] == "と"
    ]
    if len(found) != 2 or found[0].key == found[1].key or any("former" in one.flags for one in found):
        return None
    a, b = found
    joined = JOINED.fullmatch(pattern().sub("", states.sub("", norm[a.end : b.start])))
    around = pattern().sub("", states.sub("", norm[: a.start])) + without_brackets(norm[b.end :])
    open_, known = ([stated(text, one) for one in found if one.open is which] for which in (True, False))
    return (tuple(known), tuple(open_)) if joined and not re.search(r"\w", BESIDE.sub("", around)) else None


def title(page: Page) -> Subject | None:
    """The one place, other than the publisher, that the title of the page names."""
    shown = [text for text in page.lines[:8] if text.norm.strip()][:5]
    found: dict[str, Subject] = {}
    for text, below in zip_longest(shown[:4], shown[1:5]):
        if text is None or (below and is_list(page, text) and is_list(page, below)):
            break  # places one below another are a list
        if "。" in text.norm or len(text.norm) > 120 or "、" in text.norm or ":" in text.norm or find_dates(text.norm):
            continue
        if of_others(text.norm):
            continue
        tail = text.norm.rfind(">") + 1
        for one in names(page, text.norm):
            fits = not re.match(r"長|民|役|議", text.norm[one.end :]) and "former" not in one.flags
            if one.key != page.home and one.start >= tail and one.surface[-1] not in "県都道府州省" and fits:
                found.setdefault(one.key or one.surface, (text, one))
    return next(iter(found.values())) if len(found) == 1 else None
