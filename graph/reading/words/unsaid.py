"""Ties that were read from words that say that there is none: left out, whichever reader took them for one."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from graph.reading.names.lands import LONGEST, names
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.datings import BEFORE, NO_MORE
from graph.reading.words.denials import PROVISIONAL, RETRACTS, Range, Sort, denials, dropped, extents, shaken
from graph.reading.words.verbs import verbs
from graph.records import Agreement, AnyRecord, Body, Span
from graph.values import find_dates

CELL = re.compile(r"\t|\s{2,}|[|│｜┃,]")
OPENS = re.compile(r"[(〔【\[]")
INNER = re.compile(r"(?<=[(〔【\[])[^()〔〕【】\[\]]+(?=[)〕】\]])")
NOTE = re.compile(r"\W*(?:備考|状況|現状|現況|状態|経過|結果|摘要)[\s:]")
LABEL = re.compile(r"\W*([^\W\d]{2,10})[\s:]")
LINES = 12  # that one item may have
ITEM_ENDS = re.compile(r"[、。;)〕】\]]")
# States that do say something of a tie that exists or existed; and those before it does.
LASTING, ON_THE_WAY = ("ended", "expired"), ("preparing", "talks-begun")
PAPER = re.compile(r"書[^、。]{0,4}交わ")  # that no paper was exchanged leaves the tie what the row calls it
BECOMES = re.compile(r"(?:[市町村区県州省校館]|関係|提携|縁組|仲|こと|運び)$")
NOWHERE = (0, 0)
BY_TIES = ("firm", "story")  # readers whose bodies are there because of their ties


@dataclass(frozen=True)
class Stretch:
    """A stretch `at` of the original in which no tie is made, but for what stands in the brackets `apart`.

    `within` is the statement around it; `named` is true where what signs behind it names a place of its own.
    """

    at: Range
    sort: Sort
    within: Range
    apart: tuple[Range, ...] = ()
    named: bool = False

    def holds(self, span: Span) -> bool:
        return _in(span, self.at) and not self.leaves(span)

    def leaves(self, span: Span) -> bool:
        return any(_in(span, one) for one in self.apart)


def _in(span: Span, at: Range) -> bool:
    return at[0] <= span.at[0] < at[1]


def unsaid(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records without the ties that the document denies; what it says to rest since waits for a person's word."""
    near = _near(page)
    if not near and not BEFORE.search(page.document.text):
        return records
    kept: list[AnyRecord] = []
    gone: set[str] = set()
    for one in records:
        if isinstance(one, Agreement) and not {"kind_mention", "mention"} & {*one.flags}:
            beside = [two for line in _lines(one) for two in near.get(line, ())]
            if any(_void(page, one, two) for two in beside) or _provisional(page, one):
                gone |= {party.value for party in one.parties}
                continue
            if any(two.sort == "suspended" and _in(one.status.span, two.within) for two in beside) or _no_more(
                page, one
            ):
                one = one.model_copy(update={"confidence": "C"})
        kept.append(one)
    gone -= {party.value for one in kept if isinstance(one, Agreement) for party in one.parties}
    return [one for one in kept if not (isinstance(one, Body) and one.recogniser in BY_TIES and one.body.value in gone)]


def _no_more(page: Page, tie: Agreement) -> bool:
    """True where a cell beside the day of a row says what was done on it, and that it was not the signing."""
    line = page.lines[tie.status.span.lines[0] - 1].norm
    return "status_by_date" in tie.status.flags and NO_MORE.search(line) is not None


def _provisional(page: Page, tie: Agreement) -> bool:
    """True where the tie was only signed for the time being (`仮調印`): another signing is to follow."""
    start, stop = tie.status.span.at
    words = page.document.text[max(0, start - 2) : stop]
    return "仮" in words and PROVISIONAL.search(words) is not None


def _lines(tie: Agreement) -> set[int]:
    """The lines on which stands what the tie was made of."""
    parts = (*tie.parties, *tie.unnamed, tie.kind, tie.status, *((tie.signed,) if tie.signed else ()))
    return {one.span.lines[0] for one in parts}


def _void(page: Page, tie: Agreement, stretch: Stretch) -> bool:
    """True where what makes the tie stands in words that deny it: its date, its verb, or its partner with no verb elsewhere."""
    state, sort = tie.status.value, stretch.sort
    if sort == "contrast" and stretch.at != stretch.within:
        return stretch.holds(tie.kind.span)  # 姉妹都市ではないが: what follows is of another kind
    if sort == "suspended" and stretch.at == NOWHERE:
        return False
    if sort != "denied" and (state in LASTING or (state in ON_THE_WAY and sort in ("pending", "proposed"))):
        return False
    if tie.signed and stretch.leaves(tie.signed.span):
        return False
    if stretch.holds(tie.status.span) or (tie.signed and stretch.holds(tie.signed.span)):
        return True
    sides = [one for one in (*tie.parties, *tie.unnamed) if one.printed and one.value != page.home]
    if not any(stretch.holds(one.span) for one in sides):
        return sort == "contrast" and stretch.holds(tie.kind.span)
    if "status_by_date" in tie.status.flags:
        return True  # no words of its own say that it was made
    if not _in(tie.status.span, stretch.within):
        return False
    return stretch.named or tie.status.span.at[0] < stretch.at[0]


