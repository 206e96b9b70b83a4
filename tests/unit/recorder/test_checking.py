from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import FolderUnwritable, SourceUnavailable
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.checking import SOURCES, examine
from tests.fakes.catalogues import ListedScreens, ListedSounds, NoSounds, display_info, sound_info

if TYPE_CHECKING:
    from pathlib import Path

SOUNDS = ListedSounds((sound_info(ChannelKind.MIC, "usb"), sound_info(ChannelKind.SYSTEM_AUDIO, "hdmi.monitor")))


def test_sources_are_opened_only_when_they_are_to_be_tried(tmp_path: Path) -> None:
    screens = ListedScreens((display_info(1, is_default=True),))
    list(examine(screens=lambda: screens, sounds=lambda: SOUNDS, folder=tmp_path))
    list(examine(screens=lambda: screens, sounds=lambda: SOUNDS, folder=tmp_path, probe=False))
    assert screens.probes == [True, False]


def test_every_source_has_its_line_and_the_disk_its_bytes(tmp_path: Path) -> None:
    found = {
        each.check: each for each in examine(screens=lambda: ListedScreens((display_info(1),)), sounds=lambda: SOUNDS, folder=tmp_path)
    }
    assert set(found) == {*SOURCES, "video encoder", "recordings folder", "disk"}
    assert found["disk"].amount_bytes


def test_what_failed_is_told_with_its_error(tmp_path: Path) -> None:
    def no_display() -> ListedScreens:
        raise SourceUnavailable("There is no display.")

    (tmp_path / "file").write_bytes(b"")
    found = {each.check: each for each in examine(screens=no_display, sounds=NoSounds, folder=tmp_path / "file")}
    assert isinstance(found["display"].error, SourceUnavailable)
    assert isinstance(found["microphone"].error, SourceUnavailable)
    assert isinstance(found["recordings folder"].error, FolderUnwritable)
    assert "disk" not in found
