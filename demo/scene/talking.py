"""The scene of `make run`: somebody speaks, something moves, a tune plays."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import wave
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtGui import QColor

from demo.barcode import Area
from demo.display import Size
from demo.process import DesktopError
from demo.scene import paper, texts
from demo.scene.moving import FilmTile
from demo.scene.pulse import RATE
from demo.scene.sound import tone
from demo.scene.still import PanelClock

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demo.scene.canvas import Canvas

_BARS: Final = 24
_BAR_COLOUR: Final = 0x5FB3F0
_BAR_PAPER: Final = 0x1E2127
_PAUSE_S: Final = 0.4
_LEVEL_SAMPLES: Final = RATE // 30
_LOUD: Final = 9000  # root mean square of a loud syllable
_ESPEAK_DEADLINE_S: Final = 20.0


class Speech:
    """The sentences one after the other, with the place of each: ``samples`` loop for ever, ``starts`` are sample numbers."""

    def __init__(self) -> None:
        parts: list[NDArray[np.int16]] = []
        self.starts: list[int] = []
        length = 0
        for sentence in texts.SPOKEN:
            self.starts.append(length)
            part = np.concatenate([_spoken(sentence), np.zeros(round(_PAUSE_S * RATE), np.int16)])
            parts.append(part)
            length += len(part)
        self.samples = np.concatenate(parts)
        blocks = self.samples[: len(self.samples) // _LEVEL_SAMPLES * _LEVEL_SAMPLES].reshape(-1, _LEVEL_SAMPLES).astype(np.float64)
        self._levels = np.clip(np.sqrt((blocks**2).mean(axis=1)) / _LOUD, 0.02, 1)

    def sentence_at(self, second: float) -> int:
        """Number of the sentence that is heard at a time since the start."""
        at = round(second * RATE) % len(self.samples)
        return max(number for number, start in enumerate(self.starts) if start <= at)

    def levels_at(self, second: float, count: int) -> NDArray[np.float64]:
        """Loudness 0…1 of the last ``count`` thirtieths of a second."""
        now = round(second * RATE) // _LEVEL_SAMPLES
        return np.asarray(self._levels[np.arange(now - count, now) % len(self._levels)])


class TalkingScene:
    """A film in a window, the level of the voice as moving bars, and what is being said as a caption."""

    fps = 30.0

    def __init__(self, canvas: Canvas, *, speech: Speech) -> None:
        self._canvas = canvas
        self._speech = speech
        width, height = canvas.size
        image = paper.desk(canvas.size)
        column = width * 3 // 5
        film = paper.window(image, Area(16, 64, column - 32, height - 64 - 190), title="holiday.mp4", is_dark=True)
        talk = paper.window(image, Area(16, height - 174, column - 32, 158), title="voice", is_dark=True)
        page = paper.window(image, Area(column + 8, 64, width - column - 24, height - 80), title="notes.txt")
        paper.prose(image, page, texts.PAGE)
        canvas.draw(canvas.upload(image), 0, 0)
        self._clock = PanelClock(canvas)
        self._film = FilmTile(canvas, film)
        self._bars = Area(talk.x + 24, talk.y + 12, talk.width - 48, 56)
        cell = Size(talk.width - 16, 40)
        ink, background = QColor(235, 236, 240), QColor(30, 33, 39)
        self._captions = [canvas.upload(paper.label(text, cell, font=paper.sans(16), ink=ink, paper=background)) for text in texts.SPOKEN]
        self._caption_at = (talk.x + 8, talk.y + 76)

    def paint(self, number: int) -> Area:
        """Show a moment: film, bars and caption."""
        second = number / self.fps
        caption = self._captions[self._speech.sentence_at(second)]
        place = self._film.draw(second).union(self._canvas.draw(caption, *self._caption_at))
        self._canvas.fill([self._bars], _BAR_PAPER)
        pitch = self._bars.width // _BARS
        bars = []
        for bar, level in enumerate(self._speech.levels_at(second, _BARS)):
            height = max(2, round(float(level) * self._bars.height))
            bars.append(Area(self._bars.x + bar * pitch, self._bars.y + (self._bars.height - height) // 2, pitch - 4, height))
        self._canvas.fill(bars, _BAR_COLOUR)
        if number % round(self.fps) == 0:
            place = place.union(self._clock.draw())
        return place.union(self._bars)


def tune() -> NDArray[np.int16]:
    """Eight quiet bars of a broken chord, to be looped."""
    notes = (261.63, 329.63, 392.0, 523.25, 392.0, 329.63, 293.66, 349.23, 440.0, 587.33, 440.0, 349.23)
    return np.concatenate([tone(note, 0.28, level=0.16) for note in notes])


def _spoken(sentence: str) -> NDArray[np.int16]:
    """A sentence as sound, 48 kHz mono; a sequence of tones, one each word, where espeak-ng is not installed."""
    espeak = shutil.which("espeak-ng")
    if espeak is None:
        return np.concatenate([tone(180 + 40 * (len(word) % 5), 0.06 * len(word)) for word in sentence.split()])
    with tempfile.TemporaryDirectory(prefix="lookhear-voice-") as folder:
        file = Path(folder) / "voice.wav"
        try:
            subprocess.run([espeak, "-s", "160", "-w", file, sentence], check=True, capture_output=True, timeout=_ESPEAK_DEADLINE_S)
        except subprocess.SubprocessError as exc:
            raise DesktopError("espeak-ng could not speak. Remove it, and tones take its place.") from exc
        with wave.open(str(file)) as sound:
            rate = sound.getframerate()
            heard = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
    count = len(heard) * RATE // rate
    return np.asarray(np.interp(np.arange(count) * rate / RATE, np.arange(len(heard)), heard), np.int16)
