"""The foreground window on Windows. Declarations only. Sources: WinUser.h, processthreadsapi.h, winbase.h.

What of `ctypes` is there on Windows alone is looked up while the program runs: this file is checked elsewhere too.
"""

from __future__ import annotations

import ctypes
from pathlib import PureWindowsPath
from typing import Any, Final

from lookhear.system.active_window.kinds import ActiveWindow

_DLL: Final = "WinDLL"
_QUERY: Final = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
_MOST_CHARS: Final = 1024


class ForegroundWindow:
    """`Eyes` of Windows."""

    def __init__(self) -> None:
        load = getattr(ctypes, _DLL)
        self._user: Any = load("user32")
        self._kernel: Any = load("kernel32")
        pointer, dword = ctypes.c_void_p, ctypes.c_uint32
        self._user.GetForegroundWindow.argtypes, self._user.GetForegroundWindow.restype = [], pointer
        self._user.GetWindowTextW.argtypes = [pointer, ctypes.c_wchar_p, ctypes.c_int]
        self._user.GetWindowThreadProcessId.argtypes = [pointer, ctypes.POINTER(dword)]
        self._kernel.OpenProcess.argtypes, self._kernel.OpenProcess.restype = [dword, ctypes.c_int, dword], pointer
        self._kernel.QueryFullProcessImageNameW.argtypes = [pointer, dword, ctypes.c_wchar_p, ctypes.POINTER(dword)]
        self._kernel.CloseHandle.argtypes = [pointer]

    def look(self) -> ActiveWindow | None:
        """See `Eyes.look`."""
        window = self._user.GetForegroundWindow()
        if not window:
            return None
        title, pid = ctypes.create_unicode_buffer(_MOST_CHARS), ctypes.c_uint32()
        self._user.GetWindowTextW(window, title, _MOST_CHARS)
        self._user.GetWindowThreadProcessId(window, ctypes.byref(pid))
        return ActiveWindow(self._program(pid.value), title.value, pid.value or None)

    def _program(self, pid: int) -> str:
        """The name of a process's program without ``.exe``; nothing where that may not be known."""
        process = self._kernel.OpenProcess(_QUERY, 0, pid) if pid else None
        if not process:
            return ""
        try:
            path, size = ctypes.create_unicode_buffer(_MOST_CHARS), ctypes.c_uint32(_MOST_CHARS)
            is_known = self._kernel.QueryFullProcessImageNameW(process, 0, path, ctypes.byref(size))
            return PureWindowsPath(path.value).stem if is_known else ""
        finally:
            self._kernel.CloseHandle(process)
