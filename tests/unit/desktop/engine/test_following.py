"""What is shown and told of a recording that runs."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from lookhear.desktop.engine.disk import DiskWatch
from lookhear.desktop.engine.events import NoticeKind
from lookhear.desktop.engine.following import Follower
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.view import Proof, RecordingView, TrackView
from lookhear.desktop.engine.viewing import Views
from lookhear.recorder.spool.writer import DEFAULT_RESERVE_BYTES
from tests.fakes.engine_parts import MIC, SettingsNow, Told

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.settings.declared import Settings


class ScriptedTake:
    """A recording of one microphone, as the test says that it is."""

    recording_id, folder = "rec-1", Path("rec-1")

    def __init__(self) -> None:
        self.track = TrackView(channel_id=MIC, label="Desk", proof=Proof.GOOD, sealed_bytes=1000)
        self.evidence = self
        self.sealed_bytes = 0
        self._told: set[Proof] = set()

    def set(self, proof: Proof, *, reason: str = "") -> None:
        self.track = replace(self.track, proof=proof, reason=reason)

    def view(self) -> RecordingView:
        return RecordingView(recording_id="rec-1", folder=self.folder, recorded_ns=0, at_monotonic_ns=0, tracks=(self.track,))

    def newly(self, proof: Proof) -> list[TrackView]:
        if self.track.proof is Proof.GOOD:
            self._told.clear()
        bad = {Proof.DOUBTFUL: {Proof.DOUBTFUL, Proof.MISSING}, Proof.MISSING: {Proof.MISSING}}[proof]
        if self.track.proof not in bad or proof in self._told:
            return []
        self._told.add(proof)
        return [self.track]


def follow(work: Callable[[ScriptedTake, Follower, Told, Views], object], *, settings: Settings | None = None, free_bytes: int = 0) -> Told:
    told = Told()

    async def whole() -> None:
        hub, take = Hub(), ScriptedTake()
        hub.listen(told)
        views = Views(hub.publish)
        disk = DiskWatch(lambda _folder: DEFAULT_RESERVE_BYTES + free_bytes)
        follower = Follower(take, hub, views=views, settings=SettingsNow(settings), disk=disk)  # type: ignore[arg-type]
        result = work(take, follower, told, views)
        if asyncio.iscoroutine(result):
            await result
        views.close()

    asyncio.run(whole())
    return told


def kinds(told: Told) -> list[NoticeKind]:
    return [notice.kind for notice in told.notices]


def test_a_track_without_proof_is_told_of_by_name_and_once() -> None:
    def work(take: ScriptedTake, follower: Follower, told: Told, views: Views) -> None:
        for proof in (Proof.GOOD, Proof.DOUBTFUL, Proof.DOUBTFUL):
            take.set(proof)
            follower.look()
            assert kinds(told) == []
            assert views.now.recording == take.view()
        take.set(Proof.MISSING)
        follower.look()
        follower.look()

    told = follow(work)
    assert kinds(told) == [NoticeKind.TRACK_WITHOUT_PROOF]
    assert told.notices[0].words == (("channel", "mic:default"), ("label", "Desk"))
    assert told.notices[0].recording_id == "rec-1"


def test_a_source_that_went_away_is_told_of_with_the_reason_and_again_when_it_is_back() -> None:
    def work(take: ScriptedTake, follower: Follower, _told: Told, _views: Views) -> None:
        for proof, reason in ((Proof.DOUBTFUL, "Pulled out."), (Proof.MISSING, "Pulled out."), (Proof.GOOD, ""), (Proof.GOOD, "")):
            take.set(proof, reason=reason)
            follower.look()

    told = follow(work)
    assert kinds(told) == [NoticeKind.DEVICE_LOST, NoticeKind.DEVICE_RETURNED]
    assert dict(told.notices[0].words)["reason"] == "Pulled out."


def test_a_source_that_never_came_is_told_of_as_a_track_without_proof() -> None:
    def work(take: ScriptedTake, follower: Follower, _told: Told, _views: Views) -> None:
        take.track = replace(take.track, sealed_bytes=0)
        for proof in (Proof.DOUBTFUL, Proof.MISSING):
            take.set(proof, reason="Busy.")
            follower.look()

    assert kinds(follow(work)) == [NoticeKind.TRACK_WITHOUT_PROOF]


def test_a_disk_that_does_not_last_is_shown_and_told_once() -> None:
    async def work(take: ScriptedTake, follower: Follower, told: Told, views: Views) -> None:
        for step in range(4):
            take.sealed_bytes = step * 10_000
            await follower.look_at_disk(now_s=step * 10.0)
        assert views.now.disk_left_s == 600.0
        assert kinds(told) == [NoticeKind.DISK_LOW]
        assert told.notices[0].words == (("minutes", "10"),)

    follow(work, free_bytes=600_000)


def test_a_disk_that_lasts_long_enough_is_not_worth_a_word() -> None:
    async def work(take: ScriptedTake, follower: Follower, _told: Told, views: Views) -> None:
        for step in range(3):
            take.sealed_bytes = step * 10_000
            await follower.look_at_disk(now_s=step * 10.0)
        assert views.now.disk_left_s is None

    assert kinds(follow(work, free_bytes=60_000_000)) == []


def test_it_looks_by_itself_until_it_is_cancelled() -> None:
    async def work(_take: ScriptedTake, follower: Follower, told: Told, _views: Views) -> None:
        task = asyncio.create_task(follower.run())
        async with asyncio.timeout(10):
            while not told.views:  # noqa: ASYNC110 - it tells the hub, which knows of no event
                await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    follow(work)
