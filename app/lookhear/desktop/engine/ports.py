"""The engine as the GUI sees it: one object with a service for each concern. Every method is a coroutine of the engine loop.

Whatever fails raises a `LookhearError` with a sentence; what merely changes is told by events (`desktop.engine.events`).
The real one is `desktop.engine.engine.Engine`, that of widgets' tests `tests.fakes.desktop.FakeEngine`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from lookhear.desktop.engine.backends import BackendCheck, BackendWish, SecretKept
    from lookhear.desktop.engine.diagnostics.licences import Licence
    from lookhear.desktop.engine.health import HealthReport
    from lookhear.desktop.engine.library.ports import LibraryService
    from lookhear.desktop.engine.permissions import PermissionStep
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.shortcuts import HotkeysState
    from lookhear.desktop.engine.sources import Choice, Offers
    from lookhear.desktop.engine.storage.values import FolderCheck, Freed, StorageView
    from lookhear.desktop.engine.trial import Trial
    from lookhear.desktop.engine.understanding.ports import EngineService, UnderstandingService
    from lookhear.desktop.engine.view import AppView
    from lookhear.errors import LookhearError
    from lookhear.protocol.channels import ChannelId
    from lookhear.system.autostart import AutostartState
    from lookhear.system.hotkeys.kinds import Trouble
    from lookhear.system.permissions.kinds import Permission


class RecordingService(Protocol):
    """The one recording of this application, from the click to the verdict."""

    @property
    def view(self) -> AppView:
        """What is shown now."""
        ...

    async def start(self, *, countdown_s: int | None = None) -> None:
        """Record the chosen sources after the countdown (None: that of the settings). Returns when it records; harmless when it does.

        Raises NothingToCapture, PermissionMissing, DiskFull, NotNow in a privacy pause.
        """
        ...

    async def stop(self) -> None:
        """End the recording, or the countdown. Returns when the end is sealed; harmless when nothing runs."""
        ...

    async def toggle(self) -> None:
        """Start when idle, else stop. A second toggle within 500 ms of the first is ignored."""
        ...

    async def pause(self) -> None:
        """Close every source; the recording stays open."""
        ...

    async def resume(self) -> None:
        """Open them again."""
        ...

    async def set_muted(self, is_muted: bool) -> None:  # noqa: FBT001 - a state, not a flag
        """Close the microphone alone, or open it again."""
        ...

    async def mark(self, text: str, *, ago_s: float = 0.0) -> None:
        """Set a marker, now or so long ago."""
        ...

    async def discard(self) -> None:
        """End the recording and leave nothing of it."""
        ...

    async def private_until(self, until_s: float | None) -> None:
        """Pause what records and let nothing begin until a wall time (epoch seconds); None ends that."""
        ...

    async def clear_failure(self) -> None:
        """The failure was read."""
        ...


class SourceService(Protocol):
    """What could be recorded, and what is chosen. Nothing is opened by listing."""

    async def offers(self) -> Offers:
        """What there is now, looked up afresh."""
        ...

    async def choice(self) -> Choice:
        """What is chosen for the displays that are there, with defaults where nothing was."""
        ...

    async def is_chosen(self) -> bool:
        """Whether a person ever chose for the displays that are there; where none did, a click opens the picker."""
        ...

    async def choose(self, choice: Choice) -> None:
        """Choose, and remember it for this set of displays. Raises SettingsError, StorageError."""
        ...

    async def follow(self, watcher: str, *, is_on: bool) -> None:
        """While any watcher follows, what there is is looked up every other second and told by `OffersChanged`."""
        ...


class MemoryService(Protocol):
    """Small things that are remembered by themselves, such as where a window stands. Never content, never a secret."""

    async def recall(self, name: str) -> Any:  # noqa: ANN401 - whatever JSON was remembered
        """What was remembered under a name; None when nothing was."""
        ...

    async def remember(self, name: str, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Remember it for the next time; None forgets it. Raises nothing: what cannot be written is forgotten at the end."""
        ...


class PreviewService(Protocol):
    """Small pictures and levels of open sources: `PictureSeen` and `LevelsHeard`.

    Sources that record are looked at as they are; others are opened for as long as somebody watches them, and no others.
    """

    async def watch(self, watcher: str, channels: Collection[ChannelId]) -> None:
        """From now on this watcher (a window's name) wants these and no others; nothing for none."""
        ...


class UploadService(Protocol):
    """What is not handed over yet; how far it is stands in `AppView.uploads`."""

    async def finish(self) -> None:
        """Try what waits again, now."""
        ...


class SettingsService(Protocol):
    """The settings: read at the start, written when they change."""

    @property
    def now(self) -> Settings:
        """The settings now; may be read by any thread."""
        ...

    @property
    def troubles(self) -> Sequence[LookhearError]:
        """What of the settings file could not be read when the application started; may be read by any thread."""
        ...

    async def change(self, settings: Settings) -> None:
        """Check, keep and tell. Raises SettingsError for a value that makes no sense, StorageError; then nothing is different."""
        ...

    async def put(self, page: str, name: str, value: object) -> None:
        """Change one setting, whatever the others are by then: a field of `Settings` and a field of that. Raises as `change`."""
        ...

    async def reset(self, page: str | None = None) -> None:
        """Back to the defaults: of a page, or of all. Raises as `change`."""
        ...

    async def autostart(self) -> AutostartState:
        """Whether the system really starts this program at login, looked up now."""
        ...


