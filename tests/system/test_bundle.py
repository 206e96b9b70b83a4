"""The frozen program on a machine that has no Python: tests itself, records by command and by a click on its tray icon."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from demo.desktop import VirtualDesktop
from demo.person import Person
from demo.process import wait_until
from demo.scene.launch import start_scene
from tests.tools.installed_packs import make_packs
from tests.tools.program import backends, end_backend
from tests.tools.recorded import audio_tracks, paints

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.system, pytest.mark.linux, pytest.mark.timeout(1200)]

ROOT = Path(__file__).parents[2]
KEPT = ("DISPLAY", "PULSE_SERVER", "HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The executable of a bundle that lies where nothing of this project does."""
    folder = tmp_path_factory.mktemp("elsewhere")
    done = subprocess.run(
        [sys.executable, "-m", "installers.bundle", "--dist", str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return folder / "lookhear" / "lookhear"


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(has_panel=True, has_bus=True) as running:
        start_scene(running, "talking", "--behind")
        yield running


@pytest.fixture
def bare(desktop: VirtualDesktop, tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment in which no program is found by name: no Python above all."""
    home = tmp_path / "home"
    kept = {name: value for name, value in desktop.env.items() if name in KEPT}
    yield {**kept, "PATH": "/nonexistent", "LANG": "C.UTF-8", "LOOKHEAR_HOME": str(home), "LOOKHEAR_BACKEND": "embedded"}
    end_backend(home)


def mapped(pid: int) -> set[str]:
    """The files that a process has in its memory."""
    lines = Path("/proc", str(pid), "maps").read_text("utf-8").splitlines()
    return {line.split(maxsplit=5)[5] for line in lines if "/" in line}


def test_every_part_of_it_came_along(program: Path, bare: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "told.json"
    done = subprocess.run([program, "--self-test", "--out", out], env=bare, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout
    assert json.loads(out.read_text("utf-8"))["failures"] == 0


def test_licences_came_along_with_what_they_are_of(program: Path) -> None:
    inside = program.parent / "_internal"
    assert all((inside / name).is_file() for name in ("LICENSE", "NOTICE"))
    assert all(list(inside.glob(f"{package}-*.dist-info/METADATA")) for package in ("lookhear", "av", "numpy", "pyside6_essentials"))


def test_it_records_and_its_own_backend_plays_it(program: Path, bare: dict[str, str], tmp_path: Path) -> None:
    video = tmp_path / "told.mp4"
    argv = [str(program), "record", "--duration", "4", "--output", str(video), "--json"]
    done = subprocess.run(argv, env=bare, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    assert len({number for _, number in paints(video)}) > 4
    assert audio_tracks(video) >= 2
    (backend,) = backends(tmp_path / "home")
    assert Path("/proc", str(backend), "exe").readlink() == program
    assert [name for name in mapped(backend) if name.startswith(str(ROOT)) or "/site-packages/" in name] == []
    link = json.loads(done.stdout)["playback_url"]
    assert httpx.get(link, trust_env=False, timeout=30).status_code == 200


def test_a_click_on_its_tray_icon_records(program: Path, bare: dict[str, str], desktop: VirtualDesktop, tmp_path: Path) -> None:
    recordings = tmp_path / "home" / "recordings"
    with subprocess.Popen([program, "app"], env=bare) as child, Person(desktop) as person:
        try:
            person.tray_icon()
            subprocess.run([program, "start"], env=bare, check=True, timeout=60)
            wait_until(lambda: list(recordings.glob("rec-*/display-1/*.m4s")), what="a sealed piece")
            person.click_tray()
            wait_until(lambda: list(recordings.glob("rec-*/receipt.json")), what="a recording that ended")
            assert [name for name in mapped(child.pid) if name.startswith(str(ROOT))] == []
        finally:
            child.send_signal(signal.SIGTERM)
            assert child.wait(60) == 0


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what a packed program installs engines from."""
    return make_packs(("pocketsphinx", "screen-text"), tmp_path_factory.mktemp("packs"), tmp_path_factory.mktemp("scratch"))


def test_engines_stayed_outside(program: Path) -> None:
    inside = program.parent / "_internal"
    assert [name for name in ("onnxruntime", "cv2", "pocketsphinx", "rapidocr", "PIL") if (inside / name).exists()] == []


def test_it_has_no_pip_and_says_where_engines_are_from(program: Path, bare: dict[str, str]) -> None:
    done = subprocess.run([program, "engines", "install", "minilm", "--yes"], env=bare, capture_output=True, text=True, check=False)
    assert (done.returncode, "packs_url" in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize(("engine", "words"), [("pocketsphinx", {"meeting", "word"}), ("screen-text", {"Quarterly", "Monday"})])
def test_an_engine_is_installed_from_a_pack_and_understands(
    engine: str, words: set[str], program: Path, packs: Path, bare: dict[str, str]
) -> None:
    install: list[str | Path] = [program, "engines", "install", engine, "--from", packs, "--yes"]
    done = subprocess.run(install, env=bare, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    assert "licence" in done.stdout
    test: list[str | Path] = [program, "engines", "test", engine, "--json"]
    tried = subprocess.run(test, env=bare, capture_output=True, text=True, check=False, timeout=300)
    (outcome,) = json.loads(tried.stdout)["tests"]
    assert words <= {word.strip(".:") for word in outcome.get("understood", "").split()}, outcome
    removed = subprocess.run([program, "engines", "remove", engine, "--yes"], env=bare, capture_output=True, text=True, check=False)
    assert removed.returncode == 0, removed.stderr
