"""Heads of tables: the labels over the columns, on one line or on two."""

from dataclasses import dataclass

from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.align import Words
from graph.reading.tables.grids import grouped, places, texts, ways, words
from graph.reading.tables.slots import column_part, is_head
from graph.values import find_dates


@dataclass(frozen=True)
class Head:
    """The labels over the columns: the way their line is split, the part of each, from where to where it stands."""

    way: str
    parts: tuple[str | None, ...]
    places: tuple[tuple[int, int], ...]
    lines: int = 1
    names: tuple[Text, ...] = ()


def head_of(page: Page, line: Text) -> Head | None:
    """The labels of a line that heads a table of ties, split so that most of them are known."""
    key = ("head", line.norm and line.first, len(line.norm))
    if key not in page.memory:
        page.memory[key] = _head_of(page, line)
    found: Head | None = page.memory[key]
    return found


def _head_of(page: Page, line: Text) -> Head | None:
    best: tuple[float, Head] | None = None
    if any(one.date for one in find_dates(line.norm)):
        return None
    for way in ways(page, line):
        if way == "list":
            continue
        whole = words(page, line, way)
        for least in (2, 1, 0) if way == "blank" else (0,):
            split = grouped(whole, least) if way == "blank" else whole
            if not 2 <= len(split.spans) <= 16:
                continue
            parts = tuple(column_part(split.line.norm[start:stop].strip()) for start, stop in split.spans)
            score = sum(1.0 if part else -0.6 for part in parts)
            if is_head(parts) and (best is None or score > best[0]):
                best = score, Head(way, parts, places(split), 1, tuple(texts(split)))
    return best[1] if best else None


def _split(page: Page, line: Text, way: str) -> Words:
    return grouped(words(page, line, way), 1) if way == "blank" else words(page, line, way)


def two_lines(page: Page, line: Text, below: Text) -> Head | None:
    """The labels of a head that is printed in two lines: each word below goes on with the label that it stands under."""
    if not below.norm.strip() or any(one.date for text in (line, below) for one in find_dates(text.norm)):
        return None
    for way in ways(page, line):
        if way == "list" or way not in ways(page, below):
            continue
        lower = _split(page, below, way)
        if not lower.spans or any(b - a > 8 for a, b in lower.spans):
            continue
        upper = _split(page, line, way)
        if not 2 <= len(upper.spans) <= 16:
            continue
        labels = [upper.line.norm[start:stop].strip() for start, stop in upper.spans]
        at = places(upper)
        for k, (start, stop) in enumerate(places(lower)):
            if way == "blank":
                over = [one for one, (a, b) in enumerate(at) if a - 2 <= start < b + 2 or start <= a < stop]
                if not over:
                    break
                labels[over[0]] += lower.text(k, k + 1).norm
            elif k < len(labels):
                labels[k] += lower.text(k, k + 1).norm
        else:
            alone = [column_part(upper.line.norm[start:stop].strip()) for start, stop in upper.spans]
            parts = tuple(column_part(label) for label in labels)
            if is_head(parts) and (not is_head(alone) or sum(map(bool, parts)) > sum(map(bool, alone))):
                return Head(way, parts, at, 2, tuple(texts(upper)))
    return None
