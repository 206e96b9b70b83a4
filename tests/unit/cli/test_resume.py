from __future__ import annotations

import pytest

from lookhear.cli.resume import sentence_of
from lookhear.recorder.control.wire import Answer


@pytest.mark.parametrize(("changed", "said"), [(True, "rec-1 records again."), (False, "rec-1 was not paused.")])
def test_what_happened_is_said(*, changed: bool, said: str) -> None:
    assert sentence_of(Answer(recording_id="rec-1", folder="f", pid=1, state="recording", changed=changed)) == said
