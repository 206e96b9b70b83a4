"""A visual index's work: windows, the pictures in them, and how few fragments are decoded for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lookhear.backend.pipelines import visuals
from lookhear.backend.pipelines.requests import IndexRequest
from lookhear.backend.pipelines.work import Outcome
from lookhear.backend.records import PipelineState
from lookhear.errors import EngineBusy, EngineFailed
from lookhear.media.samples import NS_PER_S
from lookhear.media.stills import StillReader
from lookhear.understanding.ports import Description
from tests.fakes.understanding import Stage
from tests.tools.footage import Footage, cut, encoded_pictures, pictures
from tests.tools.understood import context_log, joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lookhear.backend.pipelines.service import PipelineView

DISPLAY = pictures(seconds=9, start_s=0.25)
WINDOWS = [(0.2, 2.2), (2.2, 4.2), (4.2, 6.2), (6.2, 8.2), (8.2, 9.2)]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with Stage(tmp_path, "display:1", "context:default") as made:
        yield made


def indexed(stage: Stage, *, time_s: float = 2, frame_count: int = 2, **request: Any) -> PipelineView:  # noqa: ANN401
    wanted = IndexRequest(time_s=time_s, frame_count=frame_count, **request)
    return stage.run(stage.service.create_index(stage.stream("display:1").id, wanted))


def test_windows_follow_one_another_and_the_last_one_ends_with_the_track(stage: Stage) -> None:
    index = indexed(stage)
    stage.keep(DISPLAY)
    stage.complete()
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert stage.spans(index) == WINDOWS
    assert [each.times_ns[0] - int(0.25 * NS_PER_S) for each in stage.engines.vision.asked] == [
        NS_PER_S - 1 + number * 2 * NS_PER_S for number in range(4)
    ] + [8 * NS_PER_S + 500_000_000 - 1]
    assert stage.row(index).state is PipelineState.STOPPED
    assert {each.shapes for each in stage.engines.vision.asked} == {((96, 160, 3), (96, 160, 3))}


def test_a_window_waits_until_all_of_it_is_there(stage: Stage) -> None:
    index = indexed(stage)
    work = stage.work(index)
    stage.keep(DISPLAY, 1, 2, 3)
    assert stage.steps(work) is Outcome.WAITING
    assert stage.spans(index) == []
    stage.keep(DISPLAY, 4)
    assert stage.steps(work) is Outcome.WAITING
    assert stage.spans(index) == WINDOWS[:1]


@pytest.mark.parametrize("cut", [1, 4, 5, 9, 13, 17])
def test_begun_again_at_any_fragment_no_window_is_doubled_or_missing(stage: Stage, cut: int) -> None:
    index = indexed(stage)
    stage.keep(DISPLAY, *range(1, cut + 1))
    stage.steps(stage.work(index))
    stage.keep(DISPLAY, *range(cut + 1, len(DISPLAY.fragments) + 1))
    stage.complete()
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert stage.spans(index) == WINDOWS
    assert [len(each.times_ns) for each in stage.engines.vision.asked] == [2] * 5


def test_pictures_are_those_of_their_moments_however_the_windows_lie_over_the_fragments(stage: Stage) -> None:
    index = indexed(stage, time_s=0.7, frame_count=3)
    stage.keep(DISPLAY)
    stage.complete()
    stage.steps(stage.work(index))
    reader = StillReader()
    from lookhear.media.init_segment import parse_init

    fmt = parse_init(DISPLAY.init)
    moments = [moment for each in stage.engines.vision.asked for moment in each.times_ns]
    seen = [still for data in DISPLAY.fragments for still in reader.read(fmt, data, wanted_ns=moments)]  # type: ignore[arg-type]
    means = [round(sum(float(still.rgb.mean()) for still in seen[at : at + 3]) / 3) for at in range(0, len(seen), 3)]
    assert stage.texts(index) == [f"brightness {mean}" for mean in means]
    assert len(moments) == 13 * 3


def test_only_what_leads_to_a_wanted_picture_is_decoded(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    original = StillReader.read

    def counted(self: StillReader, *args: Any, **wanted: Any) -> Any:  # noqa: ANN401
        read.append(len(read))
        return original(self, *args, **wanted)

    monkeypatch.setattr(StillReader, "read", counted)
    long = pictures(seconds=22, start_s=0)
    index = indexed(stage, time_s=11, frame_count=1)
    stage.keep(long)
    stage.complete()
    stage.steps(stage.work(index))
    assert stage.spans(index) == [(0, 11), (11, 22)]
    assert len(read) == 6 + 4  # from the last key frame of each window on: of 44 fragments


def test_a_still_picture_is_given_once_for_a_moment_and_the_next(stage: Stage) -> None:
    index = indexed(stage, time_s=0.5, frame_count=30)  # twice as many moments as pictures
    stage.keep(DISPLAY, 1)
    stage.complete()
    stage.steps(stage.work(index))
    assert [len(each.times_ns) for each in stage.engines.vision.asked] == [15]


def test_a_gap_ends_a_window_and_the_next_begins_behind_it(stage: Stage) -> None:
    display = joined(pictures(seconds=3, start_s=0), pictures(seconds=3, start_s=30))
    index = indexed(stage)
    stage.keep(display)
    stage.complete()
    stage.steps(stage.work(index))
    assert stage.spans(index) == [(0, 2), (2, 3), (30, 32), (32, 33)]


def test_a_display_that_changes_its_size_goes_on_with_a_new_init(stage: Stage) -> None:
    small, large = pictures(seconds=2, start_s=0), pictures(seconds=2, start_s=2, size=(320, 192))
    both = joined(small, Footage(small.track, large.init, large.fragments, large.ends_s))
    index = indexed(stage)
    stage.keep(both, *range(1, len(small.fragments) + 1))
    large_only = Footage(both.track, large.init, both.fragments, both.ends_s)
    stage.keep(large_only, *range(len(small.fragments) + 1, len(both.fragments) + 1), init=2)
    stage.complete()
    stage.steps(stage.work(index))
    assert [each.shapes[0] for each in stage.engines.vision.asked] == [(96, 160, 3), (192, 320, 3)]


def test_the_engine_gets_prompt_model_and_what_was_done_in_the_window(stage: Stage) -> None:
    index = indexed(stage, prompt="Say it", model_name="basic")
    stage.keep(context_log({"t_ns": 0, "kind": "started"}, {"t_ns": 3 * NS_PER_S, "kind": "marker", "text": "here"}))
    stage.keep(DISPLAY)
    stage.complete()
    stage.steps(stage.work(index))
    asked = stage.engines.vision.asked
    assert {(each.prompt, each.model) for each in asked} == {("Say it", "basic")}
    assert [[event["kind"] for event in each.context] for each in asked] == [[], ["marker"], [], [], []]


def still(seconds: float) -> Footage:
    """A display on which one picture stands, encoded again and again."""
    fmt, samples = encoded_pictures(1, 160, 96)
    return cut("display:1", fmt, [samples[0]] * round(seconds * 30), start_s=0.25)


def test_a_still_screen_is_asked_about_once_and_the_position_goes_on(stage: Stage) -> None:
    index = indexed(stage)
    stage.keep(still(9))
    stage.complete()
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert stage.spans(index) == WINDOWS[:1]
    assert [len(each.times_ns) for each in stage.engines.vision.asked] == [1]
    assert stage.row(index).position_ns >= 9 * NS_PER_S


def test_another_window_in_front_of_a_still_screen_is_asked_about(stage: Stage) -> None:
    index = indexed(stage)
    front = {"kind": "window", "app": "Files", "title": "Home"}
    stage.keep(context_log({"t_ns": 0, **front}, {"t_ns": 3 * NS_PER_S, **front}, {"t_ns": 5 * NS_PER_S, **front, "title": "Letters"}))
    stage.keep(still(9))
    stage.complete()
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert stage.spans(index)[-1] == WINDOWS[2]


def test_an_engine_that_has_nothing_to_say_makes_no_record_and_one_that_has_not_read_all_is_asked_again(stage: Stage) -> None:
    index = indexed(stage)
    stage.keep(still(9))
    stage.complete()
    stage.engines.vision.said = [Description(text="", metadata={"unread": 3}), Description(text="a text")]
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert stage.texts(index) == ["a text"]
    assert stage.spans(index) == WINDOWS[1:2]
    assert len(stage.engines.vision.asked) == 2


@pytest.mark.parametrize(("seconds", "before"), [(2, ["one"]), (1.5, [])])
def test_what_is_unread_when_the_stream_is_over_is_read_before_the_pipeline_ends(stage: Stage, seconds: float, before: list[str]) -> None:
    index = indexed(stage)
    stage.keep(still(seconds))
    work = stage.work(index)
    said = [Description(text=text, metadata={"unread": unread}) for text, unread in (("one", 5), ("two", 3), ("", 1), ("three", 0))]
    stage.engines.vision.said = list(said)
    assert stage.steps(work) is Outcome.WAITING
    assert stage.texts(index) == before  # while it goes on, the next window is the time for more
    stage.complete()
    assert stage.steps(work) is Outcome.ENDED
    assert stage.texts(index) == ["one", "two", "three"]
    assert len(set(stage.spans(index))) == 1
    assert [len(each.times_ns) for each in stage.engines.vision.asked] == [1] * 4
    assert len({each.times_ns for each in stage.engines.vision.asked[1:]}) == 1  # the last picture, again and again
    assert stage.row(index).state is PipelineState.STOPPED


def test_an_engine_that_reads_no_more_of_what_it_calls_unread_is_not_asked_for_ever(stage: Stage) -> None:
    index = indexed(stage)
    stage.keep(still(2))
    stage.complete()
    stage.engines.vision.said = [Description(text=f"text {number}", metadata={"unread": 3}) for number in range(50)]
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert stage.texts(index) == ["text 0", "text 1"]


def test_a_rest_that_cannot_be_read_is_left_out_and_says_why(stage: Stage) -> None:
    index = indexed(stage)
    stage.keep(still(4))
    work = stage.work(index)
    stage.engines.vision.said = [Description(text="one", metadata={"unread": 5}), Description(text="", metadata={"unread": 3})]
    stage.steps(work)
    stage.complete()
    stage.engines.vision.trouble.add(EngineFailed("It cannot see that."))
    with pytest.raises(EngineFailed):
        stage.steps(work)
    assert stage.run(work.skip(EngineFailed("It cannot see that.")))
    assert stage.steps(work) is Outcome.ENDED
    assert stage.texts(index) == ["one", ""]
    assert stage.row(index).position_ns >= 4 * NS_PER_S


def test_what_is_unread_is_read_on_behind_a_window_that_failed(stage: Stage) -> None:
    index = indexed(stage)
    stage.keep(still(6))
    work = stage.work(index)
    stage.engines.vision.said = [Description(text="one", metadata={"unread": 5})]
    stage.run(work.step())
    stage.engines.vision.trouble.add(EngineFailed("It cannot see that."))
    with pytest.raises(EngineFailed):
        stage.run(work.step())
    assert stage.run(work.skip(EngineFailed("It cannot see that.")))
    stage.engines.vision.said = [Description(text="two")]
    stage.steps(work)
    assert stage.texts(index) == ["one", "", "two"]
    assert stage.spans(index) == WINDOWS[:3]


def test_what_an_engine_said_is_kept_until_the_disk_takes_it(stage: Stage) -> None:
    index = indexed(stage)
    stage.keep(still(9))
    stage.complete()
    stage.engines.vision.said = [Description(text="told once", metadata={"unread": 1}), Description(text="the rest")]
    assert stage.steps_on_a_full_disk(stage.work(index), refused=range(3)) is Outcome.ENDED
    assert stage.texts(index) == ["told once", "the rest"]
    assert stage.spans(index) == WINDOWS[:2]
    assert len(stage.engines.vision.asked) == 2


def test_hours_that_are_made_up_for_are_not_gathered_at_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visuals, "_BATCH", 3)
    monkeypatch.setattr(visuals, "_MOST_TOGETHER", 2)
    index = indexed(stage)
    stage.keep(pictures(seconds=20, start_s=0))
    stage.complete()
    work = stage.work(index)
    assert isinstance(work, visuals.VisualWork)
    most = 0
    while stage.run(work.step()) is Outcome.MORE:
        most = max(most, len(work._pieces))
    assert most <= 16  # of 40
    assert len(stage.spans(index)) == 10


def test_windows_of_a_live_recording_are_put_together_while_the_engine_does_not_keep_up(stage: Stage) -> None:
    index = indexed(stage)
    work = stage.work(index)
    stage.keep(DISPLAY, *range(1, 5))
    stage.steps(work)
    stage.keep(DISPLAY, *range(5, 19))
    stage.backend.clock.advance(9 * NS_PER_S)
    stage.steps(work)
    assert stage.spans(index) == [(0.2, 2.2), (2.2, 8.2)]
    stage.complete()
    assert stage.steps(work) is Outcome.ENDED
    assert stage.spans(index)[2:] == [(8.2, 9.2)]  # what is over is worked up as it was asked for


def test_a_busy_engine_gets_the_same_window_again(stage: Stage) -> None:
    index = indexed(stage)
    stage.keep(DISPLAY)
    stage.complete()
    work = stage.work(index)
    stage.engines.vision.trouble.add(EngineBusy("Not now."))
    with pytest.raises(EngineBusy):
        stage.run(work.step())
    assert stage.steps(work) is Outcome.ENDED
    assert stage.spans(index) == WINDOWS
    assert stage.engines.vision.asked[0].times_ns == stage.engines.vision.asked[1].times_ns


def test_a_window_that_fails_for_good_is_skipped_and_says_why(stage: Stage) -> None:
    index = indexed(stage)
    stage.keep(DISPLAY)
    stage.complete()
    work = stage.work(index)
    assert not stage.run(work.skip(EngineFailed("Nothing was tried.")))
    stage.engines.vision.trouble.add(EngineFailed("It cannot see that."))
    with pytest.raises(EngineFailed):
        stage.run(work.step())
    assert stage.run(work.skip(EngineFailed("It cannot see that.")))
    assert stage.steps(work) is Outcome.ENDED
    assert stage.spans(index) == WINDOWS
    assert [bool(text) for text in stage.texts(index)] == [False, True, True, True, True]


def test_media_that_are_gone_leave_out_their_window(stage: Stage) -> None:
    index = indexed(stage)
    stage.keep(DISPLAY)
    stage.complete()
    gone = [f"{stage.stream('display:1').id}/{seq:08d}.m4s" for seq in range(5, 9)]
    stage.run(stage.backend.objects.delete(gone))
    assert stage.steps(stage.work(index)) is Outcome.ENDED
    assert stage.spans(index) == [WINDOWS[0], *WINDOWS[2:]]


def test_an_understanding_that_keeps_nothing_only_tells(stage: Stage) -> None:
    analyzer = {"type": "vlm", "name": "scene", "sampling": {"frame_count": 1}}
    stream_id = stage.stream("display:1").id
    told = stage.run(stage.service.create_understanding(stream_id, segmentation={"window": "2s"}, analyzer=analyzer, is_stored=False))
    stage.keep(DISPLAY)
    stage.complete()
    assert stage.steps(stage.work(told)) is Outcome.ENDED
    assert stage.records(told) == []
    assert len(stage.engines.vision.asked) == 5
