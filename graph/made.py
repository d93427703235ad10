"""The stages in a row, from records to a checked graph; what breaks a rule is taken out and reported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store, Triple

from graph.accept import Facts, accept, sources, without
from graph.check import Violation, check
from graph.places import load
from graph.triples import key_of, rdf_graph, store, whole


@dataclass(frozen=True)
class Made:
    """The graph of the accepted records: facts, triples, a store that answers, and what broke a rule."""

    facts: Facts
    triples: list[Triple]
    store: Store
    violations: list[Violation]


def made(folders: Sequence[Path] = (), progress: Callable[[str, str], None] = lambda _en, _ja: None) -> Made:
    """Accept the packaged records and those of `folders`, turn them into triples, and check them.

    `progress` is told of each stage in English and Japanese. Raises what reading the records raises.
    """
    documents = [source for folder in (None, *folders) for source in sources(folder)]
    progress(f"{sum(len(one.records) for one in documents):,} records read", "記録を読み込み")
    facts = accept(tuple(documents), load())
    progress(f"{len(facts.facts):,} facts and {len(facts.claims):,} claims accepted", "事実と言明を採用")
    found: list[Violation] = []
    while True:
        triples = whole(facts)
        held = store(triples)
        violations = check(rdf_graph(triples), held)
        progress(f"{len(triples):,} triples checked", "規則を点検")
        found += violations
        broken = {key for one in violations if (key := key_of(one.node))} & facts.keys()
        if not broken:
            return Made(facts, triples, held, found)
        facts = without(facts, broken)  # which may leave another node dangling: check again
