"""What requests may use of the endpoint, and who may send them; seconds, bytes and numbers."""

import ipaddress
from dataclasses import dataclass

__all__ = ["Bounds", "Door"]


@dataclass(frozen=True)
class Bounds:
    """How slow, large and many requests may be."""

    header: float = 5.0
    """Seconds from the first byte of a request, or from the connection, to the end of its header."""
    body: float = 10.0
    """Seconds for the rest of it."""
    sending: float = 120.0
    """Seconds for an answer to go out."""
    header_bytes: int = 256 << 10
    """A query of 64 KiB may stand in the address, and percent-encoding triples it."""
    body_bytes: int = 256 << 10
    connections: int = 500
    """Beyond so many, the one that has said nothing for longest is closed."""
    large: int = 8
    """So many answers of more than a megabyte go out at a time."""


@dataclass(frozen=True)
class Door:
    """Under which names the endpoint is reached, and which other sites may read it (CORS); lower case."""

    names: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    public: bool = False
    """Whether it listens on other addresses than loopback, so that a bare address is a name of it, too."""

    def knows(self, host: str) -> bool:
        """Whether a Host header names us: else a page elsewhere has pointed its own name at this machine."""
        name = host.strip().lower()
        name = name.partition("]")[0] + "]" if name.startswith("[") else name.partition(":")[0]
        if name in ("localhost", "127.0.0.1", "[::1]") or name in self.names:
            return True
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return self.public

    def lets(self, origin: str, host: str) -> bool:
        """Whether a page of this origin may ask: one of ours, or one that was named."""
        own = origin.lower().partition("://")[2] == host.strip().lower()
        return own or self.shares(origin)

    def shares(self, origin: str) -> bool:
        """Whether a browser may show the answer to a page of this origin."""
        return origin.lower() in self.origins or "*" in self.origins
