"""Kinds of models of sherpa-onnx, told by their files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import EngineFailed
from lookhear.understanding.speech.sherpa_model import sherpa_model

if TYPE_CHECKING:
    from pathlib import Path

TRANSDUCER = ("tokens.txt", "decoder-epoch-99.onnx", "encoder-epoch-99.onnx", "encoder-epoch-99.int8.onnx", "joiner-epoch-99.onnx")


@pytest.mark.parametrize(
    ("folder", "files", "maker", "is_streaming"),
    [
        ("sherpa-onnx-streaming-zipformer-en", TRANSDUCER, "from_transducer", True),
        ("sherpa-onnx-zipformer-en", TRANSDUCER, "from_transducer", False),
        ("sherpa-onnx-whisper-tiny.en", ("tiny.en-tokens.txt", "tiny.en-encoder.onnx", "tiny.en-decoder.onnx"), "from_whisper", False),
        ("streaming-paraformer-bilingual", ("tokens.txt", "encoder.onnx", "decoder.onnx"), "from_paraformer", True),
        ("sherpa-onnx-paraformer-zh", ("tokens.txt", "model.int8.onnx"), "from_paraformer", False),
        ("sherpa-onnx-sense-voice-zh-en", ("tokens.txt", "model.onnx"), "from_sense_voice", False),
        ("sherpa-onnx-nemo-ctc-en", ("tokens.txt", "model.onnx"), "from_nemo_ctc", False),
        ("sherpa-onnx-streaming-zipformer-ctc", ("tokens.txt", "ctc-epoch-20.onnx"), "from_zipformer2_ctc", True),
        ("sherpa-onnx-zipformer-ctc", ("tokens.txt", "model.onnx"), "from_zipformer_ctc", False),
    ],
)
def test_a_folder_is_known_by_its_files(tmp_path: Path, folder: str, files: tuple[str, ...], maker: str, *, is_streaming: bool) -> None:
    (tmp_path / folder).mkdir()
    for name in files:
        (tmp_path / folder / name).touch()
    found = sherpa_model(tmp_path / folder)
    assert (found.maker, found.is_streaming) == (maker, is_streaming)
    assert found.files["tokens"].endswith("tokens.txt")


def test_the_smaller_one_of_two_is_taken(tmp_path: Path) -> None:
    for name in TRANSDUCER:
        (tmp_path / name).touch()
    assert sherpa_model(tmp_path).files["encoder"].endswith("int8.onnx")


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").touch()
    with pytest.raises(EngineFailed, match="holds none that is known"):
        sherpa_model(tmp_path)
