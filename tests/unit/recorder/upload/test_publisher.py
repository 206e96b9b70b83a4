"""The publisher against a backend on a real socket: whatever happens on the way, everything is there once, and is what was sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import BackendRefused
from lookhear.protocol.channels import ChannelId, ChannelKind
from lookhear.protocol.ingest import StreamDescriptor
from lookhear.protocol.tracks import MIX_TRACK
from lookhear.recorder.receipt import build_receipt
from lookhear.recorder.spool.acknowledgements import read_acknowledgements
from lookhear.recorder.spool.binding import Binding, Grant, SourceKind, Ticket, TokenSource, write_binding
from lookhear.recorder.spool.lock import UploadLock, is_being_uploaded
from lookhear.recorder.spool.mix_folder import MixFolder
from lookhear.recorder.spool.recovery import recover
from lookhear.recorder.spool.rows import EndReason
from lookhear.recorder.upload.http_gateway import HttpGateway
from lookhear.recorder.upload.publisher import Publisher
from lookhear.recorder.upload.status import UploadState
from lookhear.recorder.upload.tokens.explicit import ExplicitProvider
from tests.fakes.backend import TOKEN, FakeBackend, Fault
from tests.fakes.fast_time import FastTime
from tests.fakes.recordings import MIC, SCREEN, begin, complete, fragment_bytes, fragment_facts, init_bytes, interrupted, seal
from tests.fakes.upload_rig import LOOK_S, publisher, until, upload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


SYSTEM = ChannelId(ChannelKind.SYSTEM_AUDIO, "default")


@pytest.fixture
def backend() -> Iterator[FakeBackend]:
    with FakeBackend() as made:
        yield made


def context_files(folder: Path) -> list[Path]:
    return list(folder.glob("context/*.ndjson"))


def assert_everything_is_there(folder: Path, backend: FakeBackend) -> None:
    """What the receipt says of a track is what the backend has, and every track is complete."""
    for track in build_receipt(folder, verify=True).tracks:
        stored = backend.of(track.channel_id)
        assert (stored.sha256, len(stored.fragments), len(stored.inits)) == (track.sha256, track.fragments, track.inits)
    assert all(stream.is_complete for stream in backend.streams.values())


def test_a_finished_recording_is_handed_over_whole(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    status = upload(publisher(folder, backend))
    assert (status.state, status.pending_fragments, status.acked_fragments) == (UploadState.DONE, 0, 8 + len(context_files(folder)))
    assert status.player_url == f"{backend.url}/watch?v=slug"
    assert_everything_is_there(folder, backend)
    assert backend.sessions["cap-1"] == "stopping"
    assert len(read_acknowledgements(folder)) == 10 + len(context_files(folder))
    assert not is_being_uploaded(folder)


def test_what_is_done_is_not_done_again(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    upload(publisher(folder, backend))
    asked = len(backend.requests)
    assert upload(publisher(folder, backend)).state is UploadState.DONE
    assert len(backend.requests) == asked


def test_a_recording_is_followed_while_it_is_made_and_ends_when_its_maker_says_so(tmp_path: Path, backend: FakeBackend) -> None:
    with begin(tmp_path) as writer:
        made = publisher(writer.folder, backend, is_own=True)
        made.start()
        for seq in range(1, 6):
            seal(writer, SCREEN, seq)
            seal(writer, MIC, seq)
            made.ring()
        writer.end(EndReason.STOPPED, t_ns=1)
        made.ring()
        assert not backend.asked("complete")
        status = made.finish(1e6)
    assert status.state is UploadState.DONE
    assert_everything_is_there(writer.folder, backend)


@pytest.mark.parametrize("fault", [Fault.DROP_ANSWER, Fault.CUT, Fault.BUSY, Fault.SERVER_ERROR, Fault.FULL, Fault.TOO_SLOW])
@pytest.mark.parametrize("where", ["start", "init/1", "fragments/2", "complete", "stop"])
def test_a_fault_that_passes_costs_time_and_nothing_else(tmp_path: Path, backend: FakeBackend, fault: Fault, where: str) -> None:
    folder = complete(tmp_path)
    backend.plan(fault, on=where, times=2)
    assert upload(publisher(folder, backend)).state is UploadState.DONE
    assert_everything_is_there(folder, backend)


def test_an_hours_outage_is_waited_for_ever_more_patiently(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    backend.plan(Fault.SERVER_ERROR, on="display-1/fragments", times=200)
    timing = FastTime()
    assert upload(publisher(folder, backend, timing=timing)).state is UploadState.DONE
    assert timing.now_s() > 3600
    assert max(timing.waited_s) <= 30
    assert_everything_is_there(folder, backend)


def test_a_busy_backend_is_given_the_time_it_asks_for(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    backend.plan(Fault.BUSY, on="fragments/1")
    timing = FastTime()
    upload(publisher(folder, backend, timing=timing))
    assert timing.now_s() >= 7


def test_an_expired_grant_is_renewed(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    backend.plan(Fault.EXPIRED, on="fragments/2")
    assert upload(publisher(folder, backend)).state is UploadState.DONE
    assert backend.asked("POST .*/grant") == 1
    assert_everything_is_there(folder, backend)


def test_a_grant_is_renewed_before_it_ends(tmp_path: Path, backend: FakeBackend) -> None:
    backend.grant_expires_at_s = 1_700_000_100
    folder = complete(tmp_path)
    timing = FastTime()
    timing._now_s = 95
    made = publisher(folder, backend, timing=timing)
    backend.plan(Fault.BUSY, on="fragments/1")
    assert upload(made).state is UploadState.DONE
    assert backend.asked("POST .*/grant") == 1


def test_a_revoked_grant_ends_the_upload_with_a_sentence(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    backend.plan(Fault.REVOKED, on="fragments/2")
    status = upload(publisher(folder, backend))
    assert status.state is UploadState.REFUSED
    assert "revoked" in status.sentence
    assert backend.grant not in status.sentence


def test_a_wrong_token_is_refused_at_once_and_is_not_shown(tmp_path: Path, backend: FakeBackend) -> None:
    made = publisher(complete(tmp_path), backend, token="st-wrong-and-secret")
    status = upload(made)
    assert status.state is UploadState.REFUSED
    assert isinstance(made.trouble(), BackendRefused)
    assert "st-wrong" not in status.sentence
    assert backend.asked("start") == 1


def test_a_session_of_another_recording_is_refused(tmp_path: Path, backend: FakeBackend) -> None:
    upload(publisher(complete(tmp_path / "a"), backend))
    assert upload(publisher(complete(tmp_path / "b"), backend)).state is UploadState.REFUSED


def test_other_bytes_under_a_number_stop_that_track_alone(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    backend.plan(Fault.REVOKED)
    upload(publisher(folder, backend))
    backend.of("mic:default").inits[1] = init_bytes(MIC)
    backend.of("mic:default").fragments[2] = (1, b"....moof, and other bytes")
    status = upload(publisher(folder, backend))
    assert status.state is UploadState.REFUSED
    assert "other bytes" in status.sentence
    assert backend.of("display:1").is_complete


def test_other_bytes_that_come_to_light_by_a_refusal_stop_that_track_alone(tmp_path: Path, backend: FakeBackend) -> None:
    with begin(tmp_path) as writer:
        seal(writer, SCREEN, 1)
        seal(writer, MIC, 1)
        made = publisher(writer.folder, backend, is_own=True)
        made.start()
        while not backend.streams or not backend.of("mic:default").fragments:
            made.wait(0.1)
        backend.of("mic:default").fragments[2] = (1, b"....moof, and other bytes")
        for seq in (2, 3):
            seal(writer, SCREEN, seq)
            seal(writer, MIC, seq)
        writer.end(EndReason.STOPPED, t_ns=1)
        status = made.finish(1e6)
    assert status.state is UploadState.REFUSED
    assert status.refused_fragments == 2
    assert backend.of("display:1").is_complete
    assert not backend.of("mic:default").is_complete


def test_a_fragment_that_is_too_large_is_left_out_and_told(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    sizes = sorted((path.stat().st_size for path in folder.glob("*/*.m4s")), reverse=True)
    backend.limit_bytes = sizes[0] - 1
    status = upload(publisher(folder, backend))
    assert (status.state, status.refused_fragments) == (UploadState.REFUSED, 1)
    assert sum(len(stream.lost) for stream in backend.streams.values()) == 1
    assert all(stream.is_complete for stream in backend.streams.values())


@pytest.mark.parametrize("harm", ["missing", "shorter", "other bytes"])
def test_a_file_that_is_not_what_was_sealed_is_left_out_and_the_rest_is_there(tmp_path: Path, backend: FakeBackend, harm: str) -> None:
    folder = complete(tmp_path)
    path = folder / "mic-default" / "00000002.m4s"
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: -5 if harm == "shorter" else None][:-1] + b"?" * (harm != "shorter"))
    status = upload(publisher(folder, backend))
    assert (status.state, status.lost_fragments, status.refused_fragments) == (UploadState.DONE, 1, 0)
    assert backend.of("mic:default").lost == ((2, 2),)
    assert backend.of("display:1").lost == ()


def test_a_backend_that_forgot_an_init_gets_it_again(tmp_path: Path, backend: FakeBackend) -> None:
    with begin(tmp_path) as writer:
        seal(writer, SCREEN, 1)
        made = publisher(writer.folder, backend, is_own=True)
        made.start()
        while not backend.streams or not backend.of("display:1").fragments:
            made.wait(0.1)
        backend.of("display:1").inits.clear()
        seal(writer, SCREEN, 2)
        writer.end(EndReason.STOPPED, t_ns=1)
        assert made.finish(1e6).state is UploadState.DONE
    assert_everything_is_there(writer.folder, backend)


def test_a_recording_that_was_killed_goes_on_from_its_files_and_the_backends_word(tmp_path: Path, backend: FakeBackend) -> None:
    folder = interrupted(tmp_path)
    backend.plan(Fault.REVOKED, on="fragments/3")
    upload(publisher(folder, backend))
    (folder / "uploads.ndjson").unlink()  # hints, no truth
    recover(folder)
    stored = sum(len(stream.inits) + len(stream.fragments) for stream in backend.streams.values())
    before = len(backend.requests)
    assert upload(publisher(folder, backend)).state is UploadState.DONE
    again = [path for method, path in backend.requests[before:] if method == "PUT"]
    assert len(again) + stored == 10 + len(context_files(folder))
    assert_everything_is_there(folder, backend)


def test_notes_that_claim_too_much_are_corrected_by_the_backend(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    backend.plan(Fault.REVOKED, on="complete", times=9)
    upload(publisher(folder, backend))
    backend.forgive()
    backend.of("display:1").fragments.pop(3)
    assert upload(publisher(folder, backend)).state is UploadState.DONE
    assert_everything_is_there(folder, backend)


def test_the_mix_goes_along_and_one_that_was_made_anew_does_no_harm(tmp_path: Path, backend: FakeBackend) -> None:
    with begin(tmp_path, SCREEN, MIC, SYSTEM) as writer:
        mix = MixFolder(writer.folder / "mix")
        mix.begin(init_bytes(MIC))
        for seq in (1, 2, 3):
            mix.write(seq, fragment_bytes(fragment_facts(MIC, seq)))
        writer.end(EndReason.STOPPED, t_ns=1)
    folder = writer.folder
    backend.plan(Fault.REVOKED, on="mix-default/complete", times=9)
    upload(publisher(folder, backend))
    assert sorted(backend.of(MIX_TRACK).fragments) == [1, 2, 3]
    backend.forgive()
    backend.of(MIX_TRACK).fragments.pop(3)
    backend.of(MIX_TRACK).is_complete = False
    backend.of(MIX_TRACK).fragments[2] = (1, b"....moof of another mix")
    assert upload(publisher(folder, backend)).state is UploadState.DONE
    assert backend.of(MIX_TRACK).is_complete


def test_a_torn_fragment_of_the_mix_ends_it_there(tmp_path: Path, backend: FakeBackend) -> None:
    with begin(tmp_path, SCREEN, MIC, SYSTEM) as writer:
        mix = MixFolder(writer.folder / "mix")
        mix.begin(init_bytes(MIC))
        data = fragment_bytes(fragment_facts(MIC, 1))
        mix.write(1, data)
        mix.write(2, fragment_bytes(fragment_facts(MIC, 2))[:-9] + bytes(9))
        mix.write(3, fragment_bytes(fragment_facts(MIC, 3)))
        writer.end(EndReason.STOPPED, t_ns=1)
    status = upload(publisher(writer.folder, backend))
    assert status.state is UploadState.DONE
    assert backend.of(MIX_TRACK).fragments == {1: (1, data)}
    assert backend.of(MIX_TRACK).last_seq == 1


def test_a_backend_without_a_place_for_the_mix_and_the_context_gets_the_channels(tmp_path: Path, backend: FakeBackend) -> None:
    backend.tracks_wanted = False
    folder = complete(tmp_path)
    assert upload(publisher(folder, backend)).state is UploadState.DONE
    assert_everything_is_there(folder, backend)


def test_only_one_process_uploads_a_recording_at_a_time(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    made = publisher(folder, backend)
    with UploadLock(folder):
        made.start()
        until(made, UploadState.WAITING)
    assert not backend.requests
    assert made.wait(1e6).state is UploadState.DONE
    made.close()


def test_a_recording_begun_with_nobody_there_is_bound_when_somebody_is(tmp_path: Path) -> None:
    folder = complete(tmp_path)
    with FakeBackend() as backend:
        backend.plan(Fault.SERVER_ERROR, on="start", times=3)
        timing = FastTime(is_held=True)
        made = publisher(folder, backend, timing=timing)
        made.start()
        status = until(made, UploadState.OFFLINE)
        assert "Trying again" in status.sentence
        assert status.pending_fragments
        timing.is_held = False
        assert made.wait(1e6).state is UploadState.DONE
        made.close()
        assert_everything_is_there(folder, backend)


def test_a_page_of_a_hotel_instead_of_an_answer_is_told_and_tried_again(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    backend.plan(Fault.HTML, times=3)
    timing = FastTime(is_held=True)
    made = publisher(folder, backend, timing=timing)
    made.start()
    status = until(made, UploadState.REFUSED)
    assert "web page" in status.sentence
    timing.is_held = False
    until(made, UploadState.DONE)
    made.close()
    assert_everything_is_there(folder, backend)


def test_a_limit_is_kept_over_time(tmp_path: Path, backend: FakeBackend) -> None:
    folder = complete(tmp_path)
    size = sum(path.stat().st_size for path in folder.glob("*/*.m4s"))
    timing = FastTime()
    assert upload(publisher(folder, backend, timing=timing, limit_bytes_per_s=size // 20)).state is UploadState.DONE
    assert timing.now_s() >= 15


def test_closing_before_the_start_or_twice_does_no_harm(tmp_path: Path, backend: FakeBackend) -> None:
    made = publisher(complete(tmp_path), backend)
    assert made.close().state is UploadState.BINDING
    assert made.close().pending_fragments == 0


def test_a_full_disk_here_does_not_keep_what_is_recorded_from_leaving_it(
    tmp_path: Path, backend: FakeBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = complete(tmp_path)
    from lookhear.errors import DiskFull
    from lookhear.recorder.upload import binder, notebook

    def full(*_args: object, **_kwargs: object) -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(binder, "write_binding", full)
    monkeypatch.setattr(notebook, "AcknowledgementLog", full)
    assert upload(publisher(folder, backend)).state is UploadState.DONE
    assert_everything_is_there(folder, backend)


def test_a_recording_that_the_backend_of_this_computer_has_forgotten_is_handed_over_to_a_new_session(
    tmp_path: Path, backend: FakeBackend
) -> None:
    folder = complete(tmp_path)
    source = TokenSource(kind=SourceKind.EMBEDDED)
    gone = Ticket(session_id="cap-gone", token="st-gone", expires_at_s=None, api_url=backend.url)
    streams = (StreamDescriptor(stream_id="rts-gone", track=str(SCREEN), url=""),)
    grant = Grant(session_id="cap-gone", grant="ig-gone", expires_at_s=4e9, streams=streams, fragment_bytes=1, init_bytes=1, player_url="")
    write_binding(folder, Binding(source=source, ticket=gone, grant=grant))
    made = Publisher(
        folder,
        source=source,
        provider=ExplicitProvider("cap-1", backend=backend.url, token=TOKEN),
        connect=HttpGateway,
        look_every_s=LOOK_S,
        timing=FastTime(),
    )
    assert upload(made).state is UploadState.DONE
    assert_everything_is_there(folder, backend)
