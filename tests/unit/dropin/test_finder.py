"""What `import videodb` gives in a program that the drop-in runs."""

from __future__ import annotations

import importlib
import importlib.util
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from lookhear.dropin.finder import DropinFinder, install
from lookhear.dropin.names import NAMES

if TYPE_CHECKING:
    from types import ModuleType


def made(name: str) -> ModuleType:
    """A module of the drop-in, which nobody else sees."""
    spec = DropinFinder().find_spec(name, None)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    assert spec.loader is not None
    spec.loader.exec_module(module)
    return module


def ran(code: str) -> subprocess.CompletedProcess[str]:
    """A program under the drop-in."""
    return subprocess.run([sys.executable, "-m", "lookhear.dropin", "-c", code], capture_output=True, text=True, check=False, timeout=30)


@pytest.mark.parametrize("module", NAMES)
def test_every_name_is_the_one_of_ours_that_it_stands_for(module: str) -> None:
    offered = made(module)
    for name, target in NAMES[module].items():
        place, _, attribute = target.partition(":")
        assert getattr(offered, name) is getattr(importlib.import_module(place), attribute)


@pytest.mark.parametrize("module", NAMES)
def test_every_module_and_name_is_the_official_package_s_too(module: str) -> None:
    official = importlib.import_module(module)
    assert [name for name in NAMES[module] if not hasattr(official, name)] == []


def test_what_the_official_package_offers_by_star_and_we_have_is_in_the_first_module() -> None:
    below = {name for module, names in NAMES.items() if module != "videodb" for name in names}
    official: Any = importlib.import_module("videodb")
    assert sorted((set(official.__all__) & below) - set(NAMES["videodb"])) == []


def test_a_module_lists_its_names() -> None:
    module = made("videodb.exceptions")
    assert module.__all__ == sorted(NAMES["videodb.exceptions"])
    assert set(module.__all__) <= set(dir(module))


def test_other_modules_are_left_to_others() -> None:
    assert DropinFinder().find_spec("videodb_capture_bin", None) is None
    assert DropinFinder().find_spec("json", None) is None


def test_installing_twice_is_as_good_as_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    for _ in range(2):
        install()
    assert [type(finder) for finder in sys.meta_path].count(DropinFinder) == 1
    assert isinstance(sys.meta_path[0], DropinFinder)


def test_a_program_gets_ours_though_the_official_package_is_installed() -> None:
    code = """
import videodb
import videodb.exceptions as errors
from videodb import *
from videodb import capture, exceptions
from videodb.exceptions import VideodbError
print(errors is exceptions is videodb.exceptions, VideodbError is videodb.VideodbError, SearchType.semantic, VideodbError.__module__)
"""
    done = ran(code)
    assert (done.returncode, done.stdout) == (0, "True True semantic lookhear.errors.base\n"), done.stderr


@pytest.mark.parametrize(
    ("code", "error", "sentence"),
    [
        ("import videodb.editor", "ModuleNotFoundError", "Lookhear has no 'editor' in videodb."),
        ("from videodb import play_stream", "ModuleNotFoundError", "Lookhear has no 'play_stream' in videodb."),
        ("from videodb.exceptions import Strange", "ModuleNotFoundError", "Lookhear has no 'Strange' in videodb.exceptions."),
        ("import videodb; videodb.play_stream", "AttributeError", "Lookhear has no 'play_stream' in videodb."),
        ("import videodb.exceptions; videodb.exceptions.Strange", "AttributeError", "Lookhear has no 'Strange' in videodb.exceptions."),
    ],
)
def test_a_name_that_we_do_not_have_is_said_in_a_sentence(code: str, error: str, sentence: str) -> None:
    done = ran(code)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"{error}: {sentence}")


def test_a_program_may_ask_whether_there_is_a_name() -> None:
    code = """
import videodb
try:
    from videodb import play_stream
except ImportError:
    print(hasattr(videodb, "play_stream"), getattr(videodb, "editor", None))
"""
    assert ran(code).stdout == "False None\n"


def test_a_program_that_only_captures_loads_only_the_capture_client() -> None:
    code = """
import sys
from videodb.capture import CaptureClient
print([name for name in ("PySide6", "av", "fastapi", "httpx", "numpy", "sqlalchemy", "lookhear.sdk.blocking") if name in sys.modules])
"""
    assert ran(code).stdout == "[]\n"
