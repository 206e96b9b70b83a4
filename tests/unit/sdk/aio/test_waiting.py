"""Waiting for what the backend works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import StillWorking
from lookhear.sdk.aio.index import AsyncIndex

if TYPE_CHECKING:
    from tests.unit.sdk.aio.conftest import Backend


def test_whoever_does_not_want_to_wait_longer_is_told_so(backend: Backend) -> None:
    backend.expect("GET", "video/m-1/indexes/idx-1", {"status": "building"})
    with pytest.raises(StillWorking, match="not done") as caught:
        backend.run(lambda api: AsyncIndex(api, {"index_id": "idx-1", "video_id": "m-1"}).wait_until_complete(timeout=0))
    assert isinstance(caught.value, TimeoutError)
