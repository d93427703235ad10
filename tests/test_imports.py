"""The house: imports point downward only, modules stay small, each opens with what it is for."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ["ontology", "graph", "queries", "viz", "command_line", "build_graph"]
# From the lowest to the highest; a module may import what stands before it.
GRAPH = [
    "undisturbed", "whole", "japanese", "words", "figures", "dateforms", "values", "outputs", "stated", "exchange",
    "matters", "records", "registry", "countries", "cities", "surfaces", "places", "publishers", "documents",
    "extract", "shelf", "coverage", "told", "reading", "library", "accept", "account", "batch", "review", "triples",
    "check", "made", "turtle", "description", "jsonld", "tables", "network", "void", "export", "report",
]  # fmt: skip
# The rooms of `graph/reading`, from the lowest to the highest, each with its modules in the same order.
READING = {
    "pages": [
        "leads", "ourselves", "spaced", "forms", "text", "genre", "outline", "rhythm", "page", "ranks", "shreds",
        "once", "holding", "days", "runs", "timelines",
    ],
    "names": [
        "companies", "regions", "resolved", "glosses", "quoted", "towns", "unended", "lands", "namesakes",
        "abroad", "enumerated", "organs", "travels",
    ],
    "words": [
        "turns", "denials", "ends", "verbs", "deeds", "datings", "intents", "moments", "below", "natures",
        "unsaid", "chains", "paired", "phrases", "sides", "clauses", "ceased", "sentences", "spoken",
    ],
    "facts": [
        "charges", "quantities", "measures", "bodies", "details", "units", "alliances", "institutions", "links",
        "partnerships", "years", "numbers", "policies", "usage", "indicators", "plans",
    ],
    "tables": [
        "columns", "footnotes", "entries", "headings", "slots", "fits", "labels", "align", "items", "titles",
        "grids", "heads", "labelled", "turned", "lined", "stacks", "tables", "inventories", "sheets", "wraps",
    ],
    "members": [
        "terms", "clubs", "leagues", "listings", "wordings", "captions", "ledger", "parties", "areas", "entitled",
        "rolls", "compacts", "joiners", "walks", "instruments", "rosters", "jointly",
    ],
    "lists": [
        "repeated", "partners", "dated_lists", "mentions", "signatories", "standings", "owners", "spots", "agreed",
        "brackets", "questions", "firms", "dealings",
    ],
    "stories": [
        "piecemeal", "successions", "ties", "signings", "asks", "handovers", "subjects",
        "stories", "chronicles", "heirs", "takeovers", "frames", "framed",
    ],
    "visits": [
        "acts", "counted", "gatherings", "people", "events", "histories", "crews", "journeys", "reckoned", "passages",
        "visits",
    ],
    "wholes": [
        "attach", "cited", "assemble", "bystanders", "counterparts", "doubts", "elsewhere", "profiles",
        "strangers", "theirs", "retold", "settle", "missed", "meant", "beside", "marked", "endings", "overlooked",
        "candidates", "coverage",
    ],
}  # fmt: skip
ACCEPT = [
    "model", "decisions", "kinds", "claims", "notes", "differences", "ties", "naming", "inheritance", "agreements",
    "standing", "bodies", "events", "numbers", "matters", "unregistered", "named",
]  # fmt: skip
ORDERS: dict[tuple[str, ...], list[str]] = {
    ("graph",): GRAPH,
    ("graph", "reading"): list(READING),
    ("graph", "accept"): ACCEPT,
    **{("graph", "reading", room): order for room, order in READING.items()},
}
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
        for room, order in ORDERS.items():
            at = len(room)
            inside = parts[:at] == me[:at] == list(room) and len(parts) > at and len(me) > at
            if inside and parts[at] in order and parts[at] != me[at]:
                assert order.index(parts[at]) < order.index(me[at]), f"{'.'.join(me)} imports upward: {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: ".".join(dotted(path)))
def test_modules_are_small_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 250, "a module has at most 250 lines"
    doc = ast.get_docstring(ast.parse(text))
    assert doc, "a module opens with one sentence saying what it is for"
    assert doc.split("\n")[0].endswith("."), "the opening is a sentence"


def test_every_module_has_its_place_in_the_order() -> None:
    for room, order in ORDERS.items():
        folder = ROOT.joinpath(*room)
        found = {path.stem for path in folder.glob("*.py")} | {
            path.name for path in folder.iterdir() if path.is_dir() and (path / "__init__.py").exists()
        }
        assert found - {"__init__", "data"} == set(order)
