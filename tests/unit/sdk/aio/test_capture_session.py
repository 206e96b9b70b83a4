"""A capture session: what is read of it, its streams, waiting for it, its export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lookhear.errors import InvalidRequestError, NotFoundError, RequestTimeoutError
from lookhear.sdk.aio import capture_session as module
from lookhear.sdk.aio.api import AsyncApi
from lookhear.sdk.aio.capture_session import AsyncCaptureSession
from tests.fakes.sdk_wire import BASE_URL, KEY, refusal

if TYPE_CHECKING:
    from tests.unit.sdk.aio.conftest import Backend

PATH = "collection/default/capture/session/cap-1"
ROW: dict[str, Any] = {
    "id": "cap-1",
    "session_id": "cap-1",
    "collection_id": "default",
    "end_user_id": "user",
    "client_id": None,
    "status": "active",
    "callback_url": "https://x.example/hook",
    "metadata": {"app": "copilot"},
    "channels": [
        {"channel_id": "mic:default", "type": "audio", "name": "mic:default", "store": True, "is_primary": False},
        {"channel_id": "display:1", "type": "video", "name": "display:1", "store": True, "is_primary": False},
        {"channel_id": "display:2", "type": "video", "name": "display:2", "store": False, "is_primary": True},
    ],
    "primary_video_channel_id": "display:2",
    "rtstreams": [
        {"id": "rts-1", "rtstream_id": "rts-1", "name": "mic:default", "channel_id": "mic", "media_types": ["audio"]},
        {"id": "rts-2", "name": "display:1", "channel_id": "display", "media_types": ["video"], "is_primary": False},
        {"rtstream_id": "rts-3", "name": "display:2", "channel_id": "display", "media_types": ["video"], "is_primary": True},
        {"id": "rts-3", "name": "display:2", "channel_id": "screen", "media_types": [], "alias_of": "rts-3"},
    ],
    "created_at": 1_700_000_000.5,
}


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LOOK_S", 0.0)


def read(backend: Backend, row: object = None, work: Any = None) -> Any:  # noqa: ANN401 - whatever the work gives
    """A session of a row, or what some work with it gives."""

    async def run(api: AsyncApi) -> Any:  # noqa: ANN401 - the same
        session = AsyncCaptureSession(api, ROW if row is None else row)  # type: ignore[arg-type]
        return session if work is None else await work(session)

    return backend.run(run)


def test_everything_of_a_row_is_an_attribute(backend: Backend) -> None:
    session = read(backend)
    assert (session.id, session.collection_id, session.end_user_id, session.client_id) == ("cap-1", "default", "user", None)
    assert (session.status, session.callback_url, session.metadata) == ("active", "https://x.example/hook", {"app": "copilot"})
    assert (session.primary_video_channel_id, session.created_at) == ("display:2", 1_700_000_000.5)
    assert repr(session) == "AsyncCaptureSession(id='cap-1', status='active', collection_id='default')"


def test_displays_say_which_they_are_under_both_names(backend: Backend) -> None:
    displays = read(backend).displays
    assert [(display.channel_id, display.id, display.is_primary) for display in displays] == [
        ("display:1", "display:1", False),
        ("display:2", "display:2", True),
    ]


def test_each_stream_stands_there_once_with_the_primary_display_first(backend: Backend) -> None:
    session = read(backend)
    assert sorted(stream.id for stream in session.rtstreams) == ["rts-1", "rts-2", "rts-3"]
    for name in ("display", "displays", "screen", "Screens", "display:*"):
        assert [stream.id for stream in session.get_rtstream(name)] == ["rts-3", "rts-2"], name
    assert [stream.id for stream in session.get_rtstream("mic")] == ["rts-1"]
    assert [stream.id for stream in session.get_rtstream("display:1")] == ["rts-2"]
    assert session.get_rtstream("system_audio") == []


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"session_id": None, "channels": None, "rtstreams": None, "metadata": None, "error": None},
        {"channels": [None, 5, {}], "rtstreams": ["x", None, {}, {"name": "no id"}], "metadata": [], "status": 7},
    ],
)
def test_a_row_of_another_service_is_read_as_far_as_it_goes(backend: Backend, row: dict[str, Any]) -> None:
    session = read(backend, row)
    assert (session.id, session.status, session.metadata, session.rtstreams, session.error) == ("", None, {}, [], None)
    assert session.get_rtstream("mic") == []
    assert session.displays == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.just(10**400) | st.floats() | st.text() | st.sampled_from(["display:1", "mic", "active", "rts-1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*ROW, *ROW["channels"][0], *ROW["rtstreams"][0]]), inner),
    max_leaves=12,
)


@settings(max_examples=60)
@given(row=st.dictionaries(st.sampled_from([*ROW, "error"]), ANYTHING), wanted=st.text() | st.sampled_from(["mic", "display:1", ":"]))
def test_no_row_of_whatever_service_ends_in_a_bug(row: dict[str, Any], wanted: str) -> None:
    try:
        session = AsyncCaptureSession(AsyncApi(BASE_URL, KEY), row)
    except InvalidRequestError:  # the identifier of a stream that is none
        return
    assert set(session.get_rtstream(wanted)) <= set(session.rtstreams)
    assert all(display.is_video for display in session.displays)
    assert session.id in repr(session) or "\\" in repr(session)


def test_refresh_makes_it_what_the_backend_says_now(backend: Backend) -> None:
    backend.expect("GET", PATH, ROW | {"status": "stopped", "rtstreams": []})
    session = read(backend, work=lambda session: session.refresh())
    assert (session.status, session.rtstreams) == ("stopped", [])


def test_a_placeholder_that_nobody_made_is_not_found(backend: Backend) -> None:
    backend.expect("GET", "collection/default/capture/session/cap-xxx", refusal(404, "There is no session 'cap-xxx'."))
    with pytest.raises(NotFoundError, match="cap-xxx"):
        read(backend, {"id": "cap-xxx"}, lambda session: session.refresh())


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ({}, {}),
        ({"video_channel_id": "display:1"}, {"video_channel_id": "display:1"}),
        ({"ws_connection_id": "conn-1"}, {"connection_id": "conn-1"}),
        ({"video_channel_id": "", "ws_connection_id": ""}, {}),
    ],
)
def test_an_export_is_asked_for_with_what_was_said(backend: Backend, said: dict[str, str], body: dict[str, str]) -> None:
    told = {"session_id": "cap-1", "video_channel_id": "display:2", "export_status": "exporting"}
    backend.expect("POST", f"{PATH}/export", told)
    assert read(backend, work=lambda session: session.export(**said)) == told
    assert backend.said == body


def test_an_export_is_waited_for(backend: Backend) -> None:
    backend.expect("POST", f"{PATH}/export", {"export_status": "exporting"})
    backend.expect("POST", f"{PATH}/export", {"export_status": "exported", "video_id": "m-1"})
    backend.expect("GET", PATH, ROW | {"status": "exported", "exported_video_id": "m-1"})

    async def work(session: AsyncCaptureSession) -> tuple[dict[str, Any], str | None]:
        return await session.wait_for_export("display:1"), session.exported_video_id

    assert read(backend, work=work) == ({"export_status": "exported", "video_id": "m-1"}, "m-1")
    assert backend.wire.asked[0].body == backend.wire.asked[1].body == {"video_channel_id": "display:1"}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"error": {"code": "x", "message": "Nothing was stored."}}, "Nothing was stored"),
        ({"error": "Disk full"}, "Disk full"),
        ({}, "no reason"),
    ],
)
def test_an_export_that_failed_says_why(backend: Backend, answer: dict[str, Any], sentence: str) -> None:
    backend.expect("POST", f"{PATH}/export", answer | {"export_status": "failed"})
    with pytest.raises(InvalidRequestError, match=sentence):
        read(backend, work=lambda session: session.wait_for_export())


def test_an_export_is_not_waited_for_for_ever(backend: Backend) -> None:
    backend.expect("POST", f"{PATH}/export", {"export_status": "exporting"})
    with pytest.raises(RequestTimeoutError, match="not done after 0 seconds"):
        read(backend, work=lambda session: session.wait_for_export(timeout_s=0.0))


def test_a_state_is_waited_for_and_one_past_it_will_do(backend: Backend) -> None:
    backend.expect("GET", PATH, ROW | {"status": "stopping"})
    backend.expect("GET", PATH, ROW | {"status": "exported"})
    assert read(backend, work=lambda session: session.wait_until("stopped")).status == "exported"
    assert read(backend, work=lambda session: session.wait_until("starting")).status == "active"


def test_a_session_that_fails_instead_says_why(backend: Backend) -> None:
    backend.expect("GET", PATH, ROW | {"status": "failed", "error": {"code": "never_started", "message": "No engine connected"}})
    with pytest.raises(InvalidRequestError, match="No engine connected"):
        read(backend, work=lambda session: session.wait_until("exported"))


def test_a_failure_can_be_waited_for(backend: Backend) -> None:
    backend.expect("GET", PATH, ROW | {"status": "failed"})
    assert read(backend, work=lambda session: session.wait_until("failed")).status == "failed"


def test_a_state_is_not_waited_for_for_ever_and_has_to_be_one(backend: Backend) -> None:
    with pytest.raises(RequestTimeoutError, match="is active after 0 seconds, not stopped"):
        read(backend, work=lambda session: session.wait_until("stopped", timeout_s=0.0))
    with pytest.raises(InvalidRequestError, match="never 'done'") as caught:
        read(backend, work=lambda session: session.wait_until("done"))
    assert "exported" in caught.value.hint


def test_it_can_be_stopped_and_removed(backend: Backend) -> None:
    backend.expect("POST", "capture/session/cap-1/stop", {"session_id": "cap-1", "status": "stopping"})
    backend.expect("GET", PATH, ROW | {"status": "stopping"})
    backend.expect("DELETE", "capture/session/cap-1")
    assert read(backend, work=lambda session: session.stop()).status == "stopping"
    assert read(backend, work=lambda session: session.delete()) is None


def test_all_its_streams_are_searched(backend: Backend) -> None:
    row = {"rtstream_id": "rts-1", "rtstream_name": "mic:default", "start": 1, "end": 2, "text": "the budget", "score": 0.5}
    backend.expect("POST", "rtstream/collection/default/search", {"results": [row]})
    [shot] = read(backend, work=lambda session: session.search("budget", result_threshold=3))
    assert backend.said == {"query": "budget", "session_id": "cap-1", "result_threshold": 3}
    assert (shot.rtstream_id, shot.text, shot.search_score) == ("rts-1", "the budget", 0.5)
