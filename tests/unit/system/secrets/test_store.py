"""Keyring and file together: a secret is in one place, and found wherever it was put before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import StorageError
from lookhear.system.secrets.file_store import FileStore
from lookhear.system.secrets.keyring_store import KeyringStore
from lookhear.system.secrets.kinds import SecretPlace
from lookhear.system.secrets.store import Secrets
from tests.fakes.keyrings import OneKeyring

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://lookhear.example/init-session"


@pytest.fixture
def file(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "secrets.json")


def test_without_a_keyring_the_file_keeps_it(file: FileStore) -> None:
    secrets = Secrets(None, file)
    assert (secrets.place, secrets.file) == (SecretPlace.FILE, file.path)
    secrets.keep(ADDRESS, "st-1")
    assert secrets.get(ADDRESS) == file.get(ADDRESS) == "st-1"
    secrets.forget(ADDRESS)
    assert secrets.get(ADDRESS) is None


def test_with_a_keyring_nothing_is_written_to_a_file(file: FileStore) -> None:
    ring = KeyringStore(OneKeyring())
    secrets = Secrets(ring, file)
    assert secrets.place is SecretPlace.KEYRING
    secrets.keep(ADDRESS, "st-1")
    assert secrets.get(ADDRESS) == ring.get(ADDRESS) == "st-1"
    assert not file.path.exists()


def test_what_a_file_kept_before_is_found_and_moves_with_the_next_one(file: FileStore) -> None:
    file.keep(ADDRESS, "old")
    ring = KeyringStore(OneKeyring())
    secrets = Secrets(ring, file)
    assert secrets.get(ADDRESS) == "old"
    secrets.keep(ADDRESS, "new")
    assert (ring.get(ADDRESS), file.get(ADDRESS)) == ("new", None)


def test_what_is_forgotten_is_nowhere(file: FileStore) -> None:
    file.keep(ADDRESS, "old")
    ring = KeyringStore(OneKeyring())
    ring.keep(ADDRESS, "new")
    Secrets(ring, file).forget(ADDRESS)
    assert (ring.get(ADDRESS), file.get(ADDRESS)) == (None, None)


def test_a_locked_keyring_is_not_passed_by(file: FileStore) -> None:
    ring = OneKeyring()
    ring.is_locked = True
    with pytest.raises(StorageError, match="keyring"):
        Secrets(KeyringStore(ring), file).keep(ADDRESS, "st-1")
    assert not file.path.exists()
