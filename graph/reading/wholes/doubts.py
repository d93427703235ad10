"""What makes a reading less sure than its layout promises: looked for in the words themselves, once all is read."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from graph.reading.facts.years import goes_on
from graph.reading.names.companies import ENDING, LEGAL
from graph.reading.names.lands import names
from graph.reading.names.regions import NAMING, is_prefecture
from graph.reading.names.towns import heir_of, merged_into
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.words.deeds import NEAR, kinds
from graph.records import Agreement, AnyRecord, Body, Membership, Stated, StatedDate

FEW = 4  # towns that a prefecture may have for partners itself
# Characters: looked at behind a name; of the shortest name of a body that is sure without its legal form; of an item of a
# list; of the rest of a name on a line of its own.
WIDEST, NAME, LINE, SHORT = 200, 5, 60, 6
FORM_BEHIND, FORM_BEFORE = re.compile(rf"\s+(?:{LEGAL})"), re.compile(rf"(?:{LEGAL})\s+$")
OLD = re.compile(r"旧[一-龥ァ-ヶ]{1,6}[市町村]|合併|承継|引き?継|継承")
MUNICIPAL = re.compile(r"市町村|[県道府都]内|市町の")
RESTS = re.compile(r"休止|中断|停止|凍結|途絶|再開(?!発)|休眠")
# What may follow a place that is a party: its council or mayor is taken for it elsewhere.
STANDS = re.compile(r"[市町村区]?長|議会|と|や|の|が|は|に|へ|を|で|及び|並びに|ほか|他|外|等|など|から|間|側|旧")
EACH = re.compile(r"\s*[(]\s*(?:いずれも|ともに|共に|すべて|全て)")
JOINED = re.compile(r"\s*(?:・|、|,|及び|並びに|と)\s*(?:[一-龥]{2,3}[都道府県])?\s*")
# Readers that take a layout at its word; sentences have their own doubts.
BY_LAYOUT = ("table", "sheet", "bracket", "line", "firm")


def doubted(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, with the class of those lowered whose words allow another reading; a body is as sure as its ties."""
    page.memory["told-lines"] = {line for one in records if isinstance(one, Agreement) for line in _lines(one)}
    page.memory["ties with towns"] = sum(isinstance(one, Agreement) and _with_a_town(page, one) for one in records)
    weighed = [_weighed(page, one) if isinstance(one, Agreement) else one for one in records]
    certain = [one for one in weighed if isinstance(one, Agreement) and one.confidence == "A"]
    sure = {party.value for one in certain for party in one.parties}
    dated = {one.body.value for one in weighed if isinstance(one, Membership) and one.since}
    return [
        one.model_copy(update={"confidence": "B"}) if one.confidence == "A" and _in_doubt(one, sure, dated) else one
        for one in weighed
    ]


def _in_doubt(record: AnyRecord, sure: set[str], dated: set[str]) -> bool:
    """True for a company with no tie of class A, and for a member without a day among others whose day is told."""
    if isinstance(record, Body):
        return record.recogniser == "firm" and record.body.value not in sure
    return isinstance(record, Membership) and record.since is None and record.body.value in dated


def _lines(record: AnyRecord) -> set[int]:
    return {line for span in record.evidence for line in span.numbers}


def _weighed(page: Page, tie: Agreement) -> Agreement:
    own = (tie.confidence == "B" and _with_itself(page, tie)) or _with_its_prefecture(page, tie)
    unsaid = any(one.value == page.home and not one.printed for one in tie.parties)
    item = unsaid and not any("。" in page.lines[number - 1].norm for number in _lines(tie))
    if own or (tie.signed and goes_on(page, tie.signed)) or (item and _of_others(page, tie)):
        return tie.model_copy(update={"confidence": "C"})
    if tie.recogniser not in BY_LAYOUT or tie.confidence == "C":
        return tie.model_copy(update={"confidence": "B"}) if tie.confidence == "A" and rests(page, tie) else tie
    rows = tie.recogniser == "table"  # whose places stand side by side, each in a cell of its own
    if _with_itself(page, tie) or _of_others(page, tie) or any(
        _part_of_name(page, one, tie.parties) or (not rows and _one_of_many(page, tie, one)) for one in tie.parties
    ):  # fmt: skip
        return tie.model_copy(update={"confidence": "C"})
    if tie.confidence == "A" and (rests(page, tie) or _unsteady(page, tie)):
        return tie.model_copy(update={"confidence": "B"})
    return tie


