"""The end of a tie told apart from its signing, and exchange put to rest: read where the tie is known, else listed."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.records import Agreement
from graph.values import PartialDate

KAGA, FUKUI = "lg/jp-172065", "lg/jp-182010"
SIGNED = "平成2年5月3日　福井市と姉妹都市提携\n平成8年10月1日　坂井市と友好都市提携\n"
TABLE = "相手先\t種別\t提携日\n福井市\t姉妹都市\t平成2年5月3日\n坂井市\t友好都市\t平成8年10月1日\n\n"


def reading(text: str, gazetteer: Gazetteer) -> Reading:
    about = Description("t", "t", "t", KAGA, PartialDate("2024"), "", "t", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def told(text: str, gazetteer: Gazetteer) -> dict[str, tuple[str, str, str]]:
    """Partner: state, day of signing, day of the end."""
    return {
        next(side.printed for side in one.parties if side.value != KAGA): (
            one.status.value,
            one.signed.value if one.signed else "",
            one.until.value if one.until else "",
        )
        for one in reading(text, gazetteer).records
        if isinstance(one, Agreement)
    }


STANDS = ("concluded", "1996-10-01", "")
ENDS = {
    "平成17年10月1日　合併を機に福井市との姉妹都市提携を解消\n": ("ended", "2005-10-01"),
    "平成17年3月　福井市との姉妹都市提携を発展的に解消\n": ("ended", "2005-03"),
    "平成17年　福井市との姉妹都市協定終了\n": ("ended", "2005"),
    "平成17年　福井市との姉妹都市協定の期間満了\n": ("expired", "2005"),
}


@pytest.mark.parametrize("line", ENDS)
@pytest.mark.parametrize("lines", [SIGNED, SIGNED + "平成10年4月1日　市民会館完成\n"])
def test_an_end_in_a_time_line_ends_the_tie(line: str, lines: str, gazetteer: Gazetteer) -> None:
    state, until = ENDS[line]
    text = "交流のあゆみ\n" + lines + line
    assert told(text, gazetteer) == {"福井市": (state, "1990-05-03", until), "坂井市": STANDS}
    assert reading(text, gazetteer).coverage.unread == ()


@pytest.mark.parametrize(
    ("note", "until"),
    [
        ("福井市との提携は平成17年の合併により解消。\n", "2005"),
        ("平成17年3月31日、福井市との姉妹都市提携を解消しました。\n", "2005-03-31"),
        ("福井市との姉妹都市提携は、平成17年3月31日をもって解消されました。\n", "2005-03-31"),
        ("平成2年に結んだ福井市との姉妹都市提携は、平成17年3月31日に解消しました。\n", "2005-03-31"),
        ("福井市との姉妹都市提携は解消されました。\n", ""),
    ],
)
def test_an_end_told_below_a_table_ends_the_tie_of_its_row(note: str, until: str, gazetteer: Gazetteer) -> None:
    assert told(TABLE + note, gazetteer) == {"福井市": ("ended", "1990-05-03", until), "坂井市": STANDS}
    ties = [one for one in reading(TABLE + note, gazetteer).records if isinstance(one, Agreement)]
    assert {one.confidence for one in ties if one.status.value == "ended"} == {"B"}  # told by a sentence


@pytest.mark.parametrize(
    "line",
    [
        "平成17年　金沢市との姉妹都市提携を解消\n",  # no tie with it is known
        "平成17年　福井市との友好都市提携を解消\n",  # another tie than the one known
        "昭和60年　福井市との姉妹都市提携を解消\n",  # before it was signed
        "令和12年　福井市との姉妹都市提携を解消\n",  # after the time of the document
        "平成17年　福井市との姉妹都市提携を解消する方針を表明\n",
        "平成17年　福井市との姉妹都市提携の解消を検討\n",
        "令和7年3月　福井市との姉妹都市提携を解消予定\n",
        "平成27年　福井市との交流事業を当面休止\n",
        "平成27年　福井市との青少年交流を中断\n",
    ],
)
def test_an_end_that_no_known_tie_can_have_is_listed(line: str, gazetteer: Gazetteer) -> None:
    text = "交流のあゆみ\n" + SIGNED + line
    assert told(text, gazetteer) == {"福井市": ("concluded", "1990-05-03", ""), "坂井市": STANDS}
    assert reading(text, gazetteer).coverage.unread == (4,)


@pytest.mark.parametrize(
    "line", ["平成17年　福井市との合併協議会を解消\n", "平成27年　福井市との姉妹都市提携を解消していない\n"]
)
def test_the_end_of_something_else_ends_no_tie(line: str, gazetteer: Gazetteer) -> None:
    text = "交流のあゆみ\n" + SIGNED + line
    assert told(text, gazetteer) == {"福井市": ("concluded", "1990-05-03", ""), "坂井市": STANDS}


def test_the_day_of_an_end_signs_nothing(gazetteer: Gazetteer) -> None:
    text = "福井市との姉妹都市提携は、平成17年3月31日をもって解消しました。\n"
    assert not [one for one in told(text, gazetteer).values() if one[1]]


def test_of_two_ties_with_a_partner_the_one_named_ends(gazetteer: Gazetteer) -> None:
    text = (
        TABLE.rstrip()
        + "\n福井市\t災害時相互応援協定\t平成7年5月3日\n\n平成17年3月31日、福井市との姉妹都市提携を解消しました。\n"
    )
    ended = {
        one.kind.value: one.status.value
        for one in reading(text, gazetteer).records
        if isinstance(one, Agreement) and FUKUI in {side.value for side in one.parties}
    }
    assert ended == {"sister-city": "ended", "mutual-aid": "concluded"}


@pytest.mark.parametrize("remark", ["平成20年3月31日終了", "平成20年3月31日で期間満了"])
def test_a_remark_in_the_row_of_a_company_ends_its_agreement(remark: str, gazetteer: Gazetteer) -> None:
    text = f"企業名\t協定名\t締結日\t備考\n株式会社柴山銀行\t包括連携協定\t平成10年4月1日\t{remark}\n"
    (found,) = told(text, gazetteer).values()
    assert found == ("ended" if "終了" in remark else "expired", "1998-04-01", "2008-03-31")


FUKUI_TIE = "福井市とは平成5年5月1日に友好都市提携を結びました。"


OF_OTHERS = [
    "福井市の旧美山町との交流は平成22年に終了しました。",
    "平成22年3月に福井市議会との友好交流は終了した。",
]
OF_ANOTHER = [
    "福井市との職員派遣協定は平成22年3月に終了した。",
    "協定は令和2年3月に満了しました。その後、令和2年4月に更新されました。",
]


@pytest.mark.parametrize("sentence", [*OF_OTHERS, *OF_ANOTHER])
def test_what_ended_with_another_or_by_another_name_leaves_the_tie(sentence: str, gazetteer: Gazetteer) -> None:
    text = FUKUI_TIE + sentence + "\n"
    assert told(text, gazetteer) == {"福井市": ("concluded", "1993-05-01", "")}
    assert sentence not in OF_OTHERS or 1 in reading(text, gazetteer).coverage.unread


@pytest.mark.parametrize(
    "line",
    ["友好都市提携を解消", "平成22年3月31日、提携は解消された。", "この協定は期限が切れました。", "提携を終えました。"],
)
def test_an_end_in_a_time_line_that_names_nobody_is_listed(line: str, gazetteer: Gazetteer) -> None:
    text = f"交流のあゆみ\n{SIGNED}平成22年3月　{line}\n"
    assert told(text, gazetteer) == {"福井市": ("concluded", "1990-05-03", ""), "坂井市": STANDS}
    assert reading(text, gazetteer).coverage.unread == (4,)


@pytest.mark.parametrize(
    "note",
    [
        "福井市、坂井市との提携は、平成22年3月31日に解消しました。\n",
        "平成22年3月31日、福井市及び坂井市との提携を終了した。\n",
    ],
)
def test_two_partners_of_one_sentence_both_end(note: str, gazetteer: Gazetteer) -> None:
    ended = {"福井市": ("ended", "1990-05-03", "2010-03-31"), "坂井市": ("ended", "1996-10-01", "2010-03-31")}
    assert told(TABLE + note, gazetteer) == ended


@pytest.mark.parametrize(
    "sentence",
    [
        "福井市との提携は平成22年3月をもって打ち切られました。",
        "平成22年3月、提携は解消を余儀なくされた。",
        "なお、提携は平成22年3月に解消を余儀なくされた。",
        "福井市との交流は平成22年3月に終了しました。",
    ],
)
def test_an_end_beside_the_tie_has_its_day(sentence: str, gazetteer: Gazetteer) -> None:
    for text in (f"{FUKUI_TIE}{sentence}\n", f"福井市\n\n{FUKUI_TIE.removeprefix('福井市とは')}{sentence}\n"):
        assert told(text, gazetteer) == {"福井市": ("ended", "1993-05-01", "2010-03")}


KUMAMOTO_TIES = (
    "本市は平成3年5月2日に福井市と姉妹都市提携を結びました。坂井市とは平成5年6月3日に友好都市提携を結びました。"
)


@pytest.mark.parametrize(
    ("sentence", "first", "second"),
    [
        ("福井市との提携は平成26年に解消し、坂井市との提携は平成27年に失効しました。", "ended 2014", "expired 2015"),
        ("福井市との提携は平成26年に解消し、坂井市との提携は今も続いています。", "ended 2014", "concluded "),
        ("前者は平成26年に解消しました。", "ended 2014", "concluded "),
        ("後者は平成26年に解消しました。", "concluded ", "ended 2014"),
        (
            "福井市との提携は平成26年に解消しました。坂井市との協定は平成27年に更新されました。",
            "ended 2014",
            "concluded ",
        ),
        ("坂井市との交流は令和2年に終了しましたが、提携自体は継続しています。", "concluded ", "concluded "),
    ],
)
def test_each_end_of_a_sentence_is_that_of_whom_it_names(
    sentence: str, first: str, second: str, gazetteer: Gazetteer
) -> None:
    found = told(KUMAMOTO_TIES + sentence + "\n", gazetteer)
    state = {who: f"{status} {until}" for who, (status, _, until) in found.items()}
    assert state == {"福井市": first, "坂井市": second}


def test_the_end_of_one_of_two_ties_signed_in_one_sentence_leaves_the_other(gazetteer: Gazetteer) -> None:
    text = (
        "福井市とは平成3年5月2日に姉妹都市提携を、坂井市とは平成5年6月3日に友好都市提携を結びましたが、"
        "坂井市との提携は平成26年3月31日に解消し、福井市との提携は今も続いています。\n"
    )
    ended = {"福井市": ("concluded", "1991-05-02", ""), "坂井市": ("ended", "1993-06-03", "2014-03-31")}
    assert told(text, gazetteer) == ended


@pytest.mark.parametrize(
    "text",
    [
        "姉妹都市\n・福井市（平成3年5月2日提携）\n・坂井市（平成5年6月3日提携）\nなお、この提携は平成20年3月に解消しました。\n",
        "姉妹都市\n\n福井市（平成3年5月2日提携）\n坂井市（平成5年6月3日提携）\n\n提携は平成20年3月に終了しました。\n",
        "交流の年表\n平成2年8月1日　市民会館が完成\n平成3年5月2日　福井市と姉妹都市提携を締結\n"
        "平成5年6月3日　坂井市と姉妹都市提携を締結\nなお、この提携は平成20年3月に解消しました。\n",
    ],
)
def test_an_end_below_a_list_that_names_nobody_is_listed(text: str, gazetteer: Gazetteer) -> None:
    standing = {"福井市": ("concluded", "1991-05-02", ""), "坂井市": ("concluded", "1993-06-03", "")}
    assert told(text, gazetteer) == standing
    assert text.count("\n") in reading(text, gazetteer).coverage.unread


def test_an_end_set_in_below_an_item_is_its_own(gazetteer: Gazetteer) -> None:
    text = "姉妹都市\n・福井市（平成3年5月2日提携）\n・坂井市（平成5年6月3日提携）\n"
    text += "　　なお、この提携は平成20年3月に解消しました。\n"
    assert told(text, gazetteer)["坂井市"] == ("ended", "1993-06-03", "2008-03")


ENDS_OF_ROWS = [
    "平成22年4月　福井市との友好都市提携は、平成22年3月31日に終了",
    "平成22年4月　福井市との友好都市提携が、平成22年3月31日付けで解消される",
    "平成22年4月　福井市との友好都市提携は、平成22年3月31日で期限切れ",
]


@pytest.mark.parametrize("line", ENDS_OF_ROWS)
def test_a_row_that_tells_of_an_end_with_its_own_day_signs_nothing(line: str, gazetteer: Gazetteer) -> None:
    found = [one for one in reading(f"交流のあゆみ\n{SIGNED}{line}\n", gazetteer).records if isinstance(one, Agreement)]
    assert len(found) == 2
    until = "" if "される" in line else "2010-03-31"  # it may be yet to come
    assert told(f"交流のあゆみ\n{SIGNED}{line}\n", gazetteer)["福井市"][2] == until


def test_the_day_of_an_end_in_a_bracket_is_not_that_of_the_event(gazetteer: Gazetteer) -> None:
    text = f"交流のあゆみ\n{SIGNED}平成11年4月1日　鯖江市と姉妹都市提携（平成24年6月に打ち切り）\n"
    assert told(text, gazetteer)["鯖江市"] == ("ended", "1999-04-01", "2012-06")


@pytest.mark.parametrize("over", ["提携解消済み", "提携破棄", "関係解除"])
def test_a_sign_that_the_list_explains_ends_the_ties_that_bear_it(gazetteer: Gazetteer, over: str) -> None:
    text = f"友好都市等一覧（●は{over}）\n○坂井市（福井県）　平成8年10月1日\n●福井市　平成2年5月3日\n"
    text += "○大野市　平成9年5月1日\n"
    assert {who: status for who, (status, _, _) in told(text, gazetteer).items()} == {
        "坂井市": "concluded",
        "福井市": "ended",
        "大野市": "concluded",
    }


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("かつての姉妹都市", "ended"),
        ("提携を解消した姉妹都市", "ended"),
        ("姉妹都市", "concluded"),
        ("過去の姉妹都市交流の実績", "concluded"),
    ],
)
def test_a_heading_that_calls_its_ties_past_ends_them(title: str, state: str, gazetteer: Gazetteer) -> None:
    text = f"{title}\n都市\t提携日\n福井市\t平成2年5月3日\n坂井市\t平成8年10月1日\n"
    assert {status for status, _, _ in told(text, gazetteer).values()} == {state}


def test_an_end_that_is_only_rumoured_ends_no_tie(gazetteer: Gazetteer) -> None:
    text = "福井市との姉妹都市提携（平成2年5月3日）は平成29年3月31日に解消されたとの一部報道は誤りです。\n"
    assert told(text, gazetteer) == {"福井市": ("concluded", "1990-05-03", "")}
