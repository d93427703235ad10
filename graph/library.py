"""Keeps what was read of a document in its data folder: description, records, coverage, each written whole."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

from graph.documents import Description, Document, describe, folders, open_document, read_bytes
from graph.extract import is_html, is_pdf, text_of
from graph.outputs import OutputsError
from graph.places import Gazetteer, load
from graph.reading import Reading, read
from graph.records import dump
from graph.values import DateError, PartialDate, find_dates
from graph.whole import write


class LibraryError(ValueError):
    """A document that cannot be described or kept: says which, why, and what to do."""

    exit_code = 3


def describe_new(path: Path, home: str, as_of: str | None, text: str, digest: str) -> Description:
    """A description for a file that nobody described: key from its name, time from its latest date if not given.

    The guess is marked in `as_of_inferred`; LibraryError where no time is given and the text names no date.
    """
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    key = stem or f"document-{digest[:8]}"
    if as_of is not None:
        try:
            time, inferred = PartialDate(as_of), ""
        except DateError as error:
            raise LibraryError(f"--as-of {as_of}: {error}") from None
    else:
        years = [
            found.date.earliest.year
            for found in find_dates(text)
            if found.date and not {"era_overrun"} & set(found.flags)
        ]
        if not years:
            raise LibraryError(f"{path}: no date stands in the text; give the time it speaks for with --as-of 2024")
        time, inferred = PartialDate(str(max(years))), "The latest year that the text names; not stated otherwise."
    return Description(
        key=key,
        title_ja=path.stem,
        title_en=path.stem,
        publisher=home,
        as_of=time,
        as_of_inferred=inferred,
        file=path.name,
        sha256=digest,
        series=None,
        totals=(),
    )


def publisher(home: str, gazetteer: Gazetteer) -> str:
    """The key of the city that a person calls `home`; LibraryError with the nearest names where there is none."""
    found = gazetteer.resolve_user(home)
    if found.key is None or not found.key.startswith("lg/"):
        names = [one for one in (gazetteer.name(key) for key in found.candidates or gazetteer.nearest(home)) if one]
        near = ", ".join(f"{one.ja} ({one.key})" for one in names) or "none is near"
        raise LibraryError(f"--home {home}: no such city; candidates: {near}")
    return found.key


def open_new(path: Path, home: str, as_of: str | None, alone: bool = True) -> Document:
    """An undescribed file as a document published by `home` (a key); not `alone`: another file bears its name."""
    raw = read_bytes(path)
    text, encoding = text_of(raw, str(path))
    description = describe_new(path, home, as_of, text, hashlib.sha256(raw).hexdigest())
    if not alone:
        description = replace(description, key=f"{description.key}-{description.sha256[:8]}")
    if is_pdf(raw) or is_html(raw, path.name):
        description = replace(description, text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest())
    return Document(description, text, encoding)


def described(data: Path) -> dict[str, Description]:
    """By file name, the documents that the package and a data folder describe."""
    roots = (None, data) if data.is_dir() else (None,)
    return {one.file: one for root in roots for one in map(describe, folders(root))}


def read_file(
    path: Path, data: Path, home: str | None, as_of: str | None, known: Description | None = None, alone: bool = True
) -> tuple[Document, Reading]:
    """Read one document, keep its records below `data`, and give back both; a `known` one needs no `home` (a key).

    DocumentError and LibraryError say what is wrong with the file or with what was said of it.
    """
    if home is None and known is None:
        raise LibraryError(f"{path}: nobody described it yet; say which city publishes it: --home 熊本市")
    if home is None and known is not None:
        document = open_document(path, known, text_of)
    else:
        document = open_new(path, home or "", as_of, alone)
    reading = read(document, load())
    try:
        save(data / document.description.key, document, reading)
    except OSError as error:
        raise OutputsError(f"{error.filename}: {error.strerror}; choose another --data folder") from None
    return document, reading


def save(folder: Path, document: Document, reading: Reading) -> None:
    """Write description, records and coverage into `folder`, decisions never; OSError where it cannot be.

    A description that a person has filled in stays, but for the hashes of a file that has changed since.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path, description = folder / "document.toml", document.description
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if not old:
        write(path, _toml(description))
    elif f'"{description.sha256}"' not in old:
        fresh = {"sha256": description.sha256, "text_sha256": description.text_sha256}
        for name, value in fresh.items():
            old = re.sub(rf'(?m)^{name}\s*=\s*"[0-9a-f]*"', f'{name} = "{value}"', old)
        write(path, old)
    write(folder / "records.jsonl", dump(reading.records))
    write(folder / "coverage.json", coverage_text(reading))


def coverage_text(reading: Reading) -> str:
    """`coverage.json`: figures and line numbers only."""
    return json.dumps(reading.coverage.summary(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _toml(one: Description) -> str:
    fields = {
        "title_ja": one.title_ja,
        "title_en": one.title_en,
        "publisher": one.publisher,
        "as_of": one.as_of.key,
        "as_of_inferred": one.as_of_inferred,
        "series": one.series,
        "file": one.file,
        "sha256": one.sha256,
        "text_sha256": one.text_sha256,
    }
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items() if value)
