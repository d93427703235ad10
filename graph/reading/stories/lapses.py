"""Ends of ties that the sentences behind them tell: `この協定は令和2年3月に満了し、更新していません`, `現在は失効しています`."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.reading.names.lands import names
from graph.reading.names.organs import organs
from graph.reading.pages.days import dates_in
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.pages.timelines import event_lines
from graph.reading.words.deeds import kinds
from graph.reading.words.denials import DONE, negated
from graph.reading.words.ends import of_tie, undone
from graph.reading.words.sentences import CITIES
from graph.reading.words.turns import NOT, STAYS
from graph.records import Agreement, AnyRecord, StatedDate
from graph.values import find_dates

_WORDS = r"満了|失効|期限切れ|期限が(?:切れ|到来し)|解消|解約|解除|破棄|終了|廃止|打ち?切|取り?(?:や|止)め|更新(?:を|は|も)?(?:せず|されず|(?:し|され|行わ?(?:れ|っ)?)"
WORDS = re.compile(rf"(?P<word>{_WORDS}(?:{STAYS})?{NOT}))")
EXPIRED = re.compile(r"満了|失効|期限|更新")
# The word as something done: not planned, not a condition, not a rule for later.
HAPPENED = re.compile(
    r"(?:を?(?:いた)?し|され)(?:た(?!場合|とき|際|い|ら)|て(?:い|お|し)|まし|、|つつ)|と(?:なった|なり(?:、|まし)|なって)"
    r"|を迎え(?:た(?!場合|とき|際)|て|、|まし)|た(?!場合|とき|際)|て(?:い|お)|まし|(?=[。、()]|\s*$)|に(?:より|伴い)[^。]{0,12}(?:し(?:た|て|まし|、)|され)"
)
YET = re.compile(r"[^。、]{0,12}?(?:予定|場合|見込|見通|方針|検討|可能|求め|申し?[入出]|提案|協議)")
AGAIN = re.compile(
    r"(?:自動(?:的に)?)?更新(?!時)|延長|再(?:締結|調印|提携)|復活|(?:協定|提携|関係|盟約)[をはも](?:そのまま)?継続"
)
ANEW = re.compile(r"(?:改めて|あらためて|再び|新たに|新たな|新しい)[^。]*?(?:締結|調印|署名|交わ|結[びんば]|協定)")
NOT_DONE = re.compile(rf"[をはもが]?(?:行わ(?:れ(?:て)?)?|行って)?(?:い|お(?:り|ら))?{NOT}")
LET_GO = re.compile(
    r"(?<!会を)(?<!会の)(?<!組合を)解消|消滅|(?:関係|提携|交流|協定|盟約)[^。]{0,10}(?:終え|終了|なくな[りっ]|廃止|失効|解[いか])|引き?継が(?:ない|ず|れな|れず)|廃止(?=し|され)"
)
BOTH = re.compile(r"両(?:協定|提携|関係)|いずれも|どちらも|ともに|これらの")
GOES_ON = re.compile(
    r"\W*(?:なお|また|ただし|その後|しかし|ところが)?、?(?:(?:この|本|同|当該|その)(?:相互|応援|連携)?(?:協定|提携|盟約|関係|都市)|協定|提携|現在|その後|期間)"
)
NOW = re.compile(r"現在|時点|から|より|以来|以降")
ITS_NAME = re.compile(r"協定|提携|関係|盟約|縁組|覚書|都市|協約|契約|失効|満了")
FULL = ("。", "。)", "。」")
NEXT = 3  # blocks below a tie


def lapsed(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records, each tie whose end a sentence behind it tells as ended or expired, with the day where it is printed."""
    if not WORDS.search(page.document.text):
        return records
    held = [one for one in records if isinstance(one, Agreement) and one.status.value == "concluded"]
    over = dict(_ends(page, held))
    return [over.get(id(one), one) for one in records]


