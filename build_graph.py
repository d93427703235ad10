"""The command line of intercity: reads documents, builds the graph, answers questions, exports, checks."""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from command_line import Usage, command, parameters, parser, refuse_misspelt, speaks, tongue

DONE, IMPERFECT, USAGE, UNUSABLE, UNWRITTEN, INTERRUPTED = 0, 1, 2, 3, 4, 130


def progress(en: str, ja: str, began: float = time.monotonic()) -> None:
    """Says on a terminal what was done, and when; silent in a pipe."""
    if sys.stderr.isatty():
        print(f"  {time.monotonic() - began:5.2f} s  {en} / {ja}", file=sys.stderr)


def build(options: argparse.Namespace) -> int:
    """Build everything into the output folder, which appears whole."""
    from graph.documents import folders
    from graph.made import made_while
    from graph.outputs import outputs
    from graph.report import as_json, as_markdown, closing, coverages, faults, report
    from viz.site import files

    with outputs(options.out) as writer:
        built, drawn = made_while(lambda store: files(store, progress), options.data, progress)
        kept = coverages([*folders(), *(folder for root in options.data for folder in folders(root))])
        account = report(built.facts, kept, built.violations)
        for name, text in (drawn | {"report.md": as_markdown(account), "report.json": as_json(account)}).items():
            writer.write(name, text)
        writer.count({"triples": len(built.triples), "claims": account["claims"], "nodes": account["facts"]})
    for line in (wrong := [*built.violations, *faults(built.facts)]):
        print(f"intercity: {line}", file=sys.stderr)
    page, (more, more_ja) = options.out / "index.html", closing(built.facts)
    print(
        f"{options.out}/: {len(built.triples):,} triples; open {page} in a browser{more} / "
        f"ブラウザで {page} を開く{more_ja}"
    )
    return IMPERFECT if len(wrong) > len(built.facts.stale) else DONE


def read(options: argparse.Namespace) -> int:
    """Read documents and print, for each, what was read by kind and what was not understood; or review the doubts."""
    from graph.account import tell
    from graph.batch import alone, files, read_all, shown, tasks

    asked = files(options.files), options.data, options.home, options.as_of
    if options.review or options.review_all:
        from graph.review import walk_all

        return walk_all(tasks(*asked), input, print, options.review_all)
    with alone(options.data):
        work = tasks(*asked)
        ends = tell(read_all(work, shown(sys.stderr)), len(work))
    imperfect = ends["refused"] or ends["not understood"]
    return UNUSABLE if ends["refused"] == len(work) else IMPERFECT if imperfect else DONE


def query(options: argparse.Namespace) -> int:
    """Ask a question of the graph; without one, list the questions."""
    from graph.japanese import said
    from queries import render, run, untold
    from queries.catalogue import question
    from queries.measures import altered

    language = options.lang or tongue()
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    if options.question is None:
        from queries.topics import listing

        print(*listing(language, width), sep="\n")
        return DONE
    text = sys.stdin.read() if options.question == "-" else options.question
    asked = question(text)
    refuse_misspelt(options.parameters, asked.parameters)
    inside = bool(options.documents) and asked.measure == "altered"  # the question itself looks into the documents
    if options.documents and not inside and options.format != "table":
        raise Usage("--documents shows the lines under a table's rows; leave out --format, or take --explain")
    if options.endpoint:
        from queries.remote import run as ask_there

        result = ask_there(text, options.endpoint, cache=not options.no_cache, tell=progress, **options.parameters)
    elif options.data:
        from queries import kept

        result = run(text, kept.graph(options.data), **options.parameters)
    else:
        result = run(text, **options.parameters)
    if inside:
        result = altered(result, options.documents)
    named = language if options.format in ("table", "markdown", "html") and not options.all else None
    if not options.explain and (inside or not options.documents):
        shown = render(result, options.format, language=named, width=width)
    elif options.format == "table":
        shown = result.explain().table(named, width, options.documents)
    else:
        shown = render(result.explain().result, options.format, language=named)
    for line in untold(text, options.parameters, language):
        print(f"intercity: {line}", file=sys.stderr)
    sys.stdout.write(shown)
    if result.note:
        print(f"intercity: {said(result.note, language)}", file=sys.stderr)
    packaged = not (options.data or options.endpoint)
    if not inside and (more := result.remarks(language, options.explain, packaged, options.data)):
        print(f"intercity: {more[0]}", *more[1:], sep="\n  ", file=sys.stderr)
    return DONE


def mcp(options: argparse.Namespace) -> int:
    """Answer an assistant until it leaves."""
    from queries import kept
    from queries.assistant import LIMITS, serve

    serve(kept.graph(options.data), replace(LIMITS, deadline=options.deadline))
    return DONE


