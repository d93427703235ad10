"""What a person is told in English, said in Japanese: the pairs of `japanese.txt`, matched as wholes."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["both", "japanese", "said"]

_FIELD = re.compile(r"\{(\w+)\}")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
_BETWEEN = " / "


def japanese(message: str) -> str | None:
    """The same in Japanese, what is filled in too where it is known; None for what no pair has."""
    for pattern, text in _pairs():
        if found := pattern.fullmatch(message):
            return _put(text, {name: _filled(value) for name, value in found.groupdict().items()})
    return None


def both(message: str) -> str:
    """The message in English and Japanese, for commands that are not told which; as it is where it has both."""
    told = None if _halves(message) else japanese(message)
    return message if told is None else f"{message}{_BETWEEN}{told}"


def said(message: str, language: str) -> str:
    """The message in `ja` or `en` alone, in both for any other language; English where there is no Japanese."""
    if language not in ("ja", "en"):
        return both(message)
    if halves := _halves(message):
        return halves[language == "ja"]
    return (japanese(message) if language == "ja" else None) or message


def _halves(message: str) -> tuple[str, str] | None:
    """The two languages of `English / 日本語`, where a message has both."""
    en, between, ja = message.rpartition(_BETWEEN)
    return (en, ja) if between and _JAPANESE.search(ja) else None


def _filled(value: str) -> str:
    blanks = value[: len(value) - len(value.lstrip())]
    return (japanese(value.strip()) if value.strip() else None) or (blanks + value.lstrip())


def _put(text: str, filled: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda field: filled.get(field[1], field[0]), text)


@cache
def _pairs() -> list[tuple[re.Pattern[str], str]]:
    """Patterns of English messages with their Japanese, those with the most words of their own first."""
    blocks = files("graph").joinpath("japanese.txt").read_text(encoding="utf-8").split("\n\n")[1:]
    pairs = [block.strip().split("\n") for block in blocks]
    pairs.sort(key=lambda pair: -len(_FIELD.sub("", pair[0])))
    return [(_pattern(english), text) for english, text in pairs]


def _pattern(english: str) -> re.Pattern[str]:
    parts, seen = [], set[str]()
    for at, part in enumerate(_FIELD.split(english)):
        if at % 2 == 0:
            parts.append(re.escape(part))
        else:
            parts.append(f"(?P={part})" if part in seen else f"(?P<{part}>.*?)")
            seen.add(part)
    return re.compile("".join(parts), re.DOTALL)
