"""The tools for assistants, used as an assistant uses them: a process of its own, the SDK's client, every refusal."""

import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp_types import CallToolResult, TextContent, Tool

from build_graph import main
from ontology import ID
from queries import assistant, catalogue, run
from tests.conftest import ROOT

Call = Callable[..., Coroutine[Any, Any, CallToolResult]]
PREFIX = "PREFIX icr: <https://w3id.org/icr/def#> "
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GIGABYTE = (
    f"SELECT (STRLEN(?x24) AS ?n) {{ BIND('{'x' * 1024}' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(24))
    + "}"
)
REFUSED = {
    "service": ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is refused"),
    "service, any case": ("PREFIX a: <http://e/> SELECT * { service silent a:b { ?s ?p ?o } }", "refused"),
    "from": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "refused"),
    "update": ("INSERT DATA { <http://e/a> <http://e/b> 1 }", "changes the graph"),
    "load": ("LOAD <file:///etc/passwd>", "changes the graph"),
    "construct": ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "only SELECT and ASK"),
    "no query": ("partnerz", "Did you mean partners"),
    "a file": ("queries/partners.rq", "no SPARQL query"),
    "syntax": ("SELECT * { ?s ?p }", "query"),
    "prefix": ("SELECT * { ?s icr:kind ?o }", "PREFIX icr: <https://w3id.org/icr/def#>"),
    "long": ("SELECT * { ?s ?p ?o } #" + " " * 70_000, "longer than 64 KiB"),
    "deep": ("SELECT * " + "{" * 3000 + "}" * 3000, "nested deeper"),
    "endless": (RUNAWAY, "not finished within 2 s"),
    "gigabytes": (GIGABYTE, "memory|not finished"),
    "rows": ("SELECT ?s ?p ?o { ?s ?p ?o }", "more than 10,000 rows"),
}


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    """What one assistant hears in one session: the tools, and the answers to all that the tests below ask."""
    command = [str(ROOT / "build_graph.py"), "mcp", "--deadline", "2"]
    heard: dict[str, Any] = {}

    async def session() -> None:
        parameters = StdioServerParameters(command=sys.executable, args=command, cwd=ROOT, env={"INTERCITY_CACHE": ""})
        async with Client(parameters) as client:
            heard["instructions"] = client.instructions
            heard["tools"] = {tool.name: tool for tool in (await client.list_tools()).tools}
            for part in ("overview", "classes", "properties", "kinds", "questions"):
                heard[part] = await client.call_tool("describe_schema", {"part": part})
            heard["everything"] = await client.call_tool("describe_schema", {"part": "everything"})
            for name in ("熊本市", "Kagosima", "府中市", "Aquarium", "植木町", '" } SERVICE <http://e/> {', "x"):
                heard[name] = await client.call_tool("look_up", {"name": name})
            heard["nothing"] = await client.call_tool("look_up", {"name": ""})
            ready = {"query": "partners", "parameters": {"city": "鹿児島市"}}
            heard["ready"] = await client.call_tool("query", ready)
            heard["chain"] = await client.call_tool("query", {"query": "path"})
            heard["two"] = await client.call_tool("query", ready | {"limit": 2})
            heard["unknown city"] = await client.call_tool("query", ready | {"parameters": {"city": "Kagosima"}})
            heard["too many"] = await client.call_tool("query", ready | {"limit": 100_000})
            heard["stray"] = await client.call_tool("query", {"query": "ASK {}", "parameters": {"city": "熊本市"}})
            heard["ask"] = await client.call_tool("query", {"query": "ASK {}"})
            for name, (text, _) in REFUSED.items():
                heard[f"refused: {name}"] = await client.call_tool("query", {"query": text})
            running = asyncio.create_task(client.call_tool("query", {"query": RUNAWAY}))
            await asyncio.sleep(0.3)
            began = time.monotonic()
            heard["meanwhile"] = await client.call_tool("query", {"query": PREFIX + "ASK { ?a a icr:Agreement }"})
            heard["meanwhile took"] = time.monotonic() - began
            heard["ran"] = await running
            heard["after"] = await client.call_tool("query", {"query": "none"})

    asyncio.run(session())
    return heard


