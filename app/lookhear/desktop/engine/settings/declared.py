"""Every setting, declared once: its default, its limits and its words. Page, validation, file and manual are derived from this.

Secrets are never settings: see `lookhear.system.secrets`. What is remembered by itself, such as chosen sources or where the pill
stands, is none either: see `lookhear.desktop.engine.memory`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from lookhear.recorder.quality import Quality

_META: Final = "lookhear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What is known of one setting beside its type. ``label`` and ``hint`` are English; the GUI translates them.

    ``low`` and ``high`` bound a number; ``choices`` are the values that a number or a text may have, None for any;
    ``unit`` stands behind a number. ``is_shortcut``: a text that is a key combination.
    """

    label: str
    hint: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[object, ...] | None = None
    unit: str = ""
    is_shortcut: bool = False


def setting(default: Any, **words: Any) -> Any:  # noqa: ANN401 - as `dataclasses.field`, which is whatever the setting is
    """A field that is a setting: its default, and what `Declared` takes."""
    return field(default=default, metadata={_META: Declared(**words)})


def declared(owner: type, name: str) -> Declared:
    """What was declared of a setting. Raises KeyError for a field that is none."""
    found = {entry.name: entry for entry in dataclasses.fields(owner)}[name].metadata[_META]
    assert isinstance(found, Declared)  # noqa: S101 - narrowing
    return found


class Language(StrEnum):
    """The language of everything that is shown."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"
    ARABIC = "ar"


class Theme(StrEnum):
    """Light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Click(StrEnum):
    """What a click on the icon does while nothing is recorded."""

    RECORD = "record"
    PICK = "pick"


class Motion(StrEnum):
    """Whether things move on the screen."""

    SYSTEM = "system"
    FULL = "full"
    REDUCED = "reduced"


class BackendKind(StrEnum):
    """Where recordings are handed over to."""

    THIS_COMPUTER = "this_computer"
    HOSTED = "hosted"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """How the application behaves."""

    start_at_login: bool = setting(default=False, label="Start when I log in")
    click: Click = setting(Click.RECORD, label="A click on the icon", hint="The menu and the hotkey offer the other one.")
    shows_pill: bool = setting(default=True, label="Show the controls while recording")
    copies_link: bool = setting(default=True, label="Copy the link when a recording ends", hint="Where there is one.")
    language: Language = setting(Language.SYSTEM, label="Language")
    theme: Theme = setting(Theme.SYSTEM, label="Appearance")
    motion: Motion = setting(Motion.SYSTEM, label="Animations")
    notifies: bool = setting(default=True, label="Show notifications", hint="A track without proof and a full disk are always told.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingSettings:
    """How recordings are made."""

    countdown_s: int = setting(3, label="Countdown", hint="Devices are warmed up meanwhile.", choices=(0, 3, 5, 10), unit="s")
    fps: int = setting(30, label="Pictures a second", low=1, high=60, hint="At most, and only while something moves.")
    quality: Quality = setting(Quality.BALANCED, label="Quality")
    asks_without_microphone: bool = setting(default=True, label="Ask before recording without a microphone")
    keeps_awake: bool = setting(default=True, label="Keep the computer awake while recording")
    hides_own_windows: bool = setting(default=True, label="Keep Lookhear's own windows out of the picture", hint="Where the system can.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioSettings:
    """Microphones and outputs."""

    prefers_built_in: bool = setting(
        default=True,
        label="Propose the built-in microphone over a Bluetooth headset",
        hint="A headset's microphone sounds like a phone call.",
    )
    meters_in_pill: bool = setting(default=True, label="Show levels while recording")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortcuts:
    """Global hotkeys. None is set unless a person sets it."""

    toggle: str = setting("", label="Start and stop", is_shortcut=True)
    pause: str = setting("", label="Pause and go on", is_shortcut=True)
    mute: str = setting("", label="Mute the microphone", is_shortcut=True)
    marker: str = setting("", label="Set a marker", is_shortcut=True)
    context: str = setting("", label="Show the live context", is_shortcut=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """What is never recorded, and who is told."""

    pause_minutes: int = setting(15, label="Length of a privacy pause", low=1, high=480, unit="min")
    stops_on_lock: bool = setting(default=False, label="Pause while the screen is locked")
    window_names: bool = setting(
        default=True,
        label="Record window names",
        hint="Which program and title is in front, while a display is recorded. Passwords and keys in titles are masked.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """Where recordings are kept, and for how long."""

    folder: str = setting("", label="Folder for recordings", hint="Empty: the usual place.")
    keep_days: int = setting(
        7, label="Keep media here after they were handed over", low=0, high=3650, unit="days", hint="To a hosted backend."
    )
    trash_days: int = setting(30, label="Keep deleted recordings", low=0, high=365, unit="days")
    warn_minutes: int = setting(30, label="Warn when the disk lasts for less than", low=1, high=600, unit="min")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """Where recordings go. The secret stands in the system's keyring, under the address."""

    kind: BackendKind = setting(BackendKind.THIS_COMPUTER, label="Recordings are handed over to")
    url: str = setting("", label="Address of the backend", hint="For example https://capture.example.org")
    mint_url: str = setting("", label="Address that gives a session", hint="Empty: /init-session of the backend.")
    upload_limit_kib_per_s: int = setting(0, label="Upload limit", low=0, high=1_000_000, unit="KiB/s", hint="0: none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What is made of recordings by the engines of their backend. Which engines those are stands in `engines.toml`."""

    words: bool = setting(default=True, label="Write down what is said", hint="In recordings of this computer's backend.")
    screen: bool = setting(default=True, label="Read what is on the screen", hint="Only what changes is read.")
    summaries: bool = setting(default=True, label="Sum up what was said", hint="Every minute, while it is written down.")
    language: str = setting("", label="Spoken language", hint="Such as en or de-DE. Empty: that of the engine.")
    hosted: bool = setting(default=False, label="Ask a backend elsewhere for all this as well", hint="Its owner may be charged for it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings; a field is a page."""

    general: General = field(default_factory=General)
    recording: RecordingSettings = field(default_factory=RecordingSettings)
    audio: AudioSettings = field(default_factory=AudioSettings)
    shortcuts: Shortcuts = field(default_factory=Shortcuts)
    privacy: Privacy = field(default_factory=Privacy)
    storage: Storage = field(default_factory=Storage)
    backend: Backend = field(default_factory=Backend)
    understanding: Understanding = field(default_factory=Understanding)
