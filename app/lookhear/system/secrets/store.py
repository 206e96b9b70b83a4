"""The secrets of a person in the best place there is: one of them in one place only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.system.secrets.kinds import SecretPlace

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.system.secrets.file_store import FileStore
    from lookhear.system.secrets.kinds import SecretStore


class Secrets:
    """`SecretStore` over a keyring, where there is one, and the file. What a file kept before there was a keyring is still found."""

    def __init__(self, keyring: SecretStore | None, file: FileStore) -> None:
        self._keyring, self._file = keyring, file

    @property
    def place(self) -> SecretPlace:
        """Where the next secret is kept."""
        return SecretPlace.FILE if self._keyring is None else SecretPlace.KEYRING

    @property
    def file(self) -> Path:
        """The file, whether it is used or not."""
        return self._file.path

    def get(self, address: str) -> str | None:
        """See `SecretStore.get`."""
        found = None if self._keyring is None else self._keyring.get(address)
        return self._file.get(address) if found is None else found

    def keep(self, address: str, secret: str) -> None:
        """See `SecretStore.keep`. A copy in the file is gone once the keyring has it."""
        if self._keyring is None:
            self._file.keep(address, secret)
            return
        self._keyring.keep(address, secret)
        self._file.forget(address)

    def forget(self, address: str) -> None:
        """See `SecretStore.forget`. Gone everywhere."""
        if self._keyring is not None:
            self._keyring.forget(address)
        self._file.forget(address)
