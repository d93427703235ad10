"""What documents say differently: every conflict, change and slip that a reader noted is listed, and no other."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph.accept import Facts, Place, accept, notes, sources
from graph.accept.decisions import DecisionsError
from graph.places import Gazetteer
from graph.records import Observation, Stated
from graph.report import differences
from graph.stated import Span
from tests.conftest import ROOT

EXPECTED = [
    json.loads(line)
    for line in (ROOT / "benchmarks/reading/expected/conflicts.jsonl").read_text(encoding="utf-8").splitlines()
]
# What a reader noted and no record holds: words that moved, and dates that contradict only by a calculation.
WORDED = {"name", "name-of-event", "party", "mention", "strategy", "plan-review", "signed"}


def lines_of(text: str) -> str:
    return text.rpartition(": ")[2]


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(one, id=f"{one['type']}-{one['about']}-{one['field']}")
        for one in EXPECTED
        if one["type"] in ("change", "contradiction")
        and one.get("strength", "hard") == "hard"
        and one.get("scope") != "municipal"
        and one["field"] not in WORDED
    ],
)
def test_what_editions_say_differently_is_listed_with_both_lines(one: dict[str, object], facts: Facts) -> None:
    sides = [(one[side]["document"], one[side]["line"]) for side in ("a", "b")]  # type: ignore[index]
    kind = "conflict" if one["type"] == "contradiction" else "change"

    def holds(place: Place, document: str, line: int) -> bool:  # the page of the hall stands twice
        return place.document == document and (place.lines[0] - 2 <= line <= place.lines[1] + 2 or line in (677, 1155))

    assert any(
        found.type == kind
        and all(holds(side[1], *want) for side, want in zip((found.first, found.second), sides, strict=True))
        for found in facts.conflicts
    ), [line for line in differences(facts) if str(one["about"]) in line]


def test_nothing_is_listed_that_no_reader_noted(facts: Facts) -> None:
    noted = {str(one["about"]) for one in EXPECTED if "about" in one}
    assert {one.subject for one in facts.conflicts} <= noted


def test_every_slip_is_kept_as_printed_with_what_was_meant(facts: Facts) -> None:
    slips = [fact for fact in facts.facts.values() if fact.type == "icr:Slip"]
    found = {
        (place.document, place.lines[0], *(getattr(fact.get(term)[0], "text", "") for term in TERMS))
        for fact in slips
        for place in fact.get("icr:evidence")
        if isinstance(place, Place)
    }
    wanted = {
        (one["document"], line, one["printed"].replace("3分の5", "３分の５"), one["intended"])
        for one in EXPECTED
        if one["type"] == "slip"
        for line in [one["line"], *(each[0] for each in one.get("also_lines", ()))]
    }
    assert found == wanted
    event = next(fact for fact in slips if "ボンベイ展" in str(fact.values)).get("icr:concerns")[0]
    assert facts.facts[event.key].get("icr:occasion")[0].text == "ボンベイ展", "the fact keeps what was printed"  # type: ignore[union-attr]


TERMS = ("icr:printedAs", "icr:intended")


def test_spans_of_motives_and_slips_are_the_documents_words(documents: Path) -> None:
    for source in sources():
        text = (documents / source.description.file).read_bytes().decode("utf-8")
        assert not notes.stale(source.notes, source.records, text)
        for note in source.notes:
            for span in note.spans:
                cut = text[span.at[0] : span.at[1]]
                first = text[: span.at[0]].count("\n") + 1
                assert span.lines == (first, first + cut.count("\n")), note.where
                assert note.sort == "motive" or cut == note.words["printed"], note.where


def test_a_motive_is_a_claim_with_its_lines_in_both_languages(facts: Facts) -> None:
    tie = facts.facts["agreement/kumamoto-guilin"]
    words = {(one.language, one.text[:2]) for one in tie.get("icr:motive")}  # type: ignore[union-attr]
    assert {language for language, _ in words} == {"ja", "en"}
    claims = [one for one in facts.claims if one.get("rdf:predicate")[0].key == "icr:motive"]  # type: ignore[union-attr]
    mine = [one for one in claims if one.get("rdf:subject")[0].key == tie.key]  # type: ignore[union-attr]
    assert {place.lines[0] for one in mine for place in one.get("icr:evidence")} == {476, 478}  # type: ignore[union-attr]
    without = {
        key
        for key, fact in facts.facts.items()
        if fact.type == "icr:Agreement"
        and not fact.get("icr:motive")
        and any(one.key.startswith("lg/") for one in fact.get("icr:hasParty"))  # type: ignore[union-attr]
        and all(one.key.startswith("lg/") for one in fact.get("icr:hasParty"))  # type: ignore[union-attr]
    }
    told_without_a_reason = {"kumamoto-kaohsiung-marathon", "kumamoto-rome-accord"}
    told_once_for_all = {"kumamoto-renkei-pact-kikuchi", "kumamoto-renkei-pact-yamaga"}
    assert without == {f"agreement/{one}" for one in told_without_a_reason | told_once_for_all}


def test_a_note_whose_record_or_words_are_gone_is_stale_and_not_lost(gazetteer: Gazetteer) -> None:
    documents = tuple(
        replace(one, notes=tuple(replace(note, record="agreement:gone") for note in one.notes[:1])) for one in sources()
    )
    stale = accept(documents, gazetteer).stale
    assert len([line for line in stale if "no record agreement:gone is read any more" in line]) == 5
    source = sources()[0]
    assert any("stands another text now" in line for line in notes.stale(source.notes, source.records, "もう違う文"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[[motive]]\nrecord = "r"\nja = "理由"\nspans = []\n', "motive 1: en is missing"),
        ('[[motive]]\nja = "理由"\nen = "why"\nspans = []\n', "names the record"),
        ('[[slip]]\nprinted = "a"\nintended = "b"\nreason = "c"\nspans = []\n', "spans is empty"),
        ('[[slip]]\nprinted = "a"\nintended = "b"\nreason = "c"\nspans = [{ at = [1] }]\n', "spans is a list of"),
        ('[[slip]]\nprinted = "a"\nintended = "b"\nreason = "c"\nspans = []\nwho = "me"\n', "unknown field who"),
    ],
)
def test_a_bad_note_says_which_and_why(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DecisionsError, match=reason):
        notes.load(path, "made")


def observation(value: str, line: int, item: str = "") -> Observation:
    def stated(word: str) -> Stated:
        digest = hashlib.sha256(word.encode()).hexdigest()
        return Stated(value=word, printed=word, span=Span(lines=(line, line), at=(0, len(word)), sha256=digest))

    return Observation(
        confidence="A",
        recogniser="made",
        evidence=(stated(value).span,),
        of=stated("lg/jp-431001"),
        measure="population",
        value=stated(value),
        item=stated(item) if item else None,
    )


def test_a_row_whose_parts_are_not_its_total_and_a_number_told_twice(gazetteer: Gazetteer) -> None:
    source = next(one for one in sources() if one.description.key == "kumamoto-2022")
    row = (observation("30", 5), observation("10", 5, "東"), observation("19", 5, "西"), observation("31", 9))
    found = accept((replace(source, records=row, notes=(), decisions=()),), gazetteer).conflicts
    assert [(one.type, one.first[0], one.second[0]) for one in found] == [
        ("conflict", "30", "31"),
        ("sum", "30", "29 in all"),
    ]
    right = (observation("30", 5), observation("10", 5, "東"), observation("20", 5, "西"))
    assert not accept((replace(source, records=right, notes=(), decisions=()),), gazetteer).conflicts
