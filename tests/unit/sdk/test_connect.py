"""connect() and connect_async(): from arguments and the environment to a connection, without a word over the network."""

from __future__ import annotations

import asyncio
import logging

import pytest

from lookhear.errors import AuthenticationError, InvalidRequestError
from lookhear.protocol.discovery import DISCOVERY_FILE, FOLDER, Discovery
from lookhear.sdk.aio.connection import AsyncConnection
from lookhear.sdk.blocking.connection import Connection
from lookhear.sdk.connect import connect, connect_async
from lookhear.sdk.credentials import KEY_VARIABLES, URL_VARIABLES
from lookhear.system.paths import paths_of_this_machine


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in (*KEY_VARIABLES, *URL_VARIABLES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path_factory.mktemp("home")))


def test_arguments_are_enough_and_their_key_is_not_shown() -> None:
    with connect("sk-1", base_url="https://lookhear.example/") as conn:
        assert isinstance(conn, Connection)
        assert conn.base_url == "https://lookhear.example"
        assert "sk-1" not in repr(conn)
        assert repr(conn) == "Connection('https://lookhear.example')"


def test_the_environment_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIDEO_DB_API_KEY", "sk-1")
    monkeypatch.setenv("VIDEODB_BASE_URL", "https://lookhear.example")
    conn = connect_async()
    assert isinstance(conn, AsyncConnection)
    assert conn.base_url == "https://lookhear.example"
    asyncio.run(conn.close())


def test_the_backend_of_this_computer_is_found_by_its_file() -> None:
    found = Discovery(url="http://127.0.0.1:4711", api_key="sk-1", pid=1, started_ns=1, version="0")
    folder = paths_of_this_machine().data / FOLDER
    folder.mkdir(parents=True)
    (folder / DISCOVERY_FILE).write_text(found.to_json(), "utf-8")
    with connect() as conn:
        assert conn.base_url == "http://127.0.0.1:4711"


def test_nothing_at_all_is_an_authentication_error() -> None:
    with pytest.raises(AuthenticationError, match="no API key"):
        connect()


def test_what_is_no_url_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(InvalidRequestError, match="not the address of a capture backend"):
        connect("sk-1", base_url="lookhear.example")


def test_the_log_level_is_that_of_our_logger() -> None:
    logger = logging.getLogger("lookhear")
    before = logger.level
    try:
        connect("sk-1", base_url="https://lookhear.example", log_level=logging.ERROR).close()
        assert logger.level == logging.ERROR
    finally:
        logger.setLevel(before)
