"""Ties that are told of others: below a heading over what other towns do, or of a place that a label only says was visited."""

import re
from collections.abc import Iterator

from graph.reading.names.lands import names
from graph.reading.pages.holding import holding
from graph.reading.pages.once import once
from graph.reading.pages.outline import BULLETS, mark_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.wholes.doubts import BY_LAYOUT
from graph.records import Agreement, AnyRecord, Body, Stated
from graph.values import find_dates

_TOWNS = r"(?:都市|市区町村|市町村|市町|自治体|団体|都道府県|[市町村県])(?:等|など)?"
_DONE = r"(?:[^、。とへ]{0,8}(?:事例|先例|例|実例|ケース)|取り?組み?(?:事例|状況)?|(?:導入|締結|提携|実施)?状況|動向)"
# What others do; 他都市との交流 and その他の都市 are the publisher's own.
OTHERS = re.compile(
    rf"(?:(?<!その)(?<!この)他|よそ)(?:の)?{_TOWNS}(?:の|における|での|で|に)?(?:{_DONE}|姉妹都市|友好都市)"
    rf"|(?:近隣|周辺|類似|先進|県内|道内|府内|全国)(?:の)?{_TOWNS}(?:の|における|での)?{_DONE}|先進(?:事例|地)"
)
# The same without a word for towns, where the document does not part the publisher's own ties in that way.
AROUND = re.compile(rf"\W*(?:参考\W*)?(?:県内|道内|府内|都内|近隣|周辺|全国)の{_DONE}\W*")
PARTED = re.compile(r"(?:県外|道外|府外|都外|国内|国外|海外)の(?:導入|締結|提携)?状況")
NEARBY = re.compile(r"他|よそ|近隣|周辺|類似|先進|県内|道内|府内|都内|全国")  # one of them stands in each of these
# The same at the head of a sentence that goes on to tell of them: `他都市の例：A市はB市と…`, `他市の例を見ると、`.
EXAMPLE = re.compile(
    rf"[\W\d_]*(?:参考\W*)?(?:他|よそ|近隣|周辺|類似|先進|県内|道内|府内|全国)(?:の)?{_TOWNS}(?:の|における|での|で)?[^、。とへ]{{0,8}}?"
    r"(?:例|ケース)\s*(?::|(?:を見ると|を(?:挙げ|あげ)(?:ると|れば)|では|として(?:は)?|によ(?:ると|れば))、?)"
)
CHEAP = re.compile(r"他[のの都市自団県道町]|よそ|近隣|周辺|類似|先進|[内国]の?[都市自団状事取動導締提先例実ケ]")
EXAMPLE_CHEAP = re.compile(r"例\s*[:：をでとに]|ケース")
# A label before a place to which somebody went, whatever else is told of it.
VISITED = re.compile(
    r"[\W_]*(?:(?:行政|先進地)?(?:視察|訪問|研修|派遣|出張|調査|見学|滞在|旅行|遠征|宿泊|行き?)(?:都市|市町村|自治体|先|地)|行き先|行先)(?:名|の都市)?\s*[:：\s】\]」)]"
)
HEADING = 40  # characters of a heading


@once
def told_of_others(page: Page) -> set[int]:
    """The lines (from 1) below the headings over what other towns do, as far as the next heading of their sort."""
    return _below(page) if CHEAP.search(page.document.text) else set()


def _below(page: Page) -> set[int]:
    found: set[int] = set()
    sign: str | None = None
    parted = PARTED.search(page.document.text) is not None
    for number, line in enumerate(page.lines, 1):
        if sign is None and not NEARBY.search(line.norm):
            continue
        short = 0 < len(line.norm.strip()) <= HEADING and "。" not in line.norm and not find_dates(line.norm)
        if short and (OTHERS.search(line.norm) or (not parted and AROUND.fullmatch(line.norm))):
            sign = _sign(line)
            continue
        blank = number == 1 or not page.lines[number - 2].norm.strip()
        if sign is not None and short and _sign(line) == sign and (sign or (blank and not _named(page, line))):
            sign = None
        if sign is not None:
            found.add(number)
    return found


