"""The ontology: named and defined in two languages, no term undeclared or unused, shapes, rules and context sound."""

import json
import re
import unicodedata
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

import ontology
from graph.check import rule_names
from ontology import ICR, KIND, PREFIXES, kinds, rules, short, surfaces, terms, text
from tests.graphs import good

ROOT = Path(__file__).parent.parent
TERMS = Graph().parse(data=text("terms.ttl"), format="turtle")
KINDS = Graph().parse(data=text("kinds.ttl"), format="turtle")
SHAPES = Graph().parse(data=text("shapes.ttl"), format="turtle")
WHOLE = TERMS + KINDS
QUERIES = sorted([*(ROOT / "queries").rglob("*.rq"), *(ROOT / "ontology" / "rules").glob("*.rq")])
PROPERTIES = sorted(
    str(term)
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
    for term in TERMS.subjects(RDF.type, kind)
    if str(term).startswith(ICR)
)
INCLUDES = {end: URIRef(f"{PREFIXES['schema']}{end}Includes") for end in ("domain", "range")}


def languages(subject: Node, predicate: Node) -> dict[str | None, str]:
    found = list(WHOLE.objects(subject, predicate))
    by_language = {value.language: str(value) for value in found if isinstance(value, Literal) and str(value).strip()}
    assert len(by_language) == len(found), f"{subject} {predicate}: two in one language, or an empty one"
    return by_language


@pytest.mark.parametrize("iri", sorted(terms()), ids=short)
def test_a_term_is_named_and_defined_in_both_languages(iri: str) -> None:
    term = URIRef(iri)
    for predicate in (SKOS.prefLabel, RDFS.label, SKOS.definition):
        assert set(languages(term, predicate)) == {"ja", "en"}
    assert languages(term, SKOS.prefLabel) == languages(term, RDFS.label)
    assert languages(term, SKOS.prefLabel) != languages(term, SKOS.definition)
    assert re.search(r"[ぁ-んァ-ヶ一-龠]", languages(term, SKOS.definition)["ja"])
    assert languages(term, SKOS.definition)["en"].isascii()


@pytest.mark.parametrize("end", ["domain", "range"])
@pytest.mark.parametrize("iri", PROPERTIES, ids=short)
def test_a_property_has_domain_and_range_or_says_why_not(iri: str, end: str) -> None:
    strict = list(WHOLE.objects(URIRef(iri), RDFS[end]))
    loose = list(WHOLE.objects(URIRef(iri), INCLUDES[end]))
    assert len(strict) <= 1
    assert not (strict and loose)
    if not strict:
        note = languages(URIRef(iri), SKOS.scopeNote)
        assert f"No {end}" in note["en"]
        assert {"domain": "定義域", "range": "値域"}[end] in note["ja"]


def test_the_ontology_is_made_of_iris_and_its_classes_exclude_each_other() -> None:
    assert not [term for triple in WHOLE for term in triple if isinstance(term, BNode)]
    pairs = {frozenset(pair) for pair in TERMS.subject_objects(OWL.disjointWith)}
    assert all(len(pair) == 2 for pair in pairs)
    supers = {
        cls: {cls, *TERMS.transitive_objects(cls, RDFS.subClassOf)} for cls in TERMS.subjects(RDF.type, OWL.Class)
    }
    assert not [each for each, above in supers.items() for pair in pairs if pair <= above]


@pytest.mark.parametrize("key", sorted(kinds()))
def test_a_concept_stands_in_its_scheme_and_below_a_concept_of_it(key: str) -> None:
    kind, term = kinds()[key], URIRef(KIND + key)
    scheme = URIRef(KIND + kind.scheme)
    assert list(KINDS.objects(term, SKOS.inScheme)) == [scheme]
    assert (scheme, RDF.type, SKOS.ConceptScheme) in KINDS
    assert ((term, SKOS.topConceptOf, scheme) in KINDS) == (kind.broader is None)
    assert kind.broader is None or kinds()[kind.broader].scheme == kind.scheme
    assert list(KINDS.objects(term, RDF.type)) == [SKOS.Concept]


@pytest.mark.parametrize("scheme", sorted({kind.scheme for kind in kinds().values()}))
def test_a_printed_form_means_one_concept_and_the_longest_comes_first(scheme: str) -> None:
    forms = [form for kind in kinds().values() if kind.scheme == scheme for form in kind.surfaces]
    assert len(forms) == len(set(forms))
    assert list(surfaces(scheme)) == sorted(forms, key=lambda form: (-len(form), form))
    assert [form for form in forms if unicodedata.normalize("NFKC", form) != form] == []


def test_surfaces_of_an_unknown_scheme_name_the_known_ones() -> None:
    with pytest.raises(KeyError, match=r"no scheme 'harbour'; known schemes: agreement, alliance"):
        surfaces("harbour")


def used(graph: Graph) -> set[str]:
    """The terms of our namespaces that stand in a graph."""
    return {str(term) for triple in graph for term in triple if str(term).startswith((ICR, KIND))}


