"""Secrets in a real keyring: GNOME's, on a session bus of the test's own."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SCENE = """
    from pathlib import Path
    from lookhear.recorder.upload.tokens.keyring_secrets import secret_of
    from lookhear.system.secrets import secrets_of_this_machine
    from lookhear.system.paths import paths_of_this_machine

    secrets = secrets_of_this_machine(paths_of_this_machine().data)
    address = "https://capture.example/init-session"
    assert secrets.place == "keyring", secrets.place
    assert secrets.get(address) is None
    secrets.keep(address, "st-1")
    secrets.keep(address, "st-2")
    assert secret_of(address) == "st-2"
    secrets.forget(address)
    secrets.forget(address)
    assert secret_of(address) is None
    assert not secrets.file.exists()
    print("kept and forgotten")
"""
UNLOCKED = 'printf password | gnome-keyring-daemon --unlock --components=secrets --daemonize > /dev/null; exec "$0" -c "$1"'
LOCKED = """
    from lookhear.errors import StorageError
    from lookhear.system.paths import paths_of_this_machine
    from lookhear.system.secrets import secrets_of_this_machine

    secrets = secrets_of_this_machine(paths_of_this_machine().data)
    assert secrets.place == "keyring", secrets.place
    assert secrets.get("https://capture.example") is None
    try:
        secrets.keep("https://capture.example", "st-1")
    except StorageError as error:
        assert "st-1" not in error.for_people()
        print("told")
    assert not secrets.file.exists()
"""


def run(code: str, script: str, tmp_path: Path) -> str:
    """What a program prints on a bus of its own, with everything of its person below a folder."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_", "DISPLAY", "WAYLAND"))}
    env |= {
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "LOOKHEAR_HOME": str(tmp_path / "home"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = ["dbus-run-session", "--", "sh", "-c", script, sys.executable, textwrap.dedent(code)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_secret_is_kept_replaced_found_by_uploads_and_forgotten(tmp_path: Path) -> None:
    assert run(SCENE, UNLOCKED, tmp_path) == "kept and forgotten"


def test_a_keyring_that_nobody_unlocks_is_told_and_no_file_takes_its_place(tmp_path: Path) -> None:
    script = UNLOCKED.replace("printf password | ", "").replace(" --unlock", " --start").replace(" --daemonize", "")
    assert run(LOCKED, script, tmp_path) == "told"
