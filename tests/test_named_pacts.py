"""Agreements by the names that towns and companies give them, and who a body is that a place runs."""

import pytest

from graph.places import Gazetteer
from graph.records import Agreement
from tests.test_reading import agreements, made

FUKUI, SAKAI, KAGA = "lg/jp-182010", "lg/jp-182109", "lg/jp-172065"


def told(text: str, gazetteer: Gazetteer) -> set[tuple[str, str, str]]:
    """Each tie as partner, kind and day."""
    found = agreements(text, gazetteer)
    return {(one.parties[-1].printed, one.kind.value, one.signed.value if one.signed else "") for one in found}


# The name that a release of two towns gives to what they sign, and its kind: friendly cooperation is a twin of its own
# name, exchange is friendly exchange; one field alone is no twin, but an accord in writing, as with companies.
BETWEEN_TOWNS = {
    "友好協力協定": ("friendly-cooperation-city", "B"),
    "友好協力に関する協定": ("friendly-cooperation-city", "B"),
    "相互友好協力協定": ("friendly-cooperation-city", "B"),
    "友好交流協定": ("friendly-exchange", "B"),
    "交流協定": ("friendly-exchange", "B"),
    "観光交流協定": ("friendly-exchange", "B"),
    "観光連携協定": ("accord", "B"),
    "観光協定": ("accord", "B"),
    "観光に関する協定": ("accord", "B"),
    "文化連携協定": ("accord", "B"),
}


@pytest.mark.parametrize("name", BETWEEN_TOWNS)
def test_what_two_towns_sign_is_of_the_kind_that_its_name_tells(name: str, gazetteer: Gazetteer) -> None:
    (tie,) = agreements(f"福井市と坂井市は令和5年10月3日、{name}を締結しました。\n", gazetteer)
    assert (tie.kind.value, tie.confidence) == BETWEEN_TOWNS[name]
    assert {one.value for one in tie.parties} == {FUKUI, SAKAI}
    assert [one.value for one in (tie.signed,) if one] == ["2023-10-03"]


def test_the_same_names_in_a_table(gazetteer: Gazetteer) -> None:
    text = "協定名\t相手方\t締結日\n友好協力協定\t坂井市\t令和5年10月3日\n観光連携協定\t加賀市\t令和5年11月4日\n"
    assert told(text, gazetteer) == {
        ("坂井市", "friendly-cooperation-city", "2023-10-03"),
        ("加賀市", "accord", "2023-11-04"),
    }
    classes = {one.parties[-1].printed: one.confidence for one in agreements(text, gazetteer)}
    assert classes["加賀市"] == "B"  # the kind is not named in full


HEAD = "企業名\t協定名\t締結日\n株式会社白川銀行\t包括連携協定\t平成28年4月1日\n"


@pytest.mark.parametrize("name", ["相互友好協力協定", "相互協力協定", "相互協力に関する協定", "相互連携協力協定"])
def test_cooperation_without_a_subject_is_in_many_fields(name: str, gazetteer: Gazetteer) -> None:
    row = f"株式会社有明百貨店\t{name}\t平成29年5月10日\n"
    for text in (HEAD + row, f"平成29年5月10日、株式会社有明百貨店と{name}を締結しました。\n"):
        assert ("株式会社有明百貨店", "comprehensive", "2017-05-10") in told(text, gazetteer), text
    classes = {one.parties[-1].printed: one.confidence for one in agreements(HEAD + row, gazetteer)}
    assert classes == {"株式会社白川銀行": "A", "株式会社有明百貨店": "B"}  # the name does not say comprehensive


def test_cooperation_in_a_disaster_or_on_one_field_is_not(gazetteer: Gazetteer) -> None:
    text = (
        HEAD + "株式会社有明百貨店\t災害時の相互協力に関する協定\t平成29年5月10日\n"
        "有明観光株式会社\t観光連携協定\t平成30年6月1日\n"
    )
    assert told(text, gazetteer) >= {
        ("株式会社有明百貨店", "mutual-aid", "2017-05-10"),
        ("有明観光株式会社", "accord", "2018-06-01"),
    }


def test_a_town_is_no_twin_of_a_university(gazetteer: Gazetteer) -> None:
    (tie,) = agreements("本市と有明大学は令和5年11月3日、友好協力協定を締結しました。\n", gazetteer)
    assert (tie.kind.value, tie.parties[-1].printed) == ("comprehensive", "有明大学")
    for one in agreements("本市と有明大学は令和5年11月3日、友好交流協定を締結しました。\n", gazetteer):
        assert one.kind.value != "friendly-exchange"


RUN = [
    "福井県立大学",
    "福井市立美術館",
    "金沢市立病院",
    "東京都立図書館",
    "大阪府立高校",
    "北海道立博物館",
    "加賀市立大学",
]


@pytest.mark.parametrize("name", RUN)
@pytest.mark.parametrize(
    "line",
    [
        "{}\t包括連携協定\t令和3年4月1日\n",
        "令和3年4月1日、{}と友好交流協定を締結\n",
        "令和3年4月1日　{}と災害時相互応援協定\n",
        "・{}（令和3年4月1日　包括連携協定）\n",
    ],
)
def test_what_a_place_runs_is_not_the_place(name: str, line: str, gazetteer: Gazetteer) -> None:
    text = "大学等との連携\n\n相手\t協定名\t締結日\n" + line.format(name)
    places = {
        party.value
        for one in made(text, gazetteer)
        if isinstance(one, Agreement)
        for party in (*one.parties, *one.former)
        if party.value.startswith("lg/")
    }
    assert places <= {"lg/jp-431001"}, name


def test_towns_whose_names_begin_as_such_a_body_does(gazetteer: Gazetteer) -> None:
    text = (
        "災害時相互応援協定\n富山県立山町　平成20年5月1日\n東京都立川市　平成21年5月1日\n長野県立科町　平成22年5月1日\n"
    )
    assert {one[0] for one in told(text, gazetteer)} == {"立山町", "立川市", "立科町"}
