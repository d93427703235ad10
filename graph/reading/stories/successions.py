"""Mergers told in sentences, and the ties that the heir took over with them."""

import re
from collections.abc import Iterator

from graph.reading.pages.holding import holding
from graph.reading.pages.page import Mention, Page
from graph.records import AnyRecord, Change, Stated

MERGED = re.compile(r"との(?P<word>合併)に(?:伴い|より)")
TAKEN_OVER = re.compile(r"関係を(?:[^。、]{0,8}で)?引き継い")


def successions(page: Page) -> Iterator[AnyRecord]:
    """Class B: `A市とB町との合併に伴い、…の関係を引き継いだ`, with its date and the partner whose tie passed on."""
    for index in holding(page, "との合併に"):
        block = page.blocks[index]
        for start, sentence in page.sentences(index):
            merged = MERGED.search(sentence.norm)
            if merged is None or not TAKEN_OVER.search(sentence.norm, merged.end()):
                continue
            places = [one for one in page.places(sentence.norm) if one.key]
            before = [one for one in places if one.end == merged.start()]
            dates = [one for one in page.dates[index] if one.date and start <= one.start < start + len(sentence)]
            ties = _ties(sentence.norm, places)
            if not before or not dates:
                continue
            old = before[0]
            yield Change(
                confidence="B",
                recogniser="succession",
                evidence=(sentence.span(),),
                kind=page.in_words(sentence, _kind(page, old), merged.start("word"), merged.end("word")),
                before=page.stated(sentence, old),
                after=page.in_words(sentence, page.home, *_heir(page, places, old)),
                date=page.dated(block.text, dates[0]),
                ties=tuple(page.stated(sentence, one) for one in ties) or _partner(page, index),
            )


def _partner(page: Page, index: int) -> tuple[Stated, ...]:
    partner = page.sections[index].partner
    return (partner,) if partner is not None else ()


def _ties(norm: str, places: list[Mention]) -> list[Mention]:
    """The partner named as the one `との関係を` of whom passed on."""
    return [one for one in places if norm.startswith("との関係を", one.end)]


def _heir(page: Page, places: list[Mention], old: Mention) -> tuple[int, int]:
    named = [one for one in places if one.key == page.home]
    return (named[0].start, named[0].end) if named else (old.start, old.end)


def _kind(page: Page, old: Mention) -> str:
    """`absorption` where the heir was a municipality before the merger, as the publisher of an older name is."""
    formers = [one for one in page.gazetteer.formers if one.key == old.key and one.kind]
    return formers[0].kind if formers else "absorption"
