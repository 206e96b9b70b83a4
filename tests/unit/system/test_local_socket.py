from __future__ import annotations

import sys

from lookhear.system import local_socket
from lookhear.system.local_socket import posix, windows


def test_the_system_has_its_own_way() -> None:
    own = windows if sys.platform == "win32" else posix
    assert (local_socket.listen, local_socket.connect) == (own.listen, own.connect)
