"""Keeps what was read of a document in its data folder: description, records, coverage, each written whole."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from graph.documents import Description, Document, DocumentError, describe, open_document, read_bytes
from graph.extract import is_html, is_pdf, text_of, title_of
from graph.outputs import OutputsError
from graph.places import Gazetteer, load
from graph.reading import Reading, read
from graph.records import dump
from graph.shelf import Place, where
from graph.values import PartialDate, find_dates
from graph.values import given as stated
from graph.whole import write

GUESS = "The latest year that the text names; not stated otherwise."


class LibraryError(ValueError):
    """A document that cannot be described or kept: says which, why, and what to do."""

    exit_code = 3


def describe_new(path: Path, home: str, as_of: PartialDate | None, text: str, digest: str, key: str) -> Description:
    """A description for a file that nobody described: time from its latest date if not given.

    The guess is marked in `as_of_inferred`; LibraryError where no time is given and the text names no date.
    """
    time = as_of or guessed(text)
    if time is None:
        raise LibraryError(f"{path}: no date stands in the text; give the time it speaks for with --as-of 2024")
    return Description(
        key=key,
        title_ja=path.stem,
        title_en=path.stem,
        publisher=home,
        as_of=time,
        as_of_inferred="" if as_of else GUESS,
        file=path.name,
        sha256=digest,
        series=None,
        totals=(),
    )


def guessed(text: str) -> PartialDate | None:
    """The latest year that a text names."""
    years = [
        found.date.earliest.year for found in find_dates(text) if found.date and not {"era_overrun"} & set(found.flags)
    ]
    return PartialDate(str(max(years))) if years else None


def spoken_for(as_of: str) -> PartialDate:
    """The time that a person says a document speaks for, as a key or as Japanese documents write dates."""
    if told := stated(as_of):
        return told
    raise LibraryError(
        f"--as-of {as_of}: no such time; write a year, month, day or fiscal year: "
        "2024, 2024-04, 2024-04-01, FY2023, 令和6年, 令和6年4月1日, 令和5年度"
    )


def publisher(home: str, gazetteer: Gazetteer) -> str:
    """The key of the municipality that a person calls `home`; LibraryError says what to type instead."""
    found = gazetteer.resolve_user(home)
    if not [key for key in (found.key, *found.candidates) if key and key.startswith("lg/")]:
        found = gazetteer.find(home)  # 東京都府中市, and the towns that are no more
    keys = [key for key in (found.key, *found.candidates) if key and key.startswith("lg/")]
    formers = {row.key: row.successor for row in gazetteer.formers}
    if keys and formers.keys() >= set(keys) and home.strip() not in keys:
        heirs = dict.fromkeys(formers[key] for key in keys)
        raise LibraryError(
            f"--home {home}: no longer a municipality; give the one that took over, {_called(heirs, gazetteer)}, "
            f"or for a document of its own time the key {', '.join(keys)} / "
            "今はない市町村です。合併後の市町村を指定してください"
        )
    if len(keys) == 1:
        return keys[0]
    if keys:
        raise LibraryError(
            f"--home {home}: {len(keys)} municipalities bear this name; "
            f"type --home {_called(keys, gazetteer, ' or ')}, by name or key / "
            "同じ名前の市町村があります。都道府県名を付けるか、キーで指定してください"
        )
    near = [key for key in gazetteer.nearest(home) if key.startswith("lg/")]
    raise LibraryError(
        f"--home {home}: no such city. "
        + (f"Did you mean {_called(near, gazetteer)}? " if near else "")
        + "Known are the municipalities and prefectures of today, by name, code or key: 熊本市, 431001, lg/jp-431001; "
        "for a town that was merged, give its successor / "
        "現在の自治体だけを、名前・コード・キーで指定できます。合併した町村は合併後の市町村で"
    )


def _called(keys: Iterable[str], gazetteer: Gazetteer, between: str = ", ") -> str:
    """Municipalities as one tells them apart and types them: `東京都府中市 (lg/jp-132063)`."""

    def called(key: str) -> str:
        names = [gazetteer.name(one) for one in (gazetteer.prefecture(key) or key, key)]
        return f"{''.join(dict.fromkeys(name.ja for name in names if name))} ({key})"

    return between.join(map(called, keys))


def open_new(path: Path, home: str, as_of: PartialDate | None, place: Place) -> Document:
    """A file as a document published by `home` (a key); what a person has said of an earlier reading stays."""
    raw = read_bytes(path)
    text, encoding = text_of(raw, str(path))
    if not text.strip():
        raise DocumentError(f"{path}: there is no text in it. Save the document again / 文字がありません")
    digest, known = hashlib.sha256(raw).hexdigest(), place.known
    if known is None:
        description = describe_new(path, home, as_of, text, digest, place.key)
        if title := title_of(raw, path.name):
            description = replace(description, title_ja=title)
    else:
        description = replace(known, publisher=home, file=path.name, sha256=digest, text_sha256="")
        if as_of or known.as_of_inferred == GUESS:
            time = as_of or guessed(text) or known.as_of
            description = replace(description, as_of=time, as_of_inferred="" if as_of else GUESS)
    if is_pdf(raw) or is_html(raw, path.name):
        description = replace(description, text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest())
    return Document(description, text, encoding)


def read_file(
    path: Path, data: Path, home: str | None, as_of: PartialDate | None, place: Place
) -> tuple[Document, Reading]:
    """Read one document, keep its records below `data`, and give back both; a known one needs no `home` (a key).

    DocumentError and LibraryError say what is wrong with the file or with what was said of it.
    """
    if home is not None:
        document = open_new(path, home, as_of, place)
        document = replace(document, description=replace(document.description, path=where(path, data)))
    elif place.known is not None:
        document = open_document(path, place.known, text_of)
        if as_of:
            document = replace(document, description=replace(place.known, as_of=as_of, as_of_inferred=""))
    else:
        raise LibraryError(f"{path}: nobody described it yet; say which city publishes it: --home 熊本市")
    reading = read(document, load())
    try:
        save(data / document.description.key, document, reading)
    except OSError as error:
        raise OutputsError(f"{error.filename}: {error.strerror}; choose another --data folder") from None
    return document, reading


def save(folder: Path, document: Document, reading: Reading) -> None:
    """Write description, records and coverage into `folder`, decisions never; OSError where it cannot be.

    A description that a person has filled in stays, but for what the file and the command line say otherwise now.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path, description = folder / "document.toml", document.description
    if not path.exists():
        write(path, _toml(_fields(description)))
    elif (old := describe(folder)) != description:
        text, before = path.read_text(encoding="utf-8"), _fields(old)
        for name, value in _fields(description).items():
            if value != before[name]:
                text = _set(text, name, value)
        write(path, text)
    write(folder / "records.jsonl", dump(reading.records))
    write(folder / "coverage.json", coverage_text(reading))


def _set(text: str, name: str, value: str | None) -> str:
    """A description with another value of a field, every other line of it as a person wrote it."""
    line = _toml({name: value})
    text, found = re.subn(rf"(?m)^{name}[ \t]*=.*\n?", lambda _: line, text, count=1)
    return text if found else line + text


def coverage_text(reading: Reading) -> str:
    """`coverage.json`: figures and line numbers only."""
    return json.dumps(reading.coverage.summary(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _fields(one: Description) -> dict[str, str | None]:
    return {
        "title_ja": one.title_ja,
        "title_en": one.title_en,
        "publisher": one.publisher,
        "as_of": one.as_of.key,
        "as_of_inferred": one.as_of_inferred,
        "series": one.series,
        "file": one.file,
        "sha256": one.sha256,
        "text_sha256": one.text_sha256,
        "path": one.path,
    }


def _toml(fields: Mapping[str, str | None]) -> str:
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items() if value)
