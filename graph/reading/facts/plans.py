"""Plans, strategies and declarations: drawn up in a dated sentence, listed, titled, or given a period of years."""

import re
from collections.abc import Iterator
from typing import Any

from graph.reading.facts.policies import plan
from graph.reading.pages.holding import holding
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import AnyRecord, Plan, Stated, StatedDate
from graph.values import DateMention, find_dates, fold, make

LAST = r"(?:計画|戦略|戦略ビジョン|ビジョン|指針|アクションプラン|プラン)"
WORD = r"[^「」『』、。()【】\s|*]"
QUOTED = re.compile(rf"[「【](?P<name>{WORD}{{2,40}}?{LAST})[」】]")
DRAWN_UP = re.compile(r"[^。]{0,24}?(?:を|の)(?:共同)?策定(?:し|。|した|\(|に|して)")
REVISED = re.compile(r"改定|改正|見直")
BASED_ON = re.compile(r"に基づ")
BARE = re.compile(r"(?:に|、|は|^)(?P<name>(?:第\d+[次期])?[一-龥ァ-ヶー・]{2,30}計画)を(?:共同)?策定し")
PERIOD = re.compile(
    r"(?P<name>[一-龥ァ-ヶー・]{4,40}?(?:プラン|計画|戦略|ビジョン))\s*(?P<a>20\d\d)\s*[-~～]\s*(?P<b>20\d\d)"
)
TITLE = re.compile(r"^(?P<name>第[\d一二三四五六七八九十]+[次期][^\s。()]*?計画(?:\([^)]*\))?)(?=施策評価|の施策|実施)")
LISTED = re.compile(rf"^[-・●○]\s*(?:.*【)?(?P<name>{WORD}{{3,40}}?{LAST})】?$")
RELATED = re.compile(r"関連する計画等?|関連計画")
AIMED = re.compile(r"(?P<name>[^、。の]{4,24})を目指すことを(?:共同で)?(?:表明|宣言)")
HEADED = re.compile(rf"^(?P<name>[^\s()、。]*?(?:{LAST}|基本構想|基本計画))(?:\(.*)?$")
SPAN_OF_YEARS = re.compile(r"計画期間")
AIM_YEAR = re.compile(r"を目標年[次度]とし")
# A word of the name of every plan, and of what is declared; a block without one names none.
NAMING = ("計画", "戦略", "ビジョン", "指針", "プラン", "基本構想", "を目指すこと")


def plans(page: Page) -> Iterator[AnyRecord]:
    """Class A for titles, headings and lists, B for sentences."""
    found: list[Plan] = []
    related, last = False, -1
    for index in holding(page, *NAMING):
        block = page.blocks[index]
        text = block.text
        norm = text.norm
        follows, last = related and index == last + 1, index
        related = bool(RELATED.fullmatch(norm)) or (follows and bool(LISTED.match(norm)))
        headed = HEADED.match(norm) if block.kind == "heading" else None
        plainly = (LISTED.match(norm) if related else None) or TITLE.match(norm)
        if plainly is None and headed is not None and _own(page, headed["name"]):
            plainly = headed
        if plainly is not None:
            found.append(_named(page, text, plainly, "A"))
        else:
            found += _told(page, index, text)
    yield from _with_periods(page, found)


def _own(page: Page, name: str) -> bool:
    """A heading is the name of a plan where it begins with the city's name or says which plan in a row it is."""
    home = page.gazetteer.name(page.home)
    return (name.startswith("第") and bool(re.match(r"第[\d一二三四五六七八九十]+[次期]", name))) or bool(
        home and name.startswith(home.ja)
    )


def _named(page: Page, text: Text, match: re.Match[str], sure: str, **more: Any) -> Plan:
    name = match["name"]
    kind = "strategy" if re.search(r"(?:戦略|ビジョン|指針)$", name) and "圏ビジョン" not in name else "plan"
    return plan(page, text, *match.span("name"), kind, sure, _owner(page, text, match.span("name")), **more)


