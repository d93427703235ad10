"""A tie that the words deny, drop, propose or suspend is none; and words that only look like that take nothing away."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.reading.words.denials import denials
from graph.records import Agreement, Body
from graph.values import PartialDate

TOYAMA = "lg/jp-162019"
NOT_MADE = [
    "平成30年4月1日、福井市との姉妹都市提携は見送られた。",
    "平成30年4月1日、福井市との姉妹都市提携は見送りとなった。",
    "平成30年4月1日、福井市との姉妹都市提携案は取り下げられた。",
    "平成30年4月1日、福井市との姉妹都市提携は実現しなかった。",
    "平成30年4月1日、福井市との姉妹都市提携は市議会で否決された。",
    "平成30年4月1日、福井市との姉妹都市提携の話は立ち消えとなった。",
    "平成30年4月1日、福井市との姉妹都市提携の調印式を無期延期とした。",
    "平成30年4月1日、福井市との姉妹都市提携はまだない。",
    "平成30年4月1日、福井市と姉妹都市提携を結ばないことを決めた。",
    "平成30年4月1日、福井市から姉妹都市提携の打診があった。",
    "平成30年4月1日、福井市が姉妹都市提携の候補となった。",
    "福井市と平成3年に姉妹都市提携の話し合いをもったが、合意に至らず、沙汰やみとなった。",
    "もし平成30年4月1日に福井市と姉妹都市提携を締結していれば、県で初めてであった。",
    "福井市（平成30年4月1日　姉妹都市提携見送り）",
    "・福井市（姉妹都市　平成30年4月1日　提携に至らず）",
    "・福井市（平成30年4月1日　姉妹都市提携を提案）",
    "平成30年4月　福井市　姉妹都市提携ならず",
    "平成30年4月1日、福井市長から、姉妹都市提携を結ぶのは難しいとの回答があった。",
    "平成30年4月1日に福井市と姉妹都市提携を行う予定だったが、雪のため行われなかった。",
    "平成30年4月1日、福井市と姉妹都市提携を締結した事実はない。",
    "平成30年4月1日、熊本製鞄株式会社との包括連携協定を締結できなかった。",
    "福井市とは、平成30年4月1日に姉妹都市提携を結んだことはありません。",
    "福井市とは平成30年4月1日に友好都市の盟約を締結したことはない。",
    "福井市と平成30年4月1日に姉妹都市提携を締結したとの記事は、誤りです。",
    "福井市と平成30年4月1日に姉妹都市提携を結んだという話は事実ではありません。",
    "福井市とは平成30年4月1日に友好都市協定を締結したとする冊子もありますが、正しくありません。",
]
MADE = [
    "福井市とは提携を結んでいなかったが、平成5年5月1日に姉妹都市提携を締結した。",
    "福井市との姉妹都市提携は一度見送られ、平成5年5月1日、ようやく締結にこぎつけた。",
    "福井市から平成3年に姉妹都市提携の申し入れがあり、平成5年5月1日に姉妹都市提携を締結した。",
    "福井市と平成5年5月1日に、例のない早さで姉妹都市提携を結んだ。",
    "福井市と、これまでにない広い分野の姉妹都市提携を平成5年5月1日に締結した。",
    "福井市とは、かけがえのない友情のもと、平成5年5月1日に姉妹都市提携を結んだ。",
    "平成5年5月1日、議会の議決を経ずに福井市と姉妹都市提携を締結した。",
    "平成5年5月1日に福井市と姉妹都市提携を結び、以来途切れることなく行き来している。",
    "平成5年5月1日に福井市と姉妹都市提携を結んだが、記念式典は見送られた。",
    "福井市（平成5年5月1日姉妹都市提携）とは、議会どうしの協定の締結には至らなかった。",
    "福井市（姉妹都市　平成5年5月1日　解消せず継続）",
    "平成5年5月1日、福井市の申し入れにより姉妹都市提携を締結した。",
    "福井市とは平成5年5月1日に姉妹都市提携を結び、一度も解消したことはない。",
    "福井市と平成4年に姉妹都市提携を結んだとする冊子は誤りで、正しくは平成5年5月1日に締結した。",
    "福井市とは平成4年に仮調印し、平成5年5月1日に姉妹都市提携の本調印を行った。",
    "平成5年5月1日に姉妹都市提携を結んだ福井市とは、その後協定を結んだことはない。",
]


def reading(text: str, gazetteer: Gazetteer) -> Reading:
    about = Description("made", "試験", "Test", TOYAMA, PartialDate("2024"), "", "made.txt", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def ties(text: str, gazetteer: Gazetteer) -> list[Agreement]:
    return [one for one in reading(text, gazetteer).records if isinstance(one, Agreement)]


def told(text: str, gazetteer: Gazetteer) -> set[tuple[str, str, str | None]]:
    return {
        (one.parties[-1].printed, one.kind.value, one.signed.value if one.signed else None)
        for one in ties(text, gazetteer)
    }


@pytest.mark.parametrize("sentence", NOT_MADE)
def test_a_tie_that_was_not_made_is_not_read_and_its_line_is_accounted_for(sentence: str, gazetteer: Gazetteer) -> None:
    found = reading(sentence + "\n", gazetteer)
    assert not [one for one in found.records if isinstance(one, Agreement | Body)]
    assert found.coverage.ignored == {"no tie": (1,)}


@pytest.mark.parametrize("sentence", MADE)
def test_words_that_deny_something_else_take_no_tie_away(sentence: str, gazetteer: Gazetteer) -> None:
    (tie,) = ties(sentence + "\n", gazetteer)
    assert (tie.status.value, tie.signed and tie.signed.value) == ("concluded", "1993-05-01")


def test_a_place_that_was_only_talked_with_does_not_take_the_day_of_the_next_sentence(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市・友好都市\n\n1 千歳市\n　提携年月日　昭和60年5月1日\n　区分　友好都市\n\n"
        "なお、鹿島市とは姉妹都市提携を話し合ったが、締結には至らなかった。\n"
        "福井市とは姉妹都市ではないが、平成8年2月に観光に関する覚書を締結した。\n"
    )
    found = told(text, gazetteer)
    assert ("福井市", "memorandum", "1996-02") in found
    assert not [one for one in found if one[0] == "鹿島市"]


def test_of_two_in_one_sentence_the_one_that_signed_is_the_partner(gazetteer: Gazetteer) -> None:
    signed = {("福井市", "sister-city", "1993-05-01")}
    for text in (
        "千歳市とは平成3年に話し合ったが締結に至らず、福井市とは平成5年5月1日に姉妹都市提携を締結した。\n",
        "福井市とは平成5年5月1日に姉妹都市提携を締結したが、千歳市とは締結に至らなかった。\n",
        "千歳市とは平成3年に姉妹都市提携の協議を行ったが、福井市とは平成5年5月1日に姉妹都市提携を締結した。\n",
        "平成5年5月1日、千歳市ではなく福井市と姉妹都市提携を結んだ。\n",
        "・福井市（平成5年5月1日　姉妹都市提携）、千歳市（平成30年4月1日　提携見送り）\n",
    ):
        assert told(text, gazetteer) == signed, text


def test_what_a_place_is_not_is_not_the_kind_of_its_tie(gazetteer: Gazetteer) -> None:
    text = "平成5年5月1日、福井市と、姉妹都市ではなく友好都市の提携を結んだ。\n"
    assert told(text, gazetteer) == {("福井市", "friendship-city", "1993-05-01")}


def test_a_row_whose_note_says_that_nothing_came_of_it_is_no_tie(gazetteer: Gazetteer) -> None:
    rows = (
        "姉妹都市\n都市名\t区分\t提携年月日\t備考\n福井市\t姉妹都市\t平成5年5月1日\t昭和60年の提携は見送り\n"
        "千歳市\t姉妹都市\t平成30年4月1日\t提携見送り\n鹿島市\t友好都市\t平成12年6月1日\t現在交流は休止\n"
    )
    assert {one[0] for one in told(rows, gazetteer)} == {"福井市", "鹿島市"}


def test_a_gloss_or_a_note_that_nothing_came_of_it_takes_its_item_alone(gazetteer: Gazetteer) -> None:
    glossed = (
        "・福井市　平成5年5月1日　姉妹都市提携\n・千歳市　平成30年4月1日　姉妹都市提携（否決）\n"
        "・鹿島市　平成12年6月1日　友好都市提携\n"
    )
    noted = (
        "都市名：福井市\n区分：姉妹都市\n提携日：平成5年5月1日\n都市名：千歳市\n区分：姉妹都市\n提携日：平成30年4月1日\n"
        "備考：提携は見送り\n都市名：鹿島市\n区分：友好都市\n提携日：平成12年6月1日\n備考：議会どうしの提携は実現せず\n"
    )
    for text in (glossed, noted):
        assert {one[0] for one in told(text, gazetteer)} == {"福井市", "鹿島市"}, text


def test_an_end_that_was_only_considered_ends_nothing(gazetteer: Gazetteer) -> None:
    text = "平成5年5月1日に締結した福井市との姉妹都市提携の解消を検討した。\n"
    assert [one.status.value for one in ties(text, gazetteer)] == ["concluded"]


def test_talks_that_failed_are_no_talks_and_those_that_go_on_are(gazetteer: Gazetteer) -> None:
    failed = "福井市と姉妹都市提携に向けた協議を開始したが、合意に至らなかった。\n"
    going = "福井市と姉妹都市提携に向けた協議を開始したが、まだ提携には至っていない。\n"
    assert not ties(failed, gazetteer)
    assert [one.status.value for one in ties(going, gazetteer)] == ["talks-begun"]


def test_a_signing_put_off_or_planned_has_no_day(gazetteer: Gazetteer) -> None:
    for text in (
        "平成30年4月1日、福井市との姉妹都市提携の調印式は延期された。\n",
        "令和8年10月1日に福井市と姉妹都市提携を結ぶ予定である。\n",
    ):
        assert [(one.status.value, one.signed) for one in ties(text, gazetteer)] == [("preparing", None)], text


def test_a_provisional_signing_that_came_to_nothing_is_no_tie_and_is_listed(gazetteer: Gazetteer) -> None:
    found = reading("福井市とは平成30年4月1日に姉妹都市協定に仮調印したが、本調印には至らなかった。\n", gazetteer)
    assert (found.records, found.coverage.unread) == ((), (1,))


def test_a_suspended_tie_is_not_concluded_on_the_day_of_its_suspension(gazetteer: Gazetteer) -> None:
    alone = reading("令和3年12月1日、福井市との友好都市提携を停止した。\n", gazetteer)
    assert (alone.records, alone.coverage.unread) == ((), (1,))


def test_a_tie_that_was_suspended_or_revoked_since_waits_for_a_word(gazetteer: Gazetteer) -> None:
    for text in (
        "平成5年5月1日に結んだ福井市との友好都市提携は、令和4年3月1日に停止した。\n",
        "平成5年5月1日に締結した福井市との友好都市提携を、令和4年3月1日に白紙撤回した。\n",
    ):
        assert [(one.confidence, one.signed and one.signed.value) for one in ties(text, gazetteer)] == [
            ("C", "1993-05-01")
        ], text


def test_a_tie_of_a_kind_or_on_a_day_that_nobody_knows_is_listed(gazetteer: Gazetteer) -> None:
    for text in ("9月31日　大連市と環境協定を締結\n", "富山県は昭和59年5月9日に遼寧省と友好県省締結を行った。\n"):
        found = reading(text, gazetteer)
        assert (found.records, found.coverage.unread) == ((), (1,)), text


def test_the_kind_of_an_item_is_not_that_of_the_next_place(gazetteer: Gazetteer) -> None:
    text = "姉妹都市\n\n・福井市（平成5年5月1日提携）\n千歳市とは、平成8年2月に観光に関する覚書を締結した。\n"
    assert ("福井市", "sister-city", "1993-05-01") in told(text, gazetteer)


def test_what_a_sentence_says_of_a_tie_that_was_not_made() -> None:
    sorts = {
        "提携には至らなかった": ["denied"],
        "提携には至っていない": ["pending"],
        "姉妹都市ではないが": ["contrast"],
        "姉妹都市だけでなく友好都市とも提携した": [],
        "協定の更新は見送られた": [],
        "姉妹都市への訪問団の派遣を見送った": [],
        "締結を断念せず": [],
        "提携して間もなく": [],
    }
    assert {norm: [one.sort for one in denials(norm)] for norm in sorts} == sorts


@pytest.mark.parametrize(
    "sentence",
    [
        "福井市に平成30年4月1日、姉妹都市提携を申し入れたが、すでに金沢市と結んでいることから実を結びませんでした。",
        "平成30年4月1日に福井市へ姉妹都市提携を打診しましたが、既に他市と提携を結んでいるとのことで断られました。",
        "福井市から平成30年4月に姉妹都市提携の話があったが、先に高岡市と姉妹都市になっていたため、実現には至らなかった。",
    ],
)
def test_what_another_town_has_signed_already_is_why_nothing_came_of_it(sentence: str, gazetteer: Gazetteer) -> None:
    found = reading("福井市\n\n" + sentence + "\n", gazetteer)
    assert not [one for one in found.records if isinstance(one, Agreement | Body)]


ASKED_ONLY = [
    "Q3 福井市とは姉妹都市ですか。\nA3 いいえ。福井市とは姉妹都市ではありません。\n",
    "Ｑ 福井市とは姉妹都市ですか。\nＡ いいえ、福井市とは提携していません。\n",
    "問　福井市は本市の姉妹都市ですか？\n答　違います。災害時の応援について話し合っているだけです。\n",
    "Q 福井市と平成3年5月1日に姉妹都市提携を結んだというのは本当ですか。\nA いいえ、そのような事実はありません。\n",
    "質問　福井市は友好都市でしょうか。\n\n回答　友好都市ではありません。\n",
    "Q. 福井市とは姉妹都市なの？\nA. ちがいます。よくまちがえられます。\n",
    "福井市は本市の姉妹都市ですか。福井市との間に提携はありません。\n",
    "福井市とは姉妹都市ですか。\n",
]


@pytest.mark.parametrize("text", ASKED_ONLY)
def test_what_is_asked_and_denied_or_only_asked_is_no_tie(text: str, gazetteer: Gazetteer) -> None:
    assert [one for one in reading(text, gazetteer).records if isinstance(one, Agreement)] == []


ANSWERED = [
    ("Q 福井市とは姉妹都市ですか。\nA はい。福井市とは昭和50年4月1日に姉妹都市提携を結びました。\n", "1975-04-01"),
    ("Q 福井市とはどんな間柄ですか。\nA 福井市とは昭和50年4月1日に姉妹都市提携を結びました。\n", "1975-04-01"),
    ("福井市と昭和50年4月1日に姉妹都市提携を結びました。なぜ福井市なのでしょうか。\n", "1975-04-01"),
]


@pytest.mark.parametrize(("text", "day"), ANSWERED)
def test_what_the_answer_tells_is_a_tie(text: str, day: str, gazetteer: Gazetteer) -> None:
    ties = [one for one in reading(text, gazetteer).records if isinstance(one, Agreement)]
    assert [one.signed.value for one in ties if one.signed] == [day]


def test_a_question_that_nobody_answers_is_listed(gazetteer: Gazetteer) -> None:
    assert reading("国際交流\n\n福井市とは姉妹都市ですか。\n", gazetteer).coverage.unread == (3,)


WHEN = [
    ("問 福井市との友好都市の提携は、いつ結んだのか。\n答 平成24年10月17日に結んだ。\n", ["2012-10-17"]),
    ("Q1　福井市との友好都市提携はいつですか？\nA1　平成24年10月17日です。\n", ["2012-10-17"]),
    ("問1 福井市といつ友好都市提携を結んだのですか。\n\n答1 平成24年10月17日に締結しました。\n", ["2012-10-17"]),
    ("問1 福井市との友好都市提携はいつ結ぶのか。\n答1 平成24年10月17日の予定です。\n", []),
    ("問1 福井市との友好都市の記念式典はいつですか。\n答1 平成24年10月17日です。\n", []),
    ("問1 福井市との友好都市提携はいつ結んだのか。\n答1 結んでいません。\n", []),
]


@pytest.mark.parametrize(("text", "days"), WHEN)
def test_an_answer_gives_the_day_that_a_question_asks_for(text: str, days: list[str], gazetteer: Gazetteer) -> None:
    ties = [one for one in reading(text, gazetteer).records if isinstance(one, Agreement)]
    assert [one.signed.value for one in ties if one.signed] == days


@pytest.mark.parametrize(
    "text",
    [
        "福井市と昭和50年4月1日に姉妹都市提携を結びましたが、交流は続いていますか？\n",
        "Q 福井市とはどうして昭和50年4月1日に姉妹都市提携を結んだのですか。\nA 城下町どうしだったからです。\n",
        "Q 福井市と昭和50年4月1日に姉妹都市提携を結んだというのは本当ですか。\nA はい、その通りです。\n",
    ],
)
def test_what_a_question_takes_for_granted_waits(text: str, gazetteer: Gazetteer) -> None:
    ties = [one for one in reading(text, gazetteer).records if isinstance(one, Agreement)]
    assert [(one.signed.value if one.signed else None, one.confidence) for one in ties] == [("1975-04-01", "C")]
