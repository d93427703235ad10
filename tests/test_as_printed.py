"""Ties as cities print them: glosses inside names, items run on behind a day, former towns by the way."""

from graph.places import Gazetteer
from tests.test_reading import agreements

ITOIGAWA, MINAMI_ALPS, OTSU, AIZU_MISATO = "lg/jp-152161", "lg/jp-192082", "lg/jp-252018", "lg/jp-074471"
HATTA, SHINTSURU = "lg/jp-former-19-8154779b", "lg/jp-former-07-05abfa00"


def told(text: str, gazetteer: Gazetteer, home: str = ITOIGAWA) -> set[str]:
    """The ties of classes A and B: who else, which kind, which day; those without a day are never of class A."""
    found = [one for one in agreements(text, gazetteer, home) if one.confidence != "C"]
    found = [one for one in found if one.status.value == "concluded"]
    assert not [one for one in found if one.confidence == "A" and one.signed is None]
    return {
        f"{'+'.join(side.printed for side in one.parties if side.value != home)}"
        f" {one.kind.value} {one.signed.value if one.signed else '-'}"
        for one in found
    }


def test_a_reading_before_the_ending_of_a_name(gazetteer: Gazetteer) -> None:
    text = "友好都市\n\n・福島県石川町\n・福島県桑折(こおり)町\n・富山県射水（いみず）市(旧下村)\n・茨城県つくば市\n"
    found = agreements(text, gazetteer, ITOIGAWA)
    keys = {one.value for tie in found for one in tie.parties} - {ITOIGAWA}
    assert keys == {"lg/jp-075019", "lg/jp-073016", "lg/jp-162116", "lg/jp-082201"}
    assert told("友好都市\n\n・なぎさ(渚)の町\n・交流(こうりゅう)町\n", gazetteer) == set()


def test_a_reading_before_the_country_in_brackets(gazetteer: Gazetteer) -> None:
    (tie,) = agreements("友好都市　海門市（かいもんし）（中国）　平成8年5月20日提携\n", gazetteer, ITOIGAWA)
    assert tie.parties[-1].value.startswith("lg/cn-")


def test_a_prefecture_among_towns_ends_no_list(gazetteer: Gazetteer) -> None:
    text = "友好都市\n\n・福島県石川町\n・福井県\n・新潟県津南町\n・茨城県つくば市\n"
    assert {one.split()[0] for one in told(text, gazetteer)} == {"石川町", "津南町", "つくば市"}
    groups = "友好都市\n\n・福島県石川町\n・長野県飯田市\n\n近隣の県\n\n福井県\n小浜市\n大野市\n"
    assert {one.split()[0] for one in told(groups, gazetteer)} == {"石川町", "飯田市"}


def test_the_next_item_run_on_behind_a_day(gazetteer: Gazetteer) -> None:
    text = (
        "- ブルノ市\n国：チェコ\n種別：姉妹都市\n締結年月日：平成4年6月1日（1992年） - 海門市\n国：中国\n"
        "種別：友好都市\n締結年月日：平成8年5月20日（1996年）\n"
    )
    assert told(text, gazetteer) == {"ブルノ市 sister-city 1992-06-01", "海門市 friendship-city 1996-05-20"}


def test_a_day_with_the_place_of_signing(gazetteer: Gazetteer) -> None:
    text = "海門市（中国）\n\n友好都市締結年月日／平成8年5月20日　　糸魚川市にて\n\n人口／約100万人\n"
    assert told(text, gazetteer) == {"海門市 friendship-city 1996-05-20"}
    visit = "海門市（中国）\n\n訪問日／平成8年5月20日　　糸魚川市にて\n\n人口／約100万人\n"
    assert told(visit, gazetteer) == set()


def test_a_county_between_prefecture_and_village_that_heads(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市交流\n\n滋賀県草津市\n\n昭和57年4月2日提携\n\n草津市の概要\n\n"
        "北海道虻田郡真狩村\n\n平成3年6月9日提携\n"
    )
    assert told(text, gazetteer) == {"草津市 sister-city 1982-04-02", "真狩村 sister-city 1991-06-09"}


def test_a_second_day_that_signs_anew(gazetteer: Gazetteer) -> None:
    text = (
        "クィンビヤン市\n\n姉妹都市締結\n\n1991年5月3日（旧八田村時代）\n2005年6月7日（再締結調印）\n\n"
        "概要\n人口3万人の市です。\n"
    )
    found = agreements(text, gazetteer, MINAMI_ALPS)
    days = {one.signed.value: {side.value for side in one.parties} for one in found if one.signed}
    assert set(days) == {"1991-05-03", "2005-06-07"}
    assert HATTA in days["1991-05-03"]
    assert MINAMI_ALPS in days["2005-06-07"]
    again = text.replace("再締結調印", "記念式典")
    assert "2005-06-07" not in {one.signed.value for one in agreements(again, gazetteer, MINAMI_ALPS) if one.signed}


