"""The answer to a question: its columns and rows as native values, and the formats in which people take it away."""

import csv
import html
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING
from typing import Literal as Word

from pyoxigraph import RdfFormat, Triple, serialize

from ontology import PREFIXES
from queries.terms import Term, Value, binding, inert, native, plain, visible
from queries.text import QueryError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas

    from queries.cited import Explained

__all__ = ["FORMATS", "Origin", "Result", "Term", "Value", "native", "render", "visible"]

FORMATS = ("table", "csv", "tsv", "json", "markdown", "html", "turtle")


@dataclass(frozen=True)
class Origin:
    """Where an answer came from: the text that was asked, of what, and which of its variables carry the evidence."""

    name: str
    text: str
    ask: "Callable[[str], Result]"
    evidence: tuple[str, ...] = ()
    page: int = 100_000
    """How many rows or nodes may be asked about at a time."""


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
    origin: Origin | None = field(default=None, compare=False, repr=False)

    @cached_property
    def rows(self) -> list[dict[str, Value]]:
        return [dict(zip(self.columns, map(native, row), strict=True)) for row in self.terms]

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.terms)

    def only(self, language: str) -> "Result":
        """The columns that a reader of `ja` or `en` wants: names in that language, an IRI where there is none."""
        other = {"ja": "_en", "en": "_ja"}[language]
        first = list(takewhile(lambda name: name.endswith("_id"), self.columns))  # what the rows are about
        kept = [name for name in self.columns if not name.endswith((other, "_id")) or name in first]
        if language == "en":
            kept = [name for name in kept if f"{name}_en" not in self.columns]
        named = tuple(name.removesuffix(f"_{language}") for name in kept) or self.columns
        places = [self.columns.index(name) for name in kept or self.columns]
        ids = [f"{name}_id" for name in named]
        iris = [self.columns.index(one) if one in self.columns else at for one, at in zip(ids, places, strict=True)]
        rows = (tuple(row[at] or row[iri] for at, iri in zip(places, iris, strict=True)) for row in self.terms)
        return Result(named, tuple(rows), self.form, self.note)

    def explain(self) -> "Explained":
        """The documents and lines that support each row; QueryError where there are no rows to explain."""
        from queries.cited import Explained
        from queries.explain import explain

        if self.origin is None:
            raise QueryError("only what `run` answered, in one request, can be explained; ask again with `run`.")
        return Explained(self, explain(self, self.origin))

    def why_empty(self, language: str = "en", packaged: bool = False, folders: Sequence["Path"] = ()) -> list[str]:
        """What may explain that there are no rows, a sentence each; nothing where there are some.

        `packaged`: the command line asked the packaged records only, and could have asked others. `folders`: those of
        one's own records that were asked, in which some may wait for a person's word.
        """
        from queries.empty import OTHERS, reasons
        from queries.past import over
        from queries.waiting import waiting

        if self.terms or self.origin is None or self.form == "ask":
            return []
        found = [*reasons(self.origin), *over(self.origin), *waiting(self.origin, folders)]
        return [both[language == "ja"] for both in [*found, *([OTHERS] if packaged else [])]]

    def remarks(
        self, language: str, explained: bool, packaged: bool = False, folders: Sequence["Path"] = ()
    ) -> list[str]:
        """What to say below an answer, a heading first: why it has no rows; where it is explained, what had ended."""
        from queries.past import over

        if not self.terms:
            return ["該当なし" if language == "ja" else "no rows", *self.why_empty(language, packaged, folders)]
        if not explained or self.origin is None or self.form != "select":
            return []
        gone = over(self.origin, {plain(term) for row in self.terms for term in row if term is not None})
        head = ("not in the answer", "回答にないもの")
        return [both[language == "ja"] for both in (head, *gone)] if gone else []

    def table(self, width: int | None = None, below: Sequence[Sequence[str]] = (), names: Sequence[str] = ()) -> str:
        """Aligned text, IRIs with prefixes; in `width` columns, if given, with cells wrapped or a block for each row.

        `below` has for each row the lines that follow it, which keep their width; `names` are the heads of the columns.
        """
        from queries.grid import grid

        under = [[f"    {visible(line)}" for line in lines] for lines in below] or [[] for _ in self.terms]
        return grid(names or self.columns, self.shown(), under, width)

    def to_pandas(self) -> "pandas.DataFrame":
        """The rows as a pandas frame with native values; ImportError says how to get pandas where it is not there."""
        try:
            import pandas
        except ImportError:
            raise ImportError("to_pandas needs pandas: pip install 'intercity[pandas]'") from None
        frame = pandas.DataFrame(self.rows, columns=list(self.columns), dtype=object)
        return frame.convert_dtypes()  # whole numbers stay whole where a cell is empty

    def csv(self) -> str:
        """SPARQL 1.1 CSV: values as they are, unbound cells empty, lines ending with CR LF (RFC 4180)."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([plain(term) for term in row] for row in self.terms)
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
            {name: binding(term) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.terms
        ]
        answer = {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}
        return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"

    def markdown(self, names: Sequence[str] = ()) -> str:
        """A Markdown table; nothing in a cell can end it or be read as markup."""
        rows = [
            [inert(cell) for cell in row] for row in [names or self.columns, ["---"] * len(self.columns), *self.shown()]
        ]
        return "".join("| " + " | ".join(row) + " |\n" for row in rows)

    def html(self) -> str:
        """An HTML table without links, styles or scripts."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n" for row in self.shown()
        )
        note = f"<caption>{html.escape(self.note)}</caption>\n" if self.note else ""
        return f"<table>\n{note}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"

    _repr_html_ = html

    def turtle(self) -> str:
        """The triples of CONSTRUCT or DESCRIBE as Turtle, sorted; QueryError for rows, which are no triples."""
        if self.form != "graph":
            raise QueryError("Turtle is for CONSTRUCT and DESCRIBE; this answer has rows: take table, csv, json, ….")
        used = {name: space for name, space in PREFIXES.items() if any(space in str(row) for row in self.terms)}
        triples = (Triple(*row) for row in sorted(self.terms, key=str))  # type: ignore[arg-type]
        out = io.BytesIO()
        serialize(triples, out, format=RdfFormat.TURTLE, prefixes=used)
        return out.getvalue().decode()

    def shown(self) -> list[list[str]]:
        """The cells as people read them: one line each, IRIs with prefixes, no control characters."""
        return [[visible(plain(term, compact=True)) for term in row] for row in self.terms]


def render(result: Result, format: str = "table", *, language: str | None = None, width: int | None = None) -> str:
    """The answer as text in one of FORMATS, ending with a line end; triples are Turtle unless a format takes rows.
    HTML is a page of its own; `Result.html` is the table alone.

    `language` (`ja` or `en`) leaves out the other language and the IRIs; `width` is that of the terminal, for `table`.
    ValueError for an unknown format.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}; known formats: {', '.join(FORMATS)}")
    if result.form == "graph" and format == "table":
        return result.turtle()
    shown = result.only(language) if language and result.form == "select" else result
    if format == "html":
        from queries.sheet import page

        return page(shown, result.origin, language or "en")
    if language and result.form == "select" and format in ("table", "markdown"):
        from queries.heads import heads, together

        shown = together(shown)
        names = heads(shown.columns, result.origin, language)
        return shown.table(width, names=names) if format == "table" else shown.markdown(names)
    return shown.table(width) if format == "table" else str(getattr(shown, format)())
