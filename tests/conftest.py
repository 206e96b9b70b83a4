"""What holds for every test: nothing is skipped unseen, no error is logged unexpected, no thread or process stays behind."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SYSTEM = {"darwin": "macos", "win32": "windows"}.get(sys.platform, "linux")
SKIPS_FILE = Path(__file__).with_name("skips.txt")
THREAD_GRACE_S = 2.0  # a thread that was told to stop may still be on its last lines

# No deadline: a shared machine is slow at random, and a test of ours never asserts a duration. Developers' runs look for new
# examples; a run about somebody's change takes the same ones every time.
hypothesis.settings.register_profile(
    "lookhear", deadline=None, derandomize=bool(os.environ.get("CI")), suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("lookhear")


@dataclass(frozen=True, slots=True)
class AllowedSkip:
    """One line of tests/skips.txt."""

    system: str
    pattern: str
    reason: str

    def covers(self, nodeid: str) -> bool:
        """Whether this line allows the test to be skipped here; only ``*`` is special in a pattern, ``[`` is not."""
        return self.system in {"*", SYSTEM} and fnmatchcase(nodeid, self.pattern.replace("[", "[[]"))


def read_allowed_skips(text: str) -> list[AllowedSkip]:
    """The lines of tests/skips.txt; raises ValueError for one without three columns."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [AllowedSkip(*(column.strip() for column in line.split("|"))) for line in lines if _has_three_columns(line)]


def _has_three_columns(line: str) -> bool:
    columns = [column.strip() for column in line.split("|")]
    if len(columns) != len(AllowedSkip.__dataclass_fields__) or not all(columns):
        raise ValueError(f"tests/skips.txt: want 'system | test | reason', got {line!r}")
    return True


class RunWatch:
    """Fails a run in which a test was skipped that nobody allowed, or that leaves processes behind."""

    def __init__(self, allowed: list[AllowedSkip]) -> None:
        self._allowed = allowed
        self._children_before = children_of_this_process()
        self._complaints: list[str] = []
        self._exit_status = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._look_at(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._look_at(report)

    def _look_at(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        was_expected_to_fail = hasattr(report, "wasxfail")
        if report.skipped and not was_expected_to_fail and not any(line.covers(report.nodeid) for line in self._allowed):
            self._complaints.append(f"SKIPPED but not listed in tests/skips.txt: {report.nodeid}")

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        for pid, command in children_of_this_process().items():
            if pid not in self._children_before and "resource_tracker" not in command:  # that one ends with us
                self._complaints.append(f"STILL RUNNING after the last test: {pid} {command}")
        if self._complaints and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        self._exit_status = int(session.exitstatus)

    @pytest.hookimpl(trylast=True)
    def pytest_unconfigure(self) -> None:
        """A thread that a failed test left behind would keep this process for ever."""
        if self._exit_status and any(not each.daemon and each is not threading.main_thread() for each in threading.enumerate()):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(self._exit_status)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for complaint in self._complaints:
            terminalreporter.write_line(complaint, red=True)


def children_of_this_process() -> dict[int, str]:
    """Running children by process id, with their command lines; empty where there is no /proc."""
    found = {}
    for listing in Path("/proc/self/task").glob("*/children"):
        for pid in listing.read_text("ascii").split():
            command = Path("/proc", pid, "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            if command:  # a zombie has none
                found[int(pid)] = command.strip()
    return found


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(RunWatch(read_allowed_skips(SKIPS_FILE.read_text("utf-8"))))
    logging.getLogger("httpcore").setLevel(logging.INFO)  # a dozen lines about each request of a test's own client: a third of its time
    gc.disable()  # until everything is imported: what comes with that, stays


def pytest_collection_finish() -> None:
    """What is imported by now stays until the end: a collector that looks through it again and again would find nothing."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        systems = {marker.name for marker in item.iter_markers()} & {"linux", "macos", "windows"}
        if systems and SYSTEM not in systems:
            item.add_marker(pytest.mark.skip(reason=f"runs on {', '.join(sorted(systems))} only"))
        if item.get_closest_marker("hardware") and not os.environ.get("LOOKHEAR_TEST_HARDWARE"):
            item.add_marker(pytest.mark.skip(reason="needs a real device; set LOOKHEAR_TEST_HARDWARE=1 where there is one"))


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the recordings of whoever runs it, and none talks to a backend that it did not ask for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOOKHEAR_HOME", str(tmp_path_factory.mktemp("lookhear-home")))
        patch.setenv("LOOKHEAR_BACKEND", "none")
        patch.delenv("LOOKHEAR_TOKEN", raising=False)
        yield


@pytest.fixture(autouse=True)
def _no_thread_left_behind() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        thread.join(THREAD_GRACE_S)
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not left, f"threads still running: {left}"


@pytest.fixture(autouse=True)
def _no_unexpected_error_logged(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    if request.node.get_closest_marker("expected_errors"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    errors = [f"{record.name}: {record.getMessage()}" for record in records if record.levelno >= logging.ERROR]
    assert not errors, f"logged as errors: {errors}"
