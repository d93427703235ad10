"""No mutation of any property of any class passes the check unnoticed, and some mutation breaks each rule."""

from collections.abc import Iterable

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph.check import rule_names
from ontology import ID, KIND, kinds
from tests.graphs import good, violations
from tests.test_check import BROKEN, CHANGED

# Mutations that break no rule, because the graph may be so: what a node of each class may do without, what it may have
# several of, and where anything may stand. All else is required, once, and of one kind.
ALLOWED = {
    "missing": {
        "LocalGovernment": "code altLabel exactMatch",
        "Organisation": "validFrom subOrganizationOf",
        "Agreement": "formerParty proposedBy motive signed signedIn field inChargeUnit underRelationship replaces "
        "supplements establishes validUntil inferred",
        "Alliance": "validFrom",
        "Participation": "validFrom validUntil",
        "ExchangeEvent": "direction sentBy occurred headCount hasGroup occasion ordinal heldIn underRelationship "
        "concludes inferred",
        "ParticipantGroup": "headCount printedAs",
        "Observation": "printedAs inferred qualifier approximate",
        "Plan": "inChargeUnit validFrom validUntil",
        "Indicator": "baseline baselineTime targetTime reached progress measuredIn inChargeUnit",
        "Link": "validFrom locatedIn underRelationship",
        "Slip": "concerns",
        "SourceDocument": "editionOf",
        "Chapter": "inChargeUnit relatedUnit",
        "Claim": "printedAs",
    },
    "twice": {
        "LocalGovernment": "altLabel exactMatch",
        "Department": "evidence",
        "Organisation": "subOrganizationOf evidence",
        "Agreement": "hasParty formerParty unnamedParty proposedBy field replaces supplements evidence",
        "Alliance": "hasParty evidence",
        "Participation": "evidence",
        "ExchangeEvent": "involves hasGroup evidence",
        "ParticipantGroup": "evidence",
        "ChangeEvent": "originalOrganization resultingOrganization evidence",
        "Observation": "evidence",
        "Plan": "evidence",
        "Indicator": "evidence",
        "Link": "connects evidence",
        "Slip": "evidence",
        "Chapter": "inChargeUnit relatedUnit evidence",
        "Claim": "evidence",
    },
    "misplaced": {},
    "wrong": {
        "Observation": "printedAs",
        "ParticipantGroup": "printedAs",
        "Claim": "printedAs",
        "ReferenceData": "license",
    },
}


def name(term: Node) -> str:
    return str(term).replace("#", "/").rsplit("/", 1)[-1]


def ordered(terms: Iterable[Node]) -> list[Node]:
    return sorted(set(terms), key=lambda term: term.n3())


def wrong(value: Node) -> Node:
    """A value that cannot stand where this one stands."""
    if isinstance(value, Literal):
        return Literal("いつか") if value.datatype == XSD.boolean else Literal(True)
    return URIRef(f"{ID}lg/jp-431001" if str(value).startswith(f"{ID}time/") else f"{ID}time/2022")


def other(value: Node) -> Node:
    """A second value of the same kind."""
    if isinstance(value, Literal):
        text = "false" if value.datatype == XSD.boolean else "1900-01-01" if value.datatype == XSD.date else f"{value}9"
        return Literal(text, lang=value.language, datatype=value.datatype)
    scheme = str(value).rpartition("/")[0]
    kin: list[Node] = [URIRef(kind.iri) for kind in kinds().values() if kind.iri.rpartition("/")[0] == scheme]
    kin += [each for kind in good().objects(value, RDF.type) for each in ordered(good().subjects(RDF.type, kind))]
    return next((each for each in kin if each != value), URIRef(f"{value}1"))


def mutations(graph: Graph) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Put into the graph, for each property of each class, copies of a node that lack it, have it twice, have a
    value of another type, have a concept of another scheme.

    The answer leads from (mutation, class, property) to the mutated copy and a plain one.
    """
    made: dict[tuple[str, str, str], tuple[str, str]] = {}

    def copy(subject: Node, tag: str, prop: Node, values: list[Node]) -> str:
        node = URIRef(f"{subject}-{tag}")
        for predicate, value in good().predicate_objects(subject):
            if predicate != prop:
                graph.add((node, predicate, value))
        for value in values:
            graph.add((node, prop, value))
        return str(node)

    for kind in ordered(good().objects(None, RDF.type)):
        subjects = ordered(good().subjects(RDF.type, kind))
        for prop in ordered({prop for subject in subjects for prop in good().predicates(subject)} - {RDF.type}):
            subject = next(each for each in subjects if (each, prop, None) in good())
            values = ordered(good().objects(subject, prop))
            changed: dict[str, list[Node]] = {
                "missing": [],
                "twice": [*values, other(values[0])],
                "wrong": [wrong(value) for value in values],
            }
            if str(values[0]).startswith(KIND):
                changed["misplaced"] = [URIRef(f"{KIND}{'role/hub' if '/rank/' in str(values[0]) else 'rank/normal'}")]
            plain = copy(subject, f"{name(prop)}-plain", prop, values)
            for mutation, mutated in changed.items():
                node = copy(subject, f"{name(prop)}-{mutation}", prop, mutated)
                made[mutation, name(kind), name(prop)] = (node, plain)
    return made


def test_every_mutation_is_noticed_and_every_rule_is_broken_by_some() -> None:
    graph = good() + Graph()
    made = mutations(graph)
    rules: dict[str, set[str]] = {}
    for each in violations(graph):
        rules.setdefault(each.node, set()).add(each.rule)
    unnoticed: dict[str, dict[str, set[str]]] = {mutation: {} for mutation in ALLOWED}
    for (mutation, kind, prop), (node, plain) in made.items():
        if not rules.get(node, set()) - rules.get(plain, set()):
            unnoticed[mutation].setdefault(kind, set()).add(prop)
    assert unnoticed == {
        mutation: {kind: set(props.split()) for kind, props in classes.items()} for mutation, classes in ALLOWED.items()
    }
    named = {line.split()[0] for lines in BROKEN.values() for line in lines}
    named |= {rule for _, _, broken in CHANGED for rule in broken.split()}
    assert rule_names() - named == set().union(*rules.values()) - named
