"""Lists of a prefecture in which each municipality heads its own ties, in prints of our own."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.reading.pages.spaced import gaps, set_apart
from graph.records import Agreement
from graph.values import PartialDate

Tie = tuple[str, str, str, str | None]


def reading(text: str, home: str, gazetteer: Gazetteer) -> Reading:
    about = Description("made", "試験", "Test", home, PartialDate("2024"), "", "made.txt", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def ties(text: str, home: str, gazetteer: Gazetteer) -> list[Agreement]:
    found = [one for one in reading(text, home, gazetteer).records if isinstance(one, Agreement)]
    return [one for one in found if one.confidence != "C"]


def told(text: str, home: str, gazetteer: Gazetteer) -> set[Tie]:
    """Owner's key, partner as printed, kind and day of each tie of classes A and B."""
    return {
        (one.parties[0].value, one.parties[1].printed, one.kind.value, one.signed.value if one.signed else None)
        for one in ties(text, home, gazetteer)
    }


NIIGATA, TOYAMA, SHIGA, GUNMA, EHIME, IMABARI = (
    "lg/jp-150002", "lg/jp-160008", "lg/jp-250007", "lg/jp-100005", "lg/jp-380008", "lg/jp-382027",
)  # fmt: skip

SPACED = """市町村の姉妹都市等提携状況
令和3年4月1日現在
新　潟　市　ガルベストン市（アメリカ合衆国テキサス州・S40.1.28姉妹都市提携）、ハバロフスク市（ロシア連邦ハバロ
フスク地方・S40.4.23姉妹都市提携）、ハルビン市（中華人民共和国黒龍江省・S54.12.17国際友好都
市提携）
長　岡　市　フォートワース市（アメリカ合衆国テキサス州・S62.11.8姉妹都市提携）
加　茂　市　なし
南 魚 沼 郡
湯　沢　町　マガジーノ市（イタリア共和国・H3.3.3姉妹都市提携）
"""


def test_an_owner_printed_with_blanks_heads_its_ties(gazetteer: Gazetteer) -> None:
    assert told(SPACED, NIIGATA, gazetteer) == {
        ("lg/jp-151009", "ガルベストン市", "sister-city", "1965-01-28"),
        ("lg/jp-151009", "ハバロフスク市", "sister-city", "1965-04-23"),
        ("lg/jp-151009", "ハルビン市", "friendship-city", "1979-12-17"),
        ("lg/jp-152021", "フォートワース市", "sister-city", "1987-11-08"),
        ("lg/jp-154610", "マガジーノ市", "sister-city", "1991-03-03"),
    }


def test_the_span_of_such_a_name_is_the_slice_of_the_original(gazetteer: Gazetteer) -> None:
    for one in ties(SPACED, NIIGATA, gazetteer):
        for side in one.parties:
            assert SPACED[slice(*side.span.at)] == side.printed
    owners = {one.parties[0].printed for one in ties(SPACED, NIIGATA, gazetteer)}
    assert owners == {"新　潟　市", "長　岡　市", "湯　沢　町"}


def test_bullets_and_colons_may_stand_around_it(gazetteer: Gazetteer) -> None:
    text = (
        "県内市町村の姉妹友好都市\n\n"
        "■富 山 市：ダーラム市（アメリカ・1989年6月13日 姉妹都市）、秦皇島市（中国・1981年5月7日 友好都市）\n"
        "■高 岡 市：フォートウェーン市（アメリカ・1977年2月16日 姉妹都市）\n■中新川郡\n■上 市 町：なし\n"
        "■立 山 町：南投県（台湾・2013年7月1日 友好交流）\n"
    )
    assert told(text, TOYAMA, gazetteer) == {
        ("lg/jp-162019", "ダーラム市", "sister-city", "1989-06-13"),
        ("lg/jp-162019", "秦皇島市", "friendship-city", "1981-05-07"),
        ("lg/jp-162027", "フォートウェーン市", "sister-city", "1977-02-16"),
        ("lg/jp-163236", "南投県", "friendly-exchange", "2013-07-01"),
    }


def test_partners_of_an_owner_may_stand_below_it_with_blanks_in_their_names(gazetteer: Gazetteer) -> None:
    text = (
        "県内市町の姉妹都市\n大 津 市 ランシング市（アメリカ合衆国ミシガン州、昭和44年2月14日提携）\n"
        " インターラーケン市（スイス連邦、昭和53年10月20日提携）\n"
        "彦 根 市 アナーバー市（アメリカ合衆国ミシガン州、昭和44年2月18日提携）\n"
        " 湘 潭 市（中華人民共和国湖南省、平成3年11月14日提携）\n"
    )
    assert told(text, SHIGA, gazetteer) == {
        ("lg/jp-252018", "ランシング市", "sister-city", "1969-02-14"),
        ("lg/jp-252018", "インターラーケン市", "sister-city", "1978-10-20"),
        ("lg/jp-252026", "アナーバー市", "sister-city", "1969-02-18"),
        ("lg/jp-252026", "湘 潭 市", "sister-city", "1991-11-14"),
    }


