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


@cache
def countries() -> Mapping[str, str]:
    """The key of the country by the name of a town; a name that towns of several countries bear is not there."""
    text = files("graph").joinpath("data", "cities.csv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for row in csv.DictReader(io.StringIO(text)):
        found |= dict.fromkeys(row["ja"].split("|"), f"country/{row['code'].lower()}")
    return found


def country_of(name: str) -> str | None:
    """The key of the country of a town abroad; None where nobody, or towns of several countries, bear the name.

    >>> country_of("グアダラハラ市"), country_of("ボローニャ市"), country_of("セーラム市")
    (None, 'country/it', None)
    """
    short = _ENDING.sub("", unicodedata.normalize("NFKC", name))
    return countries().get(_JOINTS.sub("", short)) if len(short) > 1 else None
