"""An answer as a page of its own: what was asked, with what, and the table; opens offline, in the dark, on a phone."""

import html

from pyoxigraph import NamedNode

from queries.binding import LATEST, called
from queries.catalogue import catalogue, defaults
from queries.heads import heads, short
from queries.result import Origin, Result
from queries.terms import breadth

__all__ = ["page"]

_LONG, _WORDY = 14, 60  # columns of a terminal above which a cell may take several lines, and wants some room
_PAGE = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; --ink: #1d2733; --paper: #fff; --line: #d5dbe3; --soft: #5b6775; --head: #f2f5f8 }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #e4e9ef; --paper: #14191f; --line: #36404c; --soft: #a3afbc; --head: #1e262f }}
}}
body {{ margin: 1.5rem clamp(1rem, 4vw, 3rem); color: var(--ink); background: var(--paper);
  font: 1rem/1.55 system-ui, "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", sans-serif }}
h1 {{ font-size: 1.25rem; font-weight: 600; max-width: 50rem; margin: 0 0 .3rem }}
p {{ color: var(--soft); margin: 0 0 1rem }}
/* Where a table is wider than the screen even so, a shadow at its edge says that there is more to scroll to. */
div {{ overflow-x: auto; max-width: 100%; background:
  linear-gradient(to left, var(--paper) 1.5rem, transparent) right / 3rem 100% no-repeat local,
  linear-gradient(to left, var(--line), transparent) right / 1rem 100% no-repeat scroll }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums }}
th, td {{ text-align: start; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line) }}
.short {{ white-space: nowrap }}
.long {{ min-width: 5rem; max-width: 18rem; overflow-wrap: anywhere }}
.wordy {{ min-width: 9rem; max-width: 36rem; overflow-wrap: anywhere }}
th {{ font-weight: 600; min-width: 3.5rem; color: var(--soft) }}
@media (max-width: 80rem) {{
  body {{ margin-inline: 1rem }}
  table {{ font-size: .85rem }}
  th, td {{ padding-inline-end: .6rem }}
  .long {{ min-width: 5.6rem }}
}}
@media (max-width: 40rem) {{
  table {{ font-size: 1rem }}
  table, tbody, tr, td {{ display: block }}
  thead {{ position: absolute; clip-path: inset(50%); width: 1px; overflow: hidden }}
  tr {{ border-bottom: 1px solid var(--line); padding: .6rem 0 }}
  td, td.wordy {{ border: 0; padding: .1rem 0; white-space: normal; min-width: 0; max-width: none }}
  td:empty {{ display: none }}
  td::before {{ content: attr(data-name); display: block; color: var(--soft); font-size: .85rem }}
}}
@media print {{ body {{ margin: 0; font-size: .75rem }} div {{ overflow: visible; background: none }}
  tr {{ break-inside: avoid }} }}
</style>
<h1>{title}</h1>
<p>{given}</p>
<div tabindex="0" role="region" aria-label="{title}">
<table>
<thead><tr>{head}</tr></thead>
<tbody>
{body}</tbody>
</table>
</div>
</html>
"""


def page(shown: Result, origin: Origin | None, language: str = "en") -> str:
    """The page of the columns to show, headed by the question that was asked, in `en` or `ja`."""
    title, given = _asked(origin, language)
    rows = f"{len(shown)}行" if language == "ja" else f"{len(shown)} {'row' if len(shown) == 1 else 'rows'}"
    names = heads(shown.columns, origin, language)
    return _PAGE.format(
        language=language,
        title=html.escape(title),
        given=html.escape(" · ".join([*given, rows, *([shown.note] if shown.note else [])])),
        head="".join(f'<th scope="col">{html.escape(name)}</th>' for name in names),
        body="".join(f"<tr>{''.join(map(_cell, row, names))}</tr>\n" for row in shown.shown()),
    )


def _cell(text: str, name: str) -> str:
    sort = "wordy" if breadth(text) > _WORDY else "long" if breadth(text) > _LONG else "short"
    return f'<td class="{sort}" data-name="{html.escape(name)}">{html.escape(text)}</td>'


def _asked(origin: Origin | None, language: str) -> tuple[str, list[str]]:
    """The question in words, and its parameters with the names of their values."""
    if origin is None:
        return "intercity", []
    own = catalogue().get(origin.name)
    title = origin.name if own is None else own.summary_ja if language == "ja" else own.summary
    given = []
    for name, value in defaults(origin.text, origin.name).items():
        if value.value == LATEST:
            continue  # no day was given: as the latest sources stand
        text = called(value.value)[language == "ja"] if isinstance(value, NamedNode) else value.value
        known = own.parameters.get(name) if own and language == "ja" else None
        given.append(f"{short(known.ja) if known else name.replace('_', '-')}: {text}")
    return title, given
