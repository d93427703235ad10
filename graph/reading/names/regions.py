"""What stands beside a name: the country or the prefecture in brackets, before it or abbreviated; letters of a longer word."""

import re
from functools import cache

from graph.cities import country_of
from graph.countries import SHORT, key_of, keys, last_letters, pattern
from graph.places import Gazetteer
from graph.reading.pages.page import Page

OPEN, CLOSE = "(〈〔[【<《「『", ")〉〕]】>》」』"
LATIN = {"NZ": "country/nz", "USA": "country/us", "US": "country/us", "UK": "country/gb"}

# A state or province behind its country, and what may follow a region that is set off behind a name.
PART = re.compile(r"(?:[・\s]?(?:[ァ-ヴー・]+[州省県]|[一-龥]{1,4}[省道州]))?")
APART, THE_SAME = re.compile(r"\s*[/／]\s*|\s+"), re.compile(r"同[県府道都]の?$")
HEAD = 20  # characters in which a bracket names a country
LETTER, SHORTENED = (
    re.compile(r"\s*([一-龥]|NZ|USA?|UK)(?=[・、,\s/:;]|国?$)"),
    re.compile(r"\s*([一-龥]{2,3})(?=[・、,\s/:;]|$)"),
)
STATE = re.compile(r"(?:[・、 ]?[ァ-ヴー]+(?:州|省|県))?(?:の|・| )?$")
LINKED = tuple("の・ 州省県\n")  # what may stand between a country and the name behind it ends in one of these
BEHIND = re.compile(r"\s*(?:$|[(（〔\[【<、,]|\s)")

READING = re.compile(r"[(][ぁ-ゖァ-ヶー]{2,16}(?:[ ][ぁ-ゖァ-ヶー]{2,16})?[)](?=\s*[(])")  # 朝陽市(ちょうようし)(中国)

MAYOR_WITH, ABROAD = re.compile(r"[市町村]長と$"), re.compile(r"[ァ-ヴ]")
# A letter that a name may hold; the sign of a date before one, and a day whose 日 the name begins with.
NAMING = re.compile(r"[一-龥々ァ-ヴー]")
DATED = re.compile(r"[\d元][年月日]$")
DAY = re.compile(r"月\s*\d{1,2}$")


PREFECTURE = ("都", "道", "府", "県")
# The blocks of prefectures under which lists of the whole country put their members.
AREAS = {
    "北海道": "北海道",
    "東北": "青森県 岩手県 宮城県 秋田県 山形県 福島県",
    "関東": "茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 山梨県",
    "甲信越": "山梨県 長野県 新潟県",
    "北信越": "新潟県 長野県 富山県 石川県 福井県",
    "信越": "長野県 新潟県",
    "北陸": "新潟県 富山県 石川県 福井県",
    "東海": "岐阜県 静岡県 愛知県 三重県",
    "中部": "新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県",
    "近畿": "滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 三重県 福井県",
    "関西": "滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 三重県",
    "中国": "鳥取県 島根県 岡山県 広島県 山口県",
    "四国": "徳島県 香川県 愛媛県 高知県",
    "九州": "福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県",
    "沖縄": "沖縄県",
}
_BLOCK = re.compile("|".join(AREAS))
_ONE = _BLOCK.pattern
BLOCK = re.compile(
    rf"\W*(?P<name>(?:{_ONE})(?:[・/、](?:{_ONE}))+|(?!北海道|沖縄|中国)(?:{_ONE})|(?:{_ONE})(?=地方|地区|地域|ブロック))"
    r"(?:地方|地区|地域|ブロック)?(?=\s|[:)\]】〕〉])"
)


def prefectures_of(text: str) -> list[str]:
    """The prefectures of the blocks that a text names."""
    return list(dict.fromkeys(one for area in _BLOCK.findall(text) for one in AREAS[area].split()))


@cache
def prefectures(gazetteer: Gazetteer) -> re.Pattern[str]:
    """Any prefecture of Japan by its full name."""
    names = sorted({place.ja for place in gazetteer.places.values() if place.kind == "prefecture"}, key=len)
    return re.compile("|".join(map(re.escape, reversed(names))))


def region_of(page: Page, text: str) -> str | None:
    """The prefecture that a text names first."""
    match = prefectures(page.gazetteer).search(text.rpartition("ではなく")[2])
    return match[0] if match else None


def lies_in(page: Page, key: str | None, text: str) -> bool:
    """True for a municipality whose prefecture the text names."""
    mine = page.gazetteer.place(page.gazetteer.prefecture(key or "") or "")
    return mine is not None and mine.ja in text


def short_land(inside: str) -> str | None:
    """The country that a bracket abbreviates to one letter: `（墺・1991…`, `（米）`."""
    match = LETTER.match(inside)
    return SHORT.get(match[1]) or LATIN.get(match[1]) if match else None


def short_region(page: Page, inside: str) -> str | None:
    """The prefecture that a bracket names without its ending: `（長崎・S60…`."""
    match = SHORTENED.match(inside)
    found = [f"{match[1]}{end}" for end in "県府都道"] if match else []
    return next((one for one in found if prefectures(page.gazetteer).fullmatch(one)), None)


