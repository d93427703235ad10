"""Numbers about places, areas and facilities, each with its time, its rounding, and the part or place it speaks of."""

import re
from collections.abc import Iterator
from functools import cache

import ontology
from graph.reading.facts.alliances import MEETING, member_lists
from graph.reading.facts.bodies import kind_of
from graph.reading.facts.measures import AREA, FACILITY, NAME, PLACE, Measure
from graph.reading.facts.quantities import plain, rounded
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.runs import LONGEST, Run, runs
from graph.reading.pages.text import Text
from graph.records import Alliance, AnyRecord, Observation, Stated, StatedDate
from graph.values import DateMention

DIGIT = re.compile(r"\d")
WINDOW = 60  # characters before a number in which its words stand
AS_OF_BEFORE = re.compile(r"(?:(?P<end>末)(?:時点|現在)?|時点|現在)(?:の|で|、|の総)?\s*")
NOW = re.compile(r"(?P<end>年?末)?(?:現在|時点|推計|調査|国勢調査)?\s*\)")
WHOLE_LAND, BEFORE = re.compile(r"全[米国独仏]$"), re.compile(NAME + "$")


def numbers(page: Page) -> Iterator[AnyRecord]:
    """Class B: figures of a described place, of an area and its core city, and of a facility."""
    area = next((one.alliance for one in member_lists(page) if isinstance(one, Alliance)), None)
    houses = facilities_above(page)
    for run in runs(page):
        place = _described(page, run)
        if place is not None:
            yield from _found(page, run, PLACE, place)
        yield from _of_area(page, run, area)
        if (house := houses[run.index]) is not None:
            yield from _found(page, run, FACILITY, house)


def _described(page: Page, run: Run) -> Stated | None:
    """The partner, where the heading is `…の概要`: elsewhere a figure may be of anything."""
    partner = page.sections[run.index].partner
    if partner is not None and run.heading is not None and run.heading.text.norm.endswith("概要"):
        return partner
    return None


@once
def facilities_above(page: Page) -> list[Stated | None]:
    """For each block, the facility whose section it stands in; the floors of a house do not end its section."""
    found: list[Stated | None] = []
    house: Stated | None = None
    marks: frozenset[str] = frozenset()
    for block in page.blocks:
        if block.kind == "heading" and (head := block.headings[-1]).mark not in ("bare", "name"):
            if kind_of(block.text.norm) == "facility" and head.mark == "paren":
                house = page.in_words(block.text, page.organisation(block.text.norm), 0, len(block.text))
                marks = frozenset(one.mark for one in block.headings)
            elif head.mark in marks and not block.text.norm.startswith("階"):
                house = None
        found.append(house)
    return found


def _found(page: Page, run: Run, measures: tuple[Measure, ...], of: Stated) -> Iterator[Observation]:
    norm = run.text.norm
    for measure in measures:
        for match in measure.pattern.finditer(norm) if measure.word in norm else ():
            name = resolved(measure.name, match)
            if name is not None:
                yield observation(page, run.text, match, name, measure, of, _time(page, run, match))


def resolved(name: str, match: re.Match[str]) -> str | None:
    """The measure's concept: named outright, or found by the words of the group `name` among its narrower forms."""
    if f"measure/{name}" in ontology.kinds():
        return name
    words = match.groupdict().get("name") or ""
    return next((key.partition("/")[2] for form, key in _forms().items() if form in words), None)


@cache
def _forms() -> dict[str, str]:
    return dict(ontology.surfaces("measure"))


def observation(
    page: Page, text: Text, match: re.Match[str], name: str, measure: Measure, of: Stated, time: StatedDate | None
) -> Observation:
    """The number that a match of a measure's pattern states of `of`."""
    start, end = match.span("q")
    approximate = rounded(text.norm, start, end) or "分の" in match[0]
    value = page.in_words(text, plain(measure.value(match)), start, _unit_end(text.norm, end))
    return Observation(
        confidence="B",
        recogniser="number",
        evidence=(text.span(*match.span()),),
        of=of,
        measure=name,
        value=value.model_copy(update={"flags": ("approximate",) if approximate else ()}),
        as_of=time,
        item=_item(page, text, match, of),
    )


def _unit_end(norm: str, end: int) -> int:
    match = re.compile(r"\s*(?:人|社|件|名|km2|m2|km|m|円|倍|割|位|分の\d+|分|時間)").match(norm, end)
    return match.end() if match else end


