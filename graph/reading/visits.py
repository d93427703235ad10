"""Visits, parties sent and guests received, told on dated lines of lists, time-lines, tables and sentences anywhere."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from graph.reading.acts import ONLINE
from graph.reading.events import BULLET, event, unled
from graph.reading.journeys import moves, named
from graph.reading.lands import Name, names, stated
from graph.reading.outline import BULLETS
from graph.reading.page import Page
from graph.reading.passages import Line, passages, when
from graph.reading.people import COUNT, People, people
from graph.reading.text import Text
from graph.reading.travels import HABIT, NOT_YET, OFF, PEOPLE, RELIEF, TRAVEL, Move, flat, is_home, verbs
from graph.records import AnyRecord, Event, StatedDate
from graph.values import find_dates

CALLED_OFF = "exchange that did not take place"
GENERAL = "exchange told in general"
ABOUT = re.compile(r"[名人](?:余|以上|前後|弱|強|程度|あまり|超|近く)")
WORD = re.compile(r"(?P<send>派遣)|(?P<take>受け?入れ?|招聘|招へい|来[訪日市県町村])|(?P<mutual>相互(?:訪問|派遣))")
ACT = re.compile(r"(?:訪問|来訪|来日|来[市町村県])$")
CELL = re.compile(r"(?:\s*[(〔][^()〔〕]*[)〕])?(?:\t|[:]|\s(?!\s*$))")
CLOSING = re.compile(r"[^(。\d]*[(][^()]*\d[名人][^()]*[)]")  # 来熊、今後の協議(7名)
CALLED = re.compile(rf"(?:訪問|派遣|受け?入れ?|来[一-龥])[^。]{{0,30}}?(?:{OFF.pattern})")
TRAILING = re.compile(r"\s*(?:[(][^()]*[)]|[^、。をがはに\d]{0,12}\d+[名人][^。]*$)")


def visits(page: Page) -> Iterator[AnyRecord]:
    """Class A for one whole dated row in plain words, else B; what is not told wholly is noted for the coverage."""
    if not TRAVEL.search(page.document.text):
        return
    for line in passages(page):
        found = list(_told(page, line))
        yield from found
        if not found and (reason := _why(page, line)) is not None:
            left(page)[page.source.line_of(line.text.starts[0])] = reason


def left(page: Page) -> dict[int, str]:
    """Line number and reason (none where it was not understood) of what speaks of a visit and yields no record."""
    found: dict[int, str] = page.memory.setdefault("visits-left", {})
    return found


def yielding(records: list[AnyRecord]) -> list[AnyRecord]:
    """The records without the visits on lines of which another recogniser has told an event."""
    others = [one for one in records if isinstance(one, Event) and one.recogniser != "visit"]
    taken = {line for one in others for span in one.evidence for line in range(span.lines[0], span.lines[1] + 1)}

    def told(one: AnyRecord) -> bool:
        return any(line in taken for span in one.evidence for line in range(span.lines[0], span.lines[1] + 1))

    return [one for one in records if not (one.recogniser == "visit" and told(one))] if taken else records


def _told(page: Page, line: Line) -> Iterator[Event]:
    text, norm = line.text, line.text.norm
    off = [one.start() for one in OFF.finditer(norm)]
    online = ONLINE.search(norm)
    if off and not (online and off[-1] < online.start()):
        return
    plain = flat(norm)
    if not (online or verbs(page, plain) or any(map(WORD.fullmatch, re.split(r"\s+", norm)))):
        return
    known = named(page, text, [*line.above, *([line.subject[1]] if line.subject else [])])
    found = _of_cells(page, line, known)
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
        for date, own in dates:
            if made := _event(page, line, replace(move, start=max(move.start, begin)), date, stop, own):
                yield made


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


def _of_cells(page: Page, line: Line, known: list[Name]) -> list[Move]:
    """The movement of a table's row: one cell says which way, another one names the partner."""
    spans = [one.span() for one in re.finditer(r"[^\t\s]+(?: [^\t\s]+)*?(?=\s|$)", line.text.norm)]
    words = [(span, match) for span in spans if (match := WORD.fullmatch(line.text.norm, *span))]
    others = [one for one in known if not is_home(page, one) and any(a == one.start for a, _ in spans)]
    if len(spans) < 3 or len(words) != 1 or len({one.key for one in known if not is_home(page, one)}) > 1:
        return []
    way = {"send": "outbound", "take": "inbound", "mutual": "mutual"}[words[0][1].lastgroup or ""]
    return [Move(0, words[0][0], way, tuple(others[:1]), True)] if others or line.subject else []


