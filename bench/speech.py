"""How well speech is understood, and how soon it is told: voices of flite, played into the microphone of a real recording.

    .venv/bin/python -m bench.speech live [--voice slt …] [--texts 5]
    .venv/bin/python -m bench.speech steps
    .venv/bin/python -m bench.speech whole

``live`` records a virtual desktop through the backend of this computer with the transcript of its microphone, and listens on a WebSocket.
A word was spoken when it ended in the sound that was played, which is found by aligning the known text with it; the player's own start
counts as delay. A word is told when it stands in the finals and the newest words that are not final. Two figures are about the first word
of an utterance: when the first message of the utterance came, and when the word was told, which was earlier where flowing speech was cut
and the utterance in front of the cut had told it already.
``steps`` hands the same sound to the engine alone, fragment by fragment: a fragment comes when it ends, and what is made of it is told
when the processor's time for it has passed. So it measures the engine on a busy machine, too; uploading comes on top. ``whole`` gives
pocketsphinx the same files at once, as its own API does it. (apt flite)
"""

from __future__ import annotations

import argparse
import re
import time
import wave
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from pocketsphinx import Decoder

from bench.report import table
from bench.rig import Rig
from bench.understood import understood
from demo.audio import MIC_FEED
from demo.voices import RATE, VOICES, said, silence
from lookhear.recorder.pipeline.clock import raw_now_ns
from lookhear.understanding.speech.pocketsphinx import make

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_NS: Final = 1_000_000_000
_PAUSE_S: Final = 1.5
_SETTLE_S: Final = 10.0
_FRAGMENT: Final = RATE // 2
_TEXTS: Final = (
    """Good morning everyone and thank you for coming to the meeting. Today we will talk about the budget for the next quarter. The
    marketing team asked for more money because the new campaign starts in September. I think we should wait until the numbers from
    July are ready.""",
    """Please open the report and look at the second page. The table shows how many people visited the website each day. Most of them
    came on Monday morning and left after two minutes. We need to find out why they did not stay longer.""",
    """Let us meet again on Thursday afternoon at three. Before that I will send you the list of open questions. If you cannot come
    please write a short message to my office. The next meeting will be in the large room on the first floor. Thank you very much
    and have a nice day. See you next week.""",
    """The weather was cold and wet for most of the winter, and the river rose above the bridge twice. People in the village moved
    their furniture to the upper floor and waited for the water to go down. The school was closed for ten days. When the sun came
    back in March everybody helped to clean the streets, and the children planted trees along the road to the station.""",
    """Our customers want to know when the package will arrive. The old system could only tell them the day, and very often it was
    wrong. The new system asks the driver for his position every few minutes and sends a message to the phone of the customer. We
    tested it with two hundred people last month and nine out of ten said that they liked it. The rest complained that there were
    too many messages, so we will let them choose how often they hear from us.""",
)


@dataclass
class Speech:
    """What a voice says, and when each word ends, in seconds from the beginning of its sound."""

    sound: NDArray[np.int16]
    words: list[str] = field(default_factory=list)
    ends_s: list[float] = field(default_factory=list)


def speech_of(voice: str, texts: tuple[str, ...]) -> Speech:
    """Texts with pauses between them."""
    aligner = Decoder(samprate=float(RATE), loglevel="FATAL")
    spoken = Speech(silence(_PAUSE_S))
    for text in texts:
        words, sound = _words(text), said(text, voice=voice)
        start_s = len(spoken.sound) / RATE
        spoken.words += words
        spoken.ends_s += [start_s + end_s for end_s in _ends(aligner, words, sound)]
        spoken.sound = np.concatenate([spoken.sound, sound, silence(_PAUSE_S)])
    return spoken


def _ends(aligner: Any, words: list[str], sound: NDArray[np.int16]) -> list[float]:  # noqa: ANN401 - the library has no types
    aligner.set_align_text(" ".join(words))
    aligner.start_utt()
    aligner.process_raw(sound.tobytes(), no_search=False, full_utt=True)
    aligner.end_utt()
    ends = [(each.end_frame + 1) / 100 for each in aligner.seg() if each.word[0] not in "<[("]
    if len(ends) != len(words):
        raise RuntimeError(f"{len(ends)} of {len(words)} words were found in the sound")
    return ends


def _words(text: str) -> list[str]:
    return re.sub(r"[^a-z' ]", " ", " ".join(text.lower().split())).split()


def errors(truth: list[str], told: list[str]) -> int:
    """Words to be changed, left out or added to make one of the other."""
    row = list(range(len(told) + 1))
    for number, word in enumerate(truth, 1):
        before, row = row, [number]
        for at, other in enumerate(told, 1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (word != other)))
    return row[-1]


def live(voice: str, texts: tuple[str, ...]) -> list[str]:
    """A row of figures for one voice."""
    spoken = speech_of(voice, texts)
    with Rig() as rig, understood(rig, output=rig.folder / "speech.mp4") as running:
        (mic,) = [stream["rtstream_id"] for stream in running.streams if str(stream["name"]).startswith("mic")]
        wish = {"action": "start", "language_code": "en", "ws_connection_id": running.ear.id}
        running.client.ask("POST", f"/rtstream/{mic}/transcription", wish)
        time.sleep(_SETTLE_S)
        path = rig.folder / "voice.wav"
        _write(path, spoken.sound)
        busy, begun_ns, begun_s = running.spent(), raw_now_ns(), time.monotonic()
        rig.desktop.play(path, sink=MIC_FEED)
        time.sleep(len(spoken.sound) / RATE + _SETTLE_S / 2)
        shares, wall_s = busy.shares(), time.monotonic() - begun_s
        running.recording.interrupt()
        heard = [(at_ns - begun_ns, message) for at_ns, message in tuple(running.ear.heard) if message.get("channel") == "transcript"]
    worker_s = float(shares.split(" / ")[1]) / 1000 * wall_s
    return [voice, *_figures(spoken, heard), f"{worker_s / (len(spoken.sound) / RATE):.2f}", shares]


