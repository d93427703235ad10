"""Reading and accepting exchange events: the traps of real lists on invented rows, and the score on the documents."""

import time

import pytest

from benchmarks.reading.events import Tally, expectations, score
from graph.accept import Facts, Plain, Ref, Source, accept
from graph.documents import Description, Document, folders
from graph.places import Gazetteer
from graph.reading import read
from graph.reading.pages.page import Page
from graph.reading.visits.events import listed, summaries
from graph.reading.visits.histories import histories
from graph.records import Event, loads
from graph.values import PartialDate

KUMAMOTO, KAGOSHIMA = "lg/jp-431001", "lg/jp-462012"
HEAD = "(1) 桂林市(中華人民共和国)\n\n最近の主な交流\n\n"
STORY = "(1) 桂林市(中華人民共和国)\n\n提携までの経緯とその後の経過\n\n"


def description(key: str = "made", as_of: str = "2024", home: str = KUMAMOTO) -> Description:
    return Description(key, "試験", "Test", home, PartialDate(as_of), "", "made.txt", "0" * 64, None, ())


def events(text: str, gazetteer: Gazetteer, home: str = KUMAMOTO) -> list[Event]:
    records = read(Document(description(home=home), text, "utf-8"), gazetteer).records
    return sorted((one for one in records if isinstance(one, Event)), key=lambda one: one.evidence[0].at)


def told(one: Event) -> tuple[str | None, str | None, str, int | None, list[int]]:
    """Date, direction, purpose, total and the counts of the groups that are not the whole."""
    total = int(one.total.value) if one.total else None
    counts = [int(group.count.value) for group in one.groups if group.count]
    date = one.date.value if one.date else None
    return (
        date,
        one.direction.value if one.direction else None,
        one.kind.value,
        total,
        [n for n in counts if n != total],
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("令和5年(2023年)5月\t熊本市高校生訪問団12名の派遣", [("2023-05", "outbound", "youth-exchange", 12, [])]),
        ("令和5年5月 桂林市友好訪問団(8名)を受入", [("2023-05", "inbound", "delegation", 8, [])]),
        ("令和5年5月 桂林市経済訪問団が熊本市を訪問", [("2023-05", "inbound", "business", None, [])]),
        ("令和5年5月 熊本市長、市議会訪問団が桂林市を訪問", [("2023-05", "outbound", "delegation", None, [])]),
        ("令和5年5月 桂林国際マラソンへ職員2名が参加", [("2023-05", "outbound", "sports", 2, [])]),
        ("令和5年5月 桂林市関係者来熊、今後の交流の協議(7名)", [("2023-05", "inbound", "meeting", 7, [])]),
        ("令和5年5月 桂林国際旅行博覧会において熊本市PRを実施", [("2023-05", "outbound", "promotion", None, [])]),
        ("令和5年5月 両市長によるオンライン会談を開催", [("2023-05", "online", "meeting", None, [])]),
        ("令和5年5月 熊本-桂林を結ぶ定期便の就航開始", [("2023-05", None, "flight", None, [])]),
    ],
)
def test_the_way_is_that_of_the_people_who_move(
    row: str, expected: list[tuple[object, ...]], gazetteer: Gazetteer
) -> None:
    assert [told(one) for one in events(HEAD + row + "\n", gazetteer)] == expected


@pytest.mark.parametrize(
    ("act", "total", "parts"),
    [
        ("熊本市訪問団27名(うち市職員16名・市議会議員6名)の派遣", 27, [16, 6]),
        ("桂林市訪問団4名(職員2名+市民ランナー2名)の受入", 4, [2, 2]),
        ("桂林市長の他6名の受入", None, [6]),
        ("熊本市代表団5名及び市議会訪問団8名の派遣", None, [5, 8]),
        ("交流団(高校生15名)・スポーツ団(中学生8名)・役員(6名)を派遣", None, [15, 8, 6]),
        ("会議への招聘(副市長ほか、計3名)", 3, []),
        ("医師・看護師(計4名)を派遣", 4, []),
        ("友好事業への派遣(1,032名)", 1032, []),
        ("第5回桂林マラソンへの派遣", None, []),
    ],
)
def test_parts_are_kept_and_never_added_up(act: str, total: int | None, parts: list[int], gazetteer: Gazetteer) -> None:
    (one,) = events(f"{HEAD}令和5年5月 {act}\n", gazetteer)
    assert told(one)[3:] == (total, parts)


