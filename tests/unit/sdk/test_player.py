"""Opening the player page."""

from __future__ import annotations

import asyncio
import webbrowser

import pytest

from lookhear.errors import NotPlayable
from lookhear.sdk.player import open_player, open_player_async

PAGE, STREAM = "https://lookhear.example/watch?v=s", "https://lookhear.example/play/s/master.m3u8"


class Shown(webbrowser.BaseBrowser):
    """A browser with a window, that remembers what it was given."""

    def __init__(self) -> None:
        super().__init__("shown")
        self.opened: list[str] = []

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:  # noqa: FBT001, FBT002 - the base's signature
        del new, autoraise
        self.opened.append(url)
        return True


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Shown:
    shown = Shown()
    monkeypatch.setattr(webbrowser, "get", lambda: shown)
    return shown


def test_the_backends_own_page_is_opened_and_its_address_comes_back(browser: Shown) -> None:
    assert open_player(PAGE, STREAM) == PAGE
    assert browser.opened == [PAGE]


def test_a_loop_can_wait_for_it(browser: Shown) -> None:
    assert asyncio.run(open_player_async(PAGE)) == PAGE
    assert browser.opened == [PAGE]


def test_a_stream_without_a_page_is_not_given_to_anybody(browser: Shown) -> None:
    assert open_player(None, STREAM) == STREAM
    assert browser.opened == []


@pytest.mark.parametrize("url", [None, "", "file:///etc/passwd", "javascript:alert(1)", "not an address"])
def test_what_is_no_address_of_the_web_is_not_opened(browser: Shown, url: str | None) -> None:
    with pytest.raises(NotPlayable, match="plays"):
        open_player(url)
    assert browser.opened == []


def test_a_computer_without_a_browser_gets_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> webbrowser.BaseBrowser:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    assert open_player(PAGE) == PAGE


def test_a_browser_of_the_terminal_does_not_take_it_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("/nowhere/a-browser-of-letters"))
    monkeypatch.setattr(webbrowser.GenericBrowser, "open", lambda *_: pytest.fail("it was opened"))
    assert open_player(PAGE) == PAGE
