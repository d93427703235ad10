"""An endpoint on loopback that answers, fails, lies or stalls; every ending is an answer or one clear error."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Store

from build_graph import main
from queries import QueryError, remote, run, wire
from queries.remote import RemoteError
from queries.run import ask

Behave = Callable[[BaseHTTPRequestHandler, str], None]


class Server:
    """Does what `behave` says; `seen` holds the headers of the last request and its query, `asked` counts requests."""

    def __init__(self) -> None:
        self.behave: Behave = lambda *_: None
        self.seen: dict[str, str] = {}
        self.asked = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                server.asked += 1
                server.seen = {**self.headers, "query": form["query"][0], "path": self.path}
                with suppress(BrokenPipeError, ConnectionResetError):
                    server.behave(self, form["query"][0])

            def do_GET(self) -> None:
                server.behave(self, "")

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/sparql"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of each test's own."""
    monkeypatch.setenv("INTERCITY_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


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
    for name, parameters in (
        ("partners", {"city": "鹿児島市"}),
        ("members", {"as_of": "2018-04-01"}),
        ("agreements", {}),
    ):
        there = remote.run(name, server.url, **parameters)  # type: ignore[arg-type]
        assert there.rows == run(name, store, **parameters).rows
        assert there.columns == run(name, store, **parameters).columns


def test_the_same_lines_as_at_home(server: Server, store: Store) -> None:
    server.behave = lambda handler, query: send(handler, ask(query, store).json())
    for name in ("partners", "sent-and-received"):
        there, here = remote.run(name, server.url, city="熊本市"), run(name, store, city="熊本市")
        assert there.explain().supports == here.explain().supports


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


def _headers_drip(handler: BaseHTTPRequestHandler, _: str) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
    for _each in range(40):
        handler.wfile.write(b"x")
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
        (lambda handler, _: send(handler, "", code=404), "HTTP 404 Not Found"),
        (
            lambda handler, _: send(handler, '{"detail": "too deep"}', "application/problem+json", 400),
            "400 .*: too deep",
        ),
        (_busy, "HTTP 503 .*Try again in 120 s"),
        (_truncated, "IncompleteRead|no SPARQL answer"),
        (_dripping, "deadline"),
        (_headers_drip, "deadline"),
        (lambda *_: time.sleep(1.3), "nothing came for 0.5 s"),
        (_elsewhere, "sends on to http://localhost"),
    ],
    ids=[
        "html",
        "half",
        "list",
        "empty",
        "cells",
        "400",
        "500",
        "404",
        "problem",
        "503",
        "short",
        "drip",
        "header-drip",
        "hang",
        "redirect",
    ],
)
def test_what_is_no_answer_is_one_clear_error(server: Server, behave: Behave, said: str) -> None:
    server.behave = behave
    with pytest.raises(RemoteError, match=said) as error:
        remote.run("SELECT ?a { ?a ?b ?c }", server.url, timeout=0.5, deadline=1)
    assert str(error.value).startswith(server.url)
    assert "\n" not in str(error.value)


def test_nobody_there_and_no_address() -> None:
    with pytest.raises(RemoteError, match="does the endpoint run"):
        remote.run("partners", "http://127.0.0.1:9/", timeout=2)
    with pytest.raises(RemoteError, match="http:// or https://"):
        remote.run("partners", "file:///etc/passwd")
    with pytest.raises(QueryError, match="Did you mean city"):
        remote.run("partners", "http://127.0.0.1:9/", citty="熊本市")


def answering(server: Server, *ways: Behave) -> None:
    """Each request is answered in the next of these ways, the last of them for ever."""
    left = list(ways)
    server.behave = lambda handler, query: (left.pop(0) if len(left) > 1 else left[0])(handler, query)


def status(code: int, **headers: str) -> Behave:
    def behave(handler: BaseHTTPRequestHandler, _: str) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return behave


def good(handler: BaseHTTPRequestHandler, _: str) -> None:
    send(handler, GOOD)


QUERY = "SELECT ?a { ?a ?b ?c }"


@pytest.mark.parametrize("broken", [status(502), status(503), status(504), _truncated, status(429, Retry_After="1")])
def test_a_busy_endpoint_is_asked_again(server: Server, broken: Behave) -> None:
    answering(server, broken, good)
    slept: list[float] = []
    assert len(remote.run(QUERY, server.url, sleep=slept.append)) == 0
    assert server.asked == 2
    assert len(slept) == 1
    assert 1 <= slept[0] <= 2


def test_four_tries_with_growing_waits_and_no_more(server: Server) -> None:
    answering(server, status(503))
    slept: list[float] = []
    told: list[tuple[str, str]] = []
    with pytest.raises(RemoteError, match=r"HTTP 503.*Asked 4 times"):
        remote.run(QUERY, server.url, sleep=slept.append, tell=lambda *words: told.append(words))
    assert server.asked == 4
    assert [least <= wait <= least + 1 for least, wait in zip((1, 2, 4), slept, strict=True)] == [True] * 3
    assert all("Asking again in" in en and "秒後" in ja for en, ja in told)
    assert len(told) == 3


