"""The gazetteer: names as printed, in their context, to the place, body or unit that they mean."""

import re
import unicodedata
from collections import defaultdict

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.cities import countries
from graph.places import Found, load
from graph.registry import TYPES
from tests.test_registry import source

KUMAMOTO, KAGOSHIMA, KIRISHIMA, NAGASAKI = "lg/jp-431001", "lg/jp-462012", "lg/jp-462187", "lg/jp-422011"
AMBIGUOUS = ("place_ambiguous",)


def test_a_name_that_one_place_bears() -> None:
    gazetteer = load()
    assert gazetteer.find("霧島市") == Found("lg/jp-462187")
    assert gazetteer.find("熊本県") == Found("lg/jp-430005")
    assert gazetteer.find("蔚山広域市", home=KUMAMOTO) == Found("lg/kr-ulsan")
    assert gazetteer.find("テキサス州") == Found("lg/us-tx")
    assert gazetteer.find("どこか市") == Found(None)


def test_every_shared_name_of_the_official_list_stays_open_until_a_prefecture_is_named() -> None:
    bearers = defaultdict(list)
    for row in source("localgovjp_municipalities.csv"):
        if " " not in row["city"]:
            bearers[row["city"]].append((row["pref"], f"lg/jp-{row['lgcode']}"))
    shared = {name: found for name, found in bearers.items() if len(found) > 1}
    assert (len(shared), sum(map(len, shared.values()))) == (25, 57)
    gazetteer = load()
    for name, found in shared.items():
        keys = tuple(sorted(key for _, key in found))
        assert gazetteer.find(name) == Found(None, keys, AMBIGUOUS)
        for prefecture, key in found:
            assert gazetteer.find(name, prefecture=prefecture) == Found(key)
            assert gazetteer.find(prefecture + name) == Found(key)
            assert gazetteer.find(name, home=key) == Found(key, flags=("place_by_home_prefecture",))


@pytest.mark.parametrize(
    ("surface", "home", "found"),
    [
        ("美里町", KUMAMOTO, Found("lg/jp-433489", flags=("place_by_home_prefecture",))),
        ("高森町", KUMAMOTO, Found("lg/jp-434281", flags=("place_by_home_prefecture",))),
        ("高森町", "lg/jp-202011", Found("lg/jp-204030", flags=("place_by_home_prefecture",))),
        ("府中市", KUMAMOTO, Found(None, ("lg/jp-132063", "lg/jp-342084"), AMBIGUOUS)),
        ("伊達市", KAGOSHIMA, Found(None, ("lg/jp-012335", "lg/jp-072133"), AMBIGUOUS)),
        ("川崎町", KUMAMOTO, Found(None, ("lg/jp-043249", "lg/jp-406058"), AMBIGUOUS)),
        ("中央区", KUMAMOTO, Found("lg/jp-431010", flags=("place_by_home_prefecture",))),
    ],
)
def test_home_decides_only_within_its_prefecture(surface: str, home: str, found: Found) -> None:
    assert load().find(surface, home=home) == found


def test_a_ward_named_without_its_city_counts_only_in_that_city() -> None:
    gazetteer = load()
    # Kawasaki has no 中央区; Sagamihara in the same prefecture has one, and that is no reason to take it.
    found = gazetteer.find("中央区", home="lg/jp-141305")
    assert found.key is None
    assert {"lg/jp-141526", "lg/jp-131024", "lg/jp-431010"} <= set(found.candidates)
    assert gazetteer.find("相模原市中央区") == Found("lg/jp-141526")
    assert gazetteer.find("札幌市　中央区") == Found("lg/jp-011011")


def test_former_municipalities() -> None:
    gazetteer = load()
    for surface in ("植木町", "旧植木町", "鹿本郡植木町", "熊本県鹿本郡植木町", "旧鹿本郡植木町"):
        assert gazetteer.find(surface, home=KUMAMOTO) == Found("lg/jp-433853", flags=("former",)), surface
    # 大和町 stands in Miyagi; six towns of that name are gone. 旧, a prefecture or a county asks for one of them.
    assert gazetteer.find("大和町", home=KUMAMOTO) == Found("lg/jp-044211")
    saga = gazetteer.find("大和町", prefecture="佐賀県")
    assert saga.flags == ("former",)
    assert saga == gazetteer.find("佐賀郡大和町")
    assert [row.successor for row in gazetteer.formers if row.key == saga.key] == ["lg/jp-412015"]
    assert gazetteer.find("旧大和町").flags == ("former", "place_ambiguous")
    # In a document from Saga the bare name may be either: nobody guesses.
    open_case = gazetteer.find("大和町", home="lg/jp-412015")
    assert (open_case.key, open_case.flags) == (None, AMBIGUOUS)
    assert set(open_case.candidates) == {"lg/jp-044211", saga.key}


def test_a_town_founded_anew_under_its_name_is_the_present_one() -> None:
    gazetteer = load()
    assert gazetteer.find("南部町", prefecture="山梨県") == Found("lg/jp-193666")
    assert gazetteer.find("旧南部町", prefecture="山梨県").flags == ("former",)


