"""What is measured: each stage as the product does it, and the same work in plain rdflib where rdflib can do it."""

import json
import pickle
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from time import process_time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from benchmarks.generate import World, world

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    from graph.accept import Facts

__all__ = ["PEERS", "STAGES", "cpu_seconds", "prepare"]

Work = Callable[[], object]


def prepare(folder: Path, records: int) -> dict[str, int]:
    """Write the inputs of one size into `folder`; returns how many records, documents and triples they are."""
    from graph.accept import accept
    from graph.records import dump
    from graph.triples import store, whole
    from graph.turtle import ntriples

    made = world(records)
    facts = accept(made.sources, made.gazetteer)
    text = ntriples(store(whole(facts)))
    (folder / "world.json").write_text(json.dumps({"records": records}), encoding="utf-8")
    (folder / "facts.pickle").write_bytes(pickle.dumps(facts))
    (folder / "graph.nt").write_text(text, encoding="utf-8", newline="\n")
    (folder / "records.jsonl").write_text(
        "".join(dump(source.records) for source in made.sources), encoding="utf-8", newline="\n"
    )
    return {"records": made.records, "documents": len(made.sources), "triples": text.count("\n")}


def cpu_seconds(folder: Path, stage: str, engine: str) -> float:
    """CPU seconds (of all threads) of one run; reading the inputs and importing the modules is not counted."""
    work = (STAGES if engine == "intercity" else PEERS)[stage](folder)
    began = process_time()
    result = work()
    took = process_time() - began
    assert result is not None
    return took


# ---- inputs


def _world(folder: Path) -> World:
    return world(json.loads((folder / "world.json").read_text("utf-8"))["records"])


def _facts(folder: Path) -> "Facts":
    facts: Facts = pickle.loads((folder / "facts.pickle").read_bytes())
    return facts


@cache
def _text(folder: Path) -> str:
    return (folder / "graph.nt").read_text("utf-8")


def _store(folder: Path) -> "pyoxigraph.Store":
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.bulk_load(_text(folder), format=RdfFormat.N_TRIPLES)
    return store


def _graph(folder: Path) -> "rdflib.Graph":
    from rdflib import Graph

    from ontology import PREFIXES

    graph = Graph().parse(data=_text(folder), format="nt")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri, replace=True)
    return graph


# ---- the product


def read_records(folder: Path) -> Work:
    from graph.records import loads

    text = (folder / "records.jsonl").read_text("utf-8")
    return lambda: loads(text)


def accept_records(folder: Path) -> Work:
    from graph.accept import accept
    from ontology import kinds

    made = _world(folder)
    kinds()  # the vocabulary is read once per process, whatever the size
    return lambda: accept(made.sources, made.gazetteer)


def make_triples(folder: Path) -> Work:
    from graph.triples import store, whole

    facts = _facts(folder)
    return lambda: store(whole(facts))


def load_graph(folder: Path) -> Work:
    import pyoxigraph as _  # noqa: F401

    _text(folder)
    return lambda: _store(folder)


def check_graph(folder: Path) -> Work:
    from graph.check import check

    graph, store = _graph(folder), _store(folder)
    return lambda: check(graph, store)


def ask_tables(folder: Path) -> Work:
    from pyoxigraph import Store

    from graph.tables import spreadsheets
    from viz.site import material

    def tables() -> dict[str, str]:
        made = material(store)
        return spreadsheets(made.rows, made.tables)

    store = _store(folder)
    material(Store())  # the questions are read once per process, whatever the size
    return tables


def _export(name: str) -> Callable[[Path], Work]:
    def stage(folder: Path) -> Work:
        from graph.export import FORMATS
        from viz.site import material

        made = material(_store(folder))
        return lambda: FORMATS[name](made)

    return stage


def draw_pages(folder: Path) -> Work:
    """The page of each entity and its Turtle, from the rows of the page's questions and the sorted statements."""
    from graph.description import described
    from graph.turtle import statements
    from queries import run
    from viz.model import QUESTIONS, model
    from viz.pages import pages

    store = _store(folder)
    page, found = model({name: run(name, store).rows for name in QUESTIONS}), statements(store)
    return lambda: pages(page, "0", described(found))


# ---- the same work in plain rdflib


def add_triples(folder: Path) -> Work:
    from graph.triples import rdf_graph, whole

    facts = _facts(folder)
    return lambda: rdf_graph(whole(facts))


def parse_graph(folder: Path) -> Work:
    import rdflib as _  # noqa: F401

    _text(folder)
    return lambda: _graph(folder)


def validate(folder: Path) -> Work:
    from pyshacl import validate
    from rdflib import Graph

    from ontology import text

    graph, shapes = _graph(folder), Graph().parse(data=text("shapes.ttl"), format="turtle")
    return lambda: validate(graph, shacl_graph=shapes)


def ask_rows(folder: Path) -> Work:
    from graph.tables import TABLES
    from queries import catalogue, run

    graph = _graph(folder)
    catalogue()
    return lambda: [run(f"table-{name}", graph) for name in TABLES]


def _serialise(form: str, **options: Any) -> Callable[[Path], Work]:
    def stage(folder: Path) -> Work:
        graph = _graph(folder)
        return lambda: graph.serialize(format=form, **options)

    return stage


def _serialise_jsonld(folder: Path) -> Work:
    from ontology import text

    graph, context = _graph(folder), json.loads(text("context.jsonld"))["@context"]
    return lambda: graph.serialize(format="json-ld", context=context)


STAGES: Mapping[str, Callable[[Path], Work]] = MappingProxyType(
    {
        "read records": read_records,
        "accept": accept_records,
        "triples": make_triples,
        "load graph": load_graph,
        "check": check_graph,
        "tables": ask_tables,
        **{f"export {name}": _export(name) for name in ("turtle", "ntriples", "jsonld", "graphml", "geojson")},
        "pages": draw_pages,
    }
)
PEERS: Mapping[str, Callable[[Path], Work]] = MappingProxyType(
    {
        "triples": add_triples,
        "load graph": parse_graph,
        "check": validate,
        "tables": ask_rows,
        "export turtle": _serialise("longturtle"),
        "export ntriples": _serialise("nt"),
        "export jsonld": _serialise_jsonld,
    }
)
