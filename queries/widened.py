"""A question that shows all it reads: the same patterns, every variable, so that each row leads to its statements."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import NamedNode

from queries.text import QueryError, tokens

__all__ = ["Widened", "constants", "plain", "undeclared_prefixes", "variables", "widened"]

_COMPUTED = re.compile(r"\bAS\s+[?$](\w+)\s*\)", re.IGNORECASE)
_AGGREGATED = re.compile(
    r"\(\s*(?:REPLACE\s*\(\s*)?(?:COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT)\s*\([^()]*\)"
    r"(?:\s*,[^()]*\))?\s*AS\s+[?$]\w+\s*\)",
    re.IGNORECASE,
)
_HIDDEN = "__of_"
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE)

Token = tuple[str, str]


@dataclass(frozen=True)
class Widened:
    """`SELECT *` over the patterns of a question; `computed` columns are no variables of them, as sums are."""

    text: str
    computed: frozenset[str]

    def about(self, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
        """The same, asked only of some rows: those of `columns` that hold IRIs alone are joined as VALUES."""
        table = list(rows)
        fit = [
            place
            for place, name in enumerate(columns)
            if name not in self.computed and all(isinstance(row[place], NamedNode) for row in table)
        ]
        if not fit or not table:
            return self.text
        head = " ".join(f"?{columns[place]}" for place in fit)
        cells = dict.fromkeys("(" + " ".join(str(row[place]) for place in fit) + ")" for row in table)
        return f"{self.text}\nVALUES ({head}) {{ {' '.join(cells)} }}"


def widened(text: str, name: str, inner: bool = False) -> Widened:
    """Take the outer SELECT clause, GROUP BY, ORDER BY and LIMIT off a question; QueryError where it is no SELECT.

    With `inner` the same is done to subqueries that only choose, count or sum, so that what they read is seen, too.
    """
    found: list[Token] = [(each.lastgroup or "", each[0]) for each in tokens(text) if not each[0].startswith("#")]
    at = next((n for n, (kind, word) in enumerate(found) if kind == "word" and word.upper() in _FORMS), len(found))
    if at < len(found) and found[at][1].upper() != "SELECT":
        raise QueryError(f"{name}: only the rows of a SELECT can be explained, this is {found[at][1].upper()}.")
    begin = _open(found, at)
    if begin == len(found):
        raise QueryError(f"{name}: no SELECT with a pattern in braces; there is nothing to explain.")
    body, end, computed = _group(found, begin, inner)
    outside = _text(chain(found[at:begin], found[end:]))
    computed |= set(_COMPUTED.findall(outside))
    return Widened(f"{_text(found[:at])}SELECT * WHERE {body}", frozenset(computed))


_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def _open(found: Sequence[Token], at: int) -> int:
    """The brace that opens the pattern of the SELECT at `at`."""
    return next((n for n in range(at, len(found)) if found[n] == ("open", "{")), len(found))


def _group(found: Sequence[Token], at: int, inner: bool) -> tuple[str, int, set[str]]:
    """The text of the group that opens at `at`, the place after it, and what its widened subqueries compute."""
    parts, computed, place, last = ["{"], set[str](), at + 1, ""
    while place < len(found):
        kind, word = found[place]
        if kind == "close" and word == "}":
            return "".join([*parts, "}"]), place + 1, computed
        if (kind, word) == ("open", "{"):
            text, place, more = _group(found, place, inner and last not in ("MINUS", "EXISTS"))
        elif inner and last == "" and word.upper() == "SELECT":
            text, place, more = _subquery(found, place)
        else:
            text, place, more = word, place + 1, set()
        parts.append(text)
        computed |= more
        last = last if kind == "skip" else word.upper()
    return "".join(parts), place, computed


def _subquery(found: Sequence[Token], at: int) -> tuple[str, int, set[str]]:
    """A subquery up to the brace that ends the group around it; widened where nothing of it is lost by that."""
    begin = _open(found, at)
    body, end, computed = _group(found, begin, True)
    after, depth = end, 0
    while after < len(found) and (depth or found[after] != ("close", "}")):
        depth += (found[after][0] == "open") - (found[after][0] == "close")
        after += 1
    clause, tail = _text(found[at:begin]), _text(found[end:after])
    chosen = _AGGREGATED.sub("", clause)
    if _COMPUTED.search(chosen) or re.search(r"\b(LIMIT|OFFSET|VALUES|AS)\b", tail, re.IGNORECASE):
        return _text(found[at:after]), after, set()
    hidden = f"{_HIDDEN}{at}"  # as another subquery may use the same name for something else
    return (
        f"SELECT * WHERE {_renamed(body, variables(chosen), hidden)}",
        after,
        computed | set(_COMPUTED.findall(clause)),
    )


def _renamed(body: str, chosen: frozenset[str], ending: str) -> str:
    """The pattern of a subquery with an ending at each variable that it does not choose."""
    return "".join(
        f"{each[0]}{ending}"
        if each.lastgroup == "name" and each[0][0] in "?$" and each[0][1:] not in chosen
        else each[0]
        for each in tokens(body)
    )


def plain(variable: str) -> str:
    """The name that a variable of a widened question has in the question."""
    return variable.partition(_HIDDEN)[0]


def _text(found: Iterable[Token]) -> str:
    return "".join(word for _, word in found)


def constants(text: str) -> frozenset[str]:
    """Every IRI that stands in a question, in angle brackets or with a prefix."""
    spaces: Mapping[str, str] = dict(_DECLARED.findall(text))
    found = set()
    for token in tokens(text):
        if token.lastgroup == "iri":
            found.add(token[0][1:-1])
        elif token.lastgroup == "name" and token[0][0] not in "?$@":
            prefix, _, local = token[0].partition(":")
            if prefix in spaces and local:
                found.add(spaces[prefix] + local.replace("\\", ""))
    return frozenset(found)


def undeclared_prefixes(text: str) -> frozenset[str]:
    """The prefixes that a text uses and does not declare."""
    used = {each[0].partition(":")[0] for each in tokens(text) if each.lastgroup == "name" and each[0][0] not in "?$@"}
    return frozenset(used - {prefix for prefix, _ in _DECLARED.findall(text)})


def variables(text: str) -> frozenset[str]:
    """The names of all variables that stand in a question."""
    return frozenset(token[0][1:] for token in tokens(text) if token.lastgroup == "name" and token[0][0] in "?$")
