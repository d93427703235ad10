"""Ties told under the heading of a city, or in a sentence that names both sides."""

import re
from collections.abc import Iterator

from graph.reading.days import dates_in
from graph.reading.items import heading_of
from graph.reading.lands import names
from graph.reading.page import Page
from graph.reading.sentences import Subject, sentence_ties
from graph.reading.text import Text
from graph.reading.timelines import event_lines
from graph.records import Agreement, AnyRecord

# What bears a city's name without being the city.
BODY = re.compile(r"議会|商工|立|内|観光|国際|体育|文化協会|[小中高大]学|高校|病院|水族|動物|港|空港|駅|図書|博物|美術")


def subjects(page: Page) -> list[Subject | None]:
    """For each block the place that heads it: by its headings, or by the last short line that names a place alone."""
    if "subjects" in page.memory:
        return list(page.memory["subjects"])
    found: list[Subject | None] = []
    now: Subject | None = None
    for block in page.blocks:
        if block.kind == "heading":
            now = next((one for head in reversed(block.headings) if (one := _of(page, head.text))), None)
        elif block.kind in ("prose", "row") and (one := _of(page, block.text)):
            now = one
        found.append(now)
    page.memory["subjects"] = found
    return found


def _of(page: Page, text: Text) -> Subject | None:
    name = heading_of(page, text)
    return (text, name) if name else None


def _told(page: Page, text: Text) -> list[Subject]:
    """The places that a paragraph speaks of, each once, the publisher and regions left out."""
    found = {
        one.key or one.surface: one
        for one in names(page, text.norm)
        if one.key != page.home
        and "former" not in one.flags
        and one.surface[-1] not in "県州省道"
        and not BODY.match(text.norm, one.end)
    }
    return [(text, one) for one in found.values()]


def stories(page: Page) -> Iterator[AnyRecord]:
    """Class B: what sentences sign; where a story under one heading signs twice, its last signing counts."""
    last: dict[tuple[str, ...], Agreement] = {}
    rest: list[Agreement] = []
    events = event_lines(page)
    about: Subject | None = None
    for index, subject in enumerate(subjects(page)):
        block = page.blocks[index]
        if block.kind == "heading":
            about = None
        elif told := _told(page, block.text):
            about = told[0] if len(told) == 1 else None
        if block.line in events:
            continue
        if block.kind == "heading" or page.sections[index].partner is not None or "\t" in block.text.norm:
            continue
        subject = subject or about
        before: Agreement | None = None
        for start, sentence in page.sentences(index):
            for one in sentence_ties(page, sentence, dates_in(page, index, start, sentence), subject, None, before):
                before = one
                if subject and one.signed:
                    sides = tuple(sorted(p.value for p in (*one.parties, *one.unnamed)))
                    last[(str(subject[0].starts[0]), one.kind.value, *(town.value for town in one.former), *sides)] = (
                        one
                    )
                else:
                    rest.append(one)
    yield from last.values()
    yield from rest
