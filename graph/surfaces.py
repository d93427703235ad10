"""Indexes from the forms in which names are printed or typed to the keys that bear them."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from graph.countries import keys as countries
from graph.registry import Former, Name, Place
from graph.values import fold

GOVERNMENT = "LocalGovernment"
# 龍ケ崎市 is also printed 龍ヶ崎市; the ケ of a foreign word is another letter.
SMALL_KE = re.compile(r"(?<=[一-鿿])[ケヶ](?=[一-鿿ぁ-ん])")
_ENDING = re.compile(r"(広域市|[市区町村都府県州])$")
_ENGLISH_ENDING = re.compile(r"( prefecture| city| town| village| ward|,.*| \(.*)$")

Index = Mapping[str, tuple[str, ...]]


class GovernmentForms(NamedTuple):
    """Folded names of local governments that exist, of wards without their city, of those that no longer exist."""

    current: Index
    wards: Index
    former: Index


class NamedForms(NamedTuple):
    """Folded forms of one type of registry rows: labels in both languages, aliases."""

    labels: Index
    aliases: Index


class TypedForms(NamedTuple):
    """What a person may type: a full name, code or alias; a name without its ending (市, City)."""

    exact: Index
    short: Index


_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}


def compared(surface: str) -> str:
    """A name as it is compared, never as it is shown: folded, small ヶ as ケ."""
    return fold(surface).replace("ヶ", "ケ")


def loose(text: str) -> str:
    """What a person typed as it is compared: folded, in small letters and hiragana, without Latin accents (ō is o)."""
    folded = unicodedata.normalize("NFKC", text).replace("ヶ", "ケ").casefold().translate(_HIRAGANA)
    apart = unicodedata.normalize("NFD", folded)
    plain = "".join(mark for mark in apart if not "̀" <= mark <= "ͯ")
    return " ".join(unicodedata.normalize("NFC", plain).split())


def index(pairs: Iterable[tuple[str, str]]) -> Index:
    """(form, key) pairs as a mapping from the form to its keys in order."""
    collected: dict[str, tuple[str, ...]] = {}
    for form, key in pairs:
        keys = collected.setdefault(form, one := (key,))
        if keys is not one and key not in keys:
            collected[form] = tuple(sorted((*keys, key)))
    return collected


def government_forms(
    places: Mapping[str, Place], names: Mapping[str, Name], formers: Iterable[Former]
) -> GovernmentForms:
    """`places` holds those that exist."""
    current = [(compared(place.ja), place.key) for place in places.values() if place.kind != "country"]
    current += [
        (compared(alias), name.key) for name in names.values() if name.type == GOVERNMENT for alias in name.aliases
    ]
    wards = []
    for place in places.values():
        if place.kind == "district" and (city := places[place.within]).kind == "city":
            wards.append((compared(place.ja.removeprefix(city.ja)), place.key))
    former: list[tuple[str, str]] = []
    for key, ja, county, _, successor, *_ in formers:
        town = compared(ja)
        # A town that was founded anew under its own name (南部町) is the present one, unless 旧 is printed.
        anew = successor in places and places[successor].ja == ja
        for form in (town, compared(county) + town) if county else (town,):
            former.append(("旧" + form, key))
            if not anew:
                former.append((form, key))
    return GovernmentForms(index(current), index(wards), index(former))


def named_forms(names: Collection[Name]) -> Mapping[str, NamedForms]:
    """By type."""
    by_type: dict[str, list[Name]] = {}
    for name in names:
        by_type.setdefault(name.type, []).append(name)
    return {
        type: NamedForms(
            index((compared(form), row.key) for row in rows for form in (row.ja, row.en)),
            index((compared(alias), row.key) for row in rows for alias in row.aliases),
        )
        for type, rows in by_type.items()
    }


def regions(places: Iterable[Place]) -> Index:
    """Prefectures and states by key and by name, with and without the ending (山形県, 山形)."""
    found = [place for place in places if place.kind in ("prefecture", "state")]
    return index((form, row.key) for row in found for form in (row.ja, _ENDING.sub("", row.ja), row.key))


def nations(places: Iterable[Place], names: Iterable[Name]) -> Index:
    """Countries by key, code and every name."""
    found = [place for place in places if place.kind == "country"]
    forms = [(form, row.key) for row in found for form in (row.key, *row.codes, compared(row.ja), compared(row.en))]
    forms += [(compared(form), row.key) for row in names if row.type == "Country" for form in row.aliases]
    return index(forms + [(form, key) for name, key in countries().items() for form in (compared(name), key)])


def printed(
    type: str, names: Mapping[str, Name], places: Mapping[str, Place], formers: Iterable[Former]
) -> Iterator[tuple[str, str]]:
    """Every (form, key) in which entities of a type are printed, NFKC, with both spellings of ケ."""
    pairs = [(form, name.key) for name in names.values() if name.type == type for form in (name.ja, *name.aliases)]
    if type == GOVERNMENT:
        pairs += [(place.ja, place.key) for place in places.values() if place.kind != "country"]
        pairs += [(f"旧{row.ja}", row.key) for row in formers]
    for form, key in pairs:
        plain = unicodedata.normalize("NFKC", form)
        if "ケ" in plain or "ヶ" in plain:
            yield from ((twin, key) for twin in {plain, SMALL_KE.sub("ケ", plain), SMALL_KE.sub("ヶ", plain)})
        else:
            yield plain, key


def typed_forms(names: Collection[Name], places: Collection[Place]) -> TypedForms:
    """Forms by which people ask for entities of every type."""
    exact = [(loose(form), name.key) for name in names for form in (name.ja, name.en, *name.aliases)]
    exact += [(loose(form), place.key) for place in places for form in (place.ja, place.en, place.kana) if form]
    exact += [(code.lower(), place.key) for place in places for code in place.codes]
    # The code without its check digit is what statistics print.
    exact += [(code[:5], place.key) for place in places for code in place.codes if len(code) == 6]
    short = []
    for place in places:
        short.append((loose(_ENDING.sub("", place.ja)), place.key))
        short.append((_ENGLISH_ENDING.sub("", loose(place.en)), place.key))
        short.append((f"{loose(place.en)} city", place.key))
        if place.kind == "city":
            short.append((loose(place.kana).removesuffix("し"), place.key))
    return TypedForms(index(pair for pair in exact if pair[0]), index(pair for pair in short if pair[0]))