def _ends(page: Page, ties: Sequence[Agreement]) -> Iterator[tuple[int, Agreement]]:
    told = defaultdict[int, list[Agreement]](list)
    lines = [block.line for block in page.blocks]
    for one in ties:
        number = bisect_right(lines, one.status.span.lines[0]) - 1
        if number >= 0:
            told[number].append(one)
    events = event_lines(page)
    for number, mine in told.items():
        block = page.blocks[number]
        if "\t" in block.text.norm or block.line in events:
            continue
        behind = [*_behind(page, number, told)]
        if any(WORDS.search(page.blocks[one].text.norm) for one in (number, *behind)):
            yield from _told(page, number, behind, mine)


def _behind(page: Page, number: int, told: dict[int, list[Agreement]]) -> Iterator[int]:
    """The blocks below a tie that go on to speak of it."""
    head = page.blocks[number]
    for at in range(number + 1, min(number + 1 + NEXT, len(page.blocks))):
        block = page.blocks[at]
        same = [one.line for one in block.headings] == [one.line for one in head.headings]
        under = head.kind == "heading" and any(one.line == head.line for one in block.headings)
        if block.kind == "heading" or at in told or "\t" in block.text.norm or not (same or under):
            return
        if under or GOES_ON.match(block.text.norm):
            yield at


def _told(page: Page, number: int, behind: Sequence[int], mine: Sequence[Agreement]) -> Iterator[tuple[int, Agreement]]:
    """The ties of a block whose end its sentences tell; a sentence that names no partner speaks of the tie before it."""
    current: list[Agreement] = []
    known: list[Agreement] = []
    last = 0  # the sentence of the current ties
    sentences = [(at, start, text) for at in (number, *behind) for start, text in page.sentences(at)]
    for place, (at, start, text) in enumerate(sentences):
        if place > last + 1 and not ITS_NAME.search(text.norm):
            current = []  # something else was spoken of since
        here = [one for one in mine if text.starts[0] <= one.status.span.at[0] < text.ends[-1]]
        begin = 0
        if here:
            current, known, last = here, [*known, *here], place
            stop = max(one.status.span.at[1] for one in here)
            begin = sum(end <= stop for end in text.ends)
        match = _over(text.norm, begin) if text.norm.rstrip().endswith(FULL) else None
        if match is None or (here and not _of_all(text.norm, match, len(here))):
            continue
        following = sentences[place + 1][2].norm if place + 1 < len(sentences) else ""
        if any(not _undone(following, one) for one in AGAIN.finditer(following)):
            continue  # in force again
        meant = _meant(page, text, match, current, known)
        if len(meant) > 1 and not (BOTH.search(text.norm) or _named(page, text)):
            yield from ((id(one), one.model_copy(update={"confidence": "C"})) for one in meant)
            continue  # which of them is over, the words leave open
        for one in meant:
            if ended := _ended(page, at, start, text, match, one):
                yield id(one), ended


def _of_all(norm: str, match: re.Match[str], ties: int) -> bool:
    """True where a word behind the verb speaks of all that the sentence concludes, not of one item or row in it."""
    return norm.count("(", 0, match.start()) <= norm.count(")", 0, match.start()) and (
        ties == 1 or bool(BOTH.search(norm))
    )


def _over(norm: str, begin: int) -> re.Match[str] | None:
    """The word that says that a tie is over, and was not renewed."""
    for match in WORDS.finditer(norm, begin):
        done = match["word"].startswith("更新") or HAPPENED.match(norm, match.end())
        if not done or YET.match(norm, match.end()) or negated(norm, match.end()):
            continue
        if any(not _undone(norm, one) for one in AGAIN.finditer(norm, match.end())):
            return None
        return match
    return None


def _undone(norm: str, one: re.Match[str]) -> bool:
    return negated(norm, one.end()) or NOT_DONE.match(norm, one.end()) is not None


