"""Whether a backend is good: found by asking real sockets, polite ones and all the others."""

from __future__ import annotations

import asyncio
import dataclasses
import socket
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.backend_service import Backends
from lookhear.desktop.engine.backends import BackendCheck, BackendState, BackendWish, SecretKept
from lookhear.desktop.engine.settings.declared import BackendKind, Settings
from lookhear.errors import BackendUnreachable, BackendUnsuitable, StorageError
from lookhear.recorder.spool.binding import Ticket, TokenSource
from lookhear.recorder.upload.tokens.ports import PrivateBackend
from lookhear.recorder.upload.tokens.sources import provider_of
from lookhear.system.secrets import Secrets
from lookhear.system.secrets.file_store import FileStore
from lookhear.system.secrets.keyring_store import KeyringStore
from lookhear.system.secrets.kinds import SecretPlace
from tests.fakes.keyrings import OneKeyring
from tests.fakes.mint import FakeMint, Reply
from tests.tools.rude_servers import DrippingServer, TlsServer

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from lookhear.recorder.upload.gateway import SessionInfo
    from lookhear.recorder.upload.tokens.ports import TokenProvider

SECRET = "st-very-secret"
GIVEN = Reply({"session_id": "cap-1", "token": "st-session"})
KNOWN = Reply({"success": True, "data": {"status": "created", "player_url": ""}})
POLITE = {"/init-session": GIVEN, "/capture/session/cap-1": KNOWN}
PLAIN = BackendWish(kind=BackendKind.HOSTED)


class KeptSettings:
    """Settings that change when they are told to, or are not kept."""

    def __init__(self) -> None:
        self.now = Settings()
        self.failure: StorageError | None = None

    async def change(self, settings: Settings) -> None:
        if self.failure is not None:
            raise self.failure
        self.now = settings


class ScriptedFinder:
    """The private backend, or why there is none."""

    def __init__(self, failure: BackendUnreachable | None = None) -> None:
        self._failure = failure

    def find(self) -> PrivateBackend:
        if self._failure is not None:
            raise self._failure
        return PrivateBackend(url="http://127.0.0.1:4711", api_key="lhk-1")


class Scene:
    """Backends with a keyring and settings of a test's own."""

    def __init__(self, home: Path, *, finder: ScriptedFinder | None = None, has_keyring: bool = True, within_s: float = 30.0) -> None:
        self.ring = OneKeyring()
        self.secrets = Secrets(KeyringStore(self.ring) if has_keyring else None, FileStore(home / "secrets.json"))
        self.settings = KeptSettings()
        self.asked: list[TokenSource] = []
        self._finder = finder or ScriptedFinder()
        self.backends = Backends(self.settings, provider=self._provider, secrets=lambda: self.secrets, within_s=within_s)  # type: ignore[arg-type]

    def _provider(self, source: TokenSource) -> TokenProvider:
        self.asked.append(source)
        return provider_of(source, finder=self._finder)

    def check(self, **typed: str) -> BackendCheck:
        return asyncio.run(self.backends.check(dataclasses.replace(PLAIN, **typed)))  # type: ignore[arg-type]

    def use(self, **typed: str) -> BackendCheck:
        return asyncio.run(self.backends.use(dataclasses.replace(PLAIN, **typed)))  # type: ignore[arg-type]


def run(work: Coroutine[object, object, object]) -> object:
    return asyncio.run(work)


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


def test_a_backend_that_gives_a_session_and_knows_it_is_good(scene: Scene) -> None:
    with FakeMint(dict(POLITE)) as backend:
        found = scene.check(url=f"{backend.url}/", secret=f" {SECRET}\n")
    assert (found.state, found.who, found.is_open_to_others) == (BackendState.GOOD, backend.url, False)
    assert [asked.path for asked in backend.asked] == ["/init-session", "/capture/session/cap-1"]
    assert backend.asked[0].headers["x-access-token"] == SECRET
    assert backend.asked[1].headers["x-access-token"] == "st-session"
    assert scene.settings.now == Settings()
    assert scene.ring.entries == {}


def test_a_user_backend_of_a_known_kind_is_asked_in_its_own_words(scene: Scene) -> None:
    with FakeMint({"/capture/session/cap-1": KNOWN}) as capture:
        replies = {
            "/api/register": Reply({"access_token": "app-1"}),
            "/api/token": Reply({"token": "st-session"}),
            "/api/capture-session": Reply({"session_id": "cap-1", "api_url": capture.url}),
        }
        with FakeMint(replies) as app:
            found = scene.check(url=app.url, preset="register, token, capture-session", secret=SECRET)
    assert (found.state, found.who) == (BackendState.GOOD, capture.url)
    assert app.asked[0].body == {"name": "Lookhear", "api_key": SECRET}


