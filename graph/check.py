"""The check stage: the graph against the shapes (SHACL Core) and the rules (whole-graph queries) of the ontology."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ontology import ICR, ID, PREFIXES, rules, short, text

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

__all__ = ["Violation", "check", "rule_names"]

SHAPE = "https://w3id.org/icr/shape/"
SHACL = PREFIXES["sh"]

# Relations that may never come back to where they began; those of one line are walked together.
ACYCLIC = (
    (PREFIXES["dcterms"] + "replaces", ICR + "supplements"),
    (ICR + "underRelationship",),
    (ICR + "inheritedFrom",),
    (ICR + "within",),
    (PREFIXES["org"] + "subOrganizationOf",),
)
CYCLE = ("cycle", "a chain of relations comes back to where it began", "関係の連なりが元の節点に戻っている")

# A node without evidence of its own shows the lines of at most this many nodes that lead to it.
NEIGHBOURS = 5


@dataclass(frozen=True, order=True, slots=True)
class Violation:
    """One rule that one node breaks, with what was found there and the lines of the documents that state it."""

    rule: str
    node: str
    detail: str
    en: str
    ja: str
    evidence: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        return f"{self.en} / {self.ja}"

    def __str__(self) -> str:
        found = f" ({self.detail})" if self.detail else ""
        lines = f" [{', '.join(self.evidence)}]" if self.evidence else ""
        return f"{short(self.node)}: {self.rule}: {self.message}{found}{lines}"


def check(graph: rdflib.Graph, store: pyoxigraph.Store) -> list[Violation]:
    """Every violation in the graph, given as an rdflib graph and as a store of the same triples, in order; [] is good.

    Neither argument is changed. `evidence` names documents and lines as `kumamoto-2022 L457-458`: of the node itself,
    or of what leads to it where the node, like a time span or a place, has no evidence of its own.
    """
    whole = _with_ontology(store)
    found = {*_shapes(graph), *_rules(whole), *_cycles(whole)}
    return sorted(Violation(rule, node, detail, en, ja, _evidence(whole, node)) for rule, node, detail, en, ja in found)


def rule_names() -> frozenset[str]:
    """The names that `Violation.rule` can have."""
    return frozenset({CYCLE[0], *rules(), *_messages()})


_Row = tuple[str, str, str, str, str]


def _with_ontology(store: pyoxigraph.Store) -> pyoxigraph.Store:
    from pyoxigraph import Quad, RdfFormat, Store

    whole = Store()
    whole.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in store)
    for name in ("terms.ttl", "kinds.ttl"):
        whole.bulk_load(text(name), format=RdfFormat.TURTLE)
    return whole


@cache
def _packaged(*names: str) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for name in names:
        graph.parse(data=text(name), format="turtle")
    return graph


@cache
def _messages() -> Mapping[str, Mapping[str, str]]:
    """Name of a shape -> language -> message."""
    import rdflib

    said: dict[str, dict[str, str]] = {}
    for shape, message in _packaged("shapes.ttl").subject_objects(rdflib.URIRef(SHACL + "message")):
        assert isinstance(message, rdflib.Literal)
        said.setdefault(str(shape).removeprefix(SHAPE), {})[message.language or ""] = str(message)
    return said


def _shapes(graph: rdflib.Graph) -> Iterator[_Row]:
    """What pyshacl finds in a memory graph of data and ontology, where it looks up classes and schemes."""
    import rdflib
    from pyshacl import validate

    vocabulary = _packaged("terms.ttl", "kinds.ttl")
    whole = graph if all(triple in graph for triple in vocabulary) else graph + vocabulary
    _, results, _ = validate(
        whole,
        shacl_graph=_packaged("shapes.ttl"),
        inference="none",
        advanced=False,
        do_owl_imports=False,
        inplace=True,
    )
    assert isinstance(results, rdflib.Graph)
    sh = rdflib.Namespace(SHACL)
    for result in results.objects(predicate=sh.result):
        rule = str(results.value(result, sh.sourceShape)).removeprefix(SHAPE)
        constraint = str(results.value(result, sh.sourceConstraintComponent)).removeprefix(SHACL)
        node, value = str(results.value(result, sh.focusNode)), results.value(result, sh.value)
        shown = "" if value is None or str(value) == node else f": {short(str(value))}"
        said = _messages()[rule]
        yield rule, node, constraint.removesuffix("ConstraintComponent") + shown, said["en"], said["ja"]


def _rules(whole: pyoxigraph.Store) -> Iterator[_Row]:
    from pyoxigraph import QuerySolutions

    for name, query in rules().items():
        en, ja = (line.split(": ", 1)[1] for line in query.split("\n")[:2])
        solutions = whole.query(query)
        assert isinstance(solutions, QuerySolutions)
        for row in solutions:
            detail = re.sub(r"https?://[^\s<>\"]+", lambda match: short(match[0]), row["detail"].value)
            yield name, row["node"].value, detail, en, ja


def _cycles(whole: pyoxigraph.Store) -> Iterator[_Row]:
    """Nodes on a cycle, or on a path from one to another, by peeling off what has no successor or no predecessor."""
    from pyoxigraph import NamedNode

    for relations in ACYCLIC:
        edges = {
            (quad.subject.value, quad.object.value)
            for relation in relations
            for quad in whole.quads_for_pattern(None, NamedNode(relation), None)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
        }
        while True:
            starts, ends = {start for start, _ in edges}, {end for _, end in edges}
            kept = {edge for edge in edges if edge[0] in ends and edge[1] in starts}
            if kept == edges:
                break
            edges = kept
        for start, end in edges:
            if start != end:  # rule related-to-itself
                yield CYCLE[0], start, short(end), *CYCLE[1:]


def _evidence(whole: pyoxigraph.Store, node: str) -> tuple[str, ...]:
    from pyoxigraph import NamedNode

    if not node.startswith("http"):
        return ()
    focus = NamedNode(node)
    own = _lines(whole, [focus])
    if own:
        return own
    subjects = {quad.subject for quad in whole.quads_for_pattern(None, None, focus)}
    leading = sorted(each.value for each in subjects if isinstance(each, NamedNode) and each.value.startswith(ID))
    return _lines(whole, [NamedNode(each) for each in leading[:NEIGHBOURS]])


def _lines(whole: pyoxigraph.Store, nodes: Iterable[pyoxigraph.NamedNode]) -> tuple[str, ...]:
    """Document and lines of the spans that are among the nodes or their evidence."""
    from pyoxigraph import Literal, NamedNode

    def one(span: pyoxigraph.NamedNode, term: str) -> str:
        objects = (quad.object for quad in whole.quads_for_pattern(span, NamedNode(ICR + term), None))
        return next((each.value for each in objects if isinstance(each, NamedNode | Literal)), "")

    found: set[tuple[str, int, int]] = set()
    for node in nodes:
        spans = [quad.object for quad in whole.quads_for_pattern(node, NamedNode(ICR + "evidence"), None)]
        for span in [node, *spans]:
            if isinstance(span, NamedNode) and one(span, "startLine").isdigit() and one(span, "endLine").isdigit():
                document = one(span, "inDocument").removeprefix(ID + "doc/")
                found.add((document, int(one(span, "startLine")), int(one(span, "endLine"))))
    return tuple(
        f"{document} L{first}" + (f"-{last}" if last != first else "") for document, first, last in sorted(found)
    )
