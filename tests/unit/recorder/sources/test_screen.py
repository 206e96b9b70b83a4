from __future__ import annotations

import platform
import sys

import pytest

from lookhear.errors import SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.sources.screen import open_catalogue
from lookhear.recorder.sources.screen.mss_source import MssCatalogue
from tests.fakes.clock import ManualClock


@pytest.mark.parametrize(
    ("environ", "reason"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0"}, "Wayland session"),
        ({"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0"}, "Wayland session"),
        ({}, "DISPLAY is not set"),
        ({"DISPLAY": ""}, "DISPLAY is not set"),
    ],
)
def test_where_linux_cannot_show_its_screen_the_catalogue_says_why(
    environ: dict[str, str], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    catalogue = open_catalogue(environ, now_ns=ManualClock())
    with pytest.raises(SourceUnavailable, match=reason) as raised:
        catalogue.displays()
    assert "--no-display" in raised.value.hint
    with pytest.raises(SourceUnavailable, match=reason):
        catalogue.open(ChannelId.display(1), fps=30)


@pytest.mark.linux
def test_an_x_server_that_does_not_answer_is_told_of_when_it_is_asked() -> None:
    catalogue = open_catalogue({"DISPLAY": ":54321"}, now_ns=ManualClock())
    with pytest.raises(SourceUnavailable, match=":54321 does not answer"):
        catalogue.displays()


@pytest.mark.parametrize("version", ["15.0", "15.3.1", "26.1"])
def test_newer_macs_are_refused_instead_of_recorded_black(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(platform, "mac_ver", lambda: (version, ("", "", ""), ""))
    with pytest.raises(SourceUnavailable, match="ScreenCaptureKit"):
        open_catalogue({}, now_ns=ManualClock()).displays()


@pytest.mark.parametrize(("system", "version"), [("darwin", "14.7"), ("darwin", ""), ("win32", "")])
def test_elsewhere_it_is_the_universal_fallback(system: str, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(platform, "mac_ver", lambda: (version, ("", "", ""), ""))
    assert isinstance(open_catalogue({}, now_ns=ManualClock()), MssCatalogue)
