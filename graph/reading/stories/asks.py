"""What the labels of a press release ask for: the day, the parties, the counterpart, the name of what was signed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from graph.reading.members.leagues import SORT
from graph.reading.members.parties import REACH, Parties, below, labelled
from graph.reading.names.companies import Span_, named
from graph.reading.names.lands import Name, names, stated
from graph.reading.pages.outline import BULLETS
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.entries import places
from graph.reading.words.deeds import kinds
from graph.reading.words.natures import BRACKET, DASH, DITTO
from graph.records import StatedDate
from graph.values import find_dates

Asked = Literal["day", "plain-day", "planned-day", "parties", "counterpart", "signers", "name", "until", "other"]
DAYS = ("day", "plain-day", "planned-day")
APART = 2  # blank lines between a label and its value
LINE = re.compile(
    rf"[\s{BULLETS}\-]*(?:(?:[(]?\d{{1,2}}[).]|\d{{1,2}}(?=\s)|[ア-ン](?=[\s.)]))[\s.]*)?(?P<open>[【\[〔<〈《≪])?\s*"
    r"(?P<label>[一-龥](?:\s{1,4}[一-龥]){1,4}(?=\s*[】\]〕>〉》≫:：]|\s+\S{2,}|\s*$)|[^\s:：、。()【】\[\]〔〕<>〈〉《》≪≫]{1,18})"
    r"(?P<note>\s*[(][^()]*[)])?\s*(?(open)(?P<close>[】\]〕>〉》≫])\s*[:：]?\s*|(?P<sign>[:：]\s*|\s+|$))(?P<value>\S.*)?$"
)
_ACT = r"(?:締結|調印|署名|提携|盟約|縁組|協定|協約|覚書)"
UNTIL = re.compile(r"\s*(?:[(][^()]*[)])?\s*(?:から|まで|[~-]\s*(?:\d|令和|同))")  # the first day of several
HEADS = re.compile(r"[市町村区]長|知事")  # who signs for each
NO_DAY = re.compile(r"^仮|有効|期限|期間|満了|終了|解消|更新|開始|周年|記念|次回|施行|発効|効力")
DAY = re.compile(rf"\S*{_ACT}(?:書|式典?)?の?(?:年月日|年月|日時|期日|日付|日|時期|とき)")
# Words of which one stands in whatever label is ours.
ASKS = re.compile(
    r"締結|調印|署名|提携|盟約|縁組|協定|協約|覚書|連携|満了|終了|失効|解[消除]|廃止|いつ|日[時程に]|期日|年月日|とき|開催|だれ|誰|どこ|当事者"
    r"|相手|件名|な[にぜ]|何|どう|場所|会場|立会|立ち会|見届け|紹介者|来賓|出席|参加者|内容|目的|趣旨|背景|経[緯過]|概要|機縁|きっかけ|備考"
    r"|問|担当|期間|予定|効果|事項|その他"
)
BARE = re.compile(rf"(?:{_ACT}書?の?){{1,2}}")  # 盟約締結, over a day
PLAIN_DAY = re.compile(r"いつ|日時|日にち|期日|年月日|とき|開催日時?|日程")
PARTIES = re.compile(
    rf"(?:だれ|誰)が|(?:協定の?)?(?:締結)?当事者|締結者|(?:協定|締結|提携)(?:した|する)?の?(?:{SORT})名?"
)
SIGNERS = re.compile(r"(?:協定|盟約)?書?(?:署名|調印)者|署名した(?:人|首長)")
COUNTERPART = re.compile(
    r"(?:だれ|誰|どこ)と|(?:協定|締結|提携|連携|交流)?の?相手(?:方|先|側)?の?(?:自治体|都市|市町村|市|町|村|団体|企業|事業者|大学|会社)?名?"
    r"|(?:協定|締結|提携|連携)+(?:の?(?:相手)?先|企業|事業者|大学|団体|会社)の?(?:自治体|市町村|都市|名称)?名?"
)
NAMING = re.compile(r"(?:協定|盟約|提携)書?等?の?(?:名称?|種別|種類|区分)|件名|(?:なに|何)を")
UNTIL_WHEN = re.compile(r"\S*(?:満了|終了|失効|解消|解除|廃止)(?:年月)?日")
# Labels of what a frame does not ask for: their words are no title, and name no party.
OTHER = re.compile(
    r"(?:どこ|なぜ|どう)\S*|\S*場所|\S*会場|開催地|立会\S*|立ち会\S*|見届け\S*|紹介者|来賓|\S*出席\S*|参加者|\S*内容|\S*目的|\S*趣旨|\S*背景|\S*経緯|\S*経過|\S*概要|\S*機縁|きっかけ|備考|\S*問い?合わ?せ先?|担当\S*|\S*期間|\S*予定|\S*効果|\S*事項|その他"
)


@dataclass
class Answer:
    """What a label asks for, and what stands beside it or below it; the next line to be read is `stop` (from 0)."""

    asked: Asked
    label: Text
    value: Text | None
    stop: int
    day: StatedDate | None = None
    torn: bool = False  # the day may be that of another
    parties: Parties | None = None
    bodies: list[tuple[Text, Span_]] = field(default_factory=list)


ITS_DAY = re.compile(r"\d年(?:\d{1,2}月|[|｜])|\d[./]\d{1,2}[./]\d")


def answer(page: Page, number: int) -> Answer | None:
    """The label that stands on a line (from 0), alone or before its value; None where none of ours does."""
    line = page.lines[number]
    match = LINE.match(line.norm) if 0 < len(line) <= 400 else None
    asked = (_asked(page, match) or ("parties" if labelled(line) else None)) if match else None
    if match is None or asked is None:
        return None
    beside = line.part(match.start("value"), len(line)).stripped() if match["value"] else None
    at = number if beside is not None else _below(page, number + 1)
    found = Answer(asked, line.part(*match.span("label")), beside, number + 1)
    if at is not None:
        found.value = page.lines[at].stripped() if beside is None else beside
        if asked in ("parties", "counterpart", "signers"):
            found.stop = at + 1
            _who(page, found, number, at, beside is not None)
        elif asked not in DAYS or (told := day_in(page, found.value)):
            found.stop = at + 1
            found.day = told if asked in DAYS else None
            found.torn = found.day is not None and _torn(page, at, found.value)
    if asked == "day" and found.day is None and not DAY.fullmatch(_plain(match["label"])):
        return None  # it is a label only over a day: 盟約締結
    return found


def _plain(label: str) -> str:
    return re.sub(r"\s", "", label)


def _asked(page: Page, match: re.Match[str]) -> Asked | None:
    label, beside = _plain(match["label"]), match["value"] is not None
    if not ASKS.search(label) or ITS_DAY.search(label):
        return None  # a row that has its own: 1990年5月1日｜姉妹都市提携
    set_off = bool(match["close"] or (match["sign"] or "").strip() or not beside)
    if DAY.fullmatch(label) and not NO_DAY.search(label):
        return "day"
    if UNTIL_WHEN.fullmatch(label):
        return "until"
    if "予定日" in label and re.search(_ACT, label):
        return "planned-day"
    if PLAIN_DAY.fullmatch(label):
        return "plain-day"
    for asked, pattern in (("parties", PARTIES), ("signers", SIGNERS), ("counterpart", COUNTERPART), ("name", NAMING)):
        if pattern.fullmatch(label):
            return asked  # type: ignore[return-value]
    if OTHER.fullmatch(label) and (set_off or match["note"] is None):
        return "other"
    if BARE.fullmatch(label) or (set_off and re.search(rf"{_ACT}$", label) and kinds(page, label)):
        return "day"  # where a day follows
    return None


def _below(page: Page, first: int) -> int | None:
    """The line (from 0) with the value of a label alone: the next one that is not blank, and no label itself."""
    for at in range(first, min(len(page.lines), first + APART + 1)):
        norm = page.lines[at].norm
        if norm.strip():
            match = LINE.match(norm) if len(norm) <= 40 else None
            asked = _asked(page, match) if match else None
            plain = asked == "day" and match and not DAY.fullmatch(_plain(match["label"]))  # the name of an agreement
            label = match and ((asked and not plain) or labelled(page.lines[at]))
            return None if label and not find_dates(norm) else at
    return None


def day_in(page: Page, value: Text) -> StatedDate | None:
    """The one day with which a value begins: `令和6年10月13日（日曜日）午後2時`."""
    dates = [one for one in find_dates(value.norm) if one.date]
    if len({one.date.key for one in dates if one.date}) != 1 or dates[0].start > 2:
        return None
    return None if UNTIL.match(value.norm, dates[0].end) else page.dated(value, dates[0])


def _torn(page: Page, at: int, value: Text) -> bool:
    """True for a day in the time of a town that merged, and for the first of values below one another."""
    if "旧" in value.norm and any("former" in one.flags for one in names(page, value.norm)):
        return True
    following = page.lines[at + 1].norm.strip() if at + 1 < len(page.lines) else ""
    if following and (DASH.fullmatch(following) or DITTO.fullmatch(following)):
        return True
    return any(one.date and one.start == 0 for one in find_dates(following))


def _who(page: Page, found: Answer, number: int, at: int, beside: bool) -> None:
    """The municipalities and bodies that a value names, over as many lines as it goes on."""
    assert found.value is not None
    texts = [found.value]
    if not beside:
        while found.stop < len(page.lines) and found.stop < at + REACH and _goes_on(page, found.stop, texts[-1]):
            texts.append(page.lines[found.stop].stripped())
            found.stop += 1
    outside = [(text, [one for one in named(text) if not _inside(text, one[0])]) for text in texts]
    found.bodies = [(text, one) for text, told in outside for one in told]
    if found.bodies:
        return
    told: Parties | None = None
    if not any(HEADS.search(text.norm) for text in texts):
        told = below(page, number) if labelled(page.lines[number]) else below(page, at, True) if not beside else None
    if told is None or not len(told):
        told = Parties()
        for text in texts:
            for one in _stated(page, text):
                if one.key:
                    told.named.setdefault(one.key, stated(text, one))
                else:
                    told.open.append(stated(text, one))
    else:
        found.stop = max(found.stop, told.stop)
    for text in texts:
        for name in names(page, text.norm):
            if "home" in name.flags:  # 本市, which a list leaves out
                told.named.setdefault(page.home, stated(text, name))
    found.parties = told if len(told) else None


def _stated(page: Page, text: Text) -> Iterator[Name]:
    """The places of a value: those outside of brackets, the parties as they are now, without the region around a town."""
    for one in places(page, text, ""):
        if not _inside(text, one.start) and "former" not in one.flags:
            yield one


def _inside(text: Text, at: int) -> bool:
    return any(one.start() <= at < one.end() for one in BRACKET.finditer(text.norm))


def _goes_on(page: Page, number: int, before: Text) -> bool:
    """True for a line that goes on with the list of a value: another place or body, no sentence and no label."""
    norm = page.lines[number].norm.strip()
    if not norm or len(norm) > 120 or "。" in norm or find_dates(norm):
        return False
    match = LINE.match(norm)
    if match and _asked(page, match):
        return False
    return bool(names(page, norm) or named(page.lines[number]) or before.norm.rstrip().endswith(("、", "・")))
