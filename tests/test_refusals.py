"""What a question must not do is refused before an engine sees it, however it is spelt."""

import socket
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph

from queries import QueryError, run
from queries.text import CHAIN, LIMIT, NESTING, checked


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a question opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refused)


HERE = "http://127.0.0.1:9/"
OUTSIDE = [
    f"SELECT * {{ SERVICE <{HERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service silent <{HERE}> {{ ?s ?p ?o }} }}",
    "SELECT * { SERVICE ?where { ?s ?p ?o } }",
    f"SELECT * {{ OPTIONAL{{}}SERVICE<{HERE}>{{?s ?p ?o}} }}",
    f"SELECT * {{ ?a ?b 1.SERVICE<{HERE}>{{?s ?p ?o}} }}",
    # Oxigraph wants no blank after a keyword
    f"PREFIX : <{HERE}> SELECT * {{ SERVICE:x{{?s ?p ?o}} }}",
    f"SELECT * {{ SERVICESILENT<{HERE}>{{?s ?p ?o}} }}",
    f"ASKFROM<{HERE}>{{}}",
    # rdflib alone would read these as comments, or not as comments
    f'SELECT * {{ BIND("\\u0022 # " AS ?x) SERVICE <{HERE}> {{ ?s ?p ?o }} BIND(1 \n AS ?y) }}',
    f"SELECT * {{ # \r SERVICE <{HERE}> {{ ?s ?p ?o }} }}",
    f"PREFIX ex: <{HERE}> SELECT * {{ ?s ex:a\\# ?o . SERVICE <{HERE}> {{ ?s ?p ?o }} }}",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    f"SELECT * from named <{HERE}> {{ ?s ?p ?o }}",
    f"DESCRIBE <{HERE}>FROM<{HERE}>",
]


@pytest.mark.parametrize("text", OUTSIDE)
def test_reading_from_elsewhere(text: str) -> None:
    for graph in (Store(), Graph()):
        with pytest.raises(QueryError, match="refused"):
            run(text + "\n", graph)


@pytest.mark.parametrize(
    "keyword", ["LOAD", "INSERT DATA", "DELETE WHERE", "CLEAR", "PREFIX a: <http://e/> DROP ALL ; ADD"]
)
def test_changing_the_graph(keyword: str) -> None:
    with pytest.raises(QueryError, match="changes the graph"):
        run(keyword + " <file:///etc/passwd> { }", Store())


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE " + "{" * 3000 + "}" * 3000,
        "ASK { FILTER(" + "(" * 3000 + "1" + ")" * 3000 + ") }",
        "ASK { ?s ?p " + "[ ?p " * 500 + "1" + "]" * 500 + " }",
        "ASK { FILTER(" + "!" * 60000 + "true) }",
        "ASK { FILTER(" + "||".join(["1"] * 20000) + ") }",
        "ASK { BIND(" + "+".join(["?a"] * 20000) + " AS ?x) }",
        "ASK {" + "UNION".join(["{}"] * 7000) + "}",
        "PREFIX : <http://e/> ASK { ?s " + "/".join([":p"] * 15000) + " ?o }",
        "ASK { " + " ".join(f"BIND(1 AS ?x{n})" for n in range(3000)) + " }",
        "ASK { " + "?s ?p ?o . " * 5000 + "}",
        "ASK { # " + "x" * LIMIT + "\n}",
    ],
    ids=["braces", "parentheses", "nodes", "not", "or", "plus", "union", "path", "bind", "triples", "length"],
)
def test_what_would_overflow_an_engine(text: str) -> None:
    with pytest.raises(QueryError, match=r"deep|operators|longer|KiB"):
        run(text, Store())


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "hello {}",
        "SELECT ?x WHERE { ?x",
        "SELECT * { \\u0053ERVICE <http://e/> {} }",
        "{" + "9" * 5000,
        "ASK { ?s ?p '\ud800' }",
    ],
)
def test_what_is_no_query(text: str) -> None:
    with pytest.raises(QueryError) as error:
        run(text, Store())
    assert "\n" not in str(error.value)


def test_an_engine_s_own_complaint_is_one_line() -> None:
    for text in ("SELECT * { ?s foo:x ?o }", "SELECT (COUNT(?x) AS ?n) ?y { ?x ?y ?z }"):
        with pytest.raises(QueryError, match="error at 1:") as error:
            run(text, Store())
        assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?service WHERE { ?service <http://e/SERVICE> "SERVICE <x> {" } # FROM here',
        "PREFIX web: <http://e/> SELECT ?from { ?from web:from 1.5e3 , ?load . ?from web:a\\#b 'its' }",
        'SELECT * { ?s ?p """a "quoted" { SERVICE""" , "LOAD <x>"@en-GB }',
        "SELECT * { ?a ?b ?c FILTER(?a<?c&&?c>?d) }",
        "SELECT * " + "{" * 12 + " ?s ?p ?o " + "}" * 12,
        "SELECT * { VALUES ?x { " + "<http://example.org/a> " * 200 + "} ?x ?p ?o }",
    ],
)
def test_words_that_only_look_like_it_pass(text: str) -> None:
    assert checked(text, "query") == text
    for graph in (Store(), Graph()):
        assert len(run(text, graph)) == 0


def test_the_limits_leave_room_for_every_engine() -> None:
    assert NESTING <= 100
    assert CHAIN <= 1000
    text = "ASK { FILTER(" + "||".join(["1"] * 400) + ") }"
    assert run(text, Store()).rows == [{"ask": True}]


def test_escapes_mean_the_same_in_both_engines() -> None:
    text = 'SELECT ?x { BIND("\\u0022 } \\\\u0022 \\u3042\\U0001F600\t\'" AS ?x) }'
    for graph in (Store(), Graph()):
        assert run(text, graph).rows == [{"x": "\" } \\u0022 あ😀\t'"}]


def test_a_local_file_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<http://e/s> <http://e/p> <http://e/o> .", encoding="utf-8")
    with pytest.raises(QueryError, match="refused"):
        run(f"SELECT * FROM <{secret.as_uri()}> {{ ?s ?p ?o }}", Graph())
