"""Places that a sentence names beside the two sides of a tie: who introduced them, whose example they followed."""

import re

from graph.reading.pages.page import Page
from graph.records import Agreement, AnyRecord, Stated

_BRACKETS = r"(?:[(（][^()（）0-9０-９]{1,20}[)）])?"
_BROUGHT = r"(?:ご?紹介|ご?仲介|仲立ち|仲だち|橋渡し|斡旋|あっせん|取り?持ち|とりもち|口添え|口利き)"
BESIDE = re.compile(
    rf"{_BRACKETS}(?:市|町|村)?長?(?:さん|氏)?(?:の(?:[^、。はがをにとで]{{0,8}}の)?{_BROUGHT}(?:で|に?よ[りるっ]|[をもが]|から|の(?:もと|下))"
    rf"|(?:が|を){_BROUGHT}|が(?:間に入|取り持)|を(?:通じ|介し|経由|手本|参考|先例)|の(?:ご縁|縁)(?:で|から|により)"
    r"|に(?:なら[いっ]|倣[いっ]|見習|続(?:き|いて|く)|次(?:ぎ|いで|ぐ))|の(?:先?例)に)"
)
BREAK = re.compile(r"\s*\n\s*")
REACH = 48  # characters behind a name that are looked at


def without_bystanders(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, no tie with a party that only stood beside it; a tie that has no other partner is left out."""
    kept: list[AnyRecord] = []
    for one in records:
        if isinstance(one, Agreement) and any(_stood_beside(page, two) for two in (*one.parties, *one.unnamed)):
            parties = tuple(two for two in one.parties if not _stood_beside(page, two))
            unnamed = tuple(two for two in one.unnamed if not _stood_beside(page, two))
            if len(parties) + len(unnamed) < 2:
                continue
            one = one.model_copy(update={"parties": parties, "unnamed": unnamed})
        kept.append(one)
    return kept


def _stood_beside(page: Page, party: Stated) -> bool:
    if not party.printed:
        return False
    end = party.span.at[1]
    behind = page.document.text[end : end + REACH]
    return BESIDE.match(BREAK.sub("", behind) if "\n" in behind else behind) is not None
