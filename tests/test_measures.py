"""Measures pick rows: chains, what a city's leaving cuts off, and lines that a changed document no longer has."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from queries import QueryError, Result, catalogue, run
from queries.measures import MEASURES, altered, measured


def ties(ends: tuple[str, str, str, str], *pairs: str) -> Result:
    """A network of pairs of letters, each from both sides; `ends` has the names and letters of the columns."""
    source, target, what, letters = ends
    names = {letter: NamedNode(f"urn:{letter}") for letter in "abcdefgh"}
    given = what.split()
    both = [(one, two) for pair in pairs for one, two in (tuple(pair), tuple(pair[::-1]))]
    rows = tuple((names[one], names[two], *(names[letter] for letter in letters)) for one, two in both)
    return Result((source, target, *given), rows)


def shown(answer: Result) -> list[str]:
    return ["".join(getattr(term, "value", "")[-1] for term in row[:2]) for row in answer.terms]


def chain(ends: str, *pairs: str) -> list[str]:
    return shown(measured("path", ties(("source_id", "target_id", "from_id to_id", ends), *pairs)))


def lost(city: str, *pairs: str) -> list[str]:
    return shown(measured("cut-off", ties(("lost_id", "tied_to_id", "city_id", city), *pairs)))


def test_a_chain_is_a_shortest_one_step_by_step() -> None:
    assert chain("ad", "ab", "bc", "cd", "be", "ed") in (["ab", "bc", "cd"], ["ab", "be", "ed"])
    assert chain("ad", "ab", "bc", "cd", "ad") == ["ad"]
    assert chain("da", "ab", "bc", "cd") == ["dc", "cb", "ba"]


@pytest.mark.parametrize("pairs", [(), ("ab", "cd"), ("ab",), ("cd",)])
def test_without_a_chain_there_are_no_rows(pairs: Iterable[str]) -> None:
    assert chain("ad", *pairs) == []


def test_from_a_place_to_itself_takes_no_step() -> None:
    assert chain("aa", "ab") == []


def test_whoever_is_not_in_the_largest_piece_is_cut_off() -> None:
    assert lost("b", "ab", "bc", "cd") == ["ab"]
    assert lost("b", "ab", "bc") == ["ab", "cb"], "no piece is the largest"
    assert lost("a", "ab", "bc", "cd") == [], "one piece stays"
    assert lost("b", "ab", "bc", "cd", "ef", "fg", "gh") == ["ab"], "another part of the network is as it was"
    assert lost("h", "ab") == [], "a city without ties"


def test_lines_that_a_changed_document_no_longer_has(documents: Path, tmp_path: Path, store: Store) -> None:
    every = run("altered-lines", store)
    assert len(every) > 1000
    assert len(altered(every, documents)) == 0
    name = "001_59364dec85efd8ca.txt"
    changed = (documents / name).read_text("utf-8").replace("12社", "13社")
    (tmp_path / name).write_text(changed, encoding="utf-8")
    rows = altered(every, tmp_path).rows
    assert {(row["document"], row["from_line"]) for row in rows} == {("kirishima-2023", 29)}
    (tmp_path / name).unlink()
    with pytest.raises(QueryError, match="none of the documents"):
        altered(every, tmp_path)


def test_an_unknown_measure_is_named() -> None:
    with pytest.raises(QueryError, match=r"no measure 'betweenness'\. There are path"):
        measured("betweenness", Result(("a",), ((Literal("x"),),)))


def test_each_question_names_a_measure_that_there_is() -> None:
    named = {one.measure for one in catalogue().values() if one.measure}
    assert named == MEASURES.keys()
