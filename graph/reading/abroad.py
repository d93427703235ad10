"""The country of each place abroad, as the document itself prints it somewhere beside the name or below it."""

import re

from graph.countries import key_of
from graph.reading.lands import SUFFIX, Name, names
from graph.reading.page import Page
from graph.reading.regions import inside_of

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
            elif not one.region and one.surface not in page.known and _heads(line.norm, one):
                below = [text.norm for text in page.lines[number + 1 : number + 5] if text.norm.strip()][:1]
                if land := next((key for text in below if (key := key_of(text.strip()[:16]))), None):
                    guessed.setdefault(one.surface, land)
    return guessed | found


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
