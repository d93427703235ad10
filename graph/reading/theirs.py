"""Ties whose owner is another town than the publisher: whom the sentence, the label or the profile above makes it."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from graph.reading.deeds import kinds
from graph.reading.elsewhere import told_of_others
from graph.reading.headings import heading_of, several
from graph.reading.lands import Name, names, stated
from graph.reading.natures import without_brackets
from graph.reading.once import once
from graph.reading.page import Page
from graph.reading.text import Text
from graph.reading.towns import heir_of, merged_into
from graph.records import Agreement, AnyRecord, Span, Stated
from graph.values import find_dates

_BRACKET = r"(?:[(][^()]*[)])?"
_TWIN = r"(?:姉妹|友好|兄弟|親善|交流|盟約|提携|パートナー)"
# `松江市の友好都市　尾道市`, `ダーラム市の姉妹都市は`, `酒田市の姉妹都市である`: what follows are that town's partners.
OWNS = re.compile(
    rf"{_BRACKET}の(?:その?他の?|ほかの|他の|主な|国[内外際]の?|海外の?)*{_TWIN}[^、。()はがをにとで\s:]{{0,8}}?(?:都市|自治体|[市町村区]|先)"
    r"(?:提携|一覧|等|など)*(?=[はがもの:・「『(\s]|に(?:は|も)?|として|であ|です|$)"
)
TOPIC = re.compile(rf"{_BRACKET}(?:(?:で|の場合|において)?は|が|も)(?![がか]き)")
OF_HOME = re.compile(rf"(?:の(?=[^、。]{{0,4}}{_TWIN})|(?:で)?は|が|も)")
PARALLEL = re.compile(rf"\s*(?:{_BRACKET}\s*)*は")
# What stands before the kind of a label in a profile and behind it, and values that make a block one.
MORE = re.compile(r"[\W_]*(?P<more>(?:その)?(?:他|ほか)の?|上記以外の|主な)?(?:国[内外際]の?|海外の?)?")
BEHIND = re.compile(r"(?:提携|一覧|都市|先|等|など)*\s*(?:[(]\d+[)])?(?:[:】\]>」』]|\s|$)")
PROFILE = re.compile(
    r"\W*(?:人口|面積|世帯|市[町村]?長|[市町村]の(?:木|花|鳥)|位置|気候|主?な?産業|特産|名物|概要|特色|所在|市制|交通|言語|時差)"
)
ABOUT = re.compile(
    r"\s*(?:の(?:ご?紹介|概要|概況|プロフィール|データ|基本情報|基礎データ|情報|姿|すがた|あらまし|横顔|姉妹都市等?|友好都市等?|状況)|について|とは|って[^。]{0,10})?\W*"
)
MARKED = "■□●○◆◇★▼▲【<《[#◎"
DEPTH, FAR = 40, 30  # characters of a heading; lines above that are looked at


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
    if tie.former or not others:
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
    said = _by_sentence(page, tie, others[0])
    found = said or _by_place(page, others[0], side)
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
    at = next((at for at, start in enumerate(sentence.starts) if start >= partner.span.at[0]), len(norm))
    found = [one for one in names(page, norm) if one.end <= at]
    end = next((one.end for one in names(page, norm) if one.start == at), at)
    told = {one.value for one in (*tie.parties, *tie.unnamed) if one.printed}
    for number, one in reversed([*enumerate(found)]):
        if one.key == page.home or "home" in one.flags:
            if OF_HOME.match(norm, one.end):
                return None  # of the publisher it tells
            continue
        if one.key in told or one.surface in told or not _stranger(page, one):
            continue
        if OWNS.match(norm, one.end):
            return sentence, one
        if TOPIC.match(norm, one.end) and not PARALLEL.match(norm, end):
            before = [two for two in found[:number] if two.key == page.home and OF_HOME.match(norm, two.end)]
            return None if before and norm[one.end] == "が" else (sentence, one)
    return None


def _around(page: Page, at: int) -> Text | None:
    """The sentence in which a place of the document stands."""
    begun = _begins(page)
    index = begun[max(0, bisect_right(begun, (at, len(page.blocks))) - 1)][1] if begun else 0
    found = [one for _, one in page.sentences(index) if len(one)] if begun else []
    return next((one for one in found if one.starts[0] <= at < one.ends[-1]), None)


@once
def _begins(page: Page) -> list[tuple[int, int]]:
    """Where each block begins, with its number."""
    return sorted((one.text.starts[0], index) for index, one in enumerate(page.blocks) if len(one.text))


def _stranger(page: Page, one: Name) -> bool:
    """True for a municipality that is no part of the publisher, and no former town whose ties it took over."""
    place = page.gazetteer.place(one.key or "")
    heir = heir_of(page, one.key) if one.key else None
    wide = one.surface[-1] in "州省都道府県郡島" or (place is not None and place.kind == "prefecture")
    return not wide and "former" not in one.flags and heir != page.home and one.key not in merged_into(page)


def _by_place(page: Page, partner: Stated, side: Stated) -> tuple[Text, Name] | None:
    """The town whose heading stands over the label or the line of a partner."""
    number = partner.span.lines[0] - 1
    line = page.lines[number]
    carried = side.value != page.home or number + 1 in told_of_others(page)
    label = _label(page, line, partner.span.at[0])
    for above, flat in _over(page, number, label, carried):
        head = page.lines[above]
        if not flat and label is None and _label(page, head, head.ends[-1] if len(head) else 0) is not None:
            label = ""
            continue
        if (label is not None or carried) and (one := _head(page, head)) and _stranger(page, one):
            same = one.key == partner.value or one.surface == partner.printed
            home_only = label is None and not (one.key or "").startswith("lg/jp-")
            return None if same or home_only else (head, one)
    return None


def _over(page: Page, number: int, label: str | None, carried: bool) -> Iterator[tuple[int, bool]]:
    """The lines (from 0) over a line that are set in less than all between; of a line that is not set in, that of the
    block of a town's values in which it stands (`True`)."""
    depth = _depth(page.lines[number])
    if depth == 0 and (label is not None or carried):
        told = bool(label) or carried
        for above in range(number - 1, max(-1, number - FAR), -1):
            norm = page.lines[above].norm
            if not norm.strip() or norm[:1].isspace() or (not carried and _marked(page.lines[number].norm)):
                return
            if _head(page, page.lines[above]):
                if told or _marked(norm):
                    yield above, True
                return
            told = told or PROFILE.match(norm) is not None
        return
    for above in range(number - 1, max(-1, number - FAR), -1):
        line = page.lines[above]
        if line.norm.strip() and _depth(line) < depth:
            depth = _depth(line)
            yield above, False
            if depth == 0:
                return


