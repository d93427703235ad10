"""Press clubs: their stated number of members, and the newspapers and broadcasters where they are listed."""

import re
from collections.abc import Iterator

from graph.reading.bodies import PRESS, PRESS_COUNT, body
from graph.reading.deeds import home
from graph.reading.lands import LONGEST
from graph.reading.page import Page
from graph.reading.text import Text
from graph.records import AnyRecord, Membership, Observation, Stated

LIST = r"[^()。]*(?:[(][^()]{1,4}[)][^()。]*)*"
CLUB = re.compile(
    rf"(?P<club>(?:[一-龥]{{1,6}})?記者(?:クラブ|会))(?:の|への|に|には)?(?:加入|加盟|所属|会員)?(?:する|している)?(?:各)?(?:報道機関|社|団体|会員)?(?:数)?(?:は、?|が、?|[:：]?\s*)(?:次の|以下の)?(?P<n>\d+)社(?:[(:：、](?P<list>{LIST})[)]?)?"
)


HEAD = re.compile(r"(?P<club>(?:[一-龥ァ-ヴ]{1,8})?記者(?:クラブ|会))")
LABEL = re.compile(
    r"\s*(?:加盟|加入|会員|構成|所属|参加)(?:報道機関|各社|社|団体)(?:一覧|名)?\s*(?:[(]?(?P<n>\d+)社[)]?)?\s*[:：]?\s*(?P<list>\S.*)$"
)


def clubs(page: Page) -> Iterator[AnyRecord]:
    """Class B where as many are listed as are counted, or none are; else C."""
    for block in page.blocks:
        text = block.text
        known = PRESS.search(text.norm) or PRESS_COUNT.search(text.norm)
        if len(text) <= LONGEST and "記者" in text.norm and not known:
            for match in CLUB.finditer(text.norm):
                yield from _club(page, text, match)
    for number, line in enumerate(page.lines):
        label = LABEL.match(line.norm)
        above = page.lines[max(0, number - 3) : number]
        head = next(((one, found) for one in reversed(above) if (found := HEAD.search(one.norm))), None)
        if label and head and not (PRESS.search(line.norm) or "。" in line.norm):
            club = body(page, head[0], *head[1].span("club"), "press-club", "press-club", of=home(page, head[0]))
            yield club
            yield from _members(page, line, club.body, label)


def _club(page: Page, text: Text, match: re.Match[str]) -> Iterator[AnyRecord]:
    club = body(page, text, *match.span("club"), "press-club", "press-club", of=home(page, text))
    yield club
    yield Observation(
        confidence="B", recogniser="press-club", evidence=(text.span(match.start("club"), match.end("n") + 1),),
        of=club.body, measure="press-club-members", value=page.in_words(text, match["n"], *match.span("n")),
    )  # fmt: skip
    if match["list"]:
        yield from _members(page, text, club.body, match)


def _members(page: Page, text: Text, club: Stated, match: re.Match[str]) -> Iterator[AnyRecord]:
    """The newspapers and broadcasters that a list names."""
    members = [
        (match.start("list") + one.start(), match.start("list") + one.end())
        for one in re.finditer(r"(?:[(][^()]{1,4}[)]|(?!及び|並びに|(?<=及)び)[^、,/()\s])+", match["list"])
        if not re.fullmatch(r"及び|並びに|び|ほか.*|など|等|である|です|だ|の", one[0])
    ]
    sure = "B" if match["n"] is None or len(members) == int(match["n"]) else "C"
    for first, last in members:
        record = body(page, text, first, last, "press-club", "media")
        yield record
        yield Membership(
            confidence=sure,  # type: ignore[arg-type]
            recogniser="press-club", evidence=(text.span(first, last),), body=club, actor=record.body,
            role=page.in_words(text, "member", first, last, "role_from_list"),
        )  # fmt: skip
