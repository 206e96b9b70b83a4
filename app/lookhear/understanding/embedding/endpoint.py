"""Vectors of a service. Those of one model can be compared, so the model belongs to what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from lookhear.understanding.endpoints.client import Endpoint

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_AT_ONCE: Final = 64
_MOST_CHARS: Final = 8000  # of a text: what models read of it
_EMPTY: Final = " "  # services refuse a text without any sign


class EndpointEmbedder:
    """The engine. For any number of threads."""

    def __init__(self, options: Mapping[str, object]) -> None:
        self._endpoint = Endpoint(options)
        self.model_id = f"embeddings-endpoint:{self._endpoint.model}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of length one. Raises EngineFailed, EngineBusy, EngineCrashed."""
        cut = [text[:_MOST_CHARS] or _EMPTY for text in texts]
        parts = [self._endpoint.vectors(cut[at : at + _AT_ONCE]) for at in range(0, len(cut), _AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)

    def close(self) -> None:
        """Close the connections."""
        self._endpoint.close()


def make(options: Mapping[str, object]) -> EndpointEmbedder:
    """The engine, as its card names it."""
    return EndpointEmbedder(options)
