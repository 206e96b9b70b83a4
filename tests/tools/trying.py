"""Somebody who tries the examples: a desktop, a backend, a home and a folder of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.tools.sdk_backend import API_KEY
from tests.tools.talking import Talking

if TYPE_CHECKING:
    from tests.tools.program import Program
    from tests.tools.sdk_backend import SdkBackend
    from tests.tools.stage import Stage

EXAMPLES: Final = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Person:
    """Somebody at a desktop, with a home and a folder of their own."""

    stage: Stage
    backend: SdkBackend
    program: Program
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """What their programs get. Where the backend is, and no key."""
        return {
            **self.stage.desktop.env,
            "LOOKHEAR_HOME": str(self.program.home),
            "VIDEODB_BASE_URL": self.backend.url,
            "PYTHONUNBUFFERED": "1",
        }

    @property
    def env_with_key(self) -> dict[str, str]:
        """What a developer's own servers get."""
        return {**self.env, "VIDEO_DB_API_KEY": API_KEY}

    def runs(self, script: str, *arguments: str, env: dict[str, str] | None = None, line: str = "") -> Talking:
        """One of the examples, by its path below them."""
        folder = self.folder / script.replace("/", "-")
        return Talking(EXAMPLES / script, *arguments, env=env or self.env, folder=folder, line=line)
