"""Whatever text is given for a parameter of any question: an error, or the rows that its one meaning allows.

The meaning is held against a second reading: the term in the bound text has to be the only thing that changed, it has
to be one that the parameter takes, and the rows have to be those of that term, given by its full name.
"""

import re
import socket
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.places import Gazetteer
from graph.values import given as stated
from ontology import ICR, ID, KIND, PREFIXES, kinds
from queries import QueryError, catalogue, run
from queries.binding import bind
from queries.catalogue import defaults
from queries.result import Result
from queries.text import checked, tokens

PARAMETERS = [
    (name, each) for name, one in sorted(catalogue().items()) for each in one.parameters if "page" not in one.tags
]
REGISTERED = ("agreement", "alliance", "country", "lg", "org", "series", "unit")
SECRET = "never to be seen"
NOTHING = f"{ID}lg/zz-nothing"
TYPE, DOCUMENT = NamedNode(f"{PREFIXES['rdf']}type"), NamedNode(f"{ICR}SourceDocument")

NASTY = [
    "", " ", "\x00", "\ufffe", "\ud800", "熊本市\u202e", "'", '"', '\\"', "\\u0022 }", "\\", "><", "<>",
    "?city", "$city", "*",
    "熊本市 } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o",
    "lg:jp-431001 } UNION { ?s ?p ?o",
    "lg:jp-431001> } UNION { GRAPH ?g { ?s ?p ?o",
    "lg:jp-431001 lg:jp-462012",
    "lg/jp-431001> <https://w3id.org/icr/id/lg/jp-462012",
    f"{ID}lg/jp-431001> }} ; DROP ALL #",
    f"{ID}lg/jp-431001#",
    "http://e/> } SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } VALUES ?x { <http://e/",
    "file:///etc/passwd",
    "urn:x:`{|}^",
    '2018-04-01"^^xsd:date } { ?s ?p ?o } VALUES ?x { "',
    "2018-04-01\n", "2018-04-01T00:00:00", "２０１８-04-01", "2018-02-30", "-2018-04-01", "2018-04-01 } #",
    "24 } UNION { ?s ?p ?o", "1e9", "0x10", "١٢", "12.0", "+5", "-5", "9" * 19, "NaN", "24 25",
]  # fmt: skip
PIECES = st.sampled_from(
    ["熊本市", "lg:", "lg/jp-431001", ID, "participation/", "2018-04-01", "24", '"', "'", "\\", "<", ">", "{", "}",
     "#", "\n", "\r", "\t", "\x00", "\u2028", "^^xsd:date", "@ja", " UNION ", "SERVICE <http://127.0.0.1:9/>", "?x",
     "%27", "*"]
)  # fmt: skip
HOSTILE = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=6).map("".join))


@pytest.fixture(scope="module")
def guarded(store: Store) -> Iterator[Store]:
    """The graph, with a second one beside it that no question may read, and no way to any network."""
    made = Store()
    made.bulk_extend(store)
    beside = NamedNode("http://e/beside")
    made.add(Quad(NamedNode(f"{ID}lg/jp-431001"), NamedNode(PREFIXES["rdfs"] + "label"), Literal(SECRET), beside))
    made.add(Quad(NamedNode("http://e/tie"), NamedNode(PREFIXES["icr"] + "hasParty"), NamedNode(NOTHING), beside))

    def refused(*_: object) -> None:
        raise AssertionError("a question opened a connection")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refused)
        before = len(made)
        yield made
        assert len(made) == before


def words(text: str) -> list[tuple[str, str]]:
    return [(each.lastgroup or "", each[0]) for each in tokens(text) if each.lastgroup != "skip"]


