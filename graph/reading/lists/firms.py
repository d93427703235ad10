"""Companies and universities in agreement with the city, as items of a list: what stands over it says what was agreed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.reading.facts.bodies import body
from graph.reading.lists.agreed import agreed, day_below, kind_in, list_kind, told_below
from graph.reading.lists.owners import joined_to_another
from graph.reading.lists.signatories import LATIN, UNION, among, anchors_of, whole_cell
from graph.reading.lists.spots import Facts, Spot, facts, spots, told_in
from graph.reading.names.companies import Span_, named, sort_of
from graph.reading.names.lands import names
from graph.reading.pages.outline import mark_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.entries import standing
from graph.reading.tables.sheets import sheeted
from graph.reading.tables.tables import tabled
from graph.reading.tables.titles import heading_state
from graph.reading.tables.wraps import pieces
from graph.reading.words.datings import day_in
from graph.reading.words.deeds import OVER, concluded, date_of, deed, home, kind_of, state_of
from graph.reading.words.natures import EVENT, without_brackets
from graph.records import AnyRecord, Stated, StatedDate
from graph.values import find_dates, resolve

DATED = re.compile(r"\s*(?:(?:連携)?協定(?:の)?)?(?:締結|協定|調印|提携)(?:年月日|日|年月|時期)?\s*[:：]?\s*")
SEAT = re.compile(r"\W*(?:本[社店部]|所在地|住所|代表者?|学長|理事長|会長|社長|頭取)(?:所在地)?\s*[:：]")
CLOSES = re.compile(r"\s*(?:[(][月火水木金土日](?:曜日?)?[)]\s*)?(?:(?:に|付け?で?)\s*)?(?:協定)?(?:締結|調印)\W*")
ALONE = re.compile(r"\W*(?:[(][^()]{1,10}[)])?[\W及びと]*")
OF_BODIES = ("comprehensive", "mutual-aid", "problem-solving", "memorandum", "accord")
SAYS = re.compile(
    r"\s*(?:[(][^()]*[)])?(?:[はがをにも]|と(?![のも])|[」』](?:[はがをにもの]|と(?![のも])))"
)  # a sentence, no name
IN_SENTENCE = re.compile(r"[ぁ-ん、]")  # behind a date
NOTE = re.compile(r"[※*]|[(]?注|[(〔](?:旧|元|前|現)(?:在?の?)?(?:社名|名称|商号|会社名|校名)?\s*[:：]?")
# A partner of whom only a part is named: 緑川大学・同短期大学部.
AND_SAME = re.compile(r"(?:[・、と]|及び|並びに|\s)同(?:短期|大学|社|行|校|高)")
FAR = 8  # lines from a partner to what else is agreed with it
FURTHER = re.compile(
    r"[^。、()・※\s]{2,40}?(?:協定|覚書)書?」?(?:を|:|\s){0,2}[^。、()をは]{3,18}(?:に|で)?(?:締結|調印|結[びんば])(?!予定|に向け|を?予定)"
)
TOGETHER = re.compile(r"いずれも|すべて|全て|ともに|共に|同時|同日締結")


def firms(page: Page) -> Iterator[AnyRecord]:
    """Class A for a line with name and date under a title of the kind; B for lists without dates."""
    told = [text for one in sheeted(page) if len(one.entry.values) > 1 for text in one.entry.texts() if len(text)]
    taken = {line for text in told for line in text.span().numbers}
    for line, record in _entries(page):
        taken.add(line)
        yield record
    yield from _items(page, taken)


def _entries(page: Page) -> Iterator[tuple[int, AnyRecord]]:
    """The rows and labelled lists whose partner is a company, with the line (from 1) that names it."""
    entries = (*tabled(page), *sheeted(page))
    heads = sorted({one.span().lines[0] for told in entries for one in told.entry.values.get("party", ()) if len(one)})
    for told in entries:
        for text in told.entry.values.get("party", ()):
            cell = told.entry.first("kind")
            dated = told.entry.first("date") is not None
            latin = LATIN.fullmatch(text.norm.strip()) is not None
            free = dated and told.kind is not None and (told.kind.value == "comprehensive" or latin)
            free = free or (dated and cell is not None and UNION.search(text.norm) is not None)
            found = named(text) or (whole_cell(page, text) if free and text.span().lines[0] - 1 in among(page) else [])
            own = kind_in(page, cell) if cell else _beside(page, text)
            full = own is not None and (own[1] or "label_open" in own[0].flags)
            kind = own[0] if own and full else kind_of(page, cell) if cell else told.kind
            kind = kind or (own[0] if own else None)
            if kind is None and cell is None and found and (over := agreed(page, text.span().lines[0] - 1)):
                kind = over.kind
            if guessed := kind is None and cell is not None and bool(found):
                kind = list_kind(page, text.span().lines[0] - 1)
            if not found or kind is None or kind.value not in OF_BODIES:
                continue
            when = told.entry.first("date")
            signed = day_in(page, when or text)
            waits = state_of(when.norm) if when and signed is None else None
            status = page.in_words(when, *waits) if when and waits else None
            state, until = standing(page, told.entry, kind, signed, None)
            status = status or (state if state.value in OVER else None) or heading_state(page, text.span().lines[0] - 1)
            sure = "A" if signed and not AND_SAME.search(text.norm) else "B"
            sure = "C" if guessed and len(found) > 1 else sure
            for name in found:
                for record in tie_with(page, text, name, kind, signed, status, sure, until):
                    yield text.span().lines[0], record
            if len(found) == 1:
                yield from _further(page, text, found[0], signed, heads)


def _further(
    page: Page, text: Text, name: Span_, signed: StatedDate | None, heads: Sequence[int]
) -> Iterator[tuple[int, AnyRecord]]:
    """Another agreement with a partner, told below it: `・物資の供給（別途、…に関する協定を平成28年8月24日に締結）`."""
    line = text.span().lines[1]
    stop = next((one for one in heads if one > line), len(page.lines) + 1)
    for number in range(line, min(stop - 1, line + FAR)):
        below = page.lines[number]
        if not (one := FURTHER.search(below.norm)) or named(below) or names(page, below.norm) or EVENT.search(one[0]):
            continue
        told = page.lines[number].part(*one.span())
        kind, day = kind_in(page, told), date_of(page, told)
        if kind and day and kind[0].value in OF_BODIES and (signed is None or day.value != signed.value):
            for record in tie_with(page, text, name, kind[0], day, None, "B"):
                yield number + 1, record


def _beside(page: Page, text: Text) -> tuple[Stated, bool] | None:
    """The kind told on the line of the one company that stands on it, in a column without a label."""
    line = page.lines[text.span().lines[0] - 1]
    return kind_in(page, line) if len(named(line)) == 1 else None


def _lines(page: Page) -> Iterator[tuple[int, Text]]:
    """The lines of lists; a line with a name and no date takes the one set in below it that begins with a date."""
    held: tuple[int, Text] | None = None
    for number, text in pieces(page):
        if held is not None:
            begin = len(text.norm) - len(text.norm.lstrip())
            deeper = begin > len(held[1].norm) - len(held[1].norm.lstrip())
            dates = find_dates(text.norm)
            label = DATED.match(text.norm)
            first = dates and dates[0].start == (label.end() if label and label[0].strip() else begin)
            alone = first and ALONE.fullmatch(_outside(held[1])) is not None
            told = alone and ((label and label[0].strip()) or CLOSES.fullmatch(text.norm, dates[0].end))
            if first and (deeper or told) and not named(text) and not IN_SENTENCE.match(text.norm, dates[0].end):
                yield held[0], _set_apart(held[1], text)
                held = None
                continue
            if SEAT.match(text.norm) and not dates and not named(text):
                continue
            yield held
            held = None
        if text.norm.strip() and named(text) and not find_dates(text.norm):
            held = number, text
        else:
            yield number, text
    if held is not None:
        yield held


def _set_apart(text: Text, below: Text) -> Text:
    """Both lines as one, a blank for the end of the first."""
    return text.plus(Text(text.source, " ", text.last)).plus(below)


def _outside(text: Text) -> str:
    """What stands on a line beside the names."""
    spans = [(0, 0), *named(text), (len(text), len(text))]
    return "".join(text.norm[a[1] : b[0]] for a, b in pairwise(spans))


def _items(page: Page, taken: set[int]) -> Iterator[AnyRecord]:
    """Lines with names of companies and nothing told: their dates beside them, in brackets, or for the whole list."""
    prose = _prose(page)
    before: StatedDate | None = None  # the date of the item above, which 〃 and 同年 go back to
    for number, text in _lines(page):
        if not text.norm.strip() or number + 1 in taken or number + 1 in prose:
            continue
        mark = mark_of(text)
        text = text.part(mark[1], len(text)) if mark else text
        norm = text.norm.strip()
        if not norm or len(norm) > 600 or ("。" in norm and "。" in without_brackets(norm)) or NOTE.match(norm):
            continue
        anchors, whole = anchors_of(page, number, text)
        if not anchors or any(SAYS.match(text.norm, one[1]) for one in anchors) or EVENT.search(norm[: anchors[0][1]]):
            continue
        own = kind_in(page, text, 0, anchors[0][0])
        own = own or (kind_in(page, text, anchors[0][1]) if len(anchors) == 1 else None)
        over = agreed(page, number)
        if own is None and over is None:
            continue
        found = spots(text, anchors)
        said = [facts(told_in(page, text, [*one.insides, one.tail, one.lead])) for one in found]
        common = [one.date for one in said if one.date] if TOGETHER.search(norm) else []
        for spot, told in zip(found, said, strict=True):
            kind, plain = own or (over.kind, over.plain) if over else own or (None, False)
            told = _resolved(page, text, spot, told, before)
            when = told.date or (common[0] if len(common) == 1 else None)
            before = when or before
            status = told.state or (over.state if over and own is None else None)
            waits = told.other and told.date is None  # what is dated is another deed: when it was signed stays open
            if waits:
                when, plain, whole = None, False, False
            sure = "A" if told.date and plain and whole and len(found) == 1 else "B" if whole else "C"
            day = when or (over.date if over and own is None and not waits else None)
            if not waits and day is None and status is None and own is None and told_below(page, number, found):
                continue  # the sentence below tells of it
            if not waits and day is None and status is None and len(found) == 1:
                day = day_below(page, number) if own and text.norm.startswith("との", spot.end) else None
            if kind is not None:
                yield from tie_with(page, text, (spot.start, spot.end), kind, day, status, sure, told.until)


def _prose(page: Page) -> set[int]:
    """The lines (from 1) of paragraphs that run over several lines."""
    found: set[int] = set()
    for text in (block.text for block in page.blocks):
        if "。" in text.norm and "。" in without_brackets(text.norm):
            found |= set(text.numbers) if len(text.numbers) > 1 else set()
    return found


def _resolved(page: Page, text: Text, spot: Spot, told: Facts, before: StatedDate | None) -> Facts:
    """A date given by that of the item above: 〃, 同日, 同年12月1日."""
    tail = text.norm[slice(*spot.tail)]
    if told.date or before is None or not (match := re.match(r"\s*(?:〃|″|同(?:日|年)|同上)", tail)):
        return told
    date = before.model_copy(update={"flags": ("ditto",)})
    if "同年" in match[0]:
        later = [one for one in resolve(find_dates(tail), int(before.value[:4])) if one.date]
        date = page.dated(text.part(*spot.tail), later[0]) if later else date
    return replace(told, date=date)


def tie_with(
    page: Page,
    text: Text,
    name: Span_,
    kind: Stated,
    when: StatedDate | None,
    status: Stated | None,
    sure: str,
    until: StatedDate | None = None,
) -> Iterator[AnyRecord]:
    """The company and its agreement; where no words give its state, the date or the list says that it is concluded."""
    record = body(page, text, *name, "firm", sort_of(text.norm[slice(*name)]), sure="A" if sure == "A" else "B")
    yield record
    status = status or concluded(when or kind)
    signed = None if status.value in ("preparing", "talks-begun") else when
    sure = "B" if sure == "A" and "label_open" in kind.flags else sure
    sure = "C" if joined_to_another(page, text, name[0]) else sure
    spans = [text.span(*name), *([signed.span] if signed else []), kind.span]
    tie = deed("firm", sorted(spans, key=lambda one: one.at), (home(page, text), record.body), kind.model_copy(update={"flags": ()}),
        status, signed=signed, until=until, sure=sure if signed or sure == "C" else "B",
    )  # fmt: skip
    if tie:
        yield tie
