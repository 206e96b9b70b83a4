"""What the library needs of the machine: a part of `lookhear.desktop.engine.rig.Rig`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lookhear.recorder.run_upload import Uploading
    from lookhear.recorder.spool.binding import Binding, TokenSource
    from lookhear.recorder.upload.asking import Source
    from lookhear.system.paths.folders import Paths


class Needs(Protocol):
    """See `Rig`."""

    environ: Mapping[str, str]
    paths: Paths

    def private_backend_url(self) -> str | None:
        """Where the backend of this computer says that it answers; None where none runs."""
        ...

    def video_source(self, binding: Binding) -> Source:
        """Where the backend of a recording answers now. Blocks; raises LookhearError."""
        ...

    def publisher(self, folder: Path, *, source: TokenSource, look_every_s: float | None = None) -> Uploading:
        """The upload of a recording. Raises LookhearError."""
        ...
