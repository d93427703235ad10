"""Asking what a stranger wrote: in a killable process with limits, from asyncio (`Pool`) or plain Python (`Guard`)."""

from queries.guard.limits import Answer, Busy, GuardError, Limits, NotAcceptable, OutOfTime, Overrun, TooMuch
from queries.guard.pool import Pool
from queries.guard.waiting import Guard

__all__ = [
    "Answer", "Busy", "Guard", "GuardError", "Limits", "NotAcceptable", "OutOfTime", "Overrun", "Pool", "TooMuch",
]  # fmt: skip
