"""The words on the scenes' pages. The code they show is their own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PAGE: Final = tuple(
    """
Notes on keeping a recording
|A recording is kept as a row of small sealed pieces. Each piece holds half a second of one track, and a piece that has a name
on the disk is whole: it was written under another name first, then flushed, then renamed. A list beside the pieces says what
was sealed and when.
|If the power goes, what is missing is the piece that was being written. Everything before it is there, in order, and plays.
Nothing has to be repaired before it can be watched, because nothing was left half done.
|Every picture and every sample carries the time at which it was seen or heard, on one clock that never jumps. Two tracks that
were never mixed can therefore be laid side by side later, and a gap in one of them stays visible as a gap instead of moving
all that follows.
|An unchanged picture is not stored again. A still page with a blinking caret costs a few hundred bytes a second, a page that
scrolls costs what its new lines cost, and a film costs what a film costs.
|At the end a receipt is made from what is on the disk, not from what the program believes: pictures, gaps, bytes, and the
difference between the sound card's clock and the session's. Whoever reads the files must arrive at the same numbers.
|Sound is never thrown away to save a picture, and a picture is thrown away before it makes the next one late. What was thrown
away is counted, and the count is in the receipt, because a number that is not written down is soon believed to be zero.
|A microphone that is pulled out takes nothing with it. The other tracks go on, its own track gets a gap with a beginning and an
end, and when it is plugged in again it is heard again, without anybody having to press a button.
|Things to check tomorrow: the second display, the microphone that was unplugged twice, the length of the export after a pause,
and whether the picture and the sound still meet after ten minutes.
""".replace("recording\nA", "recording\n|A")
    .strip()
    .split("|")
)
SPOKEN: Final = (
    "This is a short demonstration of Lookhear.",
    "The picture moves, the microphone hears this voice, and the speakers play a quiet tune.",
    "Each half second of it is sealed on the disk before the next one begins.",
    "If the machine stopped now, everything up to this word would still be there.",
)


def source_lines() -> list[str]:
    """Some hundred lines of code to show: this package's own modules, in the order of their names."""
    modules = sorted(Path(__file__).parent.glob("*.py"))
    return [line for module in modules for line in (f"# {module.name}", *module.read_text("utf-8").splitlines(), "")]
