"""What the engine records with, in a test: the real recorder with synthetic sources, and uploads that the test scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.protocol.channels import ChannelId
from lookhear.recorder.upload.status import UploadState
from lookhear.sdk.engine.ports import StartWish, WishedChannel
from tests.fakes.machine import machine
from tests.fakes.uploading import ScriptedUpload, upload_status

if TYPE_CHECKING:
    import threading
    from collections.abc import Mapping
    from pathlib import Path

    from lookhear.errors import LookhearError
    from lookhear.recorder.ports import AudioCatalogue, ChannelInfo, ScreenCatalogue
    from lookhear.recorder.service import Recorder
    from lookhear.recorder.spool.binding import TokenSource

UPLOADING = upload_status(UploadState.UPLOADING, acked=1)
DONE = upload_status(UploadState.DONE, acked=4)


def wish(*names: str, session_id: str = "cap-1", api_url: str | None = "https://a.example", duration_s: float | None = None) -> StartWish:
    """A session with these channels; display 1 where none are named."""
    chosen = [ChannelId.parse(name) for name in names or ("display:1",)]
    return StartWish(
        session_id=session_id,
        token="st-secret",
        api_url=api_url,
        channels=tuple(WishedChannel(channel_id=channel, name=f"Name of {channel}") for channel in chosen),
        primary=next((channel for channel in chosen if channel.kind.is_video), None),
        duration_s=duration_s,
    )


class ScriptedRig:
    """Notes what it was asked for. ``scripted`` is the upload that every recording gets, ``refusal`` why none can be made."""

    def __init__(self, home: Path, *, screens: ScreenCatalogue | None = None, sounds: AudioCatalogue | None = None) -> None:
        self.machine = machine(home, screens=screens, sounds=sounds)
        self.run_folder = home / "run"
        self.scripted = ScriptedUpload(UPLOADING)
        self.refusal: LookhearError | None = None
        self.sources: list[TokenSource] = []
        self.let_gone: list[Path] = []
        self.is_closed = False
        self.taken_up: list[threading.Event] = []
        self.trouble: LookhearError | None = None  # that taking up has

    @property
    def recordings(self) -> list[Path]:
        """The folders of all recordings."""
        root = self.machine.paths.recordings
        return sorted(root.iterdir()) if root.exists() else []

    def recorder(self) -> Recorder:
        return self.machine.recorder()

    def upload(self, folder: Path, source: TokenSource) -> ScriptedUpload:
        assert folder in self.recordings
        self.sources.append(source)
        if self.refusal is not None:
            raise self.refusal
        return self.scripted

    def displays(self) -> list[ChannelInfo]:
        return self.machine.screens.displays(probe=False)

    def private_url(self) -> str | None:
        return "http://127.0.0.1:4711"

    def let_go(self, folder: Path) -> None:
        self.let_gone.append(folder)

    def finish_others(self, but: Path | None, stop: threading.Event) -> None:
        assert but in self.recordings
        stop.wait(60)

    def take_up(self, stop: threading.Event) -> None:
        self.taken_up.append(stop)
        if self.trouble is not None:
            raise self.trouble
        stop.wait(60)

    def close(self) -> None:
        self.is_closed = True


class Heard:
    """The program at the other end: what it was told, in order."""

    def __init__(self) -> None:
        self.events: list[tuple[str, dict[str, object]]] = []

    def __call__(self, event: str, payload: Mapping[str, object]) -> None:
        self.events.append((event, dict(payload)))

    @property
    def names(self) -> list[str]:
        """The events alone."""
        return [event for event, _ in self.events]

    def payload(self, event: str) -> dict[str, object]:
        """The payload of an event that came once."""
        (found,) = (payload for name, payload in self.events if name == event)
        return found