def _meant(
    page: Page, text: Text, match: re.Match[str], current: Sequence[Agreement], known: Sequence[Agreement]
) -> list[Agreement]:
    """The ties of which a sentence tells the end: those with the partners that it names, or the one told last."""
    named = _named(page, text)
    at = {one.span.at[0] for tie in known for one in (*tie.parties, *tie.unnamed)}
    here = any(text.starts[0] <= one < text.ends[-1] for one in at)
    if named and not (here and current and _inside(text, current)):
        found = [tie for tie in known if named & {one.value for one in (*tie.parties, *tie.unnamed, *tie.former)}]
        strange = named - {one.value for tie in found for one in (*tie.parties, *tie.unnamed, *tie.former)}
        return [one for one in found if not strange and _speaks_of(page, text, match, one)]
    return [one for one in current if _speaks_of(page, text, match, one)]


def _named(page: Page, text: Text) -> set[str]:
    """The places and bodies that a sentence names, but for the publisher."""
    return {one.key or one.surface for one in (*names(page, text.norm), *organs(page, text.norm))} - {page.home}


def _inside(text: Text, ties: Sequence[Agreement]) -> bool:
    return all(text.starts[0] <= one.status.span.at[0] < text.ends[-1] for one in ties)


def _speaks_of(page: Page, text: Text, match: re.Match[str], tie: Agreement) -> bool:
    """True where the words mean a tie of this kind, signed on this day if they name one."""
    said = "".join(page.document.text[slice(*one.at)] for one in (*tie.evidence, tie.kind.span))
    return of_tie(text.norm, match.start(), said + tie.kind.printed) and not of_another(page, text, match.start(), tie)


def let_go(norm: str) -> re.Match[str] | None:
    """The words that let a tie go, unless they are turned round, or speak of another thing: `一度も解消したことはない`."""
    found = (one for one in LET_GO.finditer(norm) if not undone(norm, one.end()))
    return next((one for one in found if one[0] not in ("解消", "消滅", "廃止") or of_tie(norm, one.start())), None)


def of_another(page: Page, text: Text, at: int, tie: Agreement) -> bool:
    """True where the words before `at` tell of a tie of another kind, or of another day: `昭和60年に結んだ協定は`."""
    if _inside(text, [tie]):
        return False
    norm = text.norm[:at]
    known = {one.key for one in kinds(page, norm)}
    if known and tie.kind.value not in known and not (known & {*CITIES} and tie.kind.value in CITIES):
        return True
    days = [one for one in find_dates(norm) if one.date]
    for one in days if tie.signed else ():
        done = DONE.search(norm, one.end)
        nearer = done and any(one.end <= two.start < done.start() for two in days)
        if done and not nearer and one.date and tie.signed and not one.date.agrees(tie.signed.date):
            return True
    return False


def _ended(page: Page, number: int, start: int, text: Text, match: re.Match[str], tie: Agreement) -> Agreement | None:
    """The tie with its end; None where the day of the end lies before the signing, or is yet to come."""
    day = _until(page, number, start, text, match)
    if day and tie.signed and day.date.latest <= tie.signed.date.earliest:
        return None
    if day and day.date.earliest > page.document.description.as_of.latest:
        return None
    state = "expired" if EXPIRED.search(match["word"]) else "ended"
    update: dict[str, object] = {"status": page.in_words(text, state, *match.span("word")), "until": day}
    spans = {one.at: one for one in (*tie.evidence, text.span(match.start("word"), match.end("word")))}
    update["evidence"] = tuple(spans[at] for at in sorted(spans))
    if ANEW.search(text.norm, match.end()):
        update = {"confidence": "C"}  # one of the same kind may have taken its place
    elif tie.confidence == "A":
        update["confidence"] = "B"
    return tie.model_copy(update=update)


def _until(page: Page, number: int, start: int, text: Text, match: re.Match[str]) -> StatedDate | None:
    norm = text.norm
    days = [one for one in dates_in(page, number, start, text) if one.date]
    before = [one for one in days if one.end <= match.start() and not NOW.match(norm, one.end)][-1:]
    if before and not DONE.search(norm, before[0].end, match.start()):
        return page.dated(text, before[0])
    behind = [one for one in days if re.fullmatch(r"[^、。()]{0,6}\(", norm[match.end() : max(match.end(), one.start)])]
    return page.dated(text, behind[0]) if behind else None
