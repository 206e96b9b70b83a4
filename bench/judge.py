"""How far the offline judge can be trusted: fits its weights, and prints how often what it says with a confidence is so.

    .venv/bin/python -m bench.judge [--packages FOLDER]

The labelled texts are the project's own (bench/data/judge.json): prompts, each with texts that are it and texts that are not, and as
further ones that are not, texts of other prompts. One part was written after the judge's lists of words and was never fitted: it tells
what to expect. ``--packages`` names a folder with MiniLM's package, where `lookhear engines install minilm` did not put it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bench.report import table
from lookhear.errors import EngineFailed
from lookhear.understanding.embedding import minilm
from lookhear.understanding.judging.calibration import BY_MEANING, BY_WORDS, TRIGGERS, confidence_of
from lookhear.understanding.judging.evidence import evidence_of, windows_of
from lookhear.understanding.judging.keywords import KeywordJudge
from lookhear.understanding.judging.prompts import wanted_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from lookhear.understanding.judging.evidence import Evidence
    from lookhear.understanding.plugin import EmbedderEngine

    Floats = NDArray[np.float64]

_DATA: Final = Path(__file__).with_name("data") / "judge.json"
_OTHERS: Final = (7, 19, 31)  # prompts further on, one of whose texts each is taken for one that is not
_FOLDS: Final = 6
_RIDGE: Final = 0.5
_STEPS: Final = 100
_BINS: Final = (0.0, 0.2, 0.4, 0.6, 0.8)


@dataclass(frozen=True)
class Case:
    """A prompt and a text; ``group`` is the number of the prompt."""

    group: int
    prompt: str
    text: str
    is_so: bool
    is_held_out: bool


def cases() -> Iterator[Case]:
    """All of them."""
    rows: list[dict[str, Any]] = json.loads(_DATA.read_text("utf-8"))
    for group, row in enumerate(rows):
        others = [rows[(group + step) % len(rows)]["yes"][0] for step in _OTHERS]
        for is_so, texts in ((True, row["yes"]), (False, [*row["no"], *others])):
            for text in texts:
                yield Case(group, row["prompt"], text, is_so, row["part"] == "held out")


def similarity(embedder: EmbedderEngine, case: Case) -> float:
    """As the judge has it."""
    topic = wanted_of(case.prompt).topic
    return float((embedder.encode(windows_of(case.text)) @ embedder.encode([topic])[0]).max())


def fitted(inputs: Floats, is_so: Floats) -> Floats:
    """The weights of a logistic regression with a little ridge, the bias last."""
    extended = np.c_[inputs, np.ones(len(inputs))]
    ridge = np.diag([_RIDGE] * inputs.shape[1] + [1e-9])
    weights = np.zeros(extended.shape[1])
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-extended @ weights))
        slope = extended.T @ (sure - is_so) + ridge @ weights
        weights -= np.linalg.solve((extended * (sure * (1 - sure))[:, None]).T @ extended + ridge, slope)
    return weights


def quality(name: str, sure: Floats, is_so: Floats) -> list[str]:
    """A row: precision and recall at the judge's threshold, the Brier score, and how far confidences are off in the mean."""
    told = sure >= TRIGGERS
    right = float((told & (is_so > 0)).sum())
    off = sum(float(inside.sum()) * abs(float(sure[inside].mean() - is_so[inside].mean())) for inside in bins(sure)) / len(sure)
    return [
        name,
        str(len(sure)),
        f"{100 * right / max(1.0, float(told.sum())):.0f} %",
        f"{100 * right / float(is_so.sum()):.0f} %",
        f"{float(((sure - is_so) ** 2).mean()):.3f}",
        f"{off:.3f}",
    ]


def bins(sure: Floats) -> Iterator[NDArray[np.bool_]]:
    """Which confidences are in which fifth, where there are any."""
    for low in _BINS:
        inside = (sure >= low) & ((sure < low + 0.2) | (low == _BINS[-1]))
        if inside.any():
            yield inside


