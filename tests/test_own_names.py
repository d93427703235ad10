"""What only one's own documents name is found by name and by key, and what is misspelt gets the nearest of both."""

from pathlib import Path

import pytest
from pyoxigraph import Store

import build_graph
from graph.made import made
from queries import kept, run
from queries.text import QueryError

TEXT = """金沢市の都市間連携
昭和37年12月18日、米国のバッファロー市と姉妹都市提携を行った。
また、白山市、かほく市、野々市市、津幡町、内灘町とともに、平成28年3月28日に石川中央都市圏を形成し、連携協約を結んだ。
平成10年5月3日、ポーランドのザモシチ市と友好都市提携を行った。
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("own")
    (folder / "k.txt").write_text(TEXT, encoding="utf-8")
    words = ["read", str(folder / "k.txt"), "--home", "金沢市", "--as-of", "2024", "--data", str(folder / "d")]
    assert build_graph.main(words) == 0
    return made([folder / "d"]).store


def key(own: Store, name: str) -> str:
    text = (
        f'PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT DISTINCT ?it {{ ?it skos:prefLabel "{name}"@ja }}'
    )
    (row,) = run(text, own).rows
    return str(row["it"]).removeprefix("https://w3id.org/icr/id/")


@pytest.mark.parametrize("typed", ["石川中央都市圏", " 石川中央都市圏 ", "石川 中央都市圏"])
def test_an_alliance_of_one_s_own_is_found_by_its_name(typed: str, own: Store) -> None:
    members = [row["member"] for row in run("members", own, alliance=typed)]
    assert {"白山市", "津幡町"} <= set(members)


def test_and_by_its_key(own: Store) -> None:
    whole = key(own, "石川中央都市圏")
    for typed in (whole, whole.removeprefix("alliance/")):
        assert len(run("members", own, alliance=typed)) == len(run("members", own, alliance="石川中央都市圏")) > 0


def test_a_town_abroad_that_no_list_has_is_found(own: Store) -> None:
    assert [row["partner"] for row in run("partners", own, city="ザモシチ市")] == ["金沢市"]
    assert [row["partner"] for row in run("partners", own, city=key(own, "ザモシチ市"))] == ["金沢市"]


def test_the_nearest_are_of_the_registry_and_of_the_graph(own: Store) -> None:
    with pytest.raises(QueryError, match=r"not in the registry.*alliance/jp-172014-\w+ \(石川中央都市圏"):
        run("members", own, alliance="石川中央都市園")
    with pytest.raises(QueryError, match="alliance/kumamoto-renkei"):
        run("members", own, alliance="熊本中枢都市圏")
    with pytest.raises(QueryError, match="lg/jp-431001"):
        run("partners", own, city="熊元市")


def test_a_key_that_was_cut_short_gets_the_whole_one(own: Store) -> None:
    whole = key(own, "石川中央都市圏")
    with pytest.raises(QueryError, match=f"Did you mean {whole} "):
        run("members", own, alliance=whole[:-1])


def test_a_name_of_another_sort_is_still_refused(own: Store) -> None:
    with pytest.raises(
        QueryError, match=r"石川中央都市圏 is alliance/jp-172014-\w+ \(石川中央都市圏.*no local government"
    ):
        run("partners", own, city="石川中央都市圏")


def test_without_those_documents_it_is_unknown(store: Store) -> None:
    with pytest.raises(QueryError, match="not in the registry"):
        run("members", store, alliance="石川中央都市圏")
    with pytest.raises(QueryError, match="not in the registry"):
        run("members", store, alliance="alliance/jp-172014-87651a6")


def test_on_the_command_line_an_empty_answer_calls_it_by_its_name(
    own: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(kept, "graph", lambda *_: own)
    words = ["query", "members", "--alliance", "石川中央都市圏", "--data", str(tmp_path), "--lang", "ja"]
    assert build_graph.main(words) == 0
    assert "津幡町" in capsys.readouterr().out
    assert build_graph.main([*words, "--as-of", "1990-01-01"]) == 0
    assert "石川中央都市圏（alliance/jp-172014-" in capsys.readouterr().err


def test_any_folder_of_things_is_searched_where_the_question_leaves_it_open(own: Store, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_text(
        "#+ summary: x\n#+ parameters:\n#+   it: [it, それ]\n#+ columns:\n#+   it: [it, それ]\n#+   p: [p, p]\n"
        "SELECT ?it ?p WHERE {\n  VALUES ?it { <https://example.org/none> }\n  ?it ?p ?o\n}\n",
        encoding="utf-8",
    )
    assert len(run(str(path), own, it="石川中央都市圏")) > 3
