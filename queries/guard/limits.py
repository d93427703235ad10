"""What a guarded query may use, what it gives, and the ways in which it ends without an answer."""

from dataclasses import dataclass

__all__ = ["Answer", "Busy", "GuardError", "Limits", "NotAcceptable", "OutOfTime", "Overrun", "TooMuch"]


@dataclass(frozen=True)
class Limits:
    """What queries may use of the machine; seconds, bytes and numbers of processes."""

    deadline: float = 30.0
    """Seconds from the start of a query to its end."""
    quick: float = 0.5
    """Seconds after which a query counts as slow: it goes on in one of the `slow` places, and its place is free."""
    patience: float = 1.0
    """Seconds that a query waits for a place."""
    workers: int = 2
    """Processes that stand ready: so many quick queries run at a time."""
    slow: int = 3
    """So many slow queries run at a time, with less of the processor than the quick ones."""
    queue: int = 16
    """So many queries wait for a place; the next is told to come later."""
    memory: int = 512 << 20
    """Bytes that a query may use beyond the graph."""
    rows: int = 1_000_000
    """Rows or triples of an answer."""
    bytes: int = 64 << 20
    """Bytes of an answer in the format asked for."""
    in_memory: int = 512 << 20
    """Bytes of a file beyond which its graph is kept on disk, which is four to nine times slower."""


@dataclass(frozen=True)
class Answer:
    """A whole answer: its bytes, their media type, and their SHA-256 in hexadecimal digits."""

    body: bytes
    media_type: str
    digest: str = ""


class GuardError(RuntimeError):
    """A query that was asked and has no answer: says which limit it met, and what to do."""

    exit_code = 3


class NotAcceptable(GuardError):
    """None of the formats asked for fits this form of query."""


class Busy(GuardError):
    """All places are taken; the same query may be asked again after `retry` seconds."""

    retry = 2


class OutOfTime(GuardError):
    """Not finished within the deadline."""


class Overrun(GuardError):
    """The process ended: too much memory, or too deep for the engine's stack."""


class TooMuch(GuardError):
    """More rows or bytes than an answer may have."""
