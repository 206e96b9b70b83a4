from __future__ import annotations

import itertools
import os
import threading
from typing import TYPE_CHECKING

import pytest

from lookhear import __version__
from lookhear.errors import BackendUnreachable, BackendUnsuitable
from lookhear.protocol.discovery import DISCOVERY_FILE, FOLDER, LOCK_FILE, Discovery
from lookhear.recorder.upload.embedded import EmbeddedBackend, version_at
from lookhear.system import files
from tests.fakes.http_server import Answers, HttpServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FOUND = Discovery(url="http://127.0.0.1:9", api_key="sk-x", pid=7, started_ns=8, version=__version__)


class StartedServer:
    """A process that holds the lock of a folder as a server does, as long as it is told to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER
        self._fd = -1
        self.exit_code: int | None = None

    def take_the_lock(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._fd = os.open(self._folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        assert files.try_lock(self._fd)

    def get_ready(self, discovery: Discovery = FOUND) -> None:
        (self._folder / DISCOVERY_FILE).write_text(discovery.to_json(), "utf-8")

    def end(self, exit_code: int) -> None:
        self.exit_code = exit_code
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def poll(self) -> int | None:
        return self.exit_code


class World:
    """A data folder, a clock that is set by hand, and what was started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now_s = 0.0
        self.version = __version__
        self.is_silent = False
        self.started: list[StartedServer] = []
        self.commands: list[list[str]] = []
        self.backend = self.another_program()

    def another_program(self) -> EmbeddedBackend:
        return EmbeddedBackend(
            data=self.folder, state=self.folder / "state", start=self.start, ask_version=self.ask, now_s=lambda: self.now_s, idle_exit_s=9
        )

    def start(self, argv: Sequence[str], *, log: Path) -> StartedServer:
        log.write_text("lookhear: The address is taken.\n\n", "utf-8")
        self.commands.append(list(argv))
        self.started.append(StartedServer(self.folder))
        return self.started[-1]

    def ask(self, url: str) -> str:
        if self.is_silent:
            raise BackendUnreachable(f"{url} is silent.")
        return self.version


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    for server in made.started:
        server.end(0)


def test_one_is_started_where_there_is_none_and_found_when_it_answers(world: World) -> None:
    assert world.backend.poll() is None
    (server,) = world.started
    assert world.commands[0][-4:] == ["serve", "--embedded", "--idle-exit", "9"]
    assert world.backend.poll() is None
    server.take_the_lock()
    assert world.backend.poll() is None
    server.get_ready()
    assert world.backend.poll() == FOUND
    assert len(world.started) == 1


def test_one_that_runs_is_joined(world: World) -> None:
    server = StartedServer(world.folder)
    server.take_the_lock()
    server.get_ready()
    assert world.backend.poll() == FOUND
    assert world.backend.running() == FOUND
    assert world.started == []
    server.end(0)


def test_what_a_crashed_one_left_is_not_believed(world: World) -> None:
    server = StartedServer(world.folder)
    server.take_the_lock()
    server.get_ready()
    server.end(-9)
    assert world.backend.running() is None
    assert world.backend.poll() is None
    assert len(world.started) == 1


def test_of_two_that_were_started_at_once_both_programs_join_the_winner(world: World) -> None:
    other = world.another_program()
    assert world.backend.poll() is None
    assert other.poll() is None
    winner, loser = world.started
    winner.take_the_lock()
    loser.end(1)
    winner.get_ready()
    assert world.backend.poll() == other.poll() == FOUND
    assert len(world.started) == 2


def test_one_that_crashed_is_started_again(world: World) -> None:
    world.backend.poll()
    world.started[0].take_the_lock()
    world.started[0].get_ready()
    assert world.backend.poll() == FOUND
    world.started[0].end(-9)
    assert world.backend.poll() is None
    assert len(world.started) == 2


