"""`lookhear serve` before it serves: what it is told, and what it refuses. Serving itself is in tests/integration/test_serve.py."""

from __future__ import annotations

import argparse
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from lookhear.backend.lock import held
from lookhear.backend.server import listen
from lookhear.bootstrap import Machine
from lookhear.cli import serve
from lookhear.cli.exit_codes import ExitCode
from lookhear.cli.main import run
from lookhear.protocol.discovery import DISCOVERY_FILE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from lookhear.backend.services import Services
    from lookhear.backend.settings import Settings

KEY = "sk-0123456789abcdef"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    monkeypatch.delenv("LOOKHEAR_API_KEY", raising=False)
    return tmp_path


def arguments(*argv: str) -> argparse.Namespace:
    top = argparse.ArgumentParser()
    serve.add_parser(top.add_subparsers())
    return top.parse_args(["serve", *argv])


def test_what_it_is_told_becomes_settings(tmp_path: Path) -> None:
    args = arguments("--port", "81", "--open-mint", "--keep-days", "2", "--max-gb", "1.5", "--public-url", "https://a.example/x/")
    settings = serve._settings(args, tmp_path, KEY)
    assert (settings.host, settings.port, settings.is_mint_open, settings.api_key) == ("127.0.0.1", 81, True, KEY)
    assert (settings.keep_days, settings.max_bytes, settings.public_url) == (2.0, 1_500_000_000, "https://a.example/x")
    assert not settings.forgets_texts
    assert serve._settings(arguments("--forget-texts"), tmp_path, KEY).forgets_texts
    assert (settings.is_embedded, settings.idle_exit_s) == (False, None)


def test_what_concerns_others_becomes_settings_too(tmp_path: Path) -> None:
    asked = ("--callback-url", "https://a.example/hook", "--webhook-allow", "10.0.0.0/8", "--webhook-allow", "hooks.lan", "--ai-webhooks")
    settings = serve._settings(arguments(*asked, "--rate-limit", "0"), tmp_path, KEY)
    assert (settings.default_callback_url, settings.webhook_allow) == ("https://a.example/hook", ("10.0.0.0/8", "hooks.lan"))
    assert (settings.has_ai_webhooks, settings.key_requests_per_s, settings.has_tls) == (True, 0.0, False)
    assert serve._settings(arguments(), tmp_path, KEY).key_requests_per_s == 100.0
    called = serve._settings(arguments("--visual-channel", "scene_index", "--audio-channel", "spoken_index"), tmp_path, KEY)
    assert (called.visual_channel, called.audio_channel) == ("scene_index", "spoken_index")


def test_sockets_call_indexes_what_the_server_is_told(tmp_path: Path) -> None:
    usual = serve._settings(arguments(), tmp_path, KEY)
    named = serve._settings(arguments("--visual-channel", "scene_index", "--audio-channel", "spoken_index"), tmp_path, KEY)
    assert (usual.visual_channel, usual.audio_channel) == ("visual_index", "audio_index")
    assert (named.visual_channel, named.audio_channel) == ("scene_index", "spoken_index")
    with pytest.raises(SystemExit):
        arguments("--visual-channel", "Scene Index")


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("--callback-url", "ftp://a.example/x"), "--callback-url"),
        (("--callback-url", "http://10.0.0.1/x"), "--callback-url"),
        (("--webhook-allow", "not a network"), "not a network"),
        (("--tls-cert", "cert.pem"), "belong together"),
        (("--tls-cert", "cert.pem", "--tls-key", "key.pem", "--behind-proxy"), "without a proxy"),
        (("--tls-cert", "cert.pem", "--tls-key", "key.pem"), "cannot be read"),
    ],
)
def test_what_can_never_work_is_refused_before_it_serves(
    home: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], sentence: str
) -> None:
    code, told = refusal(capsys, *argv)
    assert code == ExitCode.USAGE
    assert sentence in told


def test_an_embedded_one_takes_a_free_port_and_others_the_usual_one(tmp_path: Path) -> None:
    embedded = serve._settings(arguments("--embedded", "--idle-exit", "300"), tmp_path, KEY)
    assert (embedded.port, embedded.is_embedded, embedded.idle_exit_s) == (0, True, 300.0)
    assert serve._settings(arguments(), tmp_path, KEY).port == 8787


