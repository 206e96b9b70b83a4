"""The file in which the backend of a data folder says where it is; its form is `lookhear.protocol.discovery`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.protocol.discovery import DISCOVERY_FILE, Discovery

if TYPE_CHECKING:
    from pathlib import Path


def read_discovery(folder: Path) -> Discovery | None:
    """What the backend that serves ``folder`` says of itself; None when none runs, or it is not ready. It may have died since."""
    try:
        return Discovery.parse((folder / DISCOVERY_FILE).read_bytes())
    except (OSError, ValueError):
        return None
