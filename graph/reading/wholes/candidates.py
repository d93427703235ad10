"""Ties that lines no reader understood may state, with one partner, one kind and one day at most: for a person to accept."""

import re
from collections.abc import Sequence

from graph.reading.names.lands import Name, names, stated
from graph.reading.names.regions import is_prefecture
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.wraps import torn
from graph.reading.wholes.counterparts import NAMED, Known, Place
from graph.reading.wholes.elsewhere import OTHERS, told_of_others
from graph.reading.wholes.overlooked import COMING, LATER, SHORT, places
from graph.reading.wholes.strangers import sides
from graph.reading.words.deeds import concluded, deed, home, kinds
from graph.reading.words.denials import PROVISIONAL, denials
from graph.reading.words.ends import ENDING
from graph.reading.words.moments import OF_EVENT, STANDS
from graph.reading.words.unsaid import signs
from graph.records import Agreement, AnyRecord
from graph.values import DateMention, find_dates

CANDIDATE = "candidate"
# A later day, a former town, what is yet to come, a journey or a gathering, a question, what is not so.
AGAINST = re.compile(
    rf"{LATER.pattern}|{ENDING}|{PROVISIONAL.pattern}|{COMING.pattern}|旧|合併|予定|目指|向け|検討|大会|参加|研修|見学|継続|継承|引き?継|[?]|か[。\s]*$|では(?:な|あり)"
)
ITS_OWN = re.compile(
    r"(?:市|町|村)?の(?:国際|海外|国内)?(?:姉妹|友好|兄弟|親善)"
)  # 大垣市の姉妹都市: of whom, stands elsewhere
# A word that makes something else of the kind before it: 友好都市卓球大会.
COMPOUND = re.compile(r"(?!提携|協定|縁組|盟約|締結|調印|関係|宣言|協約|覚書)[一-龥ァ-ヴー]|まつり")
CLAUSE = re.compile(r"[をが。]|[ただ][一-龥ァ-ヴ]")  # between a day and a name that does not go with it


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
    if (
        strength < NAMED
        or beside
        or sides(page, norm) != [name]
        or len({one.key for one in told}) != 1
        or len(days) > 1
    ):
        return None
    if (
        denials(norm)
        or OTHERS.search(norm)
        or AGAINST.search(norm)
        or ITS_OWN.match(norm, name.end)
        or COMPOUND.match(norm, told[-1].end)
    ):
        return None
    if not (signs(norm) or (len(norm) <= SHORT and "。" not in norm)):
        return None  # the tie is only spoken of
    if days and (STANDS.search(norm) or OF_EVENT.match(norm, days[0].end)):
        return None  # on that day something else happened
    if days and (days[0].date is None or CLAUSE.search(_between(norm, name, days[0]))):
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


def _between(norm: str, name: Name, day: DateMention) -> str:
    """What stands between a name and a day."""
    return norm[day.end : name.start] if day.end <= name.start else norm[name.end : day.start]
