"""Lines that head a block: a place with its country, the kind of the tie or the day on which it was signed."""

import re
from itertools import pairwise

from graph.reading.names.lands import Name, names
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.natures import without_brackets
from graph.values import find_dates

_ACT = r"(?:提携|締結|盟約|調印|縁組)"
BEFORE = re.compile(rf"[\s(〔\[、]*(?P<label>{_ACT}(?:年月日|日)\s*:?)?\s*$")
AFTER = re.compile(rf"\s*(?:に)?\s*(?P<act>{_ACT})?\s*[)〕\]]?\s*")
ACT, LIST = re.compile(_ACT), re.compile(r"\s*(?:[(][^()]*[)])?\s*[、・と]\s*")
REGION = re.compile(r"[市町村区郡][(〔\[【][^)〕\]】]*$")
IN_ITS_TIME = re.compile(r"[日月年][(〔][^)〕]*$")  # 1992年10月9日(旧八田村時代)
LEAD = re.compile(r"\d{1,2}|[ア-ンA-Za-z](?=[ 、.)])|[一-龥]{2,3}[都道府県](?:\s+|[一-龥]{1,5}郡)$")
TIE = re.compile(r"姉妹|友好|交流|協力|兄弟|提携|パートナーシップ|協定|都市|海外の?|国内の?|との|[のとな]")
PARTICLE, ENDS = re.compile(r"[はがをにへでもや]|と(?!の)"), re.compile(r"[とはがをにも]、?$|[:：]")
LOOSE = re.compile(r"\W|[ァ-ヴー]+")
BETWEEN = re.compile(r"\s+(?:[一-龥]{1,5}[島郡]\s*)?")
LONGEST = 72  # characters


def dated_head(page: Page, line: Text) -> tuple[tuple[Text, Name], Text] | None:
    """The place that heads what follows and the day beside it: `ソレント市（イタリア）　昭和61年3月5日提携`."""
    if len(line.norm) > LONGEST or "。" in line.norm or not ACT.search(line.norm):
        return None
    days = [one for one in find_dates(line.norm) if one.date]
    if len(days) != 1 or not days[0].day:
        return None
    before, after = BEFORE.search(line.norm, 0, days[0].start), AFTER.fullmatch(line.norm, days[0].end)
    if before is None or after is None or not (before["label"] or after["act"]) or not before.start():
        return None
    head = line.part(0, before.start())
    name = heading_of(page, head)
    return ((head, name), line.part(days[0].start, days[0].end)) if name else None


def several(page: Page, line: Text) -> bool:
    """True for a heading that names more than one place: `長野市、金沢市`."""
    found = names(page, line.norm)
    return any(LIST.fullmatch(line.norm[a.end : b.start]) for a, b in pairwise(found))


def heading_of(page: Page, line: Text) -> Name | None:
    """The place that heads what follows: alone on its line but for a mark, its country and the kind of the tie."""
    norm = line.norm.strip()
    if len(norm) > 48 or "。" in norm:
        return None
    key = ("heading", line.norm)
    if key not in page.memory:
        page.memory[key] = _heading_of(page, line.norm)
    found: Name | None = page.memory[key]
    return found


def _heading_of(page: Page, norm: str) -> Name | None:
    found = names(page, norm)
    if len(found) > 1 and found[0].key == page.gazetteer.prefecture(found[1].key or ""):
        between = norm[found[0].end : found[1].start]
        found = found[1:] if BETWEEN.fullmatch(between) else found  # 広島県　尾道市, 鹿児島県 奄美大島 龍郷町
    if not found or found[0].key == page.home:
        return None
    one = found[0]
    if REGION.search(norm[: one.start]):
        return None  # the region of a place that no list knows
    if "former" in one.flags and IN_ITS_TIME.search(norm[: one.start]):
        return None  # in whose time the day was
    place = page.gazetteer.place(one.key or "")
    if place is not None and place.kind == "prefecture":
        return None  # the heading of a group
    plain = TIE.sub("", LEAD.sub("", norm[: one.start]))
    after = without_brackets(norm[one.end :])
    if one.surface[-1] in "州省" or PARTICLE.match(after):
        return None
    if len(found) > 2 and after.startswith("、"):
        return None  # the first of a list
    short = len(LOOSE.sub("", plain)) <= 4 and len(after.strip(" 】>》」』■")) <= 12
    ends = ENDS.search(after.strip()) or re.search(r"\d", after)
    return one if short and not ends else None
