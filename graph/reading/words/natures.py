"""What a cell or a line of its own holds, whatever its label says: a date, a kind of tie, a place, a country, a state."""

import re
from dataclasses import replace
from typing import Literal

from graph.countries import pattern
from graph.reading.names.companies import RENAMED
from graph.reading.names.companies import named as bodies_in
from graph.reading.names.lands import Name, names
from graph.reading.names.regions import prefectures
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.deeds import ALONE, CELL, first_date, kinds, state_of, without_no_day
from graph.values import DATELIKE, find_dates

Nature = Literal["blank", "ditto", "date", "kind", "place", "land", "state", "event", "number", "firm", "free"]

DITTO = re.compile(r"[〃″”\"仝々]|同上|同じ")
SAME_LAND = re.compile(
    rf"(?P<same>{DITTO.pattern})\s*[ァ-ヴー・一-龥]{{1,12}}[州省県道]"
)  # 〃 福建省: of the country above
SAME_AND = re.compile(rf"\s(?:{DITTO.pattern})\s*$")  # two cells, not one
DASHES = "-‐―ー—－…・*"
DASH = re.compile(rf"[{DASHES}\s]*")
BRACKET = re.compile(r"[(〈〔【\[<《][^()〈〉〔〕【】\[\]<>《》]*[)〉〕】\]>》]?")
OPENS = re.compile(r"[(〈〔【\[<《]")
# What an exchange after the signing is told with: such a cell dates no tie, and names the kind of none.
EVENT = re.compile(
    r"周年|年目|訪問|派遣|来訪|来日|記念|開催|受け?入|迎え|視察|参加|出席|贈|交流会(?!議)|研修|留学|植樹|式典|使節|一行|展示|公演|大会"
)
RUN_BY = re.compile(r"^(?:学校法人|国立大学法人|公立大学法人)\S{2,12}\s+(?=\S{4})")  # the legal body before its school
WORD = re.compile(r"[^\W_]")
DIGIT = re.compile(r"\d")
FIGURE = re.compile(r"[\d./年月]+")
COUNT = re.compile(r"(?:約|第|No\.?)?[\d,.]+[^\d]{0,6}")
NO_WORD = re.compile(r"\W")
BY_PLACE = re.compile(r"\W|[ァ-ヴー]+州|長$|(?:ほか|外|他)\d*[市町村区団体自治]*|など|等")
PROVINCE = re.compile(r"[\s・、/]*(?:[ァ-ヴー・]+州|[一-龥]{1,4}[省道州]|[ァ-ヴー・]+県)?")
LATIN = re.compile(r"(?<=[ァ-龥])\s+[A-Za-z][A-Za-z .,'-]*$")  # the same name in other letters
# What may stand beside a date, or beside a kind, in its own cell.
BY_DATE = re.compile(
    r"提携|締結|調印|盟約|署名|協定|縁組|成立|発効|登録|宣言|合意|姉妹|友好|都市|国内|海外|国際|継続|[付よかにの]|から|より|年月日|日|\W"
)
# A letter that is in none of these words.
NOT_BY_DATE = re.compile(
    r"[^\W_提携締結調印盟約署名協定縁組成立発効登録宣言合意姉妹友好都市国内海外際継続付よかにのらり年月日]"
)
BY_KIND = re.compile(
    r"提携|締結|調印|盟約|署名|協定|縁組|関係|覚書|宣言|議定書|都市|等?に関する|として|国際|経済|文化|観光|教育|相互|地域|事業|促進|推進|協力|交流|親善|連携|書|[のをとに等]|\W"
)

EVERY = re.compile(  # all of a sort together: 県内全市町村, 中核市全市
    r"全市町|各市町|内の[^、]{0,4}(?:市町|自治体)|(?:全国?の?|各|すべての|全ての)\d*(?:都道府県|市区町村|市町村|町村|自治体|加盟団体|(?:構成|会員|加盟)?[市町村区])(?=$|[\s、()])"
)


def without_brackets(norm: str) -> str:
    return BRACKET.sub("", norm) if OPENS.search(norm) else norm


def without(norm: str, spans: list[tuple[int, int]]) -> str:
    """A text with the stretches `spans` taken out, which may overlap."""
    kept, at = "", 0
    for start, end in sorted(spans):
        kept += norm[at:start]
        at = max(at, end)
    return kept + norm[at:]


