"""What the words themselves leave in doubt lowers the class of a record, whatever the layout promises."""

import pytest

from graph.places import Gazetteer
from graph.records import Agreement, Body
from tests.test_reading import agreements, made

IBUSUKI = "lg/jp-462101"


def test_a_town_that_merged_into_the_publisher_is_no_partner_of_it(gazetteer: Gazetteer) -> None:
    text = "姉妹都市\n\n・山川町（平成3年5月12日　姉妹都市）\n・開聞町（平成5年6月1日　姉妹都市）\n"
    ties = agreements(text, gazetteer, IBUSUKI)
    assert not [one for one in ties if one.confidence in "AB"]


def test_a_company_whose_name_may_go_on_in_the_next_cell_is_not_sure(gazetteer: Gazetteer) -> None:
    text = "包括連携協定\n企業名\n締結年月日\n肥後白川信用\n金庫\n平成27年2月6日\n熊本製鞄株式会社\n平成25年11月15日\n"
    ties = {one.parties[-1].printed: one.confidence for one in agreements(text, gazetteer)}
    assert ties.get("肥後白川信用", "C") != "A"


def test_another_date_between_name_and_date_leaves_a_choice(gazetteer: Gazetteer) -> None:
    text = "姉妹都市\n・福井市（昭和60年5月1日、平成6年11月16日　姉妹都市）\n"
    assert not [one for one in agreements(text, gazetteer) if one.confidence == "A"]


def test_a_region_that_only_begins_a_longer_name_is_no_party(gazetteer: Gazetteer) -> None:
    text = "【連携】\n協定名：包括連携に関する協定\n締結先：北海道有珠湾大学\n締結年月日：平成18年11月1日\n"
    ties = agreements(text, gazetteer, "lg/jp-012050")
    assert not [one for one in ties if one.confidence in "AB" and "lg/jp-010006" in {two.value for two in one.parties}]


def test_the_last_of_several_that_sign_together_is_not_the_partner(gazetteer: Gazetteer) -> None:
    text = "■ 福井市・千歳市・函館市（平成25年5月27日　災害時相互応援協定）\n"
    ties = [one for one in agreements(text, gazetteer) if one.confidence in "AB"]
    assert all(len(one.parties) == 4 for one in ties)


def test_a_prefecture_that_lists_the_ties_of_its_municipalities_is_no_party_of_theirs(gazetteer: Gazetteer) -> None:
    text = (
        "県内市町村の姉妹都市\n\nローマ市（イタリア、平成8年5月10日姉妹都市提携）\n"
        "サンタモニカ市（米国、平成3年5月10日姉妹都市提携）\n"
    )
    ties = agreements(text, gazetteer, "lg/jp-430005")
    assert not [one for one in ties if one.confidence in "AB" and "lg/jp-430005" in {two.value for two in one.parties}]


def test_an_older_tie_is_not_sure_where_the_page_tells_of_towns_merged_since(gazetteer: Gazetteer) -> None:
    """Kirishima was made of seven towns in 2005; the first page says nothing of that."""
    rows = "姉妹都市\n都市名　区分　提携年月日\n福井市　姉妹都市　2003年6月7日\n千歳市　友好都市　2011年8月9日\n"
    told = {one.signed.value: one.confidence for one in agreements(rows, gazetteer, "lg/jp-462187") if one.signed}
    after = rows + "\n合併前の旧町の提携を引き継いだものを含みます。\n"
    doubt = {one.signed.value: one.confidence for one in agreements(after, gazetteer, "lg/jp-462187") if one.signed}
    assert told == {"2003-06-07": "A", "2011-08-09": "A"}
    assert doubt == {"2003-06-07": "B", "2011-08-09": "A"}


def test_another_kind_in_the_same_labelled_lines_leaves_a_choice(gazetteer: Gazetteer) -> None:
    text = "都市名：福井市\n区分：姉妹都市\n提携日：昭和60年5月1日\n"
    assert [one.confidence for one in agreements(text, gazetteer)] == ["A"]
    ties = agreements(text + "備考：友好都市\n", gazetteer)
    assert ties
    assert not [one for one in ties if one.confidence == "A"]


def test_a_bare_cooperation_agreement_is_not_surely_comprehensive(gazetteer: Gazetteer) -> None:
    text = "企業との包括連携協定\n\n・熊本製鞄株式会社（平成25年11月15日　{}）\n"
    sure = {title: agreements(text.format(title), gazetteer) for title in ("包括連携協定", "連携協定")}
    assert [one.confidence for one in sure["包括連携協定"]] == ["A"]
    assert [one.confidence for one in sure["連携協定"]] == ["B"]


