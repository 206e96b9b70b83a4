"""Runs and installs engines for the page of the settings; see `lookhear.desktop.engine.understanding.engine_service.Workshop`.

What takes long is imported when it is first needed. Everything here blocks.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from lookhear.desktop.engine.understanding.engine_values import MODEL, EngineTest
from lookhear.errors import LookhearError
from lookhear.system.processes import own_command
from lookhear.understanding.folders import EngineFolders, engines_file
from lookhear.understanding.readiness import folder_of, is_installed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from lookhear.understanding.choice.values import Chosen
    from lookhear.understanding.models.catalogue import Model
    from lookhear.understanding.plugin import EngineKind
    from lookhear.understanding.registry import Known

WITHIN_S: Final = 240.0  # a model may have to be loaded first
_LONGEST: Final = 200  # letters of what an engine says


class EngineWorkshop:
    """Works over the engines of one data folder."""

    def __init__(self, data: Path, *, environ: Mapping[str, str]) -> None:
        self._file, self._folders, self._environ = engines_file(data), EngineFolders.under(data), environ

    def test(self, known: Known, chosen: Chosen) -> EngineTest:
        """See the port."""
        del chosen  # the file has it
        return asyncio.run(self._tested(known.card.kind))

    def can_install(self, known: Known) -> bool:
        """See the port."""
        from lookhear.understanding.models.catalogue import models_of
        from lookhear.understanding.packages.catalogue import PACKAGES

        return not known.card.is_remote and (known.card.name in PACKAGES or any(models_of(known.card.name)))

    def install(self, known: Known, chosen: Chosen, *, progress: Callable[[float], None]) -> None:
        """See the port. Of package and model, whatever is not here."""
        from lookhear.understanding.models.storing import ModelStore
        from lookhear.understanding.packages.installing import Installer
        from lookhear.understanding.packages.packs import packs_url_of

        name = known.card.name
        folder = folder_of(known, self._folders)
        lacks_package = not all(is_installed(module, folder) for module in known.card.needs)
        model = self._lacking_model(known, chosen)
        steps = lacks_package + (model is not None)
        if lacks_package:
            installer = Installer(folders=self._folders, place=packs_url_of(self._file))
            installer.install(name, progress=lambda share: progress(share / steps))
        if model is not None:
            store = ModelStore(folders=self._folders)
            store.fetch(model, progress=lambda share: progress((share + steps - 1) / steps))

    def _lacking_model(self, known: Known, chosen: Chosen) -> Model | None:
        """The model of an engine that is chosen, or its usual one, when it can be fetched and is not here."""
        from lookhear.understanding.models.catalogue import models_of, named

        name = known.card.name
        if not any(models_of(name)):
            return None
        wished = chosen.options.get(MODEL, "") if chosen.engine == name else ""
        model = named(name, str(wished))
        return model if self._folders.found_model(model.engine, model.name) is None else None

    async def _tested(self, kind: EngineKind) -> EngineTest:
        from lookhear.understanding.room import EngineRoom
        from lookhear.understanding.trying import attempt

        room = EngineRoom(file=self._file, folders=self._folders, command=own_command("engine-worker"), environ=self._environ)
        try:
            async with room, asyncio.timeout(WITHIN_S):
                trial = await attempt(room, kind)
        except TimeoutError:
            return EngineTest(is_good=False, sentence="The engine did not answer in time.", hint="It may be too large for this computer.")
        except LookhearError as error:
            return EngineTest(is_good=False, sentence=str(error), hint=error.hint)
        return EngineTest(is_good=True, understood=trial.understood[:_LONGEST], seconds=trial.took_ms / 1000)
