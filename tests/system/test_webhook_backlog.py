"""Ten thousand webhooks wait for a receiver that was gone for hours, and all come in their order."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from tests.tools.office import come_back
from tests.tools.receiver import Receiver

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_ten_thousand_come_in_order_after_a_receiver_was_gone_for_hours(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "httpcore")  # not line by line
    with Receiver() as receiver, Receiver() as other:
        asyncio.run(come_back(tmp_path, receiver, other, many=10_000))
