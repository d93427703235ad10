"""Rows of a prefecture's list, each with owner, country, partner and day, in prints of our own."""

import pytest

from graph.places import Gazetteer
from tests.test_owners import reading, told

OSAKA, KANAGAWA, HOKKAIDO, YAMANASHI, TOKYO = (
    "lg/jp-270008", "lg/jp-140007", "lg/jp-010006", "lg/jp-190004", "lg/jp-130001",
)  # fmt: skip
CASES = {
    "days that the era in the bracket makes plain, names that lie in a province, a partner's former name": (
        OSAKA,
        """府内市町村の姉妹都市・友好都市
市町村名　国　相手先　提携年月日　契機
堺市　中国　江蘇省塩城市　83.12.3（S58）　酒造
　　　米国　カリフォルニア州バークレー市　67/1/11（S42）　大学
岸和田市　中国　広東省汕頭市（旧潮陽県）　H2　織物
豊中市　米国　サンマテオ市　1963/（S38）　野球
""",
        {
            ("lg/jp-271403", "塩城市", "twinning", "1983-12-03"),
            ("lg/jp-271403", "バークレー市", "twinning", "1967-01-11"),
            ("lg/jp-272027", "汕頭市", "twinning", "1990"),
            ("lg/jp-272035", "サンマテオ市", "twinning", "1963"),
        },
    ),
    "the prefecture before the owner, who is left out below": (
        OSAKA,
        """府内市町村の姉妹都市・友好都市一覧
都道府県　市町村　国名　提携都市　提携年月日
大阪府　堺　　市　アメリカ合衆国　バークレー市（カリフォルニア州）　1967/1/11 (S42)　大学町どうしの縁
　　　　　　　　　中国　連雲港市（江蘇省）　1983/12/3 (S58)
大阪府　岸和田市　中国　汕頭市　1990/6/2 (H2)
大阪府　豊　中　市　アメリカ合衆国　サンマテオ　1963/ (S38)
大阪府　池田市　なし
大阪府　北　　区　中国　青島市　1991/6/2 (H3)
""",
        {
            ("lg/jp-271403", "バークレー市", "twinning", "1967-01-11"),
            ("lg/jp-271403", "連雲港市", "twinning", "1983-12-03"),
            ("lg/jp-272027", "汕頭市", "twinning", "1990-06-02"),
            ("lg/jp-272035", "サンマテオ", "twinning", "1963"),
        },  # 北区 is one of two
    ),
    "the kind in a column": (
        KANAGAWA,
        """神奈川県内市町村の姉妹・友好都市
市町村名 国名 都市名 提携年月日 区分
横浜市 アメリカ サンディエゴ市 1957/10/29 姉妹都市
 フランス リヨン市 1959/4/7 姉妹都市
川崎市 中国 瀋陽市 1981/8/18 友好都市
小田原市 アメリカ チュラビスタ市 1981/11/8 姉妹都市
""",
        {
            ("lg/jp-141003", "サンディエゴ市", "sister-city", "1957-10-29"),
            ("lg/jp-141003", "リヨン市", "sister-city", "1959-04-07"),
            ("lg/jp-141305", "瀋陽市", "friendship-city", "1981-08-18"),
            ("lg/jp-142069", "チュラビスタ市", "sister-city", "1981-11-08"),
        },
    ),
    "the partner before its country, without a head": (
        KANAGAWA,
        """県内市町村の姉妹都市
川崎市　リエカ　クロアチア　1977年6月23日
鎌倉市　ニース市　フランス　1966年11月9日
厚木市　揚州市　中国　昭和59年10月23日
""",
        {
            ("lg/jp-141305", "リエカ", "sister-city", "1977-06-23"),
            ("lg/jp-142042", "ニース市", "sister-city", "1966-11-09"),
            ("lg/jp-142123", "揚州市", "sister-city", "1984-10-23"),
        },
    ),
    "numbered rows, names without an ending": (
        HOKKAIDO,
        """道内市町村の姉妹都市一覧
1 札幌市 アメリカ ポートランド 1959.11.17
2 札幌市 ドイツ ミュンヘン 1972.8.28
3 函館市 カナダ ハリファックス 1982.11.18
4 国際交流協会 アメリカ シアトル 1960.11.17
""",
        {
            ("lg/jp-011002", "ポートランド", "sister-city", "1959-11-17"),
            ("lg/jp-011002", "ミュンヘン", "sister-city", "1972-08-28"),
            ("lg/jp-012025", "ハリファックス", "sister-city", "1982-11-18"),
        },
    ),
    "partners at home": (
        TOKYO,
        """東京都区市町村の国内友好都市一覧
新宿区　長野県　伊那市　2006/7/5
港　区　福島県　いわき市　2007/7/5
豊島区　埼玉県　秩父市　1983/10/14
　　　　山形県　遊佐町　1988/5/2
""",
        {
            ("lg/jp-131041", "伊那市", "friendship-city", "2006-07-05"),
            ("lg/jp-131032", "いわき市", "friendship-city", "2007-07-05"),
            ("lg/jp-131164", "秩父市", "friendship-city", "1983-10-14"),
            ("lg/jp-131164", "遊佐町", "friendship-city", "1988-05-02"),
        },
    ),
    "a sign for the owner above": (
        "lg/jp-100005",
        """群馬県内の姉妹都市一覧
前橋市　イタリア　オルヴィエート市　平成9年12月12日　友好都市　経済交流
　〃　　アメリカ　メナーシャ市　平成17年8月22日　友好都市
高崎市　アメリカ　バトルクリーク市　昭和56年7月1日　姉妹都市
""",
        {
            ("lg/jp-102016", "オルヴィエート市", "friendship-city", "1997-12-12"),
            ("lg/jp-102016", "メナーシャ市", "friendship-city", "2005-08-22"),
            ("lg/jp-102024", "バトルクリーク市", "sister-city", "1981-07-01"),
        },
    ),
    "a name broken over two lines": (
        TOKYO,
        """東京都区市町村の海外友好都市一覧
墨田区　中国　北京市石景山区　1997/12/22
　　　　韓国　ソウル特別市
西大門区　2013/10/1
葛飾区　オーストリア　フロリズドルフ区　1987/11/1
荒川区　オーストリア　ウィーン市第22区
ドナウシュタット　1996/10/1
""",
        {
            ("lg/jp-131075", "北京市石景山区", "friendship-city", "1997-12-22"),
            ("lg/jp-131075", "ソウル特別市西大門区", "friendship-city", "2013-10-01"),
            ("lg/jp-131229", "フロリズドルフ区", "friendship-city", "1987-11-01"),
            ("lg/jp-131181", "ウィーン市第22区ドナウシュタット", "friendship-city", "1996-10-01"),
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_rows_of_a_prefecture_are_ties_of_its_municipalities(case: str, gazetteer: Gazetteer) -> None:
    home, text, expected = CASES[case]
    assert told(text, home, gazetteer) == expected


def test_rows_of_somebody_else_are_given_to_nobody_and_listed(gazetteer: Gazetteer) -> None:
    text = """県内市町村の姉妹都市一覧
市町村　国　都市　年月日
甲府市　アメリカ　デモイン市　1958/8/16
県国際交流協会　中国　成都市　1984/9/27
富士吉田市　アメリカ　コロラドスプリングス市　1962/8/3
"""
    assert told(text, YAMANASHI, gazetteer) == {
        ("lg/jp-192015", "デモイン市", "sister-city", "1958-08-16"),
        ("lg/jp-192023", "コロラドスプリングス市", "sister-city", "1962-08-03"),
    }
    assert 4 in reading(text, YAMANASHI, gazetteer).coverage.unread


def test_what_the_prefecture_has_itself_is_not_given_to_the_last_owner_above(gazetteer: Gazetteer) -> None:
    text = """県内市町村の姉妹都市
甲府市　アメリカ　デモイン市　1958/8/16
富士吉田市　アメリカ　コロラドスプリングス市　1962/8/3

山梨県の友好都市
中国　四川省　1985/6/18
アメリカ　アイオワ州　1960/3/22
ブラジル　ミナスジェライス州　1973/12/1
"""
    found = told(text, YAMANASHI, gazetteer)
    assert {one for one in found if one[0] != YAMANASHI} == {
        ("lg/jp-192015", "デモイン市", "sister-city", "1958-08-16"),
        ("lg/jp-192023", "コロラドスプリングス市", "sister-city", "1962-08-03"),
    }
