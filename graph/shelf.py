"""Which folder of records a file has: that of its last reading, else one that no other document has."""

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph.documents import Description, DocumentError, describe, folders, read_bytes
from graph.values import PartialDate

__all__ = ["Place", "Shelf", "where"]

_BYTES, _PATH, _NAME = "bytes", "path", "name"


@dataclass(frozen=True)
class Place:
    """The folder `key` of a file; `known` where the document was read or described before.

    `beside`: the folder of another document, which has the name that this one would have had. `twin`: the file of this
    run that has the same name and bytes, and is read instead.
    """

    key: str
    known: Description | None = None
    beside: str = ""
    twin: Path | None = None


@dataclass
class Shelf:
    """The documents that a data folder and the package describe."""

    data: Path
    own: Sequence[Description]
    packaged: Sequence[Description]

    @classmethod
    def of(cls, data: Path) -> "Shelf":
        """DocumentError where a description cannot be read."""
        own = tuple(map(describe, folders(data))) if data.is_dir() else ()
        return cls(data, own, tuple(map(describe, folders())))

    def places(self, paths: Sequence[Path], home: str | None, as_of: PartialDate | None) -> list[Place | None]:
        """The folder of each file, published by `home` (a key) and speaking for `as_of`; None where one is unreadable.

        The same document is what has the same bytes and name, or is read from the same path for the same publisher and
        time; where no path was kept, the name and the publisher have to do. Known documents come first, so that a new
        one takes nobody's folder.
        """
        digests = [_digest(path) for path in paths]
        found: list[Place | None] = [None] * len(paths)
        first: dict[tuple[str, str], int] = {}
        for number, (path, digest) in enumerate(zip(paths, digests, strict=True)):
            first.setdefault((path.name, digest), number)
        mine = {number for (_, digest), number in first.items() if digest}
        taken: set[str] = set()
        for sureness in (_BYTES, _PATH, _NAME):
            for number in sorted(mine):
                known = None if found[number] else self._known(paths[number], digests[number], home, as_of, sureness)
                if known and (sureness == _BYTES or known.key not in taken):
                    found[number] = Place(known.key, known)
                    taken.add(known.key)
        for number in sorted(mine):
            if found[number] is None:
                found[number] = self._fresh(paths[number], digests[number], taken)
        for number, (path, digest) in enumerate(zip(paths, digests, strict=True)):
            if digest and number not in mine and (place := found[first[path.name, digest]]):
                found[number] = replace(place, twin=paths[first[path.name, digest]])
        return found

    def _known(
        self, path: Path, digest: str, home: str | None, as_of: PartialDate | None, sureness: str
    ) -> Description | None:
        """The latest document that a file is, by its bytes, by where it lies, or by its name alone."""
        here = where(path, self.data)

        def fits(one: Description) -> bool:
            if sureness == _BYTES:
                return one.sha256 == digest and (one.path == here or one.file == path.name)
            if home is None:
                return one.path == here if sureness == _PATH else one.file == path.name  # its hash may refuse it
            if one.publisher != home or (as_of and one.as_of != as_of and not one.as_of_inferred):
                return False  # of somebody else, or another edition
            return one.path == here if one.path else sureness == _NAME and one.file == path.name

        every = self.own if home is not None else (*self.packaged, *self.own)
        fitting = list(filter(fits, every))
        if home is not None and sureness == _NAME and len(fitting) > 1:
            return None  # it may be any of them, and would take the place of one
        return max(fitting, key=lambda one: (one.path == here, one in self.own, one.as_of.latest), default=None)

    def _fresh(self, path: Path, digest: str, taken: set[str]) -> Place:
        """The name of the file in ASCII, and a number where another document has it."""
        plain = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or f"document-{digest[:8]}"
        keys = taken | {one.key for one in (*self.packaged, *self.own)}
        key, number = plain, 1
        while key in keys or _used(self.data / key):
            number += 1
            key = f"{plain}-{number}"
        taken.add(key)
        return Place(key, beside=plain if number > 1 else "")


def _digest(path: Path) -> str:
    """The hash of a file, or nothing for one that cannot be read, which reading it will say."""
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except DocumentError:
        return ""


def _used(folder: Path) -> bool:
    """True for a folder that holds somebody's work, though no document is described there."""
    return any((folder / name).exists() for name in ("document.toml", "records.jsonl", "decisions.toml"))


def where(path: Path, data: Path) -> str:
    """The path of a file as seen from the data folder, so that both may be moved together."""
    try:
        return Path(os.path.relpath(path.resolve(), data.resolve())).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()
