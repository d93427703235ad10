"""Everything that a build writes, file by file: the graph, the network, the tables, the page and the report."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import Store

from graph import whole
from graph.export import FORMATS, Material
from graph.outputs import OutputsError
from graph.tables import TABLES, Table, spreadsheets
from queries import catalogue, published, run


def questions(_: Material) -> dict[str, str]:
    """SHACL: the catalogue as SPARQL executables, in Turtle. 問いの目録（RDF）。"""
    return {"questions.ttl": published.questions()}


EXPORTS = MappingProxyType({**FORMATS, "questions": questions})
"""Every format that `intercity export` knows: those of the graph, and that of the catalogue."""


def material(store: Store) -> Material:
    """What the exports are made of: the graph and the rows of the six tables."""
    asked = {name: catalogue()[f"table-{name}"] for name in TABLES}
    tables = {name: Table(name, one.summary, one.summary_ja, one.columns) for name, one in asked.items()}
    return Material(store, {name: run(f"table-{name}", store).rows for name in TABLES}, tables)


def site(things: Material, store: Store) -> dict[str, str]:
    """The explorer of a graph, and beside it the page of each entity."""
    from graph.description import described
    from viz.model import QUESTIONS, model
    from viz.nodes import undrawn
    from viz.page import contents, html
    from viz.pages import moved, pages
    from viz.rows import index

    rows = {name: run(name, store).rows for name in QUESTIONS}
    page = model(rows)
    data = contents(page)
    others = undrawn(index(rows), {node.id for node in page.nodes})
    own = pages(page, data["edition"], described(things.statements), others)
    return {"index.html": html(page, data, moved(page))} | own


def files(store: Store, progress: Callable[[str, str], None]) -> dict[str, str]:
    """Name and text of each file of a build but the report; `progress` is told of each stage."""
    things = material(store)
    progress("tables asked", "表を問い合わせ")
    made = {f"tables/{name}": text for name, text in spreadsheets(things.rows, things.tables).items()}
    for name in ("turtle", "ntriples", "graphml", "void", "questions"):
        made |= EXPORTS[name](things)
    progress("graph, network and tables written", "グラフ・ネットワーク・表を書き出し")
    made |= site(things, store)
    progress("pages drawn", "ページを作成")
    return made


def write(made: Mapping[str, str], out: Path) -> None:
    """Write the files of one export to `out`: one file under that name, several (or into a folder) under their own.

    A file that is there already is replaced whole or stays whole.
    """
    for name, text in made.items():
        target = out / name if len(made) > 1 or out.is_dir() else out
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists() and not target.is_file():  # a pipe, a terminal
                target.write_text(text, encoding="utf-8", newline="")
            else:
                whole.write(target.resolve(), text)
        except OSError as error:
            raise OutputsError(f"{target}: {error.strerror}; choose another --out") from None
