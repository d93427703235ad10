"""The benchmarks measure what they claim: records of real shape, accepted whole, by every stage that is named."""

import json
import os
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Store

from benchmarks.__main__ import growth, report
from benchmarks.ask import endpoint, questions, shell
from benchmarks.generate import world
from benchmarks.stages import PEERS, STAGES, cpu_seconds, prepare
from graph.accept import accept
from graph.check import check
from graph.records import Agreement
from graph.triples import rdf_graph, whole
from graph.triples import store as fill


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
    made = world(400)
    facts = accept(made.sources, made.gazetteer)
    outcomes = Counter(entry.outcome for entry in facts.ledger)
    assert set(outcomes) == {"accepted", "merged"}
    assert check(rdf_graph(whole(facts)), fill(whole(facts))) == []


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


def test_the_shell_benchmark_asks_the_same_of_both(tmp_path: Path) -> None:
    found = shell.commands(tmp_path)
    answers = []
    for name in (shell.WARM, shell.PEER):
        words, environment = found[name]
        out = subprocess.run(words, env=os.environ | environment, capture_output=True, encoding="utf-8", check=True)
        answers.append(out.stdout)
    assert answers[0].count("\n") == 10
    assert answers[1].count("\n") == 9
    for row in answers[1].splitlines():
        assert row.split("\t")[-1] in answers[0]


def test_the_shell_report_is_in_times_of_the_warm_call() -> None:
    taken = {shell.BARE: [0.1, 0.2, 0.3], shell.WARM: [0.4, 0.4, 9.0], shell.PEER: [1.0]}
    assert f"| {shell.PEER} | 1.00 | 2.50 |" in shell.report(taken)


def test_every_question_is_asked_in_both_engines_and_told_of(tmp_path: Path) -> None:
    triples = prepare(tmp_path, 60)["triples"]
    found = list(questions.series(tmp_path, peer=False))
    assert [one["name"] for one in found] == questions.names()
    assert all(one["ours"] > 0 and one["raw"] > 0 for one in found)
    assert {one["name"] for one in found if one["rows"]} > {"partners", "members", "path"}
    lines = list(questions.report({1: found, 2: found}, {1: triples, 2: 2 * triples}))
    assert len(lines) == 2 + len(found) + 4
    assert len({line.count("|") for line in lines[: 2 + len(found)]}) == 1


def test_a_slow_answer_is_stopped_and_counts_as_at_least() -> None:
    took, over = questions.forked(lambda: None, 30.0)
    assert took < 30.0
    assert not over
    took, over = questions.forked(lambda: time.sleep(60), 0.05)
    assert took < 0.05
    assert over
    with pytest.raises(RuntimeError, match="rdflib failed"):
        questions.forked(lambda: 1 / 0, 30.0)
    assert questions.peer({"rdflib": 10.0, "ours": 2.0, "over": True}) == "≥ 5"


def test_the_endpoint_benchmark_asks_the_same_of_all(store: Store) -> None:
    with endpoint.ways(store) as ways:
        assert {endpoint.ENGINE, endpoint.GUARD, endpoint.OURS, endpoint.PEER} == set(ways)
        for text in endpoint.texts().values():
            rows = [json.loads(ask(text))["results"]["bindings"] for ask in ways.values()]
            assert all(len(each) == len(rows[0]) > 0 for each in rows)
            assert "LIMIT 1" in text or all(each == rows[0] for each in rows)


def test_the_endpoint_report_is_what_each_adds_to_the_engine() -> None:
    taken = {("q", endpoint.ENGINE): [1.0, 2.0, 9.0], ("q", endpoint.OURS): [3.0, 4.0, 5.0]}
    assert f"| q | {endpoint.OURS} | 4.00 | 2.00 | 2.00 |" in endpoint.report(taken)
