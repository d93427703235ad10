"""Pages of a part of the graph: which entities and relationships they show, and what a person is told."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from build_graph import main
from graph.turtle import turtle
from graph.values import PartialDate
from queries import kept, run
from tests.tabs import Tab
from tests.test_page_hostile import HOSTILE
from viz.layout import positions
from viz.model import PageModel
from viz.network import plan
from viz.restriction import around, at, named
from viz.selection import selected

ID = "https://w3id.org/icr/id/"
RENKEI = "熊本連携中枢都市圏"
# kumamoto-2016, lines 413-415: five cities, ten towns, two villages
SEVENTEEN = {
    "熊本市", "宇土市", "宇城市", "阿蘇市", "合志市", "美里町", "玉東町", "大津町", "菊陽町", "高森町", "西原村",
    "南阿蘇村", "御船町", "嘉島町", "益城町", "甲佐町", "山都町",
}  # fmt: skip

View = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture
def view(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> View:
    """Carry out `intercity view …` in an empty folder: exit code, the data of the one page it wrote, what it said."""
    monkeypatch.setattr(kept, "graph", lambda _folders=(): store)
    monkeypatch.chdir(tmp_path)

    def carried(*words: str) -> tuple[int, dict[str, Any], str]:
        code = main(["view", *words])
        told = capsys.readouterr()
        written = [path for path in tmp_path.rglob("*.html") if path.stat().st_size]
        assert len(written) == (1 if code == 0 else 0)
        data = [re.search(r'id="data">(.*?)</script>', path.read_text("utf-8"), re.S) for path in written]
        for path in written:
            path.rename(tmp_path / "page.seen")
        return code, (json.loads(data[0][1]) if data and data[0] else {}), told.out + told.err

    return carried


def names(page: PageModel) -> set[str]:
    return {node.name.ja for node in page.nodes if node.cls != "pact"}


def ids(page: PageModel) -> set[str]:
    return {tie.id for tie in page.relationships}


# ---- parts


@pytest.mark.parametrize(
    ("day", "more"),
    [
        ("2016-03-29", None),  # the day before the pacts
        ("2018-04-01", set()),
        ("2020", {"菊池市"}),  # kumamoto-2022, line 269: from March 2019
        ("2022-04", {"菊池市", "山鹿市"}),  # the same, and lines 275-277: nineteen
    ],
)
def test_an_alliance_has_the_members_of_its_day(page: PageModel, day: str, more: set[str] | None) -> None:
    part = around(at(page, PartialDate(day)), "alliance/kumamoto-renkei", 1)
    if more is None:
        assert not SEVENTEEN & names(part) - {"熊本市"}
    else:
        assert names(part) == {RENKEI} | SEVENTEEN | more


@pytest.mark.parametrize(
    ("day", "seen", "ties"),
    [
        # kumamoto-2022, lines 460 and 558-560; kumamoto-2016, lines 917-919: signed by Ueki, held by Kumamoto from 2010
        ("2000", {"ローム市", "植木町"}, {"agreement/ueki-rome"}),
        ("2014", {"ローム市", "熊本市"}, {"agreement/ueki-rome"}),
        ("2018-01-01", {"ローム市", "熊本市"}, {"agreement/ueki-rome", "agreement/kumamoto-rome-accord"}),
    ],
)
def test_an_heir_holds_a_tie_from_the_day_it_inherited_it(
    page: PageModel, day: str, seen: set[str], ties: set[str]
) -> None:
    part = around(at(page, PartialDate(day)), "lg/us-rome-ga", 1)
    assert names(part) == seen
    assert ids(part) == ties
    lines = {name for edge in part.edges for name in (edge.source, edge.target) if edge.tie == "agreement/ueki-rome"}
    assert {node.name.ja for node in part.nodes if node.id in lines} == seen


def test_an_agreement_that_took_anothers_place_holds_from_that_day(page: PageModel) -> None:
    """kumamoto-2022, lines 464-466 and 647-649: memorandum of 2013-09-09, agreement of 2017-01-11."""
    memorandum, agreement = "agreement/kumamoto-kaohsiung-mou", "agreement/kumamoto-kaohsiung"
    for day, seen in (("2014", {memorandum}), ("2017-01-11", {memorandum, agreement}), ("2018", {agreement})):
        assert ids(at(page, PartialDate(day))) & {memorandum, agreement} == seen
        assert {node.id for node in at(page, PartialDate(day)).nodes} & {memorandum, agreement} == seen


def test_no_exchange_is_shown_before_it_began(page: PageModel) -> None:
    """kumamoto-2022, lines 653-661: exchanges with Kaohsiung of February and March 2018."""
    of = {day: {one.id for one in at(page, PartialDate(day)).exchanges} for day in ("2018-02-28", "2018-03")}
    new = {key for key in of["2018-03"] - of["2018-02-28"] if "kaohsiung" in key}
    assert new == {"event/2018-03-tw-kaohsiung-outbound-festival-2"}


def test_hops_count_relationships_not_parties(page: PageModel) -> None:
    one, two = around(page, "lg/tw-kaohsiung", 1), around(page, "lg/tw-kaohsiung", 2)
    assert {"高雄市", "熊本市", "熊本県"} <= names(one)
    assert not {"ハイデルベルク市", "鹿児島市"} & names(one)
    assert {"ハイデルベルク市", "ローム市", RENKEI} <= names(two)
    assert "鹿児島市" not in names(two)
    assert all(
        {edge.source, edge.target} <= {node.id for node in part.nodes} for part in (one, two) for edge in part.edges
    )


@pytest.mark.parametrize("day", ["1900", "1965", "1996", "2011", "2016-03", "2023-06-01"])
def test_any_part_can_be_laid_out(page: PageModel, day: str) -> None:
    """Pairs alone, single entities, agreements of three without a party: every entity left has its place."""
    then = at(page, PartialDate(day))
    for key in [node.id for node in then.nodes][:: 6 if day > "1990" else 1]:
        part = around(then, key, 1)
        for places in positions(plan(part), [1.5, 0.7]):
            assert places.keys() == {node.id for node in part.nodes}


def test_a_part_of_the_whole_is_the_whole(page: PageModel) -> None:
    whole = {node.id for node in page.nodes}
    assert named(page, whole, ids(page)) == page


# ---- answers


PREFIXES = "PREFIX icr: <https://w3id.org/icr/def#> PREFIX k: <https://w3id.org/icr/kind/agreement/>"


def test_a_construct_of_our_terms_shows_the_relationships_it_names(page: PageModel, store: Store) -> None:
    where = "?a icr:hasParty ?p ; icr:kind <https://w3id.org/icr/kind/agreement/brother-city>"
    text = f"{PREFIXES} CONSTRUCT {{ ?a icr:hasParty ?p }} WHERE {{ {where} }}"
    part, _ = selected(page, run(text, store))
    assert names(part) == {"鹿児島市", "鶴岡市"}  # kagoshima-2022, lines 74-76
    assert len(part.relationships) == 1
    assert part.relationships[0].date == "1969-11-07"
    assert any(fact.cites for fact in part.relationships[0].facts)


def test_a_construct_of_pairs_shows_what_is_between_them(page: PageModel, store: Store) -> None:
    pair = f"<{ID}lg/jp-431001> icr:linkedWith <{ID}lg/us-san-antonio-tx>"
    part, _ = selected(page, run(f"{PREFIXES} CONSTRUCT {{ {pair} }} WHERE {{}}", store))
    assert names(part) == {"熊本市", "サンアントニオ市"}
    assert "1987-12-28" in {tie.date for tie in part.relationships}


def test_a_pact_that_set_up_an_alliance_comes_with_its_members(page: PageModel) -> None:
    """kumamoto-2016, lines 405-417: one pact, seventeen members, each joined to the alliance by a line."""
    pact = next(tie for tie in page.relationships if len(tie.ends) == 18)
    part = named(page, (), {pact.id})
    assert names(part) == {RENKEI} | SEVENTEEN
    assert len(part.edges) == 17


def test_the_ground_of_an_alliance_lies_under_members_that_a_line_joins(page: PageModel) -> None:
    ground = {area.label.ja: area.nodes for area in page.areas}[RENKEI]
    assert {node.name.ja for node in page.nodes if node.id in ground} == {RENKEI, "山鹿市", "菊池市"} | SEVENTEEN - {
        "熊本市"
    }
    part = named(page, ground, {"agreement/kumamoto-kaohsiung"})
    assert set(ground) <= {node.id for node in part.nodes}
    assert RENKEI not in {area.label.ja for area in part.areas}


def test_a_construct_of_other_terms_is_drawn_as_lines(page: PageModel, store: Store) -> None:
    one, other = f"<{ID}lg/jp-431001>", f"<{ID}lg/jp-462012>"
    pairs = f"{one} <http://e/#rivals> {other} . {other} <http://e/#rivals> {one} . {one} <http://e/envies> {other}"
    part, _ = selected(page, run(f"CONSTRUCT {{ {pairs} }} WHERE {{}}", store))
    assert names(part) == {"熊本市", "鹿児島市"}
    found = [(tie.group, tie.kind.en, tie.facts) for tie in part.relationships]
    assert sorted(found) == [("asked", "envies", ()), ("asked", "rivals", ())]
    assert len(part.edges) == 2


def test_a_construct_of_entities_shows_all_between_them(page: PageModel, store: Store) -> None:
    text = (
        f"{PREFIXES} CONSTRUCT {{ ?c a icr:Found }} WHERE {{ VALUES ?c {{ <{ID}lg/jp-462012> <{ID}lg/it-napoli> }} }}"
    )
    part, _ = selected(page, run(text, store))
    assert names(part) == {"鹿児島市", "ナポリ市"}
    assert {tie.date for tie in part.relationships} >= {"1960-05-03"}


def test_a_select_gives_lines_with_kinds_dates_and_labels(page: PageModel, store: Store) -> None:
    rows = f"""(<{ID}lg/jp-431001> <{ID}lg/de-heidelberg> "友好都市" "1992-05-19" UNDEF)
        (<{ID}lg/jp-431001> <http://example.org/atlantis> "trade" "198X" "アトランティス")
        (UNDEF <{ID}lg/x> UNDEF UNDEF UNDEF)"""
    columns = "?source ?target ?kind ?date ?target_label"
    text = f"SELECT {columns} {{ VALUES ({columns}) {{ {rows} }} }}"
    part, missing = selected(page, run(text, store))
    assert missing == 1
    assert names(part) == {"熊本市", "ハイデルベルク市", "アトランティス"}
    assert {(tie.group, tie.kind.en, tie.date) for tie in part.relationships} == {
        ("friendship", "Friendship city", "1992-05-19"),
        ("asked", "trade", "198X"),
    }


def test_a_select_that_names_the_relationship_shows_its_facts(page: PageModel, store: Store) -> None:
    where = f"?tie a icr:Agreement ; icr:hasParty ?source, ?target FILTER(?source = <{ID}lg/us-rome-ga>)"
    where += " FILTER(?target != ?source)"
    text = f"{PREFIXES} SELECT ?source ?target ?tie {{ {where} }}"
    part, _ = selected(page, run(text, store))
    assert "agreement/ueki-rome" in ids(part)
    assert all(tie.facts for tie in part.relationships)


# ---- the command


def test_the_command_names_its_file_and_says_what_is_in_it(view: View, tmp_path: Path) -> None:
    code, _, told = view("--alliance", RENKEI, "--as-of", "2018-04-01")
    assert code == 0
    assert told.startswith("intercity-kumamoto-core-urban-area-as-of-1-april-2018.html: 18 entities / 主体")
    text = (tmp_path / "page.seen").read_text("utf-8")
    assert f"<title>{RENKEI}・2018年4月1日の時点：都市間関係グラフ / Kumamoto Core Urban Area, as of" in text


def test_a_query_as_text_names_no_file(view: View, tmp_path: Path) -> None:
    code, _, told = view("--query", f"{PREFIXES} CONSTRUCT {{ <{ID}lg/jp-431001> a icr:Found }} WHERE {{}}")
    assert (code, told.partition(":")[0]) == (0, "intercity.html")
    assert "<title>問い合わせの結果：都市間関係グラフ / a query: " in (tmp_path / "page.seen").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--city", "熊木市"], 2, r"熊木市.*Did you mean lg/jp-431001 \(熊本市, Kumamoto\)"),
        (["--alliance", "熊本市"], 2, "no alliance"),
        (["--city", "熊本市", "--as-of", "2018-13"], 2, "'2018-13': no such day.*2018-04-01"),
        (["--hops", "2"], 2, "--hops counts from --city or --alliance"),
        (["--city", "熊本市", "--hops", "0"], 2, "1 to 99"),
        (["--city", "熊本市", "--hops", "two"], 2, "invalid int"),
        (["--query", "nothing.rq"], 2, "nothing.rq: No such file"),
        (["--query", "SELECT ?a { ?a ?b ?c }"], 2, "no column source and no column target.*CONSTRUCT"),
        (["--query", "ASK { ?a ?b ?c }"], 2, "no column source"),
        (["--query", "SELECT ?source ?target { SERVICE <http://127.0.0.1:9/> { ?source ?p ?target } }"], 2, "SERVICE"),
        (["--query", "SELECT ?source ?target { ?source <http://e/none> ?target }"], 3, "nothing to draw.*該当"),
        (["--alliance", "鹿児島広域連携"], 2, "not in the registry"),
        (["--city", "植木町", "--as-of", "1900"], 3, "nothing to draw: Ueki, as of 1900"),
        (["--graph", "nowhere.ttl"], 3, "nowhere.ttl: No such file"),
        (["--graph", "x.rdf"], 3, r"read from \.ttl"),
        (["--out", "/proc/none/page.html"], 4, "choose another --out"),
        (["--wrong"], 2, "no such option"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_explained(view: View, words: list[str], code: int, said: str) -> None:
    found, _, told = view(*words)
    assert found == code
    assert re.search(said, told, re.S), told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<http://a> a <http://xmlns.com/foaf/0.1/Person> .", "holds no icr:Agreement.*foaf:Person"),
        ("garbage <", "no Turtle.*line 1"),
        ("<http://e/a> a <https://w3id.org/icr/def#Agreement> .", "http://e/a is no address of ours"),
        ("", "its classes: none"),
    ],
)
def test_a_foreign_graph_gets_a_clear_answer(view: View, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "their.ttl").write_text(text, encoding="utf-8")
    code, _, told = view("--graph", "their.ttl")
    assert code == 3
    assert re.search(said, told), told


def test_a_graph_in_a_file_is_drawn_like_our_own(view: View, store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_bytes(b"\xef\xbb\xbf" + turtle(store).encode())
    code, data, told = view("--graph", "mine.ttl", "--alliance", RENKEI, "--as-of", "2018-04-01")
    own = view("--alliance", RENKEI, "--as-of", "2018-04-01")
    assert (code, data) == (0, own[1])
    assert "intercity-mine-kumamoto-core-urban-area" in told


def test_one_description_is_a_graph_that_can_be_drawn(view: View, store: Store, tmp_path: Path) -> None:
    from graph.description import described
    from graph.turtle import statements

    text = described(statements(store))(f"{ID}agreement/kumamoto-kaohsiung")
    (tmp_path / "one.ttl").write_text(text, encoding="utf-8")
    code, _, told = view("--graph", "one.ttl")
    assert code == 0
    assert "1987" not in (tmp_path / "page.seen").read_text("utf-8").partition('id="data"')[0]
    assert re.search(r"one\.html: [4-5] entities", told)


@pytest.mark.usefixtures("view")
def test_an_old_page_is_replaced_whole_or_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "old.txt"
    old.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("os.fsync", full)
        assert main(["view", "--city", "熊本市", "--out", str(old)]) == 4
    assert "No space left" in capsys.readouterr().err
    assert old.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.txt"]
    assert main(["view", "--city", "熊本市", "--out", str(old)]) == 0
    assert old.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_open_shows_the_file_in_the_browser(view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    assert view("--city", "Kagoshima", "--open")[0] == 0
    assert shown == [(tmp_path / "intercity-kagoshima.html").as_uri()]


def test_help_is_in_both_languages_and_fits_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["view", "--help"])
    said = capsys.readouterr().out
    assert said.count("\n") <= 40
    for option in ("--city", "--hops", "--alliance", "--as-of", "--query", "--graph", "--data", "--out", "--open"):
        assert re.search(rf"{option} .*?[ぁ-ん一-龥]", said, re.S)


def test_hostile_answers_are_text_in_every_view(view: View, tmp_path: Path, chrome: Any) -> None:
    literals = [json.dumps(text, ensure_ascii=True).replace("\\/", "/") for text in HOSTILE]
    rows = "\n".join(f'({one} <{ID}lg/jp-431001> {one} "{1990 + at}" {one})' for at, one in enumerate(literals))
    columns = "?source ?target ?kind ?date ?source_label"
    text = f"SELECT {columns} {{ VALUES ({columns}) {{ {rows} }} }}"
    (tmp_path / "hostile.rq").write_text(text, encoding="utf-8")
    assert view("--query", "hostile.rq")[0] == 0
    page = tmp_path / "hostile.html"
    (tmp_path / "page.seen").rename(page)
    tab = Tab(chrome, page, "lang=en")
    for name in ("map", "timeline", "table", "network"):
        tab.turn(name)
    tab.ask("(id) => intercity.choose(id)", HOSTILE[1])
    assert tab.ask("document.querySelector('#panel h2').textContent") == HOSTILE[1]
    assert tab.ask("document.querySelector('#panel .citation')") is None, "no document says so, and it has no address"
    tab.ask("(id) => intercity.choose(id)", "lg/jp-431001")
    assert "L453" in tab.ask("document.querySelector('#panel .citation textarea').value")
    assert tab.ask("Object.keys(window).filter((name) => name.startsWith('__pwn'))") == []
    assert tab.ask("document.querySelectorAll('#pwned, iframe').length") == 0
    tab.quiet()
    tab.page.close()
