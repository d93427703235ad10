"""What one document states: frozen records in which every value carries the span that states it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from graph.exchange import Event, Group
from graph.matters import Indicator, Link, Observation, Plan
from graph.stated import Key, Model, Record, Span, Stated, StatedDate

__all__ = [
    "Agreement",
    "Alliance",
    "AnyRecord",
    "Body",
    "Change",
    "Event",
    "Group",
    "Indicator",
    "Link",
    "Membership",
    "Model",
    "Observation",
    "Plan",
    "Record",
    "RecordsError",
    "Span",
    "Stated",
    "StatedDate",
    "Unit",
    "dump",
    "load",
    "loads",
    "natural_agreement",
]


class RecordsError(ValueError):
    """A records file that cannot be read: names the file, the line, the reason and the remedy."""

    exit_code = 3


def natural_agreement(parties: Iterable[str], kind: str, signed: str) -> str:
    """The natural key of an agreement: founding parties in order, kind, signing date (empty where undated)."""
    return f"{'+'.join(sorted(parties))}|{kind}|{signed}"


class Agreement(Record):
    """A tie made by an act of agreement; `under`, `replaces`, `supplements` name records of the same document.

    `taken_over`: the day on which the heir of a former party took the tie over, where the document prints one.
    """

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
    taken_over: StatedDate | None = None
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
    Agreement | Alliance | Membership | Body | Unit | Observation | Change | Event | Plan | Indicator | Link,
    Field(discriminator="type"),
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
