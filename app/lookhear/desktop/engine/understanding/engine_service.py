"""Choosing the engines that understand, as `lookhear.desktop.engine.understanding.ports.EngineService` wants it.

What is chosen stands in `engines.toml`, which the backend of this computer follows by itself. Belongs to the engine loop; what reads the
disk, asks a keyring or runs an engine is done on threads that record nothing.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, Protocol

from lookhear.desktop.engine.library.lanes import Lane
from lookhear.desktop.engine.understanding.engine_values import (
    KEY_SECRET,
    LANGUAGE,
    MODEL,
    URL,
    EngineOffer,
    EnginesView,
    EngineTest,
    KindView,
)
from lookhear.errors import LookhearError, SettingsError
from lookhear.protocol.addresses import checked_url
from lookhear.understanding.choice.file import load_choices, save_choices, with_engine
from lookhear.understanding.choice.values import AUTO, OFF, Chosen
from lookhear.understanding.endpoints.keys import secret_address
from lookhear.understanding.folders import EngineFolders, engines_file
from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.readiness import ReadyState, chosen_engine, readiness_of
from lookhear.understanding.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lookhear.desktop.engine.understanding.engine_values import EngineWish
    from lookhear.system.secrets import Secrets
    from lookhear.understanding.choice.values import EngineChoices
    from lookhear.understanding.registry import Known

_LONGEST: Final = 500


class Workshop(Protocol):
    """Runs and installs engines. Its methods block for as long as that takes."""

    def test(self, known: Known, chosen: Chosen) -> EngineTest:
        """Run an engine once, in a process of its own."""
        ...

    def can_install(self, known: Known) -> bool:
        """Whether `install` can do anything for it."""
        ...

    def install(self, known: Known, chosen: Chosen, *, progress: Callable[[float], None]) -> None:
        """Install its package, and fetch its model. Raises what kept it from that."""
        ...


class EngineChooser:
    """See the module. ``data`` is the data folder, ``secrets`` finds where keys are kept, which may take a moment."""

    def __init__(self, data: Path, *, workshop: Workshop, secrets: Callable[[], Secrets]) -> None:
        self._file, self._folders = engines_file(data), EngineFolders.under(data)
        self._workshop, self._secrets = workshop, secrets
        self._on_disk, self._at_work = Lane("engines"), Lane("engines-at-work")

    async def end(self) -> None:
        """End its threads; what is installed is given up."""
        await self._on_disk.end()
        await self._at_work.end()

    async def look(self) -> EnginesView:
        """See the port."""
        return await self._on_disk.run(self._look)

    async def choose(self, wish: EngineWish) -> EnginesView:
        """See the port."""
        return await self._on_disk.run(self._choose, wish)

    async def set_masking(self, *, is_on: bool) -> EnginesView:
        """See the port."""
        return await self._on_disk.run(self._mask, is_on)

    async def test(self, kind: EngineKind) -> EngineTest:
        """See the port."""
        return await self._at_work.run(self._test, kind)

    async def install(self, name: str, *, progress: Callable[[float], None]) -> EnginesView:
        """See the port."""
        await self._at_work.run(self._install, name, self._at_work.told(progress))
        return await self.look()

    # --- on threads ----------------------------------------------------------------------------------------------------------------

    def _look(self) -> EnginesView:
        registry, choices = Registry.find(self._folders.packages), load_choices(self._file)
        secrets = self._secrets()
        return EnginesView(
            kinds=tuple(self._kind(kind, registry, choices, secrets) for kind in EngineKind),
            is_masking=choices.is_masking,
            troubles=registry.troubles,
            keys_at="" if secrets.place.value == "keyring" else str(secrets.file),
        )

    def _kind(self, kind: EngineKind, registry: Registry, choices: EngineChoices, secrets: Secrets) -> KindView:  # noqa: PLR0917 - private
        chosen, trouble, taken = choices.of(kind), "", None
        try:
            taken = chosen_engine(kind, choices, registry, folders=self._folders)
        except LookhearError as error:
            trouble = str(error)
        name = chosen.options.get(KEY_SECRET)
        return KindView(
            kind=kind,
            chosen=chosen.engine,
            taken="" if taken is None else taken.card.name,
            options=dict(chosen.options),
            offers=tuple(self._offer(known, chosen) for known in registry.of(kind)),
            trouble=trouble,
            has_key=isinstance(name, str) and bool(secrets.get(secret_address(name))),
        )

    def _offer(self, known: Known, chosen: Chosen) -> EngineOffer:
        card = known.card
        options = chosen.options if chosen.engine in {card.name, AUTO} else {}
        ready = readiness_of(known, options, folders=self._folders)
        lacks = ready.state in {ReadyState.NOT_INSTALLED, ReadyState.NO_MODEL}
        return EngineOffer(
            name=card.name,
            kind=card.kind,
            title=card.title,
            licence=card.licence,
            state=ready.state,
            sentence="" if ready.is_ready else ready.sentence,
            size_bytes=card.size_bytes,
            models=card.models,
            languages=card.languages,
            is_remote=card.is_remote,
            origin=known.origin,
            can_install=lacks and self._workshop.can_install(known),
        )

    def _choose(self, wish: EngineWish) -> EnginesView:
        choices = load_choices(self._file)
        before = choices.of(wish.kind)
        options = dict(before.options) if wish.engine in {before.engine, AUTO, OFF} else {}
        for name, value in ((MODEL, wish.model), (LANGUAGE, wish.language)):
            _put(options, name, _line(value))
        _put(options, URL, checked_url(wish.url, what="an engine's service") if wish.url.strip() else "")
        if wish.engine not in {AUTO, OFF}:
            Registry.find(self._folders.packages).get(wish.engine)  # raises for a name that nobody has
            self._keep_key(wish, options)
        save_choices(self._file, with_engine(choices, wish.kind, Chosen(engine=wish.engine, options=options)))
        return self._look()

    def _keep_key(self, wish: EngineWish, options: dict[str, object]) -> None:
        """The key goes where secrets are kept, and its name into the options."""
        if wish.forgets_key:
            self._secrets().forget(secret_address(str(options.pop(KEY_SECRET, wish.engine))))
        elif wish.key.strip():
            self._secrets().keep(secret_address(wish.engine), _line(wish.key))
            options[KEY_SECRET] = wish.engine

    def _mask(self, is_on: bool) -> EnginesView:  # noqa: FBT001 - for a thread
        choices = load_choices(self._file)
        save_choices(self._file, dataclasses.replace(choices, is_masking=is_on))
        return self._look()

    def _test(self, kind: EngineKind) -> EngineTest:
        registry, choices = Registry.find(self._folders.packages), load_choices(self._file)
        try:
            known = chosen_engine(kind, choices, registry, folders=self._folders)
            if known is None:
                return EngineTest(is_good=False, sentence="No engine of this kind could begin.", hint="Install one, or choose another.")
            ready = readiness_of(known, choices.of(kind).options, folders=self._folders)
            if not ready.is_ready:
                return EngineTest(is_good=False, sentence=ready.sentence, hint=ready.hint)
            return self._workshop.test(known, choices.of(kind))
        except LookhearError as error:
            return EngineTest(is_good=False, sentence=str(error), hint=error.hint)

    def _install(self, name: str, progress: Callable[[float], None]) -> None:
        known = Registry.find(self._folders.packages).get(name)
        self._workshop.install(known, load_choices(self._file).of(known.card.kind), progress=progress)


def _put(options: dict[str, object], name: str, value: str) -> None:
    if value:
        options[name] = value
    else:
        options.pop(name, None)


def _line(text: str) -> str:
    """One line that a person typed. Raises SettingsError."""
    plain = text.strip()
    if len(plain) > _LONGEST or not plain.isprintable():
        raise SettingsError("That is no line of text.", hint="Type it again; it has to be one line.")
    return plain
