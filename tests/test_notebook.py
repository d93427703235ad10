"""The notebook of the documentation runs from top to bottom, here and now, and leaves nothing behind."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "docs" / "asking.ipynb"


def tree() -> dict[Path, int]:
    """Every file beside the notebook and the code, with its size; caches of Python and of tools do not count."""
    return {
        path: path.stat().st_size
        for name in ("docs", "queries", "graph", "ontology")
        for path in (ROOT / name).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The cells after a run in a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
            patch.setenv(name, str(home))
        notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
        before = tree()
        client = NotebookClient(
            notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(home)}}
        )
        client.execute()
        assert tree() == before
    return list(notebook.cells)


def shown(cells: list[Any]) -> str:
    """All that the cells put out, as text."""
    found = []
    for cell in cells:
        for output in cell.get("outputs", ()):
            assert output.output_type != "error", output
            assert output.get("name") != "stderr", output
            found += [output.get("text", ""), *map(str, output.get("data", {}).values())]
    return "\n".join(found)


def test_it_is_committed_without_outputs() -> None:
    raw = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(raw)
    assert all(not cell.outputs and cell.execution_count is None for cell in raw.cells if cell.cell_type == "code")


def test_it_runs_and_shows_what_its_words_promise(cells: list[Any]) -> None:
    text = shown(cells)
    assert all(cell.outputs for cell in cells if cell.cell_type == "code")
    assert "<td>桂林市</td>" in text
    assert "1960-05-03 ナポリ市 Naples https://w3id.org/icr/id/lg/it-napoli" in text
    assert "↳ Kagoshima City handbook" in text
    assert "那覇市（lg/jp-472018）はグラフにない" in text
    assert "sent-and-received  ['city', 'since']" in text
