from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lookhear.system.processes import allow_open_files, is_running, own_command, start_apart, start_piped

if TYPE_CHECKING:
    from pathlib import Path

_TAKES_ITS_PIPES = """
import os, sys
from lookhear.system.processes import take_standard_pipes
source, out = take_standard_pipes()
print("printed", flush=True)
os.system("echo of another program; cat")
os.write(out, os.read(source, 100).upper())
"""
_CLOSES_ITS_PIPES = """
import os, sys
from lookhear.system.processes import take_standard_pipes
os.close(0), os.close(1)
source, out = take_standard_pipes()
sys.stderr.write(f"{os.read(source, 100)} {os.write(out, b'.')} {os.open(os.devnull, os.O_RDONLY) > 2}")
"""
TELLS = "import os; print(os.getcwd(), os.getsid(0) == os.getpid(), os.nice(0), flush=True)"


def test_the_program_is_started_by_its_interpreter() -> None:
    assert own_command("serve") == [sys.executable, "-P", "-m", "lookhear", "serve"]


def test_modules_of_the_folder_it_is_started_in_are_not_taken_for_its_own(tmp_path: Path) -> None:
    for name in ("json", "calendar", "lookhear"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('not mine')", "utf-8")
    done = subprocess.run(own_command("--version"), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_packed_program_is_its_own_executable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command("serve") == [sys.executable, "serve"]


@pytest.mark.linux
def test_others_cannot_read_what_it_writes(tmp_path: Path) -> None:
    assert start_apart([sys.executable, "-c", ""], log=tmp_path / "log").wait(30) == 0
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600


@pytest.mark.linux
def test_it_runs_apart_and_niced_and_writes_into_its_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("before\n", "utf-8")
    # It waits for us, because the priority is given to it after its start.
    waiting = f"import sys, pathlib\nwhile not pathlib.Path('go').exists(): pass\n{TELLS}"
    child = start_apart([sys.executable, "-c", waiting], log=log)
    (tmp_path / "go").touch()
    assert child.wait(30) == 0
    assert log.read_text("utf-8") == f"before\n{tmp_path.resolve()} True {os.nice(0) + 5}\n"


def test_a_program_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        start_apart([str(tmp_path / "nothing")], log=tmp_path / "log")


def test_a_process_runs_until_it_has_ended() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert is_running(os.getpid())
    assert is_running(child.pid)
    child.communicate(b"\n")
    assert not is_running(child.pid)


_ASKS = """
import resource
from lookhear.system.processes import allow_open_files
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 512))
print(allow_open_files(256), resource.getrlimit(resource.RLIMIT_NOFILE), allow_open_files(100), allow_open_files(100_000))
"""


@pytest.mark.linux
def test_more_files_are_allowed_up_to_what_the_system_lets_anybody_have_and_never_fewer() -> None:
    told = subprocess.run([sys.executable, "-c", _ASKS], capture_output=True, text=True, check=True, timeout=30).stdout
    assert told.split() == ["256", "(256,", "512)", "256", "512"]


def test_a_limit_that_is_wide_enough_stays() -> None:
    before = allow_open_files(1)
    assert before is None or before > 1


def test_a_program_at_pipes_is_talked_to_and_told_its_end_by_that_of_its_input() -> None:
    echo = "import sys; sys.stderr.write('ready'); sys.stdout.write(sys.stdin.read().upper())"
    with start_piped([sys.executable, "-c", echo]) as child:
        assert child.communicate(b"hello", timeout=30) == (b"HELLO", b"ready")
    assert child.returncode == 0


@pytest.mark.linux
def test_a_terminals_interrupt_does_not_reach_a_program_at_pipes() -> None:
    with start_piped([sys.executable, "-c", "import os; print(os.getpgid(0) == os.getpid(), os.getsid(0) == os.getpid())"]) as child:
        assert child.communicate(timeout=30)[0] == b"True False\n"


@pytest.mark.linux
def test_taken_pipes_are_nobody_elses() -> None:
    with start_piped([sys.executable, "-c", _TAKES_ITS_PIPES]) as child:
        assert child.communicate(b"a command", timeout=30) == (b"A COMMAND", b"printed\nof another program\n")


@pytest.mark.linux
def test_pipes_that_were_closed_before_have_ended_and_their_numbers_go_to_nobody() -> None:
    with start_piped([sys.executable, "-c", _CLOSES_ITS_PIPES]) as child:
        assert child.communicate(timeout=30) == (b"", b"b'' 1 True")
