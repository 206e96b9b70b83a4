from __future__ import annotations

import pytest

from lookhear.desktop.engine.health import HealthLine, HealthName
from lookhear.desktop.settings.health_words import detail_of, hint_of, name_of
from lookhear.errors import FolderUnwritable


@pytest.mark.parametrize("name", list(HealthName))
def test_every_line_has_a_name_and_says_what_to_do_only_where_it_does_not_work(name: HealthName) -> None:
    assert name_of(name)
    assert hint_of(HealthLine(name=name, is_good=False)).endswith(".")
    assert hint_of(HealthLine(name=name, is_good=True)) == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (HealthLine(name=HealthName.DISK, is_good=True, amount_bytes=3 << 30), "3.0 GB free"),
        (HealthLine(name=HealthName.SECRETS, is_good=True), "In the system’s keyring"),
        (HealthLine(name=HealthName.SECRETS, is_good=False), "In a file that only you can read, because there is no keyring"),
        (HealthLine(name=HealthName.AUTOSTART, is_good=True, detail="off"), "Off"),
        (HealthLine(name=HealthName.AUTOSTART, is_good=False, detail="blocked"), "Switched off by the system"),
        (HealthLine(name=HealthName.AUTOSTART, is_good=True, detail="missing"), "Not possible here"),
        (HealthLine(name=HealthName.BACKEND, is_good=True), "This computer’s own, which starts when it is needed"),
        (HealthLine(name=HealthName.BACKEND, is_good=True, detail="https://a.example"), "https://a.example"),
        (HealthLine(name=HealthName.DISPLAY, is_good=True, detail="DP-1, 640×480"), "DP-1, 640×480"),
    ],
)
def test_what_was_seen_is_told_in_words(line: HealthLine, said: str) -> None:
    assert detail_of(line) == said


def test_an_error_is_told_as_errors_are(qapp: object) -> None:
    line = HealthLine(name=HealthName.FOLDER, is_good=False, detail="x", error=FolderUnwritable("The folder /x cannot be written."))
    assert "written" in detail_of(line)
