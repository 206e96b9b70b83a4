"""What goes wrong where a backend keeps rows and objects."""

from __future__ import annotations

from lookhear.errors.backend import BackendError


class StoreError(BackendError):
    """Rows and objects cannot be kept or found."""

    code = "backend.store"


class StoreBusy(StoreError):
    """More waits for the disk than may wait; trying again helps."""

    code = "backend.store_busy"
    is_retryable = True


class StoreFull(StoreError):
    """The disk has no room; nothing of what was asked for has happened."""

    code = "backend.store_full"
    default_hint = "Free some space; what was acknowledged so far is safe."


class StoreUnwritable(StoreError):
    """The disk or its folder cannot be written; nothing of what was asked for has happened."""

    code = "backend.store_unwritable"
    default_hint = "Check the disk and the permissions of the data folder."


class StoreTooNew(StoreError):
    """A newer program has written this store."""

    code = "backend.store_too_new"
    default_hint = "Use that newer version, or another folder with --data-dir."


class StoreConflict(StoreError):
    """A row of that key exists already, or what it refers to does not."""

    code = "backend.store_conflict"


class ObjectMissing(StoreError):
    """There are no bytes under this key."""

    code = "backend.object_missing"
