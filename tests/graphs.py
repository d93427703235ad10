"""Small graphs for the tests of the check stage: the good one, statements to change it by, and what the check says."""

from functools import cache
from pathlib import Path

import pyoxigraph
from rdflib import Graph

from graph.check import Violation, check
from ontology import KIND, PREFIXES, kinds

HERE = Path(__file__).parent
GOOD = HERE / "good.ttl"


@cache
def good() -> Graph:
    return Graph().parse(GOOD)


def parse(statements: str) -> Graph:
    schemes = {kind.scheme: f"{KIND}{kind.scheme}/" for kind in kinds().values()}
    names = PREFIXES | {f"k-{scheme}": iri for scheme, iri in schemes.items()}
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in names.items())
    return Graph().parse(data=f"{prefixes}{statements} .\n" if statements else "", format="turtle")


def violations(graph: Graph) -> list[Violation]:
    store = pyoxigraph.Store()
    store.load(graph.serialize(format="nt", encoding="utf-8"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return check(graph, store)
