"""The graph's description and the catalogue as RDF: true figures, well-formed SHACL, and texts that run."""

import re
from collections import Counter
from collections.abc import Callable

import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from pyshacl import validate
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDFS, VOID
from rdflib.term import Node

from graph.void import DATASET, LICENCE, void
from ontology import ID, PREFIXES
from queries import catalogue
from queries.published import QUESTIONS, questions
from queries.run import ask
from tests.conftest import ROOT

ASKED = sorted(name for name, one in catalogue().items() if not {"page", "table"} & set(one.tags) and not one.measure)
DATA = URIRef(DATASET)


def number(graph: Graph, subject: Node | None, predicate: URIRef) -> int:
    found = graph.value(subject, predicate)
    assert isinstance(found, Literal)
    return int(found)


@pytest.fixture(scope="module")
def described(store: Store) -> Graph:
    return Graph().parse(data=void(store), format="turtle")


@pytest.fixture(scope="module")
def listed() -> Graph:
    return Graph().parse(data=questions(), format="turtle")


@pytest.mark.parametrize("text", [lambda store: void(store), lambda _: questions()], ids=["void", "questions"])
def test_both_engines_read_it_and_it_has_no_blank_node(text: Callable[[Store], str], store: Store) -> None:
    made = text(store)
    mine = set(pyoxigraph.parse(made, format=RdfFormat.TURTLE))
    assert len(mine) == len(Graph().parse(data=made, format="turtle"))
    assert all(isinstance(quad.subject, NamedNode) for quad in mine)
    assert "_:" not in made
    assert text(store) == made


def test_the_figures_are_those_of_the_graph(described: Graph, store: Store) -> None:
    quads = list(store)
    rdf_type = f"{PREFIXES['rdf']}type"
    subjects = {str(quad.subject) for quad in quads}
    expected = {
        VOID.triples: len(quads),
        VOID.entities: sum(subject.startswith(f"<{ID}") for subject in subjects),
        VOID.distinctSubjects: len(subjects),
        VOID.distinctObjects: len({quad.object for quad in quads}),
        VOID.classes: len({quad.object for quad in quads if quad.predicate.value == rdf_type}),
        VOID.properties: len({quad.predicate for quad in quads}),
    }
    assert {name: number(described, DATA, name) for name in expected} == expected


def test_the_partitions_add_up(described: Graph, store: Store) -> None:
    uses = Counter(quad.predicate.value for quad in store)
    parts = {
        str(described.value(part, VOID.property)): number(described, part, VOID.triples)
        for part in described.objects(DATA, VOID.propertyPartition)
    }
    assert parts == uses
    assert sum(parts.values()) == len(store)
    agreements = described.value(predicate=VOID["class"], object=URIRef(PREFIXES["icr"] + "Agreement"))
    assert number(described, agreements, VOID.entities) == 38


def test_the_links_are_counted_by_where_they_lead(described: Graph, store: Store) -> None:
    targets = [quad.object.value for quad in store if quad.predicate.value.endswith("#exactMatch")]
    counts = {}
    for links in described.objects(DATA, VOID.subset):
        home = described.value(described.value(links, VOID.objectsTarget), FOAF.homepage)
        counts[str(home)] = number(described, links, VOID.triples)
    for host in ("wikidata.org", "geonames.org"):
        count = sum(host in target for target in targets)
        assert count > 0
        assert counts[f"https://www.{host}/"] == count
    assert sum(counts.values()) == len(targets)


def test_licence_and_creator_are_named_and_no_endpoint(described: Graph, listed: Graph) -> None:
    assert described.value(DATA, DCTERMS.license) == URIRef(LICENCE)
    assert LICENCE in (ROOT / "graph" / "data" / "LICENSE").read_text("utf-8")
    assert described.value(described.value(DATA, DCTERMS.creator), FOAF.name) == Literal("The intercity developers")
    assert {each.language for each in described.objects(DATA, DCTERMS.title)} == {"ja", "en"}  # type: ignore[attr-defined]
    for graph in (described, listed):
        assert not list(graph.objects(None, VOID.sparqlEndpoint))
        assert "endpoint" not in {str(each).rpartition("/")[2].lower() for each in graph.predicates()}


def test_the_vocabularies_are_those_that_are_used(described: Graph) -> None:
    named = set(map(str, described.objects(DATA, VOID.vocabulary)))
    assert {PREFIXES[name] for name in ("icr", "skos", "dcterms", "org", "rdf")} <= named
    assert all(space in PREFIXES.values() for space in named)


def test_every_question_is_listed_in_both_languages(listed: Graph) -> None:
    found = {str(listed.value(each, RDFS.label)): each for each in listed.subjects(RDF.type, SH.SPARQLSelectExecutable)}
    assert sorted(found) == ASKED
    for name, each in found.items():
        said = {comment.language: str(comment) for comment in listed.objects(each, RDFS.comment)}  # type: ignore[attr-defined]
        assert said == {"en": catalogue()[name].summary, "ja": catalogue()[name].summary_ja}


@pytest.mark.parametrize("name", ASKED)
def test_every_text_runs_with_its_own_prefixes_and_with_the_declared(name: str, listed: Graph, store: Store) -> None:
    text = str(listed.value(URIRef(f"{QUESTIONS}/{name}"), SH.select))
    expected = ask(catalogue()[name].text, store).terms
    assert not text.startswith("#+")
    assert ask(text, store).terms == expected
    bare = re.sub(r"(?m)^PREFIX .*\n", "", text)
    declared = [
        f"PREFIX {listed.value(each, SH.prefix)}: <{listed.value(each, SH.namespace)}>\n"
        for each in listed.objects(listed.value(URIRef(f"{QUESTIONS}/{name}"), SH.prefixes), SH.declare)
    ]
    assert "PREFIX" not in bare
    assert ask("".join(declared) + bare, store).terms == expected


def test_parameters_have_type_default_and_names(listed: Graph) -> None:
    for name in ASKED:
        for one in catalogue()[name].parameters.values():
            node = URIRef(f"{QUESTIONS}/{name}/parameter/{one.name}")
            assert str(listed.value(node, SH.defaultValue)) == one.default.value
            assert (listed.value(node, SH.nodeKind) == SH.IRI) == (one.type == "entity")
            assert {each.language for each in listed.objects(node, SH.description)} == {"ja", "en"}  # type: ignore[attr-defined]


def test_shacl_finds_the_catalogue_well_formed(listed: Graph) -> None:
    conforms, _, text = validate(listed, shacl_graph=listed, meta_shacl=True, advanced=False)
    assert conforms, text
