from __future__ import annotations

import signal
import sys

import pytest

from lookhear.system.signals import ending_signals

_HANG_UP = getattr(signal, "SIGHUP", signal.SIGTERM)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no hang-up")
def test_the_hang_up_of_a_terminal_is_an_end_unless_the_program_is_to_outlive_it() -> None:
    before = signal.signal(_HANG_UP, signal.SIG_DFL)
    try:
        assert ending_signals() == (signal.SIGTERM, _HANG_UP)
        signal.signal(_HANG_UP, signal.SIG_IGN)
        assert ending_signals() == (signal.SIGTERM,)
    finally:
        signal.signal(_HANG_UP, before)
