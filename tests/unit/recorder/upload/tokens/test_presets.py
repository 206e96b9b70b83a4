"""Which kind of user's backend an address belongs to."""

from __future__ import annotations

import pytest

from lookhear.recorder.upload.tokens.presets import PRESETS, Yields, preset_of


@pytest.mark.parametrize(
    ("url", "name", "base"),
    [
        ("https://a.example/init-session", "init-session", "https://a.example/init-session"),
        ("https://a.example/x/api/register", "register, token, capture-session", "https://a.example/x"),
        ("https://a.example/api/token", "token, capture-session", "https://a.example"),
        ("https://a.example/api/trpc", "tRPC", "https://a.example"),
        ("https://a.example/api/trpc/auth.register", "tRPC with register", "https://a.example"),
        ("https://a.example/api/sessions", "sessions", "https://a.example/api/sessions"),
        ("https://a.example/api/start-capture", "start-capture", "https://a.example/api/start-capture"),
        ("https://a.example/api/capture/session", "capture session", "https://a.example/api/capture/session"),
        ("https://a.example/mint", "generic", "https://a.example/mint"),
    ],
)
def test_an_address_is_known_by_its_end(url: str, name: str, base: str) -> None:
    preset, found = preset_of(url)
    assert (preset.name, found) == (name, base)


def test_every_preset_yields_a_session_and_a_token() -> None:
    for preset in PRESETS:
        yields = {step.yields for step in preset.steps}
        assert Yields.BOTH in yields or {Yields.SESSION, Yields.TOKEN} <= yields
