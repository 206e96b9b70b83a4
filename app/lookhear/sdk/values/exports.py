"""What a stream was exported to (contract §2.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from lookhear.sdk.embeds import HEIGHT, TITLE, WIDTH, embed_code
from lookhear.sdk.values.rows import number_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class RTStreamExportResult:
    """An asset: ``video_id`` begins with ``m-`` for pictures and ``a-`` for sound alone; ``duration`` in seconds.

    Whoever holds ``stream_url`` or ``player_url`` can play it.
    """

    video_id: str
    stream_url: str | None = field(default=None, repr=False)
    player_url: str | None = field(default=None, repr=False)
    name: str | None = None
    duration: float = 0.0

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        """From an answer."""
        urls = (text_of(row, "stream_url"), text_of(row, "player_url"))
        return cls(text_of(row, "video_id") or "", *urls, text_of(row, "name"), number_of(row, "duration"))

    def get_embed_code(self, width: str = WIDTH, height: int = HEIGHT, title: str = TITLE, allow_fullscreen: bool = True) -> str:
        """Its player as an ``<iframe>``; ``height`` in pixels. Raises NotPlayable where it has no player page."""
        return embed_code(self.player_url, width=width, height=height, title=title, allow_fullscreen=allow_fullscreen)
