from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.serving import ServedBackend

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

URL = "rtsp://anna:secret@203.0.114.9/live"


@pytest.fixture
def backend(tmp_path: Path) -> Iterator[ServedBackend]:
    with ServedBackend(tmp_path) as served:
        yield served


def test_a_source_is_a_row_with_the_defaults_of_the_contract(backend: ServedBackend) -> None:
    row = backend.data("POST", "/rtstream", json={"url": URL, "name": "Door"})
    assert row["id"] == row["rtstream_id"]
    assert (row["name"], row["media_types"], row["sample_rate"], row["store"], row["status"]) == ("Door", ["video"], 30, False, "connected")
    assert (row["source_url"], row["audio_rtstream_id"], row["error"]) == ("rtsp://203.0.114.9/live", None, None)
    assert "secret" not in str(row)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"url": ""},
        {"url": 5},
        {"url": URL, "media_types": []},
        {"url": URL, "media_types": ["text"]},
        {"url": URL, "sample_rate": 0},
        {"url": URL, "collection_id": "c-none"},
        {"url": "rtsp://192.168.0.1/x"},
    ],
)
def test_what_cannot_be_is_refused(backend: ServedBackend, body: dict[str, object]) -> None:
    answer = backend.ask("POST", "/rtstream", json=body)
    assert answer.status_code in {400, 404, 422}
    assert backend.data("GET", "/rtstream")["count"] == 0
