"""What one document states beside its ties: numbers, plans, indicators, and the lasting links that grew from a tie."""

from typing import Literal

from graph.stated import Record, Stated, StatedDate


class Observation(Record):
    """One number stated about one thing for one time; `item` says which part is counted, or against what."""

    type: Literal["observation"] = "observation"
    of: Stated
    measure: str
    value: Stated
    as_of: StatedDate | None = None
    item: Stated | None = None
    parts: tuple[Stated, ...] = ()

    @property
    def natural(self) -> str:
        item = f"|{self.item.value}" if self.item else ""
        return f"{self.of.value}|{self.measure}|{self.as_of.value if self.as_of else ''}{item}"


class Plan(Record):
    """A plan, strategy, declaration or policy field; `name.value` is the key, minted from owner and name if unknown."""

    type: Literal["plan"] = "plan"
    kind: Stated
    name: Stated
    of: Stated
    since: StatedDate | None = None
    until: StatedDate | None = None
    unit: Stated | None = None

    @property
    def natural(self) -> str:
        return f"{self.name.value}|{self.kind.value}"


class Indicator(Record):
    """A figure by which a policy is judged, as printed: base and target with their times, what was reached."""

    type: Literal["indicator"] = "indicator"
    name: Stated
    of: Stated
    base: Stated | None = None
    base_time: StatedDate | None = None
    target: Stated | None = None
    target_time: StatedDate | None = None
    actual: Stated | None = None
    progress: Stated | None = None
    measured_in: Stated | None = None
    unit: Stated | None = None

    @property
    def natural(self) -> str:
        return f"{self.name.value}|{self.target_time.value if self.target_time else ''}"


class Link(Record):
    """What stands for a tie or carries it: a gift, a namesake, a society, a flight."""

    type: Literal["link"] = "link"
    kind: Stated
    name: Stated
    between: tuple[Stated, ...]
    date: StatedDate | None = None
    located_in: Stated | None = None

    @property
    def natural(self) -> str:
        return f"{self.kind.value}|{'+'.join(sorted(one.value for one in self.between))}|{self.name.value}"
