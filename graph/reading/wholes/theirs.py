"""Ties whose owner is another town than the publisher: whom the sentence, the label or the profile above makes it."""

import re
from bisect import bisect_left, bisect_right

from graph.reading.names.lands import Name, names, stated
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.wholes.elsewhere import told_of_others
from graph.reading.wholes.profiles import TWIN, profile_of, pronoun, stranger
from graph.reading.words.deeds import kinds
from graph.records import Agreement, AnyRecord, Span, Stated

_BRACKET = r"(?:[(][^()]*[)])?"
# `松江市の友好都市　尾道市`, `ダーラム市の姉妹都市は`, `酒田市の姉妹都市である`: what follows are that town's partners.
OWNS = re.compile(
    rf"{_BRACKET}側?の(?:その?他の?|ほかの|他の|主な|国[内外際]の?|海外の?)*{TWIN}[^、。()はがをにとで\s:]{{0,8}}?(?:都市|自治体|[市町村区]|先)"
    r"(?:提携|一覧|等|など)*(?=[はがもの:・「『(\s]|に(?:は|も)?|として|であ|です|$)"
)
TOPIC = re.compile(rf"{_BRACKET}側?(?:(?:で|の場合|において)?は|が|で?も)(?![がか]き)")
OF_HOME = re.compile(rf"(?:の(?=[^、。]{{0,4}}{TWIN})|(?:で)?は|が|も)")
PARALLEL = re.compile(r"\s*(?:[(][^()]*[)]\s*)*[はが]")


# 同町 of a town that merged into the publisher, who holds its ties.
MERGED, REACH = re.compile(r"編入|合併|引き?継|承継|継承"), 120


