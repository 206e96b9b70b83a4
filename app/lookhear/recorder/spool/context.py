"""The context log: what was done while a recording ran, as sealed files of JSON lines that are uploaded like a track.

    {"t_ns": 2000000000, "kind": "started"}
    {"t_ns": …, "kind": "source", "channel": "mic:default", "state": "lost", "device": "…", "reason": "…"}
    {"t_ns": …, "kind": "pause"}  ·  "resume"  ·  {…, "kind": "hold", "channel": "mic:default"}  ·  "release"
    {…, "kind": "window", "app": "…", "title": "…", "pid": 4711}, whenever another one has the focus, or its title changes
    {…, "kind": "marker", "text": "…"}  ·  {…, "kind": "ended", "reason": "stopped"}

``t_ns`` is session time in nanoseconds. Every event stands in the journal too, as a row before that of its file: a file that a crash
prevented can be written from there.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from lookhear.recorder.spool.fields import Fields
from lookhear.recorder.spool.rows import (
    ContextFacts,
    ContextRow,
    EndRow,
    HoldRow,
    MarkerRow,
    PauseRow,
    ReleaseRow,
    ResumeRow,
    SourceRow,
    WindowRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lookhear.recorder.spool.manifest import Manifest
    from lookhear.recorder.spool.rows import Row

MOST_BYTES: Final = 256 << 10
"""A file this long is sealed without waiting; a backend takes four times as much."""


class ContextDraft:
    """The events that are in no sealed file yet, and the number of the file they will be in. Owned by whoever writes the journal."""

    def __init__(self, *, seq: int = 1) -> None:
        self._seq = seq
        self._times: list[int] = []
        self._lines: list[bytes] = []
        self.size_bytes = 0

    @classmethod
    def begin(cls, manifest: Manifest) -> ContextDraft:
        """That of a recording that starts now."""
        draft = cls()
        draft._add(manifest.created_wall_ns - manifest.clock_wall_origin_ns, {"kind": "started"})
        return draft

    @classmethod
    def of(cls, manifest: Manifest, rows: Iterable[Row]) -> ContextDraft:
        """What the rows of a journal tell and no file behind them holds."""
        draft = cls.begin(manifest)
        for row in rows:
            if isinstance(row, ContextRow):
                draft = cls(seq=row.seq + 1)
            else:
                draft.note(row)
        return draft

    def note(self, row: Row) -> None:
        """Take up what a row tells, if it is something that was done."""
        match row:
            case PauseRow() | ResumeRow():
                self._add(row.t_ns, {"kind": row.type})
            case HoldRow() | ReleaseRow():
                self._add(row.t_ns, {"kind": row.type, "channel": str(row.channel)})
            case MarkerRow():
                self._add(row.t_ns, {"kind": row.type, "text": row.text})
            case SourceRow():
                source = {"channel": str(row.channel), "state": row.state, "device": row.device, "reason": row.reason}
                self._add(row.t_ns, {"kind": row.type, **source})
            case WindowRow():
                self._add(row.t_ns, {"kind": row.type, "app": row.app, "title": row.title, "pid": row.pid})
            case EndRow():
                self._add(row.t_ns, {"kind": "ended", "reason": row.reason})
            case _:
                pass

    def _add(self, t_ns: int, event: Mapping[str, str | int | None]) -> None:
        t_ns = max(0, t_ns)  # the wall clock may have been set while the recording was begun
        line = json.dumps({"t_ns": t_ns, **event}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._times.append(t_ns)
        self._lines.append(line)
        self.size_bytes += len(line)

    def file(self) -> tuple[ContextFacts, bytes] | None:
        """The next file: what is known of it, and its bytes. None when nothing has happened. It stays the next one until `sealed`."""
        if not self._lines:
            return None
        facts = ContextFacts(seq=self._seq, from_ns=min(self._times), to_ns=max(self._times), events=len(self._lines))
        return facts, b"".join(self._lines)

    def sealed(self) -> None:
        """The file has its row: begin the one behind it."""
        self._seq += 1
        self._times.clear()
        self._lines.clear()
        self.size_bytes = 0


def context_facts(data: bytes, seq: int) -> ContextFacts:
    """What the bytes of a file of the context log tell. Raises ValueError when it is none, or not whole."""
    if not data.endswith(b"\n"):
        raise ValueError("its last line is not whole")
    events = [Fields.parse(line) for line in data.splitlines()]
    times = [event.count("t_ns") for event in events if event.text("kind")]
    if len(times) != len(events):
        raise ValueError("an event has no kind")
    return ContextFacts(seq=seq, from_ns=min(times), to_ns=max(times), events=len(times))
