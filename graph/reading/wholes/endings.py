"""The end of a tie told apart from its signing: in a note, in a line of a time-line, in a sentence elsewhere."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from graph.reading.names.lands import LONGEST, Name, names
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import Event, dated, event_lines
from graph.reading.stories.heirs import OLDER
from graph.reading.wholes.missed import pieces
from graph.reading.words.chains import chains
from graph.reading.words.deeds import kinds, wider
from graph.reading.words.ends import OVER, ended, renewed
from graph.records import Agreement, AnyRecord, StatedDate
from graph.values import find_dates

TOPIC = re.compile(r"(?:[(][^()]*[)])?につ(?:いて|きまして)は")  # B市については、…解消した
STATES = ("ended", "expired")
EXPIRED = re.compile(r"失効|満了")
# What follows the word where the end has come: 解消した, 解消され、, 解消となり, or nothing.
DONE = re.compile(
    r"(?:を|と)?(?:し(?:た|まし|、|て)|され(?:た|まし|て|、)|(?:こと[とに])?(?:なっ|なり)|に(?:至|なっ)|です|\W|$)"
)


def endings(page: Page, records: Sequence[AnyRecord]) -> list[AnyRecord]:
    """The records, each tie that the document says has ended with the words that say so and their day.

    Only one tie with the partner may be meant; of several, and of one signed later, the line is left.
    """
    if not OVER.search(page.document.text):
        return list(records)
    found = _told_once(records)
    known: dict[str, set[int]] = defaultdict(set)
    for at, one in enumerate(found):
        if isinstance(one, Agreement) and not {"mention", "kind_mention"} & {*one.flags}:
            for side in (*one.parties, *one.unnamed):
                if side.value != page.home:
                    known[side.value].add(at)
                    known[side.printed].add(at)
    lines = event_lines(page)
    for piece, over, partners in _told(page):
        about = {one.key for one in kinds(page, piece.norm[: over.end()]) if one.key}
        for name in partners:
            mine = sorted(known.get(name.key or "", set()) | known.get(name.surface, set()))
            ties = [(at, one) for at in mine if isinstance(one := found[at], Agreement) and _meant(one, about)]
            if len(ties) == 1 and ties[0][1].status.value == "concluded":
                at, tie = ties[0]
                found[at] = _over(page, tie, piece, over, lines) or tie
    return found


def _told_once(records: Sequence[AnyRecord]) -> list[AnyRecord]:
    """The records, a tie with its end and the same one without it put together: the more exact day of signing stays."""
    over: dict[tuple[str, frozenset[str]], Agreement] = {}
    stand = Counter(_sides(one) for one in records if isinstance(one, Agreement) and one.status.value == "concluded")
    for one in records:
        if isinstance(one, Agreement) and one.status.value in STATES and (one.signed or stand[_sides(one)] == 1):
            over.setdefault(_sides(one), one)
    found: list[AnyRecord] = []
    gone: set[str] = set()
    for one in records:
        if (
            isinstance(one, Agreement)
            and one.status.value == "concluded"
            and one.signed
            and (end := over.get(_sides(one)))
        ):
            until = end.until.date.latest if end.until else date.max
            if (end.signed is None and one.signed.date.earliest < until) or (
                end.signed and end.signed.value != one.signed.value and one.signed.value.startswith(end.signed.value)
            ):
                evidence = tuple({span.at: span for span in (*one.evidence, *end.evidence)}.values())
                sure = "B" if one.confidence == "A" else one.confidence
                update = {"status": end.status, "until": end.until, "evidence": evidence, "confidence": sure}
                one, gone = one.model_copy(update=update), gone | {end.id}
        found.append(one)
    return [one for one in found if not (isinstance(one, Agreement) and one.id in gone)]


def _sides(tie: Agreement) -> tuple[str, frozenset[str]]:
    return tie.kind.value, frozenset(one.value for one in (*tie.parties, *tie.unnamed))


def _told(page: Page) -> Iterator[tuple[Text, re.Match[str], list[Name]]]:
    """The pieces of a document that say that ties with the places they name have ended."""
    for block in page.blocks:
        if not OVER.search(block.text.norm):
            continue
        for piece in pieces(page, block):
            over = ended(piece.norm) if len(piece) <= LONGEST else None
            if (
                over is None
                or renewed(piece.norm, over.end())
                or not DONE.match(piece.norm, over.end())
                or OLDER.search(piece.norm, 0, over.end())
            ):
                continue
            groups = [one for one in chains(page, piece.norm) if one.end <= over.start()]
            partners = [name for one in groups if one.part in ("with", "between") for name in one.names]
            partners += [one for one in names(page, piece.norm) if TOPIC.match(piece.norm, one.end)]
            partners = [one for one in partners if one.key != page.home and "former" not in one.flags]
            others = {one.key for one in names(page, piece.norm) if one.key != page.home and "former" not in one.flags}
            if partners and others <= {one.key for one in partners}:
                yield piece, over, partners


def _meant(tie: Agreement, about: set[str]) -> bool:
    """True for a tie of the kind that the words name, or of any where they name none."""
    return not about or bool(about & wider(tie.kind.value)) or any(tie.kind.value in wider(one) for one in about)


def _over(page: Page, tie: Agreement, piece: Text, over: re.Match[str], lines: Mapping[int, Event]) -> Agreement | None:
    """The tie with its end; None where the end lies before its signing or after the time of the document."""
    until = _until(page, tie, piece, over, lines)
    if until is not None and tie.signed and until.date.latest < tie.signed.date.earliest:
        return None
    if until is not None and until.date.earliest > page.document.description.as_of.latest:
        return None
    status = page.in_words(piece, "expired" if EXPIRED.search(over["over"]) else "ended", *over.span())
    evidence = tuple({span.at: span for span in (*tie.evidence, piece.span())}.values())
    sure = "B" if tie.confidence == "A" else tie.confidence
    return tie.model_copy(update={"status": status, "until": until, "evidence": evidence, "confidence": sure})


def _until(
    page: Page, tie: Agreement, piece: Text, over: re.Match[str], lines: Mapping[int, Event]
) -> StatedDate | None:
    """The last day told before the words of the end that is not that of the signing, else that of the time-line's row."""
    days = [one for one in find_dates(piece.norm) if one.date and one.end <= over.end()]
    days = [one for one in days if tie.signed is None or one.date != tie.signed.date]
    if event := lines.get(page.source.line_of(piece.starts[0])):
        inside = [one for one in days if piece.starts[one.start] >= event.told.starts[0]]
        return page.dated(piece, inside[-1]) if inside else dated(event, None)
    return page.dated(piece, days[-1]) if days else None
