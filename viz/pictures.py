"""Pictures of the built page for the documents: `python -m viz.pictures DIR` opens build/index.html in Chromium.

They are kept as WebP, which Chromium itself writes and which is a quarter of the size of PNG.
"""

import base64
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
    """One picture: what stands behind the # of the address, the size of the window, the system's colour scheme.

    `paper` is the page as it is printed, cut to the size.
    """

    name: str
    address: str
    size: tuple[int, int] = (1440, 860)
    scheme: Literal["light", "dark"] = "light"
    scale: float = 1
    paper: bool = False


PICTURES = (
    Picture("network-en", "lang=en&node=agreement/kumamoto-kaohsiung"),
    Picture("network-ja", "lang=ja"),
    Picture("network-dark", "lang=ja&asof=2000&node=lg/jp-433853", scheme="dark"),
    Picture("map-en", "lang=en&view=map"),
    Picture("map-dark", "lang=ja&view=map&node=lg/jp-462012", scheme="dark"),
    Picture("timeline-ja", "lang=ja&view=timeline"),
    Picture("timeline-en", "lang=en&view=timeline&tie=agreement/kumamoto-san-antonio"),
    Picture("table-en", "lang=en&view=table"),
    Picture("phone-network", "lang=ja", (390, 844), scale=1.5),
    Picture("phone-map", "lang=en&view=map", (390, 844), scale=1.5),
    Picture("phone-timeline", "lang=ja&view=timeline&tie=agreement/kumamoto-heidelberg", (390, 844), "dark", 1.5),
    Picture("paper-map", "lang=en&view=map", (760, 1075), paper=True),
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
            made.append(folder / f"{picture.name}.webp")
            made[-1].write_bytes(_webp(opened, _screenshot(opened, page, picture)))
    return made


def _screenshot(opened: "Browser", page: Path, picture: Picture) -> bytes:
    """The picture as PNG."""
    width, height = picture.size
    tab = opened.new_page(
        viewport={"width": width, "height": height},
        color_scheme=picture.scheme,
        device_scale_factor=picture.scale,
        reduced_motion="reduce",
    )
    tab.goto(f"{page.resolve().as_uri()}#{picture.address}")
    tab.wait_for_selector("body[data-ready]")
    if picture.paper:
        tab.emulate_media(media="print")
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.wait_for_timeout(300)
    shot = tab.screenshot()
    tab.close()
    return shot


_ENCODE = """async (text) => {
  const image = new Image();
  image.src = `data:image/png;base64,${text}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", 0.86).split(",")[1];
}"""


def _webp(opened: "Browser", shot: bytes) -> bytes:
    tab = opened.new_page()
    text = tab.evaluate(_ENCODE, base64.b64encode(shot).decode())
    tab.close()
    return base64.b64decode(text)


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