def test_the_former_town_of_a_labelled_day(gazetteer: Gazetteer) -> None:
    text = (
        "友好都市　東京都台東区\n提携年月日\n昭和60年10月5日\n"
        "旧新鶴村と台東区との友好都市提携は、昭和20年に児童が旧新鶴村へ疎開したことが縁です。\n"
    )
    (tie,) = agreements(text, gazetteer, AIZU_MISATO)
    assert tie.signed is not None
    assert tie.signed.value == "1985-10-05"
    assert SHINTSURU in {one.value for one in (*tie.former, *tie.parties)}
    other = text.replace("旧新鶴村と台東区との友好都市提携は", "旧新鶴村と墨田区との友好都市提携は")
    ties = [one for one in agreements(other, gazetteer, AIZU_MISATO) if "台東区" in {p.printed for p in one.parties}]
    assert [one.former for one in ties] == [()]


def test_who_acts_in_the_whole_sentence(gazetteer: Gazetteer) -> None:
    text = "楢葉町\n\n旧新鶴村が、祭りをきっかけに平成7年5月に楢葉町と姉妹都市提携をしていました。\n"
    (tie,) = agreements(text, gazetteer, AIZU_MISATO)
    assert SHINTSURU in {one.value for one in (*tie.parties, *tie.former)}


def test_how_a_tie_came_signs_nothing(gazetteer: Gazetteer) -> None:
    text = "塩尻市と糸魚川市との友好都市提携は、昭和40年に児童が訪れたことがきっかけです。\n"
    assert not {one for one in told(text, gazetteer) if "1965" in one}
    signed = text.replace("です。", "で、平成2年5月1日に締結されました。")
    assert told(signed, gazetteer) == {"塩尻市 friendship-city 1990-05-01"}


def test_a_ceremony_without_a_word_for_signing(gazetteer: Gazetteer) -> None:
    head = "姉妹都市　長野県栄村\n\n"
    held = "姉妹都市提携は、市制20周年の記念として平成5年4月に執り行われました。\n"
    assert told(head + held, gazetteer) == {"栄村 sister-city 1993-04"}
    for text in (
        "姉妹都市提携10周年の記念式典は、平成5年4月に執り行われました。\n",
        "姉妹都市提携の協議は、平成5年4月に行われました。\n",
        "姉妹都市提携は、平成5年4月に行われませんでした。\n",
    ):
        assert told(head + text, gazetteer) <= {"栄村 sister-city -"}, text


def test_a_signing_at_a_place(gazetteer: Gazetteer) -> None:
    text = "平成25年7月31日、長野県塩尻市との友好都市協定の締結を市民会館で行いました。\n"
    assert told(text, gazetteer) == {"塩尻市 friendship-city 2013-07-31"}
    for end in ("で行いませんでした", "で行う予定です", "で行わず、延期しました"):
        assert "塩尻市 friendship-city 2013-07-31" not in told(text.replace("で行いました", end), gazetteer), end


def test_what_a_tie_gave_rise_to(gazetteer: Gazetteer) -> None:
    text = "糸魚川市と長野県塩尻市との姉妹都市提携を機に、1982年、国際都市友好協会として発足しました。\n"
    assert told(text, gazetteer) == {"塩尻市 sister-city -"}
    for other in (
        text.replace("糸魚川市", "松本市"),  # other cities' tie
        text.replace("発足しました", "発足を目指しました"),
        "長野県塩尻市との姉妹都市提携をきっかけにしたいと述べました。\n",
    ):
        assert told(other, gazetteer) == set(), other


def test_the_kind_that_a_sentence_gives_to_a_day_under_two_titles(gazetteer: Gazetteer) -> None:
    text = (
        "姉妹都市・友好都市\n\nランシング市　アメリカ合衆国・ミシガン州\n\n提携時期\n\n昭和44年5月6日\n\n"
        "人口\n\n約12万人\n\n"
        "提携の経緯\n\n両市長が話し合い、昭和44年5月6日に大津市とランシング市は姉妹都市提携を締結しました。\n"
    )
    assert told(text, gazetteer, OTSU) == {"ランシング市 sister-city 1969-05-06"}


def test_a_state_and_a_prefecture_are_none_of_the_city(gazetteer: Gazetteer) -> None:
    text = "湖のあるミシガン州と琵琶湖のある滋賀県との姉妹提携調印（1968年11月2日）に際し、知事が渡米しました。\n"
    assert not [one for one in agreements(text, gazetteer, OTSU) if OTSU in {p.value for p in one.parties}]
