"""What the columns of an answer are called on a page or a terminal, and which of them stand together there."""

import re
from collections.abc import Sequence

from pyoxigraph import Literal

from queries.catalogue import catalogue
from queries.result import Origin, Result
from queries.terms import Term, plain

__all__ = ["heads", "short", "together"]

_ADDED = {
    "evidence": ("evidence", "根拠"),
    "otherwise": ("says otherwise", "異なる記述"),
    "lines": ("lines", "文書と行"),
}
_HELD = "基準日に確実か可能性ありか"  # the meaning of a column; too long for its head
_SHORT = {_HELD: "確実さ", "文脈から推定した場合は true": "推定", "文脈から推定したときtrue": "推定"}
_FOR_PROGRAMS = frozenset(["document_sha256", "file", "start", "end"])
"""Columns that pin a span down to its characters, which nobody reads in a table."""
_DIGITS = 8
"""Of a hash, enough to tell two apart."""


def heads(columns: Sequence[str], origin: Origin | None, language: str) -> list[str]:
    """The names in `ja`, by what the header of the question says of each column, or in `en`, by their own names."""
    own = catalogue().get(origin.name) if origin else None
    known = {} if own is None else own.columns
    named = []
    for name in columns:
        if name in _ADDED:
            named.append(_ADDED[name][language == "ja"])
        elif language == "ja" and name in known:
            said = short(known[name][1])
            named.append(_SHORT.get(said, said))
        else:
            named.append(name.removesuffix("_id").replace("_", " "))
    return named


def short(meaning: str) -> str:
    """The beginning of a meaning in Japanese, which names what it is about."""
    return re.split("[。（、]", meaning)[0]


def together(shown: Result) -> Result:
    """For a terminal: document and lines as one column, `kumamoto-2022 L461`, hashes cut, none for programs."""
    columns = list(shown.columns)
    lines = {"document", "from_line", "to_line"} <= set(columns)
    gone = _FOR_PROGRAMS | ({"from_line", "to_line", "span_id"} if lines else set())
    kept = [name for name in columns if name not in gone]
    rows = []
    for row in shown.terms:
        cells = dict(zip(columns, row, strict=True))
        if lines:
            cells["document"] = _place(cells)
        if (sha := cells.get("sha256")) is not None:
            cells["sha256"] = Literal(plain(sha)[:_DIGITS] + "…")
        rows.append(tuple(cells[name] for name in kept))
    named = tuple("lines" if lines and name == "document" else name for name in kept)
    return Result(named, tuple(rows), shown.form, shown.note)


def _place(cells: dict[str, Term | None]) -> Literal:
    document, first, last = (plain(cells[name]) for name in ("document", "from_line", "to_line"))
    return Literal(f"{document} L{first}" + (f"-{last}" if last != first else ""))
