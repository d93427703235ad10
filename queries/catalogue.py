"""The questions: one `.rq` file each, whose `#+` header says what it asks, what it takes and what its columns mean."""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from pyoxigraph import Literal, NamedNode

from ontology import ID, KIND, PREFIXES
from queries.text import LIMIT, QueryError, unescaped
from queries.widened import variables

__all__ = ["Parameter", "Question", "catalogue", "defaults", "parse", "question", "read"]

Bilingual = tuple[str, str]

_XSD = PREFIXES["xsd"]
_TYPES = {_XSD + "date": "date", _XSD + "integer": "integer", _XSD + "string": "string"}
_PREFIX = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^<>\s]*)>", re.MULTILINE | re.IGNORECASE)
_TEXT = re.compile(r"\s*(?:PREFIX|BASE|SELECT|ASK|CONSTRUCT|DESCRIBE)[\s<]", re.IGNORECASE)
# A row with one variable and one term stands for a parameter; a row with several terms is part of the question.
ROW = re.compile(
    r"^(?P<before>[ \t]*VALUES[ \t]+\?(?P<name>\w+)[ \t]*\{[ \t]*)"
    r"(?P<term><[^<>\s]*>|[\w-]*:[\w.-]*|[+-]?\d+|\"(?:[^\"\\\n]|\\.)*\"(?:\^\^(?:<[^<>\s]*>|[\w-]*:[\w.-]*)|@[\w-]+)?)"
    r"(?P<after>[ \t]*\})",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Parameter:
    """What a question takes: the default in the file decides the type (entity, date, integer, string)."""

    name: str
    type: str
    default: NamedNode | Literal
    en: str = ""
    ja: str = ""

    @property
    def folder(self) -> str:
        """For an entity, where it lives: `lg`, `alliance`, `org`, …; else empty."""
        inside = self.type == "entity" and self.default.value.startswith(ID)
        return self.default.value.removeprefix(ID).partition("/")[0] if inside else ""

    @property
    def scheme(self) -> str:
        """For a kind, the scheme that it is of: `field`, `event`, …; else empty."""
        inside = self.type == "entity" and self.default.value.startswith(KIND)
        return self.default.value.removeprefix(KIND).partition("/")[0] if inside else ""


@dataclass(frozen=True)
class Question:
    """One question: its text is plain SPARQL with the defaults in place, so that any tool can run the file.

    `evidence` names the variables whose nodes carry the evidence of a row (empty: all), `measure` what picks the rows.
    """

    name: str
    text: str
    summary: str = ""
    summary_ja: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    columns: Mapping[str, Bilingual] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    measure: str = ""
    packaged: bool = False


@cache
def catalogue() -> Mapping[str, Question]:
    """Every packaged question by name; QueryError names the file and the reason where a header is at fault."""
    return MappingProxyType({name: _packaged(name) for name in _names()})


def question(source: str | Path) -> Question:
    """The question of a packaged name, of a path to a file, or the text itself; QueryError with the nearest names."""
    if isinstance(source, str):
        if source in _names():
            return _packaged(source)
        if "{" in source or "\n" in source or _TEXT.match(source):
            return parse(source, "query")
        if not source.endswith(".rq") and "/" not in source and not Path(source).is_file():
            near = _nearest(source)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise QueryError(f"{source}: no such question.{hint} `intercity query` alone lists them all.")
    return read(Path(source))


def read(path: Path) -> Question:
    """The question in a file; QueryError where it cannot be read."""
    try:
        if path.stat().st_size > LIMIT:
            raise QueryError(f"{path}: longer than {LIMIT // 1024} KiB; a question is shorter.")
        return parse(path.read_text(encoding="utf-8"), path.name)
    except OSError as error:
        raise QueryError(
            f"{path}: {error.strerror or error}. Give the name of a question or the path of a file."
        ) from None
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: not UTF-8 at byte {error.start}. Save the question as UTF-8.") from None


def parse(text: str, name: str) -> Question:
    """Read the header of a question and hold it against the query; a text without header is a question, too."""
    lines = [line[2:].removeprefix(" ") for line in text.split("\n") if line.startswith("#+")]
    header = _header("\n".join(lines), name)
    said = _pairs(header.get("parameters") or {}, "parameters", name)
    columns = _pairs(header.get("columns") or {}, "columns", name)
    tags = header.get("tags", [])
    rows = defaults(text, name) if lines else {}  # without a header, VALUES is the asker's own
    for missing in said.keys() - rows.keys():
        raise QueryError(f"{name}: parameter {missing} has no row `VALUES ?{missing} {{ … }}` with its default.")
    if lines:
        for missing in rows.keys() - said.keys():
            raise QueryError(f"{name}: `VALUES ?{missing} {{ … }}` stands for a parameter; describe it in the header.")
        selected = _selected(text)
        if selected and list(columns) != selected:
            raise QueryError(f"{name}: the header's columns are {list(columns)}, the query selects {selected}.")
    evidence = list(_pairs(header.get("evidence") or [], "evidence", name))
    if strange := sorted(set(evidence) - variables(text)):
        raise QueryError(f"{name}: evidence: the query has no variable ?{strange[0]}.")
    parameters = {each: Parameter(each, _type(rows[each], name, each), rows[each], *said[each]) for each in said}
    return Question(
        name.removesuffix(".rq"),
        text,
        str(header.get("summary", "")),
        str(header.get("summary_ja", "")),
        MappingProxyType(parameters),
        MappingProxyType(columns),
        tuple(map(str, tags)) if isinstance(tags, list) else (str(tags),),
        tuple(evidence),
        str(header.get("measure", "")),
    )


def _nearest(source: str) -> list[str]:
    """Questions whose names come close to what was typed, else those that speak of it in either language."""
    if near := get_close_matches(source.lower(), _names(), n=3):
        return near
    asked = (one for one in catalogue().values() if not {"page", "table"} & set(one.tags))
    said = {one.name: f"{one.name} {one.summary_ja} {one.summary}".casefold().find(source.casefold()) for one in asked}
    return sorted((name for name, at in said.items() if at >= 0), key=lambda name: said[name])[:5]


@cache
def _names() -> tuple[str, ...]:
    found = (entry.name for entry in files("queries").iterdir() if entry.name.endswith(".rq"))
    return tuple(sorted(name.removesuffix(".rq") for name in found))


@cache
def _packaged(name: str) -> Question:
    text = files("queries").joinpath(f"{name}.rq").read_text(encoding="utf-8")
    return replace(parse(text, f"{name}.rq"), packaged=True)


class _Header(yaml.BaseLoader):
    """YAML in which every value is text, no key comes twice and nothing refers to anything else."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are refused")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        if twice := {str(key) for key in keys if keys.count(key) > 1}:
            raise yaml.YAMLError(f"{', '.join(sorted(twice))} stands twice")
        return super().construct_mapping(node, deep)


def _header(text: str, name: str) -> dict[str, object]:
    try:
        header = yaml.load(text, _Header) or {}  # a BaseLoader: it makes text only
    except yaml.YAMLError as error:
        raise QueryError(f"{name}: the header is no YAML: {' '.join(str(error).split())}") from None
    except RecursionError:
        raise QueryError(f"{name}: the header is nested too deeply.") from None
    if not isinstance(header, dict):
        raise QueryError(f"{name}: the header has to be a mapping: summary, parameters, columns, tags.")
    return header


def _pairs(value: object, key: str, name: str) -> dict[str, Bilingual]:
    """`[a, b]`, `{a: words}` or `{a: [English, 日本語]}` as name -> (English, Japanese)."""
    if isinstance(value, list):
        value = dict.fromkeys(map(str, value), "")
    if not isinstance(value, dict):
        raise QueryError(f"{name}: {key} has to be a list of names or a mapping of names to meanings.")
    pairs: dict[str, Bilingual] = {}
    for each, words in value.items():
        both = words if isinstance(words, list) else [words, ""]
        if len(both) != 2 or not all(isinstance(word, str) for word in both):
            raise QueryError(f"{name}: {key}: {each} takes one text, or two as [English, Japanese]; quote a comma.")
        pairs[str(each)] = (both[0], both[1])
    return pairs


def defaults(text: str, name: str) -> dict[str, NamedNode | Literal]:
    """The rows `VALUES ?name { term }` of a text, which stand for its parameters; of a bound text, their values."""
    spaces = dict(_PREFIX.findall(text))
    rows: dict[str, NamedNode | Literal] = {}
    for row in ROW.finditer(text):
        term = _term(row["term"], spaces, name)
        if rows.setdefault(row["name"], term) != term:
            raise QueryError(f"{name}: the rows of ?{row['name']} have different defaults.")
    return rows


def _term(text: str, spaces: Mapping[str, str], name: str) -> NamedNode | Literal:
    if text.startswith("<"):
        return NamedNode(text[1:-1])
    if text.startswith('"'):
        quoted, _, rest = text[1:].rpartition('"')
        if rest.startswith("^^"):
            return Literal(unescaped(quoted), datatype=NamedNode(_term(rest[2:], spaces, name).value))
        return Literal(unescaped(quoted), language=rest[1:]) if rest else Literal(unescaped(quoted))
    if text[0] in "+-0123456789":
        return Literal(text, datatype=NamedNode(_XSD + "integer"))
    prefix, _, local = text.partition(":")
    if prefix not in spaces:
        raise QueryError(f"{name}: {text}: no PREFIX {prefix}:")
    return NamedNode(spaces[prefix] + local)


def _type(term: NamedNode | Literal, name: str, parameter: str) -> str:
    if isinstance(term, NamedNode):
        return "entity"
    if term.datatype.value not in _TYPES:
        raise QueryError(f"{name}: {parameter}: a parameter is an entity, a date, an integer or a string.")
    return _TYPES[term.datatype.value]


def _selected(text: str) -> list[str]:
    """The variables of the outer SELECT; empty for `SELECT *` and for the other forms."""
    clause = re.search(r"^[ \t]*SELECT\s+(?:DISTINCT\s+|REDUCED\s+)?(.*?)\s*(?:WHERE\s*)?\{", text, re.S | re.M | re.I)
    if clause is None:
        return []
    plain = re.sub(r"\(.*?\bAS\s+(\?\w+)\s*\)", r"\1", clause[1], flags=re.S | re.I)
    return re.findall(r"\?(\w+)", plain)
