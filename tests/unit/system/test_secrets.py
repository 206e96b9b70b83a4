"""Where this person's secrets are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import keyring
import keyring.backends.fail
import pytest

from lookhear.system.secrets import FILE_NAME, SecretPlace, secrets_of_this_machine
from tests.fakes.keyrings import OneKeyring

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def _the_same_keyring_afterwards() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("_the_same_keyring_afterwards")
def test_a_keyring_is_taken_where_there_is_one_and_the_file_elsewhere(tmp_path: Path) -> None:
    keyring.set_keyring(OneKeyring())
    assert secrets_of_this_machine(tmp_path).place is SecretPlace.KEYRING
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    secrets = secrets_of_this_machine(tmp_path)
    assert (secrets.place, secrets.file) == (SecretPlace.FILE, tmp_path / FILE_NAME)
