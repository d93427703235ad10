"""Companies and universities in agreement with the city: items of a list under a title, or named in a sentence that signs."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.bodies import body
from graph.reading.clauses import verbs
from graph.reading.companies import Span_, named, sort_of
from graph.reading.days import dates_in
from graph.reading.deeds import concluded, date_of, deed, home, kind_of, kinds, state_of
from graph.reading.grids import cells
from graph.reading.lands import LONGEST, names
from graph.reading.natures import EVENT, nature
from graph.reading.outline import mark_of
from graph.reading.page import Page
from graph.reading.partnerships import NEWLY
from graph.reading.sheets import sheeted
from graph.reading.slots import role
from graph.reading.tables import tabled
from graph.reading.text import Text
from graph.reading.titles import heading_kind, titles
from graph.reading.wraps import pieces
from graph.records import AnyRecord, Observation, Stated, StatedDate
from graph.values import DateMention, find_dates

COUNT = re.compile(r"(?P<n>\d+)(?:社|者|行|団体|事業者|法人|大学|校|機関|件)")
FAMILY = re.compile(r"連携(?:・?協力)?(?:に関する)?(?:包括)?協定")
TITLE = re.compile(r"包括[^。]{0,8}(?:連携|協定)|連携協定")
OTHER = re.compile(r"災害|物資|防災|個別|見守り|応援|指定管理|廃棄|消防|医療救護|避難|選挙")
DATED = re.compile(r"\s*(?:締結|協定|調印|提携)(?:年月日|日|年月|時期)?\s*[:：]?\s*")
LISTED = re.compile(
    r"(?P<verb>締結)(?:し(?:ている|た)|する)(?:民間)?(?:企業|事業者|団体|大学|会社|相手)[^。は]{0,20}は"
)
TOGETHER = re.compile(r"いずれも|すべて|全て|ともに|共に|同時")
ACTIVE = re.compile(
    r"(?:事業|取組|活動|連携)[^。、]{0,10}?(?:企業|会社|事業者|社数|団体)(?:数)?は、?(?P<n>\d+)(?:社|者|団体)|包括[^。、\d]{0,14}協定[^。、\d]{0,3}[(\s](?P<m>\d+)(?:社|者|団体)|包括連携協定[^。]*?(?P<k>\d+)(?:社|者|団体)となり"
)


def firms(page: Page) -> Iterator[AnyRecord]:
    """Class A for a line with name and date under a title of the kind; B for lists without dates, and in sentences."""
    yield from _entries(page)
    yield from _items(page)
    for number, block in enumerate(page.blocks):
        text = block.text
        if len(text) > LONGEST:
            continue
        for match in ACTIVE.finditer(text.norm):
            dates = [one for one in page.dates[number] if one.date and one.start < match.start()]
            which = match.lastgroup or "n"
            yield Observation(
                confidence="B", recogniser="firm", evidence=(text.span(*match.span()),), of=home(page, text),
                measure="active-company-partners", value=page.in_words(text, match[which], match.start(which), match.end(which) + 1),
                as_of=page.dated(text, dates[-1]) if dates else None,
            )  # fmt: skip
        for start, sentence in page.sentences(number):
            if sentence.norm.rstrip().endswith("。") or state_of(sentence.norm):
                dates = [one for one in dates_in(page, number, start, sentence) if one.date]
                yield from _sentence(page, block.line, sentence, dates)


def _kind(page: Page, text: Text, start: int, end: int) -> Stated | None:
    """The agreement of companies that a stretch names: a comprehensive one, however it is worded."""
    found = [one for one in kinds(page, text.norm[start:end]) if one.key == "comprehensive"]
    if found:
        return page.in_words(text, "comprehensive", start + found[-1].start, start + found[-1].end)
    match = FAMILY.search(text.norm, start, end)
    plain = match and not OTHER.search(text.norm, max(start, match.start() - 12), match.start())
    return page.in_words(text, "comprehensive", *match.span()) if match and plain else None


def title_kind(page: Page, number: int) -> Stated | None:
    """The comprehensive agreement that the title over a line speaks of, or the sentence that opens the list."""
    for above, line in titles(page, number):
        if TITLE.search(line.norm) and not OTHER.search(line.norm):
            return _kind(page, line, 0, len(line)) or page.in_words(line, "comprehensive", 0, len(line))
        if re.search(r"協定|提携|協議|記者", line.norm):
            return None
        if number - above > 30:
            return None
    for line in reversed(page.lines[max(0, number - 16) : number]):
        if "。" in line.norm and re.search(r"次の|以下の|下記|下表", line.norm):
            return _kind(page, line, 0, len(line))
    return None


def _entries(page: Page) -> Iterator[AnyRecord]:
    """The rows and labelled lists whose partner is a company."""
    for told in (*tabled(page), *sheeted(page)):
        for text in told.entry.values.get("party", ()):
            cell = told.entry.first("kind")
            found = named(text)
            kind = (_kind(page, cell, 0, len(cell)) or kind_of(page, cell)) if cell else told.kind
            if not found or kind is None or kind.value not in ("comprehensive", "mutual-aid"):
                continue
            when = told.entry.first("date")
            signed = date_of(page, when) if when else None
            waits = state_of(when.norm) if when and signed is None else None
            status = page.in_words(when, *waits) if when and waits else None
            for name in found:
                yield from _tie(page, text, name, kind, signed, status, "A" if signed else "B")


def _lines(page: Page) -> Iterator[tuple[int, Text]]:
    """The lines of lists; a line with a name and no date takes the one set in below it that begins with a date."""
    held: tuple[int, Text] | None = None
    for number, text in pieces(page):
        if held is not None:
            begin = len(text.norm) - len(text.norm.lstrip())
            deeper = begin > len(held[1].norm) - len(held[1].norm.lstrip())
            dates = find_dates(text.norm)
            label = DATED.match(text.norm)
            if deeper and dates and dates[0].start == (label.end() if label else begin) and not named(text):
                yield held[0], held[1].plus(text)
                held = None
                continue
            yield held
            held = None
        if text.norm.strip() and named(text) and not find_dates(text.norm):
            held = number, text
        else:
            yield number, text
    if held is not None:
        yield held


def _items(page: Page) -> Iterator[AnyRecord]:
    """Lines with the names of companies and nothing told: their dates in cells, in brackets, or for all of the line."""
    taken = {
        line
        for told in (*tabled(page), *sheeted(page))
        for text in told.entry.texts()
        for line in range(text.span().lines[0], text.span().lines[1] + 1)
        if len(told.entry.values) > 1 and len(text)
    }
    for number, text in _lines(page):
        mark = mark_of(text)
        text = text.part(mark[1], len(text)) if mark else text
        norm = text.norm.strip()
        if not norm or len(norm) > 300 or "。" in norm or role(norm) or re.match(r"[※*]|[(]?注", norm):
            continue
        row = [one for one in cells(text) if len(one)]
        found = named(text)
        if not found and 2 <= len(row) <= 6 and any(nature(page, one) == "date" for one in row):
            found = _cell(page, text, row)
        if number + 1 in taken or ((own := _kind(page, text, 0, len(text))) and not find_dates(norm) and len(row) < 2):
            continue  # read as the row of a table, or the name of an agreement
        if not found or EVENT.search(norm[: found[0][1]]) or (kind := own or title_kind(page, number)) is None:
            continue
        if own is None and re.search(r"協定|覚書", norm) and OTHER.search(norm):
            continue
        state = state_of(norm)
        status = page.in_words(text.stripped(), *state) if state else None
        dates = [one for one in find_dates(text.norm) if one.date]
        counted = COUNT.search(text.norm)
        whole = not counted or int(counted["n"]) == len(found) or len(found) == 1
        for at, (first, last) in enumerate(found):
            stop = found[at + 1][0] if at + 1 < len(found) else len(text)
            when = _when(page, text, dates, first, last, stop, len(found))
            sure = "A" if whole and len(found) == 1 else "B" if whole else "C"
            yield from _tie(page, text, (first, last), own or kind, when, status, sure)


def _cell(page: Page, text: Text, row: Sequence[Text]) -> list[Span_]:
    """The cell of a row with a date that can only be a name: not a place, not a kind, no number."""
    for one in row:
        if nature(page, one) == "date":
            return []  # what follows the date tells of the agreement
        if (
            nature(page, one) == "free"
            and 2 <= len(one) <= 24
            and not re.search(r"[をはがに]|協定|連携", one.norm)
            and not names(page, one.norm)
        ):
            at = text.starts.index(one.starts[0])
            lead = re.match(r"(?:[(]?\d{1,3}[).、 ]|[・●○◆■*-])\s*", one.norm)
            return [(at + (lead.end() if lead else 0), at + len(one))]
    return []


def _when(
    page: Page, text: Text, dates: list[DateMention], first: int, last: int, stop: int, all_: int
) -> StatedDate | None:
    """The date of one of a line's companies: in the bracket or cell after it, or the one that holds for all."""
    mine = [one for one in dates if last <= one.start < stop and not TOGETHER.search(text.norm, last, one.start)]
    if mine and (all_ == 1 or re.match(r"\s*[:(]|\s*、?\s*$|\s{2,}", text.norm[last : mine[0].start])):
        return page.dated(text, mine[0])
    if len(dates) == 1 and (all_ == 1 or TOGETHER.search(text.norm) or dates[0].start < first):
        return page.dated(text, dates[0])
    return None


