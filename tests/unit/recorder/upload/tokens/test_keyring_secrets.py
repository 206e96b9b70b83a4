"""What a keyring holds, and what it does when it does not tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import keyring
import keyring.backend
import keyring.errors
import pytest

from lookhear.errors import UsageError
from lookhear.recorder.upload.tokens.keyring_secrets import KEYRING_SERVICE, secret_of

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "https://lookhear.example"


class OneKeyring(keyring.backend.KeyringBackend):
    """A keyring of the test's own, or one that is locked."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise keyring.errors.KeyringLocked
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password


@pytest.fixture
def ring() -> Iterator[OneKeyring]:
    before = keyring.get_keyring()
    made = OneKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


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
