"""The tests that a folder of W3C suites holds, as their manifests list them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store

__all__ = ["Case", "cases", "local"]

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
SD = "http://www.w3.org/ns/sparql-service-description#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_Node = NamedNode | BlankNode


@dataclass(frozen=True)
class Case:
    """One test: its group (the folder), its kind (such as QueryEvaluationTest), and the files that it names."""

    group: str
    key: str
    kind: str
    name: str = ""
    query: Path | None = None
    data: tuple[Path, ...] = ()
    graphs: tuple[Path, ...] = ()
    result: Path | None = None
    features: frozenset[str] = field(default_factory=frozenset)
    """What else its action has: `serviceData`, `entailmentRegime`."""
    lax: bool = False
    """Whether a row may come once or more, as REDUCED allows."""


def cases(folder: Path) -> list[Case]:
    """Every test below a folder, in the order of groups and manifests; ValueError where a manifest cannot be read."""
    found: list[Case] = []
    for path in sorted(folder.rglob("*manifest*.ttl")):
        store = Store()
        try:
            store.load(path=path, format=RdfFormat.TURTLE, base_iri=path.absolute().as_uri())
        except SyntaxError as error:
            raise ValueError(f"{path}: {error}") from None
        found += [_case(store, entry, path) for entry in _entries(store)]
    return found


def local(node: object) -> str:
    """The last part of a node's IRI."""
    value = node.value if isinstance(node, NamedNode) else str(node)
    return value.rpartition("#")[2].rpartition("/")[2]


def _entries(store: Store) -> Iterator[_Node]:
    for quad in store.quads_for_pattern(None, NamedNode(MF + "entries"), None):
        at = quad.object
        while isinstance(at, BlankNode):
            first, rest = _one(store, at, _RDF + "first"), _one(store, at, _RDF + "rest")
            if isinstance(first, NamedNode | BlankNode):
                yield first
            at = rest  # type: ignore[assignment]


def _case(store: Store, entry: _Node, manifest: Path) -> Case:
    action = _one(store, entry, MF + "action")
    kind = local(_one(store, entry, _RDF + "type") or "")
    name = _one(store, entry, MF + "name")
    key, said = local(entry), name.value if isinstance(name, Literal) else ""
    group = manifest.parent.name if manifest.stem == "manifest" else f"{manifest.parent.name}/{manifest.stem}"
    result = _path(_one(store, entry, MF + "result"))
    if isinstance(action, NamedNode):
        return Case(group, key, kind, said, _path(action), result=result)
    if action is None:
        return Case(group, key, kind, said)
    assert isinstance(action, BlankNode)
    parts = list(store.quads_for_pattern(action, None, None))
    paths = {name: tuple(_paths(store, action, QT + name)) for name in ("query", "data", "graphData")}
    features = frozenset(local(quad.predicate) for quad in parts) - {"query", "data", "graphData"}
    query = paths["query"][0] if paths["query"] else None
    lax = _one(store, entry, MF + "resultCardinality") == NamedNode(MF + "LaxCardinality")
    return Case(group, key, kind, said, query, paths["data"], paths["graphData"], result, features, lax)


def _one(store: Store, subject: _Node, predicate: str) -> NamedNode | BlankNode | object | None:
    return next((quad.object for quad in store.quads_for_pattern(subject, NamedNode(predicate), None)), None)


def _paths(store: Store, subject: _Node, predicate: str) -> Iterator[Path]:
    for quad in store.quads_for_pattern(subject, NamedNode(predicate), None):
        if path := _path(quad.object):
            yield path


def _path(node: object) -> Path | None:
    return Path(unquote(urlsplit(node.value).path)) if isinstance(node, NamedNode) else None
