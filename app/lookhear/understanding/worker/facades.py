"""Engines as the backend sees them: the ports of `lookhear.understanding.ports` over a lane. They start nothing until they are asked."""

from __future__ import annotations

import asyncio
import contextlib
import weakref
from typing import TYPE_CHECKING, Final

from lookhear.errors import EngineBusy
from lookhear.understanding.worker.asking import EngineSpec, Op
from lookhear.understanding.worker.shift import Shift, Task
from lookhear.understanding.worker.values import description_of, utterances_of, verdict_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lookhear.understanding.ports import Description, Picture, Utterance, Verdict
    from lookhear.understanding.worker.lane import Lane
    from lookhear.understanding.worker.wire import Array, Frame

LISTEN_S: Final = 60.0
HEAR_S: Final = 60.0
HEAR_FACTOR: Final = 10.0  # times the length of the sound, beside that
FINISH_S: Final = 120.0
DESCRIBE_S: Final = 150.0
LANGUAGE_S: Final = 150.0
JUDGE_S: Final = 90.0
ENCODE_S: Final = 60.0
_LONGEST_TIMEOUT_S: Final = 3600.0  # that an engine is given more time for, whatever its options say
_TEXTS: Final = 8  # that are encoded together: a query waits for no more than these


class _Facade:
    """What all have in common: an engine, its lane, and how long its calls may take."""

    def __init__(self, lane: Lane, spec: EngineSpec) -> None:
        self._lane = lane
        self._spec = spec
        timeout_s = spec.options.get("timeout_s")
        is_number = isinstance(timeout_s, int | float) and not isinstance(timeout_s, bool)
        self._least_s = 2 * min(float(timeout_s), _LONGEST_TIMEOUT_S) + 30.0 if is_number and isinstance(timeout_s, int | float) else 0.0

    @property
    def name(self) -> str:
        """What it is called in answers and lists."""
        return self._spec.name

    async def _do(
        self,
        op: Op,
        args: Mapping[str, object],
        arrays: Sequence[Array] = (),
        *,
        limit_s: float,
        is_urgent: bool = False,
        shift: Shift | None = None,
    ) -> tuple[Frame, Shift]:
        task = Task(
            spec=self._spec,
            op=op,
            args=args,
            arrays=arrays,
            limit_s=max(limit_s, self._least_s),
            load_s=max(self._lane.pace.load_s, self._least_s),
            is_urgent=is_urgent,
        )
        return await self._lane.do(task, shift=shift)

    async def _value(self, op: Op, args: Mapping[str, object], arrays: Sequence[Array] = (), *, limit_s: float) -> object:
        frame, _ = await self._do(op, args, arrays, limit_s=limit_s)
        return frame.header["value"]


class WorkerSpeech(_Facade):
    """Port `Speech`."""

    def __init__(self, lane: Lane, spec: EngineSpec, *, sample_rate: int) -> None:
        super().__init__(lane, spec)
        self._sample_rate = sample_rate

    @property
    def sample_rate(self) -> int:
        """In Hz."""
        return self._sample_rate

    async def open(self, *, language: str | None) -> WorkerSession:
        """Begin to listen."""
        session = self._lane.new_session()
        _, shift = await self._do(Op.LISTEN, {"session": session, "language": language}, limit_s=LISTEN_S)
        return WorkerSession(self, session, shift)

    async def hear(self, op: Op, args: Mapping[str, object], arrays: Sequence[Array], *, shift: Shift) -> Sequence[Utterance]:
        """For its sessions: the next of a stream, by the worker that has heard what was before."""
        sound_s = sum(len(each) for each in arrays) / self._sample_rate
        limit_s = FINISH_S if op is Op.FINISH else HEAR_S + HEAR_FACTOR * sound_s
        frame, _ = await self._do(op, args, arrays, limit_s=limit_s, shift=shift)
        return utterances_of(frame.header["value"])

    def forgets(self, session: int, shift: Shift) -> _Forget:
        """What tells the worker that a stream is not heard any more."""
        return _Forget(self._spec, session, shift)


