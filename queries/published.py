"""The catalogue as RDF (SHACL's SPARQL executables), so that editors and other tools can list and run the questions."""

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from graph.triples import term
from graph.turtle import turtle
from ontology import PREFIXES
from queries.catalogue import Parameter, Question, catalogue

__all__ = ["QUESTIONS", "questions"]

QUESTIONS = "https://w3id.org/icr/question"
_PREFIX = re.compile(r"^[ \t]*PREFIX[ \t]+([\w-]+):[ \t]*<([^<>\s]*)>", re.MULTILINE | re.IGNORECASE)


def questions() -> str:
    """Turtle: each question that people ask, with its text, prefixes, parameters and names; no endpoint is named."""
    return turtle(_described())


def _described() -> Iterator[Triple]:
    people_ask = (one for one in catalogue().values() if not {"page", "table"} & set(one.tags))
    asked = [one for one in people_ask if not one.measure]  # a measure works outside SPARQL
    spaces = {pair for one in asked for pair in _PREFIX.findall(one.text)}
    yield _of(QUESTIONS, "rdf:type", term("owl:Ontology"))  # as SHACL has it for what declares prefixes
    yield _of(QUESTIONS, "rdfs:label", Literal("都市間関係のグラフに尋ねる問い", language="ja"))
    yield _of(QUESTIONS, "rdfs:label", Literal("Questions to the graph of relationships between cities", language="en"))
    for prefix, space in spaces:
        declared = f"{QUESTIONS}/prefix/{prefix}"
        yield _of(QUESTIONS, "sh:declare", NamedNode(declared))
        yield _of(declared, "rdf:type", term("sh:PrefixDeclaration"))
        yield _of(declared, "sh:prefix", Literal(prefix))
        yield _of(declared, "sh:namespace", Literal(space, datatype=term("xsd:anyURI")))
    for one in asked:
        yield from _question(one)


def _question(one: Question) -> Iterator[Triple]:
    """The text keeps its PREFIX lines, so that it can be pasted anywhere; the header becomes statements."""
    it = f"{QUESTIONS}/{one.name}"
    text = "".join(line for line in one.text.splitlines(keepends=True) if not line.startswith("#+"))
    yield _of(it, "rdf:type", term("sh:SPARQLExecutable"))
    yield _of(it, "rdf:type", term("sh:SPARQLSelectExecutable"))
    yield _of(it, "rdfs:label", Literal(one.name))
    yield _of(it, "rdfs:comment", Literal(one.summary, language="en"))
    yield _of(it, "rdfs:comment", Literal(one.summary_ja, language="ja"))
    yield _of(it, "sh:prefixes", NamedNode(QUESTIONS))
    yield _of(it, "sh:select", Literal(text))
    for tag in one.tags:
        yield _of(it, "schema:keywords", Literal(tag))
    for parameter in one.parameters.values():
        yield from _parameter(it, parameter)


def _parameter(it: str, one: Parameter) -> Iterator[Triple]:
    """The variable's VALUES row in the text holds the default; another value takes its place."""
    node = f"{it}/parameter/{one.name}"
    yield _of(it, "sh:parameter", NamedNode(node))
    yield _of(node, "rdf:type", term("sh:Parameter"))
    yield _of(node, "sh:path", NamedNode(f"{QUESTIONS}/variable/{one.name}"))
    yield _of(node, "sh:name", Literal(one.name))
    yield _of(node, "sh:description", Literal(one.en, language="en"))
    yield _of(node, "sh:description", Literal(one.ja, language="ja"))
    yield _of(node, "sh:defaultValue", one.default)
    if one.type == "entity":
        yield _of(node, "sh:nodeKind", term("sh:IRI"))
    else:
        yield _of(node, "sh:datatype", NamedNode(PREFIXES["xsd"] + one.type))


def _of(subject: str, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(NamedNode(subject), term(predicate), value)
