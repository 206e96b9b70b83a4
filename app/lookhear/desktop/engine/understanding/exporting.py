"""The text of a recording as a file for others: plain text, or WebVTT beside a video. Pure but for the file that is written."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.understanding.values import LineKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lookhear.desktop.engine.understanding.values import Line

_LEAST_S: Final = 1.0  # that a cue is shown
_CUES: Final = (LineKind.SPEECH,)


class TextFormat(StrEnum):
    """What is written; the value is the ending of its file."""

    TEXT = "txt"
    WEBVTT = "vtt"


def as_text(lines: Sequence[Line], names: Mapping[str, str]) -> str:
    """Each line with its time and who or what it is of; ``names`` are those of tracks."""
    return "".join(f"{clock(line.at_s)}  {_head(line, names)}{line.text}\n" for line in lines)


def as_webvtt(lines: Sequence[Line], names: Mapping[str, str]) -> str:
    """What was said, as cues that players show; where nothing was, what else there is."""
    cues = [line for line in lines if line.kind in _CUES and line.is_final] or [line for line in lines if line.is_final]
    parts = ["WEBVTT\n"]
    for number, line in enumerate(cues, 1):
        end_s = max(line.end_s, line.at_s + _LEAST_S)
        name = names.get(line.channel, "")
        voice = f"<v {_escaped(name)}>" if name else ""
        parts.append(f"{number}\n{_vtt_time(line.at_s)} --> {_vtt_time(end_s)}\n{voice}{_escaped(line.text)}\n")
    return "\n".join(parts)


def write(path: Path, lines: Sequence[Line], *, form: TextFormat, names: Mapping[str, str]) -> Path:
    """Write a file whole or not at all. Blocks; raises DiskFull, FolderUnwritable."""
    from lookhear.media.copying import complete_file

    text = as_text(lines, names) if form is TextFormat.TEXT else as_webvtt(lines, names)
    with complete_file(path) as file:
        file.write(text.encode())
    return path


def clock(seconds: float) -> str:
    """``0:01:07``, as every reader of a file understands it."""
    whole = int(max(0.0, seconds))
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _head(line: Line, names: Mapping[str, str]) -> str:
    about = line.label or names.get(line.channel, line.channel)
    window = " – ".join(part for part in (line.app, line.title) if part)
    head = " · ".join(part for part in (about, window) if part)
    return f"{head}: " if head else ""


def _vtt_time(seconds: float) -> str:
    ms = round(max(0.0, seconds) * 1000)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
