"""What a keyring holds, and what it does when it does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import keyring
import keyring.backends.fail
import pytest

from lookhear.errors import UsageError
from lookhear.recorder.upload.tokens.keyring_secrets import KEYRING_SERVICE, secret_of
from lookhear.system.secrets import FILE_NAME
from lookhear.system.secrets.file_store import FileStore
from tests.fakes.keyrings import OneKeyring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL = "https://lookhear.example"


@pytest.fixture
def ring() -> Iterator[OneKeyring]:
    before = keyring.get_keyring()
    made = OneKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def _no_ring(ring: OneKeyring) -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]


def test_the_secret_of_an_address_is_found(ring: OneKeyring) -> None:
    ring.set_password(KEYRING_SERVICE, URL, "st-x\n")
    assert secret_of(URL) == "st-x"
    assert secret_of("https://other.example") is None


def test_a_locked_keyring_has_nothing(ring: OneKeyring) -> None:
    ring.set_password(KEYRING_SERVICE, URL, "st-x")
    ring.is_locked = True
    assert secret_of(URL) is None


def test_what_is_no_secret_is_told_and_not_repeated(ring: OneKeyring) -> None:
    ring.set_password(KEYRING_SERVICE, URL, "two words")
    with pytest.raises(UsageError, match="no token") as caught:
        secret_of(URL)
    assert "two words" not in caught.value.for_people()


@pytest.mark.usefixtures("_no_ring")
def test_a_computer_without_a_keyring_has_what_its_file_has(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOOKHEAR_HOME", str(tmp_path))
    assert secret_of(URL) is None
    FileStore(tmp_path / FILE_NAME).keep(URL, "st-x")
    assert secret_of(URL) == "st-x"
    FileStore(tmp_path / FILE_NAME).keep(URL, "two words")
    with pytest.raises(UsageError, match=r"secrets\.json") as caught:
        secret_of(URL)
    assert "two words" not in caught.value.for_people()
