"""The page as a file: what it shows, what it keeps out, how it is laid out and coloured."""

import itertools
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from viz import palette, wording
from viz.cells import frame, overlap
from viz.layout import positions
from viz.model import QUESTIONS, PageModel, model
from viz.network import ASPECT, TALL, plan, to_pyvis, wrapped
from viz.page import html
from viz.pictures import PICTURES, PicturesError, take

JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff]")


def data_of(text: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert found
    return json.loads(found[1])


# ---- what is shown


def test_every_page_question_is_asked_for() -> None:
    folder = Path(__file__).parent.parent / "queries"
    assert {path.stem for path in folder.glob("page-*.rq")} == set(QUESTIONS)


def test_the_ties_of_the_documents_are_drawn(page: PageModel) -> None:
    own = Counter(tie.group for tie in page.relationships if any(end.node == "lg/jp-462012" for end in tie.ends))
    assert own["sister"] + own["friendship"] + own["exchange"] == 6
    lines = Counter(edge.group for edge in page.edges if edge.target == "alliance/kumamoto-renkei")
    assert lines == {"member": 19}


def test_an_agreement_of_three_is_one_node_with_three_ends(page: PageModel) -> None:
    for key in ("agreement/kumamoto-kaohsiung-mou", "agreement/kumamoto-kaohsiung"):
        ends = {edge.target for edge in page.edges if edge.tie == key}
        assert ends == {"lg/jp-431001", "lg/jp-430005", "lg/tw-kaohsiung"}
        assert [node.cls for node in page.nodes if node.id == key] == ["pact"]


def test_an_inherited_tie_names_its_former_party(page: PageModel) -> None:
    tie = next(tie for tie in page.relationships if tie.id == "agreement/ueki-rome")
    assert [end.node for end in tie.ends if end.former] == ["lg/jp-433853"]
    inherited = next(fact for fact in tie.facts if fact.label == wording.WORDS["inherited"])
    assert "植木町から熊本市へ 2010年3月23日" in inherited.value.ja
    assert inherited.cites
    assert tie.held == ("熊本市が2010年3月23日に承継", "held by Kumamoto since 23 March 2010")
    drawn = {(edge.source, edge.target, edge.group) for edge in page.edges}
    assert ("lg/jp-433853", "lg/us-rome-ga", "former") in drawn
    assert ("lg/jp-431001", "lg/us-rome-ga", "sister") in drawn
    assert ("lg/jp-433853", "lg/jp-431001", "former") in drawn
    assert next(node.cls for node in page.nodes if node.id == "lg/jp-433853") == "former"


def test_what_replaced_what_is_said_on_both_sides(page: PageModel) -> None:
    facts = {tie.id: {fact.label.en: fact.tie for fact in tie.facts} for tie in page.relationships}
    assert facts["agreement/kumamoto-kaohsiung"]["Replaces"] == "agreement/kumamoto-kaohsiung-mou"
    assert facts["agreement/kumamoto-kaohsiung-mou"]["Replaced by"] == "agreement/kumamoto-kaohsiung"


def test_every_fact_about_a_relationship_has_a_document_and_lines(page: PageModel) -> None:
    bare = [(tie.id, fact.label.en) for tie in page.relationships for fact in tie.facts if not fact.cites]
    assert bare == []
    known = {document.id for document in page.sources}
    assert {c.document for tie in page.relationships for fact in tie.facts for c in fact.cites} <= known


def test_an_undated_tie_says_so(page: PageModel) -> None:
    undated = [tie for tie in page.relationships if tie.form == "agreement" and not tie.date]
    assert undated
    for tie in undated:
        assert any(fact.value == wording.WORDS["no_date"] for fact in tie.facts)


def test_every_text_of_the_page_has_both_languages(page: PageModel) -> None:
    for key, word in wording.WORDS.items():
        assert word.ja, key
        assert word.en, key
    for thing in (*palette.GROUPS, *palette.CLASSES):
        assert JAPANESE.search(thing.ja), thing.key
        assert not JAPANESE.search(thing.en), thing.key
    for node in page.nodes:
        assert all(node.name), node.id
        assert not JAPANESE.search(node.name.en), node.id


def test_no_word_of_the_page_is_left_over() -> None:
    folder = Path(__file__).parent.parent / "viz"
    sources = [path for path in folder.rglob("*.*") if path.suffix in (".py", ".js", ".html") and path.stem != "words"]
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    used = set(re.findall(r"[\"':](\w+)[\"'@]", code))
    assert set(wording.WORDS) <= used, set(wording.WORDS) - used


def test_a_kind_nobody_has_drawn_yet_follows_its_broader_kind() -> None:
    assert palette.group_of("sister-port", {"sister-port": "institution-twinning"}) == "institution"
    assert palette.group_of("sister-port", {"sister-port": "sister-port"}) == "other"


@pytest.mark.parametrize(
    ("key", "ja", "en"),
    [
        ("1979-10-01", "1979年10月1日", "1 October 1979"),
        ("2010-04", "2010年4月（日は記載なし）", "April 2010 (day not stated)"),
        ("1982", "1982年（月日は記載なし）", "1982 (month and day not stated)"),
        ("198X", "1980年代", "1980s"),
        ("FY2019", "2019年度（2019年4月～2020年3月）", "fiscal year 2019 (April 2019 – March 2020)"),
        ("2013-13", "2013-13", "2013-13"),
    ],
)
def test_a_date_keeps_its_precision(key: str, ja: str, en: str) -> None:
    assert wording.when(key) == (ja, en)


def test_labels_break_where_a_reader_would() -> None:
    assert wrapped("熊本市国際交流振興事業団") == "熊本市\n国際交流振興事業団"
    assert wrapped("Kumamoto Core Urban Area").count("\n") == 1
    assert not re.search(r"\n[・ー」）]", wrapped("マター・ディ・カレッジ"))


# ---- the picture


@pytest.mark.parametrize("aspect", [ASPECT, TALL])
def test_no_two_boxes_overlap(page: PageModel, aspect: float) -> None:
    shape = plan(page)
    (placed,) = positions(shape, [aspect])
    assert placed.keys() == {node.id for node in page.nodes}
    for a, b in itertools.combinations(placed, 2):
        assert not overlap(shape.boxes[a], placed[a], shape.boxes[b], placed[b]), (a, b)


def test_the_picture_has_the_shape_of_its_stage(page: PageModel) -> None:
    shape = plan(page)
    for aspect, placed in zip((ASPECT, TALL), positions(shape, [ASPECT, TALL]), strict=True):
        left, top, right, bottom = frame(placed, shape.boxes)
        assert 0.75 < (right - left) / (bottom - top) / aspect < 1.34


def test_pyvis_carries_every_node_and_every_parallel_line(page: PageModel) -> None:
    net = to_pyvis(page)
    assert type(net).__module__ == "pyvis.network"
    assert len(net.nodes) == len(page.nodes) == len(net.node_map)
    assert len(net.edges) == len(page.edges)
    pairs = Counter(frozenset((edge.source, edge.target)) for edge in page.edges)
    assert max(pairs.values()) > 1
    assert sum("smooth" in edge for edge in net.edges) == sum(count - 1 for count in pairs.values())
    assert all({"x", "y"} <= node.keys() for node in net.nodes)
    assert net.options["physics"] == {"enabled": False}


# ---- the file


def test_the_same_rows_in_any_order_give_the_same_bytes(
    page_rows: Mapping[str, Sequence[Mapping[str, object]]], page_text: str
) -> None:
    assert html(model({name: of[::-1] for name, of in page_rows.items()})) == page_text


def test_another_process_writes_the_same_bytes(page_text: str) -> None:
    code = (
        "import sys; from queries import run; from queries.run import packaged; from viz.model import *; "
        "from viz.page import html; page = html(model({name: run(name, packaged()).rows for name in QUESTIONS})); "
        "sys.stdout.buffer.write(page.encode('utf-8'))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONUTF8": "0"}
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=root, env=environment)
    assert done.stdout == page_text.encode("utf-8")


