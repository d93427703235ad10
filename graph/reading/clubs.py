"""Press clubs: their stated number of members, and the newspapers and broadcasters where they are listed."""

import re
from collections.abc import Iterator

from graph.reading.bodies import PRESS, PRESS_COUNT, body
from graph.reading.deeds import home
from graph.reading.lands import LONGEST
from graph.reading.natures import without_brackets
from graph.reading.page import Page
from graph.reading.text import Text
from graph.reading.wraps import pieces
from graph.records import AnyRecord, Body, Membership, Observation, Stated

CLUB = re.compile(r"(?P<club>(?:[一-龥ァ-ヴ]{1,10})?記者(?:クラブ|会)(?!見))")
MEMBERS = re.compile(r"(?:加盟|加入|会員|構成|所属|参加|報道|登録|次の|以下の)")
COUNT = re.compile(r"(?P<n>\d+)\s*社")
LIST = re.compile(r"\s*[)）]?\s*[(:：、]\s*(?P<list>[^()。:]*(?:[(][^()]{1,4}[)][^()。:]*)*)")
LABEL = re.compile(r"(?:[^:：、]*[:：]|\s*\w{2,4}(?:報道機関|各社|社|団体)(?:一覧|名)?\s)\s*(?P<list>.+)$")
NO_NAME = re.compile(r"及び|並びに|び|ほか.*|など|等|である|です|だ|の|\d.*")
REACH = 3  # lines from the name of a club to the list of its members


def clubs(page: Page) -> Iterator[AnyRecord]:
    """Class B where as many are listed as are counted, or none are; else C."""
    lines = [(block.line - 1, block.text) for block in page.blocks if "。" in without_brackets(block.text.norm)]
    told = {number for number, _ in lines}
    lines += [(number, text) for number, text in pieces(page) if number not in told]
    named: tuple[int, Body] | None = None
    seen: set[tuple[str, str]] = set()
    for number, text in sorted(lines, key=lambda one: one[0]):
        if len(text) > LONGEST or PRESS.search(text.norm) or PRESS_COUNT.search(text.norm):
            continue
        if match := CLUB.search(text.norm):
            named = number, body(page, text, *match.span("club"), "press-club", "press-club", of=home(page, text))
        if named is None or number - named[0] > REACH:
            continue
        start = match.end() if match else 0
        if not (match or MEMBERS.match(text.norm.strip())):
            continue
        found = list(_told(page, text, named[1], start))
        for one in [named[1], *found] if found else []:
            key = (type(one).__name__, one.id)
            if key not in seen:
                seen.add(key)
                yield one


def _told(page: Page, text: Text, club: Body, start: int) -> Iterator[AnyRecord]:
    """What a line says of a club after `start`: the count of its members, and their names."""
    count = COUNT.search(text.norm, start)
    words = MEMBERS.search(text.norm, start)
    if count is None and words is None:
        return
    if count and (words or re.fullmatch(r"[^。、]{0,12}", text.norm[start : count.start()])):
        yield Observation(
            confidence="B", recogniser="press-club",
            evidence=(*club.evidence, text.span(count.start(), count.end())) if not start else (text.span(start - 1, count.end()),),
            of=club.body, measure="press-club-members", value=page.in_words(text, count["n"], *count.span("n")),
        )  # fmt: skip
    listed = LIST.match(text.norm, count.end()) if count else LABEL.match(text.norm, start)
    if listed:
        yield from _members(page, text, club.body, listed, int(count["n"]) if count else None)


def _members(page: Page, text: Text, club: Stated, match: re.Match[str], count: int | None) -> Iterator[AnyRecord]:
    """The newspapers and broadcasters that a list names."""
    members = [
        (match.start("list") + one.start(), match.start("list") + one.end())
        for one in re.finditer(r"(?:[(][^()]{1,4}[)]|(?!及び|並びに|(?<=及)び)[^、,/()\s・])+", match["list"])
        if not NO_NAME.fullmatch(one[0])
    ]
    sure = "B" if count is None or len(members) == count else "C"
    for first, last in members:
        record = body(page, text, first, last, "press-club", "media")
        yield record
        yield Membership(
            confidence=sure,  # type: ignore[arg-type]
            recogniser="press-club", evidence=(text.span(first, last),), body=club, actor=record.body,
            role=page.in_words(text, "member", first, last, "role_from_list"),
        )  # fmt: skip
