"""What one document states: frozen records in which every value carries the span that states it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from graph.values import PartialDate

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Key = Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9][a-z0-9-]*$")]


class RecordsError(ValueError):
    """A records file that cannot be read: names the file, the line, the reason and the remedy."""

    exit_code = 3


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Model):
    """Lines (from 1, inclusive) and code-point offsets (end exclusive) of one document, pinned by the slice's hash."""

    lines: tuple[int, int]
    at: tuple[int, int]
    sha256: Sha256

    @field_validator("lines", "at")
    @classmethod
    def _in_order(cls, value: tuple[int, int]) -> tuple[int, int]:
        if not 0 <= value[0] <= value[1]:
            raise ValueError(f"runs backwards: {value[0]} to {value[1]}")
        return value


class Stated(Model):
    """One value (an entity key, a kind, a date key, a number) beside the words or figures that the source printed."""

    value: str
    printed: str
    span: Span
    flags: tuple[str, ...] = ()


class StatedDate(Stated):
    """A date key (see `PartialDate`) as stated."""

    @field_validator("value")
    @classmethod
    def _is_date(cls, value: str) -> str:
        PartialDate(value)
        return value

    @property
    def date(self) -> PartialDate:
        return PartialDate(self.value)


class Record(Model):
    """What every record says about itself: how it was read, how sure the reading is, and where it stands."""

    confidence: Literal["A", "B", "C"]
    recogniser: str
    evidence: tuple[Span, ...] = Field(min_length=1)
    flags: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Type and natural key; the same fact read again has the same id, wherever its span has moved."""
        return f"{getattr(self, 'type')}:{self.natural}"  # noqa: B009

    @property
    def natural(self) -> str:
        raise NotImplementedError


def natural_agreement(parties: Iterable[str], kind: str, signed: str) -> str:
    """The natural key of an agreement: founding parties in order, kind, signing date (empty where undated)."""
    return f"{'+'.join(sorted(parties))}|{kind}|{signed}"


class Agreement(Record):
    """A tie made by an act of agreement; `under`, `replaces`, `supplements` name records of the same document."""

    type: Literal["agreement"] = "agreement"
    parties: tuple[Stated, ...]
    former: tuple[Stated, ...] = ()
    unnamed: tuple[Stated, ...] = ()
    kind: Stated
    status: Stated
    signed: StatedDate | None = None
    signed_in: Stated | None = None
    fields: tuple[Stated, ...] = ()
    proposed_by: Stated | None = None
    until: StatedDate | None = None
    unit: Stated | None = None
    under: str | None = None
    replaces: str | None = None
    supplements: str | None = None
    establishes: Key | None = None

    @property
    def natural(self) -> str:
        signed = self.signed.value if self.signed else ""
        if self.establishes:  # a pact with a score of parties is told by what it establishes
            return f"{self.establishes}|{self.kind.value}|{signed}"
        founders = [party.value for party in self.parties if "successor" not in party.flags]
        founders += [party.value for party in self.former] + [f"?{party.value}" for party in self.unnamed]
        return natural_agreement(founders, self.kind.value, signed)


class Alliance(Record):
    """A standing body whose members may join and leave."""

    type: Literal["alliance"] = "alliance"
    alliance: Stated
    kind: Stated
    status: Stated
    unnamed: tuple[Stated, ...] = ()
    formed: StatedDate | None = None
    unit: Stated | None = None

    @property
    def natural(self) -> str:
        return self.alliance.value


class Membership(Record):
    """One actor's dated part in an alliance, a facility or a body; `pact` names the record by which it joined."""

    type: Literal["membership"] = "membership"
    body: Stated
    actor: Stated
    role: Stated
    since: StatedDate | None = None
    until: StatedDate | None = None
    pact: str | None = None

    @property
    def natural(self) -> str:
        since = self.since.value if self.since else ""
        return f"{self.body.value}|{self.actor.value}|{self.role.value}|{since}"


class Body(Record):
    """A facility, foundation, company, school, council or other organisation that takes part in relationships."""

    type: Literal["body"] = "body"
    body: Stated
    kind: Stated
    of: Stated | None = None
    opened: StatedDate | None = None

    @property
    def natural(self) -> str:
        return self.body.value


class Unit(Record):
    """A department of a local government, in charge of (or related to) one chapter of a document."""

    type: Literal["unit"] = "unit"
    unit: Stated
    of: Stated
    chapter: Stated
    role: Literal["lead", "related"] = "lead"

    @property
    def natural(self) -> str:
        return f"{self.unit.value}|{self.chapter.value}|{self.chapter.span.lines[0]}|{self.role}"


class Observation(Record):
    """One number stated about one thing for one time."""

    type: Literal["observation"] = "observation"
    of: Stated
    measure: str
    value: Stated
    as_of: StatedDate | None = None
    parts: tuple[Stated, ...] = ()

    @property
    def natural(self) -> str:
        return f"{self.of.value}|{self.measure}|{self.as_of.value if self.as_of else ''}"


class Change(Record):
    """A change by which one municipality took over from another; `ties` are the partners whose ties it inherited."""

    type: Literal["change"] = "change"
    kind: Stated
    before: Stated
    after: Stated
    date: StatedDate
    ties: tuple[Stated, ...] = ()

    @property
    def natural(self) -> str:
        return f"{self.before.value}>{self.after.value}|{self.date.value}"


AnyRecord = Annotated[
    Agreement | Alliance | Membership | Body | Unit | Observation | Change, Field(discriminator="type")
]
_ANY: TypeAdapter[AnyRecord] = TypeAdapter(AnyRecord)


def dump(records: Iterable[AnyRecord]) -> str:
    """The records as JSON lines, one a line, sorted by id and place: the bytes of `records.jsonl`."""
    ordered = sorted(records, key=lambda record: (record.id, record.evidence[0].lines, record.recogniser))
    return "".join(
        json.dumps(record.model_dump(mode="json", exclude_defaults=True) | {"type": record.type}, ensure_ascii=False)
        + "\n"
        for record in ordered
    )


def loads(text: str, name: str = "records.jsonl") -> list[AnyRecord]:
    """Parse JSON lines; RecordsError names file, line, field and reason of the first bad record."""
    records = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            records.append(_ANY.validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise RecordsError(
                f"{name}:{number}: {where}: {first['msg']}. Read the document again with `intercity read`, "
                "or restore the line from version control."
            ) from None
    return records


def load(path: Path) -> list[AnyRecord]:
    """The records of one `records.jsonl`; RecordsError where the file is not UTF-8 or a record is malformed."""
    try:
        return loads(path.read_text(encoding="utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise RecordsError(f"{path}: not UTF-8 at byte {error.start}. Records are UTF-8; restore the file.") from None
