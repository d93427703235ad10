"""Measures pick rows: chains, what a city's leaving cuts off, and lines that a changed document no longer has."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from graph.extract import text_of
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


def spans(*rows: tuple[str, str, str, str]) -> Result:
    """Spans that cover a whole line: document, file, text taken out, line."""
    columns = ("document", "file", "start", "end", "sha256")
    terms = []
    for key, file, text, line in rows:
        start = text.index(line)
        cells = [key, file, str(start), str(start + len(line)), hashlib.sha256(line.encode()).hexdigest()]
        terms.append(tuple(map(Literal, cells)))
    return Result(columns, tuple(terms))


def test_the_text_of_a_web_page_is_compared_and_not_its_source(tmp_path: Path) -> None:
    page = "<html><head><title>国際交流</title></head><body><p>桂林市と提携した。</p><p>高雄市</p></body></html>"
    (tmp_path / "h.html").write_text(page, encoding="utf-8")
    text = text_of(page.encode(), "h.html")[0]
    every = spans(("h", "h.html", text, "桂林市と提携した。"), ("h", "h.html", text, "高雄市"))
    assert len(altered(every, tmp_path)) == 0
    (tmp_path / "h.html").write_text(page.replace("高雄市", "台北市"), encoding="utf-8")
    assert altered(every, tmp_path).terms == every.terms[1:]


def test_a_file_of_the_same_name_is_not_taken_for_the_document(tmp_path: Path) -> None:
    one, two = "桂林市と提携した。\n", "高雄市と提携した。\n長沙市とも。\n"
    rows = (("a", "h.txt", one, "桂林市"), ("b", "h.txt", two, "高雄市"), ("b", "h.txt", two, "長沙市"))
    every = spans(*rows)
    (tmp_path / "h.txt").write_text(one, encoding="utf-8")
    assert len(altered(every, tmp_path)) == 0  # the other one is not here
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "h.txt").write_text(two.replace("長沙", "福州"), encoding="utf-8")
    assert altered(every, tmp_path).terms == every.terms[2:]
    assert "3 places in 2 documents" in altered(every, tmp_path).note
    (tmp_path / "h.txt").write_text("まったく別の文書", encoding="utf-8")
    assert altered(every, tmp_path).terms == (every.terms[0], every.terms[2])


def test_an_unknown_measure_is_named() -> None:
    with pytest.raises(QueryError, match=r"no measure 'betweenness'\. There are path"):
        measured("betweenness", Result(("a",), ((Literal("x"),),)))


def test_each_question_names_a_measure_that_there_is() -> None:
    named = {one.measure for one in catalogue().values() if one.measure}
    assert named == MEASURES.keys()
