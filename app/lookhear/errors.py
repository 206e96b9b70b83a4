"""The one tree of expected errors: what a person reads, and what a retry loop needs.

    LookhearError
    ├── CaptureError
    │   ├── PermissionMissing        the system does not let us look or listen
    │   ├── SourceUnavailable        no such source here, or none that can be opened
    │   ├── SourceLost               it was there and went away: retryable
    │   └── NothingToCapture         not one of the chosen sources could be opened
    ├── EncodeError                  no encoder could be opened, or it failed
    ├── StorageError
    │   ├── FolderUnwritable
    │   ├── DiskFull
    │   ├── JournalDamaged
    │   ├── RecordingNotFound
    │   └── RecordingBusy            another process is writing it
    ├── MediaError                   bytes that are not what they should be
    ├── BackendError
    │   ├── Unauthorized             no credential, or one that nobody issued
    │   │   ├── CredentialExpired
    │   │   └── CredentialRevoked
    │   ├── Forbidden                a valid credential for something else
    │   ├── InvalidRequest           a body or a parameter that makes no sense
    │   │   ├── BodyTooLarge
    │   │   ├── WrongKind            it makes sense for a stream of another kind only
    │   │   └── AddressRefused       an address that this backend sends nothing to and fetches nothing from
    │   ├── NotFound                 nothing has this identifier
    │   │   ├── LinkExpired          a share link past its time
    │   │   └── MediaRemoved         it was there, and was kept long enough
    │   ├── Conflict                 it contradicts what is there already
    │   │   └── EngineMissing        it needs an engine, and none is configured
    │   ├── TooMany                  more than this key may ask for now: retryable, later
    │   ├── IngestRefused            a fragment, an init or a complete that is not taken
    │   ├── BackendInUse             another process serves this folder
    │   ├── CannotListen             the address is taken, or not ours to use
    │   └── StoreError               rows and objects cannot be kept or found
    │       ├── StoreBusy            too much waits for the disk: retryable
    │       ├── StoreFull
    │       ├── StoreUnwritable
    │       ├── StoreTooNew          a newer program has written it
    │       ├── StoreConflict        a row of that key exists, or what it refers to does not
    │       └── ObjectMissing
    ├── UploadError                  a recording cannot be handed over for now: it is safe here
    │   ├── BackendUnreachable       nobody answers, or the line is down: retryable
    │   ├── BackendBusy              it asks for patience: retryable, later
    │   ├── BackendFull              it has no room for now: retryable, later
    │   ├── BackendUnsuitable        what answers is no backend of ours, or too old a one
    │   └── BackendRefused           it answers, and does not want this: a token, a session, a recording
    ├── EngineFailed                 an engine cannot do what it was given
    │   └── EngineBusy               not now: retryable
    ├── ControlError                 a recording that runs cannot be told something
    │   ├── NothingIsRecorded        no recording runs
    │   ├── NotNow                   what was asked makes no sense in the state it is in
    │   └── NoAnswer                 it does not answer, or not in time
    └── UsageError                   the request itself makes no sense
    IllegalTransition(RuntimeError)  our bug, never a message for people

A test keeps this drawing, the classes and their codes in step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping


class LookhearError(Exception):
    """An expected failure. ``str()`` is one sentence for a person; ``hint`` says what to do next."""

    code: ClassVar[str] = "lookhear.error"
    default_hint: ClassVar[str] = ""
    is_retryable: ClassVar[bool] = False

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or self.default_hint

    def for_people(self) -> str:
        """The sentence and, where there is one, what to do next."""
        return f"{self} {self.hint}".strip()


class CaptureError(LookhearError):
    """Something about a source of pictures or sound."""

    code = "capture.error"


class PermissionMissing(CaptureError):
    """The operating system does not let this program look or listen."""

    code = "capture.permission"
    default_hint = "Allow it in the system's privacy settings and start again."


class SourceUnavailable(CaptureError):
    """There is no such source here, or it cannot be opened now."""

    code = "capture.unavailable"
    default_hint = "`lookhear channels` lists what can be recorded here."


class SourceLost(CaptureError):
    """A source that worked has gone; opening it again may help."""

    code = "capture.lost"
    is_retryable = True


class NothingToCapture(CaptureError):
    """Not one of the chosen sources could be opened."""

    code = "capture.nothing"
    default_hint = "`lookhear doctor` says what is missing."


class EncodeError(LookhearError):
    """No encoder could be opened, or the encoder failed."""

    code = "encode.error"


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


class BackendError(LookhearError):
    """Something about the capture backend. Which HTTP status goes with it is the interface's business, not the error's."""

    code = "backend.error"


class Unauthorized(BackendError):
    """There is no credential, or it is one that nobody issued."""

    code = "backend.unauthorized"
    default_hint = "Send an API key or a client token in the header x-access-token."


class CredentialExpired(Unauthorized):
    """The credential was good until a moment ago."""

    code = "backend.expired"
    default_hint = "Ask for a new one where this one came from."


class CredentialRevoked(Unauthorized):
    """Somebody took the credential back."""

    code = "backend.revoked"
    default_hint = "Ask for a new one where this one came from."


class Forbidden(BackendError):
    """The credential is good, but not for this."""

    code = "backend.forbidden"


class InvalidRequest(BackendError):
    """A body or a parameter makes no sense."""

    code = "backend.invalid"


class BodyTooLarge(InvalidRequest):
    """More bytes than such a request may have."""

    code = "backend.too_large"


class WrongKind(InvalidRequest):
    """What is asked for makes sense for a stream of another kind only: pictures, sound."""

    code = "backend.wrong_kind"


class AddressRefused(InvalidRequest):
    """An address that this backend sends nothing to and fetches nothing from."""

    code = "backend.address_refused"


class NotFound(BackendError):
    """Nothing has this identifier."""

    code = "backend.not_found"


class LinkExpired(NotFound):
    """A share link past its time."""

    code = "backend.link_expired"


class MediaRemoved(NotFound):
    """It was there, and is gone for good: retention or its owner removed it."""

    code = "backend.removed"


class Conflict(BackendError):
    """The request contradicts what is there already."""

    code = "backend.conflict"


class EngineMissing(Conflict):
    """It needs an engine, and none is configured for it."""

    code = "backend.no_engine"


class TooMany(BackendError):
    """More than a key may ask for in this time. ``retry_after_s`` is when it may again."""

    code = "backend.too_many"
    is_retryable = True

    def __init__(self, message: str, *, hint: str = "", retry_after_s: float = 1.0) -> None:
        super().__init__(message, hint=hint)
        self.retry_after_s = retry_after_s


class IngestRefused(BackendError):
    """A fragment, an init or a complete is not taken.

    ``problem`` is its name on the wire (a value of `lookhear.protocol.ingest.Problem`), ``details`` go along in the answer.
    """

    code = "backend.ingest"

    def __init__(self, message: str, *, hint: str = "", problem: str = "bad-request", details: dict[str, object] | None = None) -> None:
        super().__init__(message, hint=hint)
        self.problem = problem
        self.details = details or {}


class BackendInUse(BackendError):
    """Another process serves the folder of this backend."""

    code = "backend.in_use"


class CannotListen(BackendError):
    """The address is taken, or not ours to use."""

    code = "backend.address"


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


class UploadError(LookhearError):
    """A recording cannot be handed over for now. It is safe on this computer."""

    code = "upload.error"


class BackendUnreachable(UploadError):
    """Nobody answers, or the line is down; trying again may help."""

    code = "upload.unreachable"
    is_retryable = True


class BackendBusy(UploadError):
    """The backend asks for patience. ``retry_after_s`` is how long, zero when it does not say."""

    code = "upload.busy"
    is_retryable = True

    def __init__(self, message: str, *, hint: str = "", retry_after_s: float = 0.0) -> None:
        super().__init__(message, hint=hint)
        self.retry_after_s = retry_after_s


class BackendFull(UploadError):
    """The backend has no room for now; trying again helps once somebody has made some."""

    code = "upload.full"
    is_retryable = True
    default_hint = "Whoever runs it has to free some space; what is recorded is safe here meanwhile."


class BackendUnsuitable(UploadError):
    """What answers is no backend of ours, or too old a one."""

    code = "upload.unsuitable"


class BackendRefused(UploadError):
    """The backend answers and does not want this recording: a wrong token, a session that is not ours, a closed one.

    ``reason`` is a value of `lookhear.protocol.ingest.Problem`, empty when the backend gave none that is known; ``details``
    is the problem's JSON object.
    """

    code = "upload.refused"
    default_hint = "The recording is safe here; `lookhear uploads` hands it over once that is mended."

    def __init__(self, message: str, *, hint: str = "", reason: str = "", details: Mapping[str, object] | None = None) -> None:
        super().__init__(message, hint=hint)
        self.reason = reason
        self.details: Mapping[str, object] = details or {}


class EngineFailed(LookhearError):
    """An engine cannot do what it was given: asked again it would fail again."""

    code = "engine.failed"


class EngineBusy(EngineFailed):
    """An engine cannot do it now: it has crashed, hangs, or its service asks for patience."""

    code = "engine.busy"
    is_retryable = True


class ControlError(LookhearError):
    """A recording that runs cannot be told something."""

    code = "control.error"


class NothingIsRecorded(ControlError):
    """No recording runs."""

    code = "control.nothing"
    default_hint = "`lookhear record` begins one."


class NotNow(ControlError):
    """What was asked makes no sense in the state the recording is in."""

    code = "control.not_now"


class NoAnswer(ControlError):
    """The recording runs, and does not answer, or not in time."""

    code = "control.no_answer"
    is_retryable = True
    default_hint = "It can be stopped where it was started, with Ctrl-C."


class UsageError(LookhearError):
    """The request itself makes no sense."""

    code = "usage"


class IllegalTransition(RuntimeError):
    """A state was left in a way the table does not know: a bug of ours."""