def test_country_and_state_narrow_foreign_names() -> None:
    gazetteer = load()
    for country in ("中華人民共和国", "中国", "CN", "country/cn", "China"):
        assert gazetteer.find("桂林市", country=country) == Found("lg/cn-guilin")
    assert gazetteer.find("桂林市", country="韓国") == Found(None)
    assert gazetteer.find("ローム市", country="アメリカ合衆国", prefecture="ジョージア州") == Found("lg/us-rome-ga")
    assert gazetteer.find("ローム市", prefecture="テキサス州") == Found(None)
    assert gazetteer.find("鶴岡市", country="どこか国") == Found(None)


def test_forms_that_differ_in_writing_only() -> None:
    gazetteer = load()
    assert gazetteer.find("龍ヶ崎市") == gazetteer.find("龍ケ崎市") == Found("lg/jp-082082")
    assert gazetteer.find("サンアントニオ市") == gazetteer.find("ｻﾝｱﾝﾄﾆｵ市") == Found("lg/us-san-antonio-tx")
    for surface in ("蘇州高新区", "蘇州国家高新区", "高新区"):
        assert gazetteer.find(surface, home=KUMAMOTO) == Found("lg/cn-suzhou-new-district")


@pytest.mark.parametrize(
    ("surface", "type", "home", "key"),
    [
        ("国際課", "Department", KUMAMOTO, "unit/jp-431001-kokusaika"),
        ("国際課", "Department", NAGASAKI, None),
        ("商工観光部観光ＰＲ課", "Department", KIRISHIMA, "unit/jp-462187-kanko-prka"),
        ("市政記者クラブ", "Organisation", KUMAMOTO, "org/kumamoto-press-club"),
        ("市政記者クラブ", "Organisation", KAGOSHIMA, "org/kagoshima-press-club"),
        ("市政記者クラブ", "Organisation", NAGASAKI, None),
        ("国際交流センター", "Organisation", KAGOSHIMA, "org/kagoshima-international-center"),
        ("国際交流センター", "Organisation", KUMAMOTO, None),
        ("加茂水族館", "Organisation", KAGOSHIMA, "org/kamo-aquarium"),
        ("上海事務所", "Organisation", KUMAMOTO, "org/kumamoto-shanghai-office"),
        ("ＮＨＫ", "Organisation", KUMAMOTO, "org/media-nhk"),
        ("川﨑医科大学", "Organisation", KIRISHIMA, "org/kawasaki-medical-school"),
        ("（公財）鹿児島市国際交流財団", "Organisation", KAGOSHIMA, "org/kagoshima-intl-foundation"),
        ("湾奥会議", "Alliance", KIRISHIMA, "alliance/kinkowan-oku-kaigi"),
        ("独国", "Country", KUMAMOTO, "country/de"),
        ("アメリカ", "Country", None, "country/us"),
    ],
)
def test_bodies_units_and_countries(surface: str, type: str, home: str | None, key: str | None) -> None:
    assert load().find(surface, type=type, home=home).key == key


def test_a_short_name_of_two_bodies_is_left_open_without_a_home() -> None:
    found = load().find("市政記者クラブ", type="Organisation")
    assert found == Found(None, ("org/kagoshima-press-club", "org/kumamoto-press-club"), AMBIGUOUS)


def test_a_key_is_proposed_for_an_unknown_foreign_place_only() -> None:
    gazetteer = load()
    minted = gazetteer.mint("ダーラム市", country="米国")
    assert minted == gazetteer.mint(" ダーラム市", country="US")
    assert minted.flags == ("place_unregistered",)
    assert (minted.key or "").startswith("lg/us-x")
    assert minted.key != gazetteer.mint("ダーラム市", country="オーストラリア").key
    assert gazetteer.mint("桂林市", country="中国") == Found("lg/cn-guilin")
    for country in (None, "日本", "どこか国"):
        assert gazetteer.mint("ダーラム市", country=country) == Found(None)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Kumamoto", KUMAMOTO), ("kumamoto city", KUMAMOTO), ("熊本", KUMAMOTO), ("熊本市", KUMAMOTO),
        ("431001", KUMAMOTO), ("43100", KUMAMOTO), ("くまもとし", KUMAMOTO), (KUMAMOTO, KUMAMOTO),
        ("https://w3id.org/icr/id/lg/jp-431001", KUMAMOTO), ("Kumamoto Prefecture", "lg/jp-430005"),
        ("熊本県", "lg/jp-430005"), ("東京", "lg/jp-130001"), ("Kōshi", "lg/jp-432164"), ("Rome", "lg/us-rome-ga"),
        ("桂林", "lg/cn-guilin"), ("蘇州国家高新区", "lg/cn-suzhou-new-district"), ("US", "country/us"),
        ("International Affairs Division", "unit/jp-431001-kokusaika"), ("植木町", "lg/jp-433853"),
        ("agreement/kumamoto-guilin", "agreement/kumamoto-guilin"), ("Atlantis", None), ("", None),
    ],
)  # fmt: skip
def test_what_people_type(typed: str, key: str | None) -> None:
    assert load().resolve_user(typed).key == key


