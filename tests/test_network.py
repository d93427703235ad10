"""The network: one edge a tie, with its own dates; heirs and predecessors are never tied to each other."""

import random

from pyoxigraph import Store

from graph.export import Material
from graph.network import measures, network
from tests.tabled import material, small
from tests.test_queries import EXPECTED, differences, read


def edges_of(made: Material) -> list[dict[str, object]]:
    return [dict(record) for record in made.records("edges")]


def test_two_agreements_of_two_cities_are_two_edges() -> None:
    graph = material(small()).network
    assert sorted(graph.adj["lg/jp-431001"]["lg/tw-kaohsiung"]) == [
        "agreement/kumamoto-kaohsiung--jp-431001--tw-kaohsiung",
        "agreement/kumamoto-kaohsiung-mou--jp-431001--tw-kaohsiung",
    ]


def test_a_three_party_agreement_weighs_once_for_each_party() -> None:
    graph = material(small()).network
    ends = graph.adj["lg/tw-kaohsiung"].values()
    weights = [edge["weight"] for edge in (edge for keyed in ends for edge in keyed.values())]
    assert weights == [0.5, 0.5, 0.5, 0.5]


def test_an_inherited_tie_is_two_edges_one_after_the_other() -> None:
    graph = material(small()).network
    heir = graph.adj["lg/jp-431001"]["lg/us-rome-ga"]["agreement/ueki-rome--jp-431001--us-rome-ga"]
    before = graph.adj["lg/jp-433853"]["lg/us-rome-ga"]["agreement/ueki-rome--jp-433853--us-rome-ga"]
    assert (heir["since"], heir.get("until")) == ("2010-03-23", None)
    assert (before["since"], before["until"]) == ("1995-05-29", "2010-03-23")
    assert not graph.has_edge("lg/jp-431001", "lg/jp-433853")


def test_members_are_tied_to_the_hub_and_managers_to_what_they_manage() -> None:
    graph = material(small()).network
    assert graph.has_edge("lg/jp-431001", "lg/jp-062031", "participation/kumamoto-renkei--jp-062031")
    assert "alliance/kumamoto-renkei" not in graph
    keyed = graph.adj["org/kumamoto-intl-foundation"]["org/kumamoto-international-center"]
    assert [(edge["tie"], edge["role"]) for edge in keyed.values()] == [("membership", "role/manager")]
    assert [edge["since"] for edge in keyed.values()] == ["2019-04-01/2020-03-31"]


def test_nodes_carry_names_in_both_languages_and_positions() -> None:
    node = material(small()).network.nodes["lg/us-rome-ga"]
    assert (node["ja"], node["en"], node["label"]) == ("ローム市", "Rome, Georgia", "Rome, Georgia")
    assert (node["lat"], node["long"], node["class"]) == (34.257, -85.1647, "lg")
    assert (node["country_ja"], node["country_en"]) == ("アメリカ合衆国", "United States")


def test_the_order_of_the_rows_does_not_matter() -> None:
    made = material(small())
    shuffled = edges_of(made)
    random.Random(1).shuffle(shuffled)
    ordered = network(edges_of(made))
    again = network(shuffled)
    assert list(ordered.nodes(data=True)) == list(again.nodes(data=True))
    assert list(ordered.edges(keys=True, data=True)) == list(again.edges(keys=True, data=True))


def test_no_ties_make_an_empty_network() -> None:
    assert measures(network([])) == (0, 0, {}, (), ())


def test_measures_count_what_is_there() -> None:
    found = measures(material(small()).network)
    assert (found.nodes, found.edges) == (9, 12)
    assert found.ties == {"agreement": 9, "alliance": 1, "membership": 1, "part-of": 1}
    assert found.degrees[0] == ("lg/jp-431001", 8)
    assert [len(part) for part in found.components] == [9]


def test_the_real_network_has_the_ties_read_in_the_documents(store: Store) -> None:
    _, columns, expected = read("network", EXPECTED.parent / "expectations")
    got = [
        {name: str(edge[name] or "") for name in columns}
        for edge in edges_of(material(store))
        if edge["tie"] != "part-of"
    ]
    got.sort(key=lambda edge: [edge[name] for name in ("relationship", "source", "target")])
    assert differences(columns, expected, got) == []


def test_the_real_network_ties_kumamoto_and_rome_only_since_the_merger(store: Store) -> None:
    keyed = material(store).network.adj["lg/jp-431001"]["lg/us-rome-ga"]
    assert keyed["agreement/ueki-rome--jp-431001--us-rome-ga"]["since"] == "2010-03-23"


def test_every_real_edge_leads_to_document_and_lines_and_has_its_own_key(store: Store) -> None:
    edges = edges_of(material(store))
    assert len({edge["id"] for edge in edges}) == len(edges) > 80
    assert [edge["id"] for edge in edges if not (edge["document"] and edge["lines"])] == []