def _depth(line: Text) -> int:
    return len(line.norm) - len(line.norm.lstrip())


def _marked(norm: str) -> bool:
    return norm.lstrip()[:1] in MARKED


def _label(page: Page, line: Text, before: int) -> str | None:
    """What stands before the kind with which a line begins, where names follow or nothing does; None for other lines."""
    told = kinds(page, line.norm) if "。" not in line.norm else []
    match = MORE.fullmatch(line.norm[: told[0].start]) if told else None
    if match is None or line.starts[told[0].start] >= before or not BEHIND.match(line.norm, told[0].end):
        return None
    return match["more"] or ""


def _head(page: Page, line: Text) -> Name | None:
    """The town that a heading names, alone or with words for its profile."""
    key = ("heads a profile", line.norm)
    if key not in page.memory:
        page.memory[key] = _heads(page, line)
    found: Name | None = page.memory[key]
    return found


def _heads(page: Page, line: Text) -> Name | None:
    if not 0 < len(line.norm.strip()) <= DEPTH or "。" in line.norm or find_dates(line.norm) or several(page, line):
        return None
    found = [one for one in names(page, line.norm) if one.key != page.home and "home" not in one.flags]
    if one := heading_of(page, line):
        return one if ABOUT.fullmatch(without_brackets(line.norm[one.end :])) else None
    if len(found) != 1 or re.sub(r"[\W\d]", "", line.norm[: found[0].start]):
        return None
    return found[0] if ABOUT.fullmatch(without_brackets(line.norm[found[0].end :])) else None
