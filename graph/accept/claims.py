"""Chooses among what the editions claim about one property: the latest edition, then the more precise date."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Generic, TypeVar

from graph.accept.model import Conflict, Fact, Place, Plain, Ref, Value
from graph.records import Record, Stated, StatedDate
from graph.values import PartialDate

CLASS_ORDER = {"confirmed": 0, "A": 0, "B": 1, "C": 2}
# Flags of values that were concluded from their context instead of being read in their span.
INFERRED = frozenset(
    {
        "country_from_list",
        "date_from_document",
        "date_from_label",
        "direction_from_context",
        "direction_from_place",
        "expanded_from_list",
        "kind_from_sentence",
        "kind_inherited",
        "member_is_publisher",
        "name_completed",
        "party_from_context",
        "place_from_reception",
        "place_from_visit",
        "role_from_kind",
        "signed_before_merger",
        "unit_of_chapter",
        "year_from_context",
        "year_from_document",
        "year_from_row_above",
    }
)


R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True)
class Reading(Generic[R_co]):
    """One record in its document: `order` ranks the editions, `sure` is its class or `confirmed`."""

    document: str
    order: tuple[str, str]
    sure: str
    record: R_co

    @property
    def places(self) -> list[Place]:
        """The record's evidence, and where its dates stand if that is elsewhere, as in the row above."""
        spans = list(self.record.evidence)
        for _, stated in self.record:
            if isinstance(stated, StatedDate) and not any(
                one.lines[0] <= stated.span.lines[0] and stated.span.lines[1] <= one.lines[1] for one in spans
            ):
                spans.append(stated.span)
        return [Place.of(self.document, span) for span in spans]


@dataclass(frozen=True)
class Said:
    """One value that one reading states for a term."""

    value: Value
    stated: Stated
    reading: Reading[Record]

    @property
    def place(self) -> Place:
        return Place.of(self.reading.document, self.stated.span)

    @property
    def inferred(self) -> bool:
        return bool(INFERRED & set(self.stated.flags))


def said(
    readings: Iterable[Reading[Record]], field: str, value_of: Callable[[Stated], Value] | None = None
) -> list[Said]:
    """What the readings state in one field of their records, in the order of editions."""
    found = []
    for reading in readings:
        stated = getattr(reading.record, field, None)
        for one in stated if isinstance(stated, tuple) else (stated,):
            if one is not None:
                found.append(Said(value_of(one) if value_of else value(one), one, reading))
    return found


def value(stated: Stated) -> Value:
    """A stated date as a date, anything else as a reference."""
    return stated.date if isinstance(stated, StatedDate) else Ref(stated.value)


def choose(candidates: list[Said]) -> Said | None:
    """The accepted one: of the latest edition the surest; of agreeing dates the most precise of any edition."""
    if not candidates:
        return None
    latest = max(one.reading.order for one in candidates)
    newest = [one for one in candidates if one.reading.order == latest]
    best = min(newest, key=lambda one: (CLASS_ORDER[one.reading.sure], _days(one.value), one.place.at))
    if isinstance(best.value, PartialDate):
        agreeing = [one for one in candidates if isinstance(one.value, PartialDate) and one.value.agrees(best.value)]
        return min(agreeing, key=lambda one: (_days(one.value), tuple(-ord(c) for c in one.reading.order[0])))
    return best


def _days(of: Value) -> int:
    return of.days if isinstance(of, PartialDate) else 0


def claim(subject: str, term: str, one: Said, preferred: bool) -> Fact:
    """The claim that a document makes: same statement at the same place, same key."""
    more: list[tuple[str, Value]] = [("icr:printedAs", Plain(one.stated.printed))] if one.stated.printed else []
    if one.inferred:
        more.append(("icr:inferred", Plain("true", "boolean")))
    return claim_of(subject, term, one.value, (one.place,), preferred, more)


def claim_of(
    subject: str,
    term: str,
    value: Value,
    places: Sequence[Place],
    preferred: bool,
    more: Sequence[tuple[str, Value]] = (),
) -> Fact:
    """The claim that one triple is stated at some places; `more` says how it was printed or concluded."""
    text = repr((subject, term, value, places[0].key))
    values: list[tuple[str, Value]] = [
        ("rdf:subject", Ref(subject)),
        ("rdf:predicate", Ref(term)),
        ("rdf:object", value),
        ("icr:rank", Ref("kind/rank/preferred" if preferred else "kind/rank/normal")),
        *(("icr:evidence", place) for place in places),
        *more,
    ]
    return Fact(f"claim/{sha256(text.encode()).hexdigest()[:12]}", "icr:Claim", tuple(values))


def reranked(made: Fact, accepted: Collection[Value]) -> Fact:
    """A claim whose rank says whether its value is among those accepted for a reason of their own."""
    rank = "preferred" if any(one in accepted for one in made.get("rdf:object")) else "normal"
    values = tuple((term, Ref(f"kind/rank/{rank}") if term == "icr:rank" else one) for term, one in made.values)
    return Fact(made.key, made.type, values)


def settle(
    subject: str, term: str, candidates: list[Said], several: bool = False
) -> tuple[list[Value], list[Fact], list[Conflict]]:
    """The accepted values of a disputable property, every claim about it, and the claims that cannot both hold."""
    chosen = choose(candidates)
    if chosen is None:
        return [], [], []
    accepted = [chosen.value]
    if several:
        latest = max(one.reading.order for one in candidates)
        accepted = list(dict.fromkeys(one.value for one in candidates if one.reading.order == latest))
    claims = {}
    for one in candidates:
        made = claim(subject, term, one, one.value in accepted)
        claims[made.key] = made
    conflicts = [] if several else _conflicts(subject, term, candidates)
    return accepted, list(claims.values()), conflicts


def _conflicts(subject: str, term: str, candidates: list[Said]) -> list[Conflict]:
    """Within an edition every pair that disagrees; between editions what each of them is taken to say."""
    editions: dict[str, list[Said]] = {}
    for one in sorted(candidates, key=lambda each: (each.reading.order, each.place.at)):
        editions.setdefault(one.reading.document, []).append(one)
    found: dict[tuple[str, str, str, str], Conflict] = {}
    heads = [head for group in editions.values() if (head := choose(group))]
    for group, kind in [*((group, "conflict") for group in editions.values()), (heads, "change")]:
        for number, one in enumerate(group):
            for other in group[number + 1 :]:
                if not compatible(one.value, other.value):
                    key = (one.reading.document, show(one.value), other.reading.document, show(other.value))
                    sides = ((show(one.value), one.place), (show(other.value), other.place))
                    found.setdefault(key, Conflict(kind, subject, term, *sides))  # type: ignore[arg-type]
    return list(found.values())


def compatible(one: Value, other: Value) -> bool:
    """Equal values, or dates that some day satisfies both."""
    if isinstance(one, PartialDate) and isinstance(other, PartialDate):
        return one.agrees(other)
    return one == other


def show(of: Value) -> str:
    """A value as a short text for reports."""
    if isinstance(of, PartialDate | Ref):
        return of.key.removeprefix("kind/")
    return str(getattr(of, "text", of))
