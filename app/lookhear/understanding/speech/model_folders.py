"""Where an engine's model lies: a folder that somebody names, or one that was fetched. Never the network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lookhear.errors import EngineFailed

if TYPE_CHECKING:
    from collections.abc import Mapping


def model_folder(options: Mapping[str, object], *, engine: str) -> Path:
    """The folder of ``model``, or ``model_folder`` where a model of that name was fetched. Raises EngineFailed when there is none."""
    named, fetched = options.get("model"), options.get("model_folder")
    for each in (named, fetched):
        if isinstance(each, str) and each and (folder := Path(each).expanduser()).is_dir():
            return folder
    shown = f" {named!r}" if isinstance(named, str) and named and len(Path(named).parts) == 1 else ""
    option = f" --model {named}" if shown else ""
    raise EngineFailed(
        f"The model{shown} of {engine} is not on this computer.", hint=f"Fetch it with: lookhear engines install {engine}{option}"
    )
