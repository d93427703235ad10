"""The words of the command line: its commands, their options and help, and reading them into values."""

import argparse
import os
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

HELP = """\
intercity: the knowledge graph of relationships between cities / 都市間関係の知識グラフ

  intercity                                     build the graph into build/ / グラフを作る
  intercity read FILE --home 熊本市 --data DIR    read a document into records / 文書を読み取る
  intercity query                               list the questions / 問いの一覧
  intercity query partners --city 熊本市          ask one / 尋ねる
  intercity mcp                                 lend tools to an assistant / AIに道具を貸す
  intercity export turtle > intercity.ttl       write one format / 書き出す
  intercity serve --open                        answer SPARQL at an address / エンドポイントを開く
  intercity view --city 熊本市 --open             a page of a part / 一部をページにする
  intercity check --conflicts                   check the graph / 点検する

`intercity COMMAND --help` says more / 詳しくは各コマンドの --help
exit codes: 0 done, 1 done with rejected records or violations, 2 usage, 3 input, 4 output, 130 interrupted"""
DATA = ("--data", {"type": Path, "action": "append", "default": [], "metavar": "DIR"},
        "records of your own documents, besides the packaged ones / 自分の記録のフォルダ")  # fmt: skip
FORMATS = ["turtle", "ntriples", "jsonld", "graphml", "gexf", "geojson", "csvw", "void", "questions"]
SHOWN = ["table", "csv", "tsv", "json", "markdown", "html", "turtle"]


class Usage(ValueError):
    """A command line that cannot be carried out; the message says why and what to write instead."""

    exit_code = 2


class Once(argparse.Action):
    """An option that has one value: given twice, it is not silently the last."""

    def __call__(self, _: argparse.ArgumentParser, space: argparse.Namespace, value: Any, name: Any = None) -> None:
        if getattr(space, self.dest) is not None:
            raise Usage(f"{name} is given twice; give it once, and read the files of another in a second command")
        setattr(space, self.dest, value)


COMMANDS: dict[str, tuple[str, str, list[tuple[str, dict[str, Any], str]]]] = {
    "build": (
        "Build graph, tables, page and report. / グラフ・表・ページ・報告を作る。", "build --out build", [
            ("--out", {"type": Path, "default": Path("build"), "metavar": "DIR"}, "the output folder / 出力先"),
            DATA,
        ]),
    "read": (
        "Read documents into records. / 文書を記録に読み取る。",
        "read handbook.txt --home 熊本市 --as-of 2024 --data my-records", [
            ("files", {"type": Path, "nargs": "+", "metavar": "FILE"},
             "text, HTML or PDF files, or folders of them / 文書のファイル又はフォルダ"),
            ("--home", {"action": Once, "metavar": "CITY"}, "the city that publishes them / 発行した自治体"),
            ("--as-of", {"action": Once, "metavar": "DATE"},
             "the time they speak for: 2024, 2024-04, FY2023, 令和6年 / 文書の時点"),
            ("--data", {"action": Once, "type": Path, "required": True, "metavar": "DIR"},
             "where the records go / 記録の置き場所"),
            ("--review", {"action": "store_true"}, "answer what was read with doubt / 不確かな記録を確認する"),
            ("--review-all", {"action": "store_true"}, "go through every record / 全ての記録を確認する"),
        ]),
    "query": (
        "Ask a question; its parameters are options. / 問いを尋ねる。パラメータはオプションで渡す。",
        "query members --alliance 熊本連携中枢都市圏 --as-of 2018-04-01", [
            ("question", {"nargs": "?", "metavar": "NAME|FILE|-"}, "- is standard input / -は標準入力"),
            ("--format", {"default": "table", "choices": SHOWN}, "how to show the answer / 表示形式"),
            ("--lang", {"choices": ["ja", "en"]}, "language of the list and of tables / 一覧と表の言語"),
            ("--all", {"action": "store_true"}, "all columns of a table / 表の全ての列"),
            ("--explain", {"action": "store_true"}, "the documents and lines behind each row / 各行の根拠の文書と行"),
            ("--documents", {"type": Path, "metavar": "DIR"},
             "with the lines themselves, from these files / 文書のフォルダ。根拠の行そのものも示す"),
            ("--endpoint", {"metavar": "URL"}, "ask a SPARQL endpoint instead / 別のエンドポイントに尋ねる"),
            ("--no-cache", {"action": "store_true"}, "do not use or keep copies of its answers / 写しを使わない"),
            DATA,
        ]),
    "mcp": (
        "Lend three read-only tools to an assistant (Model Context Protocol, on standard input and output).\n"
        "AIアシスタントに読み取り専用の道具を三つ貸す（標準入出力でのMCP）。", "mcp", [
            ("--deadline", {"type": float, "default": 15.0, "metavar": "SECONDS"},
             "a query is ended after so long / 問いを打ち切る秒数"),
            DATA,
        ]),
    "export": (
        "Write the graph in one format. / グラフを一つの形式で書き出す。", "export turtle > intercity.ttl", [
            ("format", {"choices": FORMATS}, "the format / 形式"),
            ("--out", {"type": Path, "metavar": "PATH"}, "a file or folder / 出力先のファイル又はフォルダ"),
            DATA,
        ]),
    "serve": (
        "Answer SPARQL over HTTP, read-only, until Ctrl-C. / SPARQLエンドポイント(読み取り専用)。Ctrl-Cで終わる。",
        "serve --open", [
            ("--port", {"type": int, "default": 7880, "metavar": "N"}, "0 takes any that is free / 0は空いている番号"),
            ("--bind", {"default": "127.0.0.1", "metavar": "ADDRESS"}, "where to listen / 待ち受けるアドレス"),
            ("--name", {"action": "append", "default": [], "metavar": "HOST"},
             "a host name under which it is reached / 公開するホスト名"),
            ("--cors", {"action": "append", "default": [], "metavar": "ORIGIN"},
             "a site whose pages may ask / 利用を許すサイト"),
            ("--graph", {"type": Path, "metavar": "FILE"},
             "another graph: Turtle, N-Triples, a store / 別のグラフ"),
            ("--deadline", {"type": float, "default": 30.0, "metavar": "SECONDS"}, "for a query / 問いの制限時間"),
            ("--memory", {"type": int, "default": 512, "metavar": "MIB"}, "for a query / 問いのメモリ上限"),
            ("--open", {"action": "store_true"}, "show the page in the browser / ブラウザで開く"),
            DATA,
        ]),
    "view": (
        "Write the explorer of a part of the graph, or of another graph, as one file. / グラフの一部のページを作る。",
        "view --city 熊本市 --hops 2 --as-of 2018-04-01 --open", [
            ("--city", {"default": "", "metavar": "CITY"}, "a city and what is around it / ある都市とその周り"),
            ("--alliance", {"default": "", "metavar": "NAME"}, "an alliance and its members / 広域連携とその構成員"),
            ("--hops", {"type": int, "metavar": "N"}, "so many relationships away (default: 1) / 何段階先まで"),
            ("--as-of", {"default": "", "metavar": "DATE"},
             "what may have held on a day, in a month or year / ある時点に続いていたもの"),
            ("--query", {"default": "", "metavar": "FILE"},
             "what a CONSTRUCT names, or SELECT ?source ?target ?kind ?date ?tie / 問い合わせの結果"),
            ("--graph", {"type": Path, "metavar": "FILE"},
             "another graph in our ontology: .ttl, .nt, .nq, .trig, .jsonld / 別のグラフ"),
            ("--links", {"type": Path, "metavar": "FILE"},
             "a list of links instead: city1,country1,city2,country2,lat1,lng1,lat2,lng2 / つながりの一覧（CSV）"),
            ("--out", {"type": Path, "metavar": "FILE"}, "the page (default: named after its part) / 出力先"),
            ("--open", {"action": "store_true"}, "show it in the browser / ブラウザで開く"),
            DATA,
        ]),
    "check": (
        "Check the graph against its rules. / グラフを規則に照らして点検する。", "check --conflicts", [
            ("--conflicts", {"action": "store_true"}, "list what documents say differently / 文書の食い違いを示す"),
            DATA,
        ]),
}  # fmt: skip


