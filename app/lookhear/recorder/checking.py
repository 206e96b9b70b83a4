"""What works on this machine and what to do about what does not: the displays, the sounds, the encoder, the folder and its disk."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import LookhearError
from lookhear.protocol.channels import ChannelKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lookhear.recorder.ports import AudioCatalogue, ChannelInfo, ScreenCatalogue

ENOUGH_BYTES: Final = 2_000_000_000
_GIGABYTE: Final = 1_000_000_000
SOURCES: Final = ("display", "microphone", "system audio")


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was tried, whether it works, what was seen and what to do; ``error`` is what it failed with, where it did."""

    check: str
    ok: bool
    detail: str
    hint: str = ""
    error: LookhearError | None = None
    amount_bytes: int | None = None


def examine(
    *, screens: Callable[[], ScreenCatalogue], sounds: Callable[[], AudioCatalogue], folder: Path, probe: bool = True
) -> Iterator[Finding]:
    """Try everything a recording needs. With ``probe`` each source is opened for a moment; without, the sources are only listed."""
    yield from _displays(screens, probe=probe)
    yield from _sounds(sounds, probe=probe)
    yield _encoder()
    yield from _folder(folder)


def _displays(screens: Callable[[], ScreenCatalogue], *, probe: bool) -> Iterator[Finding]:
    try:
        displays = screens().displays(probe=probe)
    except LookhearError as exc:
        yield Finding("display", ok=False, detail=str(exc), hint=exc.hint, error=exc)
        return
    for info in displays:
        size = f"{info.name}, {info.width}×{info.height}"
        yield Finding("display", ok=info.can_open, detail=size if info.can_open else f"{size}: {info.reason}")


def _sounds(sounds: Callable[[], AudioCatalogue], *, probe: bool) -> Iterator[Finding]:
    try:
        inputs = sounds().inputs(probe=probe)
    except LookhearError as exc:
        yield Finding("microphone", ok=False, detail=str(exc), hint=exc.hint, error=exc)
        yield Finding("system audio", ok=False, detail=str(exc), hint=exc.hint, error=exc)
        return
    yield _default_input(inputs, ChannelKind.MIC, "microphone", hint="Plug one in, or choose one with --mic; without it use --no-mic.")
    yield _default_input(inputs, ChannelKind.SYSTEM_AUDIO, "system audio", hint="Choose an output in the sound settings.")


def _default_input(inputs: list[ChannelInfo], kind: ChannelKind, check: str, *, hint: str) -> Finding:
    default = next((info for info in inputs if info.channel_id.kind is kind and info.is_default), None)
    if default is None:
        return Finding(check, ok=False, detail="There is none.", hint=hint)
    if not default.can_open:
        return Finding(check, ok=False, detail=f"{default.name}: {default.reason}", hint=hint)
    return Finding(check, ok=True, detail=f"{default.name} ({default.device})")


def _encoder() -> Finding:
    from lookhear.recorder.pipeline.video_encoder import VideoEncoder

    try:
        encoder = VideoEncoder(width=1920, height=1080, fps=30)
    except LookhearError as exc:
        return Finding("video encoder", ok=False, detail=str(exc), hint="Reinstall the package av.", error=exc)
    kind = "in software" if encoder.name == "libx264" else "in hardware"
    return Finding("video encoder", ok=True, detail=f"{encoder.name}, {kind}")


def _folder(folder: Path) -> Iterator[Finding]:
    from lookhear.system.paths.folders import private_folder

    try:
        private_folder(folder)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x")
    except LookhearError as exc:
        yield Finding("recordings folder", ok=False, detail=str(exc), hint=exc.hint, error=exc)
        return
    except OSError as exc:
        yield Finding("recordings folder", ok=False, detail=f"{folder} cannot be written: {exc.strerror}.", hint="Set LOOKHEAR_HOME.")
        return
    yield Finding("recordings folder", ok=True, detail=str(folder))
    free_bytes = shutil.disk_usage(folder).free
    yield Finding(
        "disk",
        ok=free_bytes > ENOUGH_BYTES,
        detail=f"{free_bytes / _GIGABYTE:.1f} GB free",
        hint="" if free_bytes > ENOUGH_BYTES else "Free some space: an hour of a busy desktop takes about 5 GB.",
        amount_bytes=free_bytes,
    )
