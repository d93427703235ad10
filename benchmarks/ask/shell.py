"""From the shell to the prompt: one question asked with intercity, and by a plain rdflib script on the same graph.

`python -m benchmarks.ask.shell` prints wall seconds of whole processes, the median of some runs that take turns, and
how many times as long as intercity's warm call each takes.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from queries import kept
from queries.binding import bind
from queries.catalogue import question

ROOT = Path(__file__).parent.parent.parent
QUESTION, CITY = "partners", "熊本市"
SCRIPT = """\
import sys
from rdflib import Graph
graph = Graph().parse(sys.argv[1], format="turtle")
for row in graph.query(open(sys.argv[2], encoding="utf-8").read()):
    print(*row, sep="\\t")
"""

WARM = "intercity, graph kept"
COLD = "intercity, graph built"
PEER = "rdflib script on intercity.ttl"
BARE = "python -c pass"


def commands(folder: Path) -> dict[str, tuple[list[str], dict[str, str]]]:
    """Name -> words and environment of each process; writes what the peer reads into `folder`, and warms the cache."""
    from graph.turtle import turtle

    cache = {"INTERCITY_CACHE": str(folder / "cache")}
    (folder / "intercity.ttl").write_text(turtle(kept.graph()), encoding="utf-8")
    (folder / "asked.rq").write_text(bind(question(QUESTION), {"city": CITY}), encoding="utf-8")
    ours = [sys.executable, str(ROOT / "build_graph.py"), "query", QUESTION, "--city", CITY, "--format", "tsv"]
    found = {
        BARE: ([sys.executable, "-c", "pass"], {}),
        WARM: (ours, cache),
        COLD: (ours, {"INTERCITY_CACHE": ""}),
        PEER: ([sys.executable, "-c", SCRIPT, str(folder / "intercity.ttl"), str(folder / "asked.rq")], {}),
    }
    seconds(*found[WARM])
    return found


def seconds(words: list[str], environment: Mapping[str, str]) -> float:
    """Wall seconds from start to end of a process; CalledProcessError where it fails."""
    began = time.perf_counter()
    subprocess.run(words, env=os.environ | environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def measure(runs: int) -> dict[str, list[float]]:
    """The seconds of each run by command; the commands take turns."""
    with tempfile.TemporaryDirectory() as folder:
        found = commands(Path(folder))
        taken: dict[str, list[float]] = {name: [] for name in found}
        for _ in range(runs):
            for name, (words, environment) in found.items():
                taken[name].append(seconds(words, environment))
    return taken


def report(taken: Mapping[str, list[float]]) -> str:
    """The medians as a Markdown table, with the ratio to the warm call."""
    warm = median(taken[WARM])
    lines = [f"| `{QUESTION} --city {CITY}`, shell to prompt | s | times the warm call |", "|---|---|---|"]
    lines += [f"| {name} | {median(each):.2f} | {median(each) / warm:.2f} |" for name, each in taken.items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.ask.shell", description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="runs of each command, of which the median counts")
    print(report(measure(parser.parse_args().runs)))


if __name__ == "__main__":
    main()
