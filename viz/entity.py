"""The page of one entity, one relationship or one exchange: what the panel of the explorer says, without a script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from ontology import ID
from viz.charts import chart, counted
from viz.exchanges import Exchange
from viz.markup import Book, cited, facts, filled, lines, printed, said, value
from viz.model import Node
from viz.palette import CLASSES, GROUPS
from viz.rows import Cite
from viz.ties import Fact, Tie, closing
from viz.wording import NOTHING, WORDS, Text, when

_CLASSES = {cls.key: Text(cls.ja, cls.en) for cls in CLASSES}
_GROUPS = {group.key: Text(group.ja, group.en) for group in GROUPS}
_CHANGE = Text("合併・編入", "Merger")
_MOST, _MORE = 20, Text("ほか {n}", "{n} more")
_MET, _WHEN = Text("交流", "Exchange"), Text("時期", "When")


@dataclass(frozen=True)
class Entry:
    """One page: its key, its title, what stands under the title, its body as markup, and all that the body says.

    `address` is where the explorer shows the same.
    """

    key: str
    title: Text
    kind: Text
    body: str
    told: tuple[Fact, ...]
    address: str


def of_node(book: Book, node: Node) -> Entry:
    """An entity: what is said of it, its numbers, its relationships by group, its exchanges."""
    start, ties = book.paths[node.id], book.of_node.get(node.id, ())
    cls = _CLASSES[node.cls]
    parts = [] if node.kind == NOTHING or _same(node.kind, cls) else [node.kind]
    kind = _dotted([cls, *parts, *([node.place] if node.place.ja else [])])
    body = _aliases(node.aliases)
    body += facts(book, node.facts, start)
    if node.numbers:
        body += _section(filled(WORDS["numbers"], n=len(node.numbers)), facts(book, node.numbers, start))
    shown = [(group, [tie for tie in ties if tie.group == group]) for group in _GROUPS]
    cards = "".join(
        f"<h3>{said(_GROUPS[group])}</h3>{''.join(_card(book, tie, node.id, start) for tie in of)}"
        for group, of in shown
        if of
    )
    number = filled(WORDS[("no_tie", "one_tie", "ties")[min(len(ties), 2)]], n=len(ties))
    body += _section(number, cards)
    body += _exchanges(book, book.met.get(node.id, ()), node.id, start)
    told = (*node.facts, *node.numbers) or tuple(tie.facts[-1] for tie in ties if tie.facts)
    return Entry(node.id, node.name, kind, body, told, f"node={quote(node.id)}")


def of_tie(book: Book, tie: Tie) -> Entry:
    """An agreement: its parties, all that is stated of it, its exchanges."""
    start = book.paths[tie.id]
    body = f'<div class="tie tie-{tie.group}">{_head(book, tie, "", start)}</div>{facts(book, tie.facts, start)}'
    own = next((end.node for end in tie.ends if end.node in book.nodes), "")
    body += _exchanges(book, book.met.get(tie.id, ()), own, start)
    return Entry(tie.id, tie.name, _GROUPS[tie.group], body, tie.facts, f"tie={quote(tie.id)}")


def of_change(book: Book, key: str, ties: Sequence[Tie]) -> Entry:
    """A merger: which municipalities, into which, when."""
    start = book.paths[key]
    body = "".join(
        f'<div class="tie tie-{tie.group}">{_head(book, tie, "", start)}</div>{facts(book, tie.facts, start)}'
        for tie in ties
    )
    told = tuple(fact for tie in ties for fact in tie.facts)
    return Entry(key, ties[0].name, _CHANGE, body, told, f"tie={quote(ties[0].id)}")


def of_exchange(book: Book, one: Exchange) -> Entry:
    """An exchange: when, what, who to whom, how many, under which tie."""
    start = book.paths[one.id]
    under = (Fact(WORDS["under"], book.name(one.tie), node=one.tie),) if one.tie else ()
    heads = () if one.heads is None else (Fact(WORDS["people"], filled(WORDS["heads"], n=one.heads)),)
    told = (Fact(WORDS["kind"], one.kind), Fact(_WHEN, _day(one, short=False)), *heads, *under, *one.facts)
    body = f'<p class="who">{_who(book, one, start)}</p>{facts(book, told, start)}'
    return Entry(
        one.id, title_of(book, one), _MET, body, one.facts, f"tie={quote(one.tie)}" if one.tie in book.ties else ""
    )


def title_of(book: Book, one: Exchange) -> Text:
    """How an exchange is called: its day, its kind, who to whom."""
    day, (sent, received) = _day(one), ([book.name(key) for key in keys] for keys in (one.sent, one.received))
    ends = [_listed(names) for names in (sent, received) if names]
    if len(ends) < 2 or one.sent == one.received:
        ends = [_listed([book.name(key) for key in one.involved])]
    return Text(
        f"{day.ja} {one.kind.ja}：{' → '.join(end.ja for end in ends)}",
        f"{one.kind.en}, {day.en}: {' → '.join(end.en for end in ends)}",
    )


def citation(book: Book, entry: Entry) -> Text:
    """How the entry is cited: name, edition, address of the record, room for the day of access, sources."""
    sources = [
        (book.documents[key].title if key in book.documents else Text(key, key), ", ".join(of[:6]))
        for key, of in lines(cite for fact in entry.told for cite in fact.cites).items()
    ]
    days = Text("\u00a0\u00a0年\u00a0\u00a0月\u00a0\u00a0日", "date:\u00a0________")
    whole = {"edition": book.edition, "address": ID + entry.key}
    ja = WORDS["citation"].ja.format(name=entry.title.ja, day=days.ja, **whole)
    en = WORDS["citation"].en.format(name=entry.title.en, day=days.en, **whole)
    if sources:
        ja += f" {WORDS['source'].ja}: {'; '.join(f'{title.ja}, {of}' for title, of in sources)}"
        en += f" {WORDS['source'].en}: {'; '.join(f'{title.en}, {of}' for title, of in sources)}"
    return Text(ja, en)


def _aliases(names: Sequence[str]) -> str:
    label = said(WORDS["aliases"])
    return f'<p class="meta">{label}: {said(_listed(names))}</p>' if names else ""


def _same(one: Text, other: Text) -> bool:
    return one.ja == other.ja or one.en.casefold() == other.en.casefold()


def _listed(names: Iterable[str | Text]) -> Text:
    texts = [Text(name, name) if isinstance(name, str) else name for name in names]
    comma = WORDS["comma"]
    return Text(comma.ja.join(text.ja for text in texts), comma.en.join(text.en for text in texts))


def _dotted(texts: Iterable[Text]) -> Text:
    ja, en = zip(*texts, strict=True)
    return Text(" · ".join(ja), " · ".join(en))


def _day(one: Exchange, short: bool = True) -> Text:
    return when(one.date, short=short) if one.date else WORDS["no_date"]


def _section(title: Text, body: str) -> str:
    return f"<h2>{said(title)}</h2>{body}"


def _parties(book: Book, tie: Tie, own: str, start: str) -> str:
    """Who takes part but `own`, each a link, with the role where it differs."""
    shown = []
    for end in tie.ends:
        roles = (end.role, WORDS["former_party"] if end.former else NOTHING)
        notes = [note for note in roles if note not in (NOTHING, tie.kind)]
        if end.node != own:
            note = f" <small>{' '.join(map(said, notes))}</small>" if notes else ""
            shown.append(book.link(end.node, book.name(end.node), start) + note)
    shown += [said(fact.value) for fact in tie.facts if fact.label == WORDS["unnamed"]]
    if own and len(shown) > _MOST:  # a party of many has them all on the page of the agreement
        shown[_MOST:] = [said(filled(_MORE, n=len(shown) - _MOST))]
    return said(WORDS["comma"]).join(shown)


def _head(book: Book, tie: Tie, own: str, start: str) -> str:
    """Parties, kind as printed, and time of a relationship."""
    pending = f' <span class="chip">{said(tie.pending)}</span>' if tie.pending.ja else ""
    began = when(tie.date, short=tie.form == "agreement") if tie.date else WORDS["no_date"]
    end = closing(tie)
    span = Text(f"{began.ja}～{end.ja}", f"{began.en} – {end.en}") if end.ja else began
    held = f" <small>{said(tie.held)}</small>" if tie.held.ja else ""
    kind = book.link(tie.id, tie.kind, start) if own else said(tie.kind)
    return (
        f'<div class="who">{_parties(book, tie, own, start)}</div>'
        f"<div>{kind}{printed(tie.printed)}{pending}</div><div>{said(span)}{held}</div>"
    )


_SHOWN = {WORDS[name] for name in ("role", "since", "stated", "parties", "date", "part_of")}


def _card(book: Book, tie: Tie, own: str, start: str) -> str:
    """One relationship among those of an entity; one that has no page of its own says here all that is stated of it."""
    met = [one for one in book.met.get(tie.id, ()) if one.tie == tie.id]
    more = cites = ""
    if tie.id not in book.paths and tie.form != "change":
        more = facts(book, [fact for fact in tie.facts if fact.label not in _SHOWN], start)
        cites = cited(book, [cite for fact in tie.facts if fact.label in _SHOWN for cite in fact.cites])
    else:
        dated = {WORDS[name] for name in ("signed", "since", "date", "part_of")}
        named = [fact for fact in tie.facts if fact.cites]
        main = next((fact for fact in named if fact.label in dated), named[0] if named else None)
        cites = cited(book, main.cites) if main else ""
    latest = max((one.latest for one in met), default="")[:4]
    count = f"<div><small>{said(counted(len(met)))}" if met else ""
    count += f"{said(WORDS['comma'])}{said(filled(WORDS['latest_exchange'], date=latest))}" if latest else ""
    count += "</small></div>" if met else ""
    return f'<div class="tie tie-{tie.group}">{_head(book, tie, own, start)}{count}<div>{cites}</div>{more}</div>'


def _who(book: Book, one: Exchange, start: str) -> str:
    """Who to whom, each a link; else the way in words, and who took part."""
    sides = [
        said(WORDS["comma"]).join(book.link(key, book.name(key), start) for key in keys)
        for keys in (one.sent, one.received)
    ]
    if all(sides) and one.sent != one.received:
        return " → ".join(sides)
    others = said(WORDS["comma"]).join(book.link(key, book.name(key), start) for key in one.involved)
    return f"{said(one.way)} {others}" if one.way.ja else others


def _exchanges(book: Book, found: Sequence[Exchange], own: str, start: str) -> str:
    """The exchanges of an entity or a tie: how many people went which way in which year, and the list, latest first."""
    if not found:
        return ""
    listed = "".join(_entry(book, one, start) for one in reversed(found))
    whole = f"<ol>{listed}</ol>"
    if len(found) > 12:
        whole = f"<details><summary>{said(WORDS['list'])}</summary>{whole}</details>"
    return _section(counted(len(found)), chart(found, own, book.name(own)) + whole)


def _entry(book: Book, one: Exchange, start: str) -> str:
    known = set(one.facts[-1].cites)
    heads = f"{said(WORDS['comma'])}{said(filled(WORDS['heads'], n=one.heads))}" if one.heads is not None else ""
    more = "".join(
        f"<div><small>{said(fact.label)}:</small> {value(book, _without(fact, known), start)}</div>"
        for fact in one.facts[:-1]
    )
    day = book.link(one.id, _day(one), start)
    return (
        f"<li><b>{day}</b> {said(one.kind)}{heads}<div>{_who(book, one, start)}</div>{more}"
        f"<div>{cited(book, one.facts[-1].cites)}</div></li>"
    )


def _without(fact: Fact, known: set[Cite]) -> Fact:
    """The fact without the lines that are named for the whole exchange anyway."""
    return replace(fact, cites=tuple(cite for cite in fact.cites if cite not in known))
