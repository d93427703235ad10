"""Reads many files, each in a process of its own on all cores, and says of each what came of it."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from graph.accept import decisions, notes
from graph.account import Outcome, outcome
from graph.documents import Document, DocumentError, read_bytes
from graph.library import LibraryError, publisher, read_file, spoken_for
from graph.outputs import OutputsError, lock
from graph.places import load
from graph.publishers import another
from graph.shelf import Place, Shelf
from graph.values import PartialDate

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
    as_of: PartialDate | None
    place: Place | None


def files(paths: Sequence[Path]) -> list[Path]:
    """The files named, and those of the folders named (and of theirs) that may be documents; each once, in order."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
        if path.is_dir() and not inside:
            raise BatchError(f"{path}: no documents in this folder ({', '.join(SUFFIXES)})")
        found.update(dict.fromkeys(one for one in inside if not one.is_dir()))
    return list(found)


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """While documents are read into a folder no second `read` may choose folders in it: OutputsBusy says who reads.

    Where nothing can be kept beside the folder there is no lock.
    """
    folder = Path(os.path.abspath(data))
    beside = next(one for one in folder.parents if one.exists())
    if not folder.name or (data.exists() and not data.is_dir()) or not os.access(beside, os.W_OK):
        yield
        return
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputsError(f"{error.filename}: {error.strerror}; choose another --data folder") from None
    with lock(folder, "read into"):
        yield


def tasks(paths: Sequence[Path], data: Path, home: str | None, as_of: str | None) -> list[Task]:
    """What is to be done for each file; LibraryError where the city or the time is not known."""
    if data.exists() and not data.is_dir():
        raise OutputsError(f"{data}: not a folder; choose another --data folder")
    city = publisher(home, load()) if home is not None else None
    time = spoken_for(as_of) if as_of is not None else None
    places = Shelf.of(data).places(paths, city, time)
    return [Task(path, data, city, time, place) for path, place in zip(paths, places, strict=True)]


def one(task: Task) -> Outcome:
    """Read one file; a fault of the file is an outcome, and so is a fault of ours, which takes no other file along."""
    try:
        place = task.place
        if place is None:
            read_bytes(task.path)  # says what is wrong
            raise DocumentError(f"{task.path}: it changed while the files were read; read it again")
        if place.twin:
            same = f"the same as {place.twin}, and read once"
            return Outcome(task.path, verdict=same, folder=str(task.data / place.key), twin=True)
        document, reading = read_file(task.path, task.data, task.home, task.as_of, place)
        said = task.data / place.key / "decisions.toml"
        made = decisions.load(said)
        waiting = len(decisions.waiting(made, reading.records))
        void = decisions.judged(said, document.text, "nothing")
        done = decisions.settled(made, reading.records)
        told = outcome(task.path, task.data, document, reading, waiting, task.as_of, void, done)
        stale = decisions.stale(made, reading.records)
        stale += notes.stale(notes.load(said, place.key), reading.records, document.text)
        more = [*_publisher(document), *_neighbours(task, place), *(f"stale decision: {message}" for message in stale)]
        return replace(told, notes=(*told.notes, *more))
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


def _publisher(document: Document) -> Iterator[str]:
    """A warning where the text speaks of another city as its own, and never of the one that is said to publish it."""
    gazetteer, one = load(), document.description
    other = another(document.text, one.title_ja, one.publisher, gazetteer)
    if other:
        theirs, said = gazetteer.places[other].ja, gazetteer.places[one.publisher].ja
        yield (
            f"warning: read as a document of {said} ({one.publisher}), which it never names; it speaks as {theirs} "
            f"does: if it is theirs, read it again with --home {theirs} / "
            f"{theirs}の文書と思われます（{said}の名がありません）。正しければ --home {theirs} で読み直してください"
        )


def _neighbours(task: Task, place: Place) -> Iterator[str]:
    """What a person should know of the folder in which the records are kept."""
    if place.beside:
        yield (
            f"{task.data / place.beside}/ holds another document of this name, so this one has a folder of its own; "
            "remove what is out of date / 同じ名前の別の文書があるため、別のフォルダに置きました"
        )
    if place.known and task.home and place.known.publisher != task.home:
        yield f"published by {task.home}; until now by {place.known.publisher} / 発行者を改めました"


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
