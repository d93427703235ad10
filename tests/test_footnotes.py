"""Notes under a table, former towns that only a sentence names, and tables that kept their order: invented snippets."""

from graph.documents import Description, Document
from graph.places import load
from graph.reading import read
from graph.records import Agreement
from graph.values import PartialDate


def ties(text: str, home: str = "lg/jp-222119") -> list[Agreement]:
    about = Description("x", "x", "x", home, PartialDate("2024"), "", "x.txt", "0" * 64, None, ())
    return [one for one in read(Document(about, text, "utf-8"), load()).records if isinstance(one, Agreement)]


HEAD = """\
都市名　　　　都道府県　　提携年月日　　種別
"""


def test_a_marked_cell_points_to_its_note() -> None:
    found = ties(
        HEAD
        + """\
大仙市※1　　　秋田県　　　昭和63年10月8日　　姉妹都市
新宮市※2　　　和歌山県　　平成3年1月20日　　姉妹都市
いなべ市　　　三重県　　　平成18年7月2日　　友好都市
※1 旧大曲市と締結し、合併後は大仙市が引き継いだ。
※2 平成21年3月31日に提携を解消した。
"""
    )
    former = {one.signed.value: len(one.former) for one in found if one.signed}
    assert former == {"1988-10-08": 1, "1991-01-20": 0, "2006-07-02": 0}
    ended = [one for one in found if one.status.value == "ended"]
    assert [(one.signed.value, one.until.value) for one in ended if one.signed and one.until] == [
        ("1991-01-20", "2009-03-31")
    ]


def test_a_note_without_a_mark_belongs_to_the_partner_that_it_names() -> None:
    found = ties(
        HEAD
        + """\
大仙市　　秋田県　　昭和63年10月8日　　姉妹都市
新宮市　　和歌山県　　平成3年1月20日　　姉妹都市
（注）大仙市とは旧大曲市と締結したものを継承している。
"""
    )
    assert [len(one.former) for one in found] == [1, 0]
    assert all(one.confidence != "A" for one in found if one.former)


def test_a_label_learns_from_the_story_who_signed() -> None:
    found = ties("""\
姉妹都市 秋田県大仙市
大仙市
姉妹都市の提携年月日
1988年10月8日
交流の経緯
磐田市と大曲市は昭和63年10月8日に姉妹都市の縁組を結びました。
平成17年3月22日、旧大曲市は合併して大仙市となり、交流は新しい市が引き継いでいます。
""")
    assert [one.confidence for one in found] == ["B"]
    assert [len(one.former) for one in found] == [1]


def test_rows_that_fit_their_head_kept_their_order() -> None:
    found = ties("""\
種　別　　都市名　　国・都道府県名　　提携年月日　　備　考
姉妹都市　リンツ市　アメリカ合衆国オレゴン州　S47.11.3　製糸のまち
〃　　　　バギオ市　〃　バージニア州　S59.5.26　H26.5 30周年
〃　　　　バレッタ市　マルタ共和国　H5.7.7　要塞と港
友好都市　煙台市　中華人民共和国山東省　H7.10.20
〃　　　　泉州市　〃　福建省　同上　2市同時に調印
友好交流都市　統営市　大韓民国慶尚南道　H28.4.8　かき養殖
姉妹都市　呉市　広島県　S45.7.27　旧軍港市
〃　　　　むつ市　青森県　〃　　　　〃
〃　　　　横須賀市　神奈川県　H2.6.28　〃
（注）統営市とは平成25年6月から職員が往来している。
""")
    assert len(found) == 9
    assert not any(one.former for one in found)
    lands = {party.value for one in found for party in one.parties if party.printed in ("泉州市", "バギオ市")}
    assert {key[:5] for key in lands} == {"lg/us", "lg/cn"}


def test_a_row_of_names_goes_on_below() -> None:
    found = ties("""\
協定の名称　　締結先　　締結年月日
旧城下市災害時相互応援協定　呉市・舞鶴市・横須賀市　H25.8.1
東部地区災害時相互応援協定　焼津市・島田市・掛川市・袋井市・
　　　　　　　　　　　　　　御前崎市・菊川市　H24.11.22
災害時相互応援協定　伊万里市（佐賀県）　H29.2.3
""")
    assert [len(one.parties) for one in found] == [4, 7, 2]
    assert not any(one.former for one in found)
