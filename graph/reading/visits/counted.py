"""Rows of a table of visits that tell a day, a place and a head count, but by no verb that is understood: to be listed."""

import re
from collections.abc import Iterator
from itertools import groupby

from graph.reading.names.lands import names
from graph.reading.pages.holding import holding
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.values import find_dates

PARTIES = re.compile(r"訪問|来訪|受け?入|派遣|使節団|視察団|来客|来庁")
HEADS = re.compile(r"人数|人員|員数")
PARTY = re.compile(r"[市町村区郡](?:長|議会)?[^\t]{0,10}(?:一行|団|議員|議会)")  # of a place that no list knows
COUNT = re.compile(r"\d\s*[人名](?:\s|\t|[(]|$)")


def counted_rows(page: Page) -> Iterator[int]:
    """The numbers, from 1, of such rows."""
    if not holding(page, "人数", "人員", "員数"):
        return
    above = ""
    for tabbed, run in groupby(enumerate(page.lines, 1), lambda one: "\t" in one[1].norm):
        lines = list(run)
        if tabbed and HEADS.search(head := lines[0][1].norm) and PARTIES.search(above + head):
            yield from (number for number, line in lines[1:] if _tells(page, line))
        above = next((line.norm for _, line in reversed(lines) if line.norm.strip()), above)


def _tells(page: Page, line: Text) -> bool:
    norm = line.norm
    if not COUNT.search(norm) or not any(one.date for one in find_dates(norm)):
        return False
    return PARTY.search(norm) is not None or any(one.key != page.home for one in names(page, norm))
