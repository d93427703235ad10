"""A page of a plain list of links between cities: a CSV file with city1,country1,city2,country2.

Coordinates may follow in columns of their own. Names and countries are taken as they are printed, so two spellings are
two cities; nothing is merged by guessing. What a row lacks, and what was not taken, is told by line.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.documents import decode, read_bytes
from viz.model import Document, Edge, Node, PageModel
from viz.rows import Cite
from viz.ties import End, Fact, Tie
from viz.wording import NOTHING, WORDS, Text

COLUMNS = ("city1", "country1", "city2", "country2")
_PLACES = (("lat1", "lng1"), ("lat2", "lng2"))
_LINES = 5  # so many line numbers are told of one fault
_DOCUMENT = "doc/links"

City = tuple[str, str]  # name, country


class LinksError(ValueError):
    """A file that is no list of links; the message says what a list of links has."""

    exit_code = 3


@dataclass
class _Read:
    """The list as read so far; faults by what is wrong, with the lines where it is."""

    cities: dict[City, tuple[float, float] | None] = field(default_factory=dict)
    links: dict[tuple[City, City], list[int]] = field(default_factory=dict)
    faults: dict[str, list[int]] = field(default_factory=dict)

    def fault(self, what: str, line: int) -> None:
        self.faults.setdefault(what, []).append(line)

    def city(self, city: City, at: tuple[float, float] | None, line: int) -> None:
        known = self.cities.setdefault(city, at)
        if known is None:
            self.cities[city] = at
        elif at and at != known:
            self.fault("other coordinates for a city than on an earlier line; the first are kept", line)


def links(path: Path) -> tuple[PageModel, list[str]]:
    """The page of a file of links, and what there is to say about its rows; LinksError where it is no such file."""
    text, _ = decode(read_bytes(path), path.name)
    found = _Read()
    for line, row in _rows(text, path.name):
        ends = [(row[city].strip(), row[country].strip()) for city, country in (COLUMNS[:2], COLUMNS[2:])]
        if not all(name for name, _ in ends):
            found.fault("no name of a city; left out", line)
        elif ends[0] == ends[1]:
            found.fault("links a city with itself; left out", line)
        else:
            for city, names in zip(ends, _PLACES, strict=True):
                found.city(city, _place(row, names, line, found), line)
            a, b = sorted(ends)
            found.links.setdefault((a, b), []).append(line)
    twice = [lines[1] for lines in found.links.values() if len(lines) > 1]
    if twice:
        found.faults["the same link as on an earlier line; drawn once"] = twice
    return _model(found, path.name), [_told(path.name, *fault) for fault in found.faults.items()]


def _rows(text: str, name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of its line (from 1) and the cells of each row; short rows are filled up with nothing."""
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise LinksError(
            f"{name}: no column {missing[0]}; a list of links has {','.join(COLUMNS)} and, where known, "
            "lat1,lng1,lat2,lng2 in degrees"
        )
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise LinksError(f"{name}: line {reader.line_num}: {error}; is it a CSV file?") from None


def _place(row: dict[str, str], names: tuple[str, str], line: int, found: _Read) -> tuple[float, float] | None:
    """Longitude and latitude, None where they are not given or cannot be."""
    words = [row.get(name, "").strip() for name in names]
    if not any(words):
        return None
    try:
        latitude, longitude = map(float, words)
    except ValueError:
        latitude = longitude = 999.0
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        found.fault("coordinates that are none; the city is drawn without", line)
        return None
    return longitude, latitude


def _told(name: str, what: str, lines: list[int]) -> str:
    more = f" and {len(lines) - _LINES:,} more" if len(lines) > _LINES else ""
    return f"{name}: line {', '.join(map(str, lines[:_LINES]))}{more}: {what}"


def _model(found: _Read, name: str) -> PageModel:
    keys = {city: f"lg/{city[1]}/{city[0]}" if city[1] else f"lg/{city[0]}" for city in sorted(found.cities)}
    nodes = [
        Node(
            id=key,
            cls="city",
            name=Text(city[0], city[0]),
            short=Text(city[0], city[0]),
            kind=NOTHING,
            place=Text(city[1], city[1]),
            aliases=(),
            facts=(),
            country=f"country/{city[1]}" if city[1] else "",
            at=found.cities[city],
        )
        for city, key in keys.items()
    ]
    ties = [_tie(keys[a], keys[b], lines) for (a, b), lines in sorted(found.links.items())]
    edges = [Edge(tie.id, tie.ends[0].node, tie.ends[1].node, tie.group, tie.id) for tie in ties]
    countries = sorted({country for _, country in found.cities if country})
    return PageModel(
        nodes=tuple(nodes),
        edges=tuple(edges),
        relationships=tuple(ties),
        areas=(),
        sources=(Document(_DOCUMENT, Text(name, name), Text(name, name), NOTHING, name),),
        countries=tuple((f"country/{country}", Text(country, country)) for country in countries),
        base="",
    )


def _tie(a: str, b: str, lines: list[int]) -> Tie:
    """One link. It has no name of its own: the page calls it by its ends."""
    cites = tuple(Cite(_DOCUMENT, line, line) for line in lines)
    return Tie(
        id=f"link/{lines[0]}",
        group="twinned",
        form="agreement",
        name=NOTHING,
        kind=WORDS["twinned"],
        printed="",
        date="",
        until="",
        ends=(End(a), End(b)),
        facts=(Fact(WORDS["stated"], NOTHING, cites=cites),),
    )