def test_one_that_ends_at_once_is_started_ever_more_slowly_and_its_last_words_are_told(world: World) -> None:
    starts_at_s = []
    told = []
    while world.now_s < 100:
        before = len(world.started)
        try:
            world.backend.poll()
        except BackendUnreachable as exc:
            told.append(exc.for_people())
        if len(world.started) > before:
            starts_at_s.append(world.now_s)
            world.started[-1].end(1)
        world.now_s += 0.5
    pauses = [after - before for before, after in itertools.pairwise(starts_at_s)]
    assert pauses == sorted(pauses)
    assert 5 <= len(pauses) <= 7
    assert "It said: lookhear: The address is taken." in told[0]
    assert str(world.backend.log) in told[0]


def test_one_of_another_version_is_named_and_left_alone(world: World) -> None:
    world.backend.poll()
    world.started[0].take_the_lock()
    world.started[0].get_ready()
    world.version = "99.0.0"
    with pytest.raises(BackendUnsuitable, match=r"Lookhear 99\.0\.0"):
        world.backend.poll()
    assert len(world.started) == 1


def test_one_that_lives_and_says_nothing_is_complained_of_only_after_a_minute(world: World) -> None:
    world.backend.poll()
    world.started[0].take_the_lock()
    world.started[0].get_ready()
    world.is_silent = True
    assert world.backend.poll() is None
    world.now_s = 59
    assert world.backend.poll() is None
    world.now_s = 61
    with pytest.raises(BackendUnreachable, match="process 7"):
        world.backend.poll()
    world.is_silent = False
    assert world.backend.poll() == FOUND


def test_waiting_ends_when_it_is_told_to(world: World) -> None:
    stop = threading.Event()
    stop.set()
    assert world.backend.wait(stop=stop, timeout_s=1e9) is None


def test_waiting_ends_when_it_answers(world: World) -> None:
    server = StartedServer(world.folder)
    server.take_the_lock()
    server.get_ready()
    assert world.backend.wait(stop=threading.Event(), timeout_s=1e9) == FOUND
    server.end(0)


def test_a_token_provider_gets_address_and_key(world: World) -> None:
    server = StartedServer(world.folder)
    server.take_the_lock()
    server.get_ready()
    found = world.backend.find()
    assert (found.url, found.api_key) == (FOUND.url, FOUND.api_key)
    server.end(0)


def test_a_token_provider_that_need_not_wait_any_more_is_told_so(world: World) -> None:
    world.backend.close()
    with pytest.raises(BackendUnreachable, match="still starting"):
        world.backend.find()


def test_a_log_that_has_grown_is_set_aside(world: World) -> None:
    world.backend.log.parent.mkdir()
    world.backend.log.write_bytes(b"x" * 1_000_001)
    world.backend.poll()
    assert world.backend.log.with_suffix(".log.1").stat().st_size == 1_000_001
    assert world.backend.log.stat().st_size < 100


def test_a_program_that_cannot_be_started_is_a_sentence(tmp_path: Path) -> None:
    def refuse(argv: Sequence[str], *, log: Path) -> StartedServer:
        raise OSError(8, "Exec format error", str(log), None, argv[0])

    backend = EmbeddedBackend(data=tmp_path, state=tmp_path / "state", start=refuse)
    with pytest.raises(BackendUnreachable, match="Exec format error"):
        backend.poll()


class Answering(Answers):
    """Answers like the backend, or like something else."""

    def answer(self) -> None:
        health = b'{"success": true, "data": {"service": "lookhear", "version": "1.2.3"}}'
        body = {"/a/healthz": health, "/b/healthz": b"<html>"}.get(self.path, b'{"data": {"status": "ok"}}')
        self.send(500 if self.path.startswith("/d") else 200, body)


@pytest.fixture
def address() -> Iterator[str]:
    with HttpServer(Answering) as server:
        yield server.url


def test_a_backend_tells_its_version(address: str) -> None:
    assert version_at(f"{address}/a") == "1.2.3"


@pytest.mark.parametrize("path", ["/b", "/c"])
def test_what_is_no_backend_is_unsuitable(address: str, path: str) -> None:
    with pytest.raises(BackendUnsuitable, match="no Lookhear backend"):
        version_at(address + path)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://[bad"])
def test_what_does_not_answer_is_unreachable(url: str) -> None:
    with pytest.raises(BackendUnreachable):
        version_at(url)


def test_one_that_fails_is_unreachable(address: str) -> None:
    with pytest.raises(BackendUnreachable):
        version_at(f"{address}/d")
