"""The protocol tests, whose manifest names them but not their requests: the requests, and what may come back."""

import http.client
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from pyoxigraph import NamedNode, RdfFormat, Store

from benchmarks.conformance.manifest import SD, Case

__all__ = ["REQUESTS", "answered_over_http", "served"]

_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_ROWS = ("application/sparql-results+xml", "application/sparql-results+json", "text/csv", "text/tab-separated-values")
_GRAPHS = ("application/rdf+xml", "text/turtle", "application/n-triples")
_DATA = "http://kasei.us/2009/09/sparql/data/data"
_NAMED = "SELECT * { GRAPH ?g { ?s ?p ?o } }"
_GRAPH = "<http://e/s> <http://e/p> <http://e/o> .\n"


class Request(NamedTuple):
    """A request and the statuses and media types that pass; a status of 4 stands for 400 to 499."""

    method: str
    parameters: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    body: bytes = b""
    status: int = 200
    media: tuple[str, ...] = ()


def _get(query: str, *more: tuple[str, str], media: tuple[str, ...] = _ROWS) -> Request:
    return Request("GET", (("query", query), *more), media=media)


def _form(query: str, *more: tuple[str, str]) -> Request:
    return Request("POST", kind=_FORM, body=urlencode([("query", query), *more]).encode(), media=_ROWS)


def _bad(method: str, *parameters: tuple[str, str], kind: str = "", body: bytes = b"") -> Request:
    return Request(method, parameters, kind, body, 4)


def _default(*numbers: int) -> list[tuple[str, str]]:
    return [("default-graph-uri", f"{_DATA}{number}.rdf") for number in numbers]


def _named(*numbers: int) -> list[tuple[str, str]]:
    return [("named-graph-uri", f"{_DATA}{number}.rdf") for number in numbers]


_UPDATE = "CLEAR NAMED"
REQUESTS = {
    "query_post_form": _form("ASK {}"),
    "query_dataset_default_graphs_get": _get("ASK { ?s ?p ?o }", *_default(1, 2)),
    "query_dataset_default_graphs_post": _form("ASK { ?s ?p ?o }", *_default(1, 2)),
    "query_dataset_named_graphs_post": _form(_NAMED, *_named(1, 2)),
    "query_dataset_named_graphs_get": _get(_NAMED, *_named(1, 2)),
    "query_dataset_full": _form(_NAMED, *_default(3), *_named(1, 2)),
    "query_multiple_dataset": _form(f"ASK FROM <{_DATA}3.rdf> {{ ?s ?p ?o }}", *_default(1, 2)),
    "query_get": _get("ASK {}"),
    "query_content_type_select": _get("SELECT (1 AS ?value) {}"),
    "query_content_type_ask": _get("ASK {}", media=_ROWS[:2]),
    "query_content_type_describe": _get("DESCRIBE <http://example.org/>", media=_GRAPHS),
    "query_content_type_construct": _get("CONSTRUCT { <s> <p> 1 } WHERE {}".replace("<", "<http://e/"), media=_GRAPHS),
    "query_post_direct": Request("POST", kind=_DIRECT, body=b"ASK {}", media=_ROWS),
    "bad_query_method": _bad("PUT", ("query", "ASK {}")),
    "bad_multiple_queries": _bad("GET", ("query", "ASK {}"), ("query", "SELECT * {}")),
    "bad_query_wrong_media_type": _bad("POST", kind="text/plain", body=b"ASK {}"),
    "bad_query_missing_form_type": _bad("POST", body=urlencode({"query": "ASK {}"}).encode()),
    "bad_query_missing_direct_type": _bad("POST", body=b"ASK {}"),
    "bad_query_non_utf8": _bad("POST", kind=f"{_DIRECT}; charset=UTF-16", body="ASK {}".encode("utf-16")),
    "bad_query_syntax": _bad("GET", ("query", "ASK {")),
    "bad_update_get": _bad("GET", ("update", _UPDATE)),
    "bad_multiple_updates": _bad("POST", kind=_FORM, body=urlencode([("update", _UPDATE)] * 2).encode()),
    "bad_update_wrong_media_type": _bad("POST", kind="text/plain", body=_UPDATE.encode()),
    "bad_update_missing_form_type": _bad("POST", body=urlencode({"update": _UPDATE}).encode()),
    "bad_update_non_utf8": _bad(
        "POST", kind="application/sparql-update; charset=UTF-16", body=_UPDATE.encode("utf-16")
    ),
    "bad_update_syntax": _bad("POST", kind=_FORM, body=urlencode({"update": "CLEAR XXX"}).encode()),
    "bad_update_dataset_conflict": _bad(
        "POST", kind=_FORM, body=urlencode({"using-named-graph-uri": "http://e/", "update": _UPDATE}).encode()
    ),
}


@contextmanager
def served() -> Iterator[str]:
    """The host and port of an endpoint of ours, started for the tests, with a graph of one triple."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nt"
        path.write_text(_GRAPH, encoding="utf-8")
        command = [sys.executable, "-m", "build_graph", "serve", "--port", "0", "--graph", str(path)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert process.stdout
        try:
            yield process.stdout.readline().strip().removeprefix("http://").rstrip("/")
        finally:
            process.terminate()
            process.wait()
            process.stdout.close()


def answered_over_http(case: Case, host: str) -> str | None:
    """None where the endpoint at `host` passes, else why not."""
    if case.kind == "ServiceDescriptionTest":
        return _described(case.key, host)
    request = REQUESTS[case.key]
    status, kind, body = _sent(host, request)
    if request.status == 4:
        return None if 400 <= status < 500 else f"answered with {status}"
    if status != request.status:
        return f"answered with {status}: {body.decode(errors='replace').strip()[:200]}"
    return None if kind in request.media else f"answered as {kind}"


def _sent(host: str, request: Request, accept: str = "*/*") -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection(host, timeout=30)
    path = "/sparql" + (f"?{urlencode(request.parameters)}" if request.parameters else "")
    headers = {"Accept": accept, **({"Content-Type": request.kind} if request.kind else {})}
    try:
        connection.request(request.method, path, request.body or None, headers)
        answer = connection.getresponse()
        return answer.status, str(answer.getheader("Content-Type")).partition(";")[0], answer.read()
    finally:
        connection.close()


def _described(name: str, host: str) -> str | None:
    status, kind, body = _sent(host, Request("GET"), "text/turtle")
    if status != 200 or kind != "text/turtle":
        return f"answered with {status} as {kind}"
    store = Store()
    store.load(body, format=RdfFormat.TURTLE)
    endpoints = [quad.object for quad in store.quads_for_pattern(None, NamedNode(SD + "endpoint"), None)]
    if name == "has-endpoint-triple":
        return None if endpoints == [NamedNode(f"http://{host}/sparql")] else f"endpoint: {endpoints}"
    if (
        name == "conforms-to-schema"
    ):  # every service has an endpoint at most once, a dataset a default graph at most once
        repeated = (
            "SELECT * { VALUES ?p { sd:endpoint sd:defaultDataset sd:defaultGraph } ?s ?p ?a , ?b FILTER(?a != ?b) }"
        )
        wrong = list(store.query(f"PREFIX sd: <{SD}> {repeated}"))  # type: ignore[arg-type]
        return f"{len(wrong)} functional properties have two values" if wrong else None
    return None
