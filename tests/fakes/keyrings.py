"""Keyrings of a test's own, as the library `keyring` knows them."""

from __future__ import annotations

import keyring.backend
import keyring.errors


class OneKeyring(keyring.backend.KeyringBackend):
    """A keyring in memory, or one that is locked."""

    priority = -1  # only whoever names it gets it

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}
        self.failure: Exception | None = None

    @property
    def is_locked(self) -> bool:
        return self.failure is not None

    @is_locked.setter
    def is_locked(self, is_locked: bool) -> None:
        self.failure = keyring.errors.KeyringLocked() if is_locked else None

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if (service, username) not in self.entries:
            raise keyring.errors.PasswordDeleteError("There is none.")
        del self.entries[service, username]

    def _check(self) -> None:
        if self.failure is not None:
            raise self.failure
