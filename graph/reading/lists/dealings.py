"""Companies and universities in agreement with the city, named in a sentence that signs, prepares or talks."""

import re
from collections.abc import Iterator, Sequence

from graph.reading.facts.partnerships import NEWLY
from graph.reading.lists.agreed import kind_in
from graph.reading.lists.firms import tie_with
from graph.reading.names.companies import COUNT, Span_, counted, named
from graph.reading.names.lands import LONGEST, names
from graph.reading.pages.days import dates_in
from graph.reading.pages.holding import holding
from graph.reading.pages.outline import BULLETS
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.titles import heading_kind
from graph.reading.words.deeds import home, kinds, state_of
from graph.reading.words.moments import OCCASION
from graph.reading.words.verbs import verbs
from graph.records import AnyRecord, Observation, Stated
from graph.values import DateMention

IN_BRACKET = re.compile(r"[^、。()]{0,6}[(]")  # from the verb to a date behind it: 締結しました（令和6年4月22日）
HEADLINE = re.compile(r"(?:を|協定|と)(?:締結|調印)\s*(?:[(][^()]*[)])?\s*$")  # a sentence without its end
PLAIN = re.compile(r"(?:など|等)に関する協定|(?<![一-龥ァ-ヴー」])協定を")  # an agreement without a name of its own
LISTED = re.compile(
    r"(?P<verb>締結)(?:し(?:ている|た)|する)(?:民間)?(?:企業|事業者|団体|大学|会社|相手)[^。は]{0,20}は"
)
ACTIVE = re.compile(
    r"(?:事業|取組|活動|連携)[^。、]{0,10}?(?:企業|会社|事業者|社数|団体)(?:数)?は、?(?P<n>\d+)(?:社|者|団体)|包括[^。、\d]{0,14}協定[^。、\d]{0,3}[(\s](?P<m>\d+)(?:社|者|団体)|包括連携協定[^。]*?(?P<k>\d+)(?:社|者|団体)となり|(?P<j>\d+)社と(?:の)?(?:連携|協働|共同)(?:事業|取組)|(?P<h>\d+)社を数え|企業は、?(?P<g>\d+)社(?=で|と|。|に)"
)


COUNTS = re.compile(r"\d(?:社|者|団体)")  # in all that ACTIVE tells
# In all words for a comprehensive agreement, for one on a subject, or for help after disasters.
COMMON = re.compile(r"包括|連携|協力|災害|防災|応援|応急|避難|帰宅困難")
AGREEMENT = re.compile(r"(?:協定|覚書)書?」?を")
# An agreement that is named by its subject is not that of the sentence before.
OWN = re.compile(
    r"(?<!など)(?<!等)(?:に関する|に係る|に関わる|についての|のための|に向けた|における)[^。、]{0,20}(?:協定|覚書)|「[^」]*(?:協定|覚書)書?」"
)
FIRST = 12  # lines in which the title of a page stands, below its furniture
NO_PARTY = re.compile(r"を(?!合わせ|あわせ|加え|含[みめむ]|はじめ|始め)|[にで](?!は)")  # X大学を卒業した市長の会
SPOKEN = ("連携", "協定", "協議", "締結")
SPEAKS = re.compile("|".join(SPOKEN))


def dealings(page: Page) -> Iterator[AnyRecord]:
    """Class B: companies in sentences; and how many of them the city works with."""
    for number in holding(page, *SPOKEN, "社", "者", "団体"):
        block = page.blocks[number]
        text = block.text
        if len(text) > LONGEST:
            continue
        for match in ACTIVE.finditer(text.norm) if COUNTS.search(text.norm) else ():
            dates = [one for one in page.dates[number] if one.date and one.start < match.start()]
            which = match.lastgroup or "n"
            yield Observation(
                confidence="B", recogniser="firm", evidence=(text.span(*match.span()),), of=home(page, text),
                measure="active-company-partners", value=page.in_words(text, match[which], match.start(which), match.end(which) + 1),
                as_of=page.dated(text, dates[-1]) if dates else None,
            )  # fmt: skip
        before: Stated | None = None  # the kind told in the sentence before
        for start, sentence in page.sentences(number):
            norm = sentence.norm
            if SPEAKS.search(norm) and (norm.rstrip().endswith("。") or state_of(norm) or HEADLINE.search(norm)):
                dates = [one for one in dates_in(page, number, start, sentence) if one.date]
                headed = _headed(page, block.line) if start == 0 else None
                titled = _titled(page) if before is None and PLAIN.search(sentence.norm) else None
                yield from _sentence(page, block.line, sentence, dates, before or titled, headed)
            told = _kind(page, sentence, 0, len(sentence))
            before = told or (before if "協定" in sentence.norm or number else None)


def _headed(page: Page, line: int) -> tuple[Text, Span_] | None:
    """The company that is all that the line above a block (at `line`, from 1) names."""
    above = page.lines[line - 2] if line > 1 else page.lines[0].part(0, 0)
    found = named(above) if 0 < len(above.norm.strip()) <= 40 else []
    rest = above.norm[: found[0][0]] + above.norm[found[0][1] :] if len(found) == 1 else "-"
    return (above, found[0]) if not rest.strip(f" {BULLETS}") else None


