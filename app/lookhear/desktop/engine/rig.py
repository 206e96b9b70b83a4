"""What the engine needs of the machine; made by the composition root (`lookhear.bootstrap.DesktopRig`), in tests by a fake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from lookhear.recorder.pipeline.clock import SessionClock
    from lookhear.recorder.ports import AudioCatalogue, ScreenCatalogue
    from lookhear.recorder.run_upload import Uploading
    from lookhear.recorder.service import Recorder
    from lookhear.recorder.spool.binding import Binding, TokenSource
    from lookhear.recorder.spool.retention import Retirement
    from lookhear.recorder.upload.asking import Source
    from lookhear.recorder.upload.tokens.ports import TokenProvider
    from lookhear.system.autostart import Autostart
    from lookhear.system.hotkeys.kinds import Hotkeys
    from lookhear.system.paths.folders import Paths
    from lookhear.system.permissions.kinds import DesktopPermissions
    from lookhear.system.power.kinds import KeepAwake
    from lookhear.system.screen_lock import ScreenLock


class Rig(Protocol):
    """Machine, recorder and uploads. Whatever may block says so: it is called on threads."""

    environ: Mapping[str, str]
    paths: Paths
    clock: SessionClock

    def screens(self) -> ScreenCatalogue:
        """The displays. May block while a display server does not answer."""
        ...

    def sounds(self) -> AudioCatalogue:
        """The microphones and outputs. May block as well."""
        ...

    def recorder(
        self,
        *,
        root: Path,
        screens: Callable[[], ScreenCatalogue],
        sounds: Callable[[], AudioCatalogue],
        has_window_names: bool = False,
    ) -> Recorder:
        """A recorder for one recording below ``root``, which opens its sources through these."""
        ...

    def publisher(
        self, folder: Path, *, source: TokenSource, look_every_s: float | None = None, limit_bytes_per_s: int | None = None
    ) -> Uploading:
        """The upload of a recording. Raises LookhearError."""
        ...

    def retire(self, folder: Path, *, keep_days: float | None = None) -> Retirement:
        """Let the media of a recording go that its backend has, when their time has come. Blocks; raises LookhearError.

        ``keep_days`` None is what the environment says, else the usual.
        """
        ...

    def video_source(self, binding: Binding) -> Source:
        """Where the backend of a recording answers now. Blocks; raises LookhearError."""
        ...

    def token_provider(self, source: TokenSource) -> TokenProvider:
        """Where sessions and tokens of a source come from. What it is asked blocks; raises LookhearError."""
        ...

    def private_backend_url(self) -> str | None:
        """Where the backend of this computer says that it answers; None where none runs."""
        ...

    def permissions(self) -> DesktopPermissions:
        """What the system lets this program do."""
        ...

    def hotkeys(self) -> Hotkeys:
        """What binds keys of the whole session."""
        ...

    def screen_lock(self) -> ScreenLock:
        """Whether the screen is locked. May block."""
        ...

    def autostart(self) -> Autostart:
        """Whether this program starts at login."""
        ...

    def keep_awake(self) -> KeepAwake:
        """What keeps this computer awake."""
        ...

    def close(self) -> None:
        """Let go of what waits for anything."""
        ...
