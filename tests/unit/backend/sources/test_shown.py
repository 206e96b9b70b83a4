from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.backend.sources.service import NewSource
from lookhear.backend.sources.shown import source_facts
from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from pathlib import Path


def test_a_row_says_where_it_comes_from_and_nothing_secret(tmp_path: Path) -> None:
    with ServedBackend(tmp_path) as backend:
        new = NewSource(url="rtsp://a:secret@203.0.114.9/x?k=v", name="Door", has_sound=True, sample_rate=25)
        stream_id = backend.store.run(backend.services.sources.service.connect(new))
        pictures = backend.store.read(lambda tx: tx.streams.get(stream_id))
        assert pictures is not None
        session = backend.store.read(lambda tx: tx.sessions.get(pictures.session_id))
        assert session is not None
        sound = backend.store.read(lambda tx: tx.streams.of_session(session.id))[1]
        told = {"name": "Door", "source_url": "rtsp://203.0.114.9/x", "audio_rtstream_id": sound.id, "error": None}
        assert backend.store.read(lambda tx: source_facts(tx, pictures, session)) == told | {"sample_rate": 25}
        assert backend.store.read(lambda tx: source_facts(tx, sound, session)) == told
        begun = backend.begun()
        assert backend.store.read(lambda tx: source_facts(tx, begun.streams[0], begun.session)) == {}
