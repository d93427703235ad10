"""Which words of a line or a cell of a list name the partner, where no legal form and no last word of the name tells."""

import re
from collections.abc import Sequence

from graph.reading.names.companies import COUNT, Span_, counted, named
from graph.reading.names.lands import names
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.grids import cells
from graph.reading.tables.slots import role
from graph.reading.words.natures import EVERY, nature
from graph.values import find_dates

NEAR = 4  # lines
LATIN = re.compile(r"[A-Z][A-Za-z.:&・ -]+")  # a name, whatever stands beside it
UNION = re.compile(r"(?:協議会|連盟|連合|センター|機構|[協組]合?会|組合|本部|支部)\s*$")  # of a cell


def anchors_of(page: Page, number: int, text: Text) -> tuple[list[Span_], bool]:
    """The names on a line, and whether they are as many as the line counts.

    In a bracket after `4社` each part is a name; so is what stands beside a date where companies stand in the lines around.
    """
    if listed := counted(text):
        return listed
    found = named(text)
    count = COUNT.search(text.norm)
    whole = not count or int(count["n"]) == len(found) or len(found) == 1
    if found or number not in among(page):
        return found, whole
    row = [one for one in cells(text) if len(one)]
    if len(row) == 1 and (match := re.match(r"\s*(?P<name>[^\s、。]{2,20})\s(?=[\d明大昭平令MTSHR])", text.norm)):
        row = [text.part(*match.span("name")), text.part(match.end(), len(text)).stripped()]
    if 2 <= len(row) <= 6 and any(nature(page, one) == "date" for one in row):
        return _cell(page, text, row), True
    return [], True


@once
def among(page: Page) -> set[int]:
    """The lines (from 0) in whose surroundings companies with dates stand."""
    dated = [at for at, one in enumerate(page.lines) if find_dates(one.norm) and named(one)]
    return {near for at in dated for near in range(at - NEAR, at + NEAR + 1) if near != at}


def whole_cell(page: Page, text: Text) -> list[Span_]:
    """A cell under a label of partners, in a list of agreements with companies, that no word shows to be one."""
    norm = text.norm.strip()
    free = nature(page, text) == "free" and 2 <= len(norm) <= 20 and not re.search(r"[をはがに、。]|協定|連携", norm)
    label = role(norm) is not None and not UNION.search(norm)  # 工務店連絡協議会 is none
    return [(0, len(text))] if free and not (label or names(page, norm) or EVERY.search(norm)) else []


def _cell(page: Page, text: Text, row: Sequence[Text]) -> list[Span_]:
    """The cell of a row with a date that can only be a name: not a place, not a kind, no number."""
    first = next((at for at, one in enumerate(row) if nature(page, one) == "date"), len(row))
    found = [
        one
        for one in row[:first]  # what follows the date tells of the agreement
        if nature(page, one) == "free"
        and 2 <= len(one) <= 24
        and not re.search(r"[をはがに]|協定|連携", one.norm)
        and not (role(one.norm) or names(page, one.norm) or EVERY.search(one.norm))
    ]
    found = [one for one in found if LATIN.fullmatch(one.norm.strip())] or found
    if len(found) != 1:
        return []  # of two, one says what was agreed
    at = text.starts.index(found[0].starts[0])
    lead = re.match(r"(?:[(]?\d{1,3}[).、 ]|[・●○◆■*-])\s*", found[0].norm)
    return [(at + (lead.end() if lead else 0), at + len(found[0]))]
