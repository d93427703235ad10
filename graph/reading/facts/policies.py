"""Policy fields: what a plan lists as its fields of work, under heads, codes or marks, once for each name."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from hashlib import sha256

from graph.reading.facts.alliances import member_lists
from graph.reading.names.lands import names
from graph.reading.pages.outline import Block, mark_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.records import Alliance, AnyRecord, Plan, Stated
from graph.values import find_dates, fold

LISTS = re.compile(
    r"^(?:[-・●○◆]\s*)?(?:戦略|リーディング戦略|主な取組|施策展開|基本施策|分野別施策(?:の基本方針)?|取組方針"
    r"|.+を推進するために)$"
)
# What each of these ends with.
LIST_ENDS = ("戦略", "な取組", "施策展開", "施策", "方針", "ために")
SHEET = re.compile(r"^(?!.*事務事業).*評価(?:シート|表|調書)$")
# The words of a plan, without which no code heads its fields; what no field of work is: a question, a part of a form, a tie.
PLANNED = re.compile(r"施策|政策|計画|戦略|方針|ビジョン|基本目標|重点目標")
ASKS = re.compile(r"[?？]\s*$|(?:です|ます|ません|でしょう|だろう|なの|[るたい])か(?:な|ね)?\s*[。]?$")
FORM = re.compile(
    r"(?:(?:事業|施策|取組)の)?(?:目的|概要|内容|現状|課題|対象|背景|経緯|成果|効果|実績|指標|活動指標|成果指標|評価|コスト|事業費|予算|決算|今後の方向性?)"
    r"(?:[・と及び並、/]+(?:目的|概要|内容|現状|課題|対象|背景|経緯|成果|効果|実績|指標|評価|今後の方向性?))*(?:[(].*)?"
)
TIE = re.compile(r"協定|締結|提携|調印|覚書|盟約|協約")
FIGURES = re.compile(r"^KPI$|重要業績評価|成果指標")
LONG, BEGINNING = 25, 18
CODE = re.compile(r"[A-Z]\d(?:-\d+)?")
CAPTION = re.compile(r"(?:基本|個別)施策")
MARKED = re.compile(r"^(?:[-・●]\s*)?(?:第\d+章\s+|○|\d{1,2}\s*)?")
BOLD = re.compile(r"\*\*[ア-ン]\s+(?P<name>[^*。]{3,40})\*\*")
MONEY = re.compile(r"\s+[\d,]+\s*(?:千|万|百万)?円.*$")
DOUBLED = re.compile(r"(?<=展開|推進|充実|強化|促進|整備|形成)施策$")


def policy_fields(page: Page) -> Iterator[AnyRecord]:
    """Class A: the fields of a joint area's chapter, of an evaluation sheet, a coded system and a marked list."""
    area = next((one.alliance for one in member_lists(page) if isinstance(one, Alliance)), None)
    sheet = any(SHEET.search(block.text.norm) for block in page.blocks[:12])
    codes = _coded(page)
    head: Block | None = None
    figures = False
    for index, block in enumerate(page.blocks):
        norm = block.text.norm
        figures = figures or (sheet and FIGURES.search(norm) is not None)
        mark = block.headings[-1].mark if block.kind == "heading" else ""
        if norm.endswith(LIST_ENDS) and LISTS.match(norm):
            head = block
        elif norm.startswith("関連する") or (mark and mark not in ("circled", "bare")):
            head = None
        if area is not None and _of_area(block, area):
            if mark in ("paren", "kana"):
                yield field(page, block.text, area)
            for item in _hidden(page, block):
                yield field(page, item, area)
        elif (mark == "number" and sheet and not figures) or (mark == "code" and codes):
            if _of_work(page, block.text):
                yield field(page, block.text)
        elif codes and CODE.fullmatch(norm) and (named := _captioned(page, index)) is not None:
            if _of_work(page, named):
                yield field(page, named)
        elif head is not None and block is not head:
            for item in _items(block, mark):
                if _of_work(page, item):
                    yield field(page, item)


def _coded(page: Page) -> bool:
    """True where the codes of a page can head the fields of a plan: it speaks of one, and none of them heads a question."""
    heads = [block for block in page.blocks if block.kind == "heading" and block.headings[-1].mark == "code"]
    return not any(ASKS.search(block.text.norm) for block in heads) and any(
        PLANNED.search(block.text.norm) for block in page.blocks
    )


