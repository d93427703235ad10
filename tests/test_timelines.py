"""Time-lines in the prints of city histories: each says the same two ties, in its own way of dating a line."""

import pytest

from graph.places import Gazetteer
from graph.records import Body, Membership
from tests.test_reading import agreements, made

# A day of 1962 with Fukui as a sister city, a day of 1990 with Chitose as a friendship city; the rest signs nothing.
FORMS = {
    "western year with the era in brackets": (
        "年表\n1962（昭和37）年5月3日　福井市と姉妹都市提携を結ぶ\n1965（昭和40）年　市民会館完成\n"
        "1990（平成2）年4月20日　千歳市と友好都市の協定調印\n"
    ),
    "columns of year, month and day that carry the era": (
        "年表\n年\t月\t日\tできごと\n昭和37\t5\t3\t福井市と姉妹都市になる\n40\t10\t\t市民会館完成\n平成2\t4\t20\t千歳市と友好都市になる\n"
    ),
    "bonds and vows": (
        "年表\n昭和37年5月3日　福井市と姉妹の縁を結ぶ\n昭和40年　市民会館\n平成2年4月20日　千歳市と友好の盟約を交わす\n"
    ),
    "cols": (
        "年表\n"
        "年号　年　月　日　　ことがら\n"
        "昭和　37　 5　 3　　福井市と姉妹都市提携\n"
        "　　　〃　 8　 1　　使節団を派遣\n"
        "　　　40　10　12　　市民会館が完成\n"
        "平成　 2　 4　20　　千歳市と友好都市の盟約を結ぶ\n"
        "　　　 5　11　 3　　記念式典\n"
    ),
    "erawest": (
        "年表\n"
        "1962 昭37 5.3 福井市と姉妹都市提携\n"
        "1965 昭40 10.12 市民会館完成\n"
        "1990 平2 4.20 千歳市と友好都市の盟約を結ぶ\n"
        "1993 平5 11.3 記念式典を開く\n"
    ),
    "tabs2": (
        "年\t月日\t事項\n"
        "昭和37年\t5月3日\t福井市と姉妹都市提携\n"
        "\t8月1日\t使節団を派遣\n"
        "昭和40年\t10月12日\t市民会館完成\n"
        "平成2年\t4月20日\t千歳市と友好都市の盟約を結ぶ\n"
        "\t11月3日\t記念式典\n"
    ),
    "eracarry": (
        "年表\n"
        "昭和37. 5. 3　福井市と姉妹都市提携\n"
        "　　40.10.12　市民会館完成\n"
        "　　63. 8. 1　駅が開業\n"
        "平成 2. 4.20　千歳市と友好都市の盟約を結ぶ\n"
        "　　 5.11. 3　記念式典\n"
    ),
    "eraditto": (
        "年表\n"
        "昭和37. 5. 3　福井市と姉妹都市提携\n"
        "〃　40.10.12　市民会館完成\n"
        "〃　63. 8. 1　駅が開業\n"
        "平成 2. 4.20　千歳市と友好都市の盟約を結ぶ\n"
        "〃　 5.11. 3　記念式典\n"
    ),
    "yearhead": (
        "年表\n"
        "昭和37年（1962）\n"
        "　5月 3日　福井市と姉妹都市提携\n"
        "　8月 1日　使節団を派遣\n"
        "昭和40年（1965）\n"
        "　10月12日　市民会館完成\n"
        "平成2年（1990）\n"
        "　4月20日　千歳市と友好都市の盟約を結ぶ\n"
    ),
    "yearhead2": (
        "年表\n"
        "1962年（昭和37年）\n"
        "・5月　福井市と姉妹都市提携（3日）\n"
        "・8月　使節団を派遣\n"
        "1965年（昭和40年）\n"
        "・10月　市民会館完成\n"
        "1990年（平成2年）\n"
        "・4月　千歳市と友好都市の盟約を結ぶ（20日）\n"
    ),
    "after": (
        "年表\n"
        "昭和37年　福井市と姉妹都市提携（5月3日）\n"
        "昭和40年　市民会館完成（10月12日）\n"
        "平成2年　千歳市と友好都市の盟約を結ぶ（4月20日）\n"
        "平成5年　記念式典（11月3日）\n"
    ),
    "after2": (
        "年表\n"
        "昭37　福井市と姉妹都市提携（5.3）\n"
        "昭40　市民会館完成（10.12）\n"
        "平 2　千歳市と友好都市の盟約を結ぶ（4.20）\n"
        "平 5　記念式典（11.3）\n"
    ),
    "kanji": (
        "年表\n"
        "昭和三十七年　五月三日　福井市と姉妹都市提携\n"
        "同　　　　年　八月一日　使節団を派遣\n"
        "昭和四十年　十月十二日　市民会館完成\n"
        "平成二年　四月二十日　千歳市と友好都市の盟約を結ぶ\n"
        "同　　年十一月三日　記念式典\n"
    ),
    "wrap": (
        "年表\n"
        "昭和37年 5月 3日　福井市（福井県）と\n"
        "　　　　　　　　　姉妹都市提携\n"
        "昭和40年10月12日　市民会館完成\n"
        "平成 2年 4月20日　千歳市（北海道）と友好都市\n"
        "　　　　　　　　　の盟約を結ぶ\n"
        "平成 5年11月 3日　記念式典\n"
    ),
    "cells": (
        "年表\n"
        "昭和37年5月3日\n"
        "福井市と姉妹都市提携\n"
        "昭和40年10月12日\n"
        "市民会館完成\n"
        "平成2年4月20日\n"
        "千歳市と友好都市の盟約を結ぶ\n"
        "平成5年11月3日\n"
        "記念式典\n"
    ),
    "pipes": (
        "| 年月日 | できごと |\n"
        "| 昭和37年5月3日 | 福井市と姉妹都市提携 |\n"
        "| 昭和40年10月12日 | 市民会館完成 |\n"
        "| 平成2年4月20日 | 千歳市と友好都市の盟約を結ぶ |\n"
        "| 同年11月3日 | 記念式典 |\n"
    ),
    "monthditto": (
        "年表\n"
        "昭和37年 5月 3日　福井市と姉妹都市提携\n"
        "　〃　　 〃　 4日　交歓会\n"
        "　〃　　 8月 1日　使節団を派遣\n"
        "平成 2年 4月20日　千歳市と友好都市の盟約を結ぶ\n"
        "　〃　　 〃　　〃　植樹\n"
    ),
    "letters": (
        "年表\n"
        "S37.5.3 福井市と姉妹都市提携\n"
        "S40.10.12 市民会館完成\n"
        "H2.4.20 千歳市と友好都市の盟約を結ぶ\n"
        "H5.11.3 記念式典\n"
    ),
    "colon": (
        "歩み\n"
        "1962年5月3日：福井市と姉妹都市提携\n"
        "1965年10月12日：市民会館完成\n"
        "1990年4月20日：千歳市と友好都市の盟約を結ぶ\n"
        "1993年11月3日：記念式典\n"
    ),
    "multi": (
        "年表\n"
        "昭和37年5月3日　福井市と姉妹都市提携。8月1日　使節団を派遣\n"
        "昭和40年10月12日　市民会館完成。同月20日、消防署完成\n"
        "平成2年4月20日　千歳市と友好都市の盟約を結ぶ。同日、記念植樹\n"
        "平成5年11月3日　記念式典\n"
    ),
    "cells4": (
        "年\n"
        "月\n"
        "日\n"
        "事項\n"
        "昭和37\n"
        "5\n"
        "3\n"
        "福井市と姉妹都市提携\n"
        "昭和40\n"
        "10\n"
        "12\n"
        "市民会館完成\n"
        "平成2\n"
        "4\n"
        "20\n"
        "千歳市と友好都市の盟約を結ぶ\n"
        "平成5\n"
        "11\n"
        "3\n"
        "記念式典\n"
    ),
    "monthhead": (
        "年表\n"
        "1962年\n"
        "　5月\n"
        "　　3日　福井市と姉妹都市提携\n"
        "　　9日　交歓会\n"
        "　8月\n"
        "　　1日　使節団を派遣\n"
        "1990年\n"
        "　4月\n"
        "　　20日　千歳市と友好都市の盟約を結ぶ\n"
    ),
    "dotday": (
        "年表\n"
        "昭和37年　福井市と姉妹都市提携（5・3）\n"
        "昭和40年　市民会館完成（10・12）\n"
        "平成2年　千歳市と友好都市の盟約を結ぶ〔4.20〕\n"
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_line_is_dated_in_every_print(name: str, gazetteer: Gazetteer) -> None:
    ties = agreements(FORMS[name], gazetteer)
    assert {(one.parties[-1].value, one.kind.value, one.signed.value if one.signed else None) for one in ties} == {
        ("lg/jp-182010", "sister-city", "1962-05-03"),
        ("lg/jp-012246", "friendship-city", "1990-04-20"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "年表\n昭和37年　福井市と交流\n平成　元年の夏\n5人が参加\n",
        "都市名\n福井市\n昭和37年5月3日\n千歳市\n平成2年4月20日\n函館市\n平成5年11月3日\n",
        "1. 福井市\n2. 千歳市\n3. 函館市\n",
    ],
)
def test_what_is_no_time_line(text: str, gazetteer: Gazetteer) -> None:
    assert not [one for one in agreements(text, gazetteer) if one.recogniser == "story"]


def test_a_table_by_fiscal_years_and_a_whole_date_behind_the_event(gazetteer: Gazetteer) -> None:
    text = (
        "年度／月／事項\n昭62／04／市民の会が設立\n〃／02／福井市と姉妹都市提携\n平5／03／千歳市との友好都市提携調印（平成6年3月10日）\n"
        "平6／10／交流展\n"
    )
    found = {one.parties[-1].value: one.signed.value for one in agreements(text, gazetteer) if one.signed}
    assert found == {"lg/jp-182010": "1988-02", "lg/jp-012246": "1994-03-10"}


def test_the_talks_of_a_tie_that_was_signed_are_its_history(gazetteer: Gazetteer) -> None:
    text = (
        "平成24年7月　千歳市と友好都市提携に向けた協議を開始\n平成25年5月　市民訪問団\n"
        "平成26年11月15日　千歳市と友好都市協定に調印\n"
    )
    assert [one.status.value for one in agreements(text, gazetteer)] == ["concluded"]


def test_towns_that_become_one_found_no_league(gazetteer: Gazetteer) -> None:
    text = (
        "昭和37年5月3日　市民会館完成\n平成17年4月1日　佐久市、臼田町、浅科村、望月町が合併、新「佐久市」誕生\n"
        "平成18年3月　富田町、本渡市、牛深市など2市8町が合併し、天草市が発足\n平成19年4月1日　図書館が開館\n"
    )
    assert not [one for one in made(text, gazetteer) if isinstance(one, Membership)]


def test_a_company_of_a_time_line_is_a_body_of_its_own(gazetteer: Gazetteer) -> None:
    text = (
        "年表\n1999年\n5月3日　福井市と姉妹都市提携\n"
        "2009年\n3月27日　庄原市と株式会社せとうち森工業が森林に関する包括連携協定を締結\n11月　計画を策定\n"
    )
    records = made(text, gazetteer, "lg/jp-342106")
    bodies = {one.body.value: (one.body.printed, one.kind.value) for one in records if isinstance(one, Body)}
    assert list(bodies.values()) == [("株式会社せとうち森工業", "company")]
    ties = [{party.value for party in one.parties} for one in agreements(text, gazetteer, "lg/jp-342106")]
    assert {"lg/jp-342106", *bodies} in ties


def test_pacts_by_their_title_bodies_without_a_verb_and_a_ditto_for_the_kind(gazetteer: Gazetteer) -> None:
    text = (
        "年表\n平成7　　5.13　　福井市と姉妹都市の盟約\n　〃　　　〃　　　千歳市と　　〃\n"
        "平成23　　10.1　　飯田市・伊那市と「天竜川流域災害時相互応援協定」\n"
        "平成27　　3.26　　遠州工科大学と包括連携協定\n"
    )
    found = {
        ("+".join(one.printed for one in tie.parties[1:]), tie.kind.value, tie.signed and tie.signed.value)
        for tie in agreements(text, gazetteer, "lg/jp-222119")
    }
    assert found == {
        ("福井市", "sister-city", "1995-05-13"),
        ("千歳市", "sister-city", "1995-05-13"),
        ("飯田市+伊那市", "mutual-aid", "2011-10-01"),
        ("遠州工科大学", "comprehensive", "2015-03-26"),
    }


# Two events on one line; what else stands there dates nothing.
LINE = {
    "平成3年5月1日　福井市と姉妹都市提携　平成9年7月7日　千歳市と友好都市提携": {
        ("福井市", "1991-05-01"),
        ("千歳市", "1997-07-07"),
    },
    "平成3年5月1日　福井市と姉妹都市提携、7月7日　千歳市と友好都市提携": {
        ("福井市", "1991-05-01"),
        ("千歳市", "1991-07-07"),
    },
    "平成3年5月1日　市民会館開館。平成9年7月7日、千歳市と友好都市提携": {("千歳市", "1997-07-07")},
    "平成3年5月1日　市民会館開館／平成9年7月7日　千歳市と友好都市提携": {("千歳市", "1997-07-07")},
    "平成3年5月1日　訪問団が千歳市を訪問、平成5年6月1日に同市と友好都市提携を締結": {("千歳市", "1993-06-01")},
    "平成3年5月1日　千歳市訪問団が来市、同年10月1日友好都市提携を締結": {("千歳市", "1991-10-01")},
    "平成3年5月1日　昭和60年に始まった交流をもとに千歳市と友好都市提携を締結": {("千歳市", "1991-05-01")},
    "平成3年5月1日　千歳市と友好都市提携を締結（平成13年に10周年）": {("千歳市", "1991-05-01")},
    "平成3年5月1日　千歳市と友好都市提携を締結。平成23年5月1日に更新": {("千歳市", "1991-05-01")},
}


@pytest.mark.parametrize("line", LINE)
def test_each_event_of_a_line_has_its_own_date(line: str, gazetteer: Gazetteer) -> None:
    text = f"年表\n{line}\n平成24年4月1日　図書館開館\n平成25年5月1日　記念式典\n平成26年5月1日　公園完成\n"
    found = {(one.parties[-1].printed, one.signed and one.signed.value) for one in agreements(text, gazetteer)}
    assert found == LINE[line]


def test_a_day_does_not_take_the_first_letter_of_the_town_behind_it(gazetteer: Gazetteer) -> None:
    lines = ("2022.03.03 荒尾市", "2022.03.04 日田市", "2022.03.05 竹田市", "2022.03.06 日向市")
    text = "お知らせ\n" + "".join(f"{line}と友好都市提携を締結しました\n" for line in lines)
    found = [(one.parties[-1].printed, one.signed.value if one.signed else "") for one in agreements(text, gazetteer)]
    assert sorted(found) == [
        ("日向市", "2022-03-06"), ("日田市", "2022-03-04"), ("竹田市", "2022-03-05"), ("荒尾市", "2022-03-03"),
    ]  # fmt: skip


def test_a_line_whose_partner_begins_with_the_sign_of_a_day(gazetteer: Gazetteer) -> None:
    text = (
        "協定の動き\nR5.3.3 日本郵便株式会社と包括連携協定を締結\nR5.3.4 日野市と友好都市協定を締結\n"
        "5日 日立市と災害時相互応援協定を締結\nR6.3.26　　日向灘大学と包括連携協定を締結\n"
    )
    ties = agreements(text, gazetteer, "lg/jp-202053")
    assert {(one.parties[-1].printed, one.signed.value) for one in ties if one.signed} == {
        ("日本郵便株式会社", "2023-03-03"),
        ("日野市", "2023-03-04"),
        ("日立市", "2023-03-05"),
        ("日向灘大学", "2024-03-26"),
    }


def test_a_town_right_behind_the_day_it_signed(gazetteer: Gazetteer) -> None:
    for town in ("日田市", "田原市", "光市"):
        ties = agreements(f"令和3年3月4日{town}と姉妹都市提携を締結しました。\n", gazetteer, "lg/jp-202053")
        assert [one.parties[-1].printed for one in ties] == [town]


@pytest.mark.parametrize("decades", [True, False])
def test_a_time_line_of_ties_gives_its_events_their_kind(decades: bool, gazetteer: Gazetteer) -> None:
    heads = ("昭和五十年代\n", "昭和六十年代\n", "平成\n") if decades else ("", "", "")
    text = (
        f"姉妹都市交流のあゆみ\n\n{heads[0]}　昭和53年　委員会が来市\n　　　　9月17日　福井市との盟約書に両市長が署名\n"
        f"{heads[1]}　昭和60年　協会が発足\n　昭和62年7月4日　千歳市と提携（文化館で調印）\n"
        f"{heads[2]}　平成元年11月　福井市との提携10周年式典\n　平成3年　大阪市の商工会議所と提携\n"
    )
    found = {
        (one.parties[-1].printed, one.kind.value, one.signed and one.signed.value)
        for one in agreements(text, gazetteer)
    }
    assert found >= {("福井市", "sister-city", "1978-09-17"), ("千歳市", "sister-city", "1987-07-04")}
    assert {name for name, *_ in found} <= {"福井市", "千歳市"}
