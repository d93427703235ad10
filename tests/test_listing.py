"""The page of the catalogue is current, and its examples do what they show."""

import re
import shlex

import pytest
from pyoxigraph import Store

from command_line import parameters
from queries import catalogue, run
from queries.listing import NAMES, example, markdown
from tests.conftest import ROOT

ASKED = sorted(name for name, one in catalogue().items() if not {"page", "table"} & set(one.tags))


@pytest.mark.parametrize("language", NAMES)
def test_the_page_is_current(language: str, store: Store) -> None:
    written = (ROOT / "docs" / NAMES[language]).read_text("utf-8")
    assert markdown(language, store) == written, "a question or an answer has changed: run `make questions`"


@pytest.mark.parametrize("language", NAMES)
def test_every_question_has_its_place(language: str) -> None:
    page = (ROOT / "docs" / NAMES[language]).read_text("utf-8")
    assert re.findall(r"(?m)^## (.+)$", page) == ASKED
    assert re.findall(r"\]\(#([a-z-]+)\)", page) == ASKED


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("name", ASKED)
def test_the_examples_ask_what_is_shown(name: str, language: str, store: Store) -> None:
    one = catalogue()[name]
    words = shlex.split(example(one, language))
    assert words[:3] == ["intercity", "query", name]
    given = parameters(words[3:])
    given.pop("lang", None)
    assert set(given) == set(one.parameters)
    assert run(name, store, **given).terms == run(name, store).terms


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("name", ["facts-to-lines", "evidence"])
def test_the_columns_are_those_of_the_table_the_rest_is_for_programs(name: str, language: str) -> None:
    page = (ROOT / "docs" / NAMES[language]).read_text("utf-8")
    section = page.partition(f"## {name}\n")[2].partition("\n## ")[0]
    head = re.findall(r"(?m)^\| (.+) \|$", section)[0].replace("\\", "").split(" | ")
    assert re.findall(r"(?m)^- `([a-z0-9_]+)`: ", section) == head
    assert "lines" in head
    others = set(re.findall(r"`([a-z0-9_]+)`", section.rstrip().splitlines()[-1]))
    assert {"document", "file", "from_line", "to_line", "span_id"} <= others
    assert not others & set(head)
    assert others | set(head) == set(catalogue()[name].columns) | {"lines"}
