"""A term of an answer as a Python value, and as text that is safe to show."""

import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology import PREFIXES, short

__all__ = ["Term", "Value", "binding", "breadth", "inert", "native", "pad", "plain", "visible"]

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | float | Decimal | bool | date | None

_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(
    _XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
)


def native(term: Term | None) -> Value:
    """The Python value of a term; a literal whose text does not fit its datatype stays text."""
    if not isinstance(term, Literal):
        return None if term is None else plain(term)
    text, datatype = term.value, term.datatype.value
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype == _XSD + "decimal":
            return Decimal(text)
        if datatype == _XSD + "date" and text[4:8:3] == "--":
            return date.fromisoformat(text)
        if datatype in (_XSD + "double", _XSD + "float"):
            return float(text)
        if datatype == _XSD + "boolean":
            return {"true": True, "1": True, "false": False, "0": False}[text]
    except (ValueError, KeyError, InvalidOperation):
        return text
    return text


def plain(term: Term | None, *, compact: bool = False) -> str:
    if isinstance(term, NamedNode):
        return short(term.value) if compact else term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return "" if term is None else term.value if isinstance(term, Literal) else str(term)


def binding(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        raise ValueError(f"unexpected term: {term!r}")
    more = {"xml:lang": term.language} if term.language else {}
    if not term.language and term.datatype.value != _XSD + "string":
        more = {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **more}


def visible(text: str) -> str:
    """One line without control characters, which could move a terminal's cursor or turn the direction of writing."""
    return "".join(
        char if char.isprintable() else " " if char.isspace() else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def inert(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]|<>&" and text != "---" else char for char in text)


def breadth(text: str) -> int:
    """Columns on a terminal: Japanese characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, width: int) -> str:
    return text + " " * (width - breadth(text))
