"""What of a document was read: the lines that speak of ties, those that were left for a reason, those without one."""

from dataclasses import dataclass

GENERAL = "speaks of agreements in general"
FEW = 5  # hints that say little of a document


@dataclass(frozen=True)
class Coverage:
    """Line numbers of one document: with a relation, read, left for a reason, and left without one.

    `hints` are those of `unread` that only the net below all readers found; they may be read in part.
    """

    relation: tuple[int, ...]
    read: tuple[int, ...]
    ignored: dict[str, tuple[int, ...]]
    unread: tuple[int, ...]
    note: str = ""
    hints: tuple[int, ...] = ()

    @property
    def share(self) -> float:
        """The part of the relation lines that is read or left for a reason; 1.0 where there are none."""
        return 1 - len(self.unread) / len(self.relation) if self.relation else 1.0

    @property
    def scope(self) -> int:
        """How many lines should be read: those with a relation and no reason, and hints beyond them."""
        return len({*self.relation, *self.hints}) - sum(len(lines) for lines in self.ignored.values())

    @property
    def verdict(self) -> str:
        """`read`, `partly read` or `not read` (under 60 %), by what was read of the lines that are in scope."""
        if self.note:
            return "not read"
        if not self.read and (self.unread or GENERAL in self.ignored):
            return "not read"  # it speaks of ties, and nothing could be told
        scope = len(self.relation) - sum(len(lines) for lines in self.ignored.values())
        done = len(self.read) / scope if scope else 1.0
        fewer = len(self.hints) <= max(FEW, 2 * len(self.read))  # a hint may be none: few leave the verdict as it is
        return "read" if done >= 0.95 and fewer else "partly read" if done >= 0.6 else "not read"

    def summary(self) -> dict[str, object]:
        """What `coverage.json` keeps: figures and line numbers, no text."""
        left = sum(len(lines) for lines in self.ignored.values())
        return (
            {
                "verdict": self.verdict,
                "relation_lines": len(self.relation),
                "in_scope": len(self.relation) - left,
                "read": len(self.read),
                "ignored": {reason: list(lines) for reason, lines in self.ignored.items()},
                "unread": list(self.unread),
            }
            | ({"note": self.note} if self.note else {})
            | ({"hints": list(self.hints)} if self.hints else {})
        )
