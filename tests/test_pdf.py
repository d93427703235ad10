"""A real PDF, printed by a browser: its text layer is read like any other text."""

import subprocess
from importlib.util import find_spec
from pathlib import Path

from graph.documents import Description, Document
from graph.extract import text_of
from graph.places import Gazetteer
from graph.reading import read
from graph.records import Agreement
from graph.values import PartialDate
from tests.conftest import needs
from viz.pictures import chromium

PAGE = """<!doctype html><html lang="ja"><meta charset="utf-8"><title>a</title><h1>国際交流のあらまし</h1>
<table><tr><th>都市名<th>国名<th>種別<th>提携年月日
<tr><td>桂林市<td>中国<td>友好都市<td>昭和54年10月1日
<tr><td>ハイデルベルク市<td>ドイツ<td>友好都市<td>平成4年5月19日</table>
<p>ローム市（アメリカ）とは、平成7年5月29日に姉妹都市の協定書に署名した。</p></html>"""


def test_the_text_layer_of_a_printed_page_is_read(tmp_path: Path, gazetteer: Gazetteer) -> None:
    program = chromium()
    needs(program is not None, "no Chromium on this machine")
    needs(find_spec("pypdf") is not None, "no pypdf on this machine")
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    command = [str(program), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'a.pdf'}"]
    subprocess.run([*command, (tmp_path / "a.html").as_uri()], capture_output=True, timeout=90, check=True)
    text, encoding = text_of((tmp_path / "a.pdf").read_bytes(), "a.pdf")
    assert encoding == "pdf"
    about = Description("a", "a", "a", "lg/jp-431001", PartialDate("2024"), "", "a.pdf", "0" * 64, None, ())
    found = read(Document(about, text, encoding), gazetteer)
    ties = [one for one in found.records if isinstance(one, Agreement)]
    assert {(one.parties[-1].value, one.kind.value, one.signed.value) for one in ties if one.signed} == {
        ("lg/cn-guilin", "friendship-city", "1979-10-01"),
        ("lg/de-heidelberg", "friendship-city", "1992-05-19"),
        ("lg/us-rome-ga", "sister-city", "1995-05-29"),
    }
    assert found.coverage.verdict == "read"
