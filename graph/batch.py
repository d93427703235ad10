"""Reads many files, each in a process of its own on all cores, and says of each what came of it."""

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from graph.accept import decisions, notes
from graph.documents import Description, DocumentError
from graph.library import LibraryError, described, publisher, read_file
from graph.outputs import OutputsError
from graph.places import load
from graph.reading import Reading

SUFFIXES = (".txt", ".text", ".md", ".tsv", ".csv", ".html", ".htm", ".xhtml", ".pdf")
AHEAD = 4  # tasks waiting for each process, so that a folder of any size takes the same memory


class BatchError(ValueError):
    """Files that cannot be read at all: says which and why."""

    exit_code = 3


@dataclass(frozen=True)
class Task:
    """One file to read."""

    path: Path
    data: Path
    home: str | None
    as_of: str | None
    known: Description | None
    alone: bool


@dataclass(frozen=True)
class Outcome:
    """What came of one file; `error` where it could not be read, and then nothing else."""

    path: Path
    error: str = ""
    verdict: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    folder: str = ""
    unread: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    fault: bool = False

    @property
    def lines(self) -> list[str]:
        """What a person is told."""
        found = ", ".join(f"{count} {kind}" for kind, count in self.counts) or "no records"
        said = [f"{self.path}: {self.verdict}: {found}; kept in {self.folder}/"]
        if self.unread:
            shown = ", ".join(map(str, self.unread[:40])) + (
                f" and {len(self.unread) - 40} more" if len(self.unread) > 40 else ""
            )
            said.append(f"  not understood: lines {shown}")
        return said + [f"  {note}" for note in self.notes]


def files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those of the folders named (and of theirs) that may be documents; each once, in order."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
        if path.is_dir() and not inside:
            raise BatchError(f"{path}: no documents in this folder ({', '.join(SUFFIXES)})")
        found.update(dict.fromkeys(one for one in inside if not one.is_dir()))
    return list(found)


def tasks(paths: Sequence[Path], data: Path, home: str | None, as_of: str | None) -> list[Task]:
    """What is to be done for each file; LibraryError where the city is not known."""
    if data.exists() and not data.is_dir():
        raise OutputsError(f"{data}: not a folder; choose another --data folder")
    city = publisher(home, load()) if home is not None else None
    known = described(data) if city is None else {}
    stems = Counter(path.stem.lower() for path in paths)
    return [Task(path, data, city, as_of, known.get(path.name), stems[path.stem.lower()] == 1) for path in paths]


def one(task: Task) -> Outcome:
    """Read one file; a fault of the file is an outcome, and so is a fault of ours, which takes no other file along."""
    try:
        document, reading = read_file(task.path, task.data, task.home, task.as_of, task.known, task.alone)
        folder = task.data / document.description.key
        said = folder / "decisions.toml"
        old = decisions.stale(decisions.load(said), reading.records)
        old += notes.stale(notes.load(said, folder.name), reading.records, document.text)
        return outcome(task.path, str(folder), reading, document.description.as_of_inferred, old)
    except (DocumentError, LibraryError, decisions.DecisionsError) as error:
        return Outcome(task.path, error=str(error))
    except OutputsError:
        raise
    except (MemoryError, RecursionError) as error:
        return Outcome(task.path, error=f"{task.path}: {type(error).__name__}; split the document.")
    except Exception as error:  # one poisoned file must not stop a thousand good ones
        return Outcome(
            task.path, error=f"{task.path}: not read, by a fault of intercity ({type(error).__name__}: {error})"
        )


