"""What comes before every request and with every response: by which name, from which page, and which headers."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from queries.serve.bounds import Door
from queries.serve.problems import Problem

__all__ = ["ALLOWED", "entered"]

ALLOWED = {"/sparql": "GET, HEAD, OPTIONS, POST", "*": "GET, HEAD, OPTIONS"}
"""The methods at a path."""

_EVER = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
}


async def entered(inner: ASGIApp, door: Door, scope: Scope, receive: Receive, send: Send) -> None:
    """Let in who names us and may ask, answer what browsers ask beforehand, and set the headers of every response."""
    headers = Headers(scope=scope)
    host, origin = headers.get("host", ""), headers.get("origin", "")
    shared = bool(origin) and door.shares(origin)

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = MutableHeaders(scope=message)
            for name, value in _EVER.items():
                given.setdefault(name, value)
            given["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
            if door.origins:
                given.add_vary_header("Origin")
            if shared:
                given["Access-Control-Allow-Origin"] = origin
                given["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        await send(message)

    app = inner
    if not door.knows(host):
        said = "is no name of this endpoint. Ask it by its address, or start it with --name for each of its names."
        app = Problem(421, f"{host[:200] or 'An empty Host'} {said}", {"Connection": "close"}).response()
    elif origin and not door.lets(origin, host):
        said = "Pages of other sites may not ask here; its operator can let them, with --cors"
        app = Problem(403, f"{said} {origin[:200]}.").response()
    elif scope["method"] == "OPTIONS":
        allowed = {"Allow": ALLOWED.get(scope["path"], ALLOWED["*"])}
        if shared and "access-control-request-method" in headers:
            allowed |= {
                "Access-Control-Allow-Methods": "GET, HEAD, POST",
                "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
                "Access-Control-Max-Age": "600",
            }
        app = Response(status_code=204, headers=allowed)
    await app(scope, receive, dressed)
