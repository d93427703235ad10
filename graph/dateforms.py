"""How dates are printed: the patterns of their forms, and where in a text one may begin at all."""

import re

# The parts of a date. A year is an era with its count, or a Western year; the other one may stand in brackets behind it.
_NUM = r"(?:元|[0-9]{1,2}|[〇○一二三四五六七八九十]{1,4})"
_NAMES = r"明治|大正|昭和|平成|令和"
_ERA = rf"(?:(?P<era>{_NAMES})|(?P<letter>[MTSHR]\.?)|(?P<short>[明大昭平令]))\s*(?P<n>{_NUM})"
_WEST = r"(?<!\d)(?P<w>(?:1[6-9]|20)\d{2})"
_IN_WEST = r"\s*[(（]\s*(?P<w>\d{4})\s*年?\s*[)）]"
_IN_ERA = rf"\s*[(（]\s*(?:{_NAMES}|[MTSHR明大昭平令])\.?\s*{_NUM}\s*年?\s*[)）]"
_TAIL = rf"(?P<fy>度)?(?:\s*の?\s*(?P<m>{_NUM})\s*月(?:\s*(?P<d>{_NUM})\s*日)?)?"
# A 日 that begins the name behind a date set with signs (R5.3.4 日野市), for no word follows that a day may stand before.
OTHER_DAY = r"日(?=[一-龥々ァ-ヶ])(?!付|間|締結|調印|提携|盟約|協定|姉妹|友好|署名|交換|合意|宣言|同意|議決|可決|承認|認定|登録|指定|施行|実施|適用|現在|時点|当時|制定|公布|改[正定称]|変更|更新|延長|再[締提調開]|加[入盟]|参加|入会|脱退|退会|合併|編入|発[足効行表]|設[立置]|創[立設]|結成|成立|開[催始設業校館港]|終了|満了|解[消散約]|廃止|失効|以[降後前]|迄|頃|午[前後]|正午|夜|朝|夕|来[訪日市県町村]|訪問|派遣|受入|到着|出発|本[市県町村](?=[はがとのに、]))"
BEGINS_NAME = re.compile(OTHER_DAY)
# Month and day set apart by signs: 5.3, 5・3, 5/3, 5-3, 5月3.
_TURN = rf"(?P<m>{_NUM})\s*(?:[./・-]\s*(?P<d>{_NUM})(?!\d)(?P<sun>日)?|月\s*(?P<e>{_NUM})(?!\d)日?)"
# Behind a year without its century: the month, and the day where it is told; the era that tells which year is meant.
_PART = r"(?P<m>1[0-2]|0?[1-9])(?:\s*[./・-]\s*(?P<d>[0-3]?\d))?(?!\d)"
_IN = rf"\s*(?:(?P<era>{_NAMES})|(?P<letter>[MTSHR])\.?|(?P<short>[明大昭平令]))\s*(?P<n>{_NUM})\s*年?\s*"
# A year whose era stands before another one: `昭和56年に…、63年4月には`; not a span of years (10年に一度, 3年にわたり).
_COUNTED = r"(?<![\d.年月第約])(?<!創[業立])(?<![~〜へら]|[・,／/])(?P<bare>[1-9]\d?)\s*年(?!度?[間生目前後ぶ余以])"
_LATER = r"(?<![\d.])(?:[1-9]\d?|[二三四五六七八九十])年後(?=の?\s*\d{1,2}\s*月)"
_ENDS = r"(?![\d./・-]|\s*[一-龥]*[〇○一二三四五六七八九十])"


def _year(year: str, other: str) -> str:
    """A year closed by 年, with the other way of counting behind it (`昭和57年(1982年)`) or before 年."""
    return year + rf"(?:\s*年(?:{other})?|{other.replace('?P<w>', '?P<v>')}\s*年?)"


