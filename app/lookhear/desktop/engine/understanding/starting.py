"""What a backend is asked to understand of the streams of a recording, and what of it is wanted no more. Blocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.understanding.client import INDEX_NAME, Pipeline, Stream, digest, sights
from lookhear.desktop.engine.understanding.values import LineKind
from lookhear.protocol.channels import ChannelId

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from lookhear.desktop.engine.understanding.client import UnderstandingClient

SCREEN_S: Final = 4.0  # a window of what is on a display: a change is read soon, and a still one costs nothing
SUMMARY_S: Final = 60.0
SUMMARY_PROMPT: Final = "Sum up what was said in a sentence or two: topics, decisions, questions, and what somebody will do."
KINDS: Final = (LineKind.SPEECH, LineKind.SCREEN, LineKind.SUMMARY)


@dataclass(slots=True, eq=False)
class Started:
    """One pipeline of one stream. ``alerts`` has when each of its alerts was told last."""

    kind: LineKind
    stream: Stream
    pipeline: Pipeline
    alerts: dict[str, float] = field(default_factory=dict)


def start(
    client: UnderstandingClient, streams: Collection[Stream], *, wanted: Collection[LineKind], language: str = "", connection_id: str = ""
) -> list[Started]:
    """Start everything that is wanted of these streams; what runs already goes on. Raises UploadError."""
    found: list[Started] = []
    for stream in streams:
        if is_video(stream.channel):
            if LineKind.SCREEN in wanted:
                made = client.start_index(stream.stream_id, sights(every_s=SCREEN_S), connection_id=connection_id)
                found.append(Started(LineKind.SCREEN, stream, made))
            continue
        if LineKind.SPEECH in wanted:
            made = client.start_transcript(stream.stream_id, connection_id=connection_id, language=language)
            found.append(Started(LineKind.SPEECH, stream, made))
        if LineKind.SPEECH in wanted and LineKind.SUMMARY in wanted:
            wish = digest(every_s=SUMMARY_S, prompt=SUMMARY_PROMPT)
            found.append(Started(LineKind.SUMMARY, stream, client.start_index(stream.stream_id, wish, connection_id=connection_id)))
    return found


def stop(client: UnderstandingClient, streams: Iterable[Stream], *, unwanted: Collection[LineKind]) -> None:
    """Stop what this application started and somebody wants no more. Raises UploadError."""
    for stream in streams:
        if not is_video(stream.channel) and LineKind.SPEECH in unwanted:
            client.stop_transcript(stream.stream_id)
        for each in client.indexes(stream.stream_id):
            kind = LineKind.SUMMARY if each.has_sound else LineKind.SCREEN
            if each.name == INDEX_NAME and kind in unwanted:
                client.stop_index(stream.stream_id, each.index_id)


def is_video(channel: str) -> bool:
    """Whether a track holds pictures."""
    try:
        return ChannelId.parse(channel).kind.is_video
    except ValueError:
        return False


def streams_of(tracks: Iterable[tuple[str, str]]) -> tuple[Stream, ...]:
    """The streams that can be understood among (stream, track): displays and sounds, not what was made of them."""
    found = []
    for stream_id, track in tracks:
        try:
            ChannelId.parse(track)
        except ValueError:
            continue
        found.append(Stream(stream_id=stream_id, channel=track))
    return tuple(found)
