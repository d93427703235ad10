"""Towns abroad by their Japanese names, and the one country that such a name can only mean."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_ENDING = re.compile(r"(?:特別市|広域市|直轄市|市|町|村)$")
_JOINTS = re.compile(r"[\s・=゠-]")
# One name in two spellings: セイラム and セーラム, コヴェントリー and コベントリー.
_LONG = re.compile(r"(?<=[エケセテネヘメレゲゼデベペェ])イ")
_V = (("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"))


@cache
def _countries() -> Mapping[str, str]:
    text = files("graph").joinpath("data", "cities.csv").read_text(encoding="utf-8")
    return {
        name: f"country/{row['code'].lower()}"
        for row in csv.DictReader(io.StringIO(text))
        for name in row["ja"].split("|")
    }


def _spelt(name: str) -> str:
    name = _LONG.sub("ー", name) if "イ" in name else name
    for one, other in _V if "ヴ" in name else ():
        name = name.replace(one, other)
    return name


@cache
def _shared() -> frozenset[str]:
    """The names, in one spelling, that towns of several countries bear."""
    first: dict[str, str] = {}
    told = ((_spelt(name), country) for name, country in _countries().items())
    return frozenset(name for name, country in told if first.setdefault(name, country) != country)


def country_of(name: str) -> str | None:
    """The key of the country of a town abroad; None where nobody, or towns of several countries, bear the name.

    >>> country_of("グアダラハラ市"), country_of("ボローニャ市"), country_of("セーラム市")
    (None, 'country/it', None)
    """
    short = _ENDING.sub("", unicodedata.normalize("NFKC", name))
    country = _countries().get(plain := _JOINTS.sub("", short)) if len(short) > 1 else None
    return country if country and _spelt(plain) not in _shared() else None
