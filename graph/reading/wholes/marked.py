"""Ties that a sign of their list, or the heading over them, calls ended: `●は提携解消済み`, `かつての姉妹都市`."""

import re
from collections.abc import Sequence

from graph.reading.pages.holding import holding
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.ends import ENDING, HINTS, state_in
from graph.records import Agreement, AnyRecord, Stated

LEGEND = re.compile(
    rf"(?P<sign>[○●◎△▲▽▼★☆■□◆◇×])(?:印|マーク|の(?:都市|協定|団体|もの))*\s*[は:=…]\s*(?:すでに|既に|現在は?)?[^。()、]{{0,10}}?"
    rf"(?P<over>(?:{ENDING})り?)(?=済|した|され|となった|\s*(?:[)。、]|$))"
)
_TIE = (
    r"(?:(?:国際|国内|海外)の?)?(?:姉妹|友好|兄弟|親善|提携|協定)"
    r"(?![^、。]{0,12}(?:交流(?!都市|協定)|実績|活動|事業|歩み|経緯|経過|状況|訪問|派遣|記録|記念))"
)
PAST = re.compile(
    rf"^[\W\d]*(?P<past>(?:かつて|過去|以前)(?:の|、)?(?=(?:[^、。]{{1,6}}の)?{_TIE})|(?:解消|終了|失効)(?:した|済みの?)(?={_TIE}))"
    rf"|(?:提携|協定|姉妹都市|友好都市)(?:関係)?[をが]?(?P<over>解消|終了|失効)(?:した|済みの?|となった|された)(?:都市|自治体|市町村?|協定|もの|相手)"
)
PAST_WORDS = ("かつて", "過去", "以前")


def marked(page: Page, records: Sequence[AnyRecord]) -> list[AnyRecord]:
    """The records, each such tie ended; no day is told of it."""
    blocks = holding(page, *HINTS, *PAST_WORDS)
    if not blocks:
        return list(records)
    texts = [page.blocks[index].text for index in blocks]
    signs = {one["sign"]: (text, one) for text in texts for one in LEGEND.finditer(text.norm)}
    return [_marked(page, one, signs) if isinstance(one, Agreement) else one for one in records]


def _marked(page: Page, tie: Agreement, signs: dict[str, tuple[Text, re.Match[str]]]) -> Agreement:
    if tie.status.value != "concluded" or "status_by_date" not in tie.status.flags or tie.until:
        return tie
    status = _by_sign(page, tie, signs) if signs else None
    if status is None and "kind_from_heading" in tie.kind.flags:
        head = page.lines[tie.kind.span.lines[0] - 1]
        if match := PAST.search(head.norm):
            told = "past" if match["past"] else "over"
            status = page.in_words(head, state_in(match[told]), *match.span(told))
    if status is None:
        return tie
    sure = "B" if tie.confidence == "A" else tie.confidence
    spans = {one.at: one for one in (*tie.evidence, status.span)}
    evidence = tuple(spans[one] for one in sorted(spans))
    return tie.model_copy(update={"status": status, "confidence": sure, "evidence": evidence})


def _by_sign(page: Page, tie: Agreement, signs: dict[str, tuple[Text, re.Match[str]]]) -> Stated | None:
    """The end of which the sign at the head of the partner's line tells."""
    for one in (*tie.parties, *tie.unnamed):
        mark = page.lines[one.span.lines[0] - 1].norm.lstrip()[:1] if one.printed else ""
        if mark in signs:
            text, match = signs[mark]
            return page.in_words(text, state_in(match["over"]), *match.span("over"))
    return None
