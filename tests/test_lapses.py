"""A tie of which the next sentence says that it ran out or was given up is over; what else ends changes nothing."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.records import Agreement
from graph.values import PartialDate

NANAO = "lg/jp-172022"
FUKUI = "福井市とは平成5年5月1日に友好都市提携を結びました。"
AID = "福井市とは、平成27年4月1日に災害時相互応援協定を締結しました。"


def reading(text: str, gazetteer: Gazetteer) -> Reading:
    about = Description("h", "h", "h", NANAO, PartialDate("2024"), "", "h.txt", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def told(text: str, gazetteer: Gazetteer, sure: str = "AB") -> set[str]:
    """`partner signed status until` of each tie."""
    found = set()
    for one in reading(text, gazetteer).records:
        if isinstance(one, Agreement) and one.confidence in sure:
            sides = "+".join(sorted(side.printed for side in one.parties if side.value != NANAO))
            days = [day.value if day else "-" for day in (one.signed, one.until)]
            found.add(f"{sides} {days[0]} {one.status.value} {days[1]}")
    return found


OVER: dict[str, set[str]] = {
    AID + "この協定は令和2年3月31日に満了し、更新していません。": {"福井市 2015-04-01 expired 2020-03-31"},
    AID + "この協定は令和2年3月に満了し、更新していません。": {"福井市 2015-04-01 expired 2020-03"},
    AID + "期間は5年間で、令和2年3月31日に満了しています。": {"福井市 2015-04-01 expired 2020-03-31"},
    AID + "令和2年3月に協定の満了を迎え、更新は行われませんでした。": {"福井市 2015-04-01 expired 2020-03"},
    AID + "協定は令和2年3月に満了しましたが、行き来は続いています。": {"福井市 2015-04-01 expired 2020-03"},
    "平成27年4月1日に締結した福井市との災害時相互応援協定は、令和2年3月31日に満了し、更新していません。": {
        "福井市 2015-04-01 expired 2020-03-31"
    },
    FUKUI + "現在は失効しています。": {"福井市 1993-05-01 expired -"},
    FUKUI + "その後、平成22年3月31日に解消しました。": {"福井市 1993-05-01 ended 2010-03-31"},
    FUKUI + "同協定は平成22年3月末をもって解約しました。": {"福井市 1993-05-01 ended 2010-03"},
    FUKUI + "平成5年5月1日に結んだ提携は、平成22年3月に解消されました。": {"福井市 1993-05-01 ended 2010-03"},
    FUKUI + "\n\nなお、この提携は平成22年3月31日に解消しました。": {"福井市 1993-05-01 ended 2010-03-31"},
    FUKUI + "千歳市とは平成6年5月1日に姉妹都市提携を結びました。福井市との提携は平成22年3月に解消しました。": {
        "福井市 1993-05-01 ended 2010-03",
        "千歳市 1994-05-01 concluded -",
    },
    "福井市とは平成5年5月1日に友好都市提携を、千歳市とは平成6年5月1日に姉妹都市提携を結びました。両提携とも平成22年3月に"
    "解消しました。": {"福井市 1993-05-01 ended 2010-03", "千歳市 1994-05-01 ended 2010-03"},
    "平成27年4月1日、株式会社北陸鞄と包括連携協定を締結しました。同社との協定は令和2年3月31日に満了しました。": {
        "株式会社北陸鞄 2015-04-01 expired 2020-03-31"
    },
    "本市は、平成24年7月1日、次の3市と災害時相互応援協定を締結しています。この協定は令和2年3月31日に満了し、更新していません。"
    "\n\n飯田市（長野県）\n伊那市（長野県）\n新城市（愛知県）": {"伊那市+新城市+飯田市 2012-07-01 expired 2020-03-31"},
    "福井市\n\n平成5年5月1日に友好都市提携を結びました。協定は令和2年3月に満了し、更新していません。\n\n千歳市\n\n"
    "平成6年5月1日に友好都市提携を結びました。": {"福井市 1993-05-01 expired 2020-03", "千歳市 1994-05-01 concluded -"},
    "都市名\t区分\t提携日\t備考\n福井市\t友好都市\t平成2年5月6日\t令和2年3月に満了し、更新していません\n千歳市\t姉妹都市\t"
    "平成20年6月7日\t": {"福井市 1990-05-06 expired 2020-03", "千歳市 2008-06-07 concluded -"},
    FUKUI.replace("。", "が、期間満了に伴い令和2年3月31日に失効しました。"): {"福井市 1993-05-01 expired 2020-03-31"},
}
NOT_OVER = (
    "協定は令和2年3月に満了しましたが、その後更新し、現在も続いています。",
    "協定は令和2年3月に満了しました。その後、令和2年4月に更新されました。",
    "協定は令和2年3月に満了したため、期間を延長しました。",
    "この協定は令和9年3月に満了します。",
    "なお、期間満了の3か月前までに申し出がないときは、更新されます。",
    "協定を解消した場合は、市民に知らせます。",
    "現在も解消されていません。",
    "福井市と平成10年に結んだ観光協定は令和2年3月に満了し、更新していません。",
    "昭和60年に結んだ協定は令和2年3月に解消しました。",
    "なお、千歳市との協定は令和2年3月に解消しました。",
    "市内の高校と福井市の高校との姉妹校提携は、令和2年3月に解消しました。",
    "福井市との災害時相互応援協定は、令和2年3月に失効しました。",
    "平成22年に休館していた友好会館は平成23年に廃止しました。",
    "令和2年3月には渋滞が解消しました。",
    "訪問団の受け入れは令和2年に終了しました。",
    "中学生の交流事業を続けてきました。令和2年に終了しました。",
    "交換留学の制度は令和2年3月をもって終了しました。",
    "令和2年3月、市長が任期満了により退任しました。",
    "任期の満了により、市長が交代しました。",
    "ホームページは令和2年4月以降、更新していません。",
)


@pytest.mark.parametrize("text", OVER)
def test_a_tie_is_over_where_the_words_behind_it_say_so(text: str, gazetteer: Gazetteer) -> None:
    assert told(text + "\n", gazetteer) == OVER[text]


@pytest.mark.parametrize("sentence", NOT_OVER)
def test_a_renewal_a_rule_or_the_end_of_something_else_ends_no_tie(sentence: str, gazetteer: Gazetteer) -> None:
    assert "福井市 1993-05-01 concluded -" in told(f"{FUKUI}{sentence}\n", gazetteer)


def test_which_of_two_ties_is_over_is_not_guessed(gazetteer: Gazetteer) -> None:
    text = "福井市とは平成5年5月1日に友好都市提携を、千歳市とは平成6年5月1日に姉妹都市提携を結びました。"
    text += "この協定は令和2年3月に解消しました。\n"
    assert told(text, gazetteer) == set()
    assert len(told(text, gazetteer, "C")) == 2


def test_the_end_of_a_tie_that_no_record_knows_is_listed(gazetteer: Gazetteer) -> None:
    found = reading(f"{FUKUI}\n\nなお、千歳市との協定は令和2年3月に解消しました。\n", gazetteer)
    assert 3 in found.coverage.unread


def test_an_end_in_force_again_leaves_two_ties(gazetteer: Gazetteer) -> None:
    text = FUKUI + "この提携は平成22年に解消されましたが、平成25年4月1日に改めて友好都市提携を結びました。\n"
    assert told(text, gazetteer, "ABC") >= {"福井市 2013-04-01 concluded -"}
    assert "福井市 1993-05-01 concluded -" not in told(text, gazetteer)
