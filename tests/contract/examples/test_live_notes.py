"""examples/live_notes: notes that grow while somebody speaks, and hold the last word when Ctrl-C ends the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tools.stage import BUDGET, FRIDAY

if TYPE_CHECKING:
    from tests.tools.trying import Person


def test_both_sides_of_a_meeting_are_written_down_while_it_goes_on(person: Person) -> None:
    with person.runs("live_notes/notes.py", "meeting.md", env=person.env_with_key) as notes:
        notes.wait_for("listening")
        file = person.folder / "live_notes-notes.py" / "meeting.md"
        person.stage.say(BUDGET)
        assert notes.wait_for("00:00 **You:** ").endswith(BUDGET)
        assert f"**You:** {BUDGET}" in file.read_text("utf-8")
        person.stage.say(FRIDAY, in_video=True)
        notes.interrupt()
        assert notes.ended() == 0
    written = file.read_text("utf-8")
    assert f"**Others:** {FRIDAY}" in written, "the last word is waited for"
    assert written.index(BUDGET) < written.index(f"**Others:** {FRIDAY}")
