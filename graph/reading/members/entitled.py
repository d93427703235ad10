"""Pacts of many towns under a title that gives their kind: the parties in a list, a sentence or under a label below it."""

import re
from collections.abc import Iterator

from graph.reading.members.leagues import SORT
from graph.reading.members.listings import is_list, listing
from graph.reading.members.parties import KINDS, OTHERS, WORDS, below, count_of, pact, signers_below
from graph.reading.names.lands import names, stated
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.chains import chains
from graph.reading.words.deeds import concluded, date_of, home, kinds
from graph.reading.words.natures import nature
from graph.reading.words.verbs import verbs
from graph.records import Agreement, Stated, StatedDate
from graph.values import find_dates

HEADED = re.compile(r"締結|調印|協定日")
NAME = re.compile(r"(?:協定|覚書)書?\s*(?:[(「][^()「」]*[)」])?\s*$")
COUNT_IN = re.compile(rf"\s*[(](?P<in>[^()]*\d{SORT}[^()]*)[)]\s*$")  # (5市町間での協定)
HANGS = re.compile(r"[、,・]\s*$")
CELLS = 8  # lines that the cells of one row may take
QUOTED = re.compile(r"「(?P<name>[^「」]*(?:協定|覚書)書?)」")
DAY_IS = re.compile(r"(?:締結|調印|協定)(?:の)?日は、?")
NEAR = 14  # lines from a title to the label of the parties


def entitled(page: Page) -> Iterator[Agreement]:
    """Class B where the parties are those of a label or of a list, and as many as the title counts."""
    for number, line in enumerate(page.lines):
        if len(line) <= 60 and any(word in line.norm for word in WORDS):
            yield from _titled(page, number, line)
            yield from _stacked(page, number, line)
    for block in page.blocks:
        if DAY_IS.search(block.text.norm):
            yield from _quoted(page, block.text)


def _stacked(page: Page, number: int, line: Text) -> Iterator[Agreement]:
    """The name of a pact, its towns and its day below each other, as the cells of a table are printed."""
    if not NAME.search(line.norm) or find_dates(line.norm):
        return
    found = [one for one in kinds(page, line.norm) if one.key in KINDS]
    if {one.key for one in found} != {"mutual-aid"}:
        return
    towns: Text | None = None
    signed: StatedDate | None = None
    for below_ in page.lines[number + 1 : number + 1 + CELLS]:
        text = below_.stripped()
        if not text.norm:
            continue
        when = date_of(page, text) if len(text) <= 24 and nature(page, text) == "date" else None
        if when and signed is None:
            signed = when
        elif when is None and (towns is None or HANGS.search(towns.norm)) and _lists(page, text):
            towns = towns.plus(text) if towns else text
        else:
            break
        if signed and towns and not HANGS.search(towns.norm):
            break
    if signed is None or towns is None:
        return
    count = COUNT_IN.search(towns.norm)
    total = count_of(towns.part(*count.span("in"))) if count else None
    told = listing(page, towns.part(0, count.start()) if count else towns)
    sides = {one.name.key: stated(one.text, one.name) for one in told.items if one.name and one.name.key}
    if len(sides) < len(told.items) or len({*sides} - {page.home}) < 2:
        return
    parties = [*([] if page.home in sides else [home(page, line)]), *sides.values()]
    spans = [line.span(), towns.span(), signed.span]
    kind = page.stated(line, found[0])
    yield from pact(spans, parties, [], kind, concluded(signed), signed, total in (None, len(parties)), False)


def _lists(page: Page, text: Text) -> bool:
    count = COUNT_IN.search(text.norm)
    return is_list(page, text.part(0, count.start()) if count else text) and not OTHERS.search(text.norm)


def _quoted(page: Page, text: Text) -> Iterator[Agreement]:
    """The pact that a paragraph names between quotation marks, with its day; the signers stand below under their label."""
    name, day = QUOTED.search(text.norm), DAY_IS.search(text.norm)
    dates = [one for one in find_dates(text.norm) if one.date and day and 0 <= one.start - day.end() <= 1]
    following = page.source.line_of(text.ends[-1] - 1)
    if name is None or not dates or not signers_below(page, following):
        return
    words = text.part(*name.span("name"))
    told = [one for one in kinds(page, words.norm) if one.key in KINDS]
    found = below(page, following)
    if len({one.key for one in told}) != 1 or found is None or page.home not in found.named:
        return
    signed = page.dated(text, dates[0])
    spans = [words.span(), signed.span, *(one.span for one in found.named.values())]
    whole = found.total in (None, len(found)) and not (found.later or found.open)
    yield from pact(spans, list(found.named.values()), found.open, page.stated(words, told[0]), concluded(signed), signed,
                    whole, found.more)  # fmt: skip


def _titled(page: Page, number: int, line: Text) -> Iterator[Agreement]:
    """The pact of a title that gives its kind; the parties stand in a list or a sentence below it, or under their label."""
    norm = line.norm
    if "。" in norm or names(page, norm) or OTHERS.search(norm):
        return
    found = [one for one in kinds(page, norm) if one.key in KINDS]
    if len({one.key for one in found}) != 1:
        return
    dates = [one for one in find_dates(norm) if one.date]
    kind = page.stated(line, found[0])
    if len(dates) == 1 and HEADED.search(norm):
        yield from _dated(page, number, line, kind, page.dated(line, dates[0]))


def _dated(page: Page, number: int, line: Text, kind: Stated, signed: StatedDate) -> Iterator[Agreement]:
    found = below(page, number + 1)
    parties = {page.home: home(page, line), **(found.named if found else {})}
    if len(parties) < 3:
        parties, found = _signers(page, number + 1), None
    if len(parties) < 3:
        return
    spans = [line.span(), *(one.span for one in parties.values() if one.value != page.home)]
    whole = found is None or (found.total in (None, len(found), len(parties)) and not found.later)
    more = found is not None and found.more
    hidden = found.open if found else []
    yield from pact(spans, list(parties.values()), hidden, kind, concluded(signed), signed, whole, more)


def _signers(page: Page, first: int) -> dict[str, Stated]:
    """Those of whom the paragraph below says that they concluded it, without another day."""
    block = next((one for one in page.blocks if one.line > first and one.kind != "heading"), None)
    if block is None or block.line > first + 3:
        return {}
    text = block.text.part(0, len(block.text.norm.partition("。")[0]))
    if OTHERS.search(text.norm) or not verbs(text.norm) or any(one.date for one in find_dates(text.norm)):
        return {}
    sides = next((chain.names for chain in chains(page, text.norm) if len(chain.names) > 1), ())
    if any(one.open for one in sides):
        return {}
    return {one.key: stated(text, one) for one in sides if one.key}
