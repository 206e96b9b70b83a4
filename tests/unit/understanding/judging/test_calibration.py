from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np

from lookhear.understanding.judging.calibration import TRIGGERS, confidence_of
from lookhear.understanding.judging.evidence import Evidence, evidence_of
from lookhear.understanding.judging.prompts import wanted_of

LABELLED = Path(__file__).parents[4] / "bench" / "data" / "judge.json"
NOTHING = Evidence(coverage=0, strong=0, phrase=0, unwanted=0, is_turned=0, window="", found=())
ALL = dataclasses.replace(NOTHING, coverage=1, strong=1)


def test_more_evidence_is_more_sure() -> None:
    assert confidence_of(NOTHING, None) < 0.15
    assert confidence_of(ALL, None) > 0.85
    assert confidence_of(NOTHING, 0.05) < 0.1 < confidence_of(NOTHING, 0.7) < confidence_of(ALL, 0.7)


def test_what_was_excluded_never_triggers() -> None:
    assert confidence_of(dataclasses.replace(ALL, unwanted=1), 0.9) < TRIGGERS
    assert confidence_of(dataclasses.replace(ALL, phrase=-1), 0.9) < TRIGGERS


def test_confidences_are_as_often_so_as_they_say() -> None:
    pairs = [
        (confidence_of(evidence_of(text, wanted_of(row["prompt"])), None), is_so)
        for row in json.loads(LABELLED.read_text("utf-8"))
        for is_so, texts in ((1, row["yes"]), (0, row["no"]))
        for text in texts
    ]
    sure, truth = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    high, low = sure >= 0.8, sure < 0.2
    assert truth[high].mean() > 0.8
    assert truth[low].mean() < 0.35  # half of these labels are so: more than in life
    assert float(((sure - truth) ** 2).mean()) < 0.2