def _of_work(page: Page, text: Text) -> bool:
    """True for what can be a field of work: no question, no part of a form, no tie, no town in brackets."""
    norm = text.norm.strip()
    if ASKS.search(norm) or FORM.fullmatch(norm) or TIE.search(norm) or find_dates(norm):
        return False
    inside = [one.span() for one in re.finditer(r"[(][^()]*[)]", norm)]
    return not any(start < one.start < end for one in names(page, norm) for start, end in inside)


def _of_area(block: Block, area: Stated) -> bool:
    return bool(block.headings) and "連携中枢都市圏" in area.printed and "連携中枢都市圏" in block.headings[0].text.norm


def _hidden(page: Page, block: Block) -> Iterator[Text]:
    """Heads that the outline took for something else: in bold within a line, or with a first word like a label."""
    if match := BOLD.search(block.text.norm):
        yield block.text.part(*match.span("name"))
    elif block.kind == "label" and "。" not in block.text.norm:
        line = page.lines[block.line - 1]
        mark = mark_of(line)
        yield line.part(mark[1] if mark else 0, len(line)).stripped()


def _captioned(page: Page, index: int) -> Text | None:
    """The line after a code that stands alone, a caption between them aside."""
    for block in page.blocks[index + 1 : index + 3]:
        if block.kind != "prose" or "。" in block.text.norm:
            return None
        if not CAPTION.fullmatch(block.text.norm):
            return block.text
    return None


def _items(block: Block, mark: str) -> Iterator[Text]:
    """The marked items of a block: each circled number begins one; only what stands on the first line names it."""
    line = first_line(block.text)
    if mark != "circled" and not line.norm.startswith(("-", "・", "●", "○")):
        return
    cuts = [at for at, begin in enumerate(line.starts) if "①" <= line.source.original[begin] <= "⑳"]
    for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True):
        piece = line.part(start, end).stripped()
        piece = piece.part(MARKED.match(piece.norm).end(), len(piece)).stripped()  # type: ignore[union-attr]
        if 3 <= len(piece.norm) <= 48 and not any(sign in piece.norm for sign in "。:："):
            yield piece


def first_line(text: Text) -> Text:
    """What of a joined block stands on its first line in the document."""
    line = text.source.line_of(text.starts[0])
    following = text.source.breaks[line : line + 1]
    stop = bisect_left(text.starts, following[0]) if following else len(text)
    return text.part(0, stop).stripped()


def field(page: Page, text: Text, of: Stated | None = None) -> Plan:
    """The policy field that a text names; budgets behind it, and a caption run into it, are no part of the name."""
    stop = min((one.start() for one in (MONEY.search(text.norm), DOUBLED.search(text.norm)) if one), default=len(text))
    return plan(page, text, 0, stop, "policy-field", "A", of)


def plan(
    page: Page, text: Text, start: int, end: int, kind: str, sure: str, of: Stated | None = None, **more: object
) -> Plan:
    """The plan named by `start:end`; without an owner it is the publisher's."""
    name = text.norm[start:end]
    owner = of or cut(page.in_words(text, page.home, start, end, "home_from_context"))
    return Plan.model_validate(
        {
            "confidence": sure,
            "recogniser": "plan",
            "evidence": (text.span(start, end),),
            "kind": cut(page.in_words(text, kind, start, end, "kind_from_name")),
            "name": cut(page.in_words(text, key_of(page, name, owner.value), start, end)),
            "of": owner,
            **more,
        }
    )


def cut(stated: Stated) -> Stated:
    """A long name shown by its beginning only: the span leads to the rest, and no sentence is copied."""
    if len(stated.printed) <= LONG:
        return stated
    return stated.model_copy(update={"printed": f"{stated.printed[:BEGINNING]}…"})


def key_of(page: Page, name: str, owner: str) -> str:
    """A plan's key: owner and a hash of the name without the owner's own name before it."""
    known = page.gazetteer.name(owner)
    bare = fold(name).removeprefix(known.ja if known else "").strip("「」")
    return f"plan/{owner.partition('/')[2]}-{sha256(bare.encode()).hexdigest()[:8]}"
