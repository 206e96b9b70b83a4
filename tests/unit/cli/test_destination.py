from __future__ import annotations

from typing import TYPE_CHECKING

import keyring
import keyring.backend
import pytest

from lookhear.cli.destination import destination_of
from lookhear.cli.main import parser
from lookhear.errors import UsageError
from lookhear.recorder.spool.binding import SourceKind, TokenSource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.cli.destination import Destination

URL = "https://lookhear.example"


class NobodyAnswers(keyring.backend.KeyringBackend):
    """A keyring that must not be asked: its dialog would hold up the recording."""

    priority = -1  # only whoever names it gets it

    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError(f"{service}/{username} was asked for before the recording began")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError(f"{service}/{username} was written ({len(password)})")


@pytest.fixture(autouse=True)
def ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NobodyAnswers())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


def destination(*options: str, **environ: str) -> Destination:
    return destination_of(parser().parse_args(["record", *options]), environ)


def source(*options: str, **environ: str) -> TokenSource | None:
    return destination(*options, **environ).source


def test_without_options_it_is_the_backend_of_this_computer() -> None:
    found = destination()
    assert found.source == TokenSource(kind=SourceKind.EMBEDDED)
    assert found.bytes_per_s is None
    assert found.is_waited_for
    assert found.warnings == ()


def test_nowhere_is_a_destination_too() -> None:
    assert source("--backend", "none") is None
    assert source(LOOKHEAR_BACKEND="none") is None
    assert source("--no-wait", LOOKHEAR_BACKEND="none") is None


def test_an_option_says_more_than_the_environment() -> None:
    assert source("--backend", "embedded", LOOKHEAR_BACKEND="none") == TokenSource(kind=SourceKind.EMBEDDED)
    assert source("--mint-url", "https://a.example/x", LOOKHEAR_BACKEND="none") == TokenSource(
        kind=SourceKind.MINT, mint_url="https://a.example/x"
    )


def test_a_backend_that_somebody_hosts_makes_its_own_sessions(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("sk-x\n", "utf-8")
    assert source("--backend", f"{URL}/", "--mint-token-file", str(file)) == TokenSource(
        kind=SourceKind.MINT, backend=URL, mint_url=f"{URL}/init-session", mint_token_file=str(file)
    )
    assert source(LOOKHEAR_BACKEND=URL) == TokenSource(kind=SourceKind.MINT, backend=URL, mint_url=f"{URL}/init-session")


def test_a_session_and_its_token_are_taken_as_given(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("st-x\n", "utf-8")
    session = ("--backend", URL, "--session", "cap-1")
    made = TokenSource(kind=SourceKind.SESSION, backend=URL, session_id="cap-1", token="st-x")
    assert source(*session, "--token-file", str(file)) == TokenSource(
        kind=SourceKind.SESSION, backend=URL, session_id="cap-1", token_file=str(file)
    )
    assert source(*session, "--token", "st-x") == made
    assert source(*session, LOOKHEAR_TOKEN="st-x") == made


def test_the_keyring_is_left_to_whoever_obtains_the_ticket() -> None:
    assert source("--backend", URL, "--session", "cap-1") == TokenSource(kind=SourceKind.SESSION, backend=URL, session_id="cap-1")
    assert source("--backend", URL) == TokenSource(kind=SourceKind.MINT, backend=URL, mint_url=f"{URL}/init-session")


def test_a_token_on_the_command_line_is_warned_of_and_not_repeated() -> None:
    (warning,) = destination("--backend", URL, "--session", "cap-1", "--token", "st-secret").warnings
    assert "`ps`" in warning
    assert "st-secret" not in warning


@pytest.mark.parametrize(
    ("url", "is_warned"),
    [("http://lookhear.example", True), ("http://127.0.0.1:80", False), ("http://localhost:80", False), (URL, False)],
)
def test_a_way_without_encryption_is_warned_of_unless_it_stays_here(url: str, *, is_warned: bool) -> None:
    warnings = destination("--backend", url).warnings
    assert any("without encryption" in warning for warning in warnings) is is_warned


def test_the_limit_is_in_kilobytes_and_waiting_can_be_left() -> None:
    found = destination("--upload-limit", "100", "--no-wait")
    assert found.bytes_per_s == 102_400
    assert not found.is_waited_for


@pytest.mark.parametrize(
    "options",
    [
        ["--backend", "none", "--mint-url", URL],
        ["--backend", "none", "--session", "cap-1", "--token", "st-x"],
        ["--backend", "none", "--upload-limit", "5"],
        ["--backend", "none", "--no-wait"],
        ["--backend", "embedded", "--mint-url", URL],
        ["--backend", "embedded", "--session", "cap-1", "--token", "st-x"],
        ["--backend", URL, "--session", "cap-1", "--mint-url", URL, "--token", "st-x"],
        ["--backend", URL, "--session", "cap-1", "--token", "st-x", "--token-file", "f"],
        ["--backend", URL, "--token", "st-x"],
        ["--token-file", "f"],
        ["--session", "cap-1", "--token", "st-x"],
        ["--backend", URL, "--session", "../cap-1", "--token", "st-x"],
        ["--backend", URL, "--session", "cap-1", "--token-file", "/nonexistent/token"],
        ["--mint-url", URL, "--mint-token-file", "/nonexistent/token"],
        ["--backend", "example"],
        ["--backend", "ftp://example"],
        ["--backend", "http://"],
        ["--backend", "http://host:port"],
        ["--backend", "http://me:secret@host"],
        ["--mint-url", "nowhere"],
        ["--mint-token-file", "f"],
    ],
)
def test_what_contradicts_itself_or_cannot_be_read_is_refused(options: list[str]) -> None:
    with pytest.raises(UsageError):
        destination(*options)


@pytest.mark.parametrize("text", ["", "two\nlines"])
def test_a_token_file_holds_one_token(tmp_path: Path, text: str) -> None:
    file = tmp_path / "token"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="does not hold one token"):
        source("--backend", URL, "--session", "cap-1", "--token-file", str(file))


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5"])
def test_a_limit_is_a_number_above_zero(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        destination("--upload-limit", limit)
    assert "kilobytes" in capsys.readouterr().err
