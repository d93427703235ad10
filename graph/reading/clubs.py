"""Press clubs: their stated number of members, and the newspapers and broadcasters where they are listed."""

import re
from collections.abc import Iterator

from graph.reading.bodies import PRESS, PRESS_COUNT, body
from graph.reading.deeds import home
from graph.reading.lands import LONGEST
from graph.reading.page import Page
from graph.reading.text import Text
from graph.records import AnyRecord, Membership, Observation

LIST = r"[^()。]*(?:[(][^()]{1,4}[)][^()。]*)*"
CLUB = re.compile(
    rf"(?P<club>(?:[一-龥]{{1,6}})?記者(?:クラブ|会))(?:の|への|に|には)?(?:加入|加盟|所属|会員)?(?:する|している)?(?:各)?(?:報道機関|社|団体|会員)?(?:数)?(?:は、?|が、?|[:：]?\s*)(?:次の|以下の)?(?P<n>\d+)社(?:[(:：、](?P<list>{LIST})[)]?)?"
)


def clubs(page: Page) -> Iterator[AnyRecord]:
    """Class B where as many are listed as are counted, else C."""
    for block in page.blocks:
        text = block.text
        if (
            len(text) <= LONGEST
            and "記者" in text.norm
            and not (PRESS.search(text.norm) or PRESS_COUNT.search(text.norm))
        ):
            for match in CLUB.finditer(text.norm):
                yield from _club(page, text, match)


def _club(page: Page, text: Text, match: re.Match[str]) -> Iterator[AnyRecord]:
    club = body(page, text, *match.span("club"), "press-club", "press-club", of=home(page, text))
    yield club
    yield Observation(
        confidence="B", recogniser="press-club", evidence=(text.span(match.start("club"), match.end("n") + 1),),
        of=club.body, measure="press-club-members", value=page.in_words(text, match["n"], *match.span("n")),
    )  # fmt: skip
    if not match["list"]:
        return
    members = [
        (match.start("list") + one.start(), match.start("list") + one.end())
        for one in re.finditer(r"(?:[(][^()]{1,4}[)]|(?!及び|並びに|(?<=及)び)[^、,/()\s])+", match["list"])
        if not re.fullmatch(r"及び|並びに|び|ほか.*|など|等|である|です|だ|の", one[0])
    ]
    sure = "B" if len(members) == int(match["n"]) else "C"
    for first, last in members:
        record = body(page, text, first, last, "press-club", "media")
        yield record
        yield Membership(
            confidence=sure,  # type: ignore[arg-type]
            recogniser="press-club", evidence=(text.span(first, last),), body=club.body, actor=record.body,
            role=page.in_words(text, "member", *match.span("club")),
        )  # fmt: skip
