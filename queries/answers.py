"""Answers of other endpoints, kept in the user's cache folder by the hash of what was asked."""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from queries.wire import Reply

__all__ = ["key", "load", "save"]

MOST = 256 * 1024 * 1024
"""Bytes that all kept answers may take together; the oldest go first."""


def key(endpoint: str, text: str) -> str:
    return hashlib.sha256(f"{endpoint}\n{text}".encode()).hexdigest()


def load(where: Path, name: str) -> tuple[Reply, datetime] | None:
    """A kept answer and when it came; None where there is none, or where its bytes are not those that were kept."""
    try:
        head, _, content = (where / f"answer-{name}").read_bytes().partition(b"\n")
        told = json.loads(head)
        if told["sha256"] == hashlib.sha256(content).hexdigest():
            return Reply(content, str(told["media"])), datetime.fromisoformat(told["came"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None


def save(where: Path, name: str, reply: Reply) -> None:
    """Keep a whole answer; trouble with the disk is no error, the answer is just not kept."""
    digest = hashlib.sha256(reply.content).hexdigest()
    head = {"media": reply.media, "came": datetime.now(UTC).isoformat(), "sha256": digest}
    with suppress(OSError):
        where.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(".part", "answer-", where)
        try:
            with open(handle, "wb") as file:
                file.write(json.dumps(head).encode() + b"\n" + reply.content)
            os.replace(part, where / f"answer-{name}")
        finally:
            Path(part).unlink(missing_ok=True)
        room = MOST
        for path in sorted(where.glob("answer-*"), key=lambda one: one.stat().st_mtime, reverse=True):
            room -= path.stat().st_size
            if room < 0:
                path.unlink(missing_ok=True)
