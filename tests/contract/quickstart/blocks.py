"""The code blocks of the quickstart, as they stand there. Tests put real identifiers and addresses in the place of its examples."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "page"
CALLBACK_URL: Final = "https://your-backend.com/webhooks/videodb"
SESSION_ID: Final = "cap-xxx"
TOKEN: Final = "token-xxx"

# What stands around a block: names that it leaves undefined, and what calls what it defines.
CONNECTED: Final = "import videodb\n\nconn = videodb.connect()\n\n"
WEBHOOKS: Final = "\nimport json, sys\nfor line in sys.stdin:\n    on_webhook(json.loads(line))\n"
# The calls of a stream stand one by one in a list of what can be called: each is made by itself, and what comes of it printed.
CALLS: Final = """
import sys

import videodb

block, session_id, category = sys.argv[1:]
rtstream = videodb.connect().get_capture_session(session_id).get_rtstream(category)[0]
for call in open(block, encoding="utf-8"):
    try:
        value = eval(call)
    except videodb.InvalidRequestError as exc:
        print(["refused", str(exc)])
    else:
        shots = value.get_shots() if "search" in call else []
        print(["done", [(shot.text, shot.start, shot.end, shot.search_score, shot.generate_stream()) for shot in shots]])
"""
BEFORE_TWO_DISPLAYS: Final = """
import asyncio
import sys

from videodb.capture import CaptureClient

cap_id, token = sys.argv[1:]

async def main():
    client = CaptureClient(client_token=token)
    found = await client.list_channels()
    mic, system_audio = MIC, SYSTEM_AUDIO
"""
AFTER_TWO_DISPLAYS: Final = """
    async for ev in client.events():
        print(f"{ev.event}: {ev.payload}")
        if ev.event in ("recording-complete", "error"):
            break
    await client.stop_session()
    await client.shutdown()

asyncio.run(main())
"""


def block(name: str, **instead: str) -> str:
    """A block by the name of its file. ``session_id``, ``token`` and ``callback_url`` replace its examples, each of which it must have."""
    text = (FOLDER / name).read_text("utf-8")
    for what, value in instead.items():
        example = {"session_id": SESSION_ID, "token": TOKEN, "callback_url": CALLBACK_URL}[what]
        assert example in text, f"{name} has no {example}"
        text = text.replace(example, value)
    return text


def two_displays(*, mic: str = "found.mics.default", system_audio: str = "found.system_audio.default") -> str:
    """The block with ``await`` outside of any function, in one; before it, what its names for sounds stand for."""
    before = BEFORE_TWO_DISPLAYS.replace("MIC,", f"{mic},").replace("SYSTEM_AUDIO", system_audio)
    return f"{before}\n{textwrap.indent(block('two_displays.txt'), '    ')}\n{AFTER_TWO_DISPLAYS}"
