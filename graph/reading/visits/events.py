"""Exchange events stated in rows of a list under a partner's heading, and the undated kinds of exchange of a label."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from graph.reading.pages.outline import ITEM
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.visits.acts import BOTH, ENDED, MUTUAL, is_act, occasion, purpose, venue, way
from graph.reading.visits.people import people
from graph.records import AnyRecord, Event, Stated, StatedDate

LIST = re.compile(r"(?:主な|最近の|これまでの)交流|交流(?:の(?:経緯|実績|記録|歩み|状況)|実績|年表)")
SUMMARY = re.compile(r"後の交流$|交流(?:の)?(?:内容|状況|事業)$")
# What a summary tells beside exchange: namings, houses built and ties of schools, which are no events.
OTHER = re.compile(r"(?:命名|運行|建設|設置|盟約|提携|締結)$")
DONE = re.compile(rf"(?:派遣|受け?入れ?|訪問|贈呈|寄贈|開催|公演|研修|記念式典|スポーツ交流|{MUTUAL})$")
LONGEST = 2000  # characters: what is longer is no row and no sentence, and would be searched in quadratic time
CANCELLED = re.compile(r"中止|延期|見送")
BULLET = re.compile(r"[\s・●○◆■※*-]*")
LEAD = re.compile(r"(?:及び|並びに|には|[、・とのに]|また、|\s)*")
CONCLUDED = re.compile(r"締結|調印|盟約|取り交わし|宣言")


@dataclass(frozen=True)
class Row:
    """One dated row of a list with the lines that continue it; `borrowed` where its date is the one above."""

    text: Text
    date: StatedDate | None
    borrowed: bool
    line: int  # of the date: an act that begins on a later one is told without a date of its own


def listed(page: Page) -> Iterator[AnyRecord]:
    """Class A for a row with its own date and a stated movement, class B for one that continues the row above."""
    for row, partner in _rows(page):
        if len(row.text) > LONGEST:
            continue
        for act in acts(page, row.text):
            if not is_act(act.norm) or CANCELLED.search(act.norm):
                continue
            date, sure = row.date, "B" if row.borrowed else "A"
            if date and not row.borrowed and page.source.line_of(act.starts[0]) > row.line:
                date, sure = _borrowed(date), "B"
            yield event(page, act, partner, date, "list", sure)


def _borrowed(date: StatedDate) -> StatedDate:
    return date.model_copy(update={"flags": (*date.flags, "year_from_row_above")})


def event(
    page: Page, act: Text, partner: Stated, date: StatedDate | None, source: str, sure: str, signs: bool = False
) -> Event:
    """The event that the text of one act tells; `signs` where its sentence concludes an agreement."""
    told = people(page, act)
    series, name = occasion(page, act, quoted=source != "narrative")
    direction = way(page, act, partner.value)
    kind = purpose(page, act)
    if signs and (words := list(CONCLUDED.finditer(act.norm))):
        kind = page.in_words(act, "ceremony", *words[-1].span())
        direction = direction or page.in_words(act, "joint", *words[-1].span())
    guessed = direction is None or any(flag.startswith("direction_from") for flag in direction.flags)
    home = Stated(value=page.home, printed="", span=act.span(), flags=("party_is_publisher",))
    return Event(
        confidence="B" if guessed and sure == "A" else sure,  # type: ignore[arg-type]
        recogniser=f"event-{source}",
        evidence=(act.span(),),
        source=source,  # type: ignore[arg-type]
        home=home,
        partners=(partner,),
        kind=kind,
        date=date,
        direction=direction,
        total=told.total,
        groups=told.groups,
        series=series,
        name=name,
        place=venue(page, act),
        under=f"@{partner.value}|twinning",
    )


def _rows(page: Page) -> Iterator[tuple[Row, Stated]]:
    """The rows of all lists of exchange, broken lines put together, each with the partner of its section."""
    open_row: tuple[Row, Stated] | None = None
    for index, block in enumerate(page.blocks):
        partner = page.sections[index].partner if block.kind != "heading" and block.headings else None
        if partner is None or not LIST.search(block.headings[-1].text.norm):
            if open_row and block.kind == "heading":
                yield open_row
                open_row = None
            continue
        mentions = [one for one in page.dates[index] if one.date]
        opening = mentions[0] if mentions and BULLET.fullmatch(block.text.norm, 0, mentions[0].start) else None
        if opening is not None:
            if open_row:
                yield open_row
            date = page.dated(block.text, opening)
            open_row = Row(block.text.part(opening.end, len(block.text)).stripped(), date, False, block.line), partner
        elif open_row and not _complete(open_row[0].text, block.text):
            row = open_row[0]
            open_row = Row(row.text.plus(block.text), row.date, row.borrowed, row.line), partner
        elif open_row:
            yield open_row
            above = open_row[0].date
            date_above = above and (above if open_row[0].borrowed else _borrowed(above))
            body = block.text.part(len(m[0]) if (m := ITEM.match(block.text.norm)) else 0, len(block.text))
            open_row = Row(body.stripped(), date_above, True, block.line), partner
    if open_row:
        yield open_row


def _complete(text: Text, following: Text) -> bool:
    """True where a row ends with an act, so that the next line without a date tells of another one."""
    if len(text) > LONGEST:
        return True
    if following.norm.startswith(("(", ")", "、", "。")) or text.norm.count("(") > text.norm.count(")"):
        return False
    return any(match.end() == len(text) for match in ENDED.finditer(text.norm))


def acts(page: Page, row: Text) -> list[Text]:
    """The acts of a row: divided at full stops, at blanks and line ends behind an act, between two ways."""
    cuts = {0, len(row)}
    breaks = [
        at
        for at, (one, following) in enumerate(pairwise(row.starts), 1)
        if following != one + 1 and page.source.line_of(following) != page.source.line_of(one)
    ]
    for match in ENDED.finditer(row.norm):
        if row.norm[match.start() :].count(")") <= row.norm[match.start() :].count("("):
            cuts.add(match.end())
    for at in breaks:
        if any(match.end() == at for match in ENDED.finditer(row.norm[:at])):
            cuts.add(at)
    for match in BOTH.finditer(row.norm):
        if ("派遣" in match["first"]) != ("派遣" in row.norm[match.end() :]):
            cuts.add(match.end("first"))
    for at in (match.end() for match in re.finditer("。", row.norm) if "。" in row.norm):
        if row.norm[:at].count("(") == row.norm[:at].count(")"):
            cuts.add(at)
    ordered = sorted(cuts)
    pieces: list[tuple[int, int]] = []
    for start, end in pairwise(ordered):
        if pieces and not is_act(row.norm[start:end]):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    stripped = [row.part(start, end).stripped() for start, end in pieces]
    return [unled(one) for one in stripped if len(one)]


def unled(text: Text) -> Text:
    """Without the conjunction or full stop that a division left at either end."""
    lead = LEAD.match(text.norm)
    end = len(text.norm.rstrip("。、 "))
    return text.part(lead.end() if lead and lead.end() < end else 0, end)


def summaries(page: Page) -> Iterator[AnyRecord]:
    """Class B: the undated kinds of exchange that a label (`盟約後の交流`) counts up."""
    for index, block in enumerate(page.blocks):
        partner = page.sections[index].partner
        if block.kind != "label" or partner is None or not SUMMARY.search(block.label):
            continue
        for item in _items(block.text):
            yield event(page, item, partner, None, "summary", "B")


def _items(text: Text) -> Iterator[Text]:
    """The items of an enumeration; a piece without an act (`医学や水道、行政…等の`) belongs to the one that follows."""
    start = depth = 0
    for match in re.finditer(r"[()、。]|など|$", text.norm):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth > 0 or match[0] in ("(", ")"):
            continue
        if match.start() - start > LONGEST:
            start = match.end()
            continue
        piece = re.sub(r"\([^()]*\)$", "", text.norm[start : match.start()])
        if DONE.search(piece) and not OTHER.search(piece):
            yield text.part(start, match.start()).stripped()
            start = match.end()
        elif OTHER.search(piece):
            start = match.end()
