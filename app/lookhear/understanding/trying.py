"""Tries an engine: gives it a sample that comes with this program, through the worker and the wire that a backend uses.

The samples are a sentence that a machine speaks, a picture of two lines of text, and three sentences to read.
"""

from __future__ import annotations

import time
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.errors import EngineFailed
from lookhear.system.workers import memory_of
from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.ports import Picture

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lookhear.understanding.room import EngineRoom

_SAMPLES: Final = Path(__file__).parent / "samples"
_BLOCK_S: Final = 0.25
_LOOKS: Final = 10
_SECOND_NS: Final = 1_000_000_000
SENTENCES: Final = (
    "The budget for the new office was approved on Monday.",
    "Somebody made coffee.",
    "The office will open in March, and the budget covers all of it.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of it. ``given`` says what the sample holds, ``understood`` what the engine made of it.

    ``took_ms`` is the time with that of starting it; memory is the most that its worker has had, None where the system does not tell.
    """

    kind: EngineKind
    engine: str
    given: str
    understood: str
    took_ms: int
    memory_bytes: int | None


async def attempt(room: EngineRoom, kind: EngineKind) -> Trial:
    """Try the engine that does a kind of work now. Raises EngineFailed: also where there is none, or where it says nothing."""
    line = next(line for line in room.lines if line.kind is kind)
    if line.known is None or not line.is_working:
        raise EngineFailed(line.trouble or f"No engine for {kind} is installed.", hint="`lookhear engines` lists those that there are.")
    begin_s = time.monotonic()
    given, understood = await _told(room, kind)
    took_s = time.monotonic() - begin_s
    if not understood:
        raise EngineFailed(f"{line.known.card.name} understood nothing of the sample.", hint="Choose another model or engine.")
    pid = room.lane(kind).pid
    return Trial(
        kind=kind,
        engine=line.known.card.name,
        given=given,
        understood=understood,
        took_ms=round(1000 * took_s),
        memory_bytes=None if pid is None else memory_of(pid),
    )


async def _told(room: EngineRoom, kind: EngineKind) -> tuple[str, str]:
    """What the sample of a kind holds, and what the engine says of it."""
    match kind:
        case EngineKind.SPEECH:
            return "a spoken sentence of three seconds", await _heard(room)
        case EngineKind.VISION:
            return "a picture of two lines of text", await _seen(room)
        case EngineKind.LANGUAGE:
            return "three sentences", "" if room.language is None else await room.language.digest(
                SENTENCES, prompt="What about the budget?"
            )
        case EngineKind.JUDGE:
            return "three sentences, watched for a budget", await _judged(room)
        case EngineKind.EMBEDDER:
            return "three sentences", await _encoded(room)


async def _heard(room: EngineRoom) -> str:
    if room.speech is None:
        return ""
    pcm = spoken(room.speech.sample_rate)
    rate, words = room.speech.sample_rate, []
    session = await room.speech.open(language=None)
    step = round(_BLOCK_S * rate)
    for at in range(0, len(pcm), step):
        heard = await session.feed(pcm[at : at + step], at_ns=at * _SECOND_NS // rate)
        words += [each.text for each in heard if each.is_final]
    words += [each.text for each in await session.finish() if each.is_final]
    return " ".join(words)


async def _seen(room: EngineRoom) -> str:
    if room.vision is None:
        return ""
    picture, text = Picture(at_ns=0, rgb=written()), ""
    for _ in range(_LOOKS):  # on a slow machine it reads on when it is asked again
        seen = await room.vision.describe([picture], prompt="What is written there?", stream="trial")
        text = seen.text or text
        if not seen.metadata.get("unread"):
            break
    return text


async def _judged(room: EngineRoom) -> str:
    if room.judge is None:
        return ""
    verdict = await room.judge.judge(" ".join(SENTENCES), prompt="Somebody talks about a budget")
    return f"{'yes' if verdict.is_triggered else 'no'}, with a confidence of {verdict.confidence:.2f}. {verdict.explanation}".strip()


async def _encoded(room: EngineRoom) -> str:
    if room.embedder is None:
        return ""
    vectors = await room.embedder.encode(SENTENCES)
    near, far = float(vectors[0] @ vectors[2]), float(vectors[0] @ vectors[1])
    return f"{vectors.shape[1]} dimensions; two sentences about the office are {near:.2f} alike, one about coffee {far:.2f}"


def spoken(rate: int) -> NDArray[np.int16]:
    """The spoken sentence, at a rate."""
    with wave.open(str(_SAMPLES / "spoken.wav"), "rb") as file:
        own = file.getframerate()
        pcm = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.int16)
    if own == rate:
        return pcm
    at = np.arange(len(pcm) * rate // own) * (own / rate)
    return np.asarray(np.interp(at, np.arange(len(pcm)), pcm), dtype=np.int16)


def written() -> NDArray[np.uint8]:
    """The picture of two lines: a bitmap, one bit for each of its pixels, and 1 is black."""
    kind, size, bits = (_SAMPLES / "written.pbm").read_bytes().split(b"\n", 2)
    if kind != b"P4":
        raise ValueError(kind)
    width, height = map(int, size.split())
    rows = np.unpackbits(np.frombuffer(bits, dtype=np.uint8).reshape(height, -1), axis=1)[:, :width]
    return np.repeat((255 * (1 - rows)).astype(np.uint8)[:, :, None], 3, axis=2)
