"""One tie told over several lines: the records of titles with the labels below them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.reading.facts.bodies import body
from graph.reading.lists.agreed import kind_in
from graph.reading.lists.firms import OF_BODIES
from graph.reading.members.parties import Parties, count_of
from graph.reading.names.companies import Span_, sort_of
from graph.reading.names.lands import Name, stated
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.stories.asks import Answer
from graph.reading.stories.frames import ACT, DEED, FUTURE, PAST, Frame, frames, told_kinds
from graph.reading.words.deeds import concluded, deed, home, kind_of, kinds
from graph.records import AnyRecord, Span, Stated, StatedDate
from graph.values import find_dates

RITE = re.compile(r"(?:締結|調印|署名)式")
PUBLISHED = re.compile(
    r"(?:更新|掲載|公開|発表|登録|発行|配信|提供)(?:年月)?日|日(?:\s*[(][^()]*[)])?\s*(?:付け?)?(?:報道)?(?:発表|掲載|更新|公開|提供)|(?:記者|報道)発表(?:資料)?\W*\w{0,4}\d"
)


def spread(page: Page) -> Iterator[AnyRecord]:
    """Class B where day and parties are told once and agree; class C where more were counted, or others named."""
    for _, records in _told(page):
        yield from records


def unanswered(page: Page) -> set[int]:
    """The lines (from 1) of titles that say that something was signed, where no tie could be read from what follows."""
    return {
        one.number + 1
        for one, records in _told(page)
        if one.answers and one.kinds and not records and (one.has("day") if one.off else PAST.search(one.title.norm))
    }


@once
def _told(page: Page) -> list[tuple[Frame, list[AnyRecord]]]:
    published = _published(page)
    return [(one, list(_tie(page, one, published)) if one.answers and not one.off else []) for one in frames(page)]


def _published(page: Page) -> StatedDate | None:
    """The last of the days on which the page says that it was published or changed."""
    found = []
    for line in page.lines:
        norm = line.norm
        if len(norm) > 60 or not ("日" in norm or "発表" in norm):
            continue
        if PUBLISHED.search(norm) and not DEED.search(norm):
            found += [page.dated(line, one) for one in find_dates(norm) if one.date]
    return max(found, key=lambda one: one.date.latest, default=None)


def _tie(page: Page, frame: Frame, published: StatedDate | None) -> Iterator[AnyRecord]:
    days = [one for one in frame.answers if one.asked == "day" and one.day] or [
        one for one in frame.answers if one.asked in ("plain-day", "planned-day") and one.day
    ]
    told = {one.day.value: one for one in days if one.day}
    asked = [one.asked for one in frame.answers if one.asked in ("parties", "counterpart") and one.value]
    if len(told) > 1 or len(asked) > len({*asked}) or any(one.torn for one in frame.answers):
        return  # the items of a list, or a day of which nobody says what it is of
    day = next(iter(told.values()), None)
    kind = _kind(page, frame, day)
    own = day is not None and bool(kinds(page, day.label.norm))
    if kind is None or not (own or DEED.search(frame.title.norm)):
        return
    state = _state(page, frame, day, published)
    if state is None:
        return
    status, sure = state
    signed = day.day if day and status.value == "concluded" else None
    if signed is None and frame.title.norm.rstrip().endswith("。") and not frame.has("parties", "counterpart"):
        return  # a sentence, whose day the next one may tell
    if status.value == "concluded" and status.flags == () and signed:
        status = concluded(signed)
    sure = sure and not frame.has("until")  # whether it is over stands elsewhere
    sides, hidden, bodies, whole = _parties(page, frame)
    spans = [frame.title.span(), kind.span, *([day.day.span] if day and day.day else [])]
    if kind.value == "cooperation-pact" and len(sides) + len(hidden) > 2:
        return  # which the centre concludes with each of the others
    if bodies:
        if kind.value in OF_BODIES:
            yield from _with_bodies(page, bodies, sides, kind, status, signed, spans, sure and whole)
        return
    spans += [one.span for one in (*sides, *hidden) if one.printed]
    at = {one.at: one for one in spans}
    tie = deed("frame", [at[one] for one in sorted(at)], sides, kind, status, unnamed=hidden, signed=signed, sure="B")
    if tie:
        yield tie if sure and whole else tie.model_copy(update={"confidence": "C"})


def _kind(page: Page, frame: Frame, day: Answer | None) -> Stated | None:
    """What the label of the day or of the name calls the tie, else the title."""
    texts = [*([day.label] if day else []), *(one.value for one in frame.answers if one.asked == "name" and one.value)]
    for text in texts:
        if kinds(page, text.norm) and (found := kind_of(page, text)):
            return found
    if len(frame.kinds) != 1:
        return None
    own = kind_in(page, frame.title) if frame.bodies and not kinds(page, frame.title.norm) else None
    if own:
        return own[0]
    return next((page.stated(frame.title, one) for one in told_kinds(page, frame.title)), None)


def _state(page: Page, frame: Frame, day: Answer | None, published: StatedDate | None) -> tuple[Stated, bool] | None:
    """Signed, or to be signed, and whether that is sure; None where no words say that anything is."""
    norm = frame.title.norm
    past, future = PAST.search(norm), FUTURE.search(norm)
    issued = page.document.description.as_of.latest
    shown = min(issued, published.date.latest) if published else issued
    when = day.day if day else None
    late = when is not None and when.date.earliest > shown
    if future or late or (frame.soon and not past) or (day and day.asked == "planned-day"):
        words = future or past or DEED.search(norm)
        told = (frame.title, words.span()) if words else (day.label, (0, len(day.label))) if day else None
        return (page.in_words(told[0], "preparing", *told[1]), True) if told else None
    if past:
        return page.in_words(frame.title, "concluded", *past.span()), True
    if day and day.day and day.asked == "day":
        return concluded(day.day), True
    if day and day.day and DEED.search(norm):
        return concluded(day.day), ACT.search(norm) is not None and (published is not None or not RITE.search(norm))
    if DEED.search(norm) and frame.has("parties") and (one := DEED.search(norm)):
        return page.in_words(frame.title, "concluded", *one.span()), True
    return None


def _parties(page: Page, frame: Frame) -> tuple[list[Stated], list[Stated], list[tuple[Text, Span_]], bool]:
    """The towns, those that stay open, the bodies, and whether these are all and no others are named."""
    title = frame.title
    mine = home(page, title)
    told = [one for one in frame.answers if one.asked in ("parties", "counterpart") and (one.parties or one.bodies)]
    told = told or [one for one in frame.answers if one.asked == "signers" and (one.parties or one.bodies)]
    bodies = [one for answer_ in told for one in answer_.bodies] or [(title, one) for one in frame.bodies]
    seen: dict[str, Stated] = {one.key: stated(title, one) for one in frame.names if one.key}
    hidden = [stated(title, one) for one in frame.names if not one.key]
    total = count_of(title)
    dark = any(one.asked in ("parties", "counterpart") and one.value and one not in told for one in frame.answers)
    if not any(one.parties for one in told):
        others = [one for key, one in seen.items() if key != page.home]
        alone = page.home not in seen and len(seen) > 1 and _of_others(title, frame.names)
        sides = others if alone else [seen.get(page.home, mine), *others] if others or hidden or bodies else []
        whole = total in (None, len(sides) + len(hidden)) and not dark
        return sides, hidden, bodies, whole
    found = Parties()
    for one in (one.parties for one in told if one.parties):
        found.named |= one.named
        found.open += one.open
        found.more, found.later = found.more or one.more, found.later or one.later
        total = total or one.total
    short = page.home not in found.named
    sides = [found.named.get(page.home, mine), *(one for key, one in found.named.items() if key != page.home)]
    whole = not (found.more or found.later) and total in (None, len(found) + short)
    whole = whole and {key for key in seen if key != page.home} <= {*found.named}
    apart = len(found) > 1 and short and total is None and not any(one.asked == "counterpart" for one in told)
    return sides, found.open, bodies, whole and not apart


def _of_others(title: Text, told: Sequence[Name]) -> bool:
    """True where others are the ones that sign: `A市とB市が`."""
    return bool(re.match(r"\s*(?:が|は)", title.norm[told[-1].end :])) and all(
        len(title.norm[a.end : b.start]) <= 6 for a, b in pairwise(told)
    )


def _with_bodies(
    page: Page, bodies: Sequence[tuple[Text, Span_]], sides: Sequence[Stated], kind: Stated, status: Stated,
    signed: StatedDate | None, spans: list[Span], sure: bool,
) -> Iterator[AnyRecord]:  # fmt: skip
    """The tie with a company or a university; of several it is not told whether each signed for itself."""
    known = {text.norm[slice(*one)]: (text, one) for text, one in bodies}
    for text, one in known.values():
        record = body(page, text, *one, "firm", sort_of(text.norm[slice(*one)]), sure="B")
        evidence = {two.at: two for two in (*spans, text.span(*one))}
        towns = [two for two in sides if two.printed and two.value != page.home]
        tie = deed("frame", [evidence[at] for at in sorted(evidence)], (home(page, text), *towns, record.body),
            kind.model_copy(update={"flags": ()}), status, signed=signed, sure="B")  # fmt: skip
        if tie:
            yield record
            yield tie if sure and len(known) == 1 and not towns else tie.model_copy(update={"confidence": "C"})
