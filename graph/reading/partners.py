"""Partners listed beside a kind or under it, without a day: `友好都市：A市・B町`, bare names below a title 姉妹都市."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.deeds import concluded, deed, home, kind_of, kinds
from graph.reading.labels import parted
from graph.reading.lands import Name, names, stated
from graph.reading.natures import nature, without_brackets
from graph.reading.outline import BULLETS
from graph.reading.page import Page
from graph.reading.regions import OPEN
from graph.reading.text import Text
from graph.records import AnyRecord, Stated

PIPE = re.compile(r"[|│｜┃]")
MARK = re.compile(rf"\s*(?:[{BULLETS}-]|[(]?\d{{1,2}}[).]?)?\s*")
# What a title may say around its kind: how many there are, that it is a list.
TITLE = re.compile(
    r"[\W\d]|本市|市|町|村|の|と|一覧|紹介|提携|先|都市|国内|海外|国際|現在|[市町村区州省国]{1,3}(?=[)）])"
)
# `現在友好都市協定を結んでいるA市、B町`
HELD = re.compile(
    r"(?:提携|協定|盟約|縁組|関係)?(?:の|を)?(?:提携|協定|盟約|縁組|関係)?(?:を|に)?(?:結んで|締結して|提携して|むすんで)(?:い|お)る"
)
BETWEEN = re.compile(r"[\s・、,，と]*(?:及び|並びに|および|ならびに)?[\s・、,，]*(?:[一-龥]{2,3}[都道府県])?")
CUT = re.compile(r"[)）〕\]】」』、]")  # of a bracket that an earlier line opens
FEWEST = 2  # bare names that make a list under a title
TWINS = re.compile(r"都市|姉妹|友好|兄弟|親善")


def partner_lists(page: Page) -> Iterator[AnyRecord]:
    """Class B: the partners that a list names under their kind; of a prefecture's list nobody knows whose they are."""
    place = page.gazetteer.place(page.home)
    if place is None or place.kind == "prefecture":
        return
    for words, value in _labelled(page):
        if (kind := _kind(page, words)) is not None:
            yield from _ties(page, kind, value, names(page, value.norm))
    for title, rows in _titled(page):
        if (kind := _kind(page, title)) is not None:
            for row in rows:
                yield from _ties(page, kind, row, names(page, row.norm))
    for index in range(len(page.blocks)):
        for _, sentence in page.sentences(index):
            yield from _held(page, sentence)


def _kind(page: Page, words: Text) -> Stated | None:
    """The one kind of tie between towns that a label or a title is."""
    found = {one.key for one in kinds(page, words.norm)}
    return kind_of(page, words) if len(found) == 1 and TWINS.search(words.norm) else None


def _labelled(page: Page) -> Iterator[tuple[Text, Text]]:
    """The kinds with the places beside them: after a colon or a wide gap, or in the next cell of a row of two."""
    for part in parted(page):
        line = page.lines[part.number]
        if PIPE.search(line.norm):
            row = [one for one in _cells(line) if one.norm.strip()]
            if len(row) == 2 and nature(page, row[0]) == "kind" and nature(page, row[1]) == "place":
                yield row[0], row[1]
        elif part.words is not None and part.value is not None and nature(page, part.value) == "place":
            if nature(page, part.words.stripped()) == "kind":
                yield part.words, part.value


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
    for line in [*page.lines, None]:
        if line is not None and not line.norm.strip():
            continue
        bare = line.part(MARK.match(line.norm).end(), len(line)).stripped() if line is not None else None  # type: ignore[union-attr]
        if bare is not None and title is not None and nature(page, bare) == "place":
            rows += [bare] if bare.norm[0] not in OPEN else []  # the country of the place above
            continue
        if title is not None and sum(len(names(page, one.norm)) for one in rows) >= FEWEST:
            yield title, rows
        title, rows = (bare if bare is not None and _is_title(page, bare) else None), []


def _is_title(page: Page, line: Text) -> bool:
    norm = without_brackets(line.norm)
    told = kinds(page, norm)
    for one in reversed(told):
        norm = norm[: one.start] + norm[one.end :]
    return len(line) <= 24 and bool(told) and not CUT.search(norm) and not TITLE.sub("", norm)


def _held(page: Page, sentence: Text) -> Iterator[AnyRecord]:
    """The places behind `友好都市協定を結んでいる`, one beside another."""
    if "いる" not in sentence.norm and "おる" not in sentence.norm:
        return
    for one in kinds(page, sentence.norm):
        match = HELD.match(sentence.norm, one.end)
        if match is None or not TWINS.search(sentence.norm[one.start : one.end]):
            continue
        at, run = match.end(), []
        for name in names(page, sentence.norm):
            if name.start < at:
                continue
            if not BETWEEN.fullmatch(sentence.norm, at, name.start):
                break
            run.append(name)
            at = name.end
        if run:
            kind = page.stated(sentence, one)
            yield from _ties(page, kind, sentence.part(match.end(), at), run, -match.end())


def _ties(page: Page, kind: Stated, text: Text, found: Sequence[Name], by: int = 0) -> Iterator[AnyRecord]:
    """A tie with each place, the state being that of the list."""
    for one in found:
        known = page.gazetteer.place(one.key or "")
        state = one.surface[-1] in "州省" or (known and known.kind == "prefecture")
        if one.key == page.home or "former" in one.flags or state:
            continue
        name = one.moved(by)
        span = text.span(name.start, name.end)
        side = home(page, text)
        tie = deed("partners", sorted([kind.span, span], key=lambda each: each.at),
            (side, *(() if one.open else (stated(text, name),))), kind, concluded(kind),
            unnamed=(stated(text, name),) if one.open else (), sure="B",
        )  # fmt: skip
        if tie:
            yield tie
