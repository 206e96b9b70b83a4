from __future__ import annotations

import pytest

from lookhear.cli.pause import sentence_of
from lookhear.recorder.control.wire import Answer


@pytest.mark.parametrize(("changed", "said"), [(True, "every source is closed"), (False, "was paused already")])
def test_what_happened_is_said(*, changed: bool, said: str) -> None:
    assert said in sentence_of(Answer(recording_id="rec-1", folder="f", pid=1, state="paused", changed=changed))
