"""Places abroad named without the ending of a municipality: beside their country, or again on a page that told it once."""

import re
from collections.abc import Iterator

from graph.countries import key_of
from graph.reading.names.regions import NAMING, inside_of, land_of
from graph.reading.pages.page import Page

PLAIN = re.compile(
    r"(?P<name>[ァ-ヴ][ァ-ヴー・=゠]+|(?=[一-龥])(?!.{0,2}(?:提携|締結|調印|協定|盟約|姉妹|友好))[一-龥]{2,4}(?<![市区町村県府都道州郡島省]))(?=\s*[(〈〔\[【])"
)
BRACKET = re.compile(r"[(〈〔\[【]")
# What follows such a name where it stands again, without the bracket that told its country.
AGAIN = re.compile(r"(?:から|まで|[とはがもへをに、・。]|の(?:間|市長|町長))")
ENDING = re.compile(r"[市区町村県府都道州郡島省]")
SHORTEST = 3  # letters of a name that is known again without its bracket


def unended(page: Page, norm: str, masked: str) -> Iterator[tuple[int, int, str]]:
    """Where such names stand, with the key of the country; `masked` is the text without the names of kinds."""
    abroad = any(land_of(inside_of(norm, bracket.start())) for bracket in BRACKET.finditer(masked))
    for match in PLAIN.finditer(masked) if abroad else ():
        land = land_of(inside_of(norm, match.end()))
        if land and not key_of(match["name"]) and not NAMING.match(masked[: match.start()][-1:]):
            yield *match.span("name"), land
    for name in _told(page) if page.lands else ():
        for match in re.finditer(re.escape(name), masked) if name in masked else ():
            before = masked[max(0, match.start() - 1) : match.start()]
            longer = NAMING.match(before) and (before > "ヿ") == (name[0] > "ヿ")  # letters of the same sort
            if not longer and AGAIN.match(masked, match.end()):
                yield *match.span(), page.lands[name]


def _told(page: Page) -> tuple[str, ...]:
    """The names without such an ending that the page places abroad: 羅東鎮, ダーラム."""
    key = ("placed abroad", len(page.lands))
    if key not in page.memory:
        told = [one for one in page.lands if len(one) >= SHORTEST and not ENDING.match(one[-1]) and not key_of(one)]
        page.memory[key] = tuple(told)
    found: tuple[str, ...] = page.memory[key]
    return found
