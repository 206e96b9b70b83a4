"""What a link plays that joins several videos: one playlist of pictures and one of sound, piece behind piece. Owned by the event loop.

Between the pieces everything may change, so there is a discontinuity. Where a piece has no sound and others have, silence in the format
of another piece stands for it: players want renditions of one length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lookhear.errors import NotFound
from lookhear.media.playlist import VOD_HEAD, Picture, Sound, master
from lookhear.media.samples import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lookhear.backend.playback.player import Player, Track
    from lookhear.backend.playback.sharing import View

VIDEO: Final = "compiled-video"
SOUND: Final = "compiled-sound"
_SILENCE_NS: Final = 4 * NS_PER_S
_END: Final = "#EXT-X-ENDLIST\n"
_DISCONTINUITY: Final = "#EXT-X-DISCONTINUITY\n"


@dataclass(frozen=True, slots=True)
class _Piece:
    """One video of the link, what of it is seen and heard, and the session times that are played."""

    view: View
    picture: Track | None
    sound: Track | None
    stretches: tuple[tuple[int, int], ...]

    @property
    def length_ns(self) -> int:
        """How long it plays."""
        return sum(to_ns - from_ns for from_ns, to_ns in self.stretches)


class Compiled:
    """Answers for links that join several videos."""

    def __init__(self, player: Player) -> None:
        self._player = player

    async def master(self, views: Sequence[View]) -> str:
        """The master playlist. Raises NotFound when nothing of it can be played."""
        pieces = await self._pieces(views)
        pictures = [piece.picture for piece in pieces if piece.picture is not None]
        sounds = [piece.sound for piece in pieces if piece.sound is not None]
        rates = [each.timeline.playlist.bit_rates for each in pictures]
        picture = Picture(
            uri=f"{VIDEO}.m3u8",
            codec=",".join(dict.fromkeys(each.init.codec for each in pictures)),
            width=max((each.init.width or 0 for each in pictures), default=0),
            height=max((each.init.height or 0 for each in pictures), default=0),
            peak_bit_rate=max((peak for peak, _ in rates), default=0),
            mean_bit_rate=max((mean for _, mean in rates), default=0),
        )
        sound = Sound(
            uri=f"{SOUND}.m3u8",
            codec=",".join(dict.fromkeys(each.init.codec for each in sounds)),
            name="Sound",
            is_default=True,
            channels=max((each.init.channels or 1 for each in sounds), default=1),
            bit_rate=max((each.timeline.playlist.bit_rates[0] for each in sounds), default=0),
        )
        return master(picture if pictures else None, [sound] if sounds else [])

    async def playlist(self, views: Sequence[View], name: str) -> str:
        """One of the two playlists. Raises NotFound."""
        pieces = await self._pieces(views)
        if name == VIDEO and all(piece.picture is not None for piece in pieces):
            texts = [_played(piece, piece.picture) for piece in pieces if piece.picture is not None]
        elif name == SOUND and any(piece.sound is not None for piece in pieces):
            lender = next(piece for piece in pieces if piece.sound is not None)
            texts = [_silence(piece, lender) if piece.sound is None else _played(piece, piece.sound) for piece in pieces]
        else:
            raise NotFound("This link does not show that track.")
        return VOD_HEAD + _DISCONTINUITY.join(texts) + _END

    async def facts(self, views: Sequence[View]) -> dict[str, object]:
        """What a page tells about the link, as JSON; the same keys as for a single video."""
        pieces = await self._pieces(views)
        facts = await self._player.facts(views[0])
        length_s = sum(piece.length_ns for piece in pieces) / NS_PER_S
        sound: dict[str, object] = {"id": SOUND, "name": "Sound", "is_default": True}
        return facts | {
            "state": "ready",
            "is_live": False,
            "is_playable": True,
            "duration": length_s,
            "displays": [{"id": VIDEO, "name": "Video", "is_primary": True}] if all(piece.picture for piece in pieces) else [],
            "sounds": [sound] if any(piece.sound for piece in pieces) else [],
            "videos": [],
        }

    async def _pieces(self, views: Sequence[View]) -> list[_Piece]:
        pieces = []
        for view in views:
            picture, sound = await self._player.shown(view)
            main = picture or sound
            if main is None:
                raise NotFound("A part of this link has nothing to play (any more).")
            playlist = main.timeline.playlist
            whole = ((playlist.start_ns, playlist.end_ns),)
            pieces.append(_Piece(view, picture, sound, _inside(view.stretches, playlist.end_ns) or whole))
        if len({piece.picture is None for piece in pieces}) > 1:
            pieces = [piece for piece in pieces if piece.picture is not None]
        return pieces


def _inside(stretches: Sequence[tuple[int, int]], end_ns: int) -> tuple[tuple[int, int], ...]:
    return tuple((from_ns, min(to_ns, end_ns)) for from_ns, to_ns in stretches if from_ns < end_ns)


def _played(piece: _Piece, track: Track) -> str:
    return track.timeline.playlist.clip_body(piece.stretches, base=f"../{piece.view.slug}/")


def _silence(piece: _Piece, lender: _Piece) -> str:
    """Silence for as long as a piece lasts, in the format of another one's sound."""
    if lender.sound is None:
        return ""
    stream, init = lender.sound.stream, lender.sound.init
    lines = [f'#EXT-X-MAP:URI="../{lender.view.slug}/{stream.id}/init-{init.number}.mp4"\n']
    for from_ns in range(0, piece.length_ns, _SILENCE_NS):
        to_ns = min(from_ns + _SILENCE_NS, piece.length_ns)
        name = f"../{lender.view.slug}/{stream.id}/silence-{init.number}-{from_ns}-{to_ns}.m4s"
        lines.append(f"#EXTINF:{(to_ns - from_ns) / NS_PER_S:.6f},\n{name}\n")
    return "".join(lines)
