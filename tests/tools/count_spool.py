"""Counts a recording from its files alone and prints what it finds as JSON. Standard library only; knows nothing of Lookhear.

    python tests/tools/count_spool.py RECORDING_FOLDER

Written against the description of the format, as somebody else would: manifest.json names the channels and their folders,
journal.ndjson says what was sealed, and the boxes of every file (ISO/IEC 14496-12) say what is in it. Frames, times and
durations come from the boxes, sizes and digests from the bytes, gaps and levels from the journal.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTAINERS = {b"moov", b"trak", b"mdia", b"moof", b"traf"}
NON_SYNC = 0x0001_0000


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """Type, first and last byte (exclusive) of every box's content, going down into containers."""
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        if size < 8 or start + size > end:
            raise SystemExit(f"a box {kind!r} of {size} bytes at {start} does not fit")
        if kind in CONTAINERS:
            yield from boxes(data, start + 8, start + size)
        else:
            yield kind, start + 8, start + size
        start += size
    if start != end:
        raise SystemExit(f"{end - start} bytes are left behind the last box")


def timescale_of(init: bytes) -> int:
    """Units a second of the track an init segment describes (mdhd)."""
    for kind, at, _ in boxes(init):
        if kind == b"mdhd":
            return int(struct.unpack_from(">I", init, at + (20 if init[at] == 1 else 12))[0])
    raise SystemExit("an init segment without mdhd")


def count_fragment(data: bytes) -> dict[str, int]:
    """Decode time, duration, samples, sync samples and sequence number of one fragment."""
    found = {"seq": 0, "tfdt": 0, "duration": 0, "samples": 0, "keyframes": 0}
    default_duration = default_flags = 0
    for kind, at, _ in boxes(data):
        flags = int.from_bytes(data[at + 1 : at + 4], "big")
        if kind == b"mfhd":
            found["seq"] = struct.unpack_from(">I", data, at + 4)[0]
        elif kind == b"tfhd":
            position = at + 8
            for bit, width in ((0x1, 8), (0x2, 4), (0x8, 4), (0x10, 4), (0x20, 4)):
                if flags & bit:
                    value = int.from_bytes(data[position : position + width], "big")
                    position += width
                    default_duration = value if bit == 0x8 else default_duration
                    default_flags = value if bit == 0x20 else default_flags
        elif kind == b"tfdt":
            found["tfdt"] = struct.unpack_from(">Q" if data[at] == 1 else ">I", data, at + 4)[0]
        elif kind == b"trun":
            add_run(found, data, at, flags, (default_duration, default_flags))
    return found


def add_run(found: dict[str, int], data: bytes, at: int, flags: int, defaults: tuple[int, int]) -> None:
    """Add the samples of one track run."""
    count = struct.unpack_from(">I", data, at + 4)[0]
    position = at + 8 + (4 if flags & 0x1 else 0)
    first_flags = None
    if flags & 0x4:
        first_flags = struct.unpack_from(">I", data, position)[0]
        position += 4
    for number in range(count):
        duration, sample_flags = defaults
        for bit in (0x100, 0x200, 0x400, 0x800):
            if flags & bit:
                value = struct.unpack_from(">I", data, position)[0]
                position += 4
                duration = value if bit == 0x100 else duration
                sample_flags = value if bit == 0x400 else sample_flags
        if number == 0 and first_flags is not None:
            sample_flags = first_flags
        found["samples"] += 1
        found["duration"] += duration
        found["keyframes"] += not sample_flags & NON_SYNC


def read_journal(path: Path) -> list[dict[str, Any]]:
    """The rows; lines that are no JSON are passed over."""
    rows = []
    for line in path.read_bytes().split(b"\n"):
        try:
            rows.append(json.loads(line))
        except ValueError:
            continue
    return rows


def count_track(folder: Path, channel: dict[str, Any], journal: list[dict[str, Any]]) -> dict[str, Any]:
    """Everything that can be counted of one channel."""
    home = folder / channel["folder"]
    rows = [row for row in journal if row.get("channel") == channel["channel_id"]]
    inits = {int(path.stem.split("-")[1]): path.read_bytes() for path in home.glob("init-*.mp4")}
    files = sorted(home.glob("*.m4s"))
    by_name = {row["file"].split("/")[1]: row for row in rows if row["type"] == "fragment"}
    priming = {row["init"]: row.get("priming", 0) for row in rows if row["type"] == "init"}
    is_video = channel["kind"] == "display"
    counted = [count_fragment(path.read_bytes()) for path in files]
    used = [by_name[path.name] for path in files]
    scales = [timescale_of(inits[row["init"]]) for row in used]
    starts = [one["tfdt"] / scale for one, scale in zip(counted, scales, strict=True)]
    ends = [(one["tfdt"] + one["duration"]) / scale for one, scale in zip(counted, scales, strict=True)]
    first = starts[0] + (0 if is_video else priming[used[0]["init"]] / scales[0]) if files else None
    last = max(ends) if files else None
    gaps = [row for row in rows if row["type"] in {"gap", "damaged"} and row.get("from_ns") is not None]
    lasted = [(row["reason"] == "paused", (row["to_ns"] - row["from_ns"]) / 1e9) for row in gaps]
    heard = sum(one["duration"] for one in counted) - sum(priming.get(init, 0) for init in {row["init"] for row in used})
    peaks = [row["peak"] for row in used if row.get("peak") is not None]
    return {
        "channel_id": channel["channel_id"],
        "frames": sum(one["samples"] for one in counted) if is_video else None,
        "keyframes": sum(one["keyframes"] for one in counted) if is_video else None,
        "dropped_frames": sum(row["dropped"] for row in used) if is_video else None,
        "samples": None if is_video else heard,
        "inits": len(inits),
        "fragments": len(files),
        "bytes": sum(map(len, inits.values())) + sum(path.stat().st_size for path in files),
        "sha256": hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in files)).hexdigest(),
        "first_s": first,
        "last_s": last,
        "duration_s": last - first if last is not None and first is not None else 0.0,
        "missing_s": sum(max(0.0, after - before) for before, after in zip(ends, starts[1:], strict=False)),
        "gaps": len(gaps),
        "gap_total_s": sum(seconds for was_wished, seconds in lasted if not was_wished),
        "paused_s": sum(seconds for was_wished, seconds in lasted if was_wished),
        "silence_filled_s": sum(row["silence_samples"] / scale for row, scale in zip(used, scales, strict=True)),
        "peak": max(peaks) if peaks else None,
        "is_in_sequence": [one["seq"] for one in counted] == [int(path.stem) for path in files],
        "digests_agree": all(hashlib.sha256(path.read_bytes()).hexdigest() == by_name[path.name]["sha256"] for path in files),
    }


def count(folder: Path) -> dict[str, Any]:
    """Count a whole recording."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    journal = read_journal(folder / "journal.ndjson")
    tracks = [count_track(folder, channel, journal) for channel in manifest["channels"]]
    firsts = [track["first_s"] for track in tracks if track["first_s"] is not None]
    lasts = [track["last_s"] for track in tracks if track["last_s"] is not None]
    ends = [row["reason"] for row in journal if row.get("type") == "end"]
    return {
        "recording_id": manifest["recording_id"],
        "end_reason": ends[-1] if ends else None,
        "duration_s": max(lasts) - min(firsts) if firsts else 0.0,
        "bytes": sum(track["bytes"] for track in tracks),
        "tracks": tracks,
    }


if __name__ == "__main__":
    print(json.dumps(count(Path(sys.argv[1])), indent=1))  # noqa: T201 - this is what it is for
