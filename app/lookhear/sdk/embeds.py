"""A player inside somebody's own page, as HTML (contract §1.6 H9)."""

from __future__ import annotations

import html
from typing import Final

from lookhear.errors import NotPlayable, WrongArgument

WIDTH: Final = "100%"
HEIGHT: Final = 405
TITLE: Final = "Lookhear player"
_WATCH: Final = "/watch?"


def embed_code(
    player_url: str | None, *, width: str = WIDTH, height: int = HEIGHT, title: str = TITLE, allow_fullscreen: bool = True
) -> str:
    """An ``<iframe>`` of a player page: ``width`` as CSS has it, ``height`` in pixels.

    Raises NotPlayable when there is no player page yet, WrongArgument for a height that is none.
    """
    if not player_url:
        raise NotPlayable("There is no player_url yet.", hint="Call generate_stream() first.")
    page, found, query = player_url.partition(_WATCH)
    if not found or "v=" not in query:
        raise NotPlayable("This player_url is not the address of a player page that can be embedded: it has no /watch?v=….")
    if height <= 0:
        raise WrongArgument(f"height: a number of pixels above zero, not {height}.")
    address, wide, named = (html.escape(text) for text in (f"{page}/embed?{query}", str(width), title))
    fullscreen = " allowfullscreen" if allow_fullscreen else ""
    return f'<iframe src="{address}" width="{wide}" height="{height}" title="{named}" frameborder="0"{fullscreen}></iframe>'
