"""Which of the words for an end, behind a verb that signs, speak of what that verb concluded: not of the tie with another."""

import re
from collections.abc import Collection

from graph.reading.pages.page import Page
from graph.reading.words.chains import chains
from graph.reading.words.ends import ends_behind

MERGED = re.compile(r"合併|統合")


def over(page: Page, norm: str, begin: int, sides: Collection[str]) -> re.Match[str] | None:
    """The last words behind `begin` for the end of the tie of these sides: `B市との提携は解消し` ends none with A市."""
    found: re.Match[str] | None = None
    told = ends_behind(norm, begin)
    groups = [one for one in chains(page, norm) if one.part == "with" and one.start >= begin] if told else []
    for one in told:
        mine = [two for two in groups if begin <= two.start and two.end <= one.start()]
        named = {name.key or name.surface for two in mine if not MERGED.match(norm, two.end) for name in two.names}
        if not named or named & {*sides}:
            found = one
        begin = one.end()
    return found
