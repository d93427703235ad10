"""The check stage accepts good graphs, rejects each broken file by the rule it breaks, and notices every mutation."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from graph.check import Violation, check, rule_names
from ontology import ID, KIND, PREFIXES, kinds, short

HERE = Path(__file__).parent
GOOD = HERE / "good.ttl"

# File below broken/ -> exactly the rules that it breaks, each with the node that breaks it.
BROKEN = {
    "b1-one-party-agreement": [
        "agreement-parties agreement:broken",
        "party-without-participation alliance:kumamoto-renkei",
    ],
    "b2-wrong-scheme-and-signed-while-talking": [
        "agreement-kind-scheme agreement:broken",
        "signed-before-concluded agreement:broken",
    ],
    "b3-undated-number-without-evidence": ["evidence obs:broken", "observation-time obs:broken"],
    "b4-inheritance-without-change": [
        "check-digit lg:jp-431002",
        "inherited-without-change part:ueki-rome--jp-432083",
    ],
    "b5-bad-span-and-time": [
        "hash span:kumamoto-2022-L20-10-c50-40",
        "runs-backwards span:kumamoto-2022-L20-10-c50-40",
        "runs-backwards span:kumamoto-2022-L20-10-c50-40",
        "runs-backwards time:broken",
        "span-holds-no-text span:kumamoto-2022-L20-10-c50-40",
        "time-span-days time:broken",
    ],
    "b6-ended-before-it-began": [
        "agreement-establishes agreement:kumamoto-renkei-pact-yamaga",
        "dangling agreement:kumamoto-renkei-pact-yamaga",
        "ends-before-it-begins part:broken",
        "participation-role-scheme part:broken",
    ],
    "b7-preferred-claim-not-asserted": ["claim-property claim:broken", "preferred-not-asserted claim:broken"],
}

# A statement taken out of the good graph, one put in, and the rules that this breaks.
CHANGED = [
    ("country:jp icr:code 'JP'", "country:jp icr:code 'JA'", "code-not-in-key"),
    ("lg:jp-431001 dcterms:source data:localgovjp", "", "code-source position-source"),
    ("lg:us-ga icr:within country:us", "lg:us-ga icr:within lg:us-rome-ga", "cycle place-in-no-country"),
    (
        "",
        "agreement:kumamoto-kaohsiung-mou dcterms:replaces agreement:kumamoto-kaohsiung",
        "cycle follows-later-agreement",
    ),
    ("", "agreement:ueki-rome icr:supplements agreement:ueki-rome", "related-to-itself"),
    (
        "part:ueki-rome--jp-431001 icr:validFrom time:2010-03-23",
        "part:ueki-rome--jp-431001 icr:validFrom time:2022",
        "inherited-at-another-time",
    ),
    (
        "part:ueki-rome--jp-431001 icr:role k-role:successor",
        "part:ueki-rome--jp-431001 icr:role k-role:party",
        "successor-inherits",
    ),
    ("part:ueki-rome--jp-431001 icr:dueTo change:kumamoto-ueki-2010", "", "inherited-without-change"),
    (
        "part:ueki-rome--jp-431001 icr:inheritedFrom part:ueki-rome--jp-433853",
        "",
        "due-to-inherits successor-inherits",
    ),
    ("agreement:ueki-rome icr:formerParty lg:jp-433853", "", "participant-is-no-party"),
    (
        "agreement:ueki-rome icr:hasParty lg:jp-431001",
        "agreement:ueki-rome icr:hasParty lg:jp-462187",
        "participant-is-no-party",
    ),
    ("", "agreement:ueki-rome icr:hasParty lg:jp-433853", "relationship-party"),
    ("", "agreement:ueki-rome icr:formerParty lg:jp-462187", "party-without-participation"),
    ("", "agreement:ueki-rome icr:field k-field:sports", "asserted-without-claim"),
    ("", "lg:nowhere icr:code '431001'", "described-without-class property-on-wrong-class"),
    ("", "lg:jp-431001 icr:mayor 'x'", "undeclared-term"),
    ("", "lg:jp-431001 icr:signed time:2022", "property-on-wrong-class"),
    (
        "",
        "agreement:kumamoto-guilin icr:kind k-agreement:sister-port",
        "agreement-kind asserted-without-claim undeclared-term",
    ),
    (
        "span:kumamoto-2022-L457 icr:inDocument doc:kumamoto-2022",
        "",
        "evidence-without-document span-document",
    ),
    ("span:kumamoto-2022-L457 icr:startLine 457", "span:kumamoto-2022-L457 icr:startLine 456", "span-name"),
    (
        "chapter:kumamoto-2022-L413 icr:evidence span:kumamoto-2022-L413",
        "chapter:kumamoto-2022-L413 icr:evidence span:kumamoto-2016-L1175",
        "chapter-evidence-elsewhere",
    ),
    ("country:tw rdfs:label 'Taiwan'@en", "", "label-missing"),
    ("country:tw rdfs:label 'Taiwan'@en", "country:tw rdfs:label 'Formosa'@en", "labels-differ"),
    ("", "lg:jp-431001 a icr:Country", "code-not-in-key country-code disjoint-classes"),
]

# Mutations that break no rule, because the graph may be so: what a node of each class may do without, what it may have
# several of, and where anything may stand. All else is required, once, and of one kind.
ALLOWED = {
    "missing": {
        "LocalGovernment": "code altLabel exactMatch",
        "Organisation": "validFrom subOrganizationOf",
        "Agreement": "formerParty proposedBy signed signedIn field inChargeUnit underRelationship replaces supplements "
        "establishes validUntil inferred",
        "Alliance": "validFrom",
        "Participation": "validFrom validUntil",
        "Observation": "printedAs inferred",
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
        "ChangeEvent": "originalOrganization resultingOrganization evidence",
        "Observation": "evidence",
        "Chapter": "inChargeUnit relatedUnit evidence",
        "Claim": "evidence",
    },
    "misplaced": {},
    "wrong": {"Observation": "printedAs", "Claim": "printedAs", "ReferenceData": "license"},
}


@cache
def good() -> Graph:
    return Graph().parse(GOOD)


def parse(statements: str) -> Graph:
    schemes = {kind.scheme: f"{KIND}{kind.scheme}/" for kind in kinds().values()}
    names = PREFIXES | {f"k-{scheme}": iri for scheme, iri in schemes.items()}
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in names.items())
    return Graph().parse(data=f"{prefixes}{statements} .\n" if statements else "", format="turtle")


def violations(graph: Graph) -> list[Violation]:
    store = pyoxigraph.Store()
    store.load(graph.serialize(format="nt", encoding="utf-8"), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return check(graph, store)


def test_the_graph_is_accepted(rdf: rdflib.Graph, store: pyoxigraph.Store) -> None:
    found = check(rdf, store)
    assert found == [], "\n".join(map(str, found))


def test_a_good_graph_is_accepted_and_left_alone() -> None:
    graph = good() + Graph()
    assert violations(graph) == []
    assert set(graph) == set(good())


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_file_is_rejected_by_the_rules_it_breaks(name: str) -> None:
    found = violations(good() + Graph().parse(HERE / "broken" / f"{name}.ttl"))
    assert [f"{each.rule} {short(each.node)}" for each in found] == BROKEN[name]


def test_each_broken_file_is_tried() -> None:
    assert {path.stem for path in (HERE / "broken").iterdir()} == set(BROKEN)


@pytest.mark.parametrize(("out", "put", "rules"), CHANGED)
def test_a_changed_statement_breaks_the_rules_named(out: str, put: str, rules: str) -> None:
    taken = parse(out)
    assert set(taken) <= set(good())
    found = violations(good() - taken + parse(put))
    assert " ".join(sorted({each.rule for each in found})) == rules


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


def test_a_violation_says_what_where_and_why() -> None:
    taken, put = "country:tw rdfs:label 'Taiwan'@en", "agreement:kumamoto-guilin icr:validUntil time:1995-05-29"
    label, claim = violations(good() - parse(taken) + parse(put))[::-1]
    assert (claim.rule, claim.node) == ("asserted-without-claim", f"{ID}agreement/kumamoto-guilin")
    assert str(claim) == (
        "agreement:kumamoto-guilin: asserted-without-claim: "
        "a value that editions may dispute stands in the graph without a preferred claim / "
        "版により食い違い得る値に、優先とした言明がない "
        "(icr:validUntil time:1995-05-29) [kumamoto-2022 L457]"
    )
    assert label.detail == "rdfs:label@en"
    assert label.evidence == ()
