"""Sockets between programs of one person on one machine: chooses the operating system's way, once.

`listen` makes a file at a path, and whoever may read that file can `connect`. The file of a program that has died stays behind:
connecting then raises ConnectionRefusedError or FileNotFoundError, and it may be removed.
"""

from __future__ import annotations

import sys

if sys.platform == "win32":
    from lookhear.system.local_socket import windows as _impl
else:
    from lookhear.system.local_socket import posix as _impl

listen = _impl.listen
connect = _impl.connect

__all__ = ["connect", "listen"]
