"""Several ties told in one spoken sentence, each with its day: each is read with its own, or the line is listed."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.records import Agreement
from graph.values import PartialDate

HOME = "lg/jp-431001"  # Kumamoto
FUKUI, CHITOSE = "福井市とは昭和47年5月27日", "千歳市とは昭和48年3月9日"
TWO = {"福井市 sister-city 1972-05-27", "千歳市 sister-city 1973-03-09"}


def reading(text: str, gazetteer: Gazetteer) -> Reading:
    about = Description("x", "x", "x", HOME, PartialDate("2024"), "", "x", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def told(text: str, gazetteer: Gazetteer, sure: str = "AB") -> set[str]:
    found = set()
    for one in reading(text, gazetteer).records:
        if isinstance(one, Agreement) and one.confidence in sure:
            sides = "+".join(side.printed for side in (*one.parties, *one.unnamed) if side.value != HOME)
            found.add(f"{sides} {one.kind.value} {one.signed.value if one.signed else '-'}")
    return found


READ: dict[str, set[str]] = {
    f"{FUKUI}、{CHITOSE}に姉妹都市提携を結んでおります。": TWO,
    f"○市長　お答えします。本市の姉妹都市は、{FUKUI}、{CHITOSE}でございます。": TWO,
    f"○市民部長（甲野太郎君）　姉妹都市についてでございますが、{FUKUI}に、{CHITOSE}に、それぞれ姉妹都市の提携をいたして"
    "おります。": TWO,
    "姉妹都市は、福井市が昭和47年5月27日、千歳市が昭和48年3月9日の締結でございます。": TWO,
    "姉妹都市提携の時期は、福井市が昭和47年5月27日、千歳市が昭和48年3月9日となっております。": TWO,
    f"姉妹都市提携でございますが、{FUKUI}、{CHITOSE}に締結いたしました。": TWO,
    "姉妹都市といたしましては、昭和47年5月27日に福井市と、昭和48年3月9日に千歳市と提携をしております。": TWO,
    "本市の姉妹都市は、ハイデルベルク市（ドイツ）とは平成4年5月19日、福井市とは昭和47年5月27日でございます。": {
        "ハイデルベルク市 sister-city 1992-05-19",
        "福井市 sister-city 1972-05-27",
    },
    f"友好都市の佐賀市とは平成3年10月1日、姉妹都市の{FUKUI}に締結したところでございます。": {
        "佐賀市 friendship-city 1991-10-01",
        "福井市 sister-city 1972-05-27",
    },
    "本市は、福井市と昭和47年、千歳市と昭和48年に姉妹都市、佐賀市と平成3年に友好都市の提携を行っております。": {
        "福井市 sister-city 1972",
        "千歳市 sister-city 1973",
        "佐賀市 friendship-city 1991",
    },
    "災害時相互応援協定は、福井市とは平成24年7月1日、千歳市とは平成25年8月2日に締結しております。": {
        "福井市 mutual-aid 2012-07-01",
        "千歳市 mutual-aid 2013-08-02",
    },
}
WAITING: dict[str, set[str]] = {
    f"本市には姉妹都市が2市ございます。{FUKUI}、{CHITOSE}でございます。": TWO,
    f"本市の姉妹都市は、{FUKUI}、{CHITOSE}でしょうか。": TWO,
    f"姉妹都市の提携は、{FUKUI}、{CHITOSE}と伺っております。": TWO,
    f"{FUKUI}から、{CHITOSE}から姉妹都市の関係にございます。": TWO,
    f"姉妹都市は、{FUKUI}、{CHITOSE}、佐賀市とは締結の準備を進めております。": TWO,
    f"姉妹都市の{FUKUI}、友好都市の{CHITOSE}、佐賀市とは平成3年10月1日でございます。": {
        "佐賀市 friendship-city 1991-10-01"
    },
}
LISTED = (
    f"姉妹都市との交流でございますが、{FUKUI}、{CHITOSE}に高校生を派遣しました。",
    "姉妹都市の人口は、福井市が平成27年10月1日、千歳市が平成28年1月1日の数字でございます。",
)


@pytest.mark.parametrize("text", READ)
def test_each_tie_is_read_with_its_own_day_and_kind(text: str, gazetteer: Gazetteer) -> None:
    found = reading(text + "\n", gazetteer)
    assert told(text + "\n", gazetteer) == READ[text]
    assert not found.coverage.unread


@pytest.mark.parametrize("text", WAITING)
def test_where_kind_or_act_is_only_understood_or_asked_for_the_tie_waits(text: str, gazetteer: Gazetteer) -> None:
    assert told(text + "\n", gazetteer, "C") == WAITING[text]


@pytest.mark.parametrize("text", LISTED)
def test_what_tells_of_something_else_or_asks_gives_no_tie_and_is_listed(text: str, gazetteer: Gazetteer) -> None:
    found = reading(text + "\n", gazetteer)
    assert not [one for one in found.records if isinstance(one, Agreement)]
    assert found.coverage.unread


def test_an_end_told_so_makes_no_tie(gazetteer: Gazetteer) -> None:
    text = f"姉妹都市は、{FUKUI}、{CHITOSE}に提携を解消しております。\n"
    found = reading(text, gazetteer)
    assert not [one for one in found.records if isinstance(one, Agreement) and one.status.value == "concluded"]
    assert found.coverage.unread


def test_the_ties_of_another_town_are_not_the_publishers(gazetteer: Gazetteer) -> None:
    text = "佐賀市の姉妹都市は、福井市とは昭和47年5月27日、千歳市とは昭和48年3月9日でございます。\n"
    for one in reading(text, gazetteer).records:
        assert not isinstance(one, Agreement) or HOME not in {side.value for side in one.parties}
