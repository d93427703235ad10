"""Serving until somebody ends it: the socket, the guard behind it, and an end that leaves nothing behind."""

import ipaddress
import logging
import os
import socket
from collections.abc import Callable, Mapping

import uvicorn

from queries.guard import Limits, Pool
from queries.guard.process import Source
from queries.page import File
from queries.serve.app import application
from queries.serve.bounds import Bounds, Door
from queries.serve.connection import bounded

__all__ = ["Address", "address", "listening", "loopback", "serve"]


class Address(ValueError):
    """An address at which nothing can be served: says which, why, and what to do."""

    exit_code = 2


def listening(bind: str, port: int) -> socket.socket:
    """A socket that listens there; Address where it cannot, such as a port that is in use."""
    if not 0 <= port <= 65535:
        raise Address(f"{port}: ports go from 0 to 65535; 0 takes any that is free.")
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    try:
        return socket.create_server((bind, port), family=family, backlog=1024)
    except OSError as error:
        said = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
        raise Address(f"{bind}:{port}: {said}. Choose another --port; 0 takes any that is free.") from None


def loopback(bind: str) -> bool:
    """Whether only programs on the same machine can reach it."""
    try:
        return bind == "localhost" or ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return False


def address(listener: socket.socket) -> str:
    """The address at which a browser on this machine finds it."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


async def serve(
    listener: socket.socket,
    source: Source,
    pages: Mapping[str, File],
    door: Door,
    limits: Limits | None = None,
    bounds: Bounds | None = None,
    ready: Callable[[], object] = lambda: None,
) -> None:
    """Answer at `listener` until the process is told to end; `ready` is called when the graph is loaded.

    Unusable where it cannot be loaded. SIGINT and SIGTERM end it; queries that run then are answered with an error.
    """
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)  # what clients do wrong is theirs to hear
    bounds = bounds or Bounds()
    async with await Pool.open(source, limits) as pool:
        config = uvicorn.Config(
            application(pool, pages, door, bounds),
            http=bounded(bounds),
            interface="asgi3",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            h11_max_incomplete_event_size=bounds.header_bytes,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=2,
        )
        ready()
        await _Server(config, pool).serve(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that ends the queries first, so that nobody waits for them at its end."""

    def __init__(self, config: uvicorn.Config, pool: Pool) -> None:
        super().__init__(config)
        self.pool = pool

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self.pool.close()
        await super().shutdown(sockets)
