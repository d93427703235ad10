"""For the tests of the exports: the rows of the six tables of any graph, and what their columns mean."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store

from graph.export import Material
from graph.tables import TABLES, Row, Table
from ontology import text

ROOT = Path(__file__).parent.parent
_PYTHON: dict[str, Callable[[str], object]] = {
    "integer": int,
    "decimal": Decimal,
    "boolean": lambda value: value == "true",
    "date": date.fromisoformat,
}


def header(name: str) -> Table:
    """The table as the header of its question describes it."""
    source = (ROOT / "queries" / f"table-{name}.rq").read_text("utf-8")
    stated = yaml.safe_load("".join(line[2:] for line in source.splitlines(keepends=True) if line.startswith("#+")))
    columns = {column: (meaning[0], meaning[1]) for column, meaning in stated["columns"].items()}
    return Table(name, stated["summary"], stated["summary_ja"], columns)


def rows(store: Store, query: str) -> list[Row]:
    """The answers in pyoxigraph as plain values."""
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return [{variable.value: _plain(row[variable]) for variable in found.variables} for row in found]


def _plain(term: object) -> object:
    if isinstance(term, Literal):
        return _PYTHON.get(term.datatype.value.partition("#")[2], str)(term.value)
    return term.value if isinstance(term, NamedNode) else None


def with_kinds(store: Store) -> Store:
    """The graph and the concepts, whose names the tables show."""
    whole = Store()
    whole.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    whole.load(text("kinds.ttl"), format=RdfFormat.TURTLE)
    return whole


def material(store: Store) -> Material:
    whole = with_kinds(store)
    asked = {name: rows(whole, (ROOT / "queries" / f"table-{name}.rq").read_text("utf-8")) for name in TABLES}
    return Material(store, asked, {name: header(name) for name in TABLES})


def small() -> Store:
    """The graph of `export.ttl`."""
    store = Store()
    store.load((ROOT / "tests" / "export.ttl").read_bytes(), format=RdfFormat.TURTLE)
    return store
