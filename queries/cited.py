"""How the support of each row is shown: as columns, as lines under the row, and as the documents' own lines."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from queries.explain import Source, Support, Supports
from queries.result import Result, Value, visible

if TYPE_CHECKING:
    import pandas

__all__ = ["Explained"]

COLUMNS = ("evidence", "otherwise")
"""What supports a row, and what states something else, as `document:first-last; …` (one line: `document:line`)."""


@dataclass(frozen=True)
class Explained:
    """An answer with the support of each row; iterating gives the rows with the two more COLUMNS."""

    answer: Result
    supports: Supports

    @cached_property
    def result(self) -> Result:
        """The answer with the columns `evidence` and `otherwise`, unbound where there is no such line."""
        added = [[_places(row, agree) for agree in (True, False)] for row in self.supports.rows]
        cells = [tuple(Literal(text) if text else None for text in row) for row in added]
        terms = tuple((*row, *more) for row, more in zip(self.answer.terms, cells, strict=True))
        return Result((*self.answer.columns, *COLUMNS), terms, origin=self.answer.origin)

    @property
    def rows(self) -> list[dict[str, Value]]:
        return self.result.rows

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.answer)

    def _repr_html_(self) -> str:
        return self.result.html()

    def to_pandas(self) -> "pandas.DataFrame":
        """As `Result.to_pandas`, with the two more columns."""
        return self.result.to_pandas()

    def table(self, language: str | None = None, width: int | None = None, documents: Path | None = None) -> str:
        """The table of the answer, under each row the documents and lines in `language` (default: English).

        With `documents`, a folder, the lines themselves follow, where the file is the one that was read.
        """
        from queries.heads import heads, together

        shown = together(self.answer.only(language)) if language else self.answer
        names = heads(shown.columns, self.answer.origin, language) if language else ()
        return shown.table(width, self.notes(language or "en", documents), names)

    def notes(self, language: str = "en", documents: Path | None = None) -> list[list[str]]:
        """For each row the lines of text that go under it."""
        texts = {} if documents is None else _texts(self.supports.sources, documents)
        return [list(self._notes(row, language == "ja", texts)) for row in self.supports.rows]

    def _notes(self, row: Sequence[Support], ja: bool, texts: Mapping[str, "str | None"]) -> Iterator[str]:
        agreeing = [one for one in row if one.agrees]
        if not agreeing:
            yield "↳ 根拠の箇所なし" if ja else "↳ no line states it"
        for key in dict.fromkeys(one.document for one in agreeing):
            mine = [one for one in agreeing if one.document == key]
            yield f"↳ {self._title(key, ja)}{_lines(mine, ja)}"
            yield from _quoted(mine, key, texts, ja)
        if concluded := self._inferred(agreeing, ja):
            yield f"※ 文脈からの推定: {concluded}" if ja else f"* concluded from context: {concluded}"
        others = {(one.document, one.property, one.value, one.lines): one for one in row if not one.agrees}
        for one in others.values():
            said = f"{self._name(one.property, ja)} {self._name(one.value, ja)}"
            head = f"≠ 異なる記述: {said}: " if ja else f"≠ says otherwise: {said}: "
            yield f"{head}{self._title(one.document, ja)}{_lines([one], ja)}"
            yield from _quoted([one], one.document, texts, ja)

    def _inferred(self, row: Sequence[Support], ja: bool) -> str:
        """What no line states in so many words: the properties all of whose spans had to be read in their context."""
        stated = {(one.node, one.property) for one in row if not one.inferred}
        properties = sorted({one.property for one in row if (one.node, one.property) not in stated})
        whole = "一部の事柄" if ja else "some of it"
        return ("、" if ja else ", ").join(self._name(one, ja) if one else whole for one in properties)

    def _title(self, key: str, ja: bool) -> str:
        source = self.supports.sources.get(key)
        if source is None:
            return key
        title = (source.ja or source.en if ja else source.en or source.ja) or key
        return title if source.as_of[:4] in title or ja else f"{title}, {source.as_of}"

    def _name(self, iri: str, ja: bool) -> str:
        names = self.supports.names.get(iri, ("", ""))
        return names[0 if ja else 1] or iri


def _places(row: Iterable[Support], agree: bool) -> str:
    kept = [one for one in row if one.agrees is agree]
    documents = dict.fromkeys(one.document for one in kept)
    merged = [(key, each) for key in documents for each in _merged(one for one in kept if one.document == key)]
    return "; ".join(f"{key}:{_range(*each)}" for key, each in merged)


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _merged(row: Iterable[Support]) -> list[tuple[int, int]]:
    """The line ranges, sorted, those that overlap or follow on each other as one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(one.lines for one in row):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _lines(row: Sequence[Support], ja: bool) -> str:
    ranges = _merged(row)
    if ja:
        return " " + "・".join(_range(*each) for each in ranges) + "行"
    several = len(ranges) > 1 or ranges[0][0] != ranges[0][1]
    return f", {'lines' if several else 'line'} " + ", ".join(_range(*each) for each in ranges)


def _texts(sources: Mapping[str, Source], folder: Path) -> dict[str, "str | None"]:
    """The text of each document in a folder or below; None where the file is missing, empty where it is another one."""
    from graph.documents import DocumentError, below, read_bytes
    from graph.extract import text_of

    found: dict[str, str | None] = dict.fromkeys(sources)
    files = below(folder, {source.file for source in sources.values()})
    for key, source in sources.items():
        for path in files[source.file]:
            with suppress(DocumentError):
                raw = read_bytes(path)
                found[key] = found[key] or ""
                if hashlib.sha256(raw).hexdigest() == source.sha256:
                    found[key] = text_of(raw, str(path))[0]
                    break
    return found


def _quoted(row: Sequence[Support], key: str, texts: Mapping[str, "str | None"], ja: bool) -> Iterator[str]:
    """The lines with their numbers, or why they are not shown; each span has to have the hash that it was read with."""
    if key not in texts:
        return
    text = texts[key]
    if text is None:
        yield "  （ファイルがない）" if ja else "  (the file is not there)"
    elif not text:
        yield "  （読み取った版のファイルではない）" if ja else "  (the file is not the one that was read)"
    elif any(hashlib.sha256(text[slice(*one.at)].encode()).hexdigest() != one.sha256 for one in row):
        yield "  （この箇所は読み取った内容と異なる）" if ja else "  (the lines are not those that were read)"
    else:
        every = text.split("\n")
        for first, last in _merged(row):
            for number in range(first, last + 1):
                if line := visible(every[number - 1]).strip():
                    yield f"  {number:>5}  {line}"
