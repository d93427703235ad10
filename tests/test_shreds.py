"""Text that lost its order is called not read and gives nothing; sound tables, time-lines and by-laws are none of it."""

import random

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.reading.pages.genre import by_law
from graph.reading.pages.shreds import shredded
from graph.reading.pages.text import Source
from graph.values import PartialDate

TABLE = (
    "都市名　国名　種別　提携年月日　人口\n鎮江市　中国　友好都市　平成8年11月18日　約31万人\nハミルトン市　カナダ　姉妹都市　昭和51年6月3日　約50万人\n"
    "ブレーメン市　ドイツ　姉妹都市　平成6年5月21日　約56万人\n麗水市　韓国　友好都市　平成9年4月5日　約29万人\n"
)
LOST = {
    "eras without their years": "姉妹都市\n鎮江市　ハミルトン市\n平成　昭和\n国名　中国　カナダ\n8年　51年11月\n18日　6月3日\n友好　姉妹\n都市　都市\n",
    "cut into columns": "姉 都\n妹 市　カ ナ ダ\nハ ミ 昭 和\nル ト 51 6\nン 市 年 月\n3 日 姉 妹\n",
    "unreadable letters": "姉妹都市一覧\n(cid:1123)(cid:872)40(cid:872)\n(cid:15)(cid:1123)54\n(cid:9)8(cid:872)\n鎮江市 提携\n",
    "whole cells, in no order": (
        "友好都市　姉妹都市\n中国 カナダ ドイツ\n平成8年11月18日\n約31万人　昭和51年6月3日\n姉妹都市\nブレーメン市 麗水市\n友好都市 約29万人\n韓国\n"
        "平成9年4月5日　鎮江市\n約56万人 約50万人\nハミルトン市\n平成6年5月21日 姉妹都市\n"
    ),
}  # fmt: skip
SOUND = {
    "rows": TABLE,
    "a cell to a line": TABLE.replace("　", "\n"),
    "columns": "都市名　鎮江市　ハミルトン市　ブレーメン市\n国名　中国　カナダ　ドイツ\n種別　友好都市　姉妹都市　姉妹都市\n"
    "提携日　平成8年11月18日　昭和51年6月3日　平成6年5月21日\n人口　31万人　50万人　56万人\n",
    "a time-line": "昭和51年　6月3日　ハミルトン市と姉妹都市提携\n　同年　　8月　　市長が訪問\n平成8年　11月18日　鎮江市と友好都市提携\n　〃　　12月　　記念植樹\n平成9年\n　4月5日\n　　麗水市と提携\n",
    "labels with their letters apart": "都　市　名　　鎮江市\n国　　　名　　中　国\n種　　　別　　友好都市\n提　携　日　　平成 8年11月 18日\n人　　　口　　約31万人\n",
    "a list in brackets, wrapped anywhere": "1　海外\n　鎮江市（中国・H8.11.18 友好都市）、ハミルトン市（カナダ・昭和51年 6月 3\n　日　姉妹都市）、麗水市（韓国・平成\n　9年4月5日　友好都市）、ブレーメン市（ドイ\n　ツ・H6.5.21　姉妹都市）\n",
    "letters apart, a cell to a line": "提 携 都 市\n鎮江市\n国　名\n中 華 人 民 共 和 国\n提 携 の 種 類\n友好都市\n提 携 年 月 日\n平成 8年11月18日\n備　考\n植 樹\n",
    "padded dates": "鎮江市　　Ｈ 8. 11. 18　友好\nハミルトン市　Ｓ51.  6.  3　姉妹\nブレーメン市　Ｈ 6.  5. 21　姉妹\n麗水市　　Ｈ 9.  4.  5　友好\n",
}  # fmt: skip


def reading(text: str, gazetteer: Gazetteer) -> Reading:
    about = Description("x", "x", "x", "lg/jp-222119", PartialDate("2021"), "", "x", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


@pytest.mark.parametrize("case", LOST)
def test_lost_order_gives_nothing(case: str, gazetteer: Gazetteer) -> None:
    found = reading(LOST[case], gazetteer)
    assert found.coverage.verdict == "not read"
    assert found.records == ()


@pytest.mark.parametrize("case", SOUND)
def test_sound_text_is_not_taken_for_lost(case: str) -> None:
    assert shredded(Source(SOUND[case]).lines()) == []


def test_a_table_with_its_pieces_strewn_about_is_found_out() -> None:
    """Cells cut at their dates and words, put together again in any order, a few to a line."""
    pieces = [one for cell in TABLE.split() for one in cell.replace("年", "年 ").replace("都市", " 都市").split()]
    found = 0
    for seed in range(20):
        chance = random.Random(seed)
        mixed = chance.sample(pieces, len(pieces))
        lines = []
        while mixed:
            size = chance.randint(1, 4)
            lines.append("　".join(mixed[:size]))
            mixed = mixed[size:]
        found += bool(shredded(Source("\n".join(lines)).lines()))
    assert found >= 18


def test_what_is_whole_beside_what_is_lost_is_read(gazetteer: Gazetteer) -> None:
    text = (
        "第1表　友好都市\n\n都市名\t国名\t種別\t提携年月日\n鎮江市\t中国\t友好都市\t平成8年11月18日\n麗水市\t韓国\t友好都市\t平成9年4月5日\n\n第2表　姉妹都市\n"
        + LOST["cut into columns"]
    )
    found = reading(text, gazetteer)
    assert found.coverage.verdict == "partly read"
    assert {one.type for one in found.records} == {"agreement"}


RULES = {
    "numbered articles": "○市姉妹都市交流基金条例\n\n（設置）\n第1条　姉妹都市及び友好都市との交流を進めるため、基金を設置する。\n（処分）\n第2条　基金は、姉妹都市提携の周年記念事業に基づき処分できる。\n\n附　則\nこの条例は、平成3年4月1日から施行する。\n",
    "points in place of articles": "姉妹都市交流推進会議設置要領\n\n1　目的\n　姉妹都市の提携を推進する。\n2　組織\n　会議は、委員10人で構成する。\n3　会議\n　会長が招集する。\n4　その他\n　必要な事項は別に定める。\n\n付　則\nこの要領は、平成3年4月1日から施行する。\n",
}  # fmt: skip


@pytest.mark.parametrize("case", RULES)
def test_a_by_law_is_read_and_ties_nothing(case: str, gazetteer: Gazetteer) -> None:
    found = reading(RULES[case], gazetteer)
    assert found.coverage.verdict == "read"
    assert found.records == ()
    assert by_law(Source(RULES[case]).lines())[0] == 1


def test_items_of_a_plain_page_are_no_by_law() -> None:
    text = "姉妹都市の紹介\n\n1　目的\n　交流を深める。\n2　経費\n　市が負担する。\n3　その他\n　昭和51年6月3日、ハミルトン市と姉妹都市提携を結んだ。\n"
    assert not by_law(Source(text).lines())
