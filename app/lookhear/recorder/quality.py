"""How good the recorded picture is, in words. What each word means stands in `recorder.pipeline.video_encoder`."""

from __future__ import annotations

from enum import StrEnum


class Quality(StrEnum):
    """A choice between bytes and detail; docs/desktop.md has what each costs."""

    SMALL = "small"
    BALANCED = "balanced"
    SHARP = "sharp"
