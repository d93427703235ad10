"""An heir that took a tie over on a day of its own holds it from that day, as printed, not from the merger."""

import pytest

from graph.accept import Fact, Facts, Ref, Source, accept
from graph.check import check
from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import read
from graph.reading.stories.takeovers import days
from graph.records import Agreement, AnyRecord, Stated
from graph.triples import rdf_graph, store, whole
from graph.values import PartialDate
from queries import run
from viz.model import QUESTIONS, model

# Nanao took in 中島町 and 能登島町 on 1 October 2004, as the list of merged towns has it.
NANAO, FUKUI = "lg/jp-172022", "lg/jp-182010"
SIGNED = "旧中島町が平成2年5月6日に福井市と友好都市提携を締結しました。"
ABOUT = Description("h", "h", "h", NANAO, PartialDate("2024"), "", "h.txt", "0" * 64, None, ())


def records(text: str, gazetteer: Gazetteer) -> tuple[AnyRecord, ...]:
    return read(Document(ABOUT, text, "utf-8"), gazetteer).records


def ties(text: str, gazetteer: Gazetteer) -> list[Agreement]:
    return [one for one in records(text, gazetteer) if isinstance(one, Agreement)]


def told(text: str, gazetteer: Gazetteer) -> list[str]:
    """`partner signed taken-over` of each tie of a former town."""
    return [
        " ".join([
            next(side.printed for side in one.parties if side.value != NANAO),
            one.signed.value if one.signed else "-",
            one.taken_over.value if one.taken_over else "-",
        ])
        for one in ties(text, gazetteer) if one.former
    ]  # fmt: skip


OWN_DAY = (
    "旧中島町が平成2年5月6日に福井市と結んだ姉妹都市提携を、本市が平成18年3月4日に引き継ぎました。",
    "旧中島町が平成2年5月6日に福井市と結んだ姉妹都市提携は、平成18年3月4日に本市が引き継いだ。",
    "平成18年3月4日、旧中島町が平成2年5月6日に福井市と結んだ姉妹都市提携を引き継いだ。",
    "旧中島町が平成2年5月6日に福井市と友好都市提携を締結し、平成18年3月4日に七尾市が承継した。",
    "旧中島町が平成2年5月6日に福井市と友好都市提携を締結（平成18年3月4日七尾市が承継）",
    f"{SIGNED}七尾市が提携を引き継いだのは平成18年3月4日です。",
    f"{SIGNED}合併後の平成18年3月4日、七尾市がこれを受け継ぎました。",
    "福井市との友好都市提携は、旧中島町が平成2年5月6日に結んだものです。本市は、平成18年3月4日付けで承継しました。",
    "・福井市（平成2年5月6日友好都市提携、旧中島町が締結。平成18年3月4日引継ぎ）",
    "福井市\n\n旧中島町が平成2年5月6日に姉妹都市提携を締結しました。平成18年3月4日から、七尾市が引き継いでいます。",
    "都市名\t区分\t提携日\t備考\n福井市\t友好都市\t平成2年5月6日\t旧中島町が締結。平成18年3月4日に七尾市が継承\n"
    "千歳市\t姉妹都市\t平成20年6月7日\t",
    "名称\t福井市\n提携日\t平成2年5月6日（旧中島町）\n承継日\t平成18年3月4日",
)
NO_DAY = (
    "旧町名　　　提携先　　種　別　　　提携年月日　　　合併後の取扱い\n"
    "旧中島町　　福井市　　友好都市　　平成2年5月6日　　　新市が継承\n"
    "旧能登島町　千歳市　　姉妹都市　　平成3年7月8日　　　　　〃\n",
    f"{SIGNED}提携は平成18年3月4日まで七尾市に引き継がれませんでした。",
    f"{SIGNED}平成18年3月4日に引き継ぐ予定です。",
    f"{SIGNED}平成18年3月4日には、祭りの山車が旧中島町から引き継がれました。",
    f"{SIGNED}合併後、七尾市が引き継いでいます。平成18年3月4日には中学生が福井市を訪れました。",
    f"{SIGNED}平成18年3月4日に交流を再開し、七尾市が引き継いでいます。",
    f"{SIGNED}平成18年3月4日、七尾市は千歳市との姉妹都市提携を旧能登島町から引き継ぎました。",
    f"{SIGNED}七尾市は平成17年に提携を引き継ぎました。市長は、七尾市が提携を引き継いだのは平成18年3月4日と述べました。",
)


@pytest.mark.parametrize("text", OWN_DAY)
def test_the_day_on_which_the_heir_took_the_tie_over_is_read_where_it_is_printed(
    text: str, gazetteer: Gazetteer
) -> None:
    text = f"七尾市の姉妹都市\n\n{text}\n"
    assert told(text, gazetteer) == ["福井市 1990-05-06 2006-03-04"]
    (tie,) = (one for one in ties(text, gazetteer) if one.former)
    assert tie.taken_over
    assert tie.taken_over.printed == "平成18年3月4日"
    assert text[slice(*tie.taken_over.span.at)] == "平成18年3月4日"
    assert any(tie.taken_over.span.lines[0] in one.numbers for one in tie.evidence)


@pytest.mark.parametrize("text", NO_DAY)
def test_the_day_of_something_else_is_not_taken_for_it_and_of_two_days_none_is_chosen(
    text: str, gazetteer: Gazetteer
) -> None:
    found = ties(f"七尾市の姉妹都市\n\n{text}\n", gazetteer)
    (fukui,) = (one for one in found if FUKUI in {side.value for side in one.parties})
    assert fukui.signed
    assert fukui.signed.value == "1990-05-06"
    assert fukui.taken_over is None


