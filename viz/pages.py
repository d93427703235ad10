"""A page of its own for each city, body, alliance, agreement, merger, exchange, with its Turtle; and their list."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape

from ontology import ID
from viz.entity import Entry, citation, of_change, of_exchange, of_node, of_tie, title_of
from viz.exchanges import Exchange
from viz.markup import Book, said
from viz.model import Node, PageModel
from viz.page import asset, digest
from viz.palette import CLASSES, stylesheet
from viz.paths import FOLDER, paths
from viz.ties import Tie
from viz.wording import WORDS, Text, when

_EXPLORER = Text("図で見る", "Show in the graph")
_START = Text("都市間関係グラフ", "Inter-city relationships")
_ADDRESS = Text("識別子", "Identifier")
_TURTLE = Text("このページのデータ（Turtle）", "The data of this page (Turtle)")
_AGREEMENTS = Text("協定・提携", "Agreements")
_CHANGES = Text("合併・編入", "Mergers")


def pages(page: PageModel, edition: str, describe: Callable[[str], str], others: Sequence[Node] = ()) -> dict[str, str]:
    """Name and text of every file: `pages/lg/jp-431001.html` and `.ttl`, and `pages/index.html`.

    `describe` gives the Turtle of an IRI, `edition` is that of the explorer beside it, `others` are entities that the
    explorer does not draw. The same input gives the same bytes.
    """
    drawn, page = {node.id for node in page.nodes}, replace(page, nodes=(*page.nodes, *others))
    book = _book(page, edition)
    look = _look()
    made, listed = {}, []
    for entry in _entries(page, book):
        path = book.paths[entry.key]
        shown = entry if not entry.address.startswith("node=") or entry.key in drawn else replace(entry, address="")
        made[f"{FOLDER}/{path}.html"] = _whole(book, shown, look)
        made[f"{FOLDER}/{path}.ttl"] = describe(ID + entry.key)
        listed.append(entry)
    made[f"{FOLDER}/index.html"] = _index(page, book, listed, look)
    return made


def moved(page: PageModel) -> dict[str, str]:
    """Of every key that has a page but cannot be its path, the path; empty where all keys are plain."""
    return {key: path for key, path in paths(_keys(page)).items() if key != path}


def _keys(page: PageModel) -> list[str]:
    ties = [_key(tie) for tie in page.relationships if tie.form != "membership"]
    return [*(node.id for node in page.nodes), *ties, *(one.id for one in page.exchanges)]


def _key(tie: Tie) -> str:
    """The key of a relationship's own IRI: a merger is one change, whatever number of municipalities it took."""
    return tie.id.rpartition("--")[0] if tie.form == "change" else tie.id


def _book(page: PageModel, edition: str) -> Book:
    where = paths(_keys(page))
    where |= {tie.id: where[_key(tie)] for tie in page.relationships if tie.form == "change"}
    of_node: dict[str, list[Tie]] = defaultdict(list)
    for tie in page.relationships:
        for key in dict.fromkeys(end.node for end in tie.ends):
            of_node[key].append(tie)
    met: dict[str, list[Exchange]] = defaultdict(list)
    for one in page.exchanges:
        for key in dict.fromkeys((one.tie, *one.involved)):
            met[key].append(one)
    return Book(
        nodes={node.id: node for node in page.nodes},
        ties={tie.id: tie for tie in page.relationships},
        of_node=of_node,
        met=met,
        documents={document.id: document for document in page.sources},
        paths=where,
        edition=edition,
    )


def _entries(page: PageModel, book: Book) -> Iterator[Entry]:
    changes: dict[str, list[Tie]] = defaultdict(list)
    yield from (of_node(book, node) for node in page.nodes if node.cls != "pact")
    for tie in page.relationships:
        if tie.form == "agreement":
            yield of_tie(book, tie)
        elif tie.form == "change":
            changes[_key(tie)].append(tie)
    yield from (of_change(book, key, ties) for key, ties in changes.items())
    yield from (of_exchange(book, one) for one in page.exchanges)


def _look() -> tuple[str, str]:
    css = stylesheet() + asset("entity.css")
    policy = f"default-src 'none'; style-src {digest(css)}; img-src data:; base-uri 'none'; form-action 'none'"
    return css, policy


def _filled(look: tuple[str, str], **parts: str) -> str:
    """The template with its parts; what has been put in is not looked at again."""
    css, policy = look
    whole = {"CSS": css, "CSP": policy} | parts
    return re.sub("@@([A-Z]+)@@", lambda match: whole[match[1]], asset("entity.html"))


