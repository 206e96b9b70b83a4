"""Wall time and the seconds of a video. A file leaves nothing out: its clock runs beside the session's, from its own first moment on.

Playlists leave out what `jumps` finds; whoever asks for a stretch names it in seconds of the file all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from lookhear.media.samples import NS_PER_S

_PLACES = 3  # of a second: what is found is found in frames and words


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoClock:
    """What time it was when a video began (``begins_ns``, wall time since 1970), and how long it is."""

    begins_ns: int
    length_s: float

    def seconds(self, wall_ns: int) -> float:
        """Seconds from the beginning of the video, kept inside it."""
        return min(max(0.0, round((wall_ns - self.begins_ns) / NS_PER_S, _PLACES)), self.length_s)

    def wall_ns(self, seconds: float) -> int:
        """The wall time of a moment of the video."""
        return self.begins_ns + round(seconds * NS_PER_S)

    def stretch(self, start_ns: int, end_ns: int) -> tuple[float, float] | None:
        """A stretch of wall time as seconds of the video; None for one that lies outside."""
        if end_ns <= self.begins_ns or start_ns >= self.wall_ns(self.length_s):
            return None
        return self.seconds(start_ns), self.seconds(end_ns)
