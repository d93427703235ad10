"""An end that is denied, asked for, feared or only thought of ends no tie; one that came about does."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import read
from graph.reading.words.denials import negated
from graph.records import Agreement
from graph.values import PartialDate

GIFU = "lg/jp-212016"
STANDS = [
    "提携そのものを解消することは考えておりません。",
    "現時点で提携を解消する考えはなく、推移を見守ってまいります。",
    "市民から提携の解消を求める意見が寄せられています。",
    "提携を解消すべきではないとの声も届いています。",
    "提携を解消すべきだという陳情が市議会に出されました。",
    "提携の解消を検討しているとの報道は事実と異なります。",
    "提携を解消してはどうかとのご提案をいただきました。",
    "提携の解消はしないと市長が答弁しました。",
    "提携の解消につながりかねないとして心配されています。",
    "提携が解消されるのではないかとの不安の声があります。",
    "仮に提携を解消したとしても、市民の行き来は続くと考えます。",
    "提携を解消する場合には、市議会にお諮りします。",
    "提携の解消には至っておりません。",
    "提携を解消するよう求める請願は、不採択となりました。",
    "提携を解消するのですか。",
    "提携の取りやめを望む声がありますが、交流を続けてまいります。",
    "提携が解消されたわけではありません。",
    "提携関係の解消は想定していません。",
    "提携が解消されたとの誤解がありますが、今も続いています。",
    "提携の解消に反対する署名が集まりました。",
]
OVER = [
    "平成20年3月31日に提携を解消した。",
    "提携の解消を求める声が高まり、平成20年3月31日に提携を解消しました。",
    "両市で協議の結果、平成20年3月31日をもって姉妹都市提携を解消することとなりました。",
    "市議会の反対もあったが、平成20年3月31日、提携は解消された。",
    "提携は平成20年3月31日に解消を余儀なくされた。",
    "平成20年3月31日、両市は姉妹都市提携の解消に合意した。",
    "平成20年3月31日、姉妹都市提携は解消に至った。",
]


def ties(text: str, gazetteer: Gazetteer) -> list[Agreement]:
    about = Description("made", "試験", "Test", GIFU, PartialDate("2024"), "", "made.txt", "0" * 64, None, ())
    return [one for one in read(Document(about, text, "utf-8"), gazetteer).records if isinstance(one, Agreement)]


def page(sentence: str) -> str:
    return (
        "姉妹都市について\n\n"
        f"シンシナティ市（アメリカ）とは、昭和63年（1988年）5月11日に姉妹都市の提携を結びました。\n{sentence}\n"
    )


@pytest.mark.parametrize("sentence", STANDS)
def test_an_end_that_did_not_come_about_ends_no_tie(sentence: str, gazetteer: Gazetteer) -> None:
    (tie,) = ties(page(sentence), gazetteer)
    assert (tie.signed and tie.signed.value, tie.status.value, tie.until) == ("1988-05-11", "concluded", None)


@pytest.mark.parametrize("sentence", OVER)
def test_an_end_that_came_about_is_told(sentence: str, gazetteer: Gazetteer) -> None:
    (tie,) = ties(page(sentence), gazetteer)
    assert (tie.status.value, tie.until and tie.until.value) == ("ended", "2008-03-31")


def test_an_end_denied_in_the_next_sentence_leaves_every_tie_of_the_answer(gazetteer: Gazetteer) -> None:
    text = (
        "市民の声\n\nご意見\n杭州市との友好都市提携をやめるよう求める声があると聞いた。\n\n回答\n"
        "杭州市とは昭和54年（1979年）に、カンピーナス市とは昭和57年（1982年）に、それぞれ姉妹都市となりました。\n"
        "提携を解消する予定はなく、今後も交流を続けてまいります。\n"
    )
    found = {(one.signed and one.signed.value, one.status.value) for one in ties(text, gazetteer)}
    assert found == {("1979", "concluded"), ("1982", "concluded")}


@pytest.mark.parametrize(
    "words", ["解消を検討中", "解消について協議中", "解消予定", "提携解消に向け準備中", "解消は見送り"]
)
def test_a_remark_on_an_end_to_come_leaves_the_tie(words: str, gazetteer: Gazetteer) -> None:
    for text in (
        f"・福井市（姉妹都市　平成5年5月1日　{words}）\n",
        f"都市名\t種別\t提携日\t備考\n福井市\t姉妹都市\t平成5年5月1日\t{words}\n富山市\t友好都市\t平成6年5月1日\t\n",
    ):
        assert [one.status.value for one in ties(text, gazetteer)] in (["concluded"], ["concluded"] * 2)


@pytest.mark.parametrize(
    ("norm", "over"),
    [
        ("解消することで合意した", True),
        ("解消せざるを得なかった", True),
        ("解消に踏み切った", True),
        ("解消の申し入れを退けた", False),
        ("解消も視野に入れる", False),
        ("解消を決めた", True),
        ("解消か継続かを問う", False),
        ("解消ではなく継続を選んだ", False),
        ("解消後は行き来がない", True),
        ("解消した後に、交流の再開を求める声が上がった", True),
        ("解消、新たに協定を結んだ", True),
        ("解消することなく続いている", False),
        ("解消したとみられる", True),
        ("解消も同時に行われた", True),
        ("解消されれば、影響は大きい", False),
        ("解消の通告を受けた", True),
        ("解消について協議し、合意した", True),
        ("解消の申し入れがあり、市はこれを受け入れた", True),
        ("解消の申し入れがあったが、受け入れなかった", False),
        ("解消の手続きを終えた", True),
    ],
)
def test_the_words_behind_it_tell_whether_it_happened(norm: str, over: bool) -> None:
    assert negated(norm, len("解消")) is not over


def test_an_end_in_the_second_sentence_of_a_bracket_is_told(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市\n・ナホトカ市（ロシア、昭和36年4月29日提携。解消の是非を検討中）\n"
        "・済南市（中国、昭和58年4月29日提携。平成30年3月31日解消）\n"
    )
    found = {
        (one.signed and one.signed.value, one.status.value, one.until and one.until.value)
        for one in ties(text, gazetteer)
    }
    assert found == {("1961-04-29", "concluded", None), ("1983-04-29", "ended", "2018-03-31")}


def test_a_heading_about_an_end_ends_only_what_the_sentences_end(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市提携の解消について\n"
        "ナホトカ市とは昭和36年4月29日に姉妹都市提携を結びましたが、令和5年3月31日をもって提携を解消しました。"
        "なお、済南市とは昭和58年4月29日に友好都市となり、提携を解消する予定はありません。\n"
    )
    found = {
        (one.signed and one.signed.value, one.status.value, one.until and one.until.value)
        for one in ties(text, gazetteer)
    }
    assert found == {("1961-04-29", "ended", "2023-03-31"), ("1983-04-29", "concluded", None)}