def _event(page: Page, line: Line, move: Move, date: StatedDate, stop: int, own: bool) -> Event | None:
    text = line.text
    if any(one.key is None for one in move.partners) or (not move.partners and line.subject is None):
        return None
    if not move.partners and line.subject and line.subject[1].key is None:
        return None
    prefecture = page.gazetteer.prefecture(page.home)
    flags = {flag for one in move.partners for flag in one.flags}
    then = any(text.norm[: one.start].endswith("当時の") for one in move.partners)
    if then or "former" in flags or any(one.key in (page.home, prefecture) for one in move.partners):
        return None
    partners = tuple(stated(text, one) for one in move.partners)
    if not partners and line.subject:
        partners = (stated(*line.subject, "partner_from_heading"),)
    if partners[0].value in (page.home, prefecture):
        return None
    act = unled(_bare(text.part(move.start, stop)))
    whole = page.source.line_of(text.starts[0]) == page.source.line_of(text.ends[-1] - 1) == date.span.lines[0]
    plain = own and whole and move.plain and not flags and bool(move.partners) and "。" not in text.norm[-1:]
    source = "list" if line.row else "narrative"
    found = event(page, act, partners[0], date, source, "A" if plain else "B")
    verb = page.in_words(text, move.way, *move.verb)
    crew = _crew(page, text, move, stop)
    visit = verb.printed.startswith(("訪", "表敬")) or verb.printed.endswith("訪問")
    host = ("が", "は") if text.norm.startswith("を受", move.verb[1]) else ("を", "へ", "に")
    groups = [
        one
        for one in crew.groups
        if not ACT.search(one.who.printed)
        and not (visit and not one.count and _behind(text, one.who.span.at[1]) in host)  # who was called on
    ]
    name = None if found.name and re.search(r"により|による|[をが]|[えしれ]て", found.name.value) else found.name
    shared = len(partners) > 1 and move.way in ("outbound", "inbound") and "訪" not in verb.printed
    return found.model_copy(
        update={
            "recogniser": "visit",
            "partners": partners,
            "direction": verb,
            "total": None if shared else crew.total,
            "groups": tuple(groups),
            "name": name,
            "confidence": "A" if plain else "B",
        }
    )


def _behind(text: Text, at: int) -> str:
    """The sign that stands behind a place of the original."""
    return text.norm[bisect_left(text.starts, at) :][:1]


def _bare(act: Text) -> Text:
    """The words of an act without the sign of an item and the date that they begin with."""
    dates = find_dates(act.norm[:24])
    if dates and BULLET.fullmatch(act.norm, 0, dates[0].start):
        lead = re.compile(r"[に、はの:\s]*").match(act.norm, dates[0].end)
        return act.part(lead.end() if lead else dates[0].end, len(act))
    lead = re.match(rf"[\s{BULLETS}]*", act.norm)
    return act.part(lead.end() if lead else 0, len(act))


def _crew(page: Page, text: Text, move: Move, stop: int) -> People:
    """Those who travelled: told before the verb, or behind it where nobody is counted before; brackets tell parts."""
    before = _bare(text.part(move.start, move.verb[1]))
    trail = TRAILING.match(text.norm, move.verb[1]) or CLOSING.fullmatch(text.norm, move.verb[1], stop)
    words = _bare(text.part(move.start, trail.end())) if trail else before
    if move.way == "online" or any(one.start >= move.verb[1] for one in move.partners):
        words = before = text  # no verb parts those who go from those who stay
    told, first = people(page, words), people(page, before)
    if ABOUT.search(words.norm):
        return People(None, tuple(one.model_copy(update={"count": None}) for one in told.groups))
    return People(first.total or (None if COUNT.search(before.norm) else told.total), told.groups)


def _why(page: Page, line: Line) -> str | None:
    """Why a dated sentence with a word of travel and a partner gives no event; None where it speaks of none."""
    norm = line.text.norm
    others = [one for one in names(page, norm) if not is_home(page, one)]
    if not (line.lead or any(one.date for one in line.dates)) or not (others or (line.subject and line.row)):
        return None
    if CALLED.search(norm):
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
