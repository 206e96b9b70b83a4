"""Shell scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.system.launchers.posix import write

if TYPE_CHECKING:
    from pathlib import Path


def test_the_script_becomes_the_program_and_hands_on_its_arguments(tmp_path: Path) -> None:
    write(tmp_path / "run", ["/opt/it's here/python", "-m", "lookhear"])
    assert (tmp_path / "run").read_text("utf-8") == "#!/bin/sh\nexec '/opt/it'\"'\"'s here/python' -m lookhear \"$@\"\n"
    assert (tmp_path / "run").stat().st_mode & 0o777 == 0o755
