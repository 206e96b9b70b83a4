"""Words between the application and other programs, and the right to be the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.remote import AppAnswer, AppRequest, AppVerb, Instance, ask_app, error_line
from lookhear.desktop.engine.view import Phase
from lookhear.errors import (
    CaptureError,
    ControlError,
    DiskFull,
    LookhearError,
    NothingToCapture,
    NotNow,
    PermissionMissing,
    StorageError,
    UsageError,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("request_", [AppRequest(AppVerb.START, 3), AppRequest(AppVerb.START), AppRequest(AppVerb.QUIT)])
def test_a_request_is_read_as_it_was_written(request_: AppRequest) -> None:
    assert AppRequest.parse(request_.to_line()) == request_


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b'{"do": "dance"}',
        b'{"do": 1}',
        b'{"do": "start", "countdown_s": -1}',
        b'{"do": "start", "countdown_s": true}',
        b'{"do": "start", "countdown_s": 1e9}',
        b"[" * 10_000,
    ],
)
def test_what_is_no_request_is_refused(line: bytes) -> None:
    with pytest.raises(UsageError, match="not a request"):
        AppRequest.parse(line)


def test_an_answer_is_read_as_it_was_written() -> None:
    for answer in (AppAnswer(pid=7, phase=Phase.RECORDING, recording_id="rec-1", folder="/x"), AppAnswer(pid=7, phase=Phase.IDLE)):
        assert AppAnswer.parse(answer.to_line()) == answer


@pytest.mark.parametrize("line", [b"", b"[]", b'{"ok": true}', b'{"ok": true, "pid": 1, "phase": "dancing"}', b'{"ok": false}'])
def test_an_answer_that_nobody_knows_is_an_error(line: bytes) -> None:
    with pytest.raises(ControlError, match="does not know"):
        AppAnswer.parse(line)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (NotNow("Not now.", hint="Later."), NotNow),
        (UsageError("No."), UsageError),
        (PermissionMissing("Not allowed."), PermissionMissing),
        (NothingToCapture("Nothing."), CaptureError),
        (DiskFull("Full."), StorageError),
        (LookhearError("Odd."), ControlError),
    ],
)
def test_what_was_wrong_is_raised_where_it_was_asked(error: LookhearError, kind: type[LookhearError]) -> None:
    with pytest.raises(kind) as raised:
        AppAnswer.parse(error_line(error))
    assert (str(raised.value), raised.value.hint) == (str(error), error.hint)


def test_only_one_is_the_application_at_a_time(tmp_path: Path) -> None:
    first = Instance.claim(tmp_path / "run")
    assert first is not None
    assert Instance.claim(tmp_path / "run") is None
    first.close()
    first.close()
    second = Instance.claim(tmp_path / "run")
    assert second is not None
    second.close()


def test_where_nothing_can_be_locked_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "run" / "app.lock").mkdir(parents=True)
    with pytest.raises(ControlError, match="cannot be locked"):
        Instance.claim(tmp_path / "run")


def test_nobody_answers_where_none_runs(tmp_path: Path) -> None:
    assert ask_app(tmp_path, AppRequest(AppVerb.STATUS), timeout_s=1.0) is None
