"""Asks the system's keyring for a secret.

It may show a dialog and wait for as long as nobody answers it, so it is asked where a ticket is obtained, and by no thread that
records.
"""

from __future__ import annotations

from typing import Final

from lookhear.errors import UsageError
from lookhear.protocol.credentials import is_secret

KEYRING_SERVICE: Final = "lookhear"


def secret_of(user: str) -> str | None:
    """What the keyring holds for an address, without what surrounds it. A computer without a keyring, or with a locked one, has nothing.

    Raises UsageError for what is no secret.
    """
    import keyring
    import keyring.errors

    try:
        found = keyring.get_password(KEYRING_SERVICE, user)
    except keyring.errors.KeyringError:
        return None
    if not (secret := (found or "").strip()):
        return None
    if not is_secret(secret):
        raise UsageError(
            f"What the system's keyring holds for {user} is no token.", hint="It should be the token on one line, and nothing else."
        )
    return secret
