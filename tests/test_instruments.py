"""The text of a pact: its parties in the first article, its kind in the title, its day above those who signed."""

import pytest

from graph.accept import Source, accept
from graph.check import check
from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import Reading, read
from graph.records import Agreement
from graph.triples import rdf_graph, store, whole
from graph.values import PartialDate

HOME = "lg/jp-431001"  # Kumamoto
ABOUT = Description("x", "x", "x", HOME, PartialDate("2024"), "", "x", "0" * 64, None, ())
TITLE = "災害時における相互応援に関する協定書\n\n"
FIRST = (
    "（目的）\n第１条　この協定は、熊本市、福井市及び千歳市（以下「協定市」という。）が、災害時における相互応援について"
    "必要な事項を定めるものとする。\n"
)
REST = (
    "（応援の種類）\n第２条　応援の種類は、次のとおりとする。\n(1)　食料の提供\n(2)　職員の派遣\n"
    "（有効期間）\n第３条　この協定は、締結の日から効力を生ずる。\n\n"
)
PROOF = "この協定の締結を証するため、本書３通を作成し、各市長が署名の上、各１通を保有する。\n\n"
DAY = "令和３年４月１日\n\n"
SIGNERS = "熊本市長　甲野　太郎\n福井市長　乙山　次郎\n千歳市長　丙川　三郎\n"
THREE = "千歳市・熊本市・福井市"


def reading(text: str, gazetteer: Gazetteer) -> Reading:
    return read(Document(ABOUT, text, "utf-8"), gazetteer)


def told(text: str, gazetteer: Gazetteer) -> list[str]:
    rows = []
    for one in reading(text, gazetteer).records:
        if isinstance(one, Agreement):
            towns = sorted(party.printed for party in (*one.parties, *one.unnamed))
            day = one.signed.value if one.signed else "-"
            rows.append(f"{one.confidence} {one.kind.value} {day} {one.status.value}: {'・'.join(towns)}")
    return sorted(rows)


