"""Ties stated in rows (`桂林市｜友好都市｜date`) and in labelled lines (`盟約年月日 date`) under a heading."""

import re
from collections.abc import Iterator

import ontology
from graph.reading.pages.holding import holding
from graph.reading.pages.outline import Block
from graph.reading.pages.page import Mention, Page
from graph.reading.pages.text import Text
from graph.records import Agreement, AnyRecord, Observation, Stated, StatedDate
from graph.values import DateMention

SIGNED_LABEL = re.compile(r"(?:盟約|締結|提携|調印|協定締結)(?:年月日|日)$")
FORMERLY = re.compile(r"旧(?P<name>[^\s()、]{1,10}?[市町村])と締結")
COUNTED = re.compile(
    r"(?:海外|国外|外国)(?:の)?(?:(?:姉妹|友好|交流|提携)(?:・)?)*(?:都市(?:等)?)?(?:数)?(?:は|が|との提携は|:|\s)?、?(?:合わせて|計)?(?:[0-9]+か国)?(?P<n>\d+)(?:都市と?|市(?![町村])|か所)(?!の(?:一つ|ひとつ|うち))"
)
CELEBRATED = re.compile(r"締結\d+周年")
TOGETHER = re.compile(r"(?P<n>[0-9三四五])者")


def rows(page: Page) -> Iterator[AnyRecord]:
    """Class A: a row with a place, a kind alone in its cell, and a date."""
    for index, block in enumerate(page.blocks):
        if block.kind == "row" and any(one.date for one in page.dates[index]):
            yield from _row(page, index, block)


def _row(page: Page, index: int, block: Block) -> Iterator[AnyRecord]:
    place = kind = date = None
    cells = block.cells
    if len(cells) < 3 or not any(mention.date for mention in page.dates[index]):
        return
    if ontology.surfaces("agreement").keys().isdisjoint(cell.norm for cell in cells):
        return
    for cell in cells:
        kinds = page.kinds(cell.norm)
        places = [mention for mention in page.places(cell.norm) if mention.key != page.home]
        dates = [mention for mention in page.dates[index] if mention.date and _inside(block, cell, mention)]
        if kinds and kinds[0].start == 0 and kinds[0].end == len(cell):
            kind = page.stated(cell, kinds[0])
        elif places and place is None and not dates:
            place = page.stated(cell, places[-1]) if places[-1].key else None
        elif dates and date is None:
            date = page.dated(block.text, dates[0])
    if place and kind and date:
        after = block.text.part(_end(block.text, date), len(block.text))
        yield from _tie(page, block.text, place, kind, date, after, "A", "row")


def _end(text: Text, date: StatedDate) -> int:
    return max(at for at, begin in enumerate(text.starts) if begin < date.span.at[1]) + 1


def _inside(block: Block, cell: Text, mention: DateMention) -> bool:
    at = block.text.starts[mention.start]
    return bool(cell.norm) and cell.first <= at <= cell.last


def labels(page: Page) -> Iterator[AnyRecord]:
    """Class A: a line labelled as the date of signing, under a heading that names the partner and the kind."""
    for index, block in enumerate(page.blocks):
        section = page.sections[index]
        if block.kind != "label" or not SIGNED_LABEL.search(block.label) or section.partner is None:
            continue
        dates = [mention for mention in page.dates[index] if mention.date]
        if dates and section.kind is not None:
            date = page.dated(block.text, dates[0])
            yield from _tie(page, block.text, section.partner, section.kind, date, block.text.part(0, 0), "A", "label")


def counts(page: Page) -> Iterator[AnyRecord]:
    """Class B: the number of partners abroad that the document itself states."""
    for index in holding(page, "海外", "国外", "外国"):
        text = page.blocks[index].text
        if match := COUNTED.search(text.norm):
            yield Observation(
                confidence="B",
                recogniser="count",
                evidence=(text.span(*match.span()),),
                of=Stated(value=page.home, printed="", span=text.span(), flags=("party_is_publisher",)),
                measure="overseas-partners",
                value=page.in_words(text, match["n"], match.start("n"), match.end("n") + 2),
            )


def anniversaries(page: Page) -> Iterator[AnyRecord]:
    """How an anniversary (`姉妹都市締結25周年`) words the kind of a tie: a claim about it, never a signing."""
    for index in holding(page, "周年"):
        block, partner = page.blocks[index], page.sections[index].partner
        if partner is None or block.kind == "heading":
            continue
        for mention in page.kinds(block.text.norm):
            if match := CELEBRATED.match(block.text.norm, mention.end):
                yield Agreement(
                    confidence="B",
                    recogniser="anniversary",
                    evidence=(block.text.span(mention.start, match.end()),),
                    flags=("kind_mention",),
                    parties=(_home(page, block.text), partner),
                    kind=page.stated(block.text, mention),
                    status=page.in_words(block.text, "concluded", mention.end, mention.end + 2),
                )


def _tie(
    page: Page, text: Text, place: Stated, kind: Stated, date: StatedDate, note: Text, sure: str, recogniser: str
) -> Iterator[AnyRecord]:
    home = _home(page, text)
    parties: tuple[Stated, ...] = (home, place)
    former: tuple[Stated, ...] = ()
    if match := FORMERLY.search(note.norm):
        known = page.places(match["name"])
        before = Mention(match.start("name"), match.end("name"), known[0].key if known else None, ("former",))
        if before.key:
            former = (page.stated(note, before),)
            parties = (home.model_copy(update={"flags": ("successor",)}), place)
    elif TOGETHER.search(note.norm):
        named = [mention for mention in page.places(note.norm) if mention.key]
        parties = tuple(page.stated(note, mention) for mention in named) or parties
    yield Agreement(
        confidence=sure,  # type: ignore[arg-type]
        recogniser=recogniser,
        evidence=(text.span(),),
        parties=parties,
        former=former,
        kind=kind,
        status=Stated(value="concluded", printed="", span=date.span, flags=("status_by_date",)),
        signed=date,
    )


def _home(page: Page, text: Text) -> Stated:
    """The publisher as a party: stated by the list as a whole, hence with the row's span."""
    return Stated(value=page.home, printed="", span=text.span(), flags=("party_is_publisher",))
