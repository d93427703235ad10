"""A question that shows all it reads: the same patterns, every variable, so that each row leads to its statements."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from queries.text import QueryError, tokens

__all__ = ["Widened", "constants", "variables", "widened"]

_COMPUTED = re.compile(r"\bAS\s+[?$](\w+)\s*\)", re.IGNORECASE)
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE)


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


def widened(text: str, name: str) -> Widened:
    """Take the outer SELECT clause, GROUP BY, ORDER BY and LIMIT off a question; QueryError where it is no SELECT."""
    depth, select, begin = 0, -1, -1
    for token in tokens(text):
        if token.lastgroup == "word" and select < 0:
            if (word := token[0].upper()) in ("ASK", "CONSTRUCT", "DESCRIBE"):
                raise QueryError(f"{name}: only the rows of a SELECT can be explained, this is {word}.")
            select = token.start() if word == "SELECT" else select
        elif token.lastgroup == "open":
            if depth == 0 and token[0] == "{" and select >= 0:
                begin = token.start()
            depth += 1
        elif token.lastgroup == "close":
            depth -= 1
            if depth == 0 and begin >= 0:
                end = token.end()
                computed = _COMPUTED.findall(text[select:begin]) + _COMPUTED.findall(text[end:])
                return Widened(f"{text[:select]}SELECT * WHERE {text[begin:end]}", frozenset(computed))
    raise QueryError(f"{name}: no SELECT with a pattern in braces; there is nothing to explain.")


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


def variables(text: str) -> frozenset[str]:
    """The names of all variables that stand in a question."""
    return frozenset(token[0][1:] for token in tokens(text) if token.lastgroup == "name" and token[0][0] in "?$")
