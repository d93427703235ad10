"""Each row of an answer leads to the lines that state it: those that a person read, and no others' word for it."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Graph

from ontology import ID, PREFIXES
from queries import QueryError, Result, render, run
from queries.cited import Explained
from queries.explain import Support
from queries.result import visible
from queries.widened import constants, widened
from tests.test_queries import CASES, cell, read

READ_AT = re.compile(r"([a-z]+-\d{4}):((?:\d+(?:-\d+)?)(?: \d+(?:-\d+)?)*)")
PREFIX = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def expected_places(case: str) -> list[tuple[dict[str, str], list[tuple[str, int, int]]]]:
    """The rows of an expected file with the places at which a person read them."""
    _, columns, rows = read(case)
    lines = (Path(__file__).parent / "expected" / f"{case}.csv").read_text("utf-8").splitlines()
    notes = [line for line in lines if not line.startswith("# ")][1:]
    found = []
    for row, line in zip(rows, notes, strict=True):
        places = []
        for document, ranges in READ_AT.findall(line):
            for each in ranges.split():
                first, _, last = each.partition("-")
                places.append((document, int(first), int(last or first)))
        found.append(({name: row[name].removeprefix("?") for name in columns}, places))
    return found


def touches(support: Support, place: tuple[str, int, int]) -> bool:
    document, first, last = place
    return support.document == document and support.lines[0] <= last and first <= support.lines[1]


@pytest.mark.parametrize("case", CASES)
def test_the_lines_that_a_person_read_are_among_the_lines_given(case: str, store: Store) -> None:
    explained = run(case.partition("--")[0], store, **read(case)[0]).explain()
    left = list(zip(explained.answer.rows, explained.supports.rows, strict=True))
    for wanted, places in expected_places(case):
        at = next(
            (n for n, (row, _) in enumerate(left) if all(value in ("*", cell(row[k])) for k, value in wanted.items())),
            None,
        )
        if at is None:
            continue  # a row that may miss; tests/test_queries.py holds the others against the answer
        _, supports = left.pop(at)
        assert supports, f"nothing supports {wanted}"
        if "*" in wanted.values():
            continue  # another row may stand in its place, read elsewhere
        assert not places or any(touches(one, place) for one in supports for place in places), (wanted, supports)


@pytest.mark.parametrize("case", ["partners", "members", "sent-and-received", "populations"])
def test_both_engines_give_the_same_lines(case: str, store: Store, rdf: Graph) -> None:
    asked = read(case)[0]
    assert run(case, rdf, **asked).explain().supports == run(case, store, **asked).explain().supports


def test_a_number_leads_to_the_events_that_it_sums(store: Store) -> None:
    answer = run("sent-and-received", store, city="熊本市", since="2018-01-01").explain()
    guilin = next(row for row in answer if row["partner_en"] == "Guilin")
    assert guilin["evidence"] == "kumamoto-2022:482-486"


# A tie of two editions: its kind is disputed, its day stated once and once only concluded, its month stated vaguely.
GRAPH = """
agreement:a-b a icr:Agreement ; icr:hasParty lg:a , lg:b ; icr:kind kind:sister ; icr:signed time:1990-05-03 ;
  icr:field field:sports , field:youth ; icr:evidence span:new-L3 .
lg:a icr:evidence span:new-L9 . lg:b icr:evidence span:new-L10 .
claim:1 a icr:Claim ; rdf:subject agreement:a-b ; rdf:predicate icr:kind ; rdf:object kind:sister ;
  icr:rank k:rank\\/preferred ; icr:evidence span:new-L3 .
claim:2 a icr:Claim ; rdf:subject agreement:a-b ; rdf:predicate icr:kind ; rdf:object kind:friend ;
  icr:rank k:rank\\/normal ; icr:evidence span:old-L7 .
claim:3 a icr:Claim ; rdf:subject agreement:a-b ; rdf:predicate icr:signed ; rdf:object time:1990-05-03 ;
  icr:rank k:rank\\/preferred ; icr:evidence span:new-L4 .
claim:4 a icr:Claim ; rdf:subject agreement:a-b ; rdf:predicate icr:signed ; rdf:object time:1990-05 ;
  icr:rank k:rank\\/normal ; icr:evidence span:old-L8 ; icr:inferred true .
