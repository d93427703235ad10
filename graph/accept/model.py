"""What the accepting stage hands on: facts with typed values, claims, conflicts, and an account of every record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from graph.documents import Description
from graph.records import AnyRecord, Span
from graph.values import PartialDate


@dataclass(frozen=True, order=True)
class Ref:
    """An entity by its key (`lg/jp-431001`), a concept (`kind/role/hub`) or a property (`icr:kind`)."""

    key: str


@dataclass(frozen=True, order=True)
class Words:
    """A text in a language."""

    text: str
    language: str


@dataclass(frozen=True, order=True)
class Plain:
    """A typed literal: lexical form and XSD type (`string`, `decimal`, `integer`, `boolean`, `date`)."""

    text: str
    type: str = "string"


@dataclass(frozen=True, order=True)
class Iri:
    """A resource outside our namespaces."""

    iri: str


@dataclass(frozen=True, order=True)
class Place:
    """A span of one document: what evidence points at."""

    document: str
    lines: tuple[int, int]
    at: tuple[int, int]
    sha256: str

    @classmethod
    def of(cls, document: str, span: Span) -> "Place":
        return cls(document, span.lines, span.at, span.sha256)

    @property
    def key(self) -> str:
        """`span/kumamoto-2022-L457-c12301-12305`: document, lines, code points."""
        first, last = self.lines
        lines = f"L{first}" if first == last else f"L{first}-{last}"
        return f"span/{self.document}-{lines}-c{self.at[0]}-{self.at[1]}"


Value = Ref | Words | Plain | Iri | PartialDate | Place
Pairs = list[tuple[str, Value]]


@dataclass(frozen=True)
class Fact:
    """One node of the graph: its key, its class, and its values by term (`icr:signed`)."""

    key: str
    type: str
    values: tuple[tuple[str, Value], ...]

    def get(self, term: str) -> list[Value]:
        """All values of a term, in order."""
        return [value for name, value in self.values if name == term]


Outcome = Literal["accepted", "superseded", "waiting", "rejected", "merged"]


@dataclass(frozen=True)
class Entry:
    """What became of one record, and why."""

    document: str
    record: str
    outcome: Outcome
    fact: str
    reason: str
    lines: tuple[int, int]


@dataclass(frozen=True)
class Conflict:
    """Two statements that disagree: in one edition a conflict, between two a change; a `sum` is not its parts'."""

    type: Literal["conflict", "change", "sum"]
    subject: str
    term: str
    first: tuple[str, Place]
    second: tuple[str, Place]


@dataclass(frozen=True)
class Source:
    """One document's description with its records and a person's decisions about them."""

    description: Description
    records: tuple[AnyRecord, ...]
    decisions: "tuple[Decision, ...]" = ()
    notes: "tuple[Note, ...]" = ()


@dataclass(frozen=True)
class Decision:
    """A person's word on one record, by its id; `sha256` is the hash of the span that supported it then.

    `places` are the keys of parties that the record left open, by their names.
    """

    record: str
    verdict: Literal["confirm", "reject"]
    reason: str
    sha256: str
    where: str
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """A person's words on a document, `motive` or `slip`, with the record they speak of and the spans behind them."""

    sort: str
    record: str
    words: Mapping[str, str]
    spans: tuple[Place, ...]
    where: str


@dataclass
class Facts:
    """The result of accepting; `stale` lists decisions whose record or span is no longer there."""

    facts: dict[str, Fact] = field(default_factory=dict)
    claims: list[Fact] = field(default_factory=list)
    ledger: list[Entry] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    unregistered: list[str] = field(default_factory=list)
    sources: tuple[Source, ...] = ()

    def keys(self) -> set[str]:
        """The keys of all facts and claims."""
        return self.facts.keys() | {claim.key for claim in self.claims}
