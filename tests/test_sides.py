"""Whose tie words tell: sides with days of their own, a third that came in, ties of others, ceremonies to come."""

import pytest

from graph.places import Gazetteer
from graph.reading.wholes.coverage import OF_OTHERS
from graph.records import Agreement, Event
from tests.test_missed import reading
from tests.test_prose import FUKUDE, IWATA, told
from tests.test_reading import agreements, made

DAY, NEXT = "平成4年5月10日", "平成18年3月1日"
RENEWED = {f"福井市+{FUKUDE} friendship-city 1992-05-10", "福井市 friendship-city 2006-03-01"}


@pytest.mark.parametrize(
    "text",
    [
        f"　{DAY}に旧福田町が、{NEXT}に本市が福井市と友好都市提携を行いました。\n",
        f"　{DAY}に旧福田町が、合併後の{NEXT}に磐田市が、福井市と友好都市の提携を結んだ。\n",
        f"　福井市とは、{DAY}に旧福田町が、{NEXT}に本市が友好都市提携を結びました。\n",
        f"福井市（福井県）\n　{DAY}に旧福田町が、{NEXT}に本市が友好都市提携を結びました。\n",
    ],
)
def test_each_side_signed_on_its_own_day(text: str, gazetteer: Gazetteer) -> None:
    assert told(gazetteer, text) == RENEWED


def test_two_towns_that_signed_with_one_partner_on_their_days(gazetteer: Gazetteer) -> None:
    text = f"　{DAY}に浜松市が、{NEXT}に磐田市が福井市と友好都市提携を結びました。\n"
    assert told(gazetteer, text) == {"浜松市+福井市 friendship-city 1992-05-10", "福井市 friendship-city 2006-03-01"}


@pytest.mark.parametrize("label", ["視察先：", "訪問先：", "・視察先　", "研修先 ", "【行き先】", "派遣先\n"])
def test_the_label_of_a_visit_makes_no_sure_tie(label: str, gazetteer: Gazetteer) -> None:
    found = agreements(f"{label}福井市（平成5年4月2日 姉妹都市提携）\n日程：令和5年7月3日\n", gazetteer, IWATA)
    assert {one.confidence for one in found} <= {"C"}


def test_a_plain_list_stays_as_sure_as_it_was(gazetteer: Gazetteer) -> None:
    (found,) = agreements("・福井市（平成5年4月2日 姉妹都市提携）\n", gazetteer, IWATA)
    assert found.confidence == "A"


OTHERS = (
    "・福井市（平成5年4月2日 ナンシー市と姉妹都市提携）\n・ケミ市（フィンランド）平成3年5月6日提携\n"
    "・浜松市　ケルン市（ドイツ）　姉妹都市　平成3年5月6日提携\n"
)


@pytest.mark.parametrize("title", ["他都市の事例", "他市の取組事例", "先進事例", "近隣市町の取組", "他の自治体の状況"])
def test_what_stands_below_others_examples_is_not_the_publishers(title: str, gazetteer: Gazetteer) -> None:
    later = "　令和2年5月6日にケルン市（ドイツ）と姉妹都市提携を結びました。\n"
    mine = "■姉妹都市\n・ボリョイ村（ネパール）平成元年5月6日提携\n\n"
    text = f"磐田市の国際交流\n\n{mine}■{title}\n{OTHERS}\n■今後\n{later}"
    found = [one for one in agreements(text, gazetteer, IWATA) if IWATA in {two.value for two in one.parties}]
    assert {one.signed and one.signed.value for one in found} == {"1989-05-06", "2020-05-06"}


@pytest.mark.parametrize("title", ["他都市との交流", "その他の都市", "その他都市の姉妹都市", "交流の事例"])
def test_other_headings_take_nothing_from_the_publisher(title: str, gazetteer: Gazetteer) -> None:
    text = f"磐田市の国際交流\n\n■{title}\n・ケミ市（フィンランド）平成3年5月6日姉妹都市提携\n"
    assert [IWATA in {two.value for two in one.parties} for one in agreements(text, gazetteer, IWATA)] == [True]


def test_lines_of_others_are_left_for_that_reason(gazetteer: Gazetteer) -> None:
    assert OF_OTHERS in reading(f"■他都市の事例\n{OTHERS}", gazetteer).coverage.ignored


@pytest.mark.parametrize(
    "text",
    [
        f"　福井市とは{DAY}に友好都市の提携を行い、{NEXT}に甲府市も加わり、三市で盟約を結びました。\n",
        f"　福井市とは{DAY}に友好都市の提携を行いました。{NEXT}には甲府市も加わり、三市で友好都市盟約を結びました。\n",
        f"　{DAY}に磐田市と福井市が友好都市提携を結び、{NEXT}には甲府市が新たに加わり、三市で友好都市となりました。\n",
    ],
)
def test_a_third_town_joins_the_two(text: str, gazetteer: Gazetteer) -> None:
    assert told(gazetteer, text) == {"福井市 friendship-city 1992-05-10", "甲府市+福井市 friendship-city 2006-03-01"}


def test_a_town_that_joined_those_whom_no_words_name_waits(gazetteer: Gazetteer) -> None:
    text = f"　{NEXT}には甲府市も加わり、三市による災害時相互応援協定を締結しました。\n"
    assert {one.confidence for one in agreements(text, gazetteer, IWATA)} == {"C"}


