"""Partners that are only listed, prefectures' lists whose cells run together, and dates behind the verb that signs."""

import pytest

from graph.places import Gazetteer
from tests.test_reading import agreements

OKAYAMA, ITOIGAWA, KIKUGAWA = "lg/jp-330001", "lg/jp-152161", "lg/jp-222241"
NAMES = {"塩尻市": "sister-city", "新ひだか町": "friendship-city", "葛巻町": "friendship-city"}


def kinds(text: str, gazetteer: Gazetteer, home: str = ITOIGAWA) -> dict[str, str]:
    found = agreements(text, gazetteer, home)
    assert not [one for one in found if one.confidence == "A" and one.signed is None]
    return {one.parties[-1].printed: one.kind.value for one in found}


def test_partners_beside_their_kind(gazetteer: Gazetteer) -> None:
    for line in ("{}：{}", "・{}　　{}", "{} | {} |", "【{}】{}"):
        text = "\n".join(
            (
                "都市交流",
                line.format("姉妹都市", "長野県塩尻市"),
                line.format("友好都市", "北海道新ひだか町・岩手県葛巻町"),
            )
        )
        assert kinds(text + "\n", gazetteer) == NAMES, line


def test_partners_below_their_kind(gazetteer: Gazetteer) -> None:
    text = (
        "都市交流\n\n姉妹都市\n・長野県塩尻市\n・大野市（福井県）\n\n"
        "友好都市（2町）\n・新ひだか町（北海道）\n・葛巻町\n\n問い合わせ\n"
    )
    assert kinds(text, gazetteer) == NAMES | {"大野市": "sister-city"}


def test_one_partner_below_its_kind_beside_a_list_of_another(gazetteer: Gazetteer) -> None:
    text = "都市交流\n\n○友好都市\n・葛巻町（岩手県）\n\n○姉妹都市\n・塩尻市（長野県）\n・大野市（福井県）\n"
    assert kinds(text, gazetteer) == {"葛巻町": "friendship-city", "塩尻市": "sister-city", "大野市": "sister-city"}
    (alone,) = agreements("都市交流\n\n友好都市\n葛巻町\n\n問い合わせ\n", gazetteer, ITOIGAWA)
    assert alone.confidence == "C"  # beside no list, the name may stand there by chance


def test_partners_that_a_sentence_names_by_the_way(gazetteer: Gazetteer) -> None:
    text = "式には、現在友好都市協定を結んでいる山形県米沢市、埼玉県深谷市と千葉県いすみ市から副市長が参列しました。\n"
    assert kinds(text, gazetteer) == dict.fromkeys(("米沢市", "深谷市", "いすみ市"), "friendship-city")


def test_guests_and_regions_are_no_partners(gazetteer: Gazetteer) -> None:
    for text in (
        "参加都市：塩尻市・葛巻町\n",
        "姉妹都市\n長野県\n福井県\n",
        "友好都市交流事業\n塩尻市\n葛巻町\n",
        "姉妹都市・友好都市\n塩尻市\n葛巻町\n",  # of which kind each is, nobody says: a tie of the broader kind
        "都市交流\n\n友好都市の訪問先：塩尻市・葛巻町\n",
    ):
        assert {*kinds(text, gazetteer).values()} <= {"twinning"}, text


def test_a_list_gives_way_to_what_tells_the_day(gazetteer: Gazetteer) -> None:
    text = "姉妹都市：塩尻市\n\n昭和59年8月25日に塩尻市と姉妹都市提携を結びました。\n"
    (tie,) = agreements(text, gazetteer, ITOIGAWA)
    assert tie.signed is not None
    assert tie.signed.value == "1984-08-25"


def test_nobody_knows_whose_partners_a_prefecture_lists(gazetteer: Gazetteer) -> None:
    text = "友好都市：塩尻市・葛巻町\n"
    assert not [one for one in agreements(text, gazetteer, OKAYAMA) if one.confidence in "AB"]


def test_cells_run_together_in_the_list_of_a_prefecture(gazetteer: Gazetteer) -> None:
    text = (
        "県内の提携都市一覧\n\n自治体名提携先(国内)提携年月日提携種類\n"
        "井原市魚津市(富山県)1982年8月6日友好親善都市\n井原市大田原市(栃木県)1984年10月1日友好親善都市\n"
        "総社市茅野市(長野県)1984年1月26日姉妹都市\n新庄村新庄市(山形県)1986年8月友好都市\n"
    )
    found = {
        (*(p.printed for p in one.parties), one.signed.value)
        for one in agreements(text, gazetteer, OKAYAMA)
        if one.signed
    }
    assert found == {
        ("井原市", "魚津市", "1982-08-06"),
        ("井原市", "大田原市", "1984-10-01"),
        ("総社市", "茅野市", "1984-01-26"),
        ("新庄村", "新庄市", "1986-08"),
    }


def test_a_prefecture_is_not_the_partner_of_all_towns_abroad(gazetteer: Gazetteer) -> None:
    towns = ("ポートランド", "サンディエゴ", "トロント", "ハノーバー", "リヨン", "ブリスベン")
    text = "姉妹都市\n" + "".join(f"・{name}市（1980年5月{n + 1}日　姉妹都市）\n" for n, name in enumerate(towns))
    assert not [one for one in agreements(text, gazetteer, OKAYAMA) if one.confidence in "AB"]


