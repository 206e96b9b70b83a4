"""The catalogue of a system whose screen cannot be recorded: it lists nothing and says why, instead of recording black."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from lookhear.errors import SourceUnavailable

if TYPE_CHECKING:
    from lookhear.protocol.channels import ChannelId


class RefusedCatalogue:
    """Answers every question with the same sentence."""

    def __init__(self, reason: str, hint: str) -> None:
        self._reason, self._hint = reason, hint

    def displays(self, *, probe: bool = True) -> NoReturn:
        """See `ScreenCatalogue.displays`."""
        del probe
        raise SourceUnavailable(self._reason, hint=self._hint)

    def open(self, channel: ChannelId, *, fps: int) -> NoReturn:
        """See `ScreenCatalogue.open`."""
        del channel, fps
        raise SourceUnavailable(self._reason, hint=self._hint)
