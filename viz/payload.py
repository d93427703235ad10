"""What the scripts are given: texts as pairs [ja, en], labels as names of words, citations as [document, from, to]."""

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from viz.exchanges import Exchange
from viz.listing import status_of
from viz.model import Edge, Node, PageModel
from viz.network import drawn
from viz.palette import CLASSES, GROUPS, colours
from viz.ties import End, Fact, Tie, closing
from viz.wording import WORDS, Text, sort_key, when, years


def payload(page: PageModel) -> dict[str, Any]:
    """Everything as values of JSON; the same model gives the same value."""
    picture = drawn(page)
    order = {document.id: at for at, document in enumerate(page.sources)}
    ties = {tie.id: _tie(tie, order) for tie in page.relationships}
    return {
        "words": {name: list(text) for name, text in WORDS.items()},
        "colours": {theme: colours(theme) for theme in ("light", "dark")},
        "documents": [{"short": list(one.short), "title": list(one.title)} for one in page.sources],
        "nodes": [_node(node, order) | picture.nodes[node.id] for node in page.nodes],
        "ties": list(ties.values()),
        "exchanges": [_exchange(one, order) for one in page.exchanges],
        "areas": [{"label": list(a.label), "nodes": list(a.nodes), "alliance": a.alliance} for a in page.areas],
        "countries": {key: list(name) for key, name in page.countries},
        "span": span(page),
        "asof": page.asof,
        "classes": {cls.key: {"name": [cls.ja, cls.en], "hollow": cls.hollow, "shape": cls.shape} for cls in CLASSES},
        "groups": {
            group.key: {"name": [group.ja, group.en], "dash": list(group.dash), "width": group.width}
            for group in GROUPS
        },
        "edges": [_edge(edge, ties[edge.tie]) for edge in page.edges],
        "sizes": picture.sizes,
        "large": picture.large,
        "discs": [list(disc) for disc in picture.discs],
        "base": page.base,
        "windows": windows(),
    }


_LABELS = {text: name for name, text in WORDS.items()}
_TITLES = {"world": "map_world", "kyushu": "map_kyushu", "east-asia": "map_east_asia", "europe": "map_europe"}


def windows() -> dict[str, Any]:
    """The windows of the map with their land, as viz.land made them, and their names."""
    land = json.loads(files("viz").joinpath("assets", "land.json").read_text("utf-8"))
    return {name: one | {"title": list(WORDS[_TITLES[name]])} for name, one in land.items()}


def span(page: PageModel) -> list[int]:
    """The first and the last year that the page speaks of: of ties, exchanges and documents."""
    keys = [tie.date for tie in page.relationships] + [tie.until for tie in page.relationships]
    keys += [one.date for one in page.exchanges] + [document.as_of for document in page.sources]
    known = sorted(year for found in map(years, keys) if found for year in found)
    return [known[0], known[-1]] if known else [2000, 2001]


def _edge(edge: Edge, tie: dict[str, Any]) -> dict[str, Any]:
    ends = {"id": edge.id, "from": edge.source, "to": edge.target}
    time = {"begin": years(edge.since) or tie["begin"], "end": years(edge.until) or tie["end"]}
    return ends | {"group": edge.group, "tie": edge.tie, "arrow": edge.arrow} | time


def _node(node: Node, order: dict[str, int]) -> dict[str, Any]:
    return {
        "id": node.id,
        "class": node.cls,
        "name": list(node.name),
        "short": list(node.short),
        "kind": list(node.kind),
        "place": list(node.place),
        "country": node.country,
        "geo": list(node.at) if node.at else None,
        "settlement": node.id.startswith("lg/"),
        "aliases": list(node.aliases),
        "facts": _facts(node.facts, order),
        "numbers": _facts(node.numbers, order),
    }


def _tie(tie: Tie, order: dict[str, int]) -> dict[str, Any]:
    began, end = when(tie.date, short=True) if tie.date else WORDS["no_date"], closing(tie)
    date = Text(f"{began.ja}～{end.ja}", f"{began.en} – {end.en}") if end.ja else began
    stop = tie.until or tie.replaced
    return {
        "id": tie.id,
        "group": tie.group,
        "form": tie.form,
        "name": list(tie.name),
        "kind": list(tie.kind),
        "printed": tie.printed,
        "when": list(date),
        "date": tie.date,
        "until": tie.until,
        "begin": years(tie.date),
        "end": years(stop),
        "sort": sort_key(tie.date),
        "stop": sort_key(stop) if stop else "",
        "replaced": bool(tie.replaced),
        "kept": tie.between and tie.standing == "concluded",
        "status": list(status_of(tie)),
        "pending": list(tie.pending),
        "held": list(tie.held),
        "ends": [_end(end) for end in tie.ends],
        "facts": _facts(tie.facts, order),
    }


def _end(end: End) -> list[Any]:
    """Entity, role, whether it left, the years it may have come and left, the day it came, for sorting."""
    since = sort_key(end.since) if end.since else ""
    return [end.node, list(end.role), end.former, years(end.since), years(end.until), since]


def _exchange(one: Exchange, order: dict[str, int]) -> dict[str, Any]:
    return {
        "id": one.id,
        "tie": one.tie,
        "kind": list(one.kind),
        "way": list(one.way),
        "when": list(when(one.date, short=True) if one.date else WORDS["no_date"]),
        "years": years(one.date),
        "latest": one.latest,
        "heads": one.heads,
        "sent": list(one.sent),
        "received": list(one.received),
        "involved": list(one.involved),
        "facts": _facts(one.facts, order),
    }


def _facts(facts: Iterable[Fact], order: dict[str, int]) -> list[dict[str, Any]]:
    return [_fact(fact, order) for fact in facts]


def _fact(fact: Fact, order: dict[str, int]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "label": _LABELS.get(fact.label) or list(fact.label),
        "value": list(fact.value),
        "cites": [[order[cite.document], cite.start, cite.end] for cite in fact.cites if cite.document in order],
    }
    extra = {"printed": fact.printed, "node": fact.node, "tie": fact.tie, "aside": fact.aside}
    return found | {name: value for name, value in extra.items() if value}