def _sign(line: Text) -> str:
    """The sign with which a heading begins, or the sort of its number; empty where it has none."""
    if mark := mark_of(line):
        return mark[0]
    first = line.norm.strip()[:1]
    return first if first in BULLETS + "【<《[#" else ""


def _named(page: Page, line: Text) -> bool:
    return any(one.key != page.home for one in names(page, line.norm))


def elsewhere(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records without ties in which nothing but the document would make the publisher a side, below such a heading
    or in such an example; what an example tells, and a tie beside the label of a visit, waits for a person's word."""
    others, examples, kept, gone = told_of_others(page), _examples(page), list[AnyRecord](), set[str]()
    for one in records:
        told = isinstance(one, Agreement) and any(a <= one.kind.span.at[0] < b for a, b in examples)
        if isinstance(one, Agreement) and (others or told) and _implied(page, one, others, told):
            gone |= {party.value for party in one.parties}
            continue
        if isinstance(one, Agreement) and told:
            kept += _each(one)
            continue
        if isinstance(one, Agreement) and one.recogniser in BY_LAYOUT and one.confidence != "C" and _visited(page, one):
            one = one.model_copy(update={"confidence": "C"})
        kept.append(one)
    gone -= {party.value for one in kept if isinstance(one, Agreement) for party in one.parties}
    return [one for one in kept if not (isinstance(one, Body) and one.body.value in gone)] if gone else kept


@once
def _examples(page: Page) -> list[tuple[int, int]]:
    """Where the sentences stand that tell of other towns as examples, and those behind them that name two places more."""
    return list(_told_as_example(page)) if EXAMPLE_CHEAP.search(page.document.text) else []


def _told_as_example(page: Page) -> Iterator[tuple[int, int]]:
    for index in holding(page, "例", "ケース"):
        goes_on = False
        for _, sentence in page.sentences(index):
            if not sentence.norm.strip():
                continue
            keys = [one.key for one in names(page, sentence.norm)] if goes_on else []
            goes_on = (len(keys) > 1 and page.home not in keys) or EXAMPLE.match(sentence.norm) is not None
            if goes_on:
                yield sentence.starts[0], sentence.ends[-1]


def _each(tie: Agreement) -> Iterator[Agreement]:
    """Class C: the town told of with each of its partners; of what three and more share, an example says nothing."""
    named = {(one.value, one.span.at): one in tie.unnamed for one in (*tie.parties, *tie.unnamed)}
    first, *rest = sorted((*tie.parties, *tie.unnamed), key=lambda one: one.span.at)
    for one in rest:
        pair = [(two, named[two.value, two.span.at]) for two in (first, one)]
        parties, unnamed = (tuple(two for two, open_ in pair if open_ is which) for which in (False, True))
        yield tie.model_copy(update={"confidence": "C", "parties": parties, "unnamed": unnamed})


def _implied(page: Page, tie: Agreement, others: set[int], told: bool) -> bool:
    """True where the partner stands below such a heading, or the tie is `told` as one of others, and no word there names
    the publisher."""
    sides = [one for one in tie.parties if one.value != page.home]
    mine = [one for one in tie.parties if one.value == page.home]
    return (
        bool(mine)
        and not mine[0].printed
        and not tie.former
        and (told or any(one.span.lines[0] in others for one in (*sides, *tie.unnamed)))
    )


def _visited(page: Page, tie: Agreement) -> bool:
    return any(_beside_label(page, one) for one in (*tie.parties, *tie.unnamed) if one.printed)


def _beside_label(page: Page, party: Stated) -> bool:
    number = party.span.lines[0] - 1
    above = page.lines[number - 1].norm.rstrip() + " " if number else ""
    return VISITED.match(page.lines[number].norm) is not None or VISITED.fullmatch(above) is not None
