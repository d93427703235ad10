"""Times the reading of chapters of 90 kB, made of the documents in `made/build`: alone, and as folders of many."""

import json
import sys
import tempfile
import time
from functools import cache
from itertools import cycle
from pathlib import Path

from graph.batch import files, read_all, shown, tasks
from graph.documents import Description, Document
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


def seconds(copies: int) -> float:
    """CPU seconds for reading one text of so many chapters' tenths."""
    text = chapter()[: len(chapter()) // 10 * copies]
    about = Description("a", "a", "a", "lg/jp-222119", PartialDate("2024"), "", "a.txt", "0" * 64, None, ())
    began = time.process_time()
    read(Document(about, text, "utf-8"), load())
    return time.process_time() - began


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


def main(sizes: tuple[int, ...], tenths: int) -> None:
    """Print the times and how they grow."""
    seconds(1)
    print(f"one chapter of {len(chapter().encode('utf-8')):,} bytes: {seconds(10):.2f} s of CPU")
    before: tuple[int, float] | None = None
    for size in sizes:
        took = folder(size, tenths)
        ratio = f", {took / before[1]:.1f} times the time for {size / before[0]:.0f} times the files" if before else ""
        print(f"a folder of {size:,} files of {9 * tenths} kB: {took:.1f} s{ratio}")
        before = size, took


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--short"]  # --short: files of a tenth of a chapter
    main(tuple(map(int, words)) or (10, 100, 1_000), 1 if "--short" in sys.argv else 10)
