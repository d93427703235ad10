"""A signing that is yet to come is no tie of that day: by the form of its verb, and by the day of the document."""

import pytest

from graph.documents import Description, Document
from graph.places import Gazetteer
from graph.reading import read
from graph.records import Agreement
from graph.values import PartialDate

TOYAMA = "lg/jp-162019"
PLANNED = [
    "福井市とは、令和6年5月に姉妹都市の調印を見込んでいる。",
    "福井市とは令和6年5月1日に姉妹都市提携を締結することとしています。",
    "福井市とは令和6年5月1日に姉妹都市提携の調印式を行います。",
    "福井市と令和6年5月1日に姉妹都市提携を結びます。",
    "令和6年5月1日、福井市と姉妹都市提携を締結いたします。",
    "令和6年5月1日に福井市と姉妹都市提携を締結する。",
    "令和6年5月1日に福井市で姉妹都市提携の調印式が開催されます。",
    "令和6年5月1日、福井市と姉妹都市提携の協定書を取り交わします。",
    "・福井市（令和6年5月1日に姉妹都市提携を締結します）",
    "令和6年5月1日に福井市と姉妹都市提携を結ぶことが決まりました。",
]
DONE = [
    "福井市とは令和6年5月1日に姉妹都市提携を結びました。",
    "令和6年5月1日に福井市と姉妹都市提携を締結したことを記念し、植樹を行います。",
    "福井市とは令和6年5月1日に姉妹都市提携を締結しており、秋に訪問団を派遣する予定です。",
    "令和6年5月1日に福井市と姉妹都市提携を結んでおり、来年には記念式典を行うこととしています。",
]


def ties(text: str, gazetteer: Gazetteer, as_of: str = "2024") -> list[Agreement]:
    about = Description("made", "試験", "Test", TOYAMA, PartialDate(as_of), "", "made.txt", "0" * 64, None, ())
    found = read(Document(about, text, "utf-8"), gazetteer).records
    return [one for one in found if isinstance(one, Agreement)]


@pytest.mark.parametrize("sentence", PLANNED)
def test_a_signing_to_come_is_prepared_and_has_no_day(sentence: str, gazetteer: Gazetteer) -> None:
    (tie,) = ties(sentence + "\n", gazetteer)
    assert (tie.parties[-1].printed, tie.status.value, tie.signed) == ("福井市", "preparing", None)


@pytest.mark.parametrize("sentence", DONE)
def test_what_is_still_to_come_after_a_signing_takes_nothing_from_it(sentence: str, gazetteer: Gazetteer) -> None:
    (tie,) = ties(sentence + "\n", gazetteer)
    assert (tie.status.value, tie.signed and tie.signed.value) == ("concluded", "2024-05-01")


def test_the_plain_form_tells_history_where_the_day_is_past(gazetteer: Gazetteer) -> None:
    story = "平成5年5月1日に福井市と姉妹都市提携を締結する。\n"
    row = "姉妹都市の歩み\n平成5年5月1日　福井市と姉妹都市提携を締結する\n平成6年4月2日　千歳市と友好都市となる\n"
    for text in (story, row):
        tie = next(one for one in ties(text, gazetteer) if "福井市" in [two.printed for two in one.parties])
        assert (tie.confidence, tie.status.value, tie.signed and tie.signed.value) == ("B", "concluded", "1993-05-01")


def test_an_announcement_that_the_document_has_outlived_is_done_and_what_was_only_meant_is_not(
    gazetteer: Gazetteer,
) -> None:
    announced = "平成22年4月1日に福井市と姉妹都市提携を締結します。\n"
    meant = "福井市とは、平成22年4月に姉妹都市の調印を見込んでいる。\n"
    read_ = [
        (one.status.value, one.signed and one.signed.value)
        for text, as_of in ((announced, "2024"), (announced, "2010-03"), (meant, "2024"))
        for one in ties(text, gazetteer, as_of)
    ]
    assert read_ == [("concluded", "2010-04-01"), ("preparing", None), ("preparing", None)]


def test_words_that_are_quoted_announce_nothing(gazetteer: Gazetteer) -> None:
    text = "令和6年5月1日、福井市と「姉妹都市を締結します」という一文に署名しました。\n"
    assert "preparing" not in {one.status.value for one in ties(text, gazetteer)}


def test_a_signing_has_the_tense_of_the_verb_that_ends_the_sentence(gazetteer: Gazetteer) -> None:
    """What is told of the year of the document itself may be past or still to come."""
    (tie,) = ties("令和6年5月1日に福井市と姉妹都市提携を締結し、記念植樹を行います。\n", gazetteer)
    assert tie.confidence == "C"
    (tie,) = ties("令和7年5月1日に福井市と姉妹都市提携を締結し、記念植樹を行います。\n", gazetteer)
    assert (tie.status.value, tie.signed) == ("preparing", None)
    (tie,) = ties("平成5年5月1日に福井市と姉妹都市提携を締結し、毎年生徒を派遣します。\n", gazetteer)
    assert (tie.confidence, tie.status.value) == ("B", "concluded")
