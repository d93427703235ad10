"""The country of each place abroad, as the document itself prints it somewhere beside the name or below it."""

import re

from graph.countries import key_of, keys, pattern
from graph.reading.names.lands import SUFFIX, Name, names
from graph.reading.names.regions import inside_of
from graph.reading.pages.page import Page

TOPIC = re.compile(r"は、?(?:[東西南北中]部?)?")
WHERE = re.compile(r"(?:共和国|連邦)?(?:の|[東西南北中]部|[東西南北](?:端|岸)|[ァ-ヴー・]+[州県]|に位置|にあ)")
DIGIT = re.compile(r"[0-9〃年]")


def lands(page: Page) -> dict[str, str]:
    """Names of places abroad with the country that the document prints beside them, anywhere."""
    found: dict[str, str] = {}
    guessed: dict[str, str] = {}
    for number, line in enumerate(page.lines):
        if not SUFFIX.search(line.norm):
            continue
        for one in names(page, line.norm, raw=True):
            own = all(key.startswith("lg/jp-") for key in page.known.get(one.surface, ("",)))
            if own and not inside_of(line.norm, one.end):
                continue  # 栃木県 <tab> 安徽省 <tab> 中国: the next cells tell of another place
            if one.land and one.land != "country/jp":
                found.setdefault(one.surface, one.land)
            elif not one.region and one.surface not in page.known and (land := _lies_in(line.norm, one)):
                guessed.setdefault(one.surface, land)
            elif not one.region and one.surface not in page.known and _heads(line.norm, one):
                below = next((text.norm for text in page.lines[number + 1 : number + 5] if text.norm.strip()), "")
                others = [
                    two for two in names(page, below, raw=True) if _heads(below, two) and two.surface[-1] not in "州省"
                ]
                if not others and (land := key_of(below.strip()[:16])):
                    guessed.setdefault(one.surface, land)
    return guessed | found


def _lies_in(norm: str, one: Name) -> str | None:
    """The country in which a sentence says that the place lies: トレド市は、スペインの中央部にある."""
    topic = TOPIC.match(norm, one.end)
    land = pattern().match(norm, topic.end()) if topic else None
    return keys()[land["name"]] if land and WHERE.match(norm, land.end()) else None


def _heads(norm: str, one: Name) -> bool:
    """True for a line that is headed by the place that it names."""
    before = re.sub(r"^\W*(?:\d{1,2}|[ア-ン])?\W*", "", norm[: one.start])
    return (
        len(norm.strip()) <= 40
        and "。" not in norm
        and "\t" not in norm
        and len(before) <= 8
        and not DIGIT.search(before)
    )