def test_what_the_heir_did_signs_nothing(gazetteer: Gazetteer) -> None:
    text = "平成18年3月4日、旧中島町が福井市と結んでいた姉妹都市提携を七尾市が引き継ぎました。\n"
    assert told(text, gazetteer) == ["福井市 - 2006-03-04"]
    text = "福井市（友好都市）\n\n旧中島町（平成18年3月4日承継）\n"
    assert not [one for one in ties(text, gazetteer) if one.signed]


def test_each_day_belongs_to_the_word_behind_it() -> None:
    def found(norm: str, end: str = "") -> list[str]:
        return [one.date.key for one in days(norm, PartialDate(end) if end else None) if one.date]

    assert found("平成16年10月1日に合併し、平成18年3月4日に引き継いだ。") == ["2006-03-04"]
    assert found("平成16年10月1日の合併により提携を引き継いだ。") == ["2004-10-01"]
    assert found("平成2年5月6日に結んだ提携を引き継いだ。") == []
    assert found("平成2年5月6日に旧町が結んだ提携を引き継いだ。", "2004-10-01") == []
    assert found("平成16年10月1日に合併、同年12月2日に引き継いだ。") == ["2004-12-02"]
    assert found("平成16年10月1日の合併後も本市が引き継いでいる。") == []
    assert found("平成16年10月1日の合併の後、提携を引き継いだ。") == []


def built(text: str, gazetteer: Gazetteer) -> Facts:
    return accept((Source(ABOUT, records(text, gazetteer), ()),), gazetteer)


def part(facts: Facts, actor: str) -> Fact:
    (found,) = (one for one in facts.facts.values() if one.get("icr:participant") == [Ref(actor)])
    return found


def rules(facts: Facts) -> list[str]:
    triples = list(whole(facts))
    return [one.rule for one in check(rdf_graph(triples), store(triples))]


def test_the_heirs_part_begins_on_the_printed_day_and_the_towns_ends_with_the_merger(gazetteer: Gazetteer) -> None:
    facts = built(OWN_DAY[0] + "\n", gazetteer)
    heir = part(facts, NANAO)
    assert heir.get("icr:validFrom") == [PartialDate("2006-03-04")]
    assert not heir.get("icr:inferred")
    old = next(one for one in facts.facts.values() if Ref(one.key) in heir.get("icr:inheritedFrom"))
    assert old.get("icr:validUntil") == [PartialDate("2004-10-01")]
    assert old.get("icr:inferred")  # the day of the merger is the list's
    (claim,) = (one for one in facts.claims if one.get("rdf:subject") == [Ref(heir.key)])
    assert claim.get("rdf:predicate") == [Ref("icr:validFrom")]
    assert claim.get("rdf:object") == [PartialDate("2006-03-04")]
    assert claim.get("icr:printedAs")
    assert claim.get("icr:evidence")[0] in heir.get("icr:evidence")
    assert rules(facts) == []


@pytest.mark.parametrize("day", ["平成31年3月4日", "平成10年3月4日"])
def test_a_printed_day_far_from_the_merger_of_the_list_stays_beside_it(day: str, gazetteer: Gazetteer) -> None:
    facts = built(OWN_DAY[0].replace("平成18年3月4日", day) + "\n", gazetteer)
    heir = part(facts, NANAO)
    assert heir.get("icr:validFrom") == [PartialDate("2019-03-04" if "31" in day else "1998-03-04")]
    (change,) = (one for one in facts.facts.values() if one.type == "org:ChangeEvent")
    assert change.get("icr:occurred") == [PartialDate("2004-10-01")]
    assert heir.get("icr:dueTo") == [Ref(change.key)]
    assert rules(facts) == []


def test_a_printed_year_in_which_the_town_merged_leaves_the_day_of_the_list(gazetteer: Gazetteer) -> None:
    facts = built(OWN_DAY[0].replace("平成18年3月4日", "平成16年") + "\n", gazetteer)
    heir = part(facts, NANAO)
    assert heir.get("icr:validFrom") == [PartialDate("2004-10-01")]
    assert heir.get("icr:inferred")
    (claim,) = (one for one in facts.claims if one.get("rdf:subject") == [Ref(heir.key)])
    assert claim.get("icr:rank") == [Ref("kind/rank/normal")]
    assert rules(facts) == []


def test_without_a_claim_a_day_beside_that_of_the_merger_breaks_a_rule(gazetteer: Gazetteer) -> None:
    facts = built(OWN_DAY[0] + "\n", gazetteer)
    facts.claims = [one for one in facts.claims if one.get("rdf:predicate") != [Ref("icr:validFrom")]]
    assert "inherited-at-another-time" in rules(facts)


def test_pages_tables_and_questions_show_the_printed_day(gazetteer: Gazetteer) -> None:
    graph = store(whole(built(OWN_DAY[0] + "\n", gazetteer)))
    (row,) = run("inherited", graph).rows
    assert row["inherited"] == "2006-03-04"
    rows = [one for one in run("table-memberships", graph).rows if one["inherited_from"]]
    assert {(one["since"], one["inferred"]) for one in rows} == {("2006-03-04", None)}
    page = model({name: [dict(row) for row in run(name, graph).rows] for name in QUESTIONS})
    (tie,) = [one for one in page.relationships if one.form == "agreement"]
    assert tie.held.en == "held by Nanao since 4 March 2006"
    (fact,) = (one for one in tie.facts if one.label.en == "Inherited")
    assert "4 March 2006" in fact.value.en
    assert fact.cites


def test_a_record_with_the_day_comes_back_from_its_file(gazetteer: Gazetteer) -> None:
    from graph.records import dump, loads

    (tie,) = ties(OWN_DAY[0] + "\n", gazetteer)
    assert isinstance(tie.taken_over, Stated)
    assert loads(dump([tie])) == [tie]
