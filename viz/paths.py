"""Where the page of a thing lies: the key of its IRI as a path, so that one rule of redirection serves them all."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from graph.outputs import OutputsError, safe_name

FOLDER = "pages"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9][A-Za-z0-9_-]*)+")


def paths(keys: Iterable[str]) -> dict[str, str]:
    """A path without ending for each key, `lg/jp-431001`: the key itself where every system can hold it.

    A key that is none (with other letters, too long, a name such as CON, or the same as another but for capitals) is
    spelt in plain letters with twelve of its hash; no path leads out of the folder, and no two meet.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(set(keys), key=lambda key: (not _plain(key), key)):
        path = key if _plain(key) and key.casefold() not in taken else _spelt(key)
        taken.add(path.casefold())
        found[key] = path
    return found


def _plain(key: str) -> bool:
    try:
        safe_name(f"{FOLDER}/{key}.html")
        safe_name(f"{FOLDER}/{key}")
    except OutputsError:
        return False
    return len(key) <= 150 and bool(_PLAIN.fullmatch(key))


def _spelt(key: str) -> str:
    """One folder and one name, `other/osaka-fu-1f0c…`."""
    folder, _, rest = key.rpartition("/")
    letters = unicodedata.normalize("NFKD", rest).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40].strip("-")
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{folder if _plain(f'{folder}/x') else 'other'}/{name or 'x'}-{digest}"
