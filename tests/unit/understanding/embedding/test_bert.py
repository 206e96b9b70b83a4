from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lookhear.understanding.embedding.bert import SentenceBert

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[np.float32]]

SIZE, WIDE, HEADS, LAYERS = 8, 16, 2, 2


@pytest.fixture(scope="module")
def weights() -> Weights:
    """A tiny model of random numbers."""
    numbers = np.random.default_rng(7)

    def some(*shape: int) -> NDArray[np.float32]:
        return numbers.normal(0, 0.5, shape).astype(np.float32)

    found: Weights = {
        "embeddings.word_embeddings.weight": some(20, SIZE),
        "embeddings.position_embeddings.weight": some(12, SIZE),
        "embeddings.token_type_embeddings.weight": some(2, SIZE),
        "embeddings.LayerNorm.weight": some(SIZE),
        "embeddings.LayerNorm.bias": some(SIZE),
    }
    for layer in range(LAYERS):
        for name, shape in {
            "attention.self.query": (SIZE, SIZE),
            "attention.self.key": (SIZE, SIZE),
            "attention.self.value": (SIZE, SIZE),
            "attention.output.dense": (SIZE, SIZE),
            "intermediate.dense": (WIDE, SIZE),
            "output.dense": (SIZE, WIDE),
        }.items():
            found[f"encoder.layer.{layer}.{name}.weight"] = some(*shape)
            found[f"encoder.layer.{layer}.{name}.bias"] = some(shape[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            found[f"encoder.layer.{layer}.{name}.weight"] = some(SIZE)
            found[f"encoder.layer.{layer}.{name}.bias"] = some(SIZE)
    return found


def reference(weights: Weights, tokens: list[int]) -> NDArray[np.float64]:
    """The same for one text as the paper has it: a token and a head after the other, in 64 bits, with the exact error function."""
    w = {name: value.astype(np.float64) for name, value in weights.items()}

    def linear(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        return np.asarray(w[f"{name}.weight"] @ x + w[f"{name}.bias"])

    def norm(x: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        return np.asarray((x - x.mean()) / math.sqrt(x.var() + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"])

    kind = w["embeddings.token_type_embeddings.weight"][0]
    places, words = w["embeddings.position_embeddings.weight"], w["embeddings.word_embeddings.weight"]
    values = [norm(words[token] + places[at] + kind, "embeddings.LayerNorm") for at, token in enumerate(tokens)]
    part = SIZE // HEADS
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        q, k, v = ([linear(x, f"{name}.attention.self.{one}") for x in values] for one in ("query", "key", "value"))
        after = []
        for at, x in enumerate(values):
            mixed: list[float] = []
            for head in range(HEADS):
                cut = slice(head * part, (head + 1) * part)
                rates = [math.exp(float(q[at][cut] @ other[cut]) / math.sqrt(part)) for other in k]
                mixed += list(np.average([other[cut] for other in v], axis=0, weights=rates))
            seen = norm(linear(np.array(mixed), f"{name}.attention.output.dense") + x, f"{name}.attention.output.LayerNorm")
            wide = np.array([z * (1 + math.erf(z / math.sqrt(2))) / 2 for z in linear(seen, f"{name}.intermediate.dense")])
            after.append(norm(linear(wide, f"{name}.output.dense") + seen, f"{name}.output.LayerNorm"))
        values = after
    mean = np.mean(values, axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


TEXTS = [[1, 5, 2], [1, 7, 8, 9, 10, 11, 2], [3], [1, 2], [4] * 12]


def test_it_is_what_the_paper_says(weights: Weights) -> None:
    vectors = SentenceBert.of(weights, heads=HEADS).vectors(TEXTS)
    assert vectors.dtype == np.float32
    assert np.allclose(vectors, [reference(weights, text) for text in TEXTS], atol=2e-5)


def test_a_text_is_the_same_alone_and_in_a_batch(weights: Weights) -> None:
    model = SentenceBert.of(weights, heads=HEADS)
    many = [TEXTS[at % len(TEXTS)] for at in range(700)]  # several batches
    vectors = model.vectors(many)
    assert np.allclose(vectors[: len(TEXTS)], np.concatenate([model.vectors([text]) for text in TEXTS]), atol=1e-6)
    assert np.allclose(vectors[:5], vectors[-5:], atol=1e-6)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_no_texts_give_no_vectors(weights: Weights) -> None:
    model = SentenceBert.of(weights, heads=HEADS)
    assert model.vectors([]).shape == (0, SIZE)
    assert np.isfinite(model.vectors([[]])).all()


def test_weights_of_something_else_are_refused() -> None:
    with pytest.raises(KeyError):
        SentenceBert.of({"something": np.zeros(3, np.float32)}, heads=2)
