"""Exit codes of the command line: a contract with scripts."""

from __future__ import annotations

from enum import IntEnum

from lookhear.errors import (
    BackendRefused,
    BackendUnsuitable,
    CaptureError,
    LookhearError,
    NothingIsRecorded,
    RecordingNotFound,
    UploadError,
    UsageError,
)


class ExitCode(IntEnum):
    """0 and 2 to 5 are promised for `record`; 1 is any other expected failure; 130 is Ctrl-C as shells say it, or another such signal.

    4: the backend does not want the recording, which is safe here. 5: recorded, and not all handed over yet.
    """

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOTHING_CAPTURED = 3
    REFUSED = 4
    NOT_UPLOADED = 5
    INTERRUPTED = 130


def exit_code_of(error: LookhearError) -> ExitCode:
    """The exit code for an expected error that ended a command."""
    if isinstance(error, UsageError | RecordingNotFound):
        return ExitCode.USAGE
    if isinstance(error, CaptureError | NothingIsRecorded):
        return ExitCode.NOTHING_CAPTURED
    if isinstance(error, BackendRefused | BackendUnsuitable):
        return ExitCode.REFUSED
    if isinstance(error, UploadError):
        return ExitCode.NOT_UPLOADED
    return ExitCode.FAILED
