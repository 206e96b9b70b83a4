"""Lines that the other end can read."""

from __future__ import annotations

import pytest

from lookhear.sdk.engine.fitting import line_of
from lookhear.sdk.stdio import MAX_LINE_BYTES, decode, encode


def test_a_message_that_fits_is_sent_as_it_is() -> None:
    message = {"type": "event", "event": "warning", "payload": {"message": "x" * 3000}}
    assert line_of(message) == encode(message)


def test_a_text_that_is_too_long_loses_its_end() -> None:
    line = line_of({"type": "event", "event": "warning", "payload": {"code": "slow", "message": "x" * 100_000}})
    told = decode(line)
    assert told is not None
    payload = told["payload"]
    assert isinstance(payload, dict)
    assert len(line) <= MAX_LINE_BYTES
    assert payload["code"] == "slow"
    assert payload["message"].startswith("xxx")
    assert payload["message"].endswith("…")


def test_a_list_that_is_too_long_loses_its_last_items_and_keeps_its_form() -> None:
    rows = [{"channel_id": f"mic:{number}", "label": "é" * 200} for number in range(1000)]
    line = line_of({"type": "response", "commandId": "1", "status": "success", "result": {"channels": rows}})
    told = decode(line)
    assert told is not None
    result = told["result"]
    assert isinstance(result, dict)
    assert len(line) <= MAX_LINE_BYTES
    assert 20 <= len(result["channels"]) < 1000
    assert result["channels"][0]["channel_id"] == "mic:0"


def test_the_id_of_a_command_is_never_cut() -> None:
    told = decode(line_of({"type": "response", "commandId": "i" * 3000, "result": {"text": "x" * 100_000}}))
    assert told is not None
    assert told["commandId"] == "i" * 3000


def test_what_cannot_be_shortened_is_not_sent() -> None:
    with pytest.raises(ValueError, match="longer than"):
        line_of({"commandId": "i" * 100_000})
