"""A document's prose in runs: paragraphs whose wrapped lines the outline took for their ends, with their dates."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.reading.pages.once import once
from graph.reading.pages.outline import Heading
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.values import DateMention, find_dates

LONGEST = 8_000  # characters; a longer run is no paragraph that somebody wrapped
STOP = re.compile(r"[。」)|]\s*$")


@dataclass(frozen=True)
class Run:
    """Prose blocks under one heading put together, for a figure may be wrapped where the outline saw an end."""

    text: Text
    index: int
    heading: Heading | None

    @cached_property
    def dates(self) -> list[DateMention]:
        """The dates that the run prints, in order."""
        return [one for one in find_dates(self.text.norm) if one.date]

    @cached_property
    def starts(self) -> list[int]:
        return [one.start for one in self.dates]

    def near(self, first: int, last: int) -> list[DateMention]:
        """The dates that touch the characters `first:last`."""
        return self.dates[max(0, bisect_left(self.starts, first) - 1) : bisect_right(self.starts, last)]


@once
def runs(page: Page) -> list[Run]:
    """The document's prose in runs, put together once."""
    return list(_runs(page))


def _runs(page: Page) -> Iterator[Run]:
    """The document's prose in runs: a block that ends within a sentence goes on in the next under the same heads."""
    text: Text | None = None
    first = 0
    for index, block in enumerate(page.blocks):
        before = page.blocks[index - 1] if index else None
        same = before is not None and before.headings == block.headings and before.kind == block.kind == "prose"
        if text is not None and same and before is not None and _goes_on(before.text, text):
            text = text.plus(block.text)
            continue
        if text is not None:
            yield Run(text, first, _bare(page, first))
        text, first = block.text, index
    if text is not None:
        yield Run(text, first, _bare(page, first))


def _goes_on(before: Text, run: Text) -> bool:
    return len(run) < LONGEST and not STOP.search(before.norm[-20:])


def _bare(page: Page, index: int) -> Heading | None:
    return next((one for one in reversed(page.blocks[index].headings) if one.mark == "bare"), None)
