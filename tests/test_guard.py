"""Queries that mean harm: each ends as one clear error, reaches nothing outside, and leaves the others undisturbed."""

import asyncio
import hashlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse

from ontology import ICR
from queries import QueryError
from queries.guard import Answer, Busy, Guard, GuardError, Limits, NotAcceptable, OutOfTime, Overrun, Pool, TooMuch
from queries.guard.formats import chosen, written
from queries.guard.process import Unusable
from queries.text import Outside, TooLong, screened
from tests.conftest import needs

ROOT = Path(__file__).parent.parent
LIMITS = Limits(deadline=2, quick=0.3, patience=5, memory=256 << 20, rows=5000, bytes=1 << 20)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GIGABYTE = (
    f"SELECT (STRLEN(?x20) AS ?n) {{ BIND('{'x' * 1024}' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(20))
    + "}"
)


@pytest.fixture(scope="module")
def guard(store: Store) -> Iterator[Guard]:
    with Guard(store, LIMITS) as made:
        yield made


@pytest.fixture
def canary() -> Iterator[tuple[str, list[bytes]]]:
    """An address on loopback, and what was sent to it."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    heard.append(connection.recv(1000))

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", heard
        server.shutdown(socket.SHUT_RDWR)


# ---- answers


def test_an_answer_is_that_of_the_engine(guard: Guard, store: Store) -> None:
    text = "SELECT ?s ?o { ?s a ?o } ORDER BY ?s ?o LIMIT 50"
    for kind, form in (
        ("application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/csv", QueryResultsFormat.CSV),
        ("text/tab-separated-values", QueryResultsFormat.TSV),
    ):
        found = store.query(text)
        assert isinstance(found, QuerySolutions)
        body = found.serialize(None, form) or b""
        assert guard.ask(text, kind) == Answer(body, kind, hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/rdf+xml", RdfFormat.RDF_XML),
        ("application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_a_graph_in_every_format(guard: Guard, store: Store, kind: str, form: RdfFormat) -> None:
    text = "CONSTRUCT { ?s a ?o } { ?s a ?o } ORDER BY ?s LIMIT 50"
    answer = guard.ask(text, kind)
    assert answer.media_type == kind
    got = {(quad.subject, quad.predicate, quad.object) for quad in parse(answer.body, format=form)}
    assert got == {(each.subject, each.predicate, each.object) for each in store.query(text)}  # type: ignore[union-attr]


def test_turtle_declares_the_prefixes_that_it_uses(guard: Guard) -> None:
    text = f"CONSTRUCT {{ ?s a ?o }} {{ VALUES ?o {{ <{ICR}Agreement> }} ?s a ?o }} LIMIT 1"
    body = guard.ask(text, "text/turtle").body.decode()
    declared = [line.split()[1] for line in body.splitlines() if line.startswith("@prefix")]
    assert 0 < len(declared) <= 4
    assert "icr:" in declared


def test_a_graph_holds_a_triple_once(guard: Guard) -> None:
    body = guard.ask("CONSTRUCT { <http://e/s> a <http://e/o> } { ?s a ?o }", "application/n-triples").body
    assert body.count(b"\n") == 1


def test_what_is_asked_for_and_what_is_given() -> None:
    offered = ["application/sparql-results+json", "text/csv"]
    assert chosen("", offered) == chosen("*/*", offered) == chosen("application/*;q=0.1", offered) == offered[0]
    assert chosen("text/csv;header=present, application/*;q=0.9", offered) == "text/csv"
    assert chosen("application/sparql-results+json;q=0.2, text/csv;q=0.3", offered) == "text/csv"
    assert chosen("text/html,application/xhtml+xml,*/*;q=0.8", offered) == offered[0]
    assert chosen("TEXT/CSV", offered) == "text/csv"
    for refused in ("text/html", "nonsense", "text/csv;q=0", "*/*;q=0.000"):
        assert chosen(refused, offered) is None
    with pytest.raises(NotAcceptable, match="text/csv"), Guard(Store(), LIMITS) as guard:
        guard.ask("ASK {}", "image/png")


@pytest.mark.parametrize(
    "line", ["<http://e/s> <http://e/1> <http://e/o> .", '<http://e/s> <http://e/p> "a\\u0001b" .']
)
def test_what_xml_cannot_hold_is_refused_as_xml(tmp_path: Path, line: str) -> None:
    path = tmp_path / "graph.nt"
    path.write_text(f"{line}\n", encoding="utf-8")
    with Guard(path, LIMITS) as guard:
        with pytest.raises(NotAcceptable, match="cannot hold"):
            guard.ask("CONSTRUCT WHERE { ?s ?p ?o }", "application/rdf+xml")
        assert guard.ask("CONSTRUCT WHERE { ?s ?p ?o }").media_type == "text/turtle"
        if "u0001" in line:
            with pytest.raises(NotAcceptable, match="cannot hold"):
                guard.ask("SELECT * { ?s ?p ?o }", "application/xml")
        else:
            assert guard.ask("SELECT * { ?s ?p ?o }", "application/xml").media_type == "application/xml"


# ---- sources


def test_a_graph_on_disk_answers_alike_and_is_never_written_to(tmp_path: Path, store: Store) -> None:
    kept, path = tmp_path / "store", tmp_path / "graph.nt"
    made = Store(str(kept))
    made.bulk_extend(store)
    made.flush()
    del made
    store.dump(path, RdfFormat.N_TRIPLES, from_graph=next(store.quads_for_pattern(None, None, None)).graph_name)
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    wanted = b"n\r\n%d\r\n" % len(store)
    for source, limits in ((kept, LIMITS), (path, Limits(in_memory=1000, workers=1)), (path, LIMITS)):
        with Guard(source, limits) as guard:
            assert guard.ask(text, "text/csv").body == wanted
            with pytest.raises(Outside):
                guard.ask("CLEAR ALL")


@pytest.mark.parametrize(("name", "content"), [("a.ttl", "<a"), ("a.xyz", ""), ("a.nt", None), ("folder", None)])
def test_a_graph_that_cannot_be_loaded(tmp_path: Path, name: str, content: str | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    elif name == "folder":
        path.mkdir()
    with pytest.raises(Unusable, match=name):
        Guard(path, LIMITS)


# ---- reaching out


def spellings(where: str) -> list[str]:
    return [
        f"SELECT * {{ SERVICE <{where}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ sErViCe SILENT <{where}> {{ ?s ?p ?o }} }}",
        f"PREFIX p: <{where}> SELECT * {{ SERVICE p: {{ ?s ?p ?o }} }}",
        f"PREFIX p: <{where}> SELECT * {{ SERVICE:p {{ ?s ?p ?o }} }}",
        f"SELECT * {{ VALUES ?w {{ <{where}> }} SERVICE ?w {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICESILENT<{where}>{{ ?s ?p ?o }} }}",
        f"SELECT * {{ BIND(<http://e/\\u0041#> AS ?x) SERVICE<{where}>{{ ?s ?p ?o }}\n }}",
        f"SELECT * {{ \\u0053ERVICE <{where}> {{ ?s ?p ?o }} }}",
        f"ASK {{ FILTER EXISTS {{ SERVICE <{where}> {{ ?s ?p ?o }} }} }}",
        f"SELECT * FROM <{where}> {{ ?s ?p ?o }}",
        f"SELECT * FROM NAMED <{where}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        f"LOAD <{where}>",
        f"LOAD SILENT <{where}> INTO GRAPH <http://e/g>",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { <http://e/s> <http://e/p> <http://e/o> }",
        f"PREFIX p: <{where}> DELETE {{ ?s ?p ?o }} USING <{where}> WHERE {{ ?s ?p ?o }}",
        "DROP ALL",
    ]


@pytest.mark.parametrize("number", range(len(spellings(""))))
def test_no_request_leaves_and_no_file_is_read(guard: Guard, canary: tuple[str, list[bytes]], number: int) -> None:
    where, heard = canary
    text = spellings(where)[number]
    with pytest.raises(QueryError) as error:
        guard.ask(text)
    assert isinstance(error.value, Outside) != ("\\u" in text)
    assert heard == []


BLOCKED = """
import os, socket, sys
from pyoxigraph import Store
import queries.guard.worker as worker
from queries.guard.frames import received, sent
from queries.guard.limits import Limits
worker.screened = lambda text, name: text  # as if nothing were refused by its text
ours, theirs = socket.socketpair()
if not os.fork():
    worker.serve(theirs, Store(), Limits())
    os._exit(0)
