from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.events import Event, LibraryChanged, SettingsChanged
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.settings.declared import Settings, Storage
from lookhear.desktop.engine.settings.file import SettingsFile
from lookhear.desktop.engine.settings.service import SettingsService
from lookhear.desktop.engine.storage.service import StorageService
from lookhear.desktop.engine.storage.values import Freed
from lookhear.desktop.engine.view import Phase
from lookhear.desktop.engine.viewing import Views
from lookhear.errors import NotNow, StorageError
from lookhear.recorder.spool.binding import Binding, SourceKind, TokenSource, write_binding
from lookhear.recorder.spool.retention import Retirement
from lookhear.system.paths.folders import Paths
from tests.fakes.autostarts import ScriptedAutostart
from tests.fakes.recordings import complete

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Retiring:
    """The machine: retires everything, and notes with how many days."""

    def __init__(self, home: Path) -> None:
        self.paths = Paths(data=home, exports=home, state=home)
        self.days: list[float | None] = []

    def retire(self, folder: Path, *, keep_days: float | None = None) -> Retirement:
        self.days.append(keep_days)
        return Retirement(freed_bytes=100)


class Trash:
    """The library's trash, with two recordings in it."""

    def __init__(self, former: Path) -> None:
        self.former, self.left = former, (2, 50)
        self.emptied: list[bool] = []
        self.was_asked = asyncio.Event()

    def roots(self) -> Sequence[Path]:
        return (self.former,)

    async def trashed(self) -> tuple[int, int]:
        return self.left

    async def empty_trash(self, *, is_all: bool) -> tuple[int, int]:
        self.emptied.append(is_all)
        self.was_asked.set()
        gone, self.left = (self.left, (0, 0)) if is_all else ((1, 20), self.left)
        return gone


class Made:
    """A service with its neighbours."""

    def __init__(self, home: Path, *, first_after_s: float = 60) -> None:
        self.rig, self.trash = Retiring(home), Trash(home / "former")
        self.told: list[Event] = []
        self.hub = Hub()
        self.hub.listen(self.told.append)
        self.settings = SettingsService(SettingsFile(home / "settings.toml"), self.hub, autostart=ScriptedAutostart())
        self.views = Views(lambda _event: None)
        self.service = StorageService(
            self.rig,
            self.hub,
            views=self.views,
            settings=self.settings,
            library=self.trash,
            root=lambda: self.rig.paths.recordings_in(self.settings.now.storage.folder),
            first_after_s=first_after_s,
        )


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def bound(root: Path) -> Path:
    folder = complete(root)
    write_binding(folder, Binding(source=TokenSource(kind=SourceKind.EMBEDDED)))
    return folder


def test_everything_that_takes_room_is_seen_also_in_former_folders(made: Made, tmp_path: Path) -> None:
    complete(tmp_path / "recordings")
    complete(tmp_path / "former")
    objects = tmp_path / "backend" / "objects"
    objects.mkdir(parents=True)
    (objects / "x").write_bytes(bytes(321))
    view = asyncio.run(made.service.look())
    assert (view.recordings, view.trash, view.trash_bytes, view.backend_bytes) == (2, 2, 50, 321)
    assert view.recordings_bytes > 0
    assert view.is_usual
    assert 0 < view.free_bytes <= view.total_bytes
    assert view.hours_left > 0
    assert view.paced_by == 0  # two seconds tell no pace


def test_a_drive_that_is_away_is_told_with_a_way_out(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_folder: Path) -> tuple[int, int]:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("lookhear.desktop.engine.storage.measuring.disk_of", away)
    with pytest.raises(StorageError, match="cannot be looked at") as told:
        asyncio.run(made.service.look())
    assert told.value.hint == "Is its drive connected?"


def test_another_folder_is_checked_kept_and_told(made: Made, tmp_path: Path) -> None:
    checked = asyncio.run(made.service.use_folder(tmp_path / "videos"))
    assert checked.is_good
    assert made.settings.now.storage.folder == str(tmp_path / "videos")
    assert not asyncio.run(made.service.look()).is_usual
    assert [type(event) for event in made.told] == [SettingsChanged, LibraryChanged]
    asyncio.run(made.service.use_folder(None))
    assert made.settings.now.storage.folder == ""


def test_the_usual_folder_is_kept_as_none_however_it_was_chosen(made: Made, tmp_path: Path) -> None:
    asyncio.run(made.service.use_folder(tmp_path / "recordings"))
    assert made.settings.now == Settings()


def test_a_folder_that_will_not_do_changes_nothing(made: Made, tmp_path: Path) -> None:
    checked = asyncio.run(made.service.use_folder(tmp_path / "backend"))
    assert not checked.is_good
    assert made.settings.now == Settings()
    assert made.told == []


def test_while_something_is_recorded_the_folder_stays(made: Made, tmp_path: Path) -> None:
    async def story() -> None:
        made.views.change(phase=Phase.RECORDING)
        with pytest.raises(NotNow, match="while something is recorded"):
            await made.service.use_folder(tmp_path / "videos")
        made.views.close()

    asyncio.run(story())
    assert made.settings.now == Settings()


def test_letting_go_follows_the_settings_and_takes_the_trash_that_is_due(made: Made, tmp_path: Path) -> None:
    bound(tmp_path / "recordings")
    bound(tmp_path / "former")
    asyncio.run(made.settings.change(Settings(storage=Storage(keep_days=2))))
    assert asyncio.run(made.service.let_go()) == Freed(recordings=3, bytes=220)
    assert made.rig.days == [2, 2]
    assert made.trash.emptied == [False]
    assert isinstance(made.told[-1], LibraryChanged)


def test_emptying_the_trash_takes_all_of_it(made: Made) -> None:
    assert asyncio.run(made.service.empty_trash()) == Freed(recordings=2, bytes=50)
    assert made.trash.emptied == [True]
    assert asyncio.run(made.service.empty_trash()) == Freed()
    assert made.told == [LibraryChanged()]


def test_it_lets_go_by_itself_soon_after_the_start(tmp_path: Path) -> None:
    made = Made(tmp_path, first_after_s=0)

    async def story() -> None:
        await made.service.begin()
        await made.trash.was_asked.wait()
        await made.service.end()

    asyncio.run(story())
    assert made.trash.emptied == [False]


def test_a_shorter_time_to_keep_counts_at_once(made: Made, tmp_path: Path) -> None:
    bound(tmp_path / "recordings")

    async def story() -> None:
        await made.service.begin()
        await made.settings.put("storage", "keep_days", 0)
        await made.trash.was_asked.wait()
        await made.service.end()

    asyncio.run(story())
    assert made.rig.days == [0]


def test_an_end_without_a_beginning_is_harmless(made: Made) -> None:
    asyncio.run(made.service.end())
