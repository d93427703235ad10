"""Partners listed beside a kind or under it, without a day: `友好都市：A市・B町`, bare names below a title 姉妹都市."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from graph.figures import number
from graph.reading.names.enumerated import JOINT, TAKEN, in_region, places_from, places_until
from graph.reading.names.lands import Name, names, stated
from graph.reading.names.regions import OPEN, prefectures
from graph.reading.pages.holding import holding
from graph.reading.pages.once import once
from graph.reading.pages.outline import BULLETS
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.items import items
from graph.reading.tables.labels import parted
from graph.reading.tables.slots import FURTHER, role
from graph.reading.words.datings import BEFORE, of_other_deed
from graph.reading.words.deeds import OVER, concluded, deed, home, kind_of, kinds, state_of
from graph.reading.words.denials import denials
from graph.reading.words.natures import nature, without_brackets
from graph.records import Agreement, AnyRecord, Stated
from graph.values import find_dates

PIPE = re.compile(r"[|│｜┃]")
MARK = re.compile(rf"\s*(?:[{BULLETS}-]|[(]?\d{{1,2}}[).]?)?\s*")
# What a title may say around its kind: how many there are, that it is a list.
TITLE = re.compile(
    r"[\W\d]|本市|市|町|村|の|と|一覧|紹介|提携|先|都市|国内|海外|国際|現在|[市町村区州省国]{1,3}(?=[)）])"
)
# `現在友好都市協定を結んでいるA市、B町`; `姉妹都市は、A市です`; `A市と姉妹都市、B町と友好都市です`
HELD = re.compile(
    r"(?:提携|協定|盟約|縁組|関係)?(?:の|を)?(?:提携|協定|盟約|縁組|関係)?(?:を|に)?(?:結んで|締結して|提携して)(?:い|お)る"
)
WHO = re.compile(
    r"の?(?:提携|関係|協定)?[をに]?(?:して|結んで|提携して|締結して)(?:い|お)る(?:相手|都市|[市町]|まち|自治体|の)(?:は|が)、?(?:(?:国内|国外|海外)(?:では|は|で|に)、?)?"
)  # 提携をしている相手は、A市、B市です
IS = re.compile(r"(?:は|が|として|には)、?(?:(?:国内|国外|海外)(?:では|は|で|に)、?)?")
# What a tie gave rise to, told as done: `A市とB市との姉妹都市提携を機に、協会が発足しました`.
GAVE_RISE = re.compile(r"[をが](?:機|契機|きっかけ)")
OCCASION = re.compile(
    r"(?:の?(?:提携|締結|縁組|盟約|協定))*(?:を|が)(?:機会?に|契機に|契機[とで]|きっかけ[にとで])(?:し|なり)?(?!.*(?:たい|予定|目指|検討|提案|計画))[^。]*た。?\s*$"
)
BOTH = re.compile(r"(?:[(][^()]*[)])?との(?:間の)?$")
SPEECH = r"なん(?:だ|です)|だ[よね。]|なの(?:です|よ|。|$)"  # as one speaks: 友好都市だよ
GROUP = re.compile(rf"(?:の?(?:提携|協定|盟約|縁組|関係))?(?:、|です|であ|{SPEECH}|の|を結|にあ)")
STATED = re.compile(rf"(?:[(][^()]*[)])?(?:{SPEECH}|です|であ|で[、。]|の\d|、|があ|を?(?:含|合わせ)|\s*。?$)")
STANDS = re.compile(rf"(?:て|で)(?:い|お)(?:る|り|ます)|{SPEECH}|です|であ[るり]|があ[るり]|にあ[るり]")
OTHERS = re.compile(r"訪問|来訪|派遣|開催|周年|記念|受け?入|参加|県内|市町村")
CUT = re.compile(r"[)）〕\]】」』、]")  # of a bracket that an earlier line opens
FEWEST, LONGEST = 2, 24  # bare names that make a list under a title; characters of such a title
INSIDE = re.compile(r"(?:提携|関係)?(?:先|都市)?[(](?P<in>[^()]+?)(?:など|等|ほか)?[)]")
NOT_MINE = re.compile(r"県内|市町村|他の?[市町都]|例えば|たとえば|以前|かつて|元の|候補|予定|旧|近隣|相手[市都]")
TWINS = re.compile(r"都市|姉妹|友好|兄弟|親善")


@once
def partner_lists(page: Page) -> tuple[AnyRecord, ...]:
    """Class B: the partners that a list names under their kind; of a prefecture's list nobody knows whose they are."""
    return tuple(_partner_lists(page))


