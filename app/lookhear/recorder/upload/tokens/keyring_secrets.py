"""Asks this person's secrets for a token: the system's keyring, or the file that stands in for one.

The keyring may show a dialog and wait for as long as nobody answers it, so it is asked where a ticket is obtained, and by no thread that
records.
"""

from __future__ import annotations

from typing import Final

from lookhear.errors import UsageError
from lookhear.protocol.credentials import is_secret
from lookhear.system.paths import paths_of_this_machine
from lookhear.system.secrets import SERVICE, SecretPlace, secrets_of_this_machine

KEYRING_SERVICE: Final = SERVICE


def secret_of(user: str) -> str | None:
    """What is kept for an address, without what surrounds it. A computer without a keyring, or with a locked one, has what its file has.

    Raises UsageError for what is no secret.
    """
    secrets = secrets_of_this_machine(paths_of_this_machine().data)
    if not (secret := (secrets.get(user) or "").strip()):
        return None
    if not is_secret(secret):
        where = "the system's keyring" if secrets.place is SecretPlace.KEYRING else str(secrets.file)
        raise UsageError(f"What {where} holds for {user} is no token.", hint="It should be the token on one line, and nothing else.")
    return secret
