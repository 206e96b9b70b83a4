"""Exit codes of the command line: a contract with scripts."""

from __future__ import annotations

from enum import IntEnum

from lookhear.errors import CaptureError, LookhearError, RecordingNotFound, UsageError


class ExitCode(IntEnum):
    """0, 2 and 3 are promised for `record`; 1 is any other expected failure; 130 is Ctrl-C as shells say it, or another such signal."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOTHING_CAPTURED = 3
    INTERRUPTED = 130


def exit_code_of(error: LookhearError) -> ExitCode:
    """The exit code for an expected error that ended a command."""
    if isinstance(error, UsageError | RecordingNotFound):
        return ExitCode.USAGE
    if isinstance(error, CaptureError):
        return ExitCode.NOTHING_CAPTURED
    return ExitCode.FAILED