def _whole(book: Book, entry: Entry, look: tuple[str, str]) -> str:
    path = book.paths[entry.key]
    up, name = "../" * path.count("/"), path.rpartition("/")[2]
    second = f'<p class="second">{_turned(entry.title)}</p>' if entry.title.ja != entry.title.en else ""
    cited = dict.fromkeys(cite.document for fact in entry.told for cite in fact.cites)
    sources = [book.documents[key] for key in cited if key in book.documents]
    documents = "".join(f"<li>{said(one.short)}: {said(one.title)}, {said(one.date)}</li>" for one in sources)
    return _filled(
        look,
        TITLE=escape(f"{entry.title.ja} / {entry.title.en}" if second else entry.title.ja),
        ALTERNATE=f'<link rel="alternate" type="text/turtle" href="{name}.ttl">\n',
        NAV=_nav(up, entry.address),
        BODY=f'<h1>{said(entry.title)}</h1>\n{second}<p class="meta">{said(entry.kind)}</p>\n{entry.body}\n'
        f'<h2>{said(WORDS["cite"])}</h2>\n<p class="cited">{said(citation(book, entry))}</p>',
        FOOT=f"<ul>{documents}</ul>\n<p>{said(WORDS['lines'])} · {said(WORDS['edition'])} {escape(book.edition)}</p>\n"
        f"<p>{said(_ADDRESS)}: <code>{escape(ID + entry.key)}</code></p>\n"
        f'<p><a href="{name}.ttl">{said(_TURTLE)}</a></p>',
    )


def _turned(text: Text) -> str:
    """The name in the other language."""
    en, ja = f'<b lang="en">{escape(text.en)}</b>', f'<b lang="ja">{escape(text.ja)}</b>'
    return f'<span lang="ja">{en}</span><span lang="en">{ja}</span>'


def _nav(up: str, address: str) -> str:
    """The ways to the explorer, to this entity in it, and to the list."""
    home, here = f"{up}../index.html", f"&{escape(address, quote=True)}" if address else ""
    ways = [_pair(f"{home}#lang=ja", f"{home}#lang=en", _START)]
    if here:
        ways.append(_pair(f"{home}#lang=ja{here}", f"{home}#lang=en{here}", _EXPLORER))
    if up:
        ways.append(_pair(f"{up}index.html", f"{up}index.html#en", WORDS["all_pages"]))
    return " ".join(ways)


def _pair(ja: str, en: str, text: Text) -> str:
    return f'<a lang="ja" href="{ja}">{escape(text.ja)}</a><a lang="en" href="{en}">{escape(text.en)}</a>'


def _index(page: PageModel, book: Book, entries: Iterable[Entry], look: tuple[str, str]) -> str:
    """Every page by kind of thing, agreements and exchanges with their day."""
    known = {entry.key: entry for entry in entries}
    parts = []
    for cls in CLASSES:
        rows = [(node.id, node.place if node.place.ja else node.kind) for node in page.nodes if node.cls == cls.key]
        parts.append(_list(Text(cls.ja, cls.en), [] if cls.key == "pact" else rows, known, book))
    found = [tie for tie in page.relationships if tie.form == "agreement"]
    dated = [(tie.id, when(tie.date, short=True) if tie.date else WORDS["no_date"]) for tie in found]
    parts.append(_list(_AGREEMENTS, dated, known, book))
    mergers = dict.fromkeys((_key(tie), tie.date) for tie in page.relationships if tie.form == "change")
    parts.append(_list(_CHANGES, [(key, when(date, short=True)) for key, date in mergers], known, book))
    if page.exchanges:
        met = "".join(f"<li>{book.link(one.id, title_of(book, one), 'x')}</li>" for one in page.exchanges)
        parts.append(f"<h2>{said(WORDS['exchanged'])} ({len(page.exchanges)})</h2><ul>{met}</ul>")
    return _filled(
        look,
        TITLE=escape(f"{WORDS['all_pages'].ja} / {WORDS['all_pages'].en}"),
        ALTERNATE="",
        NAV=_nav("", ""),
        BODY=f"<h1>{said(WORDS['all_pages'])}</h1>\n" + "\n".join(parts),
        FOOT=f"<p>{said(WORDS['edition'])} {escape(book.edition)}</p>",
    )


def _list(title: Text, rows: list[tuple[str, Text]], known: dict[str, Entry], book: Book) -> str:
    if not rows:
        return ""
    shown = "".join(
        f"<li>{book.link(key, known[key].title, 'x')} <small>{said(more)}</small></li>" for key, more in rows
    )
    return f'<h2>{said(title)} ({len(rows)})</h2><ul class="list">{shown}</ul>'