def test_an_owner_that_nobody_knows_gives_its_partners_to_no_other(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市等提携状況一覧表（国外）\n市町村名　姉妹都市\n"
        "藤 岡 市 リジャイナ市（カナダ・S58.8.1姉妹都市提携）\n"
        "水 上 町 ヘルツォーゲンブルク市（オーストリア・H2.6.1姉妹都市提携）\n"
        "群 馬 巾 ペルージャ市（イタリア・H4.6.1姉妹都市提携）\n"
        "県国際交流協会 ノバラ市（イタリア・H5.6.1友好都市提携）\n"
    )
    assert told(text, GUNMA, gazetteer) == {
        ("lg/jp-102091", "リジャイナ市", "sister-city", "1983-08-01"),
        ("lg/jp-former-10-38795f6f", "ヘルツォーゲンブルク市", "sister-city", "1990-06-01"),  # merged in 2005
    }


def test_a_tab_or_a_county_may_stand_beside_the_owner(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市等提携状況一覧表（国内）\n市町村名\t姉妹都市\n"
        "沼 田 市\t下 田 市（静岡県・S41.3.26姉妹都市提携）、伊豆の国市（静岡県・H5.7.7友好都市提携）\n"
        "安 中 市\tなし\n"
        "利 根 郡 川 場 村　大 樹 町〔北海道／H7.7.1／友好都市〕\n"
        "吾妻郡中之条町　多 賀 城 市（宮城県・H3.7.7友好都市提携）\n"
    )
    assert told(text, GUNMA, gazetteer) == {
        ("lg/jp-102067", "下 田 市", "sister-city", "1966-03-26"),
        ("lg/jp-102067", "伊豆の国市", "friendship-city", "1993-07-07"),
        ("lg/jp-104442", "大 樹 町", "friendship-city", "1995-07-01"),
        ("lg/jp-104213", "多 賀 城 市", "friendship-city", "1991-07-07"),
    }


def test_labels_and_days_may_stand_between_owner_and_partner(gazetteer: Gazetteer) -> None:
    text = (
        "県内市町村の国際交流\n\n前 橋 市\n　姉妹都市：オルヴィエート市（イタリア・H9.12.12提携）\n"
        "　友好都市：無錫市（中国・H17.8.22提携）、メナーシャ市（アメリカ・H18.8.22提携）\n"
        "甘 楽 郡 甘 楽 町\n　姉妹都市：チェルタルド市（イタリア・S58.10.13提携）\n"
    )
    assert told(text, GUNMA, gazetteer) == {
        ("lg/jp-102016", "オルヴィエート市", "sister-city", "1997-12-12"),
        ("lg/jp-102016", "無錫市", "friendship-city", "2005-08-22"),
        ("lg/jp-102016", "メナーシャ市", "friendship-city", "2006-08-22"),
        ("lg/jp-103845", "チェルタルド市", "sister-city", "1983-10-13"),
    }
    text = (
        "県内市町村の姉妹都市\n前 橋 市　H9.12.12　オルヴィエート市（イタリア）\n"
        "　　　　　H17.8.22　メナーシャ市（アメリカ）\n高 崎 市　S56.7.1　バトルクリーク市（アメリカ）\n"
    )
    assert told(text, GUNMA, gazetteer) == {
        ("lg/jp-102016", "オルヴィエート市", "sister-city", "1997-12-12"),
        ("lg/jp-102016", "メナーシャ市", "sister-city", "2005-08-22"),
        ("lg/jp-102024", "バトルクリーク市", "sister-city", "1981-07-01"),
    }


def test_a_tie_signed_once_more_is_two(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市等提携状況一覧表（国外）\n市町村名　姉妹都市\n"
        "藤 岡 市 リジャイナ市（カナダ・S58.8.1姉妹都市提携、H20.8.1再調印）\n"
        "富 岡 市 サンタクララ市（アメリカ合衆国・S63.5.2友好都市提携　旧ローズタウン市と提携、H20.3再調印）\n"
        "みどり市 コルマール市（フランス・H元.5.1姉妹都市提携　H15.10.1更新）\n"
        "沼 田 市 アルザス市（フランス・H2.5.1友好都市提携　旧白沢村が提携、H18.4.1再締結）\n"
    )
    found = ties(text, GUNMA, gazetteer)
    assert told(text, GUNMA, gazetteer) == {
        ("lg/jp-102091", "リジャイナ市", "sister-city", "1983-08-01"),
        ("lg/jp-102091", "リジャイナ市", "sister-city", "2008-08-01"),
        ("lg/jp-102105", "サンタクララ市", "friendship-city", "1988-05-02"),
        ("lg/jp-102105", "サンタクララ市", "friendship-city", "2008-03"),
        ("lg/jp-102121", "コルマール市", "sister-city", "1989-05-01"),
        ("lg/jp-102067", "アルザス市", "friendship-city", "1990-05-01"),
        ("lg/jp-102067", "アルザス市", "friendship-city", "2006-04-01"),
    }
    formers = {(one.parties[1].printed, town.printed) for one in found for town in one.former}
    assert formers == {("アルザス市", "白沢村")}  # 旧ローズタウン市 is what the partner was called


