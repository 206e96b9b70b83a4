"""The person's part of the registry of Windows, through `winreg`. Declarations only."""

from __future__ import annotations

import contextlib
import importlib
from typing import Any, Final

_STRING: Final = 1  # REG_SZ


class PersonsRegistry:
    """`run_key.Registry` of this person. `winreg` is loaded as a plain module because its type stub is empty elsewhere."""

    def __init__(self) -> None:
        self._winreg: Any = importlib.import_module("winreg")

    def read(self, key: str, name: str) -> str | bytes | None:
        """See `Registry`."""
        try:
            with self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, key) as opened:
                value, _ = self._winreg.QueryValueEx(opened, name)
        except OSError:
            return None
        return value if isinstance(value, str | bytes) else None

    def write(self, key: str, name: str, value: str) -> None:
        """See `Registry`."""
        with self._winreg.CreateKey(self._winreg.HKEY_CURRENT_USER, key) as opened:
            self._winreg.SetValueEx(opened, name, 0, _STRING, value)

    def remove(self, key: str, name: str) -> None:
        """See `Registry`."""
        may_write = self._winreg.KEY_SET_VALUE
        with contextlib.suppress(FileNotFoundError), self._winreg.OpenKey(self._winreg.HKEY_CURRENT_USER, key, 0, may_write) as opened:
            self._winreg.DeleteValue(opened, name)
