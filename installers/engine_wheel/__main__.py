"""`python -m installers.engine_wheel [FOLDER]`: makes the wheel in dist/, or another folder, and says where it is."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from lookhear import __version__
from lookhear.system.launchers import installed_capture

_SOURCE: Final = Path(__file__).with_name("source")
_DIST: Final = Path(__file__).parents[2] / "dist"


def make(dist: Path) -> Path:
    """Make the wheel of this version, for the engine of this environment; its path. It needs no network."""
    engine = installed_capture()
    if engine is None:
        raise SystemExit("This environment has no lookhear-capture: run `make setup` first.")
    dist.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="lookhear-wheel-") as folder:
        source = Path(folder) / "source"
        shutil.copytree(_SOURCE, source, ignore=shutil.ignore_patterns("__pycache__"))
        (source / "version.txt").write_text(__version__ + "\n", "utf-8")
        (source / "videodb_capture_bin" / "made_by.txt").write_text(f"{engine}\n", "utf-8")
        made = Path(folder) / "made"
        options = ["--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check", "--quiet", "--wheel-dir", str(made)]
        subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(source)], check=True)  # noqa: S603 (our own sources)
        (wheel,) = made.glob("*.whl")
        return Path(shutil.copy(wheel, dist))


if __name__ == "__main__":
    sys.stdout.write(f"{make(Path(sys.argv[1]) if sys.argv[1:] else _DIST)}\n")
