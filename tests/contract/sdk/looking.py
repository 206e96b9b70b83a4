"""The quickstart's webhook handler, and looking for what comes of it: when it comes, at the time at which it was said or seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from demo.process import wait_until
from tests.contract.quickstart.blocks import block

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tools.stage import Said
    from tests.tools.takes import Sdk

FOUND_WITHIN_S: Final = 120.0
FEW_S: Final = 1.5  # between the moment at which a player was told to play a sound and the sound
NEAR: Final = 4  # of 255: what encoding may do to a brightness


def webhook_handler(conn: Sdk) -> Callable[[dict[str, Any]], None]:
    """The webhook handler of the quickstart, word for word."""
    names: dict[str, Any] = {"conn": conn}
    exec(block("on_webhook.txt"), names)  # noqa: S102
    handler: Callable[[dict[str, Any]], None] = names["on_webhook"]
    return handler


def transcript(stream: Sdk, text: str, *, after_s: float = 0.0) -> dict[str, Any]:
    """The record of something that was said, when it is there."""

    def found() -> dict[str, Any] | None:
        records = stream.get_transcript(page_size=1000)["transcription_records"]
        return next((record for record in records if record["text"] == text and record["start"] >= after_s), None)

    return wait_until(found, what=f"{text!r} in the transcript", deadline_s=FOUND_WITHIN_S)


def scene(index: Sdk, text: str, *, after_s: float = 0.0) -> dict[str, Any]:
    """The record of an index with this in its text, when it is there."""

    def found() -> dict[str, Any] | None:
        scenes = index.get_scenes(page_size=1000)["scenes"]
        return next((each for each in scenes if text in each["text"] and each["start"] >= after_s), None)

    return wait_until(found, what=f"{text!r} in {index.rtstream_index_id}", deadline_s=FOUND_WITHIN_S)


def sounded_in(said: Said, start_s: float, end_s: float) -> bool:
    """Whether a stretch is when something was said."""
    return said.start_s - FEW_S <= start_s < end_s <= said.end_s + FEW_S


def is_as_bright(text: str, brightness: int) -> bool:
    """Whether the engine of tests saw pictures of this brightness."""
    return abs(int(text.removeprefix("brightness ")) - brightness) <= NEAR
