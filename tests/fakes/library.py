"""What the library needs of the machine: folders of a test, and a backend of this computer that runs when a test says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.errors import BackendUnreachable
from lookhear.system.paths.folders import Paths

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lookhear.recorder.spool.binding import Binding, TokenSource
    from lookhear.recorder.upload.asking import Source
    from tests.fakes.uploading import ScriptedUpload


class LibraryRig:
    """As much of `lookhear.desktop.engine.rig.Rig` as the library uses. ``asked`` are the bindings whose backend was looked for."""

    def __init__(self, home: Path, *, backend: Source | None = None) -> None:
        self.paths = Paths(data=home, exports=home / "exports", state=home / "state")
        self.environ: Mapping[str, str] = {}
        self.backend = backend
        self.asked: list[Binding] = []
        self.uploads: dict[str, ScriptedUpload] = {}  # by recording
        self.published: list[str] = []

    def private_backend_url(self) -> str | None:
        return None if self.backend is None else self.backend.url

    def video_source(self, binding: Binding) -> Source:
        self.asked.append(binding)
        if self.backend is None:
            raise BackendUnreachable("Nobody answers.")
        return self.backend

    def publisher(self, folder: Path, *, source: TokenSource, look_every_s: float | None = None) -> ScriptedUpload:
        self.published.append(folder.name)
        return self.uploads[folder.name]
