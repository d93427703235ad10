"""The graph of the records, kept as N-Triples in the user's cache folder so that the next question need not build it.

A file there is named by the hash of all that its graph is made from: the facts, the code, the vocabulary, and the
records of the user's own folders. Whatever else it is, an old or a broken file is therefore never taken for the graph.
`INTERCITY_CACHE=` (empty) keeps nothing; with a folder it says where. Where nothing can be written, nothing is kept.
"""

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import RdfFormat, Store, serialize

if TYPE_CHECKING:
    from pyoxigraph import Triple

__all__ = ["folder", "graph", "key"]

MOST = 512 * 1024 * 1024
"""Bytes that all kept graphs may take together; the oldest go first."""
_PACKAGES = ("graph", "ontology")
_SUFFIXES = (".py", ".toml", ".jsonl", ".csv", ".ttl", ".rq")
_HOUR = 3600


def graph(folders: Sequence[Path] = ()) -> Store:
    """The graph of the packaged records and those of `folders`, from the cache where it is there, else built and kept.

    Raises what reading the records raises; trouble with the cache is never an error.
    """
    where = folder()
    if where is None:
        return _built(folders)[1]
    path = where / f"graph-{key(folders)}.nt"
    if (held := _read(path)) is not None:
        return held
    triples, held = _built(folders)
    with suppress(OSError):
        _write(path, triples)
    return held


def folder() -> Path | None:
    """Where graphs are kept: INTERCITY_CACHE, else below XDG_CACHE_HOME, else below ~/.cache; None for nowhere."""
    told = os.environ.get("INTERCITY_CACHE")
    if told is not None:
        return Path(told) if told else None
    shared = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        return (shared if shared.is_absolute() else Path.home() / ".cache") / "intercity"
    except RuntimeError:  # a user without a home
        return None


def key(folders: Sequence[Path] = ()) -> str:
    """A hash of everything that the graph is made from: names and bytes of the packages' files and of the records'."""
    digest = hashlib.sha256(f"{sys.version} pyoxigraph {pyoxigraph.__version__}".encode())
    for root, depth in (*((files(name), 9) for name in _PACKAGES), *((one, 1) for one in folders)):
        for name, content in _contents(root, "", depth):
            digest.update(f"\n{name} {len(content)}\n".encode("utf-8", "surrogateescape"))
            digest.update(content)
        digest.update(b"\n--")
    return digest.hexdigest()


def _contents(root: Traversable, path: str, depth: int) -> Iterator[tuple[str, bytes]]:
    """Code and facts, by name; what else lies there, such as the documents themselves, is not what the graph is of."""
    for each in sorted(root.iterdir(), key=lambda one: one.name) if root.is_dir() else ():
        if each.name.endswith(_SUFFIXES):
            yield path + each.name, each.read_bytes()
        elif depth and each.is_dir():
            yield from _contents(each, f"{path}{each.name}/", depth - 1)


def _built(folders: Sequence[Path]) -> "tuple[list[Triple], Store]":
    if folders:  # what is not ours may break a rule, and is checked
        from graph.made import made

        done = made(folders)
        return done.triples, done.store
    from graph.accept import accept, sources
    from graph.places import load
    from graph.triples import store, whole

    triples = whole(accept(sources(), load()))
    return triples, store(triples)


def _read(path: Path) -> Store | None:
    """The kept graph; None where there is none, or where its bytes are not those that were written."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head != _head(body):
        return None
    with suppress(OSError):
        os.utime(path)  # it was of use: others go first
    held = Store()
    held.load(body, format=RdfFormat.N_TRIPLES)  # in the order of the file, as the built one has it
    return held


def _write(path: Path, triples: "Iterable[Triple]") -> None:
    """All or nothing: the bytes go to a file of another name first, which then takes its place."""
    body = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    if len(body) > MOST // 2:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(".part", "graph-", path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(_head(body) + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
    _clear(path.parent)


def _head(body: bytes) -> bytes:
    return b"# sha256 " + hashlib.sha256(body).hexdigest().encode()


def _clear(where: Path) -> None:
    """Remove what a killed process left, and the least used graphs above the limit."""
    room = MOST
    for path in sorted(where.glob("graph-*.nt"), key=lambda one: one.stat().st_mtime, reverse=True):
        room -= path.stat().st_size
        if room < 0:
            path.unlink(missing_ok=True)
    for path in where.glob("graph-*.part"):
        if path.stat().st_mtime < time.time() - _HOUR:
            path.unlink(missing_ok=True)
