"""Numbers as documents print them: commas, 万 and 億, shares in 割, fractions, and the words that round them."""

import re
from decimal import Decimal

_NUM = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
SCALES = {"億": 10**8, "万": 10**4, "千": 1000, "百": 100}
ROUNDING = r"(?:約|およそ|おおよそ|概ね|おおむね|ほぼ|推計)"
AFTER = r"(?:余り|余|近く|程度|ほど|前後|に上る|弱|強)"
QUANTITY = rf"{ROUNDING}?\s{{0,8}}(?<![\d,.])(?:{_NUM}\s?[億万千百]?)(?:(?<=[億万千百]){_NUM}[億万千百]?)*"
_ROUNDS, _SCALED = re.compile(ROUNDING), re.compile(rf"({_NUM})\s?([億万千百]?)")
_ROUNDED = re.compile(rf"\s*(?:人|社|名|件|km2|km)?{AFTER}|[^、。]{{0,4}}\([^)]*推計\)")


def amount(printed: str) -> Decimal:
    """The number that a normalised figure means: `約7万2千` is 72000, `1,190万` is 11900000.

    >>> str(amount("約26万7千"))
    '267000'
    """
    total = Decimal(0)
    for figure, scale in _SCALED.findall(printed):
        total += Decimal(figure.replace(",", "")) * SCALES.get(scale, 1)
    return total


def plain(value: Decimal) -> str:
    """A number as a decimal literal without exponent, sign or idle zeros: `4950000`, `536.41`, `0.6`."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(norm: str, start: int, end: int) -> bool:
    """True where the words around `start:end` round or estimate the number (約, 近く, 推計)."""
    return bool(_ROUNDS.search(norm, max(0, start - 4), end) or _ROUNDED.match(norm, end))
