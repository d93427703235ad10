"""Reads the three files of facts that name things: the registry, the places and the former municipalities."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

TYPES = (
    "Agreement",
    "Alliance",
    "ChangeEvent",
    "Country",
    "Department",
    "DocumentSeries",
    "LocalGovernment",
    "Organisation",
    "ReferenceData",
)
PLACE_KINDS = ("city", "country", "district", "prefecture", "state", "town", "village")

# "#" marks a column that may be empty.
NAME_COLUMNS = ("key", "type", "natural", "ja", "en", "aliases#", "wikidata#", "geonames#", "note#")
PLACE_COLUMNS = ("key", "kind", "code#", "ja", "kana#", "en", "within#", "lat#", "lon#", "source")
FORMER_COLUMNS = ("key", "ja", "county#", "prefecture", "successor", "date", "kind#", "source")

_KEY = re.compile(r"[a-z]+/[a-z0-9][a-z0-9-]*")
_QID = re.compile(r"Q[1-9]\d*")
_NUMBER = re.compile(r"[1-9]\d*")
_DEGREES = re.compile(r"-?\d{1,3}(\.\d+)?")


class PlacesError(ValueError):
    """A file of names that cannot be read: says which file and line, why, and what to do."""

    exit_code = 3


class Name(NamedTuple):
    """One row of the registry: what an entity is called, in Japanese, in English and in the documents."""

    key: str
    type: str
    natural: str
    ja: str
    en: str
    aliases: tuple[str, ...]
    wikidata: str
    geonames: str
    note: str


class Place(NamedTuple):
    """One place: `kind` is one of PLACE_KINDS, `within` the key of the next larger place ("" for a country).

    `codes` are official codes (six digits for Japan, ISO 3166-1 alpha-2 for a country), none where none is known.
    `lat` and `lon` are decimal degrees (WGS 84) as written in the file, or None. `source` is the key of a data set.
    """

    key: str
    kind: str
    codes: tuple[str, ...]
    ja: str
    en: str
    kana: str
    within: str
    lat: str | None
    lon: str | None
    source: str


class Former(NamedTuple):
    """One abolished municipality and one of its successors; `kind` is "absorption" or "" where that is not known."""

    key: str
    ja: str
    county: str
    prefecture: str
    successor: str
    date: str
    kind: str
    source: str


class Registry(NamedTuple):
    """The three files as read: keys in file order; a former municipality with two successors has two rows."""

    names: Mapping[str, Name]
    places: Mapping[str, Place]
    formers: tuple[Former, ...]


def check_digit(code: str) -> str:
    """The sixth digit of a local-government code, from its first five.

    Rule: weights 6, 5, 4, 3, 2; eleven minus the sum modulo eleven; its last digit (Ministry of Internal Affairs and
    Communications, code of local governments).
    """
    a, b, c, d, e = map(int, code[:5])
    return str((11 - (6 * a + 5 * b + 4 * c + 3 * d + 2 * e) % 11) % 10)


def as_place(former: Former, registry: Registry) -> Place:
    """A former municipality as a place: the list lacks its code, coordinates and reading (so no Latin name)."""
    kind = {"市": "city", "村": "village"}.get(former.ja[-1], "town")
    name = registry.names.get(former.key)
    en = name.en if name else f"{former.ja} ({registry.places[former.prefecture].en})"
    return Place(former.key, kind, (), former.ja, en, "", former.prefecture, None, None, former.source)


def read(directory: Traversable) -> Registry:
    """Read names.csv, places.csv and former.csv of a directory.

    Raises PlacesError (file, line, reason, remedy) for a file that is missing, not UTF-8 or not as the data
    dictionary (README.md beside the files) says.
    """
    places: dict[str, Place] = {}
    for at, row in _rows(directory / "places.csv", PLACE_COLUMNS):
        place = _place(row, at)
        _once(place.key, places, at)
        places[place.key] = place
    for place in places.values():
        above, steps = place, 0
        while above.kind != "country":
            if above.within not in places or steps > len(PLACE_KINDS):
                raise PlacesError(f"places.csv: {place.key}: within {above.within!r} leads to no country; give its key")
            above, steps = places[above.within], steps + 1

    formers = [_former(row, at, places) for at, row in _rows(directory / "former.csv", FORMER_COLUMNS)]
    known = places.keys() | {former.key for former in formers}
    for former in formers:
        if former.successor not in known:
            raise PlacesError(f"former.csv: {former.key}: successor {former.successor!r} is unknown; give its key")

    names: dict[str, Name] = {}
    naturals: set[tuple[str, str]] = set()
    for at, row in _rows(directory / "names.csv", NAME_COLUMNS):
        name = _name(row, at, known)
        _once(name.key, names, at)
        if (name.type, name.natural) in naturals:
            raise PlacesError(f"{at}: natural key {name.natural!r} stands twice; one entity has one row, with aliases")
        naturals.add((name.type, name.natural))
        names[name.key] = name
    return Registry(MappingProxyType(names), MappingProxyType(places), tuple(formers))


@cache
def packaged() -> Registry:
    """The registry that the package ships, read once."""
    return read(files("graph") / "data")


def _rows(file: Traversable, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row as (file and line, cells by column)."""
    name = file.name
    try:
        text = file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise PlacesError(f"{name}: missing from {file}; restore the file from the repository") from None
    except UnicodeDecodeError as error:
        raise PlacesError(f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8 without a BOM") from None
    wanted = [column.rstrip("#") for column in columns]
    needed = itemgetter(*(at for at, column in enumerate(columns) if not column.endswith("#")))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = next(reader, [])
        if head != wanted:
            raise PlacesError(f"{name}:1: columns are {head}; they must be {wanted}, without a BOM")
        for cells in reader:
            at = f"{name}:{reader.line_num}"
            if len(cells) != len(wanted):
                raise PlacesError(f"{at}: {len(cells)} cells instead of {len(wanted)}; quote a value that has a comma")
            if "" in needed(cells):
                empty = next(wanted[i] for i, cell in enumerate(cells) if not cell and wanted[i] == columns[i])
                raise PlacesError(f"{at}: {empty} is empty; fill it in")
            yield at, dict(zip(wanted, cells, strict=True))
    except csv.Error as error:
        at = f"{name}:{reader.line_num}"
        raise PlacesError(f"{at}: {error}; double every quotation mark inside a quoted value") from None


def _once(key: str, seen: Collection[str], at: str) -> None:
    if key in seen:
        raise PlacesError(f"{at}: {key} stands twice; keep one row for a key")


def _match(pattern: re.Pattern[str], row: Mapping[str, str], column: str, at: str, remedy: str) -> None:
    if row[column] and not pattern.fullmatch(row[column]):
        raise PlacesError(f"{at}: {column} {row[column]!r} is malformed; {remedy}")


def _one_of(values: Collection[str], row: Mapping[str, str], column: str, at: str) -> None:
    if row[column] not in values:
        raise PlacesError(f"{at}: unknown {column} {row[column]!r}; known: {', '.join(sorted(values))}")


def _place(row: dict[str, str], at: str) -> Place:
    _match(_KEY, row, "key", at, "write <folder>/<slug> in small letters, digits and hyphens")
    _one_of(PLACE_KINDS, row, "kind", at)
    _match(_DEGREES, row, "lat", at, "write decimal degrees")
    _match(_DEGREES, row, "lon", at, "write decimal degrees")
    codes = tuple(row["code"].split("|")) if row["code"] else ()
    for code in codes:
        _check_code(code, row["key"], at)
    if bool(row["lat"]) != bool(row["lon"]):
        raise PlacesError(f"{at}: {row['key']}: only one of lat and lon is given; give both or neither")
    lat, lon = row["lat"] or None, row["lon"] or None
    key, kind, _, ja, kana, en, within, _, _, source = row.values()
    return Place(key, kind, codes, ja, en, kana, within, lat, lon, source)


def _check_code(code: str, key: str, at: str) -> None:
    if key.startswith("country/"):
        if not re.fullmatch(r"[A-Z]{2}", code):
            raise PlacesError(f"{at}: {key}: code {code!r} is not ISO 3166-1 alpha-2; write two capital letters")
    elif not re.fullmatch(r"\d{6}", code):
        raise PlacesError(f"{at}: {key}: code {code!r} has not six digits; keep leading zeros, codes are text")
    elif code[5] != check_digit(code):
        raise PlacesError(f"{at}: {key}: code {code!r} ends in a wrong check digit (expected {check_digit(code)})")


def _former(row: dict[str, str], at: str, places: Collection[str]) -> Former:
    _match(_KEY, row, "key", at, "write <folder>/<slug> in small letters, digits and hyphens")
    try:
        date.fromisoformat(row["date"])
    except ValueError:
        raise PlacesError(f"{at}: date {row['date']!r} is not a day; write YYYY-MM-DD") from None
    _one_of(("", "absorption", "merger"), row, "kind", at)
    if row["prefecture"] not in places:
        raise PlacesError(f"{at}: prefecture {row['prefecture']!r} is not in places.csv; give its key")
    return Former(**row)


def _name(row: dict[str, str], at: str, known: Collection[str]) -> Name:
    _match(_KEY, row, "key", at, "write <folder>/<slug> in small letters, digits and hyphens")
    _one_of(TYPES, row, "type", at)
    _match(_QID, row, "wikidata", at, "write Q and a number")
    _match(_NUMBER, row, "geonames", at, "write the number only")
    if row["type"] in ("LocalGovernment", "Country") and row["key"] not in known:
        raise PlacesError(f"{at}: {row['key']} is in neither places.csv nor former.csv; add its row there first")
    key, kind, natural, ja, en, aliases, wikidata, geonames, note = row.values()
    return Name(key, kind, natural, ja, en, tuple(filter(None, aliases.split("|"))), wikidata, geonames, note)
