"""The same questions at somebody else's endpoint, through SPARQLWrapper; the answer is the Result that `run` gives."""

import json
import re
from ast import literal_eval
from http.client import HTTPException
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from queries.binding import bind
from queries.catalogue import question
from queries.result import Result, Term

__all__ = ["RemoteError", "run"]

AGENT = "intercity (https://w3id.org/icr/; SPARQLWrapper)"
MOST = 64 * 1024 * 1024
"""Bytes of an answer beyond which the rest is not fetched."""


class RemoteError(RuntimeError):
    """An endpoint that did not answer a question: says which, what came instead, and what to try."""


def run(
    source: str | Path, endpoint: str, /, *, timeout: int = 65, deadline: int = 180, **parameters: object
) -> Result:
    """Ask a question (as in `queries.run`) of an endpoint by POST; one request, no retry.

    `timeout` seconds may pass without a byte, `deadline` seconds in all. RemoteError for anything but a whole answer:
    no connection, an HTTP error, a page of HTML, half an answer, an answer from another host. QueryError as in `run`.
    """
    from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
    from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

    if not re.match(r"https?://[\w.-]+(:\d+)?(/|$)", endpoint):
        raise RemoteError(f"{endpoint}: an endpoint begins with http:// or https://.")
    wrapper = SPARQLWrapper(endpoint, agent=AGENT)
    wrapper.setQuery(bind(question(source), parameters))
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    wrapper.setTimeout(min(timeout, deadline))
    rows = wrapper.queryType in ("SELECT", "ASK")
    wrapper.setReturnFormat(JSON if rows else TURTLE)
    end, content = monotonic() + deadline, b""
    try:
        with wrapper.query().response as answer:
            content = _read(answer, endpoint, end)
        return _rows(json.loads(content)) if rows else _graph(content)
    except HTTPError as error:
        error.close()
        later = error.headers.get("Retry-After")
        hint = f" Try again in {later} s." if later else ""
        raise RemoteError(f"{endpoint}: HTTP {error.code} {error.reason}.{hint}") from None
    except SPARQLWrapperException as error:
        if isinstance(error.__context__, HTTPError):
            error.__context__.close()
        body = str(error).partition("Response:\n")[2]
        raise RemoteError(f"{endpoint}: {error.msg.rstrip('. ')}: {_start(literal_eval(body or repr('')))}") from None
    except TimeoutError:
        raise RemoteError(f"{endpoint}: nothing came for {min(timeout, deadline)} s. Ask for less, or later.") from None
    except (OSError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise RemoteError(f"{endpoint}: {reason}. Is the address right, and does the endpoint run?") from None
    except (ValueError, KeyError, TypeError, SyntaxError):
        raise RemoteError(f"{endpoint}: that is no SPARQL answer: {_start(content)}") from None


def _read(answer: Any, endpoint: str, end: float) -> bytes:
    """The body, read as it comes, so that an endpoint that sends a byte now and then meets the deadline."""
    if urlsplit(answer.geturl()).netloc != urlsplit(endpoint).netloc:
        raise RemoteError(f"{endpoint}: sends on to {answer.geturl()}. Ask that address if you trust it.")
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(1 << 16):
        parts.append(part)
        size += len(part)
        if size > MOST:
            raise RemoteError(f"{endpoint}: more than {MOST >> 20} MiB. Ask with LIMIT, or for one city at a time.")
        if monotonic() > end:
            raise RemoteError(f"{endpoint}: not finished within the deadline. Ask for less, or allow more time.")
    return b"".join(parts)


def _rows(answer: Any) -> Result:
    if "boolean" in answer:
        return Result(("ask",), ((Literal(bool(answer["boolean"])),),), "ask")
    columns = tuple(map(str, answer["head"]["vars"]))
    rows = [tuple(_term(row.get(name)) for name in columns) for row in answer["results"]["bindings"]]
    return Result(columns, tuple(rows))


def _term(cell: Any) -> Term | None:
    if cell is None:
        return None
    kind, value = cell["type"], cell["value"]
    if kind == "uri":
        return NamedNode(value)
    if kind == "bnode":
        return BlankNode(re.sub(r"[^A-Za-z0-9]", "", value))
    if kind not in ("literal", "typed-literal"):
        raise ValueError(f"unexpected term: {cell!r}")
    if language := cell.get("xml:lang"):
        return Literal(value, language=language)
    return Literal(value, datatype=NamedNode(cell["datatype"])) if "datatype" in cell else Literal(value)


def _graph(content: bytes) -> Result:
    triples = {(quad.subject, quad.predicate, quad.object) for quad in parse(content, format=RdfFormat.TURTLE)}
    return Result(("subject", "predicate", "object"), tuple(sorted(triples, key=str)), "graph")


def _start(content: object) -> str:
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else str(content)
    return re.sub(r"<[^>]*>|\s+", " ", text[:2000]).strip()[:200] or "nothing"
