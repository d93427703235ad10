"""A few workers that stand ready, the places of those that take long, and who waits: `await pool.ask(text, accept)`."""

import asyncio
import os
import signal
from collections import deque
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Self, TypeVar

from queries.guard.limits import Answer, Busy, GuardError, Limits, NotAcceptable, OutOfTime, Overrun, TooMuch
from queries.guard.process import Holder, Source, Worker, started
from queries.text import LIMIT, Outside, QueryError, TooLong

__all__ = ["Pool"]

T = TypeVar("T")
_ERRORS: dict[str, type[Exception]] = {
    each.__name__: each for each in (QueryError, Outside, TooLong, NotAcceptable, TooMuch, Overrun)
}


class Pool:
    """Answers queries from processes that can open no file and no connection, each of which may be killed.

    A query begins in one of `workers` quick places. One that lasts moves to a slow place, or ends where there is none
    left; so that whatever runs, the next query begins soon or hears that it has to come later.
    """

    def __init__(self, holder: Holder, limits: Limits) -> None:
        self.limits = limits
        self.triples = holder.triples
        self._holder = holder
        self._quick = asyncio.Semaphore(limits.workers)
        self._waiting = self._slow = self._coming = 0
        self._ready: deque[Worker] = deque()
        self._tasks: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, source: Source, limits: Limits | None = None) -> Self:
        """Load the graph and set the workers ready. `source`: a store, a file of RDF, the folder of a store on disk.

        Unusable where that cannot be loaded.
        """
        limits = limits or Limits()
        pool = cls(await started(source, limits), limits)
        try:
            await pool._fill()
        except BaseException:
            await pool.close()
            raise
        return pool

    async def close(self) -> None:
        """End all processes; what is being asked ends with them."""
        self._holder.leave()
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        self._holder.close()
        for worker in self._ready:
            worker.writer.close()
            with suppress(OSError):
                await worker.writer.wait_closed()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def ask(self, text: str, accept: str = "*/*") -> Answer:
        """The whole answer in the format that `accept` (a media type or an Accept header) prefers.

        QueryError where it is no query, Outside where it reaches out of the graph or writes, TooLong; else a
        GuardError: NotAcceptable, Busy, OutOfTime, Overrun, TooMuch. Cancelling it kills the query.
        """
        if len(text) > LIMIT:
            raise TooLong(f"query: longer than {LIMIT // 1024} KiB. Split the question, or ask for a page at a time.")
        await self._quick_place()
        slow = sound = False
        worker = asking = None
        try:
            worker = self._ready.popleft() if self._ready else await self._another()
            asking = asyncio.create_task(worker.asked(text, accept))
            if not (await asyncio.wait([asking], timeout=self.limits.quick))[0]:
                self._slow_place(worker)
                slow = True
                await asyncio.wait([asking], timeout=self.limits.deadline - self.limits.quick)
            if not asking.done():
                raise self._out_of_time()
            head, body = asking.result()
            sound = not slow and head.get("error") != "Overrun"
        except (EOFError, OSError):
            assert worker
            ended, worker = worker, None
            raise self._obituary(await asyncio.shield(self._later(self._holder.ended(ended)))) from None
        finally:
            if asking:
                asking.cancel()
            if slow:
                self._slow -= 1
            else:
                self._quick.release()
            self._give_back(worker, sound)
        if "error" in head:
            raise _ERRORS[head["error"]](head["message"])
        return Answer(body, head["media_type"], head["digest"])

    async def _quick_place(self) -> None:
        if self._quick.locked() and self._waiting >= self.limits.queue:
            raise Busy(f"{self.limits.queue} queries wait already.")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                await self._quick.acquire()
        except TimeoutError:
            raise Busy(f"no place was free for {self.limits.patience:g} s.") from None
        finally:
            self._waiting -= 1

    def _slow_place(self, worker: Worker) -> None:
        """Leave the quick place to others; Busy where too many long queries run already."""
        if self._slow >= self.limits.slow:
            raise Busy(
                f"this query takes over {self.limits.quick:g} s, and {self.limits.slow} such queries run already."
            )
        self._slow += 1
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.number, 10)
        self._quick.release()
        self._later(self._fill())

    def _give_back(self, worker: Worker | None, sound: bool) -> None:
        if worker and sound and len(self._ready) < self.limits.workers:
            self._ready.append(worker)
            return
        if worker:
            self._later(self._holder.ended(worker))
        self._later(self._fill())

    async def _another(self) -> Worker:
        """A worker beyond those that stand ready; if nobody waits for it any more, it stands ready, too."""
        coming = self._later(self._holder.forked())
        try:
            return await asyncio.shield(coming)
        except asyncio.CancelledError:
            coming.add_done_callback(self._unwanted)
            raise

    def _unwanted(self, coming: asyncio.Task[Worker]) -> None:
        if not coming.cancelled() and not coming.exception():
            self._give_back(coming.result(), sound=True)

    async def _fill(self) -> None:
        """See to it that as many workers stand ready as there are quick places."""
        while len(self._ready) + self._coming < self.limits.workers:
            self._coming += 1
            try:
                self._ready.append(await self._holder.forked())
            finally:
                self._coming -= 1

    def _later(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Do it whoever is cancelled meanwhile; a holder that has ended is reported to the next who asks."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return task

    def _out_of_time(self) -> OutOfTime:
        return OutOfTime(
            f"not finished within {self.limits.deadline:g} s. Ask for less: name a city, a kind or a year."
        )

    def _obituary(self, status: int) -> GuardError:
        if status == -signal.SIGALRM:
            return self._out_of_time()
        return Overrun(
            f"the query took more than {self.limits.memory >> 20} MiB of memory, or is nested too deeply. Ask for less."
        )
