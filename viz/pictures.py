"""Pictures of the built page for the documents: `python -m viz.pictures DIR` opens build/index.html in Chromium."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGE = Path("build/index.html")
# Headless, without anything that Chromium would fetch for itself.
SWITCHES = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-quic"),
)


class PicturesError(RuntimeError):
    """No picture can be taken here; the message says what is missing and how to get it."""


@dataclass(frozen=True)
class Picture:
    """One picture: what stands behind the # of the address, the size of the window, the system's colour scheme."""

    name: str
    address: str
    size: tuple[int, int] = (1440, 860)
    scheme: Literal["light", "dark"] = "light"
    scale: float = 1


PICTURES = (
    Picture("page-ja", "lang=ja"),
    Picture("page-en", "lang=en&node=agreement/kumamoto-kaohsiung"),
    Picture("page-dark", "lang=ja&node=lg/us-rome-ga", scheme="dark"),
    Picture("page-phone", "lang=ja", (390, 844), scale=2),
)


def chromium() -> str | None:
    """The path of an installed Chromium, None where there is none."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


@contextmanager
def browser() -> Iterator["Browser"]:
    """A headless Chromium; PicturesError where Playwright or Chromium is missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise PicturesError("pictures: Playwright is not installed; `make` in a checkout installs it") from None
    path = chromium()
    if path is None:
        raise PicturesError("pictures: no Chromium on this machine; install the package chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(SWITCHES))
        try:
            yield opened
        finally:
            opened.close()


def take(page: Path, folder: Path) -> list[Path]:
    """Take all pictures of the page into the folder; the paths of the files."""
    if not page.is_file():
        raise PicturesError(f"pictures: {page} is not there; run `make` first")
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with browser() as opened:
        for picture in PICTURES:
            width, height = picture.size
            tab = opened.new_page(
                viewport={"width": width, "height": height},
                color_scheme=picture.scheme,
                device_scale_factor=picture.scale,
                reduced_motion="reduce",
            )
            tab.goto(f"{page.resolve().as_uri()}#{picture.address}")
            tab.wait_for_selector("body[data-ready]")
            tab.wait_for_timeout(300)
            made.append(folder / f"{picture.name}.png")
            tab.screenshot(path=made[-1])
            tab.close()
    return made


def main(arguments: list[str]) -> int:
    """Exit code 0, or 2 with a message where a picture cannot be taken."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m viz.pictures DIR   (takes pictures of build/index.html)", file=sys.stderr)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    try:
        for path in take(PAGE, Path(arguments[0])):
            print(path)
    except (PicturesError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
