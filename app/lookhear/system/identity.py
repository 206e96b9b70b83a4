"""What desktops know the program by: the name of its .desktop file and of its icon, and for portals the name of the application."""

from __future__ import annotations

from typing import Final

APP_ID: Final = "org.lookhear.Lookhear"