def holds(name: str, parameter: str, value: object, graph: Store, gazetteer: Gazetteer) -> None:
    """The promise, for one text given for one parameter."""
    one = catalogue()[name]
    wanted = one.parameters[parameter]
    try:
        text = bind(one, {parameter: value}, gazetteer)
    except QueryError as error:
        said = str(error)
    else:
        said = ""
    assert "\n" not in said
    if said:
        return
    found = defaults(text, name)
    term = found.pop(parameter)
    assert found == {each: other.default for each, other in one.parameters.items() if each != parameter}
    # the tokens are those of the file, but for the term of this parameter
    blank: list[tuple[str, str]] = []
    given: list[tuple[str, str]] = []
    for source, into in ((one.text, blank), (text, given)):
        for line in source.split("\n"):
            row = re.match(rf"\s*VALUES \?{parameter} \{{", line)
            into += [("row", parameter)] if row else words(line)
    assert given == blank
    assert checked(text, name) == text
    if wanted.type == "entity":
        assert isinstance(term, NamedNode)
        allowed(term.value, str(value).strip(), wanted.folder, gazetteer)
        meant: object = term.value
        if wanted.folder == "doc" and next(graph.quads_for_pattern(term, TYPE, DOCUMENT), None) is None:
            with pytest.raises(QueryError, match=r"no such edition[^\n]*$"):  # to which everything would be new
                run(name, graph, **{parameter: value})
            return
    elif wanted.type == "date":
        meant, typed = date.fromisoformat(term.value), stated(str(value))
        assert typed
        assert meant in (typed.earliest, typed.latest)
    elif wanted.type == "integer":
        meant = int(term.value)
        assert int(str(value).strip()) == meant
    else:
        assert term == Literal(str(value))
        meant = term.value
    rows = run(name, graph, **{parameter: value})
    assert rows.terms == run(name, graph, **{parameter: meant}).terms
    assert SECRET not in str(rows.terms)
    if wanted.type == "entity" and not known(graph, term):
        assert rows.terms == nothing(name, parameter, graph).terms


def allowed(iri: str, typed: str, folder: str, gazetteer: Gazetteer) -> None:
    """An IRI that was typed as one, as a prefixed name, or as a key; else an entity that bears the name."""
    prefix, _, local = typed.partition(":")
    key = iri.removeprefix(ID)
    if iri.startswith(KIND):
        assert iri.removeprefix(KIND) in kinds()
        return
    if iri in (typed, PREFIXES.get(prefix, "\x00") + local) or (key == typed and not key.startswith("lg/")):
        return
    if folder not in ("", *REGISTERED):  # what has a key and no name, such as a document
        assert key.removeprefix(f"{folder}/") == typed.removeprefix(f"{folder}/")
        return
    assert key in gazetteer
    assert key.startswith(f"{folder}/") or not folder
    assert key in (
        typed,
        f"{folder}/{typed}",
        gazetteer.resolve_user(typed).key,
        *gazetteer.resolve_user(typed).candidates,
    )


def known(graph: Store, term: NamedNode | Literal) -> bool:
    return isinstance(term, Literal) or any(
        next(found, None) is not None
        for found in (graph.quads_for_pattern(term, None, None), graph.quads_for_pattern(None, None, term))
    )


def nothing(name: str, parameter: str, graph: Store) -> Result:
    return run(name, graph, **{parameter: NOTHING})


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_known_tricks(name: str, parameter: str, guarded: Store, gazetteer: Gazetteer) -> None:
    for value in NASTY:
        holds(name, parameter, value, guarded, gazetteer)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PARAMETERS), HOSTILE)
@example(("by-field", "field"), "A:\u20280")
def test_any_text(guarded: Store, gazetteer: Gazetteer, asked: tuple[str, str], value: str) -> None:
    holds(*asked, value, guarded, gazetteer)


@pytest.mark.parametrize(("name", "parameter"), [each for each in PARAMETERS if each[1] == "city"])
def test_what_names_nothing_finds_nothing_of_others(name: str, parameter: str, guarded: Store) -> None:
    found = nothing(name, parameter, guarded)
    ours = run(name, guarded, **{parameter: "熊本市"})
    assert not set(found.terms) & set(ours.terms) or not found.terms


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.text(max_size=12), st.text(max_size=12), min_size=1, max_size=2))
def test_no_other_name_is_taken_for_a_parameter(given: dict[str, str]) -> None:
    one = catalogue()["partners"]
    if any(name.replace("-", "_") not in one.parameters for name in given):
        with pytest.raises(QueryError):
            bind(one, given)


STRING = (
    '#+ parameters: {word: a word}\n#+ columns: [it]\nSELECT ?it WHERE {\n  VALUES ?word { "x" }\n  ?it ?p ?word\n}'
)


@settings(deadline=None, max_examples=100)
@given(HOSTILE)
def test_a_string_finds_only_what_has_just_that_string(value: str) -> None:
    graph, mine, other = Store(), NamedNode("http://e/mine"), NamedNode("http://e/other")
    try:
        value.encode()
    except UnicodeEncodeError:
        with pytest.raises(QueryError):
            run(STRING, graph, word=value)
        return
    graph.add(Quad(mine, NamedNode("http://e/p"), Literal(value)))
    graph.add(Quad(other, NamedNode("http://e/p"), Literal(f"{value} ")))
    assert [row["it"] for row in run(STRING, graph, word=value)] == [mine.value]
