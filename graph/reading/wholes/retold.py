"""Lines that tell once more what a tie was read from elsewhere: the same partner, day and kind, and nothing else."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from graph.reading.names.lands import names
from graph.reading.names.regions import is_prefecture
from graph.reading.pages.outline import Block
from graph.reading.pages.page import Page
from graph.reading.pages.text import stops
from graph.reading.tables.items import heads
from graph.reading.words.clauses import acts
from graph.reading.words.deeds import kinds, state_of, wider
from graph.records import Agreement, AnyRecord, Stated
from graph.values import DateMention, PartialDate, find_dates, resolve

REACH = 24  # lines from the name that heads a block to a line of it
MORE = re.compile(
    r"旧|合併|引き?継|承継|継承|更新|再|変更|改|な[いかく]|せず|予定|協議|離|脱|廃|やめ|止|終|までの?|および|及び|並びに|それぞれ"
)
WITH = re.compile(r"\s*(?:[(（][^()（）]*[)）])?\s*(?:との?|、|・|及び|など|ほか)")


class Retold:
    """The ties of a document by the line of the partner that heads them."""

    def __init__(self, page: Page, records: Iterable[AnyRecord]) -> None:
        self.page = page
        self.ties: dict[int, list[Agreement]] = {}
        for one in records:
            if isinstance(one, Agreement) and one.signed and one.confidence != "C":
                for party in _partners(page, one):
                    self.ties.setdefault(party.span.lines[0], []).append(one)
        self.lines = sorted(self.ties)

    def tells(self, block: Block) -> bool:
        """True for a block that says of the tie above it, or of one whose partner it names, only what was read already (without a
        day, that it is a tie with that partner)."""
        norm = block.text.norm
        days = [one.date for one in find_dates(norm) if one.date]
        kinds_ = {one.key for one in kinds(self.page, norm) if one.key}
        if not kinds_ or MORE.search(norm) or state_of(norm):
            return False
        named = {
            one.key or one.surface
            for one in names(self.page, norm)
            if one.key != self.page.home and (WITH.match(norm, one.end) or not is_prefecture(self.page, one.key))
        }
        if not days and not named:
            return False
        at = bisect_right(self.lines, block.line)
        above = self.lines[at - 1] if at else None
        if own := heads(self.page).get(block.line):
            above = self.page.source.line_of(own[0].starts[own[1].start])
        near = self.ties.get(above, []) if above is not None and block.line - above <= REACH else []
        told = near if not named else [one for ties in self.ties.values() for one in ties]
        for tie in told:
            partners = {value for one in _partners(self.page, tie) for value in (one.value, one.printed)}
            same = named <= partners and kinds_ <= wider(tie.kind.value)
            if same and tie.signed and all(one.agrees(tie.signed.date) for one in days):
                return True
            signed = _signed(self.page, norm) if same and days else []
            if signed and tie.signed and all(one.agrees(tie.signed.date) for one in signed):
                return True
        return False


def _signed(page: Page, norm: str) -> list[PartialDate]:
    """The days on which the sentences of a text sign; the others are those of what led to the tie."""
    told = (acts(page, norm[a:b], [_moved(one, -a) for one in resolve(find_dates(norm)) if a <= one.start < b])
        for a, b in stops(norm))  # fmt: skip
    return [act.date.date for found in told for act in found if act.date and act.date.date]


def _moved(one: DateMention, by: int) -> DateMention:
    return replace(one, start=one.start + by, end=one.end + by)


def _partners(page: Page, tie: Agreement) -> list[Stated]:
    return [one for one in (*tie.parties, *tie.unnamed) if one.value != page.home and one.printed]
