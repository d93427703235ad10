"""The day in a bracket or a cell is that of a signing only where the words beside it conclude a tie or say nothing."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.reading.words.datings import done_on, said, term_of
from graph.records import Agreement
from graph.values import PartialDate

TAKAOKA, KAGA = "lg/jp-162027", "lg/jp-172065"
Told = tuple[str, str, str, str]


def reading(text: str, gazetteer: Gazetteer, home: str = TAKAOKA) -> Reading:
    about = Description("t", "t", "t", home, PartialDate("2024"), "", "t", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def ties(text: str, gazetteer: Gazetteer, partner: str, home: str = TAKAOKA) -> list[Told]:
    """Class, state, day of signing, day of the end of each tie with a partner."""
    return [
        (
            one.confidence,
            one.status.value,
            one.signed.value if one.signed else "",
            one.until.value if one.until else "",
        )
        for one in reading(text, gazetteer, home).records
        if isinstance(one, Agreement) and any(side.printed == partner for side in (*one.parties, *one.unnamed))
    ]


FIRM, TOWN = "みなと電機株式会社", "福井市"
BESIDE = {
    "令和2年9月30日に解約": ("ended", "", "2020-09-30"),
    "令和2年9月30日破棄": ("ended", "", "2020-09-30"),
    "令和2年9月30日辞退": ("ended", "", "2020-09-30"),
    "令和2年9月30日　解除": ("ended", "", "2020-09-30"),
    "令和2年9月30日で打ち切り": ("ended", "", "2020-09-30"),
    "令和2年9月30日取り止め": ("ended", "", "2020-09-30"),
    "解約：令和2年9月30日": ("ended", "", "2020-09-30"),
    "令和元年5月1日締結、令和2年9月30日解約": ("ended", "2019-05-01", "2020-09-30"),
    "令和元年5月1日～令和2年9月30日": ("concluded", "2019-05-01", "2020-09-30"),
    "令和元年5月1日から令和2年9月30日まで": ("concluded", "2019-05-01", "2020-09-30"),
    "令和元年5月1日。令和11年4月30日までの10年間": ("concluded", "2019-05-01", "2029-04-30"),
    "令和元年5月1日付け": ("concluded", "2019-05-01", ""),
    "令和元年5月1日　協定書に調印": ("concluded", "2019-05-01", ""),
    "締結　令和元年5月1日": ("concluded", "2019-05-01", ""),
    "令和元年5月1日締結、毎年更新": ("concluded", "2019-05-01", ""),
}
ELSE = [
    "申入れ",
    "申し込み",
    "に提案",
    "公募開始",
    "　協議",
    "意見交換",
    "仮調印",
    "変更協定",
    "一部変更",
    "休止",
    "に面会",
    "解約予定",
    "訪問",
]


@pytest.mark.parametrize("words", BESIDE)
def test_the_words_beside_a_day_say_what_it_dates(words: str, gazetteer: Gazetteer) -> None:
    text = f"包括連携協定\n・日本海信用金庫（平成30年4月1日）\n・{FIRM}（{words}）\n・みなと銀行（令和3年6月1日）\n"
    assert [one[1:] for one in ties(text, gazetteer, FIRM)] == [BESIDE[words]]
    assert [one[1:] for one in ties(text, gazetteer, "みなと銀行")] == [("concluded", "2021-06-01", "")]


@pytest.mark.parametrize("words", ELSE)
def test_another_deed_dates_no_tie(words: str, gazetteer: Gazetteer) -> None:
    firms = f"包括連携協定\n・日本海信用金庫（平成30年4月1日）\n・{FIRM}（令和2年1月10日{words}）\n"
    assert {(one[0], one[2]) for one in ties(firms, gazetteer, FIRM)} <= {("C", "")}
    towns = f"友好都市\n・松本市（平成30年4月1日提携）\n・{TOWN}（令和2年1月10日{words}）\n"
    assert {(one[0], one[2]) for one in ties(towns, gazetteer, TOWN)} <= {("C", "")}
    assert ties(towns, gazetteer, TOWN) or reading(towns, gazetteer).coverage.unread == (3,)


@pytest.mark.parametrize("words", ["申入れのみ", "仮調印", "提案", "視察"])
def test_a_remark_in_a_row_that_nothing_was_signed(words: str, gazetteer: Gazetteer) -> None:
    for kind in ("", "　友好都市"):
        text = f"友好都市\n○松本市（長野県）　平成5年4月1日\n○福井市（福井県）　平成6年{kind}　（{words}）\n"
        assert ties(text, gazetteer, TOWN) == []
        assert reading(text, gazetteer).coverage.unread == (3,)


def test_a_remark_on_the_end_in_a_row_leaves_the_day_of_signing(gazetteer: Gazetteer) -> None:
    text = (
        "友好都市\n○松本市（長野県）　平成5年4月1日\n○福井市（福井県）　平成6年5月1日　友好都市（平成29年度末で終了）\n"
    )
    assert [one[1:] for one in ties(text, gazetteer, TOWN)] == [("ended", "1994-05-01", "FY2017")]


def test_a_pact_of_one_day_ended_on_another_in_one_clause(gazetteer: Gazetteer) -> None:
    text = "連携中枢都市圏\n・福井市（平成27年4月1日締結の連携協約は平成29年3月に破棄）\n"
    assert [one[1:] for one in ties(text, gazetteer, TOWN)] == [("ended", "2015-04-01", "2017-03")]


HEAD = "企業名\t締結日\t備考\n日本海信用金庫\t平成30年5月1日\t\n"
CELLS = {
    "平成30年4月1日\t令和2年3月31日で解約": ("ended", "2018-04-01", "2020-03-31"),
    "平成30年4月1日\t令和2年3月31日まで": ("concluded", "2018-04-01", "2020-03-31"),
    "平成30年4月1日\t破棄": ("ended", "2018-04-01", ""),
    "平成30年4月1日\t社名変更": ("concluded", "2018-04-01", ""),
    "平成30年4月1日（協定更新 令和3年4月1日）\t": ("concluded", "2018-04-01", ""),
}


@pytest.mark.parametrize("cells", CELLS)
def test_the_cells_of_a_row_say_what_their_days_date(cells: str, gazetteer: Gazetteer) -> None:
    text = f"包括連携協定\n{HEAD}{FIRM}\t{cells}\nみなと銀行\t平成30年6月1日\t\n"
    assert [one[1:] for one in ties(text, gazetteer, FIRM)] == [CELLS[cells]]


def test_a_provisional_signing_stands_beside_no_true_one(gazetteer: Gazetteer) -> None:
    for text in (
        "交流のあゆみ\n昭和60年4月1日　福井市と姉妹都市提携を仮調印\n昭和60年8月7日　福井市と姉妹都市提携を調印\n",
        "昭和60年4月1日、福井市と姉妹都市提携に仮調印した。\n昭和60年8月7日、福井市と姉妹都市提携を結んだ。\n",
    ):
        assert {one[2] for one in ties(text, gazetteer, TOWN)} == {"1985-08-07"}


@pytest.mark.parametrize(
    ("row", "partner"),
    [
        ("災害時の放送\tM:NET\t平成22年4月1日\t社名変更", "M:NET"),
        ("緊急放送\tM:NET\t平成22年4月1日\t", "M:NET"),
        ("避難者の交通\t日本海信用金庫\t平成22年4月1日\t", "日本海信用金庫"),
        ("物資の運送\t有限会社みなと物流\t平成22年4月1日\t", "有限会社みなと物流"),
    ],
)
@pytest.mark.parametrize("head", ["", "協定名\t相手方\t締結日\t備考\n"])
def test_what_an_agreement_is_about_is_no_body(row: str, partner: str, head: str, gazetteer: Gazetteer) -> None:
    text = (
        f"災害時応援協定\n{head}{row}\n医療の救護\t高岡市医師会\t平成24年4月1日\t\n物資\tみなと銀行\t平成25年4月1日\t\n"
    )
    found = {
        side.printed for one in reading(text, gazetteer).records if isinstance(one, Agreement) for side in one.parties
    }
    assert row.partition("\t")[0] not in found
    assert [one[2] for one in ties(text, gazetteer, partner)] == ["2010-04-01"]


SIGNED = "福井市（福井県）　昭和62年5月26日　友好都市提携\n\n"
RENEWED = [
    "福井市との友好都市提携は、令和3年5月に期間満了となったため更新した。\n",
    "（注2）福井市とは、令和3年5月に期間満了により協定を更新した。\n",
    "福井市との友好都市提携は、令和3年5月に有効期間が満了したが、同日付けで再締結した。\n",
    "福井市との友好都市提携は、令和3年5月に期間満了となり、5年間延長された。\n",
]
RUN_OUT = [
    "福井市との友好都市提携は、令和3年5月に期間満了となった。\n",
    "福井市との友好都市提携は、令和3年5月に期間満了となり更新しなかった。\n",
    "福井市との友好都市提携は、令和3年5月に期間満了となり、更新はされなかった。\n",
]


@pytest.mark.parametrize("line", RENEWED)
def test_what_was_renewed_has_not_run_out(line: str, gazetteer: Gazetteer) -> None:
    found = ties(SIGNED + line, gazetteer, TOWN, KAGA)
    assert {one[1] for one in found} == {"concluded"}
    assert "1987-05-26" in {one[2] for one in found}


@pytest.mark.parametrize("line", RUN_OUT)
def test_what_was_not_renewed_has_run_out(line: str, gazetteer: Gazetteer) -> None:
    assert [one[1:] for one in ties(SIGNED + line, gazetteer, TOWN, KAGA)] == [("expired", "1987-05-26", "2021-05")]


@pytest.mark.parametrize(
    "line",
    [
        "福井市については、令和4年3月31日をもって姉妹都市提携を解消した。\n",
        "福井市につきましては、令和4年3月31日に姉妹都市提携を解消しました。\n",
        "福井市とは、令和4年3月31日で提携関係を解約しました。\n",
    ],
)
def test_an_end_told_in_a_later_section_ends_the_tie(line: str, gazetteer: Gazetteer) -> None:
    text = (
        "1 姉妹都市\n・福井市（福井県）　昭和35年12月1日　姉妹都市提携\n"
        "・松本市（長野県）　平成10年5月1日　姉妹都市提携\n\n"
        f"2 見直し\n{line}"
    )
    assert [one[1:] for one in ties(text, gazetteer, TOWN, KAGA)] == [("ended", "1960-12-01", "2022-03-31")]
    assert [one[1:] for one in ties(text, gazetteer, "松本市", KAGA)] == [("concluded", "1998-05-01", "")]


def test_the_kind_is_that_of_the_title_not_of_the_item_before(gazetteer: Gazetteer) -> None:
    text = (
        "包括連携協定\n・日本海信用金庫（平成29年5月1日）\n・日本海信用金庫とみなと銀行の統合に伴う覚書（令和元年6月1日）\n"
        f"・北陸銀行（令和2年5月1日）\n・{FIRM}（令和3年5月1日）\n"
    )
    kinds = {
        one.parties[-1].printed: one.kind.value
        for one in reading(text, gazetteer).records
        if isinstance(one, Agreement) and one.signed and one.signed.value > "2020"
    }
    assert kinds == {"北陸銀行": "comprehensive", FIRM: "comprehensive"}


def test_a_pact_called_by_its_name_is_not_of_the_kind_of_the_title(gazetteer: Gazetteer) -> None:
    text = "友好都市等\n⑤ 友好都市 松本市　平成3年5月1日\n⑥ 福井市　中核市同士の連携協定を令和元年11月1日に締結\n"
    records = reading(text, gazetteer).records
    kinds = {one.parties[-1].printed: one.kind.value for one in records if isinstance(one, Agreement)}
    assert kinds == {"松本市": "friendship-city", "福井市": "accord"}


def test_exchange_that_began_is_no_agreement(gazetteer: Gazetteer) -> None:
    text = "年表\n平成元年\t旧福岡町、福井市と友好交流開始\n平成3年\t高岡市、松本市と姉妹都市提携\n"
    assert ties(text, gazetteer, TOWN) == []


@pytest.mark.parametrize(
    ("norm", "deed"),
    [
        ("令和2年5月1日", "signed"),
        ("令和2年5月1日変更協定", "other"),
        ("令和2年5月1日申入れにより締結", "signed"),
        ("昭和60年5月1日(解消)", "signed"),
        ("昭和60年5月1日解消", "over"),
        ("平成10年10月24日(盟約更新 平成25年10月24日)", "signed"),
    ],
)
def test_what_was_done_on_the_day_of_a_cell(norm: str, deed: str) -> None:
    assert done_on(norm) == deed


def test_an_end_that_did_not_come_and_a_last_day() -> None:
    assert (said("解消を検討中"), said("解消"), said("友好都市")) == (None, "over", None)
    assert (last := term_of("有効期間:令和11年4月30日まで")) is not None
    assert last.date is not None
    assert last.date.latest.isoformat() == "2029-04-30"
    assert term_of("平成17年3月31日まで旧町で実施") is None


@pytest.mark.parametrize("cell", ["仮調印", "申入れのみ", "提案"])
def test_a_cell_that_says_that_no_more_was_done_leaves_the_row_open(cell: str, gazetteer: Gazetteer) -> None:
    head = "姉妹都市・友好都市\n都市名\t種別\t年月日\t備考\n松本市\t友好都市\t平成5年5月1日\t\n"
    assert {one[0] for one in ties(f"{head}福井市\t友好都市\t平成6年5月1日\t{cell}\n", gazetteer, TOWN)} <= {"C"}
    assert {one[0] for one in ties(f"{head}福井市\t友好都市\t平成6年5月1日\t\n", gazetteer, TOWN)} <= {"A", "B"}


@pytest.mark.parametrize(
    ("cell", "state"),
    [("令和3年1月5日解約", "ended"), ("令和3年1月5日申入れ", "concluded"), ("令和3年1月5日まで", "concluded")],
)
def test_the_cell_of_the_day_may_date_another_deed(cell: str, state: str, gazetteer: Gazetteer) -> None:
    for text in (
        f"都市名\t種別\t提携日\t備考\n松本市\t友好都市\t平成5年5月1日\t\n福井市\t友好都市\t{cell}\t\n",
        f"都市名：福井市\n種別：友好都市\n提携年月日：{cell}\n\n都市名：松本市\n種別：友好都市\n提携年月日：平成5年5月1日\n",
    ):
        found = ties(text, gazetteer, TOWN)
        assert [(one[1], one[2]) for one in found] == [(state, "")]
        assert {one[0] for one in found} <= {"B", "C"}


@pytest.mark.parametrize(
    ("cell", "deed"),
    [
        ("平成元年6月13日※終了(令和4年6月30日)", "signed"),
        ("令和4年6月30日解消(平成元年6月13日締結)", "over"),
        ("平成18年2月21日 旧美山町とは平成8年8月に盟約", "signed"),
        ("平成18年2月21日申入れ", "other"),
    ],
)
def test_what_was_done_on_the_first_day_of_a_cell(cell: str, deed: str) -> None:
    assert done_on(cell) == deed