def test_a_company_is_as_sure_as_its_agreement(gazetteer: Gazetteer) -> None:
    text = "企業との包括連携協定\n\n・熊本製鞄株式会社（平成25年11月15日　連携協定）\n"
    assert [one.confidence for one in made(text, gazetteer) if isinstance(one, Body | Agreement)] == ["B", "B"]


def test_the_school_not_the_legal_body_before_it_is_the_partner(gazetteer: Gazetteer) -> None:
    text = "大学との包括連携協定\n1　学校法人白川学園 肥後白川大学　H29.11.6\n2　熊本製鞄株式会社　H26.5.12\n"
    assert {one.parties[-1].printed for one in agreements(text, gazetteer)} == {"肥後白川大学", "熊本製鞄株式会社"}


def test_the_date_of_a_story_below_a_name_is_not_that_of_signing(gazetteer: Gazetteer) -> None:
    text = (
        "包括連携協定\n一　熊本製鞄株式会社\n"
        "　平成17年から菓子づくりで市と協力し、平成22年1月15日、包括連携\n協定の締結に至った。\n"
    )
    assert "2005" not in {one.signed.value for one in agreements(text, gazetteer) if one.signed}


@pytest.mark.parametrize("count", ["など五市は", "ほか5市は", "の三市は", "をはじめとする10市町は"])
def test_parties_that_the_sentence_counts_and_does_not_name_leave_it_in_doubt(count: str, gazetteer: Gazetteer) -> None:
    text = f"　平成24年4月1日、熊本市、福井市{count}、災害時相互応援協定を締結した。\n"
    assert not [one for one in agreements(text, gazetteer) if one.confidence in "AB"]


def test_a_town_signs_nothing_after_its_end(gazetteer: Gazetteer) -> None:
    text = "　{}、山川町は福井市と姉妹都市提携を締結した。\n"
    sure = {day: agreements(text.format(day), gazetteer, IBUSUKI) for day in ("平成3年5月1日", "平成20年5月1日")}
    assert [[one.confidence for one in ties] for ties in sure.values()] == [["B"], ["C"]]


NAGAOKA, MISHIMA = "lg/jp-152021", "三島町"  # merged into Nagaoka in 2005; another one is in Fukushima


@pytest.mark.parametrize("words", ["{}はケルン市（ドイツ）と", "{}とケルン市（ドイツ）が", "{}、ケルン市（ドイツ）と"])
def test_a_name_that_two_towns_bear_is_the_merged_one_before_the_merger(words: str, gazetteer: Gazetteer) -> None:
    (tie,) = agreements(f"　平成3年5月1日、{words.format(MISHIMA)}姉妹都市提携を締結した。\n", gazetteer, NAGAOKA)
    assert (tie.confidence, [one.printed for one in tie.former]) == ("B", [MISHIMA])
    assert tie.former[0].flags == ("former", "signed_before_merger")
    assert [one.printed for one in tie.parties if one.value != NAGAOKA] == ["ケルン市"]
    assert ["successor" in one.flags for one in tie.parties if one.value == NAGAOKA] == [True]


@pytest.mark.parametrize(
    "words",
    [
        "平成20年5月1日、三島町とケルン市（ドイツ）が",
        "平成3年5月1日、福島県三島町とケルン市（ドイツ）が",
        "平成3年5月1日、長岡市は三島町と",
    ],
)
def test_the_other_town_of_the_name_is_not_taken_for_it(words: str, gazetteer: Gazetteer) -> None:
    ties = agreements(f"　{words}姉妹都市提携を締結した。\n", gazetteer, NAGAOKA)
    assert not [one for one in ties if one.former]


def test_a_town_that_only_the_list_knows_is_inferred(gazetteer: Gazetteer) -> None:
    text = "　平成3年5月1日、{}山川町は福井市と姉妹都市提携を締結した。\n"
    listed, called = (agreements(text.format(old), gazetteer, IBUSUKI)[0] for old in ("", "旧"))
    assert ["signed_before_merger" in one.flags for one in listed.former] == [True]
    assert not [one for one in (*called.former, *called.parties) if "signed_before_merger" in one.flags]


def parties(text: str, gazetteer: Gazetteer, home: str = "lg/jp-442020") -> list[list[str]]:
    return [[one.printed for one in tie.parties if one.printed] for tie in agreements(text, gazetteer, home)]


