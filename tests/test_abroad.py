"""Places abroad, in prints of our own: which one is meant, in which country, and what of a bracket is no party."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import read
from graph.reading.pages.spaced import left_out
from graph.records import Agreement
from graph.values import PartialDate

KYOTO = "lg/jp-261009"


def ties(text: str, gazetteer: Gazetteer) -> list[Agreement]:
    about = Description("made", "試験", "Test", KYOTO, PartialDate("2024"), "", "made.txt", "0" * 64, None, ())
    records = read(Document(about, text, "utf-8"), gazetteer).records
    return [one for one in records if isinstance(one, Agreement)]


def told(text: str, gazetteer: Gazetteer) -> set[tuple[tuple[str, ...], str | None]]:
    """The partners of each tie, by their country and as printed, with the day."""
    found = set[tuple[tuple[str, ...], str | None]]()
    for one in ties(text, gazetteer):
        sides = [two for two in (*one.parties, *one.unnamed) if two.value != KYOTO]
        words = tuple(f"{two.value[3:5] if two.value.startswith('lg/') else '?'} {two.printed}" for two in sides)
        found.add((words, one.signed.value if one.signed else None))
    return found


@pytest.mark.parametrize(
    "text",
    [
        "グアダラハラ（メキシコ合衆国）\n1980年10月20日 姉妹都市提携　※スペインのグアダラハラ市とは異なります。\n",
        "グアダラハラ（メキシコ）\n1980年10月20日 姉妹都市提携（スペインのグアダラハラ市とは別の都市）\n",
        "グアダラハラ（メキシコ）　1980年10月20日 姉妹都市提携\n※スペインのグアダラハラ市ではありません。\n",
    ],
)
def test_a_remark_on_who_is_not_meant_names_nobody(text: str, gazetteer: Gazetteer) -> None:
    assert told(text, gazetteer) == {(("mx グアダラハラ",), "1980-10-20")}


def test_the_same_with_the_ending_of_a_city(gazetteer: Gazetteer) -> None:
    text = "グアダラハラ市（メキシコ合衆国）\n1980年10月20日 姉妹都市提携　※スペインのグアダラハラ市とは異なります。\n"
    assert told(text, gazetteer) == {(("mx グアダラハラ市",), "1980-10-20")}


def test_a_town_at_home_that_is_not_meant_is_no_party(gazetteer: Gazetteer) -> None:
    text = "友好都市：府中市（東京都、昭和60年5月1日）\n※広島県の府中市とは異なります。\n"
    (tie,) = ties(text, gazetteer)
    assert {one.value for one in tie.parties} == {KYOTO, "lg/jp-132063"}


@pytest.mark.parametrize(
    ("norm", "rest"),
    [
        ("1980年10月20日 姉妹都市提携 ※スペインのグアダラハラ市とは異なります。", "1980年10月20日 姉妹都市提携"),
        ("姉妹都市提携(スペインのグアダラハラ市とは別の都市)", "姉妹都市提携"),
        ("※スペインのグアダラハラ市とは異なります。", "※スペインのグアダラハラ市とは異なります。"),
        ("友好都市協定(姉妹都市とは異なる)", "友好都市協定(姉妹都市とは異なる)"),
        ("宝塚市とは異なり、尾道市と提携した", "宝塚市とは異なり、尾道市と提携した"),
    ],
)
def test_only_a_remark_at_the_end_of_a_line_is_left_out(norm: str, rest: str) -> None:
    dropped = left_out(norm, frozenset())
    assert "".join(sign for at, sign in enumerate(norm) if at not in dropped) == rest


@pytest.mark.parametrize(
    ("bracket", "partner", "land"),
    [
        ("米国カリフォルニア州", "ロサンゼルス市", "us"),
        ("アメリカ合衆国・カリフォルニア州", "ロサンゼルス市", "us"),
        ("オーストラリア・ニューサウスウェールズ州", "シドニー市", "au"),
        ("イタリア・ピエモンテ州", "トリノ市", "it"),
        ("中国・湖北省", "武漢市", "cn"),
    ],
)
@pytest.mark.parametrize("mark", ["■ ", "", "１　"])
def test_the_state_in_a_bracket_is_no_party(
    bracket: str, partner: str, land: str, mark: str, gazetteer: Gazetteer
) -> None:
    text = f"{mark}{partner}（{bracket}）\n　姉妹都市提携：昭和60年4月1日\n"
    assert told(text, gazetteer) == {((f"{land} {partner}",), "1985-04-01")}


@pytest.mark.parametrize("name", ["セーラム市", "セイラム市"])
def test_a_name_borne_in_several_countries_stays_open(name: str, gazetteer: Gazetteer) -> None:
    (tie,) = ties(f"姉妹都市\n{name}　昭和48年4月1日 姉妹都市提携\n", gazetteer)
    assert (tie.confidence, [one.printed for one in tie.unnamed]) == ("C", [name])


@pytest.mark.parametrize(
    "below",
    [
        "ベーカーズフィールド市はカナダの都市です。",
        "ベーカーズフィールド市は、カナダ・ブリティッシュコロンビア州の都市です。",
        "カナダの都市です。",
        "　国：カナダ",
    ],
)
def test_the_country_that_the_page_tells_goes_before_the_one_of_the_list(below: str, gazetteer: Gazetteer) -> None:
    text = f"姉妹都市\nベーカーズフィールド市　昭和48年4月1日 姉妹都市提携\n{below}\n"
    assert told(text, gazetteer) == {(("ca ベーカーズフィールド市",), "1973-04-01")}
