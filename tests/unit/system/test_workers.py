from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lookhear.system.workers import NICE, memory_of, processor_time_of, start_worker, waited_time_of

WAITS = "import sys; sys.stdin.read(1); "


def run(source: str, log: Path | None = None, **environ: str) -> tuple[bytes, int]:
    """What a worker prints, that begins when it was given everything."""
    child = start_worker([sys.executable, "-c", WAITS + source], environ={**os.environ, **environ}, log=log)
    said, _ = child.communicate(b"x", timeout=30)
    return said, child.returncode


@pytest.mark.linux
def test_it_works_niced_in_a_group_of_its_own_with_the_environment_it_is_given() -> None:
    said, code = run("import os; print(os.nice(0), os.getpgid(0) == os.getpid(), os.environ['A'])", A="b")
    assert (said, code) == (f"{min(19, os.nice(0) + NICE)} True b\n".encode(), 0)


@pytest.mark.linux
def test_all_of_its_session_stands_back_behind_other_sessions() -> None:
    said, code = run("from lookhear.system.workers import stand_back; stand_back(); import os; print(os.getsid(0) == os.getpid())")
    assert (said, code) == (b"True\n", 0)
    kernel_groups = Path("/proc/sys/kernel/sched_autogroup_enabled")
    if kernel_groups.exists() and kernel_groups.read_text().strip() == "1":
        said, code = run("from lookhear.system.workers import stand_back; stand_back(); print(open('/proc/self/autogroup').read())")
        assert said.split()[1:] == [b"nice", str(NICE).encode()]


def test_its_errors_are_thrown_away_or_appended_to_a_file_for_its_owner(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("before\n", "utf-8")
    assert run("print('oh', file=sys.stderr)") == (b"", 0)
    run("print('oh', file=sys.stderr)", log)
    assert log.read_text("utf-8").split() == ["before", "oh"]
    run("", tmp_path / "new")
    if os.name == "posix":
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o600


def test_a_program_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        start_worker([str(tmp_path / "nothing")], environ={})


@pytest.mark.linux
def test_it_ends_with_whoever_started_it_whatever_it_does() -> None:
    starts = (
        "import sys, os\nfrom lookhear.system.workers import start_worker\n"
        "child = start_worker([sys.executable, '-c', 'import ctypes, os; from lookhear.system.workers import die_with_parent; '\n"
        "    'die_with_parent(); os.write(1, b\"x\"); ctypes.PyDLL(None).pause()'], environ=os.environ)\n"
        "child.stdout.read(1)\nprint(child.pid, flush=True)\nsys.stdin.read()\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", starts], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdin is not None
    assert parent.stdout is not None
    with parent.stdin, parent.stdout:
        pid = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
    for _ in range(3000):
        if processor_time_of(pid) is None or _is_dead(pid):
            break
        os.sched_yield()
        subprocess.run(["sleep", "0.01"], check=True)
    else:
        pytest.fail("it is still there")


def _is_dead(pid: int) -> bool:
    """Nobody may have taken note of its end yet."""
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:  # noqa: PTH123 - a file of the system
        return file.read().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.linux
def test_the_time_of_a_processor_is_that_of_all_threads() -> None:
    before = processor_time_of(os.getpid())
    assert before is not None
    end = time.process_time() + 0.05
    while time.process_time() < end:
        pass
    after = processor_time_of(os.getpid())
    assert after is not None
    assert after - before >= 0.02
    assert abs(after - time.process_time()) < 1.0


@pytest.mark.linux
def test_the_time_that_threads_waited_for_a_processor_grows() -> None:
    before = waited_time_of(os.getpid())
    assert before is not None
    after = waited_time_of(os.getpid())
    assert after is not None
    assert after >= before > 0.0


@pytest.mark.linux
def test_the_memory_of_a_process_is_the_most_it_had() -> None:
    assert (memory_of(os.getpid()) or 0) > 1_000_000
    assert memory_of(1 << 30) is None


def test_nobody_can_tell_of_a_process_that_is_not_there() -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    assert processor_time_of(child.pid) is None
    assert waited_time_of(child.pid) is None
