"""Who 両市町 and 両町 are, where publisher and partner as they are now cannot be meant."""

import re

from graph.reading.lands import names, stated
from graph.reading.page import Page
from graph.reading.text import Text
from graph.reading.towns import heir_of
from graph.records import Agreement

BOTH = re.compile(r"両(?P<sorts>市町|市村|町村|町|村)(?=[はがでのに、]|長)")


def by_both(page: Page, block: Text, start: int, sentence: Text, tie: Agreement) -> Agreement:
    """The tie of a sentence at `start`, signed by the one merged town told before that fits; without one, in doubt."""
    both = BOTH.search(sentence.norm)
    place = page.gazetteer.place(page.home) if both else None
    sides = [one for one in tie.parties if one.value != page.home]
    if both is None or place is None or tie.former or len(sides) != 1 or len(tie.parties) != 2:
        return tie
    other = page.gazetteer.place(sides[0].value)
    if other is None or not other.key.startswith("lg/jp-") or {place.ja[-1], other.ja[-1]} == set(both["sorts"]):
        return tie
    told = block.part(0, start + len(sentence))
    towns = {one.key: one for one in names(page, told.norm) if heir_of(page, one.key) == page.home}
    fits = [one for one in towns.values() if {one.surface[-1], other.ja[-1]} == set(both["sorts"])]
    if len(fits) != 1:
        return tie.model_copy(update={"confidence": "C"})
    heir = next(one for one in tie.parties if one not in sides)
    heir = heir.model_copy(update={"flags": ("party_is_publisher", "successor")})
    return tie.model_copy(update={"former": (stated(told, fits[0], "former"),), "parties": (heir, *sides)})
