"""What a capture thread tells its encoder thread beside pictures and sound. They keep their order with them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opened:
    """The source was opened: the technique and the device that are really used now."""

    source: str
    device: str
    t_ns: int


@dataclass(frozen=True, slots=True)
class Lost:
    """The source went away or cannot be opened; the capture thread keeps trying."""

    reason: str
    t_ns: int
