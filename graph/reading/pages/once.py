"""Questions about a page that are answered once for it, however many recognisers ask."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from graph.reading.pages.page import Page

Answer = TypeVar("Answer")


def once(ask: Callable[[Page], Answer]) -> Callable[[Page], Answer]:
    """Keeps the answer in the memory of the page; whoever asks must leave it as it is."""
    key = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def asked(page: Page) -> Answer:
        if key not in page.memory:
            page.memory[key] = ask(page)
        found: Answer = page.memory[key]
        return found

    return asked