@pytest.mark.parametrize(
    "argv",
    [
        ("--port", "65536"),
        ("--port", "-1"),
        ("--port", "http"),
        ("--keep-days", "0"),
        ("--keep-days", "nan"),
        ("--keep-days", "1e300"),
        ("--max-gb", "1e300"),
        ("--idle-exit", "1e300"),
        ("--max-gb", "inf"),
        ("--idle-exit", "-5"),
        ("--rate-limit", "-1"),
        ("--rate-limit", "many"),
        ("--visual-channel", "Visual Index"),
        ("--public-url", "a.example"),
        ("--public-url", "ftp://a.example"),
        ("--public-url", "https://["),
        ("--public-url", "https://a.example/?q=1"),
        ("--api-key", KEY, "--api-key-file", "x"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(argv: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as caught:
        arguments(*argv)
    assert caught.value.code == 2


def refusal(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    code = run(["serve", *argv])
    told = capsys.readouterr()
    assert told.out == ""
    return code, told.err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "capture.example", "::"])  # noqa: S104
def test_it_does_not_speak_plain_http_with_others(home: Path, capsys: pytest.CaptureFixture[str], host: str) -> None:
    code, told = refusal(capsys, "--host", host)
    assert code == ExitCode.USAGE
    assert "--behind-proxy" in told
    assert not (home / "backend").exists()


def test_a_key_that_cannot_be_used_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (("--api-key", "short"), ("--api-key-file", str(home / "nowhere"))):
        code, told = refusal(capsys, *argv)
        assert code == ExitCode.USAGE
        assert "API key" in told


def test_a_folder_that_is_served_already_is_refused(home: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    with held(folder):
        code, told = refusal(capsys, "--data-dir", str(folder))
    assert code == ExitCode.FAILED
    assert "Another process serves" in told


def test_a_port_that_is_taken_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0) as taken:
        code, told = refusal(capsys, "--port", str(taken.getsockname()[1]), "--api-key", KEY)
    assert code == ExitCode.FAILED
    assert "cannot listen" in told
    assert KEY not in told


def test_a_folder_that_cannot_be_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "file").write_text("", "utf-8")
    code, told = refusal(capsys, "--data-dir", str(home / "file" / "inside"))
    assert code == ExitCode.FAILED
    assert "file" in told


class Looking(Machine):
    """Looks whether anybody could find the backend when its store begins to close."""

    could_be_found: bool | None = None

    @asynccontextmanager
    async def backend(self, settings: Settings) -> AsyncIterator[Services]:
        async with super().backend(settings) as services:
            yield services
            self.could_be_found = (settings.data_dir / DISCOVERY_FILE).exists()


def test_nobody_finds_it_any_more_when_its_store_closes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    machine = Looking()
    args = arguments("--port", "0", "--data-dir", str(home / "data"), "--idle-exit", "0.1")
    assert serve.run(args, machine) == ExitCode.DONE
    assert machine.could_be_found is False
    assert capsys.readouterr().out.startswith("http://127.0.0.1:")


def test_a_file_of_engines_that_is_not_there_or_makes_no_sense_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = refusal(capsys, "--engines", str(home / "nowhere.toml"))
    assert (code, "There is no file" in told) == (ExitCode.USAGE, True)
    (home / "engines.toml").write_text("[speech", "utf-8")
    code, told = refusal(capsys, "--engines", str(home / "engines.toml"))
    assert (code, "is not TOML" in told) == (ExitCode.FAILED, True)


OFF = "".join(f'[{kind}]\nengine = "off"\n' for kind in ("speech", "vision", "language", "judge", "embedder"))


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (OFF, "No engine is set up"),
        (OFF.replace('[judge]\nengine = "off"', '[judge]\nengine = "keywords"'), "Engines: judge keywords."),
        (OFF.replace('[judge]\nengine = "off"', '[judge]\nengine = "wise"'), "No engine for judge: There is no engine called “wise”"),
        ("[speech", "is not TOML"),
    ],
)
def test_it_says_which_engines_it_has(home: Path, capsys: pytest.CaptureFixture[str], choice: str, said: str) -> None:
    (home / "engines.toml").write_text(choice, "utf-8")
    args = arguments("--port", "0", "--data-dir", str(home / "data"), "--idle-exit", "0.1")
    assert serve.run(args, Machine()) == ExitCode.DONE
    assert said in capsys.readouterr().out
