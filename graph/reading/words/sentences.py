"""One sentence as the ties that it signs, prepares, talks about or ends, with the parties that it or its heading names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graph.reading.names.lands import Name, stated
from graph.reading.names.organs import TWINS, acted_by_body, sort_of
from graph.reading.names.towns import heir_of, nameless
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.ceased import over
from graph.reading.words.chains import (
    came_in,
    chains,
    counted_behind,
    more_counted,
    unjoined,
    with_state,
    with_stranger,
)
from graph.reading.words.clauses import acts
from graph.reading.words.deeds import BELOW, deed, home, kinds, state_of
from graph.reading.words.ends import state_in
from graph.reading.words.intents import rite_to_come
from graph.reading.words.phrases import Act, become, renewed
from graph.reading.words.sides import with_unknown
from graph.records import Agreement, Stated, StatedDate
from graph.values import DateMention, find_dates

Subject = tuple[Text, Name]
Pair = tuple[tuple[Stated, ...], tuple[Stated, ...]]  # two places, those that stay open apart
WITHOUT = re.compile(r"(?:協定|提携)を(?:結んで|して)いない")
AGAIN = re.compile(r"(?:改めて|あらためて|再び|新たに)[^。]*?(?:締結|調印|署名|交わ|結)")
ANEW = re.compile(r"改めて|あらためて|再(?:締結|調印|提携|び)|新たに")
FACING = re.compile(r"[ァ-ヴー][州省]と(?![はものなし])[^、。はがも]{0,14}$")
BOTH_SIDES = re.compile(r"(?:両[者市町村県]長?|両市町長?|両首長|[二三四五2-5]者)(?:は|が|で|の|、)")
CITIES = (
    "sister-city", "friendship-city", "brother-city", "exchange-city", "twinning", "friendly-exchange",
    "partnership-city", "friendly-cooperation-city")  # fmt: skip
# Kinds that other recognisers read; and those that count only where the sentence names both sides.
NEVER = ("problem-solving", "admission-quota", "union", "institution-twinning")
WIDE = ("cooperation-pact", "comprehensive")
BODIES = (*BELOW, *NEVER, *WIDE)


@dataclass(frozen=True)
class Scene:
    """What was said before a sentence: the place that it speaks of, the kind of tie of its heading or paragraph, the tie
    told before it."""

    subject: Subject | None = None
    kind: Stated | None = None
    before: Agreement | None = None
    pair: Pair | None = None  # the two whom the line over it names


def sentence_ties(
    page: Page, text: Text, dates: Sequence[DateMention], scene: Scene, lead: StatedDate | None = None
) -> Iterator[Agreement]:
    """The ties that one sentence signs, prepares or talks about; `lead` is the date of the row that it stands in."""
    norm = text.norm
    told = False
    told_ = list(acts(page, norm, dates))
    before = scene.before
    if not told_ and before and (again := AGAIN.search(norm)):
        yield from _again(page, text, before, dates, again)
        return
    last: DateMention | None = None
    for act in renewed(become(told_)):
        if act.date is None and last is not None and act.kind is not None:
            act = replace(act, date=last)  # 盟約を交わし、姉妹都市となった: one day, two verbs
        last = act.date or last
        for one in _each(act) if lead is None else [act]:
            if tie := _tie(page, text, one, scene, lead, dates):
                told, before = True, tie
                scene = replace(scene, before=tie)
                yield tie
    if not told and (state := state_of(norm) or rite_to_come(page, text, dates)) and not WITHOUT.search(norm):
        yield from _state(page, text, state, scene)


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


def _sides(
    page: Page, text: Text, owners: tuple[Name, ...], partners: tuple[Name, ...], subject: Subject | None, stop: int
) -> tuple[list[Stated], list[Stated]]:
    """Parties and parties left open; the publisher is one where only one side is named or headed."""
    if partners and all(one.key == page.home for one in partners):  # 本市とは
        owners, partners = (*owners, *partners), ()
    sides = [(text, one) for one in (*owners, *partners)]
    keys = {one.key for _, one in sides}
    if not partners and subject and not acted_by_body(text.norm[:stop]) and subject[1].key not in keys:
        sides.append(subject)
        keys.add(subject[1].key)
    bodies = sum("body" in one.flags for _, one in sides)
    alone = page.home not in keys and len(sides) > bodies * 2 - (len(sides) == 1)
    parties = [home(page, text)] if alone and (len(sides) == 1 or not owners) else []
    parties += [_stated(part, one) for part, one in sides if not one.open]
    return parties, [stated(part, one) for part, one in sides if one.open]


def _stated(text: Text, one: Name) -> Stated:
    return stated(text, replace(one, flags=tuple(flag for flag in one.flags if flag != "body")))


def _kind(page: Page, text: Text, act: Act, scene: Scene, sides: Sequence[Name]) -> Stated | None:
    """The kind that the act names, that of two bodies of one sort, or the one of the scene."""
    sorts = [sort_of(one.surface) if "body" in one.flags else "" for one in sides]
    twin = TWINS.get(sorts[0]) if len(sorts) > 1 and len(set(sorts)) == 1 else None
    if twin:
        return page.in_words(text, twin, *((act.kind.start, act.kind.end) if act.kind else act.verb))
    if act.kind is None:
        return scene.kind if not any(sorts) else None
    mixed = any(sorts) and not (all(sorts) and len(sorts) > 1)  # a town is no twin of a university
    if act.kind.key in BELOW or (act.kind.key in WIDE and not sides) or (act.kind.key in CITIES and mixed):
        return None
    far = act.inherited and act.kind.end < act.verb[0] - 40
    return page.stated(text, act.kind, *(["kind_inherited"] if far else []))


def _tie(
    page: Page, text: Text, act: Act, scene: Scene, lead: StatedDate | None, dates: Sequence[DateMention]
) -> Agreement | None:
    subject, alike = scene.subject, scene.before
    if not act.partners and (other := unjoined(page, text.norm, act.owners, act.verb[0])):
        act = replace(act, partners=(other,))
    named = (*act.owners, *act.partners)
    if not act.partners and with_state(text.norm, act.verb[0]):
        return None
    if (act.kind is not None and act.kind.key in NEVER) or (act.date is None and lead is None and not _plain(act)):
        return None
    kind = _kind(page, text, act, scene, named)
    if kind is None:
        return None
    if not act.partners and len(named) < 2 and (kind.value in WIDE or (subject and not named and nameless(text.norm))):
        return None  # pacts with many are told in other forms
    asked = act.formers or (() if subject and subject[1].key not in {one.key for one in act.owners} else act.owners)
    if asked and not act.partners and with_stranger(text.norm, asked[-1].end, act.verb[0]):
        return None  # the partner is one that no list knows: neither the publisher nor another takes its place
    if not act.owners and len(act.partners) == 1 and FACING.search(text.norm, 0, act.partners[0].start):
        return None  # a state that no list knows is the other side: X州とA県との
    if subject and not (named or act.formers) and with_unknown(page, text.norm, act.verb[1], subject[1].surface):
        return None
    parties, unnamed = _sides(page, text, act.owners, act.partners, subject, act.verb[0])
    own = {None, page.home, *(one.key for one in act.owners)}
    if act.owners and not act.partners and any(heir_of(page, one.key) not in own for one in act.formers):
        parties = [one for one in parties if one.printed]  # 旧A町とB市が, read on a page of neither
    if alike is not None and not named and BOTH_SIDES.search(text.norm[: act.verb[0]]):
        parties, unnamed = list(alike.parties), list(alike.unnamed)
    elif scene.pair and not named and not acted_by_body(text.norm[: act.verb[0]]):
        parties, unnamed = map(list, scene.pair)
    elif not named and not act.formers and not subject:
        return None
    added = came_in(text.norm, named)
    if added is not None and alike is not None:
        parties, unnamed = [*alike.parties, *parties], [*alike.unnamed, *unnamed]
    signed, former = (page.dated(text, act.date) if act.date and act.date.date else lead), list[Stated]()
    for one in act.formers:
        heir = heir_of(page, one.key)
        if heir in (None, page.home) and ANEW.search(text.norm, max(0, act.verb[0] - 40), act.verb[1] + 2):
            continue  # the heir signed it itself
        if heir in (None, page.home) or heir in {two.value for two in parties}:
            former.append(stated(text, one))
        elif heir and (place := page.gazetteer.place(heir)) and place.ja in page.document.text:
            former.append(stated(text, one))
            parties = [two for two in parties if len(parties) < 2 or two.value != page.home or two.printed]
            parties.append(stated(text, one).model_copy(update={"value": heir, "flags": ("successor",)}))
        else:
            parties.append(stated(text, one))
    if former:
        parties = [
            one.model_copy(update={"flags": ("successor",)}) if one.value == page.home else one for one in parties
        ]
    marks = [one.start for one in named] + ([act.kind.start] if act.kind else [])
    begin = min([*marks, act.verb[0], *([act.date.start] if act.date else [])])
    spans = [text.span(max(0, begin), act.verb[1])]
    spans += [subject[0].span(subject[1].start, subject[1].end)] if subject and not act.partners else []
    spans += [one.span for one in (*parties, *unnamed)] if scene.pair and not named else []
    spans += [lead.span] if lead and not act.date else []
    spans += [kind.span] if act.kind is None and kind is scene.kind else []
    status, until = page.in_words(text, "concluded", *act.verb), None
    if end := over(page, text.norm, act.verb[1], {one.value for one in (*parties, *unnamed, *former)}):
        status = page.in_words(text, state_in(end[0]), *end.span())
        later = [one for one in dates or find_dates(text.norm) if one.date and act.verb[1] <= one.start < end.start()]
        until = page.dated(text, later[-1]) if later else None
    tie = deed("story", sorted(spans, key=lambda span: span.at), parties, kind, status, unnamed=unnamed,
        signed=signed, former=former, until=until, sure="B",
    )  # fmt: skip
    if tie is None:
        return None
    sides = len(tie.parties) + len(tie.unnamed)
    more = more_counted(page, text.norm[: act.verb[0]], len(parties) + len(unnamed))
    more = more or (added is not None and counted_behind(text.norm, added.end, act.verb[1]) != sides)
    return tie.model_copy(update={"confidence": "C"}) if more or act.doubtful else tie


def _each(act: Act) -> list[Act]:
    """`A市、B市と姉妹都市提携を結んでいます`: without a day, and of two sides, a tie with each of them."""
    if act.date is None and act.kind and act.kind.key in CITIES and len(act.owners) < 2 and len(act.partners) > 1:
        return [replace(act, partners=(one,)) for one in act.partners]
    return [act]


def _plain(act: Act) -> bool:
    """True for a tie that is stated with both sides and its kind, though no day is."""
    if act.kind is None or act.inherited or len(act.partners) != 1 or len(act.owners) + len(act.formers) != 1:
        return False
    sorts = {sort_of(one.surface) if "body" in one.flags else "" for one in (*act.owners, *act.partners)}
    return act.kind.key in CITIES or (len(sorts) == 1 and bool(act.owners) and TWINS.get(sorts.pop()) is not None)


def _state(page: Page, text: Text, state: tuple[str, int, int], scene: Scene) -> Iterator[Agreement]:
    """A tie that is talked about or prepared: both sides named, or the partner in a と-phrase before the words."""
    found, start, end = state
    known = [one for one in kinds(page, text.norm[:end]) if one.key not in (*BELOW, *NEVER, *WIDE)]
    if found not in ("talks-begun", "preparing") or not known:
        return
    groups = [one for one in chains(page, text.norm[:start], True) if one.part in ("with", "topic")]
    topics = [one for one in groups if one.part == "topic"][-1:]
    withs = [one for one in groups if one.part == "with"][-1:]
    owners = topics[0].names if topics else ()
    partners = withs[0].names if withs else ()
    subject = scene.subject if not withs and len(owners) < 2 else None
    if not withs and len(owners) < 2 and not subject:
        return
    parties, unnamed = _sides(page, text, owners, partners, subject, start)
    begin = min([start, *(one.start for one in (*owners, *partners))])
    tie = deed("story", [text.span(begin, end)], parties, page.stated(text, known[-1]),
        page.in_words(text, found, start, end), unnamed=unnamed, sure="B",
    )  # fmt: skip
    if tie:
        yield tie