def test_the_markup_names_no_address_and_stays_small(page_text: str) -> None:
    assert not re.findall(
        r"<(?:script|link|img|iframe|a|form)\b[^>]*(?:src|href|action)\s*=\s*[\"']?\s*(?:https?:|//)", page_text
    )
    assert len(page_text.encode("utf-8")) <= 700_000
    assert "@@" not in re.sub(r"<script.*?</script>", "", page_text, flags=re.S)


def test_only_known_scripts_and_styles_may_run(page_text: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page_text)
    assert policy
    assert policy[1].startswith("default-src 'none'")
    assert "unsafe" not in policy[1]
    assert len(re.findall("'sha256-", policy[1])) == 2
    assert len(re.findall("(?m)^<script>", page_text)) == 1
    assert not re.search(r"<[^>]+\s(?:on\w+|style)=", re.sub(r"<script.*?</script>", "", page_text, flags=re.S))


def test_a_question_with_other_columns_is_named(page_rows: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
    broken = {**page_rows, "page-nodes": [{"id": "lg/x"}]}
    with pytest.raises(ValueError, match="page-nodes: row 1: no column class"):
        model(broken)


def test_a_page_of_nothing_is_still_a_page() -> None:
    empty = model({name: [] for name in QUESTIONS})
    assert empty.nodes == ()
    assert "</html>" in html(empty)


# ---- colours


def _linear(colour: str) -> list[float]:
    values = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values]


