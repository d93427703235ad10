"""The day on which an heir took a tie over, where the words that hand the tie over print one of its own."""

import re
from collections.abc import Iterator

from graph.reading.names.lands import names
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.stories.handovers import HANDED, NOT_YET, given_for, sentences_of
from graph.reading.stories.heirs import LISTED, READERS, scopes
from graph.reading.words.deeds import NEAR, kinds
from graph.reading.words.denials import DONE
from graph.reading.words.turns import NOT, STAYS
from graph.records import Agreement, AnyRecord, StatedDate
from graph.values import DateMention, PartialDate, find_dates, resolve

HINT = re.compile(r"継|受けつ|引きつ")
# Right before the day, and right behind it: `承継日：`, `引き継いだのは`; `(平成18年3月4日承継)`. A blank parts cells.
BEFORE = re.compile(
    r"(?:引き?継(?:ぎ|いだ|がれた)?|承継|継承)(?:した|された)?(?:(?:の|年?月?日)(?:は、?|[:：(])?|[:：(])\s*$"
)
BEHIND = re.compile(
    r"(?:付け?)?[にで、]?(?:[^、。()\sのもで後]{1,8}[がに]、?)?"
    rf"(?:引き?継(?:いで?(?!{STAYS}?{NOT})|ぎ(?!ま?せん)|がれ(?!{NOT}|ま?せん)|(?=[)\s、。]|$))"
    rf"|(?:承継|継承)(?!せず|(?:し|され)(?:{STAYS})?{NOT}|(?:し|され)ま?せん))"
)
# Between the day and the word: another act, whose day it would be; only a merger is one with the taking over.
LATER = re.compile(r"(?<!以)後|のち|以来|まで|翌|前に")
SINCE = re.compile(r"(?:頃|ごろ)?(?:から|より)(?!、?(?:[^、。]{1,10}が)?$)")
CLAUSE = re.compile(r"(?:[りしいきぎちみびけせ]|て|たが|ため)、")
RELATIVE = re.compile(r"[っしんいれきけめえべ][ただ](?=[一-龥ァ-ヴ「])")
MERGER = re.compile(r"合併|編入|発足|誕生|市制|施行|新設")
DENIED = re.compile(rf"(?:せん|{NOT})|{NOT_YET.pattern}")
# What was taken over, where it is no tie: `山車が旧A町から引き継がれた`.
TIE = re.compile(r"提携|協定|盟約|縁組|関係|交流|姉妹|友好|親善|兄弟|絆|きずな")
OBJECT = re.compile(r"(?P<of>[^、。をがはも]*)[をがはも]")
SIDES = ("市", "町", "村", "区", "これ", "それ", "日に")
LABEL = re.compile(r"[^\w(]*(?:引き?継ぎ?|承継|継承)(?:した)?(?:年月)?日")
CELL = re.compile(r"[\t|｜]")


