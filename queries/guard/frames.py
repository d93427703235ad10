"""What the processes of the guard say to each other: a head in JSON and a body in bytes, their lengths before them."""

import json
import socket
from collections.abc import Mapping
from struct import Struct
from typing import Any

__all__ = ["LENGTHS", "framed", "received", "sent"]

LENGTHS = Struct(">II")
Head = dict[str, Any]


def framed(head: Mapping[str, object], body: bytes = b"") -> bytes:
    text = json.dumps(head).encode()
    return LENGTHS.pack(len(text), len(body)) + text + body


def sent(connection: socket.socket, head: Mapping[str, object], body: bytes = b"") -> None:
    connection.sendall(framed(head, body))


def received(connection: socket.socket) -> tuple[Head, bytes]:
    """The next head and body; EOFError where the other side has ended."""
    head, body = LENGTHS.unpack(_exactly(connection, LENGTHS.size))
    return json.loads(_exactly(connection, head)), _exactly(connection, body)


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(min(size - len(parts), 1 << 20))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
