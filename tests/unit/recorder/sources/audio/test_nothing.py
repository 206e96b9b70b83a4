from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lookhear.errors import SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.sources.audio.nothing import NoAudio

if TYPE_CHECKING:
    from collections.abc import Callable


def test_every_question_gets_the_reason_and_what_to_do() -> None:
    catalogue = NoAudio(SourceUnavailable("Sound cannot be recorded here.", hint="Install something."))
    questions: list[Callable[[], object]] = [catalogue.inputs, lambda: catalogue.open(ChannelId.parse("mic:default"))]
    for ask in questions:
        with pytest.raises(SourceUnavailable, match="cannot be recorded here") as refusal:
            ask()
        assert refusal.value.for_people() == "Sound cannot be recorded here. Install something."
