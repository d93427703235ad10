"""Measures every stage at growing sizes beside plain rdflib: `make bench`, or `python -m benchmarks --large`."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from itertools import pairwise
from math import log
from pathlib import Path
from statistics import median

from benchmarks.stages import PEERS, STAGES, cpu_seconds, prepare

SIZES = (1_000, 10_000)
LARGE = 100_000
SLOW = 20.0  # CPU seconds above which one run has to do
PATIENCE = 300.0  # wall seconds after which a run is given up
PEER_LIMIT = 10_000  # plain rdflib needs minutes and gigabytes above

Key = tuple[int, str, str]


def measure(folders: dict[int, Path], runs: int) -> dict[Key, list[float]]:
    """CPU seconds of each run by size, stage and engine; engines take turns, each run in a process of its own."""
    found: dict[Key, list[float]] = {}
    given_up: set[Key] = set()
    for turn in range(runs):
        for size, folder in folders.items():
            for stage in STAGES:
                for engine in ("intercity", "rdflib"):
                    key = (size, stage, engine)
                    if engine == "rdflib" and (stage not in PEERS or size > PEER_LIMIT):
                        continue
                    if key in given_up or (turn and found[key][0] > SLOW):
                        continue
                    said(f"run {turn + 1} of {runs}: {stage}, {size} records, {engine}")
                    if (took := in_a_process(folder, stage, engine)) is None:
                        given_up.add(key)
                    else:
                        found.setdefault(key, []).append(took)
    return found


def in_a_process(folder: Path, stage: str, engine: str) -> float | None:
    """The seconds that a fresh process reports, None where it takes too long."""
    command = [sys.executable, "-m", "benchmarks", "--one", str(folder), stage, engine]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise SystemExit(f"benchmarks: {stage} with {engine} failed:\n{done.stderr}")
    return float(done.stdout)


def growth(small: float, large: float, factor: float) -> float:
    """The exponent e of time ~ size^e between two sizes; 1 is proportional."""
    return log(large / small) / log(factor)


def report(found: dict[Key, list[float]], counts: dict[int, dict[str, int]]) -> Iterable[str]:
    """The figures as Markdown: seconds of ours, how many times plain rdflib takes, and growth to the next size."""
    sizes = sorted(counts)
    for size in sizes:
        of = counts[size]
        yield f"{of['records']:,} records of {of['documents']:,} documents make {of['triples']:,} triples."
    yield ""
    heads = [f"{size:,}: CPU s | rdflib / ours" for size in sizes]
    growths = [f"growth {small:,} to {large:,}" for small, large in pairwise(sizes)]
    yield "| stage | " + " | ".join([*heads, *growths]) + " |"
    yield "|---" * (1 + 2 * len(sizes) + len(growths)) + "|"
    for stage in STAGES:
        cells = [stage]
        for size in sizes:
            ours, theirs = found.get((size, stage, "intercity")), found.get((size, stage, "rdflib"))
            gave_up = f"over {PATIENCE:.0f} s" if size <= PEER_LIMIT and stage in PEERS else ""
            cells.append(f"{median(ours):.3g}" if ours else f"over {PATIENCE:.0f} s")
            cells.append(f"{median(theirs) / median(ours):.3g}" if ours and theirs else gave_up)
        for small, large in pairwise(sizes):
            factor = counts[large]["records"] / counts[small]["records"]
            pair = [found.get((size, stage, "intercity")) for size in (small, large)]
            cells.append(f"{growth(median(pair[0]), median(pair[1]), factor):.2f}" if pair[0] and pair[1] else "")
        yield "| " + " | ".join(cells) + " |"


def said(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--large", action="store_true", help=f"also {LARGE:,} records (ours only)")
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="other numbers of records")
    parser.add_argument("--runs", type=int, default=3, help="runs of each stage, of which the median counts")
    parser.add_argument("--json", type=Path, help="write all runs to this file, too")
    parser.add_argument("--one", nargs=3, metavar=("FOLDER", "STAGE", "ENGINE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        folder, stage, engine = options.one
        print(cpu_seconds(Path(folder), stage, engine))
        return
    sizes = options.sizes or [*SIZES, *([LARGE] if options.large else [])]
    with tempfile.TemporaryDirectory() as root:
        folders, counts = {}, {}
        for size in sorted(sizes):
            folders[size] = Path(root) / str(size)
            folders[size].mkdir()
            said(f"making {size:,} records")
            counts[size] = prepare(folders[size], size)
        found = measure(folders, options.runs)
    said("")
    print("\n".join(report(found, counts)))
    if options.json:
        runs = {f"{size} {stage} {engine}": took for (size, stage, engine), took in found.items()}
        options.json.write_text(json.dumps({"counts": counts, "runs": runs}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