# A league or an area with its members in brackets: `湖東定住自立圏(彦根市・愛荘町)`.
AREA = re.compile(
    r"(?:圏域?|協議会|連合|首長会|市長会|町村会|会議|サミット|連絡会|同盟|ネットワーク)\s*[(](?P<in>[^()]*[、・,][^()]*)[)]"
)
AND = re.compile(r"[、・,\s]|と|及び|並びに|[一-龥]{2,3}[都道府県]")


def in_areas(page: Page, text: Text) -> list[Name]:
    """The municipalities in the brackets behind the names of areas, where nothing else stands there."""
    spans = [one.span("in") for one in AREA.finditer(text.norm)] if "(" in text.norm else []
    if not spans:
        return []
    found = [one for one in names(page, text.norm) if any(a <= one.start < b for a, b in spans)]
    rest = [(one.start, one.end) for one in found]
    inside = ["".join(c for at, c in enumerate(text.norm[a:b], a) if not _in(at, rest)) for a, b in spans]
    whole = len(found) > 1 and all(not AND.sub("", one) for one in inside)
    sure = whole and text.norm.rstrip().endswith(")")
    return [replace(one, flags=(*one.flags, "label_open")) for one in found] if sure else []  # the areas signed


def _in(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(a <= at < b for a, b in spans)


def nature(page: Page, text: Text) -> Nature:
    """The one thing that a cell holds; `free` for anything else, `event` for what tells of an exchange."""
    key = ("nature", text.norm)
    if key not in page.memory:
        page.memory[key] = _nature(page, text)
    found: Nature = page.memory[key]
    return found


def _nature(page: Page, text: Text) -> Nature:
    norm = text.norm.strip()
    norm = without_no_day(LATIN.sub("", norm) if norm[-1:].isascii() else norm)
    if not norm or (norm[0] in DASHES and DASH.fullmatch(norm)):
        return "blank"
    if len(norm) <= 2 and DITTO.fullmatch(norm):
        return "ditto"
    if in_areas(page, text):
        return "place"
    if len(norm) > 60:
        return "free"
    outside = without_brackets(norm).strip() or norm
    if EVENT.search(outside):
        return "event"
    if first_date(text.norm) or any(one.date is None and one.relation == "absolute" for one in find_dates(norm)):
        rest = without_brackets(without(norm, [(one.start, one.end) for one in find_dates(norm)]))
        if not (NOT_BY_DATE.search(rest) or WORD.search(BY_DATE.sub("", rest))) or FIGURE.fullmatch(norm):
            return "date"
    if (state := state_of(norm)) and state[0] in ("preparing", "talks-begun") and not names(page, norm):
        return "state"
    if "。" in norm:
        return "free"
    if bodies := bodies_in(text):
        words = NO_WORD.sub("", RENAMED.sub("", RUN_BY.sub("", norm)))
        if len(words) - sum(b - a for a, b in bodies) <= 6:
            return "firm"
    if SAME_LAND.fullmatch(outside):
        return "land"
    if pattern().search(outside) and (pattern().fullmatch(outside) or _within(outside)):
        return "land"
    if prefectures(page.gazetteer).fullmatch(outside):
        return "land"
    named = [one for one in names(page, norm) if one.start < len(outside)]
    if named and not SAME_AND.search(norm):
        rest = without(norm, [(one.start, one.end) for one in named])
        rest = pattern().sub("", prefectures(page.gazetteer).sub("", without_brackets(rest)))
        if len(BY_PLACE.sub("", rest)) <= 2:
            return "place"
    if norm in ALONE:
        return "kind"
    if found := kinds(page, norm):
        rest = without(norm, [(one.start, one.end) for one in found])
        if len(BY_KIND.sub("", without_brackets(rest))) <= 4 and not DIGIT.search(without_brackets(rest)):
            return "kind"
    if COUNT.fullmatch(norm):
        return "number"
    return "free"


def may_date(text: Text) -> bool:
    """True for a cell that may be a date; any other need not be looked at closer."""
    return DATELIKE.search(text.norm) is not None or CELL.fullmatch(text.norm) is not None


def _within(outside: str) -> bool:
    """True for a country with the state or province in it: `アメリカ・ユタ州`, `中国 福建省`."""
    rest = pattern().sub("", outside)
    return rest != outside and PROVINCE.fullmatch(rest) is not None


def in_body(text: Text, name: Name) -> bool:
    """True for a place that only begins or fills the name of a body (松本市・安曇野市医師会), or in whose bracket it says
    where the body has its seat."""
    return any(
        (start <= name.start and name.end < end)
        or ((seat := BRACKET.match(text.norm, end)) is not None and name.start < seat.end() and end < name.end)
        for start, end in bodies_in(text)
    )
