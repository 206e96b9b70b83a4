"""Buses that do not answer as they should: whatever it is, it is an OSError."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

import pytest

from lookhear.system.buses import open_bus

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("jeepney", reason="D-Bus is spoken on Linux desktops only")


@pytest.mark.parametrize("address", ["", "no address", "tcp:host=127.0.0.1,port=1", "unix:path=/nowhere/bus", "unix:", ";"])
def test_an_address_without_a_bus(address: str) -> None:
    with pytest.raises(OSError, match=r"."):
        open_bus(address)


@pytest.mark.parametrize("answer", [b"REJECTED EXTERNAL\r\n", b"\xff\xfe\r\n", b"OK\r\n", b""], ids=["refusal", "noise", "half", "end"])
def test_a_bus_that_refuses(tmp_path: Path, answer: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "bus"))
        server.listen(1)

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer)

        thread = threading.Thread(target=serve, name="a bus that refuses")
        thread.start()
        try:
            with pytest.raises(OSError, match=r"."):
                open_bus(f"unix:path={tmp_path / 'bus'}")
        finally:
            thread.join()
