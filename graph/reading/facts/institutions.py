"""Ties below the city: schools, aquariums, councils, marathons, and institutions named by their sort."""

import re
from collections.abc import Iterator

from graph.reading.facts.bodies import body, kind_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import Agreement, AnyRecord, Stated, StatedDate

NAME = r"[^\s、。()「」]+?"
TIED = re.compile(r"姉妹|兄弟校|交流覚書")  # in every pattern below
PAIR = re.compile(rf"(?P<a>{NAME})と(?P<b>{NAME})(?P<kind>姉妹校|姉妹館|兄弟校)(?P<verb>盟約|提携)")
UNNAMED = re.compile(r"、(?P<kind>姉妹校|兄弟校|姉妹館)の(?P<verb>提携)")
BY_SORT = re.compile(r"両市の(?P<list>[^。]+?)がそれぞれ(?P<kind>姉妹提携)を(?P<verb>結)ん")
COUNCILS = re.compile(
    r"(?P<a>[^\s、。を]+?市議会)(?=訪問団).*?(?P<b>[^\s、。]+?市議会)との間で(?P<kind>市議会交流覚書)を(?P<verb>締結)"
)
MARATHON = re.compile(r"(?P<kind>マラソン友好交流覚書)の(?P<verb>締結)")
KINDS = {"姉妹校": "sister-school", "兄弟校": "brother-school", "姉妹館": "sister-aquarium"}
BY_KIND = {
    "post-office": "sister-post-office",
    "cable-tv": "sister-cable-tv",
    "telecom": "sister-telecom",
    "chamber": "sister-chamber",
}


def institutions(page: Page) -> Iterator[AnyRecord]:
    """Ties of institutions; each stands under the tie of the cities whose section tells of it."""
    for index, block in enumerate(page.blocks):
        text, partner = block.text, page.sections[index].partner
        if block.kind == "heading" or partner is None or not TIED.search(text.norm):
            continue
        under = f"@{partner.value}|twinning"
        for match in PAIR.finditer(text.norm):
            sort = "school" if match["kind"].endswith("校") else "aquarium"
            ends = [body(page, text, *match.span(side), "institution", sort) for side in "ab"]
            yield from ends
            yield _tie(page, text, match, KINDS[match["kind"]], tuple(end.body for end in ends), under)
        for match in UNNAMED.finditer(text.norm):
            unnamed = (page.in_words(text, match["kind"], *match.span("kind")),)
            yield _tie(page, text, match, KINDS[match["kind"]], (), under, unnamed=unnamed)
        for match in BY_SORT.finditer(text.norm):
            yield from _by_sort(page, text, match, partner, under)
        for match in COUNCILS.finditer(text.norm):
            ends = [body(page, text, *match.span(side), "institution", "council") for side in "ab"]
            yield from ends
            signed = _date(page, index)
            yield _tie(page, text, match, "council-exchange", tuple(end.body for end in ends), under, signed=signed)
        for match in MARATHON.finditer(text.norm):
            home = page.in_words(text, page.home, *match.span("kind"), "party_from_context")
            other = partner.model_copy(update={"flags": ("party_from_context",)})
            signed = _date(page, index)
            yield _tie(page, text, match, "marathon-exchange", (home, other), under, signed=signed, sure="C")


def _tie(
    page: Page,
    text: Text,
    match: re.Match[str],
    kind: str,
    parties: tuple[Stated, ...],
    under: str,
    unnamed: tuple[Stated, ...] = (),
    signed: StatedDate | None = None,
    sure: str = "B",
) -> Agreement:
    return Agreement(
        confidence=sure,  # type: ignore[arg-type]
        recogniser="institution",
        evidence=(text.span(match.start(), match.end()),),
        parties=parties,
        unnamed=unnamed,
        kind=page.in_words(text, kind, *match.span("kind")),
        status=page.in_words(text, "concluded", *match.span("verb")),
        signed=signed,
        under=under,
    )


def _date(page: Page, index: int) -> StatedDate | None:
    """The date of the row, or of the dated row that an undated line goes on with."""
    for above in range(index, max(-1, index - 4), -1):
        block = page.blocks[above]
        dates = [one for one in page.dates[above] if one.date and one.start < 4]
        if dates:
            return page.dated(block.text, dates[0], *(() if above == index else ("year_from_row_above",)))
        if block.kind == "heading":
            return None
    return None


def _by_sort(page: Page, text: Text, match: re.Match[str], partner: Stated, under: str) -> Iterator[AnyRecord]:
    """`両市の中央郵便局、商工会議所がそれぞれ`: one tie for each sort, between the one of either city."""
    for one in re.finditer(r"[^、]+", match["list"]):
        start, end = match.start("list") + one.start(), match.start("list") + one.end()
        sort = kind_of(one[0])
        if sort not in BY_KIND:
            continue
        ends = []
        for owner in (page.home, partner.value):
            city = page.gazetteer.name(owner)
            name = f"{city.ja if city else owner}の{one[0]}"
            record = body(page, text, start, end, "institution", sort)
            key = page.in_words(text, page.organisation(name, owner), start, end, "name_completed")
            ends.append(record.model_copy(update={"body": key}))
        yield from ends
        tie = _tie(page, text, match, BY_KIND[sort], tuple(end.body for end in ends), under)
        yield tie.model_copy(update={"evidence": (text.span(start, match.end()),)})
