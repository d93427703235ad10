"""A pattern that asks first for the signs with which its words begin (`(?=[…])`) leaves none of them out."""

import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import graph.reading

ASKED = re.compile(r"\(\?=\[[^\]^]+\]\)")
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


def patterns(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from patterns(one)


def all_patterns() -> list[Any]:
    found = {}
    for module in walk_packages(graph.reading.__path__, "graph.reading."):
        for name, value in vars(import_module(module.name)).items():
            for one in patterns(value):
                if isinstance(one.pattern, str) and ASKED.match(one.pattern):
                    found[one] = f"{module.name}.{name}"
    return [pytest.param(one, id=name) for one, name in found.items()]


def begins(parts: Any) -> tuple[set[str], bool]:
    """The signs with which a match may begin, and whether it may be empty."""
    signs: set[str] = set()
    for code, value in parts:
        some, empty = part(code, value)
        signs |= some
        if not empty:
            return signs, False
    return signs, True


def part(code: Any, value: Any) -> tuple[set[str], bool]:
    if code is codes.LITERAL:
        return {chr(value)}, False
    if code is codes.IN:
        return set().union(*(sign(*one) for one in value)), False
    if code is codes.BRANCH:
        found = [begins(one) for one in value[1]]
        return set().union(*(signs for signs, _ in found)), any(empty for _, empty in found)
    if code is codes.SUBPATTERN:
        return begins(value[3])
    if code in REPEATS:
        signs, empty = begins(value[2])
        return signs, empty or value[0] == 0
    assert code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT), f"begins with {code}, which may be any sign"
    return set(), True


def sign(code: Any, value: Any) -> set[str]:
    if code is codes.LITERAL:
        return {chr(value)}
    if code is codes.RANGE:
        return {*map(chr, range(value[0], value[1] + 1))}
    assert code is codes.CATEGORY, f"{code} may be any sign"
    return {str(value)}


@pytest.mark.parametrize("pattern", all_patterns())
def test_no_first_sign_is_left_out(pattern: re.Pattern[str]) -> None:
    (code, (_, asked)), *rest = parser.parse(pattern.pattern, pattern.flags)
    assert code is codes.ASSERT
    told, _ = begins(asked)
    needed, empty = begins(rest)
    assert not empty
    assert needed <= told
