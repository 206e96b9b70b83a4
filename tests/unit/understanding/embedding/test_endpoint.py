from __future__ import annotations

import numpy as np

from lookhear.understanding.embedding.endpoint import make
from tests.fakes.openai_server import OpenAiServer


def test_texts_become_vectors_some_at_a_time() -> None:
    with OpenAiServer() as service:
        embedder = make(service.options())
        vectors = embedder.encode([*(f"text {at}" for at in range(70)), ""])
        assert vectors.shape == (71, 32)
        assert np.allclose(np.linalg.norm(vectors[:70], axis=1), 1)
        assert embedder.encode([]).shape == (0, 0)
        assert embedder.model_id == "embeddings-endpoint:tiny"
        embedder.close()
    assert [len(call.fields["input"]) for call in service.calls] == [64, 7]
