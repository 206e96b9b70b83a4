"""Whether an engine could begin now: it is installed, its model is here, its address is known. Asks the disk only, and imports nothing."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from enum import StrEnum
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING

from lookhear.understanding.choice.values import AUTO, OFF
from lookhear.understanding.ports import Missing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lookhear.understanding.choice.values import EngineChoices
    from lookhear.understanding.folders import EngineFolders
    from lookhear.understanding.plugin import EngineKind
    from lookhear.understanding.registry import Known, Registry


class ReadyState(StrEnum):
    """What an engine lacks, if anything."""

    READY = "ready"
    NOT_INSTALLED = "not_installed"
    NO_MODEL = "no_model"
    NOT_SET_UP = "not_set_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What an engine lacks, with a sentence for people and what to do next. ``missing`` are the modules that are not there."""

    state: ReadyState
    sentence: str
    hint: str = ""
    missing: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether nothing is lacking."""
        return self.state is ReadyState.READY


def readiness_of(known: Known, options: Mapping[str, object], *, folders: EngineFolders) -> Readiness:
    """What an engine lacks with these options."""
    card = known.card
    missing = tuple(name for name in card.needs if not is_installed(name, folder_of(known, folders)))
    if missing:
        return Readiness(
            state=ReadyState.NOT_INSTALLED,
            sentence=f"{card.name} is not installed.",
            hint=f"`lookhear engines install {card.name}` does it.",
            missing=missing,
        )
    if card.is_remote and not options.get("url"):
        return Readiness(
            state=ReadyState.NOT_SET_UP,
            sentence=f"{card.name} needs the address of its service.",
            hint="Give it as the option `url`, such as http://127.0.0.1:8000/v1.",
        )
    model = model_of(known, options)
    if model and not card.is_remote and folders.found_model(card.name, model) is None:
        return Readiness(
            state=ReadyState.NO_MODEL,
            sentence=f"The model {model} of {card.name} is not here.",
            hint=f"`lookhear engines install {card.name} --model {model}` fetches it.",
        )
    return Readiness(state=ReadyState.READY, sentence=f"{card.name} is ready.")


def model_of(known: Known, options: Mapping[str, object]) -> str:
    """The name or the path of the model that an engine would take; empty for one whose model is in its package."""
    model = options.get("model")
    if isinstance(model, str) and model:
        return model
    return known.card.models[0] if known.card.models else ""


def folder_of(known: Known, folders: EngineFolders) -> Path:
    """Where the package of an engine lies when Lookhear installed it."""
    return folders.package_of(known.card.name) if known.folder is None else known.folder


def chosen_engine(kind: EngineKind, choices: EngineChoices, registry: Registry, *, folders: EngineFolders) -> Known | None:
    """The engine that is taken for a kind; None where it is off, or none could begin. One that is named is taken whatever it lacks.

    Raises SettingsError for a name that no engine of this kind has.
    """
    from lookhear.errors import SettingsError

    chosen = choices.of(kind)
    if chosen.engine == OFF:
        return None
    if chosen.engine == AUTO:
        offline = (known for known in registry.of(kind) if not known.card.is_remote)
        return next((known for known in offline if readiness_of(known, chosen.options, folders=folders).is_ready), None)
    known = registry.get(chosen.engine)
    if known.card.kind is not kind:
        raise SettingsError(
            f"“{known.card.name}” is an engine for {known.card.kind}, not for {kind}.",
            hint=f"For {kind} there are: {', '.join(each.card.name for each in registry.of(kind))}.",
        )
    return known


def lacking(kind: EngineKind, choices: EngineChoices, registry: Registry, *, folders: EngineFolders) -> Missing:
    """Why `chosen_engine` gives none of a kind and what to do about it: what the one that is nearest lacks."""
    chosen = choices.of(kind)
    if chosen.engine == OFF:
        hint = f'Write engine = "auto" under [{kind}] in engines.toml, or name one there.'
        return Missing(sentence=f"The engine for {kind} is switched off. {hint}", is_off=True)
    offline = [known for known in registry.of(kind) if not known.card.is_remote]
    found = [(known, readiness_of(known, chosen.options, folders=folders)) for known in offline]
    installed = next((ready for _, ready in found if ready.state is not ReadyState.NOT_INSTALLED), None)
    if installed is not None:
        return Missing(sentence=f"{installed.sentence} {installed.hint}".strip())
    listed = "`lookhear engines` lists those that there are"
    names = [known.card.name for known, _ in found]
    hint = f"{listed}, and `lookhear engines install {names[0]}` installs one." if names else f"{listed}."
    return Missing(sentence=f"No engine for {kind} is installed. {hint}")


def is_installed(module: str, folder: Path) -> bool:
    """Whether Python, or the folder of an engine's own package, has a module. Only its name in front of the first dot is looked up."""
    name = module.partition(".")[0]
    try:
        return importlib.util.find_spec(name) is not None or PathFinder.find_spec(name, [str(folder)]) is not None
    except (ImportError, ValueError):
        return False
