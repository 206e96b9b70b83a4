"""A sound that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.sdk.aio.audio import AsyncAudio

if TYPE_CHECKING:
    from lookhear.sdk.aio.api import AsyncApi
    from tests.unit.sdk.aio.conftest import Backend, Found


def test_a_sound_plays_from_an_address_and_is_removed(backend: Backend) -> None:
    backend.expect("POST", "audio/a-1/generate_url", {"signed_url": "https://x/a.m4a"})
    backend.expect("DELETE", "audio/a-1")

    async def used(api: AsyncApi) -> Found:
        audio = AsyncAudio(api, {"id": "a-1", "collection_id": "c-1", "name": "A tune", "length": None})
        url = await audio.generate_url()
        await audio.delete()
        return audio, url

    audio, url = backend.run(used)
    assert (audio.id, audio.name, audio.length, audio["collection_id"], url) == ("a-1", "A tune", 0.0, "c-1", "https://x/a.m4a")
    assert backend.params == {"collection_id": "c-1"}
