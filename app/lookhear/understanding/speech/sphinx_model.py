"""Which files pocketsphinx decodes with: its own English model, or those of a folder that somebody names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lookhear.errors import EngineFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADS: Final = (b"0.3", b"BMDF", b"FDMB")  # of an acoustic model's definition: on another one the library ends the process
_DICTIONARIES: Final = ("*.dict", "*.dic")
_LANGUAGE_MODELS: Final = ("*.lm.bin", "*.lm", "*.lm.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class SphinxModel:
    """The files as the library takes them, None for its own, and the languages they are for: none if nobody said."""

    acoustic: str | None = None
    dictionary: str | None = None
    words: str | None = None
    languages: tuple[str, ...] = ("en",)

    @property
    def options(self) -> dict[str, str]:
        """What the decoder is told."""
        files = {"hmm": self.acoustic, "dict": self.dictionary, "lm": self.words}
        return {name: file for name, file in files.items() if file is not None}


def sphinx_model(options: Mapping[str, object]) -> SphinxModel:
    """The model of the options: ``model`` is a folder with an acoustic model, a dictionary and a language model.

    Raises EngineFailed for one in which they are not.
    """
    named = options.get("model")
    if not isinstance(named, str) or not named:
        return SphinxModel()
    folder = Path(named).expanduser()
    mdef = _one(folder, ("mdef", "mdef.bin", "mdef.txt"))
    dictionary, words = _one(folder, _DICTIONARIES), _one(folder, _LANGUAGE_MODELS)
    if mdef is None or dictionary is None or words is None or not _is_definition(mdef):
        raise EngineFailed(
            "The folder named as pocketsphinx's model lacks an acoustic model, a dictionary or a language model.",
            hint="Name a folder with all three, or none for the English model it brings along.",
        )
    language = options.get("language")
    languages = (language,) if isinstance(language, str) else ()
    return SphinxModel(acoustic=str(mdef.parent), dictionary=str(dictionary), words=str(words), languages=languages)


def _one(folder: Path, patterns: tuple[str, ...]) -> Path | None:
    """The first file of a pattern in the folder or one of its folders."""
    return next((file for pattern in patterns for file in sorted(folder.rglob(pattern))), None)


def _is_definition(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(4).startswith(_HEADS)
    except OSError:
        return False
