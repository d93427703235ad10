"""What all records share: frozen models, spans of the source, and values that carry the span that states them."""

from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from graph.values import PartialDate

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Key = Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9][a-z0-9-]*$")]


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Model):
    """Lines (from 1, inclusive) and code-point offsets (end exclusive) of one document, pinned by the slice's hash."""

    lines: tuple[int, int]
    at: tuple[int, int]
    sha256: Sha256

    @property
    def numbers(self) -> range:
        """The numbers of its lines."""
        return range(self.lines[0], self.lines[1] + 1)

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
        return _date(self.value)


@lru_cache(maxsize=4096)
def _date(key: str) -> PartialDate:
    """Made once, for the date of a record is asked for again and again."""
    return PartialDate(key)


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
