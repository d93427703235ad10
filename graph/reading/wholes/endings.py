"""Which known tie an end belongs to that is told apart from its signing: beside the tie, in its section, or elsewhere."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from graph.reading.names.lands import LONGEST
from graph.reading.pages.days import dates_in
from graph.reading.pages.holding import holding
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import Event, dated, event_lines
from graph.reading.stories.heirs import READERS, of_others, scope, section, taken_over_in
from graph.reading.wholes.assemble import told_once
from graph.reading.wholes.beside import Ending, Told, beside
from graph.reading.wholes.marked import marked
from graph.reading.wholes.meant import (
    BOTH,
    named,
    of_another,
    of_kind,
    others,
    partners,
    sides,
    speaks_of,
    with_others,
    wording,
)  # fmt: skip
from graph.reading.wholes.missed import pieces
from graph.reading.words.denials import DONE
from graph.reading.words.ends import HINTS, OLDER, SAID, ended, let_go, renewed, state_in, undone
from graph.records import Agreement, AnyRecord, StatedDate
from graph.values import DateMention, find_dates

RAN_OUT = re.compile(r"の(?P<over>期間満了|失効|終了)")
ANEW = re.compile(r"(?:改めて|あらためて|再び|新たに|新たな|新しい)[^。]*?(?:締結|調印|署名|交わ|結[びんば]|協定)")
NOT_YET = re.compile(r"予定|検討|仮に|場合")
NOW = re.compile(r"現在|時点|から|より|以来|以降")


def endings(page: Page, records: Sequence[AnyRecord]) -> list[AnyRecord]:
    """The records, each tie that the document says has ended with the words that say so and their day.

    Where several ties may be meant, all wait for a person's word, or the line is left.
    """
    records = marked(page, records)
    blocks = [index for index in holding(page, *HINTS) if SAID.search(page.blocks[index].text.norm)]
    if not blocks:
        return list(records)
    found = _run_out(page, told_once(records), blocks)
    spent = set[int]()  # words that a reader before took for the end of a tie
    for route in (beside, _in_section, _elsewhere):
        ties = [one for one in found if isinstance(one, Agreement) and one.status.value == "concluded"]
        ended_ = [(tie, told) for tie, told in route(page, ties, blocks) if not _spent(page, tie, told, spent)]
        over = {id(tie): end for tie, told in ended_ if (end := _ended(page, tie, told))}
        spent |= {told.first for tie, told in ended_ if told and id(tie) in over}
        found = [over.get(id(one), one) for one in found]
    return found


def _spent(page: Page, tie: Agreement, told: Told | None, spent: Collection[int]) -> bool:
    """True for words that tell of the end of another tie, and do not name the partner of this one."""
    return told is not None and told.first in spent and not (named(page, told.text) & others(page, tie))


def _run_out(page: Page, records: Sequence[AnyRecord], blocks: Sequence[int]) -> list[AnyRecord]:
    """The records, those of a kind of which the section of a partner says no more than that it ran out: `MOUの期間満了`."""
    found = list(records)
    for index in blocks:
        block, partner = page.blocks[index], page.sections[index].partner
        if partner is None or block.kind == "heading":
            continue
        for kind in page.kinds(block.text.norm):
            over = RAN_OUT.match(block.text.norm, kind.end)
            if over and not undone(block.text.norm, over.end()):
                status = page.in_words(block.text, state_in(over[0]), *over.span("over"))
                for at, one in enumerate(found):
                    if isinstance(one, Agreement) and one.kind.value == kind.key and partner.value in sides(one):
                        found[at] = one.model_copy(update={"status": status})
    return found


def _in_section(page: Page, ties: Sequence[Agreement], blocks: Sequence[int]) -> Iterator[Ending]:
    """The ties whose end a sentence tells that speaks of the same place, with no word that they were taken over."""
    found: dict[tuple[int, int], list[tuple[Agreement, Told]]] = defaultdict(list)
    begins = {page.blocks[index].text.starts[0] for index in blocks}
    for tie in ties:
        near = tie.recogniser in READERS and any(text.starts[0] in begins for text in scope(page, tie))
        sentences, words = (section(page, tie)[0], wording(page, tie)) if near else ([], "")
        told = [
            Told(text, over.span())
            for text, following in zip_longest(sentences, sentences[1:])
            if (over := let_go(text.norm, words))
            and _of_this(page, text, over.start(), tie)
            and not _below_events(page, text, over.start(), tie)
            and not (following and renewed(following.norm))
        ]
        if told and not taken_over_in(page, tie, sentences):
            best = next((one for one in told if find_dates(one.text.norm)), told[0])
            found[best.text.starts[0], best.at[0]].append((tie, best))
    for meant in found.values():
        text = meant[0][1].text
        if len({frozenset(others(page, tie)) for tie, _ in meant}) == 1 or named(page, text) or BOTH.search(text.norm):
            yield from meant  # else the words leave open which of several is over


def _below_events(page: Page, text: Text, at: int, tie: Agreement) -> bool:
    """True where the words for an end stand below a time-line, the last event of which is this tie: whose end is it?"""
    line, events = tie.status.span.lines[0], event_lines(page)
    below = page.source.line_of(text.starts[at])
    if line not in events or below == line or below in events:
        return False
    begin = bisect_left(text.starts, page.lines[below - 1].first)
    return not named(page, text.part(begin, at)) & others(page, tie)


def _of_this(page: Page, text: Text, at: int, tie: Agreement) -> bool:
    """True unless the words for an end at `at` name other partners, or sign the tie after it."""
    if NOT_YET.search(text.norm) or OLDER.search(text.norm) or of_others(page, text, tie):
        return False
    made = [tie.status.span.at[0], *([tie.signed.span.at[0]] if tie.signed else [])]
    behind = any(text.starts[at] < one < text.ends[-1] for one in made)
    return not (behind or with_others(page, text, at, tie) or of_another(page, text, at, tie))


def _elsewhere(page: Page, ties: Sequence[Agreement], blocks: Sequence[int]) -> Iterator[Ending]:
    """The ties of which a note or a time-line tells the end: the only one of its kind with a partner that the words name."""
    known: dict[str, list[Agreement]] = defaultdict(list)
    for tie in ties:
        if not {"mention", "kind_mention"} & {*tie.flags}:
            for key in {key for one in (*tie.parties, *tie.unnamed) for key in (one.value, one.printed)} - {page.home}:
                known[key].append(tie)
    for index in blocks if known else ():
        for text in pieces(page, page.blocks[index]):
            over = ended(text.norm) if len(text) <= LONGEST else None
            if over is None or OLDER.search(text.norm, 0, over.end()):
                continue
            for key in partners(page, text, over.start()):
                mine = [one for one in known.get(key, ()) if of_kind(page, text.norm[: over.end()], one)]
                mine = [one for one in mine if not _below_events(page, text, over.start(), one)]
                if len({one.id for one in mine}) == 1 and speaks_of(page, text, over.start(), mine[0]):
                    yield from ((one, Told(text, over.span())) for one in mine)


def _ended(page: Page, tie: Agreement, told: Told | None) -> Agreement | None:
    """The tie with its end; None where the day of the end lies before the signing, or is yet to come."""
    if told is None or (told.beside and ANEW.search(told.text.norm, told.at[1])):
        return tie.model_copy(update={"confidence": "C"})  # one of the same kind may have taken its place
    text, at = told.text, told.at
    event = event_lines(page).get(page.source.line_of(text.starts[at[0]]))
    day = _until(page, tie, told, event)
    if day and tie.signed and day.date.latest <= tie.signed.date.earliest:
        return None
    if day and day.date.earliest > page.document.description.as_of.latest:
        return None
    state = state_in(text.norm[slice(*at)])
    text, at = (event.told, (0, len(event.told))) if event else (text, at)  # a line of a time-line tells one thing
    span = text.span(*at) if told.beside else text.span()
    spans = {one.at: one for one in (*tie.evidence, span)}
    sure = "B" if tie.confidence == "A" else tie.confidence
    update = {"status": page.in_words(text, state, *at), "until": day, "confidence": sure}
    return tie.model_copy(update=update | {"evidence": tuple(spans[one] for one in sorted(spans))})


def _days(page: Page, text: Text) -> list[DateMention]:
    """The dates of a text as the block in which it stands resolves them."""
    index = bisect_right([one.line for one in page.blocks], page.source.line_of(text.starts[0])) - 1
    block = page.blocks[index].text if index >= 0 else text
    start = bisect_left(block.starts, text.starts[0])
    inside = block.norm.startswith(text.norm, start)
    return dates_in(page, index, start, text) if inside and index >= 0 else find_dates(text.norm)


def _until(page: Page, tie: Agreement, told: Told, event: Event | None) -> StatedDate | None:
    """The last day before the words of the end, else one in brackets behind them, else that of the time-line's row."""
    text, (start, stop) = told.text, told.at
    days = [one for one in _days(page, text) if one.date and not (tie.signed and tie.signed.date == one.date)]
    if event:
        days = [one for one in days if text.starts[one.start] >= event.told.starts[0]]
    before = [one for one in days if one.end <= stop and not NOW.match(text.norm, one.end)][-1:]
    row = dated(event, None) if event else None
    if before and not DONE.search(text.norm, before[0].end, start):
        day = page.dated(text, before[0])
        return row if row and row.date.agrees(day.date) and row.date.days < day.date.days else day
    behind = [one for one in days if re.fullmatch(r"[^、。()]{0,6}\(", text.norm[stop : max(stop, one.start)])]
    return page.dated(text, behind[0]) if behind else row
