"""The explorer of a part of the graph: around a city, of an alliance, as of a time, of a query, of another graph."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from graph.documents import read_bytes
from graph.values import PartialDate, fold
from graph.values import given as stated
from ontology import ICR, ID, PREFIXES, short, text
from queries import QueryError, kept, run
from queries.binding import WAYS, term
from queries.catalogue import Parameter
from viz.links import links
from viz.model import QUESTIONS, PageModel, model
from viz.restriction import around, at
from viz.selection import selected
from viz.wording import NOTHING, Text, when

__all__ = ["Variant", "ViewError", "drawn", "graph_of", "page_of"]

FORMATS = {
    ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
}  # fmt: skip
_OURS = ("Agreement", "Alliance", "Participation", "LocalGovernment", "Organisation")
_OURS_HERE = f"VALUES ?c {{ {' '.join(f'<{ICR}{name}>' for name in _OURS)} }} ?x a ?c"
_FOLDERS = {"lg": "LocalGovernment", "org": "Organisation", "alliance": "Alliance", "country": "Country"}


class ViewError(ValueError):
    """A graph that cannot be drawn, or of which nothing is left to draw; the message says why and what to do."""

    exit_code = 3


@dataclass(frozen=True)
class Variant:
    """Which part of which graph is wanted; what is empty restricts nothing.

    `city` and `alliance` are as a person writes them, `hops` is 1 where it is None, `query` a file or SPARQL, `graph` a
    file, `links` a list of links in its place, `data` folders of records besides the packaged ones; without these it is
    the graph of the package.
    """

    city: str = ""
    alliance: str = ""
    hops: int | None = None
    as_of: str = ""
    query: str = ""
    graph: Path | None = None
    data: Sequence[Path] = ()
    links: Path | None = None


def drawn(wanted: Variant) -> tuple[PageModel, Path, list[str]]:
    """The page, a sensible name for its file, and what there is to say of it; ViewError where nothing is left.

    QueryError for what cannot be together, for a name that is unknown or may be several, with candidates, and for a
    query that cannot be drawn.
    """
    if wanted.links:
        if others := [one for one, value in vars(wanted).items() if value and one != "links"]:
            raise QueryError(f"--links is a page of its own; leave out --{others[0].replace('_', '-')}")
        page, told = links(wanted.links)
        return page, Path(f"{wanted.links.stem}.html"), told
    if wanted.graph and wanted.data:
        raise QueryError("--graph is a whole graph, --data adds to the packaged one; give one of them")
    if wanted.hops is not None and not (wanted.city or wanted.alliance):
        raise QueryError("--hops counts from --city or --alliance; give one of them")
    if wanted.hops is not None and not 1 <= wanted.hops <= 99:
        raise QueryError("--hops is a number of relationships from 1 to 99")
    page, told = page_of(graph_of(wanted.graph) if wanted.graph else kept.graph(wanted.data), wanted)
    return page, name_of(page, wanted), told


def graph_of(path: Path) -> Store:
    """The graph of a file in the ontology of intercity, its named graphs together; ViewError where it is none."""
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise ViewError(f"{path}: a graph is read from {', '.join(FORMATS)}; convert it, or give it that ending")
    data = read_bytes(path).removeprefix(b"\xef\xbb\xbf")
    store = Store()
    try:
        store.bulk_extend(Quad(one.subject, one.predicate, one.object) for one in parse(data, format=kind))
    except (SyntaxError, ValueError) as error:
        raise ViewError(f"{path}: no {kind.name}: {error}") from None
    if not store.query(f"ASK {{ {_OURS_HERE} }}"):
        found = run("SELECT ?c (COUNT(*) AS ?n) { ?x a ?c } GROUP BY ?c ORDER BY DESC(?n) STR(?c) LIMIT 3", store)
        classes = ", ".join(short(str(row["c"])) for row in found) or "none"
        raise ViewError(
            f"{path}: holds no icr:Agreement, icr:Alliance or other thing of our ontology (its classes: {classes}); "
            "a list of links between cities is drawn with --links, any graph can be turned into ours with CONSTRUCT"
        )
    other = run(f'SELECT ?x {{ {_OURS_HERE} FILTER(!STRSTARTS(STR(?x), "{ID}")) }} ORDER BY STR(?x) LIMIT 1', store)
    if other.rows:
        raise ViewError(
            f"{path}: {other.rows[0]['x']} is no address of ours; agreements, cities and the like have addresses such "
            f"as {ID}lg/jp-431001; rename them with CONSTRUCT"
        )
    for name in ("terms.ttl", "kinds.ttl"):
        store.load(text(name).encode(), format=RdfFormat.TURTLE)
    _classed(store)
    return store


def _classed(store: Store) -> None:
    """Give those who take part the class that their address tells, where a part of a graph leaves it out."""
    icr, a = f"PREFIX icr: <{ICR}> PREFIX org: <{PREFIXES['org']}>", NamedNode(f"{PREFIXES['rdf']}type")
    roles = "icr:hasParty|icr:formerParty|icr:participant|icr:participationIn|icr:proposedBy|icr:establishes"
    roles += "|icr:within|org:originalOrganization|org:resultingOrganization"
    for row in run(f"{icr} SELECT DISTINCT ?x {{ ?one {roles} ?x MINUS {{ ?x a ?class }} }}", store).rows:
        folder = str(row["x"]).removeprefix(ID).partition("/")[0]
        if folder in _FOLDERS:
            store.add(Quad(NamedNode(str(row["x"])), a, NamedNode(ICR + _FOLDERS[folder])))


def page_of(store: Store, wanted: Variant) -> tuple[PageModel, list[str]]:
    """The part of this graph, and what there is to say of it; ViewError and QueryError as in `drawn`."""
    try:
        page = model({name: run(name, store).rows for name in QUESTIONS})
    except (LookupError, ValueError) as error:
        if isinstance(error, QueryError):
            raise
        raise ViewError(f"the graph cannot be drawn: {error}; look at it with intercity check") from None
    told, scope = [], []
    asof = None
    whole = page
    if wanted.query:
        page, missing = selected(page, run(wanted.query, store))
        name = _file(wanted.query)
        scope.append(Text(f"「{name}」の結果", f"answer to {name}") if name else Text("問い合わせの結果", "a query"))
        told += [f"{missing} rows without source or target left out / source か target のない行を除外"] * bool(missing)
    if wanted.as_of:
        day = _day(wanted.as_of)
        page, asof = at(page, day), day.latest.year
        time = when(day.key, short=True)
        scope.append(Text(f"{time.ja}の時点", f"as of {time.en}"))
    for name, given in (("city", wanted.city), ("alliance", wanted.alliance)):
        if given:
            key = _entity(whole, name, given)
            hops = wanted.hops or 1
            page = around(page, key, hops)
            called = next((node.name for node in whole.nodes if node.id == key), Text(given, given))
            far = Text(f"から{hops}段階以内", f", within {hops} steps") if hops > 1 else NOTHING
            scope.insert(0, Text(called.ja + far.ja, called.en + far.en))
    if not page.nodes or (wanted.as_of and not page.relationships):
        raise ViewError(f"nothing to draw: {_joined(scope).en or 'the graph is empty'} / 該当する関係がありません")
    return replace(page, scope=_joined(scope), asof=asof), told


def name_of(page: PageModel, wanted: Variant) -> Path:
    """A sensible name for the file: `intercity-kumamoto-within-2-steps-as-of-2018.html`."""
    whole = page.scope.en if wanted.city or wanted.alliance else wanted.as_of
    parts = ["intercity", wanted.graph.stem if wanted.graph else "", Path(_file(wanted.query)).stem, whole]
    words = re.findall(r"[a-z0-9]+", " ".join(parts).lower())
    return Path(f"{'-'.join(words)[:80].strip('-')}.html")


def _file(query: str) -> str:
    """The name of a query's file, empty for one that is given as text."""
    return "" if "{" in query else Path(query).name


def _day(given: str) -> PartialDate:
    if day := stated(given):
        return day
    raise QueryError(f"--as-of: {given!r}: no such day; write a day, month, year or fiscal year: {WAYS}")


def _entity(page: PageModel, name: str, given: str) -> str:
    """The key of what is meant, by the registry; of a graph that is not ours, by the names in the graph."""
    folder = {"city": "lg", "alliance": "alliance"}[name]
    if given in {node.id for node in page.nodes}:
        return given
    try:
        return term(Parameter(name, "entity", NamedNode(f"{ID}{folder}/any")), given).value.removeprefix(ID)
    except QueryError:
        called = [
            node.id
            for node in page.nodes
            if node.id.startswith(f"{folder}/") and fold(given) in map(fold, (*node.name, *node.aliases))
        ]
        if len(called) != 1:
            raise
        return called[0]


def _joined(texts: Sequence[Text]) -> Text:
    return Text("・".join(text.ja for text in texts), ", ".join(text.en for text in texts))
