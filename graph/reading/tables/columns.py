"""Tables of journeys: the columns that count those who went and those that say which way, with what a row holds there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import Stated
from graph.values import find_dates

_UNIT = r"(?:\s*[(][人名][)])?"
COUNT = re.compile(rf"(?:参加|派遣|受け?入れ?|訪問|来訪|訪問団|団員)?(?:人数|人員|者数|団員数){_UNIT}")
WAY = re.compile(rf"(?:(?P<outbound>派遣)|(?P<inbound>受け?入れ?|来訪))(?:人数|人員|者数|数)?{_UNIT}")
# Cheap: a document without one of these heads no such column.
HEADS = re.compile(r"人数|人員|[者員]数|(?:派遣|受入れ?|受け入れ|来訪)[ \u3000]*(?:[\t\n(（]|$)", re.MULTILINE)
FIGURE = re.compile(r"(?P<n>\d[\d,]*)\s*[人名]?")
NOTHING = re.compile(r"[-‐―ー—–－0/なし]*")
CELLS = re.compile(r"[^\t]+|(?<=\t)(?=\t|$)|^(?=\t)")
WORDS = re.compile(r"\S+")
DIGIT = re.compile(r"\d")
Span_ = tuple[int, int]


@dataclass(frozen=True)
class Told:
    """What the columns say of a row: how many went, and, where a column is that of one way, which way and at which cell."""

    total: Stated | None
    way: Stated | None = None
    at: Span_ = (0, 0)


@dataclass(frozen=True)
class _Head:
    line: Text
    labels: tuple[Span_, ...]


@once
def heads(page: Page) -> dict[int, _Head]:
    """The rows (lines from 1) under a head that counts journeys, each with its head."""
    return dict(_rows(page)) if HEADS.search(page.document.text) else {}


def _rows(page: Page) -> list[tuple[int, _Head]]:
    found: list[tuple[int, _Head]] = []
    now: _Head | None = None
    for number, line in enumerate(page.lines, 1):
        if not line.norm.strip() or "。" in line.norm:
            now = None
        elif (head := _head(line)) is not None:
            now = head
        elif now and find_dates(line.norm) and len(cells(line, now.line)) == len(now.labels):
            found.append((number, now))
    return found


def cells(line: Text, like: Text) -> tuple[Span_, ...]:
    """The cells of a row, parted as those of its head are: by tabs, or by blanks."""
    pattern = CELLS if "\t" in like.norm else WORDS
    return tuple(one.span() for one in pattern.finditer(line.norm))


def _head(line: Text) -> _Head | None:
    """A line of labels, no figures among them, one of which counts people or names a way."""
    if (
        len(line.norm) > 80
        or "、" in line.norm
        or ":" in line.norm
        or DIGIT.search(line.norm)
        or not HEADS.search(line.norm + "\n")
    ):
        return None
    labels = cells(line, line)
    parts = [line.norm[slice(*one)].strip() for one in labels]
    counted = any(COUNT.fullmatch(one) or WAY.fullmatch(one) for one in parts)
    return _Head(line, labels) if len(labels) > 2 and counted else None


def told(page: Page, text: Text) -> Told | None:
    """What the columns say of the row that a text is; None outside such a table, or where they say nothing clear."""
    head = heads(page).get(page.source.line_of(text.starts[0])) if len(text) else None
    if head is None:
        return None
    row = page.lines[page.source.line_of(text.starts[0]) - 1]
    totals, ways = [], []
    for label, at in zip(head.labels, cells(row, head.line), strict=True):
        name, value = head.line.part(*label).stripped(), row.part(*at).stripped()
        figure = FIGURE.fullmatch(value.norm)
        way = WAY.fullmatch(name.norm)
        if NOTHING.fullmatch(value.norm) or not (figure and (way or COUNT.fullmatch(name.norm))):
            continue
        counted = page.in_words(value, figure["n"].replace(",", ""), *figure.span("n"))
        if way:
            begin = text.starts.index(value.starts[0])  # the text may begin behind the date of the row
            ways.append(
                Told(counted, page.in_words(name, way.lastgroup or "", 0, len(name)), (begin, begin + len(value)))
            )
        else:
            totals.append(counted)
    if len(ways) + len(totals) != 1:
        return None
    return ways[0] if ways else Told(totals[0])


def of_journeys(names: Sequence[Text | None], columns: Sequence[Sequence[Text]]) -> bool:
    """True for a table some column of which counts those who went: its days are those of journeys, none of a signing."""
    for name, column in zip(names, columns, strict=False):
        label = name.norm.strip() if name is not None else ""
        full = [one.norm.strip() for one in column if not NOTHING.fullmatch(one.norm.strip())]
        if (
            (COUNT.fullmatch(label) or WAY.fullmatch(label))
            and full
            and all(FIGURE.fullmatch(one) or WAY.fullmatch(one) for one in full)
        ):
            return True
    return False