def _titled(page: Page) -> Stated | None:
    """The kind of agreement that the title of the page names."""
    line = next((one for one in page.lines[:FIRST] if "協定" in one.norm), None)
    return _kind(page, line, 0, len(line)) if line and len(line) <= 40 and "。" not in line.norm else None


def _kind(page: Page, text: Text, start: int, end: int) -> Stated | None:
    """The agreement of companies that a stretch names: a comprehensive one, however it is worded, or one on a subject."""
    if not COMMON.search(text.norm, start, end):
        return None
    found = kind_in(page, text, start, end)
    plain = found is not None and (found[1] or "label_open" in found[0].flags)
    if found and found[0].value == "mutual-aid":
        alone = {one.key for one in kinds(page, text.norm[start:end])} <= {"mutual-aid"}  # of which of two, nobody says
        return found[0] if alone and AGREEMENT.search(text.norm, start, end) else None
    return found[0] if found and plain and found[0].value in ("comprehensive", "accord") else None


def _sentence(
    page: Page,
    line: int,
    text: Text,
    dates: Sequence[DateMention],
    told: Stated | None,
    headed: tuple[Text, Span_] | None,
) -> Iterator[AnyRecord]:
    """Class B: the companies before the word that signs, each with the date before it; or those only talked with.

    `headed` is the one company that the line above names, and that is meant where the sentence names nobody.
    """
    if NEWLY.search(text.norm):
        return
    if match := LISTED.search(text.norm):
        kind = _kind(page, text, 0, match.end())
        status = page.in_words(text, "concluded", *match.span("verb"))
        for name in named(text, match.end()):
            if kind is not None:
                yield from tie_with(page, text, name, kind, None, status, "B")
        return
    begin = 0
    done = verbs(text.norm)
    for verb in done:
        kind = _kind(page, text, begin, verb.end())
        listed = counted(text, begin, verb.start())
        found = listed[0] if listed else named(text, begin, verb.start())
        found = found or (named(text, verb.end()) if verb is done[-1] else [])
        found = [one for one in found if not OCCASION.match(text.norm, one[1])]  # A校が縁で
        if (
            kind is None
            and found
            and not kinds(page, text.norm[begin : verb.end()])
            and "協定" in text.norm[begin : verb.end()]
        ):
            kind = (
                told if not OWN.search(text.norm, begin, verb.end()) else None
            )  # 協定 alone is that of the sentence before
        if kind is not None:
            mine = [one for one in dates if begin <= one.start < verb.end()]
            behind = [one for one in dates if IN_BRACKET.fullmatch(text.norm, verb.end(), max(one.start, verb.end()))]
            counts = [one for one in COUNT.finditer(text.norm, begin, verb.end()) if one["n"] != "1"]
            whole = not counts or int(counts[-1]["n"]) == len(found) or len(counts) > 1
            status = page.in_words(text, "concluded", *verb.span())
            if headed and not found and verb is done[0] and len(mine) == 1 and not names(page, text.norm[: verb.end()]):
                yield from tie_with(page, *headed, kind, page.dated(text, mine[0]), status, "B")
            found = [one for one in found if not NO_PARTY.match(text.norm, one[1])]
            pairs = _in_turn(found, mine)
            for first, last in found:
                before = [one for one in mine if one.start < first]
                beside = [one for one in mine if last < one.start <= last + 1 and text.norm[last] == "("]
                when = pairs.get(first) or next(iter([*beside, *behind, *before[-1:], *mine]), None)
                day = page.dated(text, when) if when else None
                yield from tie_with(page, text, (first, last), kind, day, status, "B" if whole else "C")
        begin = verb.end()
    state = state_of(text.norm)
    found = named(text, 0, state[1]) if state and state[0] in ("preparing", "talks-begun") and not done else []
    if state and len(found) == 1 and text.norm.startswith(("と", "とは", "との"), found[0][1]):
        own = _kind(page, text, 0, len(text)) or _asked(page, text)
        asked = own or (heading_kind(page, line - 1) if not kinds(page, text.norm) else None)
        asked = asked or (_titled(page) if "協定" in text.norm and not OWN.search(text.norm) else None)
        if asked:
            yield from tie_with(page, text, found[0], asked, None, page.in_words(text, *state), "B")


def _in_turn(found: Sequence[Span_], dates: Sequence[DateMention]) -> dict[int, DateMention]:
    """The day behind each of several names that take turns with as many days: `A社が平成25年に、B社が令和4年に`."""
    if len(found) < 2 or len(found) != len(dates):
        return {}
    order = [at for (_, end), one in zip(found, dates, strict=True) for at in (end, one.start)]
    return {start: one for (start, _), one in zip(found, dates, strict=True)} if order == sorted(order) else {}


def _asked(page: Page, text: Text) -> Stated | None:
    """What the talks are about, where that is no comprehensive agreement."""
    found = [one for one in kinds(page, text.norm) if one.key in ("problem-solving", "admission-quota")]
    return page.stated(text, found[0]) if found else None
