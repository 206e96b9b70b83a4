"""What the GUI asks of understanding: its part of `lookhear.desktop.engine.ports.EngineFace`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from lookhear.desktop.engine.library.entries import LibraryEntry
    from lookhear.desktop.engine.understanding.engine_values import EnginesView, EngineTest, EngineWish
    from lookhear.desktop.engine.understanding.exporting import TextFormat
    from lookhear.desktop.engine.understanding.values import Line, LiveContext, RecordingText
    from lookhear.understanding.plugin import EngineKind


class UnderstandingService(Protocol):
    """What was said and what was on the screen."""

    @property
    def live(self) -> LiveContext:
        """Of the recording that runs, as it was told last by `ContextChanged`; may be read by any thread."""
        ...

    async def text(self, entry: LibraryEntry) -> RecordingText:
        """Of a recording of the library. Raises nothing that an absent backend can cause: the state says so."""
        ...

    async def understand(self, entry: LibraryEntry) -> None:
        """Have a recording understood that nobody asked that of. Raises UploadError."""
        ...

    async def write(self, lines: Sequence[Line], output: Path, *, form: TextFormat, names: Mapping[str, str]) -> Path:
        """Write lines to a file. Raises DiskFull, FolderUnwritable."""
        ...


class EngineService(Protocol):
    """The engines that understand: which there are, which are chosen, and whether they work."""

    async def look(self) -> EnginesView:
        """How all of them stand now."""
        ...

    async def choose(self, wish: EngineWish) -> EnginesView:
        """Choose an engine of a kind, with its options. Raises SettingsError, StorageError, SecretError."""
        ...

    async def set_masking(self, *, is_on: bool) -> EnginesView:
        """Whether keys, tokens and card numbers are masked before anything is kept. Raises StorageError."""
        ...

    async def test(self, kind: EngineKind) -> EngineTest:
        """Run the engine that is chosen for a kind once, in a process of its own."""
        ...

    async def install(self, name: str, *, progress: Callable[[float], None]) -> EnginesView:
        """Install an engine, or what is missing of it. ``progress`` is called on the engine's threads. Raises what kept it from that."""
        ...
