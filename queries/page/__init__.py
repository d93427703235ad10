"""The query page of the endpoint: its files, and what it knows of questions and vocabulary; all of it offline."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from ontology import PREFIXES
from queries.catalogue import Question, catalogue
from queries.schema import declared

__all__ = ["POLICY", "File", "page"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy that the page is served with: nothing inline, nothing from elsewhere."""

_OTHERS = frozenset(["rdf", "rdfs", "skos", "dcterms", "org", "geo", "oa", "schema"])
_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "txt": "text/plain"}
_FILES = (
    "index.html", "page.css", "page.js", "parameters.js", "answer.js", "network.js",
    "vendor/yasqe.min.css", "vendor/yasqe.min.js", "vendor/LICENSES.txt",
)  # fmt: skip


class File(NamedTuple):
    """What one address of the page gives."""

    content: bytes
    media_type: str


@cache
def page() -> Mapping[str, File]:
    """Every file of the page by its address relative to `/`; the page itself stands at the empty address."""
    folder = files(__name__)
    made = {
        f"page/{name}": File(folder.joinpath(name).read_bytes(), f"{_TYPES[name.rpartition('.')[2]]}; charset=utf-8")
        for name in _FILES
    }
    known = json.dumps(_known(), ensure_ascii=False, separators=(",", ":")).encode()
    return MappingProxyType(
        {"": made.pop("page/index.html"), "page/known.json": File(known, "application/json"), **made}
    )


def _known() -> dict[str, object]:
    asked = [_example(one) for one in catalogue().values() if not {"page", "table"} & set(one.tags)]
    own = {(term.iri, term.kind) for term in declared()}
    used = {(PREFIXES[space] + name, "class" if name[0].isupper() else "property") for space, name in _borrowed()}
    return {"questions": asked, "terms": sorted(own | used), "prefixes": PREFIXES}


def _borrowed() -> Iterator[tuple[str, str]]:
    """The prefix and name of each class and property of other vocabularies that the questions ask with."""
    for one in catalogue().values():
        for space, name in re.findall(
            r"(?<![\w<])(\w+):(\w+)", re.sub(r"^#.*|<[^>]*>|\"[^\"]*\"", "", one.text, flags=re.M)
        ):
            if space in _OTHERS:
                yield space, name


def _example(one: Question) -> dict[str, object]:
    return {
        "name": one.name,
        "text": one.text,
        "en": one.summary,
        "ja": one.summary_ja,
        "tags": one.tags,
        "columns": dict(one.columns),
        "parameters": [
            {
                "name": each.name,
                "type": each.type,
                "folder": each.folder,
                "default": each.default.value,
                "en": each.en,
                "ja": each.ja,
            }
            for each in one.parameters.values()
        ],
    }
