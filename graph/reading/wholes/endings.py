"""Which known tie an end belongs to that is told apart from its signing: beside the tie, in its section, or elsewhere."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from graph.reading.names.lands import LONGEST
from graph.reading.pages.days import dates_in
from graph.reading.pages.holding import holding
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import Event, dated, event_lines
from graph.reading.stories.heirs import READERS, of_others, section, taken_over_in
from graph.reading.wholes.assemble import told_once
from graph.reading.wholes.meant import (
    named,
    of_another,
    of_kind,
    of_named,
    others,
    partners,
    sides,
    speaks_of,
    with_others,
    within,
    wording,
)
from graph.reading.wholes.missed import pieces
from graph.reading.words.denials import DONE
from graph.reading.words.ends import HINTS, OLDER, ended, ends, let_go, renewed, state_in, undone
from graph.records import Agreement, AnyRecord, StatedDate
from graph.values import DateMention, find_dates

RAN_OUT = re.compile(r"の(?P<over>期間満了|失効|終了)")
ANEW = re.compile(r"(?:改めて|あらためて|再び|新たに|新たな|新しい)[^。]*?(?:締結|調印|署名|交わ|結[びんば]|協定)")
NOT_YET = re.compile(r"予定|検討|仮に|場合")
BOTH = re.compile(r"両(?:協定|提携|関係)|いずれも|どちらも|ともに|これらの")
GOES_ON = re.compile(
    r"\W*(?:なお|また|ただし|その後|しかし|ところが)?、?(?:(?:この|本|同|当該|その)(?:相互|応援|連携)?(?:協定|提携|盟約|関係|都市)|協定|提携|現在|その後|期間)"
)
NOW = re.compile(r"現在|時点|から|より|以来|以降")
ITS_NAME = re.compile(r"協定|提携|関係|盟約|縁組|覚書|都市|協約|契約|失効|満了")
FULL = ("。", "。)", "。」")
NEXT = 3  # blocks below a tie


@dataclass(frozen=True)
class Told:
    """The words `at` of a text by which a tie has ended; of a text `beside` the tie they alone are its evidence."""

    text: Text
    at: tuple[int, int]
    beside: bool = False


def endings(page: Page, records: Sequence[AnyRecord]) -> list[AnyRecord]:
    """The records, each tie that the document says has ended with the words that say so and their day.

    Where several ties may be meant, all wait for a person's word, or the line is left.
    """
    if not holding(page, *HINTS):
        return list(records)
    found = _run_out(page, told_once(records))
    for route in (_beside, _in_section, _elsewhere):
        ties = [one for one in found if isinstance(one, Agreement) and one.status.value == "concluded"]
        over = {id(tie): end for tie, told in route(page, ties) if (end := _ended(page, tie, told))}
        found = [over.get(id(one), one) for one in found]
    return found


def _run_out(page: Page, records: Sequence[AnyRecord]) -> list[AnyRecord]:
    """The records, those of a kind of which the section of a partner says no more than that it ran out: `MOUの期間満了`."""
    found = list(records)
    for index in holding(page, "期間満了", "の失効", "の終了"):
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


def _beside(page: Page, ties: Sequence[Agreement]) -> Iterator[tuple[Agreement, Told | None]]:
    """The ties whose end is told by the sentences behind them, in their block or in those below that go on to speak of them."""
    told = defaultdict[int, list[Agreement]](list)
    lines = [block.line for block in page.blocks]
    for one in ties:
        number = bisect_right(lines, one.status.span.lines[0]) - 1
        if number >= 0:
            told[number].append(one)
    events, hold = event_lines(page), {*holding(page, *HINTS)}
    for number, mine in told.items():
        block = page.blocks[number]
        if "\t" in block.text.norm or block.line in events:
            continue
        near = [number, *_behind(page, number, told)]
        if not hold.isdisjoint(near):
            yield from _in_sentences([text for at in near for _, text in page.sentences(at)], page, mine)


def _behind(page: Page, number: int, told: dict[int, list[Agreement]]) -> Iterator[int]:
    """The blocks below a tie that go on to speak of it."""
    head = page.blocks[number]
    for at in range(number + 1, min(number + 1 + NEXT, len(page.blocks))):
        block = page.blocks[at]
        same = [one.line for one in block.headings] == [one.line for one in head.headings]
        under = head.kind == "heading" and any(one.line == head.line for one in block.headings)
        if block.kind == "heading" or at in told or "\t" in block.text.norm or not (same or under):
            return
        if under or GOES_ON.match(block.text.norm):
            yield at


def _in_sentences(
    sentences: Sequence[Text], page: Page, mine: Sequence[Agreement]
) -> Iterator[tuple[Agreement, Told | None]]:
    """The ties whose end the sentences tell; one that names no partner speaks of the tie before it."""
    current: list[Agreement] = []
    known: list[Agreement] = []
    last = 0  # the sentence of the current ties
    for place, text in enumerate(sentences):
        if place > last + 1 and not ITS_NAME.search(text.norm):
            current = []  # something else was spoken of since
        here = [one for one in mine if within(text, one.status.span.at[0])]
        begin = 0
        if here:
            current, known, last = here, [*known, *here], place
            stop = max(one.status.span.at[1] for one in here)
            begin = sum(end <= stop for end in text.ends)
        over = next((one for one in ends(text.norm) if one.start() >= begin), None)
        if over is None or not text.norm.rstrip().endswith(FULL):
            continue
        if here and (_in_bracket(text.norm, over.start()) or not (len(here) == 1 or BOTH.search(text.norm))):
            continue  # said of one item or row
        if place + 1 < len(sentences) and renewed(sentences[place + 1].norm):
            continue  # in force again
        who = named(page, text)
        meant = [one for one in of_named(text, who, current, known) if speaks_of(page, text, over.start(), one)]
        if len(meant) > 1 and not (BOTH.search(text.norm) or who):
            yield from ((one, None) for one in meant)  # which of them is over, the words leave open
        else:
            yield from ((one, Told(text, over.span(), True)) for one in meant)


def _in_bracket(norm: str, at: int) -> bool:
    return norm.count("(", 0, at) > norm.count(")", 0, at)


def _in_section(page: Page, ties: Sequence[Agreement]) -> Iterator[tuple[Agreement, Told | None]]:
    """The ties whose end a sentence tells that speaks of the same place, with no word that they were taken over."""
    found: dict[tuple[int, int], list[tuple[Agreement, Told]]] = defaultdict(list)
    for tie in ties:
        sentences = section(page, tie)[0] if tie.recogniser in READERS else []
        told = [
            Told(text, over.span())
            for text, following in zip_longest(sentences, sentences[1:])
            if (over := let_go(text.norm, wording(page, tie)))
            and _of_this(page, text, over.start(), tie)
            and not (following and renewed(following.norm))
        ]
        if told and not taken_over_in(page, tie, sentences):
            best = next((one for one in told if find_dates(one.text.norm)), told[0])
            found[best.text.starts[0], best.at[0]].append((tie, best))
    for meant in found.values():
        text = meant[0][1].text
        if len({frozenset(others(page, tie)) for tie, _ in meant}) == 1 or named(page, text) or BOTH.search(text.norm):
            yield from meant  # else the words leave open which of several is over


def _of_this(page: Page, text: Text, at: int, tie: Agreement) -> bool:
    """True unless the words for an end at `at` name other partners, or sign the tie after it."""
    if NOT_YET.search(text.norm) or OLDER.search(text.norm) or of_others(page, text, tie):
        return False
    made = [tie.status.span.at[0], *([tie.signed.span.at[0]] if tie.signed else [])]
    behind = any(text.starts[at] < one < text.ends[-1] for one in made)
    return not (behind or with_others(page, text, at, tie) or of_another(page, text, at, tie))


def _elsewhere(page: Page, ties: Sequence[Agreement]) -> Iterator[tuple[Agreement, Told | None]]:
    """The ties of which a note or a time-line tells the end: the only one of its kind with a partner that the words name."""
    known: dict[str, list[Agreement]] = defaultdict(list)
    for tie in ties:
        if not {"mention", "kind_mention"} & {*tie.flags}:
            for key in {key for one in (*tie.parties, *tie.unnamed) for key in (one.value, one.printed)} - {page.home}:
                known[key].append(tie)
    for index in holding(page, *HINTS) if known else ():
        for text in pieces(page, page.blocks[index]):
            over = ended(text.norm) if len(text) <= LONGEST else None
            if over is None or OLDER.search(text.norm, 0, over.end()):
                continue
            for key in partners(page, text, over.start()):
                mine = [one for one in known.get(key, ()) if of_kind(page, text.norm[: over.end()], one)]
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
    update = {
        "status": page.in_words(text, state, *at),
        "until": day,
        "evidence": tuple(spans[at] for at in sorted(spans)),
    }
    return tie.model_copy(update=update | ({"confidence": "B"} if tie.confidence == "A" else {}))


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
