"""Where nothing keeps a computer awake."""

from __future__ import annotations

from lookhear.system.power.kinds import NoKeepAwake


def test_the_reason_is_told_while_it_is_wished() -> None:
    made = NoKeepAwake("There is no way.")
    told = [made.trouble]
    for act in (made.hold, made.hold, made.release, made.release):
        act()
        told.append(made.trouble)
    assert told == ["", "There is no way.", "There is no way.", "", ""]
