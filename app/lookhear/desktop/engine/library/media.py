"""Gets at the media of one recording, wherever they are: its own fragments, or the backend that has them. Everything here blocks.

What decodes, muxes or asks is imported when it is first needed: the tray is up before anybody looks into the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from lookhear.desktop.engine.library.entries import Playable, PlayableFile
from lookhear.desktop.engine.library.pictures import picture_of
from lookhear.desktop.engine.library.playing import MIX, make_playable, playable_of
from lookhear.desktop.engine.library.remote import as_recording
from lookhear.errors import NotNow
from lookhear.protocol.channels import ChannelKind
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.library import has_media
from lookhear.recorder.spool.log import RecordingLog
from lookhear.recorder.spool.manifest import read_manifest
from lookhear.recorder.upload.listing import BackendLibrary
from lookhear.recorder.wording import channel_label

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.desktop.engine.library.needs import Needs
    from lookhear.desktop.engine.library.remote import Remotes
    from lookhear.recorder.spool.binding import Binding
    from lookhear.recorder.upload.listing import RemoteSession


class MediaOf:
    """Exports, playable files, pictures and links. ``progress`` hears fractions from 0 to 1, and may raise to end the work."""

    def __init__(self, rig: Needs, remotes: Remotes) -> None:
        self._rig, self._remotes = rig, remotes

    def export(self, folder: Path, output: Path, *, progress: Callable[[float], None]) -> list[Path]:
        """Write the .mp4 of a recording, and one for each further display. Raises as `recorder.exporting` and `upload.fetching` do."""
        from lookhear.recorder.exporting import export
        from lookhear.recorder.upload.fetching import fetch

        binding = self._only_there(folder)
        if binding is None:
            return export(folder, output, progress=progress)
        return fetch(read_manifest(folder), binding, output, source=self._rig.video_source(binding), progress=progress)

    def export_remote(self, session: RemoteSession, output: Path, *, progress: Callable[[float], None]) -> list[Path]:
        """The same of a recording that was never here."""
        from lookhear.recorder.upload.fetching import fetch

        manifest, binding = as_recording(session)
        return fetch(manifest, binding, output, source=self._remotes.source(), progress=progress)

    def playable(self, folder: Path, into: Path, *, progress: Callable[[float], None]) -> Playable:
        """The files of a recording for a player."""
        if self._only_there(folder) is None:
            return make_playable(folder, into=into, progress=progress)
        files = self.export(folder, into / f"{folder.name}.mp4", progress=progress)
        return playable_of(RecordingLog.load(folder), files)

    def playable_remote(self, session: RemoteSession, into: Path, *, progress: Callable[[float], None]) -> Playable:
        """The same of a recording that was never here; what happened in it is not known."""
        files = self.export_remote(session, into / "recording.mp4", progress=progress)
        displays = [channel for channel in session.channels if channel.channel_id.kind is ChannelKind.DISPLAY]
        displays.sort(key=lambda channel: (not channel.is_primary, int(channel.channel_id.key)))
        names = tuple(
            channel.name or channel_label(channel.channel_id) for channel in session.channels if not channel.channel_id.kind.is_video
        )
        labels = [channel.name or channel_label(channel.channel_id) for channel in displays]
        return Playable(
            files=tuple(
                PlayableFile(
                    path=path,
                    label=labels[number] if number < len(labels) else "",
                    sounds=(MIX, *names) if len(names) > 1 else names,
                    has_picture=number < len(labels),
                )
                for number, path in enumerate(files)
            ),
            duration_s=max(0.0, session.last_s - session.started_s),
        )

    def picture(self, folder: Path) -> bytes | None:
        """A JPEG of what was to be seen in a recording; None without. Raises UploadError, JournalDamaged, EncodeError."""
        binding = self._only_there(folder)
        if binding is None:
            return picture_of(folder)
        if binding.grant is None:
            return None
        with BackendLibrary(self._rig.video_source(binding)) as backend:
            return backend.picture(binding.grant.player_url)

    def picture_remote(self, session: RemoteSession) -> bytes | None:
        """The same of a recording that was never here."""
        with BackendLibrary(self._remotes.source()) as backend:
            return backend.picture(session.player_url)

    def link(self, folder: Path) -> str:
        """Where a recording can be watched now. Raises NotNow with the reason, UploadError, JournalDamaged."""
        binding = read_binding(folder)
        if binding is None:
            raise NotNow(
                "This recording is on this computer only, so there is no link to it.",
                hint="Recordings are handed over where the settings name a backend.",
            )
        if binding.grant is None or not binding.grant.player_url:
            raise NotNow("There is no link yet: the backend has not answered so far.", hint="It comes by itself.")
        if not binding.source.is_private:
            return binding.grant.player_url
        return _moved(binding.grant.player_url, to=self._rig.video_source(binding).url)

    def link_remote(self, session: RemoteSession) -> str:
        """The same of a recording that was never here."""
        return _moved(session.player_url, to=self._remotes.source().url)

    def _only_there(self, folder: Path) -> Binding | None:
        """The binding of a recording whose media only its backend has; None where they are here."""
        binding = None if has_media(folder) else read_binding(folder)
        return binding if binding is not None and binding.is_done else None


def _moved(link: str, *, to: str) -> str:
    """A link of the backend of this computer, which has another address after each start."""
    there, now = urlsplit(link), urlsplit(to)
    return urlunsplit((now.scheme, now.netloc, there.path, there.query, there.fragment))
