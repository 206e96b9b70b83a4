"""Global hotkeys: bound to what the settings say, and what their keys do. Nothing of the system is touched before a key is wished."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.events import HotkeysChanged, SettingsChanged, Wish, Wished
from lookhear.desktop.engine.settings.declared import Shortcuts, declared
from lookhear.desktop.engine.shortcuts import HotkeysState, Verb
from lookhear.desktop.engine.toggling import toggle_chosen
from lookhear.desktop.engine.view import Phase
from lookhear.errors import LookhearError
from lookhear.system.hotkeys.kinds import Bound, Combination, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.ports import RecordingService, SettingsService, SourceService
    from lookhear.system.hotkeys.kinds import Hotkeys

_LOG: Final = logging.getLogger(__name__)


class HotkeyService:
    """See `lookhear.desktop.engine.ports.HotkeyService`. ``make`` gives what binds keys in this session."""

    def __init__(
        self, hub: Hub, *, settings: SettingsService, recording: RecordingService, sources: SourceService, make: Callable[[], Hotkeys]
    ) -> None:
        self._hub, self._settings, self._make = hub, settings, make
        self._recording, self._sources = recording, sources
        self._hotkeys: Hotkeys | None = None
        self._starting: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._state = HotkeysState()
        self._is_ended = False

    async def begin(self) -> None:
        """Bind what the settings have, without anybody waiting for it."""
        self._hub.listen(self._on_event)
        if _wished(self._settings.now.shortcuts):
            self._go(self._bind())

    async def end(self) -> None:
        """Let go of the keys; whoever waits for the desktop's answer waits no more."""
        self._is_ended = True
        if self._starting is not None:
            await asyncio.wait([self._starting])  # a thread cannot be called back
        if self._hotkeys is not None:
            await asyncio.to_thread(self._hotkeys.close)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def state(self) -> HotkeysState:
        """How they stand; this finds out whether the session has any."""
        async with self._turn:
            await self._started()
        return self._state

    async def check(self, keys: str) -> Trouble | None:
        """See `ports.HotkeyService.check`."""
        try:
            combination = Combination.parse(keys)
        except ValueError:
            return Trouble.NOT_KEYS
        if combination.spoils_typing:
            return Trouble.NEEDS_MODIFIER
        async with self._turn:
            hotkeys = await self._started()
            if hotkeys is not None and (trouble := await asyncio.to_thread(hotkeys.check, combination)) is not None:
                return trouble
        return Trouble.COMMON if combination.is_common else None

    async def _started(self) -> Hotkeys | None:
        """What binds keys, ready; with the turn taken. None once this has ended."""
        if self._is_ended:
            return None
        if self._hotkeys is None:
            loop = asyncio.get_running_loop()

            def pressed(name: str) -> None:
                loop.call_soon_threadsafe(self._on_pressed, Verb(name))

            self._hotkeys = hotkeys = self._make()
            self._starting = loop.create_task(asyncio.to_thread(hotkeys.start, pressed))
            await asyncio.shield(self._starting)
            self._show(HotkeysState(unavailable=hotkeys.unavailable))
        return self._hotkeys

    async def _bind(self) -> None:
        async with self._turn:
            hotkeys = await self._started()
            if hotkeys is None:
                return
            wanted, troubles = readable(self._settings.now.shortcuts)
            words = {verb.value: declared(Shortcuts, verb).label for verb in Verb}
            names = {verb.value: combination for verb, combination in wanted.items()}
            bound: Bound = await asyncio.to_thread(lambda: hotkeys.bind(names, words=words))
            troubles |= {Verb(name): trouble for name, trouble in bound.troubles.items()}
            self._show(
                HotkeysState(
                    unavailable=hotkeys.unavailable,
                    troubles=tuple(sorted(troubles.items())),
                    chosen_elsewhere=tuple(sorted((Verb(name), keys) for name, keys in bound.chosen.items())),
                )
            )

    def _show(self, state: HotkeysState) -> None:
        self._state = state
        self._hub.publish(HotkeysChanged(state))

    def _on_event(self, event: Event) -> None:
        is_other = isinstance(event, SettingsChanged) and event.before.shortcuts != event.now.shortcuts
        if is_other and not self._is_ended:
            self._go(self._bind())

    def _on_pressed(self, verb: Verb) -> None:
        if not self._is_ended:
            self._go(self._do(verb))

    async def _do(self, verb: Verb) -> None:
        view = self._recording.view
        try:
            match verb:
                case Verb.TOGGLE if not view.is_busy and (view.needs_first_run or view.missing_permissions):
                    self._hub.publish(Wished(Wish.SHOW_CONTROLS))
                case Verb.TOGGLE:
                    if not await toggle_chosen(self._recording, self._sources):
                        self._hub.publish(Wished(Wish.SHOW_PICKER))
                case Verb.PAUSE if view.phase is Phase.PAUSED:
                    await self._recording.resume()
                case Verb.PAUSE:
                    await self._recording.pause()
                case Verb.MUTE:
                    await self._recording.set_muted(not (view.recording is not None and view.recording.is_muted))
                case Verb.MARKER:
                    await self._recording.mark("")
                case Verb.CONTEXT:
                    self._hub.publish(Wished(Wish.SHOW_CONTEXT))
        except LookhearError as exc:  # why a start came to nothing stands in the view; the rest makes no sense now
            _LOG.info("the hotkey %s did nothing: %s", verb, exc.code)

    def _go(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def readable(shortcuts: Shortcuts) -> tuple[dict[Verb, Combination], dict[Verb, Trouble]]:
    """The combinations of the settings, and the verbs whose text is none or stands twice."""
    wanted: dict[Verb, Combination] = {}
    troubles: dict[Verb, Trouble] = {}
    for verb, text in _wished(shortcuts).items():
        try:
            combination = Combination.parse(text)
        except ValueError:
            troubles[verb] = Trouble.NOT_KEYS
            continue
        if combination.spoils_typing:
            troubles[verb] = Trouble.NEEDS_MODIFIER
        elif combination in wanted.values():
            troubles[verb] = Trouble.USED_TWICE
        else:
            wanted[verb] = combination
    return wanted, troubles


def _wished(shortcuts: Shortcuts) -> dict[Verb, str]:
    """The texts that are not empty."""
    return {verb: text for verb in Verb if (text := str(getattr(shortcuts, verb)).strip())}