def test_several_acts_in_one_cell(gazetteer: Gazetteer) -> None:
    cell = "桂林市青少年訪問団6名の受入 桂林市青少年訪問団31名の受入 熊本市留学生(高校生)4名の派遣"
    found = events(f"{HEAD}令和5年\t7月\t{cell}\n", gazetteer)
    assert [told(one)[1:4] for one in found] == [
        ("inbound", "youth-exchange", 6),
        ("inbound", "youth-exchange", 31),
        ("outbound", "student-exchange", 4),
    ]
    assert len({one.id for one in found}) == 3


def test_both_ways_in_one_row_are_two_acts(gazetteer: Gazetteer) -> None:
    found = events(f"{HEAD}令和5年5月 桂林マラソン訪問団派遣及び熊本城マラソン受入\n", gazetteer)
    assert [told(one)[1:3] for one in found] == [("outbound", "sports"), ("inbound", "sports")]


def test_a_visit_and_a_signing_in_one_row_are_two_acts(gazetteer: Gazetteer) -> None:
    found = events(f"{HEAD}令和5年5月 桂林市訪問団(8名)、随行者(4名)を受入。友好に関する合意書に調印。\n", gazetteer)
    assert [told(one)[1:] for one in found] == [
        ("inbound", "delegation", None, [8, 4]),
        ("joint", "ceremony", None, []),
    ]


def test_a_row_without_a_date_continues_the_one_above(gazetteer: Gazetteer) -> None:
    rows = (
        "- 令和5年5月 桂林マラソンへ熊本市訪問団6名の派遣\n桂林まつりへ熊本市訪問団2名の派遣\n\n桂林市訪問団3名の受入\n"
    )
    found = events(HEAD + rows, gazetteer)
    assert [told(one)[:4] for one in found] == [
        ("2023-05", "outbound", "sports", 6),
        ("2023-05", "outbound", "festival", 2),
        ("2023-05", "inbound", "delegation", 3),
    ]
    assert [one.confidence for one in found][1:] == ["B", "B"]
    assert found[2].date is not None
    assert "year_from_row_above" in found[2].date.flags


def test_a_broken_row_is_one_act(gazetteer: Gazetteer) -> None:
    found = events(f"{HEAD}令和5年5月 桂林マラソンにおける熊本市訪問団4名\n(職員2名+市民2名)の派遣\n", gazetteer)
    assert [told(one) for one in found] == [("2023-05", "outbound", "sports", 4, [2, 2])]


def test_the_ordinal_and_the_name_of_the_occasion(gazetteer: Gazetteer) -> None:
    (one,) = events(f"{HEAD}令和5年2月 第11回熊本城マラソンへのランナーの受入\n", gazetteer)
    assert one.series is not None
    assert one.name is not None
    assert (one.series.value, one.name.value) == ("11", "熊本城マラソン")


def test_a_history_gives_each_act_its_own_date_and_a_visit_its_signing(gazetteer: Gazetteer) -> None:
    text = (
        "平成20年(2008年)7月、具体的協議のため先遣団を派遣した。"
        "同年10月、市長を団長とする桂林市友好訪問団20名を本市に迎え、友好都市締結の調印式を執り行った。"
        "平成30年には10周年を迎え、今後も交流を進めていく。"
    )
    assert [told(one) for one in events(STORY + text + "\n", gazetteer)] == [
        ("2008-07", "outbound", "meeting", None, []),
        ("2008-10", "inbound", "ceremony", 20, []),
    ]


