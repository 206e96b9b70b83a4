"""One recording of the application: the real recorder with synthetic sources, a scripted upload."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.take import Take
from lookhear.desktop.engine.view import Proof
from lookhear.errors import BackendUnsuitable, UsageError
from lookhear.recorder.events import FragmentSealed
from lookhear.recorder.spool.binding import read_binding
from lookhear.recorder.spool.rows import EndReason
from tests.fakes.engine_parts import MIC, ScriptedStudio, until
from tests.fakes.recorders import plan

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.recorder.events import Event


def take(studio: ScriptedStudio, *names: str) -> tuple[Take, list[Event]]:
    heard: list[Event] = []
    return Take(studio.studio(), plan(*names or ("display:1", "mic:default")), tell=heard.append), heard


async def sealed(made: Take) -> None:
    await until(lambda: {track.proof for track in made.tracks()} == {Proof.GOOD})


def test_its_evidence_grows_and_its_end_has_a_verdict(tmp_path: Path) -> None:
    studio = ScriptedStudio(tmp_path)

    async def record() -> None:
        made, heard = take(studio)
        await made.begin()
        view = made.view()
        assert view.recording_id == studio.folders[0].name
        assert [track.label for track in view.tracks] == ["Name of display:1", "Name of mic:default"]
        assert view.has_microphone
        assert str(view.primary) == "display:1"
        await sealed(made)
        assert any(isinstance(event, FragmentSealed) for event in heard)
        made.ask_to_end(EndReason.STOPPED)
        await made.until_asked()
        await made.end()
        last = await asyncio.to_thread(made.verdict)
        assert [verdict.channel for verdict in last.verdicts] == ["display:1", "mic:default"]
        assert last.link == studio.upload.status().player_url
        assert last.duration_s > 0
        await made.put_away()

    asyncio.run(record())
    assert "recording_ended" in studio.upload.calls


def test_what_is_recorded_is_counted_without_pauses(tmp_path: Path) -> None:
    studio = ScriptedStudio(tmp_path)

    async def record() -> None:
        made, _ = take(studio, "display:1")
        await made.begin()
        await made.pause()
        assert made.is_paused
        paused = made.view()
        await asyncio.sleep(0)
        made.note_state()
        assert made.view().recorded_ns == paused.recorded_ns
        assert [track.proof for track in paused.tracks] == [Proof.PAUSED]
        await made.resume()
        assert not made.is_paused
        made.note_state()
        assert made.view().recorded_ns > paused.recorded_ns
        await made.end()
        await made.put_away()

    asyncio.run(record())


def test_the_microphone_alone_is_muted(tmp_path: Path) -> None:
    studio = ScriptedStudio(tmp_path)

    async def record() -> None:
        made, _ = take(studio)
        await made.begin()
        await made.set_muted(is_muted=True)
        assert made.is_muted
        assert studio.made[0].held == {MIC}
        assert made.view().is_muted
        assert [track.proof for track in made.tracks() if track.channel_id == MIC] == [Proof.MUTED]
        await made.set_muted(is_muted=False)
        assert not made.is_muted
        await made.end()
        await made.put_away()

    asyncio.run(record())


def test_without_a_microphone_there_is_nothing_to_mute(tmp_path: Path) -> None:
    studio = ScriptedStudio(tmp_path)

    async def record() -> None:
        made, _ = take(studio, "display:1")
        await made.begin()
        assert not made.is_muted
        with pytest.raises(UsageError, match="microphone"):
            await made.set_muted(is_muted=True)
        await made.end()
        await made.put_away()

    asyncio.run(record())


def test_where_it_goes_is_noted_once_and_nobody_is_asked_where_it_stays_here(tmp_path: Path) -> None:
    studio, alone = ScriptedStudio(tmp_path / "a"), ScriptedStudio(tmp_path / "b")
    alone.is_kept_here = True

    async def record() -> None:
        for scripted in (studio, alone):
            made, _ = take(scripted, "display:1")
            await made.begin()
            await sealed(made)
            await made.end()
            await made.put_away()

    asyncio.run(record())
    binding = read_binding(studio.folders[0])
    assert binding is not None
    assert binding.source == studio.destination.found
    assert studio.destination.asked == 1
    assert alone.destination.asked == 0
    assert read_binding(alone.folders[0]) is None


def test_a_destination_that_makes_no_sense_harms_no_recording(tmp_path: Path) -> None:
    studio = ScriptedStudio(tmp_path)

    def refuse() -> None:
        raise BackendUnsuitable("That is no address.")

    studio.destination.source = refuse  # type: ignore[method-assign]

    async def record() -> None:
        made, _ = take(studio, "display:1")
        await made.begin()
        await sealed(made)
        await made.end()
        assert made.upload is not None
        assert isinstance(made.upload.trouble(), BackendUnsuitable)
        last = await asyncio.to_thread(made.verdict)
        assert last.link is None
        await made.put_away()

    asyncio.run(record())


def test_nothing_is_left_of_one_that_is_discarded(tmp_path: Path) -> None:
    studio = ScriptedStudio(tmp_path)

    async def record() -> None:
        made, _ = take(studio, "display:1")
        await made.begin()
        await sealed(made)
        await made.discard()

    asyncio.run(record())
    assert studio.folders == []