class _Forget:
    def __init__(self, spec: EngineSpec, session: int, shift: Shift) -> None:
        self._spec, self._session, self._shift = spec, session, shift
        self._loop = asyncio.get_running_loop()

    def __call__(self) -> None:
        """For any thread: an object may go anywhere."""
        with contextlib.suppress(RuntimeError):  # the loop has ended, and the worker with it
            self._loop.call_soon_threadsafe(self._shift.forget_session, self._spec, self._session)


class WorkerSession:
    """Port `SpeechSession`. Whoever only lets go of it has it forgotten by the worker, too."""

    def __init__(self, speech: WorkerSpeech, session: int, shift: Shift) -> None:
        self._speech = speech
        self._session = session
        self._shift = shift
        self._is_finished = False
        self._forget = weakref.finalize(self, speech.forgets(session, shift))
        self._forget.atexit = False

    async def feed(self, pcm: NDArray[np.int16], *, at_ns: int) -> Sequence[Utterance]:
        """Hear more."""
        return await self._heard(Op.HEAR, {"session": self._session, "at_ns": at_ns}, (pcm,))

    async def finish(self) -> Sequence[Utterance]:
        """Hear no more: what is left becomes final."""
        heard = await self._heard(Op.FINISH, {"session": self._session}, ())
        self._is_finished = True
        self._forget.detach()
        return heard

    async def _heard(self, op: Op, args: Mapping[str, object], arrays: Sequence[Array]) -> Sequence[Utterance]:
        if self._is_finished:
            raise EngineBusy("This stream of sound was heard to its end.")
        return await self._speech.hear(op, args, arrays, shift=self._shift)


class WorkerVision(_Facade):
    """Port `Vision`."""

    async def describe(
        self,
        pictures: Sequence[Picture],
        *,
        prompt: str,
        model: str | None = None,
        context: Sequence[Mapping[str, object]] = (),
        stream: str = "",
    ) -> Description:
        """Describe pictures of one window."""
        args = {
            "times_ns": [each.at_ns for each in pictures],
            "prompt": prompt,
            "model": model,
            "context": [dict(each) for each in context],
            "stream": stream,
        }
        told = await self._value(Op.DESCRIBE, args, [each.rgb for each in pictures], limit_s=DESCRIBE_S)
        return description_of(_object(told))


class WorkerLanguage(_Facade):
    """Port `Language`."""

    async def digest(self, passages: Sequence[str], *, prompt: str, model: str | None = None) -> str:
        """Say what the passages come to."""
        args = {"passages": list(passages), "prompt": prompt, "model": model}
        return str(await self._value(Op.DIGEST, args, limit_s=LANGUAGE_S))

    async def answer(self, prompt: str, *, schema: Mapping[str, object] | None = None, model: str | None = None) -> str:
        """Answer freely, or in JSON that fits the schema."""
        args = {"prompt": prompt, "schema": None if schema is None else dict(schema), "model": model}
        return str(await self._value(Op.ANSWER, args, limit_s=LANGUAGE_S))


class WorkerJudge(_Facade):
    """Port `Judge`."""

    async def judge(self, text: str, *, prompt: str) -> Verdict:
        """Whether the text is what the prompt describes."""
        return verdict_of(_object(await self._value(Op.JUDGE, {"text": text, "prompt": prompt}, limit_s=JUDGE_S)))


class WorkerEmbedder(_Facade):
    """Port `Embedder`. Texts go in small lots, and one alone goes in front: that is what somebody searches for."""

    def __init__(self, lane: Lane, spec: EngineSpec, *, model: str) -> None:
        super().__init__(lane, spec)
        self._model = model

    @property
    def model_id(self) -> str:
        """Stored with each vector."""
        return f"{self.name}:{self._model}" if self._model else self.name

    async def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of length one."""
        import numpy as np

        lots: list[Array] = []
        for start in range(0, len(texts), _TEXTS):
            lot = list(texts[start : start + _TEXTS])
            frame, _ = await self._do(Op.ENCODE, {"texts": lot}, limit_s=ENCODE_S, is_urgent=len(texts) == 1)
            lots.append(frame.arrays[0])
        return np.concatenate(lots) if lots else np.zeros((0, 0), np.float32)


def _object(told: object) -> Mapping[str, object]:
    return told if isinstance(told, dict) else {}
