"""The text of a recording that is over, or of one that runs: asked of the backend that has it. Blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.desktop.engine.understanding.client import INDEX_NAME, RUNNING, WAITING
from lookhear.desktop.engine.understanding.lines import MOST_LINES, Lines, found_line, spoken_line
from lookhear.desktop.engine.understanding.starting import is_video, streams_of
from lookhear.desktop.engine.understanding.values import LineKind, RecordingText, TextState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lookhear.desktop.engine.library.entries import LibraryEntry
    from lookhear.desktop.engine.understanding.client import Pipeline, Stream, UnderstandingClient
    from lookhear.desktop.engine.understanding.values import Line

_NEVER = "not_configured"


def text_of(client: UnderstandingClient, entry: LibraryEntry) -> RecordingText:
    """Everything that a backend understood of a recording it has. Raises UploadError."""
    lines, statuses, is_off = Lines(), set[str](), False
    origin_s = entry.started_wall_ns / 1e9
    for stream in streams_of((each.stream_id, each.channel) for each in client.streams(entry.session_id)):
        if not is_video(stream.channel) and (transcript := client.transcript(stream.stream_id)).status != _NEVER:
            statuses.add(transcript.status)
            is_off = is_off or transcript.is_off
            rows = client.spoken(stream.stream_id)
            lines.is_cut = lines.is_cut or len(rows) >= MOST_LINES  # no more are asked for
            lines.extend(spoken_line(row, channel=stream.channel, origin_s=origin_s) for row in rows)
        for index in _worth_reading(client.indexes(stream.stream_id)):
            statuses.add(index.status)
            is_off = is_off or index.is_off
            lines.extend(_read(client, stream, index, origin_s=origin_s))
    state = _state(statuses, has_lines=lines.is_new)
    if state is TextState.NO_ENGINE and is_off:
        state = TextState.ENGINE_OFF
    return RecordingText(recording_id=entry.recording_id, state=state, lines=lines.all(), is_cut=lines.is_cut)


def _read(client: UnderstandingClient, stream: Stream, index: Pipeline, *, origin_s: float) -> Iterator[Line | None]:
    kind = LineKind.SUMMARY if index.has_sound else LineKind.SCREEN
    for row in client.found(stream.stream_id, index.index_id):
        yield found_line(row, kind=kind, channel=stream.channel, origin_s=origin_s)


def _worth_reading(indexes: list[Pipeline]) -> list[Pipeline]:
    """Those of this application; where it made none of a kind, whatever others made."""
    own = {index.has_sound for index in indexes if index.name == INDEX_NAME}
    return [index for index in indexes if index.name == INDEX_NAME or index.has_sound not in own]


def _state(statuses: set[str], *, has_lines: bool) -> TextState:
    if not statuses:
        return TextState.NONE
    if RUNNING in statuses:
        return TextState.GROWING
    return TextState.NO_ENGINE if WAITING in statuses and not has_lines else TextState.WHOLE