def text(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


def told(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, text(result)
    given: dict[str, Any] = json.loads(text(result))
    assert given == json.loads(json.dumps(result.structured_content))
    return given


def test_three_tools_that_change_nothing_described_in_both_languages(said: dict[str, Any]) -> None:
    tools: dict[str, Tool] = said["tools"]
    assert list(tools) == ["describe_schema", "query", "look_up"]
    for tool in tools.values():
        assert tool.annotations
        assert tool.annotations.read_only_hint
        assert tool.annotations.open_world_hint is False
        assert tool.title
        assert " / " in tool.title
        assert tool.description
        assert "。" in tool.description
        assert "\n   " not in tool.description
    assert "describe_schema" in said["instructions"]
    assert "知識グラフ" in said["instructions"]


def test_the_schema(said: dict[str, Any]) -> None:
    overview = told(said["overview"])
    assert overview["prefixes"]["icr"] == "https://w3id.org/icr/def#"
    assert overview["questions"]["partners"] == [catalogue()["partners"].summary, catalogue()["partners"].summary_ja]
    assert not any(name.startswith(("page-", "table-")) for name in overview["questions"])
    counts = {one["term"]: one["count"] for one in overview["classes"]}
    assert counts["icr:Alliance"] > 1
    assert counts["icr:Agreement"] > 10
    parties = next(one for one in told(said["properties"])["properties"] if one["term"] == "icr:hasParty")
    assert parties["ja"]
    assert parties["meaning"]
    sisters = next(one for one in told(said["kinds"])["kinds"] if one["kind"] == "k:agreement/sister-city")
    assert (sisters["en"], sisters["ja"]) == ("Sister city", "姉妹都市")
    assert sisters["count"] >= 4
    members = next(one for one in told(said["questions"])["questions"] if one["name"] == "members")
    assert members["parameters"]["as_of"].startswith("date: ")
    assert said["everything"].is_error


def test_a_name_is_looked_up(said: dict[str, Any]) -> None:
    kumamoto = told(said["熊本市"])
    assert kumamoto["match"] == "name"
    first = kumamoto["candidates"][0]
    assert (first["iri"], first["en"], first["within"]) == (
        f"{ID}lg/jp-431001",
        "Kumamoto",
        ["Kumamoto Prefecture", "Japan"],
    )
    assert first["facts"]["^icr:hasParty"] > 8
    fuchu = told(said["府中市"])["candidates"]
    assert [one["key"] for one in fuchu] == ["lg/jp-132063", "lg/jp-342084"]
    assert not any(one["in_graph"] for one in fuchu)
    near = told(said["Kagosima"])
    assert near["match"].startswith("nearest")
    assert near["candidates"][0]["en"] == "Kagoshima"
    aquariums = told(said["Aquarium"])
    assert aquariums["match"] == "part of a name"
    assert any("icr:Organisation" in one["classes"] for one in aquariums["candidates"])
    assert told(said['" } SERVICE <http://e/> {'])["candidates"] == []
    assert said["nothing"].is_error


def test_a_ready_question_and_its_rows(said: dict[str, Any]) -> None:
    whole = told(said["ready"])
    assert (len(whole["rows"]), whole["truncated"]) == (6, False)
    assert [row[whole["columns"].index("signed")] for row in whole["rows"]][:2] == ["1960-05-03", "1969-11-07"]
    assert len(told(said["chain"])["rows"]) == len(run("path")), "a measure picks the answer out of the rows"
    assert told(said["ask"])["rows"] == [[True]]
    assert said["unknown city"].is_error
    assert "Did you mean" in text(said["unknown city"])
    assert "partners" in text(said["stray"])


def test_rows_beyond_the_limit_are_told_of(said: dict[str, Any]) -> None:
    two = told(said["two"])
    assert (len(two["rows"]), two["truncated"]) == (2, True)
    assert "first 2 of 6 rows" in two["note"]
    assert said["too many"].is_error


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_why(name: str, said: dict[str, Any]) -> None:
    result: CallToolResult = said[f"refused: {name}"]
    assert result.is_error
    assert re.search(REFUSED[name][1], text(result)), text(result)


def test_a_query_that_runs_away_delays_no_other(said: dict[str, Any]) -> None:
    assert told(said["meanwhile"])["rows"] == [[True]]
    assert said["meanwhile took"] < 1
    assert said["ran"].is_error
    assert said["after"].is_error


def test_without_the_extra(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    assert main(["mcp"]) == 2
    assert 'pip install "intercity[mcp]"' in capsys.readouterr().err


def test_the_server_ends_when_the_assistant_leaves() -> None:
    command = [sys.executable, str(ROOT / "build_graph.py"), "mcp"]
    ended = subprocess.run(command, input=b"", capture_output=True, timeout=60, cwd=ROOT)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
    assert assistant.LIMITS.rows == 10_000
