"""The tables of names, places and former municipalities: true to their sources and canonical."""

import csv
import io
import os
import re
import xml.etree.ElementTree as ET
from importlib.resources import files
from pathlib import Path

import pytest

from graph.registry import check_digit, packaged
from ontology import kinds

DATA = Path(str(files("graph"))) / "data"
SHARED = Path(__file__).parents[2] / "shared" / "data"
TABLES = ("former.csv", "names.csv", "places.csv")
FOLDERS = {
    "agreement": "Agreement",
    "alliance": "Alliance",
    "change": "ChangeEvent",
    "country": "Country",
    "data": "ReferenceData",
    "lg": "LocalGovernment",
    "org": "Organisation",
    "series": "DocumentSeries",
    "unit": "Department",
}


def source(name: str) -> list[dict[str, str]]:
    """A source list as its owners publish it; skips where it is not at hand."""
    if not (SHARED / name).exists():
        if os.environ.get("INTERCITY_CI"):
            pytest.fail(f"{name} is missing")
        pytest.skip(f"{name} is not at hand")
    with (SHARED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("table", TABLES)
def test_table_is_in_canonical_form(table: str) -> None:
    raw = (DATA / table).read_bytes()
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n").writerows([rows[0], *sorted(rows[1:])])
    assert raw == again.getvalue().encode("utf-8")
    assert not any(cell != cell.strip() for row in rows for cell in row)


def test_names_have_both_labels_and_the_type_of_their_folder() -> None:
    japanese = re.compile(r"[぀-ヿ一-鿿]")
    for name in packaged().names.values():
        assert FOLDERS[name.key.split("/")[0]] == name.type, name
        assert not japanese.search(name.en), name
        assert japanese.search(name.ja) or name.key == "data/geonames", name
        assert name.ja not in name.aliases, name
        assert len(set(name.aliases)) == len(name.aliases), name


def test_names_of_places_agree_with_the_places() -> None:
    registry = packaged()
    former = {row.key: row for row in registry.formers}
    for name in registry.names.values():
        if name.type not in ("LocalGovernment", "Country"):
            continue
        if name.key in former:
            assert name.ja == former[name.key].ja
            continue
        place = registry.places[name.key]
        assert (name.ja, name.en) == (place.ja, place.en)
        if place.codes:
            assert name.natural == place.codes[0]
        else:
            assert name.natural == f"{place.key[3:5].upper()}/{place.ja}"


def test_natural_keys_name_known_parties_and_kinds() -> None:
    registry = packaged()
    known = registry.names.keys()
    for name in registry.names.values():
        if name.type == "Agreement":
            parties, kind, signed = name.natural.split("|")
            named = parties.split("+")
            assert named == sorted(named), name
            assert all(party in known or party.startswith("?") for party in named), name
            assert f"agreement/{kind}" in kinds(), name
            assert re.fullmatch(r"(\d{4}(-\d\d){0,2})?", signed), name
        elif name.type == "Alliance":
            hub, kind, label = name.natural.split("|")
            assert hub == "-" or hub in known
            assert f"alliance/{kind}" in kinds()
            assert label == name.ja
        elif name.type in ("Department", "Organisation"):
            owner, label = name.natural.split("/")
            codes = {place.codes[0] for place in registry.places.values() if place.codes}
            assert label
            assert (owner == "-" and name.type == "Organisation") or owner in codes, name
            assert name.type == "Organisation" or name.key.startswith(f"unit/jp-{owner}-"), name


def test_every_official_code_ends_in_its_check_digit() -> None:
    for row in source("localgovjp_municipalities.csv"):
        assert check_digit(row["lgcode"]) == row["lgcode"][5], row
    # Remainder 0 and 1 give the digits 1 and 0: Tottori Prefecture 310000, Chiyoda 131016.
    assert [check_digit(code) for code in ("31000", "13101", "43100", "01100")] == ["0", "6", "1", "2"]


def test_places_hold_every_municipality_and_prefecture_of_the_source() -> None:
    municipalities = source("localgovjp_municipalities.csv")
    prefectures = source("localgovjp_prefectures.csv")
    places = packaged().places
    ours = {place.codes[0] for place in places.values() if place.key.startswith("lg/jp-")}
    assert ours == {row["lgcode"] for row in municipalities} | {row["lgcode"].zfill(6) for row in prefectures}
    region = {row["pref"]: f"lg/jp-{row['lgcode'].zfill(6)}" for row in prefectures}
    for row in municipalities:
        place = places[f"lg/jp-{row['lgcode']}"]
        assert place.ja == row["city"].replace(" ", "")
        assert place.kana == row["citykana"].replace(" ", "")
        assert float(place.lat or "nan") == pytest.approx(float(row["lat"]), abs=6e-6)
        assert float(place.lon or "nan") == pytest.approx(float(row["lng"]), abs=6e-6)
        above = places[place.within]
        if " " in row["city"]:
            assert (place.kind, above.ja) == ("district", row["city"].split()[0])
            above = places[above.within]
        assert above.key == region[row["pref"]]
        assert {"city": "市", "town": "町", "village": "村", "district": "区"}[place.kind] == place.ja[-1]


def test_english_names_of_the_places_that_the_documents_name() -> None:
    expected = {
        "431001": "Kumamoto", "462012": "Kagoshima", "462187": "Kirishima", "422011": "Nagasaki", "062031": "Tsuruoka",
        "182010": "Fukui", "432083": "Yamaga", "432105": "Kikuchi", "432113": "Uto", "432130": "Uki", "432148": "Aso",
        "432164": "Koshi", "433489": "Misato", "433641": "Gyokuto", "434035": "Ozu", "434043": "Kikuyo",
        "434281": "Takamori", "434329": "Nishihara", "434337": "Minamiaso", "434418": "Mifune", "434426": "Kashima",
        "434434": "Mashiki", "434442": "Kosa", "434477": "Yamato", "423076": "Nagayo", "423084": "Togitsu",
        "430005": "Kumamoto Prefecture", "131024": "Chuo Ward, Tokyo", "431010": "Chuo Ward, Kumamoto",
    }  # fmt: skip
    assert {code: packaged().places[f"lg/jp-{code}"].en for code in expected} == expected


def test_former_municipalities_hold_every_row_of_the_source() -> None:
    registry = packaged()
    ours = {
        (registry.places[row.prefecture].ja, row.county + row.ja, row.date): row.successor for row in registry.formers
    }
    missing = []
    for row in source("merged_town_names_jp.csv"):
        year, month, day = map(int, re.findall(r"\d+", row["変更日"]))
        day_of_change = f"{year if year > 1000 else 1988 + year}-{month:02d}-{day:02d}"
        first, *others = re.sub("（.*）", "", row["変更前"]).split("・")
        names = [first, *(first.split("郡")[0] + "郡" + other for other in others)]
        missing += [name for name in names if (row["都道府県"], name, day_of_change) not in ours]
    assert not missing


def test_former_municipalities_lead_to_one_that_exists() -> None:
    registry = packaged()
    next_of = {row.key: row.successor for row in registry.formers}
    for row in registry.formers:
        assert "2003-01-01" < row.date < "2020-01-01"
        key, steps = row.key, 0
        while key in next_of:
            key, steps = next_of[key], steps + 1
            assert steps < 4, row
        assert registry.places[key].kind in ("city", "town", "village")
    ueki = [row for row in registry.formers if row.ja == "植木町"]
    assert [(row.key, row.county, row.successor, row.date, row.kind) for row in ueki] == [
        ("lg/jp-433853", "鹿本郡", "lg/jp-431001", "2010-03-23", "absorption")
    ]


def test_wikidata_ids_are_those_of_the_places() -> None:
    path = SHARED / "ursino_p190_2022_sister_cities.gexf"
    if not path.exists():
        source(path.name)
    node_of = {}
    for node in ET.parse(path).iter("{http://www.gexf.net/1.2draft}node"):
        cells = {cell.get("for"): cell.get("value") for cell in node.iter("{http://www.gexf.net/1.2draft}attvalue")}
        node_of[node.get("id")] = (node.get("label"), cells)
    registry = packaged()
    checked = 0
    for name in registry.names.values():
        if not name.wikidata:
            continue
        label, cells = node_of[name.wikidata]
        place = registry.places[name.key]
        assert label == name.en
        assert float(cells["2"] or "nan") == pytest.approx(float(place.lat or "nan"), abs=0.05)
        assert float(cells["1"] or "nan") == pytest.approx(float(place.lon or "nan"), abs=0.05)
        checked += 1
    assert checked == 15
    for unknown in ("lg/us-rome-ga", "lg/au-perth", "lg/cn-suzhou-new-district"):
        assert registry.names[unknown].wikidata == ""
        assert registry.names[unknown].note


def test_no_two_names_share_an_id() -> None:
    for column in ("wikidata", "geonames"):
        ids = [getattr(name, column) for name in packaged().names.values() if getattr(name, column)]
        assert len(ids) == len(set(ids))


def test_sources_are_registered_with_their_licence() -> None:
    registry = packaged()
    used = {place.source for place in registry.places.values()} | {row.source for row in registry.formers}
    assert used <= registry.names.keys()
    for name in registry.names.values():
        if name.type == "ReferenceData":
            assert name.note.startswith("https://"), name
            assert name.natural.startswith("https://"), name
