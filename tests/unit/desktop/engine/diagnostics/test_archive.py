"""The archive's parts; what it must not hold is looked for in test_service.py."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from lookhear.desktop.engine.diagnostics.archive import Contents, report_lines, write_archive
from lookhear.desktop.engine.diagnostics.scrubbing import Scrubber
from lookhear.desktop.engine.health import HealthLine, HealthName, HealthReport
from lookhear.desktop.engine.settings.declared import General, RecordingSettings, Settings, Theme
from lookhear.errors import FolderUnwritable

if TYPE_CHECKING:
    import pytest

REPORT = HealthReport(
    lines=(
        HealthLine(name=HealthName.DISPLAY, is_good=True, detail="DP-1"),
        HealthLine(name=HealthName.FOLDER, is_good=False, detail="It cannot.", error=FolderUnwritable("It cannot.")),
        HealthLine(name=HealthName.DISK, is_good=True, amount_bytes=12_340_000_000),
    ),
    version="Lookhear 1",
    machine="A computer",
)


def write(folder: Path, settings: Settings) -> dict[str, str]:
    contents = Contents(report=REPORT, versions={"av": "18"}, settings=settings, recordings=[], logs=folder)
    path = write_archive(folder / "out.zip", contents, Scrubber(Path("/nobody")))
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_report_is_lines_of_text() -> None:
    assert report_lines(REPORT) == [
        "Lookhear 1",
        "A computer",
        "",
        "ok       display: DP-1",
        "problem  folder: It cannot. [storage.unwritable]",
        "ok       disk: 12.3 GB",
    ]


def test_settings_are_those_that_are_not_at_their_defaults(tmp_path: Path) -> None:
    texts = write(tmp_path, Settings(general=General(theme=Theme.DARK), recording=RecordingSettings(fps=24, keeps_awake=False)))
    assert texts["settings.toml"] == '[general]\ntheme = "dark"\n[recording]\nfps = 24\nkeeps_awake = false\n'
    assert texts["report.txt"].endswith("av 18\n")
    assert texts["recordings.json"] == "[]"


def test_of_a_long_log_whole_lines_of_the_end_are_taken(tmp_path: Path) -> None:
    (tmp_path / "desktop.log").write_text("".join(f"line {number}\n" for number in range(100_000)), "utf-8")
    text = write(tmp_path, Settings())["logs/desktop.log"]
    assert text.startswith("line ")
    assert text.endswith("line 99999\n")
    assert len(text) < 400_000


def test_a_log_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "desktop.log"
    log.write_text("x", "utf-8")
    opened = Path.open

    def refusing(self: Path, *arguments: object, **options: object) -> object:
        if self == log:
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refusing)
    assert write(tmp_path, Settings())["logs/desktop.log"] == "It cannot be read (Permission denied).\n"
