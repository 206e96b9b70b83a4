"""The forward pass of a small BERT in numpy, and one vector for each text of it. Pure.

Texts of a batch have different lengths: what fills up a shorter one is seen by nobody and counts for nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_EPSILON: Final = np.float32(1e-12)
_UNSEEN: Final = np.float32(-1e9)
_MOST_TOKENS: Final = 2048  # of a batch, filled up
# Abramowitz and Stegun, 7.1.26: the error function to seven digits, which is what 32 bits have.
_P: Final = np.float32(0.3275911)
_ERF: Final = tuple(np.float32(value) for value in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592))


@dataclass(frozen=True, slots=True)
class _Linear:
    weight: Floats  # (inputs, outputs)
    bias: Floats

    def of(self, values: Floats) -> Floats:
        found: Floats = values @ self.weight
        found += self.bias
        return found


@dataclass(frozen=True, slots=True)
class _Norm:
    weight: Floats
    bias: Floats

    def of(self, values: Floats) -> Floats:
        centred = values - values.mean(axis=-1, keepdims=True)
        spread = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + _EPSILON)
        return np.asarray(centred / spread * self.weight + self.bias, np.float32)


@dataclass(frozen=True, slots=True)
class _Layer:
    query: _Linear
    key: _Linear
    value: _Linear
    output: _Linear
    output_norm: _Norm
    wide: _Linear
    narrow: _Linear
    norm: _Norm

    def of(self, values: Floats, unseen: Floats, heads: int) -> Floats:
        texts, length, size = values.shape

        def split(found: Floats) -> Floats:
            return found.reshape(texts, length, heads, size // heads).transpose(0, 2, 1, 3)

        query, key, value = split(self.query.of(values)), split(self.key.of(values)), split(self.value.of(values))
        weights = query @ key.transpose(0, 1, 3, 2)
        weights *= np.float32(1 / math.sqrt(size // heads))
        weights += unseen
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed: Floats = np.asarray((weights @ value).transpose(0, 2, 1, 3).reshape(texts, length, size), np.float32)
        values = self.output_norm.of(self.output.of(mixed) + values)
        return self.norm.of(self.narrow.of(_gelu(self.wide.of(values))) + values)


class SentenceBert:
    """A model. It keeps nothing between calls and is good for any number of threads."""

    def __init__(self, weights: Mapping[str, Floats], *, heads: int) -> None:
        self._heads = heads
        self._words = np.asarray(weights["embeddings.word_embeddings.weight"], np.float32)
        kinds = np.asarray(weights["embeddings.token_type_embeddings.weight"], np.float32)
        self._places = np.asarray(weights["embeddings.position_embeddings.weight"], np.float32) + kinds[0]
        self._norm = _norm(weights, "embeddings.LayerNorm")
        count = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))
        self._layers = [_layer(weights, f"encoder.layer.{number}") for number in range(count)]

    @property
    def dimensions(self) -> int:
        """Of a vector."""
        return int(self._words.shape[1])

    @classmethod
    def of(cls, weights: Mapping[str, Floats], *, heads: int) -> Self:
        """The model with these weights, by the names that BERT's have. Raises KeyError, ValueError for weights of something else."""
        return cls(weights, heads=heads)

    def vectors(self, tokens: Sequence[Sequence[int]]) -> Floats:
        """A vector of length one for each text: the mean of what its tokens came to."""
        found = np.zeros((len(tokens), self.dimensions), np.float32)
        order = sorted(range(len(tokens)), key=lambda at: len(tokens[at]))
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end + 1 - start) * len(tokens[order[end]]) <= _MOST_TOKENS:
                end += 1
            batch = order[start:end]
            found[batch] = self._batch([tokens[at] for at in batch])
            start = end
        return found

    def _batch(self, tokens: Sequence[Sequence[int]]) -> Floats:
        length = max(1, *(len(text) for text in tokens))
        ids = np.zeros((len(tokens), length), np.int64)
        mask = np.zeros((len(tokens), length), np.float32)
        for row, text in enumerate(tokens):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        values = self._norm.of(self._words[ids] + self._places[:length])
        unseen = ((1 - mask) * _UNSEEN)[:, None, None, :]
        for layer in self._layers:
            values = layer.of(values, unseen, self._heads)
        sums = (values * mask[:, :, None]).sum(axis=1) / np.maximum(mask.sum(axis=1, keepdims=True), 1)
        return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), _EPSILON), np.float32)


def _gelu(values: Floats) -> Floats:
    """X · Φ(x), with the error function as a polynomial."""
    size = np.abs(values) * np.float32(1 / math.sqrt(2))
    t = 1 / (1 + _P * size)
    series = np.full_like(t, _ERF[0])
    for factor in _ERF[1:]:
        series *= t
        series += factor
    tail = series * t * np.exp(-size * size)  # 1 - erf
    return np.asarray(values * np.where(values >= 0, 1 - tail / 2, tail / 2), np.float32)


def _linear(weights: Mapping[str, Floats], name: str) -> _Linear:
    weight = np.ascontiguousarray(np.asarray(weights[f"{name}.weight"], np.float32).T)
    return _Linear(weight, np.asarray(weights[f"{name}.bias"], np.float32))


def _norm(weights: Mapping[str, Floats], name: str) -> _Norm:
    return _Norm(np.asarray(weights[f"{name}.weight"], np.float32), np.asarray(weights[f"{name}.bias"], np.float32))


def _layer(weights: Mapping[str, Floats], name: str) -> _Layer:
    return _Layer(
        query=_linear(weights, f"{name}.attention.self.query"),
        key=_linear(weights, f"{name}.attention.self.key"),
        value=_linear(weights, f"{name}.attention.self.value"),
        output=_linear(weights, f"{name}.attention.output.dense"),
        output_norm=_norm(weights, f"{name}.attention.output.LayerNorm"),
        wide=_linear(weights, f"{name}.intermediate.dense"),
        narrow=_linear(weights, f"{name}.output.dense"),
        norm=_norm(weights, f"{name}.output.LayerNorm"),
    )
