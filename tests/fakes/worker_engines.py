"""Engines for real workers, with every bad habit: they hang, spin, crash, print and answer too much, as the text they get says.

`make` takes the options of an engine: ``mark`` names a file that a line is written to for each engine that is made.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import re
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lookhear.errors import EngineBusy, EngineFailed
from lookhear.understanding.ports import Description, Utterance, Verdict, Word
from tests.fakes import engines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from lookhear.understanding.ports import Picture

FACTORY = "tests.fakes.worker_engines:make"
NS_PER_S = 1_000_000_000


def make(options: Mapping[str, object]) -> Habits:
    """One engine for every kind."""
    match options.get("broken"):
        case "import":
            raise ModuleNotFoundError("No module named 'heavy'", name="heavy")
        case "settings":
            raise EngineFailed("The option `model` makes no sense.", hint="Change it.")
        case "process":
            os.kill(os.getpid(), signal.SIGKILL)
        case _:
            pass
    if "mark" in options:
        with Path(str(options["mark"])).open("a") as file:
            file.write(f"{os.getpid()}\n")
    return Habits()


class Habits:
    """Does what it is told."""

    def __init__(self) -> None:
        self.calls = 0

    def listen(self, *, language: str | None) -> Counting:
        """Begin with a stream."""
        if language == "xx":
            raise EngineFailed("This language is not known.")
        return Counting()

    def describe(
        self, pictures: Sequence[Picture], *, prompt: str, model: str | None, context: Sequence[Mapping[str, object]], stream: str
    ) -> Description:
        """The mean of each picture."""
        behave(prompt)
        means = [round(float(each.rgb.mean())) for each in pictures]
        known = {"times": [each.at_ns for each in pictures], "model": model, "context": list(context), "stream": stream}
        return Description(text=f"brightness {means}", metadata=known | {"mean": np.float32(means[0]) if means else None})

    def digest(self, passages: Sequence[str], *, prompt: str, model: str | None) -> str:
        """All of it."""
        behave(prompt)
        return " ".join(passages)

    def answer(self, prompt: str, *, schema: Mapping[str, object] | None, model: str | None) -> str:
        """What the prompt makes it do."""
        self.calls += 1
        return str(behave(prompt) or f"{self.calls} {os.getpid()}")

    def judge(self, text: str, *, prompt: str) -> Verdict:
        """Whether the prompt stands in the text."""
        return Verdict(is_triggered=prompt in text, confidence=2.0 if text == "sure" else 0.5, explanation="Because.")

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """How long they are."""
        if texts[0] == "odd":
            return np.zeros(3, np.float32)
        return np.array([[len(text), 1.0] for text in texts], np.float32)


class Counting:
    """Says how much sound it heard."""

    def __init__(self) -> None:
        self.samples = 0

    def hear(self, pcm: NDArray[np.int16], *, at_ns: int) -> Sequence[Utterance]:
        """All it heard so far; a loud first sample is a wish."""
        match int(pcm[0]) if len(pcm) else 0:
            case 1111:
                raise ValueError("a bug of somebody")
            case 2222:
                os.kill(os.getpid(), signal.SIGKILL)
            case 3333:
                threading.Event().wait()
            case _:
                pass
        self.samples += len(pcm)
        word = Word(start_ns=at_ns, end_ns=at_ns + 1, text=str(self.samples))
        return [Utterance(start_ns=at_ns, end_ns=at_ns + NS_PER_S, text=str(self.samples), is_final=True, words=(word,), confidence=0.5)]

    def finish(self) -> Sequence[Utterance]:
        """A last word."""
        return [Utterance(start_ns=0, end_ns=NS_PER_S, text=f"in all {self.samples}", is_final=True)]


def behave(wish: str) -> Any:  # noqa: ANN401, C901, PLR0912 - one habit after the other
    """Do what somebody wishes."""
    match wish.split(":"):
        case ["die"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["exit"]:
            os._exit(7)
        case ["leave"]:
            sys.exit(1)
        case ["sleep"]:
            threading.Event().wait()
        case ["work", seconds]:
            threading.Event().wait(float(seconds))
        case ["spin"]:  # native code that keeps the interpreter to itself
            re.match(r"(a+)+$", "a" * 64 + "b")
        case ["deaf"]:  # the same without any work
            ctypes.PyDLL(None).pause()
        case ["print"]:
            sys.stdout.write("LHw1 what nobody should read")
            sys.__stdout__.write("LHw1 nor this") if sys.__stdout__ else None
            os.write(1, b"native code prints, too\n" * 1000)
        case ["rubbish"]:
            for number in range(3, 12):
                try:
                    os.write(number, b"this is no message at all, whatever it is")
                except OSError:
                    continue
            threading.Event().wait()
        case ["huge", count]:
            return "x" * int(count)
        case ["odd"]:
            return "half \ud800 a character"
        case ["bug"]:
            raise ValueError("secret words")
        case ["busy"]:
            raise EngineBusy("Not now.", hint="Later.", retry_after_s=7.0)
        case ["fail"]:
            raise EngineFailed("Never.")
        case ["nice"]:
            return os.nice(0)
        case ["environ", name]:
            return os.environ.get(name)
        case _:
            return None
    return "done"


class Computed:
    """The engines of tests/fakes/engines.py as somebody would write them who blocks, for real workers.

    ``dies_at_ns``: its process is killed when it is given something of that moment of the session. ``mark`` names a file that gets a line
    for each of those, and ``dies`` how often it happens.
    """

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options
        self._speech = engines.LoudnessSpeech({int(pitch): str(text) for pitch, text in options.get("phrases", {}).items()})

    def listen(self, *, language: str | None) -> ComputedListener:
        """Begin with a stream."""
        return ComputedListener(asyncio.run(self._speech.open(language=language)), self)

    def describe(self, pictures: Sequence[Picture], **known: Any) -> Description:  # noqa: ANN401 - as the port has it
        """The brightness of pictures."""
        for picture in pictures:
            self.met(picture.at_ns, picture.at_ns)
        del known["stream"]
        return asyncio.run(engines.BrightnessVision().describe(pictures, **known))

    def met(self, from_ns: int, to_ns: int) -> None:
        """Be given something of these moments."""
        moment_ns = self._options.get("dies_at_ns")
        if moment_ns is None or not from_ns <= moment_ns <= to_ns:
            return
        mark = Path(str(self._options["mark"]))
        count = len(mark.read_text().splitlines()) if mark.exists() else 0
        if count < int(self._options.get("dies", 1)):
            mark.write_text("died\n" * (count + 1))
            os.kill(os.getpid(), signal.SIGKILL)


class ComputedListener:
    """One stream of sound."""

    def __init__(self, session: engines.LoudnessSession, of: Computed) -> None:
        self._session = session
        self._of = of

    def hear(self, pcm: NDArray[np.int16], *, at_ns: int) -> Sequence[Utterance]:
        """Hear more."""
        self._of.met(at_ns, at_ns + len(pcm) * NS_PER_S // engines.RATE)
        return asyncio.run(self._session.feed(pcm, at_ns=at_ns))

    def finish(self) -> Sequence[Utterance]:
        """Hear no more."""
        return asyncio.run(self._session.finish())
