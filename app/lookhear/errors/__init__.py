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
    │   │       └── EngineOff        … because somebody switched it off
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
    │       └── EngineCrashed        it died, hung or broke off over this: retryable, a few times
    ├── InstallFailed                an engine or a model cannot be installed
    │   └── FetchFailed              it cannot be fetched now: retryable
    ├── ControlError                 a recording that runs cannot be told something
    │   ├── NothingIsRecorded        no recording runs
    │   ├── NotNow                   what was asked makes no sense in the state it is in
    │   │   └── EngineEnding         the capture engine is about to go
    │   └── NoAnswer                 it does not answer, or not in time
    ├── SdkError                     what was asked through the SDK did not work
    │   ├── AuthenticationError      no credential, or one that the backend does not take
    │   ├── InvalidRequestError      the backend answers, and does not do it
    │   │   ├── NotFoundError        nothing has this identifier
    │   │   ├── SearchError          a search that cannot be made
    │   │   ├── WrongArgument        an argument that makes no sense; a ValueError too
    │   │   └── NotPlayable          there is nothing that plays; a ValueError too
    │   ├── StillWorking             the backend is not done within the time that was given; a TimeoutError too
    │   ├── ConnectionFailed         nobody answers at the backend's address: retryable
    │   │   └── RequestTimeoutError  the answer took too long
    │   └── CaptureFailed            the engine cannot do what it was asked; a RuntimeError too
    │       └── EngineGone           it ended, or cannot be started
    ├── SettingsError                a setting makes no sense, or the system does not let us keep it
    │   └── SettingsDamaged          the settings file, or a value in it, cannot be read
    └── UsageError                   the request itself makes no sense
    IllegalTransition(RuntimeError)  our bug, never a message for people

A test keeps this drawing, the classes and their codes in step.
"""

from __future__ import annotations

from lookhear.errors.backend import (
    AddressRefused,
    BackendError,
    BackendInUse,
    BodyTooLarge,
    CannotListen,
    Conflict,
    CredentialExpired,
    CredentialRevoked,
    EngineMissing,
    EngineOff,
    Forbidden,
    IngestRefused,
    InvalidRequest,
    LinkExpired,
    MediaRemoved,
    NotFound,
    TooMany,
    Unauthorized,
    WrongKind,
)
from lookhear.errors.base import (
    IllegalTransition,
    LookhearError,
    UsageError,
)
from lookhear.errors.capture import (
    CaptureError,
    EncodeError,
    NothingToCapture,
    PermissionMissing,
    SourceLost,
    SourceUnavailable,
)
from lookhear.errors.control import (
    ControlError,
    EngineEnding,
    NoAnswer,
    NothingIsRecorded,
    NotNow,
)
from lookhear.errors.engine import (
    EngineBusy,
    EngineCrashed,
    EngineFailed,
    FetchFailed,
    InstallFailed,
)
from lookhear.errors.sdk import (
    AuthenticationError,
    CaptureFailed,
    ConnectionFailed,
    EngineGone,
    InvalidRequestError,
    NotFoundError,
    NotPlayable,
    RequestTimeoutError,
    SdkError,
    SearchError,
    StillWorking,
    WrongArgument,
)
from lookhear.errors.settings import (
    SettingsDamaged,
    SettingsError,
)
from lookhear.errors.storage import (
    DiskFull,
    FolderUnwritable,
    JournalDamaged,
    MediaError,
    RecordingBusy,
    RecordingNotFound,
    StorageError,
)
from lookhear.errors.store import (
    ObjectMissing,
    StoreBusy,
    StoreConflict,
    StoreError,
    StoreFull,
    StoreTooNew,
    StoreUnwritable,
)
from lookhear.errors.upload import (
    BackendBusy,
    BackendFull,
    BackendRefused,
    BackendUnreachable,
    BackendUnsuitable,
    UploadError,
)

__all__ = [
    "AddressRefused",
    "AuthenticationError",
    "BackendBusy",
    "BackendError",
    "BackendFull",
    "BackendInUse",
    "BackendRefused",
    "BackendUnreachable",
    "BackendUnsuitable",
    "BodyTooLarge",
    "CannotListen",
    "CaptureError",
    "CaptureFailed",
    "Conflict",
    "ConnectionFailed",
    "ControlError",
    "CredentialExpired",
    "CredentialRevoked",
    "DiskFull",
    "EncodeError",
    "EngineBusy",
    "EngineCrashed",
    "EngineEnding",
    "EngineFailed",
    "EngineGone",
    "EngineMissing",
    "EngineOff",
    "FetchFailed",
    "FolderUnwritable",
    "Forbidden",
    "IllegalTransition",
    "IngestRefused",
    "InstallFailed",
    "InvalidRequest",
    "InvalidRequestError",
    "JournalDamaged",
    "LinkExpired",
    "LookhearError",
    "MediaError",
    "MediaRemoved",
    "NoAnswer",
    "NotFound",
    "NotFoundError",
    "NotNow",
    "NotPlayable",
    "NothingIsRecorded",
    "NothingToCapture",
    "ObjectMissing",
    "PermissionMissing",
    "RecordingBusy",
    "RecordingNotFound",
    "RequestTimeoutError",
    "SdkError",
    "SearchError",
    "SettingsDamaged",
    "SettingsError",
    "SourceLost",
    "SourceUnavailable",
    "StillWorking",
    "StorageError",
    "StoreBusy",
    "StoreConflict",
    "StoreError",
    "StoreFull",
    "StoreTooNew",
    "StoreUnwritable",
    "TooMany",
    "Unauthorized",
    "UploadError",
    "UsageError",
    "WrongArgument",
    "WrongKind",
]
