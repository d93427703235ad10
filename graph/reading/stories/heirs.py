"""Former towns: who signed before a merger, whether the heir took the tie over or let it end, told beside the tie."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping

from graph.reading.lists.partners import held
from graph.reading.names.lands import Name, names, stated
from graph.reading.names.towns import heir_of
from graph.reading.pages.once import once
from graph.reading.pages.outline import Block
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import event_lines
from graph.reading.stories.handovers import (
    HANDED,
    before_merger,
    given_for,
    in_its_time,
    left_open,
    sentences_of,
    signed_between,
    signers,
    with_handovers,
)
from graph.reading.stories.stories import BEGINS
from graph.reading.stories.subjects import subjects
from graph.reading.words.deeds import NEAR, OVER
from graph.reading.words.ends import let_go
from graph.reading.words.sentences import ANEW
from graph.records import Agreement, AnyRecord, Stated

TAKEN = re.compile(
    r"現在も有効|引き?継ぐ(?=\s*$|。)|(?:発足|合併)[^。]{0,14}(?:姉妹|友好)[^。]{0,6}とな[っりる]|(?:交流|提携|関係)(?:を|が|は)[^。]{0,8}(?:継続|続[けいく])|(?:引き?(?:継|つ)[いがぎ]|継承|承継|受け?(?:継|つ)[いがぎ]|を継[いぎ])(?!な|ず|れな|れず|がない)"
)
# A title: what became of it is told below.
ABOUT = re.compile(r"(?:について|に関して|に関する[^。]{0,8}|の(?:お知らせ|経緯|是非|状況))[^\w。]*$")
SAME_TOWN = re.compile(r"同[町村市](?:は|が|と)")
READERS = ("story", "bracket", "sheet", "line")
LISTED = ("bracket", "sheet", "table", "row")


def heirs(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, each tie with the former town that signed it, where the text beside it says so."""
    over = any(isinstance(one, Agreement) and one.status.value in OVER for one in records)
    if not over and not any(TAKEN.search(line.norm) or "旧" in line.norm for line in page.lines):
        return records
    found = [
        (_heir(page, one) if one.recogniser in READERS else _listed(page, one)) if isinstance(one, Agreement) else one
        for one in records
    ]
    anew = [one for one in found if isinstance(one, Agreement) and _own(page, one)]
    found = [_superseded(page, one, anew) if isinstance(one, Agreement) and one.former else one for one in found]
    found = [with_handovers(page, one) if isinstance(one, Agreement) and one.former else one for one in found]
    told = {_tie(one): one for one in found if isinstance(one, Agreement) and one.former}
    return [
        _as_told(one, told) if isinstance(one, Agreement) and one.signed and not one.former else one for one in found
    ]


def _tie(tie: Agreement) -> tuple[str, ...]:
    return (tie.kind.value, tie.signed.value if tie.signed else "", *sorted(one.value for one in tie.parties))


def _as_told(tie: Agreement, told: Mapping[tuple[str, ...], Agreement]) -> Agreement:
    """A tie stated by a label or a row, with the former town that a sentence about the same day says signed it."""
    full = told.get(_tie(tie))
    if full is None or tie.recogniser not in (*READERS, "table"):
        return tie
    sure = "B" if tie.confidence == "A" else tie.confidence
    return tie.model_copy(update={"former": full.former, "parties": full.parties, "confidence": sure})


def _own(page: Page, tie: Agreement) -> bool:
    """True for a dated tie that the publisher signed itself."""
    signed = tie.signed is not None and tie.recogniser in READERS
    return signed and not tie.former and any(one.value == page.home for one in tie.parties)


def _superseded(page: Page, tie: Agreement, anew: list[Agreement]) -> Agreement:
    """What a former town had signed was its own where the heir signed anew with the same partner later on."""
    if tie.signed is None:
        return tie
    mine = {one.value for one in (*tie.parties, *tie.unnamed)} - {page.home}
    until = tie.signed.date.latest
    for other in anew:
        if other.kind.value in NEAR and other.kind.value != tie.kind.value:
            continue  # aid renews no twinning
        again = any(one.value in mine for one in (*other.parties, *other.unnamed))
        if again and other.signed and other.signed.date.earliest > until:
            sides = tuple(one for one in tie.parties if one.value != page.home)
            return tie.model_copy(update={"parties": (*tie.former, *sides), "former": ()})
    return tie


@once
def scopes(page: Page) -> dict[int, list[Text]]:
    """For each line that a block begins on, the texts that speak of the same place without another between."""
    found: dict[int, list[Text]] = {}
    run: list[Text] = []
    last: object = object()
    item = 0
    for block, subject in zip(page.blocks, subjects(page), strict=True):
        begins = block.kind == "heading" or bool(BEGINS.match(page.lines[block.line - 1].norm))
        if begins or not page.lines[block.line - 2].norm.strip():
            item = block.line
        mine = (subject[0].starts[0], subject[1].surface) if subject else item
        if mine != last:
            run, last = _over(block), mine
        run += [] if ABOUT.search(block.text.norm) else [block.text]
        for line in range(block.line, page.source.line_of(block.text.ends[-1] - 1) + 1):
            found[line] = run
    return found


def _over(block: Block) -> list[Text]:
    """The heading over a block, where it says of all under it that they were taken over, or let go."""
    over = [one.text for one in block.headings if block.kind != "heading" or one.line != block.line][-1:]
    over = [one for one in over if not ABOUT.search(one.norm)]
    return [one for one in over if bool(TAKEN.search(one.norm)) != bool(let_go(one.norm))]


def scope(page: Page, tie: Agreement) -> list[Text]:
    """The texts that speak of the same place as a tie."""
    found = scopes(page)
    return next((found[span.lines[0]] for span in tie.evidence if span.lines[0] in found), [])