def test_a_sign_of_multiplication_joins_the_sides(gazetteer: Gazetteer) -> None:
    text = (
        "包括連携協定\n別府市×鶴見海浜大学 令和5年7月22日\n"
        "株式会社トキハ野×別府市 令和5年8月2日\n別府市＆湯布大学 令和5年9月2日\n"
    )
    assert parties(text, gazetteer) == [["鶴見海浜大学"], ["株式会社トキハ野"], ["湯布大学"]]
    assert parties("包括連携協定\nM&Aミナト株式会社 令和5年8月2日\n", gazetteer) == [["M&Aミナト株式会社"]]


def test_a_word_joined_within_a_name_of_kana(gazetteer: Gazetteer) -> None:
    for text in (
        "包括連携協定\n株式会社まちと暮らし研究所 令和5年8月2日\n",
        "令和5年8月2日、市は株式会社まちと暮らし研究所と包括連携協定を締結しました。\n",
    ):
        assert parties(text, gazetteer) == [["株式会社まちと暮らし研究所"]]


def test_the_particle_within_the_name_of_a_school(gazetteer: Gazetteer) -> None:
    text = "別府市の三の丸小学校は、平成19年7月7日に韓国の梨花小学校と姉妹校になりました。\n"
    assert parties(text, gazetteer) == [["三の丸小学校", "梨花小学校"]]
    text = "別府市立北の森中学校は、平成5年3月3日に長野市の中の沢中学校と姉妹校提携を結びました。\n"
    assert parties(text, gazetteer) == [["別府市立北の森中学校", "中の沢中学校"]]


def test_the_sorts_of_bodies(gazetteer: Gazetteer) -> None:
    text = "包括連携協定\n社会福祉法人鶴見事業団 R5.8.2\n社会福祉法人鶴見協会 R5.8.3\n鶴見高校 R5.8.4\n"
    found = {one.body.printed: one.kind.value for one in made(text, gazetteer, "lg/jp-442020") if isinstance(one, Body)}
    assert found == {
        "社会福祉法人鶴見事業団": "association",
        "社会福祉法人鶴見協会": "association",
        "鶴見高校": "school",
    }


def test_the_former_or_present_name_of_a_company_is_no_second_one(gazetteer: Gazetteer) -> None:
    text = "包括連携協定\n株式会社ミナト(現ミナトマリン株式会社) 令和5年8月2日\n県内全市町村 令和5年8月3日\n"
    assert parties(text, gazetteer) == [["株式会社ミナト"]]


def test_a_society_of_two_towns_is_not_the_towns(gazetteer: Gazetteer) -> None:
    text = (
        "協定の一覧\n協定名 | 締結先 | 締結日\n---|---|---\n"
        "包括連携協定 | 松本市・安曇野市医師会 | 令和5年8月2日\n包括連携協定 | 鶴見海浜大学 | 令和5年8月3日\n"
    )
    assert parties(text, gazetteer) == [["松本市・安曇野市医師会"], ["鶴見海浜大学"]]


def kinds(text: str, gazetteer: Gazetteer) -> list[tuple[str, str]]:
    return [(one.kind.value, one.confidence) for one in agreements(text, gazetteer, "lg/jp-132055")]


def test_work_together_on_one_subject_is_not_comprehensive(gazetteer: Gazetteer) -> None:
    text = (
        "連携協定\n株式会社ミナト\t包括連携協定\t平成20年3月25日\n株式会社ヤマト野\t地域活性化に関する連携協定\t平成29年9月8日\n"
        "ミナト銀行\t健康づくりに関する包括連携協定\t平成29年9月9日\n"
    )
    assert kinds(text, gazetteer) == [("comprehensive", "A"), ("accord", "B"), ("comprehensive", "A")]
    said = "同日、株式会社ミナトとも「IT人材の育成に関する連携協定」を締結しました。\n"
    assert kinds(said, gazetteer) == [("accord", "B")]


def test_disaster_agreements_and_goodwill_cities(gazetteer: Gazetteer) -> None:
    text = (
        "協定の一覧\n区分  相手先  締結年月日\n友好都市  杉並区  平成20年4月1日\n"
        "災害協定  墨田区  平成26年1月17日\n親善都市  長浜市  平成26年1月19日\n"
    )
    assert kinds(text, gazetteer) == [("friendship-city", "A"), ("mutual-aid", "A"), ("sister-city", "B")]
