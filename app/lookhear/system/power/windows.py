"""Keeping Windows awake: the calling thread's execution state, which counts for as long as that thread lives.

Source: "SetThreadExecutionState function (winbase.h)".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

CONTINUOUS: Final = 0x80000000
SYSTEM_REQUIRED: Final = 0x00000001
DISPLAY_REQUIRED: Final = 0x00000002


class WindowsKeepAwake:
    """See `lookhear.system.power.kinds.KeepAwake`. ``tell`` is SetThreadExecutionState: the state before, 0 when it failed."""

    def __init__(self, tell: Callable[[int], int]) -> None:
        self._tell = tell
        self._is_held = False
        self.trouble = ""

    def hold(self) -> None:
        """See the port."""
        if not self._is_held:
            self._is_held = True
            is_done = self._tell(CONTINUOUS | SYSTEM_REQUIRED | DISPLAY_REQUIRED) != 0
            self.trouble = "" if is_done else "Windows does not let Lookhear keep the computer awake."

    def release(self) -> None:
        """See the port."""
        if self._is_held:
            self._is_held = False
            self._tell(CONTINUOUS)
            self.trouble = ""
