"""Reading: offsets that hold, the traps of the real documents, and the same bytes each time."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.documents import Description, Document, describe, find, folders, open_document
from graph.library import coverage_text
from graph.places import Gazetteer
from graph.reading import read
from graph.reading.pages.outline import outline
from graph.reading.pages.text import Source
from graph.records import Agreement, AnyRecord, Change, Membership, Observation, Span, dump, loads
from graph.values import PartialDate

FOLDERS = {folder.name: folder for folder in folders()}


def spans(value: object) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for one in value for span in spans(one)]
    return [span for name in getattr(type(value), "model_fields", {}) for span in spans(getattr(value, name))]


def made(text: str, gazetteer: Gazetteer, home: str = "lg/jp-431001") -> list[AnyRecord]:
    description = Description("made", "試験", "Test", home, PartialDate("2024"), "", "made.txt", "0" * 64, None, ())
    return list(read(Document(description, text, "utf-8"), gazetteer).records)


def agreements(text: str, gazetteer: Gazetteer, home: str = "lg/jp-431001") -> list[Agreement]:
    found = [one for one in made(text, gazetteer, home) if isinstance(one, Agreement)]
    return [one for one in found if "kind_mention" not in one.flags]


@pytest.mark.parametrize("name", FOLDERS)
def test_reading_again_gives_the_committed_bytes(name: str, documents: Path, gazetteer: Gazetteer) -> None:
    description = describe(FOLDERS[name])
    path = find(description, documents)
    assert path is not None
    reading = read(open_document(path, description), gazetteer)
    assert dump(reading.records) == (FOLDERS[name] / "records.jsonl").read_text(encoding="utf-8")
    assert coverage_text(reading) == (FOLDERS[name] / "coverage.json").read_text(encoding="utf-8")


# Where each year that a date only refers to (同年, a bare month, a row that goes on) is printed: read by eye.
YEARS = (
    ("kagoshima-2022", 70, "1990-04", (70, 70), "1990年1月"),
    ("kumamoto-2016", 699, "2013-09", (697, 697), "平成２５年２月"),
    ("kumamoto-2016", 710, "1979-10-01", (710, 710), "昭和５４年７月"),
    ("kumamoto-2016", 778, "1987-07", (772, 772), "昭和６２年"),
    ("kumamoto-2016", 784, "1987-12-28", (772, 772), "昭和６２年"),
    ("kumamoto-2016", 936, "2007", (934, 936), "平成１９年"),
    ("kumamoto-2016", 1006, "2013-02-16", (1004, 1004), "平成２５年２月"),
    ("kumamoto-2016", 1122, "2015-02", (1122, 1122), "平成２７年 ２月"),
    ("kumamoto-2022", 478, "1979-07", (478, 478), "昭和54年（1979年）5月"),
    ("kumamoto-2022", 478, "1979-10", (478, 478), "昭和54年（1979年）5月"),
    ("kumamoto-2022", 502, "1987-07", (498, 498), "昭和62年（1987年）"),
    ("kumamoto-2022", 504, "1987-12-28", (498, 498), "昭和62年（1987年）"),
    ("kumamoto-2022", 574, "2007", (574, 574), "平成19年(2007年)10月"),
    ("kumamoto-2022", 601, "2013-02-16", (601, 601), "平成25年（2013年）2月"),
    ("kumamoto-2022", 655, "2019-02", (655, 655), "平成31年（2019年） 2月"),
)


@pytest.mark.parametrize(("name", "line", "value", "lines", "printed"), YEARS, ids=lambda one: str(one))
def test_the_line_that_gives_the_year_is_evidence(
    name: str, line: int, value: str, lines: tuple[int, int], printed: str, documents: Path
) -> None:
    records = loads((FOLDERS[name] / "records.jsonl").read_text(encoding="utf-8"))
    dated = [
        one
        for one in records
        for date in (getattr(one, "signed", None), getattr(one, "date", None))
        if date
        and date.value == value
        and date.span.lines[0] == line
        and any(flag.startswith("year_from") for flag in date.flags)
    ]
    path = find(describe(FOLDERS[name]), documents)
    assert path is not None
    text = open_document(path, describe(FOLDERS[name])).text
    assert dated
    for one in dated:
        cited = [
            text[slice(*span.at)] for span in one.evidence if span.lines[0] <= lines[0] <= lines[1] <= span.lines[1]
        ]
        assert any(printed in said for said in cited), cited


@pytest.mark.parametrize("name", FOLDERS)
def test_every_span_is_the_slice_of_the_original(name: str, documents: Path, gazetteer: Gazetteer) -> None:
    description = describe(FOLDERS[name])
    path = find(description, documents)
    assert path is not None
    document = open_document(path, description)
    source = Source(document.text)
    found = [span for record in read(document, gazetteer).records for span in spans(record)]
    assert len(found) > 30
    for span in found:
        assert source.span(*span.at) == span
        assert document.text[slice(*span.at)].strip()


@pytest.mark.parametrize("name", FOLDERS)
def test_no_line_that_tells_of_a_tie_is_left_without_a_reason(name: str, documents: Path, gazetteer: Gazetteer) -> None:
    description = describe(FOLDERS[name])
    path = find(description, documents)
    assert path is not None
    coverage = read(open_document(path, description), gazetteer).coverage
    assert coverage.unread == ()
    assert coverage.verdict == "read"


@given(
    st.text(
        alphabet="熊本市桂林姉妹都友好締結した年月日平成令和元0123456789０１２^{}()（）①、。\n\t 　ｶﾞ㎢", max_size=80
    )
)
@settings(max_examples=300)
def test_offsets_lead_back_to_the_original(text: str) -> None:
    source = Source(text)
    for line in source.lines():
        assert len(line.starts) == len(line.ends) == len(line.norm)
        assert list(line.starts) == sorted(line.starts)
        for begin, end in zip(line.starts, line.ends, strict=True):
            assert begin < end
            assert "\n" not in text[begin:end]
    for block in outline(source.lines()):
        span = block.text.span()
        assert text[slice(*span.at)] != ""
        assert span.lines[0] <= block.line <= span.lines[1]


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_without_an_error(text: str) -> None:
    from graph.places import load

    made(text, load())


def test_ruby_is_dropped_and_lines_are_divided_by_lf_alone() -> None:
    source = Source("廖承志^{りょうしょうし}団長\u2028次\n二行目")
    assert source.lines()[0].norm == "廖承志団長\u2028次"
    assert source.line_of(source.original.index("二")) == 2


def test_one_sentence_with_three_pacts_pairs_each_date_with_its_own_partner(gazetteer: Gazetteer) -> None:
    text = (
        "＜熊本連携中枢都市圏の構成市町村＞\n\n熊本市、菊池市、宇土市、宇城市（4市）\n\n"
        "熊本市は平成28年3月30日に熊本連携中枢都市圏の2市町村と連携協約を締結した。"
        "さらに、平成31年3月には菊池市と連携協約を締結した。\n"
    )
    pacts = agreements(text, gazetteer)
    found = {one.signed.value: sorted(party.value for party in one.parties) for one in pacts if one.signed}
    assert found == {
        "2016-03-30": ["lg/jp-431001", "lg/jp-432113", "lg/jp-432130"],
        "2019-03": ["lg/jp-431001", "lg/jp-432105"],
    }
    joined = {
        one.actor.value: one.since.value for one in made(text, gazetteer) if isinstance(one, Membership) and one.since
    }
    assert joined["lg/jp-432105"] == "2019-03"
    assert joined["lg/jp-431001"] == "2016-03-30"


def test_the_former_town_signs_and_the_heir_takes_over(gazetteer: Gazetteer) -> None:
    text = (
        "（1）ローム市（アメリカ合衆国ジョージア州）\n\n平成7年5月29日、姉妹都市協定を締結した。\n\n"
        "平成22年3月23日、本市は植木町との合併により、この関係を引き継いだ。\n"
    )
    (tie,) = agreements(text, gazetteer)
    assert [one.value for one in tie.former] == ["lg/jp-433853"]
    assert {one.value for one in tie.parties} == {"lg/jp-431001", "lg/us-rome-ga"}
    (change,) = [one for one in made(text, gazetteer) if isinstance(one, Change)]
    assert (change.before.value, change.after.value, change.date.value) == (
        "lg/jp-433853",
        "lg/jp-431001",
        "2010-03-23",
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "平成26年8月、友好都市締結35周年事業を行った。",
        "昭和54年7月、友好都市締結についての事務協議のため先遣団を派遣した。",
        "昭和62年、姉妹都市締結実現に向け、準備を開始した。",
        "昭和57年3月、友好都市締結の申し入れがあった。",
        "平成11年、友好都市締結20周年を迎え、共同声明書に調印を行った。",
    ],
)
def test_what_only_speaks_of_a_tie_is_no_signing(sentence: str, gazetteer: Gazetteer) -> None:
    assert agreements(f"（1）桂林市（中華人民共和国）\n\n{sentence}\n", gazetteer) == []


def test_a_label_outdoes_the_date_of_another_act_in_the_prose(gazetteer: Gazetteer) -> None:
    text = (
        "① マイアミ市（アメリカ）——姉妹都市\n\nア 盟約年月日 1990年（平成2年）11月1日\n\n"
        "イ 盟約の経過 1990年1月に市長一行が訪問し、同年4月には視察団を派遣し、姉妹都市盟約の調印式が行われた。\n"
    )
    (tie,) = agreements(text, gazetteer, "lg/jp-462012")
    assert tie.signed is not None
    assert tie.signed.value == "1990-11-01"


def test_three_parties_are_one_agreement(gazetteer: Gazetteer) -> None:
    text = "（8）高雄市（台湾）\n\n平成29年1月11日高雄市で、熊本県・熊本市・高雄市友好交流協定を締結した。\n"
    (tie,) = agreements(text, gazetteer)
    assert sorted(one.value for one in tie.parties) == ["lg/jp-430005", "lg/jp-431001", "lg/tw-kaohsiung"]
    assert tie.signed_in is not None
    assert tie.signed_in.value == "lg/tw-kaohsiung"


def test_talks_and_preparations_are_not_signed(gazetteer: Gazetteer) -> None:
    text = (
        "包括連携協定により12社と連携して講座を開き、日本郵便株式会社と協定締結に向けて話し合った。\n\n"
        "新たに京セラと地域課題解決を進めるため協議を開始した。\n"
    )
    found = {one.status.value for one in agreements(text, gazetteer, "lg/jp-462187")}
    assert found == {"preparing", "talks-begun"}
    (count,) = [one for one in made(text, gazetteer, "lg/jp-462187") if isinstance(one, Observation)]
    assert (count.measure, count.value.value) == ("active-company-partners", "12")


def test_a_page_printed_twice_is_one_fact_with_two_spans(documents: Path, gazetteer: Gazetteer) -> None:
    description = describe(FOLDERS["kumamoto-2016"])
    path = find(description, documents)
    assert path is not None
    records = read(open_document(path, description), gazetteer).records
    (managed,) = [one for one in records if isinstance(one, Membership) and one.until is not None]
    assert [span.lines for span in managed.evidence] == [(1175, 1175), (1271, 1271)]


def test_a_shared_name_is_settled_by_the_home_prefecture(gazetteer: Gazetteer) -> None:
    text = "＜熊本連携中枢都市圏の構成市町村＞\n\n熊本市、美里町、高森町（1市2町）\n"
    actors = {one.actor.value: one.actor.flags for one in made(text, gazetteer) if isinstance(one, Membership)}
    assert set(actors) == {"lg/jp-431001", "lg/jp-433489", "lg/jp-434281"}
    assert actors["lg/jp-433489"] == ("place_by_home_prefecture",)
