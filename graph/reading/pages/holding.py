"""Which blocks of a page hold a word: asked for the whole page at once, so that who looks for it visits no other block."""

from bisect import bisect_right
from itertools import accumulate

from graph.reading.pages.once import once
from graph.reading.pages.page import Page


@once
def _blocks(page: Page) -> tuple[str, list[int]]:
    """The texts of all blocks in a row, and where each begins."""
    norms = [block.text.norm for block in page.blocks]
    return "\n".join(norms), [0, *accumulate(len(norm) + 1 for norm in norms)]


@once
def numbers(page: Page) -> list[range]:
    """The lines, from 1, on which each block stands."""
    return [block.text.numbers if len(block.text) else range(0) for block in page.blocks]


def holding(page: Page, *words: str) -> list[int]:
    """The indexes, in order, of the blocks that hold at least one of the words or signs, none of which breaks a line."""
    key = ("holding", words)
    if key not in page.memory:
        text, begins = _blocks(page)
        found = set[int]()
        for word in words:
            at = text.find(word)
            while at >= 0:
                index = bisect_right(begins, at) - 1
                found.add(index)
                at = text.find(word, begins[index + 1])
        page.memory[key] = sorted(found)
    blocks: list[int] = page.memory[key]
    return blocks