def _tie(
    page: Page, text: Text, name: Span_, kind: Stated, when: StatedDate | None, status: Stated | None, sure: str
) -> Iterator[AnyRecord]:
    """The company and its agreement; where no words give its state, the date or the list says that it is concluded."""
    record = body(page, text, *name, "firm", sort_of(text.norm[slice(*name)]), sure="A" if sure == "A" else "B")
    yield record
    status = status or concluded(when or kind)
    signed = None if status.value in ("preparing", "talks-begun") else when
    spans = [text.span(*name), *([signed.span] if signed else []), kind.span]
    tie = deed("firm", sorted(spans, key=lambda one: one.at), (home(page, text), record.body), kind.model_copy(update={"flags": ()}),
        status, signed=signed, sure=sure if signed or sure == "C" else "B",
    )  # fmt: skip
    if tie:
        yield tie


def _sentence(page: Page, line: int, text: Text, dates: Sequence[DateMention]) -> Iterator[AnyRecord]:
    """Class B: the companies before the word that signs, each with the date before it; or those only talked with."""
    if not re.search(r"連携|協定|協議|締結", text.norm) or NEWLY.search(text.norm):
        return
    if match := LISTED.search(text.norm):
        kind = _kind(page, text, 0, match.end())
        for name in named(text, match.end()) if kind else ():
            yield from _tie(page, text, name, kind, None, page.in_words(text, "concluded", *match.span("verb")), "B")  # type: ignore[arg-type]
        return
    begin = 0
    done = verbs(text.norm)
    for verb in done:
        kind = _kind(page, text, begin, verb.end())
        found = named(text, begin, verb.start()) or (named(text, verb.end()) if verb is done[-1] else [])
        if kind is not None:
            mine = [one for one in dates if begin <= one.start < verb.end()]
            counted = [one for one in COUNT.finditer(text.norm, begin, verb.end()) if one["n"] != "1"]
            whole = not counted or int(counted[-1]["n"]) == len(found) or len(counted) > 1
            status = page.in_words(text, "concluded", *verb.span())
            for first, last in found:
                before = [one for one in mine if one.start < first]
                beside = [one for one in mine if last < one.start <= last + 1 and text.norm[last] == "("]
                when = beside[0] if beside else before[-1] if before else mine[0] if mine else None
                day = page.dated(text, when) if when else None
                yield from _tie(page, text, (first, last), kind, day, status, "B" if whole else "C")
        begin = verb.end()
    state = state_of(text.norm)
    found = named(text, 0, state[1]) if state and state[0] in ("preparing", "talks-begun") and not done else []
    if state and len(found) == 1 and text.norm.startswith(("と", "とは", "との"), found[0][1]):
        own = _kind(page, text, 0, len(text)) or _asked(page, text)
        asked = own or (heading_kind(page, line - 1) if not kinds(page, text.norm) else None)
        if asked:
            yield from _tie(page, text, found[0], asked, None, page.in_words(text, *state), "B")


def _asked(page: Page, text: Text) -> Stated | None:
    """What the talks are about, where that is no comprehensive agreement."""
    found = [one for one in kinds(page, text.norm) if one.key in ("problem-solving", "admission-quota")]
    return page.stated(text, found[0]) if found else None
