"""Signings told in sentences: each date is paired with its own partners, and the last date before the verb signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.reading.names.regions import is_prefecture
from graph.reading.pages.holding import holding
from graph.reading.pages.page import Mention, Page
from graph.reading.pages.text import Text
from graph.records import Agreement, AnyRecord, Stated, StatedDate
from graph.values import DateMention

# A verb that concludes; 締結に向けて, 締結20周年, 締結の申し入れ and the like are no signings.
VERB = re.compile(
    r"(?=[のを取盟結締調])(?:締結(?=した|し、|し$|する(?:など|に至)|に至|。|\s*$|\s*[(])|の締結(?=\s*$|に至)|を?締結(?=している)"
    r"|調印(?=式(?:を|が)|を行|し、|した|。|\s*$)|取り交わし(?=た)|盟約(?=するに至)|締結式(?=が行)|(?<=姉妹提携を)結ん(?=だ))"
)
WORDS = ("締結", "調印", "取り交わし", "盟約", "姉妹提携を結ん")  # of which each of these holds one
# What may stand between the name of the agreement and the verb: quotation marks, 協定, 書, a gloss in brackets.
BETWEEN = re.compile(r"(?:[「」『』\s]|協定|盟約|締結|提携|都市|書|の|に|を|と|式|[(][^()]*[)])*")
SIGNED_AT = re.compile(r"(?:市?内)?(?:において(?!も)|にて|で(?=[、友姉交]))")
WELCOMED = re.compile(r"に迎え")
BEGAN = re.compile(r"[^、。]{0,24}交流[をが](?:始|開始)[^、。]{0,8}、")  # a date of exchange alone
JOINTLY = re.compile(r"と共同で")
NUMBERED = re.compile(r"[0-9三四五]者(?:共同)?(?:に|で|協定)")
ABOUT = re.compile(r"(?:[、し]|なお、|また、|一方、)*[^、。はがを]{1,16}[市町村区郡州省県]とは")
# Names of agreements that are signed by others than the cities themselves; other recognisers read them.
BELOW = {
    "council-exchange", "marathon-exchange", "institution-twinning", "cooperation-pact", "comprehensive", "mutual-aid",
}  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """The part of a sentence that one verb closes; positions are those of the block's text."""

    start: int
    verb: int
    end: int


def clauses(norm: str, start: int) -> Iterator[Clause]:
    """The clauses of a sentence that begins at `start` of its block, each closed by a concluding verb."""
    begin = 0
    for match in VERB.finditer(norm):
        yield Clause(start + begin, start + match.start(), start + match.end())
        begin = match.end()


def signings(page: Page) -> Iterator[AnyRecord]:
    """Class B under a partner's heading or with parties named in the sentence, class C where context had to help."""
    for index in holding(page, *WORDS):
        if page.blocks[index].kind == "heading":
            continue
        for start, sentence in page.sentences(index):
            for clause in clauses(sentence.norm, start):
                yield from _clause(page, index, clause)


def _clause(page: Page, index: int, clause: Clause) -> Iterator[AnyRecord]:
    text = page.blocks[index].text
    kind = kind_named(page, index, clause)
    if kind is None or kind.value in BELOW:
        return
    dates = _dates(page, index, clause)
    every = _named(page, index, clause)
    other = page.sections[index].partner and any(one.key not in (None, page.home) for one in every)
    if dates and (_partner(page, index, clause) or other):
        yield from _agreement(page, index, clause, kind, dates[-1], every)
        return
    if dates and dates[0].start >= clause.verb:
        yield from _agreement(page, index, clause, kind, dates[0], _named(page, index, clause))
        return
    stops = [*(one.start for one in dates[1:]), clause.verb]
    spans = zip(dates, stops, strict=False)
    told = [(one, _shift(page.places(text.norm[one.end : stop]), one.end)) for one, stop in spans]
    if all(any(one.key and one.key != page.home for one in named) for _, named in told):
        for date, named in told:  # else a day is that of another act, and which, stories can tell
            yield from _agreement(page, index, clause, kind, date, named)


