"""How well a text fits what a column asks for: above nought for such a value, below it for one of another part."""

import re

from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.slots import role
from graph.reading.words.natures import Nature, nature

# By part and by nature; what is not named is FREE of the part.
FITS: dict[str, dict[Nature, float]] = {
    "date": {"date": 2, "state": 1, "ditto": 1, "blank": 0.8, "free": -1, "event": -1.5, "number": -1},
    "signed": {"date": 2, "ditto": 1, "blank": 0.8, "state": 0.5},  # under a label that names the kind
    "party": {"place": 2, "firm": 1.5, "free": 0.2, "land": 0.3, "ditto": 0.8, "blank": 0.3, "kind": -1, "event": -1},
    "home": {"place": 2, "firm": 1, "free": 0, "land": 0.5, "ditto": 1, "blank": 0.8},
    "region": {"land": 2, "ditto": 1, "blank": 0.8, "free": 0, "place": 0.3},
    "kind": {"kind": 2, "state": 1, "ditto": 1, "blank": 0.8, "free": 0, "event": -0.5},
    "until": {"date": 1.5, "state": 1, "ditto": 1, "blank": 0.8, "free": 0.3},
    "note": {"free": 0.8, "event": 0.8, "blank": 0.5, "state": 0.8, "ditto": 0.5, "place": 0, "kind": 0, "date": 0.1},
    "signer": {"free": 0.8, "place": 0.5, "blank": 0.5, "ditto": 0.8, "firm": 0.5},
    "number": {"number": 2, "blank": 0.8, "ditto": 0.5, "free": 0},
    "other": {"free": 0.6, "event": 0.6, "number": 0.6, "blank": 0.5, "ditto": 0.5, "firm": 0.2, "date": 0, "state": 0},
}
REST = {"note": -0.2, "signer": -1, "other": -0.4, "until": -1}
# What it costs to take a column for empty where nothing is printed in it.
EMPTY = {
    "party": 3.0,
    "date": 1.5,
    "kind": 1.5,
    "home": 1.0,
    "region": 0.9,
    "note": 0.3,
    "until": 0.5,
    "number": 0.9,
    "other": 0.4,
}
KIND_WORDS = re.compile(r"協定|覚書|宣言|提携|交流|姉妹|友好|盟約|合意")
BARE_NAME = re.compile(r"[ァ-ヴー・=゠ ]{2,20}[市区町村郡州県省島]?(?:[(〈〔\[][^()]{1,20}[)〉〕\]])?")
WAITING = re.compile(r"\d年|未定|未締結|不明|[春夏秋冬]頃?$")
ACTS = re.compile(r"(?:都市間?|姉妹|友好|交流|親善)*(?:提携|締結|盟約|調印|協定|宣言|縁組)+")
DAY = re.compile(r"\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?")
FIGURE = re.compile(r"[約第]?[\d,.万千]+[^\d]{0,12}")


def fit(page: Page, text: Text, part: str | None) -> float:
    """The score of a text in a column of a part; None for a column that nothing is known of."""
    key = ("fit", text.norm, part)
    if key not in page.memory:
        page.memory[key] = _fit(page, text, part)
    found: float = page.memory[key]
    return found


def _fit(page: Page, text: Text, part: str | None) -> float:
    norm = text.norm.strip()
    if DAY.fullmatch(norm):
        return -1  # the rest of a date that was broken
    if part is None:
        return 0.2
    found = nature(page, text)
    if found in ("free", "kind") and is_label(norm):
        return -0.2 if part in ("note", "other") else -4
    if found == "free":
        if part == "date" and WAITING.search(norm):
            return 1
        if part == "party" and BARE_NAME.fullmatch(norm):
            return 1.2
        if part == "kind" and KIND_WORDS.search(norm):
            return 1.2
        if part in ("number", "other") and FIGURE.fullmatch(norm):
            return 1
        if part in ("party", "home", "region", "number") and len(norm) > 30:
            return -1
    if found == "number" and part == "number" and norm.isdigit() and len(norm) == 4:
        return 0.5
    return FITS[part].get(found, REST.get(part, -2.0))


def is_label(norm: str) -> bool:
    """True for the label of a value, which is no value itself; 提携 alone may be either."""
    return len(norm) <= 16 and norm[:1] not in "(（〔[" and role(norm) is not None and not ACTS.fullmatch(norm)


def empty(part: str | None) -> float:
    """What it costs that nothing stands in a column of a part."""
    return EMPTY.get(part or "", 0.6)
