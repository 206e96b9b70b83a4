"""A recorder for the control socket: it does what is asked, and remembers it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lookhear.errors import NotNow, SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.protocol.ids import new_recording_id
from lookhear.recorder.session import State

if TYPE_CHECKING:
    from lookhear.errors import LookhearError


class ControlledRecorder:
    """Has one microphone, which does not come back behind a pause."""

    def __init__(self) -> None:
        self.recording_id = new_recording_id()
        self.folder = Path("recordings") / self.recording_id
        self.state = State.RECORDING
        self.markers: list[str] = []

    async def pause(self) -> None:
        if self.state is State.ENDED:
            raise NotNow("The recording has ended.")
        self.state = State.PAUSED

    async def resume(self) -> tuple[tuple[ChannelId, LookhearError], ...]:
        self.state = State.RECORDING
        return ((ChannelId.parse("mic:default"), SourceUnavailable("It was unplugged.", hint="Plug it in.")),)

    async def mark(self, text: str) -> int:
        self.markers.append(text)
        return 5
