"""Towns that merged: who is meant by 旧X町, and whose names the publisher took over."""

from hashlib import sha256

from graph.places import Found
from graph.reading.page import Page


def absorbed(page: Page) -> frozenset[str]:
    """The names of the towns that merged into the publisher, where no other town bears them now."""
    if "absorbed" not in page.memory:
        mine = {row.ja for row in page.gazetteer.formers if row.successor == page.home}
        page.memory["absorbed"] = frozenset(one for one in mine if one not in page.known)
    found: frozenset[str] = page.memory["absorbed"]
    return found


def former_town(page: Page, surface: str, region: str | None) -> Found:
    """A municipality that is called 旧: one of the list, those merged into the publisher first; else one of its own."""
    found = page.gazetteer.find(f"旧{surface}", home=page.home, prefecture=region)
    if found.candidates:
        mine = [row.key for row in page.gazetteer.formers if row.key in found.candidates and row.successor == page.home]
        return Found(mine[0], flags=("former",)) if len(mine) == 1 else found
    if found.key:
        return found
    digest = sha256(f"{page.home}/{surface}".encode()).hexdigest()[:8]
    return Found(f"lg/jp-x{digest}", flags=("former", "place_unregistered"))
