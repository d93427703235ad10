"""Ties between bodies named in a sentence: councils, schools, chambers, aquariums, marathons of two places."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.bodies import body
from graph.reading.clauses import verbs
from graph.reading.days import dates_in
from graph.reading.deeds import BELOW, kinds
from graph.reading.page import Page
from graph.reading.text import Text
from graph.reading.timelines import dated, event_lines
from graph.records import Agreement, AnyRecord, Stated, StatedDate
from graph.values import DateMention

SORTS = {
    "council": "議会|人民代表大会|人大常委会",
    "chamber": "商工会議所|商業会議所",
    "school": "高等学校|高校|中学校|小学校|中等教育学校|学園|カレッジ|学校",
    "university": "大学校?",
    "aquarium": "水族館",
    "marathon": "マラソン(?:大会)?",
}
KINDS = {
    "council": "council-exchange", "chamber": "sister-chamber", "school": "sister-school",
    "aquarium": "sister-aquarium", "marathon": "marathon-exchange",
}  # fmt: skip
_ANY = "|".join(SORTS.values())
_SIDE = rf"[^\s、。「」と]{{1,24}}?(?:{_ANY})"
PAIR = re.compile(
    rf"(?:^|[、。\s「]|また、?)(?P<a>{_SIDE})(?:[(][^()]*[)])?(?:実行委員会)?と(?:、)?(?P<b>{_SIDE})(?:[(][^()]*[)])?"
    r"(?:の?実行委員会)?(?:の間)?(?=は|が|で|の|、|\s)"
)
ABROAD = re.compile(r"[(][^()]*[)]の|市の(?=高校|中学校|小学校|学校|大学)")


def sort_of(name: str) -> str:
    return next(sort for sort, pattern in SORTS.items() if re.search(rf"(?:{pattern})$", name))


def bonds(page: Page) -> Iterator[AnyRecord]:
    """Class B: two bodies of one sort, a word that concludes, and a date."""
    events = event_lines(page)
    for index, block in enumerate(page.blocks):
        if page.sections[index].partner is not None and block.kind != "heading":
            continue
        if event := events.get(block.line):
            yield from _bond(page, event.told, [], dated(event, None))
            continue
        for start, sentence in page.sentences(index):
            yield from _bond(page, sentence, dates_in(page, index, start, sentence), None)


def _bond(page: Page, text: Text, dates: Sequence[DateMention], lead: StatedDate | None) -> Iterator[AnyRecord]:
    match = PAIR.search(text.norm)
    if match is None or (sort := sort_of(match["a"])) != sort_of(match["b"]) or sort not in KINDS:
        return
    named = [one for one in kinds(page, text.norm) if one.start >= match.end() and one.key in BELOW]
    done = [one for one in verbs(text.norm) if one.start() >= match.end()]
    mine = [one for one in dates if one.date and (not done or one.start < done[0].start())]
    signed = page.dated(text, mine[-1]) if mine else lead
    if signed is None or not (done or named):
        return
    word = (named[-1].start, named[-1].end) if named else done[0].span()
    ends: list[Stated] = []
    unnamed: list[Stated] = []
    for side in "ab":
        if ABROAD.search(match[side]):
            unnamed.append(page.in_words(text, match[side], *match.span(side)))
            continue
        record = body(page, text, *match.span(side), "bond", sort)
        yield record
        ends.append(record.body)
    yield Agreement(
        confidence="B",
        recogniser="bond",
        evidence=tuple(
            sorted({signed.span.at: signed.span, text.span().at: text.span()}.values(), key=lambda one: one.at)
        ),
        parties=tuple(ends),
        unnamed=tuple(unnamed),
        kind=page.in_words(text, KINDS[sort], *word),
        status=page.in_words(text, "concluded", *(done[0].span() if done else word)),
        signed=signed,
    )
