"""Commands for the transcript of a video that are refused; what is done on those that are not is in tests/integration/test_videos.py."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.fakes.found import DISPLAY, MIC
from tests.fakes.serving import ServedBackend
from tests.fakes.stored import SESSION, VIDEO

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_no_language_tag_is_refused(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        backend.store.add(SESSION, DISPLAY, MIC, replace(VIDEO, key=None, error=None))
        for path in (f"/video/{VIDEO.id}/transcription", f"/audio/{VIDEO.id}/transcription", f"/video/{VIDEO.id}/index"):
            told = [backend.ask("POST", path, json={"language_code": language}).status_code for language in ("!!", "e", "any one", "pt-BR")]
            assert told[:3] == [422, 422, 422]
            assert told[3] != 422
