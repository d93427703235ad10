"""The made documents: each layout in both halves, and what each expectation says stands on the lines that it names."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.places import load
from ontology import kinds

MADE = Path(__file__).parents[1] / "benchmarks" / "reading" / "made"
FILES = sorted(MADE.glob("*/*.txt"))
ERAS = (("昭和", "S", 1925), ("平成", "H", 1988), ("令和", "R", 2018))


def expected_of(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))


def plain(text: str, blank: str = "") -> str:
    """NFKC with 元 as 1, kanji numerals as figures, and `blank` for white space."""
    text = re.sub(r"\s+", blank, unicodedata.normalize("NFKC", text)).replace("元", "1")
    text = text.translate(str.maketrans("〇一二三四五六七八九", "0123456789"))
    return re.sub(r"(\d?)十(\d?)", lambda m: f"{m[1] or 1}{m[2] or 0}", text)


def dated(key: str, text: str) -> bool:
    """Does `text` hold the year of `key` in some form (翌 for one more), its month and its day (来月, 本日, 同日)?"""
    year, *rest = (int(part) for part in key.split("-"))
    forms = [str(year)] + [f"{name}{year - base}" for *names, base in ERAS for name in (*names, names[0][0])]
    carried = any(f"{year - base}年" in text for *names, base in ERAS if any(name in text for name in names))
    ahead = "翌" in text and re.search(rf"{year - 1}|[MTSHR昭平令明大].{{0,2}}\d", text) is not None
    rest = [] if re.search("来月|本日|同日|当日", text) else rest
    return (ahead or carried or any(re.search(rf"{form}(?!\d)", text) for form in forms)) and all(
        re.search(rf"(?<!\d)0?{part}(?!\d)", text) or f"{year - 2000}0{part}" in text for part in rest
    )


def named(actor: str | dict[str, Any]) -> str:
    place = load().place(actor) if isinstance(actor, str) else None
    assert place or isinstance(actor, dict), f"{actor}: no such place"
    return plain(place.ja if place else actor["name"])  # type: ignore[index]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_expectation_stands_on_its_lines(path: Path) -> None:
    document, lines = expected_of(path), path.read_text(encoding="utf-8").split("\n")
    facts = [fact for part in ("agreements", "memberships", "observations", "bodies") for fact in document[part]]
    raw = {id(fact): "\n".join("\n".join(lines[a - 1 : b]) for a, b in fact["lines"]) for fact in facts}
    text = {key: plain(value) for key, value in raw.items()}
    assert document["home"] in load()
    assert document["verdict"] in {"read", "partly read"} or (document["verdict"] == "not read" and not facts)
    for fact in document["agreements"]:
        assert f"agreement/{fact['kind']}" in kinds()
        assert f"status/{fact['status']}" in kinds()
        for actor in [*fact["parties"], *fact.get("former", [])]:
            assert actor == document["home"] or named(actor) in text[id(fact)] or fact.get("allow"), (fact, actor)
        for date in (fact["signed"], fact.get("until")):
            assert not date or dated(date, text[id(fact)]) or dated(date, plain(raw[id(fact)], " ")), fact
    for fact in document["memberships"]:
        assert f"role/{fact['role']}" in kinds()
        assert fact["actor"] == document["home"] or named(fact["actor"]) in text[id(fact)], fact
    for fact in document["observations"]:
        assert f"measure/{fact['measure']}" in kinds()
        assert str(fact["value"]) in text[id(fact)] or "comment" in fact, fact  # a sum of what is printed
    for fact in document["bodies"]:
        assert f"organisation/{fact['kind']}" in kinds()
        assert plain(fact.get("printed", fact["name"])) in text[id(fact)], fact
    for trap in document["traps"]:
        assert trap["text"] in lines[trap["line"] - 1], trap


def test_each_layout_stands_in_both_halves() -> None:
    layouts = Counter((path.parent.name, expected_of(path)["layout"]) for path in FILES)
    names = {layout for half, layout in layouts if layouts["build", layout] and layouts["unseen", layout]}
    if not (MADE / "unseen").is_dir():
        pytest.skip("the unseen half is not here")
    assert len(names) == len({layout for _, layout in layouts}) == 15
    assert all(layouts["build", name] + layouts["unseen", name] >= 3 for name in names)
