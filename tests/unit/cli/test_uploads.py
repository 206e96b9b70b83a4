"""`lookhear uploads`: shows what is left, finishes it, and says so with its exit code."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from lookhear.cli import uploads
from lookhear.cli.exit_codes import ExitCode
from lookhear.errors import RecordingNotFound, UsageError
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource, read_binding, write_binding
from lookhear.recorder.spool.library import has_media
from lookhear.recorder.spool.lock import UploadLock
from tests.fakes.backend import TOKEN, FakeBackend
from tests.fakes.machine import machine
from tests.fakes.recordings import begin, complete, interrupted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.bootstrap import Machine


@pytest.fixture
def backend() -> Iterator[FakeBackend]:
    with FakeBackend() as made:
        yield made


def bind(folder: Path, backend: FakeBackend, *, session_id: str = "cap-1", token: str = TOKEN) -> Path:
    """As a recording leaves it that never reached its backend."""
    source = TokenSource(kind=SourceKind.SESSION, backend=backend.url, session_id=session_id, token=token)
    write_binding(folder, Binding(source=source))
    return folder


def run_on(made: Machine, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    uploads.add_parser(parser.add_subparsers())
    return uploads.run(parser.parse_args(["uploads", *arguments]), made)


def run(home: Path, *arguments: str) -> int:
    return run_on(machine(home), *arguments)


def test_nothing_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    complete(tmp_path / "recordings")  # nobody ever wanted it handed over
    assert run(tmp_path) == ExitCode.DONE
    assert capsys.readouterr().out == "Everything is handed over.\n"


def test_what_is_left_is_finished(tmp_path: Path, backend: FakeBackend, capsys: pytest.CaptureFixture[str]) -> None:
    folder = bind(interrupted(tmp_path / "recordings"), backend)
    assert run(tmp_path) == ExitCode.DONE
    assert capsys.readouterr().out == f"{folder.name}: Everything is uploaded.\nwatch  {backend.url}/watch?v=slug\n"
    assert all(stream.is_complete for stream in backend.streams.values())
    assert run(tmp_path) == ExitCode.DONE


def test_it_can_be_looked_at_without_sending_anything(tmp_path: Path, backend: FakeBackend, capsys: pytest.CaptureFixture[str]) -> None:
    bind(complete(tmp_path / "recordings"), backend)
    assert run(tmp_path, "--no-wait") == ExitCode.NOT_UPLOADED
    assert "are to be uploaded" in capsys.readouterr().out
    assert backend.requests == []


def test_one_that_is_done_is_shown_and_nothing_is_asked_or_removed(
    tmp_path: Path, backend: FakeBackend, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bind(complete(tmp_path / "recordings"), backend)
    assert run(tmp_path) == ExitCode.DONE
    asked, files = len(backend.requests), sorted(folder.rglob("*"))
    capsys.readouterr()
    made = machine(tmp_path)
    made._environ = {"LOOKHEAR_KEEP_DAYS": "0", "LOOKHEAR_BACKEND": "none"}
    assert run_on(made, "--no-wait", folder.name) == ExitCode.DONE
    assert capsys.readouterr().out.startswith(f"{folder.name}: Everything is uploaded.\n")
    assert len(backend.requests) == asked
    assert sorted(folder.rglob("*")) == files


def test_a_time_to_keep_media_of_zero_lets_them_go_at_once(tmp_path: Path, backend: FakeBackend) -> None:
    folder = bind(complete(tmp_path / "recordings"), backend)
    made = machine(tmp_path)
    made._environ = {"LOOKHEAR_KEEP_DAYS": "0"}
    assert run_on(made) == ExitCode.DONE
    assert not has_media(folder)


@pytest.mark.parametrize("days", ["-1", "x", "inf", "nan"])
def test_a_time_to_keep_media_that_is_none_is_told_before_anything_is_sent(tmp_path: Path, backend: FakeBackend, days: str) -> None:
    bind(complete(tmp_path / "recordings"), backend)
    made = machine(tmp_path)
    made._environ = {"LOOKHEAR_KEEP_DAYS": days}
    with pytest.raises(UsageError, match="LOOKHEAR_KEEP_DAYS"):
        run_on(made)
    assert backend.requests == []


def test_one_that_another_process_hands_over_is_left_to_it(
    tmp_path: Path, backend: FakeBackend, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = bind(complete(tmp_path / "recordings"), backend)
    with UploadLock(folder):
        assert run(tmp_path) == ExitCode.NOT_UPLOADED
    assert "A running Lookhear" in capsys.readouterr().out
    assert backend.requests == []


def test_one_that_is_being_recorded_is_left_alone(tmp_path: Path, backend: FakeBackend, capsys: pytest.CaptureFixture[str]) -> None:
    with begin(tmp_path / "recordings") as writer:
        bind(writer.folder, backend)
        assert run(tmp_path) == ExitCode.NOT_UPLOADED
    assert "being recorded" in capsys.readouterr().out


def test_a_refusal_is_told_and_the_others_go_on(tmp_path: Path, backend: FakeBackend, capsys: pytest.CaptureFixture[str]) -> None:
    refused = bind(complete(tmp_path / "recordings"), backend, session_id="cap-9")
    good = bind(complete(tmp_path / "recordings"), backend)
    assert run(tmp_path, "--json") == ExitCode.REFUSED
    told = {entry["recording_id"]: entry for entry in json.loads(capsys.readouterr().out)["uploads"]}
    assert told[refused.name]["state"] == "refused"
    assert told[good.name]["state"] == "done"
    assert told[good.name]["pending"] == {"fragments": 0, "bytes": 0}


def test_a_binding_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = complete(tmp_path / "recordings")
    (folder / "binding.json").write_text("{}")
    assert run(tmp_path) == ExitCode.FAILED
    assert "is not as it should be" in capsys.readouterr().out


def test_a_recording_made_without_a_backend_is_handed_over_when_it_is_named(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path / "recordings")
    made = machine(tmp_path)
    made._environ = {"LOOKHEAR_BACKEND": backend.url}
    parser = argparse.ArgumentParser()
    uploads.add_parser(parser.add_subparsers())
    code = uploads.run(parser.parse_args(["uploads", folder.name]), made)
    binding = read_binding(folder)
    assert binding is not None
    assert binding.source.mint_url == f"{backend.url}/init-session"
    assert code == ExitCode.REFUSED  # this backend wants a key for that


def test_a_recording_that_is_named_and_has_nowhere_to_go_is_told(tmp_path: Path) -> None:
    folder = complete(tmp_path / "recordings")
    made = machine(tmp_path)
    made._environ = {"LOOKHEAR_BACKEND": "none"}
    parser = argparse.ArgumentParser()
    uploads.add_parser(parser.add_subparsers())
    with pytest.raises(UsageError, match="no backend"):
        uploads.run(parser.parse_args(["uploads", folder.name]), made)


def test_one_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordingNotFound):
        run(tmp_path, "01ABCDEFGH")


@pytest.mark.parametrize("text", ["0", "-1", "x", "1.5"])
def test_a_limit_is_a_number_above_zero(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    uploads.add_parser(parser.add_subparsers())
    with pytest.raises(SystemExit):
        parser.parse_args(["uploads", "--limit", text])
    assert "above zero" in capsys.readouterr().err


def test_a_recording_that_was_refused_can_be_handed_to_another_session(tmp_path: Path, backend: FakeBackend) -> None:
    folder = bind(complete(tmp_path / "recordings"), backend, session_id="cap-9")
    assert run(tmp_path) == ExitCode.REFUSED
    other = ("--backend", backend.url, "--session", "cap-1", "--token", TOKEN)
    assert run(tmp_path, folder.name, *other) == ExitCode.DONE
    assert all(stream.is_complete for stream in backend.streams.values())
    with pytest.raises(UsageError, match="handed over already"):
        run(tmp_path, folder.name, "--backend", "https://elsewhere.example")


@pytest.mark.parametrize("options", [["--session", "cap-1"], ["--backend", "embedded", "--no-wait", "rec-1"]])
def test_another_backend_is_for_one_recording_that_is_named(tmp_path: Path, options: list[str]) -> None:
    with pytest.raises(UsageError, match="one recording"):
        run(tmp_path, *options)


@pytest.mark.parametrize(("is_named", "code"), [(True, ExitCode.DONE), (False, ExitCode.REFUSED)])
def test_a_recording_whose_token_was_refused_takes_another_when_it_is_named(
    tmp_path: Path, backend: FakeBackend, *, is_named: bool, code: ExitCode
) -> None:
    folder = bind(complete(tmp_path / "recordings"), backend, token="st-wrong")
    assert run(tmp_path) == ExitCode.REFUSED
    made = machine(tmp_path)
    made._environ = {"LOOKHEAR_TOKEN": TOKEN}
    parser = argparse.ArgumentParser()
    uploads.add_parser(parser.add_subparsers())
    assert uploads.run(parser.parse_args(["uploads", *([folder.name] if is_named else [])]), made) == code
