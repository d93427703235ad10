"""What the endpoint says of itself to software: a SPARQL 1.1 service description."""

from pyoxigraph import Literal, NamedNode, Triple, serialize

from ontology import PREFIXES
from queries.guard.formats import GRAPHS, chosen

__all__ = ["described"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_VOID = "http://rdfs.org/ns/void#"
_RESULTS = ["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"]
_GRAPHS = ["Turtle", "N-Triples", "RDF_XML", "JSON-LD"]


def described(address: str, triples: int, accept: str) -> tuple[bytes, str] | None:
    """The description of the endpoint at `address` as a body and its media type; None where HTML is liked better."""
    kind = chosen(accept, [*list(GRAPHS)[:4], "text/html"])
    if kind is None or kind == "text/html":
        return None
    body = serialize(
        _triples(address, triples),
        format=GRAPHS[kind],
        prefixes={"sd": _SD, "void": _VOID, "xsd": PREFIXES["xsd"], "formats": _FORMATS},
    )
    return body or b"", kind


def _triples(address: str, triples: int) -> list[Triple]:
    service, dataset, graph = (NamedNode(address + part) for part in ("#service", "#dataset", "#graph"))
    kind = NamedNode(PREFIXES["rdf"] + "type")
    found = [
        Triple(service, kind, NamedNode(_SD + "Service")),
        Triple(service, NamedNode(_SD + "endpoint"), NamedNode(address)),
        Triple(service, NamedNode(_SD + "supportedLanguage"), NamedNode(_SD + "SPARQL11Query")),
        *(Triple(service, NamedNode(_SD + "resultFormat"), NamedNode(_FORMATS + each)) for each in _RESULTS + _GRAPHS),
        Triple(service, NamedNode(_SD + "defaultDataset"), dataset),
        Triple(dataset, kind, NamedNode(_SD + "Dataset")),
        Triple(dataset, NamedNode(_SD + "defaultGraph"), graph),
        Triple(graph, kind, NamedNode(_SD + "Graph")),
    ]
    if triples >= 0:
        found.append(Triple(graph, NamedNode(_VOID + "triples"), Literal(triples)))
    return found
