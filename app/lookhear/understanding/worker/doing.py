"""What a worker does for one call: the words of the wire become a call of the engine's method, and its answer becomes words again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lookhear.errors import EngineBusy, EngineFailed
from lookhear.understanding.plain import plain_text
from lookhear.understanding.ports import Picture
from lookhear.understanding.worker.asking import Op
from lookhear.understanding.worker.values import of_description, of_utterances, of_verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lookhear.understanding.plugin import Listener
    from lookhear.understanding.worker.wire import Array

Answer = tuple[object, tuple["Array", ...]]


class Doing:
    """One engine at work. ``sessions`` are its open streams of sound, by the numbers that the backend gave them."""

    def __init__(self, engine: Any) -> None:  # noqa: ANN401 - one of five protocols; the call says which
        self._engine = engine
        self._sessions: dict[int, Listener] = {}

    def do(self, op: Op, args: Mapping[str, Any], arrays: Sequence[Array]) -> Answer:
        """The answer, in JSON and arrays. Raises whatever the engine raises."""
        if op in {Op.LISTEN, Op.HEAR, Op.FINISH}:
            return self._heard(op, args, arrays), ()
        if op is Op.ENCODE:
            return self._encoded(list(args["texts"]))
        return self._said(op, args, arrays), ()

    def forget(self, session: int) -> None:
        """A stream of sound is not heard any more."""
        self._sessions.pop(session, None)

    def _heard(self, op: Op, args: Mapping[str, Any], arrays: Sequence[Array]) -> object:
        session = int(args["session"])
        if op is Op.LISTEN:
            self._sessions[session] = self._engine.listen(language=args["language"])
            return None
        listener = self._sessions.get(session) if op is Op.HEAR else self._sessions.pop(session, None)
        if listener is None:
            raise EngineBusy("What was heard of this stream is lost; it is heard again.")
        try:
            heard = listener.hear(arrays[0], at_ns=int(args["at_ns"])) if op is Op.HEAR else listener.finish()
        except BaseException:
            self.forget(session)  # what it knows now nobody can tell
            raise
        return of_utterances(list(heard))

    def _said(self, op: Op, args: Mapping[str, Any], arrays: Sequence[Array]) -> object:
        match op:
            case Op.DESCRIBE:
                pictures = [Picture(at_ns=int(at_ns), rgb=rgb) for at_ns, rgb in zip(args["times_ns"], arrays, strict=True)]
                known = {"prompt": args["prompt"], "model": args["model"], "context": args["context"], "stream": args["stream"]}
                return of_description(self._engine.describe(pictures, **known))
            case Op.DIGEST:
                return plain_text(self._engine.digest(args["passages"], prompt=args["prompt"], model=args["model"]))
            case Op.ANSWER:
                return plain_text(self._engine.answer(args["prompt"], schema=args["schema"], model=args["model"]))
            case _:
                return of_verdict(self._engine.judge(args["text"], prompt=args["prompt"]))

    def _encoded(self, texts: list[str]) -> Answer:
        import numpy as np

        rows = np.asarray(self._engine.encode(texts), dtype=np.float32)
        if rows.ndim != 2 or len(rows) != len(texts):  # noqa: PLR2004 - texts and dimensions
            raise EngineFailed(f"The engine gave an array of {rows.shape} for {len(texts)} texts.")
        return None, (rows,)
