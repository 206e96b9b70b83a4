from __future__ import annotations

import asyncio
import base64
import json
import os
import stat
import time
from typing import TYPE_CHECKING

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from lookhear.backend.delivery.signing import OVERLAP_S, SECRET_FILE, Signer
from lookhear.errors import FolderUnwritable
from tests.fakes.clock import ManualClock

if TYPE_CHECKING:
    from pathlib import Path

BODY = '{"event":"capture_session.active","metadata":{"name":"Zoë 🙂"}}'


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(time.time_ns())  # the library's own check goes by the real one


def headers(signer: Signer) -> dict[str, str]:
    return asyncio.run(signer.headers("msg-1", BODY))


def is_verified(secret: str, told: dict[str, str], body: str = BODY) -> bool:
    try:
        return bool(Webhook(secret).verify(body, told) == json.loads(body))
    except WebhookVerificationError:
        return False


def test_the_reference_library_verifies_what_is_signed_and_nothing_else(tmp_path: Path, clock: ManualClock) -> None:
    signer = Signer(tmp_path, now_ns=clock)
    told = headers(signer)
    secret = asyncio.run(signer.secrets()).current
    assert told["webhook-id"] == "msg-1"
    assert is_verified(secret, told)
    assert not is_verified(secret, told, BODY.replace("active", "stopped"))
    assert not is_verified(secret, told | {"webhook-id": "msg-2"})
    assert not is_verified(secret, told | {"webhook-timestamp": str(int(told["webhook-timestamp"]) + 1)})


def test_the_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path, clock: ManualClock) -> None:
    first = asyncio.run(Signer(tmp_path, now_ns=clock).secrets())
    assert asyncio.run(Signer(tmp_path, now_ns=clock).secrets()) == first
    assert first.current.startswith("whsec_")
    assert len(base64.b64decode(first.current.removeprefix("whsec_"))) == 32
    assert stat.S_IMODE((tmp_path / SECRET_FILE).stat().st_mode) == 0o600


def test_nothing_is_made_before_something_is_signed(tmp_path: Path, clock: ManualClock) -> None:
    Signer(tmp_path, now_ns=clock)
    assert list(tmp_path.iterdir()) == []


def test_both_secrets_are_good_for_a_day_after_a_rotation(tmp_path: Path, clock: ManualClock) -> None:
    signer = Signer(tmp_path, now_ns=clock)
    old = asyncio.run(signer.secrets()).current
    new = asyncio.run(signer.rotate()).current
    assert new != old
    for kept in (signer, Signer(tmp_path, now_ns=clock)):
        told = headers(kept)
        assert told["webhook-signature"].count("v1,") == 2
        assert is_verified(old, told)
        assert is_verified(new, told)
    clock.advance(OVERLAP_S * 1_000_000_000)
    told = headers(signer)
    assert told["webhook-signature"].count(" ") == 0
    clock.advance(-OVERLAP_S * 1_000_000_000)  # the library's clock stands still
    at = clock() // 1_000_000_000
    assert not is_verified(old, told | {"webhook-timestamp": str(at)})


def test_a_second_rotation_forgets_the_first_secret(tmp_path: Path, clock: ManualClock) -> None:
    signer = Signer(tmp_path, now_ns=clock)
    first = asyncio.run(signer.secrets()).current
    asyncio.run(signer.rotate())
    asyncio.run(signer.rotate())
    assert not is_verified(first, headers(signer))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "not json",
        '{"current": "whsec_", "previous": null, "previous_until_ns": 0}',
        '{"current": "sk-1", "previous": null, "previous_until_ns": 0}',
        "\udcff",
    ],
)
def test_a_file_that_is_damaged_is_told_and_left_alone(tmp_path: Path, clock: ManualClock, text: str) -> None:
    path = tmp_path / SECRET_FILE
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    before = path.read_bytes()
    with pytest.raises(FolderUnwritable, match="cannot be read"):
        headers(Signer(tmp_path, now_ns=clock))
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="permissions of another kind")
def test_a_folder_that_is_gone_is_told(tmp_path: Path, clock: ManualClock) -> None:
    with pytest.raises(FolderUnwritable):
        headers(Signer(tmp_path / "gone", now_ns=clock))