class Parser(argparse.ArgumentParser):
    """A parser whose errors are ours: one line, exit code 2."""

    def error(self, message: str) -> NoReturn:
        raise Usage(f"{message}; see {self.prog} --help")


def tongue() -> str:
    """The language of the surroundings, `ja` or `en`."""
    named = next((one for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (one := os.environ.get(name))), "")
    return "ja" if named.startswith("ja") else "en"


def speaks(words: Sequence[str]) -> str:
    """The language that a command line asks for, `ja` or `en`; empty for the commands that speak both."""
    if words[:1] != ["query"]:
        return ""
    given = [one.partition("=")[2] or after for one, after in zip(words, [*words[1:], ""], strict=True)
             if one.partition("=")[0] == "--lang"]  # fmt: skip
    return given[0] if given and given[0] in ("ja", "en") else tongue()


def parser() -> Parser:
    """The commands and their options."""
    plain = argparse.RawDescriptionHelpFormatter
    top = Parser("intercity", "intercity [COMMAND] [options]", HELP, formatter_class=plain, allow_abbrev=False)
    commands = top.add_subparsers(dest="command", metavar="COMMAND", prog="intercity", help=argparse.SUPPRESS)
    for name, (text, example, options) in COMMANDS.items():
        one = commands.add_parser(
            name,
            description=f"{text}\n\nexample / 例:\n  intercity {example}",
            formatter_class=plain,
            allow_abbrev=False,  # `--end` may be the parameter of a question
        )
        for option, settings, meaning in options:
            one.add_argument(option, help=meaning, **settings)
    return top


def command(words: list[str]) -> list[str]:
    """The words of a command line, `build` where there are none; Usage with the nearest for an unknown command."""
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        near = get_close_matches(words[0], COMMANDS, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known commands: {', '.join(COMMANDS)}."
        raise Usage(f"{words[0]}: no such command. {hint}")
    return words or ["build"]


def misspelt(of: str, word: str, known: Iterable[str] = ()) -> str:
    """A hint at the option that was meant by `word`, which is none of its command's, or ""."""
    options = [name for name, *_ in COMMANDS[of][2] if name.startswith("--")]
    near = get_close_matches(word, [*options, *known], n=1)
    return f" Did you mean {near[0]}?" if near else ""


def refuse_misspelt(given: Iterable[str], known: Iterable[str]) -> None:
    """Usage for a parameter that the question does not know and that is nearly an option, or one of its parameters."""
    declared = [f"--{name.replace('_', '-')}" for name in known]
    for word in (f"--{name.replace('_', '-')}" for name in given):
        if word not in declared and (hint := misspelt("query", word, declared)):
            raise Usage(f"{word}: no such parameter or option.{hint}")


def parameters(words: list[str]) -> dict[str, object]:
    """`--city 熊本市 --day=2018-04-01` as a mapping, a name given twice as a list; Usage without a value."""
    found: dict[str, list[str]] = {}
    while words:
        name, equals, value = words.pop(0).partition("=")
        if not name.startswith("--") or not (equals or words):
            raise Usage(f"{name}: a parameter is written --name value, for example --city 熊本市")
        found.setdefault(name.removeprefix("--").replace("-", "_"), []).append(value if equals else words.pop(0))
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}
