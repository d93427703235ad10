"""What the lines over a list of companies say of all in it: the kind of agreement, its date, its state."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.reading.lists.spots import NOT, Spot, facts, told_in
from graph.reading.names.companies import named
from graph.reading.pages.outline import BULLETS, mark_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.titles import of_another_kind, titles
from graph.reading.words.deeds import date_of, kinds, state_of
from graph.reading.words.natures import nature, without_brackets
from graph.records import Stated, StatedDate
from graph.values import find_dates

# Agreements with companies by what they are about, where no kind is named in full.
WORDS = (
    ("problem-solving", re.compile(r"(?:地域|社会|行政)?課題(?:の)?解決")),
    ("comprehensive", re.compile(r"包括(?!ケア)[^。、]{0,8}(?:連携|協定|提携)|連携(?:・?協力)?(?:に関する)?(?:包括)?協定|連携・?協力")),
    ("mutual-aid", re.compile(r"(?:災害|防災|物資|応急|避難|帰宅困難)[^。、]{0,24}(?:協定|覚書|協力|応援)|応援協定")),
    ("memorandum", re.compile(r"覚書")),
)  # fmt: skip
# Work together on one subject is no comprehensive agreement, and of no kind of its own.
SUBJECT = re.compile(
    r"(?P<of>[^「」『』、。()\s]{2,24}?)(?:に関する|に係る|に関わる|についての|に向けた|のための)(?:連携・?協力|連携|協力)(?:に関する)?(?:協定|覚書)書?"
)
# Work together without a subject is in many fields, though no word says so: the kind is not named in full.
MUTUAL = re.compile(r"相互(?:友好|連携)?・?協力(?:に関する)?協定|友好協力(?:に関する)?協定")
MANY = re.compile(r"包括(?!ケア)|連携|協力|協働|相互|幅広|まちづくり$")
DEAL = re.compile(r"協定|提携|覚書|締結|連携")
OF = re.compile(r"(?:に関する|に係る|についての|[^企業者大学市]の)[^。]{0,8}(?:協定|覚書|提携)$")
# A title over agreements on one subject each.
FIELD = re.compile(r"(?:分野|個別)[^。、()]{0,8}?(?:協定|覚書)書?")
OPENS = re.compile(r"(?:次|以下|下記|下表)の")
DONE = re.compile(r"締結|結[びんば]|交わ|調印")
# A title of something else: what was done, who reports, who may be asked.
ASIDE = re.compile(r"実績|事業を行|実施状況|記者|報道|問い?合わせ|担当|参考|推移|件数")
ABOVE = 30
LABEL = re.compile(r"[\W\d_]*(?:協定)?(?:締結|調印)(?:の)?(?:年月)?日(?:時|付)?\s*(?:[:：\s】\]]\s*|$)")


@dataclass(frozen=True)
class Agreed:
    """Kind, date and state that hold for every item of a list; `plain` where the kind is named in full."""

    kind: Stated
    date: StatedDate | None = None
    state: Stated | None = None
    plain: bool = True


def kind_in(page: Page, text: Text, start: int = 0, end: int | None = None) -> tuple[Stated, bool] | None:
    """The agreement with companies that a stretch names, and whether by its full name."""
    stop = len(text) if end is None else end
    norm = text.norm[start:stop]
    full = [one for one in kinds(page, norm) if one.key in ("comprehensive", "mutual-aid", "problem-solving")]
    if full:
        one = full[-1]
        return page.in_words(text, one.key or "", start + one.start, start + one.end), True
    if field := next((one for one in kinds(page, norm) if one.key == "accord" and one.flags), None):
        return page.in_words(text, "accord", start + field.start, start + field.end, *field.flags), False
    for kind, pattern in WORDS:
        if match := pattern.search(norm):
            subjects = SUBJECT.finditer(norm) if kind == "comprehensive" else ()
            about = next((one for one in subjects if not MANY.search(one["of"])), None)
            if about and about.start() <= match.start() and match.end() <= about.end():
                if WORDS[2][1].search(about[0]):
                    continue
                return page.in_words(text, "accord", start + about.start(), start + about.end(), "label_open"), False
            return page.in_words(text, kind, start + match.start(), start + match.end()), kind == "comprehensive"
    if match := MUTUAL.search(norm):
        return page.in_words(text, "comprehensive", start + match.start(), start + match.end(), "label_open"), False
    return None


def agreed(page: Page, number: int) -> Agreed | None:
    """What the nearest title that speaks of an agreement says; None under a title of something else."""
    state: Stated | None = None
    mine = page.lines[number].norm.lstrip()[:1]
    for above, line, _ in titles(page, number):
        if mine in tuple(BULLETS) and line.norm.lstrip().startswith(mine) and named(line):
            continue  # the item before, not what stands over both
        outside = without_brackets(line.norm)
        if ASIDE.search(outside) or number - above > ABOVE:
            return None
        if (found := state_of(outside)) and state is None:
            state = page.in_words(line, *found)
        told = kind_in(page, line)
        if told is None and (of_another_kind(line) or _on_a_subject(outside)):
            field = FIELD.search(line.norm)
            kind = page.in_words(line, "accord", *field.span(), "label_open") if field else None
            return Agreed(kind, None, state, False) if kind else None
        if told is None and not DEAL.search(outside) and mark_of(line) and not state:
            return None
        if told and not re.search(r"周年|実施|開催", outside):
            kind, plain = told
            date = _date(page, line) or _opening(page, above, number)
            return Agreed(kind, date, state, plain)
    return _by_sentence(page, number, state)


def _on_a_subject(outside: str) -> bool:
    match = DEAL.search(outside)
    return match is not None and OF.search(outside[: match.end()]) is not None


def list_kind(page: Page, number: int) -> Stated | None:
    """Help after disasters, where the title of a list says that this is what all agreements in it are for, though the name
    of one (`緊急放送の実施に関する協定`), or a title between (`民間団体との協定`), does not."""
    for _, line, _ in titles(page, number):
        if ASIDE.search(without_brackets(line.norm)):
            return None
        if told := kind_in(page, line):
            kind = told[0] if told[0].value == "mutual-aid" else None
            return kind.model_copy(update={"flags": ("label_open",)}) if kind else None
        if of_another_kind(line):
            return None
    return None


def day_below(page: Page, number: int) -> StatedDate | None:
    """The one day of signing that a label gives below a title (`締結の日` and on the next line its value); it is past."""
    found: list[StatedDate] = []
    for at in range(number + 1, min(len(page.lines), number + ABOVE)):
        label = LABEL.match(page.lines[at].norm)
        if label is None:
            continue
        value = page.lines[at].part(label.end(), len(page.lines[at])).stripped()
        if not len(value) and at + 1 < len(page.lines):
            value = page.lines[at + 1].stripped()
        when = date_of(page, value) if len(value) and nature(page, value) == "date" else None
        found += [when] if when else []
    issued = page.document.description.as_of
    return found[0] if len(found) == 1 and found[0].date.earliest <= issued.latest else None


def told_below(page: Page, number: int, told: Sequence[Spot]) -> bool:
    """True where the next line is a sentence that signs on a day of its own, and names nobody or all of the line above."""
    line = page.lines[number + 1] if number + 1 < len(page.lines) else page.lines[number]
    first = line.part(0, len(line.norm.partition("。")[0]))
    if "。" not in line.norm or not DONE.search(first.norm) or not find_dates(first.norm):
        return False
    names = {first.norm[start:end] for start, end in named(first)}
    return not names or names == {page.lines[number].norm[one.start : one.end] for one in told}


def _date(page: Page, line: Text) -> StatedDate | None:
    """The day on which a title says that all was signed: `（平成26年9月1日締結）`."""
    inside = [match.span(1) for match in re.finditer(r"[(〔\[]([^()〔〕\[\]]*)[)〕\]]", line.norm)]
    told = [facts(told_in(page, line, [one])) for one in inside if "現在" not in line.norm[slice(*one)]]
    return next((one.date for one in told if one.date and one.acts), None)


def _opening(page: Page, above: int, number: int) -> StatedDate | None:
    """The day in a sentence between title and list that says that all was signed: `令和2年9月1日、次の4社と締結した。`"""
    for line in reversed(page.lines[above + 1 : number]):
        if "。" in line.norm and OPENS.search(line.norm) and DONE.search(line.norm) and not NOT.search(line.norm):
            return date_of(page, line)
    return None


def _by_sentence(page: Page, number: int, state: Stated | None) -> Agreed | None:
    """What the sentence says that opens the list, where no title does."""
    for line in reversed(page.lines[max(0, number - 16) : number]):
        if "。" in line.norm and OPENS.search(line.norm) and (told := kind_in(page, line)):
            return Agreed(told[0], None, state, told[1])
    return None
