"""What the text of a question may hold: its size, its nesting, and nothing that leaves the graph it is asked of."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyparsing import ParseBaseException

__all__ = ["LIMIT", "Outside", "QueryError", "TooLong", "checked", "escaped", "form", "screened", "tokens", "unescaped"]

LIMIT = 64 * 1024
"""The longest text in UTF-8 bytes."""
NESTING = 100
"""The deepest nesting of brackets: at 2,000 the parser of Oxigraph overflows its stack, which kills the process."""
CHAIN = 1000
"""The most operators and patterns in one text: at 2,500 in a row the same parser dies in the same way."""

# The terminals of SPARQL 1.1, so that a word inside an IRI, a string, a name or a comment is never taken for a keyword,
# and a keyword never for one of these. The order matters: `<a>` before `<`, long strings before short ones.
_TOKEN = re.compile(
    r"""
      (?P<skip> [ \t\r\n]+ | \#[^\r\n]* )
    | (?P<iri> <[^\x00-\x20<>"{}|^`\\]*> )
    | (?P<string> \"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
    | (?P<name> [?$]\w+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)*
              | (?:[^\W\d_](?:[\w\-.]{0,98}\w)?)? : (?:[\w\-.:]|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<word> [A-Za-z_]\w* )
    | (?P<number> \d+(?:\.\d+)?(?:[eE][+\-]?\d+)? )
    | (?P<open> [({\[] ) | (?P<close> [)}\]] )
    | (?P<operator> \|\| | && | [!+\-*/|^<>=.;,] )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
# Oxigraph wants no blank after a keyword: it reads `SERVICE:x{…}` and `ASKFROM<x>` as SERVICE and FROM.
_OUTSIDE = re.compile(r"(?=.*?(SERVICE|FROM))[^:]*$|(SERVICE|FROM)(?:SILENT|NAMED)?:")
_PATTERNS = frozenset(["UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "GRAPH", "VALUES", "EXISTS"])
_READS = re.compile("SERVICE|FROM", re.IGNORECASE)
_COUNTED = re.compile(rf"[!+\-*/|^<>=&]|{'|'.join(sorted(_PATTERNS))}", re.IGNORECASE)
_FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"])
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)
_ESCAPED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MEANT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_REMEDY = "Ask the other endpoint itself (--endpoint URL, in Python queries.remote), or bring its data into the graph."


class QueryError(ValueError):
    """A question that cannot be asked: says which, why, and what to write instead."""

    exit_code = 2


class Outside(QueryError):
    """A question that reads from elsewhere or writes."""


class TooLong(QueryError):
    """A question longer than LIMIT."""


def checked(text: str, name: str) -> str:
    """The text as every engine reads it alike; QueryError where it is too long, too deep, no query, or reaches outside.

    SERVICE and FROM would fetch what they name, and LOAD and the other updates would change the graph; rdflib reads
    local files that FROM names. The words are looked for among the tokens first, in the parsed query after that.
    """
    _refuse_size(text, name)
    _refuse_tokens(text, name)
    text = _TOKEN.sub(lambda token: _plain(token[0]) if token.lastgroup == "string" else token[0], text)
    _refuse_parsed(text, name)
    return text


def screened(text: str, name: str) -> str:
    """The text as it is, refused as in `checked`, for Oxigraph alone: a thousand times faster where nothing is hidden.

    Oxigraph fetches nothing for FROM and has no updates in a query, so that only SERVICE is worth hiding from the
    tokens (`<a\\u0041#>SERVICE<b>{}` looks like a comment). Its letters cannot be escaped: where they stand nowhere
    the parsed query is not looked at. It takes about a second where they do.
    """
    _refuse_size(text, name)
    _refuse_tokens(text, name)
    if "SERVICE" in text.upper():
        checked(text, name)
    return text


def _refuse_size(text: str, name: str) -> None:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise QueryError(f"{name}: half of a character pair at {error.start}; no UTF-8 text has one.") from None
    if size > LIMIT:
        raise TooLong(f"{name}: longer than {LIMIT // 1024} KiB. Split the question, or ask for a page at a time.")


def tokens(text: str) -> "Iterator[re.Match[str]]":
    """The tokens of a text in order, blanks and comments among them; `lastgroup` says what each is."""
    return _TOKEN.finditer(text)


def form(text: str, name: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE, whatever comments and strings say; QueryError for updates and other texts."""
    words = (token[0].upper() for token in tokens(text) if token.lastgroup == "word")
    first = next((word for word in words if word not in ("PREFIX", "BASE")), "")
    if first in _UPDATES:
        raise QueryError(f"{name}: {first} changes the graph; only {', '.join(sorted(_FORMS))} are answered.")
    if first not in _FORMS:
        raise QueryError(f"{name}: no SPARQL query: it begins with none of {', '.join(sorted(_FORMS))}.")
    return first


def _refuse_tokens(text: str, name: str) -> None:
    depth = chain = 0
    first = ""
    plain = _plain_enough(text)
    for token in tokens(text):
        kind, word = token.lastgroup, token[0].upper()
        if kind in ("word", "name") and (found := _OUTSIDE.match(word)) and word[0] not in "?$@":
            keyword = found[1] or found[2]
            raise Outside(f"{name}:{_line(text, token)}: {keyword} is refused: it reads from elsewhere. {_REMEDY}")
        if kind == "word" and first in ("", "PREFIX", "BASE"):
            first = word
            if plain and first not in ("PREFIX", "BASE"):
                break
        depth += (kind == "open") - (kind == "close")
        chain += (kind == "operator" and word not in ".;,") or (kind == "word" and word in _PATTERNS)
        if depth > NESTING:
            raise QueryError(f"{name}:{_line(text, token)}: nested deeper than {NESTING} brackets. Write it flatter.")
        if chain > CHAIN:
            raise QueryError(f"{name}:{_line(text, token)}: more than {CHAIN} operators and patterns. Ask in parts.")
    if first in _UPDATES:
        raise Outside(f"{name}: {first} changes the graph; only SELECT, ASK, CONSTRUCT and DESCRIBE are answered.")


def _plain_enough(text: str) -> bool:
    """Whether no token after the first keyword can be at fault, whatever the tokens are: most texts, told at once."""
    if sum(map(text.count, "([{")) > NESTING or _READS.search(text):
        return False
    return sum(1 for _ in _COUNTED.finditer(text)) <= CHAIN


def _refuse_parsed(text: str, name: str) -> None:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import Query
    from rdflib.plugins.sparql.parserutils import CompValue

    try:
        # not parseQuery: that expands \uXXXX before it looks for the ends of strings, which Oxigraph does not
        todo: list[object] = list(Query.parse_string(text, parse_all=True))
    except ParseBaseException as error:
        raise QueryError(f"{name}:{error.lineno}:{error.column}: no SPARQL 1.1 query: {_context(error)}") from None
    except RecursionError:
        raise QueryError(f"{name}: nested too deeply or too long a list of patterns. Write it flatter.") from None
    except ValueError as error:  # what the parser's own actions raise, such as a number of 5,000 digits
        raise QueryError(f"{name}: no SPARQL 1.1 query: {error}") from None
    while todo:
        part = todo.pop()
        if isinstance(part, CompValue):
            if part.name in ("ServiceGraphPattern", "DatasetClause"):
                raise Outside(f"{name}: reading from elsewhere is refused (SERVICE, FROM). {_REMEDY}")
            todo.extend(part.values())
        elif isinstance(part, list | tuple) or hasattr(part, "as_list"):
            todo.extend(part)  # type: ignore[arg-type]


def _line(text: str, token: re.Match[str]) -> int:
    return text.count("\n", 0, token.start()) + 1


def _context(error: "ParseBaseException") -> str:
    rest = error.line[error.column - 1 :].strip()
    return f"cannot read on from “{rest[:60]}”" if rest else "the end came too early"


def escaped(text: str, quote: str = '"') -> str:
    """The inside of a string between these quotes; rdflib wants the other kind of quote to stand as it is."""
    return "".join(_ESCAPED.get(char, f"\\{char}" if char == quote else char) for char in text)


def unescaped(inside: str) -> str:
    """The text that the inside of a string means; an escape that SPARQL does not know stays as it is."""

    def character(escape: re.Match[str]) -> str:
        if digits := escape[1] or escape[2]:
            return chr(int(digits, 16)) if int(digits, 16) < 0x110000 else escape[0]
        return _MEANT.get(escape[0][1], escape[0])

    return _ESCAPE.sub(character, inside)


def _plain(string: str) -> str:
    """A string without \\uXXXX, which rdflib's grammar lacks, and without tabs, which its parser turns into blanks."""

    def character(escape: re.Match[str]) -> str:
        digits = escape[1] or escape[2]
        if not digits:
            return escape[0]
        known = int(digits, 16) < 0xD800 or 0xDFFF < int(digits, 16) < 0x110000
        return escaped(chr(int(digits, 16)), string[0]) if known else escape[0]

    return _ESCAPE.sub(character, string).replace("\t", "\\t")
