"""Recordings that only the backend of this computer has: asked of it while it runs, remembered while it does not."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any, Final

from lookhear import __version__
from lookhear.desktop.engine.library.entries import EntryState, LibraryEntry
from lookhear.errors import LookhearError, RecordingNotFound
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.spool.binding import Binding, Grant, SourceKind, TokenSource
from lookhear.recorder.spool.durable import write_sealed
from lookhear.recorder.spool.manifest import Manifest, ManifestChannel
from lookhear.recorder.upload.listing import BackendLibrary, RemoteChannel, RemoteSession
from lookhear.system.paths import private_folder

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from lookhear.desktop.engine.library.needs import Needs
    from lookhear.recorder.upload.asking import Source

PRIVATE: Final = Binding(source=TokenSource(kind=SourceKind.EMBEDDED))
FILE_NAME: Final = "backend.json"
_FORMAT: Final = 1


class Remotes:
    """What the backend of this computer said that it has. Whatever asks it blocks and belongs to one thread; the rest is for the loop."""

    def __init__(self, rig: Needs, home: Path) -> None:
        self._rig, self._home = rig, home
        self._sessions: tuple[RemoteSession, ...] = ()

    def load(self) -> None:
        """Read what was known the last time; nothing where that cannot be read."""
        try:
            values = json.loads((self._home / FILE_NAME).read_bytes())
            if values["format"] == _FORMAT:
                self._sessions = tuple(_read(entry) for entry in values["sessions"])
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            self._sessions = ()

    def refresh(self) -> bool:
        """Ask the backend if it runs; it is not started for this. Gives whether anything is different now. Raises UploadError."""
        if self._rig.private_backend_url() is None:
            return False
        with BackendLibrary(self.source()) as backend:
            sessions = tuple(backend.sessions())
        if sessions == self._sessions:
            return False
        self._sessions = sessions
        self._save()
        return True

    def entries(self, *, but: Collection[str]) -> list[LibraryEntry]:
        """The recordings that are nowhere else. ``but`` are identifiers of recordings or sessions that are told of elsewhere or hidden."""
        return [
            LibraryEntry(
                recording_id=id_of(session),
                name=session.name,
                started_wall_ns=round(session.started_s * 1e9),
                duration_s=max(0.0, session.last_s - session.started_s),
                bytes=0,
                state=EntryState.RECORDING if session.is_running else EntryState.REMOTE,
                channels=tuple(str(channel.channel_id) for channel in session.channels),
                is_here=False,
                link=session.player_url,
                session_id=session.session_id,
                is_private=True,
            )
            for session in self._sessions
            if session.recording_id not in but and session.session_id not in but
        ]

    def find(self, recording_id: str) -> RemoteSession:
        """Raises RecordingNotFound."""
        found = next((session for session in self._sessions if id_of(session) == recording_id), None)
        if found is None:
            raise RecordingNotFound("There is no such recording any more.", hint="The list shows what there is.")
        return found

    def source(self) -> Source:
        """Where the backend answers, with its key; it is started where it does not run. Blocks; raises UploadError."""
        return self._rig.video_source(PRIVATE)

    def forget(self, session_id: str) -> None:
        """Have the backend remove a session for good. Blocks; raises UploadError."""
        with BackendLibrary(self.source()) as backend:
            backend.remove(session_id)
        self._sessions = tuple(session for session in self._sessions if session.session_id != session_id)
        self._save()

    def _save(self) -> None:
        values = {"format": _FORMAT, "sessions": [_written(session) for session in self._sessions]}
        try:
            write_sealed(private_folder(self._home) / FILE_NAME, json.dumps(values, ensure_ascii=False).encode())
        except LookhearError:
            return  # it is asked again


def id_of(session: RemoteSession) -> str:
    """What the library calls it: the recording's identifier, or the session's for one that no recorder named."""
    return session.recording_id or session.session_id


def as_recording(session: RemoteSession) -> tuple[Manifest, Binding]:
    """A session in the words of a recording that was handed over, which is how one is fetched."""
    manifest = Manifest(
        recording_id=id_of(session),
        created_wall_ns=round(session.started_s * 1e9),
        clock_wall_origin_ns=round(session.started_s * 1e9),
        app_version=__version__,
        platform="",
        fps=30,
        channels=tuple(
            ManifestChannel(channel_id=channel.channel_id, name=channel.name, device="", is_primary=channel.is_primary)
            for channel in session.channels
        ),
    )
    grant = Grant(
        session_id=session.session_id,
        grant="",
        expires_at_s=0.0,
        streams=(),
        fragment_bytes=0,
        init_bytes=0,
        player_url=session.player_url,
    )
    return manifest, dataclasses.replace(PRIVATE, grant=grant, is_done=True)


def _written(session: RemoteSession) -> dict[str, Any]:
    channels = [
        {"channel_id": str(channel.channel_id), "name": channel.name, "is_primary": channel.is_primary} for channel in session.channels
    ]
    return {field.name: getattr(session, field.name) for field in dataclasses.fields(session)} | {"channels": channels}


def _read(values: dict[str, Any]) -> RemoteSession:
    channels = tuple(
        RemoteChannel(channel_id=ChannelId.parse(each["channel_id"]), name=str(each["name"]), is_primary=bool(each["is_primary"]))
        for each in values["channels"]
    )
    return RemoteSession(
        session_id=str(values["session_id"]),
        recording_id=str(values["recording_id"]),
        name=str(values["name"]),
        started_s=float(values["started_s"]),
        last_s=float(values["last_s"]),
        channels=channels,
        player_url=str(values["player_url"]),
        is_running=bool(values["is_running"]),
    )
