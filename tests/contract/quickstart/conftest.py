"""One backend, its developer's server and three desktops for all that the quickstart does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest
import videodb

from demo.desktop import VirtualDesktop
from demo.process import wait_until
from tests.contract.quickstart.blocks import block
from tests.contract.quickstart.programs import Programs, of_desktop
from tests.tools.receiver import Receiver
from tests.tools.sdk_backend import API_KEY, SdkBackend
from tests.tools.stage import PHRASES, SIZE, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.contract.quickstart.programs import Running
    from tests.tools.takes import Sdk

_TIMEOUT_S: Final = 300  # a recording begins in it, on a machine that may be busy
_PRINTED: Final = re.compile(r"Session: (cap-\S+), Token: (\S+)\n")


@dataclass(frozen=True, slots=True)
class Session:
    """What the developer's backend sends to the desktop."""

    id: str
    token: str


class Developer:
    """Does what the quickstart says, in its order, and looks at what came of it with the official SDK, unmodified."""

    def __init__(self, programs: Programs, *, backend: SdkBackend, receiver: Receiver) -> None:
        self.programs = programs
        self.backend = backend
        self.receiver = receiver
        self.env = {"VIDEO_DB_API_KEY": API_KEY, "VIDEODB_BASE_URL": backend.url}
        self.conn = videodb.connect(api_key=API_KEY, base_url=backend.url)

    def create_session(self) -> Session:
        """The first block."""
        printed = self.programs.run(block("create_session.txt", callback_url=f"{self.receiver.url}/webhooks/videodb"), env=self.env)
        match = _PRINTED.fullmatch(printed)
        assert match, printed
        return Session(*match.groups())

    def start_client(self, session: Session, env: Mapping[str, str], *, url: str | None = None, **more: str) -> Running:
        """The client's block on a desktop, whose environment names the backend and nothing secret."""
        code = block("client.txt", session_id=session.id, token=session.token)
        return self.programs.start(code, env={**of_desktop(env), "VIDEO_DB_API": url or self.backend.url, **more})

    def session(self, session_id: str) -> Sdk:
        """It, as it is now."""
        return self.conn.get_capture_session(session_id)

    def exported(self, session_id: str) -> Sdk:
        """It, when its video is there."""

        def found() -> Sdk | None:
            session = self.session(session_id)
            return session if session.status == "exported" else None

        return wait_until(found, what="the session being exported")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "quickstart" in item.path.parts:  # this hook sees the items of all folders
            item.add_marker(pytest.mark.linux)
            item.add_marker(pytest.mark.timeout(_TIMEOUT_S))


@pytest.fixture(scope="session")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SdkBackend]:
    """With every engine; webhooks may reach this computer."""
    folder = tmp_path_factory.mktemp("quickstart-backend")
    with SdkBackend(folder, phrases=PHRASES, webhook_allow=["127.0.0.1/32"]) as running:
        yield running


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    """The developer's own server."""
    with Receiver() as running:
        yield running


@pytest.fixture(scope="session")
def developer(backend: SdkBackend, receiver: Receiver, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Developer]:
    """Who follows the quickstart."""
    with Programs(tmp_path_factory.mktemp("quickstart")) as programs:
        yield Developer(programs, backend=backend, receiver=receiver)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Two displays and sound."""
    with Stage(tmp_path_factory.mktemp("quickstart-stage")) as running:
        yield running


@pytest.fixture(scope="session")
def one_display() -> Iterator[VirtualDesktop]:
    """One display and sound; its microphone can be unplugged."""
    with VirtualDesktop(size=SIZE, has_window_manager=False) as running:
        yield running


@pytest.fixture(scope="session")
def no_display() -> Iterator[VirtualDesktop]:
    """Sound, and no display."""
    with VirtualDesktop(has_display=False) as running:
        yield running
