"""Labelled lists, headings, lists in brackets and lists of companies, in prints of our own (`snippets/lists.txt`)."""

import re
from pathlib import Path

import pytest

from graph.documents import Description, Document
from graph.places import load
from graph.reading import read
from graph.records import Agreement
from graph.values import PartialDate

SNIPPETS = Path(__file__).parent / "snippets" / "lists.txt"
# A snippet: `#### name|home`, its text, and `=> parties; kind; date; state` for each tie, `?` where it is optional.
CASES = re.split(r"^#### ", SNIPPETS.read_text(encoding="utf-8"), flags=re.M)[1:]


def told(text: str, home: str) -> set[str]:
    """The ties of classes A and B read in a text, as the snippets write them."""
    about = Description("x", "x", "x", home, PartialDate("2024"), "", "x", "0" * 64, None, ())
    found = set()
    for one in read(Document(about, text, "utf-8"), load()).records:
        if isinstance(one, Agreement) and one.confidence != "C":
            sides = sorted(side.printed for side in (*one.parties, *one.unnamed) if side.value != home)
            day = one.signed.value if one.signed else "-"
            found.add(f"{'+'.join(sides)}; {one.kind.value}; {day}; {one.status.value}")
    return found


def wanted(line: str) -> str:
    sides, kind, day, *state = [part.strip() for part in line.removeprefix("=>").strip(" ?").split(";")]
    return f"{'+'.join(sorted(sides.split('+')))}; {kind}; {day}; {state[0] if state else 'concluded'}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.partition("|")[0])
def test_lists_are_read(case: str) -> None:
    head, _, body = case.partition("\n")
    lines = body.strip("\n").split("\n")
    expected = [line for line in lines if line.startswith("=>")]
    text = "\n".join(line for line in lines if not line.startswith("=>")) + "\n"
    found = told(text, head.partition("|")[2].strip())
    must = {wanted(line) for line in expected if not line.startswith("=> ?")}
    assert must <= found
    assert found <= {wanted(line) for line in expected}
