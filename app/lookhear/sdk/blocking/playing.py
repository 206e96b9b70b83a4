# Made by scripts/make_blocking.py (`make sdk-blocking`) from lookhear.sdk.aio: change it there.
"""What plays: shown in a browser, or inside somebody's own page. For any thread."""

from __future__ import annotations

from lookhear.sdk.embeds import HEIGHT, TITLE, WIDTH, embed_code
from lookhear.sdk.player import open_player
from lookhear.sdk.values.rows import Keyed


class Playable(Keyed):
    """Something with a stream and a player page. Whoever holds ``stream_url`` (HLS) or ``player_url`` plays it without a credential."""

    stream_url: str | None
    player_url: str | None

    def _prepare(self) -> None:
        """Ask for the addresses, where they are not known yet."""
        raise NotImplementedError

    def play(self) -> str:
        """Open the backend's player page in the browser, where there is one, and return its address.

        Raises NotPlayable when there is nothing that plays, and what asking for it raises.
        """
        self._prepare()
        return open_player(self.player_url, self.stream_url)

    def get_embed_code(
        self,
        width: str = WIDTH,
        height: int = HEIGHT,
        title: str = TITLE,
        allow_fullscreen: bool = True,
        auto_generate: bool = True,
    ) -> str:
        """The player page as an ``<iframe>``: ``width`` as CSS has it, ``height`` in pixels. Raises NotPlayable without a player page.

        ``auto_generate`` False asks nobody for an address that is not known yet.
        """
        if auto_generate and not self.player_url:
            self._prepare()
        return embed_code(self.player_url, width=width, height=height, title=title, allow_fullscreen=allow_fullscreen)
