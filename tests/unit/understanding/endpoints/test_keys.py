from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import EngineFailed
from lookhear.system.paths import paths_of_this_machine
from lookhear.system.secrets.file_store import FileStore
from lookhear.understanding.endpoints.keys import Key, key_of, secret_address

if TYPE_CHECKING:
    from pathlib import Path


def nothing_kept(address: str) -> str | None:
    return None


def test_a_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", " sk-1\n")
    key = key_of({"key_env": "MY_KEY"})
    assert key.text == "sk-1"
    assert "sk-1" not in repr(key)
    assert key.place == "the environment variable MY_KEY"


def test_a_key_comes_from_the_secrets_of_engines_only() -> None:
    kept = {"engine:mine": "sk-2", "mine": "another secret of this person"}
    assert key_of({"key_secret": "mine"}, secret_of=kept.get).text == "sk-2"


def test_the_secrets_are_those_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    FileStore(paths_of_this_machine().data / "secrets.json").keep(secret_address("mine"), "sk-3")
    assert key_of({"key_secret": "mine"}).text == "sk-3"


def test_a_service_may_want_none() -> None:
    assert key_of({}) == Key()
    assert key_of({"key_env": "", "key_secret": None}) == Key()


def test_a_key_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_KEY", raising=False)
    with pytest.raises(EngineFailed, match="There is no key in the environment variable NO_KEY"):
        key_of({"key_env": "NO_KEY"})
    with pytest.raises(EngineFailed, match=re.escape("There is no key in the secret 'other'")):
        key_of({"key_secret": "other"}, secret_of=nothing_kept)


@pytest.mark.parametrize("options", [{"key_env": 5}, {"key_env": "A=B"}, {"key_secret": "a\nb"}])
def test_a_name_is_a_name(options: dict[str, object]) -> None:
    with pytest.raises(EngineFailed, match="is no name"):
        key_of(options, secret_of=nothing_kept)


def test_a_key_that_would_break_a_header_is_not_told_but_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", "sk-4\r\nHost: elsewhere")
    with pytest.raises(EngineFailed) as caught:
        key_of({"key_env": "MY_KEY"})
    assert "sk-4" not in caught.value.for_people()
