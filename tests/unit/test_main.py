from __future__ import annotations

import subprocess
import sys

import pytest

from lookhear import __version__
from lookhear.__main__ import desktop, main
from lookhear.cli.exit_codes import ExitCode


def test_arguments_go_in_and_an_exit_code_comes_out(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["lookhear", "recordings"])
    assert main() == 0
    assert "lookhear record" in capsys.readouterr().out


def test_the_engine_has_a_way_of_its_own_and_its_help_is_that_of_the_command() -> None:
    for arguments, said in ((["engine", "--version"], f"lookhear {__version__}"), (["engine", "--help"], "install")):
        done = subprocess.run([sys.executable, "-m", "lookhear", *arguments], capture_output=True, text=True, check=True)
        assert said in done.stdout


def test_the_package_can_be_run() -> None:
    done = subprocess.run([sys.executable, "-m", "lookhear", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"lookhear {__version__}\n"


def test_asking_for_the_version_loads_no_media_library() -> None:
    script = "import sys; sys.argv[1:] = ['--help']\nfrom lookhear.__main__ import main\ntry: main()\nexcept SystemExit: pass\n"
    script += "print([name for name in ('av', 'numpy', 'mss', 'sounddevice', 'PySide6') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_packed_program_without_arguments_is_the_application(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    for entry in (main, desktop):
        monkeypatch.setattr(sys, "argv", ["lookhear"])
        assert entry() == ExitCode.USAGE
        assert "There is no display here" in capsys.readouterr().err


def test_a_program_without_arguments_says_what_there_is(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["lookhear"])
    with pytest.raises(SystemExit):
        main()
    assert "COMMAND" in capsys.readouterr().err
