from __future__ import annotations

import faulthandler
import logging
import stat
from typing import TYPE_CHECKING

from lookhear.desktop.engine.diagnostics.logs import CRASHES, NAME, keep_log, log_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

import pytest

OURS = logging.getLogger("lookhear.desktop.something")
THEIRS = logging.getLogger("httpx")


@pytest.fixture(autouse=True)
def _levels() -> Iterator[None]:
    """Loggers as a program finds them."""
    before = {name: logging.getLogger(name).level for name in ("lookhear", "httpx")}
    logging.getLogger("httpx").setLevel(logging.DEBUG)
    yield
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


def test_ours_is_written_and_only_warnings_of_others(tmp_path: Path) -> None:
    with keep_log(tmp_path / "state", home=tmp_path) as path:
        OURS.info("it began")
        OURS.debug("details")
        THEIRS.info("GET https://a.example/secret")
        THEIRS.warning("it is slow")
    text = path.read_text("utf-8")
    assert "INFO" in text
    assert "lookhear.desktop.something: it began" in text
    assert "it is slow" in text
    assert "secret" not in text
    assert "details" not in text


def test_it_is_its_owners_alone(tmp_path: Path) -> None:
    with keep_log(tmp_path / "state") as path:
        OURS.warning("x")
    for each in (path, path.with_name(CRASHES)):
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_is_written_is_clean_tracebacks_too(tmp_path: Path) -> None:
    with keep_log(tmp_path / "state", home=tmp_path) as path:
        try:
            int("token=very-secret-thing at https://a.example/watch/xyz")
        except ValueError:
            OURS.warning("refused with %s in %s", "sk-abcdefghijkl", tmp_path / "x", exc_info=True)
    text = path.read_text("utf-8")
    assert "ValueError" in text
    assert "Traceback" in text
    for hidden in ("very-secret-thing", "sk-abc", "watch/xyz", str(tmp_path)):
        assert hidden not in text


def test_it_never_grows_over_what_it_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lookhear.desktop.engine.diagnostics.logs._MOST_BYTES", 10_000)
    with keep_log(tmp_path / "state") as path:
        for _ in range(70):
            OURS.info("word " * 200)
    sizes = {each.name: each.stat().st_size for each in path.parent.iterdir()}
    assert set(sizes) == {NAME, f"{NAME}.1", f"{NAME}.2", f"{NAME}.3", CRASHES}
    assert sum(sizes.values()) < 50_000
    assert {stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()} == {0o600}


def test_everything_is_as_before_when_it_ends(tmp_path: Path) -> None:
    handlers, level, was_enabled = list(logging.getLogger().handlers), logging.getLogger("lookhear").level, faulthandler.is_enabled()
    with keep_log(tmp_path / "state"):
        assert len(logging.getLogger().handlers) == len(handlers) + 1
    assert logging.getLogger().handlers == handlers
    assert logging.getLogger("lookhear").level == level
    assert faulthandler.is_enabled() == was_enabled


def test_without_a_folder_the_program_goes_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_bytes(b"")
    with keep_log(tmp_path / "file" / "state"):
        OURS.info("it began")
    assert "there is no log" in caplog.text


def test_the_logs_that_there_are_are_listed(tmp_path: Path) -> None:
    for name in (NAME, f"{NAME}.1", "backend.log", "other.log"):
        (tmp_path / name).write_text("x", "utf-8")
    assert [path.name for path in log_files(tmp_path)] == [NAME, f"{NAME}.1", "backend.log"]
