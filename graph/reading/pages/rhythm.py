"""Whether the lines of a block repeat: a table or a list does, by rows, by columns or by labels; scattered pieces do not."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from graph.countries import key_of
from graph.reading.pages.text import Text
from graph.values import find_dates

LEAST = 10  # lines; fewer tell nothing
FARTHEST = 8  # lines from a row to the next where each cell stands on a line of its own
ASIDE = re.compile(r"。|[:：│|※]|^\s*(?:[(]|注|・)")
# A date set with blanks: S58. 7. 3, 平成 5年 4月 1日.
PADDED = re.compile(
    r"(?<=[\d元][./])[ \u3000]+(?=\d{1,2}(?!\d))|(?<=[\d元]年)[ \u3000]+(?=\d{1,2}\s?月)|(?<=\d月)[ \u3000]+(?=\d{1,2}\s?日)|(?<=[成和正治MTSHR])[ \u3000]+(?=[\d元])"
)
BLANK = re.compile(r"[./年月成和正治MTSHR][ \u3000]+[\d元]")  # before and behind all that PADDED takes out
SPACES = re.compile(r"\s+")
DITTO = frozenset({"〃", "-", "同", "同上"})
KIND = re.compile(r"姉妹|友好|兄弟|交流都市|協定|パートナー")
PLACE = re.compile(r"[市町村区県州郡省](?:[(].*[)])?$")
NUMBER = re.compile(r"[約\d,.万千億]+(?:人|km2|件|社|回|世帯|ha|歳)?")
Form = str


def scattered(lines: Sequence[Text]) -> Iterator[range]:
    """Blocks of dates, places, kinds and numbers in which no line is like the one before it, or as far back as any other;
    line numbers from 1."""
    block: list[tuple[int, Form, bool]] = []
    for number, line in enumerate([*lines, None], 1):
        norm = line.norm.strip() if line is not None else "。"
        if not norm or ASIDE.search(norm) or len(norm) > 60:
            if _orderless(block):
                yield range(block[0][0], block[-1][0] + 1)
            block = []
        else:
            block.append((number, form(norm), "(" in norm))


def unpadded(norm: str) -> str:
    """The text without the blanks with which its dates are set."""
    return PADDED.sub("", norm) if BLANK.search(norm) else norm


def form(norm: str) -> Form:
    """What the pieces of a line are, in order: D date, P place, K kind, C country, N number, F anything else."""
    return "".join(map(_piece, SPACES.split(unpadded(norm))))


@lru_cache(maxsize=4096)
def _piece(piece: str) -> str:
    if piece in DITTO:
        return "-"
    dates = [one for one in find_dates(piece) if one.date]
    if dates and dates[0].end - dates[0].start >= len(piece) - 2:
        return "D"
    if NUMBER.fullmatch(piece):
        return "N"
    if KIND.search(piece) and len(piece) <= 12:
        return "K"
    if key_of(piece):
        return "C"
    return "P" if PLACE.search(piece) and len(piece) <= 14 else "F"


def _orderless(block: Sequence[tuple[int, Form, bool]]) -> bool:
    size = len(block)
    if size < LEAST or sum(bracket for _, _, bracket in block) * 10 >= size * 3:
        return False
    forms = [one for _, one, _ in block]
    typed = sum(bool(set(one) & set("DKPCN")) for one in forms)
    if typed * 100 < size * 55 or len(set(forms)) * 100 < size * 55 or len(set("".join(forms)) & set("DKPCN")) < 3:
        return False
    columns = sum(len(one) == len(two) >= 3 for one, two in pairwise(forms))
    if columns * 10 >= size * 3:
        return False  # as many pieces on each line: a row of labels for each city's column
    steps = range(1, min(FARTHEST, size - 3) + 1)
    return all(sum(forms[at] == forms[at + step] for at in range(size - step)) * 5 <= size - step for step in steps)
