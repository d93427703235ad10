"""Lists of other municipalities' ties, as a prefecture or a county prints them: whose partners a line names."""

import re
from dataclasses import dataclass

from graph.reading.deeds import kinds
from graph.reading.lands import names, stated
from graph.reading.outline import mark_of
from graph.reading.page import Page
from graph.reading.regions import is_prefecture
from graph.reading.text import Text
from graph.reading.wraps import groups
from graph.records import Stated
from graph.values import find_dates

BESIDE = re.compile(r"\s*[×✕&]\s*")
APART = re.compile(r"\s*[:：】》>=＝・…―─-]+\s*|\s+")


@dataclass(frozen=True)
class Owner:
    """The municipality whose partners follow from `begin` on, and below where lines are set in deeper than its own."""

    side: Stated
    begin: int
    indent: int
    line: int


def owner_of(page: Page, text: Text, line: int) -> Owner | None:
    """The municipality that heads an item in a list of others' ties: alone, or set apart before its partners.

    In a list of a prefecture each of its municipalities may; in that of a city a line must set it apart from a name
    that has facts of its own.
    """
    prefecture = is_prefecture(page, page.home)
    found = names(page, text.norm)
    if not found or not (found[0].key or "").startswith("lg/jp-") or found[0].key == page.home:
        return None
    one = found[0]
    if prefecture and page.gazetteer.prefecture(one.key or "") != page.home:
        return None
    if insides := groups(text.norm, one.end):
        inside, alone = text.norm[one.end : insides[-1][1]], not text.norm[insides[-1][1] + 1 :].strip()
        if not (prefecture and alone and len(found) == 1) or find_dates(inside) or kinds(page, inside):
            return None
        return Owner(stated(text, one), len(text), len(text.norm) - len(text.norm.lstrip()), line)  # 都城市（県南西部）
    before = re.sub(r"[\W\d]", "", text.norm[: one.start])
    apart = APART.match(text.norm, one.end)
    begin = apart.end() if apart else one.end  # cells may be run together
    following = [two for two in found[1:2] if two.start == begin and groups(text.norm, two.end)]
    if len(before) > 2 or not (following or (prefecture and (apart or one.end == len(text.norm.rstrip())))):
        return None
    indent = len(text.norm) - len(text.norm.lstrip())
    return Owner(stated(text, one), begin if apart or following else len(text), indent, line)


def ends(page: Page, text: Text, now: Owner) -> bool:
    """Does a line end the list of an owner: a marked heading, or one that names a kind and no other place?"""
    indent = len(text.norm) - len(text.norm.lstrip())
    others = any(one.key != page.home for one in names(page, text.norm))
    headed = mark_of(text) is not None or (bool(kinds(page, text.norm)) and not others)
    return indent <= now.indent and headed


def joined_to_another(page: Page, text: Text, start: int) -> bool:
    """True where a sign joins the name that begins at `start` to another town: `日田市×日本文理大学`."""
    before = [one for one in names(page, text.norm) if one.end <= start and one.key != page.home]
    return any(BESIDE.fullmatch(text.norm, one.end, start) for one in before)
