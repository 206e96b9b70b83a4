from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import BackendRefused, BackendUnreachable, BackendUnsuitable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.upload.asking import Source
from lookhear.recorder.upload.listing import BackendLibrary, RemoteChannel
from tests.fakes.backend_library import KEY, BackendWithSessions, session

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def backend() -> Iterator[BackendWithSessions]:
    with BackendWithSessions() as made:
        yield made


def test_every_page_of_sessions_is_read_with_the_key(backend: BackendWithSessions) -> None:
    backend.sessions = [session(number) for number in range(1, 6)]
    with BackendLibrary(backend.source) as library:
        found = library.sessions()
    assert [each.session_id for each in found] == ["cap-1", "cap-2", "cap-3", "cap-4", "cap-5"]
    assert len(backend.asked) == 3
    assert {credential for _, _, credential in backend.asked} == {KEY}
    first = found[0]
    assert (first.name, first.started_s, first.last_s, first.is_running) == ("Session 1", 1_763_900_001.5, 1_763_900_061.5, False)
    assert first.channels[0] == RemoteChannel(channel_id=ChannelId.display(1), name="Built-in display", is_primary=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"purged_at": 1.0},
        {"last_media_at": None},
        {"started_at": None},
        {"player_url": None},
        {"session_id": 7},
    ],
)
def test_a_session_without_anything_to_watch_is_left_out(backend: BackendWithSessions, fields: dict[str, object]) -> None:
    backend.sessions = [session(1, **fields), session(2)]
    with BackendLibrary(backend.source) as library:
        assert [each.session_id for each in library.sessions()] == ["cap-2"]


def test_what_is_odd_in_a_session_is_left_out_of_it(backend: BackendWithSessions) -> None:
    channels = ["x", {"channel_id": "odd"}, {"channel_id": "mic:default", "name": None}]
    backend.sessions = [session(1, channels=channels, metadata=None, recording_id=None, status="active"), session(2, channels=None)]
    with BackendLibrary(backend.source) as library:
        first, second = library.sessions()
    assert (first.recording_id, first.name, first.is_running) == ("", "", True)
    assert [(str(each.channel_id), each.name) for each in first.channels] == [("mic:default", "")]
    assert second.channels == ()


def test_a_session_is_removed_and_one_that_is_gone_is_no_failure(backend: BackendWithSessions) -> None:
    backend.sessions = [session(1)]
    with BackendLibrary(backend.source) as library:
        library.remove("cap-1")
        library.remove("cap-1")
    assert backend.removed == ["cap-1", "cap-1"]


def test_a_picture_needs_no_key(backend: BackendWithSessions) -> None:
    backend.pictures["slug-1"] = b"\xff\xd8 a picture"
    backend.pictures["slug-2"] = b"<html>"
    with BackendLibrary(backend.source) as library:
        assert library.picture("http://127.0.0.1:1/watch?v=slug-1") == b"\xff\xd8 a picture"
        assert library.picture("http://127.0.0.1:1/watch?v=slug-2") is None
        assert library.picture("http://127.0.0.1:1/watch?v=none") is None
    assert {credential for _, _, credential in backend.asked} == {""}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((401, "application/json", b'{"success": false, "message": "No.", "error_code": "UNAUTHORIZED"}'), BackendRefused),
        ((500, "text/html", b"<h1>Oops</h1>"), BackendUnreachable),
        ((200, "text/html", b"<h1>Sign in</h1>"), BackendUnsuitable),
        ((302, "text/html", b""), BackendUnsuitable),
        ((200, "application/json", b'{"success": true, "data": {"sessions": {}}}'), BackendRefused),
        ((200, "application/json", b"[" * 5000), BackendUnsuitable),
        ((200, "application/json", b"x" * (2 << 20)), BackendUnsuitable),
    ],
)
def test_what_is_no_list_is_an_error_that_names_no_key(
    backend: BackendWithSessions, answer: tuple[int, str, bytes], error: type[Exception]
) -> None:
    backend.answer = answer
    with BackendLibrary(backend.source) as library:
        with pytest.raises(error) as raised:
            library.sessions()
        if answer[0] != 200:
            with pytest.raises(error):
                library.remove("cap-1")
            with pytest.raises(error):
                library.picture("http://127.0.0.1:1/watch?v=slug-1")
    assert KEY not in str(raised.value)


def test_a_backend_that_is_gone_is_unreachable() -> None:
    with BackendWithSessions() as gone:
        source = Source(url=gone.url, credential=KEY)
    with BackendLibrary(source) as library, pytest.raises(BackendUnreachable):
        library.sessions()
