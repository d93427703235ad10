"""Finds, decodes, hashes and describes the documents that facts are read from."""

import hashlib
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from graph.values import DateError, PartialDate

LIMIT = 64 * 1024 * 1024  # bytes; a municipal document is a thousandth of it
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


Decoder = Callable[[bytes, str], tuple[str, str]]


class DocumentError(ValueError):
    """A document or its description that cannot be used: names the file, the reason and the remedy."""

    exit_code = 3


@dataclass(frozen=True)
class Description:
    """What `document.toml` says about one document; `key` is its folder name."""

    key: str
    title_ja: str
    title_en: str
    publisher: str
    as_of: PartialDate
    as_of_inferred: str
    file: str
    sha256: str
    series: str | None
    totals: tuple[dict[str, object], ...]
    text_sha256: str = ""  # of the text taken out of an HTML or PDF file, to which the spans refer
    path: str = ""  # where the file lay at the last reading, seen from the folder of all records


@dataclass(frozen=True)
class Document:
    """A decoded document: `text` has LF line ends only, offsets count its code points."""

    description: Description
    text: str
    encoding: str


def data() -> Traversable:
    """The packaged facts, `graph/data/`."""
    return resources.files("graph") / "data"


def folders(root: Traversable | None = None) -> list[Traversable]:
    """The folders of `root` (default: the packaged data) that describe a document, by name."""
    base = data() if root is None else root
    if not base.is_dir():
        raise DocumentError(f"{base}: no such folder of records; make one with `intercity read FILE --data {base}`")
    return sorted(
        (folder for folder in base.iterdir() if folder.is_dir() and (folder / "document.toml").is_file()),
        key=lambda folder: folder.name,
    )


def describe(folder: Traversable) -> Description:
    """Read `document.toml`; DocumentError names file, field and remedy."""
    path = folder / "document.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DocumentError(f"{path}: {error}. Mend the file; CONTRIBUTING.md shows a filled-in one.") from None
    known = {"title_ja", "title_en", "publisher", "as_of", "as_of_inferred", "file", "sha256", "series", "totals"}
    known |= {"text_sha256", "path"}
    needed = {"title_ja", "title_en", "publisher", "as_of", "file", "sha256"}
    if unknown := sorted(set(table) - known):
        raise DocumentError(f"{path}: unknown field {unknown[0]}; known fields: {', '.join(sorted(known))}.")
    if missing := sorted(needed - set(table)):
        raise DocumentError(f"{path}: field {missing[0]} is missing; add it.")
    try:
        as_of = PartialDate(str(table["as_of"]))
    except DateError as error:
        raise DocumentError(f"{path}: as_of: {error}.") from None
    return Description(
        key=folder.name,
        title_ja=table["title_ja"],
        title_en=table["title_en"],
        publisher=table["publisher"],
        as_of=as_of,
        as_of_inferred=table.get("as_of_inferred", ""),
        file=table["file"],
        sha256=table["sha256"],
        series=table.get("series"),
        totals=tuple(table.get("totals", ())),
        text_sha256=table.get("text_sha256", ""),
        path=table.get("path", ""),
    )


def decode(raw: bytes, name: str) -> tuple[str, str]:
    """Text with LF line ends, and its encoding; DocumentError for binary, ambiguous or broken bytes, never a guess.

    A byte-order mark decides, then strict UTF-8, then Japan's two older encodings where just one of them fits.
    """
    for bom, encoding in BOMS.items():
        if raw.startswith(bom):
            return _lf(_strict(raw, encoding, name)), encoding
    if (zero := raw.find(b"\0")) >= 0:
        raise DocumentError(f"{name}: binary data (a zero byte at offset {zero}). Give the text of the document.")
    if b"\x1b$" in raw:  # its bytes are all ASCII, so UTF-8 would take them too
        return _lf(_strict(raw, "iso2022_jp", name)), "iso2022_jp"
    try:
        return _lf(raw.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        at = error.start
    fits = []
    for encoding in ("cp932", "euc_jp"):
        try:
            fits.append((raw.decode(encoding), encoding))
        except UnicodeDecodeError:
            continue
    # Half-width kana are what EUC-JP bytes become when they are taken for Shift_JIS.
    likely = [(text, encoding) for text, encoding in fits if _halfwidth(text) * 4 < len(text)]
    if len(likely) != 1:
        found = " and ".join(encoding for _, encoding in fits) or "neither"
        raise DocumentError(
            f"{name}: not UTF-8 at byte {at}, and the encoding is not certain (Shift_JIS or EUC-JP: {found} fits). "
            "Save the document as UTF-8 and read it again."
        )
    return _lf(likely[0][0]), likely[0][1]


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(f"{name}: broken {encoding} at byte {error.start}. Save it as UTF-8.") from None
    if (zero := text.find("\0")) >= 0:
        raise DocumentError(f"{name}: a zero character at offset {zero}. Give the text of the document.")
    return text


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _halfwidth(text: str) -> int:
    return sum("\uff61" <= char <= "\uff9f" for char in text)


def open_document(path: Path, description: Description, read: Decoder | None = None) -> Document:
    """The document's text after checking its hash; DocumentError where the file differs, is too large or unreadable.

    `read` takes the text out of the file's bytes, for files that are not plain text.
    """
    raw = read_bytes(path)
    digest = hashlib.sha256(raw).hexdigest()
    if digest != description.sha256:
        raise DocumentError(
            f"{path}: its sha256 is {digest}, document.toml of {description.key} says {description.sha256}. "
            "Get the edition that was read, or read this one anew with --home."
        )
    text, encoding = decode(raw, str(path)) if read is None else read(raw, str(path))
    return Document(description, text, encoding)


def read_bytes(path: Path) -> bytes:
    """The file's bytes; DocumentError when it is missing, not a file, or larger than LIMIT (checked before reading)."""
    try:
        size = path.stat().st_size
        if size > LIMIT:
            raise DocumentError(f"{path}: {size:,} bytes; the limit is {LIMIT:,}. Split the document.")
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}: {error.strerror}. Name a readable file.") from None


def find(description: Description, folder: Path) -> Path | None:
    """The file of a described document in `folder`, or None."""
    path = folder / description.file
    return path if path.is_file() else None


def below(folder: Path, names: Iterable[str]) -> dict[str, list[Path]]:
    """By name, the files that bear it in a folder and in the folders in it, the nearest first.

    Of a path only its last part counts: the graph that gives it may be somebody else's.
    """
    bare = {name: Path(name).name for name in names}
    found: dict[str, list[Path]] = {name: [] for name in bare.values()}
    for path in sorted(folder.rglob("*"), key=lambda path: (len(path.parts), path)):
        if path.name in found and path.is_file():
            found[path.name].append(path)
    return {name: found[bare[name]] for name in bare}
