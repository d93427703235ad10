"""The query that a request asks, by the SPARQL 1.1 Protocol: by GET, by either form of POST, and by nothing else."""

from email.message import Message
from urllib.parse import parse_qsl

from queries.serve.problems import Problem

__all__ = ["asked"]

_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
_WRITES = "This endpoint only answers questions; nothing can be written here."
_MEDIA = {"Accept-Post": f"{_FORM}, {_DIRECT}"}


def asked(method: str, parameters: bytes, content_type: str, body: bytes) -> str | None:
    """The query of a GET, HEAD or POST; None for a GET without parameters, which asks what the service is.

    `parameters` is what follows the question mark, as sent. Problem where there is no query, more than one, an update,
    another dataset, another media type, or text that is not UTF-8. Parameters that the protocol does not know pass.
    """
    pairs = _pairs(parameters, "the address")
    if method != "POST":
        return _one(pairs, []) if pairs or parameters else None
    kind, charset = _content_type(content_type)
    if kind == "application/sparql-update":
        raise Problem(403, _WRITES)
    if kind not in (_FORM, _DIRECT):
        said = f"{kind or 'A POST without Content-Type'} is no query. Send {_DIRECT}, or {_FORM} with query=…."
        raise Problem(415, said, _MEDIA)
    if charset.lower() not in ("", "utf-8", "utf8", "us-ascii"):
        raise Problem(400, f"charset={charset}: a query is sent in UTF-8.")
    if kind == _FORM:
        return _one(pairs + _pairs(body, "the form"), [])
    try:
        return _one(pairs, [body.decode()])
    except UnicodeDecodeError as error:
        raise Problem(400, f"The query is not UTF-8 at byte {error.start}.") from None


def _pairs(text: bytes, where: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text.decode(), keep_blank_values=True, errors="strict", max_num_fields=100)
    except UnicodeDecodeError as error:
        raise Problem(400, f"A value in {where} is not UTF-8 at byte {error.start}.") from None
    except ValueError:
        raise Problem(400, f"More than 100 parameters in {where}.") from None


def _one(pairs: list[tuple[str, str]], queries: list[str]) -> str:
    names = {name for name, _ in pairs}
    queries += [value for name, value in pairs if name == "query"]
    if "update" in names or "using-graph-uri" in names or "using-named-graph-uri" in names:
        raise Problem(400 if queries else 403, _WRITES)
    if len(queries) != 1:
        found = f"{len(queries)} of them" if queries else "none"
        raise Problem(400, f"A request has exactly one query=…; here are {found}.")
    if other := names & {"default-graph-uri", "named-graph-uri"}:
        said = "There is one graph here, and every query is asked of it."
        raise Problem(403, f"{', '.join(sorted(other))}: {said} Leave the parameter out.")
    return queries[0]


def _content_type(header: str) -> tuple[str, str]:
    message = Message()
    message["Content-Type"] = header
    return (message.get_content_type() if header.strip() else ""), str(message.get_param("charset") or "")
