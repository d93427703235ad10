"""The profile of another town in which a line stands: its heading above, its values between, a label over its partners."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from graph.reading.names.lands import Name, names
from graph.reading.names.towns import heir_of, merged_into
from graph.reading.pages.once import once
from graph.reading.pages.outline import Heading
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.headings import heading_of, several
from graph.reading.words.deeds import kinds
from graph.reading.words.natures import without_brackets
from graph.records import Stated
from graph.values import find_dates

TWIN = r"(?:姉妹|友好|兄弟|親善|交流|盟約|提携|パートナー)"
# The town that was told of before: `同市は`, `相手都市の友好都市`; 相手都市は is the partner of the publisher.
PRONOUN = re.compile(
    rf"同[市町村区](?:(?:で)?は|が|も|の(?=[^、。]{{0,6}}{TWIN}))|(?:相手(?:都市|先|方|側|[市町村])|先方)の(?=[^、。]{{0,6}}{TWIN})"
)
# What stands before the kind of a label in a profile and behind it, and values that make a block one.
MORE = re.compile(
    r"(?:[\W\d_]|[ア-ンa-z](?=[.)\s]))*(?P<more>(?:その)?(?:他|ほか)の?|上記以外の|主な)?(?:国[内外際]の?|海外の?)?"
)
BEHIND = re.compile(r"(?:提携|一覧|都市|先|等|など)*\s*(?:[(]\d+[)])?(?:[:】\]>」』]|\s|$)")
PROFILE = re.compile(
    r"\W*(?:人口|面積|世帯|市[町村]?長|[市町村]の(?:木|花|鳥)|位置|気候|主?な?産業|特産|名物|概要|特色|所在|市制|交通|言語|時差)"
)
ABOUT = re.compile(
    r"\s*(?:の(?:ご?紹介|概要|概況|プロフィール|データ|基本情報|基礎データ|情報|姿|すがた|あらまし|横顔|姉妹都市等?|友好都市等?|状況)|について|とは|って[^。]{0,10})?\W*"
)
MARKED = "■□●○◆◇★▼▲【<《[#◎"
DEPTH, FAR = 40, 30  # characters of a heading; lines above that are looked at


def stranger(page: Page, one: Name) -> bool:
    """True for a municipality that is no part of the publisher, and no former town whose ties it took over."""
    place = page.gazetteer.place(one.key or "")
    heir = heir_of(page, one.key) if one.key else None
    wide = one.surface[-1] in "州省都道府県郡島" or (place is not None and place.kind == "prefecture")
    return not wide and "former" not in one.flags and heir != page.home and one.key not in merged_into(page)


def profile_of(page: Page, partner: Stated, carried: bool) -> tuple[Text, Name] | None:
    """The town whose heading stands over the label of a partner, or over its line where the owner is `carried` on from
    lines above."""
    number = partner.span.lines[0] - 1
    line = page.lines[number]
    label = _label(page, line, partner.span.at[0])
    for above, flat in _over(page, number, label, carried):
        head = page.lines[above]
        if not flat and label is None and _label(page, head, head.ends[-1] if len(head) else 0) is not None:
            label = ""
            continue
        if (label is not None or carried) and (one := _head(page, head)) and stranger(page, one):
            same = one.key == partner.value or one.surface == partner.printed
            home_only = label is None and not (one.key or "").startswith("lg/jp-")
            return None if same or home_only else (head, one)
    return None


def pronoun(page: Page, norm: str) -> int | None:
    """Where a text speaks of the town named before, or of all but the publisher: `同市は`, `本市以外の姉妹都市`."""
    if match := PRONOUN.search(norm):
        return match.start()
    others = [one for one in names(page, norm) if one.key == page.home] if "以外の" in norm else []
    return next((one.start for one in others if norm.startswith("以外の", one.end)), None)


def _over(page: Page, number: int, label: str | None, carried: bool) -> Iterator[tuple[int, bool]]:
    """The lines (from 0) over a line that are set in less than all between; of a line that is not set in, that of the
    block of a town's values in which it stands (`True`)."""
    depth = _depth(page.lines[number])
    if depth == 0 and (label is not None or carried):
        told = bool(label) or carried
        for above in range(number - 1, max(-1, number - FAR), -1):
            norm = page.lines[above].norm
            if not norm.strip() or norm[:1].isspace() or (not carried and _marked(page.lines[number].norm)):
                break
            if _head(page, page.lines[above]):
                if told or _marked(norm):
                    yield above, True
                break
            told = told or PROFILE.match(norm) is not None
        yield from ((head.line - 1, False) for head in reversed(_headings(page, number)))
        return
    for above in range(number - 1, max(-1, number - FAR), -1):
        line = page.lines[above]
        if line.norm.strip() and _depth(line) < depth:
            depth = _depth(line)
            yield above, False
            if depth == 0:
                return


def _headings(page: Page, number: int) -> Sequence[Heading]:
    """The headings of the outline over a line, the outermost first."""
    begun = _lines(page)
    index = bisect_right(begun, number + 1) - 1
    found = page.blocks[index].headings if index >= 0 else ()
    return [one for one in found if one.line <= number]


@once
def _lines(page: Page) -> list[int]:
    return [one.line for one in page.blocks]


def _depth(line: Text) -> int:
    return len(line.norm) - len(line.norm.lstrip())


def _marked(norm: str) -> bool:
    return norm.lstrip()[:1] in MARKED


def _label(page: Page, line: Text, before: int) -> str | None:
    """What stands before the kind with which a line begins, where names follow or nothing does; None for other lines."""
    if (at := pronoun(page, line.norm)) is not None:
        return line.norm[at:] if line.starts[at] < before else None
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
