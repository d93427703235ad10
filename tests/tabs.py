"""A tab of the browser on the page, for the tests of the page."""

from pathlib import Path
from typing import Any


class Tab:
    """A tab on the page that remembers every request and every console message."""

    def __init__(self, chrome: Any, path: Path, address: str = "lang=ja", **options: Any) -> None:
        settings: dict[str, Any] = {"viewport": {"width": 1440, "height": 860}, "reduced_motion": "reduce"}
        self.page = chrome.new_page(**settings | options)
        self.messages: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", lambda dialog: self.messages.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.own = path.as_uri()
        self.page.goto(f"{self.own}#{address}")
        if options.get("java_script_enabled", True):
            self.page.wait_for_selector("body[data-ready]")

    def ask(self, script: str, value: object = None) -> Any:
        return self.page.evaluate(script, value)

    def quiet(self) -> None:
        assert self.messages == []
        strange = [url for url in self.requests if url.partition("#")[0] != self.own and not url.startswith("data:")]
        assert strange == []

    def turn(self, view: str) -> None:
        """Open a view by its tab."""
        self.page.click(f"#tab-{view}")
