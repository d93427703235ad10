"""Visits, parties sent and guests received, told on dated lines of lists, time-lines, tables and sentences anywhere."""

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.reading.names.lands import Name, names, stated
from graph.reading.names.travels import (
    FORETOLD,
    HABIT,
    NOT_YET,
    OFF,
    PEOPLE,
    RELIEF,
    TRAVEL,
    Move,
    flat,
    is_home,
    verbs,
)
from graph.reading.pages.outline import BULLETS
from graph.reading.pages.page import Page
from graph.reading.tables.columns import Told, told
from graph.reading.visits.acts import ONLINE, occasion, purpose, venue
from graph.reading.visits.crews import bare, crew
from graph.reading.visits.events import unled
from graph.reading.visits.journeys import moves, named
from graph.reading.visits.passages import Line, below_ties, noted_off, passages, when
from graph.reading.words.sentences import Subject
from graph.reading.words.verbs import verbs as verbs_of_signing
from graph.records import Agreement, AnyRecord, Event, Stated, StatedDate

CALLED_OFF = "exchange that did not take place"
GENERAL = "exchange told in general"
WORD = re.compile(r"(?P<send>派遣)|(?P<take>受け?入れ?|招聘|招へい|来[訪日市県町村])|(?P<mutual>相互(?:訪問|派遣))")
SENTENCE = re.compile(r"により|による|[をが]|[えしれ]て")  # words of a sentence, not of an occasion's name
TIE = re.compile(r"提携|締結|調印|盟約|姉妹|友好|協定|縁組|覚書|結")
CELL = re.compile(r"(?:\s*[(〔][^()〔〕]*[)〕])?(?:\t|[:]|\s(?!\s*$))")
CALLED = re.compile(rf"(?:訪問|派遣|受け?入れ?|来[一-龥])[^。]{{0,30}}?(?:{OFF.pattern})")


def visits(page: Page) -> Iterator[AnyRecord]:
    """Class A for one whole dated row in plain words, else B; what is not told wholly is noted for the coverage."""
    if not TRAVEL.search(page.document.text):
        return
    for line in passages(page):
        found = list(_told(page, line))
        yield from found
        if not found and _open(page, line):
            page.memory.setdefault("visits-open", set()).add(page.source.line_of(line.text.starts[0]))
        if not found and (reason := _why(page, line)) is not None:
            page.memory.setdefault("visits-left", {})[page.source.line_of(line.text.starts[0])] = reason


def undated(page: Page) -> set[int]:
    """The lines that tell of a visit on a day whose year stays open."""
    return set[int](page.memory.get("visits-open", ()))


def _open(page: Page, line: Line) -> bool:
    norm = line.text.norm
    aside = OFF.search(norm) or HABIT.search(norm) or NOT_YET.search(re.sub("昨年|前年", "", norm))
    if aside or all(one.date for one in line.dates):
        return False
    known = named(page, line.text, [one for _, one in _before(line)])
    return any(move.partners for move in moves(page, line.text, known, line.subject is not None))


def left(page: Page, lines: set[int]) -> str | None:
    """Why what speaks of a visit on some lines yields no record; empty where it was not understood, None where none does."""
    found: dict[int, str] = page.memory.get("visits-left", {})
    return min((found[number] for number in lines & found.keys()), default=None)


