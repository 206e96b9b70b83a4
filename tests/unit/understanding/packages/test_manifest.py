"""What a pack says of itself is believed only as far as it makes sense."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from lookhear.errors import InstallFailed
from lookhear.understanding.packages.manifest import Offer, Pack, PackFile, is_safe, offers_as_json, offers_of, this_platform, this_python

FILE = PackFile(path="engine/__init__.py", sha256="0" * 64, size_bytes=3)
PACK = Pack(name="minilm", version="1", platform=this_platform(), python=this_python(), licence="MIT", size_bytes=3, files=(FILE,))
OFFER = Offer(
    name="minilm",
    version="1",
    platform=this_platform(),
    python=this_python(),
    file="minilm.zip",
    sha256="0" * 64,
    size_bytes=1,
    unpacked_bytes=3,
    licence="MIT",
)


def test_what_is_written_is_read() -> None:
    assert Pack.of(PACK.to_json().encode()) == PACK
    PACK.check_fits("minilm")
    assert offers_of(offers_as_json([OFFER]).encode()) == (OFFER,)
    assert OFFER.fits


@pytest.mark.parametrize(
    "changed",
    [
        {"files": []},
        {"size_bytes": 4},
        {"name": 3},
        {"more": 1},
        {"files": [{"path": "../x", "sha256": "0" * 64, "size_bytes": 3}]},
        {"files": [{"path": "pack.json", "sha256": "0" * 64, "size_bytes": 3}]},
        {"files": [{"path": "x", "sha256": "0", "size_bytes": 3}]},
        {"files": [{"path": "x", "sha256": "0" * 64, "size_bytes": -3}], "size_bytes": -3},
        {"files": [{"path": name, "sha256": "0" * 64, "size_bytes": 0} for name in ("a", "A")], "size_bytes": 0},
        {"files": None},
    ],
)
def test_nonsense_is_none(changed: dict[str, Any]) -> None:
    with pytest.raises(InstallFailed):
        Pack.of(json.dumps(json.loads(PACK.to_json()) | changed).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"packs": [{}]}', b'{"packs": [1]}'])
def test_other_bytes_are_none(data: bytes) -> None:
    with pytest.raises(InstallFailed):
        Pack.of(data)
    with pytest.raises(InstallFailed):
        offers_of(data)


@pytest.mark.parametrize("changed", [{"file": "../x.zip"}, {"file": "/x.zip"}, {"sha256": "x"}, {"size_bytes": -1}, {"licence": None}])
def test_a_list_names_no_file_elsewhere(changed: dict[str, Any]) -> None:
    with pytest.raises(InstallFailed):
        offers_of(json.dumps({"packs": [json.loads(offers_as_json([OFFER]))["packs"][0] | changed]}).encode())


def test_a_pack_of_another_engine_system_or_python_does_not_fit() -> None:
    with pytest.raises(InstallFailed, match="not of pocketsphinx"):
        PACK.check_fits("pocketsphinx")
    with pytest.raises(InstallFailed, match="cpython-27"):
        replace(PACK, python="cpython-27").check_fits("minilm")
    with pytest.raises(InstallFailed, match="amiga"):
        replace(PACK, platform="amiga").check_fits("minilm")


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/", "C:/x", "a\\b", "..\\x", "a\0b", "a\nb", "con:x", "a/..", "|"]
)
def test_no_path_leads_out(path: str) -> None:
    assert not is_safe(path)


@pytest.mark.parametrize("path", ["a", "a/b.so", "a-b/.hidden", "ä/ö", "x.libs/libgomp-1.so.1"])
def test_what_lies_inside_may(path: str) -> None:
    assert is_safe(path)
