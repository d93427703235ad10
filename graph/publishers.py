"""Whose a document may be when it never names the city that is said to publish it: the one it speaks of as its own."""

import re
from collections import Counter
from functools import cache

from graph.places import Gazetteer

__all__ = ["another"]

HEAD = 3  # signs that a title is worth
ENOUGH = 2  # signs, where other municipalities are named too
KINDS = ("city", "town", "village", "prefecture")
# What stands behind the name of a city in the name of something of its own.
OWN = re.compile(
    r"役所|役場|庁舎|議会|[市町村県]勢|勢要覧|教育委員会|国際(?:化|交流|課|室|部)|総合計画|基本計画|地域防災計画|行政|ホームページ|"
    r"公式|広報|条例|規則|例規|の(?:姉妹|友好|国際|都市|海外|提携|協定|連携|概要)"
)
# What the title of a document may go on with.
TITLE = re.compile(
    r"交流|姉妹|友好|国際|海外|連携|協定|計画|記録|報告|要覧|資料|ニュース|お知らせ|市政|町政|村政|県政|白書|年報"
)
DATED = re.compile(r"年\s?[\d〇一二三四五六七八九十]{1,3}月|\d[./]\d")  # a day or a month: a row of a list
EXAMPLE = re.compile(r"参考|事例|先進|視察|他市|他都市")  # of somebody else
WORD = r"(?<![一-龥々ァ-ヴーぁ-ん])"
LONGEST = 40  # characters of a title
ENDS = 200_000  # characters that are looked at: what is longer has told by then whose it is


def another(text: str, title: str, home: str, gazetteer: Gazetteer) -> str | None:
    """The key of the one municipality that a document speaks of as its own while it never names `home`, else None.

    A sign is a name with something of its own behind it (`◯◯市役所`, `◯◯市の姉妹都市`), the subject of a sentence
    (`◯◯市は`), `本市（◯◯市）`; one that opens the title or the first line counts more.
    """
    if _named(text + title, home, gazetteer):
        return None
    places = _places(gazetteer)
    lines = [title, *(line.lstrip("# ") for line in text[:ENDS].split("\n") if line.strip())]
    signs, seen = Counter[str](), set[str]()
    for number, line in enumerate(lines):
        example = EXAMPLE.search(line) is not None
        for match in _names(gazetteer).finditer(line):
            key, start, stop = places[match[0]], *match.span()
            if gazetteer.prefecture(key) != key:
                seen.add(key)
            if not example:
                before = line[max(0, start - LONGEST) : start].strip()
                signs[key] += _weight(before, line[stop : stop + LONGEST + 1], number)
    (key, count), *others = [*signs.most_common(2), ("", 0)]
    if count == 0 or others[0][1] * 2 > count:
        return None
    return key if count >= ENOUGH or seen <= {key} else None


def _weight(before: str, behind: str, number: int) -> int:
    """How much a name says that the document is its own, by what stands around it in a line of this number."""
    if number <= 1 and not before and _title(behind):
        return HEAD
    if re.search(r"[本当](?:市|町|村|県)[(（]$", before) or re.match(r"[(（]以下.?[本当][市町村県]", behind):
        return HEAD
    own = OWN.match(behind) or (re.match(r"は|では", behind) and (not before or before.endswith("。")))
    return 0 if not own else 2 if number <= 1 else 1


def _title(behind: str) -> bool:
    """True for what goes on behind a name as a title does, not as a row of a list or a sentence."""
    if len(behind) > LONGEST or "\t" in behind or "  " in behind or "。" in behind or DATED.search(behind):
        return False
    return OWN.match(behind) is not None or (
        TITLE.search(behind) is not None and re.match(r"[とや、・,(（]", behind) is None
    )


def _named(text: str, home: str, gazetteer: Gazetteer) -> bool:
    """Is the city named, in full or without its ending?"""
    place = gazetteer.place(home)
    if place is None:
        return True
    stem = place.ja[:-1]
    return place.ja in text or (
        len(stem) > 1 and re.search(rf"{re.escape(stem)}(?![都道府県市町村区])", text) is not None
    )


@cache
def _places(gazetteer: Gazetteer) -> dict[str, str]:
    """The municipalities of Japan by name, where one alone bears it."""
    found: dict[str, list[str]] = {}
    for key, place in gazetteer.places.items():
        if key.startswith("lg/jp-") and place.kind in KINDS and place.codes:
            found.setdefault(place.ja, []).append(key)
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


@cache
def _names(gazetteer: Gazetteer) -> re.Pattern[str]:
    ordered = sorted(_places(gazetteer), key=lambda name: (-len(name), name))
    # 萩市 is two characters, which may be the end of another name
    return re.compile("|".join(f"{'' if len(one) > 2 else WORD}{re.escape(one)}" for one in ordered))
