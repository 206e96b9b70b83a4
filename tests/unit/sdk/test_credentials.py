"""Which backend is meant and with which key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.errors import AuthenticationError, ConnectionFailed
from lookhear.protocol.discovery import DISCOVERY_FILE, FOLDER, Discovery
from lookhear.sdk.credentials import KEY_VARIABLES, URL_VARIABLES, Access, checked_credential, find_access

if TYPE_CHECKING:
    from pathlib import Path

HERE = Discovery(url="http://127.0.0.1:8420", api_key="sk-of-this-computer", pid=1, started_ns=1, version="0.4.0")


def access(data: Path, *, key: str | None = None, token: str | None = None, url: str | None = None, **environ: str) -> Access:
    return find_access(api_key=key, session_token=token, base_url=url, environ=environ, data=data)


@pytest.fixture(name="running")
def fixture_running(tmp_path: Path) -> Path:
    """The data folder of a backend that runs here."""
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / DISCOVERY_FILE).write_text(HERE.to_json(), "utf-8")
    return tmp_path


def test_arguments_come_before_variables(tmp_path: Path) -> None:
    environ = {"VIDEO_DB_API_KEY": "sk-env", "VIDEODB_BASE_URL": "https://env.example"}
    assert access(tmp_path, key="sk-arg", url="https://arg.example", **environ) == Access(
        base_url="https://arg.example", credential="sk-arg"
    )
    assert access(tmp_path, token="st-arg", **environ) == Access(base_url="https://env.example", credential="st-arg")
    assert access(tmp_path, key="sk-arg", token="st-arg", **environ).credential == "sk-arg"


@pytest.mark.parametrize("key_variable", KEY_VARIABLES)
@pytest.mark.parametrize("url_variable", URL_VARIABLES)
def test_every_spelling_of_the_variables_is_read(tmp_path: Path, key_variable: str, url_variable: str) -> None:
    found = access(tmp_path, **{key_variable: " sk-env\n", url_variable: " https://env.example "})
    assert found == Access(base_url="https://env.example", credential="sk-env")


def test_empty_variables_are_not_set(running: Path) -> None:
    environ = dict.fromkeys((*KEY_VARIABLES, *URL_VARIABLES), " ")
    assert access(running, **environ) == Access(base_url=HERE.url, credential=HERE.api_key)


def test_without_a_url_it_is_the_backend_of_this_computer_with_its_own_key(running: Path) -> None:
    assert access(running) == Access(base_url=HERE.url, credential=HERE.api_key)
    assert access(running, token="st-1") == Access(base_url=HERE.url, credential="st-1")


def test_a_key_of_a_variable_goes_to_nobody_but_the_url_that_is_named(running: Path) -> None:
    assert access(running, VIDEO_DB_API_KEY="sk-of-somebody-else").credential == HERE.api_key


@pytest.mark.parametrize("text", ["", "{}", "[", '{"url": 5}', "\xff"])
def test_a_discovery_file_that_is_none_is_no_backend(tmp_path: Path, text: str) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / DISCOVERY_FILE).write_bytes(text.encode("latin-1"))
    with pytest.raises(AuthenticationError):
        access(tmp_path)


def test_without_anything_it_says_what_to_set_and_what_to_start(tmp_path: Path) -> None:
    with pytest.raises(AuthenticationError) as caught:
        access(tmp_path)
    assert all(word in caught.value.for_people() for word in ("VIDEODB_BASE_URL", "VIDEO_DB_API_KEY", "lookhear serve"))


def test_a_key_without_a_backend_is_a_connection_that_fails(tmp_path: Path) -> None:
    with pytest.raises(ConnectionFailed, match="none runs on this computer"):
        access(tmp_path, key="sk-1")


def test_a_url_without_a_key_says_which_variables_there_are(running: Path) -> None:
    with pytest.raises(AuthenticationError) as caught:
        access(running, url="https://arg.example")
    assert all(name in caught.value.for_people() for name in KEY_VARIABLES)


def test_a_credential_is_not_shown(running: Path) -> None:
    assert HERE.api_key not in repr(access(running))


@pytest.mark.parametrize("key", ["", "  ", "sk key", "sk-\r\nx-evil: 1", "sk-ü", None, 5])
def test_what_cannot_stand_in_a_header_is_no_key(key: Any) -> None:  # noqa: ANN401 - what is given by mistake
    with pytest.raises(AuthenticationError) as caught:
        checked_credential(key)
    assert "evil" not in caught.value.for_people()
