"""Addresses of what can be watched. They need no header: whoever has the link may look (contract §1.6 H9, H10)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Links:
    """Builds addresses below one base URL, which has no slash at its end."""

    base: str

    def player(self, slug: str) -> str:
        """The page that plays it; SDKs look for ``/watch?`` and ``v=``."""
        return f"{self.base}/watch?v={slug}"

    def subtitled_player(self, slug: str) -> str:
        """The page that plays it with subtitles."""
        return f"{self.player(slug)}&subtitles=true"

    def embed(self, slug: str) -> str:
        """The same for a frame in another page."""
        return f"{self.base}/embed?v={slug}"

    def stream(self, slug: str) -> str:
        """Its HLS playlist."""
        return f"{self.base}/play/{slug}/master.m3u8"

    def subtitled(self, slug: str) -> str:
        """Its HLS playlist with subtitles."""
        return f"{self.stream(slug)}?subtitles=true"

    def file(self, slug: str, video_id: str) -> str:
        """An exported file, in any range of its bytes."""
        return f"{self.base}/play/{slug}/{video_id}.mp4"

    def thumbnail(self, slug: str) -> str:
        """A picture of it (JPEG)."""
        return f"{self.base}/play/{slug}/thumbnail.jpg"

    def picture(self, slug: str) -> str:
        """An image."""
        return f"{self.base}/play/{slug}/picture"

    def upload(self, ticket: str) -> str:
        """Where a file is sent to."""
        return f"{self.base}/upload/{ticket}"

    def operation(self, operation_id: str) -> str:
        """How far something is that takes long."""
        return f"{self.base}/async-response/{operation_id}"