theirs.close()
received(ours)
for text in sys.argv[1:]:
    sent(ours, {"text": text, "accept": "text/csv"})
    print(received(ours))
"""


def test_what_the_text_would_let_through_the_process_holds_back(canary: tuple[str, list[bytes]]) -> None:
    where, heard = canary
    texts = [
        f"SELECT * {{ SERVICE <{where}> {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT <{where}> {{ ?s ?p ?o }} }}",
        f"SELECT ?s FROM <{where}> {{ ?s ?p ?o }}",
        "SELECT ?s FROM <file:///etc/passwd> { ?s ?p ?o }",
    ]
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, *texts], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    answers = done.stdout.splitlines()
    assert "Outside" in answers[0]
    assert all("text/csv" in answer and answer.endswith("b's\\r\\n')") for answer in answers[2:])
    assert heard == []


CONFINED = """
import os, resource, socket
from queries.guard.confined import alone, without_files
connection = alone(socket.socketpair()[0])
without_files(100 << 20)
tried = {
    "file": lambda: open("/etc/passwd"),
    "written": lambda: open("/tmp/x", "w"),
    "socket": lambda: socket.socket(),
    "memory": lambda: bytearray(300 << 20),
    "pair": lambda: socket.socketpair(),
}
for name, trial in tried.items():
    try:
        trial()
        connection_said = os.write(1, b"possible: " + name.encode())
    except (OSError, MemoryError):
        pass
