"""The catalogue as a page for people: each question with its parameters, an example, its first rows and its columns."""

import sys
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from graph.places import load
from ontology import ID, KIND, kinds
from queries.catalogue import Parameter, Question, catalogue
from queries.heads import together
from queries.result import Result
from queries.run import AnyGraph, packaged, run

__all__ = ["NAMES", "example", "markdown"]

NAMES = {"en": "questions.md", "ja": "questions.ja.md"}
"""Language -> file in docs/."""
ROWS = 3
_LINES = ("document and lines", "文書と行")
"""What the column is that a table puts together of several."""

_WORDS = {
    "en": {
        "title": "# The questions",
        "about": "Each is a file of plain SPARQL in `queries/`, asked with `intercity query NAME`, or from Python with "
        "`run(NAME, …)`. Shown are the first rows of the answer from the packaged documents. This page is made by "
        "`make questions`.",
        "head": "| name | question |",
        "columns": "Columns:",
        "more": "In other formats and with `--all` also:",
        "all": "All of its {} rows." ,
        "rows": "The first {} of {} rows.",
        "none": "No rows.",
        "given": "here {}",
    },
    "ja": {
        "title": "# 問い",
        "about": "それぞれ `queries/` にある SPARQL のファイルで、`intercity query 名前`、Python では `run(名前, …)` で"
        "尋ねる。同梱の文書に基づく答えの初めの行を示す。このページは `make questions` が作る。",
        "head": "| 名前 | 問い |",
        "columns": "列：",
        "more": "表以外の形式と `--all` では、さらに：",
        "all": "全{1}行。",
        "rows": "全{1}行のうち初めの{0}行。",
        "none": "該当する行はない。",
        "given": "例では {}",
    },
}  # fmt: skip


def markdown(language: str, graph: AnyGraph | None = None) -> str:
    """The page in `en` or `ja`, with answers from a graph (default: the packaged one)."""
    words, asked = _WORDS[language], list(_people_ask())
    lines = [words["title"], "", words["about"], "", words["head"], "|---|---|"]
    lines += [f"| [{one.name}](#{one.name}) | {_summary(one, language)} |" for one in asked]
    for one in asked:
        lines += ["", *_section(one, language, run(one.name, packaged() if graph is None else graph))]
    return "\n".join(lines) + "\n"


def _people_ask() -> Iterator[Question]:
    yield from (one for one in catalogue().values() if not {"page", "table"} & set(one.tags))


def example(one: Question, language: str) -> str:
    """The command that asks a question with its defaults, spelt as people name them."""
    return " ".join(
        [
            "intercity query",
            one.name,
            *(f"--{_option(each)} {_shown(each, language)}" for each in one.parameters.values()),
        ]
    ) + (" --lang ja" if language == "ja" else "")


def _section(one: Question, language: str, answer: Result) -> Iterator[str]:
    words, shown = _WORDS[language], together(answer.only(language))  # as a table shows it
    yield from (f"## {one.name}", "", _summary(one, language), "", "```", f"$ {example(one, language)}", "```", "")
    for each in one.parameters.values():
        meaning = each.ja if language == "ja" else each.en
        yield f"- `--{_option(each)}`: {meaning} ({words['given'].format(_shown(each, language).strip(chr(39)))})"
    if one.parameters:
        yield ""
    if len(answer):
        yield Result(shown.columns, shown.terms[:ROWS], shown.form).markdown()
        yield words["all" if len(answer) <= ROWS else "rows"].format(min(ROWS, len(answer)), len(answer))
    else:
        yield words["none"]
    yield from ("", words["columns"], "")
    for column in shown.columns:  # the English name stands for the column with _en, whose meaning refers to it
        yield f"- `{column}`: {one.columns.get(column, _LINES)[language == 'ja']}"
    if others := [each for each in answer.columns if each not in shown.columns]:
        yield f"\n{words['more']} {', '.join(f'`{each}`' for each in others)}"


def _summary(one: Question, language: str) -> str:
    return one.summary_ja if language == "ja" else one.summary


def _option(parameter: Parameter) -> str:
    return parameter.name.replace("_", "-")


def _shown(parameter: Parameter, language: str) -> str:
    """The default as a person would write it: a name where it is found again, else the key or the plain value."""
    if not isinstance(parameter.default, NamedNode):
        return parameter.default.value
    if parameter.scheme:
        kind = kinds()[parameter.default.value.removeprefix(KIND)]
        return kind.ja if language == "ja" else kind.en
    key, names = parameter.default.value.removeprefix(ID), load()
    label = names.name(key) or names.place(key)
    name = (label.ja if language == "ja" else label.en) if label else key
    name = name if names.resolve_user(name).key == key else key
    return f"'{name}'" if " " in name else name


def main(folder: Path) -> None:
    """Write the pages into a folder."""
    for language, name in NAMES.items():
        (folder / name).write_text(markdown(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
