"""The endpoint over HTTP: the protocol to the letter, and what clients do who are slow, many, curious or hostile."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store, parse, parse_query_results
from pyoxigraph import QueryResultsFormat as Rows

import build_graph
from queries import remote, run
from tests.test_guard import ENDLESS, GIGABYTE, canary, children, spellings

__all__ = ["canary"]

ROOT = Path(__file__).parent.parent
OSAKA = "http://e/%E5%A4%A7%E9%98%AA"
SERVED = f"""<{OSAKA}> <http://e/name> "a%41b" , "大阪+京都 & 奈良" .
<http://e/大阪> <http://e/name> "\\u0001" .
""" + "".join(f"<http://e/{n}> <http://e/p> {n} .\n" for n in range(3000))
SERVER = """
import asyncio, sys
from pathlib import Path
from queries.guard import Limits
from queries.serve import server
from queries.serve.bounds import Bounds, Door
from queries.page import page

with server.listening("127.0.0.1", 0) as listener:
    door = Door(frozenset(["city.example"]), frozenset(["https://friend.example"]))
    limits = Limits(deadline=2, quick=0.3, memory=256 << 20, rows=4000, bytes=24 << 20, queue=8, slow=2)
    bounds = Bounds(header=1, body=1, sending=1, connections=60)
    ready = lambda: print(server.address(listener), flush=True)
    asyncio.run(server.serve(listener, Path(sys.argv[1]), page(), door, limits, bounds, ready))
