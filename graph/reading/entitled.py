"""Pacts of many towns under a title that gives their kind: the parties in a list, a sentence or under a label below it."""

import re
from collections.abc import Iterator

from graph.reading.chains import chains
from graph.reading.deeds import concluded, home, kinds
from graph.reading.lands import names, stated
from graph.reading.page import Page
from graph.reading.parties import KINDS, OTHERS, WORDS, below, pact
from graph.reading.text import Text
from graph.reading.verbs import verbs
from graph.records import Agreement, Stated, StatedDate
from graph.values import find_dates

HEADED = re.compile(r"締結|調印|協定日")
NEAR = 14  # lines from a title to the label of the parties
DAY = re.compile(
    r"[^\w(]*[(【\[〔<〈《]?\s*(?:協定)?(?:締結|調印|協定)(?:締結)?(?:年月)?(?:日|時期)\s*[)】\]〕>〉》]?\s*(?:[:：]|\s|$)\s*(?P<value>.*)"
)


def entitled(page: Page) -> Iterator[Agreement]:
    """Class B where the parties are those of a label or of a list, and as many as the title counts."""
    for number, line in enumerate(page.lines):
        if len(line) <= 60 and WORDS.search(line.norm):
            yield from _titled(page, number, line)


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
