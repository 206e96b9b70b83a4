from __future__ import annotations

import json

import pytest

from lookhear.recorder.spool.context import MOST_BYTES, ContextDraft, context_facts
from lookhear.recorder.spool.rows import (
    ContextFacts,
    ContextRow,
    EndReason,
    EndRow,
    FragmentRow,
    GapRow,
    HoldRow,
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
from tests.fakes.recordings import MIC, SCREEN, fragment_facts, manifest

LOST = SourceRow(channel=MIC, state=SourceState.LOST, reason="unplugged", device="m", t_ns=5)


def events(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in data.splitlines()]


def test_what_was_done_becomes_lines_and_what_was_captured_does_not() -> None:
    draft = ContextDraft.begin(manifest())
    held: list[Row] = [HoldRow(channel=MIC, t_ns=9), ReleaseRow(channel=MIC, t_ns=9)]
    done: list[Row] = [MarkerRow(text="ümlaut\n", t_ns=8), EndRow(reason=EndReason.SIGNAL, t_ns=10)]
    window = WindowRow(app="Editor", title="a.txt", t_ns=9, pid=7)
    rows: list[Row] = [PauseRow(t_ns=7), ResumeRow(t_ns=9), *held, window, *done]
    unsaid: list[Row] = [NoteRow(text="n", t_ns=1), GapRow(channel=MIC, from_ns=1, to_ns=2, reason="x", filled=False)]
    for row in (LOST, *rows, *unsaid, FragmentRow.of(fragment_facts(SCREEN, 1), b"x")):
        draft.note(row)
    taken = draft.file()
    assert taken is not None
    facts, data = taken
    assert events(data) == [
        {"t_ns": 1_000_000_000, "kind": "started"},
        {"t_ns": 5, "kind": "source", "channel": "mic:default", "state": "lost", "device": "m", "reason": "unplugged"},
        {"t_ns": 7, "kind": "pause"},
        {"t_ns": 9, "kind": "resume"},
        {"t_ns": 9, "kind": "hold", "channel": "mic:default"},
        {"t_ns": 9, "kind": "release", "channel": "mic:default"},
        {"t_ns": 9, "kind": "window", "app": "Editor", "title": "a.txt", "pid": 7},
        {"t_ns": 8, "kind": "marker", "text": "ümlaut\n"},
        {"t_ns": 10, "kind": "ended", "reason": "signal"},
    ]
    assert facts == ContextFacts(seq=1, from_ns=5, to_ns=1_000_000_000, events=9)
    assert context_facts(data, 1) == facts


def test_nothing_new_makes_no_file_and_files_are_counted() -> None:
    draft = ContextDraft.begin(manifest())
    assert draft.size_bytes > 0
    first = draft.file()
    assert draft.file() == first, "it is the next one until it is sealed"
    draft.sealed()
    assert draft.file() is None
    assert draft.size_bytes == 0
    draft.note(PauseRow(t_ns=3))
    second = draft.file()
    assert first is not None
    assert second is not None
    assert [first[0].seq, second[0].seq] == [1, 2]


def test_a_journal_gives_what_no_file_behind_it_holds() -> None:
    sealed = ContextRow.of(ContextFacts(seq=4, from_ns=1, to_ns=1, events=1), b"x")
    taken = ContextDraft.of(manifest(), [LOST, sealed, PauseRow(t_ns=6)]).file()
    assert taken is not None
    assert taken[0] == ContextFacts(seq=5, from_ns=6, to_ns=6, events=1)
    whole = ContextDraft.of(manifest(), [LOST, PauseRow(t_ns=6)]).file()
    assert whole is not None
    assert [event["kind"] for event in events(whole[1])] == ["started", "source", "pause"]


def test_a_time_before_the_session_clock_is_its_beginning() -> None:
    draft = ContextDraft()
    draft.note(PauseRow(t_ns=-5))
    taken = draft.file()
    assert taken is not None
    assert taken[0].from_ns == 0


def test_a_file_is_full_long_before_a_backend_would_refuse_it() -> None:
    draft = ContextDraft()
    while draft.size_bytes < MOST_BYTES:
        draft.note(MarkerRow(text="x" * 2000, t_ns=1))
    taken = draft.file()
    assert taken is not None
    assert len(taken[1]) < 1 << 20


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"{}\n", b'{"t_ns":1}\n', b'{"kind":"pause"}\n', b'{"t_ns":-1,"kind":"pause"}\n', b'{"t_ns":1,"kind":"pause"}', b"\0\0\n"],
)
def test_what_is_no_context_log_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        context_facts(data, 1)