def denied(page: Page, text: Text) -> set[Sort]:
    """How the sentences of a text deny ties."""
    near = _near(page)
    found = [one for line in text.numbers for one in near.get(line, ())] if near else []
    return {one.sort for one in found if text.first <= one.within[0] < text.last}


@once
def _near(page: Page) -> dict[int, list[Stretch]]:
    """The stretches of a document that make no tie, by line, so that the time grows with the text."""
    found: dict[int, list[Stretch]] = defaultdict(list)
    for one in (stretch for text in _statements(page) for stretch in _of(page, text)):
        first, last = (page.source.line_of(at) for at in (one.within[0], one.within[1] - 1))
        for line in range(first, last + 1):
            found[line].append(one)
    return dict(found)


def _statements(page: Page) -> Iterator[Text]:
    """The sentences of a document, what has no full stop by its lines; and each bracket in them for itself."""
    for index in range(len(page.blocks)):
        told = page.sentences(index)
        for number, (start, sentence) in enumerate(told):
            if number + 1 < len(told) and RETRACTS.match(told[number + 1][1].norm):
                sentence = page.blocks[index].text.part(start, told[number + 1][0] + len(told[number + 1][1]))
            inner = INNER.finditer(sentence.norm) if OPENS.search(sentence.norm) else ()
            if not (denials(sentence.norm) or any(dropped(one[0]) for one in inner)):
                continue
            for text in [sentence] if "。" in sentence.norm else _by_line(page, sentence):
                yield text
                for match in INNER.finditer(text.norm):
                    yield text.part(*match.span())


def _by_line(page: Page, text: Text) -> Iterator[Text]:
    start, lines = 0, [page.source.line_of(at) for at in text.starts]
    for at in range(1, len(lines) + 1):
        if at == len(lines) or lines[at] > lines[at - 1]:
            yield text.part(start, at)
            start = at


def _of(page: Page, text: Text) -> Iterator[Stretch]:
    norm = INNER.sub(lambda match: "・" * len(match[0]), text.norm)
    if len(norm) > LONGEST:
        return
    whole = (text.starts[0], text.ends[-1])
    for gloss in INNER.finditer(text.norm):
        if dropped(gloss[0]):  # A市 姉妹都市提携（否決）
            first = max((one.end() for one in ITEM_ENDS.finditer(text.norm, 0, gloss.start() - 1)), default=0)
            yield Stretch((text.starts[first], text.ends[gloss.end() - 1]), "denied", whole)
    if not denials(norm):
        return
    apart = tuple((text.starts[one.start()], text.ends[one.end() - 1]) for one in INNER.finditer(text.norm))
    cells = [*_cells(norm)]
    if len(cells) > 2:
        for first, last in cells:
            own = bool(find_dates(norm[first:last]))  # a note with a day of its own, or what the row comes to
            for one in denials(norm[first:last]):
                begin, end = first + one.start, first + one.end
                if one.sort in ("denied", "pending") and not (own or PAPER.search(norm, first, last)):
                    yield Stretch(whole, one.sort, whole, apart)
                elif one.sort == "contrast":
                    yield Stretch((text.starts[begin], text.ends[end - 1]), one.sort, whole, apart)
        return
    done = signs(norm)
    note = NOTE.match(norm)
    if note and not (done or find_dates(norm)):
        item = (_item(page, text), text.ends[-1])
        said = [one.start - note.end() for one in denials(norm) if one.sort == "denied"]
        yield from (Stretch(item, "denied", item) for begin in said if begin <= 2)  # 備考 提携は見送り
    for begin, end, sort in extents(norm, done):
        rest = next((stop for start, stop in done if start >= end), end)
        named = any(one.key != page.home for one in names(page, norm[end:rest]))
        if sort != "proposed" or named or not done:
            yield Stretch((text.starts[begin], text.ends[end - 1]), sort, whole, apart, named)
    if shaken(norm, done):
        yield Stretch(NOWHERE, "suspended", whole)


def _item(page: Page, note: Text) -> int:
    """Where the labelled lines begin that a note closes: below a blank line, or where a label of theirs comes again."""
    line = page.source.line_of(note.starts[0])
    start, seen = note.starts[0], set[str]()
    for text in reversed(page.lines[max(0, line - LINES) : line]):
        label = LABEL.match(text.norm)
        if not text.norm.strip() or (label and label[1] in seen):
            break
        seen |= {label[1]} if label else set()
        start = text.starts[0]
    return start


def signs(norm: str) -> list[Range]:
    """The verbs of a sentence that sign; of となった only what makes something of places."""
    return [
        one.span()
        for one in verbs(norm)
        if one[0][1:] != "な" or BECOMES.search(norm[max(0, one.start() - 4) : one.start()])
    ]


def _cells(norm: str) -> Iterator[Range]:
    at = 0
    for match in [*CELL.finditer(norm)]:
        if norm[at : match.start()].strip():
            yield at, match.start()
        at = match.end()
    if norm[at:].strip():
        yield at, len(norm)