def theirs(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, a tie that the words give to another town in its name, waiting for a person's word (class C); so does
    one of which the words leave open whose it is."""
    mine = {
        (one.span.at[0], one.value)
        for tie in records
        if isinstance(tie, Agreement) and any(side.value == page.home and not side.printed for side in tie.parties)
        for one in tie.parties
    }
    kept: list[AnyRecord] = []
    given: dict[tuple[str, ...], set[str]] = {}
    for one in records:
        new = _rightful(page, one, mine) if isinstance(one, Agreement) else one
        if isinstance(new, Agreement) and new is not one:
            given.setdefault(_pair(new), set()).add(_facts(new))
        kept.append(new)
    return [
        one.model_copy(update={"confidence": "C"})
        if isinstance(one, Agreement) and _facts(one) not in given.get(_pair(one), {_facts(one)})
        else one
        for one in kept
    ]


def _pair(tie: Agreement) -> tuple[str, ...]:
    return tuple(sorted(one.value for one in (*tie.parties, *tie.unnamed)))


def _facts(tie: Agreement) -> str:
    """Kind and day: of two readings that differ in them neither is sure."""
    return f"{tie.kind.value} {tie.signed.value if tie.signed else ''}"


def _rightful(page: Page, tie: Agreement, mine: set[tuple[int, str]]) -> Agreement:
    others = sorted((one for one in (*tie.parties, *tie.unnamed) if one.printed), key=lambda one: one.span.at)
    if not others or tie.former or any(_merged(page, one) for one in others):
        return tie
    side = next((one for one in tie.parties if one.value == page.home and not one.printed), None)
    if (
        side is None
        and tie.recogniser == "bracket"
        and len(others) > 1
        and others[0].span.lines[1] < others[1].span.lines[0]
    ):
        side, *others = others  # an owner carried on from a line above
    if side is None or side not in tie.parties:
        return tie
    carried = side.value != page.home or others[0].span.lines[0] in told_of_others(page)
    said = _inside(page, tie, others[0]) or _by_sentence(page, tie, others[0])
    found = said or profile_of(page, others[0], carried)
    if found is None and side.value == page.home and _pronoun(page, others[0]):
        return tie.model_copy(update={"confidence": "C"})
    if found is None or any(found[1].key == one.value for one in others):
        return tie
    text, one = found
    if one.key == side.value:
        return tie
    if said and (text.starts[one.start], one.key) in mine and side.value == page.home:
        return tie.model_copy(update={"confidence": "C"})  # that town is a partner of the publisher in the same words
    owner = stated(text, one)
    parties = tuple(owner if two is side else two for two in tie.parties if two is not side or one.key)
    hidden = tie.unnamed if one.key else (owner, *tie.unnamed)
    # A heading is evidence of what else stands below it, and is left to that.
    spans: dict[tuple[int, int], Span] = {two.at: two for two in (*([owner.span] if said else []), *tie.evidence)}
    evidence = tuple(spans[at] for at in sorted(spans))
    return tie.model_copy(update={"confidence": "C", "parties": parties, "unnamed": hidden, "evidence": evidence})


def _by_sentence(page: Page, tie: Agreement, partner: Stated) -> tuple[Text, Name] | None:
    """The town of which the sentence around a partner tells before it."""
    sentence = _around(page, partner.span.at[0])
    if sentence is None:
        return None
    norm = sentence.norm
    at = _at(sentence, partner.span.at[0])
    found = [one for one in names(page, norm) if one.end <= at]
    end = next((one.end for one in names(page, norm) if one.start == at), at)
    told = {one.value for one in (*tie.parties, *tie.unnamed) if one.printed}
    for number, one in reversed([*enumerate(found)]):
        if one.key == page.home or "home" in one.flags:
            if OF_HOME.match(norm, one.end):
                return None  # of the publisher it tells
            continue
        if one.key in told or one.surface in told or not stranger(page, one):
            continue
        if OWNS.match(norm, one.end):
            return sentence, one
        if TOPIC.match(norm, one.end) and not PARALLEL.match(norm, end):
            before = [two for two in found[:number] if two.key == page.home and OF_HOME.match(norm, two.end)]
            return None if before and norm[one.end] == "が" else (sentence, one)
    return None


def _merged(page: Page, one: Stated) -> bool:
    """True for a former town, which signed, and whose heir a sentence may name."""
    start = one.span.at[0]
    return (
        "former" in one.flags or one.value.startswith("lg/jp-former") or page.document.text[start - 1 : start] == "旧"
    )


def _inside(page: Page, tie: Agreement, partner: Stated) -> tuple[Text, Name] | None:
    """The place in whose bracket, within that of a partner, the day stands: `松江市(姉妹都市:尾道市(平成3年6月13日))`."""
    line = page.lines[partner.span.lines[0] - 1]
    if tie.signed is None or tie.recogniser != "bracket" or line.norm.count("(") < 2:
        return None
    first, day = partner.span.at[1], tie.signed.span.at[0]
    for one in names(page, line.norm):
        if first <= line.starts[one.start] < day and one.key != page.home and line.norm.startswith("(", one.end):
            before = line.norm[: one.start]
            nested = before.count("(") > before.count(")") and ")" not in line.norm[one.end : _at(line, day)]
            if nested and any(two.end <= one.start for two in kinds(page, before)) and stranger(page, one):
                return line, one
    return None


def _at(text: Text, start: int) -> int:
    """Where in a text the sign stands that the original has at `start`."""
    return bisect_left(text.starts, start)


def _pronoun(page: Page, partner: Stated) -> bool:
    """True where the sentence tells of the town named before: `同市の友好都市は`, `相手都市の姉妹都市:`."""
    first, last = partner.span.at
    if MERGED.search(page.document.text, max(0, first - REACH), last + REACH):
        return False
    sentence = _around(page, first)
    return sentence is not None and pronoun(page, sentence.norm[: _at(sentence, first)]) is not None


def _around(page: Page, at: int) -> Text | None:
    """The sentence in which a place of the document stands."""
    begun = _begins(page)
    index = begun[max(0, bisect_right(begun, (at, len(page.blocks))) - 1)][1] if begun else 0
    found = [one for _, one in page.sentences(index) if len(one)] if begun else []
    return next((one for one in found if one.starts[0] <= at < one.ends[-1]), None)


@once
def _begins(page: Page) -> list[tuple[int, int]]:
    """Where each block begins, with its number."""
    return sorted((one.text.first, index) for index, one in enumerate(page.blocks) if one.text.norm)
