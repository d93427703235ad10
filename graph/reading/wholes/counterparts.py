"""Sides of ties as lines name them, and what the records tell of them already: by key, as printed, and on which days."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.reading.names.companies import LEGAL
from graph.reading.names.lands import Name
from graph.reading.pages.text import Text
from graph.records import Agreement, AnyRecord, Membership
from graph.values import PartialDate, fold

SIGNS, DATED, NAMED, UNDER_TITLE = 3, 2, 1, 0  # how plainly words make a place the partner of a tie
PLACES = "市区町村郡県道府都州省"
LETTERS = 3  # of a name that may stand for the end of a longer one
FORM = re.compile(LEGAL)


@dataclass(frozen=True)
class Place:
    """A side as a line names it (nothing where the words only sign), how plainly it is one, and the days beside it.

    `text` is the sentence, row or item around it; `name` is that of a municipality, `heirs` what became of it.
    """

    line: int
    surface: str
    key: str | None
    strength: int
    days: tuple[PartialDate, ...]
    text: Text
    name: Name | None = None
    heirs: frozenset[str] = frozenset()

    @property
    def side(self) -> str:
        return self.key or self.surface


class Known:
    """The sides of all ties by key and as printed, with the days of their ties; and the members of alliances."""

    def __init__(self, records: Sequence[AnyRecord]) -> None:
        self.days: dict[str, list[PartialDate]] = defaultdict(list)
        self.members = set[str]()
        self.all: list[PartialDate] = []
        for one in records:
            if isinstance(one, Agreement):
                days = [two.date for two in (one.signed, one.until) if two]
                self.all += days
                for side in (*one.parties, *one.unnamed, *one.former):
                    for word in {side.value, _bare(side.printed)} - {""}:
                        self.days[word] += days
            elif isinstance(one, Membership):
                self.members |= {one.actor.value, _bare(one.actor.printed)} - {""}
                self.all += [one.since.date] if one.since else []
        self.near: dict[str, set[str]] = defaultdict(set)
        for word in self.days:
            for part in _parts(word):
                self.near[part].add(word)

    def has(self, place: Place) -> bool:
        """True for a side of a tie that a record tells; where the words sign, of one of their days."""
        if not place.surface:
            return _on(place, self.all)
        if not (told := self.names(place)):
            return not self.members.isdisjoint(_words(place))
        days = [day for one in told for day in self.days[one]]
        return place.strength < SIGNS or not place.days or _on(place, days)

    def names(self, place: Place) -> list[str]:
        """The names by which records of ties know a side."""
        return [one for one in _words(place) if one in self.days] or [*self._almost(place)]

    def _almost(self, place: Place) -> Iterator[str]:
        """Known names of which that of a place is the end or the beginning, or they of it: a name broken between lines, a
        district, a town or a company without its ending; not of municipalities at home, where 大阪市 is not 東大阪市."""
        if (place.key or "").startswith("lg/jp-"):
            return
        surface = _bare(place.surface)
        for known in {one for part in _parts(surface) for one in self.near.get(part, ())}:
            short, long = sorted((FORM.sub("", known), FORM.sub("", surface)), key=len)
            if len(short) >= LETTERS and (long.endswith(short) or long.rstrip(PLACES) == short):
                yield known


def _words(place: Place) -> set[str]:
    return {_bare(place.surface), place.key or "", *place.heirs} - {""}


def _on(place: Place, days: Sequence[PartialDate]) -> bool:
    return any(one.agrees(day) for one in place.days for day in days)


def _bare(name: str) -> str:
    return "".join(fold(name).split())


def _parts(word: str) -> set[str]:
    """What two names share of which one is the end of the other, but for its ending or its legal form."""
    word = FORM.sub("", word)
    return {word[-LETTERS:], word.rstrip(PLACES)[-LETTERS:]}