def test_a_date_in_brackets_behind_the_verb(gazetteer: Gazetteer) -> None:
    text = "平成17年から協力を重ね、日本郵便株式会社と包括連携協定を締結しました（令和6年4月22日）。\n"
    (tie,) = agreements(text, gazetteer, KIKUGAWA)
    assert tie.signed is not None
    assert tie.signed.value == "2024-04-22"
    text = "市は、金融機関2社（（株）静岡銀行、島田信用金庫）と包括連携協定を締結しました（平成28年5月19日）。\n"
    found = {(one.parties[-1].printed, one.signed.value) for one in agreements(text, gazetteer, KIKUGAWA) if one.signed}
    assert found == {("（株）静岡銀行", "2016-05-19"), ("島田信用金庫", "2016-05-19")}


def test_the_new_city_is_the_publisher(gazetteer: Gazetteer) -> None:
    text = "平成17年7月29日、塩尻市と新糸魚川市は姉妹都市提携を結びました。\n"
    (tie,) = agreements(text, gazetteer, ITOIGAWA)
    assert {one.value for one in tie.parties} == {ITOIGAWA, "lg/jp-202151"}


def test_the_day_of_an_occasion_is_not_that_of_signing(gazetteer: Gazetteer) -> None:
    text = "昭和57年に開かれた博覧会をきっかけに、尾道市と姉妹都市の提携を結びました。\n"
    assert not [one for one in agreements(text, gazetteer, "lg/jp-352039") if one.signed]


def test_a_city_is_not_the_twin_of_its_own_prefecture(gazetteer: Gazetteer) -> None:
    text = "山口県と山東省の友好提携（1982年）を契機に、省都済南市と県都山口市が友好都市となりました。\n"
    assert not [one for one in agreements(text, gazetteer, "lg/jp-352039") if one.confidence in "AB"]


def test_partners_in_sentences_that_say_how_things_stand(gazetteer: Gazetteer) -> None:
    for text in (
        "糸魚川市は、長野県塩尻市と姉妹都市、北海道新ひだか町、岩手県葛巻町と友好都市の提携を結んでいます。\n",
        "姉妹都市は長野県塩尻市、友好都市は北海道新ひだか町と岩手県葛巻町の3市町です。\n",
        "本市の姉妹都市は、塩尻市（長野県）です。本市の友好都市は、新ひだか町及び葛巻町です。\n",
    ):
        assert kinds(text, gazetteer) == NAMES, text
    abroad = "姉妹都市は米国モントレー市、友好都市は中国洛陽市です。\n"
    assert kinds(abroad, gazetteer) == {"モントレー市": "sister-city", "洛陽市": "friendship-city"}


def test_partners_of_others_and_guests_in_sentences_are_none_of_ours(gazetteer: Gazetteer) -> None:
    for text in (
        "塩尻市の姉妹都市は、葛巻町です。\n",
        "塩尻市は、葛巻町と姉妹都市です。\n",
        "姉妹都市は塩尻市ではありません。\n",
        "祭りには、塩尻市と葛巻町が参加しています。友好都市の市民が塩尻市を訪問しています。\n",
        "本市は、塩尻市、葛巻町とともに友好都市の会議に参加しています。\n",
    ):
        assert not kinds(text, gazetteer), text


def test_a_prefecture_before_the_name_that_heads_a_block(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市の紹介\n\n広島県　尾道市\n1968年（昭和43年）7月15日提携\n海運で栄えました。\n"
        "群馬県 太田市\n提携日：平成14年4月4日\n"
    )
    found = {(one.parties[-1].printed, one.signed.value) for one in agreements(text, gazetteer) if one.signed}
    assert found == {("尾道市", "1968-07-15"), ("太田市", "2002-04-04")}


def test_one_partner_alone_under_its_kind(gazetteer: Gazetteer) -> None:
    """With its land beside it nothing else can be meant; a bare name may stand there by chance and waits."""
    for title in ("姉妹都市", "■姉妹都市", "姉妹都市\n"):
        (abroad,) = agreements(f"{title}\nポートランド市（アメリカ合衆国オレゴン州）\n", gazetteer, ITOIGAWA)
        assert (abroad.parties[-1].printed, abroad.kind.value, abroad.confidence) == (
            "ポートランド市",
            "sister-city",
            "B",
        )
        (bare,) = agreements(f"{title}\n塩尻市\n", gazetteer, ITOIGAWA)
        assert (bare.parties[-1].printed, bare.signed, bare.confidence) == ("塩尻市", None, "C")
    assert not agreements("姉妹都市\n糸魚川市\nくらしの情報\n", gazetteer, ITOIGAWA)


def test_one_partner_under_its_kind_gives_way_to_what_tells_its_day(gazetteer: Gazetteer) -> None:
    text = "姉妹都市\n塩尻市\n\n本市は平成3年10月5日に塩尻市と姉妹都市提携を結びました。\n"
    (tie,) = agreements(text, gazetteer, ITOIGAWA)
    assert [one.value for one in (tie.signed,) if one] == ["1991-10-05"]


@pytest.mark.parametrize("stranger", ["ソルトレイクシティ", "ザルツヴェルク", "メーコン・ビブ郡", "丘ノ上村"])
def test_a_partner_that_no_list_knows_is_not_the_next_one_of_the_paragraph(stranger: str, gazetteer: Gazetteer) -> None:
    text = (
        f"{stranger}との姉妹都市提携は昭和33年11月29日に締結したものです。"
        "福井市との友好都市協定は、平成7年3月7日に締結しました。\n"
    )
    found = [one for one in agreements(text, gazetteer) if one.confidence != "C"]
    assert [(one.kind.value, one.signed and one.signed.value) for one in found] == [("friendship-city", "1995-03-07")]
