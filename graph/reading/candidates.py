"""Ties that lines no reader understood may state, with one partner, one kind and one day at most: for a person to accept."""

import re
from collections.abc import Sequence

from graph.reading.counterparts import NAMED, Known, Place
from graph.reading.deeds import concluded, deed, home, kinds
from graph.reading.denials import denials
from graph.reading.elsewhere import told_of_others
from graph.reading.lands import Name, names, stated
from graph.reading.overlooked import LATER, places
from graph.reading.page import Page
from graph.reading.regions import is_prefecture
from graph.reading.strangers import sides
from graph.reading.text import Text
from graph.reading.wraps import torn
from graph.records import Agreement, AnyRecord
from graph.values import find_dates

CANDIDATE = "candidate"
AGAINST = re.compile(rf"{LATER.pattern}|旧|合併|予定|目指|向け|検討")  # a later day, a former town, what is yet to come
ITS_OWN = re.compile(
    r"(?:市|町|村)?の(?:国際|海外|国内)?(?:姉妹|友好|兄弟|親善)"
)  # 大垣市の姉妹都市: of whom, stands elsewhere


def candidates(page: Page, records: Sequence[AnyRecord]) -> list[AnyRecord]:
    """The ties of class C that the plainest words of each partner propose of whom no record tells."""
    if is_prefecture(page, page.home):
        return []  # whose tie it is stands elsewhere
    known = Known(records)
    away = {number for stretch in (*torn(page), page.law, told_of_others(page)) for number in stretch}
    best: dict[str, Place] = {}
    for one in places(page):
        if one.name and one.line not in away and (one.side not in best or one.strength > best[one.side].strength):
            best[one.side] = one
    fresh = (one for one in best.values() if not known.names(one))
    return [tie for one in fresh if one.name and (tie := _proposed(page, one.text, one.name, one.strength))]


def _proposed(page: Page, text: Text, name: Name, strength: int) -> Agreement | None:
    """The tie of a sentence, row or item that has one partner, one kind, one day at most, and no word against it."""
    norm = text.norm
    days, told = find_dates(norm), kinds(page, norm)
    beside = [one for one in names(page, norm) if one.key != page.home and one != name]
    alone = sides(page, norm) == [name] and not beside
    one_of_each = alone and len({one.key for one in told}) == 1 and len(days) <= 1 and all(one.date for one in days)
    if strength < NAMED or not one_of_each or denials(norm) or AGAINST.search(norm) or ITS_OWN.match(norm, name.end):
        return None
    kind, party, own = page.stated(text, told[0]), stated(text, name), home(page, text)
    tie = deed(
        "net",
        [text.span()],
        [own] if name.open else [own, party],
        kind,
        concluded(kind),
        unnamed=[party] if name.open else [],
        signed=page.dated(text, days[0]) if days else None,
        sure="C",
    )
    return tie.model_copy(update={"flags": (CANDIDATE,)}) if tie else None