def export(options: argparse.Namespace) -> int:
    """Write one format to standard output, to a file, or into a folder."""
    from graph.made import made
    from viz.site import EXPORTS, material, write

    files = EXPORTS[options.format](material(made(options.data, progress).store))
    if options.out is None:
        if len(files) > 1:
            raise Usage(f"{options.format} is {len(files)} files; say where to: --out FOLDER")
        sys.stdout.write("".join(files.values()))
        return DONE
    write(files, options.out)
    return DONE


def serve(options: argparse.Namespace) -> int:
    """Answer SPARQL over HTTP until interrupted."""
    import asyncio
    import webbrowser

    try:
        from queries.serve import server
    except ModuleNotFoundError as error:
        raise Usage(f"serve needs {error.name}: pip install 'intercity[serve]'") from None
    from queries import kept
    from queries.guard import Limits
    from queries.page import page
    from queries.serve.bounds import Door

    if options.deadline <= 0 or options.memory < 16:
        raise Usage("--deadline is more than 0 seconds, --memory at least 16 MiB")
    if options.graph and options.data:
        raise Usage("--graph is a whole graph, --data adds to the packaged one; give one of them")
    with server.listening(options.bind, options.port) as listener:
        progress("reading the graph", "グラフを読み込み中")
        source = options.graph or kept.graph(options.data)
        names, here = {name.lower() for name in options.name}, server.loopback(options.bind)
        door = Door(frozenset(names | {options.bind.lower()}), frozenset(map(str.lower, options.cors)), not here)
        if not here:
            said = "other machines can ask; put a reverse proxy before it, see SECURITY.md / 他の機械からも利用できます"
            print(f"intercity: {options.bind}: {said}", file=sys.stderr)

        def ready() -> None:
            print(server.address(listener), flush=True)
            print("intercity: /sparql is the endpoint; Ctrl-C ends it / Ctrl-Cで終わります", file=sys.stderr)
            if options.open:
                webbrowser.open(server.address(listener))

        limits = Limits(deadline=options.deadline, memory=options.memory << 20)
        with suppress(KeyboardInterrupt):
            asyncio.run(server.serve(listener, source, page(), door, limits, ready=ready))
    print("intercity: ended / 終了しました", file=sys.stderr)
    return INTERRUPTED


def view(options: argparse.Namespace) -> int:
    """Write the explorer of a part of the graph, or of another one, as one file."""
    from viz.page import html
    from viz.site import write
    from viz.variants import Variant, drawn

    page, name, told = drawn(Variant(**{one: getattr(options, one) for one in Variant.__dataclass_fields__}))
    progress(f"{len(page.nodes):,} entities, {len(page.relationships):,} relationships", "表示する範囲を決定")
    out = options.out or name
    out = out / name if out.is_dir() else out
    write({out.name: html(page)}, out)
    for line in told:
        print(f"intercity: {line}", file=sys.stderr)
    print(f"{out}: {len(page.nodes):,} entities / 主体, {len(page.relationships):,} relationships / 関係")
    if options.open:
        import webbrowser

        webbrowser.open(out.resolve().as_uri())
    return DONE


def check(options: argparse.Namespace) -> int:
    """Check the graph; print each violation and stale decision, and on request each conflict."""
    from graph.japanese import both
    from graph.made import made
    from graph.report import differences

    built = made(options.data, progress)
    told = differences(built.facts) if options.conflicts else ()
    for line in [*built.violations, *map(both, built.facts.stale), *told]:
        print(line)
    found = f"{len(built.violations)} violations / 違反, {len(built.facts.conflicts)} conflicts / 食い違い"
    print(f"{len(built.triples):,} triples / トリプル: {found}", file=sys.stderr)
    return IMPERFECT if built.violations else DONE


COMMANDS = {
    "build": build, "read": read, "query": query, "mcp": mcp, "serve": serve, "export": export, "view": view,
    "check": check
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command line; returns the exit code, prints errors to standard error."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):  # names are Japanese, whatever the locale says
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        options, rest = parser().parse_known_args(command(given))
        if options.command is None or (rest and options.command != "query"):
            raise Usage(f"{rest[0]}: no such option; see intercity {options.command or ''} --help")
        options.parameters = parameters(rest)
        return int(COMMANDS[options.command](options))
    except KeyboardInterrupt as ended:
        kept = str(ended) or "the old output is as it was / 中断しました。前の出力はそのままです"
        print(f"intercity: interrupted; {kept}", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (ValueError, RuntimeError) as error:
        if not hasattr(error, "exit_code"):
            raise  # a fault of the program, not of what it was given
        from graph.japanese import said

        print(f"intercity: {said(str(error), speaks(given))}", file=sys.stderr)
        return int(error.exit_code)


if __name__ == "__main__":
    sys.exit(main())
