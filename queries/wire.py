"""One request to somebody else's endpoint through SPARQLWrapper, inside bounds of time, size and place."""

import http.client
import json
import re
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock, Timer
from time import monotonic
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

__all__ = ["MOST", "RemoteError", "Reply", "post", "words"]

AGENT = "intercity (https://w3id.org/icr/; SPARQLWrapper)"
MOST = 64 * 1024 * 1024
"""Bytes of an answer beyond which the rest is not fetched."""
_PATIENCE = frozenset([429, 502, 503, 504])
_ONE = Lock()
"""Held while a request is under way: an endpoint never gets two of ours at once."""


class RemoteError(RuntimeError):
    """An endpoint that did not answer a question: says which, what came instead, and what to try.

    `again` tells that the same request may succeed later, `after` how many seconds the endpoint asked to wait, and
    `status` the HTTP status, 0 where there was none.
    """

    exit_code = 3

    def __init__(self, said: str, *, again: bool = False, after: float = 0.0, status: int = 0) -> None:
        super().__init__(said)
        self.again, self.after, self.status = again, after, status


@dataclass(frozen=True)
class Reply:
    """The whole body of an answer and its media type."""

    content: bytes
    media: str


def post(endpoint: str, text: str, form: str, *, timeout: float, end: float) -> Reply:
    """Ask `text`, which is a SELECT, ASK, CONSTRUCT or DESCRIBE, once; RemoteError unless all of an answer comes.

    `timeout` seconds may pass without a byte; at `end` (of `monotonic`) the connection is cut, whatever it is doing.
    """
    wrapper = SPARQLWrapper(endpoint, agent=AGENT)
    wrapper.setQuery(text)
    wrapper.queryType = form  # its own guess is misled by words in comments: "# ADD" would be sent as an update
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    wrapper.setReturnFormat(JSON if form in ("SELECT", "ASK") else TURTLE)
    with _ONE, _cut(end, endpoint) as sockets:
        left = end - monotonic()
        if left <= 0:
            raise RemoteError(_late(endpoint))
        try:
            # not wrapper.query(): that follows redirections anywhere, and loses the headers of errors
            opener = urllib.request.build_opener(_Redirection(endpoint), _Recording(sockets))
            with opener.open(wrapper._createRequest(), timeout=min(timeout, left)) as answer:
                _whole(answer.headers, endpoint)
                content = _read(answer, endpoint)
            if monotonic() >= end:  # cut, not ended
                raise RemoteError(_late(endpoint))
            return Reply(content, answer.headers.get_content_type())
        except HTTPError as error:
            raise _refused(error, endpoint) from None
        except (OSError, http.client.HTTPException) as error:
            reason = error.reason if isinstance(error, URLError) else error
            if monotonic() >= end:
                raise RemoteError(_late(endpoint)) from None
            if isinstance(reason, TimeoutError):
                said = f"nothing came for {timeout:g} s. Ask for less, or later."
                raise RemoteError(f"{endpoint}: {said}", again=True) from None
            absent = isinstance(reason, ConnectionRefusedError | socket.gaierror)
            said = f"{words(str(reason))}. Is the address right, and does the endpoint run?"
            raise RemoteError(f"{endpoint}: {said}", again=not absent) from None


def _late(endpoint: str) -> str:
    return f"{endpoint}: not finished within the deadline. Ask for less, or allow more time."


def _read(answer: Any, endpoint: str) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(1 << 16):
        parts.append(part)
        size += len(part)
        if size > MOST:
            raise RemoteError(f"{endpoint}: more than {MOST >> 20} MiB. Ask with LIMIT, or for one city at a time.")
    if answer.length:  # read1 takes a connection that breaks for the end
        raise http.client.IncompleteRead(b"", answer.length)
    return b"".join(parts)


