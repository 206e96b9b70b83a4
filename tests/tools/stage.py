"""A desktop with two displays that a test paints, and sounds that it has made: tones that an engine of tests hears as phrases."""

from __future__ import annotations

import time
import wave
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np
import xcffib
from xcffib import xproto

from demo.audio import MIC_FEED, SPEAKERS
from demo.desktop import VirtualDesktop
from demo.display import Size
from demo.scene.pulse import RATE
from demo.scene.sound import tone

if TYPE_CHECKING:
    from pathlib import Path

SIZE: Final = Size(640, 360)
LUNCH: Final = "lunch will be late today"
BUDGET: Final = "now the budget discussion begins"
FRIDAY: Final = "we decided to ship on friday"
WELCOME: Final = "welcome to the video"
PHRASES: Final = {600: LUNCH, 1000: BUDGET, 1500: FRIDAY, 2200: WELCOME}
BRIGHT: Final = 200
OTHER: Final = 90  # another brightness
DARK: Final = 40
_LEAD_S, _TONE_S, _TRAIL_S = 0.4, 1.4, 0.6
_PLAYED_WITHIN_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was said, and the wall times in seconds between which it sounded."""

    text: str
    start_s: float
    end_s: float


class Stage:
    """Display 1 begins bright, display 2 dark. Used by the thread that made it, which must outlive it."""

    def __init__(self, folder: Path) -> None:
        self.desktop = VirtualDesktop(outputs=[SIZE, SIZE])
        self._folder = folder
        self._windows: list[int] = []
        self._display: xcffib.Connection | None = None

    def paint(self, display: int, brightness: int) -> None:
        """Fill a display (counted from one) with a grey from 0 to 255."""
        assert self._display is not None
        window = self._windows[display - 1]
        self._display.core.ChangeWindowAttributes(window, xproto.CW.BackPixel, [brightness * 0x010101])
        has_exposures = False
        self._display.core.ClearArea(has_exposures, window, 0, 0, *SIZE)
        self._display.core.GetInputFocus().reply()  # everything before has happened

    def say(self, text: str, *, in_video: bool = False) -> Said:
        """Have one of the `PHRASES` said into the microphone, or played as system audio; comes back when it is over."""
        hertz = next(hertz for hertz, phrase in PHRASES.items() if phrase == text)
        file = self._folder / f"{hertz}.wav"
        if not file.exists():
            _write_wav(file, hertz)
        begun_s = time.time()
        playing = self.desktop.play(file, sink=SPEAKERS if in_video else MIC_FEED)
        playing.wait(_PLAYED_WITHIN_S)
        return Said(text, begun_s, time.time())

    def __enter__(self) -> Self:
        self._folder.mkdir(parents=True, exist_ok=True)
        self.desktop.__enter__()
        self._display = xcffib.connect(display=self.desktop.env["DISPLAY"])
        screen = self._display.get_setup().roots[0]
        is_left_alone = 1  # by the window manager
        for number, brightness in enumerate((BRIGHT, DARK)):
            window = self._display.generate_id()
            values = [brightness * 0x010101, is_left_alone]
            self._display.core.CreateWindow(
                screen.root_depth,
                window,
                screen.root,
                number * SIZE.width,
                0,
                *SIZE,
                0,
                xproto.WindowClass.InputOutput,
                screen.root_visual,
                xproto.CW.BackPixel | xproto.CW.OverrideRedirect,
                values,
            )
            self._display.core.MapWindow(window)
            self._windows.append(window)
        self._display.core.GetInputFocus().reply()
        return self

    def __exit__(self, *exc: object) -> None:
        if self._display is not None:
            self._display.disconnect()
        self.desktop.close()


def _write_wav(file: Path, hertz: int) -> None:
    parts = [np.zeros(round(_LEAD_S * RATE), np.int16), tone(hertz, _TONE_S), np.zeros(round(_TRAIL_S * RATE), np.int16)]
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(np.concatenate(parts).tobytes())
