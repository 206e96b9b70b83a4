"""What a program is told of its recording."""

from __future__ import annotations

from pathlib import Path

import pytest

from lookhear.errors import BackendRefused, BackendUnreachable, LookhearError, SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.events import Journalled, RecordingStarted
from lookhear.recorder.spool.rows import HoldRow, PauseRow, ReleaseRow, ResumeRow, Row, SourceRow, SourceState
from lookhear.recorder.upload.status import TrackProgress, UploadState
from lookhear.sdk.engine.capturing_events import Teller
from tests.fakes.rig import Heard
from tests.fakes.uploading import upload_status

SCREEN, MIC = ChannelId.display(1), ChannelId.parse("mic:default")
URL = "https://a.example/watch?v=x"


def source(channel: ChannelId, state: SourceState, reason: str = "") -> Journalled:
    return Journalled(SourceRow(channel=channel, state=state, reason=reason, device="dev", t_ns=1))


def track(name: str, acked: int, pending: int, *, is_complete: bool = False) -> TrackProgress:
    return TrackProgress(track=name, acked_bytes=acked, pending_bytes=pending, is_complete=is_complete)


def teller(heard: Heard, *failures: tuple[ChannelId, LookhearError]) -> Teller:
    """One that has started."""
    made = Teller(heard, session_id="cap-1", channels=(SCREEN, MIC))
    made.started(RecordingStarted("rec-1", Path("rec-1"), 1, failures))
    return made


def test_it_begins_with_its_start_whatever_happened_before() -> None:
    heard = Heard()
    made = Teller(heard, session_id="cap-1", channels=(SCREEN, MIC))
    made.heard(source(MIC, SourceState.LOST, "It was unplugged."))
    assert heard.events == []
    made.started(RecordingStarted("rec-1", Path("rec-1"), 1, ()))
    assert heard.names == ["recording-started", "channel-lost"]
    assert heard.payload("recording-started") == {
        "session_id": "cap-1",
        "recording_id": "rec-1",
        "status": "recording",
        "streams": [{"channel": "display:1", "status": "recording"}, {"channel": "mic:default", "status": "recording"}],
    }


def test_a_channel_that_did_not_open_is_warned_of_and_lost_once_and_comes_back() -> None:
    heard = Heard()
    made = teller(heard, (MIC, SourceUnavailable("There is none.", hint="Plug it in.")))
    made.heard(source(MIC, SourceState.LOST, "There is none."))
    made.heard(source(MIC, SourceState.OPENED))
    made.heard(source(MIC, SourceState.BACK))
    assert heard.names == ["recording-started", "warning", "channel-lost", "channel-resumed"]
    assert heard.payload("recording-started")["streams"] == [
        {"channel": "display:1", "status": "recording"},
        {"channel": "mic:default", "status": "lost"},
    ]
    about = {"session_id": "cap-1", "channel_id": "mic:default"}
    assert heard.payload("warning") == {**about, "code": "capture.unavailable", "message": "There is none. Plug it in."}
    assert heard.payload("channel-lost") == {**about, "reason": "There is none. Plug it in."}
    assert heard.payload("channel-resumed") == {**about, "device": "dev"}


def test_what_was_never_lost_does_not_come_back() -> None:
    heard = Heard()
    made = teller(heard)
    for state in (SourceState.OPENED, SourceState.PAUSED, SourceState.BACK):
        made.heard(source(SCREEN, state))
    assert heard.names == ["recording-started"]


@pytest.mark.parametrize(
    ("row", "event", "payload"),
    [
        (PauseRow(t_ns=1), "paused", {"channels": ["display:1", "mic:default"]}),
        (ResumeRow(t_ns=1), "resumed", {"channels": ["display:1", "mic:default"]}),
        (HoldRow(channel=MIC, t_ns=1), "paused", {"channels": ["mic:default"], "channel_id": "mic:default"}),
        (ReleaseRow(channel=MIC, t_ns=1), "resumed", {"channels": ["mic:default"], "channel_id": "mic:default"}),
    ],
)
def test_pauses_are_told_whoever_wished_them(row: Row, event: str, payload: dict[str, object]) -> None:
    heard = Heard()
    teller(heard).heard(Journalled(row))
    assert heard.events[1:] == [(event, {"session_id": "cap-1", **payload})]


def test_progress_is_told_where_it_changes_and_whole_only_when_all_is_there() -> None:
    heard = Heard()
    made = teller(heard)
    made.uploaded([track("display:1", 0, 0), track("mix:default", 5, 5)], url=URL)
    made.uploaded([track("display:1", 50, 150)], url=URL)
    made.uploaded([track("display:1", 50, 150)], url=URL)
    made.uploaded([track("display:1", 200, 0)], url=URL)
    made.uploaded([track("display:1", 200, 0, is_complete=True)], url=URL)
    made.uploaded([track("display:1", 200, 0, is_complete=True)], url=URL)
    told = [payload["progress"] for name, payload in heard.events if name == "upload-progress"]
    assert told == [0, 25, 99, 100]
    assert heard.payload("upload-complete") == {"session_id": "cap-1", "channel_id": "display:1", "url": URL}


def test_a_backend_that_is_away_is_warned_of_when_it_is_for_long_and_each_time_anew() -> None:
    heard = Heard()
    made = teller(heard)
    away, back = upload_status(UploadState.OFFLINE, pending=3), upload_status(UploadState.UPLOADING)
    trouble = BackendUnreachable("Nobody answers.")
    for now_s in (0.0, 4.0, 5.0, 6.0):
        made.troubled(away, trouble, now_s=now_s)
    made.troubled(back, None, now_s=7.0)
    made.troubled(away, trouble, now_s=8.0)
    assert heard.names == ["recording-started", "warning"]
    made.troubled(away, trouble, now_s=13.0)
    assert heard.names == ["recording-started", "warning", "warning"]
    assert heard.events[1][1]["code"] == "upload.unreachable"


def test_a_backend_that_refuses_is_warned_of_at_once_and_once() -> None:
    heard = Heard()
    made = teller(heard)
    refused = upload_status(UploadState.REFUSED, sentence="It does not know the token.")
    for now_s in (0.0, 1.0):
        made.troubled(refused, BackendRefused("No.", reason="unauthorized"), now_s=now_s)
    assert heard.payload("warning")["code"] == "unauthorized"
    assert str(heard.payload("warning")["message"]).startswith("It does not know the token. The recording goes on")
