"""What a sentence may count, as patterns: the measure, the figure `q`, and against what or which part (`item`)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from graph.reading.facts.quantities import QUANTITY, amount

Q = rf"(?P<q>{QUANTITY})"
NAME = r"[一-龥ァ-ヶー々]{1,30}"  # bounded, so that a long line is gone through once
COMPANIES = r"外資系企業|外国企業|国内企業|日本企業|日系企業"


@dataclass(frozen=True)
class Measure:
    """One way to print one measure; `name` may be a group of the pattern whose words the ontology resolves.

    No text without `word` matches the pattern, so that it need not be gone through.
    """

    name: str
    word: str
    pattern: re.Pattern[str]
    value: Callable[[re.Match[str]], Decimal] = lambda match: amount(match["q"])


def _minutes(match: re.Match[str]) -> Decimal:
    return amount(match["q"]) * (60 if match["unit"] == "時間" else 1)


def _tenths(match: re.Match[str]) -> Decimal:
    return amount(match["q"]) / 10


def _fraction(match: re.Match[str]) -> Decimal:
    return round(Decimal(int(match["top"])) / Decimal(int(match["q"])), 2)


def _square_km(match: re.Match[str]) -> Decimal:
    return amount(match["q"]) / (100 if match["unit"] in ("ha", "ヘクタール") else 1)


def _made(name: str, word: str, pattern: str, value: Callable[[re.Match[str]], Decimal] | None = None) -> Measure:
    return Measure(name, word, re.compile(pattern), value) if value else Measure(name, word, re.compile(pattern))


# What a description of a place states of the place itself.
PLACE: tuple[Measure, ...] = (
    _made("population", "人口", rf"人口(?:は|が|総数)?[、:]?\s*{Q}\s*人"),
    _made(
        "area",
        "面積",
        rf"(?<![敷地床])面積(?:は|が)?[、:]?\s*{Q}\s*(?P<unit>km2|平方キロメートル|ha|ヘクタール)",
        _square_km,
    ),
    _made("altitude", "標高", rf"標高(?:は|が)?\s*{Q}\s*m(?!m|2)"),
    _made("rank", "第", r"第(?P<q>\d+)(?:位|の大?都市)"),
    _made("visitors", "人の", rf"{Q}\s*人の(?:観光客|来訪者|旅行者|入込客)"),
    _made("visitors", "客", rf"(?:観光客数?|入込客数?)(?:は|が)?、?(?:年間)?\s*{Q}\s*人"),
    _made("residents", "人の", rf"{Q}\s*人の(?P<name>日本人|在留邦人|邦人)が(?:居住|在住|暮ら)"),
    _made("students", "人が", rf"{Q}\s*人が(?:大?学生)"),
    _made("students", "学生", rf"学生数?(?:は|が)?、?\s*{Q}\s*人"),
    _made("companies", "企業", rf"{Q}\s*社(?:に上る|近くの|余りの|以上の|もの|の)?(?P<name>{COMPANIES})"),
    _made("companies", "企業", rf"(?P<name>{COMPANIES})(?:は|が)?、?\s*{Q}\s*社"),
    _made("distance", "km", rf"(?P<item>{NAME})(?:の|から)[東西南北]{{1,2}}(?:へ|に)?\s*{Q}\s*km(?!2)"),
    _made("distance", "km", rf"(?P<item>{NAME})から(?:の距離は)?\s*{Q}\s*km(?!2)"),
    _made("travel-time", "から", rf"(?P<item>{NAME})から(?:は|の)?{NAME}で\s*{Q}\s*(?P<unit>時間|分)(?!の)", _minutes),
    _made("area-ratio", "km2", rf"km2\s*[(で](?P<item>{NAME})の\s*{Q}\s*倍"),
    _made(
        "area-ratio",
        "km2",
        rf"km2\s*[(で](?P<item>{NAME})の(?:およそ|約)?\s*(?P<q>\d+)分の(?P<top>\d+)",
        _fraction,
    ),
    _made("share", "人口の", rf"人口の\s*{Q}\s*割を(?P<name>[^、。]{{1,16}}?民族|{NAME})が", _tenths),
)

# What a chapter states of an area or its core city; `of` names the thing, 圏域 being the area of the chapter.
AREA: tuple[Measure, ...] = (
    _made("establishments", "の事業所", rf"(?P<of>{NAME})(?:に所在する|には|に|の)\s*{Q}\s*の事業所"),
    _made("share-of-establishments", "事業所", rf"(?P<of>{NAME})には、?[^、。]{{0,6}}事業所の\s*{Q}\s*割", _tenths),
    _made("commuters", "が通勤", rf"(?P<of>近隣市町村|{NAME})から\s*{Q}\s*人が通勤"),
    _made("population", "圏域", rf"{Q}\s*(?P<of>圏域)人口"),
    _made("population", "民", rf"{Q}(?<=万)\s*(?P<of>市民|県民|町民)"),
    _made("joint-projects", "連携", rf"{Q}\s*(?:件)?の(?P<of>連携)事業"),
    _made("joint-projects", "件数", rf"(?P<of>[ァ-ヶー]{{2,30}})の?実績値?件数\s*{Q}\s*件"),
    _made("new-joint-projects", "新規", rf"{Q}\s*件の(?P<of>新規)(?:取組|事業)"),
    _made("sections", "部会", rf"(?P<of>専門部会)\({Q}部会\)"),
    _made("offices", "市内", rf"(?P<of>市内)\s*{Q}\s*(?P<item>郵便局|支店|店舗)"),
)

# What a text states of a facility.
FACILITY: tuple[Measure, ...] = (
    _made(
        "capacity",
        "収容",
        rf"(?:最大|定員)\s*{Q}\s*[名人](?:を)?収容(?:可能)?(?:できる|な|の)?(?P<item>[ァ-ヶー]{{1,30}})?",
    ),
    _made("capacity", "ホール", rf"(?P<item>[ァ-ヶー]{{0,30}}ホール)\({Q}[人名]\)"),
    _made("site-area", "敷地面積", rf"敷地面積\s*{Q}\s*m2"),
    _made("floor-area", "床面積", rf"延べ?床面積\s*{Q}\s*m2"),
    _made("construction-cost", "費", rf"総\s*工\s*費\s*{Q}\s*円"),
)
