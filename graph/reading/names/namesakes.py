"""Names without 旧 that a town merged into the publisher bore: before the merger it signed, after it nothing."""

import re

from graph.reading.names.regions import beside
from graph.reading.names.towns import joined
from graph.reading.pages.page import Page
from graph.records import Agreement, AnyRecord, Stated

OLD = re.compile(r"(?:旧|当時の|合併前の)(?:[一-龥]{1,4}郡)?$")


def namesakes(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, with the town that a name meant on the day of signing, and what no town could have signed in doubt."""
    mine = {row.ja: (row.key, row.date) for row in page.gazetteer.formers if row.successor == page.home and row.date}
    return [_meant(page, one, mine) if isinstance(one, Agreement) and one.signed else one for one in records]


def _meant(page: Page, tie: Agreement, mine: dict[str, tuple[str, str]]) -> Agreement:
    assert tie.signed is not None
    first, last = tie.signed.date.earliest.isoformat(), tie.signed.date.latest.isoformat()
    ends = dict(mine.values())
    if any(ends.get(one.value, "9") <= first for one in (*tie.former, *tie.parties)):
        return tie.model_copy(update={"confidence": "C"})  # the town was no more
    if any("place_ambiguous" in one.flags for one in tie.former):
        return tie.model_copy(update={"confidence": "C"})
    if tie.former:
        return tie.model_copy(update={"former": tuple(_flagged(page, one, mine) for one in tie.former)})
    sides = (*tie.parties, *tie.unnamed)
    found = [one for one in sides if one.value not in ends and last < mine.get(one.printed, ("", ""))[1]]
    found = [one for one in found if _bare(page, one)]
    others = [one for one in sides if one not in found and one.value != page.home]
    if len(found) != 1 or not others or any(one.value == page.home and one.printed for one in tie.parties):
        return tie
    (town,) = found
    former = town.model_copy(update={"value": mine[town.printed][0], "flags": ("former", "signed_before_merger")})
    heir = next((one for one in tie.parties if one.value == page.home), None)
    heir = heir or Stated(value=page.home, printed="", span=tie.evidence[0], flags=("party_is_publisher",))
    heir = heir.model_copy(update={"flags": tuple(sorted({*heir.flags, "successor"}))})
    update: dict[str, object] = {
        "parties": (heir, *(one for one in tie.parties if one is not town and one.value != page.home)),
        "unnamed": tuple(one for one in tie.unnamed if one is not town),
        "former": (former,),
    }
    if (not update["unnamed"] and tie.confidence == "C" and not _guessed(tie, town)) or tie.confidence == "A":
        update["confidence"] = "B"
    return tie.model_copy(update=update)


def _guessed(tie: Agreement, town: Stated) -> bool:
    """True where something else than the town made the tie unsure."""
    stated = (*tie.parties, tie.kind, *([tie.signed] if tie.signed else []))
    doubts = {"kind_inherited", "place_ambiguous", "year_guessed", "place_by_home_prefecture"}
    return any(doubts & set(one.flags) for one in stated if one is not town)


def _bare(page: Page, one: Stated) -> bool:
    """True for a name with no prefecture or country beside it."""
    line = page.lines[one.span.lines[0] - 1]
    start = next((at for at, begin in enumerate(line.starts) if begin >= one.span.at[0]), None)
    return start is not None and beside(page, line.norm, start, start + len(one.printed))[:2] == (None, None)


def _flagged(page: Page, one: Stated, mine: dict[str, tuple[str, str]]) -> Stated:
    """A former town that only the list of towns, no word of the page, shows to be one."""
    name = one.printed.removeprefix("旧")
    told = name != one.printed or OLD.search(page.document.text[max(0, one.span.at[0] - 8) : one.span.at[0]])
    if told or name not in mine or name in joined(page) or f"旧{name}" in page.document.text:
        return one
    return one.model_copy(update={"flags": tuple(sorted({*one.flags, "signed_before_merger"}))})
