"""Exchanges as a small chart: people sent above the line, people received below it, year by year."""

from collections.abc import Iterable
from dataclasses import dataclass

from viz.exchanges import Exchange
from viz.markup import filled, said
from viz.wording import WORDS, Text, years

WIDTH, HEIGHT, ZERO = 400, 112, 52  # canvas units
_BAR, _LEFT = 38, 34


@dataclass(frozen=True)
class Year:
    """Exchanges of one year as one actor saw them; people as printed, `silent` exchanges are those without a number."""

    number: int = 0
    sent: int = 0
    received: int = 0
    silent: int = 0


def moves(found: Iterable[Exchange], own: str) -> dict[int, Year]:
    """The exchanges by year. One whose date is no surer than a decade is left out."""
    by_year: dict[int, Year] = {}
    for one in found:
        span = years(one.date)
        if span is None or span[1] - span[0] > 1:
            continue
        old, heads = by_year.get(span[0], Year()), one.heads or 0
        by_year[span[0]] = Year(
            old.number + 1,
            old.sent + heads * (own in one.sent),
            old.received + heads * (own in one.received),
            old.silent + (one.heads is None),
        )
    return dict(sorted(by_year.items()))


def counted(number: int) -> Text:
    """`3 exchanges` in words."""
    return filled(WORDS[("no_exchange", "one_exchange", "exchanges")[min(number, 2)]], n=number)


def chart(found: Iterable[Exchange], own: str, name: Text) -> str:
    """The chart of `own`, who is called `name`, as inline SVG with its legend; empty for fewer than two years."""
    told = moves(found, own)
    if len(told) < 2:
        return ""
    first, last = min(told), max(told)
    step = (WIDTH - _LEFT - 10) / (last - first + 1)
    most = max(1, *(heads for year in told.values() for heads in (year.sent, year.received)))
    parts = [f'<path class="axis" d="M{_LEFT - 4} {ZERO}H{WIDTH - 6}"/>']
    for number, year in told.items():
        parts.append(_year(_LEFT + (number - first + 0.5) * step, max(2.0, min(16.0, step * 0.7)), number, year, most))
    bottom = f'<text x="{_LEFT}" y="{HEIGHT - 3}" text-anchor="start">{first}</text>'
    bottom += f'<text x="{WIDTH - 8}" y="{HEIGHT - 3}" text-anchor="end">{last}</text>'
    ticks = ((ZERO - _BAR, most), (ZERO, 0), (ZERO + _BAR, most))
    sides = "".join(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{heads}</text>' for y, heads in ticks)
    sent, received = (sum(getattr(year, way) for year in told.values()) for way in ("sent", "received"))
    totals = filled(WORDS["people_moved"], sent=sent, received=received)
    return (
        f'<figure><figcaption><span class="of">{said(name)}</span> {_key("sent", sent)} {_key("received", received)}'
        f"{_ring() if any(year.silent for year in told.values()) else ''}</figcaption>"
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{totals.ja} / {totals.en}">'
        f"{''.join(parts)}{bottom}{sides}</svg></figure>"
    )


def _year(x: float, wide: float, number: int, year: Year, most: int) -> str:
    """One year: its bars, a ring where a number is missing, and what it says when the pointer rests on it."""
    told = filled(WORDS["people_moved"], sent=year.sent, received=year.received)
    met = counted(year.number)
    parts = f"<title>{number}: {met.ja}, {told.ja} / {met.en}, {told.en}</title>"
    parts += f'<path class="area" d="M{x - wide / 2 - 1:.1f} 6h{wide + 2:.1f}v92h{-wide - 2:.1f}z"/>'
    for heads, sign, name in ((year.sent, -1, "sent"), (year.received, 1, "received")):
        if heads:
            high = max(1.0, heads / most * _BAR)
            parts += f'<path class="{name}" d="M{x - wide / 2:.1f} {ZERO}h{wide:.1f}v{sign * high:.1f}h{-wide:.1f}z"/>'
    if year.silent:
        parts += f'<circle class="silent" cx="{x:.1f}" cy="{ZERO}" r="2.8"/>'
    return f"<g>{parts}</g>"


def _key(way: str, heads: int) -> str:
    square = f'<svg class="key" viewBox="0 0 10 10" aria-hidden="true"><path class="{way}" d="M0 0h10v10H0z"/></svg>'
    return f"<b>{square} {said(filled(WORDS[way], n=heads))}</b>"


def _ring() -> str:
    return (
        ' <b><svg class="key" viewBox="0 0 10 10" aria-hidden="true"><circle class="silent" cx="5" cy="5" r="3"/></svg>'
        f" {said(WORDS['no_number'])}</b>"
    )
