"""What a person is told: every error has its Japanese, in one place; `query` speaks one language, the others both."""

import ast
import re
from pathlib import Path

import pytest
from pyoxigraph import Store

import build_graph
from command_line import speaks
from graph.japanese import both, japanese, said
from queries import kept
from queries.run import packaged
from tests.conftest import ROOT

JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")
# Faults of the data that the package brings, or of the machine below: whoever meets these develops, and reads English.
DEVELOPERS = {"PlacesError", "PicturesError", "GuardError", "ToolError"}


def _template(node: ast.expr) -> str:
    """The text of a message, `X` for all that is filled in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(one.value if isinstance(one, ast.Constant) else "X" for one in node.values)  # type: ignore[misc]
    return str(node.value) if isinstance(node, ast.Constant) else "X"


def _messages() -> list[str]:
    """The messages of the errors that end a command, each with its place."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))}
    trees = {path: tree for path, tree in trees.items() if path.relative_to(ROOT).parts[0] not in ("tests", ".venv")}
    ends = {
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and "exit_code" in ast.unparse(node)
    }
    ends = (ends | {"Outside", "TooLong"}) - DEVELOPERS
    found = []
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ends and node.args:
                found.append(f"{path.relative_to(ROOT)}: {_template(node.args[0])}")
    return sorted(set(found))


@pytest.mark.parametrize("message", _messages())
def test_every_error_has_its_japanese(message: str) -> None:
    text = message.partition(": ")[2]
    if len(re.sub(r"X|\W", "", text)) < 8 or "output X" in text:  # all filled in; or a fault of the program
        return
    assert JAPANESE.search(text.partition(" / ")[2]) or japanese(text), message


def test_what_is_filled_in_is_told_in_japanese_too() -> None:
    told = japanese("partner: no such question. Did you mean partners? `intercity query` alone lists them all.")
    assert told == "partner: このような問いはない。partners では？`intercity query` だけで問いの一覧が出る。"
    assert japanese("nobody says this") is None
    assert both("no date / 日付なし") == "no date / 日付なし"
    assert said("a/b / c: no date / 日付なし", "en") == "a/b / c: no date"
    assert said("a/b / c: no date / 日付なし", "ja") == "日付なし"
    assert said("nobody says this", "ja") == "nobody says this"


def test_the_language_that_a_command_line_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert [speaks(["build"]), speaks(["query", "x"]), speaks(["query", "--lang", "ja"])] == ["", "en", "ja"]
    assert speaks(["query", "--lang=ja", "x"]) == "ja"
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert [speaks(["query", "x"]), speaks(["query", "x", "--lang", "en"]), speaks(["query", "--lang"])] == [
        "ja", "en", "ja",
    ]  # fmt: skip
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert speaks(["query", "x"]) == "en"


@pytest.fixture
def _one_graph(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged.cache_clear()
    monkeypatch.setattr(kept, "graph", lambda *_: store)


WRONG = [
    ["partner"],
    ["partners", "--citty", "熊本市"],
    ["partners", "--zzz", "x"],
    ["conflicts", "--city", "熊本市"],
    ["partners", "--city", "熊元市"],
    ["partners", "--city", "府中市"],
    ["partners", "--city"],
    ["partners", "--city", "熊本連携中枢都市圏"],
    ["partners", "--as-of", "2018-02-30"],
    ["partners", "--format", "xls"],
    ["partners", "--format", "turtle"],
    ["partners", "--documents", "x", "--format", "csv"],
    ["none.rq"],
    ["SELECT * { ?s icr:foo ?o }"],
    ["SELECT * { ?s "],
    ["edition-changes", "--older", "kumamoto-2015"],
    ["partners", "--endpoint", "127.0.0.1"],
]


@pytest.mark.usefixtures("_one_graph")
@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_a_wrong_question_is_answered_in_the_language_that_was_asked_for(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert build_graph.main(["query", *words, "--lang", "ja"]) in (2, 3)
    ja = capsys.readouterr().err
    assert build_graph.main(["query", *words, "--lang", "en"]) in (2, 3)
    en = capsys.readouterr().err
    assert JAPANESE.search(ja)
    assert not re.search(r"\b(the|is|no|such|Did|mean|give|write)\b", ja), ja
    assert not JAPANESE.search(re.sub(r"\([^)]*\)|'[^']*'|熊\w*|府中市|平成\S+", "", en)), en
    assert ja.count("\n") == en.count("\n") == 1


def test_other_commands_say_it_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (
        ["bild"], ["build", "--nope"], ["build", "--data", "none"], ["export", "docx"], ["export", "csvw"], ["read"],
        ["read", "none.txt", "--home", "熊本市", "--data", "d"], ["view", "--hops", "2"], ["view", "--as-of", "x"],
        ["view", "--city", "熊元市"], ["view", "--graph", "x.csv"], ["serve", "--port", "x"],
        ["check", "--data", "none"],
    ):  # fmt: skip
        assert build_graph.main(words) in (2, 3), words
        en, between, ja = capsys.readouterr().err.partition(" / ")
        assert between, en
        assert JAPANESE.search(ja), (words, ja)
