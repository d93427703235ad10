"""Accepting: the rules of choice, every record accounted for, decisions that are never lost."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from graph.accept import Facts, Ref, Source, accept, sources
from graph.accept.claims import Reading, choose, said
from graph.accept.decisions import DecisionsError, load
from graph.places import Gazetteer
from graph.records import Agreement
from graph.values import PartialDate


def test_every_record_is_accounted_for(facts: Facts) -> None:
    assert len(facts.ledger) == sum(len(source.records) for source in facts.sources)
    assert not facts.unregistered
    assert not facts.stale
    outcomes = Counter(entry.outcome for entry in facts.ledger)
    assert outcomes["accepted"] > 150
    assert outcomes["waiting"] == outcomes["rejected"] == 0


def test_the_order_of_documents_and_records_makes_no_difference(facts: Facts, gazetteer: Gazetteer) -> None:
    shuffled = list(sources())
    random.Random(7).shuffle(shuffled)
    mixed = tuple(
        replace(source, records=tuple(random.Random(7).sample(source.records, len(source.records))))
        for source in shuffled
    )
    again = accept(mixed, gazetteer)
    assert {key: sorted(fact.values, key=repr) for key, fact in again.facts.items()} == {
        key: sorted(fact.values, key=repr) for key, fact in facts.facts.items()
    }
    assert {one.key for one in again.claims} == {one.key for one in facts.claims}


def test_the_rome_tie_was_signed_by_ueki_and_is_held_by_kumamoto(facts: Facts) -> None:
    tie = facts.facts["agreement/ueki-rome"]
    assert tie.get("icr:signed") == [PartialDate("1995-05-29")]
    assert tie.get("icr:formerParty") == [Ref("lg/jp-433853")]
    assert set(tie.get("icr:hasParty")) == {Ref("lg/jp-431001"), Ref("lg/us-rome-ga")}
    held = facts.facts["participation/ueki-rome--jp-431001"]
    assert held.get("icr:validFrom") == [PartialDate("2010-03-23")]
    assert held.get("icr:inheritedFrom") == [Ref("participation/ueki-rome--jp-433853")]
    assert held.get("icr:dueTo") == [Ref("change/kumamoto-ueki-2010")]


def test_the_kaohsiung_memorandum_and_the_agreement_that_replaced_it(facts: Facts) -> None:
    three = {Ref("lg/jp-430005"), Ref("lg/jp-431001"), Ref("lg/tw-kaohsiung")}
    memorandum, agreement = (facts.facts[f"agreement/kumamoto-kaohsiung{end}"] for end in ("-mou", ""))
    assert set(memorandum.get("icr:hasParty")) == set(agreement.get("icr:hasParty")) == three
    assert memorandum.get("icr:status") == [Ref("kind/status/expired")]
    assert agreement.get("dcterms:replaces") == [Ref(memorandum.key)]
    statuses = {
        claim.get("rdf:object")[0]: claim.get("icr:rank")[0]
        for claim in facts.claims
        if Ref(memorandum.key) in claim.get("rdf:subject") and Ref("icr:status") in claim.get("rdf:predicate")
    }
    assert statuses == {
        Ref("kind/status/expired"): Ref("kind/rank/preferred"),
        Ref("kind/status/concluded"): Ref("kind/rank/normal"),
    }


def test_the_more_precise_of_agreeing_dates_wins_over_the_later_edition(facts: Facts) -> None:
    assert facts.facts["agreement/kumamoto-ulsan"].get("icr:signed") == [PartialDate("2010-04-26")]
    stated = {
        claim.get("rdf:object")[0]
        for claim in facts.claims
        if Ref("agreement/kumamoto-ulsan") in claim.get("rdf:subject")
        and Ref("icr:signed") in claim.get("rdf:predicate")
    }
    assert stated == {PartialDate("2010-04-26"), PartialDate("2010-04")}


def test_the_later_edition_wins_where_dates_disagree(facts: Facts) -> None:
    record = next(
        one for source in facts.sources for one in source.records if isinstance(one, Agreement) and one.signed
    )
    assert record.signed is not None
    older = record.model_copy(update={"signed": record.signed.model_copy(update={"value": "1990-01-01"})})
    newer = record.model_copy(update={"signed": record.signed.model_copy(update={"value": "1991-02"})})
    readings = [Reading("a", ("2016", "a"), "A", older), Reading("b", ("2022", "b"), "B", newer)]
    chosen = choose(said(readings, "signed"))
    assert chosen is not None
    assert chosen.value == PartialDate("1991-02")


def test_conflicts_and_changes_are_told_apart(facts: Facts) -> None:
    found = {(one.type, one.subject, one.term) for one in facts.conflicts if one.subject.startswith("agreement/")}
    assert found == {
        ("conflict", "agreement/kumamoto-heidelberg", "icr:kind"),
        ("change", "agreement/kumamoto-kaohsiung-mou", "icr:status"),
    }


def undecided() -> tuple[Source, ...]:
    return tuple(replace(source, decisions=()) for source in sources())


def test_class_c_waits_for_a_persons_word(gazetteer: Gazetteer) -> None:
    facts = accept(undecided(), gazetteer)
    waiting = {entry.record for entry in facts.ledger if entry.outcome == "waiting"}
    assert len(waiting) == 6
    assert "agreement/geoparks-kirishima-sakurajima" not in facts.facts
    assert "agreement/kumamoto-kaohsiung-marathon" not in facts.facts


def test_a_rejected_record_is_written_off_with_its_reason(gazetteer: Gazetteer) -> None:
    from graph.accept import Decision

    found = []
    for source in undecided():
        napoli = [one for one in source.records if isinstance(one, Agreement) and "it-napoli" in one.id]
        said_no = tuple(
            Decision(one.id, "reject", "misread", one.evidence[0].sha256, "decisions.toml: decision 1")
            for one in napoli
        )
        found.append(replace(source, decisions=said_no))
    facts = accept(tuple(found), gazetteer)
    assert "agreement/kagoshima-napoli" not in facts.facts
    (entry,) = [one for one in facts.ledger if one.outcome == "rejected"]
    assert entry.reason == "misread"


def test_a_decision_is_stale_when_its_span_or_record_is_gone(gazetteer: Gazetteer) -> None:
    changed = tuple(
        replace(
            source,
            decisions=tuple(replace(one, sha256="0" * 64) for one in source.decisions[:1])
            + tuple(replace(one, record="agreement:gone") for one in source.decisions[:1]),
        )
        for source in sources()
    )
    facts = accept(changed, gazetteer)
    assert sum("has changed" in one for one in facts.stale) == 3
    assert sum("no record agreement:gone" in one for one in facts.stale) == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[[decision]]\nrecord = "a"', "decision 1: verdict is missing"),
        ('[[decision]]\nrecord="a"\nverdict="maybe"\nreason="r"\nsha256="s"', "unknown verdict maybe; known verdicts"),
        ('[[decision]]\nrecord="a"\nverdict="confirm"\nreason="r"\nsha256="s"\nmood="x"', "unknown field mood"),
        ('[[decision]]\nrecord="a"\nverdict="confirm"\nreason="r"\nsha256="s"\n' * 2, "decided twice"),
        ("[[decision]", "Mend the file"),
    ],
)
def test_a_broken_decision_names_its_fault(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DecisionsError, match=reason):
        load(path)
