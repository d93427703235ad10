"""The normal form (NFKC) of a line, cluster by cluster, where each character of it stands in the original; how wide it is."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

Places = tuple[tuple[int, ...], tuple[int, ...]]  # where characters begin and end in the original

# All but those that are their own form, join to nothing, and are wide where they are not ASCII.
OTHER = re.compile(r"[^\x00-\x7f一-龥ぁ-ゖァ-ヺー、。]")
JOINERS = frozenset("\uff9e\uff9f\u3099\u309a")


@lru_cache(maxsize=16_384)
def _joins(char: str) -> bool:
    """True for a character that belongs to the one before it."""
    return char in JOINERS or unicodedata.combining(char) != 0


@lru_cache(maxsize=16_384)
def _form(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


@lru_cache(maxsize=8192)
def width(text: str) -> int:
    """Columns that the text takes in print: two for a wide character."""
    text = text.rstrip()
    narrow = len(text.encode("ascii", "ignore")) + [*map(columns, OTHER.findall(text))].count(1)
    return 2 * len(text) - narrow


@lru_cache(maxsize=16_384)
def columns(char: str) -> int:
    """Columns that a character takes in print."""
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


class Forms:
    """The forms of the characters of one text: which of them change, and which join to the character before them."""

    def __init__(self, original: str) -> None:
        chars = set(OTHER.findall(original))
        self.joining = frozenset(filter(_joins, chars))
        self.changed = {char: form for char in chars if (form := _form(char)) != char}
        self.special = self.joining.union(self.changed)

    def normal(
        self, original: str, begin: int, end: int, readings: Sequence[tuple[int, int]]
    ) -> tuple[str, Places | None]:
        """The normal form of `begin:end` without the readings, and its places where it does not stand there sign by sign."""
        raw = original[begin:end]
        if readings:
            return _clustered(original, begin, end, readings)
        if self.special.isdisjoint(raw):
            return raw, None
        if not self.joining.isdisjoint(raw):
            normalised = unicodedata.is_normalized("NFKC", raw)
            return (raw, None) if normalised else _clustered(original, begin, end, readings)
        forms = [*map(self.changed.get, raw, raw)]  # each character is a cluster of its own
        norm = "".join(forms)
        if len(norm) == len(raw):
            return norm, None
        starts = tuple(at for at, one in enumerate(forms, begin) for _ in one)
        return norm, (starts, tuple(at + 1 for at in starts))


def _clustered(original: str, begin: int, end: int, readings: Sequence[tuple[int, int]]) -> tuple[str, Places]:
    """Where marks join to the character before them, or ruby stands above one."""
    skipped = [*readings]
    norm: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = begin
    while at < end:
        if skipped and skipped[0][0] == at:
            at = skipped.pop(0)[1]
            continue
        stop = at + 1
        while stop < end and _joins(original[stop]):
            stop += 1
        cluster = unicodedata.normalize("NFKC", original[at:stop])
        norm.append(cluster)
        starts += [at] * len(cluster)
        ends += [stop] * len(cluster)
        at = stop
    return "".join(norm), (tuple(starts), tuple(ends))
