"""A table on a terminal: it keeps to the width, counts Japanese characters as two, and says where a cell is cut."""

import csv
import io
import re

import pytest
from pyoxigraph import Store

from ontology import ICR, ID
from queries import render, run
from queries.grid import grid, wrapped
from queries.terms import breadth


def test_a_cell_is_broken_at_blanks_else_at_dashes_else_between_characters() -> None:
    assert wrapped("Kumamoto mutual aid", 10) == ["Kumamoto", "mutual aid"]
    assert wrapped("agreement:kumamoto-ulsan", 12) == ["agreement:", "kumamoto-", "ulsan"]
    assert wrapped("熊本連携中枢都市圏", 8) == ["熊本連携", "中枢都市", "圏"]
    assert wrapped("", 8) == [""]
    long = wrapped("あ" * 100, 10)
    assert len(long) == 4
    assert long[-1].endswith("…")
    assert all(breadth(line) <= 10 for line in long)


def test_what_fits_is_not_touched_and_without_a_width_nothing_is() -> None:
    rows = [["熊本市", "x" * 200]]
    assert grid(["a", "b"], rows, [[]], None).splitlines()[2] == f"熊本市  {'x' * 200}"
    assert grid(["a", "b"], [["熊本市", "y"]], [["    below"]], 20) == "a       b\n------  -\n熊本市  y\n    below\n"


@pytest.mark.parametrize("width", [80, 100, 120])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", ["edition-changes", "facts-to-lines", "evidence", "city-sheet", "altered-lines"])
def test_no_line_is_wider_than_the_terminal(name: str, language: str, width: int, store: Store) -> None:
    answer = run(name, store)
    text = render(answer, language=language, width=width)
    assert max(map(breadth, text.splitlines())) <= width
    if name != "city-sheet":
        assert "https://" not in text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_lines_and_hashes_are_short_in_a_table_and_whole_for_programs(language: str, store: Store) -> None:
    answer = run("facts-to-lines", store)
    table = render(answer, language=language, width=120)
    first = answer.rows[0]
    assert {"ja": "文書と行", "en": "lines"}[language] in table.splitlines()[0]
    assert f"{str(first['sha256'])[:8]}…" in table
    assert str(first["sha256"]) not in table
    assert f"{first['document']} L{first['from_line']}" in render(answer, language=language)
    whole = next(csv.DictReader(io.StringIO(render(answer, "csv"), newline="")))
    assert whole["sha256"] == first["sha256"]
    assert whole["fact_id"] == first["fact_id"]
    assert list(whole) == list(answer.columns)


@pytest.mark.parametrize("name", ["edition-changes", "facts-to-lines"])
def test_a_membership_is_told_by_its_two_ends_and_its_role(name: str, store: Store) -> None:
    answer = run(name, store)
    assert ("熊本連携中枢都市圏: 山鹿市 (構成員)", "Kumamoto Core Urban Area: Yamaga (Member)") in {
        (row["fact"], row["fact_en"]) for row in answer.rows if str(row["fact_id"]).endswith("renkei--jp-432083")
    }
    for language in ("ja", "en"):
        told = {str(row["fact"]) for row in answer.only(language).rows}
        assert not [one for one in told if one.startswith(ID) or re.match("[a-z]+:[a-z]", one)]


def test_every_fact_has_a_name_and_what_a_line_says_of_it(store: Store) -> None:
    rows = run("facts-to-lines", store).rows
    assert all(row["fact"] and row["fact_en"] for row in rows)
    assert all(row["property"] and row["property_en"] for row in rows if str(row["property_id"]).startswith(ICR))
    assert {row["property"] for row in run("edition-changes", store).rows} >= {"名称", "状態"}


def test_the_heads_are_in_the_reader_s_language(store: Store) -> None:
    answer = run("partners", store, city="熊本市")
    assert render(answer, language="ja").splitlines()[0].split() == [
        "提携先",
        "国・地域",
        "協定の種別",
        "締結日",
        "確実さ",
    ]
    assert render(answer, language="en").splitlines()[0].split() == ["partner", "country", "kind", "signed", "holds"]
    assert render(answer, "markdown", language="ja").startswith("| 提携先 | 国・地域 |")
    assert render(answer.explain().result, "markdown", language="ja").splitlines()[0].endswith("| 根拠 | 異なる記述 |")
    assert render(answer, "csv", language="ja").startswith("partner,")
