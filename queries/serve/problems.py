"""What goes wrong, as HTTP says it: a status and a problem document (RFC 9457) that says why and what to do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.responses import Response

from queries.guard import Busy, GuardError, NotAcceptable, OutOfTime, Overrun, TooMuch
from queries.text import Outside, QueryError, TooLong

__all__ = ["MEDIA_TYPE", "Problem", "document", "problem"]

MEDIA_TYPE = "application/problem+json"
# The first that fits counts. A limit that the same query will meet again is no 503, which asks clients to try again.
_STATUS: tuple[tuple[type[Exception], int], ...] = (
    (TooLong, 413),
    (Outside, 403),
    (QueryError, 400),
    (NotAcceptable, 406),
    (TooMuch, 413),
    (OutOfTime, 504),
    (Overrun, 503),
    (Busy, 503),
    (GuardError, 503),
)

_TITLES = {413: "Content Too Large", 421: "Misdirected Request"}  # as RFC 9110 has them


@dataclass
class Problem(Exception):
    """A request that is answered with an error."""

    status: int
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> Response:
        return Response(document(self.status, self.detail), self.status, dict(self.headers), MEDIA_TYPE)


def problem(error: QueryError | GuardError) -> Problem:
    """The status that an error of a query has in HTTP."""
    status = next(status for kind, status in _STATUS if isinstance(error, kind))
    headers = {"Retry-After": str(Busy.retry)} if isinstance(error, Busy) else {}
    return Problem(status, str(error), headers)


def document(status: int, detail: str) -> bytes:
    """The body of a problem document; its type is the status."""
    said = {
        "type": "about:blank",
        "title": _TITLES.get(status) or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"
