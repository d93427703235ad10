"""Ties told under the heading of a city, or in a sentence that names both sides."""

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.reading.facts.bodies import body
from graph.reading.names.lands import names, stated
from graph.reading.names.organs import organs, sort_of
from graph.reading.names.towns import heir_of
from graph.reading.pages.days import dates_in
from graph.reading.pages.genre import of_others
from graph.reading.pages.outline import Block
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text, stops
from graph.reading.pages.timelines import event_lines
from graph.reading.stories.signings import clauses, kind_named
from graph.reading.stories.subjects import BODY, pairs_over, subjects, title
from graph.reading.tables.headings import heading_of
from graph.reading.tables.titles import heading_kind
from graph.reading.words.deeds import concluded, deed, home, kinds
from graph.reading.words.moments import NOT_OF_SIGNING
from graph.reading.words.natures import nature
from graph.reading.words.sentences import CITIES, Scene, Subject, sentence_ties
from graph.reading.words.sides import ALIKE, alike, by_both, by_town
from graph.reading.words.verbs import verbs
from graph.records import Agreement, AnyRecord, Body, Stated, StatedDate
from graph.values import find_dates

BEGINS = re.compile(r"\s*(?:[・○●◆◇■▲※*-]|[(（]?\d{1,2}[)）]|\d{1,2}[.．\s]|[ア-ン][\s])")
ACT = re.compile(
    r"(?:提携|調印|盟約|縁組|協定|都市)[^。]{0,30}(?:[しをがは]|結|交わ)|[日月年]に、?(?:提携|調印|締結)\s*$"
)
FORMERS = re.compile(r"\s*旧[^()。]{2,40}[(](?P<in>[^()]{6,40})[)]")
WITH = re.compile(r"[市町村区州省県](?:[(][^()]*[)])?と(?:は|も|の間)?")
# The words of a covenant itself, which is dated below them.
PLEDGE = re.compile(
    r"(?:こと|旨)を(?:ここに|相互に|互いに)?(?:盟約|宣言|誓約|約|誓)(?:する|います|う|し(?:ます|、)|いたします)[^。]{0,20}。?\s*$"
)
BELOW = 4  # lines from a covenant to its day
# What was signed together with the tie whose day a label gives: `同時に災害時相互応援協定も締結`.
SAME_DAY = re.compile(r"この(?:日|とき|際)|同時に|同日|あわせて|併せて|し直し|結び直し")
SIGNING_DAY = re.compile(r"(?:提携|締結|調印|盟約)(?:した)?(?:年?月?日)?")
# A sentence that counts up what the one before spoke of, whose kind holds for it.
GOES_ON = re.compile(r"\s*(?:まず|最初|はじめに|初めに|手始め)")
OTHER = re.compile(r"\W*「(?P<name>[^「」]{2,12})」(?:と|では|へは|には|は)")
AGAIN = re.compile(r"再(?:締結|調印|提携|署名)|改めて|あらためて")
SIGNED = re.compile(r"(?:し|され|っ|ん)?(?:て(?:い|お))?(?:た|だ|ました|る|ります)?\s*$")


def _signed_before(page: Page, text: Text, scene: Scene) -> Iterator[Agreement]:
    """`旧X町（H3.5.12　姉妹都市）` under the heading of the partner: who signed, when, and which tie."""
    match = FORMERS.match(text.norm)
    if match is None or scene.subject is None:
        return
    towns = [one for one in names(page, text.norm[: match.start("in")]) if "former" in one.flags and one.key]
    inside = text.part(*match.span("in"))
    dates = [one for one in find_dates(inside.norm) if one.date]
    found = [one for one in kinds(page, inside.norm) if one.key in CITIES]
    kind = page.stated(inside, found[0]) if found else scene.kind
    if not towns or len(dates) != 1 or kind is None or scene.subject[1].open:
        return
    if NOT_OF_SIGNING.match(inside.norm, dates[0].end):
        return
    signed = page.dated(inside, dates[0])
    head, one = scene.subject
    parties = [home(page, inside).model_copy(update={"flags": ("successor",)}), stated(head, one)]
    spans = [head.span(one.start, one.end), text.span(0, match.end())]
    tie = deed("story", spans, parties, kind, concluded(signed), signed=signed,
        former=[stated(text, town) for town in towns], sure="B")  # fmt: skip
    if tie:
        yield tie


