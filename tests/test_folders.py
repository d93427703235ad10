"""A document keeps its folder of records, and never gets that of another document, whatever their files are called."""

import json
import tomllib
from pathlib import Path

import pytest

import build_graph
from graph.library import spoken_for
from graph.outputs import lock
from graph.shelf import where

TOYAMA = "富山市の友好都市\n昭和56年5月7日、桂林市（中国）と友好都市提携を結んだ。\n"
NANAO = "七尾市の友好都市\n昭和60年11月22日、長沙市（中国）と友好都市提携を結んだ。\n"
MORE = "平成元年6月13日、ダーラム市（アメリカ）と姉妹都市提携を結んだ。\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(name: str, text: str) -> str:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return name


def read(*words: str, data: str = "d") -> int:
    return build_graph.main(["read", *words, "--data", data])


def kept(data: str = "d") -> dict[str, str]:
    """By folder, the publisher and the partners of the agreements in it."""
    found = {}
    for folder in sorted(Path(data).iterdir()):
        lines = (folder / "records.jsonl").read_text("utf-8").splitlines()
        parties = {one["value"] for line in lines for one in json.loads(line).get("parties", [])}
        told = tomllib.loads((folder / "document.toml").read_text("utf-8"))
        found[folder.name] = " ".join([told["publisher"], *sorted(parties - {told["publisher"]})])
    return found


def test_another_document_of_the_same_name_takes_nobody_s_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert read(put("sisters.txt", TOYAMA), "--home", "富山市") == 0
    assert read(put("d2/sisters.txt", NANAO), "--home", "七尾市") == 0
    assert "d/sisters/ holds another document of this name" in capsys.readouterr().out
    assert kept() == {"sisters": "lg/jp-162019 lg/cn-guilin", "sisters-2": "lg/jp-172022 lg/cn-changsha"}


def test_the_same_document_goes_on_replacing_its_records() -> None:
    put("a/index.txt", TOYAMA)
    put("b/index.txt", NANAO)
    read("a/index.txt", "--home", "富山市")
    read("b/index.txt", "--home", "七尾市")
    before = kept()
    put("b/index.txt", NANAO + MORE)  # a line more: it lies where it lay, and is the same document
    read("b/index.txt", "--home", "七尾市")
    read("a/index.txt", "--home", "富山市")
    after = kept()
    assert list(after) == ["index", "index-2"]
    assert after["index"] == before["index"]
    assert len(after["index-2"].split()) == 3
    assert read("b/index.txt") == 0  # nobody has to say whose it is
    assert kept() == after


def test_what_lies_elsewhere_is_another_document_of_the_same_city() -> None:
    read(put("a/index.txt", TOYAMA), "--home", "富山市")
    read(put("b/index.txt", MORE), "--home", "富山市")
    assert list(kept()) == ["index", "index-2"]
    Path("c").mkdir()
    Path("b/index.txt").rename("c/index.txt")  # moved, and not changed
    read("c/index.txt", "--home", "富山市")
    assert list(kept()) == ["index", "index-2"]


def test_another_edition_at_the_same_place_is_another_document() -> None:
    read(put("hb.txt", TOYAMA), "--home", "富山市", "--as-of", "2020")
    read(put("hb.txt", TOYAMA + MORE), "--home", "富山市", "--as-of", "2024")
    assert list(kept()) == ["hb", "hb-2"]
    read("hb.txt", "--home", "富山市", "--as-of", "2025")  # the same bytes: the time was wrong
    assert list(kept()) == ["hb", "hb-2"]
    assert 'as_of = "2025"' in Path("d/hb-2/document.toml").read_text("utf-8")


def test_a_wrong_home_is_put_right_and_what_a_person_wrote_stays(capsys: pytest.CaptureFixture[str]) -> None:
    read(put("hb.txt", TOYAMA), "--home", "七尾市")
    path = Path("d/hb/document.toml")
    path.write_text("# mine\n" + path.read_text("utf-8").replace('title_ja = "hb"', 'title_ja = "市勢要覧"'), "utf-8")
    read("hb.txt", "--home", "富山市")
    assert "published by lg/jp-162019; until now by lg/jp-172022" in capsys.readouterr().out
    told = path.read_text("utf-8")
    assert told.startswith("# mine\n")
    assert tomllib.loads(told)["title_ja"] == "市勢要覧"
    assert list(kept()) == ["hb"]
    assert kept()["hb"].startswith("lg/jp-162019 ")


