"""Pacts that many towns conclude together, in wordings of our own: who signed, when, and how sure that is."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.records import Agreement, Membership, Observation
from graph.values import PartialDate

HOME = "lg/jp-222119"  # 磐田市


def reading(text: str, gazetteer: Gazetteer, home: str = HOME) -> Reading:
    about = Description("x", "x", "x", home, PartialDate("2021"), "", "x", "0" * 64, None, ())
    return read(Document(about, text, "utf-8"), gazetteer)


def told(found: Reading, gazetteer: Gazetteer) -> list[str]:
    """Each agreement as `class kind day state: towns`, the towns in the order of their keys."""
    rows = []
    for one in found.records:
        if isinstance(one, Agreement):
            keys = sorted(party.value for party in (*one.parties, *one.unnamed))
            towns = [place.ja if (place := gazetteer.place(key)) else key for key in keys]
            state = "" if one.status.value == "concluded" else f" {one.status.value}"
            day = one.signed.value if one.signed else "-"
            rows.append(f"{one.confidence} {one.kind.value} {day}{state}: {'・'.join(towns)}")
    return sorted(rows)


FOUR = "飯田市・伊那市・磐田市・新城市"
CASES: dict[str, tuple[str, list[str]]] = {
    "a sentence that points to a list, a town to a line": (
        "災害への備え\n\n本市は、平成24年7月1日、次の3市と災害時相互応援協定を締結しています。\n"
        "\n飯田市（長野県）\n伊那市（長野県）\n新城市（愛知県）\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "of those who are listed the publisher is one": (
        "平成24年7月1日、下記の4市で災害時における相互応援に関する協定を締結しました。\n"
        "飯田市（長野県）、伊那市（長野県）、新城市（愛知県）、磐田市（静岡県）\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "the publisher is counted, not listed": (
        "平成24年7月1日、本市を含む次の4市で災害時相互応援協定を締結しました。\n飯田市、伊那市、新城市\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "a sentence that counts, a label over the list": (
        "３市１町の首長らが集まり、７月１日（日）、災害時応援協定に調印しました。物資を送り、職員を派遣します。\n"
        "\n【参加する自治体】\n"
        "飯田市（長野県）　磐田市（静岡県）\n新城市（愛知県）　坂城町（長野県）\n",
        ["B mutual-aid -: 飯田市・坂城町・磐田市・新城市"],
    ),
    "labels below a title that counts": (
        "４市で災害時の相互応援協定\n\n協定日\n平成24年7月1日\n\n"
        "協定に参加した自治体（３県）\n磐田市（静岡県）、飯田市・伊那市（長野県）、\n新城市（愛知県）\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "labels with colons": (
        "災害時相互応援協定\n締結日：平成24年7月1日\n締結市：磐田市、飯田市、伊那市、新城市\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "the day behind the parties, each on its line": (
        "災害時相互応援協定\n協定締結市\n磐田市\n飯田市\n伊那市\n新城市\n協定締結日　平成24年7月1日\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "a name that the end of a line cuts": (
        "災害時相互応援協定\n締結日　平成24年7月1日\n締結市　磐田市、飯田市、伊那市、新\n　　　　城市\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "prefectures that head their towns": (
        "平成24年7月1日、次の4市で災害時相互応援協定を締結しました。\n\n"
        "【構成市】\n静岡県　磐田市\n長野県　飯田市・伊那市\n愛知県　新城市\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "a prefecture in brackets behind two towns": (
        "平成24年7月1日、次の3市で災害時相互応援協定を締結しました。\n磐田市、府中市・三原市（広島県）\n",
        ["B mutual-aid 2012-07-01: 磐田市・三原市・府中市"],
    ),
    "all in one sentence without a day": (
        "磐田市、飯田市、伊那市、新城市の4市は、災害時相互応援協定を締結しています。\n",
        [f"B mutual-aid -: {FOUR}"],
    ),
    "all in one sentence with their prefectures": (
        "磐田市（静岡県）、飯田市（長野県）、伊那市（長野県）及び新城市（愛知県）の4市は、平成24年7月1日に災害時相互応援協定を締結した。\n"
        "",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "a comprehensive pact": (
        "3市による包括連携協定\n\n協定締結日：令和2年2月3日\n参加市：磐田市、袋井市、掛川市\n内容：観光の振興\n",
        ["B comprehensive 2020-02-03: 磐田市・掛川市・袋井市"],
    ),
    "the members of an alliance, whom the page lists": (
        "天竜川のまち協議会\n流域の４つの市の集まりです。\n"
        "互いに遠くないことを生かし、災害時相互応援の覚書も締結しています。\n（会員）\n"
        "磐田市〔静岡県〕\n飯田市〔長野県〕\n伊那市〔長野県〕\n新城市〔愛知県〕\n",
        [f"B mutual-aid -: {FOUR}"],
    ),
    "the members of an alliance that a sentence names": (
        "天竜川サミットは、流域の4市で構成し、平成24年7月1日に災害時相互応援協定を締結しました。\n"
        "（会員）\n磐田市\n飯田市\n伊那市\n新城市\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "the members among themselves": (
        "天竜川サミットは磐田市、飯田市、伊那市、新城市の4市で構成しています。会員市の間で平成24年7月1日に災害時相互応援協定を締結しています。\n"
        "",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "a label that says who signed": (
        "平成24年7月1日、災害時相互応援協定を締結しました。\n締結自治体\n磐田市、飯田市、伊那市、新城市\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "in brackets behind their number": (
        "平成24年7月1日、天竜川流域の4市（磐田市、飯田市、伊那市、新城市）は、災害時相互応援協定を締結しました。\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "with those in brackets behind their number": (
        "平成24年7月1日、流域の3市（飯田市、伊那市、新城市）と災害時相互応援協定を締結しました。\n",
        [f"B mutual-aid 2012-07-01: {FOUR}"],
    ),
    "each for itself": (
        "本市は次の2市とそれぞれ災害時相互応援協定を締結しています。\n飯田市（長野県）\n新城市（愛知県）\n",
        ["B mutual-aid -: 磐田市・新城市", "B mutual-aid -: 飯田市・磐田市"],
    ),
    "a pact that has run out": (
        "平成24年7月1日、次の4市で災害時相互応援協定を締結しましたが、今は失効しています。\n"
        "磐田市、飯田市、伊那市、新城市\n",
        [f"B mutual-aid 2012-07-01 expired: {FOUR}"],
    ),
}  # fmt: skip
OPEN: dict[str, tuple[str, list[str]]] = {
    "others who are not named, in a list": (
        "平成24年7月1日、次の市町と災害時相互応援協定を締結しました。\n飯田市、伊那市、新城市　ほか3町\n",
        [f"C mutual-aid 2012-07-01: {FOUR}"],
    ),
    "others who are not named, below a heading": (
        "災害時相互応援協定（平成24年7月1日締結）\n磐田市　飯田市　伊那市　ほか2町\n",
        ["C mutual-aid 2012-07-01: 飯田市・伊那市・磐田市"],
    ),
    "others who are not named, in a sentence": (
        "平成24年7月1日、飯田市、新城市ほか3町と災害時相互応援協定を締結しました。\n",
        ["C mutual-aid 2012-07-01: 飯田市・磐田市・新城市"],
    ),
    "a count that the list does not make up": (
        "平成24年7月1日、次の6市町で災害時相互応援協定を締結しました。\n磐田市、飯田市、伊那市、新城市\n",
        [f"C mutual-aid 2012-07-01: {FOUR}"],
    ),
    "one that joined later, in a sentence": (
        "平成24年7月1日、次の4市で災害時相互応援協定を締結しました。平成28年4月には新城市が加わりました。\n"
        "磐田市、飯田市、伊那市、新城市\n",
        [f"C mutual-aid 2012-07-01: {FOUR}"],
    ),
    "one that joined later, in its bracket": (
        "災害時相互応援協定（平成24年7月1日締結）\n磐田市、飯田市、伊那市、新城市（平成28年4月1日加入）\n",
        ["C mutual-aid 2012-07-01: 飯田市・伊那市・磐田市"],
    ),
    "one pact or several": (
        "本市は次の市と災害時相互応援協定を締結しています。\n飯田市（長野県）\n伊那市（長野県）\n新城市（愛知県）\n",
        [f"C mutual-aid -: {FOUR}"],
    ),
    "a name that several towns bear": (
        "平成24年7月1日、次の3市で災害時相互応援協定を締結しました。\n磐田市、飯田市、伊達市\n",
        ["C mutual-aid 2012-07-01: 飯田市・磐田市・伊達市"],
    ),
}
NONE = {
    "what is planned": (
        "次の4市で災害時相互応援協定を締結する予定です。\n磐田市、飯田市、伊那市、新城市\n"
    ),
    "what is denied": "次の3市とは災害時相互応援協定を締結していません。\n飯田市\n伊那市\n新城市\n",
    "who helped": "災害時相互応援協定に基づき、次の3市に職員を派遣しました。\n飯田市\n伊那市\n新城市\n",
    "who came to the signing": (
        "5市による災害時相互応援協定の調印式が行われました。\n"
        "出席者\n飯田市、伊那市、新城市、福井市の各市長\n"
    ),
    "a list that a title of its own heads": (
        "平成24年7月1日、5市で災害時相互応援協定を締結しました。\n"
        "\n防災訓練の会場\n飯田市、伊那市、新城市、福井市\n"
    ),
    "what the publisher signed with one who is not named": (
        "天竜川サミット\n会員\n磐田市\n飯田市\n伊那市\n\n本市は、平成25年9月1日に災害時相互応援協定を締結しました。\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", [*CASES, *OPEN])
def test_who_signed_is_told(case: str, gazetteer: Gazetteer) -> None:
    text, expected = (CASES | OPEN)[case]
    assert told(reading(text, gazetteer), gazetteer) == sorted(expected)


@pytest.mark.parametrize("case", NONE)
def test_no_pact_is_read_where_none_is_told(case: str, gazetteer: Gazetteer) -> None:
    assert told(reading(NONE[case], gazetteer), gazetteer) == []


def test_a_prefecture_tells_of_the_pact_of_its_towns(gazetteer: Gazetteer) -> None:
    text = "県内の次の3市は、平成25年9月1日に災害時相互応援協定を締結しました。\n磐田市、袋井市、掛川市\n"
    assert told(reading(text, gazetteer, "lg/jp-220001"), gazetteer) == [
        "B mutual-aid 2013-09-01: 磐田市・掛川市・袋井市"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "友好都市協定を結んでいる飯田市（長野県）、伊那市（長野県）、福井市（福井県）の市長らが出席しました。\n",
        "本市は、飯田市（長野県）、伊那市（長野県）、福井市（福井県）と友好都市提携を結んでいます。\n",
    ],
)
def test_each_friend_that_a_sentence_names_is_one(text: str, gazetteer: Gazetteer) -> None:
    friends = ("福井市・磐田市", "飯田市・磐田市", "伊那市・磐田市")
    assert told(reading(text, gazetteer), gazetteer) == sorted(f"B friendship-city -: {one}" for one in friends)


def test_the_day_of_a_ceremony_stands_behind_it(gazetteer: Gazetteer) -> None:
    text = "磐田市と長野県飯田市、福井県福井市との友好都市提携協定の締結式が平成24年7月1日、市役所で行われました。\n"
    assert told(reading(text, gazetteer), gazetteer) == ["B friendship-city 2012-07-01: 福井市・飯田市・磐田市"]


MEMBERS = {
    "a label that counts": (
        "全国しょうぶサミット協議会の首長会議が磐田市で開かれます。\n\n"
        "加盟する3団体\n長万部町、厚岸町（以上北海道）／磐田市（静岡県）\n"
    ),
    "a label in brackets": (
        "★全国しょうぶサミット協議会\n花を植える町の集まりです。\n"
        "（会員）\n長万部町〔北海道〕\n厚岸町〔北海道〕\n磐田市〔静岡県〕\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MEMBERS)
def test_members_stand_under_their_label(case: str, gazetteer: Gazetteer) -> None:
    found = [one for one in reading(MEMBERS[case], gazetteer).records if isinstance(one, Membership)]
    assert {one.actor.printed for one in found} == {"長万部町", "厚岸町", "磐田市"}


@pytest.mark.parametrize(
    "text",
    [
        "県内の定住自立圏の状況\n\n近隣の市町村\n袋井市、掛川市、森町\n協定を結んだ日\n平成22年3月31日\n",
        "平成25年9月1日、全国しょうぶサミット協議会の総会が開かれ、次の3市町が参加しました。\n飯田市\n伊那市\n坂城町\n",
    ],
)
def test_no_members_are_those_of_areas_in_general_or_of_a_meeting(text: str, gazetteer: Gazetteer) -> None:
    assert not [one for one in reading(text, gazetteer).records if isinstance(one, Membership)]


def test_so_many_towns_are_counted_in_words(gazetteer: Gazetteer) -> None:
    text = (
        "★全国しょうぶサミット協議会\n花を植える３つの市町村の集まりです。\n"
        "（会員）\n長万部町〔北海道〕\n厚岸町〔北海道〕\n磐田市〔静岡県〕\n"
    )
    found = reading(text, gazetteer).records
    assert [one.value.value for one in found if isinstance(one, Observation)] == ["3"]


@pytest.mark.parametrize(
    ("name", "town"),
    [
        ("大和郡山市", "大和郡山市"),
        ("東村山市", "東村山市"),
        ("奈良県大和郡山市", "大和郡山市"),
        ("東京都東村山市", "東村山市"),
    ],
)
def test_a_sign_within_a_name_does_not_end_it(name: str, town: str, gazetteer: Gazetteer) -> None:
    found = reading(f"平成24年7月1日、{name}と友好都市提携を締結しました。\n", gazetteer).records
    assert [party.printed for one in found if isinstance(one, Agreement) for party in one.parties if party.printed] == [
        town
    ]