"""


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def problem(self) -> dict[str, object]:
        """The problem document that every error is."""
        assert self.kind == "application/problem+json", self
        found: dict[str, object] = json.loads(self.body)
        assert found["status"] == self.status
        assert found["title"]
        assert found["detail"]
        return found


@dataclass(frozen=True)
class Endpoint:
    url: str
    process: int

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", urlsplit(self.url).port or 0), timeout=20)

    def send(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes | Iterator[bytes] | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        try:
            connection.request(method, path, body, headers or {}, encode_chunked=not isinstance(body, bytes | None))
            answer = connection.getresponse()
            return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, query: str, accept: str = "*/*", **headers: str) -> Reply:
        return self.send("GET", f"/sparql?query={quote(query)}", {"Accept": accept, **headers})

    def post(self, query: str, accept: str = "*/*") -> Reply:
        kind = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.send("POST", "/sparql", kind, query.encode())

    def form(self, query: str, accept: str = "*/*") -> Reply:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        return self.send("POST", "/sparql", kind, f"query={quote(query)}".encode())


@contextmanager
def started(command: list[str], cwd: Path = ROOT) -> Iterator[Endpoint]:
    """An endpoint in a process of its own, which Ctrl-C ends without leaving another process behind."""
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stderr
    try:
        url = process.stdout.readline().strip()
        assert url, process.stderr.read()
        below = children(process.pid)
        yield Endpoint(url, process.pid)
        below |= children(process.pid)
        process.send_signal(signal.SIGINT)
        process.wait(20)
        assert {pid for pid in below if Path(f"/proc/{pid}").exists()} == set()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    path = tmp_path_factory.mktemp("served") / "graph.ttl"
    path.write_text(SERVED, encoding="utf-8")
    with started([sys.executable, "-c", SERVER, str(path)]) as made:
        yield made


NAMES = f"SELECT ?name {{ <{OSAKA}> <http://e/name> ?name }} ORDER BY ?name"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


# ---- the protocol


def test_all_ways_of_asking_give_the_same_answer(endpoint: Endpoint) -> None:
    got = endpoint.get(NAMES, "text/csv")
    assert got.body.decode() == "name\r\na%41b\r\n大阪+京都 & 奈良\r\n"
    assert endpoint.post(NAMES, "text/csv").body == got.body == endpoint.form(NAMES, "text/csv").body
    literal = 'ASK { ?s ?p "大阪+京都 & 奈良" , "a%41b" }'
    for asked in (endpoint.get, endpoint.post, endpoint.form):
        assert asked(literal, "text/csv").body == b"true"
    plus = endpoint.send(
        "GET", "/sparql?query=ASK+%7B%3Fs+%3Fp+%22%E5%A4%A7%E9%98%AA%2B%E4%BA%AC%E9%83%BD+%26+%E5%A5%88%E8%89%AF%22%7D"
    )
    assert json.loads(plus.body)["boolean"] is True


def test_each_form_in_each_format(endpoint: Endpoint) -> None:
    for kind, form in {
        "application/sparql-results+json": Rows.JSON,
        "application/sparql-results+xml": Rows.XML,
        "text/csv": None,
        "text/tab-separated-values": Rows.TSV,
    }.items():
        reply = endpoint.get(NAMES, kind)
        assert (reply.status, reply.kind) == (200, kind)
        if form:
            rows = parse_query_results(reply.body, format=form)
            assert isinstance(rows, QuerySolutions)
            assert [row["name"].value for row in rows] == ["a%41b", "大阪+京都 & 奈良"]
        assert endpoint.post("ASK {}", kind).kind == kind
    for kind, graph in {
        "text/turtle": RdfFormat.TURTLE,
        "application/n-triples": RdfFormat.N_TRIPLES,
        "application/rdf+xml": RdfFormat.RDF_XML,
        "application/ld+json": RdfFormat.JSON_LD,
    }.items():
        for text in (f"DESCRIBE <{OSAKA}>", f"CONSTRUCT WHERE {{ <{OSAKA}> ?p ?o }}"):
            reply = endpoint.get(text, kind)
            assert (reply.status, reply.kind) == (200, kind)
            assert {quad.object.value for quad in parse(reply.body, format=graph)} == {"a%41b", "大阪+京都 & 奈良"}


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("GET", "/sparql?query=SELECT", {}, None, 400),
        ("GET", "/sparql?query=", {}, None, 400),
        ("GET", "/sparql?other=1", {}, None, 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", {}, None, 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&unknown=1", {}, None, 200),
        ("GET", "/sparql?query=ASK%20%7B%22%FF%22%7D", {}, None, 400),
        ("GET", "/sparql?query=ASK%20%7B%7D&default-graph-uri=http%3A%2F%2Fe%2F", {}, None, 403),
        ("GET", "/sparql?query=ASK%20%7B%7D&named-graph-uri=file%3A%2F%2F%2Fetc%2Fpasswd", {}, None, 403),
        ("GET", "/sparql?update=CLEAR%20ALL", {}, None, 403),
        ("GET", "/sparql?query=ASK%20%7B%7D&update=CLEAR%20ALL", {}, None, 400),
        ("GET", "/sparql?" + "a=1&" * 200, {}, None, 400),
        ("GET", "/sparql?query=ASK%20%7B%7D", {"Accept": "image/png"}, None, 406),
        ("GET", "/sparql?query=ASK%20%7B%7D", {"Accept": "text/csv;q=0"}, None, 406),
        ("GET", "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D", {"Accept": "application/xml"}, None, 406),
        ("GET", "/nothing", {}, None, 404),
        ("PUT", "/sparql?query=ASK%20%7B%7D", {}, None, 405),
        ("DELETE", "/sparql", {}, None, 405),
        ("POST", "/", {"Content-Type": FORM}, b"query=ASK%20%7B%7D", 405),
        ("POST", "/sparql", {}, b"", 415),
        ("POST", "/sparql", {}, b"ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": "multipart/form-data"}, b"query=ASK%20%7B%7D", 415),
        ("POST", "/sparql", {"Content-Type": DIRECT, "Content-Encoding": "gzip"}, b"ASK {}", 415),
        ("POST", "/sparql", {"Content-Type": f"{DIRECT}; charset=utf-16"}, "ASK {}".encode("utf-16"), 400),
        ("POST", "/sparql", {"Content-Type": f"{DIRECT}; charset=UTF-8"}, b"ASK {}", 200),
        ("POST", "/sparql", {"Content-Type": DIRECT}, b"ASK { ?s ?p '\xff' }", 400),
        ("POST", "/sparql", {"Content-Type": DIRECT}, b"", 400),
        ("POST", "/sparql?query=ASK%20%7B%7D", {"Content-Type": DIRECT}, b"ASK {}", 400),
        ("POST", "/sparql", {"Content-Type": FORM}, b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", 400),
        ("POST", "/sparql", {"Content-Type": FORM}, b"query=ASK%20%7B%22%FF%22%7D", 400),
        ("POST", "/sparql", {"Content-Type": FORM}, b"update=CLEAR%20ALL", 403),
        ("POST", "/sparql", {"Content-Type": FORM}, b"query=CLEAR%20ALL", 403),
        ("POST", "/sparql", {"Content-Type": FORM}, b"query=ASK%20%7B%7D&update=CLEAR%20ALL", 400),
        ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403),
    ],
)  # fmt: skip
def test_requests_at_the_edge_of_the_protocol(
    endpoint: Endpoint, method: str, path: str, headers: dict[str, str], body: bytes | None, status: int
) -> None:
    reply = endpoint.send(method, path, headers, body)
    assert reply.status == status
    if status != 200:
        assert reply.problem
    if status == 405:
        assert reply.headers["allow"] == ("GET, HEAD, OPTIONS, POST" if path != "/" else "GET, HEAD, OPTIONS")


def test_an_answer_that_is_known_is_not_sent_again(endpoint: Endpoint) -> None:
    first = endpoint.get(NAMES)
    assert first.headers["cache-control"] == "no-cache"
    assert "Accept" in first.headers["vary"]
    tag = {"If-None-Match": f'"other", W/{first.headers["etag"]}'}
    again = endpoint.get(NAMES, **tag)
    assert (again.status, again.body) == (304, b"")
    assert endpoint.get(NAMES, "text/csv", **tag).status == 200
    head = endpoint.send("HEAD", f"/sparql?query={quote(NAMES)}")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["etag"] == first.headers["etag"]
    assert head.headers["content-length"] == str(len(first.body))


def test_the_service_describes_itself(endpoint: Endpoint) -> None:
    sd = "http://www.w3.org/ns/sparql-service-description#"
    for kind, form in {
        "text/turtle": RdfFormat.TURTLE,
        "application/rdf+xml": RdfFormat.RDF_XML,
        "application/ld+json": RdfFormat.JSON_LD,
    }.items():
        reply = endpoint.send("GET", "/sparql", {"Accept": kind})
        assert (reply.status, reply.kind) == (200, kind)
        store = Store()
        store.load(reply.body, format=form)
        found = {quad.object for quad in store.quads_for_pattern(None, NamedNode(sd + "endpoint"), None)}
        assert found == {NamedNode(f"{endpoint.url}sparql")}
        assert {quad.object for quad in store.quads_for_pattern(None, NamedNode(sd + "supportedLanguage"), None)} == {
            NamedNode(sd + "SPARQL11Query")
        }
    page = endpoint.send("GET", "/sparql", {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (page.status, page.headers["location"]) == (303, "/")


def test_the_page_can_reach_only_us(endpoint: Endpoint) -> None:
    page = endpoint.send("GET", "/")
    assert page.kind == "text/html"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "http" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"


def test_health(endpoint: Endpoint) -> None:
    assert json.loads(endpoint.send("GET", "/health").body) == {"status": "ok", "triples": SERVED.count(" .\n") + 1}


# ---- who asks


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200), ("localhost:1234", 200), ("127.0.0.1", 200), ("[::1]:80", 200), ("City.Example", 200),
        ("evil.example", 421), ("localhost.evil.example", 421), ("10.0.0.1", 421), ("", 421), ("[::2]", 421),
    ],
)  # fmt: skip
def test_a_foreign_name_is_refused(endpoint: Endpoint, host: str, status: int) -> None:
    for path in ("/sparql?query=ASK%20%7B%7D", "/"):
        reply = endpoint.send("GET", path, {"Host": host})
        assert reply.status == status
        assert status == 200 or reply.problem


def test_pages_of_other_sites(endpoint: Endpoint) -> None:
    path = "/sparql?query=ASK%20%7B%7D"
    for origin in ("https://evil.example", "null", "https://friend.example.evil.example", "http://friend.example"):
        reply = endpoint.send("GET", path, {"Origin": origin})
        assert reply.status == 403
        assert reply.problem
        assert "access-control-allow-origin" not in reply.headers
        asked = endpoint.send("OPTIONS", path, {"Origin": origin, "Access-Control-Request-Method": "POST"})
        assert not [name for name in asked.headers if name.startswith("access-control")]
    friend = endpoint.send("GET", path, {"Origin": "https://friend.example"})
    assert friend.status == 200
    assert friend.headers["access-control-allow-origin"] == "https://friend.example"
    assert "Origin" in friend.headers["vary"]
    assert "access-control-allow-credentials" not in friend.headers
    asked = endpoint.send(
        "OPTIONS", path, {"Origin": "https://friend.example", "Access-Control-Request-Method": "POST"}
    )
    assert (asked.status, asked.headers["access-control-allow-methods"]) == (204, "GET, HEAD, POST")
    own = endpoint.send("GET", path, {"Origin": endpoint.url.rstrip("/")})
    assert own.status == 200
    assert endpoint.send("OPTIONS", path).headers["allow"] == "GET, HEAD, OPTIONS, POST"


# ---- attacks


def test_no_request_leaves_whatever_is_asked(endpoint: Endpoint, canary: tuple[str, list[bytes]]) -> None:
    where, heard = canary
    for text in spellings(where):
        for asked in (endpoint.get, endpoint.post, endpoint.form):
            reply = asked(text)
            assert reply.status == (400 if "\\u" in text else 403), text
            assert reply.problem
    assert heard == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (ENDLESS, 504),
        (GIGABYTE, 503),
        ("SELECT ?a { ?a ?b ?c . ?d ?e ?f } LIMIT 9000", 413),
        ("CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }", 413),
        ("SELECT * WHERE " + "{" * 3000 + "}" * 3000, 400),
        ("ASK { # " + "x" * 65_536 + "\n}", 413),
        ("ASK { # " + "あ" * 30_000 + "\n}", 413),
    ],
    ids=["cartesian", "gigabyte", "rows", "triples", "braces", "64KB", "UTF-8"],
)
def test_a_limit_is_a_problem_document(endpoint: Endpoint, text: str, status: int) -> None:
    for reply in (endpoint.get(text), endpoint.post(text)):
        assert reply.status in (status, 504)  # on a busy machine the time may be over first
        assert reply.problem
    assert endpoint.get("ASK {}").status == 200


def test_a_body_without_end(endpoint: Endpoint) -> None:
    reply = endpoint.send("POST", "/sparql", {"Content-Type": DIRECT, "Content-Length": "10000000"}, b"x")
    assert reply.status == 413
    assert reply.problem

    def endless() -> Iterator[bytes]:
        while True:
            yield b"x" * 65536

    connection = endpoint.connect()
    with connection:
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        with suppress(BrokenPipeError, ConnectionResetError):
            for part in endless():
                connection.sendall(b"%x\r\n%s\r\n" % (len(part), part))
    for head in (b"GET /" + b"x" * 400_000, b"GET / HTTP/1.1\r\nX: " + b"x" * 400_000, b"\x16\x03\x01\r\n\r\n"):
        assert b"application/problem+json" in said(endpoint, head)


def said(endpoint: Endpoint, *parts: bytes, pause: float = 0.0) -> bytes:
    """What comes back for these bytes, until the other side closes."""
    with endpoint.connect() as connection:
        answer = b""
        with suppress(BrokenPipeError, ConnectionResetError):
            for part in parts:
                connection.sendall(part)
                time.sleep(pause)
        with suppress(ConnectionResetError):
            while part := connection.recv(65536):
                answer += part
    return answer


def test_headers_and_bodies_that_drip(endpoint: Endpoint) -> None:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 600\r\n"
    )
    began = time.monotonic()
    with ThreadPoolExecutor(3) as together:
        dripping = [
            together.submit(said, endpoint, b"GET / HTTP/1.1\r\nX: ", *[b"x"] * 8, pause=0.4),
            together.submit(said, endpoint, head + b"\r\n", *[b"ASK "] * 8, pause=0.4),
            together.submit(said, endpoint),
        ]
        assert endpoint.get("ASK {}").status == 200
        answers = [each.result() for each in dripping]
    assert all(b" 408 " in answer and b"application/problem+json" in answer for answer in answers)
    assert time.monotonic() - began < 15
    # a second request on the same connection that drips
    with endpoint.connect() as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        first = http.client.HTTPResponse(connection)
        first.begin()
        assert first.read().startswith(b"{")
        connection.sendall(b"GET /hea")
        assert b" 408 " in connection.recv(65536)


def test_many_that_say_nothing_leave_room(endpoint: Endpoint) -> None:
    with ExitStack() as stack:
        for _ in range(150):
            stack.enter_context(endpoint.connect()).sendall(b"GET / HTTP/1.1\r\n")
            if _ % 30 == 29:
                assert endpoint.get("ASK {}").status == 200


def test_a_flood_hears_to_come_later_and_health_stays(endpoint: Endpoint) -> None:
    ended = threading.Event()
    slowest = [0.0]

    def watch() -> None:
        while not ended.wait(0.05):
            began = time.monotonic()
            assert endpoint.send("GET", "/health").status == 200
            slowest.append(time.monotonic() - began)

    def ask(number: int) -> Reply | None:
        with suppress(ConnectionResetError, http.client.RemoteDisconnected):  # more than may be connected at a time
            return endpoint.get(ENDLESS if number % 2 else NAMES)
        return None

    with ThreadPoolExecutor(201) as together:
        watching = together.submit(watch)
        replies = list(together.map(ask, range(200)))
        ended.set()
        watching.result()
    heard = [reply for reply in replies if reply]
    assert {reply.status for reply in heard} <= {200, 503, 504}
    later = [reply for reply in heard if reply.status == 503]
    assert later
    assert all(reply.problem and int(reply.headers["retry-after"]) > 0 for reply in later)
    assert sorted(slowest)[len(slowest) // 2] < 1
    assert endpoint.get(NAMES).status == 200


def test_others_are_answered_while_long_queries_run(endpoint: Endpoint) -> None:
    with ThreadPoolExecutor(6) as together:
        bad = [together.submit(endpoint.get, ENDLESS) for _ in range(6)]
        time.sleep(0.7)
        took = []
        for _ in range(5):
            began = time.monotonic()
            assert endpoint.get(NAMES).status == 200
            took.append(time.monotonic() - began)
        assert sorted(took)[2] < 1
        assert {each.result().status for each in bad} == {503, 504}


def test_an_answer_is_whole_or_visibly_not(endpoint: Endpoint) -> None:
    text = f"SELECT (CONCAT('{'x' * 6000}', STR(?c)) AS ?d) {{ ?a <http://e/p> ?c }}"
    assert len(endpoint.post(text, "text/csv").body) > 3000 * 6000
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {DIRECT}\r\n"
    with endpoint.connect() as slow:
        slow.sendall(f"{head}Content-Length: {len(text)}\r\n\r\n{text}".encode())
        time.sleep(2.5)  # the deadline for sending is a second
        answer = http.client.HTTPResponse(slow)
        answer.begin()
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
            answer.read()


# ---- the command


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "build_graph.py"), "serve", *arguments]


@pytest.fixture(scope="module")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with started(command("--port", "0"), tmp_path_factory.mktemp("elsewhere")) as served:
        yield served


def test_the_command_serves_the_packaged_graph(packaged: Endpoint, store: Store) -> None:
    assert json.loads(packaged.send("GET", "/health").body)["triples"] == len(store)
    there = remote.run("partners", f"{packaged.url}sparql", city="鹿児島市")
    assert there.rows == run("partners", store, city="鹿児島市").rows


def test_a_port_that_is_taken(packaged: Endpoint, capsys: pytest.CaptureFixture[str]) -> None:
    taken = str(urlsplit(packaged.url).port)
    assert build_graph.main(["serve", "--port", taken]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert f"127.0.0.1:{taken}: " in written.err
    assert "--port" in written.err


def test_who_leaves_ends_the_query(packaged: Endpoint) -> None:
    calm = children(packaged.process)
    with ExitStack() as stack:
        for _ in range(2):
            one = stack.enter_context(packaged.connect())
            one.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        end = time.monotonic() + 10
        while len(children(packaged.process)) <= len(calm) and time.monotonic() < end:  # until they count as slow
            time.sleep(0.02)
        assert len(children(packaged.process)) > len(calm)
    end = time.monotonic() + 15  # half the time after which the deadline alone would end them
    while len(children(packaged.process)) > len(calm) and time.monotonic() < end:
        time.sleep(0.02)
    assert len(children(packaged.process)) <= len(calm)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--graph", "none.ttl"], 3, "none.ttl"),
        (["--graph", "bad.ttl"], 3, "bad.ttl"),
        (["--graph", "bad.ttl", "--data", "d"], 2, "--graph"),
        (["--port", "70000"], 2, "65535"),
        (["--deadline", "0"], 2, "--deadline"),
        (["--bind", "no.such.name.invalid"], 2, "no.such.name.invalid"),
    ],
)
def test_what_cannot_be_served(
    arguments: list[str],
    code: int,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "bad.ttl").write_text("<a", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert build_graph.main(["serve", "--port", "0", *arguments]) == code
    written = capsys.readouterr()
    assert written.out == ""
    assert told in written.err


def test_without_the_extra_the_way_to_it_is_told() -> None:
    program = "import sys; sys.modules['uvicorn'] = None; import build_graph; sys.exit(build_graph.main(['serve']))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'intercity[serve]'" in done.stderr


def test_ctrl_c_ends_with_130_also_amid_a_query(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(SERVED, encoding="utf-8")
    process = subprocess.Popen(
        command("--port", "0", "--graph", "a.ttl"),
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    served = Endpoint(process.stdout.readline().strip(), process.pid)
    with served.connect() as asking:
        asking.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(0.8)
        below = children(process.pid)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=20)
        assert b" 503 " in asking.recv(65536)
    assert process.returncode == 130
    assert "Traceback" not in stderr
    assert {pid for pid in below if os.path.exists(f"/proc/{pid}")} == set()
