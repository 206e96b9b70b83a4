from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING

import pytest

from lookhear.errors import JournalDamaged
from lookhear.recorder.spool.manifest import read_manifest, write_manifest
from tests.fakes.recordings import manifest

if TYPE_CHECKING:
    from pathlib import Path


CHANNEL = {"channel_id": "mic:default", "kind": "mic", "name": "", "device": "", "folder": "mic-default", "is_primary": False}


def test_a_manifest_reads_back_as_it_was_written(tmp_path: Path) -> None:
    written = manifest()
    write_manifest(tmp_path, written)
    assert read_manifest(tmp_path) == written


@pytest.mark.parametrize("store", [True, False, None])
def test_whether_a_channel_is_to_be_stored_is_kept(tmp_path: Path, store: bool | None) -> None:  # noqa: FBT001 - a parameter of the test
    written = manifest()
    written = dataclasses.replace(written, channels=(dataclasses.replace(written.channels[0], store=store),))
    write_manifest(tmp_path, written)
    assert read_manifest(tmp_path) == written


def test_the_channels_of_an_older_manifest_are_to_be_stored(tmp_path: Path) -> None:
    values = json.loads(json.dumps(manifest().to_json()))
    for channel in values["channels"]:
        del channel["store"]
    (tmp_path / "manifest.json").write_text(json.dumps(values))
    assert {channel.store for channel in read_manifest(tmp_path).channels} == {True}


def test_the_keys_are_those_of_the_format(tmp_path: Path) -> None:
    write_manifest(tmp_path, manifest())
    values = json.loads((tmp_path / "manifest.json").read_text())
    assert list(values) == [
        "format",
        "recording_id",
        "created_wall_ns",
        "clock_wall_origin_ns",
        "app_version",
        "platform",
        "fps",
        "channels",
    ]
    assert list(values["channels"][0]) == ["channel_id", "kind", "name", "device", "folder", "is_primary", "store"]
    assert values["channels"][0]["folder"] == "display-1"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 2}, "format 2"),
        ({"recording_id": "../x"}, "identifier"),
        ({"fps": 0}, "fps"),
        ({"channels": 3}, "not a list"),
        ({"channels": [{"channel_id": "display:1"}]}, "name"),
        ({"created_wall_ns": None}, "created_wall_ns"),
        ({"channels": [CHANNEL | {"store": "yes"}]}, "store"),
    ],
)
def test_a_wrong_manifest_is_refused_with_the_reason(tmp_path: Path, change: dict[str, object], said: str) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({**manifest().to_json(), **change}))
    with pytest.raises(JournalDamaged, match=said):
        read_manifest(tmp_path)


def test_a_folder_that_is_not_the_channels_own_is_refused(tmp_path: Path) -> None:
    values = json.loads(json.dumps(manifest().to_json()))
    values["channels"][0]["folder"] = "../elsewhere"
    (tmp_path / "manifest.json").write_text(json.dumps(values))
    with pytest.raises(JournalDamaged, match="do not belong"):
        read_manifest(tmp_path)


def test_a_channel_that_stands_there_twice_is_refused(tmp_path: Path) -> None:
    values = json.loads(json.dumps(manifest().to_json()))
    values["channels"].append(values["channels"][0])
    (tmp_path / "manifest.json").write_text(json.dumps(values))
    with pytest.raises(JournalDamaged, match="twice"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("content", [None, b"", b"\x00" * 100, b"[]"])
def test_a_missing_or_torn_manifest_is_a_sentence(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(JournalDamaged):
        read_manifest(tmp_path)
