from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lookhear.errors import ControlError, LookhearError, NotNow, UsageError
from lookhear.protocol.ids import new_recording_id
from lookhear.recorder.control.wire import Answer, Request, Verb, error_line, recording_of, socket_path

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("request_", [*(Request(verb) for verb in Verb), Request(Verb.MARK, "ümlaut\nand a line feed")])
def test_a_request_takes_one_line_and_reads_back(request_: Request) -> None:
    line = request_.to_line()
    assert line.count(b"\n") == 1
    assert Request.parse(line) == request_


@pytest.mark.parametrize(
    "line", [b"", b"stop", b"[]", b"{}", b'"stop"', b'{"do":"dance"}', b'{"do":1}', b'{"do":"mark","text":5}', b"\xff", b"[" * 9000]
)
def test_what_is_no_request_is_refused(line: bytes) -> None:
    with pytest.raises(UsageError):
        Request.parse(line)


@given(st.binary())
def test_no_bytes_do_harm(line: bytes) -> None:
    for parse in (Request.parse, Answer.parse):
        with pytest.raises(LookhearError):
            parse(line)


def test_an_answer_takes_one_line_and_reads_back() -> None:
    answer = Answer(
        recording_id="rec-1",
        folder="/f\n",
        pid=7,
        state="paused",
        changed=True,
        t_ns=5,
        failures=(("mic:default", "It was unplugged."),),
        uploads={"state": "offline", "pending_bytes": 3},
    )
    assert answer.to_line().count(b"\n") == 1
    assert Answer.parse(answer.to_line()) == answer


@pytest.mark.parametrize("error", [NotNow("The recording has ended."), UsageError("No such thing.", hint="Say another.")])
def test_what_a_recording_says_is_wrong_is_raised_as_it_was(error: LookhearError) -> None:
    with pytest.raises(type(error)) as raised:
        Answer.parse(error_line(error))
    assert (str(raised.value), raised.value.hint) == (str(error), error.hint)


def test_another_error_is_one_of_control() -> None:
    with pytest.raises(ControlError, match="the disk"):
        Answer.parse(error_line(LookhearError("It is the disk.")))


def test_the_path_names_the_recording(tmp_path: Path) -> None:
    recording_id = new_recording_id()
    path = socket_path(tmp_path, recording_id)
    assert recording_of(path) == recording_id
    assert [recording_of(tmp_path / name) for name in (recording_id, "x.control", f"{recording_id}.control.new")] == [None] * 3