def _whole(headers: Any, endpoint: str) -> None:
    """RemoteError where Virtuoso says in a header that it gave only a part of the rows."""
    cut = headers.get("X-SPARQL-MaxRows")
    if cut or headers.get("X-SQL-State", "").startswith("S1TAT"):
        why = f"cut the answer off at {cut} rows" if cut else "ran out of time and sent the rows it had"
        raise RemoteError(f"{endpoint}: {why}. Ask for less, for example with LIMIT.")


def _refused(error: HTTPError, endpoint: str) -> RemoteError:
    with error:
        try:
            body = error.read(1 << 16)
        except (OSError, http.client.HTTPException):
            body = b""
    after = _seconds(error.headers.get("Retry-After"))
    hint = f" Try again in {after:.0f} s." if after else ""
    said = _problem(body) or words(body)
    told = f"HTTP {error.code} {words(str(error.reason))}{f': {said}' if said else ''}".rstrip(". ")
    return RemoteError(f"{endpoint}: {told}.{hint}", again=error.code in _PATIENCE, after=after, status=error.code)


def _seconds(after: str | None) -> float:
    """The seconds that Retry-After means, which is a number or a date (RFC 9110, 10.2.3); 0 where it means nothing."""
    if after is None or re.fullmatch(r"\s*\d{1,9}\s*", after, re.ASCII):
        return float(after or 0)
    try:
        return max(0.0, (parsedate_to_datetime(after) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):  # a date without a zone cannot be taken from one with
        return 0.0


def _problem(body: bytes) -> str:
    """What a problem document (RFC 9457) says; empty for any other body."""
    try:
        told = json.loads(body)
        return words(str(told.get("detail") or told["title"]))
    except (ValueError, KeyError, AttributeError, RecursionError):
        return ""


def words(content: bytes | str) -> str:
    """The first words of a page or message, on one line, without markup and control characters."""
    text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    plain = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>|\s+", " ", text[:4000], flags=re.DOTALL | re.IGNORECASE)
    return " ".join("".join(char if char.isprintable() else " " for char in plain).split())[:200]


class _Redirection(urllib.request.HTTPRedirectHandler):
    """Sends the question on where the same host asks for it, and nowhere else."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint

    def redirect_request(self, *given: Any) -> urllib.request.Request:
        req, fp, _code, _reason, _headers, newurl = given
        here, there = urlsplit(self.endpoint), urlsplit(newurl)
        if (there.scheme, there.netloc) == (here.scheme, here.netloc):
            return urllib.request.Request(newurl, req.data, dict(req.header_items()), method="POST")
        fp.close()
        raise RemoteError(f"{self.endpoint}: sends on to {words(newurl)}. Ask that address if you trust it.")


class _Recording(urllib.request.HTTPSHandler, urllib.request.HTTPHandler):
    """Opens connections as ever, and adds their sockets to a list."""

    def __init__(self, sockets: list[socket.socket]) -> None:
        super().__init__()
        self.sockets = sockets

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._recorded(http.client.HTTPConnection), req)

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(self._recorded(http.client.HTTPSConnection), req)

    def _recorded(self, kind: Any) -> Any:
        sockets = self.sockets

        class Connection(kind):  # type: ignore[misc]
            def connect(self) -> None:
                super().connect()
                sockets.append(self.sock)

        return Connection


@contextmanager
def _cut(end: float, endpoint: str) -> Iterator[list[socket.socket]]:
    """A list for sockets, which are shut down at `end`: a timeout counts from the last byte, and bytes may drip."""
    sockets: list[socket.socket] = []
    timer = Timer(max(0.0, end - monotonic()), _shut, [sockets])
    timer.daemon, timer.name = True, f"deadline of {endpoint}"
    timer.start()
    try:
        yield sockets
    finally:
        timer.cancel()


def _shut(sockets: list[socket.socket]) -> None:
    for each in sockets:
        with suppress(OSError):  # it may have ended by itself
            each.shutdown(socket.SHUT_RDWR)
