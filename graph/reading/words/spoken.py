"""Ties told one beside another, each with its day and one predicate for all: `A市とは昭和47年5月27日、B市とは…でございます`."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.reading.names.lands import LONGEST, Name, stated
from graph.reading.pages.days import dates_in
from graph.reading.pages.once import once
from graph.reading.pages.page import Mention, Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import event_lines
from graph.reading.words.chains import Chain, bare_gap, chains
from graph.reading.words.deeds import NEAR, concluded, deed, home, kinds
from graph.reading.words.denials import denials
from graph.reading.words.sentences import CITIES
from graph.records import Agreement, AnyRecord, Stated
from graph.values import DateMention

TO_DAY = re.compile(r"(?:との(?:提携|締結|間)?は|とは|とが|とも|と|が|は|については|につきましては)、?(?:同じく)?")
_DEED = r"(?:(?:姉妹|友好|親善|兄弟)?(?:都市)?(?:の|を|に)?(?:提携|締結|調印|盟約|縁組)(?:を)?)"
FROM_DAY = re.compile(
    rf"(?:付け?)?(?:に|で|の|から|より)?(?:、?それぞれ)?{_DEED}?(?:(?:いた)?し(?:て(?:おり|い)まして)?|でございまして|であり(?:まして)?|で)?"
    r"[、,・](?:また|そして|さらに|次に|続いて)?、?"
)
OF = re.compile(r"の|である|・|、")  # from a kind to the partner whose it is
# From the kind that the sentence opens with to the first partner.
LEAD = re.compile(
    r"(?:の)?(?:提携|縁組|関係|盟約|協定)?(?:の?(?:相手(?:先|方)?|先|状況|時期|締結日|提携日|年月日|経緯|内容|方))?"
    r"(?:は|が|につい(?:て|ては|てで(?:す|ございます|あります)が)|につきまして(?:は)?|に関しまして(?:は)?|でございますが|ですが|でありますが"
    r"|といたしまして(?:は)?|として(?:は)?|を申し上げますと|について申し上げますと)[、,]?(?:本市は|まず)?、?"
)
PREDICATE = re.compile(
    r"(?:付け?)?(?:に|で|の|から|より)?、?(?:それぞれ|ともに|いずれも)?、?"
    r"(?:(?:姉妹|友好|親善|兄弟|交流)(?:都市|市|町)?)?(?:としての|の|を|に)?(?:提携|締結|調印|盟約|縁組|協定|関係)?(?:の|を|に)?"
    r"(?:(?:いた)?し(?:た|ました|て(?:おり|い)ます|ている)|結(?:んで(?:おり|い)ます|びました|んだ)|行(?:って(?:おり|い)ます|いました)|なって(?:おり|い)ます"
    r"|と?なって(?:おり|い)ます|と?なりました|で?あり?(?:ます|る)|ございます|であります|でございます|です|でした|でございました|であった|だ)?"
    r"(?:ところ|もの|こと|次第)?(?:でございます|であります|です)?"
    r"(?:と(?:伺|うかが|聞)[いっ]て(?:おり|い)ます)?。?\s*[」）)]?\s*"
)
SINCE = re.compile(r"から|より")
ASKS = re.compile(
    r"(?:でしょう|です|ます|ました|でした)か[。?？]?\s*[」）)]?\s*$|と(?:伺|うかが|聞|お聞き)[いっき][^。]{0,12}。?\s*$",
    re.M,
)
TIED = re.compile(r"姉妹|友好|親善|兄弟|提携|盟約|縁組|協定")
KINDS = (*CITIES, *NEAR)


@dataclass(frozen=True)
class Run:
    """Partners with the day of each, in one sentence; `kind` is that of the sentence before, if it is of one."""

    text: Text
    pairs: tuple[tuple[Name, DateMention], ...]
    kind: Mention | None
    above: Text | None

    @property
    def stop(self) -> int:
        return self.pairs[-1][1].end


@once
def runs(page: Page) -> list[Run]:
    """The sentences that tell of two or more partners so."""
    return list(_runs(page)) if TIED.search(page.document.text) else []


def _runs(page: Page) -> Iterator[Run]:
    events = event_lines(page)
    for index, block in enumerate(page.blocks):
        norm = block.text.norm
        if block.kind == "heading" or block.line in events or "\t" in norm or not TIED.search(norm):
            continue
        before: tuple[Mention, Text] | None = None
        for start, text in page.sentences(index):
            days = [one for one in dates_in(page, index, start, text) if one.date]
            if len(days) > 1 and len(text) <= LONGEST:
                found = _pairs(text.norm, chains(page, text.norm), days)
                if len(found) > 1:
                    yield Run(text, tuple(found), *(before or (None, None)))
            told = [one for one in kinds(page, text.norm) if one.key in KINDS]
            before = (told[-1], text) if len({one.key for one in told}) == 1 and not days else None


def _pairs(norm: str, groups: Sequence[Chain], days: Sequence[DateMention]) -> list[tuple[Name, DateMention]]:
    """The longest run of partners each right before its day."""
    best: list[tuple[Name, DateMention]] = []
    run: list[tuple[Name, DateMention]] = []
    for day in days:
        before = [one for one in groups if one.end <= day.start]
        mine = before[-1] if before else None
        if mine is None or len(mine.names) != 1 or not _beside(norm, mine, day):
            run = []
            continue
        if run and not _goes_on(norm, run[-1][1].end, mine.start):
            run = []
        run.append((mine.names[0], day))
        best = run if len(run) > len(best) else best
    return best


def _beside(norm: str, one: Chain, day: DateMention) -> bool:
    """The particle behind a place may belong to the chain, or stand between the two."""
    return TO_DAY.fullmatch(bare_gap(norm[one.names[-1].end : day.start])) is not None


def _goes_on(norm: str, end: int, start: int) -> bool:
    """True where between a day and the next partner nothing is said but the kind of its tie."""
    match = FROM_DAY.match(norm, end)
    return match is not None and (match.end() >= start or _of_kind(norm[match.end() : start]))


def _of_kind(gap: str) -> bool:
    return (
        re.fullmatch(r"(?:姉妹|友好|親善|兄弟|交流)[^、。はがをにと]{0,6}(?:の|である|・)|[一-龥ァ-ヴー]{2,8}の", gap)
        is not None
    )


def spoken(page: Page) -> Iterator[Agreement]:
    """Class B where the sentence itself names the kind; class C where it is that of the sentence or the partner before."""
    for run in runs(page):
        norm = run.text.norm
        if denials(norm) and not _other_later(norm, run.stop):
            continue
        first = run.pairs[0][0].start
        told = kinds(page, norm)
        lead = [one for one in told if one.end <= first and not _is_of(norm, one, first)][-1:]
        if any(one.key != page.home for group in chains(page, norm[:first]) for one in group.names):
            continue  # of which town, if not of the publisher?
        whole = PREDICATE.fullmatch(norm, run.stop)
        more = not whole and _goes_on(norm, run.stop, run.stop)
        if not whole and not more:
            continue
        behind = [one for one in told if whole and one.start >= run.stop]
        if lead and not LEAD.fullmatch(norm, lead[0].end, first) and not _named_each(norm, told, run):
            continue
        shared = next(iter(behind or lead), None)
        yield from _ties(page, run, told, shared, bool(more or SINCE.match(norm, run.stop)))


def _other_later(norm: str, stop: int) -> bool:
    return all(one.start > stop for one in denials(norm))


def _is_of(norm: str, kind: Mention, start: int) -> bool:
    """True for the kind of one partner: `友好都市のC市`."""
    return OF.fullmatch(norm, kind.end, start) is not None and norm[kind.end] != "、"


def _named_each(norm: str, told: Sequence[Mention], run: Run) -> bool:
    return any(_is_of(norm, one, name.start) for one in told for name, _ in run.pairs if one.end <= name.start)


def _ties(page: Page, run: Run, told: Sequence[Mention], shared: Mention | None, doubtful: bool) -> Iterator[Agreement]:
    text, before = run.text, None
    for name, day in run.pairs:
        own = next((one for one in told if one.end <= name.start and _is_of(text.norm, one, name.start)), None)
        kind: Stated | None = None
        if one := own or (shared if before is None else None):
            kind = page.stated(text, one) if one.key in KINDS else None
        elif one := before or None:
            kind = page.stated(text, one, "kind_inherited")
        elif run.kind and run.above:
            kind = page.stated(run.above, run.kind, "kind_inherited")
        before = own or before
        if kind is None or name.key == page.home or "former" in name.flags:
            continue
        signed = page.dated(text, day)
        sides = [home(page, text), *([] if name.open else [stated(text, name)])]
        spans = {one.at: one for one in (text.span(name.start, day.end), kind.span)}
        tie = deed("story", [spans[at] for at in sorted(spans)], sides, kind, concluded(signed),
                   unnamed=[stated(text, name)] if name.open else [], signed=signed, sure="B")  # fmt: skip
        if tie:
            yield tie.model_copy(update={"confidence": "C"}) if doubtful else tie


def asked(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records; class C where a speaker only asks for the day of a tie, or has it from hearsay."""
    if not ASKS.search(page.document.text):
        return records
    spans = [
        (text.starts[0], text.ends[-1])
        for index, block in enumerate(page.blocks)
        if ASKS.search(block.text.norm)
        for _, text in page.sentences(index)
        if ASKS.search(text.norm)
    ]
    return [one.model_copy(update={"confidence": "C"}) if _within(one, spans) else one for one in records]


def _within(record: AnyRecord, spans: Sequence[tuple[int, int]]) -> bool:
    if not isinstance(record, Agreement) or record.signed is None:
        return False
    at = bisect_right(spans, (record.signed.span.at[0], 1 << 60))
    return at > 0 and record.signed.span.at[0] < spans[at - 1][1]


def untold(page: Page, known: set[str]) -> Iterator[int]:
    """The lines of such sentences of which no record names a partner."""
    for run in runs(page):
        for name, _ in run.pairs:
            if TIED.search(run.text.norm) and not {name.key or "", name.surface} & known and name.key != page.home:
                yield page.source.line_of(run.text.starts[name.start])
