"""Pages of a hundred, a thousand and ten thousand entities side by side; prints a table with ratios."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.view.browsers import Mode, measured
from benchmarks.view.pages import given, made, ours, plain

SIZES = ((100, 150), (1_000, 3_000), (10_000, 30_000))
PATIENCE = 150.0  # seconds after which a page counts as not drawn


def row(name: str, mode: Mode, mine: dict[str, float | None], theirs: dict[str, float | None]) -> Iterator[str]:
    for what, unit in (("drawn", "s"), ("pan", "frames/s"), ("zoom", "frames/s")):
        a, b = mine[what], theirs[what]
        if a is None and b is None:
            continue
        shown = [f"{one:.3g}" if one is not None else f"over {PATIENCE:.0f} s" for one in (a, b)]
        ratio = f"{a / b:.3g}" if a and b else f"under {a / PATIENCE:.2g}" if a else ""
        yield f"| {name} | {mode} | {what}, {unit} | {shown[0]} | {shown[1]} | {ratio} |"


def middle(runs: list[dict[str, float | None]]) -> dict[str, float | None]:
    return {
        what: None if any(run[what] is None for run in runs) else median(run[what] or 0.0 for run in runs)
        for what in runs[0]
    }


def main() -> None:
    parser = argparse.ArgumentParser("python -m benchmarks.view", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="runs of each page that draws soon; the median counts")
    parser.add_argument("--skip-plain", action="store_true", help="leave out plain pyvis, which takes minutes")
    options = parser.parse_args()
    print("| graph | Chromium | measure | ours | peer | ours / peer |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as root:
        for cities, count in SIZES:
            name, folder = f"{cities:,}/{count:,}", Path(root)
            files = {kind: folder / f"{kind}-{cities}.html" for kind in ("ours", "plain", "given")}
            print(f"making {name}", file=sys.stderr)
            page = made(folder, cities, count)
            whole, layout = ours(page, files["ours"])
            given(page, files["given"])
            size = files["ours"].stat().st_size
            if not options.skip_plain:
                took = plain(page, files["plain"])
                other = files["plain"].stat().st_size
                print(f"| {name} | – | written without layout, CPU s | {whole - layout:.3g} | {took:.3g} (pyvis) |"
                      f" {(whole - layout) / took:.3g} |\n"
                      f"| {name} | – | size, kB | {size / 1000:.0f} | {other / 1000:.0f} (pyvis) |"
                      f" {size / other:.2g} |", flush=True)  # fmt: skip
                if cities < 5_000:  # plain pyvis does not load above
                    runs = options.runs if cities < 500 else 1
                    pairs = [[measured(files[kind], "no GPU", PATIENCE, move=False) for kind in ("ours", "plain")]
                             for _ in range(runs)]  # fmt: skip
                    mine, theirs = (middle([pair[at] for pair in pairs]) for at in (0, 1))
                    print("\n".join(row(f"{name}, pyvis", "no GPU", mine, theirs)), flush=True)
            else:
                print(f"| {name} | – | written without layout, CPU s | {whole - layout:.3g} | | |")
                print(f"| {name} | – | size, kB | {size / 1000:.0f} | | |", flush=True)
            modes: tuple[Mode, ...] = ("no GPU", "emulated") if cities > 5_000 else ("no GPU",)
            for mode in modes:
                pairs = [[measured(files[kind], mode, PATIENCE, move=True) for kind in ("ours", "given")]
                         for _ in range(options.runs)]  # fmt: skip
                mine, theirs = (middle([pair[at] for pair in pairs]) for at in (0, 1))
                print("\n".join(row(f"{name}, vis-network", mode, mine, theirs)), flush=True)


if __name__ == "__main__":
    main()
