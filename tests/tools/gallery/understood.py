"""What was understood of the made-up recordings of the gallery, and the engines that did it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from lookhear.desktop.engine.library.entries import Found, Hit
from lookhear.desktop.engine.understanding.engine_values import EngineOffer, EnginesView, EngineTest, KindView
from lookhear.desktop.engine.understanding.values import Lane, LaneState, Line, LineKind, LiveContext, RecordingText, TextState
from lookhear.understanding.builtin import BUILTIN
from lookhear.understanding.plugin import EngineKind
from lookhear.understanding.readiness import ReadyState

if TYPE_CHECKING:
    from lookhear.desktop.engine.library.entries import LibraryEntry
    from tests.fakes.desktop import FakeBridge

MICROPHONE, COMPUTER, SCREEN = "mic:default", "system_audio:default", "display:1"
LINES = (
    Line(kind=LineKind.SPEECH, channel=MICROPHONE, at_s=4.2, end_s=8.0, text="Good morning everybody, shall we begin with the numbers?"),
    Line(
        kind=LineKind.SCREEN,
        channel=SCREEN,
        at_s=8.0,
        end_s=12.0,
        text="Revenue by quarter · Q1 1.2 M · Q2 1.4 M · Q3 1.9 M · Plan for the fourth quarter",
        app="LibreOffice Calc",
        title="Quarterly report.ods",
    ),
    Line(
        kind=LineKind.SPEECH,
        channel=COMPUTER,
        at_s=13.1,
        end_s=21.0,
        text="The third quarter went better than we had planned, mostly because the new library was finished two weeks early.",
    ),
    Line(kind=LineKind.SPEECH, channel=MICROPHONE, at_s=22.5, end_s=27.5, text="Then the budget for the next one can stay as it is."),
    Line(
        kind=LineKind.SCREEN,
        channel=SCREEN,
        at_s=30.0,
        end_s=34.0,
        text="Open questions · Who talks to the printers? · Budget for travel · Key: [masked: api key]",
        app="Firefox",
        title="Meeting notes",
    ),
    Line(kind=LineKind.ALERT, channel=MICROPHONE, at_s=36.0, end_s=36.0, text="somebody promises a date", label="Promise"),
    Line(
        kind=LineKind.SPEECH,
        channel=COMPUTER,
        at_s=36.2,
        end_s=44.0,
        text="I can send you the draft by Thursday, then we look at it.",
    ),
    Line(
        kind=LineKind.SUMMARY,
        channel=COMPUTER,
        at_s=0.0,
        end_s=60.0,
        text="The third quarter was better than planned. The budget stays. A draft comes by Thursday.",
    ),
    Line(
        kind=LineKind.SPEECH,
        channel=MICROPHONE,
        at_s=61.0,
        end_s=63.0,
        text="Thursday is fine, and what of the printers",
        is_final=False,
    ),
)
ORDERED = tuple(sorted(LINES, key=lambda line: line.at_s))
WORKING = (
    Lane(kind=LineKind.SPEECH, state=LaneState.AT_WORK),
    Lane(kind=LineKind.SCREEN, state=LaneState.AT_WORK),
    Lane(kind=LineKind.SUMMARY, state=LaneState.AT_WORK),
)
LIVE = LiveContext(recording_id="rec-1", lanes=WORKING, lines=ORDERED)
LACKING = LiveContext(
    recording_id="rec-1",
    lanes=(
        Lane(kind=LineKind.SPEECH, state=LaneState.NO_ENGINE),
        Lane(kind=LineKind.SCREEN, state=LaneState.AT_WORK),
        Lane(kind=LineKind.SUMMARY, state=LaneState.NO_ENGINE),
    ),
    lines=tuple(line for line in ORDERED if line.kind is LineKind.SCREEN),
)
WAITING = LiveContext(recording_id="rec-1", lanes=tuple(Lane(kind=lane.kind, state=LaneState.WAITING) for lane in WORKING))
HITS = (
    Hit(found=Found.TRANSCRIPT, text="…then the budget for the next one can stay as it is.", at_s=22.5),
    Hit(found=Found.SCREEN_TEXT, text="Who talks to the printers? Budget for travel Key: …", at_s=30.0),
    Hit(found=Found.SUMMARY, text="…was better than planned. The budget stays. A draft comes by Thursday.", at_s=60.0),
)


def live(name: str) -> LiveContext:
    """The live context of a scene."""
    return {"recording": LIVE, "lacking": LACKING, "waiting": WAITING, "idle": LiveContext()}[name]


def with_hits(entry: LibraryEntry) -> LibraryEntry:
    """The same recording, as a search for the budget finds it."""
    return dataclasses.replace(entry, hits=HITS)


def text(entry: LibraryEntry) -> RecordingText:
    """The text of a recording: all of it, or why there is none."""
    lines = tuple(line for line in ORDERED if line.is_final and line.kind is not LineKind.ALERT)
    number = int(entry.recording_id.rpartition("-")[2])
    if number == 3:
        return RecordingText(recording_id=entry.recording_id, state=TextState.NONE)
    return RecordingText(recording_id=entry.recording_id, state=TextState.WHOLE, lines=lines)


def engines() -> EnginesView:
    """Engines as they are on a computer where some are missing."""
    ready = {"pocketsphinx", "screen-text", "extractive", "keywords"}
    kinds = []
    for kind in EngineKind:
        cards = [card for card in BUILTIN if card.kind is kind]
        offers = tuple(
            EngineOffer(
                name=card.name,
                kind=kind,
                title=card.title,
                licence=card.licence,
                state=ReadyState.READY if card.name in ready else ReadyState.NOT_SET_UP if card.is_remote else ReadyState.NOT_INSTALLED,
                size_bytes=card.size_bytes,
                models=card.models,
                languages=card.languages,
                is_remote=card.is_remote,
                can_install=not card.is_remote and card.name not in ready,
            )
            for card in cards
        )
        taken = next((offer.name for offer in offers if offer.state is ReadyState.READY), "")
        kinds.append(KindView(kind=kind, chosen="auto", taken=taken, offers=offers))
    at = next(number for number, view in enumerate(kinds) if view.kind is EngineKind.LANGUAGE)
    options = {"url": "http://127.0.0.1:8000/v1", "model": "small-model", "key_secret": "chat-endpoint"}
    kinds[at] = dataclasses.replace(kinds[at], chosen="chat-endpoint", taken="chat-endpoint", options=options, has_key=True)
    ready_offers = [dataclasses.replace(each, state=ReadyState.READY) if each.is_remote else each for each in kinds[at].offers]
    kinds[at] = dataclasses.replace(kinds[at], offers=tuple(ready_offers))
    return EnginesView(kinds=tuple(kinds), keys_at="~/.local/share/lookhear/secrets.json")


def fill(bridge: FakeBridge) -> None:
    """Have the services answer with all this."""
    bridge.engine.understanding.answers |= {"text": text}
    bridge.engine.engines.answers |= {
        "look": engines,
        "choose": lambda _wish: engines(),
        "test": EngineTest(is_good=True, understood="hello world", seconds=1.4),
    }