@pytest.mark.parametrize(
    ("text", "prepared"),
    [
        ("　福井市との姉妹都市提携の調印式を、11月3日に市役所で執り行います。\n", True),
        ("　福井市との姉妹都市提携の調印式を令和6年11月3日に執り行います。\n", True),
        ("姉妹都市提携調印式について\n　福井市との姉妹都市提携を結ぶにあたり、調印式を執り行います。\n", True),
        ("　令和6年11月3日、福井市長を本市に迎え、調印式を執り行います。\n", False),
    ],
)
def test_a_ceremony_to_come_signs_nothing(text: str, prepared: bool, gazetteer: Gazetteer) -> None:
    records = [one for one in made(text, gazetteer, IWATA) if isinstance(one, Agreement | Event)]
    assert [one.status.value for one in records if isinstance(one, Agreement)] == ["preparing"] * prepared
    assert not [one for one in records if isinstance(one, Event) or one.signed]


def test_a_ceremony_announced_for_a_day_long_past_counts_as_held(gazetteer: Gazetteer) -> None:
    (tie,) = agreements("　福井市との姉妹都市提携の調印式を平成5年11月3日に執り行います。\n", gazetteer, IWATA)
    assert tie.signed
    assert (tie.signed.value, tie.status.value, tie.confidence) == ("1993-11-03", "concluded", "B")


def test_a_council_is_no_partner_of_a_list(gazetteer: Gazetteer) -> None:
    text = "友好都市についての議事録\n\n福井市議会　2014-12-02\n　旧町の友好盟約をどう考えるのか。\n"
    assert not agreements(text, gazetteer, IWATA)


def test_partners_that_a_sentence_sums_up_and_the_heir_kept(gazetteer: Gazetteer) -> None:
    told_ = "　福井市、甲府市、千歳市という国内{}つの市との友好都市盟約は、合併の後も引き継がれました。\n"
    found = agreements(told_.format("３"), gazetteer, IWATA)
    assert {one.parties[-1].printed for one in found} == {"福井市", "甲府市", "千歳市"}
    assert {(one.kind.value, one.confidence, one.signed) for one in found} == {("friendship-city", "B", None)}
    assert not agreements(told_.format("５"), gazetteer, IWATA)  # two of them are not named


def test_a_covenant_is_dated_below_its_words(gazetteer: Gazetteer) -> None:
    words = "磐田市とケルン市（ドイツ）は、文化の交流を進め、姉妹都市となることを盟約する。\n"
    (found,) = agreements(f"盟約書\n\n{words}\n平成元年4月20日\n磐田市長　山田太郎\n", gazetteer, IWATA)
    assert (found.signed and found.signed.value, found.kind.value) == ("1989-04-20", "sister-city")
    (undated,) = agreements(f"{words}\n令和元年4月20日から展示する。\n", gazetteer, IWATA)
    assert undated.signed is None
    rule = "市長は、前条の目的のため、姉妹都市となることを宣言するものとする。\n"
    assert not agreements(f"第1条　{rule}第2条　{rule}\n平成元年4月20日\n", gazetteer, IWATA)


# What an example says of another town is no tie of the publisher; with each partner for itself, at most in class C.
EXAMPLES = [
    "他都市の例：浜松市はケルン市、福井市、甲府市と姉妹都市提携を結んでいる。\n",
    "　他都市の例を見ると、浜松市はケルン市、福井市、甲府市と姉妹都市提携を結んでいる。\n",
    "国際交流について\n\n（参考）他市の事例：浜松市は平成20年にケルン市、福井市、甲府市と姉妹都市提携を結んでいる。\n",
    "近隣市の例では、浜松市は平成20年に福井市、ケルン市と姉妹都市提携を結んでいる。また、浜松市は甲府市とも姉妹都市提携を結んでいる。\n",
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_within_a_sentence_is_of_others(text: str, gazetteer: Gazetteer) -> None:
    found = agreements(text, gazetteer, IWATA)
    assert found
    for one in found:
        assert IWATA not in {side.value for side in one.parties}
        assert len(one.parties) + len(one.unnamed) == 2
        assert one.parties[0].printed == "浜松市"
        assert one.confidence == "C"


def test_an_example_without_its_town_gives_nothing(gazetteer: Gazetteer) -> None:
    text = "（参考）他市の例：平成5年5月3日にケルン市と姉妹都市提携を結んだ。\n"
    assert not agreements(text, gazetteer, IWATA)


@pytest.mark.parametrize(
    "text",
    [
        "他都市の例を参考に、平成3年5月3日、福井市と友好都市提携を結びました。\n",
        "他都市の例を見ると、浜松市はケルン市と姉妹都市提携を結んでいる。本市は平成3年5月3日に福井市と友好都市提携を結びました。\n",
        "福井市とは平成3年5月3日に友好都市提携を結びました。全国の例では珍しいことです。\n",
    ],
)
def test_beside_an_example_the_publisher_keeps_its_ties(text: str, gazetteer: Gazetteer) -> None:
    found = [one for one in agreements(text, gazetteer, IWATA) if IWATA in {two.value for two in one.parties}]
    assert [(one.parties[-1].printed, one.confidence) for one in found] == [("福井市", "B")]


@pytest.mark.parametrize("town", ["旧越廼村", "旧清水町"])
def test_where_a_town_of_the_partner_was_told_of_the_signer_is_in_doubt(town: str, gazetteer: Gazetteer) -> None:
    text = (
        f"福井市（福井県）\n\n　昭和51年、{town}の青年部が本市を視察しました。\n\n"
        "　昭和58年10月1日、市民会館で友好都市の盟約書に両首長が署名しました。\n"
    )
    assert {one.confidence for one in agreements(text, gazetteer, IWATA)} == {"C"}
