"""Counts of what a reading got right, wrong and missed, by class and by field."""

from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts of one record type: right and wrong by class, facts expected and found, fields by name."""

    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys("ABC", 0))
    wrong: dict[str, int] = field(default_factory=lambda: dict.fromkeys("ABC", 0))
    expected: int = 0
    found: int = 0
    sure: int = 0
    fields: dict[str, list[int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        for sure in "ABC":
            self.right[sure] += other.right[sure]
            self.wrong[sure] += other.wrong[sure]
        self.expected += other.expected
        self.found += other.found
        self.sure += other.sure
        for name, (right, seen) in other.fields.items():
            total = self.fields.setdefault(name, [0, 0])
            total[0] += right
            total[1] += seen
        self.notes += other.notes

    def check(self, name: str, right: bool) -> bool:
        counts = self.fields.setdefault(name, [0, 0])
        counts[0] += right
        counts[1] += 1
        return right

    def precision(self, classes: str = "ABC") -> float | None:
        right = sum(self.right[sure] for sure in classes)
        return right / total if (total := right + sum(self.wrong[sure] for sure in classes)) else None