@once
def held(page: Page) -> set[tuple[str, str]]:
    """The ties that a list calls the publisher's own, by kind and partner."""
    ties = [one for one in partner_lists(page) if isinstance(one, Agreement) and one.confidence != "C"]
    return {(one.kind.value, one.parties[-1].value) for one in ties}


def _partner_lists(page: Page) -> Iterator[AnyRecord]:
    place = page.gazetteer.place(page.home)
    if place is None or place.kind == "prefecture":
        return
    for words, value in _labelled(page):
        if (kind := _kind(page, words)) is not None:
            yield from _ties(page, kind, value, names(page, value.norm))
    lists = [(title, rows, [one for row in rows for one in _towns(page, row)]) for title, rows in _titled(page)]
    beside = any(len(towns) >= FEWEST for _, _, towns in lists)  # beside a list, one name is a list as well
    for title, rows, towns in lists:
        if towns and (kind := _kind(page, title)) is not None:
            sure = beside or any(one.land or one.region for one in towns)  # a name alone may stand there by chance
            for row in rows:
                yield from _ties(page, kind, row, names(page, row.norm), sure="B" if sure else "C")
    for index in holding(page, *TWINS.pattern.split("|")):
        for sentence in (one for _, one in page.sentences(index) if TWINS.search(one.norm)):
            yield from _sentences(page, sentence)
            yield from _bracketed(page, sentence)


def _kind(page: Page, words: Text) -> Stated | None:
    """The one kind of tie between towns that a label or a title is."""
    found = {one.key for one in kinds(page, words.norm)}
    return kind_of(page, words) if len(found) == 1 and TWINS.search(words.norm) else None


def _labelled(page: Page) -> Iterator[tuple[Text, Text]]:
    """The kinds with the places beside them: after a colon or a wide gap, or in the next cell of a row of two."""
    for part in parted(page):
        line = page.lines[part.number]
        if not TWINS.search(line.norm):
            continue
        if PIPE.search(line.norm):
            row = [one for one in _cells(line) if one.norm.strip()]
            if len(row) == 2 and nature(page, row[0]) == "kind" and nature(page, row[1]) == "place":
                yield row[0], row[1]
        elif part.words is not None and part.value is not None and nature(page, part.words.stripped()) == "kind":
            others = role(part.words.norm) or (FURTHER.match(part.words.norm) and part.number in _within(page))
            if nature(page, part.value) == "place" and not others:
                yield part.words, part.value


def _within(page: Page) -> set[int]:
    """The lines (from 0) that follow on the day or the kind of a tie within the block of its partner."""
    blocks = [(one, two.line if two else len(page.lines)) for one, two in zip_longest(items(page), items(page)[1:])]
    return {number for one, stop in blocks if one.head and one.has("date", "kind") for number in range(one.line, stop)}


def _cells(line: Text) -> Iterator[Text]:
    at = 0
    for match in PIPE.finditer(line.norm):
        yield line.part(at, match.start()).stripped()
        at = match.end()
    yield line.part(at, len(line)).stripped()


def _titled(page: Page) -> Iterator[tuple[Text, Sequence[Text]]]:
    """Titles that are a kind, each with the lines below it that hold places and nothing else."""
    title: Text | None = None
    rows: list[Text] = []
    for line in page.lines:
        if not line.norm.strip() or (title is None and not TWINS.search(line.norm)):
            continue
        mark = MARK.match(line.norm)
        bare = line.part(mark.end() if mark else 0, len(line)).stripped()
        if rows and nature(page, bare) == "land" and line.norm.strip() != bare.norm and _prefecture(page, rows, bare):
            continue
        if title is not None and nature(page, bare) == "place":
            rows += [bare] if bare.norm[0] not in OPEN else []  # the country of the place above
            continue
        if title is not None:
            yield title, rows
        title, rows = (bare if _is_title(page, bare) else None), []
    if title is not None:
        yield title, rows


def _prefecture(page: Page, rows: Sequence[Text], bare: Text) -> bool:
    """True for a prefecture alone among towns that each bear theirs: a partner of its own, and no title."""
    found = prefectures(page.gazetteer)
    return bool(found.fullmatch(bare.norm)) and all(found.match(row.norm) for row in rows)


def _is_title(page: Page, line: Text) -> bool:
    if len(line) > LONGEST:
        return False
    norm = without_brackets(line.norm)
    told = kinds(page, norm)
    for one in reversed(told):
        norm = norm[: one.start] + norm[one.end :]
    return bool(told) and not CUT.search(norm) and not TITLE.sub("", norm)


