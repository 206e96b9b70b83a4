"""How the row of a live source's stream differs from that of a recording's. Its address is shown without login and query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.records import SessionOrigin
from lookhear.backend.sources.addresses import source_address
from lookhear.backend.sources.wishes import SourceWish

if TYPE_CHECKING:
    from lookhear.backend.ports import Transaction
    from lookhear.backend.records import Session, Stream


def source_facts(tx: Transaction, stream: Stream, session: Session) -> dict[str, object]:
    """What a row says of the source of its stream; nothing for a stream that has none."""
    if session.origin is not SessionOrigin.STREAM:
        return {}
    wish = SourceWish.of(session.engine)
    sound = next((each.id for each in tx.streams.of_session(session.id) if not each.kind.is_video), None)
    return {
        "name": stream.name,
        "source_url": source_address(wish.url).shown,
        "audio_rtstream_id": sound,
        "error": session.error,
    } | ({"sample_rate": wish.sample_rate} if stream.kind.is_video else {})
