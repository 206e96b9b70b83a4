"""The permissions of this application: what the system says, what a capture shows, and what became of them since. On the engine loop."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
from typing import TYPE_CHECKING, Final

from lookhear import __version__
from lookhear.desktop.engine.aside import aside
from lookhear.desktop.engine.events import Notice, NoticeKind
from lookhear.desktop.engine.permission_memory import FILE_NAME, Remembered, read_remembered, write_remembered
from lookhear.desktop.engine.permission_proof import Outcome, Prober, Proof
from lookhear.desktop.engine.permission_states import Facts, state_of
from lookhear.desktop.engine.permissions import PermissionStep, StepState
from lookhear.errors import StorageError
from lookhear.protocol.channels import ChannelKind
from lookhear.system.permissions.kinds import DesktopPermissions, Permission, PermissionStatus

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.rig import Rig
    from lookhear.desktop.engine.viewing import Views
    from lookhear.protocol.channels import ChannelId

_LOG: Final = logging.getLogger(__name__)
_KINDS: Final = {
    Permission.SCREEN_CAPTURE: ChannelKind.DISPLAY,
    Permission.MICROPHONE: ChannelKind.MIC,
    Permission.SYSTEM_AUDIO: ChannelKind.SYSTEM_AUDIO,
}
LOOK_EVERY_S: Final = 60.0  # a person may take a permission away in the system's settings at any time


class Permissions:
    """See `lookhear.desktop.engine.ports.PermissionService`. Tells the view what is missing, and whether the first run is over."""

    def __init__(
        self,
        rig: Rig,
        hub: Hub,
        views: Views,
        *,
        prober: Prober | None = None,
        version: str = __version__,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._rig, self._hub, self._views, self._version, self._look_every_s = rig, hub, views, version, look_every_s
        self._prober = prober or Prober(screens=rig.screens, sounds=rig.sounds)
        self._file = rig.paths.data / FILE_NAME
        self._remembered = Remembered()
        self._system: DesktopPermissions | None = None
        self._proofs: dict[Permission, tuple[PermissionStatus, Proof]] = {}
        self._denied_at_start: frozenset[Permission] = frozenset()
        self._missing: frozenset[Permission] | None = None
        self._turn = asyncio.Lock()  # one capture at a time
        self._writing = asyncio.Lock()
        self._looking: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Read what is remembered, and look how things stand; from then on now and then where the system has something to grant."""
        self._remembered = await asyncio.to_thread(read_remembered, self._file)
        system = await self._the_system()
        denied = [permission for permission in system.needs() if await self._status(permission) is not PermissionStatus.GRANTED]
        self._denied_at_start = frozenset(denied)
        self._views.change(needs_first_run=not self._remembered.is_first_run_over)
        if system.needs():
            self._looking = asyncio.create_task(self._look_now_and_then())

    async def end(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._looking

    async def steps(self) -> Sequence[PermissionStep]:
        """See the port. Opens nothing: what a test showed counts until the system says something else."""
        system = await self._the_system()
        steps = [await self._step(permission) for permission in system.needs()]
        self._tell(steps)
        return steps

    async def request(self, permission: Permission) -> PermissionStep:
        """See the port."""
        system = await self._the_system()
        await self._remember(self._remembered.asking(permission))
        await aside(lambda: system.request(permission), name="ask-permission")
        return await self.test(permission)

    async def test(self, permission: Permission) -> PermissionStep:
        """See the port. What may not be looked at is not opened: on some systems that alone shows their question."""
        status = await self._status(permission)
        if status in {PermissionStatus.GRANTED, PermissionStatus.DENIED}:
            async with self._turn:
                proof = await aside(lambda: self._prober.look(permission), name="test-capture")
            self._proofs[permission] = (status, proof)
        step = await self._step(permission)
        if step.state is StepState.WORKS:
            await self._remember(self._remembered.working(permission, self._version))
        await self.steps()
        return step

    async def waive(self, permission: Permission) -> PermissionStep:
        """See the port."""
        await self._remember(self._remembered.waiving(permission))
        await self.steps()
        return await self._step(permission)

    async def finish_first_run(self) -> None:
        """See the port."""
        await self._remember(dataclasses.replace(self._remembered, is_first_run_over=True))
        self._views.change(needs_first_run=False)

    async def suspect(self, channels: Collection[ChannelId]) -> None:
        """These could not be opened, and were wanted: look again, with a capture of their kinds and of no others."""
        kinds = {channel.kind for channel in channels}
        for permission in (await self._the_system()).needs():
            if _KINDS.get(permission) in kinds:
                await self.test(permission)

    async def _look_now_and_then(self) -> None:
        while True:
            await self.steps()
            await asyncio.sleep(self._look_every_s)

    async def _step(self, permission: Permission) -> PermissionStep:
        system = await self._the_system()
        status = await self._status(permission)
        proof = self._proof(permission, status)
        fresh = sees_others = None
        if status is PermissionStatus.DENIED and permission in self._remembered.asked:
            fresh = await aside(lambda: system.status_of_new_process(permission), name="ask-new-process")
        if permission is Permission.SCREEN_CAPTURE and proof.outcome is Outcome.GAVE:
            sees_others = await asyncio.to_thread(system.sees_others)
        facts = Facts(
            permission=permission,
            status=status,
            fresh=fresh,
            outcome=proof.outcome,
            sees_others=sees_others,
            is_asked_once=system.is_asked_once(permission),
            was_asked=permission in self._remembered.asked,
            was_denied=permission in self._denied_at_start,
            worked_before=self._remembered.worked.get(permission, self._version) != self._version,
            goes_stale=system.goes_stale,
        )
        state = state_of(facts)
        return PermissionStep(
            permission=permission,
            state=state,
            proof=proof.saw,
            settings_link=system.settings_link(permission),
            can_ask=state is StepState.NOT_ASKED and await asyncio.to_thread(system.can_ask, permission),
            is_waived=permission in self._remembered.waived,
        )

    def _proof(self, permission: Permission, status: PermissionStatus) -> Proof:
        """What the last test showed; nothing once the system says something else than it did then."""
        then, proof = self._proofs.get(permission, (status, Proof()))
        if then is not status:
            del self._proofs[permission]
            return Proof()
        return proof

    def _tell(self, steps: Sequence[PermissionStep]) -> None:
        missing = frozenset(step.permission for step in steps if not step.state.is_settled and not step.is_waived)
        lost = missing - self._missing if self._missing is not None else missing & self._remembered.worked.keys()
        self._missing = missing
        self._views.change(missing_permissions=tuple(step.permission for step in steps if step.permission in missing))
        for permission in sorted(lost):
            _LOG.warning("%s is not permitted any more", permission)
            self._hub.publish(Notice(kind=NoticeKind.PERMISSION_LOST, words=(("permission", permission),)))

    async def _status(self, permission: Permission) -> PermissionStatus:
        system = await self._the_system()
        return await asyncio.to_thread(system.status, permission)

    async def _the_system(self) -> DesktopPermissions:
        if self._system is None:  # its libraries are loaded on a thread, once
            self._system = await asyncio.to_thread(self._rig.permissions)
        return self._system

    async def _remember(self, remembered: Remembered) -> None:
        if remembered == self._remembered:
            return
        self._remembered = remembered
        try:
            async with self._writing:  # the newest is written last
                await asyncio.to_thread(write_remembered, self._file, self._remembered)
        except StorageError as error:  # it holds until the program ends
            _LOG.warning("what is known of permissions is not kept: %s", error)
