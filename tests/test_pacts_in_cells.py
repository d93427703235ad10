"""Pacts of many towns: the name, the towns and the day below each other; who joined, told in a sentence of its own."""

import pytest

from graph.places import Gazetteer
from tests.test_reading import agreements

ITOIGAWA = "lg/jp-152161"
NAMES = {"糸魚川市", "塩尻市", "大野市", "葛巻町", "射水市"}


def pacts(text: str, gazetteer: Gazetteer, home: str = ITOIGAWA) -> set[tuple[str, frozenset[str]]]:
    """The day of each tie of three and more, with those who signed; a person is asked about none of them."""
    found = set()
    for one in agreements(text, gazetteer, home):
        if one.confidence != "C" and len(one.parties) > 2:
            assert one.kind.value == "mutual-aid"
            sides = {side.printed if side.printed not in ("", "当市", "本市") else "糸魚川市" for side in one.parties}
            found.add((one.signed.value if one.signed else "", frozenset(sides)))
    return found


CELLS = {
    "a count in brackets, a remark behind": (
        "災害応援協定（自治体間）\n\n協定名\n協定市町\n協定日\n備考\n\n1\n災害時の相互応援に関す"
        "る協定\n塩尻市\n平成18年4月1日\n \n\n"
        "2\n越後ゆかりの市町災害時相互応援に関する協定（ひすい協定）\n長野県塩尻市、福井県大野市"
        "、岩手県葛巻町、\n富山県射水市（5市町間での協定）\n"
        "平成24年6月1日\nひすいの縁による\n",
        {("2012-06-01", frozenset(NAMES))},
    ),
    "the day in brackets on a line of its own": (
        "市が結んでいる協定\n\n災害時相互応援協定\n長野県塩尻市　（平成18年4月1日）\n\n"
        "広域連携推進協議会災害時応援協定\n新潟県糸魚川市、長野県塩尻市、福井県大野市、岩手県葛巻"
        "町、富山県射水市\n（平成24年6月1日）\n",
        {("2012-06-01", frozenset(NAMES))},
    ),
    "the day before the towns": (
        "災害時応援協定\n\n大規模災害時の相互応援に関する協定\n平成24年6月1日\n塩尻市、大野市、葛"
        "巻町、射水市\n\n問い合わせ　危機管理課\n",
        {("2012-06-01", frozenset(NAMES))},
    ),
    "two towns": (
        "災害時応援協定\n\n災害時における相互応援に関する協定\n塩尻市・大野市\n平成24年6月1日\n",
        {("2012-06-01", frozenset({"糸魚川市", "塩尻市", "大野市"}))},
    ),
    "others who are not named": (
        "災害時応援協定\n\n災害時における相互応援に関する協定\n塩尻市、大野市、葛巻町（8市町間で"
        "の協定）\n平成24年6月1日\n",
        set(),
    ),
    "a day of something else": (
        "災害時応援協定\n\n災害時における相互応援に関する協定\n塩尻市、大野市、葛巻町\n更新日：平成24年6月1日\n",
        set(),
    ),
}


@pytest.mark.parametrize("layout", CELLS)
def test_name_towns_and_day_below_each_other(layout: str, gazetteer: Gazetteer) -> None:
    text, found = CELLS[layout]
    assert pacts(text, gazetteer) == found


JOINED = [
    "この協定に参加した自治体は、当市のほか、長野県塩尻市、福井県大野市、岩手県葛巻町、富山県射水市です。",
    "協定を締結したのは、本市、塩尻市、大野市、葛巻町及び射水市の5市町です。",
    "協定に加わったのは本市のほか塩尻市、大野市、葛巻町、射水市の4市町です。",
    "締結自治体は、塩尻市（長野県）、大野市（福井県）、葛巻町（岩手県）、射水市（富山県）及び糸魚川市です。",
]


@pytest.mark.parametrize("sentence", JOINED)
def test_who_joined_is_told_in_another_paragraph(sentence: str, gazetteer: Gazetteer) -> None:
    text = (
        "災害時相互支援に関する協定を締結しました\n\n　糸魚川市は平成24年6月1日、「翡翠のまち災害"
        "時相互支援に関する協定」を締結しました。\n\n"
        f"　この町々は、昭和61年から物産展などを通じて交流を続けてきました。\n\n　{sentence}\n\n　"
        "調印式は開いていません。\n"
    )
    assert pacts(text, gazetteer) == {("2012-06-01", frozenset(NAMES))}


def test_a_day_and_a_label_of_those_who_signed(gazetteer: Gazetteer) -> None:
    text = (
        "本日「ひすいサミット加盟自治体による災害時における相互応援に関する協定書」の写しを見まし"
        "た。締結の日は平成24年6月1日とあります。\n\n"
        "協定市町は、\n長野県　塩尻市　　福井県　大野市\n岩手県　葛巻町　　富山県　射水市\n新潟県"
        "　糸魚川市\n\nサミットには25の市町が入っています。\n"
    )
    assert pacts(text, gazetteer) == {("2012-06-01", frozenset(NAMES))}


AREAS = [
    "越後定住自立圏（糸魚川市・塩尻市）と越前定住自立圏（大野市・葛巻町・射水市）",
    "ひすい首長会（糸魚川市、塩尻市、大野市、葛巻町、射水市）",
    "ひすい市町連絡協議会（塩尻市、大野市、葛巻町、射水市）",
]


@pytest.mark.parametrize("cell", AREAS)
def test_areas_with_their_members_in_brackets(cell: str, gazetteer: Gazetteer) -> None:
    text = (
        "災害時応援協定一覧\n| 協定先 | 種別 | 協定締結年月日 |\n|---|---|---|\n| 羽村市 | 災害時"
        "相互応援協定 | 平成8年2月6日 |\n"
        f"| {cell} | 災害時における相互支援協定 | 平成24年6月1日 |\n| 芦別市 | 災害時相互応援協定 | 平成9年2月6日 |\n"
    )
    assert pacts(text, gazetteer) == {("2012-06-01", frozenset(NAMES))}


@pytest.mark.parametrize("counted", ["上越8市町村", "県内10市町", "流域の6自治体"])
def test_as_many_unnamed_towns_are_not_the_town_spoken_of_above(counted: str, gazetteer: Gazetteer) -> None:
    text = (
        "広域行政\n\n名　　称：翡翠定住自立圏\n中 心 市：塩尻市\n構成町村：糸魚川市、葛巻町\n\n"
        "災害時の応援協定（自治体）\n\n"
        f"福井県大野市　　平成24年10月30日　祭りの縁\n{counted}　　平成8年5月17日　災害時の相互応援に関する協定\n"
    )
    days = {one.signed.value for one in agreements(text, gazetteer, ITOIGAWA) if one.signed and one.confidence != "C"}
    assert days <= {"2012-10-30"}
