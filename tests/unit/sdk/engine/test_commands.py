"""The engine's commands, one by one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from lookhear import __version__
from lookhear.errors import BackendRefused, DiskFull, LookhearError, NotNow, UsageError
from lookhear.protocol.channels import ChannelKind
from lookhear.sdk.engine import commands
from lookhear.sdk.engine.commands import Commands, Parts, error_of
from lookhear.sdk.engine.dialects import NamesMode
from lookhear.sdk.engine.ports import Dialect
from lookhear.system.permissions import Permission, PermissionStatus
from tests.fakes.capturing import NotedCapturing
from tests.fakes.catalogues import ListedScreens, ListedSounds, display_info, sound_info

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lookhear.sdk.engine.ports import Emit

START = {"sessionId": "cap-1", "uploadToken": "st-1", "channels": [{"channel_id": "mic:default"}]}


class Asked:
    """Permissions that a test grants, or not."""

    def __init__(self, status: PermissionStatus) -> None:
        self.status, self.asked = status, list[Permission]()

    def request(self, permission: Permission) -> PermissionStatus:
        self.asked.append(permission)
        return self.status


class Rig:
    """Commands over fakes, and what they told."""

    def __init__(self, *, refusals: Mapping[str, LookhearError] | None = None, **settings: Any) -> None:  # noqa: ANN401 - of Parts
        self.told: list[tuple[str, dict[str, object]]] = []
        self.permissions = Asked(settings.pop("status", PermissionStatus.GRANTED))
        self.capturing = NotedCapturing(refusals=refusals)
        self.made, self.is_made = 0, asyncio.Event()
        parts = Parts(
            screens=lambda: ListedScreens([display_info(1, is_default=True)]),
            sounds=lambda: ListedSounds([sound_info(ChannelKind.MIC, "headset")]),
            permissions=lambda: self.permissions,
            capturing=self._make,
            **settings,
        )
        self.commands = Commands(parts, emit=self._emit)

    def _make(self, emit: Emit) -> NotedCapturing:
        self.made += 1
        self.is_made.set()
        self.capturing.emit = emit
        return self.capturing

    def _emit(self, event: str, payload: Mapping[str, object]) -> None:
        self.told.append((event, dict(payload)))

    async def do(self, command: str, **params: object) -> dict[str, object]:
        return await self.commands.do(command, params)


def test_init_says_who_answers() -> None:
    answer = asyncio.run(Rig().do("init", apiUrl="http://127.0.0.1:1"))
    assert (answer["version"], answer["engine"]) == (__version__, "lookhear")


def test_init_says_who_asks_and_may_come_again() -> None:
    async def story() -> list[Dialect]:
        rig, heard = Rig(), []
        for params in ({"apiUrl": "http://a"}, {"sessionToken": "st-1"}, {"client": "lookhear/1"}):
            await rig.do("init", **params)
            heard.append(rig.commands.dialect)
        return heard

    assert asyncio.run(story()) == [Dialect.PYTHON, Dialect.NODE, Dialect.LOOKHEAR]


@pytest.mark.parametrize(
    ("setting", "init", "name"),
    [
        (NamesMode.AUTO, {}, "display:1"),
        (NamesMode.AUTO, {"sessionToken": "st-1"}, "Screen 1"),
        (NamesMode.PRETTY, {}, "Screen 1"),
        (NamesMode.ID, {"sessionToken": "st-1"}, "display:1"),
    ],
)
def test_channels_are_named_as_the_one_who_asks_expects(setting: NamesMode, init: dict[str, object], name: str) -> None:
    async def story() -> object:
        rig = Rig(names=setting)
        await rig.do("init", **init)
        channels: Any = (await rig.do("getChannels"))["channels"]
        assert [row["channel_id"] for row in channels] == ["mic:headset", "display:1"]
        return channels[1]["name"]

    assert asyncio.run(story()) == name


def test_names_can_be_chosen_with_the_question() -> None:
    channels: Any = asyncio.run(Rig().do("getChannels", names="pretty"))["channels"]
    assert channels[1]["name"] == "Screen 1"
    with pytest.raises(UsageError, match="auto, id, pretty"):
        asyncio.run(Rig().do("getChannels", names="loud"))


def test_what_an_engine_before_left_is_taken_up_soon_though_nothing_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_TAKE_UP_S", 0.0)

    async def story() -> int:
        rig = Rig()
        await rig.do("init")
        await rig.do("init")
        assert rig.made == 0  # whoever only asks for the channels need not wait
        await rig.is_made.wait()
        assert rig.capturing.is_begun
        return rig.made

    assert asyncio.run(story()) == 1


def test_nothing_is_taken_up_by_an_engine_that_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "_TAKE_UP_S", 0.0)

    async def story() -> int:
        rig = Rig()
        await rig.do("init")
        await rig.commands.close(within_s=1.0)
        await asyncio.sleep(0.01)
        return rig.made

    assert asyncio.run(story()) == 0


@pytest.mark.parametrize("status", list(PermissionStatus))
def test_a_permission_is_asked_for_and_told_as_an_event_when_it_is_missing(status: PermissionStatus) -> None:
    rig = Rig(status=status)
    answer = asyncio.run(rig.do("requestPermission", permission="screen_capture"))
    assert answer["status"] == answer["permission_status"] == status.value
    assert rig.permissions.asked == [Permission.SCREEN_CAPTURE]
    told = ("permission-status", {"session_id": None, "permission": "screen-capture", "status": status.value})
    assert rig.told == ([] if status is PermissionStatus.GRANTED else [told])


@pytest.mark.parametrize("permission", ["telepathy", "", None, 7])
def test_a_permission_that_there_is_not_is_an_error(permission: object) -> None:
    with pytest.raises(UsageError, match="there are microphone"):
        asyncio.run(Rig().do("requestPermission", permission=permission))


def test_a_recording_is_started_as_it_was_wished() -> None:
    async def story() -> Rig:
        rig = Rig(duration_s=30.0)
        await rig.do("init", apiUrl=" http://127.0.0.1:1 ")
        assert await rig.do("startRecording", **START) == {"status": "recording"}
        return rig

    wish = asyncio.run(story()).capturing.wishes[0]
    assert (wish.session_id, wish.api_url, wish.duration_s) == ("cap-1", "http://127.0.0.1:1", 30.0)


def test_what_is_left_out_of_a_start_is_told() -> None:
    async def story() -> Rig:
        rig = Rig()
        await rig.do("startRecording", **START | {"channels": [{"channel_id": "camera:0"}, {"channel_id": "mic"}]})
        return rig

    told = asyncio.run(story()).told
    assert [event for event, _ in told] == ["recording-started", "warning", "channel-lost"]
    assert told[1][1]["message"] == "Cameras cannot be recorded."
    assert {payload["session_id"] for _, payload in told} == {"cap-1"}


def test_a_start_that_is_refused_tells_nothing() -> None:
    async def story() -> Rig:
        rig = Rig(refusals={"start": BackendRefused("The token is not good.", reason="unauthorized")})
        with pytest.raises(BackendRefused):
            await rig.do("startRecording", **START | {"channels": [{"channel_id": "camera:0"}, {"channel_id": "mic"}]})
        return rig

    assert asyncio.run(story()).told == []


@pytest.mark.parametrize("session_id", ["cap-1", "current", "never-seen", None])
def test_stopping_succeeds_whatever_it_is_called(session_id: str | None) -> None:
    async def story() -> dict[str, object]:
        return await Rig().do("stopRecording", sessionId=session_id)

    assert asyncio.run(story())["status"] == "stopped"


def test_a_stop_after_a_recording_tells_what_became_of_it() -> None:
    async def story() -> dict[str, object]:
        rig = Rig()
        await rig.do("startRecording", **START)
        return await rig.do("stopRecording", sessionId="cap-1")

    assert asyncio.run(story()) == {"status": "stopped", "recording_id": "rec-1"}


def test_a_stop_comes_after_the_start_before_it_and_does_not_wait_for_its_outcome() -> None:
    async def story() -> list[str]:
        rig = Rig()
        rig.capturing.may_start.clear()
        starting = asyncio.create_task(rig.do("startRecording", **START))
        stopping = asyncio.create_task(rig.do("stopRecording", sessionId="cap-1"))
        await stopping
        assert not starting.done()
        rig.capturing.may_start.set()
        await starting
        return [command for command, _ in rig.capturing.asked]

    assert asyncio.run(story()) == ["start", "stop"]


@pytest.mark.parametrize("command", ["pauseTracks", "resumeTracks"])
def test_tracks_mean_all_channels_of_a_kind(command: str) -> None:
    async def story() -> tuple[str, object]:
        rig = Rig()
        assert await rig.do(command, tracks=["mic", "screen"]) == {}
        return rig.capturing.asked[-1]

    assert asyncio.run(story()) == (command.removesuffix("Tracks"), frozenset({ChannelKind.MIC, ChannelKind.DISPLAY}))


@pytest.mark.parametrize("tracks", [None, [], "mic", ["mic", "camera"], [None], [{}], 3])
def test_tracks_that_there_are_not_are_an_error(tracks: object) -> None:
    with pytest.raises(UsageError, match="mic, system_audio and screen"):
        asyncio.run(Rig().do("pauseTracks", tracks=tracks))


def test_pausing_nothing_is_an_error() -> None:
    with pytest.raises(NotNow):
        asyncio.run(Rig(refusals={"pause": NotNow("Nothing is recorded.")}).do("pauseTracks", tracks=["mic"]))


def test_a_ping_is_answered() -> None:
    assert asyncio.run(Rig().do("ping")) == {}


def test_a_command_that_there_is_not_names_those_there_are() -> None:
    with pytest.raises(UsageError, match="startRecord'") as caught:
        asyncio.run(Rig().do("startRecord"))
    assert "startRecording" in caught.value.hint


def test_closing_closes_what_is_recorded() -> None:
    async def story() -> list[tuple[str, object]]:
        idle, rig = Rig(), Rig()
        await idle.commands.close(within_s=4.0)
        assert idle.made == 0
        await rig.do("startRecording", **START)
        await rig.commands.close(within_s=4.0)
        return rig.capturing.asked

    assert asyncio.run(story()) == [("start", "cap-1"), ("close", 4.0)]


def test_an_error_has_a_code_and_says_what_to_do() -> None:
    refused = BackendRefused("The token is not good.", hint="Make a new one.", reason="expired")
    assert error_of(refused) == {"code": "expired", "message": "The token is not good. Make a new one."}
    assert error_of(DiskFull("The disk is full."))["code"] == "storage.full"
