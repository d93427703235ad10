"""JSON-LD in the words of the bundled context: plain names for JSON readers, the same triples for RDF readers.

rdflib's own writer follows the order of its hash tables, so its output differs from run to run; this one starts from
the sorted statements. The context stands inside the file: reading it back asks nobody on the network.
"""

import json
import re
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from graph.turtle import Source, statements
from ontology import PREFIXES, text

__all__ = ["jsonld"]

_RDF, _XSD = PREFIXES["rdf"], PREFIXES["xsd"]
_LITERAL = re.compile(r'"(?P<text>.*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # what a JSON number holds exactly, in the spelling that comes back


class _Term(NamedTuple):
    name: str
    type: str | None
    by_language: bool


def jsonld(source: Source) -> str:
    """The graph as JSON-LD 1.1 with `ontology/context.jsonld` inside; keys and nodes sorted."""
    context: dict[str, Any] = json.loads(text("context.jsonld"))["@context"]
    words = _Words(context)
    nodes = [_node(subject, list(group), words) for subject, group in groupby(statements(source), key=itemgetter(0))]
    document = {"@context": context, "@graph": sorted(nodes, key=itemgetter("@id"))}
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _node(subject: str, block: list[tuple[str, str, str]], words: "_Words") -> dict[str, Any]:
    node: dict[str, Any] = {"@id": words.compact(subject)}
    for _, predicate, value in block:
        if predicate == f"<{_RDF}type>":
            _add(node, "@type", words.vocabulary(value))
            continue
        term = words.terms.get(predicate[1:-1])
        key, content = (term.name, _fitting(value, term, words)) if term else ("", None)
        if content is None:  # no term, or one that would read this value as something else: say it in full
            key, content = words.compact(predicate), _expanded(value, words)
        if term and key == term.name and term.by_language:
            for language, words_in_it in content.items():
                _add(node.setdefault(key, {}), language, words_in_it)
        else:
            _add(node, key, content)
    return node


def _add(node: dict[str, Any], key: str, value: Any) -> None:
    """One value stands alone, several stand in a list."""
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _fitting(value: str, term: _Term, words: "_Words") -> Any:
    """The short form that the term's definition turns back into this very value, or None where there is none."""
    if value[0] != '"':
        return words.compact(value) if term.type == "@id" else None
    content, language, datatype = _literal(value)
    if term.by_language:
        return {language: content} if language else None
    if language or term.type == "@id" or (term.type or f"{_XSD}string") != datatype:
        return None
    return _native(content, datatype)


def _expanded(value: str, words: "_Words") -> Any:
    if value[0] != '"':
        return {"@id": words.compact(value)}
    content, language, datatype = _literal(value)
    if language:
        return {"@language": language, "@value": content}
    if datatype == f"{_XSD}string":
        return content
    native = _native(content, datatype)
    return native if native is not content else {"@type": words.compact(f"<{datatype}>"), "@value": content}


def _native(content: str, datatype: str) -> str | int | bool:
    """Whole numbers and truth values as JSON has them; decimals stay text, since JSON readers round them."""
    if datatype == f"{_XSD}integer" and _INTEGER.fullmatch(content):
        return int(content)
    if datatype == f"{_XSD}boolean" and content in ("true", "false"):
        return content == "true"
    return content


def _literal(value: str) -> tuple[str, str | None, str]:
    """Text, language and datatype of a literal in N-Triples syntax."""
    match = _LITERAL.fullmatch(value)
    if match is None:
        raise ValueError(f"not an RDF 1.1 literal: {value}")
    content = _ESCAPE.sub(
        lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _PLAIN.get(m[3], m[3]), match["text"]
    )
    return content, match["language"], match["datatype"] or f"{_XSD}string"


class _Words:
    """The prefixes and terms of a context, turned round: IRI -> word."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        plain = {name: value for name, value in context.items() if isinstance(value, str) and name[0] != "@"}
        prefixes = {name: value for name, value in plain.items() if value[-1] in "#/"}
        self._prefixes = {iri: name for name, iri in prefixes.items()}
        self.terms: dict[str, _Term] = {}

        def full(iri: str) -> str:
            prefix, _, local = iri.partition(":")
            return prefixes[prefix] + local if prefix in prefixes else iri

        for name, value in context.items():
            if isinstance(value, dict):
                kind = value.get("@type")
                term = _Term(name, full(kind) if kind else None, value.get("@container") == "@language")
                self.terms[full(value["@id"])] = term
            elif name in plain and name not in prefixes:
                self.terms[full(value)] = _Term(name, None, False)

    def vocabulary(self, term: str) -> str:
        """A class by its word, if the context has one."""
        known = self.terms.get(term[1:-1])
        return known.name if known else self.compact(term)

    def compact(self, term: str) -> str:
        """`<https://w3id.org/icr/id/lg/jp-431001>` -> `lg:jp-431001`; a blank node keeps its name."""
        if term[0] != "<":
            return term
        iri = term[1:-1]
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        while cut:
            if (prefix := self._prefixes.get(iri[:cut])) and not iri[cut:].startswith("//"):
                return f"{prefix}:{iri[cut:]}"
            cut = iri.rfind("/", 0, cut - 1) + 1
        return iri
