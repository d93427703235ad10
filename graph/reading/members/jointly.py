"""Pacts that many towns conclude together, told by a sentence or a title, their parties in a list or a label below."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.members.compacts import of_towns
from graph.reading.members.entitled import entitled
from graph.reading.members.instruments import instruments
from graph.reading.members.leagues import SORT, titles
from graph.reading.members.parties import (
    KINDS,
    OTHERS,
    WORDS,
    below,
    count_of,
    joined,
    later,
    pact,
    signers_below,
    within,
)
from graph.reading.names.lands import names, stated
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.chains import more_counted, with_stranger
from graph.reading.words.deeds import home
from graph.reading.words.ends import ends_behind, state_in
from graph.reading.words.phrases import Act
from graph.records import Agreement, AnyRecord, Membership, Stated

ROUND = 8  # lines from the name of an alliance to what its members signed
POINTS = re.compile(rf"(?:次|以下|下記|左記|下表|次に掲げる|以下に掲げる)の(?:[^。、と]{{0,8}}?{SORT})?(?P<of>[^。]*)")
WITH = re.compile(rf"の[^。、と]{{0,8}}?{SORT}(?:[(][^()]*[)])?と")
TITLE = re.compile(r"協定|盟約|覚書")  # at the end of a title, no verb
EACH = re.compile(r"それぞれ|個別に|各々")
MUTUAL = re.compile(r"互いに|(?:会員|加盟|構成|参加)[^。、]{0,8}(?:間|同士|相互|[はがで](?:、|$|[^あ]))")


def jointly(page: Page) -> Iterator[AnyRecord]:
    """Class B where the words name or count all who signed; class C where others may have, or each for itself."""
    found = [*_all(page), *instruments(page)]
    dated = {_sides(one) for one in found if one.signed}
    yield from (one for one in found if one.signed or _sides(one) not in dated)


def _sides(one: Agreement) -> tuple[str, frozenset[str]]:
    return one.kind.value, frozenset(side.value for side in (*one.parties, *one.unnamed))


def _all(page: Page) -> Iterator[Agreement]:
    for block, sentence, signings in of_towns(page, WORDS, OTHERS):
        told = [one for one in signings if one.kind and one.kind.key in KINDS]
        if len(told) == 1 and not (
            told[0].inherited or told[0].formers or TITLE.fullmatch(sentence.norm, *told[0].verb)
        ):
            yield from _told(page, sentence, told[0], later(block.text.norm))
    yield from entitled(page)


def _told(page: Page, text: Text, act: Act, joins: bool) -> Iterator[Agreement]:
    """The pact of a sentence whose parties it names, counts, or points to; a day in it that names two is told elsewhere."""
    if any(one.key != page.home for one in (*act.owners, *act.partners)):
        if act.date is None:
            yield from _named(page, text, act, joins)
        return
    norm = text.norm[: act.verb[1]]
    points, total = POINTS.search(norm), count_of(text.part(0, act.verb[0])) if act.verb[0] else None
    inside = within(page, text.part(0, act.verb[0])) if total else None
    following = page.source.line_of(text.ends[-1] - 1)
    found = inside[0] if inside else None
    if found is None and (points or total or signers_below(page, following)):
        found = below(page, following, points is not None)
    found = found or (joined(page, following) if act.date and not points else None)
    if found is None:
        yield from _of_members(page, text, act)
        return
    total = found.total if inside else total or found.total
    others = {key: one for key, one in found.named.items() if key != page.home}
    apart = inside[1] if inside else points is not None and WITH.search(norm, points.start()) is not None
    mine = page.home in found.named or apart or bool(act.owners) or total == len(found) + 1
    whole = total in (None, len(found), *([len(found) + 1] if mine and not apart else ()))
    parties = [home(page, text)] if mine and page.home not in found.named else []
    if apart and EACH.search(norm):
        for one in others.values() if whole and not found.more else ():
            yield from _made(page, text, act, [home(page, text), one], [], True)
        return
    sure = whole and not (found.more or found.later or joins or (apart and act.date is None))
    sure = sure and (mine or total is not None or found.signers) and (points is not None or found.label)
    yield from _made(page, text, act, [*parties, *found.named.values()], found.open, sure, found.more)


def _named(page: Page, text: Text, act: Act, joined: bool) -> Iterator[Agreement]:
    """A pact without a day whose parties the sentence names: `A市、B市、C市の3市は、…を締結しています`."""
    sides = {one.key or one.surface: one for one in (*act.owners, *act.partners)}
    if len(sides) < 3:
        return
    mine = page.home in sides or any("home" in one.flags for one in sides.values())
    total = count_of(text.part(0, act.kind.start)) if act.kind and act.kind.start else None
    norm = text.norm[: act.verb[0]]
    whole = total == len(sides) and not more_counted(page, norm, len(sides)) and not joined
    more = with_stranger(norm, max(one.end for one in sides.values()), len(norm))
    parties = [
        *([] if mine or whole else [home(page, text)]),
        *(stated(text, one) for one in sides.values() if one.key),
    ]
    hidden = [stated(text, one) for one in sides.values() if not one.key]
    yield from _made(page, text, act, parties, hidden, whole and not more, more)


def _of_members(page: Page, text: Text, act: Act) -> Iterator[Agreement]:
    """What the members of the alliance that is spoken of signed: those whom the page lists as its members."""
    rows: list[AnyRecord] = page.memory.get("rosters", [])
    if act.owners or act.partners or any(one.key != page.home for one in names(page, text.norm)):
        return
    line = page.source.line_of(text.starts[0])
    members = [one for one in rows if isinstance(one, Membership)]
    bodies = {one.body.value: one for one in members}
    near = [one for one in bodies.values() if -1 <= line - one.body.span.lines[0] <= ROUND]
    if len(bodies) != 1 or len(near) != 1:
        return
    mine = [one.actor for one in members if not (one.since or one.until)]
    subject = [one for one in titles(text.norm) if text.norm[one.end : one.end + 1] in tuple("はでも」")]
    if len(mine) >= 3 and page.home in {one.value for one in mine} and len(mine) == len(members):
        sure = bool(subject) or MUTUAL.search(text.norm, 0, act.verb[0]) is not None
        parties = [one.model_copy(update={"flags": (*one.flags, "party_from_context")}) for one in mine]
        yield from _made(page, text, act, parties, [], sure)


def _made(
    page: Page,
    text: Text,
    act: Act,
    parties: Sequence[Stated],
    hidden: Sequence[Stated],
    sure: bool,
    more: bool = False,
) -> Iterator[Agreement]:
    """The record of an act."""
    assert act.kind is not None
    first = min(act.verb[0], act.kind.start, *([act.date.start] if act.date else []))
    last = max(act.verb[1], act.kind.end, *([act.date.end] if act.date else []))
    signed = page.dated(text, act.date) if act.date and act.date.date else None
    yield from pact(
        [text.span(first, last), *(one.span for one in (*parties, *hidden) if one.printed)], parties, hidden,
        page.stated(text, act.kind), _state(page, text, act), signed, sure, more,
    )  # fmt: skip


def _state(page: Page, text: Text, act: Act) -> Stated:
    """Concluded, unless the sentence goes on to say that the pact has ended since."""
    if end := next(reversed(ends_behind(text.norm, act.verb[1])), None):
        return page.in_words(text, state_in(end[0]), *end.span())
    return page.in_words(text, "concluded", *act.verb)
