"""What goes wrong with recordings on this computer's disk, and with their bytes."""

from __future__ import annotations

from lookhear.errors.base import LookhearError


class StorageError(LookhearError):
    """Something about the folder recordings live in."""

    code = "storage.error"


class FolderUnwritable(StorageError):
    """The folder cannot be created or written."""

    code = "storage.unwritable"
    default_hint = "Choose another folder with LOOKHEAR_HOME or --output, or change its permissions."


class DiskFull(StorageError):
    """The disk has no room beyond the reserve that keeps a recording sealable."""

    code = "storage.full"
    default_hint = "Free some space; what was recorded so far is safe."


class JournalDamaged(StorageError):
    """A recording's manifest or journal cannot be read at all."""

    code = "storage.damaged"


class RecordingNotFound(StorageError):
    """There is no recording with this identifier."""

    code = "storage.not_found"
    default_hint = "`lookhear recordings` lists them."


class RecordingBusy(StorageError):
    """Another process is writing this recording."""

    code = "storage.busy"
    is_retryable = True
    default_hint = "Stop that recording first."


class MediaError(LookhearError):
    """Bytes that are not the media they should be."""

    code = "media.invalid"
