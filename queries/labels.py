"""The names that the things in a graph bear: for what only somebody's own documents name, and no registry has."""

from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from typing import Any

from ontology import ID, PREFIXES

__all__ = ["LABELS", "Labels"]

_SKOS = PREFIXES["skos"]
LABELS = (
    f"SELECT DISTINCT ?it ?label (LANG(?label) AS ?lang) ?also {{ "
    f"{{ ?it <{_SKOS}prefLabel> ?label BIND(false AS ?also) }} UNION "
    f"{{ ?it <{_SKOS}altLabel> ?label BIND(true AS ?also) }} "
    f'FILTER(STRSTARTS(STR(?it), "{ID}")) }} ORDER BY ?it ?also ?label'
)
"""Asks for every name in a graph."""
Rows = Iterable[Mapping[str, Any]]


class Labels:
    """The names in the graph that `rows` asks; it is asked once, where a name is looked for that the registry lacks."""

    def __init__(self, rows: Callable[[], Rows]) -> None:
        self._ask = rows

    def find(self, text: str, folder: str) -> list[str]:
        """The keys, in a folder or in any, of what has this key or bears this name; blanks and width do not count."""
        keyed = [key for key in (text, f"{folder}/{text}") if key in self._names]
        found = keyed or sorted(set(self._forms.get(_bare(text), ())))
        return [key for key in found if not folder or key.startswith(f"{folder}/")] or found

    def nearest(self, text: str, folder: str, most: int = 3) -> list[str]:
        """The keys of what is called nearly so, or has nearly this key."""
        if "/" in text and text.isascii():
            return get_close_matches(text, [key for key in self._names if key.startswith(folder)], n=most, cutoff=0.8)
        typed = _bare(text)
        forms = {form for form, keys in self._forms.items() if any(key.startswith(folder) for key in keys)}
        near = get_close_matches(typed, sorted(forms), n=most, cutoff=0.6)
        ranked = sorted(near, key=lambda form: -SequenceMatcher(None, form, typed).ratio())
        return list(dict.fromkeys(key for form in ranked for key in self._forms[form] if key.startswith(folder)))[:most]

    def name(self, key: str) -> tuple[str, str] | None:
        """The name of a thing in Japanese and in English."""
        names = self._names.get(key, {})
        first = next(iter(names.values()), "")
        return (names.get("ja", first), names.get("en", first)) if names else None

    @cached_property
    def _rows(self) -> list[Mapping[str, Any]]:
        return list(self._ask())

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for row in self._rows:
            names = found.setdefault(str(row["it"]).removeprefix(ID), {})
            if not row["also"]:
                names.setdefault(str(row["lang"] or ""), str(row["label"]))
        return found

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self._rows:
            found.setdefault(_bare(str(row["label"])), []).append(str(row["it"]).removeprefix(ID))
        return found


def _bare(text: str) -> str:
    from graph.surfaces import loose

    return "".join(loose(text).split())
