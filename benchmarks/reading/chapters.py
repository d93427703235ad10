"""Times the reading of real documents, of a chapter of 90 kB made of those in `made/build`, and of folders of many."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path

from graph.batch import files, read_all, shown, tasks
from graph.documents import Description, Document, describe, find, folders, open_document
from graph.places import load
from graph.reading import read
from graph.values import PartialDate

MADE = Path(__file__).parent / "made" / "build"
SIZE = 90_000  # bytes


@cache
def chapter() -> str:
    """About 90 kB of made documents, the by-law and the torn ones left out."""
    about = {
        path: json.loads(path.with_suffix(".json").read_text(encoding="utf-8")) for path in sorted(MADE.glob("*.txt"))
    }
    paths = [path for path, told in about.items() if told["verdict"] == "read" and told["layout"] != "bylaw"]
    text = ""
    for path in cycle(paths):
        if len(text.encode("utf-8")) >= SIZE:
            break
        text += path.read_text(encoding="utf-8") + "\n\n"
    return text


def real(where: Path) -> Iterator[tuple[str, int, float, float]]:
    """Of each document its key, its bytes, and CPU seconds for its first reading in a process and for the next."""
    for one in map(describe, folders()):
        path = find(one, where)
        if path is None:
            raise SystemExit(f"{where}: {one.file} is not there; name the folder of the documents")
        with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
            yield one.key, path.stat().st_size, *fresh.submit(twice, one, path).result()


def twice(about: Description, path: Path) -> tuple[float, float]:
    """CPU seconds for the first and the second reading, the names of places being loaded."""
    document, names = open_document(path, about), load()
    first, second = (timed(lambda: read(document, names)) for _ in range(2))
    return first, second


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def seconds(copies: int) -> float:
    """CPU seconds for reading one text of so many chapters' tenths."""
    text = chapter()[: len(chapter()) // 10 * copies]
    about = Description("a", "a", "a", "lg/jp-222119", PartialDate("2024"), "", "a.txt", "0" * 64, None, ())
    return timed(lambda: read(Document(about, text, "utf-8"), load()))


def folder(copies: int, tenths: int = 10) -> float:
    """Wall seconds for reading a folder of so many files, each of so many tenths of a chapter, on all cores."""
    text = chapter()[: len(chapter()) // 10 * tenths]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for number in range(copies):
            (root / f"chapter-{number:04}.txt").write_text(text, encoding="utf-8")
        began = time.perf_counter()
        work = tasks(files([root]), root / "data", "磐田市", "2024")
        assert not [one.error for one in read_all(work, shown(sys.stderr)) if one.error]
        return time.perf_counter() - began


def main(sizes: tuple[int, ...], tenths: int, documents: Path | None) -> None:
    """Print the times and how they grow."""
    for key, size, first, second in real(documents) if documents else ():
        print(f"{key}, {size:,} bytes: first reading {first:.2f} s of CPU, second {second:.2f} s")
    seconds(1)
    print(f"lists and tables alone, {len(chapter().encode('utf-8')):,} bytes: {seconds(10):.2f} s of CPU")
    before: tuple[int, float] | None = None
    for size in sizes:
        took = folder(size, tenths)
        ratio = f", {took / before[1]:.1f} times the time for {size / before[0]:.0f} times the files" if before else ""
        print(f"a folder of {size:,} files of {9 * tenths} kB: {took:.1f} s{ratio}")
        before = size, took


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[10, 100, 1_000], help="how many files a folder has")
    parser.add_argument("--short", action="store_true", help="files of a tenth of a chapter")
    parser.add_argument("--documents", type=Path, help="the folder of the documents that are read today")
    options = parser.parse_args()
    main(tuple(options.sizes), 1 if options.short else 10, options.documents)