def test_the_wait_is_what_the_endpoint_asks_for(server: Server) -> None:
    from email.utils import formatdate

    slept: list[float] = []
    later = formatdate(time.time() + 60, usegmt=True)
    answering(
        server, status(503, Retry_After="40"), status(503, Retry_After=later), status(503, Retry_After="soon"), good
    )
    remote.run(QUERY, server.url, sleep=slept.append)
    assert slept[0] == 40
    assert 57 <= slept[1] <= 60
    assert 4 <= slept[2] <= 5


def test_a_wait_beyond_the_deadline_is_not_begun(server: Server) -> None:
    answering(server, status(503, Retry_After="120"), good)
    slept: list[float] = []
    with pytest.raises(RemoteError, match="Try again in 120 s"):
        remote.run(QUERY, server.url, sleep=slept.append, deadline=100)
    assert (server.asked, slept) == (1, [])


def test_a_second_429_is_final(server: Server) -> None:
    answering(server, status(429), status(503), status(429), good)
    slept: list[float] = []
    with pytest.raises(RemoteError, match="HTTP 429"):
        remote.run(QUERY, server.url, sleep=slept.append)
    assert server.asked == 3


@pytest.mark.parametrize("code", [400, 401, 403, 404, 500])
def test_a_refusal_is_not_asked_again(server: Server, code: int) -> None:
    answering(server, status(code), good)
    with pytest.raises(RemoteError, match=f"HTTP {code}"):
        remote.run(QUERY, server.url, sleep=lambda _: pytest.fail("waited"))
    assert server.asked == 1


