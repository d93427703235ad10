"""What one document states about an act of exchange: who went where, when, how many, and for what."""

from typing import Literal

from graph.stated import Model, Record, Stated, StatedDate


class Group(Model):
    """A counted or named part of the people of an event: `who` holds the sort of people, beside the name as printed."""

    who: Stated
    count: Stated | None = None


class Event(Record):
    """An act of exchange between `home` and its partners; `direction` is seen from home, parts are never added up."""

    type: Literal["event"] = "event"
    source: Literal["list", "narrative", "summary"]
    home: Stated
    partners: tuple[Stated, ...]
    kind: Stated
    date: StatedDate | None = None
    direction: Stated | None = None
    total: Stated | None = None
    groups: tuple[Group, ...] = ()
    series: Stated | None = None
    name: Stated | None = None
    place: Stated | None = None
    under: str | None = None
    signs: str | None = None

    @property
    def sent_by(self) -> tuple[Stated, ...]:
        """Whose people travel; both sides where visits are mutual, nobody where nobody is said to move."""
        sides = {"outbound": (self.home,), "inbound": self.partners, "mutual": (self.home, *self.partners)}
        return sides.get(self.direction.value, ()) if self.direction else ()

    @property
    def received_by(self) -> tuple[Stated, ...]:
        """Who hosts."""
        sides = {"inbound": (self.home,), "outbound": self.partners, "mutual": (self.home, *self.partners)}
        return sides.get(self.direction.value, ()) if self.direction else ()

    @property
    def natural(self) -> str:
        counts = [one.count.value for one in self.groups if one.count] or [one.who.printed for one in self.groups]
        told = [self.total.value] if self.total else counts
        parts = [
            "+".join(sorted(one.value for one in (self.home, *self.partners))),
            self.date.value if self.date else "",
            self.direction.value if self.direction else "",
            self.kind.value,
            "+".join(told) or (self.name.printed if self.name else ""),
        ]
        return "|".join(parts)
