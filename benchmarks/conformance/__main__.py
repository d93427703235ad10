"""Runs the query, result and protocol tests of a folder of W3C suites: `make conformance DIR=…`; figures per group."""

import argparse
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.conformance.evaluation import evaluated, syntax
from benchmarks.conformance.manifest import Case, cases
from benchmarks.conformance.protocol import REQUESTS, answered_over_http, served

Outcome = tuple[str, str]
"""`passed`, `failed`, `refused` or `left out`, and the reason."""


def outcome(case: Case, over_http: Callable[[Case], str | None]) -> Outcome:
    """How one test ends. What the endpoint refuses on purpose is told apart from what it gets wrong."""
    if reason := left_out(case):
        return "left out", reason
    if case.kind in ("ProtocolTest", "ServiceDescriptionTest"):
        wrong = over_http(case)
    elif "Syntax" in case.kind:
        wrong = syntax(case)
    else:
        wrong = evaluated(case)
    if wrong is None:
        return "passed", ""
    purpose = wrong.startswith(("Outside", "answered with 403"))
    return ("refused" if purpose else "failed"), wrong


def left_out(case: Case) -> str:
    """Why a test says nothing about an endpoint that only reads and neither reasons nor federates; else empty."""
    if case.kind == "ProtocolTest":
        return "" if case.key in REQUESTS else "updates"
    if "Update" in case.kind or case.group == "http-rdf-update" or (case.query and case.query.suffix == ".ru"):
        return "updates"
    if "entailmentRegime" in case.features:
        return "entailment"
    if "serviceData" in case.features:
        return "federation"
    known = ("QueryEvaluationTest", "CSVResultFormatTest", "ServiceDescriptionTest")
    if case.kind not in known and "Syntax" not in case.kind:
        return case.kind or "no kind of test"
    missing = [path for path in (case.query, case.result, *case.data, *case.graphs) if path and not path.exists()]
    return f"{missing[0].name} is not in the folder" if missing else ""


def report(found: Iterable[tuple[Case, Outcome]]) -> Iterable[str]:
    """The figures per group as Markdown, and below each test that did not pass, with the reason."""
    groups: dict[str, list[tuple[Case, Outcome]]] = {}
    for case, end in found:
        groups.setdefault(case.group, []).append((case, end))
    yield "| group | tests | passed | refused on purpose | failed | left out |"
    yield "|---|---|---|---|---|---|"
    totals = [0] * 5
    for group, ends in groups.items():
        counts = [sum(end[0] == word for _, end in ends) for word in ("passed", "refused", "failed", "left out")]
        totals = [sum(pair) for pair in zip(totals, [len(ends), *counts], strict=True)]
        yield f"| {group} | {len(ends)} | " + " | ".join(map(str, counts)) + " |"
    yield "| **all** | " + " | ".join(f"**{total}**" for total in totals) + " |"
    yield ""
    for word in ("failed", "refused"):
        for group, ends in groups.items():
            for case, (ending, reason) in ends:
                if ending == word:
                    yield f"- {word}: {group} `{case.key}` ({case.name}): {reason}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser("python -m benchmarks.conformance", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the suites lie, such as rdf-tests/sparql11")
    folder = parser.parse_args(arguments).folder
    tests = cases(folder) if folder.is_dir() else []
    if not tests:
        print(f"conformance: {folder}: no manifest.ttl below it. Give the folder of the W3C's suites.", file=sys.stderr)
        return 3
    with ExitStack() as stack:
        over_http = None
        if any(case.kind in ("ProtocolTest", "ServiceDescriptionTest") for case in tests):
            over_http = partial(answered_over_http, host=stack.enter_context(served()))
        found = [(case, outcome(case, over_http or (lambda _: "no endpoint"))) for case in tests]
    print("\n".join(report(found)))
    return int(any(ending[0] == "failed" for _, ending in found))


if __name__ == "__main__":
    sys.exit(main())
