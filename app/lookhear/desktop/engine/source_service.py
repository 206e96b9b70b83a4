"""What could be recorded and what is chosen. On the engine loop; the machine is asked on threads, and not waited for when it is slow.

Nothing is opened by listing. Somebody who follows makes the list be looked up every other second, because few systems tell of changes.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from lookhear.desktop.engine.choices import is_remembered, recalled, remembered, settled
from lookhear.desktop.engine.events import ChoiceChanged, OffersChanged, SettingsChanged
from lookhear.desktop.engine.offers import ListedDisplays, ListedSounds, list_displays, list_sounds, offers_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lookhear.desktop.engine.events import Event
    from lookhear.desktop.engine.hub import Hub
    from lookhear.desktop.engine.ports import MemoryService
    from lookhear.desktop.engine.settings.declared import Settings
    from lookhear.desktop.engine.sources import Choice, Offers
    from lookhear.desktop.engine.watching import Watched

_MEMORY: Final = "sources"

_UNHEARD: Final = ListedSounds(trouble="The audio system has not answered yet.")

_Listed = TypeVar("_Listed")


class ChosenSettings(Protocol):
    """The settings that are part of a choice: see `lookhear.desktop.engine.ports.SettingsService`."""

    @property
    def now(self) -> Settings:
        """All of them."""
        ...

    async def put(self, page: str, name: str, value: object) -> None:
        """Change one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPace:
    """How often is looked for somebody who follows, and how long for an answer is waited, in seconds.

    A healthy system answers in a hundredth of one; an audio server is given up after three. Who clicks to record is not kept waiting.
    """

    every_s: float = 2.0
    patience_s: float = 4.0
    start_patience_s: float = 0.4


class Sources:
    """See `lookhear.desktop.engine.ports.SourceService`."""

    def __init__(
        self, watched: Watched, hub: Hub, *, settings: ChosenSettings, memory: MemoryService, pace: LookPace | None = None
    ) -> None:
        self._hub, self._settings, self._memory = hub, settings, memory
        self._pace = pace or LookPace()
        self._displays = _Look(lambda: list_displays(watched.screens), ListedDisplays())
        self._sounds = _Look(lambda: list_sounds(watched.sounds), _UNHEARD)
        self._known: Offers | None = None
        self._chosen: Choice | None = None
        self._has_ended = False
        self._followers: set[str] = set()
        self._following: asyncio.Task[None] | None = None
        self._telling: set[asyncio.Task[Choice]] = set()
        hub.listen(self._on_event)

    async def end(self) -> None:
        """Nobody follows any more."""
        self._has_ended = True
        self._followers.clear()
        self._stop_following()
        for task in self._telling:
            task.cancel()

    async def offers(self) -> Offers:
        """What there is now, looked up afresh."""
        return await self._look(self._pace.patience_s)

    async def choice(self) -> Choice:
        """What is chosen for the displays that are there, with defaults where nothing was."""
        return await self._choice(await self._look(self._pace.start_patience_s))

    async def is_chosen(self) -> bool:
        """Whether a person ever chose for the displays that are there."""
        return is_remembered(await self._look(self._pace.start_patience_s), await self._memory.recall(_MEMORY))

    async def choose(self, choice: Choice) -> None:
        """Choose, and remember it for this set of displays."""
        offers = self._known or await self._look(self._pace.start_patience_s)
        wish = settled(choice)
        memory = await self._memory.recall(_MEMORY)
        await self._memory.remember(_MEMORY, remembered(offers, wish, memory))
        if self._settings.now.recording.fps != wish.fps:
            await self._settings.put("recording", "fps", wish.fps)
        if self._settings.now.recording.quality != wish.quality:
            await self._settings.put("recording", "quality", wish.quality)
        await self._choice(offers)

    async def follow(self, watcher: str, *, is_on: bool) -> None:
        """While any watcher follows, what there is is looked up every other second."""
        if is_on:
            self._followers.add(watcher)
        else:
            self._followers.discard(watcher)
        if not self._followers:
            self._stop_following()
        elif self._following is None:
            self._following = asyncio.create_task(self._follow())

    def _stop_following(self) -> None:
        if self._following is not None:
            self._following.cancel()
            self._following = None

    async def _follow(self) -> None:
        while True:
            await self._look(self._pace.patience_s)
            await asyncio.sleep(self._pace.every_s)

    async def _look(self, patience_s: float) -> Offers:
        """Look at displays and sounds side by side; what does not answer in time stays as it was known."""
        # Without displays nothing can be chosen: the first answer is worth more patience.
        first_s = patience_s if self._displays.is_known else self._pace.patience_s
        displays, sounds = await asyncio.gather(self._displays.now(first_s), self._sounds.now(patience_s))
        offers = offers_of(displays, sounds)
        if offers != self._known:
            self._known = offers
            self._hub.publish(OffersChanged(offers))
            await self._choice(offers)
        return offers

    async def _choice(self, offers: Offers) -> Choice:
        """What is chosen of these; tells when that is another choice than before."""
        settings = self._settings.now
        memory = await self._memory.recall(_MEMORY)
        choice = recalled(offers, memory, prefers_built_in=settings.audio.prefers_built_in)
        choice = replace(choice, fps=settings.recording.fps, quality=settings.recording.quality)
        if choice != self._chosen:
            self._chosen = choice
            self._hub.publish(ChoiceChanged(choice))
        return choice

    def _on_event(self, event: Event) -> None:
        if isinstance(event, SettingsChanged) and self._known is not None and not self._has_ended:
            task = asyncio.create_task(self._choice(self._known))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)


class _Look(Generic[_Listed]):
    """Asks the machine on a thread, one question at a time, and knows the last answer."""

    def __init__(self, ask: Callable[[], _Listed], unknown: _Listed) -> None:
        self._ask, self._last = ask, unknown
        self._asking: asyncio.Task[_Listed] | None = None
        self.is_known = False  # it has answered once

    async def now(self, patience_s: float) -> _Listed:
        """The answer, or the last one when it takes longer than that."""
        if self._asking is None:
            self._asking = asyncio.create_task(asyncio.to_thread(self._ask))
            self._asking.add_done_callback(self._note)
        await asyncio.wait({self._asking}, timeout=patience_s)
        return self._last

    def _note(self, asked: asyncio.Task[_Listed]) -> None:
        self._asking = None
        if not asked.cancelled():
            self._last = asked.result()
            self.is_known = True