class StorageService(Protocol):
    """How much room recordings take, and letting go of what need not stay."""

    async def look(self) -> StorageView:
        """How full it is now. Raises StorageError where the folder cannot be read."""
        ...

    async def check_folder(self, folder: Path) -> FolderCheck:
        """Whether recordings can be kept there: a file is written and removed. Raises nothing that a person's choice can cause."""
        ...

    async def use_folder(self, folder: Path | None) -> FolderCheck:
        """Check, and when it is good keep later recordings there; None for the usual place. Raises NotNow while one runs."""
        ...

    async def let_go(self) -> Freed:
        """Remove now what backends have and what was in the trash for long enough; happens by itself every hour."""
        ...

    async def empty_trash(self) -> Freed:
        """Remove what was deleted, for good."""
        ...


class BackendService(Protocol):
    """Which backend recordings go to, and whether it answers."""

    async def check(self, wish: BackendWish) -> BackendCheck:
        """A real test call: does it answer, and does it give a session. Raises nothing that a person's typing can cause."""
        ...

    async def use(self, wish: BackendWish) -> BackendCheck:
        """Check, and when it is good keep the secret and the settings. Raises what keeping them raises."""
        ...

    async def sign_out(self, wish: BackendWish) -> None:
        """Forget the secret that is kept for that address. Harmless where there is none."""
        ...

    async def keeps_secrets(self) -> SecretKept:
        """Where a secret would be kept on this computer; none is read for that."""
        ...


class PermissionService(Protocol):
    """What the system must allow, and whether it really does: by a test capture, not by asking."""

    async def steps(self) -> Sequence[PermissionStep]:
        """The steps that this system needs, as they stand."""
        ...

    async def request(self, permission: Permission) -> PermissionStep:
        """Ask the system, then capture for a moment to see whether it works."""
        ...

    async def test(self, permission: Permission) -> PermissionStep:
        """Only the test capture."""
        ...

    async def waive(self, permission: Permission) -> PermissionStep:
        """Go on without it: it is not missed any more, until it is asked for again."""
        ...

    async def finish_first_run(self) -> None:
        """It is not shown again by itself."""
        ...


class HotkeyService(Protocol):
    """Global hotkeys: bound to what the settings say, again whenever those change. Told by `HotkeysChanged`."""

    async def state(self) -> HotkeysState:
        """How they stand."""
        ...

    async def check(self, keys: str) -> Trouble | None:
        """Why these keys (``Ctrl+Alt+R``, Qt's portable text) cannot be a global hotkey, or should not; None when they can.

        The system is asked too, where it can be asked without binding them for good.
        """
        ...


class TrialService(Protocol):
    """The test recording of the first run: kept apart from the library, handed to nobody. Tells `TrialMoved` while it runs."""

    async def record(self) -> Trial:
        """Record the chosen sources for `trial.LENGTH_S`, and make it ready to be played. Deletes the one before.

        Raises NotNow while something is recorded or a privacy pause lasts, NothingToCapture, DiskFull.
        """
        ...

    async def stop(self) -> None:
        """End it early; what was recorded is made ready. Harmless when none runs."""
        ...

    async def forget(self) -> None:
        """Delete it. Harmless when there is none."""
        ...


class HealthService(Protocol):
    """What a person who reports a problem needs."""

    async def report(self, *, tries: bool = False) -> HealthReport:
        """Everything that is known of this machine and works or does not.

        Nothing is opened and nobody asked, unless ``tries``: then every source is opened for a moment, and the backend asked for a session.
        """
        ...

    async def archive(self, output: Path) -> Path:
        """Write a diagnostic archive without media, without secrets and without what was on the screen."""
        ...

    async def licences(self) -> Sequence[Licence]:
        """What this program is made of, by name."""
        ...


class EngineFace(Protocol):
    """The whole engine. Its services live as long as it does."""

    @property
    def recording(self) -> RecordingService:
        """The one recording."""

    @property
    def sources(self) -> SourceService:
        """What could be recorded, and what is chosen."""

    @property
    def memory(self) -> MemoryService:
        """What is remembered by itself."""

    @property
    def previews(self) -> PreviewService:
        """Pictures and levels to look at."""

    @property
    def library(self) -> LibraryService:
        """The recordings."""

    @property
    def uploads(self) -> UploadService:
        """What is handed over."""

    @property
    def settings(self) -> SettingsService:
        """The settings."""

    @property
    def backends(self) -> BackendService:
        """Where recordings go."""

    @property
    def permissions(self) -> PermissionService:
        """What the system must allow."""

    @property
    def trial(self) -> TrialService:
        """The test recording."""

    @property
    def hotkeys(self) -> HotkeyService:
        """Keys of the whole session."""

    @property
    def storage(self) -> StorageService:
        """The room that recordings take."""

    @property
    def health(self) -> HealthService:
        """What works and what does not."""

    @property
    def understanding(self) -> UnderstandingService:
        """What was understood."""

    @property
    def engines(self) -> EngineService:
        """What understands."""
