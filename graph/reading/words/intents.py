"""Signings that are yet to come: told as prepared, without a day, by the form of the verb and the day of the document."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.reading.pages.holding import numbers
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import event_lines
from graph.reading.words.denials import DEEDS, NAMED, Range
from graph.reading.words.verbs import verbs
from graph.records import Agreement, AnyRecord, Span
from graph.values import DateMention

_HELD = r"(?:行|執り行|開催|挙行|実施|開|予定)"
_RITE = rf"{DEEDS}(?:式典?|書)?[をがの]、?[^。、はがを]{{0,24}}?"
_STOP = r"(?=[。\s)」』]|$)"
# What is only meant or foreseen, whatever the day.
MEANT = (
    rf"(?:(?:{DEEDS})を?する|結ぶ|交わす|{_RITE}{_HELD}(?:う|く|する))(?:(?:こと|もの)と(?:する|し(?!て(?:は|も)))|予定|見込|方針|計画|見通し)"
    rf"|結ぼうと|交わそうと|(?:{DEEDS})を?しようと|(?:{DEEDS})へ(?=\s*$|。)"
    rf"|{_RITE}予定(?:し|され)て|(?:{DEEDS})[^。、]{{0,6}}見込(?:む|ん|み|ま)"
)
# The polite form that is no past: nobody tells history in it, but a page may go on showing what it announced.
POLITE = (
    rf"(?:(?:{DEEDS})を?(?:(?:いた|致)?し|され)|結び|結ばれ|交わし|交わされ"
    rf"|{_RITE}(?:行い|行われ|執り行い|執り行われ|開き|開かれ|(?:開催|挙行|実施)(?:(?:いた|致)?し|され)))ます(?!」)"
)
# The plain form, which chronicles use of what is past as well; and what was decided or came to be.
PLAIN = (
    rf"(?:(?:{DEEDS})を?(?:する|される)|結ぶ|結ばれる|交わす|{_RITE}(?:行う|行われる|開く|開かれる|(?:開催|挙行|実施)(?:する|される))){_STOP}"
    rf"|(?:(?:{DEEDS})を?する|結ぶ|交わす|{_RITE}(?:行う|(?:開催|実施)する))(?:こと(?:と|に)(?:な(?:り|っ)|決)|ことが決|運び)"
)
DEED = re.compile(rf"{DEEDS}|結|交わ")  # every verb of what is to come begins with one of these
TO_COME = re.compile(rf"(?=[交批提盟結締縁署調])(?:(?P<meant>{MEANT})|(?P<polite>{POLITE})|(?P<plain>{PLAIN}))")
# `友好都市となります` may also say what a place is; `締結し、植樹を行います`: the first verb has the tense of the last.
CARRIED = re.compile(
    rf"(?:{NAMED}|提携)[にと]なります|(?:し|結び|交わし|行い)、[^。]*(?<![てで]い)(?<![てで]おり)(?<!な[りっ])ます。?\s*$"
)
COMING = re.compile(
    r"(?=[こま予方計])(?:(?<![てで]い)ます[。」)]?\s*$|予定|方針|計画|こととし)"
)  # cheap: without one of these nothing is announced


@dataclass(frozen=True)
class Intent:
    """A stretch `at` of the original whose verb, at `verb` of its text, signs what is still to come; `sure` by its form."""

    at: Range
    text: Text
    verb: Range
    sort: str  # meant | polite | plain | carried
    row: bool


def intended(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, with what is still to be signed as prepared; what may be so waits for a person's word.

    What a document announced for a day that it has outlived counts as done, unless its words only mean to do it.
    """
    asked = {_where(one).lines[0] for one in records if isinstance(one, Agreement)}
    near = _near(page, asked)
    return [_told(page, one, near) if near and isinstance(one, Agreement) else one for one in records]


def _where(tie: Agreement) -> Span:
    """Where a tie says that it is concluded."""
    return tie.signed.span if tie.signed else tie.status.span


def _told(page: Page, tie: Agreement, near: dict[int, list[Intent]]) -> Agreement:
    if tie.status.value != "concluded" or {"kind_mention", "mention"} & {*tie.flags}:
        return tie
    span = _where(tie)
    found = [one for one in near.get(span.lines[0], ()) if one.at[0] <= span.at[0] < one.at[1]]
    if not found:
        return tie
    one, issued = found[0], page.document.description.as_of
    later = tie.signed is not None and tie.signed.date.latest >= issued.earliest
    beyond = tie.signed is not None and tie.signed.date.earliest > issued.latest
    told = one.sort == "polite" or (one.sort == "plain" and not one.row)
    if beyond or one.sort == "meant" or (told and later) or (one.sort == "polite" and tie.signed is None):
        status = page.in_words(one.text, "preparing", *one.verb)
        sure = "B" if tie.confidence == "A" else tie.confidence
        return tie.model_copy(update={"status": status, "signed": None, "confidence": sure})
    return tie.model_copy(update={"confidence": "C"}) if one.sort == "carried" and later else tie


def rite_to_come(page: Page, text: Text, dates: Sequence[DateMention]) -> tuple[str, int, int] | None:
    """The ceremony or signing that a sentence announces, as a state; none for a day that the document has outlived."""
    issued = page.document.description.as_of.earliest
    if not COMING.search(text.norm) or any(one.date and one.date.latest < issued for one in dates):
        return None
    found = (one for one in TO_COME.finditer(text.norm) if one.lastgroup in ("meant", "polite"))
    return next((("preparing", *one.span()) for one in found), None)


def _near(page: Page, asked: set[int]) -> dict[int, list[Intent]]:
    """What is to come in the sentences on the lines asked for, by line, so that the time grows with the text."""
    found: dict[int, list[Intent]] = defaultdict(list)
    for one in _intents(page, asked):
        for line in range(page.source.line_of(one.at[0]), page.source.line_of(one.at[1] - 1) + 1):
            found[line].append(one)
    return found


def _intents(page: Page, asked: set[int]) -> Iterator[Intent]:
    events = event_lines(page)
    for index, lines in enumerate(numbers(page)):
        if asked.isdisjoint(lines):
            continue
        for _, sentence in page.sentences(index):
            deed, polite = DEED.search(sentence.norm), "ます" in sentence.norm
            if not (deed or polite) or asked.isdisjoint(sentence.numbers):
                continue
            row = "。" not in sentence.norm and page.source.line_of(sentence.starts[0]) in events
            done: list[Range] | None = None
            for match in TO_COME.finditer(sentence.norm) if deed else ():
                done = [one.span() for one in verbs(sentence.norm)] if done is None else done
                begin = _begin(sentence.norm, match, done)
                at = (sentence.starts[begin], sentence.ends[match.end() - 1])
                yield Intent(at, sentence, match.span(), match.lastgroup or "", row)
            if polite and (carried := CARRIED.search(sentence.norm)):
                at = (sentence.starts[0], sentence.ends[carried.start()])
                yield Intent(at, sentence, carried.span(), "carried", row)


def _begin(norm: str, match: re.Match[str], done: list[Range]) -> int:
    """Where the words begin that the verb closes: behind the last verb that signed something before."""
    ends = [end for _, end in done if end + 2 < match.start()]  # 提携を結びます is one act
    comma = norm.find("、", ends[-1], match.start()) if ends else -1
    line = norm.rfind("\n", 0, match.start()) + 1
    return max(line, comma + 1 if comma >= 0 else (ends[-1] if ends else 0))
