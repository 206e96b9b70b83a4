from __future__ import annotations

import dataclasses

import pytest

from lookhear.recorder.pipeline.messages import Lost, Opened


@pytest.mark.parametrize("message", [Opened("x11grab", "screen", 5), Lost("It went away.", 5)])
def test_what_passes_between_threads_cannot_be_changed(message: Opened | Lost) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(message, "t_ns", 6)  # noqa: B010 - the type checker knows that it must not be set
