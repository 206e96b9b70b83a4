"""A real browser without a window, driven over the WebDriver protocol (W3C WebDriver, the JSON of it spoken directly)."""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from typing import TYPE_CHECKING, Any, Final

import httpx

from demo.process import wait_until
from tests.tools.live import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
)
_CHROMEDRIVER: Final = "chromedriver"
_ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"  # the key under which the protocol names an element


class Browser:
    """One window. Every method raises AssertionError with what the browser said."""

    def __init__(self, http: httpx.Client, session: str) -> None:
        self._http = http
        self._session = session

    def open(self, url: str) -> None:
        """Go to a page and wait until it is loaded."""
        self._ask("POST", "url", {"url": url})

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever the page answers
        """Run a script in the page; gives what it returns."""
        return self._ask("POST", "execute/sync", {"script": script, "args": list(arguments)})

    def until(self, condition: str, *, what: str, deadline_s: float = 40) -> Any:  # noqa: ANN401 - whatever the page answers
        """Wait until an expression is true in the page; gives its value."""
        return wait_until(lambda: self.run(f"return {condition}"), what=what, deadline_s=deadline_s)

    def text(self, selector: str) -> str:
        """The text of an element."""
        return str(self.run("const found = document.querySelector(arguments[0]); return found ? found.textContent : ''", selector))

    def click(self, selector: str) -> None:
        """Click an element as a person would."""
        found = self._ask("POST", "element", {"using": "css selector", "value": selector})
        self._ask("POST", f"element/{found[_ELEMENT]}/click", {})

    def press(self, key: str) -> None:
        """Press and release a key, wherever the focus is."""
        keys = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._ask("POST", "actions", {"actions": [{"type": "key", "id": "keyboard", "actions": keys}]})

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._ask("POST", "window/rect", {"width": width, "height": height})

    def emulate(self, command: str, **parameters: object) -> None:
        """A command of the browser's own developer protocol, such as a dark theme."""
        self._ask("POST", "goog/cdp/execute", {"cmd": command, "params": parameters})

    def screenshot(self, path: Path) -> None:
        """What the window shows, as PNG."""
        path.write_bytes(base64.b64decode(self._ask("GET", "screenshot")))

    def log(self) -> list[str]:
        """What the pages wrote into the console since the last time, warnings and errors."""
        entries = self._ask("POST", "se/log", {"type": "browser"})
        return [f"{entry['level']}: {entry['message']}" for entry in entries]

    def _ask(self, method: str, path: str, body: dict[str, object] | None = None) -> Any:  # noqa: ANN401 - it is JSON
        answer = self._http.request(method, f"/session/{self._session}/{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json()["value"]


def is_there() -> bool:
    """Whether this machine has what is needed."""
    return shutil.which(_CHROMEDRIVER) is not None


@contextlib.contextmanager
def browser(*, width: int = 1280, height: int = 860, is_dark: bool = False) -> Iterator[Browser]:
    """A browser with a profile of its own; it and its driver have ended when the context has."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="lookhear-browser-", ignore_cleanup_errors=True) as profile:
        driver = subprocess.Popen(
            [_CHROMEDRIVER, f"--port={port}", "--log-level=SEVERE"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=90, trust_env=False) as http:
                wait_until(lambda: _is_ready(http), what="the browser's driver getting ready")
                flags = [
                    *_FLAGS,
                    f"--user-data-dir={profile}",
                    f"--window-size={width},{height}",
                    *(["--force-dark-mode"] if is_dark else []),
                ]
                wanted = {"browserName": "chrome", "goog:chromeOptions": {"args": flags}, "goog:loggingPrefs": {"browser": "WARNING"}}
                made = http.post("/session", json={"capabilities": {"alwaysMatch": wanted}})
                assert made.is_success, made.text
                session = made.json()["value"]["sessionId"]
                try:
                    yield Browser(http, session)
                finally:
                    http.delete(f"/session/{session}")
        finally:
            _end(driver)


def _is_ready(http: httpx.Client) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return bool(http.get("/status").json()["value"]["ready"])
    return False


def _end(driver: subprocess.Popen[bytes]) -> None:
    """End the driver and, by the group that is theirs alone, whatever browser process it left."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(driver.pid, signal.SIGTERM)
    try:
        driver.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(driver.pid, signal.SIGKILL)
        driver.wait()
