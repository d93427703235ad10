"""The days of ties that a sentence tells of several partners together: each partner with its day on a line of its own below it."""

import re
from collections.abc import Iterator

from graph.countries import pattern
from graph.reading.names.lands import Name, names, stated
from graph.reading.names.regions import prefectures
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.clauses import acts
from graph.reading.words.deeds import concluded, deed, home
from graph.reading.words.sentences import CITIES
from graph.records import AnyRecord
from graph.values import DateMention, find_dates

REST = re.compile(r"[\W\d_]|付け?|締結|提携|調印|盟約|[一-龥ァ-ヴー]{1,8}[都道府県州省郡]")
FEWEST = 2  # partners of such a list
REACH = 4  # lines without such a pair that end it
LONGEST = 48  # characters of such a line


def dated_lists(page: Page) -> Iterator[AnyRecord]:
    """Class B: the sentence names the partners and the kind, and the lines below name the same partners and no other."""
    for index, block in enumerate(page.blocks):
        if block.kind == "heading" or "都市" not in block.text.norm:
            continue
        for _, sentence in page.sentences(index):
            dated = any(one.date for one in find_dates(sentence.norm))
            for act in () if dated else acts(page, sentence.norm, ()):
                partners = {one.key for one in act.partners if one.key not in (None, page.home)}
                if act.kind is None or act.kind.key not in CITIES or act.formers or len(partners) < FEWEST:
                    continue
                if not {one.key for one in act.owners} <= {page.home}:
                    continue
                rows = list(_rows(page, page.source.line_of(sentence.ends[-1] - 1)))
                if len(rows) == len(partners) and {one.key for _, one, _ in rows} == partners:
                    kind = page.stated(sentence, act.kind)
                    for line, one, day in rows:
                        signed = page.dated(line, day)
                        spans = sorted([kind.span, line.span()], key=lambda each: each.at)
                        sides = (home(page, sentence), stated(line, one))
                        if tie := deed("dated-list", spans, sides, kind, concluded(signed), signed=signed, sure="B"):
                            yield tie


def _rows(page: Page, first: int) -> Iterator[tuple[Text, Name, DateMention]]:
    """The lines below line `first` that hold a day, a place and nothing else; others may stand before them, not between."""
    begun = others = 0
    for line in page.lines[first:]:
        if not line.norm.strip():
            continue
        days = [one for one in find_dates(line.norm) if one.date] if len(line) <= LONGEST else []
        told = [one for one in names(page, line.norm) if one.key != page.home] if len(days) == 1 else []
        if len(told) == 1 and not _more(page, line.norm, days[0], told[0]):
            begun += 1
            yield line, told[0], days[0]
        elif begun or (others := others + 1) >= REACH:
            return


def _more(page: Page, norm: str, day: DateMention, one: Name) -> bool:
    """True where a line tells more than a day and a place with its country or prefecture."""
    for start, end in sorted([(day.start, day.end), (one.start, one.end)], reverse=True):
        norm = norm[:start] + " " + norm[end:]
    return bool(REST.sub("", prefectures(page.gazetteer).sub("", pattern().sub("", norm))))
