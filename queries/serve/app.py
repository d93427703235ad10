"""The application: which query a request asks, and the answer of the guard as an HTTP response."""

import asyncio
import json
import logging
from collections.abc import Coroutine, Mapping
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from queries.guard import Answer, Busy, GuardError, Pool
from queries.page import POLICY, File
from queries.serve.asked import asked
from queries.serve.bounds import Bounds, Door
from queries.serve.entrance import ALLOWED, entered
from queries.serve.problems import Problem, problem
from queries.serve.service import described
from queries.text import QueryError

__all__ = ["application"]

_LARGE, _PART = 1 << 20, 256 << 10
_KEPT = {"Cache-Control": "no-cache", "Vary": "Accept"}


def application(pool: Pool, pages: Mapping[str, File], door: Door, bounds: Bounds) -> ASGIApp:
    """The endpoint at `/sparql`, the files of `pages` at their addresses, and `/health`."""
    large = asyncio.Semaphore(bounds.large)
    routes = [
        Route("/sparql", partial(_sparql, pool, bounds, large), methods=["GET", "HEAD", "POST"]),
        Route("/health", partial(_health, pool)),
        *(Route(f"/{path}", partial(_page, file)) for path, file in pages.items()),
    ]
    handlers: dict[Any, Any] = {HTTPException: _http, Problem: _problem, ClientDisconnect: _left, 500: _fault}
    return partial(entered, Starlette(routes=routes, exception_handlers=handlers), door)


async def _sparql(pool: Pool, bounds: Bounds, large: asyncio.Semaphore, request: Request) -> Response:
    body = await _body(request, bounds)
    text = asked(request.method, request.scope["query_string"], request.headers.get("content-type", ""), body)
    accept = ", ".join(request.headers.getlist("accept"))
    if text is None:
        address = str(request.url.replace(query="", fragment=""))
        found = described(address, pool.triples, accept)
        return Response(found[0], 200, _KEPT, found[1]) if found else RedirectResponse("/", 303, {"Vary": "Accept"})
    try:
        answer = await _while_there(request, pool.ask(text, accept))
    except (QueryError, GuardError) as error:
        raise problem(error) from None
    headers = {**_KEPT, "ETag": f'"{answer.digest[:32]}"'}
    if _known(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return _Whole(answer, headers, large, bounds.sending)


async def _health(pool: Pool, _: Request) -> Response:
    return Response(json.dumps({"status": "ok", "triples": pool.triples}), 200, {"Cache-Control": "no-store"}, _JSON)


async def _page(file: File, _: Request) -> Response:
    headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
    return Response(file.content, 200, headers, file.media_type)


async def _body(request: Request, bounds: Bounds) -> bytes:
    """What the request holds besides its header, as far as the bounds allow; Problem beyond."""
    if (coding := request.headers.get("content-encoding", "identity")) != "identity":
        raise Problem(415, f"Content-Encoding {coding}: send the query as it is.", {"Accept-Encoding": "identity"})
    parts = bytearray()
    too_large = Problem(413, f"A request has at most {bounds.body_bytes:,} bytes.", {"Connection": "close"})
    if int(request.headers.get("content-length", "0")) > bounds.body_bytes:
        raise too_large
    try:
        async with asyncio.timeout(bounds.body):
            async for part in request.stream():
                parts += part
                if len(parts) > bounds.body_bytes:
                    raise too_large
    except TimeoutError:
        raise Problem(408, f"The request was not there after {bounds.body:g} s.", {"Connection": "close"}) from None
    return bytes(parts)


async def _while_there(request: Request, asking: Coroutine[Any, Any, Answer]) -> Answer:
    """The answer; where the client leaves before it is there, the query is ended."""
    answer, left = asyncio.ensure_future(asking), asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait([answer, left], return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            raise ClientDisconnect
        return answer.result()
    finally:
        answer.cancel()
        left.cancel()


class _Whole(Response):
    """An answer with its length before it, so that a part of it never passes for the whole.

    A large one goes out in parts, a few such answers at a time: those that nobody reads would fill the memory.
    """

    def __init__(self, answer: Answer, headers: Mapping[str, str], large: asyncio.Semaphore, patience: float) -> None:
        self.large, self.patience = large, patience
        if len(answer.body) > _LARGE and large.locked():
            raise problem(Busy("many large answers go out already."))
        super().__init__(answer.body, 200, headers, answer.media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if len(self.body) <= _LARGE:
            await super().__call__(scope, receive, send)
            return
        try:
            async with self.large, asyncio.timeout(self.patience):
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                for start in range(0, len(self.body), _PART):
                    part = bytes(self.body[start : start + _PART])
                    await send(
                        {"type": "http.response.body", "body": part, "more_body": start + _PART < len(self.body)}
                    )
        except TimeoutError:
            return  # the server closes a connection on which a response is not complete


_JSON = "application/json"


def _known(header: str, tag: str) -> bool:
    return header.strip() == "*" or tag in (each.strip().removeprefix("W/") for each in header.split(","))


async def _problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = {
        404: f"Nothing is at {request.url.path[:200]}. The endpoint is /sparql, the page for people /.",
        405: f"{request.method} is not answered here: the graph can be read, with GET or POST.",
    }
    allowed = {"Allow": ALLOWED.get(request.url.path, ALLOWED["*"])} if error.status_code == 405 else {}
    return Problem(error.status_code, said.get(error.status_code, error.detail), allowed).response()


async def _left(_: Request, _error: Exception) -> Response:
    return Response(status_code=499)  # nobody hears it


async def _fault(_: Request, error: Exception) -> Response:
    logging.getLogger("intercity").error("a fault of the endpoint", exc_info=error)
    return Problem(500, "A fault of the endpoint, not of the query; its log says more.").response()
