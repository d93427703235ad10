"""The output folder appears whole: written beside its place, renamed in at the end, repaired after a killed build."""

import errno
import hashlib
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from glob import escape
from pathlib import Path, PurePosixPath

__all__ = ["MANIFEST", "OutputsBusy", "OutputsError", "Writer", "lock", "outputs", "safe_name", "verify"]

MANIFEST = "manifest.json"
# What desktop systems drop into any folder that they show; it belongs to nobody.
_LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')


class OutputsError(RuntimeError):
    """The output could not be written; the folder that stood there before is whole. Exit code 4."""

    exit_code = 4


class OutputsBusy(OutputsError):
    """Another process is writing the same folder; the message names it."""


def safe_name(name: str) -> str:
    """The name itself when it is a relative path that every system can hold inside the folder, else OutputsError."""
    path = PurePosixPath(name)
    for part in path.parts:
        if part == ".." or _FORBIDDEN.search(part) or _RESERVED.fullmatch(part) or part[-1] in ". ":
            raise OutputsError(f"output {name!r}: {part!r} is no portable file name; use letters, digits, - and _")
        if len(part.encode("utf-8", "replace")) > 200:
            raise OutputsError(f"output {name[:40]!r}…: a name of more than 200 bytes; shorten it")
    if path.is_absolute() or str(path) != name or name == ".":
        raise OutputsError(f"output {name!r}: not a plain path below the output folder; write it as a/b.txt")
    return name


