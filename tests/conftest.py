"""What the tests share: the real graph, built once, and the source documents where they are present."""

import os
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import Graph

from graph.accept import Facts, accept, sources
from graph.places import Gazetteer, load
from graph.triples import rdf_graph, whole
from graph.triples import store as fill

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
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
