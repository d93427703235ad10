"""SPARQL servers on loopback for the tests: each starts on free ports, holds the graph, and is stopped at the end."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from ontology import ICR, PREFIXES
from tests.conftest import ROOT, needs

__all__ = ["SERVERS"]

GRAPH = "https://w3id.org/icr/"
DATE = PREFIXES["xsd"] + "date"
PATIENCE = 120
"""Seconds that a server may take to start; Virtuoso writes its first database before it listens."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def started(command: list[str], folder: Path, ready: Callable[[], bool]) -> Iterator[None]:
    """Run a server until the end of the block; an error with its last words where it does not become ready."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        end = time.monotonic() + PATIENCE
        while not ready():
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{command[0]} did not start: {(folder / 'log').read_text()[-500:]}")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()


def answers(url: str) -> Callable[[], bool]:
    def ready() -> bool:
        with suppress(OSError), urllib.request.urlopen(f"{url}?query=ASK%7B%7D", timeout=5):
            return True
        return False

    return ready


@contextmanager
def intercity(ntriples: Path, folder: Path) -> Iterator[str]:
    """`intercity serve`."""
    port = str(free_port())
    command = [sys.executable, str(ROOT / "build_graph.py"), "serve", "--port", port, "--graph", str(ntriples)]
    with started(command, folder, answers(f"http://127.0.0.1:{port}/sparql")):
        yield f"http://127.0.0.1:{port}/sparql"


@contextmanager
def oxigraph(ntriples: Path, folder: Path) -> Iterator[str]:
    """`oxigraph serve-read-only`, of the package of that name."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    needs(found is not None, "oxigraph is not installed")
    where, address = str(folder / "store"), f"127.0.0.1:{free_port()}"
    load = [str(found), "load", "--location", where, "--file", str(ntriples)]
    subprocess.run(load, check=True, capture_output=True, timeout=PATIENCE)
    serve = [str(found), "serve-read-only", "--location", where, "--bind", address]
    with started(serve, folder, answers(f"http://{address}/query")):
        yield f"http://{address}/query"


@contextmanager
def virtuoso(ntriples: Path, folder: Path) -> Iterator[str]:
    """Virtuoso 7 of Debian's virtuoso-opensource-7-bin; a graph of other days was loaded before ours.

    That is where comparisons of days have gone wrong in it.
    """
    needs(bool(shutil.which("virtuoso-t") and shutil.which("isql-vt")), "Virtuoso is not installed")
    sql, http = free_port(), free_port()
    shutil.copy(ntriples, folder / "graph.nt")
    days = (f"{1900 + n % 150}-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(5000))
    other = (
        f'<http://e/{n}> <{ICR}{"earliest" if n % 2 else "latest"}> "{day}"^^<{DATE}> .' for n, day in enumerate(days)
    )
    (folder / "other.nt").write_text("\n".join(other) + "\n")
    sections: dict[str, dict[str, object]] = {
        "Database": {"DatabaseFile": "v.db", "ErrorLogFile": "v.log", "LockFile": "v.lck", "TransactionFile": "v.trx",
                     "xa_persistent_file": "v.pxa"},
        "TempDatabase": {"DatabaseFile": "v.tdb", "TransactionFile": "v.ttr"},
        "Parameters": {"ServerPort": f"127.0.0.1:{sql}", "DisableUnixSocket": 1, "ServerThreads": 10,
                       "DirsAllowed": folder, "NumberOfBuffers": 10000, "MaxDirtyBuffers": 6000},
        "HTTPServer": {"ServerPort": f"127.0.0.1:{http}", "ServerRoot": folder, "ServerThreads": 4},
        "SPARQL": {"ResultSetMaxRows": ROWS},
    }  # fmt: skip
    lines = (
        f"[{name}]\n" + "".join(f"{key}={value}\n" for key, value in each.items()) for name, each in sections.items()
    )
    (folder / "virtuoso.ini").write_text("".join(lines))
    isql = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba"]
    load = "rdf_loader_run(); checkpoint;"
    load = f"ld_dir('{folder}', 'other.nt', '{GRAPH}other'); {load} ld_dir('{folder}', 'graph.nt', '{GRAPH}'); {load}"
    url = f"http://127.0.0.1:{http}/sparql"
    with started(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], folder, answers(url)):
        subprocess.run([*isql, f"exec={load}"], check=True, capture_output=True, timeout=PATIENCE)
        yield f"{url}?default-graph-uri={quote(GRAPH, '')}"


ROWS = 10_000
"""Rows at which the Virtuoso of the tests cuts an answer off: more than any question gives, fewer than all triples."""

SERVERS = {"intercity": intercity, "oxigraph": oxigraph, "virtuoso": virtuoso}
