"""What of a window's name goes into a recording: program and title, short, without secrets; no title of a private window. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lookhear.masking import mask

if TYPE_CHECKING:
    from lookhear.system.active_window import ActiveWindow

MOST_APP_CHARS: Final = 100
MOST_TITLE_CHARS: Final = 300
_WHOLE: Final = 1000  # characters: systems and browsers cut what is longer, and with it what stands at its end
_PRIVATE: Final = re.compile(
    r"private browsing|\(private\)|\[?\binprivate\b|\bincognito\b|privater modus|privates fenster|navigation privée|navigazione anonima|"
    r"navegación privada|navegação privada|anonymous window|tor browser",
    re.IGNORECASE,
)


def app_of(window: ActiveWindow) -> str:
    """The program."""
    return _clean(window.app)[:MOST_APP_CHARS]


def title_of(window: ActiveWindow) -> str:
    """The title with its secrets masked; nothing of a window in which somebody browses privately.

    Browsers say so at the end, behind what a page calls itself: of a title that may have been cut nobody knows, and nothing is told.
    """
    if len(window.title) >= _WHOLE:
        return ""
    title = _clean(window.title)
    return "" if _PRIVATE.search(title) is not None else mask(title).text[:MOST_TITLE_CHARS].rstrip()


def _clean(text: str) -> str:
    """Whole characters that can be seen, in one line."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(char if char.isprintable() else " " for char in whole).split())