def _told(page: Page, text: Text) -> list[Subject]:
    """The places that a paragraph speaks of, each once, the publisher and regions left out."""
    found = {
        one.key or one.surface: one
        for one in names(page, text.norm)
        if one.key != page.home
        and "former" not in one.flags
        and one.surface[-1] not in "県州省道"
        and not BODY.match(text.norm, one.end)
    }
    return [(text, one) for one in found.values()]


def stories(page: Page) -> Iterator[AnyRecord]:
    """Class B: what sentences sign; where a story under one heading signs twice, its last signing counts."""
    last: dict[tuple[str, ...], Agreement] = {}
    rest: list[Agreement] = []
    bodies: dict[str, AnyRecord] = {}
    events = event_lines(page)
    titled, about, headed = title(page), None, pairs_over(page)
    for index, subject in enumerate(subjects(page)):
        block = page.blocks[index]
        told: list[Subject] = []
        if block.kind == "heading" or of_others(block.text.norm):
            about = None
        elif told := _told(page, block.text):
            about = told[0] if len(told) == 1 else None
        elif BEGINS.match(page.lines[block.line - 1].norm):
            about = None
        if (other := OTHER.match(block.text.norm)) and not told:
            subject = subject if subject and subject[1].surface.startswith(other["name"]) else None
            about = None  # 「X」とは, of which no list knows
        if block.line in events or "\t" in block.text.norm:
            continue
        if block.kind == "heading" and not _told_whole(block.text):
            continue
        chapter = block.kind != "heading" and _chapter(page, index)
        if chapter and (not ACT.search(block.text.norm) or _listed(page, block)):
            continue
        scene = Scene(subject or about or titled, _headed(page, subject) if subject else None, pair=headed[index])
        for one in _signed_before(page, block.text, scene):
            rest.append(one)
        for start, sentence in page.sentences(index):
            named = chapter and any(kind_named(page, index, one) for one in clauses(sentence.norm, start))
            if named or (chapter and _of_merged(page, sentence)):
                continue
            days = dates_in(page, index, start, sentence)
            rest += alike(page, sentence, scene.before)
            if scene.before and ALIKE.search(sentence.norm):
                scene = replace(scene, kind=scene.before.kind.model_copy(update={"flags": ()}))
            for one in sentence_ties(page, sentence, days, scene, None if days else _day_beside(page, sentence)):
                one = by_both(page, block.text, start, sentence, one)
                one = by_town(page, index, one) if subject and not _told(page, sentence) else one
                scene = replace(scene, before=one)
                bodies |= {two.body.value: two for two in bodies_of(page, sentence, one)}
                if subject and one.signed:
                    sides = tuple(sorted(p.value for p in (*one.parties, *one.unnamed)))
                    side = (str(subject[0].starts[0]), one.kind.value, *(town.value for town in one.former), *sides)
                    if side in last and AGAIN.search(sentence.norm):
                        rest.append(last[side])  # signed once more, of which the first day stays true
                    if side not in last or not _surer(last[side], one):
                        last[side] = one
                else:
                    rest.append(one)
            if spoken := _spoken(page, sentence):
                plain = GOES_ON.match(block.text.norm, start + len(sentence)) is not None
                scene = replace(scene, kind=spoken.model_copy(update={"flags": ()}) if plain else spoken)
    found = [*last.values(), *rest, *_in_cells(page)]
    yield from bodies.values()
    yield from (one for one in found if one.signed or one.status.value != "concluded" or not _dated(one, found))


def _surer(one: Agreement, two: Agreement) -> bool:
    """True where the first tells of the same day as the second in plainer words."""
    same = one.signed is not None and two.signed is not None and one.signed.value == two.signed.value
    return same and one.confidence < two.confidence


def _in_cells(page: Page) -> Iterator[Agreement]:
    """A sentence in the cell beside that of its place alone: `A市（国）｜昭和36年7月29日、提携を結びました`."""
    for number, line in enumerate(page.lines):
        at = line.norm.find("\t")
        if at < 1 or line.norm.count("\t") > 1 or not ACT.search(line.norm, at):
            continue
        head, told = line.part(0, at), line.part(at + 1, len(line))
        name = heading_of(page, head) if len(told) and verbs(told.norm) else None
        if name and "former" not in name.flags and name.key != page.home:
            before: Agreement | None = None
            for sentence in (told.part(*one) for one in stops(told.norm)):
                scene = Scene((head, name), _headed(page, (head, name)) or heading_kind(page, number), before)
                for one in sentence_ties(page, sentence, find_dates(sentence.norm), scene):
                    before = one
                    yield one


