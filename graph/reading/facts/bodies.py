"""Bodies around the city: facilities and who manages them, foundations, offices, institutes, press clubs."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

import ontology
from graph.reading.pages.holding import holding
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import AnyRecord, Body, Membership, Observation, Stated, StatedDate

LEGAL = re.compile(
    r"(?:[(](?:公財|一財|公社|一社|株)[)]|公益財団法人|一般財団法人|一般社団法人|公益社団法人|株式会社)\s*"
)
# Bounded, so that a line without any of these marks is gone through once and not once for each of its letters.
NAME = r"[^\s、。,・()「」『』:：はをがに]{1,40}"
MANAGED = re.compile(
    rf"管理運営\s{{1,20}}(?P<name>{NAME})[(]指定管理者\s{{0,4}}期間[:：]\s{{0,4}}(?P<from>\S{{1,40}}?)\s{{0,4}}[~～〜-]\s{{0,4}}(?P<until>[^)]{{1,40}})[)]"
)
MANAGER = re.compile(rf"指定管理者である(?:一般財団法人|公益財団法人)?(?P<name>{NAME}?(?:事業団|財団|公社|協会))")
MANAGES = re.compile(rf"(?:[(]公財[)]|公益財団法人|一般財団法人)(?P<name>{NAME}?財団)が指定管理者として")
OPENED = re.compile(rf"に?、?「?(?P<name>{NAME}?(?:会館|センター|プラザ|研究所|事務所))」?を(?:開館|開設|設置)し")
OPENING = re.compile(r"^開\s*館\s+(?=\S*年)")
JOINT = re.compile(
    rf"(?P<who>(?:[一-龥ァ-ヶー]{{1,12}}・){{1,20}}[一-龥ァ-ヶー]{{1,12}})の[0-9一二三四五]者共同で(?P<name>{NAME}?事務所)を開設"
)
ABROAD = re.compile(r"(?P<name>クレア[ァ-ヶー]{1,20}事務所)")
PLACE = re.compile(r"(?P<name>[一-龥ァ-ヶー]{2,40}(?:センター|プラザ)(?:「[^」]{1,40}」)?)(?=[(]|\*の)")
SET_UP = ("を開館し", "を開設し", "を設置し", "クレア")  # one of them in every sentence that tells of a body set up
PRESS = re.compile(r"記者クラブ加入社[(](?P<n>\d{1,4})社[)][:：](?P<list>.+)$")
PRESS_COUNT = re.compile(r"(?P<name>市政記者クラブ)加盟(?P<n>\d{1,4})社")


@cache
def kind_of(name: str) -> str | None:
    """The kind of a body by the last word of its name (`…財団`, `…会館`), or None."""
    forms = ontology.surfaces("organisation")
    if not name.endswith((*forms,)):
        return None
    return next(key.partition("/")[2] for surface, key in forms.items() if name.endswith(surface))


def body(
    page: Page,
    text: Text,
    start: int,
    end: int,
    recogniser: str,
    kind: str | None = None,
    of: Stated | None = None,
    opened: StatedDate | None = None,
    sure: str = "B",
) -> Body:
    """The body named by `start:end` of a text, its kind taken from its name unless given."""
    name = text.norm[start:end]
    return Body(
        confidence=sure,  # type: ignore[arg-type]
        recogniser=recogniser,
        evidence=(text.span(start, end),),
        body=page.in_words(text, page.organisation(name), start, end),
        kind=page.in_words(text, kind or kind_of(name) or "association", start, end, "kind_from_name"),
        of=of,
        opened=opened,
    )


def facilities(page: Page) -> Iterator[AnyRecord]:
    """Facilities that head a section, their opening, and their managers with the period of the mandate."""
    for index, block in enumerate(page.blocks):
        text = block.text
        if block.kind == "heading" and block.headings[-1].mark == "paren" and kind_of(text.norm) == "facility":
            yield body(page, text, 0, len(text), "facility-heading", of=_owner(page, text), sure="A")
        place = next((one for one in reversed(block.headings) if kind_of(one.text.norm) == "facility"), None)
        if place is None:
            continue
        facility = page.in_words(place.text, page.organisation(place.text.norm), 0, len(place.text))
        if match := MANAGED.search(text.norm):
            yield from _managed(page, index, facility, match)
        for pattern in (MANAGER, MANAGES):
            for found in pattern.finditer(text.norm):
                yield body(page, text, found.start("name"), found.end("name"), "manager")
                yield _managing(page, text, facility, found.span("name"), None, None, "B")
        if match := OPENING.search(text.norm):
            dates = [one for one in page.dates[index] if one.date and one.start >= match.end()]
            if dates:
                opened = page.dated(text, dates[0])
                yield _opened(facility, text, opened, "A")


def _owner(page: Page, text: Text) -> Stated | None:
    """The government whose name the facility bears."""
    owner = next((one for one in page.places(text.norm) if one.start == 0 and one.key), None)
    return page.stated(text, owner, "owner_from_name") if owner else None


def _opened(facility: Stated, text: Text, opened: StatedDate, sure: str) -> Body:
    kind = Stated(value="facility", printed=facility.printed, span=facility.span, flags=("kind_from_name",))
    return Body(
        confidence=sure,  # type: ignore[arg-type]
        recogniser="opening",
        evidence=(text.span(),),
        body=facility,
        kind=kind,
        opened=opened,
    )


def _managed(page: Page, index: int, facility: Stated, match: re.Match[str]) -> Iterator[AnyRecord]:
    text = page.blocks[index].text
    dates = [one for one in page.dates[index] if one.date and match.start("from") <= one.start < match.end("until")]
    yield body(page, text, match.start("name"), match.end("name"), "manager-row", sure="A")
    if len(dates) == 2:
        since, until = (page.dated(text, one) for one in dates)
        yield _managing(page, text, facility, match.span("name"), since, until, "A")


def _managing(
    page: Page,
    text: Text,
    facility: Stated,
    name: tuple[int, int],
    since: StatedDate | None,
    until: StatedDate | None,
    sure: str,
) -> Membership:
    at = text.norm.find("指定管理者")
    return Membership(
        confidence=sure,  # type: ignore[arg-type]
        recogniser="manager",
        evidence=(text.span() if len(text) < 80 else text.span(min(at, name[0]), max(at + 5, name[1])),),
        body=facility,
        actor=page.in_words(text, page.organisation(text.norm[name[0] : name[1]]), *name),
        role=page.in_words(text, "manager", at, at + 5),
        since=since,
        until=until,
    )


def founded(page: Page) -> Iterator[AnyRecord]:
    """Class B: bodies opened or set up in a dated sentence, and offices that several bodies opened together."""
    for index in holding(page, *SET_UP):
        text = page.blocks[index].text
        joint = JOINT.search(text.norm)
        dates = [one for one in page.dates[index] if one.date]
        ends = [one.end for one in dates]
        for match in OPENED.finditer(text.norm):
            before = dates[max(0, (at := bisect_right(ends, match.start("name"))) - 1) : at]
            if joint and joint.start("name") <= match.end("name") <= joint.end("name"):
                opened = page.dated(text, before[-1]) if before else None
                yield body(page, text, *joint.span("name"), "joint-office", "office", opened=opened)
                yield from _founders(page, text, joint, opened)
            elif before:
                opened = page.dated(text, before[-1])
                part = text.part(*match.span("name"))
                yield body(page, text, *match.span("name"), "founded", of=_owner(page, part), opened=opened)
        for match in ABROAD.finditer(text.norm):
            yield body(page, text, *match.span("name"), "office-abroad", "office")


def _founders(page: Page, text: Text, joint: re.Match[str], opened: StatedDate | None) -> Iterator[AnyRecord]:
    at = joint.start("who")
    named = page.in_words(text, page.organisation(joint["name"]), *joint.span("name"))
    places = {one.start: one for one in page.places(text.norm[: joint.end("who")]) if one.start >= at}
    for match in re.finditer(r"[^・、]+", joint["who"]):
        start, end = at + match.start(), at + match.end()
        place = places.get(start)
        if place is None or not place.key:
            yield body(page, text, start, end, "joint-office")
        actor = page.stated(text, place) if place and place.key else None
        yield Membership(
            confidence="B",
            recogniser="joint-office",
            evidence=(text.span(at, joint.end()),),
            body=named,
            actor=actor or page.in_words(text, page.organisation(text.norm[start:end]), start, end),
            role=page.in_words(text, "founder", joint.end("name") + 1, joint.end()),
            since=opened,
        )


def places_of_exchange(page: Page) -> Iterator[AnyRecord]:
    """Class B: centres that a text introduces by name, within the facility whose section tells of them."""
    for block in (page.blocks[index] for index in holding(page, "センター", "プラザ")):
        if block.kind != "prose":
            continue
        home = next((one for one in reversed(block.headings) if kind_of(one.text.norm) == "facility"), None)
        within = page.in_words(home.text, page.organisation(home.text.norm), 0, len(home.text)) if home else None
        for match in PLACE.finditer(block.text.norm):
            yield body(page, block.text, *match.span("name"), "centre", "facility", of=within)


def press_clubs(page: Page) -> Iterator[AnyRecord]:
    """Press clubs: the stated number of members beside those listed."""
    for index in holding(page, "記者クラブ加入社", "市政記者クラブ加盟"):
        text = page.blocks[index].text
        for pattern in (PRESS, PRESS_COUNT):
            if match := pattern.search(text.norm):
                start = text.norm.find("市政記者クラブ") if pattern is PRESS_COUNT else match.start()
                stop = start + len("市政記者クラブ" if pattern is PRESS_COUNT else "記者クラブ")
                club = page.in_words(text, page.organisation("市政記者クラブ"), start, stop)
                yield body(page, text, start, stop, "press-club", "press-club").model_copy(update={"body": club})
                count = page.in_words(text, match["n"], *match.span("n"))
                number = (text.span(start, match.end("n") + 1),)
                yield Observation(
                    confidence="A", recogniser="press-club", evidence=number, of=club,
                    measure="press-club-members", value=count,
                )  # fmt: skip
                if pattern is PRESS:
                    yield from _press_members(page, text, club, match)


def _press_members(page: Page, text: Text, club: Stated, match: re.Match[str]) -> Iterator[AnyRecord]:
    for one in re.finditer(r"[^・\s]+", match["list"]):
        start, end = match.start("list") + one.start(), match.start("list") + one.end()
        member = body(page, text, start, end, "press-club", "media", sure="A")
        yield member
        yield Membership(
            confidence="A",
            recogniser="press-club",
            evidence=(text.span(start, end),),
            body=club,
            actor=member.body,
            role=page.in_words(text, "member", match.start(), match.start("list") - 1),
        )
