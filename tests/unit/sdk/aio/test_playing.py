"""What plays is shown on the backend's own page."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import NotPlayable
from lookhear.sdk.aio.shots import AsyncShot

if TYPE_CHECKING:
    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend

PLAYS = {"stream_url": "https://x/s.m3u8", "player_url": "https://x/watch?v=s"}


def shot(api: AsyncApi, **more: str) -> AsyncShot:
    return AsyncShot(api, {"video_id": "m-1", "length": 3}, {"start": 0, "end": 1, **more})


@pytest.fixture(autouse=True)
def _no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> webbrowser.BaseBrowser:
        raise webbrowser.Error("none here")

    monkeypatch.setattr(webbrowser, "get", none)


def test_playing_asks_for_the_page_and_gives_its_address(backend: Backend) -> None:
    backend.expect("POST", "video/m-1/stream", PLAYS)
    assert backend.run(lambda api: shot(api).play()) == PLAYS["player_url"]


def test_what_has_no_address_is_a_sentence(backend: Backend) -> None:
    backend.expect("POST", "video/m-1/stream", {})
    with pytest.raises(NotPlayable, match="plays"):
        backend.run(lambda api: shot(api).play())


def test_an_embed_may_be_wished_without_asking(backend: Backend) -> None:
    with pytest.raises(NotPlayable, match="player_url"):
        backend.run(lambda api: shot(api).get_embed_code(auto_generate=False))
    assert "/embed?v=s" in backend.run(lambda api: shot(api, **PLAYS).get_embed_code("50%", 300, "T", False))  # noqa: FBT003 - as the SDK takes it
