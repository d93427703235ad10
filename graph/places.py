"""The gazetteer: from a name as printed, and where it is printed, to the key of the place, body or unit it means."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cache, cached_property
from hashlib import sha256
from types import MappingProxyType

from graph.registry import Former, Name, Place, PlacesError, Registry, as_place, packaged
from graph.surfaces import (
    GOVERNMENT,
    GovernmentForms,
    Index,
    NamedForms,
    TypedForms,
    compared,
    government_forms,
    index,
    loose,
    named_forms,
    nations,
    printed,
    regions,
    typed_forms,
)

__all__ = ["Former", "Found", "Gazetteer", "Name", "Place", "PlacesError", "load"]

_COUNTY = re.compile(r"(.+?郡)(.+[町村])")
_GOVERNMENT_CODE = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True)
class Found:
    """What a name may mean: one key, or none with the candidates that a person would choose from.

    Flags: `former` (a municipality that no longer exists), `place_by_home_prefecture` (several bear the name, one of
    them in the prefecture of the document's city), `place_ambiguous` (several, none preferred), `place_unregistered`
    (a key proposed by `Gazetteer.mint`).
    """

    key: str | None
    candidates: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class Gazetteer:
    """Names, places and former municipalities, and the ways to find them. Read-only.

    By key: `names`, the rows of the registry; `places`, with the former municipalities (no code, no coordinates).
    """

    def __init__(self, registry: Registry) -> None:
        self.names: Mapping[str, Name] = registry.names
        self.formers: tuple[Former, ...] = registry.formers
        self._existing = registry.places
        former = {row.key: as_place(row, registry) for row in registry.formers}
        self.places: Mapping[str, Place] = MappingProxyType({**former, **registry.places})

    def __contains__(self, key: object) -> bool:
        return key in self.names or key in self.places

    def place(self, key: str) -> Place | None:
        """The place of a key."""
        return self.places.get(key)

    def name(self, key: str) -> Name | None:
        """The registry's row; for a place that has none, one made from the place."""
        name, place = self.names.get(key), self.places.get(key)
        if name or not place:
            return name
        type = "Country" if place.kind == "country" else GOVERNMENT
        return Name(key, type, (*place.codes, key)[0], place.ja, place.en, (), "", "", "")

    def by_natural(self, type: str, natural: str) -> str | None:
        """The key that the registry gives to a natural key, such as `431001/国際課` or `a+b|kind|date`."""
        return self._naturals.get((type, natural))

    def chain(self, key: str) -> Iterator[str]:
        """The place and all that contain it, smallest first."""
        place = self.places.get(key)
        while place:
            yield place.key
            place = self.places.get(place.within)

    def prefecture(self, key: str) -> str | None:
        """The prefecture or state that a place lies in, or is."""
        return next((k for k in self.chain(key) if self.places[k].kind in ("prefecture", "state")), None)

    def country(self, key: str) -> str | None:
        """The country that a place lies in, or is."""
        return next((k for k in self.chain(key) if self.places[k].kind == "country"), None)

    def find(
        self,
        surface: str,
        *,
        type: str = GOVERNMENT,
        home: str | None = None,
        prefecture: str | None = None,
        country: str | None = None,
    ) -> Found:
        """What `surface` means in a document of the city `home` (a key). Never raises.

        `prefecture` and `country`, printed beside the surface, are keys or names; one that is unknown rules all out.
        A short name of a body, and any name of a unit, counts only in a document of the city that it belongs to.
        """
        text = compared(surface)
        if type != GOVERNMENT:
            return self._find_named(text, type, home)
        text, region = self._split_region(text)
        if prefecture and not region:
            region = _only(self._regions, prefecture)
        nation = _only(self._nations, country) if country else None
        around = {place for place in (region, nation) if place is not None}

        def inside(keys: Iterable[str]) -> list[str]:
            return [key for key in keys if not around or around <= set(self.chain(key))]

        forms = self._forms
        former = inside(forms.former.get(text, ()))
        county = _COUNTY.fullmatch(text)
        plain = county[2] if county and text not in forms.current and text not in forms.former else text
        current, wards = inside(forms.current.get(plain, ())), inside(forms.wards.get(plain, ()))
        if wards:
            own = [key for key in wards if self.places[key].within == home]
            return _choose(own, ("place_by_home_prefecture",)) if own else _choose([*current, *wards])
        if not current:
            return self._choose_near(former, home, ("former",) if former else ())
        rivals = [key for key in former if not region and self._near(key, home)]
        if rivals and not any(self._near(key, home) for key in current):
            return _choose([*current, *rivals])
        return self._choose_near(current, home, ())

    def mint(self, surface: str, *, country: str | None = None) -> Found:
        """Like `find`; for an unknown foreign place, a key proposed from its name, the same for ever.

        Nothing is proposed without a known country, nor for Japan, whose municipalities are all in the list.
        """
        found = self.find(surface, country=country)
        nation = _only(self._nations, country or "")
        if found.key or found.candidates or nation in ("", "country/jp") or not compared(surface):
            return found
        digest = sha256(compared(surface).encode()).hexdigest()[:8]
        return Found(f"lg/{nation.removeprefix('country/')}-x{digest}", flags=("place_unregistered",))

    def surfaces(self, type: str) -> Mapping[str, tuple[str, ...]]:
        """Every form (NFKC) in which entities of a type are printed, longest first, with the keys that bear it.

        Former municipalities stand as 旧 + name, without 旧 only where the registry names them; wards with their city.
        """
        forms = index(printed(type, self.names, self._existing, self.formers))
        return MappingProxyType({form: forms[form] for form in sorted(sorted(forms), key=len, reverse=True)})

    def resolve_user(self, text: str) -> Found:
        """What a person who typed `text` means: a key, an official code, a label in either language, an alias.

        The endings 市, 県, City, Prefecture may be left out (a city comes before its prefecture); case, blanks at the
        ends and macrons do not count. Candidates are ordered, those of the registry first.
        """
        typed = text.strip().removeprefix("https://w3id.org/icr/id/")
        if typed in self:
            return Found(typed)
        for forms in self._typed:
            if keys := forms.get(loose(typed)):
                towns = [key for key in keys if key not in self.places or self.places[key].kind != "prefecture"]
                return _choose(sorted(towns or keys, key=lambda key: (key not in self.names, key)))
        return Found(None)

    def nearest(self, surface: str, n: int = 3) -> tuple[str, ...]:
        """The keys of at most `n` entities whose names, in either language, come closest; for "did you mean"."""
        typed, ranked = loose(surface), []
        for level, forms in enumerate(self._typed):
            for form in get_close_matches(typed, forms, n=50, cutoff=0.6):
                score = SequenceMatcher(None, form, typed).ratio()
                ranked += [(-score, key not in self.names, level, key) for key in forms[form]]
        return tuple(dict.fromkeys(key for *_, key in sorted(ranked)))[:n]

    @cached_property
    def _forms(self) -> GovernmentForms:
        return government_forms(self._existing, self.names, self.formers)

    @cached_property
    def _typed(self) -> TypedForms:
        return typed_forms(self.names.values(), self._existing.values())

    @cached_property
    def _naturals(self) -> Mapping[tuple[str, str], str]:
        return {(name.type, name.natural): name.key for name in self.names.values()}

    @cached_property
    def _named(self) -> Mapping[str, NamedForms]:
        return named_forms(self.names.values())

    @cached_property
    def _regions(self) -> Index:
        return regions(self._existing.values())

    @cached_property
    def _nations(self) -> Index:
        return nations(self._existing.values(), self.names.values())

    def _near(self, key: str, home: str | None) -> bool:
        return home is not None and self.prefecture(key) is not None and self.prefecture(key) == self.prefecture(home)

    def _choose_near(self, keys: list[str], home: str | None, flags: tuple[str, ...]) -> Found:
        near = [key for key in keys if self._near(key, home)] if len(keys) > 1 else []
        return _choose(near, (*flags, "place_by_home_prefecture")) if len(near) == 1 else _choose(keys, flags)

    def _split_region(self, text: str) -> tuple[str, str | None]:
        """熊本県熊本市 is 熊本市 in 熊本県."""
        if text in self._forms.current or text in self._forms.former:
            return text, None
        for end in range(2, len(text) + 1):
            if (keys := self._regions.get(text[:end])) and text[:end] == self.places[keys[0]].ja:
                return text[end:], keys[0]
        return text, None

    def _find_named(self, text: str, type: str, home: str | None) -> Found:
        """A row of the registry by its label, else by an alias; the city's own before others."""
        codes = self.places[home].codes if home and home in self.places else ()
        forms = self._named.get(type)
        keys, by_alias = (forms.labels.get(text, ()), forms.aliases.get(text, ())) if forms else ((), ())
        owners = {key: self.names[key].natural.partition("/")[0] for key in (*keys, *by_alias)}
        own = [key for key, owner in owners.items() if owner in codes]
        if own or (type == "Department" and home):
            return _choose(own)
        if not keys and home:
            keys = tuple(key for key in by_alias if not _GOVERNMENT_CODE.fullmatch(owners[key]))
        return _choose(list(keys or (() if home else by_alias)))


@cache
def load() -> Gazetteer:
    """The gazetteer of the packaged data, read once."""
    return Gazetteer(packaged())


def _only(forms: Index, text: str) -> str:
    """The one key that a context names, or "" (which no place lies in)."""
    keys = forms.get(compared(text), ())
    return keys[0] if len(keys) == 1 else ""


def _choose(keys: list[str], flags: tuple[str, ...] = ()) -> Found:
    if len(keys) == 1:
        return Found(keys[0], flags=flags)
    return Found(None, tuple(keys), (*flags, "place_ambiguous") if keys else flags)
