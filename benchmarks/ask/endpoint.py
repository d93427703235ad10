"""What the endpoint adds to the engine for a small query, and what the plain peer adds: `oxigraph serve-read-only`.

`python -m benchmarks.ask.endpoint` asks the same small questions of the packaged graph in four ways that take turns:
in the process (`Store.query` and `serialize`), through the guard, through `intercity serve`, and through the peer.
Both servers answer over a connection on loopback that is kept open. Milliseconds of wall time, medians.
"""

import argparse
import http.client
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from queries import kept
from queries.binding import bind
from queries.catalogue import question
from queries.guard import Guard

ROOT = Path(__file__).parent.parent.parent
JSON = "application/sparql-results+json"
QUESTIONS: Mapping[str, Mapping[str, object]] = {
    "partners": {"city": "熊本市"},
    "inherited": {},
    "one triple": {},
}
ENGINE, GUARD, OURS, PEER = "engine in process", "guard", "intercity serve", "oxigraph serve-read-only"

Ask = Callable[[str], bytes]


def texts() -> dict[str, str]:
    """The small queries by name."""
    plain = {"one triple": "SELECT * { ?s ?p ?o } LIMIT 1"}
    return {name: plain.get(name) or bind(question(name), dict(given)) for name, given in QUESTIONS.items()}


@contextmanager
def ways(store: Store) -> Iterator[dict[str, Ask]]:
    """Each way of asking by name, ready to be asked."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        guard = stack.enter_context(Guard(store))
        path = folder / "graph.nq"
        store.dump(path, RdfFormat.N_QUADS)
        ours = [sys.executable, str(ROOT / "build_graph.py"), "serve", "--port", "0", "--graph", str(path)]
        found: dict[str, Ask] = {
            ENGINE: lambda text: _serialised(store, text),
            GUARD: lambda text: guard.ask(text, JSON).body,
            OURS: stack.enter_context(_kept_open(ours, "/sparql", None)),
        }
        if (peer := Path(sys.executable).parent / "oxigraph").exists() or shutil.which("oxigraph"):
            program = str(peer) if peer.exists() else "oxigraph"
            subprocess.run(
                [program, "load", "--location", str(folder / "peer"), "--file", str(path)],
                check=True,
                capture_output=True,
            )
            bind_to = f"127.0.0.1:{_free()}"
            command = [program, "serve-read-only", "--location", str(folder / "peer"), "--bind", bind_to]
            found[PEER] = stack.enter_context(_kept_open(command, "/query", bind_to))
        yield found


def _serialised(store: Store, text: str) -> bytes:
    answer = store.query(text)
    assert isinstance(answer, QuerySolutions)
    return answer.serialize(None, QueryResultsFormat.JSON) or b""


@contextmanager
def _kept_open(command: list[str], path: str, address: str | None) -> Iterator[Ask]:
    """Asking a server over one connection; it is started, waited for, and ended. It prints its address, or has one."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    try:
        if address is None:
            address = re.sub(r"^http://|/\s*$", "", process.stdout.readline())
        connection = http.client.HTTPConnection(address, timeout=30)
        for _ in range(200):
            try:
                connection.connect()
                break
            except OSError:
                time.sleep(0.05)
        assert connection.sock
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        headers = {"Content-Type": "application/sparql-query", "Accept": JSON}

        def ask(text: str) -> bytes:
            connection.request("POST", path, text.encode(), headers)
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, body
            return body

        yield ask
        connection.close()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def measure(runs: int) -> dict[tuple[str, str], list[float]]:
    """Milliseconds of each run by query and way; the ways take turns."""
    taken: dict[tuple[str, str], list[float]] = {}
    store = kept.graph()
    with ways(store) as found:
        for _ in range(runs):
            for name, text in texts().items():
                for way, ask in found.items():
                    began = time.perf_counter()
                    ask(text)
                    taken.setdefault((name, way), []).append((time.perf_counter() - began) * 1000)
    return taken


def report(taken: Mapping[tuple[str, str], list[float]]) -> str:
    """A Markdown table: medians, what each adds to the engine, its ratio to the engine, and the 95th percentile."""
    lines = [
        "| query | way | ms | more than the engine | times the engine | 95 % within |",
        "|---|---|---|---|---|---|",
    ]
    for (name, way), each in taken.items():
        engine, mine = median(taken[name, ENGINE]), median(each)
        late = quantiles(each, n=20)[-1] if len(each) > 1 else each[0]
        lines.append(f"| {name} | {way} | {mine:.2f} | {mine - engine:.2f} | {mine / engine:.2f} | {late:.2f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.ask.endpoint", description=__doc__)
    parser.add_argument("--runs", type=int, default=200, help="times that each query is asked each way")
    print(report(measure(parser.parse_args().runs)))


if __name__ == "__main__":
    main()
