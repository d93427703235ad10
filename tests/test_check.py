"""The check stage accepts good graphs and rejects each broken one by the rules it breaks, naming node and lines."""

import pyoxigraph
import pytest
import rdflib
from rdflib import Graph

from graph.check import check
from ontology import ID, short, text
from tests.graphs import HERE, good, parse, violations

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
    "b8-direction-and-groups": [
        "direction-contradicts event:broken",
        "group-larger event:broken",
        "traveller-not-involved event:broken",
    ],
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
    (
        "event:2020-02-tw-kaohsiung-inbound-sports-4 icr:direction k-direction:inbound",
        "event:2020-02-tw-kaohsiung-inbound-sports-4 icr:direction k-direction:online",
        "direction-contradicts",
    ),
    (
        "event:2020-02-tw-kaohsiung-inbound-sports-4 icr:direction k-direction:inbound",
        "event:2020-02-tw-kaohsiung-inbound-sports-4 icr:direction k-direction:mutual",
        "direction-contradicts",
    ),
    (
        "event:2020-02-tw-kaohsiung-inbound-sports-4 icr:receivedBy lg:jp-431001",
        "event:2020-02-tw-kaohsiung-inbound-sports-4 icr:receivedBy lg:jp-433853",
        "traveller-not-involved",
    ),
    (
        "event:2020-02-tw-kaohsiung-inbound-sports-4 icr:headCount 4",
        "event:2020-02-tw-kaohsiung-inbound-sports-4 icr:headCount 1",
        "group-larger",
    ),
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


def test_the_graph_is_accepted(rdf: rdflib.Graph, store: pyoxigraph.Store) -> None:
    found = check(rdf, store)
    assert found == [], "\n".join(map(str, found))


@pytest.mark.parametrize("vocabulary", ["", text("terms.ttl"), text("terms.ttl") + text("kinds.ttl")])
def test_a_good_graph_is_accepted_and_left_alone(vocabulary: str) -> None:
    graph = good() + Graph().parse(data=vocabulary, format="turtle")
    before = set(graph)
    assert violations(graph) == []
    assert set(graph) == before


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
