from __future__ import annotations

from typing import TYPE_CHECKING

from lookhear.recorder.spool.mix_folder import MixFolder, SourcesDigest, sources_digest
from lookhear.recorder.spool.rows import FragmentRow
from tests.fakes.recordings import MIC, SCREEN, fragment_bytes, fragment_facts

if TYPE_CHECKING:
    from pathlib import Path

DIGEST = "0" * 64


def filled(folder: Path, count: int = 3) -> MixFolder:
    files = MixFolder(folder)
    files.begin(b"init")
    for seq in range(1, count + 1):
        files.write(seq, fragment_bytes(fragment_facts(MIC, seq)))
    return files


def test_files_appear_whole_and_private(tmp_path: Path) -> None:
    filled(tmp_path / "mix")
    names = sorted(path.name for path in (tmp_path / "mix").iterdir())
    assert names == ["00000001.m4s", "00000002.m4s", "00000003.m4s", "init-1.mp4"]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "mix").iterdir()} == {0o600}
    assert (tmp_path / "mix").stat().st_mode & 0o777 == 0o700


def test_beginning_throws_the_old_mix_away(tmp_path: Path) -> None:
    files = filled(tmp_path)
    files.complete(DIGEST)
    files.begin(b"other")
    assert [path.name for path in tmp_path.iterdir()] == ["init-1.mp4"]
    assert files.has_init(b"other")
    assert not files.has_init(b"init")


def test_fragments_count_up_to_the_first_that_is_missing_or_broken(tmp_path: Path) -> None:
    files = filled(tmp_path, 4)
    end = fragment_facts(MIC, 4).end
    assert files.whole_fragments() == (files.fragments(), end)
    files.fragments()[2].write_bytes(b"broken")
    assert len(files.fragments()) == 4
    assert [path.name for path in files.whole_fragments()[0]] == ["00000001.m4s", "00000002.m4s"]
    files.fragments()[1].unlink()
    assert len(files.fragments()) == 1


def test_a_mix_is_complete_for_its_sources_and_its_bytes(tmp_path: Path) -> None:
    files = filled(tmp_path)
    assert not files.is_complete(DIGEST)
    assert not files.was_completed
    files.complete(DIGEST)
    assert files.was_completed
    assert files.is_complete(DIGEST)
    assert not files.is_complete("1" * 64)
    files.cut(2)
    assert not files.is_complete(DIGEST)


def test_a_torn_marker_is_none(tmp_path: Path) -> None:
    files = filled(tmp_path)
    (tmp_path / "complete.json").write_bytes(b'{"format":1,')
    assert not files.is_complete(DIGEST)


def test_a_folder_that_is_not_there_has_nothing(tmp_path: Path) -> None:
    files = MixFolder(tmp_path / "missing")
    assert files.whole_fragments() == ([], 0)
    assert not files.has_init(b"")
    assert not files.is_complete(DIGEST)


def test_the_digest_of_sources_does_not_depend_on_their_order() -> None:
    rows = [FragmentRow.of(fragment_facts(channel, seq), b"x") for channel in (SCREEN, MIC) for seq in (1, 2)]
    assert sources_digest(rows) == sources_digest(reversed(rows))
    assert sources_digest(rows) != sources_digest(rows[1:])


def test_the_digest_kept_while_recording_is_that_of_the_rows_at_the_end() -> None:
    rows = [FragmentRow.of(fragment_facts(channel, seq), b"x") for seq in (1, 2, 3) for channel in (MIC, SCREEN)]
    running = SourcesDigest()
    seen = []
    for row in rows:
        running.add(row)
        seen.append(running.hexdigest())
    assert seen == [sources_digest(rows[:count]) for count in range(1, len(rows) + 1)]
    assert len(set(seen)) == len(seen)
