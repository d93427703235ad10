"""Every question of the catalogue gives at three real endpoints the rows that it gives at home."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from pyoxigraph import Store

from graph.accept import Facts
from graph.triples import whole
from graph.turtle import ntriples
from queries import Result, catalogue, remote, run
from queries.remote import RemoteError
from tests.servers import SERVERS
from tests.test_queries import CASES, read

ASKED = sorted({*CASES, *(set(catalogue()) - {case.partition("--")[0] for case in CASES})})
# Questions that an endpoint cannot answer rightly, however they are spelt, and why.
NOT_THERE: dict[tuple[str, str], str] = {}


@pytest.fixture(scope="module")
def endpoints(facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of the servers by name; each is started when it is first asked for."""
    folder = tmp_path_factory.mktemp("graph")
    (folder / "intercity.nt").write_text(ntriples(whole(facts)), encoding="utf-8")
    with ExitStack() as running:

        class Started(dict[str, str]):
            def __missing__(self, name: str) -> str:
                server = SERVERS[name](folder / "intercity.nt", tmp_path_factory.mktemp(name))
                return self.setdefault(name, running.enter_context(server))

        yield Started()


def there(name: str, url: str, parameters: dict[str, str]) -> Result:
    return remote.run(name, url, cache=False, timeout=30, deadline=30, **parameters)  # type: ignore[arg-type]


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("case", ASKED)
def test_the_same_rows_as_at_home(server: str, case: str, endpoints: dict[str, str], store: Store) -> None:
    name = case.partition("--")[0]
    parameters = read(case)[0] if case in CASES else {}
    if (server, name) in NOT_THERE:
        pytest.skip(NOT_THERE[server, name])
    home, away = run(name, store, **parameters), there(name, endpoints[server], parameters)
    assert away.columns == home.columns
    if "table" in catalogue()[name].tags:  # sorted when they are written
        assert sorted(map(str, away.rows)) == sorted(map(str, home.rows))
    else:
        assert away.rows == home.rows


@pytest.mark.parametrize("server", SERVERS)
def test_yes_or_no_triples_and_a_text_of_ones_own(server: str, endpoints: dict[str, str], store: Store) -> None:
    url = endpoints[server]
    country = "<https://w3id.org/icr/def#Country>"
    for text in (f"ASK {{ ?s a {country} }}", "ASK { ?s a <http://e/Nothing> }"):
        assert there(text, url, {}).rows == run(text, store).rows
    text = f"CONSTRUCT {{ ?s a {country} }} WHERE {{ ?s a {country} }}"
    assert there(text, url, {}).rows == run(text, store).rows
    with pytest.raises(RemoteError, match="HTTP 400"):
        there("SELECT ?a { ?a ?b }", url, {})


def test_many_values_at_once(endpoints: dict[str, str], store: Store) -> None:
    text = """#+ parameters: {item: the thing}
#+ columns: [item, name]
SELECT ?item ?name {
  VALUES ?item { <https://w3id.org/icr/id/lg/jp-431001> }
  ?item <http://www.w3.org/2004/02/skos/core#prefLabel> ?name FILTER(LANG(?name) = "ja")
}"""
    items = [row["s"] for row in run("SELECT DISTINCT ?s { ?s ?p ?o }", store)][:450]
    home = sorted(map(str, run(text, store, item=items).rows))
    for server in SERVERS:
        away = remote.run(text, endpoints[server], cache=False, item=items)
        assert sorted(map(str, away.rows)) == home


def test_rows_that_virtuoso_cuts_off_are_no_answer(endpoints: dict[str, str]) -> None:
    with pytest.raises(RemoteError, match="cut the answer off at 10000 rows"):
        there("SELECT ?s ?p ?o { ?s ?p ?o }", endpoints["virtuoso"], {})
