"""The suite's own rules bite: run on a small suite that breaks them, in a process and a folder of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.arch.tree import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PRELUDE = "from __future__ import annotations\nimport logging, subprocess, sys, threading, warnings\nimport pytest\n"
GOOD = """
def test_it() -> None: assert True

@pytest.mark.parametrize("x", [1])
def test_that_may_be_skipped(x: int) -> None: pytest.skip("no such thing here")

@pytest.mark.expected_errors
def test_of_an_error() -> None: logging.getLogger("x").error("it broke")
"""
ALLOWED = "# why\n* | test_it.py::test_that_may_be_skipped[1] | there is none here\n"
BAD = """
def test_that_logs_an_error() -> None: logging.getLogger("x").error("it broke")

def test_that_leaves_a_thread() -> None: threading.Thread(target=threading.Event().wait, name="stray", daemon=True).start()

def test_that_warns() -> None: warnings.warn("old")

@pytest.mark.xfail
def test_that_passes_against_expectation() -> None: assert True
"""
SKIPS = """
@pytest.mark.parametrize("x", [1])
def test_that_may_be_skipped(x: int) -> None: pytest.skip("no such thing here")
"""
LEAVES_A_PROCESS = """
LEFT = []
def test_it() -> None: LEFT.append(subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE))
"""


def run_suite(folder: Path, test: str, *, skips: str = "") -> subprocess.CompletedProcess[str]:
    """Run one test file under this suite's rules, with a list of allowed skips of its own."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    (folder / "skips.txt").write_text(skips, "utf-8")
    (folder / "test_it.py").write_text(PRELUDE + test, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "test_it.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_suite_that_keeps_the_rules_passes(tmp_path: Path) -> None:
    result = run_suite(tmp_path, GOOD, skips=ALLOWED)
    assert result.returncode == 0, result.stdout


def test_a_test_that_breaks_a_rule_fails_and_says_which(tmp_path: Path) -> None:
    result = run_suite(tmp_path, BAD)
    assert "2 failed, 2 passed, 2 errors" in result.stdout
    assert "logged as errors: ['x: it broke']" in result.stdout
    assert "threads still running: ['stray']" in result.stdout
    assert "UserWarning: old" in result.stdout
    assert "XPASS(strict)" in result.stdout


@pytest.mark.parametrize(
    ("test", "skips", "said"),
    [
        (SKIPS, "* | test_it.py::test_that_may_be_skipped[[]1] | there is none\n", "not listed in tests/skips.txt: test_it.py::test_that"),
        (LEAVES_A_PROCESS, "", "STILL RUNNING after the last test"),
        ("@pytest.mark.unheard_of\n" + GOOD, ALLOWED, "'unheard_of' not found in `markers`"),
        (GOOD, "* | test_it.py::test_that_may_be_skipped[1] |\n", "want 'system | test | reason'"),
    ],
    ids=["an unlisted skip", "a process left behind", "an unknown marker", "a skip without a reason"],
)
def test_a_run_that_breaks_a_rule_fails_and_says_which(tmp_path: Path, test: str, skips: str, said: str) -> None:
    result = run_suite(tmp_path, test, skips=skips)
    assert result.returncode != 0
    assert said in result.stdout + result.stderr
