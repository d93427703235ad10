"""A page in headless Chromium with a fresh profile: when it is drawn, and how many frames it gives while moved."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from viz.pictures import SWITCHES, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

Mode = Literal["no GPU", "emulated"]
MODES: dict[Mode, tuple[str, ...]] = {
    "no GPU": ("--disable-gpu",),
    "emulated": ("--use-angle=swiftshader", "--ignore-gpu-blocklist", "--enable-gpu-rasterization"),
}
# Looks at a small copy of the first canvas until something is on it, then counts frames; the same for every page.
_WATCH = """(() => {
  window.__frames = 0;
  const small = document.createElement("canvas");
  small.width = small.height = 48;
  const pen = small.getContext("2d", { willReadFrequently: true });
  const look = () => {
    const canvas = document.querySelector("canvas");
    if (canvas && canvas.width > 300 && window.__drawn === undefined) {
      pen.clearRect(0, 0, 48, 48);
      pen.drawImage(canvas, 0, 0, 48, 48);
      const pixels = new Uint32Array(pen.getImageData(0, 0, 48, 48).data.buffer);
      if (pixels.filter((one) => one !== pixels[0]).length > 60) window.__drawn = performance.now();
    }
    window.__frames += 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""


def measured(path: Path, mode: Mode, patience: float, move: bool) -> dict[str, float | None]:
    """Seconds until drawn (None where that is not within the patience), frames a second while dragged and scrolled."""
    from playwright.sync_api import Error, sync_playwright

    arguments = [one for one in SWITCHES if one != "--disable-gpu"] + list(MODES[mode])
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=arguments, timeout=60_000)
        tab = opened.new_page(viewport={"width": 1440, "height": 860})
        tab.route("http*://**", lambda route: route.abort())
        tab.add_init_script(_WATCH)
        found: dict[str, float | None] = {"drawn": None, "pan": None, "zoom": None}
        try:
            tab.set_default_timeout(patience * 1000)
            tab.goto(path.as_uri(), wait_until="commit")
            tab.wait_for_function("window.__drawn !== undefined", polling=50)
            found["drawn"] = float(tab.evaluate("window.__drawn")) / 1000
            if move:
                tab.wait_for_timeout(1500)
                found |= {"pan": _frames(tab, _drag), "zoom": _frames(tab, _scroll)}
        except Error:
            pass
        opened.close()
    return found


def _frames(tab: "Page", act: Any) -> float:
    start, before = time.perf_counter(), tab.evaluate("window.__frames")
    act(tab)
    after = tab.evaluate("window.__frames")
    return float(after - before) / (time.perf_counter() - start)


def _drag(tab: "Page") -> None:
    tab.mouse.move(900, 500)
    tab.mouse.down()
    for step in range(40):
        tab.mouse.move(900 + 6 * step, 500 - 3 * step)
        tab.wait_for_timeout(16)
    tab.mouse.up()


def _scroll(tab: "Page") -> None:
    for step in range(24):
        tab.mouse.wheel(0, -80 if step < 12 else 80)
        tab.wait_for_timeout(16)
