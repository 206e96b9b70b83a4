"""Recording into a backend that somebody hosts: everything arrives, whoever dies, and the recording never notices."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

import pytest

from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.log import read_journal
from lookhear.recorder.spool.rows import FragmentRow
from tests.fakes.http_server import Answers, HttpServer
from tests.tools.live import Backend, assert_all_is_there, free_port, receipt_of, served, wait_until_bound
from tests.tools.program import Program
from tests.tools.watching import MIC, SCREEN, SYSTEM_AUDIO, Watched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from demo.desktop import VirtualDesktop

_ALL = (SCREEN, MIC, SYSTEM_AUDIO)
pytestmark = pytest.mark.timeout(240)  # two programs that start, on a machine that may be busy
_LAST_SECOND = 4  # fragments of half a second: what is in the encoders, on the way, and one that is being sealed


@pytest.fixture(scope="module")
def hosted(desktop: VirtualDesktop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """A backend that lives as long as this module's tests."""
    folder = tmp_path_factory.mktemp("hosted")
    with Program(folder / "home") as program, served(program, desktop.env, folder / "data") as (backend, _):
        yield backend


@pytest.fixture
def key_file(hosted: Backend, tmp_path: Path) -> Path:
    """Its key, as a person would keep it."""
    file = tmp_path / "key"
    file.write_text(hosted.discovery.api_key + "\n", "utf-8")
    return file


def only_recording(program: Program) -> Path:
    (folder,) = (program.home / "recordings").glob("rec-*")
    return folder


def acknowledged(folder: Path, backend: Backend) -> dict[str, set[int]]:
    """Per channel, what the backend says it has."""
    binding = read_binding(folder)
    assert binding is not None
    assert binding.grant is not None
    return {stream.track: backend.fragments(stream, grant=binding.grant.grant) for stream in binding.grant.streams}


def sealed(folder: Path) -> dict[str, set[int]]:
    """Per channel, what the journal says is sealed."""
    found: dict[str, set[int]] = {str(channel): set() for channel in _ALL}
    for row in read_journal(folder).rows:
        if isinstance(row, FragmentRow):
            found[str(row.channel)].add(row.seq)
    return found


def test_a_whole_recording_arrives_and_every_hash_is_that_of_the_journal(
    desktop: VirtualDesktop, lookhear: Program, tmp_path: Path, hosted: Backend, key_file: Path
) -> None:
    file = tmp_path / "f.mp4"
    into = ("--backend", hosted.url, "--mint-token-file", str(key_file))
    receipt = lookhear.json(desktop.env, "record", "--duration", "5", "--output", str(file), *into)
    folder = only_recording(lookhear)
    assert receipt["upload"]["state"] == "done"
    assert receipt["upload"]["pending"] == {"fragments": 0, "bytes": 0}
    assert receipt["playback_url"].startswith(f"{hosted.url}/watch?v=")
    assert_all_is_there(folder, hosted)
    hosted.wait_for_state(receipt["upload"]["session_id"], "exported")
    assert build_receipt(folder, verify=True).warnings == tuple(receipt["warnings"])


def test_the_backend_can_end_a_recording(
    desktop: VirtualDesktop, lookhear: Program, tmp_path: Path, hosted: Backend, key_file: Path
) -> None:
    into = ("--backend", hosted.url, "--mint-token-file", str(key_file))
    child = lookhear.start(desktop.env, "record", "--output", str(tmp_path / "f.mp4"), "--json", *into)
    watched = Watched.begin(lookhear.home, child)
    wait_until_bound(watched.folder)
    binding = read_binding(watched.folder)
    assert binding is not None
    assert binding.grant is not None
    hosted.post(f"/capture/session/{binding.grant.session_id}/stop", {})
    out, err = child.communicate(timeout=60)
    assert child.returncode == 0, err
    receipt = receipt_of(out)
    assert (receipt["end_reason"], receipt["upload"]["state"]) == ("backend", "done")
    assert_all_is_there(watched.folder, hosted)


def test_a_killed_recorder_leaves_all_but_the_last_second_and_uploads_adds_the_rest(
    desktop: VirtualDesktop, lookhear: Program, hosted: Backend, key_file: Path
) -> None:
    child = lookhear.start(desktop.env, "record", "--backend", hosted.url, "--mint-token-file", str(key_file))
    watched = Watched.begin(lookhear.home, child, channels=_ALL)
    wait_until_bound(watched.folder)
    watched.wait_for_fragments(SCREEN, 12)
    child.kill()
    child.wait()
    there = acknowledged(watched.folder, hosted)
    for channel, numbers in sealed(watched.folder).items():
        first = max(numbers) - _LAST_SECOND
        assert set(range(1, first + 1)) <= there[channel], channel
    done = lookhear.run(desktop.env, "uploads")
    assert done.returncode == 0, done.stderr
    assert_all_is_there(watched.folder, hosted)


