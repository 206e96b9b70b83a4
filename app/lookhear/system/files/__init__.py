"""Durable files and locks: chooses the operating system's way, once."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from lookhear.system.files import windows as _impl
else:
    from lookhear.system.files import posix as _impl

sync_file = _impl.sync_file
sync_appended = _impl.sync_appended
sync_folder = _impl.sync_folder
allocate = _impl.allocate
try_lock = _impl.try_lock
unlock = _impl.unlock

__all__ = ["allocate", "sync_appended", "sync_file", "sync_folder", "try_lock", "unlock"]
