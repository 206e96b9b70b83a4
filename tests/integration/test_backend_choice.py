"""A backend that is chosen in the application, against real backends: hosted with a key, open to all, and another program's."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.bootstrap import DesktopRig
from lookhear.desktop.engine.backend_service import Backends
from lookhear.desktop.engine.backends import BackendState, BackendWish
from lookhear.desktop.engine.destination import Destination
from lookhear.desktop.engine.settings.declared import BackendKind, Settings
from lookhear.recorder.upload.tokens.keyring_secrets import secret_of
from lookhear.system.secrets import FILE_NAME, Secrets
from lookhear.system.secrets.file_store import FileStore
from tests.fakes.machine import machine
from tests.tools.hosted import API_KEY, HostedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class KeptSettings:
    """Settings that change when they are told to."""

    def __init__(self) -> None:
        self.now = Settings()

    async def change(self, settings: Settings) -> None:
        self.now = settings


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[HostedBackend]:
    backend = HostedBackend(tmp_path / "hosted").start()
    yield backend
    backend.stop()


@pytest.fixture
def open_to_all(tmp_path: Path) -> Iterator[HostedBackend]:
    backend = HostedBackend(tmp_path / "open", is_mint_open=True).start()
    yield backend
    backend.stop()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def backends(home: Path, settings: KeptSettings) -> Backends:
    rig = DesktopRig(machine(home))
    return Backends(settings, provider=rig.token_provider, secrets=lambda: Secrets(None, FileStore(home / FILE_NAME)))  # type: ignore[arg-type]


def wish(url: str, secret: str = "") -> BackendWish:
    return BackendWish(kind=BackendKind.HOSTED, url=url, secret=secret)


@pytest.mark.parametrize(
    ("secret", "state"),
    [("", BackendState.WANTS_SECRET), ("sk-wrong", BackendState.BAD_SECRET), (API_KEY, BackendState.GOOD)],
)
def test_a_backend_with_a_key_wants_to_see_it(hosted: HostedBackend, home: Path, secret: str, state: BackendState) -> None:
    found = asyncio.run(backends(home, KeptSettings()).check(wish(hosted.url, secret)))
    assert (found.state, found.who) == (state, hosted.url)


def test_a_backend_that_is_open_to_all_wants_none(open_to_all: HostedBackend, home: Path) -> None:
    assert asyncio.run(backends(home, KeptSettings()).check(wish(open_to_all.url))).state is BackendState.GOOD


def test_what_is_used_gives_recordings_sessions_from_then_on(hosted: HostedBackend, home: Path) -> None:
    settings = KeptSettings()
    assert asyncio.run(backends(home, settings).use(wish(hosted.url, API_KEY))).is_good
    source = Destination(settings).source()
    assert source is not None
    assert source.token is None  # it is not written beside recordings
    assert secret_of(f"{hosted.url}/init-session") == API_KEY
    ticket = DesktopRig(machine(home)).token_provider(source).obtain()
    assert ticket.session_id.startswith("cap-")
    assert ticket.api_url == hosted.url


def test_a_backend_that_has_gone_changes_nothing(hosted: HostedBackend, home: Path) -> None:
    settings = KeptSettings()
    hosted.stop()
    assert asyncio.run(backends(home, settings).use(wish(hosted.url, API_KEY))).state is BackendState.UNREACHABLE
    assert settings.now == Settings()
    assert not (home / FILE_NAME).exists()
