"""What a stream was exported to."""

from __future__ import annotations

import pytest

from lookhear.errors import NotPlayable
from lookhear.sdk.values.exports import RTStreamExportResult


def test_an_asset_has_its_addresses_and_shows_none_in_its_repr() -> None:
    row = {"video_id": "m-1", "stream_url": "https://x/s.m3u8", "player_url": "https://x/watch?v=s", "name": "A look", "duration": 3}
    found = RTStreamExportResult.read(row)
    assert (found.video_id, found.stream_url, found.player_url, found.name, found.duration) == (*row.values(),)
    assert "https://" not in repr(found)
    assert "/embed?v=s" in found.get_embed_code()


def test_sound_without_a_page_cannot_be_embedded() -> None:
    with pytest.raises(NotPlayable):
        RTStreamExportResult.read({"video_id": "a-1"}).get_embed_code()