def test_one_request_at_a_time(server: Server) -> None:
    running: list[int] = []
    most: list[int] = []

    def behave(handler: BaseHTTPRequestHandler, _: str) -> None:
        running.append(1)
        most.append(len(running))
        time.sleep(0.02)
        running.pop()
        send(handler, GOOD)

    server.behave = behave
    queries = [f"SELECT ?a {{ ?a ?b {number} }}" for number in range(6)]
    threads = [threading.Thread(target=remote.run, args=(query, server.url)) for query in queries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (6, 1)


MANY = """#+ summary: Which names?
#+ parameters: {item: the thing}
#+ columns: [item, name]
SELECT ?item ?name {
  VALUES ?item { <https://w3id.org/icr/id/lg/jp-431001> }
  OPTIONAL { ?item <http://www.w3.org/2004/02/skos/core#prefLabel> ?name FILTER(LANG(?name) = "en") }
}"""


def test_many_values_are_asked_in_pages(server: Server, store: Store) -> None:
    keys = [row["city"] for row in run("SELECT ?city { ?city a <https://w3id.org/icr/def#LocalGovernment> }", store)]
    items = [*keys, *(f"http://e/{number}" for number in range(450 - len(keys)))]
    sizes: list[int] = []

    def behave(handler: BaseHTTPRequestHandler, query: str) -> None:
        sizes.append(query.partition("VALUES")[2].partition("}")[0].count("<"))
        send(handler, ask(query, store).json())

    server.behave = behave
    there = remote.run(MANY, server.url, item=items)
    assert sizes == [200, 200, 50]
    assert sorted(map(str, there.rows)) == sorted(map(str, run(MANY, store, item=items).rows))
    assert {row["item"]: row["name"] for row in there}["https://w3id.org/icr/id/lg/jp-462012"] == "Kagoshima"


def test_a_page_that_fails_leaves_no_part_of_an_answer(server: Server) -> None:
    items = [f"http://e/{number}" for number in range(300)]
    answering(server, good, status(500))
    with pytest.raises(RemoteError, match="HTTP 500"):
        remote.run(MANY, server.url, item=items)
    assert server.asked == 2
    answering(server, good)
    remote.run(MANY, server.url, item=items)
    assert server.asked == 3, "the page that came is not asked for again"


def test_many_values_only_where_rows_say_to_which_they_belong(server: Server) -> None:
    with pytest.raises(QueryError, match="takes one value"):
        remote.run("partners", server.url, city=["熊本市", "鹿児島市"])
    with pytest.raises(QueryError, match="LIMIT"):
        remote.run(MANY + " LIMIT 3", server.url, item=["http://e/"] * 201)
    with pytest.raises(QueryError, match="no value"):
        remote.run(MANY, server.url, item=[])
    assert server.asked == 0


def test_an_answer_is_kept_for_ten_minutes(server: Server, cache: Path) -> None:
    answering(server, good)
    assert remote.run(QUERY, server.url).note == ""
    assert "copy of 20" in remote.run(QUERY, server.url).note
    assert server.asked == 1
    assert QUERY not in "".join(path.read_text() for path in cache.iterdir()), "what was asked is not kept"
    remote.run(QUERY, server.url, cache=False)
    remote.run(QUERY + "#", server.url)
    assert server.asked == 3


def test_an_old_answer_is_given_where_the_endpoint_fails_and_says_so(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(server, good, status(500), lambda *_: None, lambda handler, _: send(handler, "<html>", "text/html"))
    remote.run(QUERY, server.url)
    monkeypatch.setattr(remote, "FRESH", remote.FRESH * 0)
    for _ in range(3):
        there = remote.run(QUERY, server.url, sleep=lambda _: None, deadline=1)
        assert there.note.startswith("Stale, the copy of 20")
        assert server.url in there.note
        assert "<caption>Stale" in there.html()
        assert there.only("ja").note == there.note
    server.behave = status(403)
    with pytest.raises(RemoteError, match="HTTP 403"):
        remote.run(QUERY, server.url)


def test_what_is_no_answer_and_what_is_damaged_is_not_kept(server: Server, cache: Path) -> None:
    answering(server, lambda handler, _: send(handler, GOOD[:30]))
    with pytest.raises(RemoteError):
        remote.run(QUERY, server.url, sleep=lambda _: None)
    assert not cache.exists()
    server.behave = good
    remote.run(QUERY, server.url)
    [kept] = cache.iterdir()
    kept.write_bytes(kept.read_bytes()[:-5])
    assert remote.run(QUERY, server.url).note == ""


def test_nowhere_to_keep_an_answer(server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    server.behave = good
    (tmp_path / "file").touch()
    for where in ("", str(tmp_path / "file"), "/dev/full"):
        monkeypatch.setenv("INTERCITY_CACHE", where)
        assert remote.run(QUERY, server.url).note == ""
        assert remote.run(QUERY, server.url).note == ""
    assert server.asked == 6


def test_more_than_the_bound_is_not_fetched(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST", 1 << 20)
    sent: list[int] = []

    def behave(handler: BaseHTTPRequestHandler, _: str) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _each in range(400):
            sent.append(handler.wfile.write(b" " * (1 << 16)))

    server.behave = behave
    with pytest.raises(RemoteError, match="more than 1 MiB"):
        remote.run(QUERY, server.url)
    assert sum(sent) < 20 << 20


@pytest.mark.parametrize("headers", [{"X_SPARQL_MaxRows": "10000"}, {"X_SQL_State": "S1TAT"}])
def test_a_part_of_the_rows_is_no_answer(server: Server, headers: dict[str, str]) -> None:
    server.behave = status(200, **headers)
    with pytest.raises(RemoteError, match=r"cut the answer off at 10000 rows|ran out of time"):
        remote.run(QUERY, server.url)


def test_the_same_host_may_send_on(server: Server) -> None:
    def behave(handler: BaseHTTPRequestHandler, query: str) -> None:
        if handler.path == "/sparql":
            status(307, Location="/query")(handler, query)
        else:
            send(handler, GOOD)

    server.behave = behave
    assert remote.run(QUERY, server.url).columns == ("a",)
    assert (server.asked, server.seen["path"], server.seen["query"]) == (2, "/query", QUERY)
    server.behave = status(307, Location="/sparql")
    with pytest.raises(RemoteError, match="HTTP 307"):
        remote.run(QUERY, server.url, cache=False)


def test_words_in_comments_change_nothing_and_updates_are_refused(server: Server) -> None:
    """SPARQLWrapper takes the first keyword it finds for the form: it would send this question as an update."""
    server.behave = good
    remote.run("# The rows do not ADD up.\n" + QUERY, server.url)
    assert "json" in server.seen["Accept"]
    for update in (
        "INSERT DATA { <http://e/> <http://e/> 1 }",
        "PREFIX a: <http://e/> CLEAR ALL #{",
        "LOAD <http://e/> #{",
    ):
        with pytest.raises(QueryError, match="changes the graph"):
            remote.run(update, server.url)
    with pytest.raises(QueryError, match="no SPARQL query"):
        remote.run("hello {", server.url)
    assert server.asked == 1


def test_from_the_command_line(server: Server, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    server.behave = lambda handler, query: send(handler, run(query, store).json())
    asked = ["query", "partners", "--city", "鹿児島市", "--endpoint", server.url, "--lang", "en"]
    assert main(asked) == 0
    assert "Naples" in capsys.readouterr().out
    assert main(asked) == 0
    assert "The copy of" in capsys.readouterr().err
    server.behave = status(500)
    assert main([*asked, "--no-cache"]) == 3
    assert "HTTP 500" in capsys.readouterr().err
    assert main(["query", "partners", "--city", "熊本市", "--city", "鹿児島市", "--endpoint", server.url]) == 2
    assert "takes one value" in capsys.readouterr().err
