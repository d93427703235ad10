"""Tables whose lines begin with a label and hold the values of all cities beside it."""

from collections.abc import Iterator

from graph.countries import pattern
from graph.reading.pages.outline import mark_of, rank_of
from graph.reading.pages.page import Page
from graph.reading.pages.text import Text
from graph.reading.tables.align import Row, Titled, Words, goes_on, spread
from graph.reading.tables.fits import fit
from graph.reading.tables.grids import RULE, Grid, grouped, known, places, texts, under, ways, words
from graph.reading.tables.slots import column_part
from graph.reading.words.deeds import kinds
from graph.reading.words.natures import nature

LONGEST = 60  # lines of a table


def turned(page: Page, number: int) -> Grid | None:
    """A table whose lines begin with a label and hold the values of all cities."""
    lines = page.lines
    run: list[tuple[int, Words]] = []
    labels: list[str | None] = []
    at, blank = number, 0
    while at < len(lines) and blank < 2 and len(run) < LONGEST:
        line = lines[at]
        if RULE.fullmatch(line.norm):
            blank += not line.norm.strip()
        elif (told := _parted(page, line)) is None:
            break
        else:
            run.append((at, told[0]))
            labels.append(told[1])
            blank = 0
            if len(run) == 2 and not any(labels):
                return None
        at += 1
    if not {"date", "kind"} & set(labels):
        return None
    for order, (_, found) in enumerate(run[:4]):
        for sides in _sides(page, found):
            if grid := _set(page, run, labels, order, sides):
                return grid
    return None


def _parted(page: Page, line: Text) -> tuple[Words, str | None] | None:
    """The cells of a line and the part that the first of them plays as a label; None for a heading and for other lines."""
    key = ("labelled cells", line.first)
    if key not in page.memory:
        way = None if rank_of((mark_of(line) or ("",))[0]) else next(iter(ways(page, line)), None)
        found = words(page, line, way) if way and not ("。" in line.norm and way == "blank") else None
        page.memory[key] = (found, column_part(_label(found))) if found and len(found.spans) > 1 else None
    parted: tuple[Words, str | None] | None = page.memory[key]
    return parted


def _label(found: Words) -> str:
    return found.text(0, 1).norm if found.spans else ""


def _sides(page: Page, found: Words) -> Iterator[Words]:
    """The places that a line names side by side, its label left out: the cells under which the others stand."""
    for least in (2, 1, 0):
        split = grouped(found, least)
        for skip, worst in ((0, 1.0), (1, 0.2)):
            told = Words(split.line, split.spans[skip:], split.gaps[skip:])
            names = [fit(page, one, "party") for one in texts(told)]
            if (
                len(names) >= 2
                and min(names) >= worst
                and sum(names) >= 1.6 * len(names) - 1.6
                and not _region_among(page, texts(told))
            ):
                yield told
        if found.gaps and 3 in found.gaps:
            return


def _region_among(page: Page, sides: Row) -> bool:
    """True for a place beside the state or country in which it lies: `サンタモニカ市　米国カリフォルニア州`."""
    natures = {nature(page, one) for one in sides}
    return {"land", "place"} <= natures and any(pattern().match(one.norm) for one in sides)


