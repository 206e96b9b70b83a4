from __future__ import annotations

import pytest

from lookhear.errors import SourceUnavailable
from lookhear.protocol.channels import ChannelId
from lookhear.recorder.sources.audio.nothing import NoAudio


def test_every_question_gets_the_reason_and_what_to_do() -> None:
    catalogue = NoAudio(SourceUnavailable("Sound cannot be recorded here.", hint="Install something."))
    for ask in (catalogue.inputs, lambda: catalogue.open(ChannelId.parse("mic:default"))):
        with pytest.raises(SourceUnavailable, match="cannot be recorded here") as refusal:
            ask()
        assert refusal.value.for_people() == "Sound cannot be recorded here. Install something."
