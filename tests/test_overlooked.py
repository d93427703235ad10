"""Each place where a tie may be stated that no record tells is listed, and what tells of no such tie is not."""

import pytest

from graph.coverage import Coverage
from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.reading.pages.page import Page
from graph.reading.wholes.strangers import others
from graph.records import Agreement
from graph.values import PartialDate

IWATA, SHIZUOKA = "lg/jp-222119", "lg/jp-220001"
READ = "福井市と平成6年11月16日に姉妹都市提携を結びました。\n"


def document(text: str, home: str = IWATA) -> Document:
    return Document(Description("t", "t", "t", home, PartialDate("2023"), "", "t", "0" * 64, None, ()), text, "utf-8")


def reading(text: str, gazetteer: Gazetteer, home: str = IWATA) -> Reading:
    return read(document(text, home), gazetteer)


def told(found: Reading, name: str) -> bool:
    sides = [side for one in found.records if isinstance(one, Agreement) for side in (*one.parties, *one.unnamed)]
    return any(name in side.printed for side in sides)


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        # Towns without a day, in words that no reader knows.
        (READ + "そのころから、大垣市とは姉妹都市としての歩みが続いています。\n", "大垣市", 2),
        (READ + "縁あって姉妹都市の輪に加わったのが、徳島県の阿南市です。\n", "阿南市", 2),
        # A kind that no list has, and a town abroad by its form.
        (READ + "平成9年、台湾の南投県にある魚池郷と茶の里の誓いを立てました。\n", "魚池郷", 2),
        # Items below a title, labels below a name.
        ("友好都市\n\n福井市（福井県）\n提携日 平成6年11月16日\n\n掛川市\nいつ やくそくしたの\n平成3年\n", "掛川市", 6),
        # A row under a head, whose cells nobody could tell apart.
        ("海外の姉妹都市一覧\n磐田市 フィンランド オウル市 1989/ (H1) 合唱団の来訪から\n", "オウル市", 2),
        # Towns that are no more, of another prefecture and without a word for it.
        (READ + "昭和50年8月 竜洋町、福光町と姉妹都市提携\n平成17年4月 竜洋町は磐田市と合併\n", "福光町", 2),
        (READ + "旧豊田町が友好町の盟約をした岡山県の旧灘崎町（平成4年8月9日）\n", "灘崎町", 2),
    ],
)  # fmt: skip
def test_a_partner_that_no_record_names_is_listed(text: str, name: str, line: int, gazetteer: Gazetteer) -> None:
    found = reading(text, gazetteer)
    assert told(found, name) or line in found.coverage.unread


@pytest.mark.parametrize(
    ("text", "line"),
    [
        # Another tie with a partner of whom one is read: the day is told nowhere.
        (
            "平成6年11月16日、福井市と磐田市は災害時相互応援協定を結びました。\n"
            "福井市とはその後、平成11年5月3日に「ふたつの浜」の盟約に至りました。\n",
            2,
        ),
        # The partner is only 同市.
        (READ + "その後、平成12年8月2日には、同市の庁舎で「海の道の覚書」を交わしています。\n", 2),
        ("包括連携協定\n株式会社 遠州みらい物流  令和元年5月31日\n", 2),
        (READ + "いわき中央高校と北磐田高校の姉妹校締結は平成26年3月20日です。\n", 2),
    ],
)  # fmt: skip
def test_a_signing_of_a_day_that_no_record_has_is_listed(text: str, line: int, gazetteer: Gazetteer) -> None:
    found = reading(text, gazetteer)
    days = {one.signed.value for one in found.records if isinstance(one, Agreement) and one.signed}
    assert line in found.coverage.unread or len(days) > 1 or (line in _lines(found) and days)


def _lines(found: Reading) -> set[int]:
    return {n for one in found.records if isinstance(one, Agreement) for span in one.evidence for n in span.numbers}


@pytest.mark.parametrize(
    "text",
    [
        "姉妹都市の福井市から中学生20人が来訪しました。\n",  # of a tie that a record tells
        "姉妹都市提携30周年を祝い、福井市で式典が開かれました。\n",
        "大垣市とは、姉妹都市の提携には至りませんでした。\n",
        "大垣市との友好都市提携は見送られました。\n",
        "大垣市は豊橋市と姉妹都市提携を結んでいます。\n",  # of others
        "姉妹都市に関する問い合わせ 電話 0538-37-4710 掛川市境の窓口\n",
        "ホーム > 掛川市の姉妹都市 > 交流\n",
        "友好都市協定は、岐阜市出身の画家が仲立ちとなったものです。\n",
        "掛川市内の会社と市は、協定の話をしています。\n",
        "平成3年に大垣市と姉妹都市になったと紹介されることがあります。\n",
        "平成17年4月1日、磐田市、福田町、竜洋町、豊田町及び豊岡村が合併協定により合併しました。\n",
        "大垣市 なし（姉妹都市）\n大垣市との提携はなし\n",
        "パリ協定と友好的な関係をめざします。\n",
    ],
)
def test_what_states_no_tie_of_an_unknown_partner_is_not_listed(text: str, gazetteer: Gazetteer) -> None:
    assert reading(READ + text, gazetteer).coverage.hints == ()


def test_each_partner_is_listed_once_where_no_words_sign(gazetteer: Gazetteer) -> None:
    lines = "友好都市の大垣市を紹介します。\n" + "友好都市の大垣市は水の都です。\n" * 5
    assert len(reading(READ + lines, gazetteer).coverage.unread) <= 1


def test_what_a_name_broken_between_lines_ends_in_is_no_other_town(gazetteer: Gazetteer) -> None:
    text = "姉妹都市 クライストチ\nャーチ市(ニュージーランド・平成3年5月1日)、福井市(福井県・平成6年11月16日)\n"
    found = reading(text, gazetteer)
    assert found.coverage.unread == () or not told(found, "ャーチ市")


def test_a_prefecture_lists_ties_of_its_towns(gazetteer: Gazetteer) -> None:
    text = "県内市町の姉妹都市提携状況\n磐田市のページをご覧ください。\n浜 松 市 ワルシャワ市(1990/5)\n"
    found = reading(text, gazetteer, SHIZUOKA)
    assert told(found, "ワルシャワ市") or 3 in found.coverage.unread


def test_a_few_hints_leave_the_verdict_as_it_is() -> None:
    few = Coverage((1, 2), (1, 2), {}, (3, 4), hints=(3, 4))
    assert few.verdict == "read"
    assert few.scope == 4
    many = Coverage((1, 2), (1, 2), {}, tuple(range(3, 12)), hints=tuple(range(3, 12)))
    assert many.verdict == "partly read"
    none = Coverage((), (), {}, (3,), hints=(3,))
    assert none.verdict == "not read"
    assert none.scope == 1
    assert "hints" in few.summary()
    assert "hints" not in Coverage((1,), (1,), {}, ()).summary()


def test_places_of_a_line_that_may_be_partners(gazetteer: Gazetteer) -> None:
    page = Page(document("x"), gazetteer)
    for text, wanted in [
        ("磐田市と掛川市は、旧竜洋町のときから", ["掛川市"]),
        ("姉妹都市のパースと、友好都市の台湾・苗栗県後龍鎮", ["パース", "苗栗県後龍鎮", "後龍鎮"]),
        ("圏域市町村の代表と各市町村", []),
        ("友好都市から優勝旗が届く", []),
    ]:
        assert {one.surface for one in others(page, text)} <= set(wanted), text
        assert bool(wanted) == bool(others(page, text)), text
