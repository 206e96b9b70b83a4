"""Where the engines of a backend are: it knows which are chosen and which can begin, and notices when that changes.

Somebody edits ``engines.toml``, installs an engine or fetches a model: within two seconds the room gives other engines, and says so.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from lookhear.errors import LookhearError
from lookhear.understanding.choice.file import load_choices
from lookhear.understanding.choice.values import EngineChoices
from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.ports import Missing
from lookhear.understanding.readiness import chosen_engine, folder_of, lacking, model_of, readiness_of
from lookhear.understanding.registry import Registry
from lookhear.understanding.worker.asking import EngineSpec
from lookhear.understanding.worker.facades import WorkerEmbedder, WorkerJudge, WorkerLanguage, WorkerSpeech, WorkerVision
from lookhear.understanding.worker.lane import Lane, LanePace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from lookhear.understanding.folders import EngineFolders
    from lookhear.understanding.readiness import Readiness
    from lookhear.understanding.registry import Known

    Facade = WorkerSpeech | WorkerVision | WorkerLanguage | WorkerJudge | WorkerEmbedder

LANES: Final[Mapping[EngineKind, str]] = {
    EngineKind.SPEECH: "speech",
    EngineKind.VISION: "vision",
    EngineKind.LANGUAGE: "text",
    EngineKind.JUDGE: "text",
    EngineKind.EMBEDDER: "text",
}
"""Which engines share a process: what hears and what sees have one each, what reads and writes text have one together."""
LOG_VARIABLE: Final = "LOOKHEAR_ENGINE_LOG"
"""The file that takes what engines print, when the environment names one; else it is thrown away."""
_LOOK_EVERY_S: Final = 2.0

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLine:
    """What does one kind of work now. ``known`` None: nothing does.

    ``trouble`` is a sentence about why, when somebody wanted another; ``lack`` what is lacking when nobody named any.
    """

    kind: EngineKind
    known: Known | None = None
    readiness: Readiness | None = None
    options: Mapping[str, object] | None = None
    trouble: str = ""
    lack: Missing | None = None

    @property
    def is_working(self) -> bool:
        """Whether there is an engine that could begin."""
        return self.readiness is not None and self.readiness.is_ready


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What a look found. ``trouble``: the file cannot be understood."""

    lines: tuple[RoomLine, ...]
    choices: EngineChoices
    trouble: LookhearError | None = None