def _set(page: Page, run: list[tuple[int, Words]], labels: list[str | None], order: int, sides: Words) -> Grid | None:
    """The lines under the places `sides` of line `order`, one value to each place."""
    wide = len(sides.spans)
    at = places(sides)
    seen: set[str] = set()
    table: list[tuple[str | None, Row, Text | None, int]] = [("party", texts(sides), None, run[order][0])]
    for number_, ((number, found), part) in enumerate(zip(run, labels, strict=True)):
        if number_ == order:
            continue
        if number_ < order and part is None:
            if row := _over(page, found, sides):
                table.append(("kind", row, None, number))
            continue
        if number_ > order and part == "party" and _sides_again(page, found):
            break
        if part in ("date", "kind") and _label(found) in seen:
            break  # a label comes again: the block of another place
        seen.add(_label(found))
        if number_ > order and (row := _rest(page, found, at, table[-1][:2])):
            table[-1] = (table[-1][0], row, table[-1][2], number)
            continue
        part = part or ("signed" if kinds(page, _label(found)) else None)
        values = Words(found.line, found.spans[1:], found.gaps[1:])
        if not values.spans:
            continue
        hard = 3 in found.gaps
        if not hard and len(values.spans) == 1 and _label(found).endswith((":", "：")):
            continue  # a label with one value: of no city among several
        bonus = () if hard else under(values, at)
        if hard and len(values.spans) == wide:
            row = texts(values)
        elif len(values.spans) > 40 or part is None:
            continue
        else:
            score, row = spread(page, values, (part,) * wide, bonus)
            if score <= 0 and part in ("date", "kind", "signed"):
                continue
            if not row:
                continue
        table.append((part, row, found.text(0, 1), number))
    table.sort(key=lambda one: one[3])
    told = {one[0] for one in table}
    if not told & {"date", "kind"} or len(told - {None, "other", "number"}) < 2:
        return None
    if any(
        part == "date" and sum(fit(page, one, part) for one in row if len(one)) < 0.6 * wide
        for part, row, _, _ in table
    ):
        return None
    while table[-1][0] is None:
        table.pop()
    parts, cells, names, lines = zip(*table, strict=True)
    rows: tuple[Titled, ...] = tuple((None, [row[k] for row in cells]) for k in range(wide))
    used = range(run[0][0], max(lines) + 1)
    return Grid(run[order][0], tuple(map(known, parts)), rows, used, True, tuple(names))


def _sides_again(page: Page, found: Words) -> bool:
    """True for a line that names places again: another table begins."""
    return next(_sides(page, found), None) is not None


def _over(page: Page, found: Words, sides: Words) -> Row | None:
    """The kinds that stand over the places, one over several of them."""
    hard = 3 in found.gaps
    told = [(k, one) for k, one in enumerate(texts(found)) if one.norm.strip()]
    if not told or any(nature(page, one) != "kind" for _, one in told):
        return None
    if hard:
        begins = [k - (len(found.spans) - len(sides.spans)) for k, _ in told]
    else:
        at, begins = places(sides), []
        for start, _ in (places(found)[k] for k, _ in told):
            begins.append(next((k for k, (_, stop) in enumerate(at) if start < stop), len(at)))
    if begins[0] > 0 and not hard:
        begins[0] = 0
    row = [sides.line.part(0, 0)] * len(sides.spans)
    for k in range(len(row)):
        over = [one for begin, (_, one) in zip(begins, told, strict=True) if begin <= k]
        row[k] = over[-1] if over else row[k]
    return row if all(len(one) for one in row) else None


def _rest(page: Page, found: Words, at: tuple[tuple[int, int], ...], above: tuple[str | None, Row]) -> Row | None:
    """The values of the line above with what goes on with them on a line without a label."""
    part, row = above
    hard = 3 in found.gaps
    if hard:
        if len(found.spans) != len(row) + 1 or found.text(0, 1).norm.strip():
            return None
        told = [(k, one) for k, one in enumerate(texts(found)[1:]) if one.norm.strip()]
    else:
        if not found.line.norm[:1].isspace() or places(found)[0][0] < at[0][0] - 2:
            return None
        likes = under(found, at)
        told = [(likes[k].index(max(likes[k])), found.text(k, k + 1)) for k in range(len(found.spans))]
    merged = list(row)
    for k, text in told:
        free = hard and part in ("signer", "note")  # two names under each other
        if not len(merged[k]) or (not free and goes_on(page, merged[k], text, part) is None):
            return None
        merged[k] = merged[k].plus(text)
    return merged if told else None