def test_files_of_one_name_in_a_folder_keep_their_folders_when_they_change() -> None:
    for name, text in (("docs/a/index.txt", TOYAMA), ("docs/b/index.txt", MORE), ("docs/c/index.txt", NANAO)):
        put(name, text)
    put("docs/c/copy/index.txt", NANAO)
    read("docs", "--home", "富山市")
    before = kept()
    assert list(before) == ["index", "index-2", "index-3"]  # the copy is read once
    put("docs/0/index.txt", TOYAMA + MORE)
    put("docs/a/index.txt", TOYAMA + "\n")
    read("docs", "--home", "富山市")
    after = kept()
    assert list(after) == [*before, "index-4"]
    assert {key: after[key] for key in before} == before


@pytest.mark.parametrize(
    "names", [("富山2022.txt", "七尾2022.txt"), ("a b.txt", "a-b.txt"), ("s.txt", "s.md"), ("姉妹.txt", "友好.txt")]
)
def test_names_that_come_out_alike_are_kept_apart(names: tuple[str, str]) -> None:
    read(put(names[0], TOYAMA), "--home", "富山市")
    read(put(names[1], NANAO), "--home", "七尾市")
    assert len(kept()) == 2
    put(names[1], NANAO + MORE)
    read(names[1], "--home", "七尾市")
    assert len(kept()) == 2


def test_the_folders_of_the_package_and_of_a_person_are_taken() -> None:
    Path("d/hb").mkdir(parents=True)
    put("d/hb/decisions.toml", "")
    read(put("hb.txt", TOYAMA), "--home", "富山市")
    read(put("kumamoto-2022.txt", NANAO), "--home", "七尾市")
    assert {one.name for one in Path("d").iterdir()} == {"hb", "hb-2", "kumamoto-2022-2"}


def test_a_description_without_a_path_is_known_by_its_name_and_publisher() -> None:
    read(put("a/hb.txt", TOYAMA), "--home", "富山市")
    path = Path("d/hb/document.toml")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("path")), "utf-8")
    read(put("b/hb.txt", TOYAMA + MORE), "--home", "富山市")
    assert list(kept()) == ["hb"]
    assert tomllib.loads(path.read_text("utf-8"))["path"] == where(Path("b/hb.txt"), Path("d"))


def test_where_several_may_be_meant_none_is_replaced() -> None:
    for name, text in (("a/hb.txt", TOYAMA), ("b/hb.txt", NANAO)):
        read(put(name, text), "--home", "富山市")
    for path in Path("d").glob("*/document.toml"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith("path")), "utf-8")
    before = kept()
    read(put("a/hb.txt", TOYAMA + MORE), "--home", "富山市")
    assert len(kept()) == 3
    assert {key: kept()[key] for key in before} == before


def test_two_folders_of_records_with_one_name_are_refused_by_the_build(capsys: pytest.CaptureFixture[str]) -> None:
    read(put("hb.txt", TOYAMA), "--home", "富山市", data="d1")
    read(put("e/hb.txt", NANAO), "--home", "七尾市", data="d2")
    assert build_graph.main(["check", "--data", "d1", "--data", "d2"]) == 3
    assert "two documents are kept in folders named hb" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("2024", "2024"),
        ("２０２４", "2024"),
        ("FY2023", "FY2023"),
        ("令和6年", "2024"),
        ("令和元年", "2019"),
        ("令和6年4月1日", "2024-04-01"),
        ("令和五年度", "FY2023"),
        ("平成30年3月", "2018-03"),
        ("R6.4.1", "2024-04-01"),
        ("2024年4月", "2024-04"),
    ],
)
def test_a_time_as_documents_write_it(written: str, key: str) -> None:
    assert spoken_for(written).key == key


