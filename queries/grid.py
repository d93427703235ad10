"""A table of text for a terminal: columns that share its width, cells wrapped inside them, wide characters as two."""

import re
from collections.abc import Iterator, Sequence

from queries.terms import breadth, pad

__all__ = ["cut", "grid", "wrapped"]

_GAP = 2
_LEAST = 10
"""Columns narrower than this cannot be read: then each row is a block of its own."""
_LOOKED_AT = 200
"""Rows by which the width of a terminal is shared out."""
_LONG = 40
"""A cell as wide as any counts: a few long ones do not narrow the other columns."""
_DEEPEST = 4
"""Lines of a cell; the rest is cut with an ellipsis, and stands in CSV and JSON."""


def grid(names: Sequence[str], rows: Sequence[Sequence[str]], below: Sequence[Sequence[str]], width: int | None) -> str:
    """The table; in `width` columns where one is given, as blocks where that leaves too little to a column.

    `below` has for each row the lines that follow it, which keep their width.
    """
    full = [max(breadth(row[place]) for row in [names, *rows]) for place in range(len(names))]
    wide = full if width is None else _shared([names, *rows], full, width - _GAP * (len(full) - 1))
    if not wide:
        return _blocks(names, rows, below, width or 0)
    whole = wide == full
    cells = [[[cell] for cell in row] if whole else list(map(wrapped, row, wide)) for row in (names, *rows)]
    text = [*_lines(cells[0], wide), _line(["-" * each for each in wide], wide)]
    for row, more in zip(cells[1:], below, strict=True):
        text += [*_lines(row, wide), *more]
    return "\n".join(text) + "\n"


def _shared(cells: Sequence[Sequence[str]], full: Sequence[int], width: int) -> list[int]:
    """The widths of the columns, what is left going where most text would overflow; empty where it is too little."""
    if sum(full) <= width:
        return list(full)
    wide = [min(each, _LEAST) for each in full]
    texts = [[min(_LONG, breadth(row[place])) for row in cells[:_LOOKED_AT]] for place in range(len(full))]
    for _ in range(width - sum(wide)):
        over = [
            sum(max(0, one - each) for one in column) if each < most else -1
            for column, each, most in zip(texts, wide, full, strict=True)
        ]
        wide[over.index(max(over))] += 1
    return wide if sum(wide) <= width else []


def wrapped(text: str, width: int) -> list[str]:
    """The lines of a cell, broken after blanks, else dashes and the like, else between characters; at most _DEEPEST."""
    lines, line = list[str](), ""
    for part in _parts(text, width):
        if breadth(line + part.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += part
    lines.append(line.rstrip())
    if len(lines) <= _DEEPEST:
        return lines
    return [*lines[: _DEEPEST - 1], cut(lines[_DEEPEST - 1] + "…", width)]


def _parts(text: str, width: int) -> Iterator[str]:
    """What stays together: words, of those that are too long what a dash or the like ends, else characters."""
    for word in re.split(r"(?<= )", text):
        for part in [word] if breadth(word.rstrip()) <= width else re.split(r"(?<=[-–:/])", word):
            yield from [part] if breadth(part.rstrip()) <= width else part


def cut(text: str, width: int) -> str:
    """The text, or as much of it as fits beside an ellipsis."""
    if breadth(text) <= width:
        return text
    while breadth(text) >= width:
        text = text[:-1]
    return f"{text}…"


def _lines(cells: Sequence[Sequence[str]], wide: Sequence[int]) -> list[str]:
    deep = max(map(len, cells))
    return [_line([cell[at] if at < len(cell) else "" for cell in cells], wide) for at in range(deep)]


def _line(cells: Sequence[str], wide: Sequence[int]) -> str:
    return (" " * _GAP).join(map(pad, cells, wide)).rstrip()


def _blocks(names: Sequence[str], rows: Sequence[Sequence[str]], below: Sequence[Sequence[str]], width: int) -> str:
    name_width = max(map(breadth, names))
    blocks = []
    for row, more in zip(rows, below, strict=True):
        lines = []
        for name, cell in zip(names, row, strict=True):
            parts = wrapped(cell, max(_LEAST, width - name_width - _GAP)) if cell else []
            lines += [f"{pad(name if not at else '', name_width)}  {part}" for at, part in enumerate(parts)]
        blocks.append("".join(f"{line}\n" for line in [*lines, *more]))
    return "\n".join(blocks)
