"""The kind of a tie that a heading dates and the text below it names: `A市（平成8年9月14日提携）`, then how the sister city came."""

from graph.reading.names.lands import names
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text, stops
from graph.reading.words.deeds import kinds
from graph.reading.words.verbs import VOID
from graph.records import Agreement, AnyRecord, Stated
from graph.values import find_dates

READERS = ("bracket", "line")
REACH = 8  # lines below the heading


def told_below(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, with the kind that the text under an item names in place of the one that only the title gave it."""
    heads = {
        span.lines[0]
        for one in records
        if isinstance(one, Agreement) and one.recogniser in READERS
        for span in (party.span for party in one.parties if party.printed)
    }
    return [_named(page, one, heads) if isinstance(one, Agreement) else one for one in records]


def _named(page: Page, tie: Agreement, heads: set[int]) -> Agreement:
    if tie.recogniser not in READERS or "kind_from_heading" not in tie.kind.flags:
        return tie
    line = max((party.span.lines[1] for party in tie.parties if party.printed), default=0)
    if not line:
        return tie
    found: dict[str, Stated] = {}
    for number in range(line + 1, min(line + REACH, len(page.lines)) + 1):
        text = page.lines[number - 1]
        if number in heads:
            break
        if "。" in text.norm and not _of_another(page, tie, text):
            older = [text.norm[slice(*one)] for one in stops(text.norm) if _older(page, tie, text.norm[slice(*one)])]
            for one in kinds(page, text.norm):
                if any(text.norm.find(told) <= one.start < text.norm.find(told) + len(told) for told in older):
                    continue
                if one.key and not VOID.match(text.norm, one.end):
                    found.setdefault(one.key, page.stated(text, one))
    if len(found) != 1 or tie.kind.value in found:
        return tie
    (kind,) = found.values()
    evidence = tuple(sorted({*tie.evidence, kind.span} - {tie.kind.span}, key=lambda span: span.at))
    return tie.model_copy(update={"kind": kind, "evidence": evidence})


def _of_another(page: Page, tie: Agreement, text: Text) -> bool:
    """True for a line that begins with another place, and with which it deals: `台北市とは`."""
    mine = {party.value for party in (*tie.parties, *tie.unnamed)}
    first = next(iter(names(page, text.norm)), None)
    return (
        first is not None
        and first.start <= 4
        and text.norm.startswith("とは", first.end)
        and (first.key or first.surface) not in mine
        and not any(first.surface == one.printed for one in (*tie.parties, *tie.unnamed))
    )


def _older(page: Page, tie: Agreement, norm: str) -> bool:
    """True for a sentence on the tie of a town that merged, which has a day of its own: its kind is not that of this one."""
    days = [one.date for one in find_dates(norm) if one.date]
    apart = bool(days) and tie.signed is not None and not any(one.agrees(tie.signed.date) for one in days)
    return apart and any("former" in one.flags for one in names(page, norm))