os.write(1, b"end")
"""


def test_a_worker_can_open_nothing() -> None:
    done = subprocess.run([sys.executable, "-c", CONFINED], cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert done.stdout == b"end"


# ---- using up


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (ENDLESS, OutOfTime),
        ('SELECT * { ?a ?b ?c . ?d ?e ?f . FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(a+)+$")) }', OutOfTime),
        (GIGABYTE, (Overrun, OutOfTime)),  # whichever a busy machine meets first
        ("SELECT * { ?a ?b ?c }", TooMuch),
        ("CONSTRUCT WHERE { ?a ?b ?c }", TooMuch),
        (f"SELECT (CONCAT('{'x' * 60_000}', STR(?c)) AS ?d) {{ ?a ?b ?c }} LIMIT 100", TooMuch),
        ("SELECT * WHERE " + "{" * 3000 + "}" * 3000, QueryError),
        ("ASK { FILTER(" + "(" * 30_000 + "1" + ")" * 30_000 + ") }", QueryError),
        ("ASK { # " + "x" * 65_536 + "\n}", TooLong),
        ("ASK { # " + "あ" * 22_000 + "\n}", TooLong),
        ("ASK { ?s ?p '\ud800' }", QueryError),
        ("SELECT", QueryError),
        ("SELECT (<http://e/function>(1) AS ?x) {}", QueryError),
    ],
    ids=[
        "cartesian",
        "regex",
        "gigabyte",
        "rows",
        "triples",
        "bytes",
        "braces",
        "brackets",
        "64KB",
        "UTF-8",
        "half",
        "no",
        "function",
    ],
)
def test_a_limit_is_an_error_and_the_next_query_is_answered(
    guard: Guard, text: str, error: type[Exception] | tuple[type[Exception], ...]
) -> None:
    with pytest.raises(error) as raised:
        guard.ask(text)
    assert "\n" not in str(raised.value)
    assert guard.ask("ASK {}", "text/csv").body == b"true"


def test_a_nest_that_kills_the_engine_kills_only_its_worker() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, "SELECT * WHERE " + "{" * 3000 + "}" * 3000],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "EOFError" in done.stderr  # the worker has ended; the process that asked has not


def test_rows_are_counted_whatever_the_strings_hold() -> None:
    store = Store()
    store.bulk_extend(
        Quad(NamedNode("http://e/s"), NamedNode(f"http://e/p{n}"), Literal('},{"\n"",\r\n</result>\t'))
        for n in range(5)
    )
    text = "SELECT ?o { ?s ?p ?o }"
    for kind in (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ):
        found = store.query(text)
        assert isinstance(found, QuerySolutions)
        assert written(found, kind, Limits(rows=5)).media_type == kind
        found = store.query(text)
        assert isinstance(found, QuerySolutions)
        with pytest.raises(TooMuch):
            written(found, kind, Limits(rows=4))


def test_long_queries_do_not_hold_up_others(store: Store) -> None:
    limits = Limits(deadline=20, quick=0.2, patience=5, workers=2, slow=2)

    async def attack() -> None:
        async with await Pool.open(store, limits) as pool:
            bad = [asyncio.create_task(pool.ask(ENDLESS)) for _ in range(8)]
            took = []
            for _ in range(9):
                await asyncio.sleep(0.15)
                began = time.monotonic()
                assert (await pool.ask("ASK {}", "text/csv")).body == b"true"
                took.append(time.monotonic() - began)
            assert sorted(took)[4] < 1
            # two run on, the others heard that the places are taken
            while len(ended := [task for task in bad if task.done()]) < 6:
                await asyncio.sleep(0.05)
            assert len(ended) == 6
            assert all(isinstance(task.exception(), Busy) for task in ended)
            for task in bad:
                task.cancel()
            await asyncio.wait(bad)
            assert (await pool.ask("ASK {}", "text/csv")).body == b"true"

    asyncio.run(attack())


def test_a_flood_is_told_to_come_later(store: Store) -> None:
    async def flood() -> None:
        async with await Pool.open(store, Limits(queue=8, patience=20)) as pool:
            results = await asyncio.gather(*(pool.ask("ASK {}") for _ in range(200)), return_exceptions=True)
            told = [each for each in results if isinstance(each, Busy)]
            assert len(told) >= 100
            assert len([each for each in results if isinstance(each, Answer)]) + len(told) == 200

    asyncio.run(flood())


# ---- processes


def children(of: int | None = None) -> set[int]:
    """The living processes that descend from that one, or from this."""
    needs(sys.platform == "linux", "processes are looked up in /proc")
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            state, parent = entry.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:2]
            if state != "Z":
                parents[int(entry.parent.name)] = int(parent)
    root = of or os.getpid()
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {root}


async def until(happens: Callable[[], bool]) -> None:
    async with asyncio.timeout(15):
        while not happens():
            await asyncio.sleep(0.02)


def test_who_stops_asking_stops_the_work_and_nothing_is_left(store: Store) -> None:
    before = children()  # those of the guard that the other tests share

    async def leave() -> None:
        async with await Pool.open(store, Limits(deadline=60, quick=0.1, workers=1)) as pool:
            calm = len(children())
            task = asyncio.create_task(pool.ask(ENDLESS))
            await until(lambda: len(children()) > calm)
            task.cancel()
            await until(lambda: len(children()) == calm)

    asyncio.run(leave())
    assert children() <= before


ORPHANS = """
import asyncio
import hashlib
from pyoxigraph import RdfFormat, Store
from queries.guard import Limits, Pool
from tests.test_guard import ENDLESS, children