@pytest.mark.parametrize("written", ["去年", "令和", "令和6年13月", "平成50年", "令和5年から6年", "24", "2024-13", ""])
def test_what_is_no_time_is_refused_with_examples(written: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(put("hb.txt", TOYAMA), "--home", "富山市", "--as-of", written) == 3
    assert "2024-04-01, FY2023, 令和6年" in capsys.readouterr().err
    assert not Path("d").exists()


def test_a_time_before_what_the_text_tells_is_doubted(capsys: pytest.CaptureFixture[str]) -> None:
    read(put("hb.txt", TOYAMA + MORE), "--home", "富山市", "--as-of", "1985")
    assert "warning: --as-of 1985, but 1 record is of a later day, up to 1989-06-13" in capsys.readouterr().out
    read("hb.txt", "--home", "富山市", "--as-of", "令和元年")
    assert "warning" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("home", "said"),
    [
        ("青葉浦市", "for a town that was merged, give its successor"),
        ("府中市", "東京都府中市 (lg/jp-132063) or 広島県府中市 (lg/jp-342084)"),
        ("丸瀬布町", "give the one that took over, 北海道遠軽町 (lg/jp-015555)"),
        ("富川市", "Did you mean 北海道旭川市"),
        ("植木町", "熊本県熊本市 (lg/jp-431001)"),
    ],
)
def test_a_home_that_is_none_says_what_to_type(home: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(put("hb.txt", TOYAMA), "--home", home) == 3
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("home", "key"),
    [("東京都府中市", "lg/jp-132063"), ("lg/jp-342084", "lg/jp-342084"), ("lg/jp-433853", "lg/jp-433853")],
)
def test_what_a_refusal_says_to_type_is_taken(home: str, key: str) -> None:
    assert read(put("hb.txt", TOYAMA), "--home", home) == 0
    assert kept()["hb"].startswith(key)


@pytest.mark.parametrize("option", ["--home", "--as-of", "--data"])
def test_an_option_given_twice_is_refused(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--home", "富山市", "--as-of", "2024", "--data", "d", option, "2023"]
    assert build_graph.main(["read", put("hb.txt", TOYAMA), *words]) == 2
    assert f"{option} is given twice" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>姉妹都市一覧｜富山市</title>", "姉妹都市一覧｜富山市"),
        ("<title>\n 国際&amp;交流\n\t富山市 </title><title>二つ目</title>", "国際&交流 富山市"),
        ("<title></title>", "index"),
        ("<svg><title>図</title></svg>", "index"),
        ("", "index"),
    ],
)
def test_a_web_page_is_called_by_its_title(head: str, title: str) -> None:
    read(put("index.html", f"<html><head>{head}</head><body><p>{TOYAMA}</p></body></html>"), "--home", "富山市")
    assert tomllib.loads(Path("d/index/document.toml").read_text("utf-8"))["title_ja"] == title


def test_a_title_is_no_markup_in_the_report() -> None:
    head = "<title>姉妹都市一覧|富山市 &lt;b&gt; [x](y)</title>"
    read(put("index.html", f"<html><head>{head}</head><body><p>{TOYAMA}</p></body></html>"), "--home", "富山市")
    assert build_graph.main(["build", "--data", "d", "--out", "b"]) == 0
    rows = [line for line in Path("b/report.md").read_text("utf-8").splitlines() if "姉妹都市一覧" in line]
    assert rows == [f"| 姉妹都市一覧\\|富山市 \\<b\\> \\[x\\](y)<br>index {rows[0].partition('<br>index ')[2]}"]


def test_a_second_read_into_the_same_folder_is_refused_and_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    put("a/index.txt", TOYAMA)
    put("b/index.txt", NANAO)
    with lock(Path("d").absolute(), "read into"):
        assert read("a/index.txt", "--home", "富山市") == 4
        said = capsys.readouterr().err
        assert "d: being read into by process " in said
        assert "wait for it, or end it and start again" in said
        assert read("a/index.txt", "--home", "富山市", data="elsewhere") == 0
    assert not Path("d").exists()
    assert read("a/index.txt", "--home", "富山市") == 0
    assert read("b/index.txt", "--home", "七尾市", data="deep/er/d") == 0
    assert kept() == {"index": "lg/jp-162019 lg/cn-guilin"}
