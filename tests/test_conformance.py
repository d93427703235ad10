"""The runner of the W3C suites, on a suite of our own making in their form: it tells right from wrong from refused."""

from pathlib import Path

import pytest

from benchmarks.conformance.__main__ import main
from benchmarks.conformance.manifest import cases
from benchmarks.conformance.protocol import REQUESTS

HEAD = """
@prefix : <http://e/manifest#> .
@prefix mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> .
@prefix qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#> .
"""
MANIFEST = f"""{HEAD}
<> a mf:Manifest ; mf:entries ( :rows :wrong :nodes :othernodes :table :graph :truth :from :good :bad
  :update :gone :lax ) .
:rows a mf:QueryEvaluationTest ; mf:name "rows" ; mf:result <rows.srx> ;
  mf:action [ qt:query <rows.rq> ; qt:data <d.ttl> ] .
:wrong a mf:QueryEvaluationTest ; mf:result <truth.srj> ; mf:action [ qt:query <rows.rq> ; qt:data <d.ttl> ] .
:nodes a mf:QueryEvaluationTest ; mf:result <nodes.ttl> ; mf:action [ qt:query <nodes.rq> ; qt:data <d.ttl> ] .
:othernodes a mf:QueryEvaluationTest ; mf:result <same.ttl> ; mf:action [ qt:query <nodes.rq> ; qt:data <d.ttl> ] .
:table a mf:CSVResultFormatTest ; mf:result <rows.csv> ; mf:action [ qt:query <rows.rq> ; qt:data <d.ttl> ] .
:graph a mf:QueryEvaluationTest ; mf:result <graph.ttl> ; mf:action [ qt:query <graph.rq> ; qt:data <d.ttl> ] .
:truth a mf:QueryEvaluationTest ; mf:result <truth.srj> ; mf:action [ qt:query <truth.rq> ; qt:graphData <d.ttl> ] .
:from a mf:QueryEvaluationTest ; mf:result <rows.srx> ; mf:action [ qt:query <from.rq> ; qt:data <d.ttl> ] .
:good a mf:PositiveSyntaxTest11 ; mf:action <rows.rq> .
:bad a mf:NegativeSyntaxTest11 ; mf:action <rows.rq> .
:update a mf:UpdateEvaluationTest ; mf:action [ qt:query <rows.rq> ] .
:gone a mf:QueryEvaluationTest ; mf:result <gone.srx> ; mf:action [ qt:query <rows.rq> ; qt:data <d.ttl> ] .
:lax a mf:QueryEvaluationTest ; mf:resultCardinality mf:LaxCardinality ; mf:result <rows.srx> ;
  mf:action [ qt:query <twice.rq> ; qt:data <d.ttl> ] .
"""
RS = "@prefix rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> . [] a rs:ResultSet ;"
NODES = "[ rs:variable 'a' ; rs:value _:{0} ] , [ rs:variable 'b' ; rs:value _:{1} ]"
FILES = {
    "manifest.ttl": MANIFEST,
    "d.ttl": "<s> <p> 1.0 . <t> <q> [ <q> [] ] .",
    "rows.rq": "SELECT ?o { <s> <p> ?o }",
    "twice.rq": "SELECT ?o { { <s> <p> ?o } UNION { <s> <p> ?o } }",
    "rows.srx": """<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="o"/></head><results>
      <result><binding name="o"><literal datatype="http://www.w3.org/2001/XMLSchema#decimal">1.00</literal></binding></result></results></sparql>""",
    "rows.csv": "o\r\n1.00\r\n",
    "nodes.rq": "SELECT ?a ?b { <t> <q> ?a . ?a <q> ?b }",
    "nodes.ttl": f"{RS} rs:solution [ rs:binding {NODES.format('x', 'y')} ] .",
    "same.ttl": f"{RS} rs:solution [ rs:binding {NODES.format('x', 'x')} ] .",
    "graph.rq": "CONSTRUCT { ?a <r> [] } { ?a <p> ?b }",
    "graph.ttl": "<s> <r> _:other .",
    "truth.rq": "ASK { GRAPH <d.ttl> { <s> <p> 1.0 } }",
    "truth.srj": '{"head": {}, "boolean": true}',
    "from.rq": "SELECT ?o FROM <d.ttl> { <s> <p> ?o }",
}


def test_figures_and_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    group = tmp_path / "made"
    group.mkdir()
    for name, text in FILES.items():
        (group / name).write_text(text, encoding="utf-8")
    assert main([str(tmp_path)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert "| made | 13 | 7 | 1 | 3 | 2 |" in said
    told = [line for line in said if line.startswith("- ")]
    assert [line.split("`")[1] for line in told] == ["wrong", "othernodes", "bad", "from"]
    assert told[2].endswith("accepted")
    assert "FROM is refused" in told[3]


def test_the_protocol_over_http(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = [*REQUESTS, "update_post_form"]
    tests = "".join(f":{name} a mf:ProtocolTest ; mf:name '{name}' .\n" for name in listed)
    described = ":returns-rdf a mf:ServiceDescriptionTest . :has-endpoint-triple a mf:ServiceDescriptionTest ."
    entries = " ".join(f":{name}" for name in [*listed, "returns-rdf", "has-endpoint-triple"])
    text = f"{HEAD} <> a mf:Manifest ; mf:entries ( {entries} ) . {tests} {described}"
    (tmp_path / "manifest.ttl").write_text(text, encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert f"| {tmp_path.name} | {len(listed) + 2} | {len(REQUESTS) + 2 - 6} | 6 | 0 | 1 |" in said
    refused = [line.split("`")[1] for line in said if line.startswith("- ")]
    assert all("dataset" in name for name in refused)


def test_a_folder_without_suites(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 3
    assert main([str(tmp_path / "none")]) == 3
    assert "no manifest.ttl" in capsys.readouterr().err
    (tmp_path / "manifest.ttl").write_text("<a", encoding="utf-8")
    with pytest.raises(ValueError, match=r"manifest\.ttl"):
        cases(tmp_path)