def test_activity_without_date_or_party_is_no_event(gazetteer: Gazetteer) -> None:
    text = "以来、教育、文化など幅広い分野で活発な交流が行われ、市民の訪問も続いている。今後は職員の派遣を検討する。"
    assert events(STORY + text + "\n", gazetteer) == []


def test_what_was_called_off_is_no_event(gazetteer: Gazetteer) -> None:
    rows = (
        "令和3年5月 桂林市訪問団3名の受入(中止)",
        "令和3年6月 熊本市職員の派遣は延期",
        "令和5年5月 桂林市訪問団の受入",
    )
    assert [told(one)[0] for one in events(HEAD + "\n".join(rows), gazetteer)] == ["2023-05"]


def test_a_municipality_absorbed_later_sent_its_own_people(gazetteer: Gazetteer) -> None:
    text = (
        "(1) ローム市(アメリカ合衆国ジョージア州)\n\n提携までの経緯\n\n"
        "旧植木町とローム市は、平成4年に青少年派遣などを始めた。\n\n"
        "平成22年(2010年)3月23日、本市は植木町との合併により、この関係を引き継いだ。\n\n"
        "最近の主な交流\n\n令和5年8月 熊本市訪問団(中学生)12名の派遣\n"
    )
    assert [one.home.value for one in events(text, gazetteer)] == ["lg/jp-433853", KUMAMOTO]


def test_the_undated_kinds_of_exchange_of_a_label(gazetteer: Gazetteer) -> None:
    text = (
        "① ナポリ市(イタリア)——姉妹都市\n\nア 盟約年月日 1960年(昭和35年)5月3日\n\n"
        "ウ 盟約後の交流 親善訪問団の相互訪問、医学や水道、行政等の研修生の受け入れ、"
        "ナポリ通りの命名、青少年の派遣など。\n"
    )
    found = events(text, gazetteer, KAGOSHIMA)
    assert [told(one)[:3] for one in found] == [
        (None, "mutual", "delegation"),
        (None, "inbound", "training"),
        (None, "outbound", "youth-exchange"),
    ]


def test_arrival_is_told_with_the_name_of_the_city_that_tells(gazetteer: Gazetteer) -> None:
    row = "(1) 長沙市(中華人民共和国)\n\n最近の主な交流\n\n令和5年5月 長沙市関係者5名が来鹿\n"
    assert [told(one)[1] for one in events(row, gazetteer, KAGOSHIMA)] == ["inbound"]


def test_hostile_rows_end_in_records_or_in_nothing(gazetteer: Gazetteer) -> None:
    for row in ("(((((" * 50, "第回の派遣", "99999999999999999999名の派遣", "うち名", "派遣" * 300, "、。" * 100):
        for one in events(f"{HEAD}令和5年5月 {row}\n", gazetteer):
            assert one.date is not None


def test_a_hostile_list_is_read_in_time(gazetteer: Gazetteer) -> None:
    texts = [
        HEAD + "令和5年5月 " + "桂林市訪問団の受入、" * 2000,
        HEAD + "令和5年5月 桂林市\n" + "\n\n".join(["桂林市の"] * 2000),
        STORY + "令和5年5月に桂林市を訪問し、" * 2000,
        "① 桂林市——友好都市\n\nウ 盟約後の交流 " + "桂林、" * 2000,
    ]
    for text in texts:
        page = Page(Document(description(), text, "utf-8"), gazetteer)
        assert page.sections
        begun = time.process_time()
        for recognise in (listed, histories, summaries):
            list(recognise(page))
        assert time.process_time() - begun < 10


def accepted(texts: dict[str, str], gazetteer: Gazetteer) -> Facts:
    sources = []
    for key, text in texts.items():
        one = description(key, "20" + key[-2:])
        sources.append(Source(one, read(Document(one, text, "utf-8"), gazetteer).records))
    return accept(tuple(sources), gazetteer)


