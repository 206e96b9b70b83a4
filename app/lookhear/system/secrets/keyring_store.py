"""Secrets in the system's keyring: Keychain, Credential Manager, Secret Service or KWallet, through the library that knows them."""

from __future__ import annotations

import contextlib
import importlib
from typing import TYPE_CHECKING, Final

from lookhear.errors import StorageError
from lookhear.system.secrets.kinds import SERVICE

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_HINT: Final = "Unlock it, or allow Lookhear to use it, and try again."
# What takes secrets and keeps none, or keeps them in a file that it does not say to be readable, or that it unlocks on a terminal.
_NO_KEYRINGS: Final = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")

_FOREIGN: Final = (
    ("secretstorage.exceptions", "SecretStorageException"),  # Linux: somebody closed the dialog, the service went away
    ("jeepney.wrappers", "DBusErrorResponse"),
    ("win32ctypes.pywin32.pywintypes", "error"),  # Windows: the secret is longer than its store takes
)


class KeyringStore:
    """`SecretStore` over one keyring."""

    def __init__(self, ring: KeyringBackend) -> None:
        self._ring = ring

    def get(self, address: str) -> str | None:
        """See `SecretStore.get`."""
        try:
            return self._ring.get_password(SERVICE, address)
        except _failures():
            return None

    def keep(self, address: str, secret: str) -> None:
        """See `SecretStore.keep`."""
        try:
            self._ring.set_password(SERVICE, address, secret)
        except _failures():
            # Not chained: what a keyring says of a call may hold what it was called with.
            raise StorageError("The system's keyring does not take the secret.", hint=_HINT) from None

    def forget(self, address: str) -> None:
        """See `SecretStore.forget`."""
        from keyring.errors import PasswordDeleteError

        try:
            if self._ring.get_password(SERVICE, address) is not None:
                self._ring.delete_password(SERVICE, address)
        except PasswordDeleteError:  # somebody else has just done that
            return
        except _failures():
            raise StorageError("The system's keyring does not let go of the secret.", hint=_HINT) from None


def _failures() -> tuple[type[Exception], ...]:
    """What a keyring raises: the library's own errors, and those of the system's that it lets through."""
    from keyring.errors import KeyringError

    known: list[type[Exception]] = [KeyringError, OSError]
    for module, name in _FOREIGN:
        with contextlib.suppress(ImportError):
            known.append(getattr(importlib.import_module(module), name))
    return tuple(known)


def open_keyring() -> KeyringStore | None:
    """The keyring of this person's session; None where there is none."""
    import keyring

    try:
        ring = keyring.get_keyring()
    except (RuntimeError, ImportError):  # the library's own settings name one that is not there
        return None
    return KeyringStore(ring) if _is_keyring(ring) else None


def _is_keyring(ring: KeyringBackend) -> bool:
    several = getattr(ring, "backends", None)  # of the one that asks others in turn
    if isinstance(several, list | tuple):
        return any(_is_keyring(one) for one in several)
    return not type(ring).__module__.startswith(_NO_KEYRINGS)
