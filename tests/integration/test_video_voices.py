"""Two who speak at the same time in one video, as one reads it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demo.process import wait_until
from lookhear.backend.videos.transcripts import Segment, captions
from tests.fakes.engines import deterministic
from tests.tools.footage import pictures
from tests.tools.hosted import HostedBackend
from tests.tools.understood import PHRASES, developing, speech

if TYPE_CHECKING:
    from pathlib import Path

MIC = speech((1, 3, 440), (6, 7, 880), seconds=8)
SPEAKERS = speech((1.5, 4.5, 660), seconds=8, track="system_audio:default")
DISPLAY = pictures(seconds=8, start_s=0.1)
MEETING, THURSDAY, GOODBYE = PHRASES[440], PHRASES[660], PHRASES[880]


def test_what_two_say_at_once_is_not_mixed_word_by_word(tmp_path: Path) -> None:
    with HostedBackend(tmp_path / "data", engines=deterministic(PHRASES)) as backend, developing(backend) as developer:
        developer.record(MIC, SPEAKERS, DISPLAY)
        developer.finish(MIC, SPEAKERS, DISPLAY)
        wait_until(lambda: developer.session["exported_video_id"], what="the video")
        path = f"/video/{developer.session['exported_video_id']}/transcription"
        developer.ask("POST", path, {})
        wait_until(lambda: developer.ask("GET", path)["status"] == "ready", what="what is said")
        told = developer.ask("GET", path)
        assert told["text"] == f"{MEETING} {THURSDAY} {GOODBYE}"
        starts = [word["start"] for word in told["word_timestamps"]]
        assert starts == sorted(starts)
        assert [word["text"] for word in told["word_timestamps"]] != told["text"].split()  # the words do overlap
        (slot, *_) = developer.ask("GET", f"{path}?segmenter=time&length=5")["word_timestamps"]
        assert slot["text"] == f"{MEETING} {THURSDAY}"
        sentences = developer.ask("GET", f"{path}?segmenter=sentence")["word_timestamps"]
        assert [each["text"] for each in sentences] == [MEETING, THURSDAY, GOODBYE]


def test_what_two_say_from_the_same_moment_on_is_all_in_the_subtitles() -> None:
    said = [Segment(start_s=1, end_s=3, text=MEETING), Segment(start_s=1, end_s=9, text=THURSDAY), Segment(start_s=9, end_s=9, text="")]
    assert captions(said) == [Segment(start_s=1, end_s=3, text=MEETING), Segment(start_s=1, end_s=7, text=THURSDAY)]
