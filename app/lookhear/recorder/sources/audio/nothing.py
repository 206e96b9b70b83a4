"""The catalogue of a machine without any way to record sound: it says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from lookhear.errors import SourceUnavailable
    from lookhear.protocol.channels import ChannelId


class NoAudio:
    """An `AudioCatalogue` whose every method raises the reason it was made with."""

    def __init__(self, reason: SourceUnavailable) -> None:
        self._reason = reason

    def inputs(self, *, probe: bool = True) -> NoReturn:  # noqa: ARG002 - the port has it
        """Raises SourceUnavailable."""
        raise self._again()

    def open(self, channel: ChannelId) -> NoReturn:  # noqa: ARG002 - the port has it
        """Raises SourceUnavailable."""
        raise self._again() from None

    def _again(self) -> SourceUnavailable:
        return type(self._reason)(str(self._reason), hint=self._reason.hint)
