"""Lists of other municipalities' ties, as a prefecture or a county prints them: whose partners a line names."""

import re
from dataclasses import dataclass, replace

from graph.countries import key_of
from graph.reading.names.lands import Name, names, stated
from graph.reading.names.regions import is_prefecture, of_prefecture, prefectures
from graph.reading.pages.once import once
from graph.reading.pages.outline import mark_of
from graph.reading.pages.page import Page
from graph.reading.pages.spaced import COUNTY
from graph.reading.pages.text import Text
from graph.reading.tables.slots import role
from graph.reading.tables.wraps import groups
from graph.reading.words.deeds import kinds
from graph.records import Stated
from graph.values import find_dates

BESIDE = re.compile(r"\s*[×✕&]\s*")
HEAD = re.compile(
    r"[^\w\s]*\s*(?P<name>[^\s、。()]{2,14}?|[^\s、。()](?: {1,3}[^\s、。()]){1,6})(?:\s*[:：】》>＞=＝]\s*|\s+)(?=[^\W\d])"
)
GROUPS = re.compile(
    r"国[内外際]|海外|県[内外]|[道府都]内|(?:姉妹|友好|国際|交流|都市|提携|先|相手|方|名|の)+|同上?|〃|\W*"
)
APART = re.compile(r"\s*[:：】》>=＝・…―─-]+\s*|\s+")


@dataclass(frozen=True)
class Owner:
    """The municipality whose partners follow from `begin` on, and below where lines are set in deeper than its own."""

    side: Stated
    begin: int
    indent: int
    line: int


def owner_of(page: Page, text: Text, line: int) -> Owner | None:
    """The municipality that heads an item in a list of others' ties: alone, or set apart before its partners.

    In a list of a prefecture each of its municipalities may; in that of a city a line must set it apart from a name
    that has facts of its own.
    """
    prefecture = is_prefecture(page, page.home)
    found = names(page, text.norm)
    if prefecture and (former := _former(page, text, line)):
        return former
    if found and prefecture and not found[0].key and (key := of_prefecture(page, found[0].surface)):
        found[0] = replace(found[0], key=key, flags=())
    if not found or not (found[0].key or "").startswith("lg/jp-") or found[0].key == page.home:
        return None
    one = found[0]
    if prefecture and page.gazetteer.prefecture(one.key or "") != page.home:
        return None
    if insides := groups(text.norm, one.end):
        inside, alone = text.norm[one.end : insides[-1][1]], not text.norm[insides[-1][1] + 1 :].strip()
        if not (prefecture and alone and len(found) == 1) or find_dates(inside) or kinds(page, inside):
            return None
        return Owner(stated(text, one), len(text), len(text.norm) - len(text.norm.lstrip()), line)  # 都城市（県南西部）
    before = re.sub(r"[\W\d]", "", COUNTY.sub("", text.norm[: one.start]))
    apart = APART.match(text.norm, one.end)
    begin = apart.end() if apart else one.end  # cells may be run together
    following = [two for two in found[1:2] if two.start == begin and groups(text.norm, two.end)]
    if len(before) > 2 or not (following or (prefecture and (apart or one.end == len(text.norm.rstrip())))):
        return None
    indent = len(text.norm) - len(text.norm.lstrip())
    return Owner(stated(text, one), begin if apart or following else len(text), indent, line)


def _former(page: Page, text: Text, line: int) -> Owner | None:
    """A former municipality of the prefecture that heads an item of its list, which may be older than the merger."""
    match = HEAD.match(text.norm)
    rows = _formers(page).get(match["name"], ()) if match else ()
    if match is None or len(rows) != 1:
        return None
    one = Name(*match.span("name"), match["name"], rows[0], ("former",))
    return Owner(stated(text, one), match.end(), len(text.norm) - len(text.norm.lstrip()), line)


@once
def _formers(page: Page) -> dict[str, tuple[str, ...]]:
    """The former municipalities of the prefecture that publishes, by their names."""
    found: dict[str, tuple[str, ...]] = {}
    for row in page.gazetteer.formers:
        if row.prefecture == page.home and row.key not in found.get(row.ja, ()):
            found[row.ja] = (*found.get(row.ja, ()), row.key)
    return found


def of_stranger(page: Page, text: Text) -> bool:
    """True where a line of a prefecture's list is headed by words that name no municipality of its own: an owner that
    nobody here knows, whose partners are not those of the one above."""
    match = HEAD.match(text.norm) if is_prefecture(page, page.home) else None
    if match is None or text.norm[:1].isspace():
        return False
    name = match["name"]
    known = GROUPS.fullmatch(name) or key_of(name) or prefectures(page.gazetteer).fullmatch(name) or role(name)
    partner = any(one.start < match.end("name") for one in names(page, text.norm))
    return not (known or partner or kinds(page, name) or find_dates(name))


def ends(page: Page, text: Text, now: Owner) -> bool:
    """Does a line end the list of an owner: a marked heading, or one that names a kind and no other place?"""
    indent = len(text.norm) - len(text.norm.lstrip())
    others = any(one.key != page.home for one in names(page, text.norm))
    headed = mark_of(text) is not None or (bool(kinds(page, text.norm)) and not others)
    return indent <= now.indent and headed


def joined_to_another(page: Page, text: Text, start: int) -> bool:
    """True where a sign joins the name that begins at `start` to another town: `日田市×日本文理大学`."""
    before = [one for one in names(page, text.norm) if one.end <= start and one.key != page.home]
    return any(BESIDE.fullmatch(text.norm, one.end, start) for one in before)
