"""What the engine tells the GUI: frozen events. One that has a ``slot`` replaces an earlier one of the same slot that was not shown yet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.shortcuts import HotkeysState
    from lookhear.desktop.engine.sources import Choice, Offers
    from lookhear.desktop.engine.understanding.values import LiveContext
    from lookhear.desktop.engine.view import AppView
    from lookhear.protocol.channels import ChannelId


@dataclass(frozen=True, slots=True)
class ViewChanged:
    """Something that everybody shows is different."""

    slot: ClassVar[str] = "view"  # only the newest view counts

    view: AppView


@dataclass(frozen=True, slots=True)
class LevelsHeard:
    """How loud each open sound is: the highest sample since the last event, 0…1 of full scale. About 15 a second while anybody listens."""

    slot: ClassVar[str] = "levels"  # only the newest levels count

    peaks: tuple[tuple[ChannelId, float], ...]


@dataclass(frozen=True, slots=True)
class PictureSeen:
    """A small picture of a display: ``pixels`` are rows of BGRX, ``stride`` bytes each. At most eleven a second for each display."""

    channel_id: ChannelId
    width: int
    height: int
    stride: int
    pixels: bytes

    @property
    def slot(self) -> str:
        """Only the newest picture of each display counts."""
        return f"picture {self.channel_id}"


@dataclass(frozen=True, slots=True)
class PreviewTrouble:
    """A source that is watched cannot be opened, or went away: a sentence. Empty when it is there again."""

    channel_id: ChannelId
    sentence: str

    @property
    def slot(self) -> str:
        """Only how it is now counts."""
        return f"trouble {self.channel_id}"


@dataclass(frozen=True, slots=True)
class OffersChanged:
    """Sources came or went."""

    slot: ClassVar[str] = "offers"  # only the newest list counts

    offers: Offers


@dataclass(frozen=True, slots=True)
class ChoiceChanged:
    """Other sources are chosen now."""

    slot: ClassVar[str] = "choice"  # only the newest choice counts

    choice: Choice


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """A setting is different; both are whole."""

    before: Settings
    now: Settings


@dataclass(frozen=True, slots=True)
class ContextChanged:
    """Something more was understood of the recording that runs, or how that stands is different. Four times a second at most."""

    slot: ClassVar[str] = "context"  # only the newest counts: it has everything

    context: LiveContext


@dataclass(frozen=True, slots=True)
class LibraryChanged:
    """Recordings came, went or changed: whoever shows them asks again."""

    slot: ClassVar[str] = "library"  # once is enough


@dataclass(frozen=True, slots=True)
class HotkeysChanged:
    """Hotkeys were bound, or could not be."""

    slot: ClassVar[str] = "hotkeys"  # only the newest state counts

    state: HotkeysState


@dataclass(frozen=True, slots=True)
class TrialMoved:
    """How far the test recording of the first run is; not begun at zero, being made ready to play at its length."""

    slot: ClassVar[str] = "trial"  # only the newest counts

    recorded_s: float
    length_s: float


class NoticeKind(StrEnum):
    """What a notification is about; settings may silence each."""

    STARTED = "started"
    STOPPED = "stopped"
    TRACK_WITHOUT_PROOF = "track_without_proof"
    DEVICE_LOST = "device_lost"
    DEVICE_RETURNED = "device_returned"
    DISK_LOW = "disk_low"
    UPLOAD_FINISHED = "upload_finished"
    UPLOAD_NEEDS_HELP = "upload_needs_help"
    RECOVERED = "recovered"
    PERMISSION_LOST = "permission_lost"
    FAILED = "failed"
    NOT_DISCARDED = "not_discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to be told once, as a system notification. ``words`` fill the sentence of its kind: the GUI words it, in its language."""

    kind: NoticeKind
    words: tuple[tuple[str, str], ...] = ()
    recording_id: str | None = None


class Wish(StrEnum):
    """What another program of this person asked the GUI for: starting it again shows the controls."""

    SHOW_CONTROLS = "show_controls"
    SHOW_PICKER = "show_picker"
    SHOW_CONTEXT = "show_context"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Wished:
    """Another program asked for something that only the GUI can do."""

    wish: Wish


Event = (
    ViewChanged
    | LevelsHeard
    | PictureSeen
    | PreviewTrouble
    | OffersChanged
    | ChoiceChanged
    | ContextChanged
    | SettingsChanged
    | LibraryChanged
    | HotkeysChanged
    | Notice
    | Wished
    | TrialMoved
)
