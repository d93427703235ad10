"""Every question of the catalogue at growing sizes: ours, raw pyoxigraph and rdflib, taking turns on the same graph.

`python -m benchmarks.ask.questions` makes graphs of ten thousand to a million triples (`benchmarks.generate`), asks
each question about a busy city, and prints ratios in one run and how times grow. rdflib answers in a forked process
that is stopped after some seconds, which then count as "at least".
"""

import argparse
import gc
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import exp, log
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

from benchmarks.__main__ import said
from benchmarks.stages import prepare
from ontology import ID

if TYPE_CHECKING:
    from pyoxigraph import Store

SIZES = {10_000: 280, 100_000: 2_700, 1_000_000: 27_000}
"""Triples, about -> records that make them."""
PATIENCE = 10.0
"""Wall seconds after which rdflib is stopped."""
TURNS = 5
LONG = 2.0  # CPU seconds after which one turn has to do
FLOOR = 0.002  # seconds below which a time is the clock's and the call's, not the question's: no growth is told

Timed = dict[str, Any]
"""name, rows, ours, raw, rdflib (CPU seconds), over (true where rdflib was stopped)."""


def names() -> list[str]:
    """The questions that people ask."""
    from queries import catalogue

    return [name for name, one in catalogue().items() if not {"page", "table"} & set(one.tags)]


def values(store: "Store") -> Mapping[str, str]:
    """For each parameter what is asked with: the busiest of its sort, so that answers grow with the graph."""

    def most(pattern: str, place: int = 0) -> str:
        text = f"""PREFIX icr: <https://w3id.org/icr/def#> PREFIX org: <http://www.w3.org/ns/org#>
          SELECT ?it (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?it ORDER BY DESC(?n) STR(?it) LIMIT {place + 1}"""
        found = [row["it"].value for row in store.query(text)]  # type: ignore[union-attr]
        return str(found[-1]) if found else f"{ID}lg/none"

    ties = "?tie a icr:Agreement ; icr:hasParty ?it . ?it a icr:LocalGovernment"
    edition = "?span icr:inDocument ?it . FILTER(STRENDS(STR(?it), '-2016'))"
    newer = most(edition)
    if newer.endswith("/none"):  # a small graph has first editions only
        newer = most("?span icr:inDocument ?it")
    tie = most("?it a icr:Agreement ; icr:evidence ?span")
    gone = most("?change org:originalOrganization ?it")
    return {
        "city": most(ties),
        "other": most(ties, 1),
        "from": most(ties),
        "to": most(ties, 20),
        "alliance": most("?part icr:participationIn ?it . ?it a icr:Alliance"),
        "facility": most("?part icr:participationIn ?it . ?it a icr:Organisation"),
        "agreement": tie,
        "about": tie,
        "older": newer.replace("-2016", "-2010"),
        "newer": newer,
        "code": gone.rpartition("-")[2],
    }


def series(folder: Path, peer: bool = True, only: Sequence[str] = ()) -> Iterator[Timed]:
    """Ask every question of the graph in `folder`, engine after engine; yields each when it has been timed."""
    from pyoxigraph import RdfFormat, Store
    from rdflib import Graph

    from queries.binding import bind
    from queries.catalogue import question
    from queries.run import ask, run

    text = (folder / "graph.nt").read_text("utf-8")
    store = Store()
    store.bulk_load(text, format=RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=text, format="nt") if peer else None
    gc.collect()
    gc.freeze()  # or Python's collector looks at all of rdflib's graph while ours makes its rows
    known = values(store)
    for name in only or names():
        asked = question(name)
        given = {each: known[each] for each in asked.parameters if each in known}
        bound = bind(asked, given)

        def ours(name: str = name, given: Mapping[str, str] = given) -> object:
            return run(name, store, **given)

        def raw(bound: str = bound) -> object:
            return [tuple(row) for row in store.query(bound)]  # type: ignore[union-attr]

        def rdflib(bound: str = bound) -> object:
            assert graph is not None
            return ask(bound, graph)

        rows = len(run(name, store, **given))
        took = {"ours": [cpu(ours)], "raw": [cpu(raw)]}
        while len(took["ours"]) < TURNS and took["ours"][0] < LONG:
            took["ours"].append(cpu(ours))
            took["raw"].append(cpu(raw))
        theirs, over = forked(rdflib, PATIENCE) if peer else (0.0, False)
        yield {"name": name, "rows": rows, "rdflib": theirs, "over": over} | {
            engine: median(each) for engine, each in took.items()
        }


