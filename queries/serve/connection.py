"""One connection to a client: the HTTP of uvicorn, with the deadlines and the bound on their number that it lacks."""

import asyncio
import socket
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from queries.serve.bounds import Bounds
from queries.serve.problems import MEDIA_TYPE, document

__all__ = ["bounded"]


def bounded(bounds: Bounds) -> type[asyncio.Protocol]:
    """The class of the connections of one server; they know of each other, so that the idlest makes room."""
    idle: dict[H11Protocol, None] = {}  # in the order in which they were last heard

    class Connection(H11Protocol):
        timer: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            # a header and a short body are two writes; together with late acknowledgements, the second waits 40 ms
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if len(self.connections) > bounds.connections:
                (next(iter(idle), self)).transport.abort()
            idle[self] = None
            self._await_header()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self._asked():
                self._stop()
                idle.pop(self, None)
            elif self.timer is None:
                self._await_header()  # from the first byte after an answer; the next ones do not put it off

        def on_response_complete(self) -> None:
            super().on_response_complete()
            if not self._asked() and not self.transport.is_closing():
                idle[self] = None

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop()
            idle.pop(self, None)
            super().connection_lost(exc)

        def pause_writing(self) -> None:
            super().pause_writing()
            self._stop()
            self.timer = self.loop.call_later(bounds.sending, self.transport.abort)

        def resume_writing(self) -> None:
            super().resume_writing()
            self._stop()

        def send_400_response(self, msg: str) -> None:
            self._refuse(400, f"{msg} A header may have {bounds.header_bytes:,} bytes.")

        def _asked(self) -> bool:
            return self.cycle is not None and not self.cycle.response_complete

        def _await_header(self) -> None:
            self.timer = self.loop.call_later(bounds.header, self._late)

        def _late(self) -> None:
            self._refuse(408, f"The header of the request was not there after {bounds.header:g} s.")

        def _stop(self) -> None:
            if self.timer:
                self.timer.cancel()
                self.timer = None

        def _refuse(self, status: int, detail: str) -> None:
            body = document(status, detail)
            head = (
                f"HTTP/1.1 {status} \r\nContent-Type: {MEDIA_TYPE}\r\nContent-Length: {len(body)}\r\nConnection: close"
            )
            self.transport.write(head.encode() + b"\r\n\r\n" + body)
            self.transport.close()

    return Connection