def test_a_name_without_ending_may_have_its_towns_before_its_country(gazetteer: Gazetteer) -> None:
    text = (
        "県内市町村の姉妹都市\n"
        "佐 野 市 グレーターランカスター（ランカスター市、アッシュランド郡：アメリカ合衆国ペンシルベニア州・H5.11.7\n"
        "提携）\n"
    )
    assert told(text, "lg/jp-090000", gazetteer) == {
        ("lg/jp-092045", "グレーターランカスター", "sister-city", "1993-11-07")
    }


def test_the_publisher_is_meant_by_the_former_town_of_its_own_name(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市・友好都市\n\n"
        "姉妹都市　パナマ市（パナマ共和国）＜昭和52年6月7日　旧今治市盟約＞\n"
        "友好都市　レイクランド市（アメリカ）＜平成7年4月1日　旧今治市締結＞\n"
        "友好都市　ニース市（フランス）＜平成5年4月1日　旧伯方町盟約＞\n"
        "姉妹都市　リポン市（イギリス）＜平成3年7月22日　旧大三島町盟約　平成18年3月5日　新市として再盟約＞\n"
    )
    assert told(text, IMABARI, gazetteer) == {
        (IMABARI, "パナマ市", "sister-city", "1977-06-07"),
        (IMABARI, "レイクランド市", "friendship-city", "1995-04-01"),
        (IMABARI, "ニース市", "friendship-city", "1993-04-01"),
        ("lg/jp-former-38-c0052f11", "リポン市", "sister-city", "1991-07-22"),
        (IMABARI, "リポン市", "sister-city", "2006-03-05"),
    }
    formers = {(one.parties[1].printed, town.printed) for one in ties(text, IMABARI, gazetteer) for town in one.former}
    assert formers == {("ニース市", "伯方町")}


@pytest.mark.parametrize(
    "text",
    [
        "旧今治市は昭和52年6月7日にパナマ市（パナマ）と姉妹都市提携を結び、合併後の今治市に引き継がれました。\n",
        "パナマ市\n国名　パナマ共和国\n提携年月日　昭和52年6月7日（旧今治市）\n種別　姉妹都市\n",
        "都市名\t国\t提携日\t締結団体\t種別\nパナマ市\tパナマ\t昭和52年6月7日\t旧今治市\t姉妹都市\n",
    ],
)
def test_so_it_is_in_sentences_labels_and_tables(text: str, gazetteer: Gazetteer) -> None:
    assert told(text, IMABARI, gazetteer) == {(IMABARI, "パナマ市", "sister-city", "1977-06-07")}


def test_in_a_list_of_the_prefecture_the_owner_of_that_name_is_meant(gazetteer: Gazetteer) -> None:
    text = "県内市町村の姉妹都市\n今治市　パナマ市（パナマ・S52.6.7姉妹都市提携　旧今治市が締結）\n"
    (tie,) = ties(text, EHIME, gazetteer)
    assert (tie.parties[0].value, tie.former) == (IMABARI, ())


def test_a_former_town_signed_with_the_one_it_names_not_with_that_of_another_sentence(gazetteer: Gazetteer) -> None:
    text = (
        "旧尾道市は昭和60年5月1日に今治市と姉妹都市提携を結びました。"
        "旧因島市は平成元年5月1日に弓削町と友好都市提携を結びました。\n"
    )
    assert told(text, "lg/jp-342050", gazetteer) == {("lg/jp-342050", "今治市", "sister-city", "1985-05-01")}


@pytest.mark.parametrize(
    ("norm", "plain"),
    [
        ("前 橋 市 オルモ市(イタリア)", "前橋市 オルモ市(イタリア)"),
        ("津　　市", "津市"),
        ("港 区", "港区"),
        ("長 崎 県 佐 世 保 市", "長崎県 佐世保市"),
        ("甘 楽 郡 甘 楽 町", "甘楽郡 甘楽町"),
        ("国 際 姉 妹 都 市", "国際姉妹都市"),
        ("み な か み 町 なし", "みなかみ町 なし"),
        ("承 徳 市(中国)", "承徳市(中国)"),
        ("市 町 村 区", "市 町 村 区"),
        ("市 内 観 光 市", "市 内 観 光 市"),
        ("日 時 場 所 津 市", "日 時 場 所 津 市"),
        ("第 一 市 場", "第 一 市 場"),
        ("大 町 市場", "大 町 市場"),
        ("承 徳 市 なし", "承 徳 市 なし"),
    ],
)
def test_blanks_are_taken_out_of_known_names_alone(norm: str, plain: str, gazetteer: Gazetteer) -> None:
    dropped = gaps(norm, set_apart(gazetteer))
    left = "".join(sign for at, sign in enumerate(norm) if at not in dropped)
    assert left == plain
