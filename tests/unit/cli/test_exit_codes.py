from __future__ import annotations

import pytest

from lookhear.cli.exit_codes import ExitCode, exit_code_of
from lookhear.errors import (
    BackendRefused,
    BackendUnreachable,
    BackendUnsuitable,
    DiskFull,
    FolderUnwritable,
    LookhearError,
    MediaError,
    NothingIsRecorded,
    NothingToCapture,
    NotNow,
    PermissionMissing,
    RecordingBusy,
    RecordingNotFound,
    SourceUnavailable,
    UsageError,
)


def test_the_codes_are_a_contract_with_scripts() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "DONE": 0,
        "FAILED": 1,
        "USAGE": 2,
        "NOTHING_CAPTURED": 3,
        "REFUSED": 4,
        "NOT_UPLOADED": 5,
        "INTERRUPTED": 130,
    }


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError(""), ExitCode.USAGE),
        (RecordingNotFound(""), ExitCode.USAGE),
        (NothingToCapture(""), ExitCode.NOTHING_CAPTURED),
        (NothingIsRecorded(""), ExitCode.NOTHING_CAPTURED),
        (NotNow(""), ExitCode.FAILED),
        (SourceUnavailable(""), ExitCode.NOTHING_CAPTURED),
        (PermissionMissing(""), ExitCode.NOTHING_CAPTURED),
        (BackendRefused(""), ExitCode.REFUSED),
        (BackendUnsuitable(""), ExitCode.REFUSED),
        (BackendUnreachable(""), ExitCode.NOT_UPLOADED),
        (DiskFull(""), ExitCode.FAILED),
        (FolderUnwritable(""), ExitCode.FAILED),
        (RecordingBusy(""), ExitCode.FAILED),
        (MediaError(""), ExitCode.FAILED),
        (LookhearError(""), ExitCode.FAILED),
    ],
)
def test_every_kind_of_error_has_its_code(error: LookhearError, code: ExitCode) -> None:
    assert exit_code_of(error) is code