AID = [f"B mutual-aid 2021-04-01 concluded: {THREE}"]
CASES: dict[str, tuple[str, list[str]]] = {
    "articles, a day, and mayors below it": (TITLE + FIRST + REST + PROOF + DAY + SIGNERS, AID),
    "the first article over two lines": (
        TITLE
        + FIRST.replace("福井市及び", "福井市\n　及び").replace("災害時における", "災害時\n　における")
        + REST
        + DAY
        + SIGNERS,
        AID,
    ),
    "a sentence over the articles": (
        TITLE
        + "熊本市、福井市及び千歳市は、災害時における相互の応援について、次のとおり協定を締結する。\n\n第１条　略\n\n"
        + DAY
        + SIGNERS,
        AID,
    ),
    "each with the word that stands for it": (
        TITLE
        + "熊本市（以下「甲」という。）、福井市（以下「乙」という。）及び千歳市（以下「丙」という。）は、次のとおり"
        + "協定を締結する。\n"
        + REST
        + DAY
        + "甲　熊本市手取本町１番１号\n　　熊本市\n　　市長　甲野　太郎\n"
        "乙　福井市大手３丁目１０番１号\n　　福井市\n　　福井市長　乙山　次郎\n"
        "丙　千歳市東雲町２丁目３４番地\n　　千歳市　代表者　千歳市長　丙川　三郎\n",
        AID,
    ),
    "two of them on a line, with their prefectures": (
        TITLE + FIRST + REST + DAY + "熊本県熊本市長　甲野太郎　　福井県福井市長　乙山次郎\n北海道千歳市長　丙川三郎\n",
        AID,
    ),
    "a governor who was a witness": (
        TITLE + FIRST + REST + DAY + SIGNERS + "\n立会人　熊本県知事　丁田　四郎\n",
        AID,
    ),
    "twins": (
        "姉妹都市盟約書\n\n熊本市と福井市は、姉妹都市の盟約を結び、友好を深めることを誓う。\n\n平成６年１１月８日\n\n"
        "熊本市長　甲野太郎\n福井市長　乙山次郎\n",
        ["B sister-city 1994-11-08 concluded: 熊本市・福井市"],
    ),
    "the day of coming into force is another": (
        TITLE + FIRST + "第２条　略\n附則\nこの協定は、令和３年５月１日から施行する。\n\n" + DAY + SIGNERS,
        AID,
    ),
    "two pacts in one file": (
        TITLE
        + FIRST
        + REST
        + DAY
        + SIGNERS
        + "\n友好都市協定書\n\n熊本市と佐賀市は、友好都市として次のとおり協定を締結する。\n\n平成１０年５月６日\n\n"
        "熊本市長　甲野太郎\n佐賀市長　戊村五郎\n",
        ["B friendship-city 1998-05-06 concluded: 佐賀市・熊本市", *AID],
    ),
}
WAITING: dict[str, tuple[str, list[str]]] = {
    "one more signed than the first article names": (
        TITLE + FIRST + REST + DAY + SIGNERS + "佐賀市長　戊村　五郎\n",
        ["C mutual-aid 2021-04-01 concluded: 佐賀市・千歳市・熊本市・福井市"],
    ),
    "one did not sign": (TITLE + FIRST + REST + DAY + SIGNERS.replace("千歳市長　丙川　三郎\n", ""), AID),
    "the publisher is no party": (
        TITLE + (FIRST + REST + DAY + SIGNERS).replace("熊本市", "佐賀市"),
        ["C mutual-aid 2021-04-01 concluded: 佐賀市・千歳市・福井市"],
    ),
}
NOTHING = {
    "a form without a day": TITLE + FIRST + REST + "令和　年　月　日\n\n" + SIGNERS,
    "a change of a pact": TITLE.replace("に関する", "に関する協定の一部を改正する") + FIRST + REST + DAY + SIGNERS,
    "bodies that are no towns": TITLE
    + "熊本市と北陸鞄協会は、次のとおり協定を締結する。\n"
    + REST
    + DAY
    + "熊本市長　甲野太郎\n北陸鞄協会　会長　乙山次郎\n",
    "a by-law with a mayor below it": "熊本市国際交流推進要綱\n\n第１条　この要綱は、熊本市、福井市及び千歳市の交流に"
    "ついて定める。\n第２条　略\n\n" + DAY + SIGNERS,
}


@pytest.mark.parametrize("name", CASES)
def test_a_pact_is_read_from_its_own_text(name: str, gazetteer: Gazetteer) -> None:
    text, expected = CASES[name]
    assert told(text, gazetteer) == sorted(expected)


@pytest.mark.parametrize("name", WAITING)
def test_a_pact_whose_parties_and_signers_differ_waits_for_a_person(name: str, gazetteer: Gazetteer) -> None:
    text, expected = WAITING[name]
    assert told(text, gazetteer) == [one.replace("B ", "C ") for one in expected]


@pytest.mark.parametrize("name", NOTHING)
def test_no_pact_is_read_from_what_signs_none(name: str, gazetteer: Gazetteer) -> None:
    assert [one for one in told(NOTHING[name], gazetteer) if "2021-04-01" in one and one[0] != "C"] == []


def test_evidence_is_title_parties_day_and_signers(gazetteer: Gazetteer) -> None:
    text = TITLE + FIRST + REST + PROOF + DAY + SIGNERS
    (tie,) = (one for one in reading(text, gazetteer).records if isinstance(one, Agreement))
    quoted = [text[slice(*one.at)] for one in tie.evidence]
    assert quoted == [
        TITLE.strip(), "熊本市、福井市及び千歳市", DAY.strip(), "熊本市", "福井市", "千歳市",
    ]  # fmt: skip


def test_what_is_read_of_a_pact_builds(gazetteer: Gazetteer) -> None:
    records = reading(TITLE + FIRST + REST + PROOF + DAY + SIGNERS, gazetteer).records
    triples = list(whole(accept((Source(ABOUT, records, ()),), gazetteer)))
    assert check(rdf_graph(triples), store(triples)) == []