def test_a_recording_without_anybody_to_take_it_is_bound_later(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("sk-kept-for-the-backend-to-come\n", "utf-8")
    port = free_port()
    into = ("--backend", f"http://127.0.0.1:{port}", "--mint-token-file", str(key), "--no-wait")
    begun = lookhear.run(desktop.env, "record", "--duration", "3", "--output", str(tmp_path / "f.mp4"), *into)
    assert begun.returncode == 5
    assert "`lookhear uploads` finishes that" in begun.stderr
    assert (tmp_path / "f.mp4").exists()
    env = {**desktop.env, "LOOKHEAR_API_KEY": "sk-kept-for-the-backend-to-come"}
    with served(lookhear, env, tmp_path / "data", port=port) as (backend, _):
        done = lookhear.run(desktop.env, "uploads")
        assert done.returncode == 0, done.stderr
        assert_all_is_there(only_recording(lookhear), backend)


def test_a_wrong_token_is_told_and_the_recording_is_safe(
    desktop: VirtualDesktop, lookhear: Program, tmp_path: Path, hosted: Backend
) -> None:
    session = hosted.post("/collection/default/capture/session", {"end_user_id": "somebody"})["session_id"]
    token = tmp_path / "token"
    token.write_text("st-nobody-ever-issued-this-one\n", "utf-8")
    into = ("--backend", hosted.url, "--session", session, "--token-file", str(token))
    done = lookhear.run(desktop.env, "record", "--duration", "3", "--output", str(tmp_path / "f.mp4"), *into)
    assert done.returncode == 4
    assert "does not know the token" in done.stderr
    assert "The recording itself is safe" in done.stderr
    assert "st-nobody" not in done.stderr
    assert (tmp_path / "f.mp4").exists()
    assert hosted.session(session)["status"] == "created"


def test_a_second_recorder_for_the_same_session_is_refused(
    desktop: VirtualDesktop, lookhear: Program, tmp_path: Path, hosted: Backend
) -> None:
    session = hosted.post("/collection/default/capture/session", {"end_user_id": "somebody"})["session_id"]
    env = {**desktop.env, "LOOKHEAR_TOKEN": hosted.post("/capture/session/token", {"expires_in": 600})["token"]}
    into = ("--backend", hosted.url, "--session", session)
    first = lookhear.start(env, "record", "--output", str(tmp_path / "a.mp4"), "--json", *into)
    watched = Watched.begin(lookhear.home, first)
    wait_until_bound(watched.folder)
    second = lookhear.run(env, "record", "--duration", "3", "--output", str(tmp_path / "b.mp4"), *into)
    assert second.returncode == 4
    assert "The recording itself is safe" in second.stderr
    first.send_signal(signal.SIGINT)
    out, err = first.communicate(timeout=60)
    assert first.returncode == 0, err
    assert receipt_of(out)["upload"]["session_id"] == session
    assert_all_is_there(watched.folder, hosted)


def test_a_backend_that_dies_and_comes_back_gets_everything(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    port, data = free_port(), tmp_path / "data"
    key = tmp_path / "key"
    key.write_text("sk-the-same-before-and-after\n", "utf-8")
    env = {**desktop.env, "LOOKHEAR_API_KEY": "sk-the-same-before-and-after"}
    into = ("--backend", f"http://127.0.0.1:{port}", "--mint-token-file", str(key))
    with served(lookhear, env, data, port=port) as (_, server):
        child = lookhear.start(desktop.env, "record", "--output", str(tmp_path / "f.mp4"), "--json", *into)
        watched = Watched.begin(lookhear.home, child, channels=_ALL)
        wait_until_bound(watched.folder)
        server.kill()
        server.wait()
    (data / "backend.json").unlink()  # what a killed one leaves
    watched.wait_for_fragments(SCREEN, 4)
    with served(lookhear, env, data, port=port) as (backend, _):
        watched.wait_for_fragments(SCREEN, 2)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
        assert child.returncode == 0, err
        assert receipt_of(out)["upload"]["state"] == "done"
        assert_all_is_there(watched.folder, backend)


class SignInPage(Answers):
    """What a network that wants a sign-in first answers to everything."""

    def answer(self) -> None:
        self.content()
        self.send(200, b"<html>Please sign in</html>", Content_Type="text/html")


def test_a_web_page_in_the_place_of_a_backend_is_no_backend(desktop: VirtualDesktop, lookhear: Program, tmp_path: Path) -> None:
    with HttpServer(SignInPage) as server:
        wanted = ("record", "--duration", "3", "--output", str(tmp_path / "f.mp4"), "--backend", server.url, "--no-wait")
        done = lookhear.run(desktop.env, *wanted)
    assert done.returncode in {4, 5}
    assert "lookhear: " in done.stderr
    assert "<html>" not in done.stderr
    assert (tmp_path / "f.mp4").exists()


def test_a_backend_that_takes_the_line_and_says_nothing_holds_nothing_up(
    desktop: VirtualDesktop, lookhear: Program, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        into = ("--backend", url, "--no-wait", "--json")
        done = lookhear.run(desktop.env, "record", "--duration", "4", "--output", str(tmp_path / "f.mp4"), *into)
    assert done.returncode == 5, done.stderr
    receipt = receipt_of(done.stdout)
    assert [track["gaps"] for track in receipt["tracks"]] == [[], [], []]
    assert receipt["upload"]["acknowledged"] == {"fragments": 0, "bytes": 0}
    assert (tmp_path / "f.mp4").exists()


@pytest.mark.parametrize(
    "options", [["--backend", "none", "--session", "cap-1"], ["--token", "st-x"], ["--backend", "nowhere"], ["--session", "../x"]]
)
def test_what_makes_no_sense_records_nothing(desktop: VirtualDesktop, lookhear: Program, options: list[str]) -> None:
    done = lookhear.run(desktop.env, "record", *options)
    assert done.returncode == 2
    assert done.stderr.startswith("lookhear: ")
    assert not lookhear.home.exists()
