from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import SettingsError
from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.registry import BUILTIN, Registry
from tests.tools.plugged import plug_in

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {
    EngineKind.SPEECH: {"pocketsphinx", "faster-whisper", "sherpa-onnx", "transcription-endpoint"},
    EngineKind.VISION: {"screen-text", "vision-endpoint"},
    EngineKind.LANGUAGE: {"extractive", "chat-endpoint"},
    EngineKind.JUDGE: {"keywords", "chat-judge"},
    EngineKind.EMBEDDER: {"minilm", "embeddings-endpoint"},
}

ODD = """
from lookhear.understanding.plugin import *
card = EngineCard(name="x", kind="smell", title="", licence="", size_bytes=0, factory="a:b")
"""


def test_the_engines_of_this_program_are_there_without_any_package() -> None:
    registry = Registry.find()
    assert {kind: {known.card.name for known in registry.of(kind)} for kind in EngineKind} == NAMES
    assert registry.troubles == ()
    assert all(known.is_builtin and known.folder is None for known in registry.engines)
    assert len({card.name for card in BUILTIN}) == len(BUILTIN)


def test_what_sends_things_away_says_so_and_is_never_first() -> None:
    for kind in EngineKind:
        first, *_ = Registry.find().of(kind)
        assert not first.card.is_remote
    assert {card.name for card in BUILTIN if card.is_remote} == {
        card.name for card in BUILTIN if card.name.endswith("-endpoint") or card.name == "chat-judge"
    }


def test_every_card_says_what_it_costs() -> None:
    for card in BUILTIN:
        assert card.licence
        assert card.title
        assert (card.size_bytes > 0) == bool(card.needs), card.name


def test_an_engine_that_is_not_there_is_told() -> None:
    with pytest.raises(SettingsError, match="no engine called “whisperer”") as told:
        Registry.find().get("whisperer")
    assert "lookhear engines" in told.value.hint
    assert Registry.find().get("minilm").card.kind is EngineKind.EMBEDDER


def test_a_plug_in_in_a_folder_of_its_own_is_found_and_python_does_not_look_there_afterwards(tmp_path: Path) -> None:
    module = plug_in(tmp_path / "one", "first-plugged")
    registry = Registry.find(tmp_path)
    known = registry.get("first-plugged")
    assert (known.origin, known.folder, known.is_builtin) == ("first-plugged-package 1.2", tmp_path / "one", False)
    assert str(tmp_path / "one") not in sys.path
    assert registry.of(EngineKind.LANGUAGE)[-1] == known
    del sys.modules[module]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import no_such_module_at_all", "ModuleNotFoundError"),
        ("def card(): pass", "TypeError"),
        ("syntax error", "SyntaxError"),
        ("raise RuntimeError('secret')", "RuntimeError"),
        (ODD, "ValueError"),
    ],
)
def test_a_plug_in_that_is_broken_is_left_out_and_told(tmp_path: Path, source: str, why: str) -> None:
    module = plug_in(tmp_path / "bad", "second-plugged", source=source)
    good = plug_in(tmp_path / "good", "third-plugged")
    registry = Registry.find(tmp_path)
    (trouble,) = registry.troubles
    assert why in trouble
    assert "second-plugged-package 1.2" in trouble
    assert "secret" not in trouble
    assert registry.get("third-plugged").folder == tmp_path / "good"
    for name in (module, good):
        sys.modules.pop(name, None)


def test_a_name_that_is_taken_is_not_given_twice(tmp_path: Path) -> None:
    module = plug_in(tmp_path / "p", "pocketsphinx")
    registry = Registry.find(tmp_path)
    assert "another one has that name" in registry.troubles[0]
    assert registry.get("pocketsphinx").is_builtin
    del sys.modules[module]


def test_folders_that_are_not_whole_are_not_looked_into(tmp_path: Path) -> None:
    plug_in(tmp_path / ".half", "fourth-plugged")
    (tmp_path / "file").touch()
    assert len(Registry.find(tmp_path).engines) == len(BUILTIN)
    assert len(Registry.find(tmp_path / "nothing").engines) == len(BUILTIN)


def test_listing_imports_nothing_heavy() -> None:
    source = (
        "import sys\nfrom pathlib import Path\nfrom lookhear.understanding.registry import Registry\n"
        "from lookhear.understanding.readiness import readiness_of\nfrom lookhear.understanding.folders import EngineFolders\n"
        "folders = EngineFolders.under(Path('none'))\n"
        "for known in Registry.find(folders.packages).engines: readiness_of(known, {}, folders=folders)\n"
        "print([name for name in ('numpy', 'onnxruntime', 'pocketsphinx', 'rapidocr', 'httpx', 'asyncio') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True).stdout == "[]\n"
