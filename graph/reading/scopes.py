"""The texts that speak of one place without another between, and their words for ties that were taken over or let go."""

import re

from graph.reading.endings import ended
from graph.reading.outline import Block
from graph.reading.page import Page
from graph.reading.stories import BEGINS
from graph.reading.subjects import subjects
from graph.reading.text import Text

TAKEN = re.compile(
    r"現在も有効|引き?継ぐ(?=\s*$|。)|(?:発足|合併)[^。]{0,14}(?:姉妹|友好)[^。]{0,6}とな[っりる]|(?:交流|提携|関係)(?:を|が|は)[^。]{0,8}(?:継続|続[けいく])|(?:引き?(?:継|つ)[いがぎ]|継承|承継|受け?(?:継|つ)[いがぎ]|を継[いぎ])(?!な|ず|れな|れず|がない)"
)
LET_GO = re.compile(
    r"解消|消滅|(?:関係|提携|交流|協定|盟約)[^。]{0,10}(?:終え|終了|なくな[りっ]|廃止|失効|解[いか])|引き?継が(?:ない|ず|れな|れず)|廃止(?=し|され)"
)
ABOUT = re.compile(
    r"(?:について|に関して|に関する[^。]{0,8}|の(?:お知らせ|経緯|是非|状況))[^\w。]*$"
)  # a title: what became of it is told below


def scopes_of(page: Page) -> dict[int, list[Text]]:
    """For each line that a block begins on, the texts that speak of the same place without another between."""
    found: dict[int, list[Text]] = {}
    run: list[Text] = []
    last: object = object()
    item = 0
    for block, subject in zip(page.blocks, subjects(page), strict=True):
        begins = block.kind == "heading" or bool(BEGINS.match(page.lines[block.line - 1].norm))
        if begins or not page.lines[block.line - 2].norm.strip():
            item = block.line
        mine = (subject[0].starts[0], subject[1].surface) if subject else item
        if mine != last:
            run, last = _over(block), mine
        if not ABOUT.search(block.text.norm):
            run.append(block.text)
        for line in range(block.line, page.source.line_of(block.text.ends[-1] - 1) + 1):
            found[line] = run
    return found


def _over(block: Block) -> list[Text]:
    """The heading over a block, where it says of all under it that they were taken over, or let go."""
    over = [one.text for one in block.headings if block.kind != "heading" or one.line != block.line][-1:]
    return [
        one for one in over if not ABOUT.search(one.norm) and bool(TAKEN.search(one.norm)) != bool(let_go(one.norm))
    ]


def let_go(norm: str) -> re.Match[str] | None:
    """The words that let a tie go, unless they are turned round: `一度も解消したことはない`."""
    return ended(LET_GO, norm)