def _figures(spoken: Speech, heard: list[tuple[int, dict[str, Any]]]) -> list[str]:
    finals: list[str] = []
    begins: list[float] = []
    firsts: list[float] = []
    begun_ns: int | None = None  # when the first words came of what is being said
    early: dict[int, float] = {}
    final: dict[int, float] = {}
    ends: list[float] = []
    for at_ns, message in heard:
        words = _words(str(message["text"]))
        begun_ns = at_ns if begun_ns is None else begun_ns
        told = _matched(spoken.words, [*finals, *words])
        for index in (index for index in told if at_ns / _NS >= spoken.ends_s[index]):  # what was not said yet is another word alike
            early.setdefault(index, at_ns / _NS - spoken.ends_s[index])
        if message["is_final"]:
            finals += words
            fresh = [index for index in _matched(spoken.words, finals) if index not in final]
            final.update({index: at_ns / _NS - spoken.ends_s[index] for index in fresh})
            if fresh:
                first = min(fresh)
                begins.append(begun_ns / _NS - spoken.ends_s[first])
                firsts.append(min(begins[-1], early.get(first, float("inf"))))
                ends.append(final[max(fresh)])
            begun_ns = None
    wrong = 100 * errors(spoken.words, finals) / len(spoken.words)
    return [
        str(len(spoken.words)),
        f"{wrong:.1f}",
        str(len(ends)),
        _spread(begins),
        _spread(firsts),
        _spread(list(early.values())),
        _spread(ends),
        _spread(list(final.values())),
    ]


def _matched(truth: list[str], told: list[str]) -> set[int]:
    """The words of the truth that were told, by their number."""
    blocks = SequenceMatcher(None, truth, told, autojunk=False).get_matching_blocks()
    return {block.a + at for block in blocks for at in range(block.size)}


def steps(voice: str, texts: tuple[str, ...]) -> list[str]:
    """A row of figures for one voice and the engine alone, by a clock that counts sound and the processor's time."""
    spoken = speech_of(voice, texts)
    sound = np.concatenate([spoken.sound, silence(_PAUSE_S)])
    listener, heard = make({}).listen(language="en"), list[tuple[int, dict[str, Any]]]()
    free_ns = used_ns = 0  # when the engine is free again, and all that it used
    for start in range(0, len(sound), _FRAGMENT):
        fragment, begun_ns = sound[start : start + _FRAGMENT], time.process_time_ns()
        told = listener.hear(fragment, at_ns=start * _NS // RATE)
        step_ns = time.process_time_ns() - begun_ns
        free_ns = max(free_ns, (start + len(fragment)) * _NS // RATE) + step_ns
        used_ns += step_ns
        heard += [(free_ns, {"text": each.text, "is_final": each.is_final}) for each in told if each.text]
    return [voice, *_figures(spoken, heard), f"{used_ns / _NS / (len(sound) / RATE):.2f}"]


def whole(voice: str, texts: tuple[str, ...]) -> list[str]:
    """The same sound in one go for each text, by pocketsphinx alone."""
    decoder = Decoder(samprate=float(RATE), loglevel="FATAL")
    wrong = count = samples = 0
    used_s = 0.0
    for text in texts:
        sound, words = said(text, voice=voice), _words(text)
        begun_s = time.process_time()
        decoder.start_utt()
        decoder.process_raw(sound.tobytes(), no_search=False, full_utt=True)
        decoder.end_utt()
        used_s += time.process_time() - begun_s
        wrong, count, samples = wrong + errors(words, _words(decoder.hyp().hypstr)), count + len(words), samples + len(sound)
    return [voice, str(count), f"{100 * wrong / count:.1f}", f"{used_s / (samples / RATE):.2f}"]


def _spread(values: list[float]) -> str:
    return " / ".join(f"{np.percentile(values, part):.2f}" for part in (50, 95)) if values else "–"


def _write(path: Path, samples: NDArray[np.int16]) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how speech is understood.")
    parser.add_argument("what", choices=("live", "steps", "whole"))
    parser.add_argument("--voice", action="append", choices=VOICES, help="(default: all)")
    parser.add_argument("--texts", type=int, default=len(_TEXTS), help="how many of them")
    given = parser.parse_args()
    voices, texts = given.voice or VOICES, _TEXTS[: given.texts]
    if given.what == "whole":
        print(table(("voice", "words", "WER %", "CPU s per s"), [whole(voice, texts) for voice in voices]))
        return
    columns = (
        "voice",
        "words",
        "WER %",
        "finals",
        "first message p50/p95 s",
        "first word p50/p95 s",
        "each word right p50/p95 s",
        "final p50/p95 s",
        "each word final p50/p95 s",
        "engine CPU s per s",
    )
    if given.what == "steps":
        print(table(columns, [steps(voice, texts) for voice in voices]))
        return
    print(table((*columns, "backend / workers / recorder ms/s"), [live(voice, texts) for voice in voices]))


if __name__ == "__main__":
    main()
