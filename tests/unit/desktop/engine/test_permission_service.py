"""The permissions of a running application: asked, tested, waived, lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from lookhear.desktop.engine.events import Notice, NoticeKind
from lookhear.desktop.engine.hub import Hub
from lookhear.desktop.engine.permission_memory import FILE_NAME, Remembered, read_remembered, write_remembered
from lookhear.desktop.engine.permission_proof import Outcome, Proof
from lookhear.desktop.engine.permission_service import Permissions
from lookhear.desktop.engine.permissions import StepState
from lookhear.desktop.engine.viewing import Views
from lookhear.protocol.channels import ChannelId
from lookhear.system.paths.folders import Paths
from lookhear.system.permissions.kinds import Permission, PermissionStatus
from tests.fakes.permitting import ScriptedPermissions

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from lookhear.desktop.engine.events import Event

SCREEN, MICROPHONE = Permission.SCREEN_CAPTURE, Permission.MICROPHONE
DISPLAY, MIC = ChannelId.display(1), ChannelId.parse("mic:default")
GRANTED, DENIED, UNDETERMINED = PermissionStatus.GRANTED, PermissionStatus.DENIED, PermissionStatus.UNDETERMINED


class ScriptedProber:
    """Shows what a test put there, and notes what it was asked to open."""

    def __init__(self) -> None:
        self.proofs: dict[Permission, Proof] = {}
        self.opened: list[Permission] = []

    def look(self, permission: Permission) -> Proof:
        self.opened.append(permission)
        return self.proofs.get(permission, Proof(Outcome.GAVE, "seen"))


class SystemRig:
    """As much of a rig as permissions need."""

    def __init__(self, home: Path, system: ScriptedPermissions) -> None:
        self.paths = Paths(data=home / "data", exports=home, state=home)
        self._system = system

    def permissions(self) -> ScriptedPermissions:
        return self._system

    def screens(self) -> None:
        raise AssertionError("the prober of the test looks")

    sounds = screens


class Scene:
    """A service with everything around it."""

    def __init__(self, home: Path, *needed: Permission, goes_stale: bool = True, version: str = "2.0") -> None:
        self.system = ScriptedPermissions(*needed, goes_stale=goes_stale)
        self.prober = ScriptedProber()
        self.rig = SystemRig(home, self.system)
        self.file = self.rig.paths.data / FILE_NAME
        self.events: list[Event] = []
        self.hub = Hub()
        self.hub.listen(self.events.append)
        self.views = Views(self.hub.publish)
        self.version = version
        self.look_every_s = 3600.0

    def run(self, act: Callable[[Permissions], Coroutine[object, object, None]]) -> None:
        """Let a service begin, do something with it, and end it."""

        async def whole() -> None:
            service = Permissions(
                self.rig,  # type: ignore[arg-type]
                self.hub,
                self.views,
                prober=self.prober,  # type: ignore[arg-type]
                version=self.version,
                look_every_s=self.look_every_s,
            )
            await service.begin()
            try:
                await act(service)
            finally:
                await service.end()
                self.views.close()

        asyncio.run(whole())

    @property
    def missing(self) -> tuple[Permission, ...]:
        return self.views.now.missing_permissions

    @property
    def lost(self) -> list[str]:
        notices = [event for event in self.events if isinstance(event, Notice)]
        return [dict(notice.words)["permission"] for notice in notices if notice.kind is NoticeKind.PERMISSION_LOST]


@pytest.fixture
def mac(tmp_path: Path) -> Scene:
    scene = Scene(tmp_path, SCREEN, MICROPHONE)
    scene.system.asked_once.add(SCREEN)
    scene.system.statuses = {SCREEN: DENIED, MICROPHONE: UNDETERMINED}
    return scene


def test_a_system_that_needs_nothing_has_no_steps_and_opens_nothing(tmp_path: Path) -> None:
    scene = Scene(tmp_path)

    async def act(service: Permissions) -> None:
        assert await service.steps() == []
        await service.suspect([DISPLAY, MIC])

    scene.run(act)
    assert (scene.missing, scene.prober.opened, scene.views.now.needs_first_run) == ((), [], True)


def test_at_first_both_are_asked_for_and_nothing_was_opened(mac: Scene) -> None:
    async def act(service: Permissions) -> None:
        steps = await service.steps()
        assert [(step.permission, step.state, step.can_ask) for step in steps] == [
            (SCREEN, StepState.NOT_ASKED, True),
            (MICROPHONE, StepState.NOT_ASKED, True),
        ]
        assert steps[0].settings_link == "settings:screen-capture"

    mac.run(act)
    assert mac.missing == (SCREEN, MICROPHONE)
    assert mac.prober.opened == []
    assert mac.lost == []


def test_a_person_who_agrees_sees_green_after_a_capture(mac: Scene) -> None:
    mac.system.answers = {MICROPHONE: GRANTED}

    async def act(service: Permissions) -> None:
        step = await service.request(MICROPHONE)
        assert (step.state, step.proof) == (StepState.WORKS, "seen")

    mac.run(act)
    assert mac.prober.opened == [MICROPHONE]
    assert mac.missing == (SCREEN,)
    remembered = read_remembered(mac.file)
    assert (remembered.asked, remembered.worked) == (frozenset({MICROPHONE}), {MICROPHONE: "2.0"})


def test_a_microphone_that_nobody_answered_for_is_not_opened(mac: Scene) -> None:
    async def act(service: Permissions) -> None:
        assert (await service.request(MICROPHONE)).state is StepState.NOT_ASKED

    mac.run(act)
    assert mac.prober.opened == []


def test_the_screen_that_was_switched_on_wants_a_new_start(mac: Scene) -> None:
    async def act(service: Permissions) -> None:
        mac.prober.proofs[SCREEN] = Proof(Outcome.GAVE, "1920 × 1080")
        mac.system.others = False
        step = await service.request(SCREEN)
        assert (step.state, step.can_ask) == (StepState.DENIED, False)
        mac.system.fresh[SCREEN] = GRANTED
        assert (await service.steps())[0].state is StepState.NEEDS_RELAUNCH

    mac.run(act)
    mac.system.statuses[SCREEN], mac.system.others = GRANTED, True

    async def after(service: Permissions) -> None:
        assert (await service.steps())[0].state is StepState.UNTESTED
        assert (await service.test(SCREEN)).state is StepState.WORKS

    mac.run(after)


def test_a_grant_that_an_update_left_behind_is_stale(mac: Scene) -> None:
    write_remembered(mac.file, Remembered(is_first_run_over=True).asking(SCREEN).working(SCREEN, "1.0"))

    async def act(service: Permissions) -> None:
        assert (await service.steps())[0].state is StepState.STALE

    mac.run(act)
    assert mac.lost == [SCREEN]
    assert not mac.views.now.needs_first_run


def test_no_new_process_is_started_before_somebody_was_asked(mac: Scene) -> None:
    async def act(service: Permissions) -> None:
        await service.steps()

    mac.run(act)
    assert mac.system.new_processes == 0


def test_what_a_person_does_without_is_not_missing_until_it_is_asked_for(mac: Scene) -> None:
    async def act(service: Permissions) -> None:
        assert (await service.waive(MICROPHONE)).is_waived
        assert mac.missing == (SCREEN,)
        await service.request(MICROPHONE)

    mac.run(act)
    assert mac.missing == (SCREEN, MICROPHONE)


def test_a_permission_that_is_taken_away_is_told_once(mac: Scene) -> None:
    mac.system.statuses = {SCREEN: GRANTED, MICROPHONE: GRANTED}
    mac.look_every_s = 0.001
    told = asyncio.Event()

    async def act(service: Permissions) -> None:
        mac.hub.listen(lambda event: told.set() if isinstance(event, Notice) else None)
        await service.test(SCREEN)
        assert mac.missing == ()
        mac.system.statuses[SCREEN] = DENIED
        await told.wait()
        await service.steps()

    mac.run(act)
    assert mac.lost == [SCREEN]
    assert mac.missing == (SCREEN,)


def test_a_refused_source_is_looked_into(mac: Scene) -> None:
    mac.system.statuses = {SCREEN: GRANTED, MICROPHONE: GRANTED}
    mac.prober.proofs[SCREEN] = Proof(Outcome.REFUSED, "Not you.")

    async def act(service: Permissions) -> None:
        await service.steps()  # it was there
        await service.suspect([DISPLAY])
        assert mac.prober.opened == [SCREEN]  # a microphone that nobody wanted stays closed
        await service.suspect([MIC])
        assert [(step.state, step.proof) for step in await service.steps()] == [(StepState.STALE, "Not you."), (StepState.WORKS, "seen")]

    mac.run(act)
    assert mac.missing == (SCREEN,)
    assert mac.lost == [SCREEN]


def test_what_a_capture_showed_counts_until_the_system_says_something_else(mac: Scene) -> None:
    mac.system.statuses = {SCREEN: GRANTED, MICROPHONE: GRANTED}

    async def act(service: Permissions) -> None:
        await service.test(MICROPHONE)
        assert (await service.steps())[1].state is StepState.WORKS
        mac.system.statuses[MICROPHONE] = DENIED
        assert (await service.steps())[1].state is StepState.DENIED
        mac.system.statuses[MICROPHONE] = GRANTED
        assert (await service.steps())[1].state is StepState.UNTESTED

    mac.run(act)


def test_the_first_run_is_over_for_good(mac: Scene) -> None:
    async def act(service: Permissions) -> None:
        assert mac.views.now.needs_first_run
        await service.finish_first_run()

    mac.run(act)
    assert not mac.views.now.needs_first_run
    assert read_remembered(mac.file).is_first_run_over


def test_a_disk_that_keeps_nothing_holds_up_nobody(mac: Scene, caplog: pytest.LogCaptureFixture) -> None:
    mac.file.mkdir(parents=True)

    async def act(service: Permissions) -> None:
        await service.finish_first_run()

    mac.run(act)
    assert not mac.views.now.needs_first_run
    assert "is not kept" in caplog.text
