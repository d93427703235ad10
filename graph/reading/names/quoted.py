"""Places in quotes without their ending: `アメリカの「デイトン」`, told again as 「デイトン」, and 「浜松」 of a 「浜松市」."""

import re
from collections.abc import Iterator

from graph.countries import key_of
from graph.reading.names.regions import beside
from graph.reading.pages.once import once
from graph.reading.pages.page import Page

QUOTED = re.compile(r"「(?P<name>[ァ-ヴ][ァ-ヴー・=゠]+|[一-龥]{2,4})」")
TOWN = re.compile(r"「([一-龥]{2,4})[市町村]」")
ENDING = "市区町村県府都道州郡島省"


@once
def _towns(page: Page) -> dict[str, str]:
    """The towns in quotes of their own, by their names without an ending."""
    return {one[1]: one[0][1:-1] for one in TOWN.finditer(page.document.text)}


def quoted(page: Page, norm: str, masked: str) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Where a place stands in quotes; the town with its ending, or the country that is printed beside it or elsewhere."""
    for match in QUOTED.finditer(masked):
        word = match["name"]
        if town := _towns(page).get(word):
            yield *match.span("name"), town, None
            continue
        seat = norm.endswith("首都", 0, match.start())  # whose name may be that of the country
        land = page.lands.get(word) or beside(page, norm, match.start() - 2 * seat, match.end())[0]
        known = seat or word in page.lands or not key_of(word)
        if land and land != "country/jp" and known and word[-1] not in ENDING:
            yield *match.span("name"), None, land
