"""Companies and universities in agreement with the city, as items of a list: what stands over it says what was agreed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.reading.agreed import agreed, day_below, kind_in, told_below
from graph.reading.bodies import body
from graph.reading.companies import COUNT, Span_, counted, named, sort_of
from graph.reading.datings import day_in
from graph.reading.deeds import OVER, concluded, deed, home, kind_of, state_of
from graph.reading.entries import standing
from graph.reading.grids import cells
from graph.reading.lands import names
from graph.reading.natures import EVENT, EVERY, nature, without_brackets
from graph.reading.once import once
from graph.reading.outline import mark_of
from graph.reading.owners import joined_to_another
from graph.reading.page import Page
from graph.reading.sheets import sheeted
from graph.reading.spots import Facts, Spot, facts, spots
from graph.reading.tables import tabled
from graph.reading.text import Text
from graph.reading.wraps import pieces
from graph.records import AnyRecord, Stated, StatedDate
from graph.values import find_dates, resolve

NEAR = 4  # lines
DATED = re.compile(r"\s*(?:締結|協定|調印|提携)(?:年月日|日|年月|時期)?\s*[:：]?\s*")
OF_BODIES = ("comprehensive", "mutual-aid", "problem-solving", "memorandum", "accord")
SAYS = re.compile(r"\s*(?:[(][^()]*[)])?(?:[はがをにも]|と(?![のも]))")  # what makes a sentence of a name
IN_SENTENCE = re.compile(r"[ぁ-ん、]")  # behind a date
UNION = re.compile(r"(?:協議会|連盟|連合|センター|機構|[協組]合?会|組合|本部|支部)\s*$")  # of a cell
NOTE = re.compile(r"[※*]|[(]?注")
LATIN = re.compile(r"[A-Z][A-Za-z.:&・ -]+")  # a name, whatever stands beside it
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
    for told in (*tabled(page), *sheeted(page)):
        for text in told.entry.values.get("party", ()):
            cell = told.entry.first("kind")
            dated = told.entry.first("date") is not None
            latin = LATIN.fullmatch(text.norm.strip()) is not None
            free = dated and told.kind is not None and (told.kind.value == "comprehensive" or latin)
            free = free or (dated and cell is not None and UNION.search(text.norm) is not None)
            found = named(text) or (
                _whole_cell(page, text) if free and text.span().lines[0] - 1 in _among(page) else []
            )
            own = kind_in(page, cell) if cell else _beside(page, text)
            full = own is not None and (own[1] or "label_open" in own[0].flags)
            kind = own[0] if own and full else kind_of(page, cell) if cell else told.kind
            kind = kind or (own[0] if own else None)
            if kind is None and cell is None and found and (over := agreed(page, text.span().lines[0] - 1)):
                kind = over.kind
            if not found or kind is None or kind.value not in OF_BODIES:
                continue
            when = told.entry.first("date")
            signed = day_in(page, when or text)
            waits = state_of(when.norm) if when and signed is None else None
            status = page.in_words(when, *waits) if when and waits else None
            state, until = standing(page, told.entry, kind, signed, None)
            status = status or (state if state.value in OVER else None)
            for name in found:
                for record in tie_with(page, text, name, kind, signed, status, "A" if signed else "B", until):
                    yield text.span().lines[0], record


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
            first = dates and dates[0].start == (label.end() if label else begin)
            if deeper and first and not named(text) and not IN_SENTENCE.match(text.norm, dates[0].end):
                yield held[0], held[1].plus(text)
                held = None
                continue
            yield held
            held = None
        if text.norm.strip() and named(text) and not find_dates(text.norm):
            held = number, text
        else:
            yield number, text
    if held is not None:
        yield held


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
        if not norm or len(norm) > 600 or "。" in without_brackets(norm) or NOTE.match(norm):
            continue
        anchors, whole = _anchors(page, number, text)
        if not anchors or any(SAYS.match(text.norm, one[1]) for one in anchors) or EVENT.search(norm[: anchors[0][1]]):
            continue
        own = kind_in(page, text, 0, anchors[0][0])
        own = own or (kind_in(page, text, anchors[0][1]) if len(anchors) == 1 else None)
        over = agreed(page, number)
        if own is None and over is None:
            continue
        found = spots(text, anchors)
        said = [facts(page, text, [*one.insides, one.tail, one.lead]) for one in found]
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
            if not waits and day is None and status is None and len(found) == 1:
                if own is None and told_below(page, number):
                    continue  # the sentence below tells of it
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


def _anchors(page: Page, number: int, text: Text) -> tuple[list[Span_], bool]:
    """The names on a line, and whether they are as many as the line counts.

    In a bracket after `4社` each part is a name; so is what stands beside a date where companies stand in the lines around.
    """
    if listed := counted(text):
        return listed
    found = named(text)
    count = COUNT.search(text.norm)
    whole = not count or int(count["n"]) == len(found) or len(found) == 1
    if found or number not in _among(page):
        return found, whole
    row = [one for one in cells(text) if len(one)]
    if len(row) == 1 and (match := re.match(r"\s*(?P<name>[^\s、。]{2,20})\s(?=[\d明大昭平令MTSHR])", text.norm)):
        row = [text.part(*match.span("name")), text.part(match.end(), len(text)).stripped()]
    if 2 <= len(row) <= 6 and any(nature(page, one) == "date" for one in row):
        return _cell(page, text, row), True
    return [], True


@once
def _among(page: Page) -> set[int]:
    """The lines (from 0) in whose surroundings companies with dates stand."""
    dated = [at for at, one in enumerate(page.lines) if named(one) and find_dates(one.norm)]
    return {near for at in dated for near in range(at - NEAR, at + NEAR + 1) if near != at}


def _whole_cell(page: Page, text: Text) -> list[Span_]:
    """A cell under a label of partners, in a list of agreements with companies, that no word shows to be one."""
    norm = text.norm.strip()
    free = nature(page, text) == "free" and 2 <= len(norm) <= 20 and not re.search(r"[をはがに、。]|協定|連携", norm)
    return [(0, len(text))] if free and not names(page, norm) and not EVERY.search(norm) else []


def _cell(page: Page, text: Text, row: Sequence[Text]) -> list[Span_]:
    """The cell of a row with a date that can only be a name: not a place, not a kind, no number."""
    first = next((at for at, one in enumerate(row) if nature(page, one) == "date"), len(row))
    found = [
        one
        for one in row[:first]  # what follows the date tells of the agreement
        if nature(page, one) == "free"
        and 2 <= len(one) <= 24
        and not re.search(r"[をはがに]|協定|連携", one.norm)
        and not names(page, one.norm)
        and not EVERY.search(one.norm)
    ]
    found = [one for one in found if LATIN.fullmatch(one.norm.strip())] or found
    if len(found) != 1:
        return []  # of two, one says what was agreed
    at = text.starts.index(found[0].starts[0])
    lead = re.match(r"(?:[(]?\d{1,3}[).、 ]|[・●○◆■*-])\s*", found[0].norm)
    return [(at + (lead.end() if lead else 0), at + len(found[0]))]


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