async def main():
    store = Store()
    store.bulk_load("".join(f"<e:{n}> <e:p> {n} ." for n in range(5000)).encode(), format=RdfFormat.TURTLE)
    pool = await Pool.open(store, Limits(deadline=60))
    asking = asyncio.create_task(pool.ask(ENDLESS))
    await asyncio.sleep(0.8)
    print(*children(), flush=True)
    await asking

asyncio.run(main())
"""


def test_when_the_asker_is_killed_its_processes_end() -> None:
    process = subprocess.Popen([sys.executable, "-c", ORPHANS], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    numbers = list(map(int, process.stdout.readline().split()))
    process.stdout.close()
    process.kill()
    process.wait()
    assert len(numbers) >= 3
    end = time.monotonic() + 10
    while (left := [pid for pid in numbers if Path(f"/proc/{pid}").exists()]) and time.monotonic() < end:
        time.sleep(0.05)
    assert left == []


def test_the_process_with_the_graph_may_die(store: Store) -> None:
    async def bereave() -> None:
        pool = await Pool.open(store, Limits())
        pool._holder.process.kill()

        async def asked_on() -> None:
            while True:  # a worker that stands ready may answer once more before it is told
                await pool.ask("ASK {}")

        with pytest.raises(GuardError):
            await asked_on()
        await pool.close()

    asyncio.run(bereave())


def test_screening_lets_pass_what_checking_lets_pass() -> None:
    for text in (
        'SELECT ?service WHERE { ?service <http://e/SERVICE> "SERVICE <x> {" } # FROM here',
        "PREFIX web: <http://e/> SELECT ?from { ?from web:from 1.5e3 , ?load }",
        json.dumps("SELECT").strip('"') + " * { ?s ?p ?o }",
    ):
        assert screened(text, "query") == text