def taken_over(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, each tie of a former town with the day on which its heir took it over, where one is printed."""
    if not HINT.search(page.document.text):
        return records
    return [_with_day(page, one) if isinstance(one, Agreement) and one.former else one for one in records]


def _with_day(page: Page, tie: Agreement) -> Agreement:
    """Nothing is chosen where the words print several days."""
    if not any("successor" in one.flags for one in tie.parties):
        return tie
    found: list[StatedDate] = []
    for text in [*_beside(page, tie), *_around(page, tie), *(one.text for one in given_for(page, tie))]:
        for sentence in sentences_of(text) if HINT.search(text.norm) else ():
            if _of_this(page, sentence, tie):
                mine = [one for one in days(sentence.norm, _end(page, tie)) if _for_all(page, sentence, tie, one)]
                found += [page.dated(sentence, one) for one in mine]
    found.sort(key=lambda one: one.date.days)
    if not found or any(not one.date.agrees(found[0].date) for one in found):
        return tie
    day, signed = found[0], tie.signed
    if signed and signed.span.at == day.span.at and tie.recogniser == "story":
        signed = None  # what the heir did was taken for the town's signing
    if signed and signed.date.latest >= day.date.earliest:
        return tie
    spans = {one.at: one for one in tie.evidence}
    if not any(day.span.lines[0] in one.numbers for one in tie.evidence):
        spans[day.span.at] = day.span
    evidence = tuple(spans[at] for at in sorted(spans))
    return tie.model_copy(update={"taken_over": day, "signed": signed, "evidence": evidence})


def days(norm: str, end: PartialDate | None = None) -> Iterator[DateMention]:
    """The days on which a sentence says that a tie was taken over; before `end` the former town could still sign."""
    dates = resolve(find_dates(norm))  # one that only refers to another stands for an act, too
    words = [one.start() for one in HANDED.finditer(norm) if not DENIED.match(norm, one.end())]
    for number, one in reversed([*enumerate(dates, 1)]):
        beside = BEHIND.match(norm, one.end)
        if beside:
            if not DENIED.match(norm, beside.end()):
                yield from [one] if one.date else []
                return
            continue
        if BEFORE.search(norm, 0, one.start):
            yield from [one] if one.date else []
            return
        word = next((at for at in words if at >= one.end), None)
        if word is None or _in_bracket(norm, one):
            continue
        between = sum(two.end <= word for two in dates[number:])
        if _leads_to(norm[one.end : word], between, end is not None and _not_before(one, end)):
            yield from [one] if one.date else []
            return


def _in_bracket(norm: str, day: DateMention) -> bool:
    return norm.count("(", 0, day.start) > norm.count(")", 0, day.start)


def _leads_to(gap: str, between: int, over: bool) -> bool:
    """True where what stands between a day and the word is no other act of that day; other days there have their own."""
    if LATER.search(gap) or SINCE.match(gap):
        return False
    begin = 0
    for match in CLAUSE.finditer(gap):
        if not MERGER.search(gap, begin, match.end()):
            return False
        begin = match.end()
    others = {one.end() for pattern in (RELATIVE, DONE) for one in pattern.finditer(gap, begin)}
    others = {at for at in others if not MERGER.search(gap, max(0, at - 6), at)}
    last = -4
    acts = 0
    for at in sorted(others):  # 結んだ is found by both
        acts, last = acts + (at - last > 3), at
    return over or acts <= between


def _for_all(page: Page, text: Text, tie: Agreement, day: DateMention) -> bool:
    """True unless the sentence tells of other partners, too, and of days beside this one that may be theirs."""
    mine = {one.value for one in (*tie.parties, *tie.unnamed, *tie.former)} | {page.home}
    if all("former" in one.flags or (one.key or one.surface) in mine for one in names(page, text.norm)):
        return True
    others = [one for one in find_dates(text.norm) if one.date and not _in_bracket(text.norm, one)]
    before = max((one.end for one in others if one.end <= day.start), default=None)
    after = any(one.start >= day.end for one in others)
    return not after and (before is None or DONE.search(text.norm, before, day.start) is not None)


def _not_before(day: DateMention, end: PartialDate) -> bool:
    return day.date is not None and day.date.earliest >= end.earliest


def _end(page: Page, tie: Agreement) -> PartialDate | None:
    """When the former town ended, as the list of towns has it."""
    towns = {one.value for one in tie.former}
    days_ = [PartialDate(row.date) for row in page.gazetteer.formers if row.key in towns and row.date]
    return max(days_, key=lambda one: one.latest) if days_ else None


def _beside(page: Page, tie: Agreement) -> Iterator[Text]:
    """The cells, or the lines, on which the former towns of a tie stand."""
    for one in tie.former:
        for number in one.span.numbers:
            line = page.lines[number - 1]
            begin = 0
            for match in [*CELL.finditer(line.norm), None]:
                stop = match.start() if match else len(line)
                if begin < stop and line.starts[begin] <= one.span.at[0] < line.ends[stop - 1]:
                    yield line.part(begin, stop)
                begin = match.end() if match else stop


def _around(page: Page, tie: Agreement) -> Iterator[Text]:
    """What stands around a tie that is told in words: sentences, and lines that a label of that day opens."""
    told = scopes(page) if tie.recogniser in READERS else {}
    for text in next((told[one.lines[0]] for one in tie.evidence if one.lines[0] in told), ()):
        for sentence in sentences_of(text):
            whole = tie.recogniser not in LISTED or sentence.norm.rstrip().endswith("。")
            if whole or LABEL.match(sentence.norm):
                yield sentence


def _of_this(page: Page, text: Text, tie: Agreement) -> bool:
    """True for a sentence that names no other place than the sides of a tie, no other town that ended, no other sort of tie."""
    objects = [one["of"] for one in OBJECT.finditer(text.norm)]
    if not TIE.search(text.norm) and any(not one.endswith(SIDES) for one in objects):
        return False
    mine = {one.value for one in (*tie.parties, *tie.unnamed, *tie.former)} | {page.home}
    known = names(page, text.norm)
    places = {one.key or one.surface for one in known}
    if places - mine and not places & (mine - {page.home} - {one.value for one in tie.former}):
        return False
    towns = {one.key for one in known if "former" in one.flags and one.key}
    if towns and not towns & {one.value for one in tie.former}:
        return False
    said = {one.key for one in kinds(page, text.norm)}
    near = {one for one in said if one in NEAR}
    return not said or (tie.kind.value in near if tie.kind.value in NEAR else near != said)