def mentioned(query: str) -> set[str]:
    """The terms of our namespaces that a query names, in full or by prefix."""
    body = re.sub(r"^#.*$|(?<=\s)#\s.*$", "", query, flags=re.MULTILINE)
    prefixes = dict(re.findall(r"PREFIX\s+([\w-]*):\s*<([^>]*)>", body))
    body = re.sub(r"PREFIX\s+[\w-]*:\s*<[^>]*>", "", body)
    named = set(re.findall(r"<([^<>\s]+)>", body))
    curies = re.findall(r"(?<![\w<\"])([\w-]*):([\w-]+)", body)
    named |= {prefixes[prefix] + name for prefix, name in curies if prefix in prefixes}
    return {iri for iri in named if iri.startswith((ICR, KIND)) and iri not in (ICR, KIND)}


@pytest.fixture(scope="module")
def data(rdf: rdflib.Graph) -> Graph:
    """The real graph without the vocabulary that is published with it."""
    return rdf - WHOLE


def test_no_term_is_undeclared_in_data(data: Graph) -> None:
    assert {short(iri) for iri in used(data) - terms()} == set()


def test_no_term_is_undeclared_in_the_shapes() -> None:
    assert {short(iri) for iri in used(SHAPES) - terms()} == set()


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_no_term_is_undeclared_in_a_query(path: Path) -> None:
    assert {short(iri) for iri in mentioned(path.read_text(encoding="utf-8")) - terms()} == set()


def test_undeclared_terms_in_a_query_are_found() -> None:
    query = "PREFIX a: <https://w3id.org/icr/def#>\nSELECT * { ?x a:mayor <https://w3id.org/icr/kind/role/king> } # a:b"
    assert mentioned(query) == {f"{ICR}mayor", f"{KIND}role/king"}


def test_no_term_is_unused(data: Graph) -> None:
    """A class may be used through a subclass, a concept through a narrower one; a concept in reserve says so."""
    found = used(data)
    for predicate in (RDFS.subClassOf, SKOS.broader, SKOS.inScheme):
        found |= {str(above) for below, above in WHOLE.subject_objects(predicate) if str(below) in found}
    reserved = {str(term) for term in KINDS.subjects(SKOS.editorialNote, None)}
    assert {short(iri) for iri in terms() - found} == {short(iri) for iri in reserved}


def test_every_property_of_ours_has_a_shape_and_every_class_is_a_target(data: Graph) -> None:
    paths = {str(path) for path in SHAPES.objects(None, SH.path)}
    assert [short(iri) for iri in PROPERTIES if iri not in paths] == []
    targets = set(SHAPES.objects(None, SH.targetClass))
    assert set(data.objects(None, RDF.type)) <= targets


def test_shapes_are_core_named_and_speak_both_languages() -> None:
    shapes = {*SHAPES.subjects(SH.targetClass), *SHAPES.subjects(SH.targetSubjectsOf)}
    for shape in shapes:
        assert isinstance(shape, URIRef)
        messages = [value for value in SHAPES.objects(shape, SH.message) if isinstance(value, Literal)]
        assert sorted(str(value.language) for value in messages) == ["en", "ja"]
    assert {str(shape).rpartition("/")[2] for shape in shapes} | set(rules()) | {"cycle"} == rule_names()
    foreign = {SH.sparql, SH.select, SH.js, SH.rule, SH.target, SH.expression}
    assert foreign.isdisjoint(SHAPES.predicates())


def test_the_shapes_are_themselves_sound() -> None:
    conforms, _, report = validate(Graph(), shacl_graph=SHAPES, meta_shacl=True, inference="none")
    assert conforms, report


@pytest.mark.parametrize("name", sorted(rules()))
def test_a_rule_has_messages_and_selects_node_and_detail_in_two_engines(name: str) -> None:
    query = rules()[name]
    assert re.match(r"# en: [a-z].*[^.]\n# ja: .*[^。]\n", query)
    solutions = pyoxigraph.Store().query(query)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    assert [variable.value for variable in solutions.variables] == ["node", "detail"]
    assert [str(variable) for variable in prepareQuery(query).algebra.PV] == ["node", "detail"]


def test_the_context_names_every_term_and_brings_a_graph_back_unchanged() -> None:
    context = json.loads(text("context.jsonld"))["@context"]
    expanded = {value["@id"] if isinstance(value, dict) else value for value in context.values() if value != 1.1}
    assert {prefix: context[prefix] for prefix in PREFIXES} == PREFIXES
    assert {short(iri) for iri in terms() if iri.startswith(ICR)} <= expanded
    for iri in PROPERTIES:
        term, said = URIRef(iri), context[iri.removeprefix(ICR)]
        is_node = isinstance(said, dict) and said.get("@type") == "@id"
        assert is_node == ((term, RDF.type, OWL.ObjectProperty) in TERMS)
    written = good().serialize(format="json-ld", context=context)
    assert set(Graph().parse(data=written, format="json-ld")) == set(good())
    parsed = pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.JSON_LD)
    turtle = pyoxigraph.parse(good().serialize(format="turtle"), format=pyoxigraph.RdfFormat.TURTLE)
    assert {str(quad.triple) for quad in parsed} == {str(quad.triple) for quad in turtle}


def test_short_names_take_the_longest_prefix() -> None:
    assert short("https://w3id.org/icr/id/agreement/ueki-rome") == "agreement:ueki-rome"
    assert short("https://w3id.org/icr/id/journey/1") == "id:journey/1"
    assert short("https://example.org/") == "https://example.org/"
    assert PREFIXES["id"] == ontology.ID