# Where a date of each form may begin at all: the patterns are tried nowhere else, and nowhere in a text without the word.
# One class of letters first, so that a search skips to them.
STARTS = {
    "era": (
        "",
        re.compile(
            r"[明大昭平令MTSHR](?=[治正和成.]?\s*[元\d〇○一二三四五六七八九十])(?:(?<=[明大昭平令])(?:(?=[治正和成])|(?<![一-龥].))|(?<=[MTSHR])(?<![A-Za-z0-9].))"
        ),
    ),
    "head": ("", re.compile(r"[明大昭平令](?=\s*[元\d])")),
    "letter": ("", re.compile(r"[SHR](?=[元1-9]\d?(?:\s|$))")),
    "west": ("", re.compile(r"[12](?=\d{3})(?<!\d.)")),
    "two": ("", re.compile(r"['\d](?=\d?\d\s*[./・-])(?<![\d./・-].)")),
    "kanji": ("", re.compile("[一二](?=[〇○一二三四五六七八九]{3})")),
    "next": ("年", re.compile(r"[翌1-9二三四五六七八九十](?:(?<=翌)|(?=\d?年後))")),
    "decade": ("年代", re.compile(r"\d(?=\d\d0年代)(?<!\d.)")),
    "same": ("同", re.compile("同(?=じ?年|月)")),
    "month": ("月", re.compile(r"[1-9](?=\d?\s*月)(?<![\d年月.].)")),
    "counted": ("年", re.compile(r"[1-9](?=\d?\s*年)(?<![\d.年月第約].)")),
}
ALONE = re.compile(r"\d年[にの]")  # without which no text has a counted year without its month
PATTERNS = [
    ("era", re.compile(rf"(?P<era>{_NAMES})\s*(?P<n>{_NUM})\s*年(?P<vague>代)")),
    ("kanji", re.compile(_year(r"(?P<kanji>[一二][〇○一二三四五六七八九]{3})", _IN_ERA) + _TAIL)),
    ("era", re.compile(_year(_ERA, _IN_WEST) + r"\s*[./・]?\s*" + _TURN)),
    ("era", re.compile(_ERA + r"\s*[./・-]\s*" + _TURN)),
    ("era", re.compile(_ERA + r"\s*,\s*(?P<m>\d{1,2})\s*,\s*(?P<d>\d{1,2})(?![\d,])")),
    ("west", re.compile(_year(_WEST, _IN_ERA) + r"\s*[./・]?\s*" + _TURN)),
    ("two", re.compile(r"(?<![\d./・-])'?(?P<yy>\d\d)\s*[./・-]\s*" + _PART + rf"\s*[(（]{_IN}[)）]")),  # 91.6.15(H3)
    ("west", re.compile(rf"(?<![\d./-]){_WEST}\s*[./・-]\s*(?:{_PART})?" + _IN_ERA)),  # 1989/4(H1), 1982/(S57)
    ("west", re.compile(r"(?<![\d./-])(?P<w>1[89]\d\d|20\d\d)\s*[./-]\s*" + _TURN + r"(?![./-])")),
    ("era", re.compile(_ERA + _IN_WEST + rf"\s*[./・]\s*(?P<m>{_NUM})" + _ENDS)),  # H8(1996). 9
    (
        "next",
        re.compile(
            rf"(?P<next>翌年|翌(?:\d{{1,2}}|元)年|翌々年|{_LATER})(?:\s*の?\s*(?P<m>{_NUM})\s*月(?:\s*(?P<d>{_NUM})\s*日)?)?"
        ),
    ),
    ("west", re.compile(rf"{_WEST}\s*年?{_IN_ERA}\s*年?" + _TAIL)),  # 2018年(平成30年)2月, before its 平成30年 alone
    ("era", re.compile(_year(_ERA, _IN_WEST) + _TAIL)),
    ("decade", re.compile(r"(?<!\d)(?P<w>\d{3}0)年(?P<decade>代)")),
    ("west", re.compile(_year(_WEST, _IN_ERA) + _TAIL)),
    ("era", re.compile(_ERA.replace("MTSHR", "SHR") + rf"\s*[./・]\s*(?P<m>{_NUM})" + _ENDS)),
    ("head", re.compile(r"(?P<head>[明大昭平令])\s*(?P<n>元|\d{1,2})(?=\s*(?:年度|$|\t))(?:\s*年度)?")),
    (
        "same",
        re.compile(
            r"(?P<same>同年|同じ年の?)(?:\s*(?:(?P<m>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*日)?|(?P<samemonth>同月)))?"
        ),
    ),
    ("same", re.compile(r"(?P<samemonth>同月)(?:\s*(?P<d>\d{1,2})\s*日)?")),
    (
        "letter",
        re.compile(r"(?:(?<=\s)|^(?=.{2,3}$))(?P<letter>[SHR])(?P<n>元|[1-9]\d?)(?=\s|$)"),
    ),  # H3 alone in its cell
    ("counted", re.compile(_COUNTED + r"\s*の?\s*(?P<m>1[0-2]|[1-9])\s*月(?:\s*(?P<d>\d{1,2})\s*日)?(?![号間])")),
    (
        "alone",
        re.compile(
            r"(?:(?<=[、。とは])|(?<=から)|^)"
            + _COUNTED
            + r"(?=に(?:は|[^は一二三1-9度わ及なかも])|の(?:[春夏秋冬]|\d))"
        ),
    ),
    ("month", re.compile(r"(?<![\d年月.])(?P<m>1[0-2]|[1-9])\s*月(?:\s*(?P<d>\d{1,2})\s*日)?(?![号間])")),
]


def starts_in(text: str) -> dict[str, list[int]]:
    """Where in a text a date of each form may begin."""
    found = {
        form: [match.start() for match in start.finditer(text)] if word in text else []
        for form, (word, start) in STARTS.items()
    }
    return found | {"alone": found["counted"] if ALONE.search(text) else []}
