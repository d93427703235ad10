"""The process that holds the graph: it loads it once, and forks a worker, or ends one, each time it is told to."""

import gc
import os
import signal
import socket
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from queries.guard.confined import without_network
from queries.guard.frames import received, sent
from queries.guard.limits import Limits
from queries.guard.worker import serve

__all__ = ["main"]


def main(number: int) -> None:
    """Load the graph that the first frame names, say so, and obey until the connection numbered `number` is closed."""
    import rdflib.plugins.sparql.parser as _  # noqa: F401  # a worker cannot open the files of a module any more

    control = socket.socket(fileno=number)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    head, _body = received(control)
    limits, path = Limits(**head["limits"]), str(head["path"])
    without_network()
    with tempfile.TemporaryDirectory(prefix="intercity-") as scratch:
        try:
            store = _loaded(path, head["form"], limits, scratch)
        except (OSError, SyntaxError, ValueError) as error:
            sent(control, {"error": str(error)})
            return
        sent(control, {"ready": len(store) if isinstance(store, Store) else -1})
        gc.freeze()  # so that the collector of a worker does not copy what they share
        _obey(control, store, limits)


def _loaded(path: str, form: str | None, limits: Limits, scratch: str) -> Store | str:
    """The graph in memory, or the folder of a store where that is what `path` is, or where the file is too large."""
    if Path(path).is_dir():
        _elsewhere(lambda: Store.read_only(path), scratch)
        return path
    kind = RdfFormat.from_extension(form) if form else None
    if Path(path).stat().st_size <= limits.in_memory:
        store = Store()
        store.bulk_load(path=path, format=kind)
        return store
    folder = str(Path(scratch) / "store")
    _elsewhere(lambda: _kept(path, kind, folder), scratch)
    return folder


def _kept(path: str, kind: RdfFormat | None, folder: str) -> None:
    store = Store(folder)
    store.bulk_load(path=path, format=kind)
    store.optimize()


def _elsewhere(work: Callable[[], object], scratch: str) -> None:
    """Do it in a process of its own, for a store on disk starts threads, and a process with threads is not forked."""
    said = Path(scratch) / "error"
    child = os.fork()
    if not child:
        try:
            work()
        except (OSError, SyntaxError, ValueError) as error:
            said.write_text(str(error), encoding="utf-8")
        finally:
            os._exit(0)
    if os.waitpid(child, 0)[1] or said.exists():
        raise OSError(said.read_text(encoding="utf-8") if said.exists() else "the store could not be made or opened")


def _obey(control: socket.socket, store: Store | str, limits: Limits) -> None:
    """An order with a connection asks for a worker that answers there; one without ends the worker that it numbers."""
    children: set[int] = set()
    with suppress(BrokenPipeError, ConnectionResetError):
        while True:
            order, passed, _flags, _address = socket.recv_fds(control, 16, 1)
            if not order:
                break
            if passed:
                child = _forked(passed[0], store, limits)
                children.add(child)
                sent(control, {"pid": child})
            else:
                child = int(order)
                os.kill(child, signal.SIGKILL)  # nobody else waits for it, so that the number is still its own
                children.discard(child)
                sent(control, {"status": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])})
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _forked(number: int, store: Store | str, limits: Limits) -> int:
    child = os.fork()
    if child:
        os.close(number)
        return child
    try:
        serve(socket.socket(fileno=number), store, limits)
    finally:
        os._exit(0)
