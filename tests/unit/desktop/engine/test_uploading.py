"""The uploads of the application: how far they are, what is told of them, and what is taken up again."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine import uploading as uploading_module
from lookhear.desktop.engine.events import LibraryChanged, NoticeKind
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.uploading import Uploads
from lookhear.desktop.engine.view import LastRecording
from lookhear.desktop.engine.viewing import Views
from lookhear.errors import BackendUnreachable, LookhearError
from lookhear.recorder.run_upload import RunUpload
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource, write_binding
from lookhear.recorder.upload.status import UploadState
from tests.fakes.engine_parts import SettingsNow, Told, until
from tests.fakes.recordings import complete, interrupted
from tests.fakes.uploading import ScriptedUpload, upload_status

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

UPLOADING = upload_status(UploadState.UPLOADING, acked=1, pending=3)
DONE = upload_status(UploadState.DONE, acked=4)
REFUSED = upload_status(UploadState.REFUSED, pending=2, sentence="It does not want that.")
OFFLINE = upload_status(UploadState.OFFLINE, pending=2, sentence="Nobody answers.")
SOURCE = TokenSource(kind=SourceKind.EMBEDDED)


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class NotingRig:
    """Uploads what is left as the test says."""

    def __init__(self) -> None:
        self.left = ScriptedUpload(UPLOADING, DONE)
        self.published: list[str] = []
        self.limits: list[int | None] = []
        self.retired: list[tuple[str, float | None]] = []
        self.refusal: LookhearError | None = None
        self.is_closed = False

    def publisher(
        self, folder: Path, *, source: TokenSource, look_every_s: float | None = None, limit_bytes_per_s: int | None = None
    ) -> ScriptedUpload:
        self.published.append(folder.name)
        self.limits.append(limit_bytes_per_s)
        return self.left

    def retire(self, folder: Path, *, keep_days: float | None = None) -> None:
        self.retired.append((folder.name, keep_days))
        if self.refusal is not None:
            raise self.refusal

    def close(self) -> None:
        self.is_closed = True


class Desk:
    def __init__(self, root: Path) -> None:
        self.root, self.hub, self.told, self.settings, self.clock, self.rig = root, Hub(), Told(), SettingsNow(), Clock(), NotingRig()
        self.hub.listen(self.told)
        self.views = Views(self.hub.publish)
        self.uploads = Uploads(
            self.rig, self.hub, views=self.views, settings=self.settings, root=lambda: root / "recordings", now_s=self.clock
        )

    @classmethod
    def run(cls, root: Path, work: Callable[[Desk], Coroutine[object, object, None]]) -> Desk:
        async def whole() -> Desk:
            desk = cls(root)
            try:
                await work(desk)
            finally:
                await desk.uploads.end()
                desk.views.close()
            return desk

        return asyncio.run(whole())

    def follow(self, *states: object, name: str = "rec-1") -> ScriptedUpload:
        scripted = ScriptedUpload(*states)  # type: ignore[arg-type]
        upload = RunUpload(lambda _folder: scripted)
        upload.begin(self.root / name)
        self.uploads.follow(self.root / name, upload)
        return scripted

    @property
    def notices(self) -> list[NoticeKind]:
        return [notice.kind for notice in self.told.notices]


@pytest.fixture
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading_module, "_TAKE_UP_AFTER_S", 0.0)
    monkeypatch.setattr(uploading_module, "_LOOK_S", 0.01)


def test_one_that_runs_and_keeps_up_is_not_worth_showing(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        desk.follow(UPLOADING)
        desk.uploads.look()
        assert desk.views.now.uploads.recordings == 0
        assert desk.uploads.status_of("rec-1") == UPLOADING
        assert desk.uploads.status_of("rec-2") is None

    Desk.run(tmp_path, work)


def test_one_that_falls_behind_or_has_ended_is_shown(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        desk.follow(replace(UPLOADING, lag_s=60.0, bytes_per_s=1200.4), name="rec-1")
        desk.follow(UPLOADING, name="rec-2")
        desk.uploads.recording_ended("rec-2")
        desk.uploads.look()
        shown = desk.views.now.uploads
        assert (shown.recordings, shown.left_bytes, shown.bytes_per_s) == (2, 6000, 1200.0)
        assert shown.left_s == 5.0

    Desk.run(tmp_path, work)


def test_a_line_that_is_down_for_longer_is_a_trouble(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        desk.follow(OFFLINE)
        desk.uploads.look()
        assert desk.views.now.uploads.trouble == ""
        desk.clock.now_s += 6
        desk.uploads.look()
        assert desk.views.now.uploads.trouble == "Nobody answers."

    Desk.run(tmp_path, work)


def test_the_link_of_the_last_recording_is_shown_when_it_is_known(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        desk.views.change(last=LastRecording(recording_id="rec-1", folder=tmp_path, duration_s=1.0, verdicts=()))
        desk.follow(DONE)
        desk.uploads.look()
        last = desk.views.now.last
        assert last is not None
        assert last.link == DONE.player_url

    Desk.run(tmp_path, work)


@pytest.mark.usefixtures("_soon")
@pytest.mark.parametrize(("took_s", "notices"), [(1.0, []), (60.0, [NoticeKind.UPLOAD_FINISHED])])
def test_one_that_is_done_is_let_go_and_told_of_where_it_took_long(tmp_path: Path, took_s: float, notices: list[NoticeKind]) -> None:
    async def work(desk: Desk) -> None:
        scripted = desk.follow(UPLOADING, DONE)
        desk.uploads.recording_ended("rec-1")
        await desk.uploads.begin()
        desk.clock.now_s += took_s
        scripted.states.popleft()
        await until(lambda: desk.rig.retired)
        assert desk.uploads.status_of("rec-1") is None
        assert "close" in scripted.calls
        await until(lambda: any(isinstance(event, LibraryChanged) for event in desk.told.events))

    desk = Desk.run(tmp_path, work)
    assert desk.rig.retired == [("rec-1", desk.settings.now.storage.keep_days)]
    assert desk.notices == notices
    assert desk.rig.is_closed


@pytest.mark.usefixtures("_soon")
def test_one_that_is_refused_is_told_of_once(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        desk.follow(REFUSED)
        desk.uploads.recording_ended("rec-1")
        await desk.uploads.begin()
        await until(lambda: desk.notices)
        await until(lambda: desk.uploads.status_of("rec-1") is None)

    desk = Desk.run(tmp_path, work)
    assert desk.notices == [NoticeKind.UPLOAD_NEEDS_HELP]
    assert desk.told.notices[0].words == (("sentence", "It does not want that."),)


@pytest.mark.usefixtures("_soon")
def test_a_refusal_is_told_while_it_is_recorded_and_not_again_at_the_end(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        desk.follow(REFUSED)
        await desk.uploads.begin()
        await until(lambda: desk.notices)
        assert desk.uploads.status_of("rec-1") == REFUSED
        desk.uploads.recording_ended("rec-1")
        await until(lambda: desk.uploads.status_of("rec-1") is None)

    assert Desk.run(tmp_path, work).notices == [NoticeKind.UPLOAD_NEEDS_HELP]


@pytest.mark.usefixtures("_soon")
def test_media_that_cannot_be_let_go_stay_without_a_word(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        desk.rig.refusal = BackendUnreachable("Nobody answers.")
        desk.follow(DONE)
        desk.uploads.recording_ended("rec-1")
        await desk.uploads.begin()
        await until(lambda: desk.rig.retired)

    assert Desk.run(tmp_path, work).notices == []


@pytest.mark.usefixtures("_soon")
def test_what_was_interrupted_is_recovered_and_what_is_left_is_handed_over(tmp_path: Path) -> None:
    folder = interrupted(tmp_path / "recordings")
    write_binding(folder, Binding(source=SOURCE))

    async def work(desk: Desk) -> None:
        desk.settings.now = replace(desk.settings.now, backend=replace(desk.settings.now.backend, upload_limit_kib_per_s=5))
        await desk.uploads.begin()
        await until(lambda: desk.rig.retired)

    desk = Desk.run(tmp_path, work)
    assert desk.notices == [NoticeKind.RECOVERED]
    assert desk.told.notices[0].recording_id == folder.name
    assert (desk.rig.published, desk.rig.limits) == ([folder.name], [5 * 1024])


@pytest.mark.usefixtures("_soon")
def test_what_waits_is_tried_again_when_somebody_wishes_it(tmp_path: Path) -> None:
    folder = complete(tmp_path / "recordings")
    write_binding(folder, Binding(source=SOURCE))

    async def work(desk: Desk) -> None:
        desk.rig.left = ScriptedUpload(REFUSED)
        await desk.uploads.begin()
        await until(lambda: desk.notices)
        assert desk.uploads.status_of(folder.name) == REFUSED
        desk.rig.left = ScriptedUpload(DONE)
        await desk.uploads.finish()
        await until(lambda: desk.rig.retired)

    desk = Desk.run(tmp_path, work)
    assert desk.notices == [NoticeKind.UPLOAD_NEEDS_HELP]
    assert desk.rig.published == [folder.name] * 2


def test_an_upload_is_ended_for_whoever_removes_the_recording(tmp_path: Path) -> None:
    async def work(desk: Desk) -> None:
        scripted = desk.follow(UPLOADING)
        await desk.uploads.release(tmp_path / "rec-1")
        await desk.uploads.release(tmp_path / "rec-1")
        assert scripted.calls.count("close") == 1
        assert desk.uploads.status_of("rec-1") is None

    Desk.run(tmp_path, work)


@pytest.mark.usefixtures("_soon")
def test_one_that_could_not_begin_is_told_of_with_the_reason(tmp_path: Path) -> None:
    def refuse(_folder: Path) -> ScriptedUpload:
        raise BackendUnreachable("That is no address.")

    async def work(desk: Desk) -> None:
        upload = RunUpload(refuse)
        upload.begin(tmp_path / "rec-1")
        desk.uploads.follow(tmp_path / "rec-1", upload)
        await desk.uploads.begin()
        await until(lambda: desk.notices)

    desk = Desk.run(tmp_path, work)
    assert desk.notices == [NoticeKind.UPLOAD_NEEDS_HELP]
    assert desk.told.notices[0].words == (("sentence", "That is no address."),)


@pytest.mark.usefixtures("_soon")
@pytest.mark.expected_errors
def test_a_bug_in_it_is_logged_and_harms_nothing_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def work(desk: Desk) -> None:
        def fail(*_arguments: object, **_wishes: object) -> None:
            raise RuntimeError("a bug")

        desk.rig.retire = fail  # type: ignore[method-assign]
        desk.follow(DONE)
        desk.uploads.recording_ended("rec-1")
        await desk.uploads.begin()
        await until(lambda: "came to an end" in caplog.text)

    Desk.run(tmp_path, work)
