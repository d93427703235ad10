"""What a merged town signed: its part ends with the town, its heir's begins; whatever is read of it also builds."""

import pytest

from graph.accept import Fact, Facts, Ref, Source, Words, accept
from graph.check import check
from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import read
from graph.triples import rdf_graph, store, whole
from graph.values import PartialDate
from queries import run
from viz.model import QUESTIONS, model

# Kan'onji, Shodoshima and Zentsuji sign nothing of this; Shido merged before the list of towns begins.
TABLE = """県内市町の姉妹都市等の提携状況

番号\t市町名\t提携先\t種類\t提携年月日\t備考
1\t善通寺市\t秋田県仙北市\t姉妹都市\tH1.10.20\t旧角館町が締結
2\t小豆島町\t青森県大間町\t友好都市\tS57.5.3\t旧内海町が締結
3\tさぬき市\t北海道剣淵町\t友好都市\tH7.7.7\t旧志度町が締結
4\t観音寺市\t東京都日の出町\t友好都市\tH5.11.3\t
"""
KAKUNODATE, SEMBOKU, ZENTSUJI = "lg/jp-former-05-8db6d22a", "lg/jp-052159", "lg/jp-372048"


@pytest.fixture(scope="module")
def made(gazetteer: Gazetteer) -> Facts:
    about = Description("h", "表", "List", "lg/jp-372013", PartialDate("2024"), "", "h.txt", "0" * 64, None, ())
    records = read(Document(about, TABLE, "utf-8"), gazetteer).records
    return accept((Source(about, tuple(records), ()),), gazetteer)


def agreement(facts: Facts, party: str) -> Fact:
    (found,) = (
        one for one in facts.facts.values() if one.type == "icr:Agreement" and Ref(party) in one.get("icr:hasParty")
    )
    return found


def parts(facts: Facts, tie: Fact) -> dict[str, Fact]:
    found = [one for one in facts.facts.values() if Ref(tie.key) in one.get("icr:participationIn")]
    return {one.get("icr:participant")[0].key: one for one in found}  # type: ignore[union-attr]


def test_the_partners_town_passes_its_part_to_the_municipality_that_the_list_names(made: Facts) -> None:
    tie = agreement(made, SEMBOKU)
    assert list(tie.get("icr:formerParty")) == [Ref(KAKUNODATE)]
    held = parts(made, tie)
    assert set(held) == {KAKUNODATE, SEMBOKU}
    assert list(held[KAKUNODATE].get("icr:validFrom")) == [PartialDate("1989-10-20")]
    assert list(held[KAKUNODATE].get("icr:validUntil")) == [PartialDate("2005-09-20")]
    assert list(held[SEMBOKU].get("icr:validFrom")) == [PartialDate("2005-09-20")]
    assert held[KAKUNODATE].get("icr:inferred")  # the day is the list's: no line of the document prints it
    assert held[SEMBOKU].get("icr:inferred")
    (cause,) = held[SEMBOKU].get("icr:dueTo")
    assert isinstance(cause, Ref)
    change = made.facts[cause.key]
    assert list(change.get("icr:kind")) == [Ref("kind/change/unspecified")]
    assert change.get("icr:inferred")
    assert change.get("icr:evidence")
    assert list(change.get("dcterms:source")) == [Ref("data/merged-town-names")]


def test_a_town_that_merged_before_the_list_begins_is_kept_as_printed(made: Facts) -> None:
    tie = agreement(made, "lg/jp-014656")
    assert not tie.get("icr:formerParty")
    assert list(tie.get("icr:unnamedParty")) == [Words("志度町", "ja")]
    assert parts(made, tie) == {}


def test_what_was_read_of_former_towns_breaks_no_rule(made: Facts) -> None:
    triples = list(whole(made))
    assert [one.rule for one in check(rdf_graph(triples), store(triples))] == []


def test_a_page_says_that_a_day_is_the_lists_and_points_to_no_line_for_it(made: Facts) -> None:
    graph = store(whole(made))
    page = model({name: [dict(row) for row in run(name, graph).rows] for name in QUESTIONS})
    by_list = "by the list of merged municipalities"
    (tie,) = [
        one for one in page.relationships if one.form == "agreement" and SEMBOKU in {end.node for end in one.ends}
    ]
    assert tie.held.en == f"held by Senboku since 20 September 2005, {by_list}"
    told = {fact.label.en: fact.value.en for fact in tie.facts}
    assert told["Inherited"].endswith(f"{by_list})")
    assert told["Former party"].endswith(f"{by_list})")
    (change,) = [one for one in page.relationships if one.form == "change" and one.ends[0].node == KAKUNODATE]
    (day,) = [fact for fact in change.facts if fact.label.en == "As of"]
    assert (day.value.en, day.cites) == (f"20 September 2005, {by_list}", ())
    assert [fact.label.en for fact in change.facts if fact.cites] == ["Stated in"]
