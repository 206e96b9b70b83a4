"""Where secrets are kept: names for people, and the port of a place."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Protocol

SERVICE: Final = "lookhear"  # the name that everything of ours has in a keyring


class SecretPlace(StrEnum):
    """Where a secret is kept on this computer."""

    KEYRING = "keyring"  # the system's
    FILE = "file"  # one that only this person can read, because there is no keyring


class SecretStore(Protocol):
    """One place. Its methods may block for as long as a person takes to unlock it."""

    def get(self, address: str) -> str | None:
        """The secret of an address, as it stands there; None where there is none, or it is locked."""
        ...

    def keep(self, address: str, secret: str) -> None:
        """Keep it, instead of one that is kept already. Raises StorageError."""
        ...

    def forget(self, address: str) -> None:
        """Keep it no longer. Harmless where there is none. Raises StorageError."""
        ...
