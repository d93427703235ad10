"""Taking from a process what a query must not have: files, connections, memory, and time beyond its parent's."""

import ctypes
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

__all__ = ["alone", "without_files", "without_network"]

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_PARENT_DEATH, _NO_NEW_PRIVILEGES = 1, 38


def without_network() -> None:
    """Leave the machine's network for an empty one, where the system allows; for the process and all it forks."""
    if sys.platform == "linux":
        system = ctypes.CDLL(None, use_errno=True)
        if system.unshare(_NEW_NET):
            system.unshare(_NEW_USER | _NEW_NET)


def alone(connection: socket.socket) -> socket.socket:
    """Keep no open file but this connection, end with the parent, and be the first to go where memory runs out.

    Standard error becomes standard output, for the engine complains there before it gives up.
    """
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        system.prctl(_PARENT_DEATH, signal.SIGKILL)
        system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    number = connection.detach()
    if number != 3:
        os.dup2(number, 3)
    os.dup2(1, 2)
    os.closerange(4, 65536)
    return socket.socket(fileno=3)


def without_files(memory: int) -> None:
    """Open nothing more, no file, no socket; write no file; use at most `memory` bytes more than now."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        _limited(resource.RLIMIT_AS, pages * resource.getpagesize() + memory)
    _limited(resource.RLIMIT_FSIZE, 0)
    _limited(resource.RLIMIT_CORE, 0)
    following = os.dup(0)  # the lowest number that is free, which is what the next opened file would get
    os.close(following)
    _limited(resource.RLIMIT_NOFILE, following)


def _limited(kind: int, most: int) -> None:
    hard = resource.getrlimit(kind)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))