def yielding(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records without the visits on lines of which another recogniser has told an event, and without the ties whose
    day of signing is that of a visit; in a list of ties it is the visit that has none."""
    others = {line for one in records if isinstance(one, Event) and one.recogniser != "visit" for line in _lines(one)}
    kept = [one for one in records if one.recogniser != "visit" or others.isdisjoint(_lines(one))]
    told = [one for one in kept if isinstance(one, Event) and one.recogniser == "visit"]
    plain = [one for one in told if not any(TIE.search(page.lines[line - 1].norm) for line in _lines(one))]
    days = {one.date.span.at: one for one in plain if one.date}
    signed = {one.signed.span.at for one in kept if isinstance(one, Agreement) and one.signed} & set(days)
    ties = {at for at in signed if below_ties(page, days[at].evidence[0].lines[0])}
    visits = [days[at] for at in ties]
    return [
        one
        for one in kept
        if one not in visits and not (isinstance(one, Agreement) and one.signed and one.signed.span.at in signed - ties)
    ]


def _lines(record: AnyRecord) -> set[int]:
    return {line for span in record.evidence for line in span.numbers}


def _told(page: Page, line: Line) -> Iterator[Event]:
    text, norm = line.text, line.text.norm
    off = [one.start() for one in OFF.finditer(norm)]
    online = ONLINE.search(norm)
    if (off and not (online and off[-1] < online.start())) or noted_off(page, line):
        return
    plain = flat(norm)
    issued = page.document.description.as_of.earliest if FORETOLD.search(norm) else None
    counted = told(page, text)
    ways = counted is not None and counted.way is not None
    if not (online or ways or verbs(page, plain) or any(map(WORD.fullmatch, re.split(r"\s+", norm)))):
        return
    known = named(page, text, [one for _, one in _before(line)])
    found = _of_cells(page, line, known, counted)
    if not found and (alone := _alone(page, norm)):
        line = replace(line, subject=(text, alone))
        known = [one for one in known if one.start != alone.start]
    found = found or list(moves(page, text, known, line.subject is not None))
    for number, move in enumerate(found):
        begin, since, dates = when(page, line, move)
        about = norm[since : move.verb[1]] + plain[move.verb[1] : move.verb[1] + 12].partition("、")[0]
        if HABIT.search(about) or NOT_YET.search(about):
            continue
        stop = found[number + 1].start if number + 1 < len(found) else len(text)
        stop = min(
            (one.start for one in line.dates if move.verb[1] < one.start < stop and norm[one.start - 1] != "("),
            default=stop,
        )
        if dates and norm[-1:] != "。" and below_ties(page, page.source.line_of(text.starts[0])):
            continue  # the date is that of the tie, and the exchange has none
        for date, own in dates:
            if issued and date.date.latest >= issued:
                continue  # only announced
            made = _event(page, line, replace(move, start=max(move.start, begin)), date, stop, own)
            if made and counted and len(found) == len(dates) == 1:
                made = _with_columns(made, counted)
            if made:
                yield made


def _with_columns(event: Event, counted: Told) -> Event:
    """The event with what the columns of its table say: how many went, unless its words tell it, and which way."""
    total = event.total or (None if any(one.count for one in event.groups) else counted.total)
    if total == event.total and counted.way is None:
        return event
    way = counted.way or event.direction
    spans = (*event.evidence, *((counted.way.span,) if counted.way else ()))
    return event.model_copy(update={"confidence": "B", "total": total, "direction": way, "evidence": spans})


def _before(line: Line) -> list[Subject]:
    """The places told before a sentence, the nearest first, and at last the one that heads it."""
    return [*line.above, *([line.subject] if line.subject else [])]


def _printed(page: Page, line: Line, one: Name) -> Subject:
    """Where a partner is named: for 同市 the words that it refers to."""
    if "ditto" not in one.flags:
        return line.text, one
    mine = [(line.text, two) for two in reversed(names(page, line.text.norm)) if two.end <= one.start]
    found = [two for two in (*mine, *_before(line)) if two[1].key == one.key]
    return (found[0][0], replace(found[0][1], flags=one.flags)) if found else (line.text, one)


def _alone(page: Page, norm: str) -> Name | None:
    """The one partner that a row names, where it fills a cell, stands before the date or in brackets behind the act.

    `福井市　令和元年　中学生の派遣`, `令和元年　中学生の派遣（福井市、12名）`
    """
    others = [one for one in names(page, norm) if not is_home(page, one)]
    whole = [one for one in others if not any(one is not two and _inside(norm, one, two) for two in others)]
    if len(whole) != 1:
        return None
    before, one = norm[: whole[0].start], whole[0]
    cell = re.search(rf"(?:^|\t|[:])[\s{BULLETS}]*$|\s$", before) and CELL.match(norm, one.end)
    return one if cell or (before.endswith("(") and re.match(r"[、,)]", norm[one.end :])) else None


def _inside(norm: str, one: Name, other: Name) -> bool:
    """True for the prefecture or country in brackets behind another name."""
    return other.end < one.start and bool(re.fullmatch(r"\s*[(〔]", norm[other.end : one.start]))


def _of_cells(page: Page, line: Line, known: list[Name], counted: Told | None) -> list[Move]:
    """The movement of a table's row: one cell says which way, another one names the partner."""
    spans = [one.span() for one in re.finditer(r"[^\t\s]+(?: [^\t\s]+)*?(?=\s|$)", line.text.norm)]
    words = [(span, match) for span in spans if (match := WORD.fullmatch(line.text.norm, *span))]
    others = [one for one in known if not is_home(page, one) and any(a == one.start for a, _ in spans)]
    if counted and counted.way and not words and len({one.key for one in known if not is_home(page, one)}) < 2:
        return [Move(0, counted.at, counted.way.value, tuple(others[:1]))] if others or line.subject else []
    if len(spans) < 3 or len(words) != 1 or len({one.key for one in known if not is_home(page, one)}) > 1:
        return []
    way = {"send": "outbound", "take": "inbound", "mutual": "mutual"}[words[0][1].lastgroup or ""]
    return [Move(0, words[0][0], way, tuple(others[:1]), True)] if others or line.subject else []


def _event(page: Page, line: Line, move: Move, date: StatedDate, stop: int, own: bool) -> Event | None:
    text = line.text
    with_whom = move.partners or ((line.subject[1],) if line.subject else ())
    if not with_whom or any(one.key is None for one in with_whom):
        return None
    prefecture = page.gazetteer.prefecture(page.home)
    flags = {flag for one in move.partners for flag in one.flags}
    then = any(text.norm[: one.start].endswith("当時の") for one in move.partners)
    if then or "former" in flags or any(one.key in (page.home, prefecture) for one in with_whom):
        return None
    partners = tuple(stated(*_printed(page, line, one)) for one in move.partners)
    if not partners and line.subject:
        partners = (stated(*line.subject, "partner_from_row" if line.subject[0] is text else "partner_from_heading"),)
    act = unled(bare(text.part(move.start, stop)))
    whole = page.source.line_of(text.starts[0]) == page.source.line_of(text.ends[-1] - 1) == date.span.lines[0]
    plain = own and whole and move.plain and not flags and bool(move.partners) and "。" not in text.norm[-1:]
    verb = page.in_words(text, move.way, *move.verb)
    # Below a row that tells of a signing: the day may be that of the signing alone.
    below = verb.span.lines[0] > date.span.lines[1] and verbs_of_signing(page.lines[date.span.lines[1] - 1].norm)
    went = crew(page, text, move, stop)
    series, name = occasion(page, act, quoted=line.row)
    shared = len(partners) > 1 and move.way in ("outbound", "inbound") and "訪" not in verb.printed
    return Event(
        confidence="C" if below or "date_from_issue" in date.flags else "A" if plain else "B",
        recogniser="visit",
        evidence=(act.span(),),
        source="list" if line.row else "narrative",
        home=Stated(value=page.home, printed="", span=act.span(), flags=("party_is_publisher",)),
        partners=partners,
        kind=purpose(page, act),
        date=date,
        direction=verb,
        total=None if shared else went.total,
        groups=went.groups,
        series=series,
        name=None if name and SENTENCE.search(name.value) else name,
        place=venue(page, act),
        under=f"@{partners[0].value}|twinning",
    )


def _why(page: Page, line: Line) -> str | None:
    """Why a dated sentence with a word of travel and a partner gives no event; None where it speaks of none."""
    norm = line.text.norm
    others = [one for one in names(page, norm) if not is_home(page, one)]
    if not (line.lead or any(one.date for one in line.dates)) or not (others or (line.subject and line.row)):
        return None
    if CALLED.search(norm) or noted_off(page, line):
        return CALLED_OFF
    if (
        all(sort == "attend" for sort, _ in verbs(page, flat(norm)))
        or not PEOPLE.search(norm)
        or any("former" in one.flags for one in others)
    ):
        return None
    if RELIEF.search(norm):
        return "help in a disaster"
    return GENERAL if HABIT.search(norm) or NOT_YET.search(norm) else ""
