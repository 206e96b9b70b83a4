"""What a credential is good for beyond its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.records import CredentialKind
from lookhear.errors import Forbidden

if TYPE_CHECKING:
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Credential, Session


def check_reach(tx: Transaction, who: Credential, target: str) -> None:
    """Raises Forbidden for a credential that is bound to one session, unless the target is that, or a stream or a video of it."""
    if who.session_id is None or who.session_id == target:
        return
    found = tx.streams.get(target) or tx.videos.get(target)
    if found is None or found.session_id != who.session_id:
        raise Forbidden("This credential is for another session.")


def check_session_scope(who: Credential, session: Session) -> None:
    """Raises Forbidden for a credential that is bound to something else.

    A client token is good for the whole account unless it was bound to one session; a grant is for its recording only.
    """
    if who.session_id is not None and who.session_id != session.id:
        raise Forbidden("This credential is for another session.")
    if who.kind is CredentialKind.GRANT and who.recording_id != session.recording_id:
        raise Forbidden("This ingest grant is for another recording.")
