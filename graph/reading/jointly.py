"""Pacts that many towns conclude together, told by a sentence or a title, their parties in a list or a label below."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.chains import chains, more_counted, with_stranger
from graph.reading.clauses import Act, acts, verbs
from graph.reading.companies import named
from graph.reading.days import dates_in
from graph.reading.deeds import concluded, deed, home, kinds
from graph.reading.denials import negated
from graph.reading.lands import names, stated
from graph.reading.leagues import SORT, titles
from graph.reading.page import Page
from graph.reading.parties import Parties, below, count_of, labelled, later
from graph.reading.sentences import ENDED
from graph.reading.text import Text
from graph.records import Agreement, AnyRecord, Membership, Span, Stated, StatedDate
from graph.values import find_dates

KINDS = ("mutual-aid", "cooperation-pact", "comprehensive")
WORDS = re.compile(r"応援|援助|支援|防災|災害|包括|協約")
HEADED = re.compile(r"締結|調印|協定日")
NEAR = 14  # lines from a title to the label of the parties
ROUND = 8  # lines from the name of an alliance to what its members signed
OTHERS = re.compile(r"大学|学校|会議所|議会|協会|組合|銀行|金庫|\d(?:社|者|団体)|企業|事業者")
POINTS = re.compile(rf"(?:次|以下|下記|左記|下表|次に掲げる|以下に掲げる)の(?:[^。、と]{{0,8}}?{SORT})?(?P<of>[^。]*)")
WITH = re.compile(rf"の[^。、と]{{0,8}}?{SORT}(?:[(][^()]*[)])?と")
TITLE = re.compile(r"協定|盟約|覚書")  # at the end of a title, no verb
EACH = re.compile(r"それぞれ|個別に|各々")
DAY = re.compile(
    r"[^\w(]*[(【\[〔<〈《]?\s*(?:協定)?(?:締結|調印|協定)(?:締結)?(?:年月)?(?:日|時期)\s*[)】\]〕>〉》]?\s*(?:[:：]|\s|$)\s*(?P<value>.*)"
)
MUTUAL = re.compile(r"互いに|(?:会員|加盟|構成|参加)[^。、]{0,8}(?:間|同士|相互|[はがで](?:、|$|[^あ]))")


def jointly(page: Page) -> Iterator[AnyRecord]:
    """Class B where the words name or count all who signed; class C where others may have, or each for itself."""
    found = [*_all(page)]
    dated = {_sides(one) for one in found if one.signed}
    yield from (one for one in found if one.signed or _sides(one) not in dated)


def _sides(one: Agreement) -> tuple[str, frozenset[str]]:
    return one.kind.value, frozenset(side.value for side in (*one.parties, *one.unnamed))


def _all(page: Page) -> Iterator[Agreement]:
    for index, block in enumerate(page.blocks):
        if block.kind == "heading" or not WORDS.search(block.text.norm):
            continue
        for start, sentence in page.sentences(index):
            if WORDS.search(sentence.norm) and not (OTHERS.search(sentence.norm) or named(sentence)):
                dates = [one for one in dates_in(page, index, start, sentence) if one.date]
                told = [one for one in acts(page, sentence.norm, dates) if one.kind and one.kind.key in KINDS]
                if len(told) == 1 and not (
                    told[0].inherited or told[0].formers or TITLE.fullmatch(sentence.norm, *told[0].verb)
                ):
                    yield from _told(page, sentence, told[0], later(block.text.norm))
    for number, line in enumerate(page.lines):
        if len(line) <= 60 and WORDS.search(line.norm):
            yield from _titled(page, number, line)


def _told(page: Page, text: Text, act: Act, joined: bool) -> Iterator[Agreement]:
    """The pact of a sentence whose parties it names, counts, or points to; a day in it that names two is told elsewhere."""
    if any(one.key != page.home for one in (*act.owners, *act.partners)):
        if act.date is None:
            yield from _named(page, text, act, joined)
        return
    norm = text.norm[: act.verb[1]]
    points, total = POINTS.search(norm), count_of(text.part(0, act.verb[0])) if act.verb[0] else None
    found = below(page, page.source.line_of(text.ends[-1] - 1), points is not None) if points or total else None
    if found is None:
        yield from _of_members(page, text, act)
        return
    total = total or found.total
    others = {key: one for key, one in found.named.items() if key != page.home}
    apart = points is not None and WITH.search(norm, points.start()) is not None
    mine = page.home in found.named or apart or bool(act.owners) or total == len(found) + 1
    whole = total in (None, len(found), *([len(found) + 1] if mine and not apart else ()))
    parties = [home(page, text)] if mine and page.home not in found.named else []
    if apart and EACH.search(norm):
        for one in others.values() if whole and not found.more else ():
            yield from _made(page, text, act, [home(page, text), one], [], True)
        return
    sure = whole and not (found.more or found.later or joined or (apart and act.date is None))
    sure = sure and (mine or total is not None) and (points is not None or found.label)
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
    bodies = {one.body.value: one for one in rows if isinstance(one, Membership)}
    near = [one for one in bodies.values() if -1 <= line - one.body.span.lines[0] <= ROUND]
    if len(bodies) != 1 or len(near) != 1:
        return
    mine = [one.actor for one in rows if isinstance(one, Membership) and not (one.since or one.until)]
    subject = [one for one in titles(text.norm) if text.norm[one.end : one.end + 1] in tuple("はでも」")]
    if len(mine) >= 3 and page.home in {one.value for one in mine} and len(mine) == len(rows_of(rows)):
        sure = bool(subject) or MUTUAL.search(text.norm, 0, act.verb[0]) is not None
        parties = [one.model_copy(update={"flags": (*one.flags, "party_from_context")}) for one in mine]
        yield from _made(page, text, act, parties, [], sure)


def rows_of(rows: Sequence[AnyRecord]) -> list[Membership]:
    return [one for one in rows if isinstance(one, Membership)]


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
    yield from _tie(
        [text.span(first, last), *(one.span for one in (*parties, *hidden) if one.printed)], parties, hidden,
        page.stated(text, act.kind), _state(page, text, act), signed, sure, more,
    )  # fmt: skip


def _state(page: Page, text: Text, act: Act) -> Stated:
    """Concluded, unless the sentence goes on to say that the pact has ended since."""
    if (end := ENDED.search(text.norm, act.verb[1])) and not negated(text.norm, end.end()):
        return page.in_words(text, "expired" if "満了" in end[0] or "失効" in end[0] else "ended", *end.span())
    return page.in_words(text, "concluded", *act.verb)


def _tie(
    spans: Sequence[Span], parties: Sequence[Stated], hidden: Sequence[Stated], kind: Stated, status: Stated,
    signed: StatedDate | None, sure: bool, more: bool = False,
) -> Iterator[Agreement]:  # fmt: skip
    if more and parties:
        last = parties[-1]
        parties = [*parties[:-1], last.model_copy(update={"flags": (*last.flags, "others_unnamed")})]
    at = {one.at: one for one in spans}
    tie = deed("league-pact", [at[one] for one in sorted(at)], parties, kind, status,
               unnamed=hidden, signed=signed, sure="B")  # fmt: skip
    if tie:
        yield tie if sure and not more else tie.model_copy(update={"confidence": "C"})


def _titled(page: Page, number: int, line: Text) -> Iterator[Agreement]:
    """The pact of a title that gives its kind; the parties stand in a list or a sentence below it, or under their label."""
    norm = line.norm
    if "。" in norm or names(page, norm) or OTHERS.search(norm):
        return
    found = [one for one in kinds(page, norm) if one.key in KINDS]
    if len({one.key for one in found}) != 1:
        return
    dates = [one for one in find_dates(norm) if one.date]
    kind = page.stated(line, found[0])
    if len(dates) == 1 and HEADED.search(norm):
        yield from _dated(page, number, line, kind, page.dated(line, dates[0]))
    elif not dates and (told := _labelled(page, number + 1)):
        parties, signed = told
        total = count_of(line) or parties.total
        short = page.home not in parties.named
        whole = total in (None, len(parties) + short) and not (parties.more or parties.later)
        sides = [*([home(page, line)] if short else []), *parties.named.values()]
        if len(sides) + len(parties.open) > 2:
            spans = [line.span(), *(one.span for one in (*sides, *parties.open)), *([signed.span] if signed else [])]
            status = concluded(signed) if signed else page.in_words(line, "concluded", found[0].start, found[0].end)
            sure = whole and (not short or total is not None)
            yield from _tie(spans, sides, parties.open, kind, status, signed, sure, parties.more)


def _dated(page: Page, number: int, line: Text, kind: Stated, signed: StatedDate) -> Iterator[Agreement]:
    found = below(page, number + 1)
    parties = {page.home: home(page, line), **(found.named if found else {})}
    if len(parties) < 3:
        parties, found = _signers(page, number + 1), None
    if len(parties) < 3:
        return
    spans = [line.span(), *(one.span for one in parties.values() if one.value != page.home)]
    whole = found is None or (found.total in (None, len(found), len(parties)) and not found.later)
    more = found is not None and found.more
    hidden = found.open if found else []
    yield from _tie(spans, list(parties.values()), hidden, kind, concluded(signed), signed, whole, more)


def _labelled(page: Page, first: int) -> tuple[Parties, StatedDate | None] | None:
    """The parties under their label below a title, and the day under that of the day, before it or behind it."""
    found: Parties | None = None
    signed: StatedDate | None = None
    for number, line in enumerate(page.lines[first : first + NEAR], first):
        norm = line.norm.strip()
        if not norm or (found and number < found.stop):
            continue
        if found is None and labelled(line):
            found = below(page, number)
            if found is None or not found.label:
                return None
        elif signed is None and (match := DAY.match(line.norm)):
            signed = _day(page, line.part(match.start("value"), len(line)), number + 1)
        elif found or (len(norm) <= 60 and "。" not in norm and kinds(page, norm)):
            if found is None or not find_dates(norm):
                break
    return (found, signed) if found else None


def _day(page: Page, value: Text, following: int) -> StatedDate | None:
    """The day beside its label, or on the line below it."""
    if not len(value) and following < len(page.lines):
        value = page.lines[following]
    dates = [one for one in find_dates(value.norm) if one.date]
    return page.dated(value, dates[0]) if len(dates) == 1 else None


def _signers(page: Page, first: int) -> dict[str, Stated]:
    """Those of whom the paragraph below says that they concluded it, without another day."""
    block = next((one for one in page.blocks if one.line > first and one.kind != "heading"), None)
    if block is None or block.line > first + 3:
        return {}
    text = block.text.part(0, len(block.text.norm.partition("。")[0]))
    if OTHERS.search(text.norm) or not verbs(text.norm) or any(one.date for one in find_dates(text.norm)):
        return {}
    sides = next((chain.names for chain in chains(page, text.norm) if len(chain.names) > 1), ())
    if any(one.open for one in sides):
        return {}
    return {one.key: stated(text, one) for one in sides if one.key}
