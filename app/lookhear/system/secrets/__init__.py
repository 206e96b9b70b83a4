"""Secrets of this person: in the system's keyring, or in a file of their own where there is none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from lookhear.system.secrets.file_store import FileStore
from lookhear.system.secrets.keyring_store import open_keyring
from lookhear.system.secrets.kinds import SERVICE, SecretPlace, SecretStore
from lookhear.system.secrets.store import Secrets

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["FILE_NAME", "SERVICE", "SecretPlace", "SecretStore", "Secrets", "secrets_of_this_machine"]

FILE_NAME: Final = "secrets.json"


def secrets_of_this_machine(data: Path) -> Secrets:
    """Those of the person who runs this program; ``data`` is the folder of `Paths`. Finds the keyring, which takes a moment."""
    return Secrets(open_keyring(), FileStore(data / FILE_NAME, has_modes=sys.platform != "win32"))
