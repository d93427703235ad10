"""Ties that a sentence, a label or a profile gives to another town than the publisher, in prints of our own."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import read
from graph.reading.wholes.theirs import PARALLEL
from graph.records import Agreement
from graph.values import PartialDate

TOYAMA, YAMAGATA, INAZAWA = "lg/jp-162019", "lg/jp-062014", "lg/jp-232203"
MATSUE, ONOMICHI, TAKARAZUKA = "松江市", "尾道市", "宝塚市"


def ties(text: str, home: str, gazetteer: Gazetteer) -> list[Agreement]:
    about = Description("made", "試験", "Test", home, PartialDate("2024"), "", "made.txt", "0" * 64, None, ())
    records = read(Document(about, text, "utf-8"), gazetteer).records
    return [one for one in records if isinstance(one, Agreement)]


def of_publisher(text: str, home: str, gazetteer: Gazetteer, classes: str = "ABC") -> set[str]:
    """The partners, as printed, with which the publisher has a tie."""
    found = [one for one in ties(text, home, gazetteer) if home in {two.value for two in one.parties}]
    sides = [two for one in found if one.confidence in classes for two in (*one.parties, *one.unnamed)]
    return {two.printed for two in sides if two.value != home}


def of_others(text: str, home: str, gazetteer: Gazetteer) -> set[tuple[str, str, str]]:
    """Class and both sides, as printed, of the ties in which the publisher has no part."""
    found = [one for one in ties(text, home, gazetteer) if home not in {two.value for two in one.parties}]
    told = {(one.confidence, tuple(two.printed for two in (*one.parties, *one.unnamed))) for one in found}
    return {(sure, sides[0], sides[1]) for sure, sides in told}


@pytest.mark.parametrize(
    ("home", "text", "owner", "partners"),
    [
        (TOYAMA, "松江市は尾道市（平成3年6月13日）とも友好都市\n", MATSUE, {ONOMICHI}),
        (TOYAMA, "松江市（島根県）は、尾道市（平成3年6月13日）とも友好都市である。\n", MATSUE, {ONOMICHI}),
        (
            TOYAMA,
            "松江市の友好都市　尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n",
            MATSUE,
            {ONOMICHI, TAKARAZUKA},
        ),
        (TOYAMA, "松江市の他の友好都市は尾道市（平成3年6月13日）\n", MATSUE, {ONOMICHI}),
        (TOYAMA, "松江市側の友好都市：尾道市（平成3年6月13日）\n", MATSUE, {ONOMICHI}),
        (
            TOYAMA,
            "また、隣の高岡市でもフォートウェーン市（アメリカ、昭和52年4月29日姉妹都市提携）との交流がある。\n",
            "高岡市",
            {"フォートウェーン市"},
        ),
        (TOYAMA, "※松江市の友好都市：尾道市（平成3年6月13日）\n", MATSUE, {ONOMICHI}),
        (
            TOYAMA,
            "ダーラム市の姉妹都市は富山市のほか、豊田市（平成元年11月1日）、コストロマ市（平成元年10月2日）など。\n",
            "ダーラム市",
            {"豊田市", "コストロマ市"},
        ),
        (YAMAGATA, "参考：酒田市の友好都市　遊佐町（平成5年5月5日）\n", "酒田市", {"遊佐町"}),
        (
            YAMAGATA,
            "鶴岡市の友好都市は鹿児島市（昭和44年11月7日、兄弟都市）、江戸川区（昭和56年5月8日）である。\n",
            "鶴岡市",
            {"鹿児島市", "江戸川区"},
        ),
        (
            YAMAGATA,
            "なお、酒田市が釧路市（昭和38年10月8日姉妹都市提携）と行っている青少年の交流を参考とする。\n",
            "酒田市",
            {"釧路市"},
        ),
    ],
)
def test_a_sentence_on_another_town_tells_of_its_ties(
    home: str, text: str, owner: str, partners: set[str], gazetteer: Gazetteer
) -> None:
    assert of_publisher(text, home, gazetteer) == set()
    assert of_others(text, home, gazetteer) == {("C", owner, one) for one in partners}


def test_the_topic_of_a_sentence_is_no_partner_of_the_publisher(gazetteer: Gazetteer) -> None:
    text = (
        "県内では、鶴岡市は、鹿児島市（兄弟都市、昭和44年11月7日）、"
        "釧路市（昭和38年10月8日、姉妹都市）と結ばれている。\n"
    )
    assert of_publisher(text, YAMAGATA, gazetteer) == set()
    for one in ties(text, YAMAGATA, gazetteer):
        assert one.confidence == "C"
        assert one.parties[0].printed == "鶴岡市"


@pytest.mark.parametrize(
    "text",
    [
        "■松江市（島根県）\n　他の姉妹都市：尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n",
        "■松江市（島根県）\n　友好都市：尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n",
        "松江市の概要\n　姉妹都市　尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n",
        "松江市について\n　人口　20万人\n　姉妹都市　尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n",
        "松江市（島根県）\n人口：20万人\n姉妹都市：尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n",
        "【松江市】\n市の花：ボタン\nその他の姉妹都市：尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n",
        "１　松江市\n(1) 概要　人口20万人\n(2) 姉妹都市　尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n",
        "１　松江市\n　(1) 面積　573平方キロ\n　(2) 姉妹都市　尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n",
        "■松江市\n　姉妹都市\n　　尾道市（平成3年6月13日）\n　　宝塚市（昭和42年7月19日）\n",
    ],
)
def test_the_profile_of_a_partner_lists_its_ties(text: str, gazetteer: Gazetteer) -> None:
    assert of_publisher(text, TOYAMA, gazetteer) == set()
    assert of_others(text, TOYAMA, gazetteer) == {("C", MATSUE, ONOMICHI), ("C", MATSUE, TAKARAZUKA)}


def test_the_tie_with_the_partner_itself_stays(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市・友好都市\n■松江市（島根県）\n　提携日：昭和44年8月1日　姉妹都市\n　人口：20万人\n"
        "　他の姉妹都市：尾道市（平成3年6月13日）\n　友好都市：晋州市（韓国、平成11年10月5日）\n"
    )
    assert of_publisher(text, TOYAMA, gazetteer) == {MATSUE}
    assert of_others(text, TOYAMA, gazetteer) == {("C", MATSUE, ONOMICHI), ("C", MATSUE, "晋州市")}


@pytest.mark.parametrize(
    "words",
    ["同市の友好都市：", "同市は、", "相手都市の友好都市：", "富山市以外の友好都市：", "当市以外の友好都市："],
)
def test_all_but_the_publisher_are_those_of_the_partner(words: str, gazetteer: Gazetteer) -> None:
    text = f"■松江市（島根県）\n　昭和44年8月1日　姉妹都市提携\n　{words}尾道市（平成3年6月13日、友好都市）とも\n"
    assert of_publisher(text, TOYAMA, gazetteer, "AB") == {MATSUE}
    assert of_others(text, TOYAMA, gazetteer) == {("C", MATSUE, ONOMICHI)}


def test_partners_of_a_town_before_whom_nobody_is_named_wait(gazetteer: Gazetteer) -> None:
    text = "相手都市の姉妹都市：尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n"
    assert of_publisher(text, TOYAMA, gazetteer, "AB") == set()


def test_the_day_in_a_bracket_within_a_bracket_is_not_the_publishers(gazetteer: Gazetteer) -> None:
    text = "松江市（姉妹都市：尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日））\n"
    assert of_publisher(text, TOYAMA, gazetteer) == set()


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("本市は尾道市（平成3年6月13日）とも友好都市\n", {ONOMICHI}),
        ("松江市以外の友好都市：尾道市（平成3年6月13日）\n", {ONOMICHI}),
        ("友好都市：尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n", {ONOMICHI, TAKARAZUKA}),
        ("国内\n　友好都市：尾道市（平成3年6月13日）\n", {ONOMICHI}),
        ("広島県\n　友好都市：尾道市（平成3年6月13日）\n", {ONOMICHI}),
        ("富山市の概要\n　人口　41万人\n　友好都市　尾道市（平成3年6月13日）\n", {ONOMICHI}),
        ("富山市の友好都市　尾道市（平成3年6月13日）、宝塚市（昭和42年7月19日）\n", {ONOMICHI, TAKARAZUKA}),
        ("尾道市\n　友好都市：尾道市（平成3年6月13日提携）\n", {ONOMICHI}),
    ],
)
def test_what_the_publisher_says_of_itself_stays_its_own(text: str, partners: set[str], gazetteer: Gazetteer) -> None:
    assert of_publisher(text, TOYAMA, gazetteer, "AB") == partners


def test_below_the_heading_of_a_neighbour_stand_its_ties(gazetteer: Gazetteer) -> None:
    text = (
        "県内他市の状況\n　酒田市：ジェレズノゴルスク市（昭和54年10月22日、友好都市）\n"
        "　長井市\n　　双葉町（平成4年1月28日、友好都市）\n"
    )
    assert of_publisher(text, YAMAGATA, gazetteer) == set()
    assert of_others(text, YAMAGATA, gazetteer) == {("C", "酒田市", "ジェレズノゴルスク市"), ("C", "長井市", "双葉町")}


@pytest.mark.parametrize(
    "text",
    [
        "県内の状況\n一宮市\n　トレビーゾ市（イタリア）　平成27年10月9日　友好都市\n"
        "津島市\n　ハーキュリーズ市（米国）　昭和55年5月5日　姉妹都市\n",
        "近隣市の状況\n　一宮市\n　　トレビーゾ市（イタリア）　平成27年10月9日　友好都市\n"
        "　津島市\n　　ハーキュリーズ市（米国）　昭和55年5月5日　姉妹都市\n",
        "県内の状況\n・一宮市　トレビーゾ市（イタリア、平成27年10月9日、友好都市）\n"
        "・津島市はハーキュリーズ市（米国、昭和55年5月5日、姉妹都市）\n",
        "参考\n・一宮市　トレビーゾ市（イタリア、平成27年10月9日友好都市提携）\n"
        "・津島市はハーキュリーズ市（米国、昭和55年5月5日姉妹都市提携）\n",
    ],
)
def test_neighbours_that_head_lines_of_their_own(text: str, gazetteer: Gazetteer) -> None:
    assert of_publisher(text, INAZAWA, gazetteer) == set()
    told = {(owner, partner) for _, owner, partner in of_others(text, INAZAWA, gazetteer)}
    assert told == {("一宮市", "トレビーゾ市"), ("津島市", "ハーキュリーズ市")}
    assert not any(one.confidence == "A" for one in ties(text, INAZAWA, gazetteer))


def test_the_publishers_own_ties_within_the_prefecture_are_no_others(gazetteer: Gazetteer) -> None:
    text = "県内の状況\n　一宮市（平成27年10月9日、友好都市）\n県外の状況\n　尾道市（平成3年6月13日、友好都市）\n"
    assert of_publisher(text, INAZAWA, gazetteer, "AB") == {"一宮市", ONOMICHI}


def test_a_long_run_of_blanks_behind_a_town_is_passed_over_at_once() -> None:
    assert PARALLEL.match("　" * 2_000 + "と") is None
