"""The house: imports point downward only, modules stay small, each opens with what it is for."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ["ontology", "graph", "queries", "viz", "command_line", "build_graph"]
# From the lowest to the highest; a module may import what stands before it.
GRAPH = [
    "undisturbed", "whole", "words", "figures", "dateforms", "values", "outputs", "stated", "exchange", "matters",
    "records", "registry", "countries", "cities", "surfaces", "places", "publishers", "documents", "extract", "shelf",
    "told", "reading", "library", "accept", "account", "batch", "review", "triples", "check", "made", "turtle",
    "description", "jsonld", "tables", "network", "void", "export", "report",
]  # fmt: skip
READING = [
    "spaced", "text", "outline", "genre", "rhythm", "shreds", "ourselves",
    "page", "once", "regions", "companies", "ties", "signings", "expiries", "successions", "bodies", "partnerships",
    "alliances", "institutions", "units", "details", "people", "acts", "events", "histories", "gatherings", "attach",
    "quantities", "measures", "runs", "numbers", "usage", "links", "charges",
    "years", "assemble",
    "days", "leads", "timelines", "towns", "glosses", "quoted", "unended", "lands", "abroad", "policies", "plans",
    "indicators", "turns", "denials", "ends", "deeds", "datings", "natures",
    "slots", "entries", "labels", "headings", "items", "ranks", "titles",
    "fits", "align", "grids", "heads", "turned", "lined", "labelled", "stacks", "footnotes", "columns", "tables",
    "inventories", "sheets", "wraps", "settle", "repeated", "spots", "owners", "brackets", "doubts", "elsewhere",
    "profiles", "theirs", "clubs",
    "leagues", "terms", "listings", "captions", "rolls", "walks", "rosters",
    "organs", "chains", "paired", "ledger", "wordings", "areas", "verbs", "moments", "clauses", "unsaid", "intents",
    "bystanders", "below", "sentences", "spoken", "subjects", "sides", "stories", "chronicles", "enumerated",
    "partners", "standings", "mentions", "dated_lists", "handovers", "lapses", "heirs", "takeovers", "namesakes",
    "agreed", "signatories", "firms", "dealings", "joiners", "compacts", "parties", "asks", "frames", "framed",
    "piecemeal", "entitled", "instruments", "jointly", "questions", "retold", "travels", "journeys",
    "reckoned", "passages", "crews", "visits", "missed", "endings", "counterparts", "strangers", "overlooked",
    "candidates", "cited", "coverage",
]  # fmt: skip
ACCEPT = [
    "model", "decisions", "kinds", "claims", "notes", "differences", "ties", "naming", "inheritance", "agreements",
    "standing", "bodies", "events", "numbers", "matters", "unregistered", "named",
]  # fmt: skip
MODULES = sorted(
    path for name in PACKAGES for path in [ROOT / f"{name}.py", *(ROOT / name).rglob("*.py")] if path.is_file()
)


def imported(path: Path) -> set[str]:
    """The dotted names of our own modules that a file imports, wherever the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.split(".")[0] in PACKAGES}


def dotted(path: Path) -> list[str]:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return parts[:-1] if parts[-1] == "__init__" else parts


@pytest.mark.parametrize("path", MODULES, ids=lambda path: ".".join(dotted(path)))
def test_imports_point_downward(path: Path) -> None:
    me = dotted(path)
    for name in imported(path):
        parts = name.split(".")
        assert PACKAGES.index(parts[0]) <= PACKAGES.index(me[0]), f"{'.'.join(me)} imports upward: {name}"
        assert name != "graph" or me[0] != "graph", "import a module, never the package"
        if parts[0] == me[0] == "graph" and len(parts) > 1 and len(me) > 1 and parts[1] != me[1]:
            assert GRAPH.index(parts[1]) < GRAPH.index(me[1]), f"{'.'.join(me)} imports upward: {name}"
        for room, order in (("reading", READING), ("accept", ACCEPT)):
            if parts[:2] == me[:2] == ["graph", room] and len(parts) > 2 and len(me) > 2 and parts[2] in order:
                below = parts[2] == me[2] or order.index(parts[2]) < order.index(me[2])
                assert below, f"{'.'.join(me)} imports upward: {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: ".".join(dotted(path)))
def test_modules_are_small_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 250, "a module has at most 250 lines"
    doc = ast.get_docstring(ast.parse(text))
    assert doc, "a module opens with one sentence saying what it is for"
    assert doc.split("\n")[0].endswith("."), "the opening is a sentence"


def test_every_module_has_its_place_in_the_order() -> None:
    for room, order in (("graph", GRAPH), ("graph/reading", READING), ("graph/accept", ACCEPT)):
        found = {path.stem for path in (ROOT / room).glob("*.py")} | {
            path.name for path in (ROOT / room).iterdir() if path.is_dir() and (path / "__init__.py").exists()
        }
        assert found - {"__init__", "data"} == set(order)