def _day_beside(page: Page, sentence: Text) -> StatedDate | None:
    """The day below the words of a covenant, or the labelled day above words that tell what else was signed on it."""
    if not SAME_DAY.search(sentence.norm):
        return _pledged(page, sentence)
    first = page.source.line_of(sentence.starts[0])
    above = [one for one in page.lines[max(0, first - 3) : first - 1] if one.norm.strip()]
    days = find_dates(above[-1].norm) if above and nature(page, above[-1].stripped()) == "date" else []
    told = len(days) == 1 and days[0].date and SIGNING_DAY.search("".join(one.norm for one in above))
    return page.dated(above[-1], days[0]) if told else None


def _pledged(page: Page, sentence: Text) -> StatedDate | None:
    """The day that stands alone below the words of a covenant."""
    if not PLEDGE.search(sentence.norm):
        return None
    last = page.source.line_of(sentence.ends[-1] - 1)
    line = next((one for one in page.lines[last : last + BELOW] if one.norm.strip()), None)
    days = find_dates(line.norm) if line else []
    alone = len(days) == 1 and line and not line.norm[: days[0].start].strip() and not line.norm[days[0].end :].strip()
    return page.dated(line, days[0]) if alone and line and days[0].date else None


def _told_whole(text: Text) -> bool:
    """True for a numbered line that is a sentence without its full stop: `7 その他 A市とは平成9年5月31日に…を締結`."""
    if not (WITH.search(text.norm) and any(one.date for one in find_dates(text.norm))):
        return False
    done = verbs(text.norm)
    return bool(done and SIGNED.match(text.norm, done[-1].end()))


def _chapter(page: Page, index: int) -> bool:
    """True under the heading of a partner, whose chapter other readers know by its verbs of signing; not under that of its prefecture alone."""
    partner = page.sections[index].partner
    place = page.gazetteer.place(partner.value) if partner else None
    return partner is not None and not (place and place.kind == "prefecture" and partner.value.startswith("lg/jp-"))


def _listed(page: Page, block: Block) -> bool:
    """True where the name over a block is the last of a list of them, one to a line."""
    head = block.headings[-1]
    return head.mark == "name" and head.line > 1 and page.lines[head.line - 2].norm.strip() in page.known


def _of_merged(page: Page, sentence: Text) -> bool:
    """True where a sentence names a town that merged into another city than the publisher: which of the two it means, the
    heading does not say."""
    found = names(page, sentence.norm)
    return any("former" in one.flags and heir_of(page, one.key) not in (None, page.home) for one in found)


def _dated(one: Agreement, others: list[Agreement]) -> bool:
    """True where another sentence gives the day of the same tie."""
    sides = {party.value for party in (*one.parties, *one.unnamed)}
    return any(
        two.signed
        and two.kind.value == one.kind.value
        and sides & {p.value for p in (*two.parties, *two.unnamed)} == sides
        for two in others
    )


def _headed(page: Page, subject: Subject) -> Stated | None:
    """The kind of tie that the heading of a place names with it, or a title above."""
    found = kinds(page, subject[0].norm)
    if found:
        one = {two.key for two in found}
        return page.stated(subject[0], found[-1], "kind_from_heading") if len(one) == 1 else None
    return heading_kind(page, page.source.line_of(subject[0].starts[0]) - 1)


def _spoken(page: Page, sentence: Text) -> Stated | None:
    """The kind of tie that a sentence speaks of, for the sentences that follow it."""
    found = [one for one in kinds(page, sentence.norm) if one.key in CITIES]
    return page.stated(sentence, found[-1], "kind_inherited") if found else None


def bodies_of(page: Page, sentence: Text, tie: Agreement) -> Iterator[Body]:
    """The bodies among the parties of a tie, as records of their own."""
    for one in organs(page, sentence.norm):
        if any(party.value == one.key for party in tie.parties):
            yield body(page, sentence, one.start, one.end, "story", sort_of(one.surface))
