"""Those who travelled: the people of one journey, told before its verb or behind it, without those who were called on."""

import re
from bisect import bisect_left

from graph.reading.names.travels import Move
from graph.reading.pages.outline import BULLETS
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.visits.events import BULLET
from graph.reading.visits.people import COUNT, People, people
from graph.records import Group
from graph.values import find_dates

ABOUT = re.compile(r"[名人](?:余|以上|前後|弱|強|程度|あまり|超|近く)")
ACT = re.compile(r"(?:訪問|来訪|来日|来[一-龥])$")
CLOSING = re.compile(r"[^(。\d]*[(][^()]*\d[名人][^()]*[)]")  # 来熊、今後の協議(7名)
LEAD, BEHIND_DATE = re.compile(rf"[\s{BULLETS}]*"), re.compile(r"[に、はの:\s]*")
TRAILING = re.compile(r"\s*(?:[(][^()]*[)]|[^、。をがはに\d]{0,12}\d+[名人][^。]*$)")


def crew(page: Page, text: Text, move: Move, stop: int) -> People:
    """Those who travelled: told before the verb, or behind it where nobody is counted before; brackets tell parts."""
    before = bare(text.part(move.start, move.verb[1]))
    trail = TRAILING.match(text.norm, move.verb[1]) or CLOSING.fullmatch(text.norm, move.verb[1], stop)
    words = bare(text.part(move.start, trail.end())) if trail else before
    if move.way == "online" or any(one.start >= move.verb[1] for one in move.partners):
        words = before = text  # no verb parts those who go from those who stay
    told = people(page, words)
    first = told if words.norm == before.norm else people(page, before)
    groups = tuple(one for one in told.groups if not (ACT.search(one.who.printed) or _called_on(text, move, one)))
    if ABOUT.search(words.norm):
        return People(None, tuple(one.model_copy(update={"count": None}) for one in groups))
    return People(first.total or (None if COUNT.search(before.norm) else told.total), groups)


def bare(act: Text) -> Text:
    """The words of an act without the sign of an item and the date that they begin with."""
    dates = find_dates(act.norm[:24])
    if dates and BULLET.fullmatch(act.norm, 0, dates[0].start):
        lead = BEHIND_DATE.match(act.norm, dates[0].end)
        return act.part(lead.end() if lead else dates[0].end, len(act))
    lead = LEAD.match(act.norm)
    return act.part(lead.end(), len(act)) if lead and lead.end() else act


def _called_on(text: Text, move: Move, one: Group) -> bool:
    """True for those who were visited: `市長を表敬訪問`, `市長が…の表敬を受け`."""
    verb = text.norm[slice(*move.verb)]
    if one.count or not (verb.startswith(("訪", "表敬")) or verb.endswith("訪問")):
        return False
    hosts = ("が", "は") if text.norm.startswith("を受", move.verb[1]) else ("を", "へ", "に")
    return text.norm[bisect_left(text.starts, one.who.span.at[1]) :][:1] in hosts