def rests(page: Page, record: AnyRecord) -> set[int]:
    """The lines (from 1) that tell of a rest of a tie, which the record calls concluded: no state says more."""
    if not isinstance(record, Agreement) or record.recogniser not in (*BY_LAYOUT, "row", "label"):
        return set()
    lines = _around(page, record) if record.status.value == "concluded" else ()
    return {number for number in lines if RESTS.search(page.lines[number - 1].norm)}


def _with_itself(page: Page, tie: Agreement) -> bool:
    """True where the publisher would meet a town that merged into it: the town signed, with a partner that was missed."""
    named = {party.value for party in tie.parties}
    return page.home in named and not named.isdisjoint(merged_into(page))


def _with_its_prefecture(page: Page, tie: Agreement) -> bool:
    """True for a twinning of a city with the prefecture in which it lies, whoever publishes: the partner was missed."""
    named = {party.value for party in tie.parties}
    alone = len(named) == 2 and page.home in named and not tie.unnamed
    return (
        alone and tie.kind.value not in NEAR and any(page.gazetteer.prefecture(one) in named - {one} for one in named)
    )


def _of_others(page: Page, tie: Agreement) -> bool:
    """True where a prefecture that lists its municipalities' partners would hold the tie of one of them."""
    if not _with_a_town(page, tie):
        return False
    said = any(MUNICIPAL.search(line.norm) for line in page.lines[:15])
    return said or page.memory["ties with towns"] > FEW or _own_municipalities(page)


def _with_a_town(page: Page, tie: Agreement) -> bool:
    """True where a prefecture that publishes the document would be the partner of a town."""
    if not is_prefecture(page, page.home) or page.home not in {one.value for one in tie.parties}:
        return False
    others = [one for one in (*tie.parties, *tie.unnamed) if one.value != page.home]
    return any(not re.search(r"[都道府県州省]$", one.printed) and not one.value.startswith("org/") for one in others)


@once
def _own_municipalities(page: Page) -> bool:
    """True where a document of a prefecture names municipalities of its own at the head of two lines."""
    heads = [names(page, line.norm)[:1] for line in page.lines if len(line) < LINE]
    mine = {one.key for found in heads for one in found if page.gazetteer.prefecture(one.key or "") == page.home}
    return len(mine - {page.home}) > 1


def _part_of_name(page: Page, party: Stated, others: Iterable[Stated]) -> bool:
    """True where letters follow a place at once: 北海道 of 北海道噴火湾大学 is no party."""
    if not party.printed or not party.value.startswith("lg/"):
        return False
    stop = party.span.at[1]
    if any(one.span.at[0] == stop for one in others):
        return False  # two cells run together
    rest = page.document.text[stop : stop + 4]
    return bool(NAMING.match(rest)) and not STANDS.match(rest)


def _one_of_many(page: Page, tie: Agreement, party: Stated) -> bool:
    """True where the place is joined to one before it that is no party: `A市・B市・C市（…協定）` is a pact of all."""
    if not party.printed:
        return False
    line = page.lines[party.span.lines[0] - 1]
    mine = {one.span.at for one in (*tie.parties, *tie.unnamed, *tie.former)}
    before = [one for one in names(page, line.norm) if line.starts[one.start] < party.span.at[0]] if len(line) else []
    if not before or party.span.lines[0] != party.span.lines[1]:
        return False
    last = before[-1]
    stop = next((at for at, start in enumerate(line.starts) if start >= party.span.at[0]), len(line))
    each = EACH.match(line.norm, stop + len(party.printed))  # A市、B市（いずれも平成2年提携）
    gap = None if each else JOINED.fullmatch(line.norm, last.end, stop)
    return gap is not None and (line.starts[last.start], line.ends[last.end - 1]) not in mine and last.key != page.home


