"""The page that the endpoint shows to people, what it knows of the questions, and the policy that it lives under."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple

from ontology import ID, KIND, PREFIXES
from queries.catalogue import Question, catalogue
from queries.schema import declared
from queries.topics import TOPICS, topics

__all__ = ["POLICY", "File", "page"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_MEDIA = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_OTHERS = frozenset(["rdf", "rdfs", "skos", "dcterms", "org", "geo", "oa", "schema"])


class File(NamedTuple):
    """What one address of the page gives."""

    content: bytes
    media_type: str


@cache
def page() -> Mapping[str, File]:
    """Every file of the page by its address below `/`; the page itself stands at the empty address."""
    found = dict(_found(files(__name__), "page/"))
    known = json.dumps(_known(), ensure_ascii=False, separators=(",", ":"))
    mine = {"": found.pop("page/index.html"), "page/known.json": File(known.encode(), "application/json")}
    return MappingProxyType(mine | found)


def _found(folder: Traversable, path: str) -> Iterator[tuple[str, File]]:
    for one in sorted(folder.iterdir(), key=lambda each: each.name):
        if one.is_dir():
            yield from _found(one, f"{path}{one.name}/")
        elif (suffix := PurePath(one.name).suffix) in _MEDIA:
            yield path + one.name, File(one.read_bytes(), _MEDIA[suffix])


def _known() -> dict[str, object]:
    # a measure works outside SPARQL
    asked = [_example(one, topic) for topic, each in topics().items() for one in each if not one.measure]
    own = {(term.iri, term.kind) for term in declared()}
    used = {(PREFIXES[space] + name, "class" if name[0].isupper() else "property") for space, name in _borrowed()}
    return {"topics": TOPICS, "questions": asked, "terms": sorted(own | used), "prefixes": PREFIXES}


def _borrowed() -> Iterator[tuple[str, str]]:
    """The prefix and name of each class and property of other vocabularies that the questions ask with."""
    for one in catalogue().values():
        text = re.sub(r"^#.*|<[^>]*>|\"[^\"]*\"", "", one.text, flags=re.MULTILINE)
        for space, name in re.findall(r"(?<!\w)(\w+):(\w+)", text):
            if space in _OTHERS:
                yield space, name


def _under(iri: str) -> str:
    """The common beginning of the IRIs that fit where this one is the default: its folder or scheme, else anything."""
    for space in (ID, KIND):
        if iri.startswith(space):
            return space + iri.removeprefix(space).partition("/")[0] + "/"
    return ""


def _example(one: Question, topic: str) -> dict[str, object]:
    parameters = [
        {
            "name": each.name,
            "type": each.type,
            "default": each.default.value,
            "under": _under(each.default.value) if each.type == "entity" else "",
            "en": each.en,
            "ja": each.ja,
        }
        for each in one.parameters.values()
    ]
    return {
        "name": one.name,
        "text": one.text,
        "en": one.summary,
        "ja": one.summary_ja,
        "tags": one.tags,
        "topic": topic,
        "columns": dict(one.columns),
        "parameters": parameters,
    }
