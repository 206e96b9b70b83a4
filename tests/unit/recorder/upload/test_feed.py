"""A feed gives each row once, and knows when nobody writes any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.recorder.spool.rows import EndReason, EndRow, FragmentRow
from lookhear.recorder.upload.feed import Feed
from tests.fakes.recordings import MIC, begin, complete, seal

if TYPE_CHECKING:
    from pathlib import Path


def test_rows_come_once_each(tmp_path: Path) -> None:
    with begin(tmp_path, MIC) as writer:
        feed = Feed(writer.folder, is_own=False)
        feed.read()
        seal(writer, MIC, 1)
        news = feed.read()
        assert [row.seq for row in news.rows if isinstance(row, FragmentRow)] == [1]
        assert not news.is_over
        writer.end(EndReason.STOPPED, t_ns=1)
    news = feed.read()
    assert [type(row) for row in news.rows if isinstance(row, EndRow)] == [EndRow]
    assert news.is_over


def test_who_writes_itself_says_itself_when_that_is_over(tmp_path: Path) -> None:
    assert not Feed(complete(tmp_path), is_own=True).read().is_over
