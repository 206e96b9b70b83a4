"""A recording that is understood, as somebody sees it: by mouse and keyboard, with the engines that come along and a voice."""

from __future__ import annotations

import re
import wave
from typing import TYPE_CHECKING, Final

import numpy as np
import pytest

from demo.audio import MIC_FEED
from demo.desktop import VirtualDesktop
from demo.first_use import PICKER
from demo.person import BUTTON
from demo.process import wait_until
from demo.scene.launch import start_scene
from demo.voices import RATE, said, silence
from tests.tools.tray_app import TrayApp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.system, pytest.mark.linux, pytest.mark.timeout(3600)]

SETTINGS: Final = "version = 1\n[recording]\ncountdown_s = 0\n"
ALL_OFF: Final = "".join(f'[{kind}]\nengine = "off"\n' for kind in ("speech", "vision", "language", "judge", "embedder"))
SPOKEN: Final = "The report is ready and the budget was approved. We will send the invoice to the customer on Friday morning."
LIVE, LIBRARY, SETTINGS_WINDOW = "^Live context$", "^Library$", "^Settings"
PLACE: Final = "^What was understood$"
PATIENCE_S: Final = 1500.0  # engines step back behind everything else, and machines may be busy


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    """A display on which somebody writes, a panel with a tray, a bus."""
    with VirtualDesktop(has_panel=True, has_bus=True) as running:
        start_scene(running, "typing", "--behind")
        yield running


@pytest.fixture
def app(desktop: VirtualDesktop, tmp_path: Path) -> Iterator[TrayApp]:
    with TrayApp(desktop, tmp_path / "home", settings=SETTINGS) as running:
        running.be_past_first_run()
        yield running
        assert running.complaints() == []


def test_what_is_said_and_shown_is_seen_live_found_later_and_played(app: TrayApp, tmp_path: Path) -> None:
    person, eyes = app.person, app.person.eyes
    process = app.start("app", "--hidden")
    folder = begin(app)
    person.choose_from_tray("^Live context")
    app.desktop.play(voice(tmp_path / "said.wav"), sink=MIC_FEED)
    until_told(app, PLACE, "budget", within=LIVE)
    until_told(app, PLACE, "notes", within=LIVE)  # stands in the letter that somebody writes
    person.hands.press("alt+F4")
    person.click_tray()
    app.until_ended(folder)

    person.choose_from_tray("^Open library$")
    person.click("list item", "^Today", within=LIBRARY)
    text = until_told(app, "^Text of the recording$", "customer", within=LIBRARY)
    assert re.search("Display 1", text)
    for word in ("budget", "notes", "files"):  # it was said; it was shown; it stands far from what changed, and is read last
        search(app, word)
        person.eyes.until("list item", f"^Today.*(?i:{word})", within=LIBRARY, deadline_s=PATIENCE_S)
    search(app, "budget")
    person.click("list item", "^Today.*budget", within=LIBRARY)
    person.click("list item", "^Said, .*budget", within=LIBRARY)
    eyes.until(BUTTON, "^Pause$", within=LIBRARY, state="enabled")
    search(app, "giraffe")
    eyes.gone("list item", "^Today", within=LIBRARY)
    assert app.end(process) == 0


def test_with_engines_off_the_panel_says_so_and_what_was_recorded_is_filled_in_later(app: TrayApp, tmp_path: Path) -> None:
    person, eyes = app.person, app.person.eyes
    engines = app.home / "engines.toml"
    engines.write_text(ALL_OFF, "utf-8")
    process = app.start("app", "--hidden")
    folder = begin(app)
    person.choose_from_tray("^Live context")
    eyes.until("label", "^Nothing is understood: the engines are switched off", within=LIVE)
    eyes.until("filler", "^Speech: engine is off$", within=LIVE)
    app.desktop.play(voice(tmp_path / "said.wav"), sink=MIC_FEED)
    wait_until(lambda: len(list((folder / "mic-default").glob("*.m4s"))) > VOICE_PIECES, what="the voice being recorded")
    person.hands.press("alt+F4")
    person.click_tray()
    app.until_ended(folder)

    person.choose_from_tray("^Open library$")
    person.click("list item", "^Today", within=LIBRARY)
    eyes.until("label", "^Engines are off$", within=LIBRARY)
    engines.write_text("", "utf-8")
    search(app, "budget")
    eyes.until("list item", "^Today.*budget", within=LIBRARY, deadline_s=PATIENCE_S)
    assert app.end(process) == 0


VOICE_PIECES: Final = 24  # of half a second


def begin(app: TrayApp) -> Path:
    """Record what is proposed; gives its folder."""
    app.person.click_tray()
    app.person.click(BUTTON, "^Record ", within=PICKER)
    return app.until_sealed()


def voice(file: Path) -> Path:
    """A voice as a file."""
    sound = np.concatenate([silence(1), said(SPOKEN), silence(2)])
    with wave.open(str(file), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(sound.itemsize)
        wav.setframerate(RATE)
        wav.writeframes(sound.tobytes())
    return file


def until_told(app: TrayApp, name: str, words: str, *, within: str) -> str:
    """Wait until a text on the screen has these words; gives it."""
    eyes = app.person.eyes

    def told() -> str | None:
        seen = eyes.find("text", name, within=within)
        text = "" if seen is None else eyes.text_of(seen)
        return text if words in text else None

    return wait_until(told, what=f"{words!r} being told", deadline_s=PATIENCE_S)


def search(app: TrayApp, text: str) -> None:
    """Look for a text in all recordings."""
    app.person.click("text", "^Search the recordings$", within=LIBRARY)
    app.person.hands.press("ctrl+a")
    app.person.hands.write(text)