class EngineRoom:
    """Port `Engines`. Owned by one event loop; `look` and the properties do not wait, the engines do."""

    def __init__(
        self,
        *,
        file: Path,
        folders: EngineFolders,
        command: Sequence[str],
        environ: Mapping[str, str],
        changed: Callable[[], None] = lambda: None,
        pace: LanePace | None = None,
        log: Path | None = None,
        look_every_s: float = _LOOK_EVERY_S,
    ) -> None:
        self._file = file
        self._folders = folders
        self._changed = changed
        self._look_every_s = look_every_s
        self._lanes = {name: Lane(name, command=command, environ=environ, log=log, pace=pace) for name in sorted(set(LANES.values()))}
        self._made: dict[EngineKind, tuple[EngineSpec, Facade]] = {}
        self._seen = _Seen(lines=(), choices=EngineChoices())
        self._print: object = None  # of the disk, at the last look

    @property
    def speech(self) -> WorkerSpeech | None:
        """Makes text of speech."""
        found = self._facade(EngineKind.SPEECH)
        return found if isinstance(found, WorkerSpeech) else None

    @property
    def vision(self) -> WorkerVision | None:
        """Says what is to be seen."""
        found = self._facade(EngineKind.VISION)
        return found if isinstance(found, WorkerVision) else None

    @property
    def language(self) -> WorkerLanguage | None:
        """Reads and writes text."""
        found = self._facade(EngineKind.LANGUAGE)
        return found if isinstance(found, WorkerLanguage) else None

    @property
    def judge(self) -> WorkerJudge | None:
        """Decides for alerts."""
        found = self._facade(EngineKind.JUDGE)
        return found if isinstance(found, WorkerJudge) else None

    @property
    def embedder(self) -> WorkerEmbedder | None:
        """Makes vectors of texts."""
        found = self._facade(EngineKind.EMBEDDER)
        return found if isinstance(found, WorkerEmbedder) else None

    @property
    def lines(self) -> tuple[RoomLine, ...]:
        """What does each kind of work now, as of the last look."""
        return self._seen.lines

    @property
    def trouble(self) -> LookhearError | None:
        """Why the file is not followed, when it cannot be understood: what it said before holds, or nothing at all."""
        return self._seen.trouble

    def is_masking(self) -> bool:
        """Whether keys, tokens and card numbers are to be masked: the safer answer while the file cannot be understood."""
        return self._seen.choices.is_masking or self._seen.trouble is not None

    def missing(self, kind: EngineKind) -> Missing | None:
        """Why there is no engine of a kind; None where there is one."""
        line = next((each for each in self._seen.lines if each.kind is kind), None)
        if line is None:
            return None if self._seen.trouble is None else Missing(sentence=self._seen.trouble.for_people())
        if line.is_working:
            return None
        return Missing(sentence=line.trouble) if line.trouble else line.lack

    def lane(self, kind: EngineKind) -> Lane:
        """Where the engine of a kind works."""
        return self._lanes[LANES[kind]]

    async def look(self) -> bool:
        """See what is chosen and what can begin; gives whether that has changed."""
        return self._take(*await asyncio.to_thread(self._look))

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(self._look_every_s)
            try:
                fingerprint = await asyncio.to_thread(self._fingerprint)
                if fingerprint != self._print:
                    await self.look()
            except Exception:  # noqa: BLE001 - a supervisor: the next look may find a disk that answers
                _LOG.exception("it could not be seen which engines there are")

    async def close(self) -> None:
        """End every worker."""
        await asyncio.gather(*(lane.close() for lane in self._lanes.values()))

    async def __aenter__(self) -> Self:
        await self.look()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()

    def _look(self) -> tuple[_Seen, object]:
        """In a thread: the disk is asked."""
        fingerprint = self._fingerprint()
        importlib.invalidate_caches()
        choices, trouble = self._seen.choices, None
        try:
            choices = load_choices(self._file)
        except LookhearError as error:
            trouble = error
        if trouble is not None and not self._seen.lines:  # who knows what was switched off there
            return _Seen(lines=(), choices=choices, trouble=trouble), fingerprint
        registry = Registry.find(self._folders.packages)
        lines = tuple(self._line(kind, choices, registry) for kind in EngineKind)
        return _Seen(lines=lines, choices=choices, trouble=trouble), fingerprint

    def _line(self, kind: EngineKind, choices: EngineChoices, registry: Registry) -> RoomLine:
        options = choices.of(kind).options
        try:
            known = chosen_engine(kind, choices, registry, folders=self._folders)
        except LookhearError as error:
            return RoomLine(kind=kind, trouble=error.for_people())
        if known is None:
            return RoomLine(kind=kind, lack=lacking(kind, choices, registry, folders=self._folders))
        readiness = readiness_of(known, options, folders=self._folders)
        trouble = "" if readiness.is_ready else f"{readiness.sentence} {readiness.hint}".strip()
        return RoomLine(kind=kind, known=known, readiness=readiness, options=options, trouble=trouble)

    def _take(self, seen: _Seen, fingerprint: object) -> bool:
        before = (self._seen.choices.is_masking, {kind: spec for kind, (spec, _) in self._made.items()})
        if seen.trouble is not None and str(seen.trouble) != str(self._seen.trouble or ""):
            _LOG.warning("%s", seen.trouble.for_people())
        self._seen, self._print = seen, fingerprint
        wanted = {line.kind: line for line in seen.lines if line.is_working}
        for kind in EngineKind:
            spec = self._spec(wanted[kind]) if kind in wanted else None
            made = self._made.get(kind)
            if made is not None and made[0] != spec:
                del self._made[kind]
                self.lane(kind).renew()
            if spec is not None and kind not in self._made:
                self._made[kind] = (spec, self._facade_of(wanted[kind], spec))
        is_changed = before != (seen.choices.is_masking, {kind: spec for kind, (spec, _) in self._made.items()})
        if is_changed:
            self._changed()
        return is_changed

    def _facade(self, kind: EngineKind) -> Facade | None:
        made = self._made.get(kind)
        return None if made is None else made[1]

    def _spec(self, line: RoomLine) -> EngineSpec:
        known, options = line.known, dict(line.options or {})
        if known is None:
            raise ValueError(line.kind)
        found = None if known.card.is_remote else self._folders.found_model(known.card.name, model_of(known, options))
        if found is not None:
            options["model_folder"] = str(found)
        folder = folder_of(known, self._folders)
        return EngineSpec(
            name=known.card.name,
            factory=known.card.factory,
            options=options,
            folders=(str(folder),) if folder.is_dir() else (),
            threads=known.card.threads,
        )

    def _facade_of(self, line: RoomLine, spec: EngineSpec) -> Facade:
        lane, known = self.lane(line.kind), line.known
        if known is None:
            raise ValueError(line.kind)
        match line.kind:
            case EngineKind.SPEECH:
                return WorkerSpeech(lane, spec, sample_rate=known.card.sample_rate)
            case EngineKind.VISION:
                return WorkerVision(lane, spec)
            case EngineKind.LANGUAGE:
                return WorkerLanguage(lane, spec)
            case EngineKind.JUDGE:
                return WorkerJudge(lane, spec)
            case EngineKind.EMBEDDER:
                return WorkerEmbedder(lane, spec, model=model_of(known, spec.options))

    def _fingerprint(self) -> object:
        """In a thread: what the disk looks like, as far as it decides. A file that is not there is a fact, too."""
        paths = [str(self._file), *sys.path, *_below(self._folders.packages, 1), *_below(self._folders.models, 2)]
        return tuple(_stamp(path) for path in paths)


def _below(folder: Path, depth: int) -> list[str]:
    """A folder and the folders in it, so deep."""
    found = [str(folder)]
    if depth:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.is_dir() and not entry.name.startswith("."):
                    found += _below(folder / entry.name, depth - 1)
    return found


def _stamp(path: str) -> tuple[str, int, int]:
    try:
        found = os.stat(path or ".")  # noqa: PTH116 - as sys.path has it
    except OSError:
        return path, 0, -1
    return path, found.st_mtime_ns, found.st_size