class Writer:
    """Takes the files of one build; they are hashed as they are written, and seen by nobody before the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, dict[str, int | str]] = {}
        self._taken = {_folded(MANIFEST)}
        self._counts: dict[str, object] = {}

    def write(self, name: str, content: str | bytes | Iterable[str]) -> None:
        """Write one file; text becomes UTF-8 with its line ends as they are. OutputsError where it cannot be."""
        if (folded := _folded(safe_name(name))) in self._taken:
            raise OutputsError(f"output {name!r}: written twice (some systems do not tell A from a); rename one")
        self._taken.add(folded)
        path = self._folder / name
        digest, size = hashlib.sha256(), 0
        with _explained(path.name):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                for chunk in [content] if isinstance(content, str | bytes) else content:
                    data = chunk.encode("utf-8") if isinstance(chunk, str) else chunk
                    file.write(data)
                    digest.update(data)
                    size += len(data)
        self._files[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def count(self, counts: Mapping[str, object]) -> None:
        """Numbers (JSON values) that the manifest keeps beside the files; a later one of the same name wins."""
        self._counts.update(counts)

    def close(self) -> None:
        """Write the manifest, the last file of the folder, and settle everything on the disk."""
        manifest = {"counts": self._counts, "files": self._files}
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        with _explained(MANIFEST), (self._folder / MANIFEST).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        # All at the end: a sync after each of a thousand files takes ten times as long.
        for folder, _, names in os.walk(self._folder):
            for path in [*map(Path(folder).joinpath, sorted(names)), Path(folder)]:
                with _explained(path.name):
                    _settle(path)


@contextmanager
def outputs(target: Path) -> Iterator[Writer]:
    """Take the lock, yield a Writer, and swap the finished folder into `target` at the end of the block.

    Whatever ends the block early (an error, Ctrl-C, a full disk) removes the half-made folder and leaves the old one
    untouched. After SIGKILL the next call cleans up; between the two renames of the swap the old folder stands aside
    for an instant, and a kill right there is repaired by the next call too. Raises OutputsBusy while another process
    writes the same folder and OutputsError where the folder cannot be written, both before any work begins.
    """
    target = Path(os.path.abspath(target))
    _refuse_unfit(target)
    with lock(target):
        _repair(target)
        _refuse_foreign(target)
        fresh = target.with_name(f".{target.name}.next-{os.getpid()}")
        with _explained(target.name):
            fresh.mkdir()
        try:
            yield (writer := Writer(fresh))
            writer.close()
            _swap(fresh, target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def verify(folder: Path) -> list[str]:
    """What differs between a folder and its manifest, one sentence a file; empty for a whole folder.

    Raises OutputsError where there is no readable manifest.
    """
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputsError(f"{folder / MANIFEST}: no manifest of a build ({error}); build again") from None
    faults = []
    for name, entry in files.items():
        path = folder / name
        if not path.is_file():
            faults.append(f"{name}: missing")
        elif path.stat().st_size != entry["bytes"]:
            faults.append(f"{name}: {path.stat().st_size} bytes, the manifest says {entry['bytes']}")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            faults.append(f"{name}: changed since it was built (sha256 differs)")
    return faults


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _refuse_unfit(target: Path) -> None:
    """Refuse before work begins what could only fail after it."""
    if target.is_symlink():
        raise OutputsError(f"{target}: a link to {os.readlink(target)}; give the folder itself, or remove the link")
    if target.exists() and not target.is_dir():
        raise OutputsError(f"{target}: a file stands where the output folder belongs; remove it or choose another")
    if Path.cwd().is_relative_to(target):
        raise OutputsError(f"{target}: the folder you stand in would be replaced; choose another output folder")
    if not target.name or not target.parent.is_dir():
        raise OutputsError(f"{target.parent}: no such folder; make it, or choose another output folder")


def _refuse_foreign(target: Path) -> None:
    """A folder is replaced only when every file in it was written by a build: nobody loses his own files to a typo."""
    if not target.exists():
        return
    present = {path.relative_to(target).as_posix() for path in target.rglob("*") if not path.is_dir()}
    present = {name for name in present if PurePosixPath(name).name not in _LITTER}
    if not present:
        return
    try:
        ours = {MANIFEST, *json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        ours = set()
    if foreign := sorted(present - ours):
        raise OutputsError(
            f"{target}: holds {foreign[0]!r}{' and others' if len(foreign) > 1 else ''}, which no build wrote; "
            "move it away or choose another output folder"
        )


@contextmanager
def lock(target: Path, done: str = "built") -> Iterator[None]:
    """Hold `.NAME.lock` beside the target, which the system frees when its holder dies; `.NAME.holder` says who."""
    from filelock import FileLock, Timeout

    holder = target.with_name(f".{target.name}.holder")
    file = target.with_name(f".{target.name}.lock")
    held = FileLock(file, timeout=0)
    with _explained(target.name):
        file.touch()  # or the lock takes a folder that can hold no file for one that another process holds
        try:
            held.acquire()
        except Timeout:
            raise OutputsBusy(f"{target}: {_held_by(holder, done)}; wait for it, or end it and start again") from None
    try:
        with _explained(target.name):
            started = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
            holder.write_text(json.dumps({"pid": os.getpid(), "since": started}), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        held.release()


def _held_by(holder: Path, done: str) -> str:
    try:
        entry = json.loads(holder.read_text(encoding="utf-8"))
        return f"being {done} by process {entry['pid']} since {entry['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return f"being {done} by another process"


def _repair(target: Path) -> None:
    """Undo what a killed build left: half-made folders go, an old folder that stood aside comes back."""
    old = target.with_name(f".{target.name}.old")
    with _explained(target.name):
        for stale in target.parent.glob(f".{escape(target.name)}.next-*"):
            shutil.rmtree(stale)
        if old.is_dir() and not target.exists():
            old.rename(target)
        elif old.is_dir():
            shutil.rmtree(old)


def _swap(fresh: Path, target: Path) -> None:
    """Two renames: the old folder aside, the new one in; the old one comes back if the second cannot be done."""
    old = target.with_name(f".{target.name}.old")
    with _explained(target.name):
        try:
            if target.exists():
                target.rename(old)
            fresh.rename(target)
        finally:
            if old.exists() and not target.exists():
                old.rename(target)
        _settle(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def _settle(path: Path) -> None:
    """Make a file, or the names in a folder, durable; only POSIX systems can (and need to) sync a folder."""
    if os.name == "posix" or path.is_file():
        handle = os.open(path, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Turn an operating system's refusal into an OutputsError that says what to do."""
    try:
        yield
    except OSError as error:
        remedy = "make room and start again" if error.errno in _FULL else "check the folder and its permissions"
        raise OutputsError(f"{name}: cannot be written: {error.strerror or error}; {remedy}") from error