def test_this_computer_and_nowhere_need_no_address(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    here = run(scene.backends.check(BackendWish(kind=BackendKind.THIS_COMPUTER, url="nonsense", secret="two words")))
    nowhere = run(scene.backends.check(BackendWish(kind=BackendKind.NONE)))
    assert isinstance(here, BackendCheck)
    assert isinstance(nowhere, BackendCheck)
    assert (here.state, nowhere.state) == (BackendState.GOOD, BackendState.GOOD)
    assert here.who == "http://127.0.0.1:4711"


def test_a_private_backend_that_does_not_start_says_why(tmp_path: Path) -> None:
    scene = Scene(tmp_path, finder=ScriptedFinder(BackendUnreachable("It is still starting.")))
    found = run(scene.backends.check(BackendWish(kind=BackendKind.THIS_COMPUTER)))
    assert isinstance(found, BackendCheck)
    assert (found.state, found.sentence) == (BackendState.UNREACHABLE, "It is still starting.")


@pytest.mark.parametrize(
    "url", ["", "capture.example", "ftp://capture.example", "https://me:pw@capture.example", "https://x:70000", "http://ü"]
)
def test_what_is_no_address_is_told_before_anybody_is_asked(scene: Scene, url: str) -> None:
    found = scene.check(url=url)
    assert found.state is BackendState.BAD_ADDRESS
    assert "pw" not in found.sentence
    assert scene.asked == []


@pytest.mark.parametrize("secret", ["two words", "sécret", "line\nline", "\x00"])
def test_what_cannot_be_a_secret_is_told_and_not_repeated(scene: Scene, secret: str) -> None:
    found = scene.check(url="https://capture.example", secret=secret)
    assert found.state is BackendState.BAD_SECRET
    assert secret not in found.sentence + found.hint
    assert scene.asked == []


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (Reply(b"<!doctype html><title>Sign in</title>", 200, "text/html"), BackendState.UNSUITABLE),
        (Reply(b"not json"), BackendState.UNSUITABLE),
        (Reply([1, 2]), BackendState.UNSUITABLE),
        (Reply({"session_id": "cap-1"}), BackendState.UNSUITABLE),
        (Reply({"session_id": "cap-1", "token": "two words"}), BackendState.UNSUITABLE),
        (Reply(b"[" * 100_000), BackendState.UNSUITABLE),
        (Reply(b" " * (2 << 20)), BackendState.UNSUITABLE),
        (Reply(b"", 302, headers={"Location": "http://127.0.0.1:1/"}), BackendState.UNSUITABLE),
        (Reply(b"<html>404", 404, "text/html"), BackendState.UNSUITABLE),
        (Reply({"error": "no"}, 400), BackendState.REFUSED),
        (Reply({"detail": "who are you"}, 401), BackendState.BAD_SECRET),
        (Reply({"detail": "not you"}, 403), BackendState.BAD_SECRET),
        (Reply({"detail": "over quota"}, 402), BackendState.REFUSED),
        (Reply({"detail": "later"}, 503, headers={"Retry-After": "3"}), BackendState.BUSY),
        (Reply({}, 429), BackendState.BUSY),
        (Reply(b"Traceback", 500, "text/plain"), BackendState.UNREACHABLE),
        (Reply({}, 507), BackendState.BUSY),
    ],
)
def test_whatever_answers_a_person_gets_one_sentence(scene: Scene, reply: Reply, state: BackendState) -> None:
    with FakeMint({**POLITE, "/init-session": reply}) as backend:
        found = scene.use(url=backend.url, secret=SECRET)
    assert found.state is state
    assert found.sentence
    assert SECRET not in found.sentence + found.hint
    assert scene.settings.now == Settings()
    assert scene.ring.entries == {}


def test_a_backend_that_repeats_the_secret_is_not_quoted_with_it(scene: Scene) -> None:
    with FakeMint({"/init-session": Reply({"detail": f"{SECRET} is unknown"}, 401)}) as backend:
        found = scene.check(url=backend.url, secret=SECRET)
    assert SECRET not in found.sentence
    assert "is unknown" in found.sentence


def test_without_a_secret_a_refusal_asks_for_one(scene: Scene) -> None:
    with FakeMint({"/init-session": Reply({"detail": "who are you"}, 401)}) as backend:
        found = scene.check(url=backend.url)
    assert found.state is BackendState.WANTS_SECRET
    assert found.wants_secret


def test_the_secret_that_is_kept_is_shown_again(scene: Scene) -> None:
    with FakeMint(dict(POLITE)) as backend:
        scene.secrets.keep(f"{backend.url}/init-session", SECRET)
        assert scene.check(url=backend.url).state is BackendState.GOOD
    assert backend.asked[0].headers["x-access-token"] == SECRET


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (Reply({"detail": "unknown"}, 401), BackendState.REFUSED),  # the session's token, not what was typed
        (Reply({"success": False, "error_code": "NOT_FOUND", "message": "no such session"}, 404), BackendState.REFUSED),
        (Reply({"detail": "no such path"}, 404), BackendState.UNSUITABLE),
        (Reply(b"<html>404", 404, "text/html"), BackendState.UNSUITABLE),
        (Reply({"data": {}}, 200), BackendState.UNSUITABLE),
    ],
)
def test_a_session_that_its_capture_backend_does_not_know_is_no_good(scene: Scene, reply: Reply, state: BackendState) -> None:
    with FakeMint({**POLITE, "/capture/session/cap-1": reply}) as backend:
        assert scene.check(url=backend.url, secret=SECRET).state is state