claim:5 a icr:Claim ; rdf:subject agreement:a-b ; rdf:predicate icr:field ; rdf:object field:sports ;
  icr:rank k:rank\\/preferred ; icr:evidence span:new-L5 ; icr:inferred true .
claim:6 a icr:Claim ; rdf:subject agreement:a-b ; rdf:predicate icr:field ; rdf:object field:youth ;
  icr:rank k:rank\\/preferred ; icr:evidence span:new-L6 .
kind:sister rdfs:label "姉妹"@ja , "sister"@en . kind:friend rdfs:label "友好"@ja , "friend"@en .
icr:kind rdfs:label "種別"@ja , "kind"@en . icr:field rdfs:label "分野"@ja , "field"@en .
time:1990-05-03 icr:edtf "1990-05-03" . time:1990-05 icr:edtf "1990-05" .
doc:new dcterms:identifier "../new.txt" ; icr:sha256 "NEW" ; dcterms:title "新"@ja , "new"@en ; icr:asOf time:2022 .
doc:old dcterms:identifier "old.txt" ; icr:sha256 "OLD" ; dcterms:title "旧"@ja , "old 2016"@en ; icr:asOf time:2016 .
time:2022 icr:edtf "2022" . time:2016 icr:edtf "2016" .
"""
LINES = {"new": [f"new line {n}" for n in range(1, 11)], "old": [f"old line {n} \x1b[31m" for n in range(1, 11)]}


@pytest.fixture
def small() -> Store:
    text = GRAPH
    for key, lines in LINES.items():
        text = text.replace(key.upper(), hashlib.sha256("\n".join(lines).encode()).hexdigest())
        start = 0
        for number, line in enumerate(lines, 1):
            digest = hashlib.sha256(line.encode()).hexdigest()
            text += (
                f"span:{key}-L{number} icr:inDocument doc:{key} ; icr:startLine {number} ; icr:endLine {number} ;"
                f' oa:start {start} ; oa:end {start + len(line)} ; icr:sha256 "{digest}" .\n'
            )
            start += len(line) + 1
    made = Store()
    spaces = "PREFIX kind: <https://w3id.org/icr/kind/agreement/>\nPREFIX field: <https://w3id.org/icr/kind/field/>\n"
    made.load(f"{PREFIX}{spaces}{text}", format=RdfFormat.TURTLE)
    return made


def explained(text: str, graph: Store) -> Explained:
    return run(PREFIX + text, graph).explain()


def places(answer: Explained) -> list[tuple[object, object]]:
    return [(row["evidence"], row["otherwise"]) for row in answer]


def test_a_row_rests_on_the_node_that_states_it_not_on_the_cities_it_names(small: Store) -> None:
    answer = explained("SELECT ?a ?b { ?tie icr:hasParty ?a , ?b FILTER(?a != ?b) }", small)
    assert places(answer) == [("new:3", None)] * 2


def test_cities_count_where_there_is_nothing_else(small: Store) -> None:
    assert places(explained("SELECT ?a { ?a icr:evidence [] FILTER(?a = lg:a) }", small)) == [("new:9", None)]


def test_only_what_was_read_counts_and_another_value_is_told_apart(small: Store) -> None:
    answer = explained("SELECT ?tie ?kind { ?tie icr:kind ?kind }", small)
    assert places(answer) == [("new:3", "old:7")]
    assert answer.notes("en") == [["↳ new, 2022, line 3", "≠ says otherwise: kind friend: old 2016, line 7"]]
    assert answer.notes("ja") == [["↳ 新 3行", "≠ 異なる記述: 種別 友好: 旧 7行"]]


def test_a_vaguer_date_says_the_same_and_a_day_stated_elsewhere_is_not_concluded(small: Store) -> None:
    answer = explained("SELECT ?day { ?tie icr:signed/icr:edtf ?day }", small)
    assert places(answer) == [("new:3-4; old:8", None)]
    assert not any("context" in line for line in answer.notes("en")[0])


def test_of_several_values_that_of_the_row_counts(small: Store) -> None:
    answer = explained("SELECT ?field { ?tie icr:field ?field } ORDER BY ?field", small)
    assert places(answer) == [("new:3; new:5", None), ("new:3; new:6", None)]
    assert answer.notes("en")[0][-1] == "* concluded from context: field"
    youth = "PREFIX field: <https://w3id.org/icr/kind/field/> SELECT ?tie { ?tie icr:field field:youth }"
    assert places(explained(youth, small)) == [("new:3; new:6", None)]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (COUNT(?tie) AS ?n) { ?tie icr:kind ?k }",
        "SELECT DISTINCT ?k { ?tie icr:kind ?k } LIMIT 1",
        "SELECT ?k (MAX(?x) AS ?y) WHERE { ?tie icr:kind ?k ; icr:field ?x } GROUP BY ?k HAVING (COUNT(*) > 1)",
        "SELECT ?y { ?tie icr:kind ?k } GROUP BY (STR(?k) AS ?y)",
        "# SELECT {\nSELECT ?k { { SELECT ?tie ?k { ?tie icr:kind ?k } } BIND('}' AS ?z) }",
    ],
)
def test_whatever_the_outer_clause_does_the_patterns_are_asked(text: str, small: Store) -> None:
    ((evidence, _),) = places(explained(text, small))
    assert str(evidence).startswith("new:3")


def test_what_is_no_row_cannot_be_explained(small: Store) -> None:
    for text in ("ASK { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "DESCRIBE lg:a"):
        with pytest.raises(QueryError, match="explained"):
            explained(text, small)
    with pytest.raises(QueryError, match="ask again"):
        Result(("a",), ()).explain()


def test_an_answer_without_rows_has_nothing_to_explain(small: Store) -> None:
    assert places(explained("SELECT ?a { ?a icr:kind lg:none }", small)) == []


def test_the_header_says_which_variables_carry_the_evidence(small: Store) -> None:
    head = "#+ columns: [a]\n#+ evidence: [a]\n"
    text = "SELECT ?a { ?tie icr:hasParty ?a , lg:b FILTER(?a != lg:b) }"
    assert places(run(f"{head}{PREFIX}{text}", small).explain()) == [("new:9", None)]
    with pytest.raises(QueryError, match=r"no variable \?c"):
        run(f"#+ columns: [a]\n#+ evidence: [c]\n{PREFIX}{text}", small)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for key, lines in LINES.items():
        (tmp_path / f"{key}.txt").write_text("\n".join(lines), encoding="utf-8", newline="")
    return tmp_path


KINDS = "SELECT ?tie ?kind { ?tie icr:kind ?kind }"


def test_the_lines_themselves_follow_where_the_file_is_the_one_that_was_read(small: Store, folder: Path) -> None:
    (notes,) = explained(KINDS, small).notes("en", folder)
    assert notes[1] == "      3  new line 3"
    assert notes[3] == "      7  old line 7 \N{REPLACEMENT CHARACTER}[31m"


@pytest.mark.parametrize(
    ("fault", "said"), [("gone", "not there"), ("changed", "not the one that was read"), ("binary", "not the one")]
)
def test_another_file_is_never_quoted(fault: str, said: str, small: Store, folder: Path) -> None:
    path = folder / "new.txt"
    if fault == "gone":
        path.unlink()
    else:
        path.write_bytes(b"\0\xff" if fault == "binary" else path.read_bytes() + b"\n")
    (notes,) = explained(KINDS, small).notes("en", folder)
    assert said in notes[1]
    assert not any("new line" in line for line in notes)
    assert any("old line 7" in line for line in notes)


def test_the_file_that_was_read_is_found_in_a_folder_below(small: Store, folder: Path) -> None:
    (folder / "2024").mkdir()
    (folder / "new.txt").rename(folder / "2024" / "new.txt")
    (folder / "new.txt").write_text("another document of this name", encoding="utf-8")
    (notes,) = explained(KINDS, small).notes("en", folder)
    assert notes[1] == "      3  new line 3"


def test_a_span_that_does_not_match_is_never_quoted(small: Store, folder: Path) -> None:
    for quad in list(small):
        if str(quad.subject).endswith("span/new-L3>") and "sha256" in str(quad.predicate):
            small.remove(quad)
            small.add(type(quad)(quad.subject, quad.predicate, type(quad.object)("0" * 64)))
    (notes,) = explained(KINDS, small).notes("ja", folder)
    assert notes[1] == "  （この箇所は読み取った内容と異なる）"


def test_a_file_outside_the_folder_is_not_opened(small: Store, folder: Path) -> None:
    inside = folder / "inside"
    inside.mkdir()
    assert "(the file is not there)" in explained(KINDS, small).notes("en", inside)[0][1]


def test_real_lines_are_those_of_the_real_file(store: Store, documents: Path) -> None:
    answer = run("partners", store, city="熊本市").explain()
    text = answer.table("ja", None, documents)
    line = (documents / "002_7185b9616f71b06f.txt").read_text("utf-8").split("\n")[457 - 1]
    assert f"        457  {visible(line).strip()}" in text
    assert "ファイル" not in text


def test_every_format_has_the_lines(store: Store) -> None:
    answer = run("partners", store, city="熊本市").explain()
    first = json.loads(answer.result.json())["results"]["bindings"][0]
    assert first["evidence"]["value"].startswith("kumamoto-2016:710-714; ")
    assert "otherwise" not in first
    assert "kumamoto-2022:457" in render(answer.result, "csv")
    assert "kumamoto-2022:457" in render(answer.result, "markdown", language="ja")
    assert "kumamoto-2022:457" in answer._repr_html_()
    assert answer.table("en").count("\n    ↳ ") == 17
    narrow = answer.table("en", 30)
    assert narrow.count("\n    ↳ ") == 17
    assert len(answer) == len(list(answer)) == 9


def test_widened_keeps_the_prologue_and_drops_what_shapes_the_rows() -> None:
    wide = widened("PREFIX a: <http://e/>\nSELECT ?x (SUM(?y) AS ?z)\nWHERE { ?x a:b ?y } GROUP BY ?x LIMIT 3", "q")
    assert wide.text == "PREFIX a: <http://e/>\nSELECT * WHERE { ?x a:b ?y }"
    assert wide.computed == {"z"}
    with pytest.raises(QueryError, match="nothing to explain"):
        widened("SELECT ?x", "q")


def test_what_a_subquery_chose_or_summed_is_seen() -> None:
    inner = "SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x a:b ?y } GROUP BY ?x HAVING(COUNT(?y) > 1)"
    wide = widened(f"SELECT ?x ?n {{ {{ {inner} }} ?x a:c ?z }}", "q", inner=True)
    assert re.sub(r"__of_\d+", "'", wide.text) == "SELECT * WHERE { { SELECT * WHERE { ?x a:b ?y' }} ?x a:c ?z }"
    assert wide.computed == {"n"}


def test_two_subqueries_may_use_one_name_for_two_things(small: Store) -> None:
    counts = [
        f"{{ SELECT (COUNT(?it) AS ?{n}) {{ ?it icr:inDocument doc:{key} }} }}"
        for n, key in (("a", "new"), ("b", "old"))
    ]
    text = f"#+ columns: [a, b]\n#+ evidence: [it]\n{PREFIX}SELECT ?a ?b {{ {' '.join(counts)} }}"
    assert places(run(text, small).explain()) == [("new:1-10; old:1-10", None)]


@pytest.mark.parametrize(
    "inner",
    [
        "MINUS { SELECT ?x { ?x a:b ?y } }",
        "FILTER NOT EXISTS { { SELECT ?x { ?x a:b ?y } } }",
        "{ SELECT ?x { ?x a:b ?y } LIMIT 3 }",
        "{ SELECT (STR(?y) AS ?x) { ?z a:b ?y } }",
    ],
)
def test_a_subquery_on_which_the_rows_depend_stays(inner: str) -> None:
    assert (
        widened(f"SELECT ?x {{ ?x a:c ?z {inner} }}", "q", inner=True).text == f"SELECT * WHERE {{ ?x a:c ?z {inner} }}"
    )


def test_constants_are_the_iris_of_the_text() -> None:
    text = 'PREFIX a: <http://e/> SELECT ?x { ?x a:b <http://f> ; a:c "a:d" } # a:e'
    assert constants(text) == {"http://e/", "http://e/b", "http://e/c", "http://f"}
    assert ID not in constants(text)
