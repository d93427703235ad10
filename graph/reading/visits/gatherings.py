"""What an alliance did as a body: meetings held and requests made, dated by the sentence or by the document."""

import re
from collections.abc import Iterator
from functools import cache

from graph.reading.pages.holding import holding
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import AnyRecord, Event, Stated, StatedDate
from graph.values import DateError, DateMention, make

HELD = re.compile(r"を開催(?:し|。|$)|が開催され")
ASKED = re.compile(r"で、?[^。]{0,20}(?P<word>要望活動)を(?:行|実施)")


def gatherings(page: Page) -> Iterator[AnyRecord]:
    """Class B: a named alliance that met or asked; the year is that of the sheet where only the month is printed."""
    names = _names(tuple(page.gazetteer.surfaces("Alliance")))
    for index in holding(page, "を開催", "が開催され", "要望活動"):
        block = page.blocks[index]
        if block.kind == "heading" or page.sections[index].partner is not None:
            continue
        for start, sentence in page.sentences(index):
            for match in names.finditer(sentence.norm):
                held = HELD.match(sentence.norm, match.end())
                asked = ASKED.match(sentence.norm, match.end())
                if verb := held or asked:
                    mentions = [one for one in page.dates[index] if start <= one.start < start + match.start()]
                    kind = ("meeting", *verb.span()) if held else ("lobbying", *verb.span("word"))
                    date = _date(page, block.text, mentions[-1] if mentions else None, sentence)
                    yield _event(page, sentence, match, kind, date)


@cache
def _names(surfaces: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(surfaces, key=lambda one: (-len(one), one)))) or "(?!)")


def _date(page: Page, text: Text, mention: DateMention | None, sentence: Text) -> StatedDate:
    """The date of the sentence; a month alone falls in the year, or the fiscal year, that the document speaks for."""
    as_of = page.document.description.as_of
    if mention is not None and mention.date is not None:
        return page.dated(text, mention)
    if mention is not None and mention.month is not None:
        year = as_of.latest.year if mention.month <= as_of.latest.month else as_of.earliest.year
        try:
            key = make(year, mention.month, mention.day).key
            span = text.span(mention.start, mention.end)
            printed = text.printed(mention.start, mention.end)
            return StatedDate(value=key, printed=printed, span=span, flags=("year_from_document",))
        except DateError:
            pass
    return StatedDate(value=as_of.key, printed="", span=sentence.span(), flags=("date_from_document",))


def _event(page: Page, text: Text, name: re.Match[str], kind: tuple[str, int, int], date: StatedDate) -> Event:
    key = page.alliance(name[0])
    home = Stated(value=page.home, printed="", span=text.span(*name.span()), flags=("party_is_publisher",))
    return Event(
        confidence="B",
        recogniser="event-gathering",
        evidence=(text.span(name.start(), kind[2]),),
        source="narrative",
        home=home,
        partners=(),
        kind=page.in_words(text, *kind),
        date=date,
        direction=page.in_words(text, "joint", *kind[1:]),
        name=page.in_words(text, name[0], *name.span()) if kind[0] == "meeting" else None,
        under=key,
    )
