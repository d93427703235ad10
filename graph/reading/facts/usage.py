"""Tables of use: a row of figures under `利用人数`, its columns named in the row above, its year in brackets."""

import re
from collections.abc import Iterator

from graph.reading.facts.numbers import facilities_above
from graph.reading.facts.quantities import amount, plain
from graph.reading.pages.outline import Block
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import AnyRecord, Observation, StatedDate
from graph.values import find_dates

USERS = re.compile(r"利用(?:人数|者数)|入館者数|来館者数")
FIGURES = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def usage(page: Page) -> Iterator[AnyRecord]:
    """Class A: the users of each part of a house and of the whole, in one row or one cell a line."""
    houses = facilities_above(page)
    for index, block in enumerate(page.blocks):
        if (house := houses[index]) is None or not USERS.match(block.text.norm):
            continue
        figures = next(
            (found for one in page.blocks[index : index + 4] if len(found := _figures(one.text)) > 1),
            [],
        )
        heads = next(
            (found for one in reversed(page.blocks[max(0, index - 4) : index]) if len(found := _heads(one)) > 1), []
        )
        if not figures or len(heads) != len(figures):
            continue
        time = _year(page, index)
        for head, figure in zip(heads, figures, strict=True):
            yield Observation(
                confidence="A",
                recogniser="usage",
                evidence=(figure.span(),),
                of=house,
                measure="facility-users",
                value=page.in_words(figure, plain(amount(figure.norm)), 0, len(figure)),
                as_of=time,
                item=page.in_words(head, _name(head), 0, len(head)),
            )


def _figures(text: Text) -> list[Text]:
    """The figures of a row that holds nothing else behind its label."""
    rest = re.sub(r"^[^\d]*", "", text.norm)
    if re.sub(r"[\d,\s]", "", rest):
        return []
    return [text.part(*match.span()) for match in FIGURES.finditer(text.norm)]


def _heads(block: Block) -> list[Text]:
    """The cells of a row of heads, cut at tabs or else at blanks; letters set apart (`合   計`) stay one word."""
    if "\t" in block.text.norm:
        return [cell for cell in block.cells if cell.norm]
    text = block.text
    cells = re.finditer(r"(?<!\S)[一-龥]\s+[一-龥](?!\S)|[^\s(]+(?:\([^)]*\))?", text.norm)
    return [text.part(*match.span()) for match in cells]


def _name(head: Text) -> str:
    """A head without blanks and without what stands in brackets."""
    return re.sub(r"\s+", "", head.norm.partition("(")[0]) or head.norm


def _year(page: Page, index: int) -> StatedDate | None:
    """The fiscal year printed over the table, within the same house."""
    for block in reversed(page.blocks[max(0, index - 16) : index + 1]):
        dates = [one for one in find_dates(block.text.norm) if one.date and one.date.key.startswith("FY")]
        if dates and len(block.text.norm) < 80:
            return page.dated(block.text, dates[-1])
    return None
