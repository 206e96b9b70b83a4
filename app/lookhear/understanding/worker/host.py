"""One engine in a worker: made by its first call, and asked on threads of its own, so that engines do not wait for each other."""

from __future__ import annotations

import importlib
import itertools
import logging
import queue
import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import EngineBusy, LookhearError
from lookhear.understanding.worker.asking import EngineSpec, Op, Said
from lookhear.understanding.worker.doing import Doing
from lookhear.understanding.worker.values import of_error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lookhear.understanding.worker.wire import Array

    Say = Callable[[Mapping[str, object], Sequence[Array]], None]

_LOG: Final = logging.getLogger(__name__)
_URGENT: Final = 0
_USUAL: Final = 1


@dataclass(frozen=True, slots=True, order=True)
class Call:
    """Something that is to be done; those that are urgent first, then as they came."""

    rank: int
    number: int
    id: int = field(compare=False)
    op: Op = field(compare=False)
    args: Mapping[str, Any] = field(compare=False)
    arrays: tuple[Array, ...] = field(compare=False)


class EngineHost:
    """Calls go in from one thread, answers come out from several. Its threads end with the process, or when it is closed."""

    def __init__(self, spec: EngineSpec, say: Say) -> None:
        self._spec = spec
        self._say = say
        self._calls: queue.PriorityQueue[Call] = queue.PriorityQueue()
        self._is_open = True
        self._numbers = itertools.count()
        self._making = threading.Lock()
        self._doing: Doing | None = None  # guarded by _making
        self._left_out: set[int] = set()  # calls that nobody waits for; a set's own methods are safe among threads
        names = [f"{spec.name}-{number}" for number in range(max(1, spec.threads))]
        self._threads = [threading.Thread(target=self._work, name=name, daemon=True) for name in names]
        for thread in self._threads:
            thread.start()

    def put(self, header: Mapping[str, Any], arrays: tuple[Array, ...]) -> None:
        """Have something done."""
        rank = _URGENT if header.get("is_urgent") else _USUAL
        self._calls.put(Call(rank, next(self._numbers), int(header["id"]), Op(header["op"]), header["args"], arrays))

    def leave_out(self, call_id: int) -> None:
        """Do not begin this any more; a stream of sound that it opens meanwhile is forgotten."""
        self._left_out.add(call_id)

    def forget_session(self, session: int) -> None:
        """A stream of sound is not heard any more."""
        doing = self._doing
        if doing is not None:
            doing.forget(session)

    def close(self) -> None:
        """Begin nothing more, and wait until what was begun is done."""
        self._is_open = False
        for _ in self._threads:
            self._calls.put(Call(_URGENT, -1, 0, Op.ANSWER, {}, ()))  # wakes one
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while True:
            call = self._calls.get()
            if not self._is_open:
                return
            if call.id in self._left_out:
                self._left_out.discard(call.id)
                self._tell_failure(call, EngineBusy("Nobody waits for this any more."), is_loading=False)
            else:
                self._answer(call)

    def _answer(self, call: Call) -> None:
        try:
            doing = self._made(call.id)
        except BaseException as error:  # noqa: BLE001 - told to the one who asked; an engine may even say SystemExit
            self._tell_failure(call, _unready(error, self._spec.name), is_loading=True)
            return
        self._say({"said": Said.BEGUN, "id": call.id}, ())
        try:
            value, arrays = doing.do(call.op, call.args, call.arrays)
            if call.id in self._left_out and call.op is Op.LISTEN:
                doing.forget(int(call.args["session"]))
            self._say({"said": Said.DONE, "id": call.id, "value": value}, arrays)
        except BaseException as error:  # noqa: BLE001 - as above
            self._met(call, error)
        finally:
            self._left_out.discard(call.id)

    def _met(self, call: Call, error: BaseException) -> None:
        """An error of the engine. After one that nobody expected it is made anew, but for those that hear: a stream is enough then."""
        if not isinstance(error, LookhearError):
            _LOG.exception("%s failed", self._spec.name, exc_info=error)
            if call.op not in {Op.LISTEN, Op.HEAR, Op.FINISH}:
                with self._making:
                    self._doing = None
        self._tell_failure(call, error, is_loading=False)

    def _made(self, call_id: int) -> Doing:
        with self._making:
            if self._doing is None:
                self._say({"said": Said.LOADING, "id": call_id}, ())
                for folder in self._spec.folders:
                    if folder not in sys.path:
                        sys.path.append(folder)
                importlib.invalidate_caches()
                self._doing = Doing(make(self._spec))
            return self._doing

    def _tell_failure(self, call: Call, error: BaseException, *, is_loading: bool) -> None:
        told = of_error(error, engine=self._spec.name)
        self._say({"said": Said.FAILED, "id": call.id, "error": told, "is_loading": is_loading}, ())


def make(spec: EngineSpec) -> Any:  # noqa: ANN401 - an engine of one of five kinds
    """The engine. Raises whatever its module or its factory raises."""
    module, _, name = spec.factory.partition(":")
    factory: Any = importlib.import_module(module)
    for part in name.split("."):
        factory = getattr(factory, part)
    return factory(dict(spec.options))


def _unready(error: BaseException, engine: str) -> EngineBusy:
    """An engine that cannot be made may be mended by somebody: until then nothing is left out because of it."""
    if isinstance(error, EngineBusy):
        return error
    if isinstance(error, LookhearError):
        return EngineBusy(str(error), hint=error.hint)
    _LOG.exception("%s cannot be made", engine, exc_info=error)
    if isinstance(error, ImportError):
        what = f"its package lacks {error.name}" if error.name else "its package is not whole"
        return EngineBusy(f"The engine {engine} cannot begin: {what}.", hint=f"`lookhear engines install {engine}` puts it right.")
    return EngineBusy(
        f"The engine {engine} cannot begin ({type(error).__name__}).",
        hint="Check its options in engines.toml.",
    )