def test_nobody_there_is_told(scene: Scene) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    found = scene.check(url=f"http://127.0.0.1:{port}")
    assert (found.state, found.who) == (BackendState.UNREACHABLE, f"http://127.0.0.1:{port}")


def test_a_certificate_that_nobody_vouches_for_is_told(scene: Scene, tmp_path: Path) -> None:
    with TlsServer(tmp_path) as server:
        found = scene.check(url=server.url, secret=SECRET)
    assert found.state is BackendState.UNTRUSTED


def test_one_that_answers_for_ever_is_given_up(tmp_path: Path) -> None:
    scene = Scene(tmp_path, within_s=0.2)
    with DrippingServer() as server:
        url = server.url
        found = scene.check(url=url)
    assert (found.state, found.who) == (BackendState.UNREACHABLE, url)


def test_a_network_that_others_can_listen_to_is_told(tmp_path: Path) -> None:
    class Polite:
        def obtain(self) -> Ticket:
            return Ticket(session_id="cap-1", token="st-1", expires_at_s=None, api_url="http://capture.example")

        def locate(self, api_url: str) -> str:
            return api_url

    def known(ticket: Ticket) -> SessionInfo | None:
        return None

    backends = Backends(
        KeptSettings(),  # type: ignore[arg-type]
        provider=lambda _source: Polite(),
        secrets=lambda: Secrets(None, FileStore(tmp_path / "secrets.json")),
        ask_session=known,  # type: ignore[arg-type]
    )
    found = asyncio.run(backends.check(dataclasses.replace(PLAIN, url="http://capture.example")))
    assert (found.state, found.is_open_to_others) == (BackendState.GOOD, True)


def test_a_good_backend_is_kept_with_its_secret(scene: Scene) -> None:
    with FakeMint(dict(POLITE)) as backend:
        found = scene.use(url=f" {backend.url} ", secret=SECRET)
        url = backend.url
    assert found.kept == SecretKept(place=SecretPlace.KEYRING)
    assert scene.ring.entries == {("lookhear", f"{url}/init-session"): SECRET}
    kept = scene.settings.now.backend
    assert (kept.kind, kept.url, kept.mint_url) == (BackendKind.HOSTED, url, "")
    assert SECRET not in repr(scene.settings.now)


def test_without_a_keyring_it_is_said_which_file_has_the_secret(tmp_path: Path) -> None:
    scene = Scene(tmp_path, has_keyring=False)
    file = str(tmp_path / "secrets.json")
    assert run(scene.backends.keeps_secrets()) == SecretKept(place=SecretPlace.FILE, file=file)
    with FakeMint(dict(POLITE)) as backend:
        assert scene.use(url=backend.url, secret=SECRET).kept == SecretKept(place=SecretPlace.FILE, file=file)


def test_a_keyring_that_is_locked_keeps_the_settings_as_they_were(scene: Scene) -> None:
    scene.ring.is_locked = True
    with FakeMint(dict(POLITE)) as backend, pytest.raises(StorageError, match="keyring"):
        scene.use(url=backend.url, secret=SECRET)
    assert scene.settings.now == Settings()


def test_the_address_stays_for_the_next_time_while_another_kind_is_used(scene: Scene) -> None:
    with FakeMint(dict(POLITE)) as backend:
        scene.use(url=backend.url, secret=SECRET)
    url = scene.settings.now.backend.url
    run(scene.backends.use(BackendWish(kind=BackendKind.NONE)))
    assert (scene.settings.now.backend.kind, scene.settings.now.backend.url) == (BackendKind.NONE, url)


def test_signing_out_forgets_the_secret_of_that_address_alone(scene: Scene) -> None:
    scene.secrets.keep("https://a.example/init-session", "one")
    scene.secrets.keep("https://b.example/init-session", "two")
    run(scene.backends.sign_out(dataclasses.replace(PLAIN, url="https://a.example")))
    assert scene.ring.entries == {("lookhear", "https://b.example/init-session"): "two"}
    with pytest.raises(BackendUnsuitable):
        run(scene.backends.sign_out(dataclasses.replace(PLAIN, url="nonsense")))


def test_nothing_of_a_secret_is_logged(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    with FakeMint(dict(POLITE)) as backend:
        scene.use(url=backend.url, secret=SECRET)
    assert SECRET not in caplog.text
    assert SECRET not in repr(BackendWish(kind=BackendKind.HOSTED, secret=SECRET))