def cpu(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def forked(work: Callable[[], object], patience: float) -> tuple[float, bool]:
    """CPU seconds of the work in a forked process; those it had, and True, where it is stopped after `patience`."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.write(write, str(cpu(work)).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    ready, _, _ = select.select([read], [], [], patience)
    if not ready:
        os.kill(child, signal.SIGKILL)
    told = os.read(read, 64) if ready else b""
    os.close(read)
    used = os.wait4(child, 0)[2]  # of a busy machine a stopped process has had a part only
    if not ready:
        return used.ru_utime + used.ru_stime, True
    if not told:
        raise RuntimeError("rdflib failed")
    return float(told), False


def report(found: Mapping[int, list[Timed]], counts: Mapping[int, int]) -> Iterator[str]:
    """The figures as Markdown: rows, seconds of ours, ratios, growth against rows and data; then their summary."""
    sizes = sorted(found)
    heads = [f"{counts[size]:,} triples: rows | ours, CPU s | ours / raw | rdflib / ours" for size in sizes]
    yield "| question | " + " | ".join([*heads, *(f"growth to {counts[size]:,}" for size in sizes[1:])]) + " |"
    yield "|---" * (1 + 4 * len(sizes) + len(sizes) - 1) + "|"
    for place, name in enumerate(each["name"] for each in found[sizes[0]]):
        rows = [found[size][place] for size in sizes]
        cells = [f"{one['rows']:,} | {one['ours']:.3g} | {one['ours'] / one['raw']:.2f} | {peer(one)}" for one in rows]
        steps = pairwise([(one, counts[size]) for one, size in zip(rows, sizes, strict=True)])
        yield f"| {name} | " + " | ".join([*cells, *(growth(*small, *large) for small, large in steps)]) + " |"
    for size in sizes:
        each = found[size]
        slower = mean([one["ours"] / one["raw"] for one in each])
        theirs = [one["rdflib"] / one["ours"] for one in each if one["rdflib"]]
        over = sum(one["over"] for one in each)
        yield ""
        yield (
            f"{counts[size]:,} triples: ours takes {slower:.2f} times raw pyoxigraph in the geometric mean"
            + (f", rdflib {mean(theirs):.1f} times ours" if theirs else "")
            + (f" at least: {over} of {len(each)} were stopped" if over else "")
            + "."
        )


def peer(one: Timed) -> str:
    return f"{'≥ ' if one['over'] else ''}{one['rdflib'] / one['ours']:.3g}" if one["rdflib"] else ""


def growth(small: Timed, few: int, large: Timed, many: int) -> str:
    """The exponent e of time ~ (triples + rows)^e between two sizes; 1 is proportional."""
    if large["ours"] < FLOOR:
        return "–"
    factor = (many + large["rows"]) / (few + small["rows"])
    return f"{log(large['ours'] / max(small['ours'], FLOOR / 10)) / log(factor):.2f}"


def mean(numbers: list[float]) -> float:
    return exp(sum(map(log, numbers)) / len(numbers))


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.ask.questions", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), choices=SIZES, help="triples, about")
    parser.add_argument("--json", type=Path, help="write all figures to this file, too")
    parser.add_argument("--without-rdflib", action="store_true", help="growth only")
    parser.add_argument("--questions", nargs="*", default=[], metavar="NAME", help="only these")
    parser.add_argument("--one", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        for timed in series(options.one, not options.without_rdflib, options.questions):
            print(json.dumps(timed), flush=True)
        return
    found: dict[int, list[Timed]] = {}
    counts: dict[int, int] = {}
    with tempfile.TemporaryDirectory() as root:
        for size in sorted(options.sizes):
            folder = Path(root) / str(size)
            folder.mkdir()
            said(f"making {size:,} triples")
            counts[size] = prepare(folder, SIZES[size])["triples"]
            said(f"asking of {counts[size]:,} triples")
            command = [sys.executable, "-m", "benchmarks.ask.questions", "--one", str(folder)]
            command += ["--without-rdflib"] if options.without_rdflib else []
            command += ["--questions", *options.questions] if options.questions else []
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            found[size] = [json.loads(line) for line in done.stdout.splitlines()]
    print("\n".join(report(found, counts)))
    if options.json:
        options.json.write_text(json.dumps({"counts": counts, "found": found}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