def _owner(page: Page, text: Text, within: tuple[int, int]) -> Stated | None:
    """The alliance whose name stands within a part of the text: in the plan's own name, or before it."""
    for form in page.gazetteer.surfaces("Alliance"):
        at = text.norm.find(form, *within)
        if at >= 0:
            key = page.gazetteer.find(form, type="Alliance", home=page.home).key
            if key:
                return page.in_words(text, key, at, at + len(form))
    return None


def _told(page: Page, index: int, text: Text) -> Iterator[Plan]:
    norm = text.norm
    dates = [one for one in page.dates[index] if one.date]
    for match in QUOTED.finditer(norm):
        if drawn := DRAWN_UP.match(norm, match.end()):
            yield _named(page, text, match, "B", since=_since(page, text, match, dates, drawn.end()))
        elif BASED_ON.match(norm, match.end()):
            yield _named(page, text, match, "B")
    for match in BARE.finditer(norm):
        yield _named(page, text, match, "B", since=_since(page, text, match, dates, match.end()))
    for match in PERIOD.finditer(norm):
        years: dict[str, Any] = {
            "since": _year(page, text, match.span("a")),
            "until": _year(page, text, match.span("b")),
        }
        yield _named(page, text, match, "B", **years)
    for match in AIMED.finditer(norm):
        sentence = norm.rfind("。", 0, match.start()) + 1
        here = [one for one in dates if sentence <= one.start and one.end <= match.start()]
        aims = [one for one in here if norm[one.end :].startswith("の" + match["name"])]
        made = [one for one in here if one not in aims]
        owner = _owner(page, text, (sentence, match.start()))
        times: dict[str, Any] = {
            "since": page.dated(text, made[-1]) if made else None,
            "until": page.dated(text, aims[-1]) if aims else None,
        }
        yield plan(page, text, *match.span("name"), "declaration", "B", owner, **times)


def _since(page: Page, text: Text, match: re.Match[str], dates: list[DateMention], end: int) -> StatedDate | None:
    """When a plan was drawn up: the date in brackets behind the verb, else the last one before it in the sentence."""
    behind = [one for one in dates if text.norm[end - 1 : end] == "(" and end - 1 <= one.start <= end + 1]
    sentence = text.norm.rfind("。", 0, match.start()) + 1
    before = [one for one in dates if sentence <= one.start and one.end <= match.start()]
    if before and REVISED.search(text.norm, before[-1].end, match.start()):
        before = []
    chosen = behind[:1] or before[-1:]
    return page.dated(text, chosen[0]) if chosen else None


def _year(page: Page, text: Text, span: tuple[int, int]) -> StatedDate:
    year = make(int(text.norm[slice(*span)]))
    return page.dated(text, DateMention(*span, year))


def _with_periods(page: Page, found: list[Plan]) -> Iterator[Plan]:
    """Give a plan the years printed under its heading, or under that of its basic plan."""
    told = [page.blocks[index] for index in holding(page, "計画期間", "を目標年")] if found else []
    periods = [block for block in told if SPAN_OF_YEARS.search(block.text.norm) or AIM_YEAR.search(block.text.norm)]
    for one in found:
        bare = fold(one.name.printed).strip("「」")
        for block in periods:
            norm = block.text.norm
            if not any(_is(head.text.norm, bare) for head in block.headings):
                continue
            dates = [each for each in find_dates(norm) if each.date]
            if SPAN_OF_YEARS.search(norm) and len(dates) >= 2:
                one = _until(one, page.dated(block.text, dates[0]), page.dated(block.text, dates[1]))
            elif aim := AIM_YEAR.search(norm):
                here = [each for each in dates if each.end <= aim.start()]
                one = _until(one, None, page.dated(block.text, here[-1])) if here else one
        yield one


def _is(head: str, bare: str) -> bool:
    """True where a heading names the plan, or a part of it (`第7次総合計画` and its `基本計画`)."""
    name = fold(re.sub(r"\(.*$", "", head))
    return name == bare or (len(bare) >= 6 and bare[:1] == "第" and bare in name and "基本計画" in name)


def _until(one: Plan, since: StatedDate | None, until: StatedDate) -> Plan:
    return one.model_copy(update={"since": one.since or since, "until": one.until or until})