def _unsteady(page: Page, tie: Agreement) -> bool:
    """True where the date may belong to another partner or another act, or the name may go on."""
    if any("。" in page.document.text[slice(*span.at)] for span in tie.evidence):
        return True  # a sentence, whatever stands around it
    if tie.kind.value == "comprehensive" and "包括" not in tie.kind.printed:
        return True  # 連携協定: of what, another place may tell
    if _more_told(page, tie) or (not tie.former and any(one.value in _merged(page) for one in tie.parties)):
        return True
    if not tie.former and _before_merger(page, tie):
        return True
    return tie.signed is not None and any(
        tie.signed.span.lines[1] < one.span.lines[0] or _several(page, one, tie.kind, tie.signed) or _broken(page, one)
        for one in tie.parties
        if one.printed
    )


@once
def _merged(page: Page) -> set[str]:
    """The places, other than the publisher, of which a sentence or a note tells that a former town was theirs or signed."""
    told = [one for block in page.blocks if OLD.search(block.text.norm) for one in names(page, block.text.norm)]
    keys = {one.key for one in told} | {heir_of(page, one.key) for one in told}
    return {key for key in keys if key and key != page.home}


def _before_merger(page: Page, tie: Agreement) -> bool:
    """True where a party has taken in a town since, and the page tells of such towns: one of them may have signed."""
    latest = tie.signed.date.latest.isoformat() if tie.signed else "9999"
    return any(_last_mergers(page).get(one.value, "") > latest for one in tie.parties)


@once
def _last_mergers(page: Page) -> dict[str, str]:
    """The day on which a municipality last took in a town; none where the page does not tell of such towns."""
    days: dict[str, str] = {}
    for row in page.gazetteer.formers if any(OLD.search(line.norm) for line in page.lines) else ():
        days[row.successor] = max(row.date, days.get(row.successor, ""))
    return days


def _more_told(page: Page, tie: Agreement) -> bool:
    """True where the lines between the values name a former town, or another kind, that the record does not."""
    for line in (page.lines[number - 1] for number in _around(page, tie)):
        if not tie.former and OLD.search(line.norm):
            return True
        if tie.recogniser == "sheet" and any(one.key != tie.kind.value for one in kinds(page, line.norm)):
            return True
    return False


def _around(page: Page, tie: Agreement) -> range:
    """The lines (from 1) from the first value of a tie to its last, of a labelled list with those that follow on them."""
    others = page.memory["told-lines"] - _lines(tie)
    first, last = min(one.lines[0] for one in tie.evidence), max(one.lines[1] for one in tie.evidence)
    if tie.recogniser == "sheet":
        while first > 1 and first - 1 not in others and page.lines[first - 2].norm.strip():
            first -= 1
        while last < len(page.lines) and last + 1 not in others and page.lines[last].norm.strip():
            last += 1
    return range(first, last + 1)


def _several(page: Page, *stated: Stated | StatedDate) -> bool:
    """True where the values of a tie stand on one line, and another date among them."""
    spans = [one.span for one in stated if one.span.lines == stated[0].span.lines]
    return _dates_in(page, min(span.at[0] for span in spans), max(span.at[1] for span in spans)) > 1


def _broken(page: Page, partner: Stated) -> bool:
    """True for a name that no list knows where it is not set off on both sides, or may go on in the next line."""
    if partner.value in page.gazetteer:
        return False
    text, (start, stop) = page.document.text, partner.span.at
    if NAMING.match(text[start - 1 : start]) or NAMING.match(text, stop):
        return True
    if FORM_BEHIND.match(text, stop) or FORM_BEFORE.search(text, max(0, start - 16), start):
        return True
    if len(partner.printed) < NAME and re.search(LEGAL, partner.printed) is None:
        return True  # 運送業者, 金融機関: a sort, perhaps
    rest, _, following = text[stop : stop + WIDEST].partition("\n")
    following = following.partition("\n")[0].strip()
    if rest.strip() or not NAMING.match(following):
        return False
    wrapped = len(page.lines[partner.span.lines[1] - 1]) >= _longest(page) * 0.8
    return wrapped or (len(following) <= SHORT and ENDING.match(following) is not None)


@once
def _longest(page: Page) -> int:
    return max(len(line) for line in page.lines)


def _dates_in(page: Page, start: int, stop: int) -> int:
    """How many dates of the document begin between two places of the original."""
    return bisect_left(_days(page), stop) - bisect_left(_days(page), start)


@once
def _days(page: Page) -> list[int]:
    blocks = zip(page.blocks, page.dates, strict=True)
    return sorted(block.text.starts[one.start] for block, dates in blocks for one in dates if one.date)