def test_candidates_for_people_start_with_those_of_the_registry() -> None:
    found = load().resolve_user("Misato")
    assert found.key is None
    assert found.candidates[0] == "lg/jp-433489"
    assert {"lg/jp-045055", "lg/jp-113816"} <= set(found.candidates)


@pytest.mark.parametrize(
    ("typed", "key"),
    [("Kumamto", KUMAMOTO), ("熊木市", KUMAMOTO), ("Heidelburg", "lg/de-heidelberg"), ("Kaoshiung", "lg/tw-kaohsiung")],
)
def test_misspelt_names_have_near_ones(typed: str, key: str) -> None:
    nearest = load().nearest(typed)
    assert nearest[0] == key
    assert len(nearest) <= 3
    assert load().nearest("") == load().nearest("qqqqqqqq") == ()


def test_every_surface_is_found_again() -> None:
    gazetteer = load()
    for type in TYPES:
        surfaces = gazetteer.surfaces(type)
        assert list(surfaces) == sorted(surfaces, key=lambda form: (-len(form), form))
        for form, keys in surfaces.items():
            assert form == unicodedata.normalize("NFKC", form)
            found = gazetteer.find(form, type=type)
            assert found.key in keys or set(found.candidates) & set(keys), (type, form, keys, found)
    assert gazetteer.surfaces("LocalGovernment")["旧植木町"] == ("lg/jp-433853",)
    assert len(gazetteer.surfaces("LocalGovernment")["美里町"]) == 3
    assert "大和村" in gazetteer.surfaces("LocalGovernment")
    assert "矢部町" not in gazetteer.surfaces("LocalGovernment")


def test_where_a_place_lies() -> None:
    gazetteer = load()
    assert list(gazetteer.chain("lg/jp-431010")) == ["lg/jp-431010", KUMAMOTO, "lg/jp-430005", "country/jp"]
    assert gazetteer.prefecture("lg/jp-433853") == "lg/jp-430005"
    assert (gazetteer.prefecture("lg/us-rome-ga"), gazetteer.country("lg/us-rome-ga")) == ("lg/us-ga", "country/us")
    assert (gazetteer.prefecture("lg/cn-guilin"), gazetteer.country("lg/cn-guilin")) == (None, "country/cn")
    assert list(gazetteer.chain("lg/nowhere")) == []


def test_names_and_places_by_key() -> None:
    gazetteer = load()
    sapporo, ueki = gazetteer.name("lg/jp-011002"), gazetteer.place("lg/jp-433853")
    assert sapporo
    assert ueki
    assert (sapporo.ja, sapporo.en, sapporo.natural) == ("札幌市", "Sapporo", "011002")
    assert (ueki.kind, ueki.en, ueki.codes, ueki.lat) == ("town", "Ueki", (), None)
    assert gazetteer.name("lg/nowhere") is None
    assert gazetteer.place("lg/nowhere") is None
    assert gazetteer.by_natural("Department", "431001/国際課") == "unit/jp-431001-kokusaika"
    assert gazetteer.by_natural("Department", "431001/無い課") is None


names = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["旧", "熊本県", "下益城郡", "米国", ""]).flatmap(
        lambda head: st.sampled_from(["美里町", "中央区", "植木町", "桂林市", "国際課", "町", ""]).map(
            lambda t: head + t
        )
    ),
)


@given(
    names, st.sampled_from([*TYPES, "Nothing"]), st.none() | names | st.sampled_from([KUMAMOTO, KAGOSHIMA, "lg/x"]),
    st.none() | names, st.none() | names,
)  # fmt: skip
@example("旧", "LocalGovernment", None, None, None)
@settings(deadline=None, max_examples=300)
def test_find_never_fails_and_gives_known_keys(
    surface: str, type: str, home: str | None, prefecture: str | None, country: str | None
) -> None:
    gazetteer = load()
    found = gazetteer.find(surface, type=type, home=home, prefecture=prefecture, country=country)
    assert all(key in gazetteer for key in (found.key, *found.candidates) if key is not None)
    assert not (found.key and found.candidates)
    assert ("place_ambiguous" in found.flags) == bool(found.candidates)
    assert found == gazetteer.find(surface, type=type, home=home, prefecture=prefecture, country=country)
    typed = gazetteer.resolve_user(surface)
    assert all(key in gazetteer for key in (typed.key, *typed.candidates) if key is not None)


def test_no_town_abroad_shares_its_name_in_another_spelling_with_one_of_another_country() -> None:
    bearers = defaultdict(set)
    for name, country in countries().items():
        spelt = re.sub(r"(?<=[エケセテネヘメレゲゼデベペェ])イ", "ー", name)
        for one, other in zip(("ヴァ", "ヴィ", "ヴェ", "ヴォ", "ヴ"), "バビベボブ", strict=True):
            spelt = spelt.replace(one, other)
        bearers[spelt].add(country)
    assert [name for name, borne in bearers.items() if len(borne) > 1] == []
