"""One worker: answers queries over its socket until that is closed; confined before it reads the first."""

import hashlib
import os
import signal
import socket
from contextlib import suppress

from pyoxigraph import Store

from queries.guard.confined import alone, without_files
from queries.guard.formats import written
from queries.guard.frames import received, sent
from queries.guard.limits import GuardError, Limits
from queries.run import found
from queries.text import QueryError, screened

__all__ = ["answered", "serve"]


def serve(connection: socket.socket, store: Store | str, limits: Limits) -> None:
    """Say that it is ready, then answer each query that comes; `store` is a graph in memory, or the folder of one."""
    connection = alone(connection)
    graph = Store.read_only(store) if isinstance(store, str) else store
    without_files(limits.memory)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # it ends the process in the midst of the engine's work
    sent(connection, {"ready": os.getpid()})
    with suppress(EOFError, OSError):
        while True:
            head, _ = received(connection)
            signal.setitimer(signal.ITIMER_REAL, limits.deadline)
            answer, body = answered(graph, str(head["text"]), str(head["accept"]), limits)
            signal.setitimer(signal.ITIMER_REAL, 0)
            sent(connection, answer, body)


def answered(graph: Store, text: str, accept: str, limits: Limits) -> tuple[dict[str, str], bytes]:
    """What a worker answers: the media type of a body and its digest, or the name of an error and its message."""
    try:
        answer = written(found(graph, screened(text, "query"), "query"), accept, limits)
    except (QueryError, GuardError) as error:
        return {"error": type(error).__name__, "message": str(error)}, b""
    except OSError as error:  # nothing of the graph is read from a file any more: a way out that only the engine saw
        return {"error": "Outside", "message": f"query: reading from elsewhere is refused: {error}"}, b""
    except RuntimeError as error:  # what the engine finds wrong only as it goes on
        return {"error": "QueryError", "message": f"query: {str(error).partition(chr(10))[0][:160]}"}, b""
    except MemoryError:
        return {"error": "Overrun", "message": f"more than {limits.memory:,} bytes of memory"}, b""
    return {"media_type": answer.media_type, "digest": hashlib.sha256(answer.body).hexdigest()}, answer.body
