"""What a sentence, an answer or an item says beside the ties that were read: read too, or listed as not understood."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.records import Agreement, Event
from graph.values import PartialDate
from tests.test_reading import agreements

IWATA = "lg/jp-222119"


def reading(text: str, gazetteer: Gazetteer) -> Reading:
    about = Description("t", "t", "t", IWATA, PartialDate("2023"), "", "t", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def told(text: str, gazetteer: Gazetteer) -> list[str]:
    found = []
    for one in agreements(text, gazetteer, IWATA):
        sides = [side.printed for side in (*one.parties, *one.unnamed) if side.value != IWATA]
        found.append(" ".join([*sides, one.kind.value, one.signed.value if one.signed else "-"]))
    return sorted(found)


def test_each_of_several_partners_has_the_day_before_it(gazetteer: Gazetteer) -> None:
    text = (
        "磐田市は、昭和49年3月20日にドイツのケルン市、同年10月4日にブラジルのサントス市、"
        "昭和55年10月12日にベルギーのゲント市と、平成2年5月23日にはフランスのナンシー市と、それぞれ姉妹都市提携をしました。\n"
    )
    assert told(text, gazetteer) == [
        "ケルン市 sister-city 1974-03-20",
        "ゲント市 sister-city 1980-10-12",
        "サントス市 sister-city 1974-10-04",
        "ナンシー市 sister-city 1990-05-23",
    ]


def test_a_kind_told_of_one_partner_is_not_that_of_the_others(gazetteer: Gazetteer) -> None:
    text = (
        "その後、昭和49年3月20日にドイツのケルン市と、昭和56年6月13日に中国の蘇州市と、"
        "それぞれ姉妹都市、蘇州市とは友好都市の提携をしました。\n"
    )
    assert told(text, gazetteer) == ["ケルン市 sister-city 1974-03-20", "蘇州市 friendship-city 1981-06-13"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "Q2 磐田市の姉妹都市はどこ?",
            "A2 アメリカのゲーリー市(1987年11月9日)と、ドイツのトリアー市(2006年7月14日)だよ。",
        ),
        (
            "問1 本市の姉妹都市はどこですか。",
            "答1 アメリカのゲーリー市(1987年11月9日提携)とドイツのトリアー市(2006年7月14日提携)です。",
        ),
        (
            "質問 姉妹都市はいくつありますか?",
            "回答 ゲーリー市(アメリカ、1987年11月9日)、トリアー市(ドイツ、2006年7月14日)の2市です。",
        ),
    ],
)  # fmt: skip
def test_an_answer_names_the_partners_that_its_question_asks_for(
    question: str, answer: str, gazetteer: Gazetteer
) -> None:
    found = told(f"{question}\n{answer}\n", gazetteer)
    assert found == ["ゲーリー市 sister-city 1987-11-09", "トリアー市 sister-city 2006-07-14"]


@pytest.mark.parametrize(
    "text",
    [
        "Q1 姉妹都市はどこ?\nA1 まだありません。\n",
        "Q1 姉妹都市との交流で訪れたのはどこ?\nA1 ゲーリー市(1987年11月9日)だよ。\n",
        "Q1 浜松市の姉妹都市はどこ?\nA1 ゲーリー市(1987年11月9日)だよ。\n",
        "Q1 ゲーリー市とも姉妹都市なの?\nA1 ちがうよ。\n",
    ],
)
def test_an_answer_to_another_question_names_no_partner(text: str, gazetteer: Gazetteer) -> None:
    assert told(text, gazetteer) == []


def test_plain_speech_states_a_tie_too(gazetteer: Gazetteer) -> None:
    assert told("姉妹都市はないけれど、ケルン市とは友好都市だよ。\n", gazetteer) == ["ケルン市 friendship-city -"]
    assert told("ケルン市とは友好都市なんだ。\n", gazetteer) == ["ケルン市 friendship-city -"]
    assert told("ケルン市とは友好都市ではないんだよ。\n", gazetteer) == []
    assert told("掛川市さんと令和4年3月3日に「友好都市協定」結びました★\n", gazetteer) == [
        "掛川市 friendship-city 2022-03-03"
    ]


def test_a_numbered_line_that_signs_is_no_heading(gazetteer: Gazetteer) -> None:
    text = "6 次回 令和6年7月に受入れを予定\n7 その他 いわき市、大崎市とは平成9年5月31日に兄弟都市の盟約を締結\n"
    assert told(text, gazetteer) == ["いわき市 大崎市 brother-city 1997-05-31"]


def test_places_in_the_bracket_of_a_kind_are_its_partners(gazetteer: Gazetteer) -> None:
    found = told("・国内の姉妹都市(大分市、徳島市)との相互訪問\n", gazetteer)
    assert found == ["大分市 sister-city -", "徳島市 sister-city -"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "福井市と平成6年11月16日に姉妹都市提携を結びました。\n"
            "また、豪州・ポートスティーブンス市と平成7年に湿地提携を結びました。\n",
            2,
        ),
        ("A4 いわき市と1999年に「災害のときは助け合おう」という協定をむすんだよ。\n", 1),
        ("2022.03.03 ★掛川市さんと「水の郷協定」結びました★\n", 1),
        ("連携協定\t\t\n浜松市・掛川市\t観光連携協定\t令和2年11月4日\n", 2),
        ("ケルン市との協定は更新せず、令和4年3月31日で満了となりました。\n", 1),
        ("令和4年3月       ケルン市との交流を当面休止\n", 1),
        ("・令和5年10月1日 掛川市、袋井市と「磐田・掛川・袋井広域連携協定」を締結\n", 1),
    ],
)  # fmt: skip
def test_what_ties_by_an_unknown_name_is_listed(text: str, line: int, gazetteer: Gazetteer) -> None:
    assert reading(text, gazetteer).coverage.unread == (line,)


def test_a_second_partner_that_no_record_names_is_listed(gazetteer: Gazetteer) -> None:
    """The first partner is read; what was signed with the second, no list of kinds knows."""
    text = "福井市とは平成6年11月16日に姉妹都市提携を、大垣市とは平成8年4月1日に水の郷の共同協定を結びました。\n"
    found = reading(text, gazetteer)
    partners = {side.value for one in found.records if isinstance(one, Agreement) for side in one.parties}
    assert "lg/jp-212024" in partners or found.coverage.unread == (1,)


@pytest.mark.parametrize(
    "text",
    [
        "福井市と平成6年11月16日に姉妹都市提携を結びました。\n平成7年に大垣市と協定を結んだと紹介されることがあります。\n",
        "福井市と平成6年11月16日に姉妹都市提携を結びました。\n平成7年2月 大垣市との交流協議、休止\n",
        "福井市と平成6年11月16日に姉妹都市提携を結びました。\n令和6年11月16日、福井市と姉妹都市提携30周年の宣言を結びました。\n",
        "福井市と平成6年11月16日に姉妹都市提携を結びました。\n令和2年に、福井市への中学生の派遣を休止しました。\n",
    ],
)  # fmt: skip
def test_what_ties_nothing_is_not_listed(text: str, gazetteer: Gazetteer) -> None:
    assert reading(text, gazetteer).coverage.unread == ()


def test_a_pact_of_its_own_name_is_not_of_the_kind_told_of_another(gazetteer: Gazetteer) -> None:
    text = "平成2年に掛川市と湧水協定を、平成3年に袋井市と災害時相互応援協定を締結しました。\n"
    assert told(text, gazetteer) == ["袋井市 mutual-aid 1991"]
    assert reading(text, gazetteer).coverage.unread == (1,)
    text = text.replace("湧水協定", "観光協定")  # on one field, of no kind of its own
    assert told(text, gazetteer) == ["掛川市 accord 1990", "袋井市 mutual-aid 1991"]


def test_a_town_that_another_verb_speaks_of_has_no_day_of_the_signing(gazetteer: Gazetteer) -> None:
    text = "平成2年5月1日に掛川市、平成3年6月1日に袋井市が合併し、平成4年にケルン市と姉妹都市提携を結びました。\n"
    assert not [one for one in told(text, gazetteer) if "1990" in one]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("アナハイム市(米国)との姉妹都市提携(昭和51年12月21日締結)は、令和6年3月31日をもって終了する。\n", 1),
        ("台湾の台中市とは、本年度中の協定締結に向け協議を進めています。\n", 1),
        ("友好都市はないけれど、姉妹都市のケルン市があるよ。\n", 1),
    ],
)  # fmt: skip
def test_what_is_told_in_part_is_listed(text: str, line: int, gazetteer: Gazetteer) -> None:
    assert line in reading(text, gazetteer).coverage.unread


def test_a_row_of_cards_is_listed_where_its_places_are_lost(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市・友好都市\n\n●ケルン市(ドイツ)           ●ナンシー市(フランス)\n"
        " 提携日 昭和57年11月25日     提携日 平成4年7月28日\n 人口 約43万人               人口 約60万人\n\n"
        "●レイク・マコーリー市(豪州)   ●天津市(中国)\n 提携日 平成4年7月31日        提携日 平成13年10月18日\n"
    )
    found = reading(text, gazetteer)
    read_ = {side.printed for one in found.records if isinstance(one, Agreement) for side in one.parties}
    assert {"レイク・マコーリー市", "天津市"} <= read_ or 7 in found.coverage.unread


BARE = [
    "姉妹・友好都市（8都市）\nサンディエゴ、リヨン、ムンバイ、マニラ、上海\n",
    "磐田市の姉妹・友好都市\n\nサンディエゴ　リヨン　ムンバイ\n",
    "■国際姉妹都市\nサンディエゴ・リヨン・オデーサ\n",
]


@pytest.mark.parametrize("text", BARE)
def test_a_list_of_names_without_endings_is_listed(text: str, gazetteer: Gazetteer) -> None:
    number = next(number for number, line in enumerate(text.split("\n"), 1) if "サンディエゴ" in line)
    assert number in reading(text, gazetteer).coverage.unread


def test_a_party_that_left_a_pact_of_many_is_listed(gazetteer: Gazetteer) -> None:
    pact = "災害協定\n協定先：坂井市、福井市、大野市\n締結日：平成24年3月1日\n"
    found = reading(pact + "備考：大野市は平成30年3月31日をもって脱退\n", gazetteer)
    assert 4 in found.coverage.unread
    assert 4 not in reading(pact + "備考：大野市は脱退していない\n", gazetteer).coverage.unread


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("福井市との友好都市協定は、先方の申出により平成26年3月31日付けで打ち切りとなった。\n", 1),
        ("コモ市の概要\n人口　8万人\n姉妹提携　昭和50年2月27日\n", 3),
    ],
)
def test_an_end_and_a_day_of_signing_are_not_set_aside(text: str, line: int, gazetteer: Gazetteer) -> None:
    assert line in reading(text, gazetteer).coverage.unread


def test_the_rows_of_a_table_of_visits_that_are_not_understood_are_listed(gazetteer: Gazetteer) -> None:
    text = "訪問団の受入\n期間\t訪問団\t人数\n令和5年5月10日\t福井市長一行\t12人\n"
    text += "令和5年8月2日\t坂井市代表団\t24人（うち引率4人）\n"
    found = reading(text, gazetteer)
    told = {line for one in found.records if isinstance(one, Event) for span in one.evidence for line in span.numbers}
    assert {3, 4} <= {*found.coverage.unread} | told
