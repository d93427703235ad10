"""Lists of members: places and bodies one beside another, with prefectures, days of joining and remarks in brackets."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.reading.members.leagues import masked
from graph.reading.members.terms import INSIDE, LEFT, term
from graph.reading.names.companies import TOKEN, WORDS, named, sort_of
from graph.reading.names.lands import Name, names
from graph.reading.names.regions import BLOCK, is_prefecture, prefectures_of, region_of
from graph.reading.names.resolved import resolve
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import StatedDate
from graph.values import find_dates

OPEN, CLOSE = "(〈〔[《", ")〉〕]》"
BRACKET = re.compile(f"[{re.escape(OPEN + CLOSE)}]")
REGION = re.compile(r"\W*(?:\d{1,2}\W*)?(?P<name>(?:[一-龥]\s{0,3}){1,3}[都道府県])(?=[\s(（:：】〕、〉]|$)")
GROUP = re.compile(r"^\W*[^\s:：、(]{1,6}[:：]")
REST = re.compile(
    r"(?:[一-龥]\s?){1,3}[都道府県]|[一-龥]{1,4}郡|及び|並びに|および|ならびに|その他|と|以上|小?計|合計|ほか|外|他|等|など|の?\d+(?:市区?|町|村|区|団体|自治体|都市|県|都|道|府|町村)+|[東西南北中]部|オブザーバー|各市町村?"
    r"|(?:(?:ほか|他|その他)[、\s]*)?(?:観光|関係|民間|経済|農業|商工|交通|市民)?(?:団体|機関|事業者|企業)(?=など|等|\s*$)|(?<![一-龥])長(?![一-龥])|である|です"
)
_BODIES = r"(?:協会|会議所|連合会|商工会|組合|財団|機構|事務所|公社|センター|協議会|委員会|連盟|研究所|漁協|農協|森林管理署|気象台|整備局|運輸局|振興局|港湾局|管区.*|博物館|NPO.*)"
BODY = re.compile(rf"[一-龥ァ-ヴーA-Za-z・ぁ-ん]{{1,24}}{_BODIES}")
MAY_BE_BODY = re.compile(rf"{WORDS}|{_BODIES}")
DESCRIBED = re.compile(r"にある|又は|または|前号|当該|その他|各|関係|区域|地域の")  # bodies of a sort, no names
BRANCH = re.compile(r" ?[一-龥ァ-ヴー]{1,8}(?:支店|支社|支部|営業所|事業所|支局)(?=[\s、。)]|$)")
CENTRE = re.compile(r"(?:^|[、・\s])(?:連携)?中[枢心](?:都市|市)(?=$|[、・\s])")
CORE_OF = re.compile(r"中[枢心](?:都市|市)\s?[:は]\s?(?:[一-龥]{2,3}[都道府県])?$")  # 中心市:A市
OBSERVER = re.compile(r"(?:オブザーバー|特別会員|賛助)(?!\s?[:はに])")
SHARED = re.compile(r"(?:・[^\s・、()]{2,8})+[(](?P<in>[^()]*)[)]")
# What makes a longer word of a name: a body, an office.
TAILED = re.compile(
    r"(?!及び|並びに)[一-龥ァ-ヴー]{0,12}(?:協会|会議所|商工会|組合|財団|機構|事務所|公社|センター|協議会|委員会|連盟|議会|研究所|観光局|病院|大学|学校|役所|役場|消防本部|農協|漁協)(?![一-龥])"
)
COUNTY = re.compile(r"[一-龥]{0,3}郡")
NOW = re.compile(r"\s*[(]\s*現")
NOBODY = re.compile(r"\s*(?:[:(]\s*)?(?:[-‐–—―─ー×]+|(?:該当)?(?:なし|無し))\s*(?:[)]\s*)?")
JOINING, SIGNS = re.compile(r"加入|加盟|参加|脱退|退会"), re.compile(r"[\W\d_]")
TAIL = re.compile(r"[一-龥ァ-ヴー]{1,6}\s*$")
FURTHER = re.compile(r"\s*(?:[、,・/]|及び|並びに|と)")
CLOSING = re.compile(r"[(]以上、?([^()]*)[)]")


@dataclass(frozen=True)
class Item:
    """A member at `start:end` of a text: a municipality, or a body of the sort named."""

    text: Text
    start: int
    end: int
    name: Name | None
    sort: str = ""
    since: StatedDate | None = None
    until: StatedDate | None = None
    observer: bool = False
    hub: bool = False  # told so in its bracket
    mayor: bool = False  # its mayor stands for it


@dataclass(frozen=True)
class Listing:
    """What a line lists; `rest` counts the letters that are neither members nor remarks; `group` is the prefecture that
    goes on."""

    items: tuple[Item, ...]
    rest: int
    group: str | None
    cut: int | None = None  # where a name or a bracket begins that the end of the line cuts


def listing(page: Page, text: Text, group: str | None = None, last: StatedDate | None = None) -> Listing:
    """The members that a line lists, under the prefecture `group` unless it names its own."""
    norm = masked(text.norm)
    areas: Sequence[str] = ()
    if block := BLOCK.match(norm):  # 北海道・東北　A市、B町
        areas = prefectures_of(block["name"])
        norm = " " * block.end() + norm[block.end() :]
    inside = _brackets(norm)
    found = [one for one in names(page, norm) if "home" not in one.flags or one.surface not in ("本市", "当市")]
    if (lead := REGION.match(norm)) and (region := region_of(page, re.sub(r"\s", "", lead["name"]))):
        group = region
    chosen: list[tuple[Name, str | None]] = []
    covered: list[tuple[int, int]] = []
    for one in found:
        where = next(((a, b) for a, b in inside if a < one.start < b), None)
        if (tail := TAILED.match(norm, one.end)) and not any(two.start < tail.end() <= two.end for two in found):
            continue  # 磐田市観光協会
        prefecture = is_prefecture(page, one.key)
        if not prefecture and COUNTY.match(norm, one.end):
            continue  # 東村山郡
        if where and not _opens_list(page, norm, where[0], found):
            continue  # a remark on the member before
        if prefecture and _heads(norm, one, found):
            group = one.surface
            continue
        chosen.append((one, None if prefecture else group))
    items: list[Item] = []
    ahead = [date for date in find_dates(norm) if date.date and not any(a < date.start < b for a, b in inside)]
    leads = bool(chosen and ahead and ahead[0].start < chosen[0][0].start)  # 平成2年:A市 平成9年:B市
    for number, (one, mine) in enumerate(chosen):
        stop = chosen[number + 1][0].start if number + 1 < len(chosen) else len(norm)
        one = _once(page, one, norm)
        one = _within(page, _placed(page, norm, one, mine), areas) if areas else _placed(page, norm, one, mine)
        note = text.part(one.end, stop)
        since, until = term(page, note, last) if not leads else (None, None)
        if leads:
            since = page.dated(text, [date for date in ahead if date.start < one.start][-1])
            since, until = (None, since) if LEFT.search(norm) else (since, None)
        last = since or last
        remark = _bracket(note.norm)
        watches, core = bool(OBSERVER.search(remark)), bool(CENTRE.search(remark) or CORE_OF.search(norm, 0, one.start))
        items.append(
            Item(text, one.start, one.end, one, "", since, until, watches, core, norm[one.end : one.end + 1] == "長")
        )
        covered.append((one.start, one.end))
    covered += [(a, b) for a, b in inside if not any(a < one.start < b for one, _ in chosen)]
    items += (bodies := _bodies(text, _filled(norm, covered, "\0")))
    rest = _filled(norm, [*covered, *((one.start, one.end) for one in bodies)], " ")
    rest = _filled(rest, [(date.start, date.end) for date in find_dates(rest)], " ")
    rest = JOINING.sub("", REST.sub(" ", GROUP.sub(" ", rest)))
    spans = (
        len(ahead) > 1 and leads and ahead[1].start < chosen[0][0].start
    )  # 平成5年~平成20年: of what, and who since when?
    items.sort(key=lambda one: one.start)
    return Listing(tuple(items), len(SIGNS.sub("", rest)) + (9 if spans else 0), group, _cut(norm, rest, items))


def _cut(norm: str, rest: str, items: Sequence[Item]) -> int | None:
    """Where what the end of a line cuts begins: a member whose bracket is not closed, or letters that are no member."""
    if items and norm.count("(") > norm.count(")") and norm.rfind("(") >= items[-1].end:
        return items[-1].start
    tail = TAIL.search(rest)
    return tail.start() if tail and items and tail.start() >= items[-1].end else None


def is_list(page: Page, text: Text) -> bool:
    """True for a line that names members and says nothing else."""
    key = ("is list", text.norm)
    if key not in page.memory:
        page.memory[key] = _is_list(page, text)
    return bool(page.memory[key])


def _is_list(page: Page, text: Text) -> bool:
    norm = text.norm.strip()
    if not norm or "。" in norm[:-1] or len(norm) > 2_000:
        return False
    if not names(page, masked(text.norm)) and not MAY_BE_BODY.search(norm):
        return False
    found = listing(page, text)
    return bool(found.items) and found.rest <= 2


def _brackets(norm: str) -> list[tuple[int, int]]:
    """The outermost brackets, each from its opening to its closing (or the end of the line)."""
    found: list[tuple[int, int]] = []
    depth, begin = 0, 0
    for sign in BRACKET.finditer(norm):
        at = sign.start()
        if sign[0] in OPEN:
            begin = at if depth == 0 else begin
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((begin, at + 1))
    return [*found, (begin, len(norm))] if depth else found


def _opens_list(page: Page, norm: str, at: int, found: Sequence[Name]) -> bool:
    """True for a bracket behind a prefecture, a group or nothing: it holds members, not a remark on one."""
    before = norm[:at].rstrip()
    if norm[at + 1 : at + 3] == "以上":
        return False
    ends = [one for one in found if one.end == len(before)]
    return not ends or is_prefecture(page, ends[-1].key)


def _heads(norm: str, one: Name, found: Sequence[Name]) -> bool:
    """True for a prefecture that heads those behind it: no comma follows it, and names do."""
    after = norm[one.end :]
    if NOBODY.fullmatch(after):
        return True
    if FURTHER.match(after) or (not after.strip() and norm[: one.start].strip()):
        return False
    return not after.strip() or any(two.start >= one.end for two in found)


def _placed(page: Page, norm: str, one: Name, mine: str | None) -> Name:
    """The name settled by its prefecture: in its bracket, of its group, or at the end of the group (`以上青森県`)."""
    region = region_of(page, _bracket(norm[one.end :])) or mine
    if region is None and (closing := CLOSING.search(norm, one.end)):
        region = region_of(page, closing[1])
    if region is None and one.open and (shared := SHARED.match(norm, one.end)):
        region = region_of(page, shared["in"])  # 府中市・三原市(広島県)
    if region and not one.region and not (one.land and one.land != "country/jp") and "former" not in one.flags:
        known = resolve(page, one.surface, None, region)
        return Name(one.start, one.end, one.surface, known.key, known.flags, None, region)
    return one


def _once(page: Page, one: Name, norm: str) -> Name:
    """`豊岡村(現磐田市)`: the former town of that name, not another that bears it today."""
    if "former" in one.flags or not NOW.match(norm, one.end):
        return one
    found = next(iter(names(page, "旧" + one.surface)), None)
    if found and "former" in found.flags:
        return Name(one.start, one.end, one.surface, found.key, found.flags)
    return Name(one.start, one.end, one.surface, None, ("place_ambiguous",))


def _within(page: Page, one: Name, areas: Sequence[str]) -> Name:
    """A name that several places bear, settled by the block of prefectures under which it stands."""
    found = [resolve(page, one.surface, None, area) for area in areas] if one.open and not one.region else []
    known = [two for two in found if two.key]
    return Name(one.start, one.end, one.surface, known[0].key, known[0].flags) if len(known) == 1 else one


def _bracket(norm: str) -> str:
    match = INSIDE.match(norm.lstrip())
    return match[1] if match else ""


def _filled(norm: str, stretches: Iterable[tuple[int, int]], sign: str) -> str:
    """The text with a sign in place of each letter of the stretches."""
    for start, end in stretches:
        norm = norm[:start] + sign * (end - start) + norm[end:]
    return norm


def _bodies(text: Text, free: str) -> list[Item]:
    """The companies, universities and associations that stand between the places, which are left out of `free`."""
    found: list[Item] = []
    for token in TOKEN.finditer(free):
        word = token[0].strip("\0")
        at = token.start() + (len(token[0]) - len(token[0].lstrip("\0")))
        part = text.part(at, at + len(word))
        if len(word) < 4 or "\0" in word or DESCRIBED.search(word):
            continue
        if BODY.fullmatch(word):
            found.append(Item(text, at, at + len(word), None, "association"))
        elif (spans := named(part)) and spans[0] == (0, len(word)):
            if branch := BRANCH.match(free, at + len(word)):
                word += branch[0]
            found.append(Item(text, at, at + len(word), None, sort_of(word)))
    return found
