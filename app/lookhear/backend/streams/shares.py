"""The link every session, stream and video has from its first moment on: a slug that says nothing and cannot be guessed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from lookhear.backend.records import Share

if TYPE_CHECKING:
    from lookhear.backend.ports import Transaction

_SLUG_BYTES: Final = 16


def new_slug() -> str:
    """128 random bits, safe in a URL."""
    return secrets.token_urlsafe(_SLUG_BYTES)


def ensure_share(tx: Transaction, target: str, *, now_ns: int) -> Share:
    """The lasting link of a target, made when there is none."""
    share = tx.videos.share_of(target)
    if share is None:
        share = Share(slug=new_slug(), target=target, created_ns=now_ns, is_lasting=True)
        tx.videos.add_share(share)
    return share
