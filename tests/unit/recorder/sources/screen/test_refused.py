from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.sources.screen.refused import RefusedCatalogue

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    "ask",
    [
        lambda catalogue: catalogue.displays(),
        lambda catalogue: catalogue.displays(probe=False),
        lambda catalogue: catalogue.open(ChannelId.display(1), fps=30),
    ],
)
def test_every_question_has_the_same_answer(ask: Callable[[RefusedCatalogue], object]) -> None:
    with pytest.raises(SourceUnavailable) as raised:
        ask(RefusedCatalogue("There is none.", "Do this."))
    assert raised.value.for_people() == "There is none. Do this."
