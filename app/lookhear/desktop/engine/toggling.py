"""One click, one key: record what is chosen, or stop. The same for tray, windows and hotkeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lookhear.desktop.engine.ports import RecordingService, SourceService


async def toggle_chosen(recording: RecordingService, sources: SourceService) -> bool:
    """Record, or stop; False where nothing was done because nobody ever chose what to record with these displays."""
    if not recording.view.is_busy and not await sources.is_chosen():
        return False
    await recording.toggle()
    return True