def outcome(path: Path, folder: str, reading: Reading, inferred: str, stale: Sequence[str]) -> Outcome:
    """The verdict on a reading, what it counts, and what a person should know."""
    counts = Counter(f"{record.type} ({record.confidence})" for record in reading.records)
    coverage = reading.coverage
    scope = len(coverage.relation) - sum(map(len, coverage.ignored.values()))
    verdict, notes = coverage.verdict, []
    fault = not reading.records and (scope > 0 or bool(coverage.note))
    if coverage.note:
        what = coverage.note.partition(": ")[2]
        verdict = f"not read: written in {what}"
        notes.append("only Japanese documents are read / 日本語の文書だけを読み取ります")
    elif fault:
        verdict = f"not read: error: {scope} lines speak of ties, none was understood"
    elif coverage.relation or reading.records:
        verdict = f"{verdict}, {len(coverage.read)} of {scope} lines"
    else:
        notes.append("no line speaks of a tie / 関係を述べる行はありません")
    if waiting := sum(count for kind, count in counts.items() if kind.endswith("(C)")):
        notes.append(
            f"{waiting} records wait for a person's word: intercity read --review {path} --data {Path(folder).parent}"
        )
    if inferred:
        notes.append(f"the time it speaks for is guessed: {inferred}")
    notes += [f"stale decision: {message}" for message in stale]
    return Outcome(path, "", verdict, tuple(sorted(counts.items())), folder, coverage.unread, tuple(notes), fault)


def read_all(work: Sequence[Task], progress: Callable[[int, int], None]) -> Iterator[Outcome]:
    """The outcomes in the order of the files; one file is read here, more of them on all cores."""
    if len(work) < 3:
        for number, task in enumerate(work, 1):
            yield one(task)
            progress(number, len(work))
        return
    ready: dict[int, Outcome] = {}
    following = 0
    for done, (number, result) in enumerate(_spread(work), 1):
        ready[number] = result
        progress(done, len(work))
        while following in ready:
            yield ready.pop(following)
            following += 1


def _spread(work: Sequence[Task]) -> Iterator[tuple[int, Outcome]]:
    """Outcomes with their numbers, as they come; a file that kills its process is tried once more, alone, and named."""
    cores = os.cpu_count() or 1
    left = list(range(len(work)))
    while left:
        running: dict[Future[Outcome], int] = {}
        broken: list[int] = []
        with ProcessPoolExecutor(cores) as pool:
            try:
                while left or running:
                    with _deaf():
                        while left and len(running) < cores * AHEAD:
                            running[pool.submit(one, work[left[0]])] = left[0]
                            left.pop(0)
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        number = running[future]
                        result = future.result()
                        del running[future]
                        yield number, result
            except BrokenProcessPool:
                broken = sorted(running.values())
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        for number in broken:
            yield number, _alone(work[number])


@contextmanager
def _deaf() -> Iterator[None]:
    """An interruption reaches every process of a terminal: it is for the one that asked, and the others end with it.

    Held back while processes begin, it stays so in them from their first step on; here it comes a moment later.
    """
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _alone(task: Task) -> Outcome:
    with ProcessPoolExecutor(1) as pool:
        try:
            with _deaf():
                future = pool.submit(one, task)
            return future.result()
        except BrokenProcessPool:
            return Outcome(
                task.path, error=f"{task.path}: reading it killed the process; the other files were read. Split it."
            )


def shown(stream: TextIO) -> Callable[[int, int], None]:
    """Progress over many files, on a terminal only."""

    def progress(done: int, all_: int) -> None:
        if all_ > 1 and stream.isatty():
            print(f"\r{done}/{all_} ", end="\r" if done == all_ else "", file=stream, flush=True)

    return progress


def tell(outcomes: Iterable[Outcome], files: int) -> Counter[str]:
    """Print each outcome and, over several files, how many were read, not understood and refused; give these counts."""
    ends = Counter[str]()
    for one in outcomes:
        ends["refused" if one.error else "not understood" if one.fault else "read"] += 1
        if one.error:
            print(f"intercity: {one.error}", file=sys.stderr)
        else:
            print(*one.lines, sep="\n")
    if files > 1:
        print(f"{files} files: {ends['read']} read, {ends['not understood']} not understood, {ends['refused']} refused")
    return ends
