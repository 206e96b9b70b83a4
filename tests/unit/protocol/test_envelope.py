from __future__ import annotations

from lookhear.protocol.envelope import failure, success


def test_a_success_always_has_data_that_can_be_looked_into() -> None:
    assert success()["data"] == {}
    assert success([])["data"] == []
    assert success({"a": 1}) == {"success": True, "status": "done", "request_type": "sync", "message": "", "data": {"a": 1}}


def test_a_failure_has_a_sentence_and_a_code() -> None:
    assert failure("No.", "NO") == {"success": False, "message": "No.", "error_code": "NO"}
