"""A question with the values that a person gives it: names become terms, and terms take the place of the defaults."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from ontology import ID, PREFIXES, kinds
from queries.catalogue import ROW, Parameter, Question
from queries.labels import Labels
from queries.text import QueryError, escaped

if TYPE_CHECKING:
    from graph.places import Gazetteer

__all__ = ["LATEST", "WAYS", "bind", "called", "day", "term", "variable"]

LATEST = "9999-12-31"
"""The default of a parameter that is a day: the answer is as the latest sources stand."""

WAYS = "2018-04-01, 2018-04, 2018, FY2018, 平成30年4月1日, 平成30年度"
"""How a person may write a time."""

_XSD = PREFIXES["xsd"]
# Entities of these folders stand in the registry; participations, observations and claims have keys but no names.
_WORDS = {
    "agreement": "agreement",
    "alliance": "alliance",
    "country": "country",
    "lg": "local government",
    "org": "organisation",
    "series": "series",
    "unit": "department",
}
_REGISTERED = frozenset(_WORDS)


def bind(
    question: Question,
    values: Mapping[str, object],
    gazetteer: "Gazetteer | None" = None,
    labels: Labels | None = None,
) -> str:
    """The text of a question with the row of each given parameter replaced by its term; the others keep their default.

    A value is a str, an int, a date, or for an entity a name in either language, a code, a key or an IRI; a list of
    values fills the row where the question selects the parameter, so that each row says to which it belongs. QueryError
    names an undeclared parameter, a value that does not fit its type, an unknown or ambiguous name with candidates.
    What the registry does not name is looked for among the `labels` of the graph that is asked.
    Only a whole term is written into the text, its characters escaped: no part of a value is ever read as SPARQL.
    """
    given = {variable(name): value for name, value in values.items()}
    for name in given.keys() - question.parameters.keys():
        raise QueryError(_undeclared(question, name))
    terms = {
        name: " ".join(
            dict.fromkeys(
                _written(term(question.parameters[name], each, gazetteer, labels))
                for each in _several(question, name, value)
            )
        )
        for name, value in given.items()
    }

    def replace(row: re.Match[str]) -> str:
        if row["name"] not in terms:
            return row[0]
        return row["before"] + terms[row["name"]] + row["after"]

    return ROW.sub(replace, question.text)


def variable(name: str) -> str:
    """The variable of a parameter as people write it: `as-of` on the command line, `from_` in Python."""
    return name.replace("-", "_").rstrip("_")


def term(
    parameter: Parameter, value: object, gazetteer: "Gazetteer | None" = None, labels: Labels | None = None
) -> NamedNode | Literal:
    """The term that a value means for a parameter; QueryError where it means none."""
    text = value.isoformat() if isinstance(value, date) else str(value).strip()
    try:
        text.encode()
    except UnicodeEncodeError:
        raise QueryError(f"{parameter.name}: {text!r} is no text (half of a character pair).") from None
    if parameter.type == "entity":
        return NamedNode(_entity(parameter, text, gazetteer or _gazetteer(), labels or Labels(tuple)))
    if parameter.type == "date":
        return Literal(day(parameter, text), datatype=NamedNode(_XSD + "date"))
    if parameter.type == "integer":
        if isinstance(value, bool) or not re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII):
            raise QueryError(f"{parameter.name}: {text!r} is no whole number; write digits, such as 12.")
        return Literal(text, datatype=NamedNode(_XSD + "integer"))
    return Literal(str(value))


def _several(question: Question, name: str, value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        return [value]
    if not value:
        raise QueryError(f"{question.name}: {name} has no value.")
    rows = sum(row["name"] == name for row in ROW.finditer(question.text))
    if len(value) > 1 and (name not in question.columns or rows != 1):
        remedy = f"Ask with each in turn, or with a question that selects ?{name}."
        raise QueryError(f"{question.name}: {name} takes one value: its rows do not say to which they belong. {remedy}")
    return list(value)


def _written(term: NamedNode | Literal) -> str:
    if isinstance(term, NamedNode):
        return str(term)
    return f'"{escaped(term.value)}"' + (f"^^{term.datatype}" if term.datatype.value != _XSD + "string" else "")


def _undeclared(question: Question, name: str) -> str:
    known = [each.replace("_", "-") for each in question.parameters]
    near = get_close_matches(name.replace("_", "-"), known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"It takes {', '.join(known)}." if known else "It takes none."
    return f"{question.name}: no parameter {name!r}. {hint}"


def day(parameter: Parameter, text: str) -> str:
    """The day that a person means, YYYY-MM-DD; QueryError where there is none.

    A year, month or fiscal year means its last day where the question asks how things stand (`as_of`): all that began
    in it has begun. Where a question counts on from a day, it means the first.
    """
    from graph.values import given

    if stated := given(text):
        return str(stated.latest if parameter.name == "as_of" else stated.earliest)
    option = f"--{parameter.name.replace('_', '-')}"
    raise QueryError(f"{option}: {text!r}: no such day; write a day, month, year or fiscal year: {WAYS}")


def _entity(parameter: Parameter, text: str, names: "Gazetteer", labels: Labels) -> str:
    """The IRI for an IRI, a key (`lg/jp-431001`, `jp-431001`), a prefixed name (`lg:jp-431001`) or a name."""
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        text = PREFIXES[prefix] + local
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text):
        with suppress(ValueError):
            if not re.search(r"\s", text):  # the engine takes a line separator in an IRI; a row has no room for it
                return NamedNode(text).value
        remedy = "Give a name, a key such as lg/jp-431001, or an IRI."
        raise QueryError(f"{parameter.name}: {text!r} is no IRI. {remedy}")
    if parameter.scheme:
        return _kind(parameter, text)
    if parameter.folder == "doc":
        if re.fullmatch(r"(doc/)?[A-Za-z0-9][A-Za-z0-9._-]*", text, re.ASCII):
            return f"{ID}doc/{text.removeprefix('doc/')}"
        raise QueryError(f"{parameter.name}: {text!r} is no document. Give its key, such as kumamoto-2022.")
    folder = parameter.folder if parameter.folder in _REGISTERED else ""
    keys = [key for each in ([folder] if folder else sorted(_REGISTERED)) if (key := f"{each}/{text}") in names]
    if len(keys) == 1:
        return ID + keys[0]
    unnamed = re.fullmatch(r"([a-z]+)/[A-Za-z0-9][A-Za-z0-9._-]*", text, re.ASCII)
    if unnamed and unnamed[1] not in _REGISTERED:
        return ID + text
    found = names.resolve_user(text)
    meant = [each for each in (found.key, *found.candidates) if each]
    keys = [each for each in meant if each.startswith(f"{folder}/" if folder else "")]
    if len(keys) == 1:
        return ID + keys[0]
    if keys:
        raise QueryError(f"{parameter.name}: {text} may be one of {len(keys)}; give its key: {_list(names, keys[:8])}.")
    inside = parameter.folder  # which need not be of the registry
    own = labels.find(text, inside)
    keys = [each for each in own if each.startswith(f"{inside}/" if inside else "")]
    if len(keys) == 1:
        return ID + keys[0]
    if keys:
        told = _list(names, keys[:8], labels)
        raise QueryError(f"{parameter.name}: {text} may be one of {len(keys)}; give its key: {told}.")
    if meant or own:
        told = _list(names, [*meant, *own][:1], labels)
        raise QueryError(f"{parameter.name}: {text} is {told}, no {_WORDS.get(inside, inside)}.")
    near = [each for each in names.nearest(text, 20) if each.startswith(f"{folder}/" if folder else "")][:3]
    near = [*(each for each in labels.nearest(text, f"{inside}/" if inside else "") if each not in names), *near][:4]
    hint = f"Did you mean {_list(names, near, labels)}?" if near else "Give its key or its IRI."
    raise QueryError(f"{parameter.name}: {text!r} is not in the registry, nor named in the graph. {hint}")


def _kind(parameter: Parameter, text: str) -> str:
    """The IRI of the concept of the parameter's scheme that has this key, name or printed form."""
    among = [kind for kind in kinds().values() if kind.scheme == parameter.scheme]
    folded = text.casefold()
    for kind in among:
        slug = kind.key.partition("/")[2]
        if folded in (slug, kind.key, kind.ja, kind.en.casefold(), *kind.surfaces):
            return kind.iri
    names = [name for kind in among for name in (kind.en, kind.ja)]
    near = get_close_matches(text, names, n=3) or [kind.en for kind in among]
    raise QueryError(f"{parameter.name}: {text!r} is no {parameter.scheme}. Did you mean {', '.join(near)}?")


def called(iri: str, gazetteer: "Gazetteer | None" = None, labels: Labels | None = None) -> tuple[str, str]:
    """An entity by its name in English and Japanese with its key, where it has one; other texts as they are."""
    key, names = iri.removeprefix(ID), gazetteer or (_gazetteer() if iri.startswith(ID) else None)
    if names and (known := names.name(key) or names.place(key)):
        return f"{known.en} ({key})", f"{known.ja}（{key}）"
    if labels and iri.startswith(ID) and (own := labels.name(key)):
        return f"{own[1]} ({key})", f"{own[0]}（{key}）"
    return key, key


def _list(gazetteer: "Gazetteer", keys: list[str], labels: Labels | None = None) -> str:
    def told(key: str) -> str:
        name = gazetteer.name(key)
        own = (name.ja, name.en) if name else labels.name(key) if labels else None
        return f"{key} ({', '.join(dict.fromkeys(own))})" if own else key

    return "; ".join(map(told, keys))


def _gazetteer() -> "Gazetteer":
    from graph.places import load

    return load()
