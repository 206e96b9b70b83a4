"""What kind of model lies in a folder of sherpa-onnx: told by its files, since their folders come in no other form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import EngineFailed

if TYPE_CHECKING:
    from pathlib import Path

_PARTS: Final = ("encoder", "decoder", "joiner")


@dataclass(frozen=True, slots=True, kw_only=True)
class SherpaModel:
    """How the library is asked for it: ``OnlineRecognizer`` or ``OfflineRecognizer``, which of its makers, and the files."""

    is_streaming: bool
    maker: str
    files: dict[str, str]


def sherpa_model(folder: Path) -> SherpaModel:
    """The model in a folder. Raises EngineFailed when its files are of no kind known here."""
    tokens = _file(folder, "tokens", ".txt")
    parts = {part: file for part in _PARTS if (file := _file(folder, part, ".onnx"))}
    whole = _file(folder, "model", ".onnx") or _file(folder, "ctc", ".onnx")
    name = folder.name.lower()
    is_streaming = "streaming" in name or "chunk" in parts.get("encoder", "").lower() or "online" in name
    if tokens and len(parts) == len(_PARTS):
        return SherpaModel(is_streaming=is_streaming, maker="from_transducer", files={"tokens": tokens, **parts})
    if tokens and set(parts) == {"encoder", "decoder"}:
        if "paraformer" in name:
            return SherpaModel(is_streaming=True, maker="from_paraformer", files={"tokens": tokens, **parts})
        return SherpaModel(is_streaming=False, maker="from_whisper", files={"tokens": tokens, **parts})
    if tokens and whole:
        return _of_one_file(name, tokens, whole, is_streaming=is_streaming)
    raise EngineFailed(
        "The folder named as sherpa-onnx's model holds none that is known here.",
        hint="Name an unpacked model with tokens.txt: a transducer, paraformer, SenseVoice, NeMo CTC, zipformer CTC or whisper model.",
    )


def _of_one_file(name: str, tokens: str, whole: str, *, is_streaming: bool) -> SherpaModel:
    if "sense-voice" in name or "sensevoice" in name:
        return SherpaModel(is_streaming=False, maker="from_sense_voice", files={"tokens": tokens, "model": whole})
    if "paraformer" in name:
        return SherpaModel(is_streaming=False, maker="from_paraformer", files={"tokens": tokens, "paraformer": whole})
    if "nemo" in name or "parakeet" in name:
        return SherpaModel(is_streaming=is_streaming, maker="from_nemo_ctc", files={"tokens": tokens, "model": whole})
    maker = "from_zipformer2_ctc" if is_streaming else "from_zipformer_ctc"
    return SherpaModel(is_streaming=is_streaming, maker=maker, files={"tokens": tokens, "model": whole})


def _file(folder: Path, part: str, ending: str) -> str | None:
    """The file of a part; of several the small one, with whole numbers."""
    found = sorted(file for file in folder.iterdir() if part in file.name.lower() and file.name.lower().endswith(ending))
    return str(min(found, key=lambda file: "int8" not in file.name.lower())) if found else None
