"""Towns that merged: who is meant by 旧X町, and whose names the publisher took over."""

import re
from hashlib import sha256

from graph.places import Found
from graph.reading.page import Page

CALLED = re.compile(r"(?:旧|当時の)([一-龥々ヶケ]{1,5}[町村市])")


def _named(page: Page, key: str) -> bool:
    """True where the document names the municipality."""
    place = page.gazetteer.place(key)
    return place is not None and place.ja in page.document.text


def absorbed(page: Page) -> frozenset[str]:
    """The names of the towns that merged into the publisher, where no other town bears them now."""
    if "absorbed" not in page.memory:
        mine = {row.ja for row in page.gazetteer.formers if row.successor == page.home}
        others = {match[1] for match in CALLED.finditer(page.document.text)}
        theirs = {row.ja for row in page.gazetteer.formers if row.ja in others and _named(page, row.successor)}
        page.memory["absorbed"] = frozenset(one for one in mine if one not in page.known) | theirs
    found: frozenset[str] = page.memory["absorbed"]
    return found


def heir_of(page: Page, key: str | None) -> str | None:
    """The municipality that a former one became part of; None for one that no list knows."""
    if "heirs" not in page.memory:
        page.memory["heirs"] = {row.key: row.successor for row in page.gazetteer.formers}
    found: dict[str, str] = page.memory["heirs"]
    return found.get(key or "")


def former_town(page: Page, surface: str, region: str | None) -> Found:
    """A municipality that is called 旧: one of the list, those merged into the publisher first; else one of its own."""
    found = page.gazetteer.find(f"旧{surface}", home=page.home, prefecture=region)
    if found.candidates:
        rows = [row for row in page.gazetteer.formers if row.key in found.candidates]
        mine = [row.key for row in rows if row.successor == page.home]
        mine = mine or [row.key for row in rows if _named(page, row.successor)]
        return Found(mine[0], flags=("former",)) if len(mine) == 1 else found
    if found.key:
        return found
    digest = sha256(f"{page.home}/{surface}".encode()).hexdigest()[:8]
    return Found(f"lg/jp-x{digest}", flags=("former", "place_unregistered"))
