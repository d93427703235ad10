"""The pages that the endpoint shows to people; each is served with a policy under which it can reach only us."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath

__all__ = ["POLICY", "Page", "packaged"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_MEDIA = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True)
class Page:
    """A file for the browser."""

    body: bytes
    media_type: str
    policy: str = POLICY


def packaged() -> dict[str, Page]:
    """What lies in `queries/serve/pages`, by path; `/` is index.html."""
    found = {
        f"/{one.name}": Page(one.read_bytes(), _MEDIA[PurePath(one.name).suffix])
        for one in sorted(files("queries.serve").joinpath("pages").iterdir(), key=lambda one: one.name)
        if PurePath(one.name).suffix in _MEDIA
    }
    return {"/": found["/index.html"], **found}
