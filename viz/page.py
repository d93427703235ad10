"""The page: one file with everything inside, that makes no request and shows every name as plain text."""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Any

from graph.undisturbed import undisturbed
from viz import legend, listing
from viz.columns import packed
from viz.legend import both
from viz.model import PageModel
from viz.palette import stylesheet
from viz.payload import payload, span
from viz.wording import NOTHING, WORDS, Text

# What is written as columns, so that a large graph stays a small file.
LISTS = ("nodes", "ties", "edges", "exchanges")

# The scripts in the order in which they stand, each on those before.
SCRIPTS = (
    *("columns.js", "elements.js", "state.js", "exchanges.js", "panel.js", "search.js"),
    *("pen.js", "drawing.js", "stage.js", "network.js"),
    *("projection.js", "mapdrawing.js", "map.js", "mapmany.js", "timeline.js"),
    *("table.js", "filters.js", "shell.js"),
)


def contents(page: PageModel) -> dict[str, Any]:
    """What the scripts are given, with the edition that it makes."""
    data = payload(page)
    return data | {"edition": edition(json.dumps(data, ensure_ascii=False))}


@undisturbed()
def html(page: PageModel, data: Mapping[str, Any] | None = None, pages: Mapping[str, str] | None = None) -> str:
    """The whole page as text; the same model gives the same bytes. Write it as UTF-8 with the line ends as they are.

    `data` are the `contents`, where they are there already. `pages` is given where each entity has a page of its own
    beside this one: the paths of those whose key is none (`viz.pages.moved`).
    """
    script, css = "\n".join(map(asset, SCRIPTS)), stylesheet() + asset("page.css")
    data = {**(data or contents(page)), "pages": pages}
    first, last = map(str, span(page))
    title, tagline = WORDS["title"], WORDS["tagline"]
    if page.scope != NOTHING:
        title, tagline = _part(page.scope, title), page.scope
        data["words"] = {**data["words"], "title": list(title)}
    parts = {
        "CSP": f"default-src 'none'; script-src {digest(script)}; style-src {digest(css)}; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        "TITLE": escape(f"{title.ja} / {title.en}"),
        "TAGLINE": both(tagline),
        "CSS": css,
        "SUMMARY": both(_summary(page)),
        "GROUPS": legend.groups(page),
        "CLASSES": legend.classes(page),
        "FIRST": first,
        "LAST": last,
        "AFTER": str(int(last) + 1),
        "HEAD": listing.head(),
        "ROWS": listing.rows(page),
        "DOCUMENTS": listing.documents(page),
        "PAGES": "" if pages is None else _all_pages(),
        "EDITION": escape(data["edition"]),
        "DATA": _script_json(packed(data, LISTS)),
        "SCRIPT": script,
    }
    parts |= {f"word:{name}": both(word) for name, word in WORDS.items()}
    # One pass: what has been put in is not looked at again, so no name can smuggle in a part.
    return re.sub("@@([A-Za-z:_]+)@@", lambda match: parts[match[1]], asset("page.html"))


def edition(text: str) -> str:
    """How an edition of the page is cited: the version of the software and eight letters that stand for its content."""
    try:
        number = version("intercity")
    except PackageNotFoundError:  # run from a folder that was never installed
        number = "0"
    return f"{number}-{hashlib.sha256(text.encode('utf-8')).hexdigest()[:8]}"


def asset(name: str) -> str:
    """The text of a file of viz/assets."""
    return files("viz").joinpath("assets", name).read_text("utf-8")


def digest(text: str) -> str:
    """How a Content-Security-Policy names a script or a style sheet that it lets run."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"


def _script_json(value: object) -> str:
    """JSON that is inert inside a script element: no `<`, no line separators of JavaScript."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _part(scope: Text, title: Text) -> Text:
    """What the window of the browser says of a page of a part of the graph."""
    return Text(f"{scope.ja}：{title.ja}", f"{scope.en}: {title.en}")


def _all_pages() -> str:
    """The way to the list of pages."""
    name = WORDS["all_pages"]
    return (
        f' · <span lang="ja"><a href="pages/index.html">{name.ja}</a></span>'
        f'<span lang="en"><a href="pages/index.html#en">{name.en}</a></span>'
    )


def _summary(page: PageModel) -> Text:
    documents, nodes, ties = len(page.sources), len(page.nodes), len(page.relationships)
    return Text(
        f"{documents} 文書・{nodes} 主体・{ties} 関係・{len(page.exchanges)} 件の交流",
        f"{documents} documents, {nodes} entities, {ties} relationships, {len(page.exchanges)} exchanges",
    )
