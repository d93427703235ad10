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
def _countries() -> Mapping[str, str]:
    text = files("graph").joinpath("data", "cities.csv").read_text(encoding="utf-8")
    return {
        name: f"country/{row['code'].lower()}"
        for row in csv.DictReader(io.StringIO(text))
        for name in row["ja"].split("|")
    }


def country_of(name: str) -> str | None:
    """The key of the country of a town abroad; None where nobody, or towns of several countries, bear the name.

    >>> country_of("グアダラハラ市"), country_of("ボローニャ市")
    (None, 'country/it')
    """
    short = _ENDING.sub("", unicodedata.normalize("NFKC", name))
    return _countries().get(_JOINTS.sub("", short)) if len(short) > 1 else None
