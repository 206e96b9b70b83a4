"""What an archive tells of recordings: numbers, kinds and states. Names of recordings, devices and windows are never read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import LookhearError
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.layout import RECEIPT
from lookhear.recorder.spool.library import has_media, state_of
from lookhear.recorder.spool.retention import was_handed_over

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LATEST: Final = 20
_MOST_BYTES: Final = 1 << 20
_OF_RECORDING: Final = ("started_at", "duration_s", "state", "end_reason", "bytes", "damaged_lines", "paused_s")
_OF_TRACK: Final = (
    "kind",
    "encoder",
    "source",
    "is_primary",
    "frames",
    "samples",
    "keyframes",
    "dropped_frames",
    "inits",
    "fragments",
    "adopted_fragments",
    "lost_fragments",
    "bytes",
    "duration_s",
    "missing_s",
    "gap_total_s",
    "paused_s",
    "silence_filled_s",
    "peak",
)


def summaries(roots: Sequence[Path]) -> list[dict[str, Any]]:
    """The latest recordings of these folders, the newest first. Raises nothing that a folder's content can cause."""
    folders = sorted((path for root in roots for path in root.glob("rec-*") if path.is_dir()), key=lambda path: path.name, reverse=True)
    return [_summary(folder) for folder in folders[:LATEST]]


def _summary(folder: Path) -> dict[str, Any]:
    summary: dict[str, Any] = {"recording_id": folder.name, **_upload(folder)}
    try:
        summary["now"] = state_of(folder).value
    except LookhearError as error:
        summary["now"] = error.code
    receipt = _receipt(folder)
    summary |= {key: _plain(receipt[key]) for key in _OF_RECORDING if key in receipt}
    tracks = receipt.get("tracks")
    if isinstance(tracks, list):
        summary["tracks"] = [{key: _plain(track[key]) for key in _OF_TRACK if key in track} for track in tracks if isinstance(track, dict)]
    return summary


def _receipt(folder: Path) -> dict[str, Any]:
    try:
        with (folder / RECEIPT).open("rb") as file:
            told = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _upload(folder: Path) -> dict[str, Any]:
    has = {"has_media": has_media(folder), "was_handed_over": was_handed_over(folder)}
    try:
        binding = read_binding(folder)
    except LookhearError as error:
        return has | {"binding": error.code}
    if binding is None:
        return has | {"binding": "none"}
    return has | {"binding": binding.source.kind.value, "is_done": binding.is_done, "refused": binding.refused}


def _plain(value: object) -> object:
    """Numbers and states as they are; a text only where it is one word, as every state of ours is."""
    if isinstance(value, str):
        return value if value.replace("_", "").replace("-", "").replace(":", "").replace(".", "").replace("+", "").isalnum() else "…"
    return value if isinstance(value, int | float) or value is None else "…"
