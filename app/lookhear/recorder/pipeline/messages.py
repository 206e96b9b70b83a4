"""What a capture thread tells its encoder thread beside pictures and sound. They keep their order with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading


@dataclass(frozen=True, slots=True)
class Opened:
    """The source was opened: the technique and the device that are really used now."""

    source: str
    device: str
    t_ns: int


@dataclass(frozen=True, slots=True)
class Lost:
    """The source went away or cannot be opened, and the capture thread keeps trying; or it is closed for a pause."""

    reason: str
    t_ns: int
    is_pause: bool = False


@dataclass(frozen=True, slots=True)
class Settle:
    """Asks the encoder thread to say when everything before this is handed to the sealing thread."""

    done: threading.Event