def test_an_act_told_in_two_editions_is_one_fact_with_both_spans(gazetteer: Gazetteer) -> None:
    text = HEAD + "令和2年5月 熊本市高校生訪問団12名の派遣\n"
    facts = accepted({"made-22": text, "made-23": text}, gazetteer)
    (event,) = [one for one in facts.facts.values() if one.type == "icr:ExchangeEvent"]
    assert event.key == "event/2020-05-cn-guilin-outbound-youth-exchange-12"
    assert len(event.get("icr:evidence")) == 2
    assert event.get("icr:sentBy") == [Ref(KUMAMOTO)]
    assert event.get("icr:receivedBy") == [Ref("lg/cn-guilin")]
    assert sorted(one.outcome for one in facts.ledger if one.fact == event.key) == ["accepted", "merged"]


def test_acts_that_differ_in_count_or_stand_in_one_document_are_two(gazetteer: Gazetteer) -> None:
    row = "令和2年5月 熊本市高校生訪問団{}名の派遣\n"
    two = accepted({"made-22": HEAD + row.format(12), "made-23": HEAD + row.format(13)}, gazetteer)
    one = accepted({"made-22": HEAD + row.format(12) + row.format(13)}, gazetteer)
    for facts in (two, one):
        assert sum(fact.type == "icr:ExchangeEvent" for fact in facts.facts.values()) == 2


def test_a_merged_event_keeps_the_more_precise_day_and_the_count(facts: Facts) -> None:
    event = facts.facts["event/1979-10-01-cn-guilin-inbound-ceremony-20"]
    assert event.get("icr:occurred") == [PartialDate("1979-10-01")]
    assert event.get("icr:headCount") == [Plain("20", "integer")]
    assert event.get("icr:concludes") == [Ref("agreement/kumamoto-guilin")]
    documents = {getattr(place, "document", "") for place in event.get("icr:evidence")}
    assert documents == {"kumamoto-2016", "kumamoto-2022"}


def test_the_signing_of_one_agreement_is_one_event(facts: Facts) -> None:
    signed = [ref for one in facts.facts.values() for ref in one.get("icr:concludes")]
    assert len(signed) == len(set(signed)) > 15


def test_printed_names_are_names_and_no_sentences(facts: Facts) -> None:
    for source in facts.sources:
        for record in source.records:
            if isinstance(record, Event):
                values = [record.kind, record.direction, record.name, *(one.who for one in record.groups)]
                assert all(len(one.printed) <= 26 for one in values if one), record.id


def test_an_unknown_purpose_is_refused_with_the_nearest_known_ones(gazetteer: Gazetteer) -> None:
    text = HEAD + "令和2年5月 熊本市高校生訪問団12名の派遣\n"
    (record,) = events(text, gazetteer)
    changed = record.model_copy(update={"kind": record.kind.model_copy(update={"value": "sport"})})
    facts = accept((Source(description("made-22", "2022"), (changed,)),), gazetteer)
    assert [(one.outcome, "nearest: sports" in one.reason) for one in facts.ledger] == [("rejected", True)]


def test_the_score_on_the_documents_reaches_its_targets() -> None:
    whole: dict[str, Tally] = {}
    for folder in folders():
        records = loads((folder / "records.jsonl").read_text(encoding="utf-8"))
        found = [one for one in records if isinstance(one, Event)]
        for name, tally in score(folder.name, expectations(folder.name), found).items():
            whole.setdefault(name, Tally()).add(tally)
    rows = whole["list"]
    assert rows.right + rows.missed == 135
    assert rows.precision >= 0.98, rows.notes
    assert rows.recall >= 0.97, rows.notes
    for name in ("narrative", "summary"):
        assert whole[name].precision >= 0.95, whole[name].notes
        assert whole[name].recall >= 0.95, whole[name].notes
    assert whole["counts"].precision >= 0.95, whole["counts"].notes
    assert whole["counts"].recall >= 0.95, whole["counts"].notes
    assert whole["purpose"].precision >= 0.95, whole["purpose"].notes