def _partner(page: Page, index: int, clause: Clause) -> Stated | None:
    """The partner of the section, unless the clause begins by speaking of another place: `B市とは`."""
    partner = page.sections[index].partner
    match = ABOUT.match(page.blocks[index].text.norm, clause.start, clause.verb)
    return None if partner and match and partner.printed not in match[0] else partner


def _named(page: Page, index: int, clause: Clause) -> list[Mention]:
    return _shift(page.places(page.blocks[index].text.norm[clause.start : clause.verb]), clause.start)


def _shift(mentions: list[Mention], by: int) -> list[Mention]:
    return [Mention(one.start + by, one.end + by, one.key, one.flags) for one in mentions]


def kind_named(page: Page, index: int, clause: Clause) -> Stated | None:
    """The kind named just before the verb; for 盟約する, the one that the section names elsewhere."""
    text = page.blocks[index].text
    stretch = text.norm[clause.start : clause.verb]
    for mention in reversed(page.kinds(stretch)):
        if BETWEEN.fullmatch(stretch[mention.end :]):
            return page.stated(text, _shift([mention], clause.start)[0])
    if text.norm[clause.verb : clause.end] != "盟約":
        return None
    for other in holding(page, "の関係") if page.sections[index].partner else ():
        block = page.blocks[other]
        if page.sections[other] == page.sections[index] and block.kind != "heading":
            for mention in page.kinds(block.text.norm):
                if block.text.norm.startswith("の関係", mention.end):
                    return page.stated(block.text, mention, "kind_inherited")
    return None


def _dates(page: Page, index: int, clause: Clause) -> list[DateMention]:
    """The dates that may be the clause's: in it, in brackets after it, or the one that opens the row."""
    text, mentions = page.blocks[index].text.norm, [one for one in page.dates[index] if one.date]
    after = [one for one in mentions if one.start in (clause.end + 1,) and text[clause.end] == "("]
    inside = [one for one in mentions if clause.start <= one.start < clause.verb and not BEGAN.match(text, one.end)]
    if after or inside:
        return after or inside
    opening = [one for one in mentions if page.blocks[index].text.norm[: one.start].strip(" -・") == ""]
    if opening:
        return opening
    return _row_above(page, index) if len(text) < 40 else []


def _row_above(page: Page, index: int) -> list[DateMention]:
    """The date of the dated row that this undated line continues."""
    for above in range(index - 1, max(-1, index - 4), -1):
        if page.blocks[above].kind == "heading":
            break
        if dates := [one for one in page.dates[above] if one.date]:
            return [DateMention(-1, above, dates[0].date, dates[0].month, dates[0].day, "row-above", dates[0].flags)]
    return []


def _agreement(
    page: Page, index: int, clause: Clause, kind: Stated, date: DateMention, named: list[Mention]
) -> Iterator[AnyRecord]:
    text, partner = page.blocks[index].text, _partner(page, index, clause)
    parties, flags = _parties(page, text, clause, named, partner)
    signed = _signed(page, index, date)
    guesses = {"kind_inherited", "year_from_row_above"} & {*kind.flags, *signed.flags}
    remote = partner is None and "year_from_context" in signed.flags
    sure = "C" if guesses or flags or remote else "B"
    # A row or a note names the partner alone; where the sentence lists the parties, it says more than the heading.
    verb = page.in_words(text, "concluded", clause.verb, clause.end)
    yield Agreement(
        confidence=sure,  # type: ignore[arg-type]
        recogniser="signing",
        evidence=(text.span(clause.start if text.norm[clause.start] not in "、,し" else clause.start + 1, clause.end),),
        flags=tuple(sorted(flags)),
        parties=parties,
        kind=kind,
        status=verb,
        signed=signed,
        signed_in=_signed_in(page, text, named),
    ).model_copy(update=_links(page, index, clause, kind, partner))


