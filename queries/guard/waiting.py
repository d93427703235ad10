"""The pool for plain Python, where nobody else waits: `with Guard(store) as guard: guard.ask(text, "text/csv")`."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, Self, TypeVar

from queries.guard.limits import Answer, Limits
from queries.guard.pool import Pool
from queries.guard.process import Source

__all__ = ["Guard"]

T = TypeVar("T")


class Guard:
    """A pool in a thread of its own. Errors are those of `Pool.open` and `Pool.ask`."""

    def __init__(self, source: Source, limits: Limits | None = None) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="guard", daemon=True)
        self._thread.start()
        try:
            self._pool = self._wait(Pool.open(source, limits))
        except BaseException:
            self._stop()
            raise

    def ask(self, text: str, accept: str = "*/*") -> Answer:
        """The whole answer, as of `Pool.ask`; an interrupt kills the query."""
        return self._wait(self._pool.ask(text, accept))

    def close(self) -> None:
        """End all processes."""
        self._wait(self._pool.close())
        self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
