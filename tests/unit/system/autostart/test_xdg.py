from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import SettingsError
from lookhear.system.autostart import AutostartState
from lookhear.system.autostart.xdg import NAME, XdgAutostart, exec_line

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = ["/opt/look hear/bin/python", "-P", "-m", "lookhear", "app", "--hidden"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "config" / "autostart"


def test_nothing_is_there_until_somebody_asks_for_it(folder: Path) -> None:
    assert XdgAutostart(folder, COMMAND).state() is AutostartState.OFF
    assert not folder.exists()


def test_on_writes_an_entry_and_off_removes_it(folder: Path) -> None:
    autostart = XdgAutostart(folder, COMMAND)
    autostart.put(is_on=True)
    assert autostart.state() is AutostartState.ON
    text = (folder / NAME).read_text("utf-8")
    assert text.startswith("[Desktop Entry]\nType=Application\n")
    assert 'Exec="/opt/look hear/bin/python" -P -m lookhear app --hidden\n' in text
    autostart.put(is_on=False)
    assert autostart.state() is AutostartState.OFF
    autostart.put(is_on=False)


@pytest.mark.parametrize("line", ["Hidden=true", "Hidden = True", "X-GNOME-Autostart-enabled=false", "X-MATE-Autostart-enabled=false"])
def test_an_entry_that_a_person_switched_off_is_blocked_until_they_ask_again(folder: Path, line: str) -> None:
    autostart = XdgAutostart(folder, COMMAND)
    autostart.put(is_on=True)
    path = folder / NAME
    kept = [each for each in path.read_text("utf-8").splitlines() if "GNOME-Autostart-enabled" not in each]
    path.write_text("\n".join([*kept, line, ""]), "utf-8")
    assert autostart.state() is AutostartState.BLOCKED
    autostart.put(is_on=True)
    assert autostart.state() is AutostartState.ON


def test_a_folder_that_cannot_be_written_is_told(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("a file", "utf-8")
    with pytest.raises(SettingsError):
        XdgAutostart(folder, COMMAND).put(is_on=True)
    (folder.parent / "other" / NAME).mkdir(parents=True)
    with pytest.raises(SettingsError, match="cannot be changed"):
        XdgAutostart(folder.parent / "other", COMMAND).put(is_on=True)


@pytest.mark.parametrize(("environ", "config"), [({}, ".config"), ({"XDG_CONFIG_HOME": "elsewhere"}, ".config")])
def test_the_folder_is_the_usual_one_also_where_the_environment_names_a_relative_one(
    tmp_path: Path, environ: dict[str, str], config: str
) -> None:
    XdgAutostart.find(environ, COMMAND, user_home=tmp_path).put(is_on=True)
    assert (tmp_path / config / "autostart" / NAME).exists()


def test_the_folder_is_that_of_the_environment(tmp_path: Path) -> None:
    XdgAutostart.find({"XDG_CONFIG_HOME": str(tmp_path / "c")}, COMMAND, user_home=tmp_path).put(is_on=True)
    assert (tmp_path / "c" / "autostart" / NAME).exists()


def unescaped(line: str) -> list[str]:
    """What a desktop reads: the file's escapes first, then the quotes, last the field codes."""
    text = line.replace("\\\\", "\\")
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text)
    return [(re.sub(r"\\(.)", r"\1", quoted) or plain).replace("%%", "%") for quoted, plain in parts]


@pytest.mark.parametrize("argument", ["plain", "with space", 'with "quotes"', "back\\slash", "$HOME and `id`", "50%", "a;b&c", "tilde~"])
def test_every_argument_comes_through(argument: str) -> None:
    assert unescaped(exec_line(["/usr/bin/x", argument])) == ["/usr/bin/x", argument]
