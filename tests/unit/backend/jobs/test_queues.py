from __future__ import annotations

import pytest

from lookhear.backend.jobs.queues import ExportRequest


@pytest.mark.parametrize("display", [None, "display:2"])
def test_a_request_comes_out_of_a_job_as_it_went_in(display: str | None) -> None:
    request = ExportRequest(session_id="cap-1", display=display)
    assert ExportRequest.of(request.payload()) == request


@pytest.mark.parametrize("payload", [{}, {"session_id": 1}, {"session_id": "cap-1", "display": 2}])
def test_what_is_no_request_is_refused(payload: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no request"):
        ExportRequest.of(payload)
