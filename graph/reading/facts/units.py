"""Departments: in brackets after a chapter's title, alone under it, or named as lead and related in an evaluation."""

import re
from collections.abc import Iterator

from graph.reading.pages.outline import Block
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import AnyRecord, Stated, Unit

ENDINGS = ("課", "室", "局", "部", "係")
UNIT = rf"[一-龥ァ-ヶーA-Z々]{{1,20}}(?:{'|'.join(ENDINGS)})"
BRACKETED = re.compile(rf"(?P<title>.+?)\s*[(](?P<unit>{UNIT})[)]$")
ALONE = re.compile(rf"{UNIT}")
LEAD_AND_RELATED = re.compile(r"(?:施策)?幹事課\s+関係課")


def units(page: Page) -> Iterator[AnyRecord]:
    """Class A: the department that a document names as in charge of a chapter."""
    for index, block in enumerate(page.blocks):
        norm = block.text.norm
        if block.kind == "heading" and norm.endswith(")") and (match := BRACKETED.fullmatch(norm)):
            title = page.in_words(block.text, match["title"], *match.span("title"))
            yield _unit(page, block.text, match.span("unit"), title, "lead")
        elif block.kind == "prose" and norm.endswith(ENDINGS) and ALONE.fullmatch(norm) and index:
            if (above := _title(page, page.blocks[index - 1])) is not None:
                yield _unit(page, block.text, (0, len(block.text)), above, "lead")
        elif "幹事課" in norm and LEAD_AND_RELATED.search(norm) and index + 1 < len(page.blocks):
            yield from _sheet(page, block, page.blocks[index + 1])


def _title(page: Page, above: Block) -> Stated | None:
    """The line above as the chapter's title: a heading or a short line, no sentence and no table."""
    norm = above.text.norm
    if above.kind == "row" or "。" in norm or "|" in norm or not 6 <= len(norm) <= 48 or norm[:1] in "(-●・":
        return None
    return page.in_words(above.text, norm, 0, len(norm))


def _sheet(page: Page, head: Block, block: Block) -> Iterator[AnyRecord]:
    """`lead related / related / …` under `幹事課 関係課`; the chapter is the document itself."""
    title = page.in_words(head.text, page.document.description.title_ja, 0, len(head.text), "whole_document")
    for number, one in enumerate(re.finditer(rf"{UNIT}", block.text.norm)):
        yield _unit(page, block.text, one.span(), title, "related" if number else "lead")


def _unit(page: Page, text: Text, span: tuple[int, int], chapter: Stated, role: str) -> Unit:
    return Unit(
        confidence="A",
        recogniser="unit",
        evidence=(text.span(*span),),
        unit=page.in_words(text, page.unit(text.norm[slice(*span)]), *span),
        of=page.in_words(text, page.home, *span, "party_is_publisher"),
        chapter=chapter,
        role=role,  # type: ignore[arg-type]
    )
