"""For the tests of the exports: a small graph, and the rows and columns of the six tables of any graph."""

from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store

from graph.tables import Table
from ontology import text
from viz.site import material

__all__ = ["ROOT", "material", "small", "table", "with_kinds"]

ROOT = Path(__file__).parent.parent


def table(name: str) -> Table:
    """The table as the header of its question describes it."""
    return material(Store()).tables[name]


def small() -> Store:
    """The graph of `export.ttl`."""
    store = Store()
    store.load((ROOT / "tests" / "export.ttl").read_bytes(), format=RdfFormat.TURTLE)
    return store


def with_kinds(store: Store) -> Store:
    """The graph and the concepts, whose names the tables show."""
    whole = Store()
    whole.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    whole.load(text("kinds.ttl"), format=RdfFormat.TURTLE)
    return whole
