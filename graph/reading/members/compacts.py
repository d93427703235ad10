"""Pacts of cooperation between municipalities, told in a sentence that signs and names its parties."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.names.companies import named
from graph.reading.names.lands import stated
from graph.reading.pages.days import dates_in
from graph.reading.pages.holding import holding
from graph.reading.pages.outline import Block
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.clauses import acts
from graph.reading.words.deeds import home
from graph.reading.words.phrases import Act
from graph.records import Agreement, AnyRecord

KINDS = ("cooperation-pact", "comprehensive")
WORDS = ("協約", "包括")
OTHERS = re.compile(r"大学|学校|会議所|議会|協会|組合|銀行|金庫|\d(?:社|者|団体)")


def compacts(page: Page) -> Iterator[AnyRecord]:
    """Class B; a sentence that names a company, a university or another body is read as theirs."""
    for _, sentence, signings in of_towns(page, WORDS, OTHERS):
        for act in signings:
            yield from _pact(page, sentence, act)


def of_towns(page: Page, words: Sequence[str], others: re.Pattern[str]) -> Iterator[tuple[Block, Text, Iterator[Act]]]:
    """The sentences with one of `words` that name no company and none of `others`, with their block and their signings."""
    for index in holding(page, *words):
        block = page.blocks[index]
        for start, sentence in page.sentences(index) if block.kind != "heading" else ():
            if any(word in sentence.norm for word in words) and not (others.search(sentence.norm) or named(sentence)):
                dates = [one for one in dates_in(page, index, start, sentence) if one.date]
                yield block, sentence, acts(page, sentence.norm, dates)


def _pact(page: Page, text: Text, act: Act) -> Iterator[AnyRecord]:
    if act.kind is None or act.kind.key not in KINDS or act.date is None or act.formers:
        return
    owners = [stated(text, one) for one in act.owners if not one.open]
    partners = [stated(text, one) for one in act.partners if not one.open]
    if not partners or len(partners) < len(act.partners):
        return
    parties = {one.value: one for one in (*(owners or [home(page, text)]), *partners)}
    if len(parties) < 2:
        return
    first = min(act.date.start, act.verb[0], *(one.start for one in (*act.owners, *act.partners)))
    last = max(act.date.end, act.verb[1], act.kind.end, *(one.end for one in (*act.owners, *act.partners)))
    yield Agreement(
        confidence="B",
        recogniser="league-pact",
        evidence=(text.span(first, last),),
        parties=tuple(parties.values()),
        kind=page.stated(text, act.kind),
        status=page.in_words(text, "concluded", *act.verb),
        signed=page.dated(text, act.date),
    )