def _item(page: Page, text: Text, match: re.Match[str], of: Stated) -> Stated | None:
    """Against what, or which part: a known place by its key, anything else by its words."""
    if match[0].startswith("第"):
        return _among(page, text, match.start(), of)
    if not match.groupdict().get("item"):
        return None
    start, end = match.span("item")
    words = text.norm[start:end]
    places = [one for one in page.places(words) if one.key and one.end == len(words)]
    return page.in_words(text, (places[-1].key if places else None) or words, start, end)


def _among(page: Page, text: Text, at: int, of: Stated) -> Stated | None:
    """Among which places a rank counts: 全米, a country or state named just before it."""
    sentence = max(text.norm.rfind("。", 0, at) + 1, at - 40)
    begin = max(0, at - WINDOW)
    near = text.part(begin, at)
    if match := WHOLE_LAND.search(near.norm):
        country = page.gazetteer.country(of.value)
        return page.in_words(near, country or match[0], match.start(), len(near))
    if (match := BEFORE.search(near.norm)) and (key := page.gazetteer.find(match[0], type="Country").key):
        return page.in_words(near, key, match.start(), len(near))
    known = [one for one in page.places(near.norm) if one.key not in (None, of.value)]
    places = [one for one in known if begin + one.start >= sentence]
    return page.stated(near, places[-1]) if places else None


def _time(page: Page, run: Run, match: re.Match[str]) -> StatedDate | None:
    """The date printed with a number: in brackets behind it, or just before it (`2015年末人口`)."""
    text = run.text
    behind = text.norm[match.end() : match.end() + 24]
    for one in run.near(match.start() - 4, match.end() + 4):
        if match.end() <= one.start <= match.end() + 4 and re.match(r"人?\(", behind):
            close = NOW.match(text.norm, one.end)
            if close:
                return ended(page, text, one, bool(close["end"]))
        if one.end <= match.start() <= one.end + 4:
            between = text.norm[one.end : match.start()]
            if found := AS_OF_BEFORE.fullmatch(between):
                return ended(page, text, one, bool(found["end"]))
    return None


def ended(page: Page, text: Text, one: DateMention, end: bool) -> StatedDate:
    """A date with `末` is the last month of what it names."""
    stated = page.dated(text, one)
    if end and len(stated.value) == 4:
        return stated.model_copy(update={"value": f"{stated.value}-12", "flags": (*stated.flags, "end_of_year")})
    return stated


def _of_area(page: Page, run: Run, area: Stated | None) -> Iterator[Observation]:
    norm = run.text.norm
    for measure in AREA if DIGIT.search(norm) else ():
        for match in measure.pattern.finditer(norm) if measure.word in norm else ():
            of = _whose(page, run.text, match, area)
            name = measure.name
            if name == "commuters":
                inward = match["of"].startswith(("近隣", "周辺"))
                home = page.in_words(run.text, page.home, *match.span("of"), "home_from_context")
                of, name = (home if inward or (of and of.value == page.home) else None), f"commuters-{_way(inward)}"
            if of is not None:
                yield observation(page, run.text, match, name, measure, of, _time(page, run, match))


def _way(inward: bool) -> str:
    return "in" if inward else "out"


def _whose(page: Page, text: Text, match: re.Match[str], area: Stated | None) -> Stated | None:
    """圏域 is the area of the chapter, 市民 are those of the publisher, 部会 those of the council named before."""
    words, (start, end) = match["of"], match.span("of")
    if words.endswith("圏域") or words == "連携":
        return area.model_copy(update={"flags": ("area_from_chapter",)}) if area else None
    if words in ("市民", "県民", "町民", "市内", "新規"):
        return page.in_words(text, page.home, start, end, "home_from_context")
    if words.endswith("部会"):
        return next((one for one in reversed(_alliances(page, text.part(max(0, start - LONGEST), start)))), None)
    places = [one for one in page.places(words) if one.key]
    if places:
        return page.in_words(text, places[-1].key or "", start + places[-1].start, start + places[-1].end)
    named = {one.value: one for one in _named_anywhere(page) if words in one.printed}
    return next(iter(named.values())).model_copy(update={"flags": ("short_name",)}) if len(named) == 1 else None


@once
def _named_anywhere(page: Page) -> list[Stated]:
    return [one for run in runs(page) for one in _alliances(page, run.text)]


def _alliances(page: Page, text: Text) -> list[Stated]:
    """The registered alliances that a text names."""
    found = []
    for match in MEETING.finditer(text.norm) if "会議" in text.norm or "協議会" in text.norm else ():
        key = page.gazetteer.find(match["name"], type="Alliance", home=page.home).key
        if key:
            found.append(page.in_words(text, key, *match.span("name")))
    return found
