"""What the tests share: the real graph, built once, and the source documents where they are present."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from pyoxigraph import Store
from rdflib import Graph

from graph.accept import Facts, accept, sources
from graph.places import Gazetteer, load
from graph.triples import rdf_graph, whole
from graph.triples import store as fill
from queries import run
from viz.model import QUESTIONS, PageModel, model
from viz.page import html
from viz.pictures import browser, chromium

ROOT = Path(__file__).parent.parent
# The same examples in every run of CI, so that a change answers for itself; new ones wherever people run the tests.
settings.register_profile("ci", derandomize=True)
if os.environ.get("INTERCITY_CI") == "1":
    settings.load_profile("ci")
SHARED = ROOT.parent / "shared"
if (
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN
):  # begun in the background: the commands under test would inherit it
    signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ["INTERCITY_CACHE"] = ""  # no test depends on what an earlier run has kept


def needs(condition: bool, reason: str) -> None:
    """Skip where something outside the project is absent; fail instead where CI promises that it is there."""
    if not condition:
        if os.environ.get("INTERCITY_CI") == "1":
            pytest.fail(f"{reason} (required in CI)")
        pytest.skip(reason)


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of the five source documents, which are not part of the project."""
    folder = SHARED / "documents"
    needs(folder.is_dir(), "the source documents are not here")
    return folder


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load()


@pytest.fixture(scope="session")
def facts(gazetteer: Gazetteer) -> Facts:
    return accept(sources(), gazetteer)


@pytest.fixture(scope="session")
def store(facts: Facts) -> Store:
    return fill(whole(facts))


@pytest.fixture(scope="session")
def rdf(facts: Facts) -> Graph:
    return rdf_graph(whole(facts))


@pytest.fixture(scope="session")
def page_rows(store: Store) -> dict[str, list[dict[str, object]]]:
    """The rows of the page's questions on the real graph."""
    return {name: [dict(row) for row in run(name, store).rows] for name in QUESTIONS}


@pytest.fixture(scope="session")
def page(page_rows: dict[str, list[dict[str, object]]]) -> PageModel:
    return model(page_rows)


@pytest.fixture(scope="session")
def page_text(page: PageModel) -> str:
    return html(page)


@pytest.fixture(scope="session")
def page_file(page_text: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "頁 index.html"
    path.write_text(page_text, encoding="utf-8", newline="")
    return path


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    """One headless Chromium for a module."""
    needs(chromium() is not None, "no Chromium on this machine")
    with browser() as opened:
        yield opened
