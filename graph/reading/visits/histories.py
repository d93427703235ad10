"""Acts told in the history of a tie: each verb with the date before it, a visit with the signing that it made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.reading.pages.page import Page
from graph.reading.stories.signings import VERB
from graph.reading.stories.ties import SIGNED_LABEL
from graph.reading.visits.acts import FLIGHT, INWARD, OUTWARD, RETURNED, VISIT
from graph.reading.visits.events import LIST, LONGEST, event, unled
from graph.reading.visits.people import PARTY
from graph.records import AnyRecord, StatedDate
from graph.values import DateMention

HISTORY = re.compile(r"経緯|経過|歴史|歩み|動機")
# Verbs that tell an act; of the signings only those that conclude, of the visits only those that took place.
ACT = re.compile(
    rf"(?P<sign>{VERB.pattern}|盟約の宣言がなされ|声明書に調印|盟約式は)"
    r"|(?P<close>提案がなされ|提案を受け|申し?入れがあり|申し?入れを受け|合意がなされ|交流が開始|文通が始め|に寄贈した|を寄贈した"
    rf"|{FLIGHT.pattern})"
    rf"|(?P<move>{INWARD}|{OUTWARD}|{VISIT}|相互派遣|来[一-龥](?=する|した|、|し)|参加(?=し|する|が)|参列(?=し))"
)
# Between two acts, words after which the second is another matter.
APART = re.compile(r"など|中、|重ねた後|以来|その後|この後|を契機|ことから")
# The inflection behind a verb, which tells a visit that took place.
ENDING = re.compile(r"[ぁ-ん]{0,3}")
# What is meant to be, or was called off, did not take place.
LATER = re.compile(r"[をがにの]?(?:検討|予定|目指|実現に向け|促進|推進|期待|申し合わせ|中止|延期|見送)")


@dataclass(frozen=True)
class Told:
    """An act of a history: from where to where its words stand, the mention that dates it, whether it is concluded."""

    start: int
    end: int
    date: DateMention | None
    closed: bool
    signs: bool
    mutual: bool


def histories(page: Page) -> Iterator[AnyRecord]:
    """Class B: dated acts, and undated ones that name the party; what neither dates nor names anybody is no act."""
    for index, block in enumerate(page.blocks):
        partner = page.sections[index].partner
        title = block.label or (block.headings[-1].text.norm if block.headings else "")
        if partner is None or block.kind == "heading" or not HISTORY.search(title) or LIST.search(title):
            continue
        for start, sentence in page.sentences(index):
            if len(sentence) > LONGEST:
                continue
            for told in _told(page, index, start, start + len(sentence)):
                text = unled(block.text.part(told.start, told.end).stripped())
                date = _date(page, index, told)
                if date is None and (told.signs or not PARTY.search(text.norm)):
                    continue
                found = event(page, text, partner, date, "narrative", "B", told.signs)
                if found.direction is None and not (told.closed or told.signs):
                    continue
                yield found


def _date(page: Page, index: int, told: Told) -> StatedDate | None:
    """The act's own date; for a signing without one, the date that a label of the same section gives."""
    if told.date is not None:
        return page.dated(page.blocks[index].text, told.date)
    if not told.signs:
        return None
    section = page.sections[index]
    for other, block in enumerate(page.blocks):
        if block.kind == "label" and page.sections[other] == section and SIGNED_LABEL.search(block.label):
            dates = [one for one in page.dates[other] if one.date]
            return page.dated(block.text, dates[0], "date_from_label") if dates else None
    return None


def _told(page: Page, index: int, start: int, end: int) -> Iterator[Told]:
    """The acts of a sentence in order, those that are one journey or one ceremony put together."""
    norm = page.blocks[index].text.norm
    mentions = [one for one in page.dates[index] if one.date and start <= one.start < end]
    current: Told | None = None
    behind = start
    for match in ACT.finditer(norm, start, end):
        if match["move"] and LATER.match(norm[match.end() : match.end() + 6]):
            continue
        dates = [one for one in mentions if behind <= one.start < match.start()]
        parted = list(APART.finditer(norm, behind, match.start()))
        begins = dates[-1].end if dates else parted[-1].end() if parted else behind
        told = Told(
            begins,
            ENDING.match(norm, match.end()).end(),  # type: ignore[union-attr]
            dates[-1] if dates else None,
            bool(match["close"]),
            bool(match["sign"]),
            bool(RETURNED.search(norm[begins : match.end()])),
        )
        behind = match.end()
        if current is not None and _continues(current, told, bool(parted), match[0]):
            signs = current.signs or told.signs
            start_of = current.start
            current = replace(told, start=start_of, date=told.date or current.date, signs=signs, closed=told.closed)
            continue
        if current is not None:
            yield current
            if told.date is None and not (parted or current.closed or current.signs):
                told = replace(told, date=current.date)  # of two parties in one clause, the second has the first's date
        current = told
    if current is not None:
        yield current


def _continues(current: Told, told: Told, parted: bool, word: str) -> bool:
    """True where the next act belongs to the one before: the same journey, or the signing that it was made for."""
    if told.date is not None:
        return told.signs and not current.signs and _same_month(current, told)
    if current.signs:
        return word in ("参列", "参加") and not parted
    return not current.closed and not parted and told.mutual == current.mutual


def _same_month(one: Told, other: Told) -> bool:
    if not (one.date and other.date and one.date.date and other.date.date):
        return False
    return one.date.date.agrees(other.date.date) and one.date.date.days < 32
