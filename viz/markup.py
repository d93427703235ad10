"""The small parts of a page that stands without a script: words in both languages, links, citations, facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from viz.exchanges import Exchange
from viz.legend import both
from viz.listing import widest
from viz.model import Document, Node
from viz.rows import Cite
from viz.ties import Fact, Tie
from viz.wording import WORDS, Text


def filled(text: Text, **values: object) -> Text:
    """Words with their `{n}` and the like filled in; what is filled in is not looked at again.

    >>> filled(Text("{n} 件", "{n} ties"), n=3).en
    '3 ties'
    """
    return Text(text.ja.format(**values), text.en.format(**values))


def said(text: Text) -> str:
    """Both languages, of which the style sheet shows one; once where they are the same."""
    return both(text) if text.ja != text.en else escape(text.ja)


@dataclass(frozen=True)
class Book:
    """All pages together: what the parts of one look up. `paths` is where each page lies, by key, without ending."""

    nodes: Mapping[str, Node]
    ties: Mapping[str, Tie]
    of_node: Mapping[str, Sequence[Tie]]
    met: Mapping[str, Sequence[Exchange]]  # by tie or alliance, and by everyone involved
    documents: Mapping[str, Document]
    paths: Mapping[str, str]
    edition: str

    def href(self, key: str, start: str) -> str:
        """The address of the page of `key` as seen from the page at the path `start`, empty where there is none."""
        path = self.paths.get(key)
        return f"{'../' * start.count('/')}{path}.html" if path else ""

    def link(self, key: str, text: Text, start: str) -> str:
        """The text as the way to the page of `key`; each language leads to its own."""
        href = self.href(key, start)
        if not href or self.paths.get(key) == start:
            return said(text)
        return f'<a lang="ja" href="{href}">{escape(text.ja)}</a><a lang="en" href="{href}#en">{escape(text.en)}</a>'

    def name(self, key: str) -> Text:
        """How an entity or a relationship is called; its key where nothing is known of it."""
        known = self.nodes.get(key) or self.ties.get(key)
        return known.name if known else Text(key, key)


def lines(cites: Iterable[Cite]) -> dict[str, list[str]]:
    """The lines of each document as they are cited, in order, none that lies inside another."""
    found: dict[str, list[str]] = {}
    for document, start, end in widest(set(cites)):
        found.setdefault(document, []).append(f"L{start}" if start == end else f"L{start}–{end}")
    return found


def cited(book: Book, cites: Iterable[Cite]) -> str:
    """Each document with its lines."""
    shown = []
    for key, of in lines(cites).items():
        document = book.documents.get(key)
        short = document.short if document else Text(key, key)
        shown.append(f'<span class="cite">{said(short)} {", ".join(of)}</span>')
    return " ".join(shown)


def printed(words: str) -> str:
    """The words of the document, where they differ from ours."""
    label = said(WORDS["as_printed"])
    return f' <small>{label} <q lang="ja">{escape(words)}</q></small>' if words else ""


def value(book: Book, fact: Fact, start: str) -> str:
    """What a fact says: its value or the way to what it names, the printed words, the document and lines."""
    text = book.link(fact.node or fact.tie, fact.value, start) if fact.value.ja else ""
    return f"{text}{printed(fact.printed)} {cited(book, fact.cites)}"


def facts(book: Book, found: Sequence[Fact], start: str) -> str:
    """Facts as a list of label and value; a label that repeats stands once."""
    if not found:
        return ""
    rows = []
    for at, fact in enumerate(found):
        again = at and found[at - 1].label == fact.label
        label, kind = "" if again else f"<dt>{said(fact.label)}</dt>", ' class="aside"' if fact.aside else ""
        rows.append(f"{label}<dd{kind}>{value(book, fact, start)}</dd>")
    return f"<dl>{''.join(rows)}</dl>"
