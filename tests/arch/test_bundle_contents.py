"""What travels in a bundle and what stays: a library of the system that came along would clash with the desktop it meets."""

from __future__ import annotations

from pathlib import Path

import PySide6
import pytest
from PyInstaller.depend.bindepend import get_imports

from installers.contents import modules_that_stay, those_that_travel, travels
from tests.arch.tree import ROOT


@pytest.mark.parametrize(
    "name",
    [
        "libX11.so.6",
        "libxcb.so.1",
        "libxcb-shm.so.0",
        "libstdc++.so.6",
        "libasound.so.2",
        "libpulse.so.0",
        "libpulsecommon-16.1.so",
        "libfontconfig.so.1",
        "libgtk-3.so.0",
        "libpangocairo-1.0.so.0",
        "libEGL.so.1",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/lib/libQt6Quick3D.so.6",
        "PySide6/Qt/lib/libQt6QmlCompiler.so.6",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/translations/qtwebengine_de.qm",
        "python3.11/lib-dynload/readline.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_is_the_systems_or_never_used_stays(name: str) -> None:
    assert not travels(name)


@pytest.mark.parametrize(
    "name",
    [
        "libxcb-cursor.so.0",
        "libxcb-icccm.so.4",
        "libxkbcommon-x11.so.0",
        "libportaudio.so.2",
        "libcrypto.so.3",
        "libpython3.11.so.1.0",
        "av.libs/libxcb-5ddf6756.so.1.1.0",
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "PySide6/Qt/lib/libQt6Multimedia.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "lookhear/resources/icons/lookhear.svg",
    ],
)
def test_what_the_program_needs_travels(name: str) -> None:
    assert travels(name)


@pytest.mark.linux
@pytest.mark.parametrize("plugin", ["multimedia/libffmpegmediaplugin.so", "platforms/libqxcb.so", "iconengines/libqsvgicon.so"])
def test_what_a_plugin_of_qt_is_linked_against_travels_with_it(plugin: str) -> None:
    qt = Path(PySide6.__file__).with_name("Qt")
    libraries = [Path(path) for _, path in get_imports(str(qt / "plugins" / plugin)) if path is not None]
    names = [f"PySide6/Qt/lib/{path.name}" for path in libraries if path.parent == qt / "lib"]
    assert "PySide6/Qt/lib/libQt6Core.so.6" in names
    assert [name for name in names if not travels(name)] == []


def test_a_link_to_what_stays_stays_too() -> None:
    entries = [
        ("PySide6/Qt/lib/libQt6Gui.so.6", "/venv/gui", "BINARY"),
        ("PySide6/Qt/lib/libQt6QuickTest.so.6", "/venv/test", "BINARY"),
        ("libQt6Gui.so.6", "PySide6/Qt/lib/libQt6Gui.so.6", "SYMLINK"),
        ("libQt6QuickTest.so.6", "PySide6/Qt/lib/libQt6QuickTest.so.6", "SYMLINK"),
        ("PySide6/libshort.so", "Qt/lib/libQt6Gui.so.6", "SYMLINK"),
    ]
    assert [name for name, _, _ in those_that_travel(entries)] == ["PySide6/Qt/lib/libQt6Gui.so.6", "libQt6Gui.so.6", "PySide6/libshort.so"]


def test_developers_tools_do_not_travel_and_what_the_program_imports_does(tmp_path: Path) -> None:
    left = modules_that_stay(ROOT / "requirements.lock", also=["lookhear"])
    assert {"pytest", "mypy", "PyInstaller", "videodb", "ruff"} <= set(left)
    assert not {"av", "numpy", "PySide6", "httpx", "certifi", "lookhear", "jeepney", "keyring", "cryptography"} & set(left)
    (tmp_path / "lock").write_text("pytest==1\nKey.Ring==2\n", "utf-8")
    assert {"pytest"}.isdisjoint(modules_that_stay(tmp_path / "lock"))