def section(page: Page, tie: Agreement) -> tuple[list[Text], Text | None]:
    """The sentences that speak of the same place as a tie, and the one that names its partner."""
    sentences = [sentence for text in scope(page, tie) for sentence in sentences_of(text, event_lines(page))]
    own = _own_sentence(page, tie, sentences)
    if tie.recogniser in LISTED:  # the facts of one item are not those of the next
        sentences = [one for one in sentences if one.norm.rstrip().endswith("。")]
        sentences += [own] if own and HANDED.search(own.norm) and own not in sentences else []
    return sentences, own


def taken_over_in(page: Page, tie: Agreement, sentences: Iterable[Text]) -> bool:
    """True where one of these sentences says that the tie was taken over, not signed anew."""
    if ANEW.search(page.document.text, max(0, tie.status.span.at[0] - 40), tie.status.span.at[1] + 2):
        return False
    told = any(TAKEN.search(one.norm) and not of_others(page, one, tie, False) for one in sentences)
    return told or bool(tie.former and given_for(page, tie))


def _heir(page: Page, tie: Agreement) -> Agreement:
    sentences, own = section(page, tie)
    taken, over = taken_over_in(page, tie, sentences), tie.status.value in OVER
    former = tie.former or _signers(page, tie, own, taken or over)
    if not former and (taken or over):
        former = tuple(_formers(page, tie, [one for one in sentences if not of_others(page, one, tie, False)]))
    if not former and taken and own and left_open(page, tie, own):
        return tie.model_copy(update={"confidence": "C"})
    if not former:
        return tie
    mine = tuple(one for one in former if heir_of(page, one.value) in (None, page.home))
    update: dict[str, object] = {}
    told = any(one.value == page.home for one in tie.parties) or tie.former
    own_now = taken or {(tie.kind.value, one.value) for one in tie.parties} & held(page)
    if mine and told and (over or (tie.recogniser == "story" and not own_now)):  # theirs alone: the heir never held it
        names_ = {page.home, *(one.value for one in mine)}
        sides = [one for one in tie.parties if one.value not in names_]
        if sides or tie.unnamed:
            rest = [one for one in former if one not in mine]
            heirs_ = {heir_of(page, one.value) for one in rest}
            sides = [one for one in sides if one.value not in heirs_] + rest
            update |= {"parties": (*mine, *sides), "former": ()}
    elif former and not tie.former and all(one.value != former[0].value for one in tie.parties):
        after = {heir_of(page, one.value) or page.home for one in former}
        parties = tuple(
            one.model_copy(update={"flags": ("successor",)}) if one.value in after else one for one in tie.parties
        )
        update |= {"parties": parties, "former": former}
    if update and tie.confidence == "A":
        update["confidence"] = "B"
    return tie.model_copy(update=update)


def _own_sentence(page: Page, tie: Agreement, sentences: Iterable[Text]) -> Text | None:
    """The sentence that names the partner of a tie."""
    at = next((one.span.at[0] for one in (*tie.parties, *tie.unnamed) if one.printed and one.value != page.home), None)
    if at is not None and (line := page.source.line_of(at)) in event_lines(page):
        sentences = sentences_of(page.lines[line - 1])
    return next((one for one in sentences if at is not None and one.starts[0] <= at < one.ends[-1]), None)


def _signers(page: Page, tie: Agreement, own: Text | None, told: bool) -> tuple[Stated, ...]:
    """The former towns that the sentence of the tie, or any that hands over a tie with its partner, says had signed."""
    if all(one.value != page.home for one in tie.parties):
        return ()
    found: list[Stated] = []
    if own is not None and (told or SAME_TOWN.search(own.norm)):
        at = next(one.span.at[0] for one in (*tie.parties, *tie.unnamed) if one.printed and one.value != page.home)
        found = signers(page, own, bisect_left(own.starts, at))
    found = found or (in_its_time(page, own) if own is not None else []) or signed_between(page, tie)
    found = found or list({one.value: one for two in given_for(page, tie) for one in two.former}.values())
    return tuple(found) if all(before_merger(page, one.value, tie) for one in found) else ()


def _listed(page: Page, tie: Agreement) -> Agreement:
    """A row or a label, with the former town from which a sentence elsewhere hands over a tie with the partner."""
    former = () if tie.former or tie.recogniser not in LISTED else _signers(page, tie, None, False)
    if not former:
        return tie
    heir = [
        one.model_copy(update={"flags": (*one.flags, "successor")}) if one.value == page.home else one
        for one in tie.parties
    ]
    sure = "B" if tie.confidence == "A" else tie.confidence
    return tie.model_copy(update={"parties": tuple(heir), "former": former, "confidence": sure})


def of_others(page: Page, text: Text, tie: Agreement, formers: bool = True) -> bool:
    """True for a sentence that names places, none of them the partner."""
    mine = {one.value for one in (*tie.parties, *tie.unnamed, *tie.former)} - {page.home}
    known = [one for one in names(page, text.norm) if formers or "former" not in one.flags]
    found = {one.key or one.surface for one in known} - {page.home}
    return bool(found) and not found & mine


def _formers(page: Page, tie: Agreement, sentences: Iterable[Text]) -> list[Stated]:
    """The one town, merged into the publisher or the partner after the day of signing, that the text beside the tie names."""
    found: dict[str, tuple[Text, Name]] = {}
    for text in sentences:
        for one in names(page, text.norm):
            if one.key and "former" in one.flags and before_merger(page, one.key, tie):
                found.setdefault(one.key, (text, one))
    return [stated(*one, "former") for one in found.values()] if len(found) == 1 else []
