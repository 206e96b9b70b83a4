"""A program run by the drop-in behaves as one run by python: both are run here, side by side."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING, Final

import pytest

from lookhear.dropin.program import USAGE, run

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

DROPIN: Final = ("-m", "lookhear.dropin")

SHOWN: Final = """
import sys
main = sys.modules["__main__"]
print(sys.argv, __name__, main.__dict__ is globals(), sys.path[0])
print(sorted(name for name in globals() if name not in ("sys", "main")), globals().get("__file__"), __spec__, __package__)
print(getattr(__loader__, "__name__", type(__loader__)), __builtins__, __annotations__)
def annotated(x: int) -> None: ...
print(annotated.__annotations__)
"""
ENDINGS: Final = {
    "by itself": "print('done')",
    "with a number": "import sys; sys.exit(3)",
    "with a sentence": "import sys; sys.exit('It cannot go on.')",
    "with a failure": "def inner():\n    return 1 / 0\n\ninner()",
    "with a failure in another": "try:\n    1 / 0\nexcept ZeroDivisionError as exc:\n    raise ValueError('it') from exc",
    "with a name that is nowhere": "import a_module_that_is_nowhere",
    "with a line that is no Python": "x = = 3",
    "interrupted": "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(9)",
    "with a hook of its own": "import sys\nsys.excepthook = lambda kind, exc, traceback: print('mine', exc)\n1 / 0",
    "with what is to be done last": "import atexit\natexit.register(lambda: print(answer))\nanswer = 42",
}


def ran(folder: Path, *arguments: str, text: str | None = None) -> tuple[int, str, str]:
    """How python ended, and what it printed."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=env, input=text or "", capture_output=True, text=True, check=False, timeout=30
    )
    return done.returncode, done.stdout, done.stderr


def both(folder: Path, *arguments: str, text: str | None = None) -> tuple[tuple[int, str, str], tuple[int, str, str]]:
    """The same with the drop-in and without."""
    return ran(folder, *DROPIN, *arguments, text=text), ran(folder, *arguments, text=text)


def test_a_script_sees_what_it_would_see(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "script.py").write_text(SHOWN, "utf-8")
    mine, plain = both(tmp_path, "below/script.py", "--an-option", "-m")
    assert mine == plain
    assert "['below/script.py', '--an-option', '-m'] __main__ True" in mine[1]


def test_a_script_behind_a_link_imports_from_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "neighbour.py").write_text("print('the neighbour')", "utf-8")
    (tmp_path / "real" / "script.py").write_text("import neighbour", "utf-8")
    (tmp_path / "link.py").symlink_to(tmp_path / "real" / "script.py")
    mine, plain = both(tmp_path, "link.py")
    assert mine == plain == (0, "the neighbour\n", "")


@pytest.mark.parametrize("arguments", [("-c", SHOWN, "one"), ("-", "one")])
def test_code_that_is_given_sees_what_it_would_see(tmp_path: Path, arguments: Sequence[str]) -> None:
    mine, plain = both(tmp_path, *arguments, text=SHOWN)
    assert mine == plain
    assert mine[0] == 0


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_script_ends_as_it_would_end(tmp_path: Path, ending: str) -> None:
    (tmp_path / "script.py").write_text(ENDINGS[ending], "utf-8")
    mine, plain = both(tmp_path, "script.py")
    assert mine == plain


def test_a_module_runs_and_ends_as_it_would(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__main__.py").write_text("import sys, videodb\nprint(sys.argv, __name__, __package__)\nsys.exit(4)", "utf-8")
    code, out, err = ran(tmp_path, *DROPIN, "-m", "package", "one")
    assert (code, out, err) == (4, f"{[str(tmp_path / 'package' / '__main__.py'), 'one']} __main__ package\n", "")


def test_a_traceback_of_a_module_shows_nothing_of_ours(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("1 / 0", "utf-8")
    code, _, err = ran(tmp_path, *DROPIN, "-m", "module")
    assert code == 1
    assert "dropin" not in err
    assert err.endswith("ZeroDivisionError: division by zero\n")


def test_folders_and_archives_are_programs_too(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "__main__.py").write_text("import videodb\nprint('from a folder', __name__)", "utf-8")
    with zipfile.ZipFile(tmp_path / "archive.pyz", "w") as archive:
        archive.writestr("__main__.py", "import videodb\nprint('from an archive', __name__)")
    assert ran(tmp_path, *DROPIN, "folder")[:2] == (0, "from a folder __main__\n")
    assert ran(tmp_path, *DROPIN, "archive.pyz")[:2] == (0, "from an archive __main__\n")


def test_a_script_that_is_nowhere_is_said_as_python_says_it(tmp_path: Path) -> None:
    mine, plain = both(tmp_path, "nowhere.py")
    assert mine == plain
    assert mine[0] == 2


def test_help_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    assert capsys.readouterr().out == f"{USAGE}\n"


@pytest.mark.parametrize("arguments", [[], ["-c"], ["-m"], ["--verbose", "script.py"]])
def test_arguments_that_name_no_program_get_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err == f"{USAGE}\n"