def is_prefecture(page: Page, key: str | None) -> bool:
    """True for the key of a prefecture."""
    place = page.gazetteer.place(key or "")
    return place is not None and place.kind == "prefecture"


def of_prefecture(page: Page, surface: str) -> str | None:
    """The municipality of that name in the prefecture that publishes the document, where it has just one."""
    place = page.gazetteer.place(page.home) if is_prefecture(page, page.home) else None
    return page.gazetteer.find(surface, home=page.home, prefecture=place.ja).key if place else None


def inside_of(norm: str, at: int) -> str:
    """What stands in the bracket that opens at `at` (blanks skipped), or nothing."""
    while at < len(norm) and norm[at].isspace():
        at += 1
    if at < len(norm) and norm[at] in OPEN:
        stop = norm.find(CLOSE[OPEN.index(norm[at])], at)
        return norm[at + 1 : stop if stop > 0 else len(norm)]
    return ""


def land_of(inside: str) -> str | None:
    """The country that a bracket names first, or behind the places that make up the name before it (`A市、B郡：アメリカ・H5`)."""
    return key_of(inside[:HEAD]) or key_of(inside.rpartition(":")[2][:HEAD] if ":" in inside else "")


def appended(page: Page, norm: str, end: int) -> tuple[str | None, str | None, int] | None:
    """Country and prefecture set off behind a name that ends at `end` (`諏訪市／長野県`, `トロント市 カナダ`), and where they end."""
    sign = norm[end : end + 1]
    match = APART.match(norm, end) if sign.isspace() or sign in ("/", "／") else None
    if match is None:
        return None
    if found := prefectures(page.gazetteer).match(norm, match.end()):
        return (None, found[0], found.end()) if BEHIND.match(norm, found.end()) else None
    if (land := pattern().match(norm, match.end())) and (rest := PART.match(norm, land.end())):
        return (keys()[land["name"]], None, rest.end()) if BEHIND.match(norm, rest.end()) else None
    return None


def beside(page: Page, norm: str, start: int, end: int) -> tuple[str | None, str | None, int]:
    """Country and prefecture printed right after the name in brackets, or right before it; where the name begins."""
    inside = inside_of(norm, end + (norm[end : end + 1] == "長"))
    if inside:
        if land := key_of(inside) or short_land(inside):
            return land, None, start
        if region := region_of(page, inside) or short_region(page, inside):
            return None, region, start
        if reading := READING.match(norm, end):
            return beside(page, norm, start, reading.end())
    if behind := appended(page, norm, end):
        return behind[0], behind[1], start
    before = norm[max(0, start - 40) : start]
    texts = [before[:-1] if before.endswith(("の", "・", " ")) else before]
    if before.endswith(LINKED) and (match := STATE.search(before)):
        texts.append(before[: match.start()])
    for text in texts:
        if land := _land_before(text):
            return land, None, start
    if "同" in before and THE_SAME.search(before):
        if told := list(prefectures(page.gazetteer).finditer(norm[:start])):
            return None, told[-1][0], start
    before = before.removesuffix("の")
    for found in prefectures(page.gazetteer).finditer(before) if before.endswith(PREFECTURE) else ():
        if found.end() == len(before):
            return None, found[0], start
    return None, None, start


def _land_before(text: str) -> str | None:
    """The country that a text ends with."""
    named = list(pattern().finditer(text)) if text[-1:] in last_letters() else []
    return keys()[named[-1]["name"]] if named and named[-1].end() == len(text) else None


def whole(masked: str, taken: int, start: int) -> bool:
    """True where no letter of a longer word stands before: 天津市 does not name 津市."""
    if masked[start] == "日" and DAY.search(masked, max(0, start - 5), start):
        return False  # 3月5日光市
    if start == taken or not NAMING.match(masked[start - 1]) or masked[start - 1] in "旧元新現都道府県郡市同":
        return True
    if DATED.search(masked, max(0, start - 2), start):
        return True  # 3月4日田原市
    return _land_before(masked[max(0, start - 12) : start]) is not None


def is_mayor(page: Page, norm: str, start: int, stop: int) -> bool:
    """True for a mayor by name (`黒瀬市長とブラウン市長が`): what looks like a town bears no list, nor the document elsewhere."""
    surface = norm[start:stop]
    if "旧" in norm[max(0, start - 1) : start + 1] or land_of(inside_of(norm, stop + 1)):
        return False  # パサデナ市長(アメリカ)
    key = ("mayor", surface)
    if key not in page.memory:
        ended = any(one.ja == surface for one in page.gazetteer.formers)
        town = re.compile(re.escape(surface[:-1]) + rf"(?:[(（][^()（）]{{1,12}}[)）])?{surface[-1]}(?!長)")
        page.memory[key] = not ended and surface not in page.known and not town.search(page.document.text)
    beside = norm.startswith("長と", stop) or MAYOR_WITH.search(norm, 0, start)
    return bool(page.memory[key]) and bool(beside or not (country_of(surface) or ABROAD.match(surface)))
