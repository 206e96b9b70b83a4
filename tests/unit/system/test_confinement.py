"""Limits that a process sets itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from lookhear.system.confinement import confine
confine(memory_bytes=1 << 30)
try:
    with open(sys.argv[1], "wb") as file:
        file.write(b"x")
except OSError:
    print("no file")
try:
    bytearray(2 << 30)
except MemoryError:
    print("no memory")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there everything can be limited from inside")
def test_a_confined_process_writes_no_file_and_takes_no_more_than_its_memory(tmp_path: object) -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT, f"{tmp_path}/file"], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split("\n")[:2] == ["no file", "no memory"]
