"""Opens a player page in the browser of whoever runs the program. It is the backend's own page: nobody else learns of the address."""

from __future__ import annotations

import asyncio
import os
import webbrowser
from urllib.parse import urlsplit

from lookhear.errors import NotPlayable


def open_player(player_url: str | None, stream_url: str | None = None) -> str:
    """Show what plays, and return the address: the page, or the stream where the backend has no page.

    Where there is no browser, as on a server, nothing is opened and the address comes back all the same. A browser that would take over
    the terminal is none, unless the environment variable BROWSER names it. Raises NotPlayable without an address of the web.
    """
    address = player_url or stream_url
    if not address or urlsplit(address).scheme not in {"http", "https"}:
        raise NotPlayable("There is nothing here that plays.", hint="Call generate_stream() first.")
    try:
        browser = webbrowser.get()
        is_in_terminal = type(browser) is webbrowser.GenericBrowser and not os.environ.get("BROWSER")
        if player_url and not is_in_terminal:
            browser.open(address)
    except (webbrowser.Error, OSError):
        return address
    return address


async def open_player_async(player_url: str | None, stream_url: str | None = None) -> str:
    """The same, while the loop does other things: a browser takes seconds to begin."""
    return await asyncio.to_thread(open_player, player_url, stream_url)
