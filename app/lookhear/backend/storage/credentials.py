"""Rows of issued secrets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, exists, or_, select, update

from lookhear.backend.records import Credential, CredentialKind
from lookhear.backend.storage.rows import Mapper
from lookhear.backend.storage.tables import CREDENTIALS, STREAMS
from lookhear.protocol.ingest import StreamState

if TYPE_CHECKING:
    from lookhear.backend.storage.rows import Rows

_MAP: Final = Mapper(Credential, CREDENTIALS)
_ROW: Final = CREDENTIALS.c
_GET: Final = select(*_MAP.columns).where(_ROW.sha256 == bindparam("sha256"))
_OF_KIND: Final = select(*_MAP.columns).where(_ROW.kind == bindparam("kind")).order_by(_ROW.created_ns, _ROW.sha256)
_REVOKE: Final = (
    update(CREDENTIALS).where(_ROW.sha256 == bindparam("the_sha256"), _ROW.revoked_ns.is_(None)).values(revoked_ns=bindparam("now_ns"))
)
_EXTEND: Final = update(CREDENTIALS).where(_ROW.sha256 == bindparam("the_sha256")).values(expires_ns=bindparam("until_ns"))
_OPEN_TRACKS: Final = exists().where(STREAMS.c.recording_id == _ROW.recording_id, STREAMS.c.state == StreamState.OPEN)
_REMOVE_EXPIRED: Final = delete(CREDENTIALS).where(
    _ROW.expires_ns < bindparam("before_ns"), or_(_ROW.kind != CredentialKind.GRANT, ~_OPEN_TRACKS)
)


class SqlCredentials:
    """Port `Credentials` on one connection."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, credential: Credential) -> None:
        """Add one."""
        self._rows.run(_MAP.insert, **_MAP.parameters(credential))

    def get(self, sha256: str) -> Credential | None:
        """The credential of a secret, expired and revoked ones too."""
        return _MAP.first(self._rows.run(_GET, sha256=sha256))

    def of_kind(self, kind: CredentialKind) -> list[Credential]:
        """Every credential of a kind, oldest first, revoked and expired ones too."""
        return _MAP.all(self._rows.run(_OF_KIND, kind=kind))

    def revoke(self, sha256: str, *, now_ns: int) -> bool:
        """Take one back; False when there is none that was still good."""
        return self._rows.count(_REVOKE, the_sha256=sha256, now_ns=now_ns) > 0

    def extend(self, sha256: str, *, expires_ns: int) -> None:
        """Move its end."""
        self._rows.change(_EXTEND, the_sha256=sha256, until_ns=expires_ns)

    def remove_expired(self, *, before_ns: int) -> int:
        """Forget what expired before a time, except grants of a recording that has an open track; gives how many."""
        return self._rows.count(_REMOVE_EXPIRED, before_ns=before_ns)
