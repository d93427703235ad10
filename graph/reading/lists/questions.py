"""Questions about ties and their answers: which places an answer lists, and what is only asked and so is no tie."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from graph.reading.lists.spots import NOT, facts, told_in
from graph.reading.names.lands import Name, names, stated
from graph.reading.pages.holding import holding
from graph.reading.pages.once import once
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.words.chains import past_bracket
from graph.reading.words.deeds import concluded, deed, home, kinds
from graph.reading.words.denials import denials
from graph.records import Agreement, AnyRecord, Stated
from graph.values import find_dates

ASKED = re.compile(r"\s*(?:Q|問い?|質問|しつもん)(?![一-龥])")
ANSWERED = re.compile(r"\s*(?:A|答え?|回答|こたえ)\s*\d{0,2}(?![一-龥\d])\W*")
ENDS = re.compile(r"[?？]\s*$|か(?:な|ね)?。?\s*$")
TWINS = re.compile(r"姉妹|友好|兄弟|親善")
# What asks for the partners, behind the kind (`姉妹都市はどこですか`) or before it (`どこの都市と姉妹都市ですか`).
BEHIND = re.compile(
    r"(?:[(][^()]*[)])?(?:の?(?:提携|協定|相手|都市|まち|[市町])){0,3}(?:を(?:結んで|して)い(?:る|ます))?(?:の?に?(?:は|って)|[をが])?、?"
    r"(?:(?:国内|海外|外国|世界)に(?:は)?)?(?:どこ|どちら|いくつ|何|どの|どんな|どれ|ありますか|ある(?:の|か|\?)|教え|おしえ)"
)
BEFORE = re.compile(
    r"(?:どこ|どちら|どの(?:国の)?(?:都市|まち|市|町)|どんな(?:都市|まち|市|町))(?:の[^、。]{1,4})?とは?$"
)
# What stands behind a place of an answer: what joins the next, or what ends the list.
JOINS = re.compile(
    r"(?:さん)?(?:と|、|や|・|及び|および|並びに|です|でございます|だ[よね。]|である|なん[だで]|の[\d二三四五六七八九]|。|\s*$)"
)
CLOSES = re.compile(
    r"(?:の(?:\d+|[二三四五六七八九十]+)(?:つ(?:の)?)?(?:都市|[市町村]+|か所)?)?(?:です|でございます|だ|である|なんだ|なんです|なの)?(?:よ|ね)?[。!]?\s*"
)

QUESTION = re.compile(
    r"[^。?？]+(?:か(?:な|ね)?(?:[。?？]+|\s*$|(?=\s*(?:A|答え?|回答|こたえ)\s*\d{0,2}(?![一-龥\d])\W))|[?？]+)"
)
# What takes for granted what it speaks of; `本当`: what asks for the tie itself.
OPEN = re.compile(r"いつ|どこ|どちら|どんな|どの|どう|どれ|なぜ|なに|何|だれ|誰|いくつ|いかが|理由|きっかけ|経緯")
DOUBTS = re.compile(r"本当|ほんとう|事実|確か|間違い|正しい|よろしい")
SAYS_NO = re.compile(
    r"(?:いい?え|いや|違[いう]|ちが[いう]|ノー|否|誤り|間違い|事実で(?:は|あり)|そう(?:で(?:は|も)|いう)[^。]{0,8}(?:ない|なく|ありま)"
    r"|(?:その|そう|こ)[^。、]{0,16}(?:ありま?せん|ございません|ない|なく)|(?:まだ|現在)?(?:結んで|提携して|締結して)[^。、]{0,4}ま?せん"
    r"|(?:ありま|ございま|ま)?せん|ない)"
)
# `A市との友好都市の提携はいつ結んだのか`; and what an answer may say beside the day.
WHEN = re.compile(
    r"(?:提携|締結|協定|盟約|縁組|都市|関係|調印)[^。、]{0,8}?いつ(?:頃|ごろ)?(?:に)?、?(?:[^。、]{0,8}?(?:結[んびば]|締結|提携|調印|な[っり])|です|でしょう|だった|でした|か)"
    r"|いつ(?:頃|ごろ)?(?:に)?、?(?:[^。、]{0,12}?(?:結[んびば]|締結|提携|調印|な[っり]))"
)
OTHER_DAY = re.compile(
    r"式典|周年|記念|訪問|派遣|受け?入|来訪|開催|行事|イベント|大会|祭|まつり|まで|解消|終[わえ了]|満了|失効|更新|再|条例|募集|検討|予定|合併|加[入盟]"
)
DAY_ALONE = re.compile(
    r"\W*(?:(?:付け?)?(?:に|で)?、?(?:(?:姉妹|友好|兄弟|親善|交流)(?:都市)?(?:の|を|と)?)?(?:提携|協定|盟約|縁組|締結|調印)?(?:を)?"
    r"(?:結びました|結んだ|結んでいます|締結しました|提携しました|調印しました|しました|した|なりました|なった|です|でございます|であります|である|でした))?[。\s]*"
)
LONGEST_ANSWER = 200
TIES = ("姉妹", "友好", "兄弟", "親善", "提携", "盟約", "縁組", "協定", "交流都市")
TIED = re.compile("|".join(TIES))
# What asks for the tie itself: 姉妹都市ですか, 提携していますか, 結んだのですか, …は本当ですか.
_WHAT = r"(?:都市|[市町村区]|提携|関係|協定|盟約|縁組|間柄|先)"
_DEED = r"(?:結ん|締結し|提携し|調印し|交わし|なっ)"
WHETHER = re.compile(
    rf"{_WHAT}(?:なの|な)?(?:でしょう|です|であります|でございます|だった|でした)か|{_WHAT}(?:なの|な|なん)?か?(?:[?？]|[。\s]*$)"
    rf"|{_DEED}(?:[てで](?:い|お)[^。、が]{{0,6}}|[ただ](?:の|こと)?[^。、が]{{0,10}})か|(?:結び|締結し|提携し)ましたか|あります?か|{DOUBTS.pattern}"
)
SAYS_YES = re.compile(
    r"はい|ええ|そう(?:です|でござ|であり)|その(?:と|通)|(?:お見込み|ご質問|仰せ|おっしゃる)の?(?:と|通)"
)


def questions(page: Page) -> Iterator[AnyRecord]:
    """Class B: the places that an answer lists, with the day in their brackets where it stands there."""
    place = page.gazetteer.place(page.home)
    if place is None or place.kind == "prefecture":
        return
    for kind, answer in answers(page):
        yield from _answer(page, kind, answer)
    yield from _dated(page)


def _dated(page: Page) -> Iterator[AnyRecord]:
    """The tie whose day alone an answer gives, where the question asks when it was made with the one partner it names."""
    lines = [line for line in page.lines if line.norm.strip()]
    for line, below in pairwise(lines):
        norm = line.norm
        if (
            "いつ" not in norm
            or not TIED.search(norm)
            or OTHER_DAY.search(norm)
            or not (ENDS.search(norm) or ASKED.match(norm))
        ):
            continue
        match = ANSWERED.match(below.norm)
        others = [one for one in names(page, norm) if one.key != page.home]
        told, asked = kinds(page, norm), WHEN.search(norm)
        if (
            not match
            or not asked
            or len(others) != 1
            or "former" in others[0].flags
            or len({one.key for one in told}) != 1
        ):
            continue
        answer = below.part(match.end(), len(below))
        first = answer.part(0, answer.norm.index("。") + 1) if "。" in answer.norm else answer
        days = [one for one in find_dates(first.norm) if one.date]
        if (
            len(days) != 1
            or denials(norm)
            or not DAY_ALONE.fullmatch(first.norm[: days[0].start] + first.norm[days[0].end :])
        ):
            continue
        side, kind, signed = stated(line, others[0]), page.stated(line, told[0]), page.dated(first, days[0])
        spans = [line.span(), first.span()]
        tie = deed("question", spans, [home(page, line), *([] if others[0].open else [side])], kind, concluded(signed),
            unnamed=[side] if others[0].open else [], signed=signed, sure="B")  # fmt: skip
        if tie:
            yield tie


@once
def answers(page: Page) -> list[tuple[Stated, Text]]:
    """The lines that answer which places the publisher has ties with, each with the kind that the question names."""
    return list(_answers(page))


def _answers(page: Page) -> Iterator[tuple[Stated, Text]]:
    for line, below in pairwise(line for line in page.lines if line.norm.strip()):
        asks = TWINS.search(line.norm) and (ASKED.match(line.norm) or ENDS.search(line.norm))
        if asks and (kind := _asks(page, line)) and (match := ANSWERED.match(below.norm)):
            yield kind, below.part(match.end(), len(below))


def _asks(page: Page, line: Text) -> Stated | None:
    """The kind of the ties of the publisher whose partners a line asks for."""
    norm = line.norm
    told = kinds(page, norm)
    if len(norm) > 80 or len({one.key for one in told}) != 1:
        return None
    if any(one.key != page.home for one in names(page, norm)):
        return None
    asks = BEHIND.match(norm, told[-1].end) or BEFORE.search(norm, 0, told[0].start)
    return page.stated(line, told[-1]) if asks else None


def _answer(page: Page, kind: Stated, answer: Text) -> Iterator[AnyRecord]:
    """The ties of the first sentence, where it is a list of places and nothing else."""
    first = answer.part(0, answer.norm.index("。") + 1) if "。" in answer.norm else answer
    found = _listed(page, first)
    if denials(first.norm) or kinds(page, first.norm):
        return
    for one in found:
        stop = past_bracket(first.norm, one.end)
        told = facts(told_in(page, first, [(one.end + 1, stop - 1)] if stop > one.end else []))
        if NOT.search(first.norm, one.end, stop):
            continue
        status = told.state or concluded(told.date or kind)
        signed = None if status.value in ("preparing", "talks-begun") else told.date
        side = stated(first, one)
        spans = [kind.span, first.span(one.start, max(stop, one.end))]
        plain = (
            signed is None and status.value == "concluded" and not one.open
        )  # gives way where another line says more
        tie = deed("partners" if plain else "question", spans, [home(page, first), *([] if one.open else [side])], kind, status,
            unnamed=[side] if one.open else [], signed=signed, until=told.until, sure="B")  # fmt: skip
        if tie:
            yield tie


def _listed(page: Page, text: Text) -> Sequence[Name]:
    found = [one for one in names(page, text.norm) if not _inside(text.norm, one.start)]
    ends = [past_bracket(text.norm, one.end) for one in found]
    plain = all(one.key != page.home and "former" not in one.flags for one in found)
    joined = all(JOINS.match(text.norm, end) for end in ends)
    return found if found and plain and joined and CLOSES.fullmatch(text.norm, ends[-1]) else []


def _inside(norm: str, at: int) -> bool:
    return norm.count("(", 0, at) > norm.count(")", 0, at)


def unasked(page: Page, records: list[AnyRecord]) -> list[AnyRecord]:
    """The records without the ties that a question alone tells of: one that is answered by no, or asks whether there is one.

    Class C where the answer is a plain yes.
    """
    asked = _asked(page) if any(isinstance(one, Agreement) for one in records) else []
    begins = [begin for begin, _, _ in asked]
    kept: list[AnyRecord] = []
    for one in records:
        told = _question_of(one, asked, begins) if isinstance(one, Agreement) and asked else None
        if told == "yes":
            kept.append(one.model_copy(update={"confidence": "C"}))
        elif told is None or (told == "granted" and {"kind_mention", "mention"} & {*one.flags}):
            kept.append(one)
        elif told == "granted":
            kept.append(one.model_copy(update={"confidence": "C"}))
    return kept


def _question_of(tie: Agreement, asked: Sequence[tuple[int, int, str]], begins: Sequence[int]) -> str | None:
    """How the question is answered in which all words of a tie stand; None where some of them stand elsewhere."""
    sides = [one for one in (*tie.parties, *tie.unnamed) if one.printed] or [tie.kind]
    spans = [one.span.at for one in (*sides, *((tie.signed,) if tie.signed else ()))]
    at = bisect_right(begins, spans[0][0]) - 1
    if at < 0:
        return None
    begin, end, told = asked[at]
    return told if all(begin <= first and last <= end for first, last in spans) else None


@once
def _asked(page: Page) -> list[tuple[int, int, str]]:
    """The questions on ties: where each stands, and what comes of it (`no`, `yes`, `whether`, `granted`)."""
    found: list[tuple[int, int, str]] = []
    for index in holding(page, *TIES):
        norm = page.blocks[index].text.norm
        if not ("か" in norm or "?" in norm or "？" in norm):
            continue
        for match in QUESTION.finditer(norm):
            if TIED.search(match[0]):
                behind = norm[match.end() :].strip() or _next(page, index)
                span = page.blocks[index].text.span(match.start(), match.end())
                found.append((*span.at, _comes_of(match[0], behind)))
    return found


def _next(page: Page, index: int) -> str:
    after = page.blocks[index + 1].text.norm if index + 1 < len(page.blocks) else ""
    return after if ANSWERED.match(after) or SAYS_NO.match(after.strip()) or SAYS_YES.match(after.strip()) else ""


def _comes_of(question: str, behind: str) -> str:
    """What the words behind a question make of it."""
    prefix = ANSWERED.match(behind)
    answer = behind[prefix.end() if prefix else 0 :][:LONGEST_ANSWER]
    first = answer.partition("。")[0]
    if SAYS_YES.match(answer):
        return "yes"
    if SAYS_NO.match(answer) or any(one.sort in ("denied", "pending", "contrast") for one in denials(first)):
        return "no"
    open_ = OPEN.search(question) and not DOUBTS.search(question)
    return "granted" if open_ or not WHETHER.search(question) else "whether"
