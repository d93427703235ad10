"""The answer to a question: its columns and rows as native values, and the formats in which people take it away."""

import csv
import html
import io
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Literal as Word

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ontology import PREFIXES, short

__all__ = ["FORMATS", "Result", "Term", "Value", "native", "render"]

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | float | Decimal | bool | date | None
FORMATS = ("table", "csv", "tsv", "json", "markdown", "html", "turtle")

_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(
    _XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
)


@dataclass(frozen=True)
class Result:
    """Columns and rows in the order of the answer; `form` tells ASK (one row) and CONSTRUCT (three columns) apart.

    `rows` are mappings of native values: str (also for IRIs), int, Decimal, float, bool, date; None where unbound.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    form: Word["select", "ask", "graph"] = "select"
    note: str = ""
    """What a reader has to know of this answer, such as that it is an old copy; empty for most."""

    @cached_property
    def rows(self) -> list[dict[str, Value]]:
        return [dict(zip(self.columns, map(native, row), strict=True)) for row in self.terms]

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.terms)

    def only(self, language: str) -> "Result":
        """The columns that a reader of `ja` or `en` wants: names in that language, and no IRIs beside the names."""
        other = {"ja": "_en", "en": "_ja"}[language]
        kept = [name for name in self.columns if not name.endswith((other, "_id"))]
        if language == "en":
            kept = [name for name in kept if f"{name}_en" not in self.columns]
        places = [self.columns.index(name) for name in kept or self.columns]
        named = tuple(name.removesuffix(f"_{language}") for name in kept) or self.columns
        return Result(named, tuple(tuple(row[place] for place in places) for row in self.terms), self.form, self.note)

    def table(self, width: int | None = None) -> str:
        """Aligned text, IRIs with prefixes; one block a row where a line would be wider than `width` columns."""
        cells = self._shown()
        wide = [max(_width(row[place]) for row in [self.columns, *cells]) for place in range(len(self.columns))]
        if width is not None and sum(wide) + 2 * (len(wide) - 1) > width:
            name_width = max(map(_width, self.columns))
            blocks = [
                "".join(
                    f"{_pad(name, name_width)}  {cell}\n" for name, cell in zip(self.columns, row, strict=True) if cell
                )
                for row in cells
            ]
            return "\n".join(blocks)
        rule = tuple("-" * each for each in wide)
        lines = ("  ".join(map(_pad, row, wide)).rstrip() for row in [self.columns, rule, *cells])
        return "\n".join(lines) + "\n"

    def csv(self) -> str:
        """SPARQL 1.1 CSV: values as they are, unbound cells empty, lines ending with CR LF (RFC 4180)."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([_plain(term) for term in row] for row in self.terms)
        return out.getvalue()

    def tsv(self) -> str:
        """SPARQL 1.1 TSV: terms in Turtle syntax, so that a value keeps its type and language."""
        lines = ["\t".join(f"?{name}" for name in self.columns)]
        lines += ["\t".join("" if term is None else str(term) for term in row) for row in self.terms]
        return "\n".join(lines) + "\n"

    def json(self) -> str:
        """SPARQL 1.1 results in JSON."""
        if self.form == "ask":
            return json.dumps({"head": {}, "boolean": self.rows[0]["ask"]}) + "\n"
        bindings = [
            {name: _binding(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.terms
        ]
        answer = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"

    def markdown(self) -> str:
        """A Markdown table; nothing in a cell can end it or be read as markup."""
        rows = [[_inert(cell) for cell in row] for row in [self.columns, ["---"] * len(self.columns), *self._shown()]]
        return "".join("| " + " | ".join(row) + " |\n" for row in rows)

    def html(self) -> str:
        """An HTML table without links, styles or scripts."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n" for row in self._shown()
        )
        note = f"<caption>{html.escape(self.note)}</caption>\n" if self.note else ""
        return f"<table>\n{note}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"

    _repr_html_ = html

    def turtle(self) -> str:
        """The triples of CONSTRUCT or DESCRIBE as Turtle, sorted; ValueError for rows, which are no triples."""
        if self.form != "graph":
            raise ValueError("Turtle is for CONSTRUCT and DESCRIBE; this answer has rows: take table, csv, json, ….")
        used = {name: space for name, space in PREFIXES.items() if any(space in str(row) for row in self.terms)}
        triples = (Triple(*row) for row in sorted(self.terms, key=str))  # type: ignore[arg-type]
        out = io.BytesIO()
        serialize(triples, out, format=RdfFormat.TURTLE, prefixes=used)
        return out.getvalue().decode()

    def _shown(self) -> list[list[str]]:
        return [[_visible(_plain(term, compact=True)) for term in row] for row in self.terms]


def render(result: Result, format: str = "table", *, language: str | None = None, width: int | None = None) -> str:
    """The answer as text in one of FORMATS, ending with a line end; triples are Turtle unless a format takes rows.

    `language` (`ja` or `en`) leaves out the other language and the IRIs; `width` is that of the terminal, for `table`.
    ValueError for an unknown format.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; known formats: {', '.join(FORMATS)}")
    if result.form == "graph" and format == "table":
        return result.turtle()
    shown = result.only(language) if language and result.form == "select" else result
    return shown.table(width) if format == "table" else str(getattr(shown, format)())


def native(term: Term | None) -> Value:
    """The Python value of a term; a literal whose text does not fit its datatype stays text."""
    if not isinstance(term, Literal):
        return None if term is None else _plain(term)
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


def _plain(term: Term | None, *, compact: bool = False) -> str:
    if isinstance(term, NamedNode):
        return short(term.value) if compact else term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return "" if term is None else term.value if isinstance(term, Literal) else str(term)


def _binding(term: Term) -> dict[str, str]:
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


def _visible(text: str) -> str:
    """One line without control characters, which could move a terminal's cursor or turn the direction of writing."""
    return "".join(
        char if char.isprintable() else " " if char.isspace() else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def _inert(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]|<>&" and text != "---" else char for char in text)


def _width(text: str) -> int:
    """Columns on a terminal: Japanese characters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
