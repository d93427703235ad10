"""The stages in a row, from records to a checked graph; what breaks a rule is taken out and reported."""

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pyoxigraph import Store, Triple

from graph.accept import Facts, accept, sources, without
from graph.check import Violation, check
from graph.documents import Description, DocumentError
from graph.places import load
from graph.triples import key_of, rdf_graph, store, whole

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
Progress = Callable[[str, str], None]


@dataclass(frozen=True)
class Made:
    """The graph of the accepted records: facts, triples, a store that answers, and what broke a rule."""

    facts: Facts
    triples: list[Triple]
    store: Store
    violations: list[Violation]


def made(folders: Sequence[Path] = (), progress: Progress = lambda _en, _ja: None) -> Made:
    """Accept the packaged records and those of `folders`, turn them into triples, and check them.

    `progress` is told of each stage in English and Japanese. Raises what reading the records raises.
    """
    return made_while(lambda _store: None, folders, progress)[0]


def made_while(
    work: Callable[[Store], T], folders: Sequence[Path] = (), progress: Progress = lambda _en, _ja: None
) -> tuple[Made, T]:
    """Like `made`, and the result of `work` on the graph, which is done while a second process checks it.

    Where the check takes something out, `work` is done again on what is left, so that its result is always of the
    graph that is returned. Where the system cannot fork safely, one comes after the other.
    """
    documents = [source for folder in (None, *folders) for source in sources(folder)]
    files: dict[str, Description] = {}
    for one in (source.description for source in documents):
        if (other := files.setdefault(one.key, one)).sha256 != one.sha256:
            raise DocumentError(
                f"two documents are kept in folders named {one.key}: {other.title_ja} ({other.file}) and "
                f"{one.title_ja} ({one.file}). Rename one of the folders."
            )
    progress(f"{sum(len(one.records) for one in documents):,} records read", "記録を読み込み")
    facts = accept(tuple(documents), load())
    progress(f"{len(facts.facts):,} facts and {len(facts.claims):,} claims accepted", "事実と言明を採用")
    found: list[Violation] = []
    while True:
        triples = whole(facts)
        held = store(triples)
        with _checking(triples) as violations_of:
            done, failure = _tried(work, held)
            violations = violations_of()
        progress(f"{len(triples):,} triples checked", "規則を点検")
        found += violations
        broken = {key for one in violations if (key := key_of(one.node))} & facts.keys()
        if not broken:
            if failure:
                raise failure
            return Made(facts, triples, held, found), done[0]
        facts = without(facts, broken)  # which may leave another node dangling: check again


def _tried(work: Callable[[Store], T], graph: Store) -> tuple[list[T], Exception | None]:
    """The result of `work`, or why there is none: a graph that breaks a rule need not be one that can be drawn."""
    try:
        return [work(graph)], None
    except (LookupError, ValueError) as failure:
        return [], failure


@contextmanager
def _checking(triples: list[Triple]) -> Iterator[Callable[[], list[Violation]]]:
    """Begin the check in a process of its own; the yielded function waits for what it found."""
    if not sys.platform.startswith("linux"):
        yield lambda: check(rdf_graph(triples), store(triples))
        return
    context = get_context("fork")  # the triples are there already: nothing has to be sent
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_check_and_send, args=(triples, theirs), daemon=True)
    process.start()
    theirs.close()

    def wait() -> list[Violation]:
        try:
            return list(ours.recv())
        except EOFError:  # the other process ended without a word, as when memory ran out: check here
            return check(rdf_graph(triples), store(triples))

    try:
        yield wait
    finally:
        process.terminate()
        process.join()
        ours.close()


def _check_and_send(triples: list[Triple], pipe: "Connection") -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the first process's to answer
    with suppress(OSError):  # the first process was killed: nobody listens
        pipe.send(check(rdf_graph(triples), store(triples)))
