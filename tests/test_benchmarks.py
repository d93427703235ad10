"""The benchmarks measure what they claim: records of real shape, accepted whole, by every stage that is named."""

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.__main__ import growth, report
from benchmarks.generate import world
from benchmarks.stages import PEERS, STAGES, cpu_seconds, prepare
from graph.accept import accept
from graph.check import check
from graph.records import Agreement
from graph.triples import rdf_graph, store, whole


def test_the_same_arguments_make_the_same_records() -> None:
    assert [source.records for source in world(200).sources] == [source.records for source in world(200).sources]
    assert world(200, seed=8).sources != world(200).sources
    assert 1000 <= world(1000).records < 1300


def test_partners_are_heavy_tailed_and_cities_have_several_editions() -> None:
    made = world(4000)
    agreements = [one for source in made.sources for one in source.records if isinstance(one, Agreement)]
    degrees = Counter(party.value for one in agreements for party in one.parties)
    assert max(degrees.values()) > 10 * sorted(degrees.values())[len(degrees) // 2]
    editions = Counter(source.description.publisher for source in made.sources)
    assert set(editions.values()) == {1, 2, 3}


def test_made_records_pass_the_check() -> None:
    made = world(100)
    facts = accept(made.sources, made.gazetteer)
    outcomes = Counter(entry.outcome for entry in facts.ledger)
    assert set(outcomes) == {"accepted", "merged"}
    assert check(rdf_graph(whole(facts)), store(whole(facts))) == []


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_runs(stage: str, inputs: Path) -> None:
    assert cpu_seconds(inputs, stage, "intercity") > 0
    if stage in PEERS and stage != "tables":  # rdflib takes long over the tables even where they are small
        assert cpu_seconds(inputs, stage, "rdflib") > 0


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    assert prepare(folder, 40)["records"] >= 40
    return folder


def test_growth_is_the_exponent() -> None:
    assert growth(1.0, 10.0, 10) == pytest.approx(1)
    assert growth(2.0, 8.0, 2) == pytest.approx(2)


def test_the_report_shows_ratio_and_growth() -> None:
    counts = {
        10: {"records": 10, "documents": 1, "triples": 300},
        100: {"records": 100, "documents": 9, "triples": 3000},
    }
    found = {
        (10, "load graph", "intercity"): [1.0, 9.0, 1.0],
        (10, "load graph", "rdflib"): [12.0],
        (100, "load graph", "intercity"): [10.0],
    }
    lines = list(report(found, counts))
    assert "100 records of 9 documents make 3,000 triples." in lines
    assert "| load graph | 1 | 12 | 10 | over 300 s | 1.00 |" in lines