def crossed(inputs: Floats, is_so: Floats, groups: NDArray[np.int64]) -> Floats:
    """Confidences for each prompt by weights that were fitted without it."""
    sure = np.zeros(len(is_so))
    for fold in range(_FOLDS):
        inside = groups % _FOLDS == fold
        weights = fitted(inputs[~inside], is_so[~inside])
        sure[inside] = 1 / (1 + np.exp(-np.c_[inputs[inside], np.ones(int(inside.sum()))] @ weights))
    return sure


def false_alarms(embedder: EmbedderEngine | None) -> list[str]:
    """Every prompt with every text of the others, nearly none of which is so: how many, and how many are told of."""
    rows: list[dict[str, Any]] = json.loads(_DATA.read_text("utf-8"))
    texts = [(number, text) for number, row in enumerate(rows) for text in (*row["yes"], *row["no"])]
    vectors = {text: embedder.encode(windows_of(text)) for _, text in texts} if embedder is not None else {}
    told, every = 0, 0
    for number, row in enumerate(rows):
        wanted = wanted_of(row["prompt"])
        topic = None if embedder is None else embedder.encode([wanted.topic])[0]
        for other, text in texts:
            if other != number:
                near = None if topic is None else float((vectors[text] @ topic).max())
                told += confidence_of(evidence_of(text, wanted), near) >= TRIGGERS
                every += 1
    return [str(every), f"{100 * told / every:.2f} %"]


def report(name: str, kept: tuple[float, ...], *, every: list[Case], evidence: list[Evidence], near: list[float] | None) -> list[list[str]]:
    """Print the weights and the calibration of one judge; gives its rows of quality."""
    is_so = np.array([float(case.is_so) for case in every])
    held = np.array([case.is_held_out for case in every])
    rows = [(*one.numbers(), *(() if near is None else (near[at],))) for at, one in enumerate(evidence)]
    inputs, groups = np.array(rows), np.array([case.group for case in every])
    weights = fitted(inputs[~held], is_so[~held])
    print(f"\n{name}: fitted {', '.join(f'{weight:.2f}' for weight in weights)}; in the program {kept}")
    told = np.array([confidence_of(one, None if near is None else near[at]) for at, one in enumerate(evidence)])
    counted = [
        [f"{sure.mean():.2f}", str(len(sure)), f"{truth.mean():.2f}"]
        for sure, truth in ((told[held][inside], is_so[held][inside]) for inside in bins(told[held]))
    ]
    print(table(["said, held out", "texts", "is so"], counted))
    return [
        quality(f"{name}, crossed", crossed(inputs[~held], is_so[~held], groups[~held]), is_so[~held]),
        quality(f"{name}, held out", told[held], is_so[held]),
    ]


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--packages", type=Path)
    arguments = parser.parse_args()
    if arguments.packages is not None:
        sys.path.append(str(arguments.packages))
    every = list(cases())
    evidence = [evidence_of(case.text, wanted_of(case.prompt)) for case in every]
    rows = report("words", BY_WORDS, every=every, evidence=evidence, near=None)
    judges = {"words": KeywordJudge(None)}
    alarms = [["words", *false_alarms(None)]]
    try:
        embedder: EmbedderEngine = minilm.make({})
    except EngineFailed as exc:
        print(f"Without meanings: {exc.for_people()}")
    else:
        near = [similarity(embedder, case) for case in every]
        rows += report("words and meanings", BY_MEANING, every=every, evidence=evidence, near=near)
        judges["words and meanings"] = KeywordJudge(embedder)
        alarms.append(["words and meanings", *false_alarms(embedder)])
    print()
    print(table(["judge", "texts", "precision", "recall", "Brier", "off by"], rows))
    print()
    print(table(["judge", "prompts with texts of others", "told"], alarms))
    for name, judge in judges.items():
        began_s = time.process_time()
        for case in every:
            judge.judge(case.text, prompt=case.prompt)
        print(f"{name}: {1000 * (time.process_time() - began_s) / len(every):.2f} ms of CPU for a text")


if __name__ == "__main__":
    main()
