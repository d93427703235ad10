"""The countries of the world by the names that Japanese documents give them, long and short, with their ISO codes."""

import csv
import io
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

# What a formal name adds to the short one: ベトナム + 社会主義共和国.
FORMAL = (
    r"(?:(?:社会主義|民主社会主義|連邦|連合|民主|人民|人民民主|民主人民|イスラム|アラブ|東方|ボリバル|協同)*"
    r"(?:共和国|王国|大公国|公国|連邦|合衆国|独立国))"
)
# 中国地方, ジョージア州 with its cities, and the owner of a territory (フランス領ギアナ) are no countries.
_NOT = r"(?:(?<![ァ-ヴー])|(?![ァ-ヴー]))(?!・(?:サモア|ギニア)|領(?=[ァ-ヴ])|州|地方|山地|料理|語|人(?!民)|系)"


# One letter for a country, as lists abbreviate it in brackets.
_LETTERS = (
    "米us 英gb 仏fr 独de 伊it 墺at 中cn 韓kr 台tw 露ru 豪au 加ca 印in 蘭nl 西es 葡pt 白be 越vn 比ph 泰th 伯br 墨mx"
)
SHORT = {one[0]: f"country/{one[1:]}" for one in _LETTERS.split()}


# States and provinces that name their country to a Japanese reader.
STATES = {
    "us": "ハワイ州 カリフォルニア州 ワシントン州 オレゴン州 テキサス州 フロリダ州 ニューヨーク州 ニュージャージー州 "
    "ミシガン州 オハイオ州 イリノイ州 インディアナ州 ウィスコンシン州 ミネソタ州 アイオワ州 ミズーリ州 カンザス州 "
    "ネブラスカ州 コロラド州 ユタ州 アイダホ州 モンタナ州 ネバダ州 アリゾナ州 オクラホマ州 ルイジアナ州 テネシー州 "
    "ケンタッキー州 アラバマ州 バージニア州 メリーランド州 ペンシルベニア州 ペンシルバニア州 マサチューセッツ州 "
    "コネチカット州 バーモント州 メイン州 アラスカ州",
    "ca": "オンタリオ州 ブリティッシュコロンビア州 ブリティッシュ・コロンビア州 ケベック州 アルバータ州 マニトバ州",
    "au": "クイーンズランド州 ニューサウスウェールズ州 ニュー・サウス・ウェールズ州 ビクトリア州 タスマニア州",
    "cn": "山東省 江蘇省 浙江省 福建省 広東省 河南省 河北省 湖北省 湖南省 江西省 四川省 遼寧省 吉林省 黒龍江省 安徽省 "
    "陝西省 山西省 雲南省 甘粛省",
    "kr": "京畿道 江原道 忠清北道 忠清南道 全羅北道 全羅南道 慶尚北道 慶尚南道 済州道",
    "de": "バイエルン州 ヘッセン州 ザクセン州 ニーダーザクセン州 バーデン・ヴュルテンベルク州",
}


@cache
def rows() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Code, Japanese names and English name of the countries that the registry itself does not name."""
    text = files("graph").joinpath("data", "countries.csv").read_text(encoding="utf-8")
    return tuple((row["code"], tuple(row["ja"].split("|")), row["en"]) for row in csv.DictReader(io.StringIO(text)))


@cache
def keys() -> Mapping[str, str]:
    """Short names, and formal ones that are not made from them by FORMAL, with the country's key."""
    known = {form: f"country/{code.lower()}" for code, names, _ in rows() for form in names}
    more = {
        "au": "オーストラリア|オーストラリア連邦|豪州|豪国",
        "cn": "中華人民共和国|中国",
        "de": "ドイツ|独国|西ドイツ",
        "fr": "フランス|仏国",
        "it": "イタリア|伊国",
        "kr": "大韓民国|韓国",
        "tw": "台湾|中華民国",
        "us": "アメリカ合衆国|アメリカ|米国|合衆国|北米合衆国",
    }
    for code, names in STATES.items():
        known |= dict.fromkeys(names.split(), f"country/{code}")
    known |= {form: f"country/{code}" for code, names in more.items() for form in names.split("|")}
    return MappingProxyType(known)


@cache
def pattern() -> re.Pattern[str]:
    """Any name of a country; a longer katakana word that only holds one (マリアナ市) is none."""
    rests: dict[str, list[str]] = {}
    for name in sorted(keys(), key=len, reverse=True):
        rests.setdefault(name[0], []).append(re.escape(name[1:]))
    # First letters first, what stands before them next: so a search skips to the letters that may begin a name.
    names = "|".join(rf"{first}(?<![ァ-ヴー].)(?:{'|'.join(told)})" for first, told in rests.items())
    return re.compile(rf"(?P<name>{names}){FORMAL}?{_NOT}")


@cache
def last_letters() -> frozenset[str]:
    """The letters with which the name of a country may end, formal or short."""
    return frozenset(name[-1] for name in keys()) | {"国", "邦"}


@lru_cache(maxsize=4096)
def key_of(text: str) -> str | None:
    """The key of the one country that a text names, formal or short; None where it names none."""
    match = pattern().search(text)
    return keys()[match["name"]] if match else None


def of_state(name: str) -> str | None:
    """The country of a state or province that a Japanese reader knows by its name."""
    return _states().get(name)


@cache
def _states() -> dict[str, str]:
    return {name: f"country/{code}" for code, names in STATES.items() for name in names.split()}