def _links(page: Page, index: int, clause: Clause, kind: Stated, partner: Stated | None) -> dict[str, str]:
    """What the sentence says of older agreements with the partner: `@partner|kind`, settled when all are known."""
    if partner is None:
        return {}
    before = page.blocks[index].text.norm[: clause.verb]
    ran_out = [one for one in page.kinds(before) if before.startswith("の期間満了", one.end)]
    if ran_out:
        return {"replaces": f"@{partner.value}|{ran_out[-1].key}"}
    if before.startswith("これを受け"):
        return {"replaces": f"@{partner.value}|letter-of-intent"}
    if kind.value == "sister-city-memorandum" or "関係に関する" in before[clause.start :]:
        return {"supplements": f"@{partner.value}|twinning"}
    return {}


def _signed(page: Page, index: int, date: DateMention) -> StatedDate:
    if date.relation != "row-above":
        return page.dated(page.blocks[index].text, date)
    above = date.end
    first = next(one for one in page.dates[above] if one.date)
    return page.dated(page.blocks[above].text, first, "year_from_row_above")


def _parties(
    page: Page, text: Text, clause: Clause, named: list[Mention], partner: Stated | None
) -> tuple[tuple[Stated, ...], set[str]]:
    """The parties: those listed (`A、B、Cの3者`), else the publisher with the partner of the section or sentence."""
    listed = _listed(page, text, clause, named)
    if listed:
        return listed, set()
    home = Stated(value=page.home, printed="", span=text.span(clause.start, clause.end), flags=("party_is_publisher",))
    starts = {one.start for one in named}
    others = [one for one in named if one.key not in (None, page.home) and not _place_only(text, one)]
    others = [one for one in others if not _region(page, text.norm, one, starts)]
    joint = [one for one in others if JOINTLY.match(text.norm[one.end :])]
    if partner is not None:
        return (home, partner), set()
    stated = tuple(page.stated(text, one) for one in {one.key: one for one in others}.values())
    return (home, *stated), {"joint_party"} if joint else set()


def _region(page: Page, norm: str, one: Mention, starts: set[int]) -> bool:
    """True for the prefecture of the place named right behind it, or in whose brackets it stands."""
    behind = one.end + norm.startswith("の", one.end)
    bracket = norm[one.start - 1 : one.start] == "(" and norm[one.end : one.end + 1] == ")"
    return is_prefecture(page, one.key) and (behind in starts or bracket)


def _listed(page: Page, text: Text, clause: Clause, named: list[Mention]) -> tuple[Stated, ...]:
    """Places run together with ・ or 、 and closed by N者 or by the agreement's own name."""
    known = [one for one in named if one.key]
    best: list[Mention] = []
    for first in range(len(known)):
        run = [known[first]]
        for following in known[first + 1 :]:
            if text.norm[run[-1].end : following.start] not in ("・", "、", "と", "及び"):
                break
            run.append(following)
        if len(run) > len(best):
            best = run
    if len(best) < 2:
        return ()
    closing = text.norm[best[-1].end : clause.verb]
    numbered = NUMBERED.match(closing.removeprefix("の"))
    titled = any(closing.startswith(text.norm[one.start : one.end], 0) for one in _own_names(page, text, best, clause))
    return tuple(page.stated(text, one) for one in best) if numbered or titled else ()


def _own_names(page: Page, text: Text, run: list[Mention], clause: Clause) -> list[Mention]:
    return _shift(page.kinds(text.norm[run[-1].end : clause.verb]), run[-1].end)


def _place_only(text: Text, mention: Mention) -> bool:
    return bool(SIGNED_AT.match(text.norm[mention.end :]))


def _signed_in(page: Page, text: Text, named: list[Mention]) -> Stated | None:
    for one in reversed(named):
        if one.key and SIGNED_AT.match(text.norm[one.end : one.end + 8]):
            return page.stated(text, one)
    for one in reversed(named):
        if one.key == page.home and WELCOMED.match(text.norm[one.end : one.end + 4]):
            return page.stated(text, one, "place_from_reception")
        if one.key and text.norm.startswith("を訪問し、", one.end):
            return page.stated(text, one, "place_from_visit")
    return None
