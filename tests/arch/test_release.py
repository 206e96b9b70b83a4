"""Version, change log, dependencies and lock files say the same."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

import lookhear
from tests.arch.tree import ROOT

PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)")


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=;\s]", requirement, maxsplit=1)[0].lower().replace("_", "-") for requirement in requirements}


def locked(lock: str) -> dict[str, list[str]]:
    """Name of each locked package and its hashes; a package with several versions has those of all."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (ROOT / lock).read_text("utf-8").splitlines():
        if match := PINNED.match(line):
            name = match["name"]
            found.setdefault(name, [])
        elif line.strip().startswith("--hash=sha256:"):
            found[name].append(line.strip())
    return found


def test_the_change_log_has_an_entry_for_this_version() -> None:
    assert f"## [{lookhear.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_dependency_is_locked() -> None:
    pyproject = project()
    groups = pyproject["dependency-groups"]
    assert names(pyproject["project"]["dependencies"]) - locked("requirements.lock").keys() == set()
    assert names(groups["build"]) - locked("requirements-build.lock").keys() == set()
    assert names(groups["desktop"]) - locked("requirements-desktop.lock").keys() == set()
    assert names(groups["dev"]) - locked("requirements-dev.lock").keys() == set()


def test_the_build_backend_comes_from_a_lock_file() -> None:
    assert names(project()["build-system"]["requires"]) - locked("requirements-build.lock").keys() == set()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-build.lock", "requirements-desktop.lock", "requirements-dev.lock"])
def test_every_locked_package_has_its_hashes(lock: str) -> None:
    packages = locked(lock)
    assert packages
    assert [name for name, hashes in packages.items() if not hashes] == []
