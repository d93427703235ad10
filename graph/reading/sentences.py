"""One sentence as the ties that it signs, prepares, talks about or ends, with the parties that it or its heading names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.reading.chains import chains
from graph.reading.clauses import Act, acts
from graph.reading.deeds import BELOW, deed, home, kinds, state_of
from graph.reading.lands import Name, stated
from graph.reading.page import Page
from graph.reading.text import Text
from graph.records import Agreement, Stated, StatedDate
from graph.values import DateMention

Subject = tuple[Text, Name]
ENDED = re.compile(r"解消|廃止(?=し|され|と)|期間満了|失効|提携を終|終了(?=し|と)|取りやめ")
BODIES_SIGN = re.compile(r"(?:議会|商工会議所|商工会|高校|学校|大学|学園|協会|病院|水族館|動物園|郵便局)(?:と|は|が)")
AGAIN = re.compile(r"(?:改めて|あらためて|再び|新たに)[^。]*?(?:締結|調印|署名|交わ|結)")
BOTH_SIDES = re.compile(r"(?:両[者市町村県]|両市町|[二三四五2-5]者)(?:は|が|で|の|、)")
# Ties of bodies, and pacts of many municipalities: other recognisers read them.
BODIES = (
    *BELOW,
    "cooperation-pact",
    "comprehensive",
    "problem-solving",
    "admission-quota",
    "union",
    "institution-twinning",
)


def sentence_ties(
    page: Page,
    text: Text,
    dates: Sequence[DateMention],
    subject: Subject | None,
    lead: StatedDate | None = None,
    before: Agreement | None = None,
) -> Iterator[Agreement]:
    """The ties that one sentence signs, prepares or talks about; 三者 are the parties of the tie told `before`."""
    norm = text.norm
    told = False
    told_ = list(acts(page, norm, dates))
    if not told_ and before and (again := AGAIN.search(norm)):
        yield from _again(page, text, before, dates, again)
        return
    for act in _renewed(told_):
        if act.kind.key in BODIES or (act.date is None and lead is None):
            continue
        alike = before if not (act.owners or act.partners) and BOTH_SIDES.search(norm[: act.verb[0]]) else None
        if tie := _tie(page, text, act, subject, lead, alike, dates):
            told = True
            yield tie
    if not told and (state := state_of(norm)) and not re.search(r"(?:協定|提携)を(?:結んで|して)いない", norm):
        yield from _state(page, text, state)


def _again(
    page: Page, text: Text, before: Agreement, dates: Sequence[DateMention], verb: re.Match[str]
) -> Iterator[Agreement]:
    """Class C: what the publisher signed anew with the partner of the tie told before, without its kind being named."""
    groups = chains(page, text.norm)
    named = {one.key for group in groups for one in group.names} - {page.home}
    mine = [one for one in dates if one.date]
    others = [one for one in before.parties if one.value in named]
    if len(mine) == 1 and others:
        kind = before.kind.model_copy(update={"flags": ("kind_inherited",)})
        status = page.in_words(text, "concluded", *verb.span())
        tie = deed("story", [text.span()], [home(page, text), *others], kind, status, signed=page.dated(text, mine[0]))
        if tie:
            yield tie


def _renewed(told: list[Act]) -> list[Act]:
    """Where the heir signed anew what a former town had signed, the older tie was that town's own."""
    result = []
    for act in told:
        mine = {one.key or one.surface for one in act.partners}
        anew = any(not other.formers and mine & {one.key or one.surface for one in other.partners} for other in told)
        both = len(act.formers) > 1 and not act.partners and len(told) > 1
        result.append(replace(act, owners=act.formers, formers=()) if (act.formers and anew) or both else act)
    return result


def _sides(
    page: Page, text: Text, owners: tuple[Name, ...], partners: tuple[Name, ...], subject: Subject | None, at: int
) -> tuple[list[Stated], list[Stated], bool]:
    """Parties, parties left open, and whether both sides are named or headed."""
    sides = [(text, one) for one in (*owners, *partners)]
    if (
        not partners
        and subject
        and not BODIES_SIGN.search(text.norm)
        and subject[1].key not in {one.key for _, one in sides}
    ):
        sides.append(subject)
    keys = {one.key for _, one in sides}
    if len(sides) == 1 and page.home not in keys:
        parties = [home(page, text.part(at, len(text)) if at < len(text) else text)]
    elif len(sides) >= 2 and not owners and page.home not in keys:
        parties = [home(page, text)]
    else:
        parties = []
    parties += [stated(part, one) for part, one in sides if not one.open]
    return parties, [stated(part, one) for part, one in sides if one.open], bool(sides)


def _tie(
    page: Page,
    text: Text,
    act: Act,
    subject: Subject | None,
    lead: StatedDate | None,
    alike: Agreement | None,
    dates: Sequence[DateMention],
) -> Agreement | None:
    parties, unnamed, named = _sides(page, text, act.owners, act.partners, subject, 0)
    if alike is not None:
        parties, unnamed, named = list(alike.parties), list(alike.unnamed), True
    if not named:
        return None
    kind = page.stated(
        text, act.kind, *(["kind_inherited"] if act.inherited and act.kind.end < act.verb[0] - 40 else [])
    )
    signed = page.dated(text, act.date) if act.date and act.date.date else lead
    former = [stated(text, one) for one in act.formers]
    if former:
        parties = [
            one.model_copy(update={"flags": ("successor",)}) if one.value == page.home else one for one in parties
        ]
    begin = min(
        [one.start for one in (*act.owners, *act.partners)] + [act.kind.start, *([act.date.start] if act.date else [])]
    )
    spans = [text.span(max(0, min(begin, act.verb[0])), act.verb[1])]
    spans += [subject[0].span(subject[1].start, subject[1].end)] if subject and not act.partners else []
    spans += [lead.span] if lead and not act.date else []
    status, until = page.in_words(text, "concluded", *act.verb), None
    if (end := ENDED.search(text.norm, act.verb[1])) and not re.search(r"していない|せず", text.norm[end.end() :]):
        status = page.in_words(text, "expired" if "満了" in end[0] or "失効" in end[0] else "ended", *end.span())
        later = [one for one in dates if one.date and act.verb[1] <= one.start < end.start()]
        until = page.dated(text, later[-1]) if later else None
    return deed("story", sorted(spans, key=lambda span: span.at), parties, kind, status, unnamed=unnamed,
        signed=signed, former=former, until=until, sure="B",
    )  # fmt: skip


def _state(page: Page, text: Text, state: tuple[str, int, int]) -> Iterator[Agreement]:
    """A tie that is talked about or prepared: both sides named, or the partner in a と-phrase before the words."""
    found, start, end = state
    known = [one for one in kinds(page, text.norm[:end]) if one.key not in BODIES]
    if found not in ("talks-begun", "preparing") or not known:
        return
    groups = [one for one in chains(page, text.norm[:start]) if one.part in ("with", "topic")]
    topics = [one for one in groups if one.part == "topic"][-1:]
    withs = [one for one in groups if one.part == "with"][-1:]
    owners = topics[0].names if topics else ()
    partners = withs[0].names if withs else ()
    if not withs and len(owners) < 2:
        return
    parties, unnamed, _ = _sides(page, text, owners, partners, None, 0)
    begin = min(one.start for one in (*owners, *partners))
    tie = deed("story", [text.span(begin, end)], parties, page.stated(text, known[-1]),
        page.in_words(text, found, start, end), unnamed=unnamed, sure="B",
    )  # fmt: skip
    if tie:
        yield tie
