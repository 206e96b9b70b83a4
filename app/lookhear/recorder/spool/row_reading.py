"""Reading the rows of the journal back, strictly: a field that is missing or wrong makes the line no row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lookhear.recorder.spool.fields import Fields
from lookhear.recorder.spool.layout import context_file, fragment_file, init_file
from lookhear.recorder.spool.rows import (
    ContextRow,
    DamagedRow,
    EndReason,
    EndRow,
    FragmentRow,
    GapRow,
    HoldRow,
    InitRow,
    MarkerRow,
    NoteRow,
    PauseRow,
    ReleaseRow,
    ResumeRow,
    Row,
    SourceRow,
    SourceState,
    WindowRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def parse_row(line: bytes) -> Row | None:
    """Read one line. None for a row of a type this version does not know; raises ValueError for anything that is not a row."""
    fields = Fields.parse(line)
    reader = _READERS.get(fields.text("type"))
    return reader(fields) if reader is not None else None


def _init(fields: Fields) -> InitRow:
    channel, init = fields.channel("channel"), fields.count("init", at_least=1)
    return InitRow(
        channel=channel,
        init=init,
        encoder=fields.text("encoder"),
        source=fields.text("source"),
        device=fields.text("device"),
        t_ns=fields.integer("t_ns"),
        width=fields.optional("width", fields.count),
        height=fields.optional("height", fields.count),
        rate=fields.optional("rate", fields.count),
        channels=fields.optional("channels", fields.count),
        priming=fields.optional("priming", fields.count),
        file=_expected(fields.text("file"), init_file(channel, init)),
        bytes=fields.count("bytes"),
        sha256=fields.sha256("sha256"),
        adopted=fields.flag("adopted", default=False),
    )


def _fragment(fields: Fields) -> FragmentRow:
    channel, seq = fields.channel("channel"), fields.count("seq", at_least=1)
    return FragmentRow(
        channel=channel,
        init=fields.count("init", at_least=1),
        seq=seq,
        tfdt=fields.count("tfdt"),
        duration=fields.count("duration"),
        timescale=fields.count("timescale", at_least=1),
        samples=fields.count("samples"),
        keyframes=fields.count("keyframes"),
        dropped=fields.count("dropped"),
        silence_samples=fields.count("silence_samples"),
        peak=fields.optional("peak", fields.number),
        clock_error_us=fields.optional("clock_error_us", fields.integer),
        file=_expected(fields.text("file"), fragment_file(channel, seq)),
        bytes=fields.count("bytes"),
        sha256=fields.sha256("sha256"),
        adopted=fields.flag("adopted", default=False),
    )


def _source(fields: Fields) -> SourceRow:
    return SourceRow(
        channel=fields.channel("channel"),
        state=SourceState(fields.text("state")),
        reason=fields.text("reason"),
        device=fields.text("device"),
        t_ns=fields.integer("t_ns"),
    )


def _gap(fields: Fields) -> GapRow:
    from_ns = fields.integer("from_ns")
    return GapRow(
        channel=fields.channel("channel"),
        from_ns=from_ns,
        to_ns=fields.count("to_ns", at_least=from_ns),
        reason=fields.text("reason"),
        filled=fields.flag("filled"),
    )


def _damaged(fields: Fields) -> DamagedRow:
    return DamagedRow(
        channel=fields.optional("channel", fields.channel),
        file=fields.text("file"),
        moved_to=fields.text("moved_to"),
        reason=fields.text("reason"),
        from_ns=fields.optional("from_ns", fields.integer),
        to_ns=fields.optional("to_ns", fields.integer),
    )


def _note(fields: Fields) -> NoteRow:
    return NoteRow(text=fields.text("text"), t_ns=fields.integer("t_ns"))


def _pause(fields: Fields) -> PauseRow:
    return PauseRow(t_ns=fields.integer("t_ns"))


def _resume(fields: Fields) -> ResumeRow:
    return ResumeRow(t_ns=fields.integer("t_ns"))


def _hold(fields: Fields) -> HoldRow:
    return HoldRow(channel=fields.channel("channel"), t_ns=fields.integer("t_ns"))


def _release(fields: Fields) -> ReleaseRow:
    return ReleaseRow(channel=fields.channel("channel"), t_ns=fields.integer("t_ns"))


def _marker(fields: Fields) -> MarkerRow:
    return MarkerRow(text=fields.text("text"), t_ns=fields.integer("t_ns"))


def _window(fields: Fields) -> WindowRow:
    return WindowRow(
        app=fields.text("app"), title=fields.text("title"), t_ns=fields.integer("t_ns"), pid=fields.optional("pid", fields.count)
    )


def _context(fields: Fields) -> ContextRow:
    seq, from_ns = fields.count("seq", at_least=1), fields.count("from_ns")
    return ContextRow(
        seq=seq,
        from_ns=from_ns,
        to_ns=fields.count("to_ns", at_least=from_ns),
        events=fields.count("events", at_least=1),
        file=_expected(fields.text("file"), context_file(seq)),
        bytes=fields.count("bytes"),
        sha256=fields.sha256("sha256"),
        adopted=fields.flag("adopted", default=False),
    )


def _end(fields: Fields) -> EndRow:
    return EndRow(reason=EndReason(fields.text("reason")), t_ns=fields.integer("t_ns"))


def _expected(text: str, expected: str) -> str:
    """A journal may name only the file its own numbers lead to: nobody can point it at another one."""
    if text != expected:
        raise ValueError(f"file is {text!r} and should be {expected!r}")
    return text


_READERS: Final[dict[str, Callable[[Fields], Row]]] = {
    InitRow.type: _init,
    FragmentRow.type: _fragment,
    SourceRow.type: _source,
    GapRow.type: _gap,
    DamagedRow.type: _damaged,
    NoteRow.type: _note,
    PauseRow.type: _pause,
    ResumeRow.type: _resume,
    HoldRow.type: _hold,
    ReleaseRow.type: _release,
    MarkerRow.type: _marker,
    WindowRow.type: _window,
    ContextRow.type: _context,
    EndRow.type: _end,
}
