"""What keeps windows out of pictures of the screen here."""

from __future__ import annotations

import pytest

from lookhear.system.windows import NotHere, keeps_out_here


@pytest.mark.linux
def test_linux_has_nothing_of_the_kind() -> None:
    assert type(keeps_out_here()) is NotHere
