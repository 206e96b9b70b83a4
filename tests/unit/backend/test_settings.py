from __future__ import annotations

from pathlib import Path

import pytest

from lookhear.backend.settings import Settings, is_everywhere, is_loopback

SETTINGS = Settings(data_dir=Path("data"), api_key="sk-secret")


def test_the_key_is_not_in_what_is_logged() -> None:
    assert "sk-secret" not in repr(SETTINGS)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("a.example", False), ("", False)],  # noqa: S104
)
def test_what_is_this_machine_only(host: str, *, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(("host", "everywhere"), [("0.0.0.0", True), ("::", True), ("", True), ("127.0.0.1", False), ("a.example", False)])  # noqa: S104
def test_what_is_every_address(host: str, *, everywhere: bool) -> None:
    assert is_everywhere(host) is everywhere


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8787"),
        ("::1", "http://[::1]:8787"),
        ("0.0.0.0", "http://127.0.0.1:8787"),  # noqa: S104
        ("", "http://127.0.0.1:8787"),
    ],
)
def test_a_server_is_reached_at_its_address(host: str, url: str) -> None:
    settings = Settings(data_dir=Path("data"), api_key="k", host=host)
    assert settings.local_url == settings.base_url == url


def test_others_call_it_by_its_public_name() -> None:
    settings = Settings(data_dir=Path("data"), api_key="k", public_url="https://a.example")
    assert (settings.base_url, settings.local_url) == ("https://a.example", "http://127.0.0.1:8787")