def _contrast(a: str, b: str) -> float:
    light, dark = sorted(
        (sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), _linear(c), strict=True)) for c in (a, b)), reverse=True
    )
    return (light + 0.05) / (dark + 0.05)


# Machado, Oliveira and Fernandes 2009, severity 1.
_VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))


def _lab(colour: str, vision: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    def times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
        return [sum(a * b for a, b in zip(line, vector, strict=True)) for line in matrix]

    seen = [min(1.0, max(0.0, value)) for value in times(vision, _linear(colour))]
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116
        for value in (a / b for a, b in zip(times(_XYZ, seen), white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_drawn_and_written_stands_out(page_text: str, theme: str) -> None:
    emitted = data_of(page_text)["colours"][theme]
    assert emitted == palette.colours(theme)
    assert all(f"--{name}:{value};" in page_text for name, value in emitted.items())
    for name, value in emitted.items():
        if name.startswith(("group-", "class-")):
            assert _contrast(value, emitted["page"]) >= 3, name
    for name in ("accent", "class-alliance"):  # the bars of the chart
        assert _contrast(emitted[name], emitted["raised"]) >= 3
    for surface in ("page", "pane", "raised", "mark", "land"):
        assert _contrast(emitted["text"], emitted[surface]) >= 4.5
    for surface in ("page", "pane", "raised", "ground2", "land"):
        for words in ("muted", "accent"):
            assert _contrast(emitted[words], emitted[surface]) >= 4.5, (words, surface)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", _VISION)
def test_hues_differ_for_every_eye(theme: str, vision: str) -> None:
    hues = sorted({getattr(group, theme) for group in palette.GROUPS})
    assert len(hues) == 6
    for a, b in itertools.combinations(hues, 2):
        difference = (
            sum((p - q) ** 2 for p, q in zip(_lab(a, _VISION[vision]), _lab(b, _VISION[vision]), strict=True)) ** 0.5
        )
        assert difference >= 20, (a, b, difference)


# ---- pictures


def test_a_picture_needs_a_built_page(tmp_path: Path) -> None:
    with pytest.raises(PicturesError, match="run `make` first"):
        take(tmp_path / "none.html", tmp_path)


def test_every_picture_stands_in_the_documents_and_is_small() -> None:
    folder = Path(__file__).parent.parent / "docs"
    shown = re.findall(r"\]\((\S+\.webp)\)", (folder / "page.md").read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(f"{picture.name}.webp" for picture in PICTURES)
    assert {path.name for path in folder.glob("*.webp")} == set(shown)
    assert sum((folder / name).stat().st_size for name in shown) < 1_500_000
