"""Long pieces of work without Python's cyclic collector, which would look again and again at all that they make."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["undisturbed"]


@contextmanager
def undisturbed() -> Iterator[None]:
    """No collection of cycles until the end; as a decorator, for functions that make many values and few cycles."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
