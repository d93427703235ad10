"""An endpoint on loopback that answers, fails, lies or stalls; every ending is an answer or one clear error."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Store

from queries import QueryError, remote, run
from queries.remote import RemoteError

Behave = Callable[[BaseHTTPRequestHandler, str], None]


class Server:
    """One thread that does what `behave` says; `seen` holds the headers of the last request and its query."""

    def __init__(self) -> None:
        self.behave: Behave = lambda *_: None
        self.seen: dict[str, str] = {}
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                server.seen = {**self.headers, "query": form["query"][0], "path": self.path}
                with suppress(BrokenPipeError, ConnectionResetError):
                    server.behave(self, form["query"][0])

            def do_GET(self) -> None:
                server.behave(self, "")

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/sparql"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


def send(
    handler: BaseHTTPRequestHandler, body: str, kind: str = "application/sparql-results+json", code: int = 200
) -> None:
    content = body.encode()
    handler.send_response(code)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content)


def test_the_same_rows_as_at_home(server: Server, store: Store) -> None:
    server.behave = lambda handler, query: send(handler, run(query, store).json())
    for name, parameters in (("partners", {"city": "鹿児島市"}), ("members", {"as_of": "2018-04-01"}), ("edges", {})):
        there = remote.run(name, server.url, **parameters)  # type: ignore[arg-type]
        assert there.rows == run(name, store, **parameters).rows
        assert there.columns == run(name, store, **parameters).columns


def test_the_request_says_who_asks_and_what_it_wants(server: Server, store: Store) -> None:
    server.behave = lambda handler, query: send(handler, run(query, store).json())
    remote.run("partners", server.url)
    assert server.seen["User-Agent"].startswith("intercity")
    assert "application/sparql-results+json" in server.seen["Accept"]
    assert server.seen["path"] == "/sparql"
    assert server.seen["query"].startswith("#+ summary: Which partners")


def test_yes_or_no_and_triples(server: Server, store: Store) -> None:
    def behave(handler: BaseHTTPRequestHandler, query: str) -> None:
        made = run(query, store)
        send(handler, made.turtle(), "text/turtle") if made.form == "graph" else send(handler, made.json())

    server.behave = behave
    assert remote.run("ASK { ?s ?p ?o }", server.url).rows == [{"ask": True}]
    text = "CONSTRUCT { ?s a <http://e/C> } WHERE { ?s a <https://w3id.org/icr/def#Country> }"
    assert remote.run(text, server.url).rows == run(text, store).rows


def test_terms_of_other_endpoints(server: Server) -> None:
    cells = {
        "a": {"type": "typed-literal", "value": "3", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        "b": {"type": "bnode", "value": "nodeID://b10"},
    }
    answer = {"head": {"vars": ["a", "b", "c"]}, "results": {"bindings": [cells]}}
    server.behave = lambda handler, _: send(handler, json.dumps(answer))
    assert remote.run("SELECT * { ?a ?b ?c }", server.url).rows == [{"a": 3, "b": "_:nodeIDb10", "c": None}]


GOOD = '{"head": {"vars": ["a"]}, "results": {"bindings": []}}'


def _truncated(handler: BaseHTTPRequestHandler, _: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(GOOD[:20].encode())


def _dripping(handler: BaseHTTPRequestHandler, _: str) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _each in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def _elsewhere(handler: BaseHTTPRequestHandler, query: str) -> None:
    if query:
        handler.send_response(302)
        handler.send_header("Location", f"http://localhost:{handler.connection.getsockname()[1]}/")
        handler.end_headers()
    else:
        send(handler, GOOD)


def _busy(handler: BaseHTTPRequestHandler, _: str) -> None:
    handler.send_response(503)
    handler.send_header("Retry-After", "120")
    handler.end_headers()


@pytest.mark.parametrize(
    ("behave", "said"),
    [
        (
            lambda handler, _: send(handler, "<html><title>Log in</title></html>", "text/html"),
            "no SPARQL answer: Log in",
        ),
        (lambda handler, _: send(handler, GOOD[:30]), "no SPARQL answer"),
        (lambda handler, _: send(handler, "[]"), "no SPARQL answer"),
        (lambda handler, _: send(handler, ""), "no SPARQL answer: nothing"),
        (
            lambda handler, _: send(handler, '{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": 1}]}}'),
            "no SPARQL",
        ),
        (lambda handler, _: send(handler, "expected WHERE\nhere", code=400), "expected WHERE here"),
        (lambda handler, _: send(handler, "boom", code=500), "boom"),
        (lambda handler, _: send(handler, "", code=404), "not possible to connect to the given endpoint"),
        (_busy, "HTTP 503 .*Try again in 120 s"),
        (_truncated, "IncompleteRead|no SPARQL answer"),
        (_dripping, "deadline"),
        (lambda *_: time.sleep(1.3), "nothing came for 1 s"),
        (_elsewhere, "sends on to http://localhost"),
    ],
    ids=["html", "half", "list", "empty", "cells", "400", "500", "404", "503", "short", "drip", "hang", "redirect"],
)
def test_what_is_no_answer_is_one_clear_error(server: Server, behave: Behave, said: str) -> None:
    server.behave = behave
    with pytest.raises(RemoteError, match=said) as error:
        remote.run("SELECT ?a { ?a ?b ?c }", server.url, timeout=1, deadline=1)
    assert str(error.value).startswith(server.url)
    assert "\n" not in str(error.value)


def test_nobody_there_and_no_address() -> None:
    with pytest.raises(RemoteError, match="does the endpoint run"):
        remote.run("partners", "http://127.0.0.1:9/", timeout=2)
    with pytest.raises(RemoteError, match="http:// or https://"):
        remote.run("partners", "file:///etc/passwd")
    with pytest.raises(QueryError, match="Did you mean city"):
        remote.run("partners", "http://127.0.0.1:9/", citty="熊本市")