def _sentences(page: Page, sentence: Text) -> Iterator[AnyRecord]:
    """The places beside a kind in a sentence that says how things stand, and tells of no day and no visit."""
    norm = sentence.norm
    if not (STANDS.search(norm) or GAVE_RISE.search(norm) or "継" in norm):
        return
    told = [one for one in kinds(page, norm) if TWINS.search(norm[one.start : one.end])]
    void = denials(norm)
    told = [one for one in told if not any(two.start < one.end and one.start < two.end for two in void)]
    if not told or any(one.sort != "contrast" for one in void):
        return  # 姉妹都市はないけれど, what follows may still state a tie
    every = names(page, norm)
    found = [one for one in every if not in_region(norm, every, one)]
    for one in told:
        run: list[Name] = []
        if match := WHO.match(norm, one.end) or HELD.match(norm, one.end):
            run = places_from(norm, found, match.end())
        elif OCCASION.match(norm, one.end) and BOTH.search(norm, 0, one.start):
            run = places_until(norm, found, one.start, BOTH)
            sides = [two for two in found if two.end <= one.start][-len(run) - 1 :]
            run = run if any(two.key == page.home for two in sides) else []
        elif not any(date.date for date in find_dates(norm)) and not OTHERS.search(norm):
            if (match := IS.match(norm, one.end)) and not norm[: one.start].endswith(("と", "との")):
                run = places_from(norm, found, match.end())
                run = run if run and STATED.match(norm, run[-1].end) else []
            elif (joint := JOINT.search(norm, 0, one.start)) and _states(norm, one.end, found):
                run = places_until(norm, found, one.start, JOINT)
                run = run if joint["n"] is None or number(joint["n"]) == len(run) else []
        if run and not any(_speaks_of(page, norm, two) for two in found if two.end <= run[0].start):
            first, last = run[0].start, run[-1].end
            yield from _ties(page, page.stated(sentence, one), sentence.part(first, last), run, -first)


def _states(norm: str, at: int, found: Sequence[Name]) -> bool:
    """True where the words behind a kind say that the tie stands; what was taken over from a town named is told of it."""
    if TAKEN.match(norm, at):
        return all("former" not in one.flags for one in found)
    stands = GROUP.match(norm, at) is not None and STANDS.search(norm) is not None
    return stands and not state_of(norm[at:].partition("、")[0])  # の協定の締結を目指し: none yet


def _bracketed(page: Page, sentence: Text) -> Iterator[AnyRecord]:
    """The places in the brackets right behind a kind: `国内の姉妹都市（A市、B市）との相互訪問`."""
    norm = sentence.norm
    if "(" not in norm or denials(norm):
        return
    for one in kinds(page, norm):
        match = INSIDE.match(norm, one.end) if TWINS.search(norm[one.start : one.end]) else None
        if match is None or NOT_MINE.search(norm, 0, match.end()):
            continue
        inside = sentence.part(*match.span("in"))
        found = names(page, inside.norm)
        before = [two for two in names(page, norm) if two.end <= one.start]
        others = any(two.key != page.home and norm[two.end : two.end + 1] not in tuple(")、") for two in before)
        if found and not others and all(two.key != page.home for two in found) and nature(page, inside) == "place":
            yield from _ties(page, page.stated(sentence, one), inside, found)


def _speaks_of(page: Page, norm: str, one: Name) -> bool:
    """True where the sentence tells of another place: `B市の姉妹都市は`, `B市は`."""
    return one.key != page.home and "home" not in one.flags and norm[one.end : one.end + 1] in tuple("はのがも")


def _towns(page: Page, row: Text) -> list[Name]:
    """The places of a row without the states and prefectures in which they lie."""
    return [one for one in names(page, row.norm) if not _state(page, one)]


def _state(page: Page, one: Name) -> bool:
    known = page.gazetteer.place(one.key or "")
    return one.surface[-1] in "州省" or (known is not None and known.kind == "prefecture")


def _ties(
    page: Page, kind: Stated, text: Text, found: Sequence[Name], by: int = 0, sure: str = "B"
) -> Iterator[AnyRecord]:
    """A tie with each place, the state being that of the list."""
    if ((over := state_of(text.norm)) and over[0] in OVER) or BEFORE.search(text.norm):
        return
    sure = "C" if of_other_deed(text.norm) else sure
    for one in found:
        if one.open or one.key == page.home or "former" in one.flags or _state(page, one):
            continue
        name = one.moved(by)
        spans = sorted([kind.span, text.span(name.start, name.end)], key=lambda each: each.at)
        sides = (home(page, text), stated(text, name))
        if tie := deed("partners", spans, sides, kind, concluded(kind), sure=sure):
            yield tie
