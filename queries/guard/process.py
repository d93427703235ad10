"""Starting the process that holds the graph, and having it fork and end workers."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Store

from queries.guard.frames import LENGTHS, framed
from queries.guard.limits import GuardError, Limits

__all__ = ["Holder", "Source", "Worker", "started"]

Source = Store | Path
# The paths are those of this process, whatever its folder or environment is.
_START = """import json, sys
sys.path[:] = json.loads(sys.argv[1])
from queries.guard.zygote import main
main(int(sys.argv[2]))"""


class Unusable(ValueError):
    """A graph that cannot be served: says which file, why, and what can."""

    exit_code = 3


@dataclass
class Worker:
    """A process that answers, its number, and the two ends of the connection to it."""

    number: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def asked(self, text: str, accept: str) -> tuple[dict[str, Any], bytes]:
        """What it answers; EOFError or OSError where it ended instead."""
        self.writer.write(framed({"text": text, "accept": accept}))
        return await frame(self.reader)


@dataclass
class Holder:
    """The process that holds the graph; `triples` is -1 where that is on disk and was not counted."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    lock: asyncio.Lock
    triples: int

    async def forked(self) -> Worker:
        """One more worker, ready to answer. Not to be cancelled: an order and its reply belong together."""
        ours, theirs = socket.socketpair()
        try:
            number = (await self._ordered(b"fork", theirs.fileno()))["pid"]
        except GuardError:
            ours.close()
            raise
        finally:
            theirs.close()
        ours.setblocking(False)
        reader, writer = await asyncio.open_unix_connection(sock=ours, limit=1 << 20)
        worker = Worker(number, reader, writer)
        try:
            await frame(reader)
        except (EOFError, OSError):
            raise GuardError(f"a worker ended as it began ({await self.ended(worker)}).") from None
        return worker

    async def ended(self, worker: Worker) -> int:
        """End a worker; the status with which it ended, negative for a signal. Not to be cancelled, either."""
        worker.writer.close()
        return int((await self._ordered(str(worker.number).encode()))["status"])

    def leave(self) -> None:
        """Tell it to end, and its workers; who waits for a reply hears that it has ended."""
        with suppress(OSError):
            self.control.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """See it end. Not while anybody waits for a reply: the end of a closed connection is never heard of."""
        self.leave()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.control.close()

    async def _ordered(self, order: bytes, *passed: int) -> dict[str, Any]:
        async with self.lock:
            try:
                socket.send_fds(self.control, [order], list(passed))
                return await _reply(self.control)
            except (EOFError, OSError):
                raise GuardError("the process that holds the graph has ended. Start again.") from None


async def started(source: Source, limits: Limits) -> Holder:
    """The process that holds this graph, loaded; Unusable where it cannot be loaded.

    `source` is a store, a file of RDF, or the folder of a store on disk, which nobody may write to meanwhile.
    """
    if not hasattr(os, "fork"):
        raise GuardError("guarded queries need Linux, macOS, or the Linux inside Windows (WSL).")
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with theirs, tempfile.TemporaryDirectory(prefix="intercity-") as scratch:
        path, form = _file(source, Path(scratch))
        command = [sys.executable, "-c", _START, json.dumps(sys.path), str(theirs.fileno())]
        process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us alone
        )
        theirs.close()
        try:
            loop = asyncio.get_running_loop()
            await loop.sock_sendall(ours, framed({"path": str(path), "form": form, "limits": asdict(limits)}))
            said = await _reply(ours)
        except (EOFError, OSError):
            said = {"error": "the process that loads it has ended"}
        except asyncio.CancelledError:
            process.kill()
            raise
    holder = Holder(process, ours, asyncio.Lock(), int(said.get("ready", -1)))
    if "error" in said:
        holder.close()
        name = source if isinstance(source, Path) else "the graph"
        raise Unusable(f"{name}: {said['error']}. Give a file of Turtle, N-Triples or RDF/XML, or an Oxigraph store.")
    return holder


def _file(source: Source, scratch: Path) -> tuple[Path, str | None]:
    """Where the other process finds the graph, and the extension that tells its format."""
    if isinstance(source, Path):
        return source.absolute(), source.suffix.removeprefix(".") or None
    path = scratch / "graph.nq"
    source.dump(path, RdfFormat.N_QUADS)
    return path, "nq"


async def frame(reader: asyncio.StreamReader) -> tuple[dict[str, Any], bytes]:
    head, body = LENGTHS.unpack(await reader.readexactly(LENGTHS.size))
    return json.loads(await reader.readexactly(head)), await reader.readexactly(body)


async def _reply(control: socket.socket) -> dict[str, Any]:
    """One frame without a body."""
    loop, said = asyncio.get_running_loop(), b""
    while len(said) < LENGTHS.size or len(said) < LENGTHS.size + LENGTHS.unpack_from(said)[0]:
        part = await loop.sock_recv(control, 4096)
        if not part:
            raise EOFError
        said += part
    reply: dict[str, Any] = json.loads(said[LENGTHS.size :])
    return reply
